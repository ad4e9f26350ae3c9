"""Names of persons: which words are one, where it begins and ends in a text, and how English news writes it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Self

from ..arabic.normalise import fold, fold_word
from ..lexicon.tables import table
from .latin import letters
from .lexemes import Found, Lexeme, adjective, found, lexemes
from .names import actor_called, place_called
from .said import Said, agreeing, is_idle, links, opening, peopled, prepositions, small, starts
from .words import countries, demonym, english_words, grammar, numerals, shape, wording

_KEPT = 1 << 12
_ORDINARY = 4e-6  # of all words: what is written more often is a word of the language rather than a name
_SEEN = 1e-6
_OWNERS = ("ها", "هم", "هما", "نا")
_PLURAL = ("ين", "ون", "ات", "يه")
_SON = "بن"
_RANKS = frozenset(("Dr", "General", "Brigadier", "Colonel", "Major", "Captain", "Lieutenant"))
_NOTHING = Found(Lexeme("", ""), 0, False, False)
_PERSON = 8  # words of a person's name
_TOGETHER = 4  # words of a name that the lexicon has as one
_NO_NAME = ("ه", "ين", "ون", "ات", "تان")  # of a word that no table has: rather an adjective than a name


@cache
def _persons() -> dict[str, str]:
    return {fold(word): en for en, words in table("latin")["persons"].items() for word in words}


@cache
def _particles() -> dict[str, str]:
    """Particles within foreign names, as written in small letters: دو."""
    return {fold(word): en for en, words in table("latin")["particles"].items() for word in words}


@cache
def _servant() -> str:
    """How names of a servant of God begin that are written as one word: عبدالملك."""
    return f"{wording('servant')}ال"


@cache
def _within() -> dict[str, str]:
    """How words are written that stand in a name of persons, and are no sign of one: سيف, المصري."""
    return {fold(word): en for en, words in table("latin")["in_names"].items() for word in words} | _persons()


def _is_within(word: str, behind: bool) -> bool:
    """Whether a folded word is one that names of persons have among others, behind another word of a name or without an article."""
    return word in _within() or (behind and word.removeprefix("ال") in _within())


def together(words: tuple[str, ...]) -> int:
    """How many of the folded words that some begin with are one name of the lexicon by more than one word: إبراهيم رئيسي. None: 0."""
    return next((size for size in range(min(_TOGETHER, len(words)), 1, -1) if " ".join(words[:size]) in _persons()), 0)


def is_name(word: str) -> bool:
    """Whether a folded word is a name of persons that the lexicon spells, or one made of such a name (الخالدي)."""
    plain = word.removeprefix("ال")
    if word.startswith(_servant()) and len(word) > 7:
        return True
    if word in _persons() or plain in _persons() or word in grammar("kunya"):
        return True
    return len(plain) > 4 and plain.endswith("ي") and plain[:-1] in _persons()


@lru_cache(_KEPT)
def may_name(word: str) -> bool:
    """Whether a folded word may be part of a name: one that is known, or one that is hardly ever written and no plural."""
    from ..lexicon import load

    if is_name(word):
        return True
    plain = word.removeprefix("ال")
    if (
        len(word) < 2
        or word.endswith(_OWNERS)
        or (word.endswith("وا") and len(word) > 4)  # عرقلوا
        or not all("\u0621" <= letter <= "\u06cc" for letter in word)
        or (plain != word and plain.endswith(_PLURAL))
    ):
        return False
    return max(load().frequency(word), load().frequency(plain)) < _ORDINARY


@lru_cache(_KEPT)
def begins_with_clitic(word: str) -> bool:
    """Whether a folded word that no table has is most likely another with و, ف, ب or ل before it: that one is written far more often."""
    from ..lexicon import load

    if not word.startswith(("و", "ف", "ب", "ل")) or len(word) < 4 or word.startswith("بو") or is_name(word):
        return False
    without = load().frequency("ال" + word[2:] if word.startswith("لل") else word[1:])
    return without > _SEEN and without > (2 if word.startswith("ب") else 10) * load().frequency(word)


def _parted(words: list[str]) -> list[str]:
    """Words of a name, a father's word by itself that is written as one with the name behind it: أبوالفضل, أبوناصر."""
    told: list[str] = []
    for word in words:
        size = next((len(kunya) for kunya in _fathers() if fold_word(word).startswith(kunya)), 0)
        rest = fold_word(word)[size:]
        joined = size and fold_word(word) not in _within() and len(rest) > 2 and (rest.startswith("ال") or rest in _persons())
        told += [word[:size], word[size:]] if joined else [word]
    return told


