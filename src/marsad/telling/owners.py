"""Whose a noun of a description is: a noun and the noun behind it."""

from __future__ import annotations

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .amounts import Reading
from .latin import latin
from .lexemes import adjective, found, plural
from .names import openers, place_called
from .persons import begins_with_clitic, in_latin, may_name
from .said import Said, links, listed_words, needs, small
from .words import countries, demonym, english_words, grammar

_MOST = 4  # names of which somebody is one
_NO_NAME = ("ه", "ين", "ون", "ات", "تان")  # of a word that no table has: rather an adjective than a name


class Owners(Reading):
    """Reads a noun without article and the noun behind it, whose it is."""

    def _idafa(self, said: Said, deep: int) -> Said | None:
        """A noun without article and the noun behind it, whose it is."""
        j = said.end
        if j >= len(self.words):
            return None
        tied = links(self.words[j]) and not self.words[j].startswith("ال")
        if (tied and j + 1 < len(self.words)) or (said.people and said.number == "many" and self.words[j - 1].endswith(("ون", "ين"))):
            return None  # وحدات تابعة له, مسلحون قرية, متظاهرين شباب
        if (site := self._in_memory(said) or self._beside(said)) is not None:
            return site
        whose = self._behind(said, j, deep)
        if whose is None or (whose.unsure and said.kind != "body" and self.words[j].endswith(_NO_NAME)):
            return self._called(said)
        if whose.unsure and said.kind != "body" and self.words[j].endswith("ي"):
            return None  # قناص قسامي
        if (own := self._of_people(said, whose, self.words[j]) or self._the_same(said, whose, j)) is not None:
            return own
        if said.number == "two" and whose.number == "name":
            return self._two(said, whose)
        said, whose = self._ruling(said, whose, deep)
        fixed = whose.known or whose.number in ("name", "whole", "told")
        told, end = self._adjectives(whose.end, fixed, self.words[j - 1])
        plain = f"{told} {said.plain}".strip()
        if self._compound(said, whose):
            if end < len(self.words) and self.words[end].startswith("ال") and not whose.people and whose.number == "one":
                return None  # قرى جبل الأربعين: a mountain by its name
            plain = f"{told} {before(whose)} {said.plain}".strip()
            return said._replace(plain=plain, known=fixed, end=end, attribute=plain if not told and said.number == "one" else "", made=True)
        if (named := self._at_work(said, whose, told, j) or self._by_name(said, whose, told)) is not None:
            return named._replace(end=end)
        if whose.head == "country" and (said.kind in ("office", "whole", "body") or self.raw[j].endswith(("ه", "ها", "هم"))):
            inside = whose.plain.removeprefix("country")  # in Damascus
            return said._replace(plain=f"{said.plain}{inside}", known=True, end=whose.end, attribute="")  # وزارة داخلية بلادهم
        plain = self._as_whose(said, whose, plain, j)
        line = f"the {whose.plain}" if whose.number == "one" and whose.known else whose.line
        some = said.head in english_words("some_people") and whose.people and whose.number == "many" and not whose.known
        return said._replace(plain=f"{plain} of {line}", known=not some, end=end, attribute="")

    def _as_whose(self, said: Said, whose: Said, plain: str, j: int) -> str:
        """What people are by whose they are: families of soldiers, residents of a town, fighters of Saleh."""
        if whose.people and said.plain in small("kin"):
            return "families"
        if said.plain in ("member", "members") and whose.people and whose.number == "name":
            return plain.replace("member", "fighter")  # عناصر صالح
        return "residents" if said.plain == "sons" and whose.number == "name" and place_called(self.words[j:]) is not None else plain  # أبناء الحديدة

    def _behind(self, said: Said, j: int, deep: int) -> Said | None:
        """The noun behind a noun, or the name of whom or what it is."""
        if self.words[j] in small("house_of") and j + 1 < len(self.words):
            return Said(f"Albu {latin(self.raw[j + 1])}", "name", True, j + 2)  # عشيرة البو فهد
        whose = self._hidden(j) if said.people or said.head in ("organisation", "movement") or said.plain in ("organisations", "movements") else None
        return whose or self._named_division(said, j) or self._named_settlement(said, j) or self.one(j, deep + 1)

    def _ruling(self, said: Said, whose: Said, deep: int) -> tuple[Said, Said]:
        """Who heads a country is its president; of several countries each has one of those who are named before them."""
        if said.plain == "head" and whose.number == "name" and whose.line.removeprefix("the ") in countries().values():
            said = said._replace(plain="president", head="president")
        of_each = said.people and said.number in ("two", "many") and whose.number == "name"
        return said, self._all_of(whose, deep) if of_each else whose

    def _all_of(self, whose: Said, deep: int) -> Said:
        """Countries or actors by their names, of each of whom somebody is one: وزراء خارجية قطر وتركيا وإيران."""
        names = [whose.line]
        while len(names) < _MOST and (clipped := self.clipped(whose.end, "و") if whose.end < len(self.words) else None) is not None:
            more = clipped._actor(whose.end, deep + 1)
            if more is None:
                break
            names, whose = [*names, more.line], more
        return whose if len(names) == 1 else Said(f"{', '.join(names[:-1])} and {names[-1]}", "told", True, whose.end)

    def _beside(self, said: Said) -> Said | None:
        """A thing by the direction in which it lies from a town or in a country: مخيم شمالي حماة."""
        j = said.end
        if (
            said.people
            or said.number not in ("one", "many")
            or self.words[j] not in grammar("directions")
            or place_called(self.words[j:]) is not None
        ):
            return None
        if (part := self._part(j)) is None:
            return None
        towards, _, place = part.plain.partition(" ")
        where = f"in {part.plain}" if place in countries().values() else f"{towards.removesuffix('ern')} of {place}"
        return said._replace(plain=f"{said.plain} {where}", end=part.end, attribute="")

    def _named_settlement(self, said: Said, j: int) -> Said | None:
        """A town by its name, whatever else the name means: بلدة حوار."""
        if said.head in english_words("called_by_nouns") and said.number == "one" and self.words[j].startswith("ال"):
            size = 1
            while j + size < len(self.words) and self.words[j + size].startswith("ال") and adjective(self.words[j + size]) is not None:
                size += 1  # حي المطار القديم
            place = place_called(self.words[j:])
            named = place if place is not None and place[1] >= size else (latin(" ".join(self.raw[j : j + size])), size)
            return Said(named[0], "name", True, j + named[1])
        if said.number == "two" and said.head in map(plural, english_words("settled_by_one")):
            place = place_called(self.words[j:])
            return Said(place[0], "name", True, j + place[1]) if place is not None else None  # بلدتي كفريا والفوعة
        if said.head not in english_words("settled_by_one") or said.number != "one":
            return None
        place = place_called(self.words[j:], "town")
        if place is not None:
            return Said(place[0], "name", True, j + place[1])
        if self.words[j] in openers():
            return Said(latin(" ".join(self.raw[j : j + 2])), "name", True, min(j + 2, len(self.words)))  # أم الفرسان
        noun = found(self.words[j:])
        common = noun is not None and not noun.owned and not self.words[j].startswith("ال") and noun.words == 1
        return Said(latin(self.raw[j]), "name", True, j + 1) if common else None

    def _in_memory(self, said: Said) -> Said | None:
        """A site that is called after a cause: مستشفى الثورة, قاعدة الحرية الجوية."""
        j = said.end
        if said.number != "one" or self.words[j] not in grammar("of_memory"):
            return None
        if said.plain in english_words("of_names"):
            return said._replace(plain=f"{latin(self.raw[j])} {said.plain.capitalize()}", number="name", known=True, end=j + 1, attribute="")
        if said.plain not in english_words("kinds_behind"):
            return None
        told, end = self._adjectives(j + 1, True, self.words[j])
        return said._replace(plain=" ".join(filter(None, (latin(self.raw[j]), told, said.plain))), number="whole", known=True, end=end, attribute="")

    def _at_work(self, said: Said, whose: Said, told: str, j: int) -> Said | None:
        """A thing and the work that it is for: سفن إنقاذ المهاجرين, migrant rescue ships. What work is on is told where one or two words say it."""
        if whose.head not in listed_words("of_work") or said.kind not in ("noun", "people", "body", "mass") or said.head in listed_words("of"):
            return None
        on, noun = whose.plain.partition(f"{whose.head} of ")[2], found(self.words[j + 1 :])
        if noun is not None and noun.lexeme.number in ("many", "two"):
            on = on.removesuffix(plural(noun.lexeme.en)) + noun.lexeme.en if on.endswith(plural(noun.lexeme.en)) else ""
        on = on if on and len(on.split()) <= 2 and not on.startswith(("a ", "an ", "the ")) else ""
        work = whose.plain if whose.made else f"{on} {whose.head}".strip()
        plain = " ".join(filter(None, (told, work, said.plain)))
        return said._replace(plain=plain, known=said.people or said.kind == "body", attribute="", made=True)

    def _by_name(self, said: Said, whose: Said, told: str) -> Said | None:
        """A body behind its name: the Ward movement, the Al-Subaiha tribes; جماعة الحوثي, the Houthi group."""
        if whose.people and whose.known and whose.number == "one" and whose.plain.istitle() and said.kind == "body":
            return said._replace(plain=f"{told} {whose.plain} {said.plain}".strip(), known=True, attribute="")
        if whose.number != "name":
            return None
        if said.head in listed_words("peoples"):
            return said._replace(plain=f"{whose.plain} {said.plain}", number="whole", attribute="")
        if said.head in english_words("divisions") and not whose.people and not whose.plain.startswith("the "):
            alone = said.head not in ("area", "region")
            return said._replace(plain=f"{whose.plain} {said.plain}", number="name" if alone else "whole", attribute="")  # محافظة البصرة
        if said.head == "square" and not told:
            return said._replace(plain=f"{whose.plain.removeprefix('the ')} Square", number="name", attribute="")  # ساحة الأمم المتحدة
        if said.head in english_words("met_at") and not whose.people and not told and not whose.plain.startswith("the "):
            return said._replace(plain=f"{whose.plain} {said.plain}", known=True, attribute="")  # مؤتمر بروكسل
        if said.plain in ("battalions", "brigades") and whose.people and not told and whose.plain[:1].isupper():
            return said._replace(plain=f"{whose.plain} {said.plain.capitalize()}", number="whole", known=True, attribute="")  # كتائب أحرار الجليل
        if said.head == "family" and said.number == "one" and whose.people and " " not in whose.plain:
            return said._replace(plain=f"{whose.plain} family", known=True, attribute="")  # عائلة الوردان
        if said.head in english_words("named_before") and whose.people and not told:
            return said._replace(plain=f"{whose.plain} {said.plain.capitalize()}", number="name", attribute="")  # جامعة عثمان غازي
        if said.head in english_words("kinds_behind") and not whose.plain.startswith("the "):
            kinds = " ".join(word for word in told.split() if word in english_words("kinds_of_site"))
            which = " ".join(word for word in told.split() if word not in english_words("kinds_of_site"))
            name = f"{which[:1].upper()}{which[1:]} {whose.plain}".strip()
            return said._replace(plain=" ".join(filter(None, (name, kinds, said.plain))), number="whole", attribute="")  # مخيم مريم, حي بغداد الجديدة
        if said.head not in listed_words("behind_names"):
            return None
        return said._replace(plain=f"{told} {whose.plain.removeprefix('the ')} {said.plain}".strip(), known=True, attribute="")

    def _the_same(self, said: Said, whose: Said, j: int) -> Said | None:
        """People behind people who are the same, or whose deputy they are: مغربي متهم, 40 شخصا مشتبها به."""
        if said.people and whose.people and self._same_people(whose, j):
            return said._replace(end=whose.end)
        if said.plain == "member of parliament" and whose.people and whose.number == "one":
            return said._replace(plain=f"deputy {whose.plain}", known=whose.known, end=whose.end, attribute="")  # نائب المتحدث
        if said.plain not in ("person", "people", "man", "men") or not whose.people or whose.number != "one" or whose.known:
            return None
        plain = whose.plain if said.plain in ("person", "man") else plural(whose.plain)
        return said._replace(plain=plain, head=whose.head, end=whose.end, attribute="")

    def _same_people(self, whose: Said, j: int) -> bool:
        """Whether people behind people are the same: مغربي متهم, مسلحين مؤيدين."""
        nation = demonym(self.words[j - 1]) and not whose.known and not self.words[j].startswith("ال")
        return bool(nation) or all(self.words[n].endswith(("ين", "ون", "ان")) for n in (j - 1, j))

    def _of_people(self, said: Said, whose: Said, word: str) -> Said | None:
        """People and things of a people or of civilians: Bedouin sheikhs, a Shia mosque, civilian houses."""
        if not whose.people or whose.number != "many" or whose.plain != whose.head or said.head in listed_words("of") or said.plain in needs():
            return None
        en = "civilian" if whose.head == "civilians" else adjective(word) or ""
        if said.kind not in ("people", "noun") or not (en[:1].isupper() or (en == "civilian" and not said.people)):
            return None
        return said._replace(plain=f"{en} {said.plain}", known=said.people and whose.known, end=whose.end, attribute="")

    def _named_division(self, said: Said, j: int) -> Said | None:
        """A division by its name, whatever else the name means: ولاية الجزيرة, ولاية القصرين."""
        if said.head not in english_words("divisions") or said.number != "one" or not self.words[j].startswith("ال"):
            return None
        place = place_called(self.words[j:], "town")
        return Said(place[0], "name", True, j + place[1]) if place is not None and self.words[j] not in grammar("no_own_names") else None

    def _hidden(self, j: int) -> Said | None:
        """An actor whose name is a common noun too, behind its people: عناصر القاعدة."""
        en = next((en for en, words in table("sentences")["grammar"]["as_doers"].items() if self.words[j] in map(fold_word, words)), None)
        return Said(en, "name", True, j + 1) if en else None

    def _and_town(self, j: int) -> Said | None:
        """A town behind و, by its name: قريتي كفريا والفوعة."""
        if j >= len(self.words) or not self.words[j].startswith("و"):
            return None
        place = place_called((self.words[j][1:], *self.words[j + 1 :]))
        return Said(place[0], "name", True, j + place[1]) if place is not None else None

    def _two(self, said: Said, whose: Said) -> Said:
        """Two places by their names: قريتي كفريا والفوعة."""
        clipped = self.clipped(whose.end, "و") if whose.end < len(self.words) else None
        other = clipped.one(whose.end, 1) if clipped is not None else self._and_town(whose.end)
        if other is None or other.number != "name":
            return said
        if said.head.removesuffix("s") in listed_words("behind_names"):
            names = f"{whose.line} and {other.plain.removeprefix('the ')}"
            return said._replace(plain=f"{names.removeprefix('the ')} {said.plain}", number="whole", end=other.end, attribute="")
        return said._replace(plain=f"{said.plain} of {whose.line} and {other.line}", number="whole", end=other.end, attribute="")

    def _compound(self, said: Said, whose: Said) -> bool:
        """Whether the second noun stands before the first in English: an aid convoy, weapons depots."""
        if (
            not whose.attribute
            or whose.head == "country"  # حكومة بلادهم
            or whose.attribute.startswith("both ")
            or (said.plain in needs() and not said.people)
            or len(whose.attribute.split()) > 2
        ):
            return False
        if whose.number == "mass":
            return whose.plain == whose.attribute and not whose.plain.endswith("forces")
        if whose.people or whose.number not in ("one", "many", "whole") or (whose.plain != whose.head and not whose.made):
            return False
        if whose.known or said.people:
            return said.kind in ("noun", "people", "body") and said.head not in listed_words("of") and whose.head not in listed_words("not_before")
        return True

    def _called(self, said: Said) -> Said | None:
        """A body or a place and its own name, which no table has: حزب الإنصاف is the Insaf party."""
        j = said.end
        if (
            said.kind != "body"
            or (said.number != "one" and said.plain not in listed_words("peoples"))
            or self.begins(j)
            or adjective(self.words[j])
            or not may_name(self.words[j].removeprefix("ال"))
            or (self.raw[j].startswith("ل") and begins_with_clitic(self.words[j]))
        ):
            return None
        name = in_latin(self.raw[j].removeprefix("ال"))
        plain = (
            f"{name} {said.plain}"
            if said.head in listed_words("behind_names") or said.plain in listed_words("peoples")
            else f"{said.plain} of {in_latin(self.raw[j])}"
        )
        return said._replace(plain=plain, known=True, end=j + 1, attribute="")


def before(whose: Said) -> str:
    """A noun as it stands before another one: air defence positions."""
    one: str = table("nouns")["as_attribute"].get(whose.attribute, whose.attribute)
    return one
