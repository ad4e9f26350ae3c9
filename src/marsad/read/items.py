"""What a door yields, what becomes of an item that cannot be read, and the counts of what was passed over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple, ParamSpec

from ..errors import InputError
from ..model import Article

MAX_CHARS = 2_000_000
MAX_BYTES = 4 * MAX_CHARS
STUMBLED = "the reader itself failed on it"
_SHOWN = 20
P = ParamSpec("P")


class Original(NamedTuple):
    """The bytes of the page, file or post that an article came from; `seen` is the moment (ISO, world time) at which a site gave them,
    None for a file that lay here. A row of a table has none: it is a part of the user's own file."""

    body: bytes
    media: str | None = None
    charset: str | None = None
    address: str | None = None
    seen: str | None = None


class Item(NamedTuple):
    """An article, or the reason why the input at `where` gave none; `note` is a warning about an article that was read.

    `passed` marks what is no fault: a picture in a crawl, a page in another language, an article that a filter leaves out.
    """

    where: str
    article: Article | None
    reason: str | None = None
    note: str | None = None
    passed: bool = False
    original: Original | None = None


def tried(where: str, make: Callable[P, Item], *args: P.args, **options: P.kwargs) -> Item:
    """The item that `make(*args)` gives, or one at `where` that says why it gives none: one bad item never ends a run."""
    try:
        return make(*args, **options)
    except Exception as error:
        return Item(where, None, reason_of(error))


def guarded(where: str, items: Iterator[Item]) -> Iterator[Item]:
    """The items of a reader; where it fails between two, the last says why."""
    try:
        yield from items
    except Exception as error:
        yield Item(where, None, reason_of(error))


def reason_of(error: Exception) -> str:
    """Why an input cannot be read. What no reader foresaw begins with `STUMBLED` and names the error, to be reported."""
    if isinstance(error, InputError):
        return str(error)
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return f"{STUMBLED} ({type(error).__name__}: {brief(error)})"


def brief(error: BaseException) -> str:
    """The words of an error on one line, of bounded length."""
    return " ".join(str(error).split())[:120]


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
