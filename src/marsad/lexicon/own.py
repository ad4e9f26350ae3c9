"""A user's own lexicon: a folder of TOML files whose frames, actors and places are laid over the packaged ones."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import LexiconError
from ..folders import data_folder
from ..shape import is_list, is_table
from .tables import bare, parse

KINDS = ("frame", "actor", "place")


def own_folder() -> Path:
    """`$MARSAD_LEXICON`, which `--lexicon` sets, else `lexicon` in the user's data folder. It need not be there."""
    told = os.environ.get("MARSAD_LEXICON")
    return Path(told).expanduser() if told else data_folder() / "lexicon"


def own_files() -> list[Path]:
    """The TOML files of the user's folder, whatever folders they stand in, in order of their paths. Raises `LexiconError` where
    `$MARSAD_LEXICON` names no folder."""
    folder = own_folder()
    if os.environ.get("MARSAD_LEXICON") and not folder.is_dir():
        raise LexiconError(f"{folder} is no folder; give --lexicon (or $MARSAD_LEXICON) a folder of lexicon files.")
    return sorted(folder.rglob("*.toml"))


def read_own(files: list[Path]) -> dict[str, list[dict[str, Any]]]:
    """The entries of these files by kind (frame, actor, place), each with its `file`. Raises `LexiconError` for a file that is no
    lexicon file, or an id that two of their entries bear."""
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for path in files:
        table = parse(path)
        strange = sorted(set(table) - set(KINDS))
        if strange:
            raise LexiconError(f"{path} has '{strange[0]}'; a user's lexicon file holds [[frame]], [[actor]] and [[place]] alone.")
        for kind in KINDS:
            entries = table.get(kind, [])
            if not is_list(entries) or not all(map(is_table, entries)):
                raise LexiconError(f"{path}: '{kind}' is no list of entries; write each under [[{kind}]].")
            found[kind] += [{**bare(entry), "file": str(path)} for entry in entries]
    for kind in ("frame", "actor"):
        seen: dict[str, str] = {}
        for entry in found[kind]:
            id = str(entry.get("id", ""))
            if id and id in seen:
                raise LexiconError(f"{entry['file']}, {kind} {id}: the id stands in {seen[id]} too; write its words into one of them.")
            seen[id] = entry["file"]
    return found


def laid_over(packaged: list[dict[str, Any]], own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The packaged entries with the user's: one of a packaged id adds to that entry's lists and tables and replaces its single
    values, all others follow."""
    theirs = {entry.get("id"): entry for entry in own}
    known = {entry["id"] for entry in packaged if "id" in entry}
    merged = [_merged(entry, theirs[entry["id"]]) if entry.get("id") in theirs else entry for entry in packaged]
    return merged + [entry for entry in own if entry.get("id") not in known]


def _merged(entry: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(entry)
    for key, value in more.items():
        before = out.get(key)
        if is_list(before) and is_list(value):
            out[key] = before + [v for v in value if v not in before]
        elif is_table(before) and is_table(value):
            out[key] = _merged(before, value)
        else:
            out[key] = value
    return out
