"""Names of places that no gazetteer has, in Latin letters: عكاشات → Akashat."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ..arabic.normalise import fold, strip_marks
from ..lexicon.tables import table

_VOWELS = "aiu"
_FAIL = re.compile(r"(ا[بتثجحخدذرزسشصضطظعغفقكلمنه])([بتثجحخدذرزسشصضطظعغفقكلمنه]ة?)$")  # behind a long a, two consonants have an i between them

_MARKS = "\u02bb\u02bc\u02bd\u02be\u02bf\u2018\u2019`"
_KEPT = 1 << 12


@cache
def _words() -> dict[str, str]:
    return {fold(word): latin for latin, words in table("latin")["words"].items() for word in words}


def latin(name: str) -> str:
    """A name in Latin letters, each word with a capital: الخسفة → Al-Khasfa. Letters that are none of Arabic's stay."""
    return _words().get(fold(name)) or " ".join(_word(w) for w in strip_marks(name).split())


def letters(word: str) -> str:
    """One word by its letters, without regard to what it means; words that open many names as maps have them."""
    return _words().get(fold(word)) or _spelled(strip_marks(word))


@cache
def _names() -> dict[str, str]:
    """Names of persons of one word, after whom places are called."""
    return {fold(word): en for en, words in table("latin")["persons"].items() for word in words if " " not in word}


@cache
def _joined() -> frozenset[str]:
    """Words that open names of places and are often written as one word with what follows, folded: كفر."""
    return frozenset(map(fold, table("latin")["joined"]["words"]))


def _word(word: str) -> str:
    known = _words().get(fold(word)) or _names().get(fold(word))
    if known:
        return known
    village = next((one for one in _joined() if word.startswith(one) and len(word) > len(one) + 2), "")
    if village:
        return f"{_words()[village]} {_word(word[len(village) :])}"  # كفرنوران
    if word.startswith("ال") and len(word) > 3:
        return f"Al-{_names().get(fold(word[2:])) or _spelled(word[2:])}"
    return _spelled(word)


def _spelled(word: str) -> str:
    letters, vowels = table("latin")["letters"], table("latin")["vowels"]
    if word.endswith("ه") and len(word) > 3 and word[-2] not in "اويى" and not word.endswith("لله"):
        word = f"{word[:-1]}ة"  # بلدوره, whose dots the writer left out
    word = word.replace("تش", "چ")  # كراتشة
    if word.startswith("است") and len(word) > 5:
        rest = _spelled(word[3:])
        return f"Isti{rest[:1].lower()}{rest[1:]}"  # الاستثمار
    if word.startswith(("إي", "اي")) and len(word) > 3:
        rest = _spelled(word[2:])
        return f"I{rest[:1].lower()}{rest[1:]}"
    word = _FAIL.sub(r"\1ِ\2", word)  # جالس, فاطمة
    parts: list[str] = []
    for n, letter in enumerate(word):
        if letter == "ي" and n == len(word) - 1 and parts and parts[-1].endswith("i"):
            continue  # كربلائي
        sound = letters.get(letter, letter)
        if letter == "ي" and n and word[n + 1 :] == "ة" and not _vowel(parts[-1]):
            sound = "iy"  # النملية
        elif letter in "يو" and n and word[n + 1 : n + 2] == "ا" and not _vowel(parts[-1] if parts else ""):
            sound = "iy" if letter == "ي" else "aw"  # صياح, سوادي
        elif letter == "ع" and n and word[n + 1 : n + 2] == "ا" and parts and not _vowel(parts[-1]):
            sound = "a"  # الشعار
        elif letter in vowels and n and (not _vowel(parts[-1] if parts else "") or (letter == "و" and parts[-1] == "i" and n < len(word) - 1)):
            sound = vowels[letter]  # behind a consonant a vowel, as it is at the end
        elif letter == "ع" and word[n + 1 : n + 2] != "ا" and (n == 0 or (n == len(word) - 1 and not _vowel(parts[-1]))):
            sound = "a"  # عكاشات, موزع
        elif sound and parts and not _vowel(parts[-1]) and not _vowel(sound) and letter in letters and not _closes(parts):
            parts.append("a")
        if sound:
            parts.append(sound)
    text = "".join(parts)
    return text[:1].upper() + text[1:]


def _closes(parts: list[str]) -> bool:
    """Whether the last consonant closes a syllable, so that another may follow: Hal-mand."""
    return len(parts) > 1 and _vowel(parts[-2])


def _vowel(sound: str) -> bool:
    return sound[-1:] in _VOWELS if sound else True


@lru_cache(_KEPT)
def plain_letters(name: str) -> str:
    """A name of a gazetteer as news writes it, without marks on its letters: Bāniyās → Baniyas."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c) and c not in _MARKS)
