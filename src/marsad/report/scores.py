"""The figures of `marsad eval` in the terminal, and the reading of its files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..evaluate import Ratio, compare, score
from ..say import plain

_EVENT = ("type", "trigger", "agent", "target", "place", "date", "source", "modality", "deaths", "injured")
_CONTROL = ("place", "holder", "trigger", "modality")


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); give a .jsonl file.") from error
    out: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            out.append(json.loads(line))
        except ValueError as error:
            raise InputError(f"{path} line {number} is not JSON; give one JSON object a line.") from error
    return out


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The gold articles of a file. Raises `InputError` where a line lacks a field that scoring needs."""
    articles = _lines(path)
    for a in articles:
        for field in ("id", "text", "relevant", "events", "control"):
            if field not in a:
                raise InputError(f"gold article {a.get('id', '?')} in {path} lacks '{field}'; see docs/evaluate.md.")
        for kind, fields in (("events", _EVENT), ("control", _CONTROL)):
            for item in a[kind]:
                lacking = [f for f in fields if f not in item]
                if lacking:
                    raise InputError(f"gold article {a['id']} in {path} has an item of '{kind}' without '{lacking[0]}'; see docs/evaluate.md.")
    return articles


def read_coded(path: Path, gold: list[dict[str, Any]]) -> dict[str, Any]:
    """Claims by article id. An article that was passed over has none, which is said; raises `InputError` where all of them lack."""
    docs = _lines(path)
    if any("id" not in d or "claims" not in d for d in docs):
        raise InputError(f"{path} is no output of `marsad code --format jsonl`: a line lacks 'id' or 'claims'.")
    coded = {d["id"]: d["claims"] for d in docs}
    missing = [a["id"] for a in gold if a["id"] not in coded]
    if gold and len(missing) == len(gold):
        raise InputError(f"{path} holds no article of the gold; code the gold's articles.")
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        print(f"marsad: not coded, counted as without claims: {', '.join(missing[:5])}{more}", file=sys.stderr)
    return coded


def _show(value: Ratio | float | int | None) -> str:
    if isinstance(value, Ratio):
        return f"P {value.precision:.3f}  R {value.recall:.3f}  F {value.f:.3f}  n {value.n}"
    return "-" if value is None else str(value)


def print_scores(gold: list[dict[str, Any]], coded: dict[str, Any], misses: int) -> None:
    """Print figures, figures by type and the first misses."""
    result = score(gold, coded)
    for name, value in result.figures.items():
        print(f"{name:28} {_show(value)}")
    for name, value in result.by_type.items():
        print(f"    {name:20} {_show(value)}")
    total = sum(result.causes.values())
    if total:
        print(f"{total} differences from gold, by share:")
        for cause, count in result.causes.items():
            print(f"    {cause:36} {count:4}  {count / total:.2f}")
    for miss in result.misses[:misses]:
        print(plain(" | ".join(map(str, miss))))
    if len(result.misses) > misses:
        print(f"… and {len(result.misses) - misses} more; --misses {len(result.misses)} lists all")


def scores_json(gold: list[dict[str, Any]], coded: dict[str, Any]) -> None:
    """Print the figures as one JSON object: ratios as P, R, F and n."""

    def figure(value: Ratio | float | int | None) -> dict[str, float] | float | int | None:
        return {"P": value.precision, "R": value.recall, "F": value.f, "n": value.n} if isinstance(value, Ratio) else value

    result = score(gold, coded)
    figures = {name: figure(value) for name, value in result.figures.items()}
    print(
        json.dumps(
            {**figures, "by_type": {t: figure(r) for t, r in result.by_type.items()}, "causes": result.causes},
            ensure_ascii=False,
        )
    )


def print_comparison(gold: list[dict[str, Any]], first: dict[str, Any], second: dict[str, Any]) -> None:
    """Print the figures that differ between two codings, then the claims that only one of them has."""
    a, b = score(gold, first).figures, score(gold, second).figures
    for name, value in a.items():
        if value != b[name]:
            print(f"{name:28} {_show(value)}  →  {_show(b[name])}")
    changes = compare(gold, first, second)
    for c in changes:
        print(plain(" | ".join((c.sign, "right" if c.right else "wrong", c.article, c.type, c.words))))
    if not changes:
        print("no claim differs in type or place of its trigger")
