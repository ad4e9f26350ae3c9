"""Who made a claim: the program, and the contents of all that decides what it says."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

from . import __version__

# What a claim hangs on: folders and files of the package.
PARTS = ("arabic", "coder", "gazetteer", "lexicon", "weights", "model.py")


class Versions(NamedTuple):
    """`program` is marsad's version; `lexicon` a fingerprint of coder, arabic, lexicon, weights and gazetteer with what the user
    added to them. The same files give the same one on every Python and every machine."""

    program: str
    lexicon: str


@cache
def versions() -> Versions:
    """Those of this process."""
    from .gazetteer.added import added_files
    from .lexicon.contents import digest_of
    from .lexicon.own import own_files
    from .plugins import lexicon_files

    further = [(path.name, path.read_bytes()) for path in (*added_files(), *lexicon_files(), *own_files())]
    return Versions(__version__, digest_of(resources.files("marsad"), PARTS, further))
