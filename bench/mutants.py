"""make mutants: how many small faults in the stages that decide pass the tests unseen.

    python bench/mutants.py [MODULE ...] [--all] [--show]

In each function of the modules one thing after another is turned round (a comparison, an and, a number, a min …), in a process
of its own in which the module's tests then run; a fault that they do not see survives. By default every third fault, `--all` all;
`--show` prints the survivors. Exits with 1 where more than a quarter survives.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

ROOT = Path(__file__).parent.parent
DECISIONS, HOLDING, FINISHING, VERDICTS, TOLLS, WHOSE_ACT, SINCE, CALLED, ENDS = (
    f"tests/test_{name}.py" for name in ("decisions", "holding", "finishing", "verdicts", "tolls", "whose_act", "since", "called", "ends")
)
NAMES = [f"tests/test_{name}.py" for name in ("naming", "actors_told", "actors", "voices")]
# What decides, and the tests that answer for it.
TESTS = {
    "coder.accused": [WHOSE_ACT],
    "coder.adjectives": [WHOSE_ACT],
    "coder.called": [CALLED],
    "coder.confidence": [FINISHING],
    "coder.decide": [DECISIONS],
    "coder.ends": [ENDS, *NAMES],
    "coder.harm": [FINISHING, TOLLS],
    "coder.holding": [HOLDING],
    "coder.light": [WHOSE_ACT],
    "coder.persons": [CALLED],
    "coder.phrases": [ENDS, *NAMES],
    "coder.repeats": [FINISHING],
    "coder.since": [SINCE],
    "coder.tolls": [TOLLS],
    "events.grade": [VERDICTS],
    "events.tolls": [VERDICTS],
    "events.voices": [VERDICTS],
}
QUICKLY = [
    "-x",
    "-q",
    "--noconftest",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:schemathesis",
    "-p",
    "no:hypothesispytest",
    "-p",
    "no:anyio",
    "-p",
    "no:xdist",
]
SECONDS = 60  # of one run of the tests: a fault that makes them go on for ever is seen
MOST = 0.25
COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
REVERSED = {ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


def faults_of(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in a node's place."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        yield ast.Compare(node.left, [COMPARED[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(REVERSED[type(node.op)](), node.values)
    elif isinstance(node, ast.BinOp) and type(node.op) in REVERSED:
        yield ast.BinOp(node.left, REVERSED[type(node.op)](), node.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.Name) and node.id in CALLED:
        yield ast.Name(CALLED[node.id], node.ctx)
    elif isinstance(node, ast.Continue):
        yield ast.Break()


def changed(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """(line, what is changed, the module's tree with one fault in the body of a function)."""
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    seen: set[int] = set()
    for function in functions:
        for statement in function.body:
            for node in ast.walk(statement):
                if id(node) in seen:
                    continue
                seen.add(id(node))
                for other in faults_of(node):
                    yield node.lineno, f"{ast.unparse(node)[:70]} -> {ast.unparse(other)[:70]}", _with(tree, node, other)


def _with(tree: ast.Module, old: ast.AST, new: ast.AST) -> ast.Module:
    """A copy of the tree with one node for another."""

    path = _path(tree, old)
    made = copy.deepcopy(tree)
    at: ast.AST | list = made
    for step in path[:-1]:
        at = at[step] if isinstance(at, list) else getattr(at, step)
    put = ast.copy_location(copy.deepcopy(new), old)
    if isinstance(at, list):
        at[path[-1]] = put
    else:
        setattr(at, path[-1], put)
    return ast.fix_missing_locations(made)


def _path(at: object, old: ast.AST) -> list | None:
    """The fields and numbers that lead to a node."""
    if at is old:
        return []
    steps = enumerate(at) if isinstance(at, list) else ast.iter_fields(at) if isinstance(at, ast.AST) else ()
    for step, inner in steps:
        if isinstance(inner, (list, ast.AST)) and (rest := _path(inner, old)) is not None:
            return [step, *rest]
    return None


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code of every function of a compiled module."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from codes(inner)


def functions_of(module: ModuleType) -> Iterator[FunctionType]:
    """The functions of a module, those of its classes and behind caches too."""
    for value in vars(module).values():
        inside = vars(value).values() if isinstance(value, type) and value.__module__ == module.__name__ else [value]
        for one in inside:
            found = getattr(one, "fget", None) or getattr(one, "__wrapped__", None) or one
            if isinstance(found, FunctionType) and found.__module__ == module.__name__:
                yield found


def put(module: ModuleType, tree: ast.Module) -> None:
    """Give the functions of a loaded module the code of another tree: whoever imported them before has them so too."""
    new = {code.co_qualname: code for code in codes(compile(tree, module.__file__ or "", "exec"))}
    for function in functions_of(module):
        function.__code__ = new[function.__qualname__]


def passes(tests: list[str], module: ModuleType, tree: ast.Module) -> bool:
    """Whether the tests pass in a process in which the module has this tree."""
    import conftest  # once, before the fork: so are pytest and all that the tests import
    import pytest

    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        signal.alarm(SECONDS)
        put(module, tree)
        os._exit(int(pytest.main([*QUICKLY, *(str(ROOT / t) for t in tests)], plugins=[conftest])))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def judged(name: str, every: int, show: bool) -> tuple[int, int]:
    """(survivors, faults) of one module."""
    module = importlib.import_module(f"marsad.{name}")
    tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
    if not passes(TESTS[name], module, tree):
        raise SystemExit(f"the tests of {name} fail as it stands: mend them first.")
    faults = list(changed(tree))[::every]
    left = [(line, what) for line, what, made in faults if passes(TESTS[name], module, made)]
    print(f"{name:20} {len(left):4} of {len(faults):4} survive", flush=True)
    for line, what in left if show else ():
        print(f"  {line}: {what}")
    return len(left), len(faults)


def main() -> int:
    """Judge the modules. Returns the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*", default=list(TESTS))
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
    from marsad import lexicon as lexicons

    lexicons.load()  # for tests that read whole sentences; what the stages themselves remember is made anew in each process
    counts = [judged(name, 1 if asked.all else 3, asked.show) for name in asked.modules or TESTS]
    left, total = sum(n for n, _ in counts), sum(n for _, n in counts)
    print(f"{left} of {total} faults survive ({left / total:.0%}; at most {MOST:.0%} may)")
    return int(left / total > MOST)


if __name__ == "__main__":
    sys.exit(main())
