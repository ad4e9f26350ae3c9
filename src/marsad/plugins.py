"""What other packages bring: coders, readers, exporters and lexicons that they register as entry points (docs/second-coder.md, examples/).

Groups: `marsad.coders` (a function from `second.Options` to a second coder), `marsad.readers` (a `Reader`), `marsad.exporters` (a function
from the archive, the filters and a path to the number of rows written), `marsad.lexicons` (a folder of lexicon files, or a function that
gives one).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from .errors import InputError, LexiconError


class Reader(Protocol):
    """A door of another package."""

    def takes(self, head: bytes, name: str) -> bool:
        """Whether it reads a file that begins with `head` and is called `name`."""
        ...

    def items(self, stream: BinaryIO, where: str) -> Iterator[Any]:
        """The `read.Item`s of the file."""
        ...


def names(group: str) -> list[str]:
    """What is registered in a group."""
    return sorted(point.name for point in metadata.entry_points(group=group))


def plugged(group: str, name: str) -> Callable[..., Any]:
    """What is registered under a name. Raises `InputError` where nothing is, or where it cannot be loaded."""
    point = next(iter(metadata.entry_points(group=group, name=name)), None)
    if point is None:
        known = ", ".join(names(group)) or "none"
        raise InputError(f"no plug-in '{name}' is installed for {group} (there are: {known}); install its package.")
    try:
        loaded: Callable[..., Any] = point.load()
    except Exception as error:  # whatever another's code raises when it is imported
        raise InputError(f"the plug-in '{name}' ({point.value}) cannot be loaded ({type(error).__name__}: {error}).") from error
    return loaded


def lexicon_files() -> list[Path]:
    """The lexicon files that packages bring, in order of the plug-ins' names and of their paths. Raises `LexiconError` for a plug-in that
    cannot be loaded or brings no folder."""
    found: list[Path] = []
    for point in sorted(metadata.entry_points(group="marsad.lexicons"), key=lambda point: point.name):
        try:
            told = point.load()
            folder = Path(str(told() if callable(told) else told))
        except Exception as error:  # whatever another's code raises
            raise LexiconError(
                f"the lexicon of the plug-in '{point.name}' ({point.value}) cannot be loaded ({type(error).__name__}: {error})."
            ) from error
        if not folder.is_dir():
            raise LexiconError(f"the plug-in '{point.name}' ({point.value}) brings no folder of lexicon files: {folder} is none.")
        found += sorted(folder.rglob("*.toml"))
    return found


def reader_for(head: bytes, name: str) -> tuple[str, Reader] | None:
    """(name, reader) of the first that takes a file; None where there is none. One that fails on the question takes nothing."""
    for point in metadata.entry_points(group="marsad.readers"):
        try:
            reader = point.load()
            if reader.takes(head, name):
                return point.name, reader
        except Exception:
            continue
    return None
