"""What an event's words tell that its type does not: that a siege was lifted, that weapons were found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ..arabic.inflect import verb_forms
from ..arabic.normalise import fold, fold_word
from ..arabic.numerals import Numerals
from ..lexicon.tables import table
from ..model import Claim

_WORD = re.compile(r"[\u0621-\u0652\u0670-\u06d3]+")
_STOP = re.compile(r"[.؟!\n]")
_KEPT = 1 << 12
_WITH = 4  # words behind the event's own that may hold what a turn asks for
_BESIDE = 30  # letters behind an event's word within which a doer is named as whose it is
_PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "ه")


class Turn(NamedTuple):
    """One turn of a type. `words` are folded forms; `asked` those one of which has to stand there too, empty for none, `counted` those that tell
    it behind a number."""

    name: str
    words: frozenset[str]
    asked: frozenset[str]
    counted: frozenset[str]
    before: int
    behind: int
    of_others: bool


def claim_turn(claim: Claim) -> str:
    """What the words at a claim's trigger tell besides its type; empty for nothing."""
    at = claim.evidence.start
    return turn_of(claim.type, claim.evidence.text, claim.trigger.start - at, claim.trigger.end - at, [a.start - at for a in claim.agents])


def turn_of(type_: str, text: str, start: int, end: int, doers: Sequence[int] = ()) -> str:
    """The turn that the words at an event's word tell; empty for none. `start` and `end` are the word's offsets in the text of its
    sentence, `doers` those at which its doers' names begin."""
    if type_ not in table("turns"):
        return ""
    words = _words(text)
    own = [n for n, (_, at, until) in enumerate(words) if at < end and start < until]
    if not own:
        return ""
    first, last = own[0], own[-1] + 1
    others = any(start <= at < end + _BESIDE for at in doers)
    return next((turn.name for turn in _turns(type_) if _told(turn, text, words, first, last, others)), "")


@lru_cache(4)
def _words(text: str) -> list[tuple[str, int, int]]:
    """The folded words of a sentence, with their offsets; several claims have the same sentence."""
    return [(fold_word(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def _told(turn: Turn, text: str, words: list[tuple[str, int, int]], first: int, last: int, others: bool) -> bool:
    """Whether the words of an event, from `first` on, or those around it tell a turn."""
    at = _back(text, words, first, turn.before)
    own = [word for word, *_ in words[first : last + turn.behind]]
    inside = any(_forms(word) & turn.words for word in own) or any(
        word in turn.counted and _many(before) for before, word in zip([words[first - 1][0] if first else "", *own], own, strict=False)
    )
    outside = any(_forms(word) & turn.words and not _only_meant(words, at + n) for n, (word, *_) in enumerate(words[at:first]))
    if not inside and (not outside or (turn.of_others and others)):
        return False
    beside = words[at : last + max(turn.behind, _WITH)]
    return not turn.asked or any(_forms(word) & turn.asked for word, *_ in beside)


def _many(word: str) -> bool:
    """Whether a folded word is a number of more than two."""
    count = _numerals().read([word], 0)
    return count is not None and count.min > 2


@cache
def _numerals() -> Numerals:
    return Numerals(table("numerals"))


def _only_meant(words: list[tuple[str, int, int]], n: int) -> bool:
    """Whether a word stands behind what asks or hopes for it: لكسر الحصار، المطالبة برفع الحصار، معركة فك الحصار."""
    word = words[n][0].removeprefix("و")
    if words[n + 1 : n + 2] and words[n + 1][0] == _about():
        return True  # تعليقه على اللقاء
    return (word[:1] in ("ل", "ب") and len(word) > 2) or (n > 0 and not _forms(words[n - 1][0]).isdisjoint(_hopes()))


@cache
def _about() -> str:
    return fold(table("turns")["hopes"]["about"])


@cache
def _hopes() -> frozenset[str]:
    return frozenset(map(fold, table("turns")["hopes"]["words"]))


def _back(text: str, words: list[tuple[str, int, int]], first: int, most: int) -> int:
    """The first of up to so many words before one that stand in its sentence."""
    at = first
    while at > 0 and first - at < most and not _STOP.search(text[words[at - 1][2] : words[at][1]]):
        at -= 1
    return at


def is_harmless(type_: str, turn: str) -> bool:
    """Whether a turn is told only where nobody died."""
    return bool(turn) and bool(table("turns")[type_][turn].get("harmless"))


def contrary(type_: str, one: str, other: str) -> bool:
    """Whether of two claims of a type one tells the contrary of the other: a siege, and that it was lifted."""
    return one != other and any(bool(turn) and bool(table("turns")[type_][turn].get("contrary")) for turn in (one, other))


def patterns_of_turn(type_: str, turn: str) -> dict[str, Any]:
    """The patterns of a turn."""
    its: dict[str, Any] = table("turns")[type_][turn]
    return its


@cache
def _turns(type_: str) -> tuple[Turn, ...]:
    return tuple(_turn(name, entry) for name, entry in table("turns")[type_].items())


def _turn(name: str, entry: dict[str, Any]) -> Turn:
    words = {fold(word) for word in entry.get("nouns", ())}
    for verb in entry.get("verbs", ()):
        words |= set(verb_forms(*verb.split()))
    return Turn(
        name,
        frozenset(words),
        frozenset(map(fold, entry.get("with", ()))),
        frozenset(map(fold, entry.get("counted", ()))),
        entry.get("before", 0),
        entry.get("behind", 0),
        entry.get("of_others", False),
    )


@lru_cache(_KEPT)
def _forms(word: str) -> frozenset[str]:
    """A folded word, and what it is without clitics."""
    told = {word}
    for lead in ("و", "ف"):
        told |= {w[1:] for w in set(told) if w.startswith(lead) and len(w) > 3}
    for lead in ("ب", "ل", "ك", "س"):
        told |= {w[1:] for w in set(told) if w.startswith(lead) and len(w) > 3}
    told |= {f"ال{w[1:]}" for w in set(told) if w.startswith("لل")}
    told |= {w[2:] for w in set(told) if w.startswith("ال") and len(w) > 4}
    for end in _PRONOUNS:
        stems = {w[: -len(end)] for w in set(told) if w.endswith(end) and len(w) > len(end) + 2}
        told |= stems | {f"{stem[:-1]}ه" for stem in stems if stem.endswith("ت")}
    return frozenset(told)
