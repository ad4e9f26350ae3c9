"""Files that marsad writes where the user asks: whole or not at all, but never in the place of a device, a pipe or a link."""

from __future__ import annotations

from pathlib import Path


class OutFile:
    """`part` is what to write to; `done` puts it in its place.

    A new or regular file is written beside its name and put there when it is whole. What is a link, a device or a pipe
    (`/dev/stdout`, a FIFO) is written to itself: putting a file in its place would destroy it.
    """

    def __init__(self, path: Path):
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        straight = path.is_symlink() or (path.exists() and not path.is_file())
        self.part = path if straight else path.with_name(path.name + ".part")

    def done(self) -> None:
        """The file is whole."""
        if self.part != self._path:
            self.part.replace(self._path)
