"""Imports run one way: the line that docs/design.md states, held against what each file imports when it is loaded."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT

SOURCE = ROOT / "src" / "marsad"


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
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)):  # fmt: skip
            yield from loaded(node)


def imported(path: Path, text: str) -> Iterator[tuple[str, str]]:
    """(room, room that it imports) of a file."""
    inside = path.relative_to(SOURCE).with_suffix("").parts
    package = inside[:-1]
    for node in loaded(ast.parse(text)):
        base = package[: len(package) - node.level + 1] + tuple((node.module or "").split(".") if node.module else ())
        for name in node.names:
            yield room_of(inside), room_of((*base, name.name))


def broken(path: Path, text: str, steps: dict[str, int]) -> list[tuple[str, str]]:
    """The imports of a file that run the wrong way."""
    return [(one, other) for one, other in imported(path, text) if one != other and one in steps and not steps.get(other, 99) < steps[one]]


def test_every_room_has_its_step_and_every_step_its_room():
    rooms = {room_of(path.relative_to(SOURCE).with_suffix("").parts) for path in SOURCE.rglob("*.py")}
    assert rooms - {"__init__", "__main__"} == set(stated()) - {"__version__"}


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
