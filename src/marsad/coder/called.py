"""What a bare word for a kind of body (التنظيم، الحركة، المرصد) calls: the body that the article named last by that word."""

from __future__ import annotations

from functools import cache

from ..arabic.normalise import fold
from ..lexicon import Lexicon
from ..lexicon.tables import table
from ..lexicon.word import Word
from ..model import Actor
from .mention import Mention


@cache
def _kinds() -> dict[str, str]:
    """Word for a kind of body → the first word of its row, both folded."""
    return {fold(word): fold(row[0]) for row in table("asides")["called"]["kinds"] for word in row}


@cache
def _strict() -> frozenset[str]:
    return frozenset(map(fold, table("asides")["called"]["strict"]))


def kind_of(w: Word) -> str | None:
    """The kind of body that a word with its article is for."""
    return _kinds().get(w.stem) if w.det else None


def strict(kind: str) -> bool:
    """Whether a word for a kind of body means nobody where the article named none by it."""
    return kind in _strict()


class Called:
    """The bodies that an article has named so far, by the words for their kinds."""

    def __init__(self, lexicon: Lexicon):
        self.lexicon = lexicon
        self.told: dict[str, Actor] = {}  # kind → whom the article told by that word last
        self.named: dict[str, Actor] = {}  # id → actor, the last named at the end

    def note(self, m: Mention) -> None:
        """Keep whom a mention names, by the words for bodies that stand in it."""
        if m.actor is None:
            return
        self.named.pop(m.actor.id, None)
        self.named[m.actor.id] = m.actor
        for t in m.s.tokens[m.i : m.j - 1]:
            kind = _kinds().get(t.w.stem)
            if kind is not None and m.actor.kind != "person":
                self.told[kind] = m.actor

    def last(self, kind: str) -> Actor | None:
        """The body that was told last by the word for a kind, else the last named that has a name with it."""
        if kind in self.told:
            return self.told[kind]
        words = {word for word, row in _kinds().items() if row == kind}
        return next((a for a in reversed(self.named.values()) if not words.isdisjoint(self.lexicon.openers.get(a.id, ()))), None)
