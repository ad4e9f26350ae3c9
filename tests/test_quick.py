"""What `make check` runs says something of every package, whatever is marked dear or slow meanwhile."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from conftest import LEFT_OUT, ROOT

pytestmark = pytest.mark.dear  # reads a hundred files
TESTS = Path(__file__).parent
PACKAGES = sorted(path.parent.name for path in (ROOT / "src" / "marsad").glob("*/__init__.py"))
ASKED = {"server", "visit", "visit_bare", "visit_flat", "chrome", "mapless", "own", "samples"}  # fixtures that mark a test, or are dear


def marks(nodes: list[ast.expr]) -> set[str]:
    """The names of the marks among decorators, or in what a file gives all its tests."""
    return {n.attr for node in nodes for n in ast.walk(node) if isinstance(n, ast.Attribute)} & LEFT_OUT


def quick(tree: ast.Module) -> list[str]:
    """The tests of a file that make check runs."""
    given = [n.value for n in tree.body if isinstance(n, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in n.targets)]
    tests = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
    return [] if marks(given) else [t.name for t in tests if not marks(t.decorator_list) and not ASKED & {a.arg for a in t.args.args}]


def known(tree: ast.Module) -> set[str]:
    """The packages that a file imports, inside its tests too."""
    found = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module and n.module.split(".")[0] == "marsad"]
    return {name for n in found for name in ([a.name for a in n.names] if n.module == "marsad" else [n.module.split(".")[1]])}


@pytest.fixture(scope="module")
def trees():
    """Of files that neither a browser nor Spark is needed for."""
    files = [path for path in sorted(TESTS.glob("test_*.py")) if not path.name.startswith(("test_browser", "test_spark"))]
    return {path.name: ast.parse(path.read_text("utf-8")) for path in files}


def test_each_package_has_quick_tests(trees):
    assert len(PACKAGES) > 12
    spoken_of = {package for tree in trees.values() if quick(tree) for package in known(tree)}
    assert set(PACKAGES) <= spoken_of


def test_most_files_have_quick_tests(trees):
    """Of what is tested by dear tests alone, make check says nothing."""
    assert [name for name, tree in trees.items() if not quick(tree)] == ["test_api_fuzz.py", "test_quick.py"]
