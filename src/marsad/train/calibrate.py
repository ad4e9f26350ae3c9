"""From out-of-fold readings: thresholds of every choice, and the weights by which a row's confidence is what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..coder import STEPS, confidence, decide, holding
from ..coder.page import Page
from ..coder.reader import Reader
from ..evaluate import match, right_row
from ..lexicon import Lexicon
from ..model import EVENT_TYPES, Article

FIRST = {
    "event": 0.42,
    "modality": 0.25,
    "holding": 0.45,
    "agent": 0.5,
    "another agent": 0.85,
    "target": 0.5,
    "at": 0.35,
    "from": 0.35,
    "to": 0.35,
    "another place": 0.85,
    "source": 0.5,
    "same speaker": 0.1,
    "date": 0.25,
    "deaths": 0.33,
    "injured": 0.33,
    "toll": 0.25,
    "row": 0.18,
    "row not asserted": 0.08,
}
_STEPS = 4000  # of gradient descent; some thousand rows and fifty weights


class Row(NamedTuple):
    """A decided event of an article that the reader had not learnt from: its features, type, and whether it is wholly right."""

    features: dict[str, float]
    type: str
    right: bool


def rows_of(article: Article, gold: Mapping[str, Any], page: Page, reader: Reader, lexicon: Lexicon) -> tuple[list[Row], list[dict[str, Any]], int]:
    """The rows of one article, its claims as plain dicts, and how many rows its gold has."""
    import msgspec

    from ..coder import freeze

    reading = reader.read(page, lexicon)
    events = decide.events(reading, lexicon)
    for step in STEPS:
        step(events, reading, lexicon)
    kept = [e for e in events if not e.turned_down]
    claims = [msgspec.to_builtins(freeze.event(article, e, lexicon)) for e in kept]
    pairs = {j: gold["events"][i] for i, j in match(gold["text"], gold["events"], claims)} if gold["relevant"] else {}
    rows = [Row(confidence.features(e), e.type, j in pairs and right_row(gold["text"], pairs[j], claims[j])) for j, e in enumerate(kept)]
    claims += [msgspec.to_builtins(freeze.holding(article, h, lexicon)) for h in holding.find(reading, events, article, lexicon)]
    return rows, claims, len(gold["events"])


def row_weights(rows: Sequence[Row], strength: float = 1.0) -> dict[str, float]:
    """Logistic weights of the confidence, pulled towards 0 by `strength`, by features and event types; `base` is the constant."""
    names = sorted({name for row in rows for name in row.features}) + ["type " + t for t in EVENT_TYPES]
    x = np.array([[row.features.get(n, float(n == "type " + row.type)) for n in names] for row in rows])
    y = np.array([row.right for row in rows], float)
    weights, base = np.zeros(len(names)), 0.0
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-(x @ weights + base)))
        weights -= 0.5 * (x.T @ (p - y) + strength * weights) / len(y)
        base -= 0.5 * float((p - y).mean())
    out = {n: round(float(w), 3) for n, w in zip(names, weights, strict=True) if abs(w) >= 0.005}
    return {"base": round(base, 3), **out}


def cross_fitted(rows: Sequence[Row], parts: int = 5) -> list[float]:
    """The confidence of each row by weights that were fitted on the other parts of the rows."""
    told = [0.0] * len(rows)
    for part in range(parts):
        weights = row_weights([r for n, r in enumerate(rows) if n % parts != part])
        for n in range(part, len(rows), parts):
            told[n] = confidence.probability(rows[n].features, weights, rows[n].type)
    return told


def calibration_error(bins: Sequence[tuple[float, float, int]]) -> float:
    """Expected calibration error: how far said and right lie apart, by rows."""
    return sum(abs(said - right) * n for said, right, n in bins) / sum(n for *_, n in bins)


def reliability(rows: Sequence[Row], confidences: Sequence[float]) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, rows) for tenths of confidence that have rows."""
    told, right = np.array(confidences), np.array([r.right for r in rows], float)
    out: list[tuple[float, float, int]] = []
    for low in np.arange(0, 1, 0.1):
        inside = (told >= low) & (told < low + 0.1 + 1e-9 * (low > 0.85))
        if inside.any():
            out.append((float(told[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    return out


def bar_for(rows: Sequence[Row], weights: Mapping[str, float], precision: float) -> float:
    """The least confidence from which rows are right with at least this share (1.0 where none are)."""
    told = sorted(((confidence.probability(r.features, weights, r.type), r.right) for r in rows), reverse=True)
    bar, right = 1.0, 0
    for n, (p, ok) in enumerate(told, 1):
        right += ok
        if n >= 20 and right / n >= precision:
            bar = p
    return bar
