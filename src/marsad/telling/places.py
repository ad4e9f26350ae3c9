"""Which places of a claim a sentence names, and the names of those that no gazetteer has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

from ..arabic.normalise import fold
from ..lexicon.grammar import NEAR
from ..lexicon.tables import table
from .latin import latin
from .lexemes import adjective, found, lexemes
from .names import actor_called, openers, place_called
from .said import links
from .told import Told, Where
from .worded import words_of
from .words import countries, country_called, demonym, english_of, english_words, grammar, nation_of, shape, sides, wording, written

_DIVISION = re.compile(r" (?:region|province|governorate|state|oblast|district)$", re.IGNORECASE)
_KEPT = 1 << 12  # names that are remembered
_WIDE = ("district", "governorate", "region", "country")


@lru_cache(_KEPT)
def own_name(text: str) -> str:
    """The name in the words for a place, without those that say what it is: قرية أم كريدم → أم كريدم. Empty where they name none
    (three villages, a position of the army)."""
    said = words_of(text)
    said = said[: next((n for n, w in enumerate(said) if n and fold(w) in grammar("adverbs")), len(said))]  # ساحة الشهداء قبالة البرلمان
    if (name := _any_word(said)) is not None:
        return name
    if _described(said) or any(w.startswith("لل") or links(fold(w)) for w in said[1:]):
        return ""  # المناطق المحاذية للحدود
    words = _untyped(said)
    if any(fold(w) in grammar("no_own_names") for w in words[:-1]):
        return ""  # مناطق سيطرة النظام
    if any(w.startswith("و") and len(w) > 3 for w in words[1:]) or _common(words, said):
        return ""  # ريفي إدلب وحماة are two
    told = [_plain(w) for w in words]
    if not told or len(told) > _LONGEST or " ".join(map(fold, words)) in countries():
        return ""
    if len(words) > 1 and (actor := actor_called(tuple(map(fold, words)))) is not None and actor[1] == len(words):
        return ""  # ساحة الأمم المتحدة
    if words[0].startswith("ال") and adjective(fold(words[0])) is not None and len(words) == 1 and len(written(text).split()) > 1:
        return ""  # المدن العراقية
    kind = found((fold(said[0]),))
    by_name = kind is not None and not said[0].startswith("ال") and kind.lexeme.en in english_words("of_names")
    if len(words) > 1 and all(w.startswith("ال") for w in words) and not by_name:
        return ""  # الخطوط الأمامية: a noun and its adjectives
    if all(adjective(fold(w)) is not None for w in words) and not words[0].startswith("ال"):
        return ""  # أقاليم روسية مختلفة
    if len(words) == 1 and words[0].startswith("ال") and fold(words[0])[2:] in lexemes() and len(written(text).split()) > 1:
        return ""  # غربي النهر
    if any(
        (w in _nouns() and fold(words[n]) not in openers() and not (words[n].startswith("ال") and w in grammar("adverbs")))
        or w.isdecimal()
        or len(w) < 2
        for n, w in enumerate(told)
    ) or (told[-1] in _nouns() and told[-1] not in grammar("adverbs")):
        return ""
    if any((noun := found((fold(w),))) is not None and noun.owned for w in words):
        return ""  # بيته
    if len(words) == 1 and (noun := found((fold(words[0]),))) is not None and noun.lexeme.kind in ("mass", "deed", "whole"):
        return ""  # جبهات القتال
    if any(_plain(w.removesuffix(end)) in _typing() | _nouns() for w in words for end in ("ها", "هم", "ه") if w.endswith(end) and len(w) > 4):
        return ""  # محيطها
    return " ".join(words)


def _described(said: list[str]) -> bool:
    """Whether words for a place describe it and name nothing: الحدود الجنوبية للبلاد, المصرية, أحد فنادق المدينة, ساحة القتال."""
    if not said:
        return True
    noun = found(tuple(map(fold, said)))
    if noun is not None and noun.words > 1 and (noun.words == len(said) or said[noun.words][0] in "بل"):
        return True
    if len(said) == 1:
        return said[0].startswith("ال") and demonym(fold(said[0]).removesuffix("ه")) is not None
    if fold(said[0]) in countries():
        return True  # اليمن هانس
    definite = said[0].startswith("ال") and said[1].startswith("ال") and adjective(fold(said[1])) is not None
    return definite or fold(said[0]) in grammar("one_of")


def _tells_no_name(word: str, typed: bool, definite: bool) -> bool:
    """Whether an adjective behind a name tells its nation, or, where a word before the name says what it is, of which kind it is. Behind a
    name with an article (`definite`) only what tells the kind of a site does: قاعدة العند الجوية, not حي الرمال الشمالي."""
    told = adjective(fold(word)) or ""
    if definite:
        return typed and told in english_words("of_sites")
    return told[:1].isupper() or (typed and told in english_words("of_sites"))


def _untyped(said: list[str]) -> list[str]:
    """The words of a name without those that say what it is, the town that it is in and adjectives behind it."""
    words = said
    while words and _plain(words[0]) in _typing() and fold(words[0]) not in openers():
        words = words[1:]
    typed = words != said or (bool(words) and found((fold(words[0]),)) is not None)
    cut = next((n for n, w in enumerate(words) if w[0] in "بل" and (_plain(w[1:]) in _typing() or ((n or typed) and _town(w)))), len(words))
    words = words[:cut]  # حي الجامعة | بمدينة إدلب
    while len(words) > 1 and words[-1].startswith("ال") and _tells_no_name(words[-1], typed, words[0].startswith("ال")):
        words = words[:-1]  # كاركاسون الفرنسية, قاعدة أنجيرليك الجوية
    return words


def _town(word: str) -> bool:
    """Whether a word is a town behind ب: بمولتان."""
    return word.startswith("ب") and len(word) > 3 and place_called((fold(word[1:]),), "renowned") is not None


def _common(words: list[str], said: list[str]) -> bool:
    """Whether words without a kind of place before them are no name: المملكة, قواطع العمليات."""
    from ..lexicon import load

    if len(words) != len(said) or not words:
        return False
    noun = found((fold(words[0]),)) if len(words) == 1 else None
    if noun is not None:
        return noun.lexeme.kind in ("body", "people", "office", "whole")
    last = fold(words[-1])
    return len(words) > 1 and fold(words[0]) not in openers() and last.startswith("ال") and load().frequency(last) > _COMMON


def _any_word(words: list[str]) -> str | None:
    """The name of a quarter, square, street or village by one word, whatever that means: حي الميدان, قرية عدوان."""
    if len(words) != 2 or words[0].startswith("ال") or fold(words[0]) in openers():
        return None
    kind, what = found((fold(words[0]),)), found((fold(words[1]),))
    if not words[1].startswith("ال") and (adjective(fold(words[1])) is not None or what is None or what.owned or what.lexeme.kind != "whole"):
        return None
    called = kind is not None and (
        kind.lexeme.en in english_words("by_any_word") or (kind.lexeme.en == "area" and fold(words[1]) in grammar("of_memory"))
    )
    if kind is None or kind.owned or not called or kind.lexeme.number != "one":
        return None
    return None if fold(words[1])[2:] in grammar("no_own_names") else words[1]


def labelled(text: str, area: str) -> str:
    """The English label of a place that no gazetteer has: its name in Latin letters and the area that the text names for it."""
    name = own_name(text)
    return f"{latin(name)} ({area})" if name and not alike(latin(name), area) else area


def alike(name: str, area: str) -> bool:
    """Whether a name in Latin letters is that of the area itself, spelled otherwise: Al-Qatif and Al Qaţīf."""
    one, other = (
        re.sub(r"(.)\1", r"\1", re.sub("[aeiouwy]|^al|(?<=[gk])h", "", re.sub("[^a-z]", "", unicodedata.normalize("NFKD", n).lower())))
        for n in (name, _DIVISION.sub("", area.removeprefix("near ")))
    )
    return one == other


_LONGEST = 3  # words of a name
_COMMON = 2e-5  # of all words: what is written more often is no name


def _plain(word: str) -> str:
    folded = fold(word).removeprefix("و") if len(word) > 4 else fold(word)
    return folded.removeprefix("ال")


@cache
def _typing() -> frozenset[str]:
    heads = table("heads")
    kinds = (*heads["place_types"].values(), heads["areas"]["words"], heads["directions"]["words"], table("merging")["places"]["typing"])
    return frozenset(_plain(w) for words in kinds for w in words if " " not in w)


@cache
def _nouns() -> frozenset[str]:
    """Words that are no part of a name: nouns that have an English, adjectives, words of number and of direction."""
    sentences, places = table("sentences"), table("merging")["places"]
    numbers = (w for kind in ("values", "vague") for ws in table("numerals")[kind].values() for w in ws)
    words = (
        *(w for ws in sentences["gloss"].values() for w in ws),
        *(w for e in sentences["people"].values() for w in e["words"]),
        *(w for ws in sentences["adjective"].values() for w in ws),
        *places["generic"],
        *places["typing"],
        *sentences["grammar"]["adverbs"],
        *sentences["grammar"]["pronouns"],
        *numbers,
    )
    return frozenset(_plain(w) for w in words if " " not in w)


@lru_cache(_KEPT)
def cleaned(w: Where) -> Where:
    """A place without a preposition before its words and a day behind them: في كافة المحاكم, الحدود في 30 مارس."""
    words = fold(w.said).split()
    if len(words) == 2 and words[0] in grammar("lands") and words[1] in grammar("states_alone") and (land := english_of(w.country)):
        return Where(country_called(w.country), land, "country", w.country)  # أراضي المملكة
    if (lies := _sides_of_it(words)) and w.precision == "country" and (land := country_called(w.country)):
        said = f"{w.said[:-2]} {land}" if lies == 1 else ""  # شرقها, but شرقها وجنوبها
        return msgspec.structs.replace(w, said=said, ar=said or land, listed=lies > 1)
    if len(words) > 1 and words[-1] in grammar("this_country") and words[0] in sides() and (land := country_called(w.country)):
        w = msgspec.structs.replace(w, said=f"{w.said.rpartition(' ')[0]} {land}", ar=f"{w.said.rpartition(' ')[0]} {land}")  # شرق البلاد
    said = shape("near").sub(f"{NEAR} ", shape("day_behind").sub("", w.said))
    first, _, rest = said.partition(" ")
    while rest and fold(first) in grammar("before_places"):
        first, _, rest = (said := rest).partition(" ")
    if said == w.said:
        return w
    return msgspec.structs.replace(w, said=said, ar=said if w.ar == w.said else w.ar)


def _sides_of_it(words: list[str]) -> int:
    """How many sides of what was told before folded words are: شرقها وجنوبها."""
    return len(words) if all(w.endswith("ها") and w[:-2].removeprefix("و") in sides() for w in words) else 0


@lru_cache(_KEPT)
def more_than_named(text: str, name: str, precision: str = "settlement") -> bool:
    """Whether the words for a place that a gazetteer has tell a site in it (ميناء الحديدة) or a part of it (أحياء في درعا), and not the whole."""
    words = tuple(fold(text).split())
    words = words[1:] if words and words[0] in grammar("within") else words  # داخل المطار
    if len(words) < 2 or words[0] in fold(name).split() or precision == "site":
        return False
    if words[0].isdecimal() or words[0] in grammar("some_of"):
        return True
    if words[0] in grammar("directions"):  # شمال غربي سوريا; شرق المدينة lies beside it
        return precision == "country" and words[-len(fold(name).split()) :] == tuple(fold(name).split())
    if words[0] in grammar("edging"):
        return True  # مشارف عدن
    head = found(words[:1])
    if head is not None and head.owned and words[1] == wording("with"):
        return head.lexeme.en in english_words("bases")  # حدودها مع باكستان
    if head is None or head.owned or head.lexeme.kind not in ("noun", "body", "whole"):
        return False
    if head.lexeme.number == "many":  # بلدات X وY are those towns
        return head.lexeme.en in english_words("in_parts") and not (head.lexeme.en in english_words("divided") and " ".join(words[1:]) == fold(name))
    return head.lexeme.number in ("one", "whole") and head.lexeme.en in english_words("bases")


def is_site(w: Where) -> bool:
    """Whether the words for a place that no gazetteer has are those of a base, an airport or a camp, which lies in a whole."""
    if w.more:
        return True
    head = found(tuple(fold(w.said).split()[:1])) if w.said and not w.listed else None
    return head is not None and head.lexeme.en in english_words("bases") and head.lexeme.number == "one"


def told_apart(told: Told) -> tuple[Where, ...]:
    """The places of a claim but a country that a doer or target tells already: the Tunisian government, in Tunisia."""
    named = " ".join(n.en for n in (*told.doers, *told.targets) if n.known)

    def tells(land: str) -> bool:
        return any(re.search(rf"\b{re.escape(name)}\b", named) for name in (land, nation_of(land) or land))

    return tuple(w for w in told.at if w.more or w.precision != "country" or not tells(w.en))


def fewest(places: Iterable[Where]) -> list[Where]:
    """The places without those that say nothing more: what lies near a place that is told, and the whole of a part that is."""
    told = [w if w.listed else cleaned(w) for w in places]
    if len(told) < 2:
        return told
    names = {w.en for w in told}
    parts = {w.admin1 for w in told if w.precision not in ("governorate", "region", "country")} | {w.en for w in told if not w.listed}
    out: list[Where] = []
    for w in told:
        beside = w.en.startswith("near ") and w.en[5:] in names
        whole = w.precision in _WIDE and any(p is not w and w.precision == "country" and p.country == w.country for p in told)
        if not beside and not whole and not (w.listed and w.precision == "governorate" and w.en in parts):
            out.append(w)
    return out or told