@cache
def _fathers() -> tuple[str, ...]:
    """The words of three letters that begin a father's name, folded: أبو, أبي."""
    return tuple(word for word in grammar("kunya") if len(word) == 3)


def _by_pairs(words: list[str]) -> list[str]:
    """Words of a name, in Latin letters those that are one name by more than one word."""
    folded, i = tuple(map(fold_word, words)), 0
    told: list[str] = []
    while i < len(words):
        plain = (folded[i].removeprefix("ال"), *folded[i + 1 :])
        exact = together(folded[i:])
        size = exact or together(plain)
        name = _persons()[" ".join((folded[i:] if exact else plain)[:size])] if size else words[i]
        told.append(name if exact or not size else f"al-{name}")  # محمد العبد الله
        i += size or 1
    return told


@lru_cache(_KEPT)
def in_latin(text: str) -> str:
    """A person's name in Latin letters, as news spells it where the lexicon knows it: سليم الجبوري → Salim al-Jubouri."""
    told: list[str] = []
    for word in shape("servant").sub(_servant(), " ".join(_by_pairs(_parted(text.split())))).split():
        folded = fold_word(word)
        if word.isascii():
            told.append(word)
            continue
        plain = folded.removeprefix("ال")
        if told and folded in _particles():
            told.append(_particles()[folded])
        elif folded in _within():
            told.append(_within()[folded])
        elif plain in _within() and plain != folded:
            told.append(_within()[plain] if told and told[-1] == "Al" else f"al-{_within()[plain]}")  # آل الرشيد
        elif plain.endswith("ي") and len(plain) > 4 and plain[:-1] in _persons():
            told.append(("al-" if plain != folded else "") + _persons()[plain[:-1]] + "i")
        elif folded.startswith(_servant()) and len(folded) > 7:
            told.append(f"Abdel{letters(word[5:]).lower()}")
        elif plain != folded and len(plain) > 2:
            told.append(f"al-{letters(word[2:])}")
        else:
            told.append(letters(word))
    line = " ".join(told)
    return line[:1].upper() + line[1:] if not line.startswith("al-") else f"Al-{line[3:]}"


def may_be_surname(word: str) -> bool:
    """Whether a folded word behind a given name is one made with an article: أبو خليل السوداني, رأفت القرشي."""
    if not word.startswith("ال") or word.endswith("ه"):
        return False
    if word in small("no_surnames"):
        return False  # محمد الهارب
    return (adjective(word) is not None and not is_idle(word) and not links(word)) or (word.endswith("ي") and found((word,)) is None)


def _is_verb(word: str) -> bool:
    """Whether a folded word that no list of names has is rather a verb in the present: عبد القادر يشغل."""
    from ..lexicon import load

    if word[:2] in ("سي", "ست") and len(word) > 4 and not is_name(word) and load().frequency(word[1:]) > _SEEN:
        return True  # الجبير سيعقد
    return len(word) == 4 and word[0] == "ي" and not is_name(word) and load().frequency(word[1:]) > _SEEN


