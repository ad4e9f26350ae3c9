"""Which article is a copy of an earlier one: one task that sees the signatures of all, in the order in which one machine reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from ...read import Reprints
from ...read.reprints import unpacked_signature

AT = ("part", "file", "block", "number")
SCHEMA = pa.schema([("part", pa.int32()), ("file", pa.int32()), ("block", pa.int64()), ("number", pa.int64()), ("reprint_of", pa.string())])


def copies(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """For `mapInArrow` over sorted rows of (part, file, block, number, id, signature): those that are copies, and of which."""
    known = Reprints()
    for batch in batches:
        found: list[dict[str, Any]] = []
        for row in batch.to_pylist():
            first = known.original_of(unpacked_signature(row["signature"]), row["id"])
            if first is not None:
                found.append({name: row[name] for name in AT} | {"reprint_of": first})
        yield pa.RecordBatch.from_pylist(found, schema=SCHEMA)
