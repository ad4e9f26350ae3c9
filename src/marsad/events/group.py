"""Claims into groups that are one occurrence each. The result is a function of the set of claims: no order, no history.

First the claims that name their day are grouped, each day by itself: agglomeration over scored pairs, likest first; two groups
join where no pair of them is impossible and the mean over all their pairs reaches the threshold, so that a chain of likenesses
does not bind its ends. Then each claim that leaves its day open joins the group that it fits best; those that fit none are
grouped among those of their day of publication. An open day never bridges two days: a war of years at one place stays many
small groups, and what a new article touches stays small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .match import NEVER, match, threshold
from .record import Record, Spot, cells, near_cells, where, wide

_LONGEST = 12  # days of an open stretch that are looked at, the last ones


def mergeable(record: Record) -> bool:
    """Whether a record can be one with others: it has a family, a time, and a place or words that name one."""
    return bool(record.family and (record.spots or record.rare) and record.start is not None and record.end is not None)


def anchored(record: Record) -> bool:
    """Whether its words name its day, or a night over two."""
    return record.dated and record.start is not None and record.end is not None and record.end - record.start <= 1


def one_kind(a: Record, b: Record) -> bool:
    """Whether both records name their day, or both were published on one day and leave it open."""
    return anchored(a) == anchored(b) and (anchored(a) or a.end == b.end)


def block_keys(record: Record) -> list[str]:
    """The blocks a record stands in: family, cell of the grid or governorate, and each day that it may mean."""
    places = [f"{a},{b}" for a, b in cells(record)]
    places += [f"{'whole' if wide(s) else 'part'} {area}" for s in where(record) if (area := _area(s))]
    places += _seldom(record)
    return [f"{record.family} {place} {day}" for place in sorted(set(places)) for day in _days(record)]


def _seldom(record: Record) -> list[str]:
    """Rare words as blocks; on the ground places alone tell what is one."""
    return [f"~{word}" for word in record.rare] if record.family != "ground" else []


def look_keys(record: Record) -> list[str]:
    """The blocks in which its like may stand: its cells and their neighbours, the governorate that holds it, what it holds."""
    places = [f"{a},{b}" for a, b in near_cells(record)]
    for s in where(record):
        if area := _area(s):
            places += [f"whole {area}", *([f"part {area}"] if wide(s) else [])]
    places += _seldom(record)
    return [f"{record.family} {place} {day}" for place in sorted(set(places)) for day in _days(record)]


def _area(spot: Spot) -> str | None:
    return f"{spot.country}/{spot.name_en if wide(spot) else spot.admin1}" if spot.admin1 or wide(spot) else None


def _days(record: Record) -> range:
    assert record.start is not None and record.end is not None
    return range(max(record.start, record.end - _LONGEST + 1), record.end + 1)


class Pairs:
    """Scores of pairs, each worked out once. `told` are those of which a person said that they are one (True) or are not (False)."""

    def __init__(self, told: Mapping[frozenset[str], bool] | None = None) -> None:
        self._known: defaultdict[str, dict[str, float | None]] = defaultdict(dict)
        self._told: Mapping[frozenset[str], bool] = told if told is not None else {}

    def score(self, a: Record, b: Record) -> float | None:
        """How alike a pair is, in either order; None where they cannot be one, or a reviewer told them apart."""
        one, other = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        known = self._known[one]
        if other in known:
            return known[other]
        found = match(a, b)
        apart = found.veto in NEVER or self._told.get(frozenset((one, other))) is False
        known[other] = score = None if apart else found.score
        return score

    def linked(self, a: Record, b: Record) -> bool:
        """Whether two records of one kind may start a group."""
        return one_kind(a, b) and (self.score(a, b) or 0.0) >= threshold()

    def mean(self, one: Iterable[Record], other: Sequence[Record]) -> float | None:
        """The mean score of all pairs between two groups; None where one of them cannot be."""
        total, count = 0.0, 0
        for a in one:
            for b in other:
                score = self.score(a, b)
                if score is None:
                    return None
                total += score
                count += 1
        return total / count


class Core(NamedTuple):
    """A group of claims that name their day, sorted by id."""

    members: tuple[Record, ...]

    @property
    def key(self) -> str:
        return self.members[0].id


def group(records: Iterable[Record]) -> list[list[Record]]:
    """Groups of records that tell one occurrence, each sorted by id, in the order of their first ids."""
    by_id = {record.id: record for record in records}
    live = [by_id[id] for id in sorted(by_id) if mergeable(by_id[id])]
    rest = [[by_id[id]] for id in sorted(by_id) if not mergeable(by_id[id])]
    pairs = Pairs()
    near = neighbours(live)
    cores = cores_of([r for r in live if anchored(r)], near, pairs)
    groups = joined(cores, [r for r in live if not anchored(r)], near, pairs)
    return sorted([*groups, *rest], key=lambda g: g[0].id)


def neighbours(records: Sequence[Record], among: Sequence[Record] | None = None) -> dict[str, list[Record]]:
    """For each record those (of `among`, else of the records themselves) that stand in blocks where its like may be."""
    blocks: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records if among is None else among:
        for key in block_keys(record):
            blocks[key].append(record)
    out: dict[str, list[Record]] = {}
    for record in records:
        found = {r.id: r for key in look_keys(record) for r in blocks.get(key, ()) if r.id != record.id}
        out[record.id] = [found[id] for id in sorted(found)]
    return out


def cores_of(records: Sequence[Record], near: dict[str, list[Record]], pairs: Pairs) -> list[Core]:
    """The groups of records that name their day."""
    return [Core(tuple(g)) for g in agglomerated(records, near, pairs)]


class Wish(NamedTuple):
    """An open record's wish to join a core. Sorted, the strongest come first; `article` is the record's."""

    against: float  # the mean of its scores, negative
    record: str
    core: str
    article: str


def wishes_of(core: Core, open_: Iterable[Record], pairs: Pairs) -> Iterator[Wish]:
    """The wishes of open records that stand beside a core, where they fit all of it."""
    for record in open_:
        mean = pairs.mean([record], core.members)
        if mean is not None and mean >= threshold():
            yield Wish(-mean, record.id, core.key, record.article)


def placed(wishes: Iterable[Wish]) -> dict[str, str]:
    """Which core each open record joins, by ids: one at most, and of one article one record at most to a core."""
    out: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for wish in sorted(wishes):
        if wish.record not in out and (wish.core, wish.article) not in taken:
            out[wish.record] = wish.core
            taken.add((wish.core, wish.article))
    return out


def joined(cores: Sequence[Core], open_: Sequence[Record], near: dict[str, list[Record]], pairs: Pairs) -> list[list[Record]]:
    """The groups that cores and records without a day make together."""
    of = {r.id: core for core in cores for r in core.members}
    beside: defaultdict[str, list[Record]] = defaultdict(list)
    for record in open_:
        for key in {core.key for r in near.get(record.id, ()) if (core := of.get(r.id)) is not None}:
            beside[key].append(record)
    joins = placed(w for core in cores for w in wishes_of(core, beside.get(core.key, ()), pairs))
    groups = {core.key: list(core.members) for core in cores}
    for record in open_:
        if record.id in joins:
            groups[joins[record.id]].append(record)
    alone = agglomerated([r for r in open_ if r.id not in joins], near, pairs)
    return [sorted(g, key=lambda r: r.id) for g in (*groups.values(), *alone)]


def agglomerated(records: Sequence[Record], near: dict[str, list[Record]], pairs: Pairs) -> list[list[Record]]:
    """Records in groups, the likest pairs first; each sorted by id, in the order of their first ids."""
    by_id = {r.id: r for r in records}
    likes = [
        (-(pairs.score(record, other) or 0.0), record.id, other.id)
        for record in by_id.values()
        for other in near.get(record.id, ())
        if record.id < other.id and other.id in by_id and pairs.linked(record, other)
    ]
    likes.sort()
    of = {id: n for n, id in enumerate(sorted(by_id))}
    members = {n: [id] for id, n in of.items()}
    for _, a, b in likes:
        one, other = sorted((of[a], of[b]))
        if one != other and _joins([by_id[i] for i in members[one]], [by_id[i] for i in members[other]], pairs):
            for id in members[other]:
                of[id] = one
            members[one] += members.pop(other)
    return sorted(([by_id[id] for id in sorted(ids)] for ids in members.values()), key=lambda g: g[0].id)


def _joins(one: Sequence[Record], other: Sequence[Record], pairs: Pairs) -> bool:
    mean = pairs.mean(one, other)
    return mean is not None and mean >= threshold()
