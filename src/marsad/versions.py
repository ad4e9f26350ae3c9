"""Who made a claim: the program, the lexicon and the weights of this process."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import NamedTuple

from . import __version__


class Versions(NamedTuple):
    """`program` is marsad's version; `lexicon` a fingerprint of the lexicon, the gazetteer and the weights."""

    program: str
    lexicon: str


@cache
def versions() -> Versions:
    """Those of this process."""
    from .lexicon import fingerprint

    weights = (resources.files("marsad") / "weights" / "about.json").read_bytes()
    return Versions(__version__, hashlib.sha256(fingerprint().encode() + weights).hexdigest()[:20])
