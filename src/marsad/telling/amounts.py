"""Amounts in a description: some and many, numbers with what they count, shares."""

from __future__ import annotations

import re
from functools import cache

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .lexemes import Found, found, plural, plural_words
from .persons import Persons
from .said import Said, listed_words, opening, small, starts
from .words import grammar, numerals, vague, wording

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DECIMAL = re.compile(r"\d+[.,٫]\d+$")


class Reading(Persons):
    """What the parts of the reader of descriptions ask of it."""

    def listed(self, i: int, deep: int = 0) -> Said | None:
        """Nouns joined by و."""
        raise NotImplementedError

    def one(self, i: int, deep: int = 0) -> Said | None:
        """One noun with what belongs to it."""
        raise NotImplementedError

    def _actor(self, i: int, deep: int) -> Said | None:
        """An actor or country that the lexicon knows."""
        raise NotImplementedError

    def _noun(self, head: Found, i: int, deep: int) -> Said:
        raise NotImplementedError

    def _hidden(self, j: int) -> Said | None:
        """An actor whose name is a common noun too."""
        raise NotImplementedError

    def _adjectives(self, j: int, definite: bool, before: str) -> tuple[str, int]:
        raise NotImplementedError

    def _part(self, i: int) -> Said | None:
        """A part of a country or a town by its direction."""
        raise NotImplementedError


