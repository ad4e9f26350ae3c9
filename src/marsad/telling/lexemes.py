"""The nouns of `lexicon/nouns.toml` by their Arabic forms, folded."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .words import adjectives, bare, demonym, forms, glosses, nouns, vague

_KEPT = 1 << 12
_LONGEST = 5  # words of one entry
KINDS = ("noun", "body", "deed", "people", "office", "whole", "mass")
_ENDINGS = ("ها", "هم", "هما", "هن", "نا", "ه")
_FORMS_OF_ADJECTIVES = ("", "ه", "ا", "ين", "ون", "ان", "تين", "تان", "ات", "يين", "يون")


class Lexeme(NamedTuple):
    """What a noun's form tells: its English in the singular; `number` one, two, many, mass or whole; `kind` the table it stands in."""

    en: str
    number: str
    kind: str = "noun"

    @property
    def people(self) -> bool:
        return self.kind in ("people", "office")


class Found(NamedTuple):
    """A noun in a text: how many words it takes, whether it has an article, and whether a pronoun stands behind it (منازلهم)."""

    lexeme: Lexeme
    words: int
    definite: bool
    owned: bool


@cache
def lexemes() -> dict[str, Lexeme]:
    """Every form, folded and without articles. A form that is listed goes before one that an ending makes."""
    listed: dict[str, Lexeme] = {}
    made: dict[str, Lexeme] = {}
    of = table("nouns")
    for kind in KINDS:
        for en, told in of[kind].items():
            ones, _, several = told.partition(" / ")
            number = kind if kind in ("whole", "mass") else "one"
            for form in _split(ones):
                listed.setdefault(form, Lexeme(en, number, kind))
                if number == "one":
                    for more, how in _endings(form, kind, dual=bool(several) and "،" not in ones and not form.endswith("ي")):
                        made.setdefault(more, Lexeme(en, how, kind))
                elif kind == "whole" and " " not in form and en.islower():
                    for more in (f"{form.removesuffix('ه')}{'ت' if form.endswith('ه') else ''}{end}" for end in ("ان", "ين")):
                        made.setdefault(more, Lexeme(en, "two", "body"))
            for form in _split(several):
                listed.setdefault(form, Lexeme(en, "mass" if kind == "mass" else "many", kind))
    return _glossed() | made | _duals() | _broken() | listed


def _broken() -> dict[str, Lexeme]:
    """Several of an entry of more than one word that has none itself, by the broken plural of its first word: مركز تدريب, مراكز تدريب."""
    several: dict[tuple[str, str], list[str]] = {}
    kinds = ("noun", "body", "people")
    entries = [(kind, en, *told.partition(" / ")[::2]) for kind in kinds for en, told in table("nouns")[kind].items()]
    for _, en, ones, many in entries:
        for form in (one for one in _split(ones) if " " not in one):
            several.setdefault((en, form), []).extend(more for more in _split(many) if " " not in more)
    told: dict[str, Lexeme] = {}
    for kind, en, ones, many in entries:
        for first, gap, rest in (form.partition(" ") for form in _split(ones) if " " in form and not many):
            for more in several.get((en.split()[-1], first), ()):
                told.setdefault(f"{more}{gap}{rest}", Lexeme(en, "many", kind))
    return told


@cache
def _plurals_listed() -> frozenset[str]:
    """The forms of several, folded, that the tables have themselves: أسرى."""
    return frozenset(form for kind in ("people", "office") for told in table("nouns")[kind].values() for form in _split(told.partition(" / ")[2]))


def _duals() -> dict[str, Lexeme]:
    """Two people, of nouns whose dual is written otherwise than their plural: شخصين."""
    told: dict[str, Lexeme] = {}
    for name in table("sentences")["people"]:
        (_, two, few, _), (one, _) = forms(name)
        if two != few and " " not in two:
            told |= {_plain(form): Lexeme(one, "two", "people") for form in (two, two[:-2] + "ان")}
    return told


def _split(words: str) -> list[str]:
    return [_plain(form) for form in words.split("،") if form.strip()]


def _plain(text: str) -> str:
    return " ".join(fold_word(word.removeprefix("ال")) for word in text.split())  # آلية begins with no article


