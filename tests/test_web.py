"""The pages beside the code: the types that they know the API by, and one version for both."""

from __future__ import annotations

import importlib.util
import json

from conftest import ROOT

from marsad import __version__

WEB = ROOT / "web"


def tool():
    spec = importlib.util.spec_from_file_location("web_types", ROOT / "tools" / "web_types.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_types_of_the_pages_are_those_of_the_api():
    made = tool()
    first = (WEB / "src" / "lib" / "schema.ts").read_text("utf-8").partition("\n")[0] + "\n"
    assert first == made.head(made.described()), "the API's answers have changed: run `make web-types`"


def test_what_describes_the_api_is_the_same_on_every_python():
    """Up to Python 3.12 a docstring keeps its indentation."""
    told = [schema["description"] for schema in tool().described()["components"]["schemas"].values() if "description" in schema]
    assert any("\n" in words for words in told) and [words for words in told if "\n " in words] == []


def test_a_changed_answer_is_seen():
    made = tool()
    description = made.described()
    before = made.head(description)
    assert before == made.head(made.described())
    del description["components"]["schemas"]["Event"]["properties"]["grade"]
    assert made.head(description) != before


def test_no_type_of_an_answer_is_written_by_hand():
    """What types.ts says beside schema.ts is what the description leaves open: rows of the log, and tables by name."""
    lines = (WEB / "src" / "lib" / "types.ts").read_text("utf-8").splitlines()
    names = [line.split()[2].split("=")[0] for line in lines if line.startswith("export type")]
    own = [line.split()[2] for line in lines if line.startswith("export type") and "Made[" not in line]
    assert len(names) > 40
    assert own == ["Lang", "Digits", "Label", "Names", "LogRow"]


def test_the_pages_have_the_version_of_the_package():
    lock = json.loads((WEB / "package-lock.json").read_text("utf-8"))
    package = json.loads((WEB / "package.json").read_text("utf-8"))
    assert package["version"] == lock["version"] == lock["packages"][""]["version"] == __version__
