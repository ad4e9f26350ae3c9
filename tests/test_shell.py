"""What stands around the program: checks, release, forms, container, citation. Each names what is there, and one version."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT

import marsad

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)) | {".venv/.spark"}
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read(path):
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


def steps():
    for path in WORKFLOWS:
        for job in read(path)["jobs"].values():
            assert job["timeout-minutes"] and job["runs-on"]
            yield from job["steps"]


def test_the_version_stands_in_one_place():
    assert "version" not in PROJECT["project"] and "version" in PROJECT["project"]["dynamic"]
    assert (ROOT / PROJECT["tool"]["hatch"]["version"]["path"]).read_text("utf-8").count(f'"{marsad.__version__}"') == 1
    assert read("CITATION.cff")["version"] == marsad.__version__
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest and newest[1] == marsad.__version__


@pytest.mark.parametrize(
    ("told", "named"),
    [
        (None, []),
        ("https://forge.example/us/marsad/", ["", "/blob/HEAD/CHANGELOG.md", "/blob/HEAD/docs/index.md", "/issues", "/security/policy"]),
    ],
)
def test_a_wheel_names_the_addresses_that_its_builder_tells(told, named, tmp_path):
    assert "urls" not in PROJECT["project"], "no file says where the project lives"
    make = "import sys; from hatchling import build; print(build.prepare_metadata_for_build_wheel(sys.argv[1]))"
    environment = {**os.environ, "MARSAD_REPOSITORY": told or ""}
    done = subprocess.run([sys.executable, "-c", make, tmp_path], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    written = (tmp_path / done.stdout.strip() / "METADATA").read_text("utf-8").split("\n\n")[0]
    urls = re.findall(r"^Project-URL: \w+, (\S+)$", written, re.MULTILINE)
    assert sorted(urls) == [f"https://forge.example/us/marsad{page}" for page in named] and "\nVersion: " in written
    pages = [page.removeprefix("/blob/HEAD/") for page in named if "blob" in page]
    assert [page for page in pages if not (ROOT / page).exists()] == []


def test_the_release_tells_the_address_of_the_repository_that_it_runs_in():
    assert read(".github/workflows/release.yml")["env"] == {"MARSAD_REPOSITORY": "${{ github.server_url }}/${{ github.repository }}"}


def test_somebody_is_asked_about_every_change():
    lines = [line.split() for line in (ROOT / ".github" / "CODEOWNERS").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines and lines[0][0] == "*" and all(re.fullmatch(r"@[\w/-]+|[\w.]+@[\w.-]+", owner) for line in lines for owner in line[1:])


def test_checks_run_on_every_python_that_the_project_names():
    named = {c.rsplit(" ", 1)[1] for c in PROJECT["project"]["classifiers"] if re.search(r":: 3\.\d+$", c)}
    assert set(read(".github/workflows/checks.yml")["jobs"]["quick"]["strategy"]["matrix"]["python"]) == named == {"3.11", "3.12", "3.13", "3.14"}


def test_workflows_call_what_is_there():
    called = [line for step in steps() for line in step.get("run", "").splitlines()]
    made = {target for line in called if line.startswith("make ") for target in line.split("OF=")[0].split()[1:]}
    assert {"lint", "docs", "check", "some", "sbom", "licences"} <= made <= TARGETS
    markers = {m for line in called if "make some" in line for m in re.findall(r"browser|postgres|spark|slow", line)}
    assert markers == {"browser", "postgres", "spark"} <= {m.split(":")[0] for m in PROJECT["tool"]["pytest"]["ini_options"]["markers"]}


def test_workflows_name_others_programs_by_commit():
    used = [line for path in WORKFLOWS for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert used and [line for line in used if not re.fullmatch(r"\s+- uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    assert len({line.split("@")[0] for line in used}) == len(set(used)), "one version of each"
    assert all(step["with"]["persist-credentials"] is False for step in steps() if "actions/checkout" in step.get("uses", ""))


def test_workflows_may_no_more_than_they_need():
    assert WORKFLOWS
    for path in WORKFLOWS:
        assert read(path)["permissions"] == {"contents": "read"}


def test_forms_ask_for_what_a_fault_is_found_by():
    form = read(".github/ISSUE_TEMPLATE/misread.yml")
    asked = {part["id"]: part.get("validations", {}).get("required") for part in form["body"] if "id" in part}
    assert asked == {"text": True, "published": None, "told": True, "right": True, "version": True}
    for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"):
        assert {"name", "description", "body"} <= set(yaml.safe_load(path.read_text("utf-8")))


def test_the_container_is_made_of_what_is_there():
    text = (ROOT / "Dockerfile").read_text("utf-8")
    copied = [word for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE) for word in line.split()[:-1]]
    assert len(copied) > 6 and [word for word in copied if not (ROOT / word).exists()] == []
    assert "USER 1000" in text and "--uid 1000" in text and text.count("--require-hashes") == 3
    services = read("compose.yaml")["services"]
    assert set(services) == {"app", "db"} and services["app"]["environment"]["MARSAD_DB"].startswith("postgresql://")
    assert "--certificate" in services["app"]["command"]


def test_what_people_add_is_kept_beside_a_container_that_is_only_read():
    told = read("compose.yaml")
    app, kept = told["services"]["app"], set(told["volumes"])
    places = {where: name for name, where in (volume.split(":")[:2] for volume in app["volumes"]) if name in kept}
    assert app["read_only"] and app["environment"]["MARSAD_DATA"] in places and "/home/marsad/.cache/marsad" in places
    assert "-h 127.0.0.1" in told["services"]["db"]["healthcheck"]["test"][1]  # the socket answers before the server is set up


def test_password_and_key_of_a_team_are_neither_committed_nor_sent_to_a_build():
    for name in (".gitignore", ".dockerignore"):
        assert {".env", "tls"} <= {line.strip("/") for line in (ROOT / name).read_text("utf-8").splitlines()}, name


def test_what_runs_before_a_commit_reads_what_is_packaged_and_leaves_tables_as_they_are():
    hooks = {hook["id"]: hook for repo in read(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]}
    assert all("--force-exclude" in hooks[name]["entry"] for name in ("ruff", "format"))  # files that are named pass by the exceptions else
    test = hooks["lexicon"]["entry"].split()[-1]
    assert (ROOT / test).exists() and hooks["lexicon"]["pass_filenames"] is False


def test_every_page_of_the_documentation_is_on_the_site():
    nav = re.findall(r"\w[\w-]*\.md", str(read("mkdocs.yml")["nav"]))
    assert sorted(nav) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))


def test_what_stands_around_names_no_machine():
    for name in ("Dockerfile", "compose.yaml", "mkdocs.yml", ".pre-commit-config.yaml", "CITATION.cff", *WORKFLOWS):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"https?://|/home/(?!marsad/)|/work/|index-url", text), name


def test_types_are_checked_by_make_lint_without_exceptions():
    make, project = ((ROOT / name).read_text("utf-8") for name in ("Makefile", "pyproject.toml"))
    assert re.search(r"^lint:.*\btypes\b", make, re.MULTILINE) and "$(BIN)/mypy\n" in make and "/pyright\n" in make
    assert tomllib.loads(project)["tool"]["pyright"]["typeCheckingMode"] == "strict"
    told = tomllib.loads(project)["tool"]["mypy"]
    assert told["files"] == ["src/marsad"] and told["strict"]
    # These are not installed where marsad is checked, or their types are not.
    unknown = {"module": ["gensim.*", "openpyxl.*", "pyspark.*", "torch.*", "transformers.*"], "ignore_missing_imports": True}
    assert told["overrides"] == [unknown, {"module": ["marsad.train.network"], "disallow_subclassing_any": False}]


def test_make_check_runs_what_make_lint_runs():
    make = (ROOT / "Makefile").read_text("utf-8")
    check = re.search(r"^check: .*\n\t(.+)$", make, re.MULTILINE)[1]
    linted = set(re.findall(r"^\t\$\(([A-Z]+)\)$", make, re.MULTILINE))
    assert linted == {"RUFF", "ESLINT", "MYPY", "PYRIGHT"}
    assert set(re.findall(r"=\$\(([A-Z]+)\)\"", check)) == linted and "$(QUICK)" in check


@pytest.mark.parametrize(
    ("commands", "status", "told"),
    [
        (["one=echo begun; echo all is well", "other=true"], 0, ["one +0 s  all is well", "other +0 s  nothing to complain of"]),
        (["one=true", "other=echo here it is wrong >&2; exit 3", "last=true"], 1, [r"FAILED \(.*\)\nhere it is wrong", "last +0 s", "failed: other"]),
        (["one=exit 1", "other=true"], 1, ["other +0 s", "failed: one"]),
    ],
)
def test_what_runs_beside_is_told_when_it_ends(commands, status, told):
    done = subprocess.run([sys.executable, ROOT / "tools" / "beside.py", *commands], capture_output=True, text=True, check=False)
    assert done.returncode == status and not done.stderr
    assert [words for words in told if not re.search(words, done.stdout)] == []


def test_only_what_needs_torch_or_pyspark_is_checked_less_strictly():
    files = {path.relative_to(ROOT / "src" / "marsad"): path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")}
    less = {path for path, text in files.items() if re.search(r"^# pyright: (?!ignore)", text, re.MULTILINE)}
    assert less and {path.parts[0] for path in less} == {"scale", "train"}
    assert all(re.search(r"^\s*(?:from|import) (?:torch|pyspark)\b", files[path], re.MULTILINE) for path in less)
    passed = [line for text in files.values() for line in text.splitlines() if re.search(r"# (?:type|pyright): ignore", line)]
    told = [line for line in passed if re.search(r"ignore\[[\w-]+\]  # \w", line)]
    assert told and told == passed