class Amounts(Reading):
    """Reads words for some and many, numbers with what they count, and shares."""

    def _some(self, i: int, deep: int) -> Said | None:
        """Words for some or many, with what they are of: عدد من المتظاهرين, جميع الأطراف."""
        start = opening("some", self.words, i)
        en = starts("some")[start] if start else vague().get(self.words[i])
        if en is None or i + len(start or (1,)) >= len(self.words):
            return None
        at = i + len(start or (1,))
        at += 1 if start is None and self.words[at] == wording("from") else 0
        of = self.listed(at, deep + 1)
        if of is None:
            return None
        if start is None:
            en = f"{en} of"
        if of.number == "name" or (start and en == "all" and of.number == "told"):
            return of
        if en.endswith("s of") and of.kind == "body" and of.people is False and of.plain.split()[-1] in listed_words("peoples"):
            return Said(f"{en} members of {of.line}", "told", True, of.end, True)  # مئات من قبائل
        if en == "the first" and of.number == "told":
            return of._replace(plain=f"the first {of.plain}")  # أول ثلاث طائرات
        of = self._of_nobody(of, at)
        plain = of.plain
        if of.number == "one" and of.plain == of.head:
            plain = plural(of.plain)
        if en == "all" and of.number == "one" and not of.known and of.head in of.plain.split() and of.plain != of.head:
            return Said(f"every {of.plain}", "told", True, of.end, of.people)
        if en == "all" and of.number == "whole":
            return of
        if of.number == "whole":
            plain = of.line
        if plain.startswith(en):
            return of
        if of.number == "whole":
            en = f"{en} of"
        if en.endswith((" of",)) or en in ("many", "several", "some", "most", "all", "both", "other", "the other", "senior", "various", "leading"):
            return Said(f"{en} {plain}", "told" if en not in ("other", "senior", "leading") else "many", True, of.end, of.people)
        return None

    def _best(self, i: int, deep: int) -> Said | None:
        """A superlative with what it is of: أكبر النقابات, أول طائرة عسكرية."""
        en = starts("superlative").get((self.words[i],))
        of = self.one(i + 1, deep + 1) if en is not None and i + 1 < len(self.words) else None
        if en is None or of is None or of.number not in ("one", "many", "mass") or of.plain.startswith("other "):
            return None
        if of.number == "one":
            return of._replace(plain=f"{en.removeprefix('the ')} {of.plain}", number="whole", known=True, attribute="")
        return of._replace(plain=f"{en} {of.plain}", number="told", known=True, attribute="")

    def _counted(self, i: int, deep: int) -> Said | None:
        """A number with what it counts: ثلاث طائرات, 25 هدفا عسكريا لحماس."""
        lead, at = "", i
        if self.words[i] in small("number") and i + 1 < len(self.words):
            lead, at = "about ", i + 1
        elif self.words[i : i + 2] in {tuple(words.split()) for words in small("more")}:
            lead, at = "more than ", i + 2
        if (share := self._share(at, lead, deep)) is not None:
            return share
        if at + 2 < len(self.words) and _DECIMAL.match(self.words[at]) and self.words[at + 1] in _millions():
            of = self._things(at + 2, deep)
            number = f"{self.words[at].replace(',', '.').replace('٫', '.')} {_millions()[self.words[at + 1]]}"
            return Said(f"{lead}{number} {of.plain}", "told", True, of.end, of.people) if of else None
        if at + 1 < len(self.words) and self.words[at] in small("two_million") and (of := self._things(at + 1, deep)) is not None:
            return Said(f"{lead}two million {of.plain}", "told", True, of.end, of.people)
        count = numerals().read(list(self.words), at) if at < len(self.words) else None
        if count is None or count.min < 2 or count.last >= len(self.words):
            return None
        j = count.last + (1 if self.words[count.last] == wording("from") else 0)
        if lead == "" and count.max is None:
            lead = "at least "
        if j > count.last and (whose := self._body(j, deep)) is not None:
            return Said(f"{lead}{number_word(count.min)} members of {whose.line}", "told", True, whose.end, True)  # 11 من داعش
        if j >= len(self.words) or (of := self._things(j, deep)) is None:
            return None
        told = "people" if of.plain in listed_words("fallen") else of.plain
        if j > count.last and of.plain.endswith("forces"):
            told = f"members of {of.plain}"  # سبعة من قوات الأمن
        among = told.removeprefix("people of ")  # 57 شخصا من النساء والأطفال
        if of.people and (told.islower() or among.split()[-1] in plural_words()):
            told = told if among.startswith(("a ", "an ", "the ")) else among
        return Said(f"{lead}{number_word(count.min)} {told}", "told", True, of.end, of.people)

    def _body(self, j: int, deep: int) -> Said | None:
        """An actor of whose people some are counted, which is no noun of people."""
        if j < len(self.words) and (hidden := self._hidden(j)) is not None:
            return hidden  # اربعة من طالبان
        head = found(self.words[j:])
        return self._actor(j, deep + 1) if j < len(self.words) and (head is None or not head.lexeme.people) else None

    def _share(self, at: int, lead: str, deep: int) -> Said | None:
        """A part in percent of a whole: 40 في المئة من الأراضي."""
        number = self.words[at].replace(",", ".").replace("٫", ".") if at < len(self.words) else ""
        behind = next((n for n in (1, 2) if " ".join(self.words[at + 1 : at + 1 + n]) in small("percent")), 0)
        at += behind + 1
        if not behind or not number.replace(".", "").isdecimal() or at + 1 >= len(self.words) or self.words[at] != wording("from"):
            return None
        of = self.listed(at + 1, deep + 1)
        if of is None:
            return None
        whole = "the " if self.words[at + 1].startswith("ال") and of.number == "mass" else ""
        return Said(f"{lead}{number}% of {whole}{of.line}", "told", True, of.end, of.people)

    def _things(self, j: int, deep: int) -> Said | None:
        """What a number counts, in the plural."""
        head = found(self.words[j:])
        if head is None:
            return None
        lexeme = head.lexeme if head.lexeme.number == "mass" else head.lexeme._replace(number="many")
        return self._of_nobody(self._noun(head._replace(lexeme=lexeme), j, deep + 1), j)

    def _of_nobody(self, of: Said, j: int) -> Said:
        """Members of nobody, who are people: خمسة أفراد."""
        alone = of.plain == "members" and self.words[j].removeprefix("ال") in grammar("one_of_them")
        return of._replace(plain="people", head="people") if alone else of

    def _one_of(self, i: int, deep: int) -> Said | None:
        """One of several: أحد المقاتلين is a fighter."""
        if self.words[i] not in small("one") or i + 1 >= len(self.words):
            return None
        if (best := self._best(i + 1, deep)) is not None:
            return best._replace(plain=f"one of {best.plain}") if best.number == "told" else best
        head = found(self.words[i + 1 :])
        if head is None or head.lexeme.number not in ("many", "one", "two"):
            return None
        said = self._noun(head._replace(lexeme=head.lexeme._replace(number="one")), i + 1, deep + 1)
        return said._replace(known=False)


@cache
def _millions() -> dict[str, str]:
    return {fold_word(ar): en for ar, en in table("nouns")["millions"].items()}


def number_word(n: int) -> str:
    if n >= 1_000_000 and n % 100_000 == 0:
        return f"{n / 1_000_000:g} million"
    return _SMALL[n] if n < len(_SMALL) else f"{n:,}"
