"""Add entries to a user's own lexicon folder: all of what is given, or nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..errors import LexiconError
from . import schema, without_own
from .own import KINDS, laid_over, own_folder, read_own
from .written import entry_text

OWN = "own.toml"  # what was added one by one; written anew each time
_HEAD = "# Written by `marsad lexicon add`, which keeps no comments here; entries with comments go into another file of this folder.\n"


def with_file(file: Path) -> Path:
    """Copy a file of entries into the user's folder. Returns where it stands. Raises `LexiconError` where an entry is not well formed,
    or a file of its name stands there already."""
    kept = own_folder() / (file.name if file.suffix == ".toml" else f"{file.name}.toml")
    if kept.exists():
        raise LexiconError(f"{kept} stands there already; give {file.name} another name, or write its entries into that file.")
    _check(read_own([*_there(), file]))
    _write(kept, file.read_text("utf-8"))
    return kept


def with_entry(kind: str, entry: dict[str, Any]) -> Path:
    """Add one entry (or what it adds to one of its id) to the file of single entries. Returns where it stands. Raises as `with_file`."""
    kept = own_folder() / OWN
    files = _there()
    mine = read_own([kept] if kept in files else [])
    mine[kind] = laid_over(mine[kind], [{**entry, "file": str(kept)}])
    others = read_own([path for path in files if path != kept])
    doubled = {e.get("id") for e in others[kind]} & {entry["id"]}
    if doubled:
        raise LexiconError(f"{kind} {entry['id']} stands in another file of {kept.parent}; add the words there.")
    _check({k: others[k] + mine[k] for k in KINDS})
    _write(kept, _HEAD + "".join("\n" + entry_text(k, e) for k in KINDS for e in mine[k]))
    return kept


def _there() -> list[Path]:
    """The files of the user's folder, which need not be there yet."""
    return sorted(own_folder().rglob("*.toml"))


def _check(own: dict[str, list[dict[str, Any]]]) -> None:
    tables = without_own()
    known = {entry.get("id") for kind in ("frames", "actors") for entry in tables[kind]}
    for kind, lacks in (("frame", "type"), ("actor", "kind")):
        for entry in own[kind]:
            if lacks not in entry and entry.get("id") not in known:
                raise LexiconError(
                    f"{entry['file']}: no {kind} has the id {entry.get('id')}; `marsad lexicon list` shows those that are there,"
                    f" and a new one needs '{lacks}' too."
                )
    schema.frames(laid_over(tables["frames"], own["frame"]))
    schema.actors(laid_over(tables["actors"], own["actor"]))
    schema.places(own["place"])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(text, "utf-8")
    part.replace(path)
