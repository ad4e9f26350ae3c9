"""Imports run one way: the line that docs/design.md states, held against what each file imports when it is loaded."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from conftest import ROOT

from marsad.coder import STEPS
from marsad.lexicon import _OF_PLACES

SOURCE = ROOT / "src" / "marsad"
tree_of = cache(ast.parse)  # several tests look at each file


def stated() -> dict[str, int]:
    """The step at which each room stands."""
    line = " ".join(re.findall(r"^> (.*)$", (ROOT / "docs" / "design.md").read_text("utf-8"), re.MULTILINE))
    return {room: n for n, step in enumerate(line.split("→")) for room in re.findall(r"`([\w/]+)`", step)}


def room_of(parts: tuple[str, ...]) -> str:
    """The room of a module, by its path inside the package."""
    return "scale/spark" if parts[:2] == ("scale", "spark") else parts[0]


def loaded(tree: ast.AST) -> Iterator[ast.ImportFrom]:
    """The relative imports that are done when a file is loaded: none in functions, none for types alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield node
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        ):
            yield from loaded(node)


def named(path: Path, nodes: Iterator[ast.ImportFrom]) -> Iterator[tuple[str, ...]]:
    """The paths inside the package of what imports name."""
    package = path.relative_to(SOURCE).parts[:-1]
    for node in nodes:
        base = package[: len(package) - node.level + 1] + tuple((node.module or "").split(".") if node.module else ())
        for name in node.names:
            yield (*base, name.name)


def imported(path: Path, text: str) -> Iterator[tuple[str, str]]:
    """(room, room that it imports) of a file."""
    one = room_of(path.relative_to(SOURCE).with_suffix("").parts)
    for other in named(path, loaded(tree_of(text))):
        yield one, room_of(other)


def ever(tree: ast.AST) -> Iterator[ast.ImportFrom]:
    """The relative imports of a file, those inside functions too; none for types alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield node
        elif not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)):
            yield from ever(node)


def inside_rooms(texts: dict[Path, str]) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Which files of its own room each file imports, now or later."""
    files = {path.relative_to(SOURCE).with_suffix("").parts: path for path in texts}
    return {
        inside: {
            file
            for name in named(path, ever(tree_of(texts[path])))
            for file in (name, name[:-1])
            if file in files and file != inside and room_of(file) == room_of(inside)
        }
        for inside, path in files.items()
    }


def broken(path: Path, text: str, steps: dict[str, int]) -> list[tuple[str, str]]:
    """The imports of a file that run the wrong way."""
    return [(one, other) for one, other in imported(path, text) if one != other and one in steps and not steps.get(other, 99) < steps[one]]


def test_every_room_has_its_step_and_every_step_its_room():
    rooms = {room_of(path.relative_to(SOURCE).with_suffix("").parts) for path in SOURCE.rglob("*.py")}
    assert rooms - {"__init__", "__main__"} == set(stated()) - {"__version__"}


@pytest.mark.dear
def test_no_import_runs_against_the_line():
    steps, seen = stated(), 0
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text("utf-8")
        seen += sum(1 for _ in imported(path, text))
        assert broken(path, text, steps) == [], path.relative_to(ROOT)
    assert seen > 500


def test_an_import_against_the_line_is_seen():
    steps, path = stated(), SOURCE / "events" / "grade.py"
    assert broken(path, "from ..model import Claim\nfrom .event import Event\n", steps) == []
    assert broken(path, "from ..archive.store import Archive\n", steps) == [("events", "archive")]
    assert broken(path, "from .. import serve\n", steps) == [("events", "serve")]
    assert broken(path, "def f():\n    from ..archive import Archive\n", steps) == []
    assert broken(SOURCE / "scale" / "pool.py", "from .spark import job\n", steps) == [("scale", "scale/spark")]


@pytest.mark.dear
def test_files_of_one_room_import_each_other_one_way():
    rooms = inside_rooms({path: path.read_text("utf-8") for path in SOURCE.rglob("*.py")})
    assert sum(map(len, rooms.values())) > 200
    TopologicalSorter(rooms).prepare()


def test_what_places_are_made_by_is_what_they_are_kept_under():
    """`lexicon/__init__.py` keeps built places for as long as these files stay as they are."""
    seen = 0
    for name in ("build", "rows"):
        path = SOURCE / "gazetteer" / f"{name}.py"
        for room, *file in named(path, loaded(tree_of(path.read_text("utf-8")))):
            assert room in _OF_PLACES or f"{room}/{file[0]}.py" in _OF_PLACES, (name, room, file)
            seen += 1
    assert seen > 5


def test_a_circle_in_a_room_is_seen():
    one, other = SOURCE / "archive" / "store.py", SOURCE / "archive" / "regroup.py"
    later = "def f():\n    from .store import Archive\n"
    TopologicalSorter(inside_rooms({one: "from .regroup import grouped_anew\n", other: ""})).prepare()
    with pytest.raises(CycleError):
        TopologicalSorter(inside_rooms({one: "from .regroup import grouped_anew\n", other: later})).prepare()


def test_every_file_that_the_design_names_is_there():
    told = set(re.findall(r"`([\w/]+\.(?:py|toml))`", (ROOT / "docs" / "design.md").read_text("utf-8")))
    there = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.*")} | {
        path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*.py")
    }
    assert len(told) > 60
    assert {name for name in told if not any(f"/{one}".endswith(f"/{name}") for one in there)} == set()


@pytest.mark.parametrize("room", ["archive", "coder", "read", "telling"])
def test_the_design_names_every_file_of_the_line(room):
    named = set(re.findall(r"`(?:[\w/]*/)?(\w+\.py)`", (ROOT / "docs" / "design.md").read_text("utf-8")))
    files = {p.name for p in (SOURCE / room).rglob("*.py") if "migrations" not in p.parts and p.name != "__init__.py"}
    assert files - named == set()


def test_the_design_names_what_is_done_to_events_in_its_order():
    (row,) = [line for line in (ROOT / "docs" / "design.md").read_text("utf-8").splitlines() if line.startswith("| finishing, in this order |")]
    told = re.findall(r"(\w+)\.py`", row.partition(";")[0])
    done = [step.__module__.rpartition(".")[2] for step in STEPS]
    of_their_own = {"objections", "repeats", "confidence"}  # these have lines of their own
    assert told == ["since", *dict.fromkeys(name for name in done if name not in of_their_own), "coordinates"]
