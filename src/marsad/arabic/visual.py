"""Lines whose letters stand as a page shows them, left to right → lines as they are read: what the text layer of a PDF needs.

A page's Arabic is drawn from its left edge: the last word's last letter first, numbers and Latin words inside it forwards, brackets
as they look, letters in the form that they take within a word, لا often as one sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile("[\u0620-\u064a\u0671-\u06d3]{3,}")
_ENDS = "ةى"  # letters that stand at the end of a word alone
# Latin words with the spaces between them, and numbers with their signs: what runs from left to right inside Arabic.
_FORWARD = re.compile(
    r"[A-Za-z](?:[^\u0590-\u08ff\ufb50-\ufefc\s]|\s+(?=[A-Za-z]))*[A-Za-z0-9]|[%$€£+\-]?[0-9\u0660-\u0669](?:[.,:/\-\u066b\u066c]?[0-9\u0660-\u0669])*%?|[A-Za-z]"
)
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_ALEFS = "اأإآ"
_PLACES = 4  # of a word that are tried
_INSIDE = re.compile(r"(?<=[(\[«])\s+|\s+(?=[)\]»،؛.])")  # spaces where none is written, left by the gaps of what is drawn
_LEAST = 2.0  # times: how much likelier a reading with لا must be than the word as it stands


def as_shown(lines: Iterable[str]) -> bool:
    """Whether the letters of these lines stand as a page shows them: words that begin with a letter that only ends words."""
    counts: Counter[bool] = Counter()
    for line in lines:
        for word in _WORD.findall(_plain(line)):
            first, last = word[0] in _ENDS, word[-1] in _ENDS
            if first != last:
                counts[first] += 1
    return counts[True] > counts[False]


def as_read(line: str, letters: bool = True) -> str:
    """A line of a page in the order in which it is read; without `letters` its words alone are in the page's order.

    >>> as_read("12 ﻞﺘﻘﻣ")
    'مقتل 12'
    """
    if not _ARABIC.search(line):
        return line
    out: list[str] = []
    at = 0
    for run in _FORWARD.finditer(line):
        out += [_turned(line[at : run.start()], letters), run.group()]
        at = run.end()
    out.append(_turned(line[at:], letters))
    return _INSIDE.sub("", _plain("".join(reversed(out))))


def _turned(part: str, letters: bool) -> str:
    if letters:
        return "".join(reversed(_clusters(part))).translate(_MIRRORED)
    return "".join(reversed(re.split(r"(\s+)", part)))


def _clusters(part: str) -> list[str]:
    """Letters, each with the marks that are drawn on it."""
    out: list[str] = []
    for char in part:
        if out and unicodedata.combining(char):
            out[-1] += char
        else:
            out.append(char)
    return out


def _plain(text: str) -> str:
    """Letters in the form of a keyboard, for those that they take within a word."""
    return _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)


def with_lam_alef(text: str, frequency: Callable[[str], float]) -> str:
    """The words in which ال stands for لا, as where a font's one sign for لا was turned round with its word (االحتلال), mended.

    `frequency(word)` gives occurrences per word of running text. A word is mended where one reading is much likelier than the word.
    """
    return _WORD.sub(lambda word: _mended(word[0], frequency), text)


def _mended(word: str, frequency: Callable[[str], float]) -> str:
    places = [k for k in range(len(word) - 1) if word[k] in _ALEFS and word[k + 1] == "ل"][:_PLACES]
    readings = [word]
    for k in places:
        readings += [f"{r[:k]}ل{r[k]}{r[k + 2 :]}" for r in readings if r[k] in _ALEFS and r[k + 1] == "ل"]
    best = max(readings, key=frequency)
    return best if frequency(best) > _LEAST * frequency(word) else word
