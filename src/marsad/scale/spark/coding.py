"""In the executors: bytes → articles → coded articles, as rows of Arrow tables."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pyarrow as pa

from ...coder import code_article
from ...errors import InputError
from ...lexicon.ready import ready
from ...model import Article
from ...read import Item, read_bytes
from ...read.article import article_digest
from ...read.doors.rows import Columns
from ...read.doors.tables import json_line
from ...read.reprints import packed_signature, signature_of
from ...versions import Versions, versions
from ..pool import Fault, coded
from .files import MOST, same_address

# Where a row comes from: the number of its file in its part, the byte where the executor's share of the file begins, and its
# number in there. Sorted by these, rows stand in the order in which one machine reads them.
AT = ("file", "block", "number")
SCHEMA = pa.schema(
    [
        ("file", pa.int32()),
        ("block", pa.int64()),
        ("number", pa.int64()),
        ("id", pa.string()),
        ("digest", pa.string()),
        ("signature", pa.binary()),
        ("document", pa.binary()),  # JSON of the coded article, as yet no copy of another
        ("where", pa.string()),
        ("reason", pa.string()),  # why there is no document
        ("passed", pa.bool_()),
    ]
)
_ROWS = 64


class Reading(NamedTuple):
    """How to read: the number of each file by its address, the day of what has none, which columns are which, and who codes."""

    numbers: dict[str, int]
    published: str | None
    columns: Columns
    made_by: Versions


class _Found(NamedTuple):
    file: int
    block: int
    number: int
    item: Item


def coded_lines(reading: Reading) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """For `mapInArrow` over (address, block, value) of lines of JSON."""

    def found(batches: Iterable[pa.RecordBatch]) -> Iterator[_Found]:
        at, number = None, 0
        for batch in batches:
            for address, block, line in zip(*(batch.column(n).to_pylist() for n in range(3)), strict=True):
                number = number + 1 if at == (address, block) else 0
                at = (address, block)
                if line.strip():
                    where = f"{address}:{number + 1}" if not block else f"{address}@{block}:{number + 1}"
                    item = json_line(line, where, reading.columns, reading.published)
                    yield _Found(reading.numbers[same_address(address)], block, number, item)

    return lambda batches: _rows(found(batches), reading)


def coded_files(reading: Reading) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """For `mapInArrow` over (address, content) of whole files."""

    def found(batches: Iterable[pa.RecordBatch]) -> Iterator[_Found]:
        for batch in batches:
            for row in range(batch.num_rows):
                address = batch.column(0)[row].as_py()
                data = batch.column(1)[row].as_py()
                items = read_bytes(data, address, reading.published, reading.columns)
                for number, item in enumerate(items):
                    yield _Found(reading.numbers[same_address(address)], 0, number, item)

    return lambda batches: _rows(found(batches), reading)


def too_large(address: str, size: int) -> str:
    """Why a file is not read."""
    return (
        f"{address} has {size / 1e9:.1f} GB, and an executor reads at most {MOST / 1e9:.0f} GB whole; split it, or give lines of JSON without packing"
    )


def _rows(found: Iterator[_Found], reading: Reading) -> Iterator[pa.RecordBatch]:
    if versions() != reading.made_by:
        raise InputError(
            f"an executor has marsad {versions().program} with lexicon {versions().lexicon}, the driver {reading.made_by.program} with "
            f"{reading.made_by.lexicon}; install the same marsad, with the same added places and the same lexicon folder, on all machines."
        )
    ready()
    waiting: deque[_Found] = deque()
    rows: list[dict[str, Any]] = []

    def articles() -> Iterator[Article]:
        for one in found:
            if one.item.article is None:
                rows.append(_row(one, reason=one.item.reason))
            else:
                waiting.append(one)
                yield one.item.article

    for made in coded(articles(), code_article, _jobs()):
        one = waiting.popleft()
        if isinstance(made, Fault):
            rows.append(_row(one, reason=made.reason))
        else:
            rows.append(
                _row(
                    one,
                    id=made.article.id,
                    digest=article_digest(made.article),
                    signature=packed_signature(signature_of(made.article)),
                    document=made.line,
                )
            )
        if len(rows) >= _ROWS:
            yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
            rows.clear()
    yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def _jobs() -> int:
    """One process; two where this share of the work killed an executor before: then the article that does it is found and named."""
    from .session import tried_before

    return 2 if tried_before() else 1


def _row(one: _Found, **values: Any) -> dict[str, Any]:
    item = one.item
    return {"file": one.file, "block": one.block, "number": one.number, "where": item.where, "passed": item.passed, **values}
