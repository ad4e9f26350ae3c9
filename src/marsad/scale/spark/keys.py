"""The keys by which records meet in the shuffle: coarser than the blocks of `events/group.py`, so that few copies of a record travel.

Two records that stand in one block there meet under at least one key here: a family, a day that both may mean, and a cell of one
degree, or the block of a governorate's whole or parts. Within a key the blocks themselves are asked.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ...events.group import block_keys, look_keys
from ...events.record import Record

_FINE = 4  # cells of the blocks to a degree


def block_rows(packed: bytes) -> Iterator[tuple[str, bool, bool]]:
    """(key, whether the record looks for its like there, whether others find it there) of a record as msgpack."""
    record = msgspec.msgpack.decode(packed, type=Record)
    stands, looks = meeting_keys(record)
    for key in sorted(stands | looks):
        yield key, key in looks, key in stands


def meeting_keys(record: Record) -> tuple[set[str], set[str]]:
    """The keys under which a record is found, and those under which it looks."""
    return {_coarse(k) for k in block_keys(record)}, {_coarse(k) for k in look_keys(record)}


def _coarse(key: str) -> str:
    """The key of a block made coarser: "ground 137,160 735000" → "ground 34,40 735000"; that of a governorate or a word stays."""
    family, rest = key.split(" ", 1)
    place, day = rest.rsplit(" ", 1)
    if place.startswith(("whole ", "part ", "~")):
        return key
    row, column = place.split(",")
    return f"{family} {int(row) // _FINE},{int(column) // _FINE} {day}"
