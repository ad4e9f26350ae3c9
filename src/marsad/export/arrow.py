"""Parquet and GeoParquet, by pyarrow, which is an extra: `marsad[parquet]`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from .rows import Row, columns_of, without_pins

if TYPE_CHECKING:
    import pyarrow as pa


def parquet(rows: Iterable[Row], path: Path, types: Mapping[str, str]) -> int:
    """Write the rows; returns how many. `types` are their columns with the types of the data dictionary: a column is of its type where all
    of it is empty too, so that files can be put together. Raises `InputError` without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("Parquet needs the pyarrow package; install it with: pip install 'marsad[parquet]'") from None
    held = list(rows)
    pq.write_table(pa.Table.from_pylist(held, schema=_schema(types)), path, compression="zstd")
    return len(held)


def _schema(types: Mapping[str, str]) -> pa.Schema:
    import pyarrow as pa

    known = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    return pa.schema([(name, known.get(told, pa.string())) for name, told in types.items()])


def geoparquet(found: list[tuple[tuple[float, float], bytes, Row]], path: Path) -> int:
    """Write points, each (longitude and latitude, the same as well-known binary, properties), with GeoParquet 1.1's metadata; returns how
    many. Raises `InputError` without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("GeoParquet needs the pyarrow package; install it with: pip install 'marsad[parquet]'") from None
    made = pa.Table.from_pylist([row for *_, row in found], schema=_schema(without_pins(columns_of("event"))))
    made = made.append_column("geometry", pa.array([shape for _, shape, _ in found], pa.binary()))
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if found else []}
    if found:
        xs, ys = zip(*(xy for xy, *_ in found), strict=True)
        column["bbox"] = [min(xs), min(ys), max(xs), max(ys)]
    about = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    pq.write_table(made.replace_schema_metadata({b"geo": json.dumps(about).encode()}), path, compression="zstd")
    return len(found)
