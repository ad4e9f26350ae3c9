"""Names of one or more words, and how they are looked up where a text is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from ..arabic.normalise import fold

T = TypeVar("T")


class Phrases(Generic[T]):
    """Names of one or more words, matched longest first over folded words."""

    def __init__(self) -> None:
        self.table: dict[str, T] = {}
        self.longest: dict[str, int] = {}
        self._seconds: dict[str, set[str]] = {}  # the words that follow a first one

    def add(self, phrase: str, value: T) -> None:
        words = fold(phrase).replace("(", " ").replace(")", " ").split()
        key = " ".join(w for w, before in zip(words, ["", *words], strict=False) if w != before)  # as the text is read: بي كي كي is بي كي
        self.table.setdefault(key, value)
        first, *rest = key.split(" ")
        self.longest[first] = max(self.longest.get(first, 0), len(rest) + 1)
        if rest:
            self._seconds.setdefault(first, set()).add(rest[0])

    def match(self, words: Sequence[str], at: int, first: str) -> tuple[int, T] | None:
        """(end, value) of the longest phrase that starts at `at`, whose first word is read as `first`."""
        size = self.longest.get(first)
        if not size:
            return None
        if size > 1 and at + 1 < len(words) and words[at + 1] in self._seconds[first]:
            for length in range(min(size, len(words) - at), 1, -1):
                value = self.table.get(" ".join([first, *words[at + 1 : at + length]]))
                if value is not None:
                    return at + length, value
        value = self.table.get(first)
        return None if value is None else (at + 1, value)


def several(ids: str | Sequence[str]) -> tuple[str, ...]:
    """The ids that a country of `loaded.toml` has for a name: one, or one for each time."""
    return (ids,) if isinstance(ids, str) else tuple(ids)
