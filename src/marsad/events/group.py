"""Claims into groups that are one occurrence each. The result is a function of the set of claims: no order, no history.

Agglomeration over scored pairs, likest first: two groups join where no pair of them is impossible and the mean over all their
pairs reaches the threshold, so that a chain of likenesses does not bind its ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .match import Match, match, threshold
from .record import Record, Spot, cells, near_cells, where, wide


def candidate_pairs(records: Iterable[Record]) -> list[tuple[Record, Record]]:
    """Pairs of one family whose places and days may meet: by cell of a grid and day."""
    blocks: defaultdict[tuple, list[Record]] = defaultdict(list)
    ordered = sorted((r for r in records if r.family and r.spots and r.start is not None), key=lambda r: r.id)
    pairs: dict[tuple[str, str], tuple[Record, Record]] = {}
    for record in ordered:
        for key in look_keys(record):
            for other in blocks.get(key, ()):
                pairs[other.id, record.id] = (other, record)
        for key in block_keys(record):
            blocks[key].append(record)
    return list(pairs.values())


def block_keys(record: Record) -> list[str]:
    """The blocks a record stands in: family, cell of the grid or governorate, and each three days that its days touch."""
    places = [f"{a},{b}" for a, b in cells(record)]
    places += [f"{'whole' if wide(s) else 'part'} {area}" for s in where(record) if (area := _area(s))]
    return [f"{record.family} {place} {spell}" for place in sorted(set(places)) for spell in _spells(record)]


def look_keys(record: Record) -> list[str]:
    """The blocks in which its like may stand: its cells and their neighbours, the governorate that holds it, what it holds."""
    places = [f"{a},{b}" for a, b in near_cells(record)]
    for s in where(record):
        if area := _area(s):
            places += [f"whole {area}", *([f"part {area}"] if wide(s) else [])]
    return [f"{record.family} {place} {spell}" for place in sorted(set(places)) for spell in _spells(record)]


def _area(spot: Spot) -> str | None:
    return f"{spot.country}/{spot.name_en if wide(spot) else spot.admin1}" if spot.admin1 or wide(spot) else None


def _spells(record: Record) -> list[int]:
    assert record.start is not None and record.end is not None
    first, last = record.start // 3, record.end // 3
    return list(range(first, last + 1)) if last - first < 12 else list(range(last - 11, last + 1))


def group(records: Iterable[Record]) -> list[list[Record]]:
    """Groups of records that tell one occurrence, each sorted by id, in the order of their first ids."""
    by_id = {record.id: record for record in records}
    scored = {(m.one, m.other): m for m in (match(a, b) for a, b in candidate_pairs(by_id.values()))}
    likes = sorted((m for m in scored.values() if m.score >= threshold()), key=lambda m: (-m.score, m.one, m.other))
    of: dict[str, int] = {}
    members: dict[int, list[str]] = {}
    for n, id in enumerate(sorted(by_id)):
        of[id], members[n] = n, [id]
    for like in likes:
        one, other = sorted((of[like.one], of[like.other]))
        if one != other and _joins(members[one], members[other], scored, by_id):
            for id in members[other]:
                of[id] = one
            members[one] += members.pop(other)
    return sorted(([by_id[id] for id in sorted(ids)] for ids in members.values()), key=lambda g: g[0].id)


def _joins(one: list[str], other: list[str], scored: dict[tuple[str, str], Match], by_id: dict[str, Record]) -> bool:
    total = 0.0
    for a in one:
        for b in other:
            pair = (a, b) if a < b else (b, a)
            found = scored.get(pair)
            if found is None:
                found = scored[pair] = match(by_id[a], by_id[b])
            if found.veto is not None:
                return False
            total += found.score
    return total / (len(one) * len(other)) >= threshold()