def _endings(form: str, kind: str, dual: bool) -> list[tuple[str, str]]:
    """The forms that endings make of a singular, with their number; of several words the first has them. Of people ين is the plural unless
    a broken plural leaves it for the `dual`."""
    first, gap, rest = form.partition(" ")
    people = kind in ("people", "office")
    if first.endswith("ه"):
        stem = first[:-1]
        ends = [("ات", "many"), ("تين", "two"), ("تان", "two"), ("تي", "two"), ("تا", "two")]
    else:
        stem = first
        ends = [("ات", "many"), ("ان", "two"), ("ين", "many" if people and not dual else "two"), ("ا", "one")]
        ends += [("ون", "many"), ("و", "many"), ("ي", "many")] if people else [("ي", "two")] if kind == "body" and rest == "" else []
    return [(f"{stem}{end}{gap}{rest}", how) for end, how in ends]


def _glossed() -> dict[str, Lexeme]:
    """The nouns of sentences.toml, which say by their article what they are."""
    told: dict[str, Lexeme] = {}
    for word, en in glosses().items():
        article, _, plain = en.partition(" ")
        key = _plain(word)
        if word in vague():
            continue
        if article in ("a", "an"):
            told[key] = Lexeme(plain, "one")
        elif article == "the":
            told[key] = Lexeme(plain, "whole")
        else:
            told[key] = Lexeme(en, "mass")
    for word, name in nouns().items():
        if fold_word(forms(name)[0][1]) in (fold_word(word), fold_word(word)[:-2] + "ين") and forms(name)[0][1] != forms(name)[0][2]:
            continue  # a dual, which endings make
        one = forms(name)[1][0]
        plain = _plain(word)
        single = plain in {_plain(form) for form in (forms(name)[0][0], forms(name)[0][3])}
        told.setdefault(plain, Lexeme(one, "one" if single else "many", "people"))
    return told


@cache
def common_words() -> frozenset[str]:
    """English words that are no names, in small letters: of adjectives, forces and people."""
    of, sentences = table("nouns"), table("sentences")
    told = {en for kind in ("body", "people", "office", "deed") for en in of[kind]} | {*of["adjective"], *sentences["adjective"]}
    told |= {plural(en) for kind in ("body", "people") for en in of[kind]} | {en for name in sentences["people"] for en in forms(name)[1]}
    return frozenset(word for en in told | {*sentences["grammar"]["common"]} for word in [en] if word == word.lower() and " " not in word)


def uncapped(text: str) -> str:
    """A name of common words as it stands within a sentence: Riot police → riot police."""
    if text.startswith("Pro-"):
        return f"p{text[1:]}"
    first, _, rest = text.partition(" ")
    common = first[:1].isupper() and rest and rest == rest.lower() and first.lower() in common_words()
    return f"{first.lower()} {rest}" if common else text


@cache
def plurals() -> dict[str, str]:
    """English plurals by their singulars, those that no ending makes."""
    irregular = {one: many for _, (one, many) in (forms(name) for name in table("sentences")["people"])}
    return irregular | dict(table("nouns")["plurals"])


def plural(noun: str) -> str:
    """Several of an English noun."""
    if noun in plurals():
        return plurals()[noun]
    head, gap, last = noun.rpartition(" ")
    if last in plurals():
        return f"{head}{gap}{plurals()[last]}"
    if noun.endswith(("craft", "people", "forces", "men")):
        return noun
    if noun.endswith("man") and noun.islower():
        return f"{noun[:-3]}men"
    if noun.endswith("y") and noun[-2] not in "aeou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ch", "sh", "x", "s")) else "s")


@cache
def plural_words() -> frozenset[str]:
    """The last words of English plurals."""
    of = table("nouns")
    told = {plural(en).split()[-1] for kind in ("noun", "body", "deed", "people", "office") for en in of[kind]}
    told |= {form.split()[-1] for name in table("sentences")["people"] for form in forms(name)[1][1:]}
    return frozenset(told | {en.split()[-1] for kind in ("mass", "whole") for en in of[kind] if en.endswith("s") and not en.endswith("ss")}) - {
        "headquarters"
    }


@lru_cache(_KEPT)
def found(words: tuple[str, ...]) -> Found | None:
    """The noun that folded words begin with, the longest first."""
    for size in range(min(_LONGEST, len(words)), 0, -1):
        if (at := _of(words[:size])) is not None:
            return at
    return None


