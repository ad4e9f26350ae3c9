"""Whether a text is Arabic, by its letters and small words: Persian, Urdu, Kurdish and Pashto share the script.

A page's declared language is not asked: crawls are full of Arabic pages that declare English, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated

from msgspec import Meta, Struct

from ..arabic.normalise import strip_marks
from ..lexicon.tables import checked

Words = Annotated[tuple[Annotated[str, Meta(min_length=1, pattern=r"^\S+$")], ...], Meta(min_length=1)]

_ARABIC_LETTER = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
_LETTER = re.compile(r"[^\W\d_]+")
# Letters that Arabic does not write; ک and ی apart, which come into Arabic text from Persian keyboards.
_FOREIGN = re.compile("[پچژگڤٹڈڑںےۓۂەێۆۇڕڵڤټډړږښڼېځڅ]+")
_PERSIAN_KEYS = re.compile("[کی]+")


class Languages(Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `lexicon/languages.toml`."""

    small: Words
    in_lines: Words
    others: Words


@cache
def languages() -> Languages:
    """The lists. Raises `LexiconError` where a key is unknown or missing, or a word is none."""
    return checked("languages", Languages)


def any_of(words: Iterable[str]) -> str:
    """A pattern of whole words."""
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"


@cache
def _small_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Those of Arabic, those of its neighbours."""
    told = languages()
    return re.compile(any_of(told.small)), re.compile(any_of(told.others))


def _count(letters: re.Pattern[str], text: str) -> int:
    """How many letters of a kind a text has; they are found by the run."""
    return sum(map(len, letters.findall(text)))


def is_arabic_script(text: str) -> bool:
    """Whether at least ten letters, and three in ten, are of the Arabic script."""
    sample = text[:200_000]
    arabic = _count(_ARABIC_LETTER, sample)
    return arabic >= 10 and arabic >= 0.3 * _count(_LETTER, sample)


def is_arabic(text: str) -> bool:
    """Whether a text is Arabic rather than another language of the script, told by letters and small words."""
    sample = strip_marks(text[:20_000])  # علـى is the word على
    if not is_arabic_script(sample):
        return False
    letters = _count(_ARABIC_LETTER, sample)
    if _count(_FOREIGN, sample) > 0.02 * letters:
        return False
    own, other = (len(words.findall(sample)) for words in _small_words())
    keys = _count(_PERSIAN_KEYS, sample) > 0.03 * letters
    # One such word alone may be a letter that stands apart; of the keys of another language it is a sign all the same.
    return other <= max(own, 1) and not (keys and other * 3 > own)
