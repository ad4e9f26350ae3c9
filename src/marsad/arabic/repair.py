"""Misspelt words of messy text: two joined by mistake (الأممالمتحدة), and one letter lost, doubled, swapped or wrong.

A reading is taken only where the word is otherwise unknown and the reading is the only one.
"""

from __future__ import annotations

from collections.abc import Callable

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ"
_COMMON = 5e-6  # occurrences per word of running text, from which on a word counts as one that a misspelling may stand for
_MIN_JOINED, _MIN_WRONG = 8, 6
_LEAST = 2  # letters on each side of a ة that two words are joined at
_LETTERS_BEFORE = "وفلب"  # a conjunction or preposition written on a word
_MIN_BEHIND = 4  # letters of a word behind اء: أصدقاءكما is one word
LONGEST = 30  # letters: what is longer is no misspelt word, and every letter of it would be tried


def unjoin(word: str, is_known: Callable[[str], bool]) -> int | None:
    """Where a word of two joined ones parts, as an index into it; None where no or more than one place fits.

    The second part must begin with the article, or the first end with ة, which no word has within it, or with اء before a word that is no
    pronoun. `is_known(part)` says whether a part is a word.

    >>> unjoin("الأممالمتحدة", {"الأمم", "المتحدة"}.__contains__)
    5
    >>> unjoin("الحسكةاعتقلت", {"الحسكة", "اعتقلت"}.__contains__)
    6
    >>> unjoin("السويداءوقتلت", {"السويداء", "وقتلت"}.__contains__)
    8
    """
    end = word.find("ة") + 1
    if _LEAST < end <= min(len(word) - _LEAST, LONGEST) and is_known(word[:end]) and is_known(word[end:]):
        return end
    hamza = word.find("اء") + 2
    if _LEAST + 1 < hamza <= min(len(word) - _MIN_BEHIND, LONGEST) and is_known(word[:hamza]):
        behind = word[hamza:]
        if is_known(behind) or (behind[0] in _LETTERS_BEFORE and len(behind) > _MIN_BEHIND and is_known(behind[1:])):
            return hamza
    if not _MIN_JOINED <= len(word) <= LONGEST:
        return None
    places = [k for k in range(3, len(word) - 4) if word.startswith("ال", k) and is_known(word[:k]) and is_known(word[k:])]
    return places[0] if len(places) == 1 else None


def nearest(word: str, frequency: Callable[[str], float]) -> str | None:
    """The one common word that lies one edit from an unknown word with the same first letter; None where there is none or
    where there are several. `frequency(word)` gives occurrences per word of running text, 0.0 where unknown.

    >>> nearest("اشتبكات", {"اشتباكات": 1e-4}.get)
    'اشتباكات'
    """
    if len(word) > LONGEST:
        return None
    for k in range(1, len(word)):  # a letter typed twice
        once = word[:k] + word[k + 1 :]
        if word[k] == word[k - 1] and len(once) > 3 and (frequency(once) or 0.0) >= _COMMON:
            return once
    if len(word) < _MIN_WRONG:
        return None
    found: set[str] = set()
    for k in range(1, len(word)):  # within the word: the last letter of an unknown name decides nothing
        head, tail = word[:k], word[k:]
        edits = [head + letter + tail for letter in _LETTERS]
        if len(tail) > 1:
            edits.append(head + tail[1] + tail[0] + tail[2:])
            if len(word) > _MIN_WRONG:
                edits += [head + letter + tail[1:] for letter in _LETTERS]
                edits.append(head + tail[1:])
        found |= {edit for edit in edits if edit != word and (frequency(edit) or 0.0) >= _COMMON}
        if len(found) > 1:
            return None
    return found.pop() if found else None