def _of(words: tuple[str, ...]) -> Found | None:
    definite = any(word.startswith("ال") and word not in lexemes() for word in (words[0], words[-1]))
    plain = " ".join(word.removeprefix("ال") for word in words)
    table_ = lexemes()
    told = table_.get(" ".join(words)) or table_.get(plain)
    if told is None and len(words) > 1:  # سيارة مفخخة with its endings of case: حيا سكنيا
        told = table_.get(" ".join(w[:-1] if w.endswith("ا") and len(w) > 3 else w for w in plain.split()))
    if told is None and len(words) == 1:
        told = table_.get(bare(words[0])) if not words[0].endswith("ها") or disowned(words[0]) is None else None  # زوجها is no زوجة
        if told is None and (nation := demonym(words[0])) is not None and (words[0].endswith(("ين", "ون", "يا")) or words[0] == nation):
            told = Lexeme(forms(nation)[1][0], "many" if words[0].endswith(("ين", "ون")) else "one", "people")
        if told is None and words[0].endswith("ان") and (nation := demonym(words[0][:-2])) is not None:
            told = Lexeme(forms(nation)[1][0], "two", "people")  # فلسطينيان
        if told is None and words[0].endswith(("يو", "يي")) and (nation := demonym(words[0][:-1])) is not None:
            told = Lexeme(forms(nation)[1][0], "many", "people")  # مصريو ألمانيا
    if (
        told is not None
        and definite
        and len(words) == 1
        and told.people
        and told.number == "many"
        and words[0].endswith(("ي", "و"))
        and plain not in _plurals_listed()
        and (one := table_.get(plain[:-1])) is not None
        and one.people
    ):
        return None  # الملكي is no king's people: so they are called before whose they are
    if told is not None:
        return Found(told, len(words), definite, False)
    stem = disowned(words[-1]) if words else None
    if stem is not None and (told := table_.get(" ".join((*words[:-1], stem)))) is not None:
        return Found(told, len(words), True, True)
    return None


def disowned(word: str) -> str | None:
    """A folded word without the pronoun behind it, in a form that the tables have."""
    for end in _ENDINGS:
        stem = word.removesuffix(end)
        if stem != word and len(stem) > 2 and stem.endswith("ا") and stem + "ن" in lexemes() and lexemes()[stem + "ن"].number == "two":
            return stem + "ن"  # شقيقاها
        if stem != word and len(stem) > 2 and stem.endswith("ا") and f"{stem[:-1]}ي" in lexemes():
            return f"{stem[:-1]}ي"  # قراهم, of قرى
        if stem != word and len(stem) > 2 and not stem.endswith("ا"):
            for form in (
                stem,
                stem[:-1] + "ه" if stem.endswith("ت") else stem,
                stem + "ن",
                stem[:-1] + "ء" if stem.endswith(("ائ", "اؤ")) else stem,
            ):
                if form in lexemes():
                    return form
    return None


@cache
def _adjectives() -> dict[str, str]:
    return adjectives() | {fold_word(word): en for en, words in table("nouns")["adjective"].items() for word in words}


@cache
def common_adjectives() -> frozenset[str]:
    """English adjectives that are no nation's."""
    return frozenset(en for en in _adjectives().values() if en.islower())


@lru_cache(_KEPT)
def adjective(word: str) -> str | None:
    """English of a folded adjective in any of its forms, with or without article."""
    return _adjective(word.removeprefix("ال")) or (_adjective(word) if word.startswith("ال") else None)


def _adjective(plain: str) -> str | None:
    for end in _FORMS_OF_ADJECTIVES:
        stem = plain.removesuffix(end) if end else plain
        if stem and (end == "" or stem != plain):
            for form in (stem, stem + "ي") if end in ("ين", "ون") else (stem,):
                if form in _adjectives():
                    return _adjectives()[form]
    return None


@lru_cache(_KEPT)
def has_article(word: str) -> bool:
    """Whether a folded word has an article: not ألماني, whose first letters fold to one."""
    return word.startswith("ال") and (_adjective(word) is None or _adjective(word[2:]) is not None)


def is_adjective(word: str) -> bool:
    """Whether a folded word is an adjective as the tables have it, and not by an ending: الشيعة."""
    return word.removeprefix("ال") in _adjectives()


@cache
def _of_two() -> dict[tuple[str, str], str]:
    """English of adjectives of two words, by their folded words without articles and the ending of the feminine."""
    return {(_stem(one), _stem(other)): en for form, en in _adjectives().items() for one, space, other in (form.partition(" "),) if space}


def _stem(word: str) -> str:
    return word.removeprefix("ال").removesuffix("ه")


def _one(word: str) -> str:
    """A folded adjective of several people as one has it: يمينيين."""
    plain = _stem(word)
    return plain[:-2] if plain.endswith(("ين", "ون")) and len(plain) > 4 else plain


def adjective_of_two(word: str, behind: str) -> str | None:
    """English of two folded words that are one adjective: غير قانونية, مجهول الهوية."""
    return _of_two().get((_stem(word), _stem(behind))) or _of_two().get((_one(word), _one(behind)))
