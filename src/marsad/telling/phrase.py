"""English of an Arabic description, made by grammar: nouns with their adjectives, idafa, numbers, prepositions. Names of persons in it are
read by `persons.py`.

What cannot be said in English is left out from the end; where nothing is left the description has no English.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .latin import latin
from .lexemes import Found, adjective, adjective_of_two, common_adjectives, found, lexemes, plural, uncapped
from .names import actor_called, place_called
from .persons import KUNYA, Persons, begins_with_clitic, in_latin, is_name, may_name
from .said import Said, agreeing, behind, is_idle, kin, links, needs, peopled, small, starts
from .words import by_nation, countries, demonym, english_words, forms, grammar, numerals, vague, with_article, written

_KEPT = 1 << 12
_BREAK = re.compile(r"(?<!\d)[،,]|[،,](?!\d)|[:؛;()\[\]{}/\\|…]|\.(?:\s|$)| - ")
_NAMED = re.compile(r"([\u0621-\u0652]+)[،,] ([\u0621-\u0652]+)")
_HONORIFIC = re.compile(r"(?<![\u0621-\u0652])(?:أ\.د|د|أ|م)\. ")
_MOST = 3  # nouns joined by "and"
_DEEP = 4  # nouns one of the other
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINAL = re.compile(r"(first|second|third|former) ")
_NO_NAME = ("ه", "ين", "ون", "ات", "تان")  # of a word that no table has: rather an adjective than a name
_DECIMAL = re.compile(r"\d+[.,٫]\d+$")
_VERB = re.compile(r"و\w{3,}و(?:ه|ها|هم|هما)$")  # وخطفوهما
_TWICE = re.compile(r"\b([a-z]+) \1\b")  # riot police police officers
_MEMBERS = re.compile(
    r"(?P<some>(?:an? |many |several |some |\d[\d,]* |\w+ of |(?:at least |about |more than )?(?:two|three|four|five|six|seven|eight|nine) )*)(?:(?P<which>[\w-]+) )?member(?P<many>s)?"
)
_AGAIN = re.compile(r"^(?:the |an? )?(\w+) of (the [\w' -]+ \1)$")  # the movement of the Hirak movement
_RULE = re.compile(r"(?:\bthe )?(\b[A-Z][a-z]+) verdict\b")  # الحكم الروسي
_TERRITORY = re.compile(r"(\b[A-Z][a-z]+) lands?\b")  # الأراضي السورية
_PARENTHESIS = re.compile(r"\s*\([^()]*\)$")


@lru_cache(_KEPT)
def phrase(text: str) -> str | None:
    """The English of a description, or None."""
    raw = words_of(text)
    folded = tuple(map(fold_word, raw))
    said = _Reader(folded, tuple(raw)).listed(0) if raw and not (len(raw) == 1 and folded[0] in grammar("empty")) else None
    if said is None or said.plain in needs() or said.plain in kin() or (said.number == "told" and said.plain.split()[-1] in kin() and _owned(raw)):
        return None
    if (
        said.kind in ("noun", "people")
        and said.number == "one"
        and said.head not in english_words("governing")
        and (said.attribute == said.head or _one_of_many(said, folded))
        and not _ORDINAL.match(said.plain)
    ):
        said = said._replace(known=False)  # the house that was told before is a house to who reads this alone
    line = _RULE.sub(r"\1 rule", _TWICE.sub(r"\1", said.line))
    line = _TERRITORY.sub(r"\1 territory", line)
    line = _AGAIN.sub(r"\2", line)
    for words, one in table("nouns")["as_one"].items():
        line = line.replace(words, one)
    return _unowned(line) if any(fold_word(w).removeprefix("ال") in grammar("elements") for w in raw) else line


def _unowned(line: str) -> str:
    """Members of nobody who is told: fighters (عناصر), foreign elements (عناصر أجنبية)."""
    told = _MEMBERS.fullmatch(line)
    if told is None:
        return line
    some, which, many = told["some"] or "", told["which"], bool(told["many"])
    if not which:
        return f"{some}fighter{'s' if many else ''}"
    return f"{some}{which} {'elements' if many else 'member'}" if which in common_adjectives() else line


def _one_of_many(said: Said, words: tuple[str, ...]) -> bool:
    """Whether a person or what moves is told by adjectives alone: الصحفي الروسي is one to who reads this alone, المرشد الأعلى is the one."""
    movable = said.kind == "noun" and said.head.split()[-1] in english_words("movable")
    if (
        not (movable or said.kind == "people")
        or said.head.split()[-1] in english_words("of_all")
        or not all(word.startswith("ال") and adjective(word) is not None for word in words[1:])
    ):
        return False
    return english_words("of_the_one").isdisjoint(said.plain.split())


def _owned(words: list[str]) -> bool:
    """Whether a pronoun tells whose some people are: ثلاثة من أبنائه."""
    return any((told := found((fold_word(word),))) is not None and told.owned for word in words)


@lru_cache(_KEPT)
def person(text: str) -> str | None:
    """The name of a person in Latin letters with the title before it, or None where the words are none."""
    raw = words_of(text)
    reader = _Reader(tuple(map(fold_word, raw)), tuple(raw))
    said = reader.person(0) if raw else None
    return said.line if said is not None else None


def words_of(text: str) -> list[str]:
    """The words of a description, up to a mark, or to a word at which another sentence begins."""
    kept: list[str] = []
    text = _NAMED.sub(_with_name, _HONORIFIC.sub("", text))
    for word in _BREAK.split(written(text), maxsplit=1)[0].split():
        if kept and (fold_word(word) in small("stop") or _VERB.match(word)):
            break
        if kept and word in table("nouns")["grammar"]["stop_as_written"] and (_singular(kept[-1]), fold_word(word)) not in behind():
            break
        kept.append(word)
    kept = _agreed(_by_name(kept))
    kept = _without_to(kept)
    if kept and found((fold_word(kept[0]),)) is None and found((fold_word(f"و{kept[0]}"),)) is not None and not is_name(fold_word(kept[0])):
        kept[0] = f"و{kept[0]}"  # وزيرا, from which و was taken for "and"
    return kept


def _without_to(words: list[str]) -> list[str]:
    """The words without the ل that ties the first one to words before it: لعمالها, لقوات النظام."""
    if not words or not words[0].startswith("ل") or len(words[0]) < 4 or found((fold_word(words[0]),)) is not None:
        return words
    noun = found((fold_word(words[0][1:]),))
    if noun is None or not (noun.owned or len(words) > 1) or _names_whole(fold_word(words[0])):
        return words
    article = "ال" if len(words) > 1 and words[1].startswith("ال") and adjective(fold_word(words[1])) is not None and not noun.owned else ""
    return [f"{article}{words[0][1:]}", *words[1:]]


def _names_whole(word: str) -> bool:
    """Whether a folded word is an actor, a country or a person by itself."""
    return actor_called((word,)) is not None or is_name(word)


def _agreed(words: list[str]) -> list[str]:
    """The words without an article that the nation behind a noun has by mistake: ميليشيات الروسية."""
    if (
        len(words) != 2
        or words[0].startswith("ال")
        or not (words[1].startswith("ال") and words[1].endswith("ية"))
        or fold_word(words[1]) in countries()
    ):
        return words  # علماء السعودية
    noun, nation = found((fold_word(words[0]),)), adjective(fold_word(words[1])) or ""
    if noun is None or noun.owned or noun.lexeme.number != "many" or not nation[:1].isupper():
        return words
    return [words[0], words[1][2:]]


def _by_name(words: list[str]) -> list[str]:
    """The words without whose kin somebody is who is named: ابن أخته سليم الورداني."""
    at = 1 if len(words) > 2 and fold_word(words[0]) in ("ابن", "بنت") else 0
    told = found((fold_word(words[at]),)) if len(words) > at + 1 else None
    is_kin = told is not None and told.owned and told.lexeme.en in kin()
    behind = words[at + 1 :]
    if len(behind) > 1 and adjective(fold_word(behind[0])) in english_words("which_child"):
        behind = behind[1:]  # نجله الثاني سليم
    return behind if is_kin and is_name(fold_word(behind[0])) else words


def _with_name(comma: re.Match[str]) -> str:
    """A comma between what somebody is and his name falls away: الرئيس الفلبيني، رودريغو دوتيرتي."""
    before, behind = fold_word(comma[1]), fold_word(comma[2])
    is_his = is_name(behind) and not is_name(before) and found((behind,)) is None
    return f"{comma[1]} {comma[2]}" if is_his else comma[0]


def _singular(word: str) -> str:
    """A participle without article and ending: محسوبين → محسوب."""
    plain = fold_word(word).removeprefix("ال")
    return next((plain.removesuffix(end) for end in ("ه", "ين", "ون") if plain.endswith(end)), plain)


@cache
def _millions() -> dict[str, str]:
    return {fold_word(ar): en for ar, en in table("nouns")["millions"].items()}


@cache
def _peoples() -> frozenset[str]:
    """Bodies of which hundreds are some of their people: tribes."""
    return frozenset(table("nouns")["grammar"]["peoples"])


def _is_common(word: str, deep: int) -> bool:
    """Whether a word that names an actor is rather a noun: the resistance, whose it is not told."""
    noun = lexemes().get(word[2:]) if word.startswith("ال") else None
    return (word in lexemes() and deep == 0) or (noun is not None and not noun.people)


@cache
def _of() -> frozenset[str]:
    """Nouns that are "of" what they belong to: a part of the army."""
    return frozenset(table("nouns")["grammar"]["of"])


@cache
def _not_before() -> frozenset[str]:
    """Nouns that stand behind "of": the mosque of the city."""
    return frozenset(table("nouns")["grammar"]["not_before"])


@cache
def _behind_names() -> frozenset[str]:
    """Nouns that stand behind a name: the Ward movement."""
    return frozenset(table("nouns")["grammar"]["behind_names"])


def _before(whose: Said) -> str:
    """A noun as it stands before another one: air defence positions."""
    one: str = table("nouns")["as_attribute"].get(whose.attribute, whose.attribute)
    return one


def _of_all(parts: list[Said], more: Said, noun: Found | None, definite: bool) -> str:
    """The adjective behind the last of two nouns that tells of both: المدن والبلدات العراقية. Empty for none."""
    first = parts[0]
    both = definite and len(parts) == 1 and first.number == more.number == "many" and first.kind == more.kind and first.kind in ("noun", "body")
    if not both or noun is None or not noun.definite or not first.attribute or first.attribute == more.attribute:
        return ""
    last = plural(noun.lexeme.en)
    return more.plain.removesuffix(f" {last}") if more.plain.endswith(f" {last}") else ""


def _same_person(parts: list[Said], more: Said, noun: Found | None) -> Said | None:
    """One person by two offices and his name, or the deputy of the one before: رئيس الأركان ونائب الوزير الفريق فلان, الرئيس ونائبه."""
    if len(parts) > 1 or not parts[0].people or parts[0].number not in ("one", "whole") or noun is None:
        return None
    if noun.owned and noun.lexeme.en == "member of parliament":
        return parts[0]._replace(plain=f"{parts[0].line} and a deputy", number="told", end=more.end)
    office = parts[0].kind == "office" and noun.lexeme.people and noun.lexeme.number == "one" and noun.lexeme.en not in english_words("sovereigns")
    return more if office and more.people and more.number == "name" else None


class _Reader(Persons):
    """Reads one description. `words` are folded, `raw` as the text has them."""

    def listed(self, i: int, deep: int = 0) -> Said | None:
        """Nouns joined by و: قرى وبلدات."""
        first = self.one(i, deep)
        if first is None:
            return None
        parts, end = [first], first.end
        while end < len(self.words) and len(parts) < _MOST and (clipped := self.clipped(end, "و")) is not None:
            more = clipped.one(end, deep)
            if more is None or ((more.plain in needs() or more.plain.split()[-1] in kin()) and not more.known):
                break
            if parts[0].plain in kin() and len(parts) == 1:
                return None  # زوجته وثلاثة من أبنائه: whose
            if parts[0].line[0].isdigit() and more.number == "one" and not more.known and more.plain == more.head and self.raw[end].endswith("ا"):
                more = more._replace(plain=plural(more.plain), number="many")  # 16 مدرسا وطالبا
            noun = clipped._head(end)
            if told := _of_all(parts, more, noun, self.words[end - 1].startswith("ال")):
                parts = [parts[0]._replace(plain=f"{told} {parts[0].plain}")]
                more = more._replace(plain=more.plain.removeprefix(f"{told} "))
            if (person_ := _same_person(parts, more, noun)) is not None:
                parts = [person_]
            elif more.head and more.head == parts[-1].plain:
                parts[-1] = more  # حكماء وعقلاء درنة: elders of Derna
            elif more.line not in [p.line for p in parts]:
                parts.append(more)
            end = more.end
        if len(parts) == 1:
            return parts[0]._replace(end=end)
        line = ", ".join(p.line for p in parts[:-1]) + f" and {parts[-1].line}"
        return Said(line, "told", any(p.known for p in parts), end, all(p.people for p in parts))

    def one(self, i: int, deep: int = 0) -> Said | None:
        """One noun with what belongs to it, a name, or a number of things."""
        while i < len(self.words) and self.words[i] in small("demonstrative"):
            i += 1
        if i >= len(self.words) or deep > _DEEP:
            return None
        if self.words[i] in grammar("states_of") and i + 1 < len(self.words) and self.words[i + 1] in countries():
            i += 1  # دولة الكويت
        if (part := self._part(i)) is not None:
            return part
        for read in (self._actor, self._some, self._counted, self._one_of):
            if (said := read(i, deep)) is not None:
                return said
        head = self._head(i)
        if head is None and (town := self._town(i, deep)) is not None:
            return town
        if (head is None or self.titled(i) or self.words[i] in KUNYA or self.given(i)) and (named := self.person(i)) is not None:
            return named
        return self._noun(head, i, deep) if head is not None else None

    def _part(self, i: int) -> Said | None:
        """A part of a country or a town by its direction: شمال إسرائيل."""
        if self.words[i] not in grammar("directions"):
            return None
        towards = adjective(f"{self.words[i].removesuffix('ي')}ي")
        if self.words[i + 1 : i + 2] and self.words[i + 1] in grammar("directions"):
            towards = adjective_of_two(*(f"{w.removesuffix('ي')}ي" for w in self.words[i : i + 2]))
            i += 1
        place = place_called(self.words[i + 1 :], "town") if towards and i + 1 < len(self.words) else None
        return Said(f"{towards} {place[0]}", "name", True, i + 1 + place[1]) if place is not None else None

    def _head(self, i: int) -> Found | None:
        """The noun at i; شقيقه, which is folded as شقيقة is, is his."""
        head = found(self.words[i:])
        if head is not None and head.words == 1 and self.raw[i].endswith("ه") and (bare := found((self.words[i][:-1],))) is not None:
            return bare._replace(owned=True, definite=True)
        return head

    def _town(self, i: int, deep: int) -> Said | None:
        """A town, or by itself one that stands for its government: بيونغيانغ."""
        if is_name(self.words[i]) or adjective(self.words[i]):
            return None
        place = place_called(self.words[i:], "town" if deep else "great")
        return Said(place[0], "name", True, i + place[1]) if place else None

    def _noun(self, head: Found, i: int, deep: int) -> Said:
        """A noun and what stands behind it: adjectives, whose it is, where it belongs."""
        lexeme, j = head.lexeme, i + head.words
        plain = plural(lexeme.en) if lexeme.number in ("two", "many") else lexeme.en
        told, j = self._adjectives(j, head.definite, self.words[i])
        if lexeme.en == "head" and lexeme.number == "one" and told not in ("", "public", "general") and head.definite:
            lexeme, plain = lexeme._replace(en="president"), "president"  # الرئيس الصومالي
        if not lexeme.people:
            told = " ".join(table("nouns")["of_things"].get(word, word) for word in told.split())
        plain = f"young {told} {plain.removeprefix('young ')}" if told and plain.startswith("young ") else f"{told} {plain}".strip()
        if lexeme.en in ("plane", "aircraft") and (unmanned := self._unmanned(j)):
            plain, j = f"{told} {plural('drone') if lexeme.number in ('two', 'many') else 'drone'}".strip(), j + unmanned
        if lexeme.en == "person" and j - i == head.words + 1 and (nation := demonym(self.words[j - 1])) is not None:
            plain = forms(nation)[1][lexeme.number != "one"]  # شخص تونسي
        attribute = plain if lexeme.number == "mass" else "" if told else lexeme.en
        if lexeme.number == "whole" and lexeme.en[0].isupper():
            return Said(plain, "whole", True, j, False, "", plain, lexeme.kind)  # حزب العدالة والتنمية, by its name
        if lexeme.number == "two" and " and " in told and head.definite:
            return Said(plain, "whole", True, j, lexeme.people, "", plain, lexeme.kind)  # السفارتين السعودية واليمنية
        said = Said(plain, lexeme.number, head.definite and not head.owned, j, lexeme.people, attribute, plain, lexeme.kind)
        if not told and not head.owned and not head.definite and self._linked(j)[0] is None:
            said = self._idafa(said, deep) or said
        if said.end < len(self.words):
            said = self._apposed(said) or self._belonging(said, deep) or said
            said = self._apposed(said) or said
        return said

    def _unmanned(self, j: int) -> int:
        """How many words at j tell that an aircraft has no pilot: بدون طيار, مسيرة."""
        if self.words[j : j + 2] in (("بدون", "طيار"), ("دون", "طيار")):
            return 2
        return int(j < len(self.words) and self.words[j].removeprefix("ال") in ("مسيره", "مسيرتين", "مسيرتان", "مسيرات"))

    def _adjectives(self, j: int, definite: bool, before: str) -> tuple[str, int]:
        """The English of the adjectives at j that agree with a noun, the nearest last, and where they end."""
        told: list[str] = []
        while j < len(self.words) and self._linked(j)[0] is None:
            word = self.words[j]
            if self.raw[j] in ("قوى", "القوى") or (j + 1 < len(self.words) and f"{word} {self.words[j + 1]}" in countries()):
                break  # زعيم كوريا الشمالية
            if j + 1 < len(self.words) and self.words[j + 1] in small("pronouns"):
                break  # التابعة لها: whose they are is not told here
            two = (adjective_of_two(word, self.words[j + 1]) if j + 1 < len(self.words) else None) or self._negated(j)
            if two is not None:
                told.append(two)
                j += 2
                continue
            en = agreeing(word, definite, before)
            en = en if en is not None else self._number_behind(word, definite)
            joined = False
            if en is None and told and word.startswith("و") and (en := agreeing(word[1:], definite, before)) is not None:
                joined = True
            if en is None:
                break
            if joined and told:
                told[-1] = f"{told[-1]} and {en}"
            elif en and word.removeprefix("ال").removesuffix("ه") not in small("idle"):
                told.append(en)
            j += 1
        return " ".join(sorted(reversed(told), key=lambda en: en not in _SMALL)), j  # six major powers

    def _number_behind(self, word: str, definite: bool) -> str | None:
        """A number behind its noun: الدول الست."""
        count = (
            numerals().read([word.removeprefix("ال")], 0)
            if definite and word.startswith("ال") and numerals().is_number(word.removeprefix("ال"))
            else None
        )
        return _number(count.min) if count is not None and count.min == count.max and 2 < count.min < len(_SMALL) else None

    def _negated(self, j: int) -> str | None:
        if self.words[j] != "غير" or j + 1 >= len(self.words):
            return None
        en = adjective(self.words[j + 1])
        return f"non-{en}" if en else None

    def _idafa(self, said: Said, deep: int) -> Said | None:
        """A noun without article and the noun behind it, whose it is."""
        j = said.end
        if j >= len(self.words):
            return None
        tied = links(self.words[j]) and not (self.words[j].startswith("ال") and peopled(self.words[j]))
        if (tied and j + 1 < len(self.words)) or (said.people and said.number == "many" and self.words[j - 1].endswith("ون")):
            return None  # وحدات تابعة له, مسلحون قرية
        if (site := self._in_memory(said)) is not None:
            return site
        whose = self._hidden(j) if said.people or said.head == "organisation" or said.plain == "organisations" else None
        whose = whose if whose is not None else self.one(j, deep + 1)
        if whose is None or (whose.unsure and said.kind != "body" and self.words[j].endswith(_NO_NAME)):
            return self._called(said)
        if whose.unsure and said.kind != "body" and self.words[j].endswith("ي"):
            return None  # قناص قسامي
        if (own := self._of_people(said, whose, self.words[j])) is not None:
            return own
        if said.people and whose.people and self._same_people(whose, j):
            return said._replace(end=whose.end)
        if said.number == "two" and whose.number == "name":
            return self._two(said, whose)
        fixed = whose.known or whose.number in ("name", "whole", "told")
        told, end = self._adjectives(whose.end, fixed, self.words[j - 1])
        plain = f"{told} {said.plain}".strip()
        if self._compound(said, whose):
            if end < len(self.words) and self.words[end].startswith("ال") and not whose.people and whose.number == "one":
                return None  # قرى جبل الأربعين: a mountain by its name
            plain = f"{told} {_before(whose)} {said.plain}".strip()
            return said._replace(plain=plain, known=fixed, end=end, attribute=plain if not told and said.number == "one" else "", made=True)
        if whose.number == "name" and (named := self._by_name(said, whose, told)) is not None:
            return named._replace(end=end)
        if whose.head == "country" and (said.kind in ("office", "whole", "body") or self.raw[j].endswith(("ه", "ها", "هم"))):
            inside = whose.plain.removeprefix("country")  # in Damascus
            return said._replace(plain=f"{said.plain}{inside}", known=True, end=whose.end, attribute="")  # وزارة داخلية بلادهم
        if whose.people and said.plain in small("kin"):
            plain = "families"
        if said.plain == "sons" and whose.number == "name" and place_called(self.words[j:]) is not None:
            plain = "residents"  # أبناء الحديدة
        line = f"the {whose.plain}" if whose.number == "one" and whose.known else whose.line
        some = said.head in english_words("some_people") and whose.people and whose.number == "many" and not whose.known
        return said._replace(plain=f"{plain} of {line}", known=not some, end=end, attribute="")

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

    def _by_name(self, said: Said, whose: Said, told: str) -> Said | None:
        """A body behind its name: the Ward movement, the Al-Subaiha tribes."""
        if said.head in _peoples():
            return said._replace(plain=f"{whose.plain} {said.plain}", number="whole", attribute="")
        if said.head in english_words("divisions") and not whose.people and not whose.plain.startswith("the "):
            alone = said.head not in ("area", "region")
            return said._replace(plain=f"{whose.plain} {said.plain}", number="name" if alone else "whole", attribute="")  # محافظة البصرة
        if said.head in english_words("named_before") and whose.people and not told:
            return said._replace(plain=f"{whose.plain} {said.plain.capitalize()}", number="name", attribute="")  # جامعة عثمان غازي
        if said.head in english_words("kinds_behind") and not whose.plain.startswith("the "):
            name = f"{told.capitalize()} {whose.plain}".strip()
            return said._replace(plain=f"{name} {said.plain}", number="whole", attribute="")  # مخيم مريم, حي بغداد الجديدة
        if said.head not in _behind_names():
            return None
        return said._replace(plain=f"{told} {whose.plain.removeprefix('the ')} {said.plain}".strip(), known=True, attribute="")

    def _same_people(self, whose: Said, j: int) -> bool:
        """Whether people behind people are the same: مغربي متهم, مسلحين مؤيدين."""
        nation = demonym(self.words[j - 1]) and not whose.known and not self.words[j].startswith("ال")
        return bool(nation) or all(self.words[n].endswith(("ين", "ون")) for n in (j - 1, j))

    def _of_people(self, said: Said, whose: Said, word: str) -> Said | None:
        """People and things of a people or of civilians: Bedouin sheikhs, a Shia mosque, civilian houses."""
        if not whose.people or whose.number != "many" or whose.plain != whose.head or said.head in _of() or said.plain in needs():
            return None
        en = "civilian" if whose.head == "civilians" else adjective(word) or ""
        if said.kind not in ("people", "noun") or not (en[:1].isupper() or (en == "civilian" and not said.people)):
            return None
        return said._replace(plain=f"{en} {said.plain}", known=said.people and whose.known, end=whose.end, attribute="")

    def _hidden(self, j: int) -> Said | None:
        """An actor whose name is a common noun too, behind its people: عناصر القاعدة."""
        en = next((en for en, words in table("sentences")["grammar"]["as_doers"].items() if self.words[j] in map(fold_word, words)), None)
        return Said(en, "name", True, j + 1) if en else None

    def _two(self, said: Said, whose: Said) -> Said:
        """Two places by their names: قريتي كفريا والفوعة."""
        clipped = self.clipped(whose.end, "و") if whose.end < len(self.words) else None
        other = clipped.one(whose.end, 1) if clipped is not None else None
        if other is None or other.number != "name":
            return said
        return said._replace(plain=f"{said.plain} of {whose.line} and {other.line}", number="whole", end=other.end, attribute="")

    def _compound(self, said: Said, whose: Said) -> bool:
        """Whether the second noun stands before the first in English: an aid convoy, weapons depots."""
        if (
            not whose.attribute
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
            return said.kind in ("noun", "people", "body") and said.head not in _of() and whose.head not in _not_before()
        return True

    def _called(self, said: Said) -> Said | None:
        """A body or a place and its own name, which no table has: حزب الإنصاف is the Insaf party."""
        j = said.end
        if (
            said.kind != "body"
            or (said.number != "one" and said.plain not in _peoples())
            or self.begins(j)
            or adjective(self.words[j])
            or not may_name(self.words[j].removeprefix("ال"))
            or (self.raw[j].startswith("ل") and begins_with_clitic(self.words[j]))
        ):
            return None
        name = in_latin(self.raw[j].removeprefix("ال"))
        plain = f"{name} {said.plain}" if said.head in _behind_names() or said.plain in _peoples() else f"{said.plain} of {in_latin(self.raw[j])}"
        return said._replace(plain=plain, known=True, end=j + 1, attribute="")

    def _apposed(self, said: Said) -> Said | None:
        """A person's name behind what he is: زعيم المعارضة مير حسين موسوي. He is told by his name."""
        if not said.people or said.number not in ("one", "name") or said.end >= len(self.words) or said.number == "name":
            return None
        named = self.person(said.end)
        if named is not None and said.plain in kin():
            return named
        if named is None or len(named.plain.split()) < 2:
            return None
        if " of " not in said.plain and len(said.plain.split()) < 4 and len(named.plain.split()) < 4:
            return named._replace(plain=f"the {said.plain} {named.plain}")
        return named

    def _belonging(self, said: Said, deep: int) -> Said | None:
        """What a preposition or a participle ties to a noun: نقطة للقوات, مقاتلين موالين للحكومة."""
        j = said.end
        word = self.words[j]
        link, at, reader = self._linked(j)
        if link is None:
            clipped = self.clipped(j, "ل")
            if clipped is not None:
                link, at, reader = "of", j, clipped
        if word == "من" and self.words[j + 1 : j + 2] == ("طراز",):
            return None  # of which make
        some = said.head in english_words("some_people")
        if link is None and word == "من" and (some or said.people or said.kind == "body" or said.number == "many" or said.plain.endswith("forces")):
            of = (
                some
                or said.kind == "body"
                or said.plain.endswith("forces")
                or said.plain in ("people", "member", "members")
                or said.head.split()[-1] in english_words("settled")
            )
            link, at, reader = "of" if of else "from", j + 1, self
        if link is None and word == "مع" and said.head.endswith("border"):
            link, at = "with", j + 1
        if link is None and word == "عن" and said.people:
            link, at = "of", j + 1  # ممثلين عن الحكومة
        if link is None and word in ("في", "داخل"):
            return self._inside(said, j + 1, deep)
        if (
            link is None
            and (said.people or said.kind in ("body", "whole") or word in small("in_divisions"))
            and (inside := self._at(said, j, deep)) is not None
        ):
            return inside
        if link is None or at >= len(self.words):
            return None
        whose = reader.listed(at, deep + 1)
        if whose is None or whose.plain in needs():
            return None
        if link in ("of", "from") and (own := self._of_people(said, whose, reader.words[at])) is not None:
            return own
        if link == "of" and whose.number in ("mass", "one", "whole") and whose.head not in _not_before() and self._compound(said, whose):
            return said._replace(plain=f"{_before(whose)} {said.plain}", end=whose.end)
        return said._replace(plain=f"{said.plain} {link} {whose.line}", end=whose.end, attribute="")

    def _at(self, said: Said, j: int, deep: int) -> Said | None:
        """People of an actor or in a place behind ب: جنود بالجيش, قيادات بجنوب سيناء."""
        clipped = self.clipped(j, "ب") if self.words[j][1:] not in grammar("pronouns") else None
        if clipped is None:
            return None
        whose = clipped._actor(j, deep + 1)
        if whose is not None:
            return said._replace(plain=f"{said.plain} of {whose.line}", end=whose.end, attribute="")
        place = place_called(clipped.words[j:])
        named = (place is not None and place[1] > 1) or self.words[j] in small("in_divisions")
        return clipped._inside(said, j, deep) if named or self.words[j].startswith("بال") else None

    def _inside(self, said: Said, j: int, deep: int) -> Said | None:
        """What a noun is in: a place, a sector, a body."""
        place = place_called(self.words[j:])
        if place is not None and (place[1] > 1 or (self.words[j] not in grammar("no_own_names") and self.words[j] not in lexemes())):
            return said._replace(plain=f"{said.plain} in {with_article(place[0])}", known=said.known, end=j + place[1], attribute="")
        where = self.one(j, deep + 1) if found(self.words[j:]) is not None else None
        if (
            where is None
            or where.people
            or where.number == "two"
            or (where.number == "name" and where.head not in english_words("divisions"))
            or where.head in table("nouns")["grammar"]["not_inside"]
        ):
            return None
        if where.known and where.plain.split()[-1] in english_words("divided"):
            return None  # المحافظة الساحلية: which
        return said._replace(plain=f"{said.plain} in {where.line}", known=said.known, end=where.end, attribute="")

    def _linked(self, j: int) -> tuple[str | None, int, _Reader]:
        """A participle and its preposition at j: the English, and where and how to go on reading."""
        if j >= len(self.words):
            return None, j, self
        word = self.words[j].removeprefix("ال")
        for form in (word, *(word.removesuffix(end) for end in ("ه", "ين", "ون", "تين", "ان", "ا") if word.endswith(end))):
            if (alone := behind().get((form, ""))) is not None and form == word:
                return alone, j + 1, self
            if j + 1 < len(self.words):
                if (en := behind().get((form, self.words[j + 1]))) is not None:
                    return en, j + 2, self
                for letter in "لب":
                    if (en := behind().get((form, letter))) is not None and (clipped := self.clipped(j + 1, letter)) is not None:
                        return en, j + 1, clipped
        return None, j, self

    def _actor(self, i: int, deep: int) -> Said | None:
        """An actor or country that the lexicon knows."""
        place = place_called(self.words[i:], "town") if i + 1 < len(self.words) and self.words[i] in lexemes() else None
        if place is not None and place[1] > 1:
            return Said(with_article(place[0]), "name", True, i + place[1])  # قطاع غزة
        called = actor_called(self.words[i:])
        if called is None or (called[1] == 1 and self.words[i] not in countries() and _is_common(self.words[i], deep)):
            return None
        noun = found(self.words[i:])
        if (noun is not None and noun.words > called[1]) or self._of_another(i, called[1], called[0]):
            return None
        return Said(with_article(uncapped(by_nation(_PARENTHESIS.sub("", called[0]) or called[0]))), "name", True, i + called[1])

    def _of_another(self, i: int, size: int, en: str) -> bool:
        """Whether an adjective behind common words that name an actor tells that they are another: الاحتلال التركي, المقاومة الشعبية."""
        word = self.words[i + size] if i + size < len(self.words) else ""
        told = adjective(word) if word.startswith("ال") else None
        if not told or told.split("-")[0] in en or is_idle(word) or self.words[i] in countries():
            return False
        return all(w in lexemes() or w.removeprefix("ال") in lexemes() or adjective(w) is not None for w in self.words[i : i + size])

    def _some(self, i: int, deep: int) -> Said | None:
        """Words for some or many, with what they are of: عدد من المتظاهرين, جميع الأطراف."""
        start = next((words for words in starts("some") if self.words[i : i + len(words)] == words), None)
        en = starts("some")[start] if start else vague().get(self.words[i])
        if en is None or i + len(start or (1,)) >= len(self.words):
            return None
        at = i + len(start or (1,))
        of = self.listed(at, deep + 1)
        if of is None:
            return None
        if start is None:
            en = f"{en} of"
        if of.number == "name" or (start and en == "all" and of.number == "told"):
            return of
        if en.endswith("s of") and of.kind == "body" and of.people is False and of.plain.split()[-1] in _peoples():
            return Said(f"{en} members of {of.line}", "told", True, of.end, True)  # مئات من قبائل
        if en == "the first" and of.number == "told":
            return of._replace(plain=f"the first {of.plain}")
        plain = of.plain
        if of.number == "one" and of.plain == of.head:
            plain = plural(of.plain)
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
        if at + 1 < len(self.words) and self.words[at] in ("مليوني", "مليونا") and (of := self._things(at + 1, deep)) is not None:
            return Said(f"{lead}two million {of.plain}", "told", True, of.end, of.people)
        count = numerals().read(list(self.words), at) if at < len(self.words) else None
        if count is None or count.min < 2 or count.last >= len(self.words):
            return None
        j = count.last + (1 if self.words[count.last] == "من" else 0)
        if j >= len(self.words) or (of := self._things(j, deep)) is None:
            return None
        if lead == "" and count.max is None:
            lead = "at least "
        told = "people" if of.plain in table("nouns")["grammar"]["fallen"] else of.plain
        if of.people and told.islower():
            told = told.removeprefix("people of ")  # 57 شخصا من النساء والأطفال
        return Said(f"{lead}{_number(count.min)} {told}", "told", True, of.end, of.people)

    def _share(self, at: int, lead: str, deep: int) -> Said | None:
        """A part in percent of a whole: 40 في المئة من الأراضي."""
        number = self.words[at].replace(",", ".").replace("٫", ".") if at < len(self.words) else ""
        behind = next((n for n in (1, 2) if " ".join(self.words[at + 1 : at + 1 + n]) in small("percent")), 0)
        at += behind + 1
        if not behind or not number.replace(".", "").isdecimal() or at + 1 >= len(self.words) or self.words[at] != "من":
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
        return self._noun(head._replace(lexeme=lexeme), j, deep + 1)

    def _one_of(self, i: int, deep: int) -> Said | None:
        """One of several: أحد المقاتلين is a fighter."""
        if self.words[i] not in small("one") or i + 1 >= len(self.words):
            return None
        head = found(self.words[i + 1 :])
        if head is None or head.lexeme.number not in ("many", "one", "two"):
            return None
        said = self._noun(head._replace(lexeme=head.lexeme._replace(number="one")), i + 1, deep + 1)
        return said._replace(known=False)


def _number(n: int) -> str:
    if n >= 1_000_000 and n % 100_000 == 0:
        return f"{n / 1_000_000:g} million"
    return _SMALL[n] if n < len(_SMALL) else f"{n:,}"
