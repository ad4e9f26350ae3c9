"""Rows → a table of pandas, polars or pyarrow, whichever is asked for or installed."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import Any, Literal, get_args

from .errors import InputError

Kind = Literal["pandas", "polars", "pyarrow", "rows"]
KINDS: tuple[str, ...] = get_args(Kind)


def table_of(rows: list[dict[str, Any]], to: Kind | None = None) -> Any:
    """Rows as a `pandas.DataFrame`, a `polars.DataFrame`, a `pyarrow.Table`, or as they are (`rows`: a list of dicts).

    Without `to` it is pandas where that is installed, else the rows. Raises `InputError` for another word, and for a library that
    is not installed.
    """
    kind = to or ("pandas" if find_spec("pandas") else "rows")
    if kind not in KINDS:
        raise InputError(f"'{kind}' is no kind of table; give one of {', '.join(KINDS)}.")
    if kind == "rows":
        return rows
    if find_spec(kind) is None:
        raise InputError(f"{kind} is not installed; run pip install {kind}, or ask for to='rows'.")
    library = importlib.import_module(kind)
    if kind == "pandas":
        return library.DataFrame(rows)
    if kind == "polars":  # a column may begin with a hundred empty cells
        return library.DataFrame(rows, infer_schema_length=None)
    return library.Table.from_pylist(rows)