class Persons:
    """Reads the names of persons in a description. `words` are folded, `raw` as the text has them."""

    def __init__(self, words: tuple[str, ...], raw: tuple[str, ...]):
        self.words, self.raw = words, raw

    def person(self, i: int) -> Said | None:
        """A title, or none, and a person's name."""
        start = opening("title", self.words, i) or ()
        at = i + len(start)
        title = starts("title")[start] if start else ""
        title, at = self._more_titles(title, at) if start else (title, at)
        country = adjective(self.words[at]) if start and self._tells_whose(at) else None
        again = ""
        if country:
            again, behind = self._more_titles("", at + 1)
            at = behind - 1  # ولي العهد السعودي الأمير
        if not start and i + 2 < len(self.words) and self.words[i].startswith("ال") and demonym(self.words[i]) and is_name(self.words[i + 1]):
            country, title = adjective(self.words[i]), "the"  # المغربي سليم الورداني
        at += 1 if country else 0
        once, at = self._adjective_of_office(at) if start else ("", at)
        named = self.name(at, bool(start))
        if named is None or (_RANKS.issuperset(title.split()) and title and self._ordinal(i + 1)):
            return None  # اللواء الثالث حزم, a brigade
        lead = f"the {country}" if title == "the" else f"{country} {title}" if country and title and not title.startswith("the ") else title
        lead = f"the {country} {title.removeprefix('the ')}" if country and title.startswith("the ") else lead
        once = "former" if again.startswith("former ") else once  # الرئيس اليمني المخلوع
        if once and lead and once not in lead:
            lead = f"the {once} {lead.removeprefix('the ')}" if lead.startswith("the ") else f"{once} {lead}"  # الرئيس الأميركي السابق
        return named._replace(plain=f"{lead} {named.plain}".strip())

    def _adjective_of_office(self, at: int) -> tuple[str, int]:
        """What adjectives between a title and a name tell that changes who is meant, and where they end: السابق, former; not الحالي."""
        once = ""
        while (
            at + 1 < len(self.words)
            and agreeing(self.words[at], True, self.words[at - 1]) is not None
            and (not is_name(self.words[at]) or self._tells_whose(at))
        ):
            en = adjective(self.words[at]) or ""
            once = en if en in english_words("of_office") else once
            at += 1  # الرئيس الحالي
        return once, at

    def _ordinal(self, at: int) -> bool:
        """Whether an ordinal number with a word behind it stands at `at`."""
        return at + 1 < len(self.words) and adjective(self.words[at]) in english_words("ordinal_numbers")

    def _more_titles(self, title: str, at: int) -> tuple[str, int]:
        """A title and where it ends, with those that stand behind it: خادم الحرمين الشريفين الملك."""
        while at < len(self.words) and (more := opening("title", self.words, at)) is not None:
            title, at = starts("title")[more] or title, at + len(more)
        word = self.words[at] if at + 1 < len(self.words) else ""
        beside = starts("title").get((word[1:],)) if word.startswith("و") and title.startswith("the ") else None
        if beside is not None and beside.startswith("the "):
            title, at = f"{title} and {beside.removeprefix('the ')}", at + 1  # الناشطة والمحامية
        return title, at

    def _tells_whose(self, at: int) -> bool:
        """Whether the word behind a title is a nation's or a movement's adjective and no surname: القيادي الحوثي عبد الله."""
        if at + 1 >= len(self.words):
            return False
        word = self.words[at]
        if not word.startswith("ال"):
            return False  # العقيد تركي المالكي
        of_some = (adjective(word) or "")[:1].isupper() and is_name(self.words[at + 1])
        return demonym(word) is not None or of_some

    def name(self, i: int, titled: bool = False) -> Said | None:
        """Words that are nothing but a name of a person."""
        j, sure = i, 0
        while j < len(self.words) and j - i < _PERSON:
            word = self.words[j]
            if size := together(self.words[j:]):
                sure, j = sure + size, j + size
                continue
            known = self._is_known(i, j, titled)
            surname = sure > 0 and may_be_surname(word)
            if (
                is_idle(word)
                or (j == i and titled and word in small("no_surnames"))
                or (j > i and (self._ranked(j) or (found(self.words[j : j + 2]) or _NOTHING).words == 2))
            ):
                if not sure:
                    return None  # الحوثي العميد
                break  # الجندي الآخر, صلاح الدين الدكتور, سليم الأمين العام
            if j > i and self.words[j + 1 : j + 2] and self.words[j + 1] in small("by_birth"):
                break  # سليم المغربي الأصل
            if j > i and self.words[j - 1] == _SON and not _is_verb(word) and word not in prepositions():
                sure, j = sure + 1, j + 1
                continue  # حمد بن وهيط
            last = j == i + 1 == len(self.words) - 1 and ((sure == 1 and not self._other(j)) or (titled and self._surname(j)))
            if last:
                j += 1  # هادي وردان, رضوان لقديم
                break
            if j > i and self._particled(j):
                sure, j = sure + 1, j + 2
                continue  # بارت دو ويفر
            if j > i and self.raw[j - 1] == "آل":
                j += 1  # آل الشيخ
                continue
            if j > i and not known and word.startswith("و") and len(word) > 3:
                break
            if (
                not known
                and not surname
                and (
                    begins_with_clitic(word)
                    or _is_verb(word)
                    or self.begins(j)
                    or not (may_name(word) or ((sure or (titled and not word.endswith(_OWNERS))) and j - i < 3))
                )
            ):
                break
            sure += known
            j += 1
        return self._name_of(i, j, sure, titled)

    def _particled(self, j: int) -> bool:
        """Whether a particle of a foreign name stands at j with a word that no table has behind it: دو ويفر."""
        behind = "".join(self.words[j + 1 : j + 2])
        return self.words[j] in _particles() and len(behind) > 2 and behind not in lexemes() and adjective(behind) is None and may_name(behind)

    def _ranked(self, j: int) -> bool:
        """Whether a rank or Dr stands at j, with a name behind it."""
        return starts("title").get((self.words[j],)) in _RANKS and j + 1 < len(self.words)

    def _is_known(self, i: int, j: int, titled: bool) -> bool:
        """Whether the word at j, of a name that begins at i, is one for sure."""
        if (is_name(self.words[j]) and self.raw[j] != wording("on")) or self.words[j + 1 : j + 2] == (_SON,):
            return True
        return ((titled or j > i) and self.raw[j] != wording("on") and _is_within(self.words[j], j > i)) or (j == i and self.given(i))

    def _name_of(self, i: int, j: int, sure: int, titled: bool) -> Said | None:
        """The words from i to j as a name, of which `sure` are names of persons; None where they may be other words."""
        if i == j:
            return None
        run, first = self.words[i:j], self.words[i]
        alone = len(run) == len(self.words) == 1 and first.endswith("ي") and len(first) > 5  # الحميري: a surname
        if not titled and first.startswith("ال") and not is_name(first) and not alone:
            return None
        if len(run) == 1 and first.startswith("ال") and demonym(first) and titled:
            return None  # الكاتب السعودي
        if len(run) == 1 and in_latin(self.raw[i]) in ("II", "V", "VI"):
            return None  # المتهم الثاني
        if not sure and len(run) > 1 and all(w.endswith(_NO_NAME) for w in run):
            return None  # إخبارية مزيفة
        if not sure and first.startswith("و") and len(first) > 3:
            return None
        if not sure and not titled and (any(w in lexemes() or adjective(w) for w in run) or j < len(self.words)):
            return None
        return Said(in_latin(" ".join(self.raw[i:j])), "name", True, j, True, unsure=not sure and len(run) == 1)

    def clipped(self, j: int, letter: str) -> Self | None:
        """The reader with the letter that begins word j (و، ل، ب) taken off, where the word without it is one."""
        word, raw = self.words[j], self.raw[j]
        if not word.startswith(letter) or (len(word) < 3 and not word[1:].isdecimal()) or word in small("pronouns"):
            return None
        rest, raw_rest = word[1:], raw[1:]
        if letter == "ل" and word.startswith("لل"):
            rest, raw_rest = "ال" + word[2:], "ال" + raw[2:]
        words = (*self.words[:j], rest, *self.words[j + 1 :])
        known = (
            opening("some", words, j) is not None
            or found(words[j:]) is not None
            or actor_called(words[j:]) is not None
            or numerals().is_number(rest)
            or is_name(rest)
        )
        whole = word in lexemes() or is_name(word) or adjective(word) is not None
        if not known or (whole and letter != "ل" and not rest.startswith("ال")):
            return None
        return type(self)(words, (*self.raw[:j], raw_rest, *self.raw[j + 1 :]))

    def given(self, i: int) -> bool:
        """Whether a word is a given name by what stands behind it, whatever else it means: مقرب بن سعد, أمير عزت خان."""
        behind = self.words[i + 1 : i + 2]
        if not behind or behind[0] == _SON:
            return bool(behind)
        if not (is_name(self.words[i]) or self.words[i] in _within()) or self.words[i].startswith("ال"):
            return False
        return may_be_surname(behind[0]) if behind[0].startswith("ال") else is_name(behind[0]) and place_called(behind) is None

    def titled(self, i: int) -> bool:
        return opening("title", self.words, i) is not None

    def _surname(self, j: int) -> bool:
        """Whether a word behind a title and a given name may be a surname, whatever else it means: الدبلوماسي لورانس فولي."""
        word = self.words[j]
        return (
            len(word) > 2
            and not word.startswith("ال")
            and not _is_verb(word)
            and not numerals().is_number(word)
            and word not in prepositions()
            and not peopled(word)
        )

    def _other(self, j: int) -> bool:
        """Whether a word behind a given name is another noun than a surname: a known one, or one with an article behind و or ل."""
        word = self.words[j]
        if (
            word[:1] not in "ول"
            or len(word) < 5
            or word.endswith(("هم", "ها", "نا"))
            or word in small("stop")
            or word in prepositions()
            or _is_verb(word)
            or found((word,)) is not None
            or adjective(word) is not None
            or ((noun := found((word[1:],))) is not None and noun.owned)
        ):
            return True
        rest = word[1:]
        return word.startswith(("لل", "وال")) or rest.startswith("ال") or is_name(rest) or actor_called((rest,)) is not None or rest in countries()

    def begins(self, j: int) -> bool:
        """Whether a noun, a preposition or an adjective stands at j, at which a name ends."""
        word = self.words[j]
        return (
            found((word,)) is not None
            or adjective(word) is not None
            or word in small("one")
            or word in prepositions()
            or numerals().is_number(word)
            or any(self.clipped(j, letter) is not None for letter in ("و", "ل", "ب"))
        )
