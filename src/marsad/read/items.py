"""What a door yields, and the counts of what it passed over."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from ..model import Article

MAX_CHARS = 2_000_000
MAX_BYTES = 4 * MAX_CHARS
_SHOWN = 20


class Item(NamedTuple):
    """An article, or the reason why the input at `where` gave none; `note` is a warning about an article that was read.

    `passed` marks what is no fault: a picture in a crawl, a page in another language, an article that a filter leaves out.
    """

    where: str
    article: Article | None
    reason: str | None = None
    note: str | None = None
    passed: bool = False


class Tally:
    """Counts of a run, of bounded size whatever is read: the first faults whole, the others by kind."""

    def __init__(self) -> None:
        self.read = 0
        self.skipped = 0
        self.passed = 0
        self.shown: list[Item] = []
        self.faults: Counter[str] = Counter()
        self.passes: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()

    def add(self, item: Item) -> None:
        """Count an item."""
        if item.note:
            self.notes[_kind(item.note)] += 1
        if item.article is not None:
            self.read += 1
        elif item.passed:
            self.passed += 1
            self.passes[_kind(item.reason or "")] += 1
        else:
            self.skipped += 1
            self.faults[_kind(item.reason or "")] += 1
            if len(self.shown) < _SHOWN:
                self.shown.append(item)

    def failed(self, where: str, reason: str) -> None:
        """Count an article that was read and could not be coded."""
        self.read -= 1
        self.add(Item(where, None, reason))


def _kind(reason: str) -> str:
    """A reason without its particulars, so that a thousand of a kind are one line."""
    return re.sub(r"\s*\([^()]*\)", "", re.sub(r"'[^']*'|\d[\d,.]*", "…", reason)).strip()
