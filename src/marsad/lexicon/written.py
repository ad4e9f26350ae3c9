"""Entries of the lexicon as TOML: what `marsad lexicon add` and `marsad lexicon gaps` write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..shape import is_list, is_mapping, is_tuple


def entry_text(kind: str, entry: Mapping[str, Any], notes: Iterable[str] = ()) -> str:
    """One entry under its `[[kind]]`, `notes` as comments before it."""
    lines = [f"# {' '.join(note.split())}" for note in notes]
    lines += [f"[[{kind}]]", *(f"{_key(key)} = {_value(value)}" for key, value in entry.items() if key != "file")]
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if is_mapping(value):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if is_list(value) or is_tuple(value):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)  # TOML's strings, numbers and booleans are JSON's
