"""What servers and databases lay around a row: a wrapper (Elasticsearch's `_source`, a bot's update, GeoJSON's `properties`), typed
values (MongoDB's `{"$date": …}`), words within an object (`{"rendered": …}`), lists within objects. The keys stand in `lexicon/doors.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ...shape import is_list, is_mapping
from .columns import doors, names_of, plain_name

_DEEPEST = 6  # objects one in another
_WIDEST = 200_000  # entries of an object whose values are rows


def unwrapped(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row with the fields of the object that holds its words, typed values made plain, cells that say that they are empty None."""
    for _ in range(_DEEPEST):
        if has_text(row) or (inner := next((row[k] for k in row if k in doors().within and is_mapping(row[k])), None)) is None:
            break
        row = {**{k: v for k, v in row.items() if v is not inner}, **inner}
    return {key: _plain(value, 0) for key, value in row.items()}


def has_text(row: Mapping[str, Any]) -> bool:
    """Whether a row holds words under a usual name; an object that may be the row itself (`message` of a bot's update) is none."""
    return any(
        plain_name(key) in _text_names() and words(value) is not None and not (is_mapping(value) and key in doors().within)
        for key, value in row.items()
    )


def words(value: Any, depth: int = 0) -> str | None:
    """The words of a cell: text, the pieces or paragraphs of a list, what an object holds under a key for them; None where there are none."""
    if isinstance(value, str):
        return value if value.strip() else None
    if depth > _DEEPEST:
        return None
    if is_list(value):
        if any(map(is_mapping, value)):  # pieces of one text, some of them marked: bold, a link
            return "".join(v if isinstance(v, str) else words(v, depth + 1) or "" for v in value).strip() or None
        return "\n".join(part for v in value if (part := words(v, depth + 1)) is not None) or None
    if is_mapping(value):
        return next((part for k in doors().words if k in value and (part := words(value[k], depth + 1)) is not None), None)
    return None


def rows_within(told: Mapping[str, Any]) -> Iterator[Any]:
    """The rows that an object lists, however deep: under a key for lists, or as its values (by number, by address); itself where it lists none."""
    held = _held(told, 0)
    yield from [told] if held is None else held


def _held(told: Mapping[str, Any], depth: int) -> list[Any] | None:
    if has_text(told) or depth > _DEEPEST:
        return None
    for key, value in told.items():
        if is_list(value) and plain_name(key) in (*doors().lists, *_plain_lists()) and any(map(is_mapping, value)):
            return value
    values = [value for value in told.values() if is_mapping(value)]
    if values and len(values) == len(told) <= _WIDEST and all(has_text(v) for v in values[:20]):
        return values
    return next((found for value in values if (found := _held(value, depth + 1)) is not None), None)


def _plain(value: Any, depth: int) -> Any:
    """A value without what only types it; None for one that says that it is empty."""
    if isinstance(value, str):
        return None if value.strip().lower() in doors().empty else value
    if isinstance(value, float) and value != value:
        return None
    if is_mapping(value) and depth < _DEEPEST:
        if len(value) == 1 and (key := next(iter(value))).startswith("$"):
            inner = _plain(value[key], depth + 1)
            return _seconds(inner) if key == "$date" else inner
        return {k: _plain(v, depth + 1) for k, v in value.items()}
    return value


def _seconds(value: Any) -> Any:
    """Milliseconds since 1970 as the cells of tables write them."""
    return str(value) if isinstance(value, int) else value


@cache
def _plain_lists() -> frozenset[str]:
    return frozenset(map(plain_name, doors().lists_within))


@cache
def _text_names() -> frozenset[str]:
    return frozenset(map(plain_name, names_of("text")))
