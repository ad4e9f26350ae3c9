"""How far two coders agree on an archive's articles, and the view of both: what each found, what only one did.

The rule of the merged view: a claim of each, in one article, tells the same where both are events of one family of types (or both are
control) and their triggers share words, or they stand in one sentence and share a place or an actor; the nearest first, each once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple

from ..evaluate import FAMILY
from ..model import Claim, Doc

FIELDS = ("type", "modality", "agents", "targets", "places", "day", "source", "deaths")


class Merged(NamedTuple):
    """One row of the merged view: the claims of both, or of one alone; `differ` names the fields in which both differ."""

    article: str
    first: Claim | None
    second: Claim | None
    differ: tuple[str, ...] = ()

    @property
    def found_by(self) -> str:
        """both, first or second."""
        return "both" if self.first and self.second else "first" if self.first else "second"

    @property
    def claim(self) -> Claim:
        """The first coder's, else the second's."""
        told = self.first or self.second
        assert told is not None
        return told


class Kappa(NamedTuple):
    """Agreement of two coders on one field: the share of agreement, Cohen's kappa (None where chance alone explains all), and on
    how many units."""

    share: float
    kappa: float | None
    n: int


def merged(doc: Doc, by: str | None = None) -> list[Merged]:
    """The claims of both coders of an article in the order of the text; `by` chooses among second coders, the last is the default."""
    other = next((s for s in reversed(doc.second) if by is None or s.by == by), None)
    theirs = list(other.claims) if other else []
    pairs = _pairs(doc.claims, theirs)
    rows = [Merged(doc.id, a, b, tuple(f for f in FIELDS if value(a, f) != value(b, f))) for a, b in pairs]
    rows += [Merged(doc.id, a, None) for a in doc.claims if all(a is not x for x, _ in pairs)]
    rows += [Merged(doc.id, None, b) for b in theirs if all(b is not y for _, y in pairs)]
    return sorted(rows, key=lambda r: r.claim.trigger.start)


def _pairs(mine: Sequence[Claim], theirs: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    ranked: list[tuple[bool, bool, int, int, int]] = []
    for i, a in enumerate(mine):
        for j, b in enumerate(theirs):
            if a.kind != b.kind or FAMILY.get(a.type, a.type) != FAMILY.get(b.type, b.type):
                continue
            hit = a.trigger.start < b.trigger.end and b.trigger.start < a.trigger.end
            together = a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end
            if hit or (together and _share(a, b)):
                ranked.append((not hit, a.type != b.type, abs(a.trigger.start - b.trigger.start), i, j))
    taken: tuple[set[int], set[int]] = set(), set()
    out: list[tuple[Claim, Claim]] = []
    for *_, i, j in sorted(ranked):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            out.append((mine[i], theirs[j]))
    return out


def _share(a: Claim, b: Claim) -> bool:
    return any(value(a, f) & value(b, f) for f in ("agents", "targets", "places"))


def value(c: Claim, field: str) -> Any:
    """What a claim says in a field, so that two can be held against each other: ids where resolved, else words."""
    if field in ("agents", "targets"):
        return frozenset(a.actor.id if a.actor else a.text for a in getattr(c, field))
    if field == "places":
        return frozenset((p.name_en, p.role) for p in c.places)
    if field == "day":
        return (c.time.start, c.time.end) if c.time else None
    if field == "source":
        return (c.source.actor.id if c.source.actor else c.source.text) if c.source else None
    if field == "deaths":
        return (c.deaths.min, c.deaths.max) if c.deaths else None
    return getattr(c, field)


def kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> Kappa:
    """Cohen's kappa over pairs of labels (Cohen 1960): agreement beyond what the two coders' own frequencies give by chance.

    >>> kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    Kappa(share=0.75, kappa=0.5, n=4)
    """
    seen = list(pairs)
    if not seen:
        return Kappa(0.0, None, 0)
    n = len(seen)
    observed = sum(a == b for a, b in seen) / n
    one, other = Counter(a for a, _ in seen), Counter(b for _, b in seen)
    chance = sum(one[label] * other[label] for label in one) / (n * n)
    return Kappa(observed, None if chance == 1 else round((observed - chance) / (1 - chance), 4), n)


def agreement(docs: Iterable[Doc], by: str | None = None) -> dict[str, Kappa]:
    """Agreement over the articles that both coders coded: whether a sentence tells an event, and the fields of what both found."""
    told: list[tuple[bool, bool]] = []
    fields: dict[str, list[tuple[Hashable, Hashable]]] = {f: [] for f in FIELDS}
    for doc in docs:
        other = next((s for s in reversed(doc.second) if by is None or s.by == by), None)
        if other is None or other.fault:
            continue
        told += _sentences(doc, other.claims)
        for row in merged(doc, other.by):
            if row.first and row.second:
                for f in FIELDS:
                    fields[f].append((value(row.first, f), value(row.second, f)))
    return {"an event in the sentence": kappa(told)} | {f: kappa(pairs) for f, pairs in fields.items()}


def _sentences(doc: Doc, theirs: Sequence[Claim]) -> list[tuple[bool, bool]]:
    """For each sentence of an article, whether each coder has an event in it."""
    from ..coder.tokens import tokenise
    from ..lexicon import load

    spans = [(s.start, s.end) for s in tokenise(doc.text, (), load())]
    mine, others = ([c.trigger.start for c in claims if c.kind == "event"] for claims in (doc.claims, theirs))
    has: Callable[[list[int], int, int], bool] = lambda at, a, b: any(a <= n < b for n in at)  # noqa: E731
    return [(has(mine, a, b), has(others, a, b)) for a, b in spans]
