"""Articles that Spark coded, read back from the Parquet that it wrote: `marsad add` takes them as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from ..model import Doc
from ..versions import Versions

_COLUMNS = ["text", "coded", "program", "lexicon"]


def written_files(path: str) -> list[Path]:
    """The Parquet files of coded articles that a file or a folder holds; none where it holds anything to be read otherwise."""
    at = Path(path)
    if at.is_dir():
        held = sorted(p for p in at.rglob("*") if p.is_file() and not any(n[:1] in "._" for n in p.relative_to(at).parts))
    else:
        held = [at]
    if not held or any(p.suffix != ".parquet" for p in held):
        return []
    columns = {p: _columns_of(p) for p in held}
    if not any(c is not None and c.issuperset(_COLUMNS) for c in columns.values()):
        return []
    return [p for p, c in columns.items() if c is None or c.issuperset(_COLUMNS)]


def written_articles(files: list[Path], on_fault: Callable[[str, str], None]) -> Iterator[tuple[Doc, Versions]]:
    """The articles of these files with who coded them; a file or row that cannot be read is told to `on_fault` and passed over."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in files:
        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=64, columns=_COLUMNS):
                    for row in batch.to_pylist():
                        doc = _doc(row, str(path), on_fault)
                        if doc is not None:
                            yield doc, Versions(row["program"], row["lexicon"])
        except (pa.ArrowException, OSError) as error:
            on_fault(str(path), f"the Parquet file breaks off here ({' '.join(str(error).split())[:120]})")


def _doc(row: dict[str, Any], where: str, on_fault: Callable[[str, str], None]) -> Doc | None:
    try:
        return Doc.from_json(row["coded"]).but(text=row["text"])
    except (msgspec.DecodeError, TypeError) as error:
        on_fault(where, f"a coded article cannot be read ({error}); it was written by another marsad")
        return None


def _columns_of(path: Path) -> frozenset[str] | None:
    """The columns of a Parquet file; None where it cannot be opened."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:  # reading it as any other Parquet file tells what to install
        return frozenset()
    try:
        return frozenset(pq.read_schema(path).names)
    except (pa.ArrowException, OSError):
        return None
