"""People killed and injured: which number is best supported, the range of all, who says what, and whom it harmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from .record import Hurt, Record


class Voice(msgspec.Struct, frozen=True):
    """A value and the offices that give it."""

    value: str
    by: tuple[str, ...]


class Toll(msgspec.Struct, frozen=True):
    """People killed or injured: the best-supported number, the range of all, and who says what.

    The best-supported one is `best` to `best_max`; a bound that is null is open ("tens": 20 and more).
    """

    best: int
    min: int
    max: int | None
    by: tuple[Voice, ...]
    best_max: int | None = None

    @property
    def told(self) -> str:
        """The best-supported number with its edges: 7, 7–9, 20+."""
        return number(self.best, self.best_max)


class Harmed(msgspec.Struct, frozen=True):
    """People of one group harmed or moved (groups of `lexicon/sentences.toml` [people]): `best` to `best_max` (null: open), by claims.
    `among` marks a part of a number that stands beside it: never to be added to it."""

    what: str
    group: str
    best: int
    best_max: int | None
    among: bool
    claims: tuple[str, ...]


def toll(members: Sequence[Record], offices: dict[str, str], what: str) -> Toll | None:
    """The number that most sources give who are no party; between equals the latest, for tolls rise. None without a number.

    Running totals of a war or a month are no event's toll.
    """
    told = [(r, count) for r in members if not r.total and (count := getattr(r, what)) is not None]
    if not told:
        return None
    by: defaultdict[tuple[int, int | None], set[str]] = defaultdict(set)
    free: defaultdict[tuple[int, int | None], set[str]] = defaultdict(set)
    last: dict[tuple[int, int | None], str] = {}
    for record, count in told:
        key = (count.min, count.max)
        by[key].add(offices[record.id])
        if record.voice is None or not record.voice.partisan:
            free[key].add(offices[record.id])
        last[key] = max(last.get(key, ""), record.published or "")
    best = max(by, key=lambda k: (bool(free[k]), len(by[k]), last[k], k[1] is not None, k[0]))
    highs = [k[1] for k in by]
    return Toll(
        best[0],
        min(k[0] for k in by),
        None if None in highs else max(h for h in highs if h is not None),
        tuple(Voice(number(*k), tuple(sorted(by[k]))) for k in sorted(by, key=lambda k: (k[0], k[1] or 0))),
        best[1],
    )


def number(low: int, high: int | None) -> str:
    """A number with its edges, as it is written everywhere: 7, 7–9, 20+."""
    return str(low) if low == high else f"{low}–{high}" if high is not None else f"{low}+"


def harmed(members: Sequence[Record], deaths: Toll | None, injured: Toll | None) -> tuple[Harmed, ...]:
    """People by group: for the dead and injured those of the claims that give the event's number; where groups differ, the fullest."""
    out: list[Harmed] = []
    live = [r for r in members if not r.total]
    for what in ("killed", "injured", "captured", "abducted", "freed", "displaced"):
        best = {"killed": deaths, "injured": injured}.get(what)
        rows = [(r, h) for r in live for h in r.harm if h.what == what]
        if best is not None:
            rows = _of_best(rows, best)
        out += _groups(what, rows, best)
    return tuple(out)


def in_one_voice(
    members: Sequence[Record], harm: Sequence[Harmed], deaths: Toll | None, injured: Toll | None
) -> tuple[tuple[Harmed, ...], tuple[Record, ...]]:
    """The people harmed as one sentence may tell them, and the records that tell the injured alone; those are none where one claim tells
    the dead and the injured.

    The event's dead of one source do not stand beside the injured of another: where a claim that gives its dead has injured too, they are
    those; where none has, who tells the injured is told with them.
    """
    if deaths is None or injured is None:
        return tuple(harm), ()
    live = [r for r in members if not r.total]
    counting = [r for r in live if _count_of(r, "killed") == (deaths.best, deaths.best_max) and r.injured is not None]
    hurt = (injured.best, injured.best_max)
    if any(_count_of(r, "injured") == hurt for r in counting):
        return tuple(harm), ()
    if not counting:
        return tuple(harm), tuple(r for r in live if _count_of(r, "injured") == hurt)
    best = toll(counting, {r.id: r.office for r in counting}, "injured")
    return (*(h for h in harm if h.what != "injured"), *(h for h in harmed(counting, None, best) if h.what == "injured")), ()


def _of_best(rows: list[tuple[Record, Hurt]], best: Toll) -> list[tuple[Record, Hurt]]:
    giving = {r.id for r, h in rows if not h.among and _count_of(r, h.what) == (best.best, best.best_max)}
    return [(r, h) for r, h in rows if r.id in giving]


def _count_of(record: Record, what: str) -> tuple[int, int | None] | None:
    count = record.deaths if what == "killed" else record.injured
    return (count.min, count.max) if count is not None else None


def _groups(what: str, rows: list[tuple[Record, Hurt]], best: Toll | None) -> list[Harmed]:
    wholes: dict[str, list[tuple[Record, Hurt]]] = {}
    parts: dict[str, list[tuple[Record, Hurt]]] = {}
    for r, h in rows:
        (parts if h.among else wholes).setdefault(h.group, []).append((r, h))
    if len(wholes) > 1 and "people" in wholes and best is not None:
        del wholes["people"]  # a claim that says who they were tells more
    made = [_harmed(what, group, found, False) for group, found in sorted(wholes.items())]
    if best is not None and not made:
        made = [Harmed(what, "people", best.best, best.best_max, False, ())]
    if best is not None and len(made) > 1:
        made = _not_more(made, best)
    return made + [_harmed(what, group, found, True) for group, found in sorted(parts.items())]


def _not_more(made: list[Harmed], best: Toll) -> list[Harmed]:
    """Groups that together pass the toll are tellings of the same people: the largest stands."""
    if best.best_max is not None and sum(h.best for h in made) > best.best_max:
        return [max(made, key=lambda h: (h.best, len(h.claims), h.group))]
    return made


def _harmed(what: str, group: str, found: list[tuple[Record, Hurt]], among: bool) -> Harmed:
    count: defaultdict[tuple[int, int | None], list[str]] = defaultdict(list)
    for r, h in found:
        count[h.min, h.max].append(r.id)
    low, high = max(count, key=lambda k: (len(count[k]), k[0]))
    return Harmed(what, group, low, high, among, tuple(sorted({r.id for r, _ in found})))
