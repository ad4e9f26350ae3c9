"""Fold the spelling variants of Arabic while keeping the way back to the original offsets."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# One letter for each family of spellings that newsrooms mix. ء ؤ ئ stay: they tell words apart.
_FAMILIES = {
    "ا": "أإآٱ",
    "ي": "ىیېێۍے",
    "ه": "ةہھەۀۃۂ",
    "ك": "کگڭڪګ",
    "ب": "پ",
    "ج": "چ",
    "ز": "ژ",
    "ف": "ڤ",
    "ق": "ڨ",
    "و": "ۆۇۋ",
    "ر": "ڕړ",
    "ل": "ڵ",
    "ت": "ټ",
    "د": "ډ",
}
_DROP = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_DIGITS = {ord(a): str(i) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for i, a in enumerate(digits)}
_TABLE = {ord(a): b for b, family in _FAMILIES.items() for a in family} | _DIGITS
# Letters of Persian, Urdu and Kurdish keyboards that are an Arabic letter in all but their code.
_LOOKALIKES = str.maketrans("کڪیہھەۃ", "ككيهههة")
_LOOKALIKE = re.compile("[کڪیہھەۃ]")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")


def fold(word: str) -> str:
    """`word` with spelling variants folded: diacritics and tatweel gone, one form of alef, ه for ة, ي for ى.

    >>> fold("الأنْبــار")
    'الانبار'
    """
    if _PRESENTATION.search(word):
        word = unicodedata.normalize("NFKC", word)
    return _DROP.sub("", word).translate(_TABLE)


@lru_cache(1 << 14)
def fold_word(word: str) -> str:
    """What `fold` makes of a word or a name, remembered: the same ones are asked for again and again."""
    return fold(word)


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """Fold `text` and return it with, for each folded character, the offset in `text` that it came from.

    The list has one more entry than the folded text: `len(text)`, so that an exclusive end maps too.
    """
    out: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        for folded in fold(char):
            out.append(folded)
            origin.append(at)
    origin.append(len(text))
    return "".join(out), origin


def strip_marks(word: str) -> str:
    """`word` without diacritics, tatweel and invisible marks, its letters as an Arabic keyboard writes them (for frequency look-ups)."""
    if _PRESENTATION.search(word):
        word = unicodedata.normalize("NFKC", word)
    if _LOOKALIKE.search(word):
        word = word.translate(_LOOKALIKES)
    return _DROP.sub("", word)
