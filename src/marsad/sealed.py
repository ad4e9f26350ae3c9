"""Files of our own with a checksum before what they hold: one that is empty, cut or changed is seen before it is read.

`marshal`, which reads the index fast, may crash on bytes that are not its own; so no byte goes to it that was not checked.
The checksum tells damage, not malice: who can write to the user's own folders can write anything there.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

_MARK = b"marsad2\0"
HEAD = len(_MARK) + 32  # bytes before what a sealed file holds


class Damaged(Exception):
    """A file that is not what was written."""


def sealed(data: bytes) -> bytes:
    """The bytes of a file that holds `data`."""
    return _MARK + sha256(data).digest() + data


def unsealed(file: bytes | memoryview) -> memoryview:
    """What the bytes of a file hold. Raises `Damaged` where they are not what `sealed` made."""
    view = memoryview(file)
    if bytes(view[: len(_MARK)]) != _MARK or sha256(view[HEAD:]).digest() != bytes(view[len(_MARK) : HEAD]):
        raise Damaged
    return view[HEAD:]


def read_sealed(path: Path) -> memoryview:
    """What a file holds. Raises `Damaged` where it is missing too."""
    try:
        return unsealed(path.read_bytes())
    except OSError as error:
        raise Damaged from error
