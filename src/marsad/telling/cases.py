"""Words of the text as an Arabic sentence takes them: what they tell alone, in the case that they stand in."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .lexemes import adjective, adjective_of_two, disowned, found, is_adjective, plural
from .names import actor_called, place_called
from .persons import is_name
from .said import is_idle, kin, links, refers, small
from .worded import words_of
from .words import as_written, countries, demonym, english_words, forms, grammar, nouns, numerals, shape, worded, wording

_KEPT = 1 << 12
_OWNERS = ("ها", "هم", "ه")
_WRITTEN = 1e-7  # of all words: a word that is written at least as often
_BROKEN = re.compile(r"[\u0621-\u064a][.*][\u0621-\u064a]")


@lru_cache(_KEPT)
def alone(text: str) -> str:
    """The words without what speaks of words told before: pronouns behind nouns (منازلهم), المذكور, a sentence that goes on."""
    words = [_colleagues().get(word, word) for word in _trimmed(words_of(text))]
    if not words:
        return text
    out: list[str] = []
    bare = False  # whether the noun before lost its pronoun, so that its adjectives lose their article
    for n, word in enumerate(words):
        folded = fold_word(word)
        if n and fold_word(words[n - 1]) in grammar("parts_of") and (stem := _without_pronoun(word)) is not None:
            out.append(f"ال{stem}ن" if stem.endswith("ي") and found((fold_word(f"{stem}ن"),)) else f"ال{stem}")  # أحد جنوده, أحد مرافقيه
            continue
        if (
            n == len(words) - 1 > 0
            and not word.startswith(wording("folk"))
            and _is_whose(words[n - 1])
            and (stem := _without_pronoun(word)) is not None
        ):
            out.append(f"ال{stem}ن" if _joins(stem) else f"ال{stem}")  # أفراد عائلته
            continue
        if n and word.endswith("نا") and (stem := _without_pronoun(word) or _ours(word)):
            out.append(f"ال{stem}")  # وسائط دفاعنا الجوي
            continue
        if (n and (is_idle(folded) or folded in grammar("pointing"))) or (n == 0 and word in as_written("dialect")):
            continue
        if (
            (n == 0 or fold_word(words[n - 1]) == wording("from"))
            and folded not in grammar("of_them")
            and (stem := _without_pronoun(word)) is not None
        ):
            stem = f"{stem}ن" if _joins(stem) else stem  # ساكنيها
            out.append(f"ال{stem}" if n or (len(words) == 1 and _governs(stem)) else stem)  # أربعة من الجنود
            bare = n == 0
        elif bare and word.startswith("ال") and adjective(folded) is not None:
            out.append(word[2:])
        elif n and word.startswith("و") and (stem := _without_pronoun(word[1:])) is not None:
            bare = True
            out.append(f"و{stem}ن" if stem.endswith("ي") and found((fold_word(stem + "ن"),)) is not None else f"و{stem}")  # أتباعه ومناصريه
        else:
            bare = False
            out.append(word)
    if out == [wording("residents")]:
        return f"ال{out[0]}"
    if len(out) == 1 and out[0].isdecimal() and len(words) > 1:
        out.append(_counted_people(int(out[0])))  # 11 آخرين
    told = " ".join(out)
    least = len(out) > 1 and shape("at_least").search(text) and numerals().is_number(fold_word(out[0]))
    return worded("at_least_one", people=told) if least else told


def _is_preposition(word: str) -> bool:
    return word in as_written("prepositions")


def _is_whose(word: str) -> bool:
    """Whether a word is a noun without article that the one behind it tells whose it is: أفراد, منزل."""
    folded = fold_word(word)
    return (
        not word.startswith(("ال", "و", "ل", "ب"))
        and folded not in grammar("parts_of")
        and not _is_preposition(word)
        and found((folded,)) is not None
    )


def _joins(stem: str) -> bool:
    """Whether a noun has the ending of a plural that a pronoun stood behind: ساكني."""
    told = found((fold_word(f"{stem}ن"),)) if stem.endswith("ي") else None
    return told is not None and told.lexeme.people and told.lexeme.number in ("many", "two")


@cache
def _colleagues() -> dict[str, str]:
    return {word: told for told, words in table("sentences")["grammar"]["colleagues"].items() for word in words}


def _trimmed(words: list[str]) -> list[str]:
    """The words without those at their edges that speak of words told before, or that ask for words that follow."""
    while len(words) > 1 and fold_word(words[0]) in grammar("pointing"):
        words = words[1:]  # هذين العنصرين
    if not words:
        return words
    first = fold_word(words[0])
    if first.startswith("و") and first not in grammar("with_waw") and found((first,)) is None and found((first[1:],)) is not None:
        words = [words[0][1:], *words[1:]]  # ومدجنة, from a list
    if len(words) == 3 and words[0].removeprefix("ال") == wording("suspected") and words[1] == wording("in") and words[2].endswith("هم"):
        words = wording("suspects").split()  # المشتبه في تورطهم
    if len(words) > 1 and words[0].removeprefix("ال") == wording("suspected") and words[1].startswith("ب") and not refers(fold_word(words[1])):
        words = [wording("suspected"), "به"]  # المشتبه بتنفيذه
    if len(words) > 1 and len(words[-1]) == 1 and not words[-1].isdecimal():
        words = words[:-1]  # a letter that begins what follows
    words = _ended(words)
    if len(words) > 2 and refers(fold_word(words[-1])) and _participle(fold_word(words[-2])) and not _together(words):
        words = words[:-2]  # الموالية لهم: to whom is not told
        words = words[:-1] if len(words) > 1 and words[-1].startswith("وال") else words  # مليشيات الحوثي والقوات
    if len(words) > 1 and refers(fold_word(words[-1])) and not _together(words):
        words = words[:-1]  # رهائن لديه
    if len(words) > 1 and words[0].startswith("ال") and not words[-1].startswith(("ال", "و")) and _behind_all(words):
        words = words[:-1]  # التنظيمات الإرهابية استباقية: another clause
    theirs = next((n for n, w in enumerate(words) if n and fold_word(w) in grammar("of_them")), 0)
    if theirs and theirs < len(words) - 1:
        words = [*words[: theirs - 1], f"ال{words[theirs - 1].removeprefix('ال')}", *words[theirs + 1 :]]  # قنصلية بلاده في المدينة
    if len(words) > 1 and fold_word(words[-1]) in grammar("of_them"):
        words = words[:-1]  # وزارة داخلية بلادهم
        last = f"{words[-1]}ن" if _joins(words[-1]) else words[-1]  # مواطني بلاده
        words = words if words[-1].startswith(("ال", "و")) else [*words[:-1], f"ال{last}"]
    if len(words) > 1 and _kin(words[0]):
        words = words[1:]  # ابنته فائزة: by her name
    if len(words) > 1 and words[-1].startswith("و") and (told := found((fold_word(words[-1][1:]),))) is not None and told.owned:
        words = words[:-1]  # تشفين مالك وزوجه: by whose they are
    return words[:-1] if len(words) > 1 and _asks(words) else words


def _ended(words: list[str]) -> list[str]:
    """The words without a preposition that nothing follows, a place told before (شيوخ البدو بالمنطقة) and a verb (المعارضة تحقق)."""
    if len(words) > 2 and _is_preposition(words[-2]) and fold_word(words[-1]) in grammar("unfinished"):
        words = words[:-2]  # مقاتلين في صفوف
    if len(words) > 1 and _is_preposition(words[-1]):
        words = words[:-1]
    last = fold_word(words[-1])
    if len(words) > 1 and last.startswith("ب") and (last[1:] in grammar("pronouns") or last[1:] in grammar("bare_areas")):
        words = words[:-1]
    if len(words) > 2 and words[-2] == wording("in") and last.endswith("ه") and last.startswith("ال") and _counts(last[2:]):
        words = words[:-2]  # فتاة في الثامنة
    if len(words) > 1 and last.endswith("وا") and found((last,)) is None:
        words = words[:-1]  # متظاهرين خرجوا
    if len(words) > 1 and words[0].endswith("ون") and _alone_many(words):
        words = words[:1]  # مسلحون قرية
    if len(words) == 2 and words[0].startswith("ال") and words[1][0] in "يت" and _is_verb(words):
        words = words[:-1]
    return words


def _counts(word: str) -> bool:
    """Whether a folded word is an ordinal in the feminine: ثامنة."""
    return adjective(word) in english_words("ordinals")


def _alone_many(words: list[str]) -> bool:
    """Whether people in ون have a noun behind them that cannot be theirs, as it is no adjective: the object of a verb."""
    first, second = found((fold_word(words[0]),)), fold_word(words[1])
    if first is None or not first.lexeme.people or second.startswith("ال"):
        return False
    noun = found((second,))
    return noun is not None and not noun.lexeme.people and adjective(second) is None and not links(second)


def _is_verb(words: list[str]) -> bool:
    """Whether a word without article behind a noun that has one is no adjective, noun or name: a verb, of another clause."""
    told, behind = found((fold_word(words[0]),)), fold_word(words[1])
    titled = told is None or (told.lexeme.people and told.lexeme.number == "one")
    return not titled and adjective(behind) is None and found((behind,)) is None and not links(behind) and not is_name(behind) and len(behind) > 3


def _together(words: list[str]) -> bool:
    """Whether the last two words are one noun: مشتبه بهم."""
    told = found(tuple(map(fold_word, words[-2:]))) if len(words) > 1 else None
    return told is not None and told.words == 2


def _behind_all(words: list[str]) -> bool:
    """Whether the last word is an adjective without article behind words that all have one."""
    return all(w.startswith("ال") for w in words[:-1]) and adjective(fold_word(words[-1])) is not None and found((fold_word(words[-1]),)) is None


def _asks(words: list[str]) -> bool:
    """Whether the last word tells nothing by itself: عناصر مرتبطة (with what), متظاهرا لقيامه, إرهابي (1)."""
    last = fold_word(words[-1])
    if links(last) and adjective(last) is None and not is_name(fold_word(words[-2])):
        return True
    return _for_his(words[-1]) or _for_deed(words[-1]) or (last.isdecimal() and int(last) < 3 and len(words) == 2 and _of_one(words[0]))


def _counted_people(n: int) -> str:
    """People without another noun, behind their number."""
    one, _, few, many = forms("people")[0]
    return few if 3 <= n % 100 <= 10 else many if n % 100 > 10 else one


def _of_one(word: str) -> bool:
    told = found((fold_word(word),))
    return told is not None and told.lexeme.people and told.lexeme.number in ("one", "two")


def _ours(word: str) -> str | None:
    """A word that no table has without the pronoun behind it, where it is written far more often so: دفاعنا."""
    from ..lexicon import load

    stem = word[:-2]
    return stem if len(stem) > 3 and load().frequency(fold_word(stem)) > 10 * load().frequency(fold_word(word)) > 0 else None


def _governs(word: str) -> bool:
    """Whether a noun is a government, of which its people have one: حكومته is الحكومة."""
    told = found((fold_word(word),))
    return told is not None and told.lexeme.en.rpartition(" ")[2] in english_words("governing")


def _for_his(word: str) -> bool:
    """Whether a word is a reason that speaks of somebody told before: متظاهرا لقيامه."""
    stem = next((word[1:].removesuffix(end) for end in ("ها", "هم", "ه") if word.endswith(end)), "")
    return word.startswith("ل") and len(stem) > 3 and found((fold_word(word),)) is None


def _for_deed(word: str) -> bool:
    """Whether a word is for or by a deed whose object is not told: الدول الأعضاء لتوفير, مسلحون بمهاجمة."""
    folded, rest = fold_word(word), fold_word(word[1:])
    if word[0] not in "لب" or word.startswith(("لل", "بال")) or len(word) < 4 or found((folded,)) is not None or is_name(folded):
        return False
    if rest in countries() or place_called((folded,)) is not None or place_called((rest,), "town") is not None or actor_called((rest,)) is not None:
        return False
    told = found((rest,))
    if rest in grammar("deeds_too"):
        return True
    if told is not None and not (told.lexeme.people and rest.endswith("ه")):  # مهاجمة is a deed too
        return told.lexeme.kind == "deed"
    return shape("deed").fullmatch(rest) is not None and not is_name(rest)


def _kin(word: str) -> bool:
    """Whether a word names somebody by a pronoun alone: شقيقته."""
    told = found((fold_word(word),))
    return told is not None and told.owned and told.lexeme.en in {plural(en) for en in kin()} | kin()


def _relative(word: str) -> bool:
    """Whether a folded noun, whose ending a pronoun may have changed, is one of kin."""
    return any((told := found((form,))) is not None and told.lexeme.en in kin() for form in (word, f"{word[:-1]}ه"))


def _participle(word: str) -> bool:
    return adjective(word) is not None or links(word)


def _without_pronoun(word: str) -> str | None:
    """A noun without the pronoun behind it: قنصليتها → قنصلية."""
    folded = fold_word(word)
    for end in _OWNERS:  # what the people of a table have with a pronoun too: سكانها
        if word.endswith(end) and folded in nouns() and nouns().get(folded.removesuffix(end)) == nouns()[folded]:
            return word[: -len(end)]
    told = found((folded,)) if not word.endswith("ة") else None
    stem = disowned(folded) if told is not None and told.owned and told.lexeme.en not in kin() else None
    if stem is None or len(stem) > len(word):
        return None
    raw = word[: len(stem)]
    if raw.endswith("ا") and stem.endswith("ي"):
        return f"{raw[:-1]}ى"
    return raw[:-1] + ("ة" if stem.endswith("ه") else "ء") if stem.endswith(("ه", "اء")) else raw


def indefinite(text: str) -> str:
    """People whom nothing tells but a noun with an article: المدنيين → مدنيين."""
    told = found((fold_word(text),)) if text.startswith("ال") and " " not in text else None
    return text[2:] if told is not None and told.lexeme.people and told.lexeme.number in ("many", "two") else text


def indefinite_one(text: str) -> str:
    """One whom nothing tells but a noun and its adjectives with an article, which spoke of words told before: الرجل الإسرائيلي → رجل إسرائيلي.
    Who is in office stays."""
    words = text.split()
    if not all(w.startswith("ال") for w in words) or not all(adjective(fold_word(w)) or _one_person(fold_word(w)) for w in words[1:]):
        return text
    told = found((fold_word(words[0]),)) if words else None
    movable = told is not None and told.lexeme.kind == "noun" and told.lexeme.en.split()[-1] in english_words("movable") and len(words) > 1
    if (
        told is None
        or not (movable or told.lexeme.kind == "people")
        or told.lexeme.number != "one"
        or told.lexeme.en in english_words("of_all")
        or not one_of_many(words)
    ):
        return text
    return " ".join(_cut_short(w[2:]) for w in words)


def _cut_short(word: str) -> str:
    """A noun whose last letter falls away without article: القاضي, قاض."""
    return word[:-1] if fold_word(word) in grammar("cut_short") else word


def _one_person(folded: str) -> bool:
    told = found((folded,))
    return told is not None and told.lexeme.kind == "people" and told.lexeme.number == "one"


def one_of_many(words: list[str]) -> bool:
    """Whether adjectives with an article tell no more than one of many: الصحفي الروسي, not المرشد الأعلى."""
    return all(adjective(fold_word(w)) not in english_words("of_the_one") for w in words[1:])


def indefinite_thing(text: str) -> str:
    """A thing that nothing tells but a noun with an article, which spoke of words told before: السفينة → سفينة."""
    told = found((fold_word(text),)) if text.startswith("ال") and " " not in text else None
    return text[2:] if told is not None and told.lexeme.kind == "noun" and told.lexeme.number in ("one", "many") else text


def tells(text: str) -> bool:
    """Whether the words tell anybody by themselves: not بلاده, أكثر من نصفهم, nor a word that a masked text broke (إص.ابات)."""
    words = fold_word(text).split()
    if not words or " ".join(words) in grammar("pronouns") or (words[0].removeprefix("ال") in grammar("empty") and len(words) == 1):
        return False
    if words[0] in grammar("relative") or (len(words) == 1 and (words[0] in grammar("people_of") or words[0] in grammar("of_which"))):
        return False  # الذين شاركوا, أتباع: who, and whose
    if _kin(words[-1]) or (len(words) == 1 and words[0].endswith("ي") and _relative(words[0][:-1])):
        return False  # 3 من أبنائه, أختي: whose
    if len(words) > 1 and words[0].removeprefix("و") in grammar("adverbs") and not text.startswith(wording("ali")):
        return False  # قرب السجن: a place
    if len(words) == 1 and _is_kin(words[0]):
        return False  # زوجة: whose
    if words[0] in grammar("parts_of") and len(words) > 1 and _kin(words[1]):
        return False  # أحد زملائهم
    if words[-1] in grammar("of_them") and _together(words):
        return True  # 304 مشتبه بهم
    return not any(word in grammar("of_them") for word in words) and not _BROKEN.search(text) and not text.isdecimal()


def _is_kin(folded: str) -> bool:
    """Whether a folded noun of kin stands alone, without a pronoun."""
    told = found((folded,))
    return told is not None and not told.owned and told.lexeme.number == "one" and told.lexeme.en in kin()


def accusative(text: str) -> str:
    """The words as the object of a verb: هجوم مسلح → هجوما مسلحا. Broken plurals, some of which take no ending, stay."""
    first, _, rest = text.partition(" ")
    if first.endswith("اء") and rest and _one(fold_word(first)) and _behind_one(rest.split()[0]):
        return f"{first} {rest.split()[0]}ا {' '.join(rest.split()[1:])}".strip()  # بناء سكنيا
    if shows_no_case(text):
        return text
    words = text.split()
    told = found((fold_word(words[0]),))
    if (
        told is not None
        and told.lexeme.number == "many"
        and shape("ended_plural").fullmatch(words[0])
        and all(w.endswith("ة") or w.startswith("و") or _is_preposition(w) for w in words[1:2])
    ):
        return " ".join([f"{words[0]}ا", *words[1:]])  # أهدافا عسكرية
    ended = (
        words[0] in grammar("crowds") or f"{fold_word(words[0])}ا" in nouns() or demonym(fold_word(words[0])) == fold_word(words[0])
    )  # عددا, جنديا, تونسيا
    if not ended and (told is None or told.lexeme.number != "one" or told.owned or words[0].endswith(("ا", "ي", "و", "ء", "ى"))):
        return text
    out = [f"{words[0]}ا"]
    for n, word in enumerate(words[1:], 1):
        two = adjective_of_two(fold_word(word), fold_word(words[n + 1])) if n + 1 < len(words) else None
        if word.startswith("ال") or (adjective(fold_word(word)) is None and two is None and not links(fold_word(word))):
            return " ".join([*out, *words[n:]])
        out.append(word if word.endswith(("ة", "ا", "ى")) else f"{word}ا")
    return " ".join(out)


def _behind_one(word: str) -> bool:
    """Whether a word is an adjective without article that takes an ending as an object."""
    known = adjective(fold_word(word)) is not None or links(fold_word(word))
    return known and not word.startswith("ال") and not word.endswith(("ة", "ا", "ى", "ين", "ات"))


def shows_no_case(text: str) -> bool:
    """Whether the first word is written the same as an object: with an article, in the feminine, before whose it is."""
    first, _, rest = text.partition(" ")
    if first.startswith("ال") or first.endswith(("ة", "ات", "ين", "ى", "اء")) or _unended(first):
        return True
    if rest.startswith("و") and found((fold_word(rest.split()[0][1:]),)) is not None:
        return False  # عمال ومدنيين
    return (
        bool(rest)
        and adjective(fold_word(rest.split()[0])) is None
        and not links(fold_word(rest.split()[0]))
        and not _is_preposition(rest.split()[0])
        and not rest.startswith("ل")
    )


def _unended(word: str) -> bool:
    """Whether a word is a broken plural that takes no ending as an object: صواريخ."""
    told = found((fold_word(word),)) if shape("unended_plural").fullmatch(word) else None
    return told is not None and told.lexeme.number == "many"


@lru_cache(_KEPT)
def genitive(text: str) -> str:
    """The words behind a noun or a preposition: عمال نازحون → عمال نازحين, مسلحا → مسلح, مقاتلو → مقاتلي."""
    return _declined(text, (("ون", "ين"), ("ان", "ين")), "و", "ي")


@lru_cache(_KEPT)
def nominative(text: str) -> str:
    """The words as the subject of a verb: مسلحين → مسلحون, مقاتلي → مقاتلو."""
    first, space, rest = text.partition(" ")
    if space and first == wording("two"):
        return f"{first[:-2]}ان {rest}"
    return _declined(text, (("ين", "ون"),), "ي", "و")


def _declined(text: str, ends: tuple[tuple[str, str], ...], joined: str, other: str) -> str:
    words = text.split()
    if len(words) > 2 and fold_word(words[0]) in small("number") and words[1][:1].isdecimal():
        return f"{words[0]} {_declined(' '.join(words[1:]), ends, joined, other)}"  # نحو 20 مسلحا
    out: list[str] = []
    if len(words) > 1 and words[0].isdecimal() and int(words[0]) % 100 == 0 and words[1].endswith("ا") and _one(fold_word(words[1])[:-1]):
        words[1] = words[1][:-1]  # 300 متظاهرا
    if len(words) > 1 and words[0].isdecimal() and int(words[0]) % 100 > 10 and _bare_one(words):
        words[1] = f"{words[1]}ا"  # 12 هدف
    if words and (words[0].isdecimal() or numerals().is_number(fold_word(words[0]))) and found((fold_word(words[0]),)) is None:
        return " ".join(ends[0][1].join((w[:-2], "")) if n and w.endswith(ends[0][0]) and adjective(fold_word(w)) else w for n, w in enumerate(words))
    if joined == "و" and len(words) > 1 and _two_of(words[0], words[1]):
        return " ".join([f"{words[0][:-1]}ي", *words[1:]])
    for n, word in enumerate(words):
        folded = fold_word(word)
        if n and out[-1] == words[n - 1][:-1] and words[n - 1].endswith("ا") and _accusative(word):
            out.append(word[:-1])  # شابا ملتحيا
            continue
        country = folded in countries() or fold_word(" ".join(words[n : n + 2])) in countries()
        if _is_preposition(word) or country or (n and not _agrees(word, words[0])):
            rest = words[n:] if _counts_many(words[n : n + 3]) else list(map(_joined, words[n:]))
            return " ".join([*out, *(map(_plural_behind, rest) if joined == "و" else rest)])
        if joined == "و" and n and words[0].endswith("ان") and word.endswith("ا") and adjective(folded[:-1]) is not None:
            out.append(f"{word[:-1]}ي")  # رجلين مجهولي الهوية
            continue
        two = joined == "ي" and n > 0 and words[0].endswith("ان") and word.endswith("ا")  # رجلان مجهولا الهوية
        out.append(word if two else _of(word, folded, ends, joined, other, n == 0))
    return " ".join(out)


def _counts_many(words: list[str]) -> bool:
    """Whether a number from 11 to 99 stands before a noun that takes its ending from it, as do those joined to it: 15 ناشطا ومعارضا."""
    return any(word.isdecimal() and int(word) % 100 > 10 and behind.endswith("ا") for word, behind in pairwise(words))


def _bare_one(words: list[str]) -> bool:
    """Whether the word behind a number is one thing or person without the ending that it gives it: 12 هدف, not 12 رجل أمن."""
    word, rest = words[1], words[2:]
    told = found((fold_word(word),))
    ended = word.endswith(("ا", "ة", "ى", "ء", "ي", "ه", "أ")) or word.startswith("ال")
    if rest and not (rest[0].startswith("و") or _is_preposition(rest[0])):
        return False
    return told is not None and told.lexeme.number == "one" and not ended and not told.owned


def _two_of(word: str, behind: str) -> bool:
    """Whether a word is two people by whose they are: وزيرا الدفاع."""
    told = found((fold_word(word[:-1]),)) if word.endswith("ا") and behind.startswith("ال") else None
    return told is not None and told.lexeme.people and told.lexeme.number == "one" and adjective(fold_word(behind)) is None


def _accusative(word: str) -> bool:
    return word.endswith("ا") and len(word) > 4 and not word.startswith(("ال", "لل", "و"))


def _joined(word: str) -> str:
    """A noun behind و or a participle without the ending of an object: منازل وخياما."""
    folded = fold_word(word)
    if word.endswith("ا") and len(word) > 4 and links(folded[:-1]):
        return word[:-1]  # مستودع للذخائر تابعا للمتمردين
    named = folded[1:] in countries() or place_called((folded[1:],)) is not None  # وصيدا
    if folded.startswith("و") and folded.endswith("ا") and len(folded) > 4 and not named and found((folded[1:-1],)) is not None:
        return word.rstrip("\u064b")[:-1]
    return word


def _plural_behind(word: str) -> str:
    """People behind و, and their adjectives, in the case of those before them: فلسطينيين ومتظاهرين يساريين."""
    folded = fold_word(word).removeprefix("و")
    if folded.endswith("تان") and adjective(folded[:-3]) is not None:
        return f"{word[:-3]}تين"  # سيارتي شرطة محترقتان
    noun = found((folded,))
    plural = noun.lexeme.people and noun.lexeme.number == "many" if noun is not None else adjective(folded) is not None
    if plural and folded.endswith("و") and word != wording("father") and (one := found((folded[:-1],))) is not None and one.lexeme.people:
        return f"{word[:-1]}ي"  # لأعوان وموظفو الولاية
    return f"{word[:-2]}ين" if folded.endswith("ون") and plural and folded not in grammar("no_plurals") else word


def _agrees(word: str, head: str) -> bool:
    """Whether a word behind a noun is its adjective, and so stands in its case."""
    if word.startswith("ال") != head.startswith("ال"):
        return False
    return adjective(fold_word(word)) is not None or _people(fold_word(word))


def _people(folded: str) -> bool:
    """Whether a word with an article is people in the plural, who behind other people are told by it: المحتجون المعتصمون."""
    told = found((folded,)) if folded.startswith("ال") else None
    return told is not None and told.lexeme.people and told.lexeme.number == "many"


def _of(word: str, folded: str, ends: tuple[tuple[str, str], ...], joined: str, other: str, head: bool) -> str:
    if folded in grammar("no_plurals") or (head and is_name(folded)):
        return word
    told = found((folded,)) if head else None
    if not head and is_adjective(folded):
        return word  # المسجون is one
    several = (told.lexeme.number in ("many", "two") if told else _made(folded, joined)) if head else adjective(folded) is not None or _people(folded)
    if several:
        for end, instead in ends:
            if head and joined == "ي" and told is not None and told.lexeme.number == "two":
                instead = "ان"  # شخصان
            dual = told is not None and told.lexeme.number == "two"
            if folded.endswith(end) and len(folded) > len(end) + 2 and (dual or _sound(folded, end)):
                return word[: -len(end)] + instead
        if head and folded.endswith(joined) and len(folded) > 4 and (told is None or found((folded[:-1],)) is not None):
            return word[:-1] + other
    if joined == "و" and folded.endswith("تان") and not folded.endswith("ستان") and len(folded) > 5 and (head or adjective(folded[:-3])):
        return f"{word[:-3]}تين"  # الحكومتان, رهينتين جديدتان
    if (
        folded.endswith("ا")
        and len(folded) > 2
        and word.endswith(("ا", "اً"))
        and (adjective(folded[:-1]) or _one(folded[:-1]) or folded[:-1] in grammar("crowds") or (head and _ended_as_object(folded)))
    ):
        return word.rstrip("\u064b")[:-1]
    return word


def _ended_as_object(folded: str) -> bool:
    """Whether a folded noun that no table has bears the ending of an object: without it it is written with an article too (تحركا, التحرك)."""
    from ..lexicon import load

    named = folded in countries() or is_name(folded) or found((folded,)) is not None or place_called((folded,)) is not None
    return len(folded) > 4 and not named and load().frequency(f"ال{folded[:-1]}") > _WRITTEN * 10


def _one(folded: str) -> bool:
    told = found((folded,))
    return told is not None and told.lexeme.number != "two"


def _sound(folded: str, end: str) -> bool:
    """Whether an ending is one of a sound plural or dual: the word without it is one too."""
    stem = folded[: -len(end)]
    return found((stem,)) is not None or adjective(stem) is not None or found((stem.removeprefix("ال"),)) is not None or _made(folded, "و")


def _made(folded: str, joined: str) -> bool:
    """Whether a word that no table has is a sound plural in the nominative: المتقاعدون, منسقو. It is written in the singular too."""
    from ..lexicon import load

    stem = next((folded.removesuffix(end) for end in ("ون", "و") if folded.endswith(end)), "")
    return joined == "و" and len(stem) > 3 and folded.removeprefix("ال").startswith("م") and load().frequency(stem.removeprefix("ال")) > _WRITTEN
