"""A process made ready to code many articles."""

from __future__ import annotations

import gc
from functools import cache

from . import load


@cache
def ready() -> None:
    """Load the lexicon for a long run, once a process: what is frozen twice keeps the rubbish of the first.

    What is loaded stays: the collector need not look at it, and forked workers share it.
    """
    load()
    gc.freeze()
    # an article's tokens live as long as it is coded: looking sooner finds nothing to free
    gc.set_threshold(20_000, 20, 20)
