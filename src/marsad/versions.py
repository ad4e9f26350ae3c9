"""Who made a claim: the program and the lexicon of this process."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from . import __version__


class Versions(NamedTuple):
    """`program` is marsad's version; `lexicon` a fingerprint of all that the lexicon and the gazetteer are made of."""

    program: str
    lexicon: str


@cache
def versions() -> Versions:
    """Those of this process."""
    from .lexicon import fingerprint

    return Versions(__version__, fingerprint())
