"""One written word → its parts: و/ف, س, ب/ل/ك, ال, the stem, and a suffixed pronoun.

A word is split only with reason: the rest is a word of the lexicon, or a clearly more frequent word than the whole
(`wordfreq`). So والقائم splits and والي does not, بالبوكمال splits and بيان does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

from .normalise import fold, strip_marks

PRONOUNS = ("هما", "هم", "هن", "ها", "كم", "نا", "ه")
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_BEFORE = re.compile(f"^[{_CONJUNCTIONS}]?[{_PREPOSITIONS}]?(?:ال|لل)?(?=..)")


def shorn(word: str) -> str:
    """A word, folded, without what may stand before it by its letters alone: quick, and wrong for words that begin so (وقع → قع)."""
    return _BEFORE.sub("", fold(word))


class Form(NamedTuple):
    """The parts of one written word, folded.

    `word` is the word without conjunction and preposition but with its article (للإرهاب → الارهاب);
    `stem` is `word` without article and pronoun. `cut` counts the folded letters before `word`
    (0 or more; a preposition that swallowed the article's alef counts up to the article).
    """

    norm: str
    conj: str
    prep: str
    word: str
    det: bool
    stem: str
    pron: str
    cut: int


class Clitics:
    """Splits words, with a frequency function over words as written and a set of folded words known to the lexicon.

    `frequency(word)` returns occurrences per word of running text (0.0 where unknown); `known` holds folded words,
    with the article where the lexicon gives one; `whole` holds folded words that never split,
    `short` those of two letters that ل and ب may join (لشن، بحي).
    """

    def __init__(
        self,
        frequency: Callable[[str], float],
        known: Container[str],
        whole: Container[str],
        short: Container[str] = (),
    ):
        self._frequency = frequency
        self._known = known
        self._whole = whole
        self._short = short

    def split(self, surface: str) -> Form:
        """Split one word as it stands in the text."""
        raw = strip_marks(surface)
        norm = fold(surface)
        conj = prep = ""
        cut = 0
        word = norm
        hamza = len(raw) > 3 and raw[0] in _CONJUNCTIONS and raw[1] in "أإآ"  # وأدى is never وادي
        if (norm not in self._whole or hamza) and len(norm) > 2 and not norm[0].isdigit():
            if hamza or self._conjunction(raw, norm):
                conj, raw, word, cut = norm[0], raw[1:], norm[1:], 1
            if word not in self._whole:
                taken = self._preposition(raw, word)
                if taken:
                    prep, cut = word[0], cut + 1
                    if word.startswith("لل") and word[0] == "ل":
                        # لل hides the article's alef: للجيش → الجيش; للله-like doubles keep one ل of the stem.
                        word, cut = "ا" + word[1:], cut - 1
                    else:
                        word = word[1:]
        elif len(norm) == 2 and norm[0] in "وفبل" and norm[1].isdigit():  # و7, ب5
            conj, prep = (norm[0], "") if norm[0] in _CONJUNCTIONS else ("", norm[0])
            word, cut = norm[1], 1
        det = word.startswith("ال") and len(word) > 3 and word not in self._whole
        body = word[2:] if det else word
        stem, pron = (body, "") if surface.endswith("ة") else self._pronoun(body, det)  # هجومية is no هجوم + ه
        return Form(norm, conj, prep, word, det, stem, pron, cut)

    def _freq(self, raw: str) -> float:
        return self._frequency(raw)

    def _is_known(self, folded: str) -> bool:
        if folded in self._known:
            return True
        if folded[0] == "س" and len(folded) > 4 and folded[1] in "يتنا" and folded[1:] in self._known:
            return True  # a future verb
        return folded.startswith("ال") and folded[2:] in self._known

    def _conjunction(self, raw: str, norm: str) -> bool:
        if norm[0] not in _CONJUNCTIONS or len(norm) < 3:
            return False
        rest = norm[1:]
        if norm in self._known:
            return False
        if rest in self._whole or rest[0].isdigit():
            return True
        if rest.startswith("ال") and len(rest) > 4:
            return True
        if len(rest) > 3 and rest[0] in "بلك" and rest[1:].startswith("ال") and self._freq(raw[1:]) > 0:
            return True
        if rest.startswith("لل") and len(rest) > 4:
            return True
        if self._is_known(rest) and len(rest) > 2:
            return True
        whole, part = self._freq(raw), self._freq(raw[1:])
        if norm[0] == "و":
            return part > whole * 1.5 and part > 3e-7 and len(rest) > 1
        return part > whole * 20 and part > 1e-6 and len(rest) > 2

    def _preposition(self, raw: str, word: str) -> bool:
        if len(word) < 3 or word[0] not in _PREPOSITIONS:
            return False
        rest = word[1:]
        if word.startswith("لل") and len(word) > 3:
            return word not in self._known
        if rest.startswith("ال") and len(rest) > 3:
            return word not in self._known
        if rest in self._short:
            return word[0] in "لب"
        if word in self._known:
            return False
        if self._is_known(rest) and len(rest) > 2:
            return self._freq(raw[1:]) > self._freq(raw) * 0.3 or self._freq(raw) < 1e-6
        if word[0] == "ك":
            return False
        whole, part = self._freq(raw), self._freq(raw[1:])
        return part > whole * 4 and part > 1e-6 and len(rest) > 2

    def _pronoun(self, body: str, det: bool) -> tuple[str, str]:
        if det or body in self._known or body in self._whole:
            return body, ""
        for pronoun in PRONOUNS:
            if body.endswith(pronoun) and len(body) - len(pronoun) >= 2:
                rest = body[: -len(pronoun)]
                for stem in _unjoined(rest):
                    if stem in self._known:
                        return stem, pronoun
        return body, ""


def _unjoined(rest: str) -> Iterator[str]:
    """The words that `rest` may be before a pronoun: ة opens to ت, the dual and sound plural lose their ن."""
    if rest.endswith("ت"):
        yield rest[:-1] + "ه"
    yield rest
    if rest.endswith(("ي", "و")):
        yield rest + "ن"
    if rest.endswith("ا"):
        yield rest + "ن"
    if rest.endswith("ائ"):
        yield rest[:-1] + "ء"
