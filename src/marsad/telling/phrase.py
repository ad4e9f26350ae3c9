"""English of an Arabic description, made by grammar: nouns with their adjectives, idafa, numbers, prepositions. Names of persons in it are
read by `persons.py`.

What cannot be said in English is left out from the end; where nothing is left the description has no English.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .amounts import Amounts, number_word
from .lexemes import Found, adjective, adjective_of_two, common_adjectives, found, lexemes, plural, uncapped
from .names import actor_called, place_called
from .owners import Owners, before
from .persons import is_name, may_be_surname, may_name, together
from .said import Said, agreeing, behind, is_idle, kin, links, listed_words, needs, small
from .worded import words_of
from .words import BEHIND, as_written, by_nation, countries, demonym, english_words, forms, grammar, numerals, shape, with_article, wording

_KEPT = 1 << 12
_MOST = 4  # nouns joined by "and"
_DEEP = 4  # nouns one of the other
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINAL = re.compile(r"(first|second|third|former) ")
_TWICE = re.compile(r"\b([a-z]+) \1\b")  # riot police police officers
_MEMBERS = re.compile(
    r"(?P<some>(?:an? |many |several |some |\d[\d,]* |\w+ of |(?:at least |about |more than )?(?:two|three|four|five|six|seven|eight|nine) )*)"
    r"(?:(?P<which>[\w-]+) )?member(?P<many>s)?"
)
_AGAIN = re.compile(r"^(?:the |an? )?(\w+) of (the [\w' -]+ \1)$")  # the movement of the Hirak movement
_OF_ITSELF = re.compile(r"\b(forces|members|units|people) of (?:the )?\1 of\b")  # قوات جيش, both forces of the government
_NUMBER = re.compile(r"(?:more than |about |at least )?\d")
_RULE = re.compile(r"(?:\bthe )?(\b[A-Z][a-z]+) verdict\b")  # الحكم الروسي
_TERRITORY = re.compile(r"(\b[A-Z][a-z]+) lands?\b")  # الأراضي السورية
_PEOPLE = re.compile(r"(\d[\d,]*|two|three|four|five|six|seven|eight|nine) people")
_OF_MANY = re.compile(r"^((?:(?! of ).)+(?: of (?:(?! of ).)+){2}) of (?:(?! of ).)+ of .*$")  # whose whose whose: three are told
_SIDES = re.compile(r"\b(?:the )?sides of (?=[A-Z])")
_RIGHTS = re.compile(r"\bhuman rights (?!Human)([A-Z][a-z]+)\b")  # British human rights groups
_TENS = re.compile(r"(?:more than |about |at least )?[\d,]*(?:1[1-9]|[2-9]\d) ")  # behind which what is counted stands in the singular
_MALIAN = re.compile(r"\bfinancial (?=(?:and [a-z]+ )?(?:soldiers?|army|forces|troops|gunm[ae]n|civilians?|officers?|police|military)\b)")
_SONS = re.compile(r"\bsons of (?=the [\w' -]+ (?:tribe|clan|community|sect)s?\b)")
_COUNT = re.compile(r"(?:\d|two|three|four|five|six|seven|eight|nine)")
_TITLES = re.compile(r"^(the [a-z]+) and the ([a-z]+ [A-Z])")  # الكاتب والشاعر, one person
_PARENTHESIS = re.compile(r"\s*\([^()]*\)$")


@lru_cache(_KEPT)
def phrase(text: str) -> str | None:
    """The English of a description, or None."""
    raw = words_of(text)
    folded = tuple(map(fold_word, raw))
    said = _Reader(folded, tuple(raw)).listed(0) if raw and not (len(raw) == 1 and folded[0] in grammar("empty")) else None
    elements = any(fold_word(w).removeprefix("ال") in grammar("elements") for w in raw)
    if (
        said is None
        or (said.plain in needs() and not (elements and said.head in english_words("some_members")))
        or said.plain in kin()
        or (said.number == "told" and said.plain.split()[-1] in kin() and _owned(raw))
    ):
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
    line = _OF_ITSELF.sub(r"\1 of", _AGAIN.sub(r"\2", line))
    if shape("at_least").search(text) and _COUNT.match(line):
        line = f"at least {line}"
    if len(folded) > 1 and place_called(folded[1:]) is not None:
        line = _SIDES.sub("the outskirts of ", line)
    line = _SONS.sub("members of ", _MALIAN.sub("Malian ", _RIGHTS.sub(r"\1 human rights", line)))
    line = _OF_MANY.sub(r"\1", _TITLES.sub(r"\1 and \2", line))
    for words, one in table("nouns")["as_one"].items():
        line = line.replace(words, one)
    return _unowned(line) if elements else line


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


def _is_common(word: str, deep: int) -> bool:
    """Whether a word that names an actor is rather a noun: the resistance, whose it is not told."""
    noun = lexemes().get(word[2:]) if word.startswith("ال") else None
    return (word in lexemes() and deep == 0) or (noun is not None and not noun.people)


def _of_all(parts: list[Said], more: Said, noun: Found | None, definite: bool) -> str:
    """The adjective behind the last of two nouns that tells of both: المدن والبلدات العراقية. Empty for none."""
    first = parts[0]
    both = (
        definite
        and len(parts) == 1
        and first.number == "many"
        and (more.number == "many" or (more.number == "mass" and more.plain.endswith("s")))
        and ({first.kind, more.kind} <= {"noun", "body", "deed", "mass"} or (first.people and more.people))
    )
    if not both or noun is None or not noun.definite or not first.attribute or first.attribute == more.attribute:
        return ""
    last = noun.lexeme.en if more.number == "mass" else plural(noun.lexeme.en)
    return more.plain.removesuffix(f" {last}") if more.plain.endswith(f" {last}") else ""


def _both_counted(one: Said, other: Said) -> str:
    """The dead and the wounded by their numbers, who are people both: 9 قتلى و11 جريحا. Empty for others."""
    told = [_PEOPLE.fullmatch(part.line) for part in (one, other)]
    numbers = [int(m[1].replace(",", "")) if m[1][0].isdigit() else _SMALL.index(m[1]) for m in told if m is not None]
    return f"{number_word(sum(numbers))} people" if len(numbers) == 2 else ""


def _aged(said: Said, among: list[Said]) -> str:
    """The line of one of several, of whom شيوخ beside women and children are old people."""
    beside = any(not english_words("frail").isdisjoint(p.line.split()) for p in among)
    return "elderly people" if said.plain == "sheikhs" and beside else said.line


def _counted_too(first: Said, more: Said, word: str, other: str) -> bool:
    """Whether a noun in the singular behind و is counted by the number of the one before it: 300 مسلح ومدني, 16 مدرسا وطالبا, 33 نقابة وجمعية.
    `word` is the last word of the first, `other` the first of the second, as written; behind 11 جنديا, وضابط is one."""
    if not _NUMBER.match(first.line) or more.number != "one" or other.startswith("ال") or more.head not in more.plain:
        return False
    if other.endswith("ا") and not more.known:
        return more.plain.startswith(more.head)
    if first.people != more.people or word.endswith(("ا", "ين", "ون", "ات")) or re.search(r" (?:of|in|from) ", first.plain):
        return False
    hundreds = re.match(r"\D*[\d,]*00\b", first.plain) is not None
    alike = not first.people or word.endswith("ة") == other.endswith("ة")
    return hundreds or (_TENS.match(first.plain) is not None and alike)


def _of_both_kinds(first: Said, more: Said, noun: Found | None) -> Said | None:
    """What two kinds of stuff are before another noun: صناعة النفط والغاز, the oil and gas industry."""
    attr, _, base = first.plain.rpartition(" ")
    kind = attr if attr in _stuffs() else attr.rpartition(" ")[2]
    if not (first.made or " " in first.head) or noun is None or noun.lexeme.number != "mass" or kind not in _stuffs() or more.number != "mass":
        return None
    own, told = before(more._replace(attribute=noun.lexeme.en)), more.plain.removesuffix(noun.lexeme.en).strip()
    if own == kind or " " in told or not more.plain.endswith(noun.lexeme.en):
        return None
    number = "whole" if first.number == "mass" and first.known else first.number
    return first._replace(plain=f"{told} {attr} and {own} {base}".strip(), number=number, end=more.end, attribute="")


@cache
def _stuffs() -> frozenset[str]:
    """English words of what is not counted, as they stand before another noun: oil."""
    return frozenset({*table("nouns")["mass"], *table("nouns")["as_attribute"].values()})


def _two_alike(first: Said, more: Said) -> Said | None:
    """A man and a woman of one word: طفل وطفلة, two children."""
    if first.people and _NUMBER.match(first.line) and first.plain.endswith(f" {plural(more.plain)}") and more.number == "one":
        return first._replace(end=more.end)  # 20 إعلاميا وإعلامية
    same = first.people and more.plain == first.plain and first.number == more.number == "one" and not first.known and not more.known
    return first._replace(plain=plural(first.plain), number="two", end=more.end) if same else None


def _before_both(parts: list[Said], more: Said, word: str, noun: Found | None) -> Said | None:
    """Two nouns of people with one noun behind them, whose they both are: ضباط وجنود الأمن, security forces officers and soldiers."""
    if len(parts) != 1 or noun is None or not (parts[0].people and noun.lexeme.people) or parts[0].plain != parts[0].head:
        return None
    own, several = plural(noun.lexeme.en), parts[0].number == "many" == noun.lexeme.number
    if word.startswith("ال") or word.endswith(("ين", "ون")) or not several:
        return None
    if own == parts[0].plain:
        return None  # حكماء وعقلاء
    if more.number == "name" and not more.people:
        return Said(f"{parts[0].plain} and {own} of {more.line}", "many", True, more.end, True)  # قادة ومسلحي الحركة
    if not more.made or not more.plain.endswith(f" {own}"):
        return None
    return more._replace(plain=f"{more.plain.removesuffix(own)}{parts[0].plain} and {own}", attribute="")


def _same_person(parts: list[Said], more: Said, noun: Found | None) -> Said | None:
    """One person by two offices and his name, or the deputy of the one before: رئيس الأركان ونائب الوزير الفريق فلان, الرئيس ونائبه."""
    if len(parts) != 1 or not parts[0].people or parts[0].number not in ("one", "whole") or noun is None:
        return None
    if noun.owned and noun.lexeme.en == "member of parliament":
        return parts[0]._replace(plain=f"{parts[0].line} and a deputy", number="told", end=more.end)
    office = parts[0].kind == "office" and noun.lexeme.people and noun.lexeme.number == "one" and noun.lexeme.en not in english_words("sovereigns")
    return more if office and more.people and more.number == "name" else None


def _as_one(parts: list[Said], more: Said, noun: Found | None) -> Said | None:
    """Two that are told as one: a person by two offices, a man and a woman of one word, what is of two kinds."""
    if (person_ := _same_person(parts, more, noun)) is not None or len(parts) != 1:
        return person_
    return _two_alike(parts[0], more) or _of_both_kinds(parts[0], more, noun)


def _tied_to(link: str, whose: Said) -> str:
    """What stands behind a noun with its preposition: لشؤون الهجرة, for immigration affairs."""
    on = whose.plain.removeprefix("affairs of ")
    if link == "of" and on != whose.plain:
        return f"for {on} affairs"
    return f"{'for' if link == 'of' and whose.head in listed_words('of_work') else link} {whose.line}"  # فرقة لمطاردة المهاجمين


def _among(said: Said, whose: Said, link: str) -> Said | None:
    """People from among people, who are the same ones: مسلحين من العناصر الإرهابية, مدنيين من رجال ونساء. Those who answer for a deed."""
    if link == "for" and said.head in english_words("answering"):
        return said._replace(plain=f"those responsible for {whose.line}", number="told", end=whose.end)
    if not (said.people and whose.people and whose.number in ("many", "told")):
        return None
    if link == "of" and said.plain == "people":
        return whose  # أشخاص من المدنيين
    return said._replace(end=whose.end) if link == "from" else None


class _Reader(Amounts, Owners):
    """Reads one description. `words` are folded, `raw` as the text has them."""

    def listed(self, i: int, deep: int = 0) -> Said | None:
        """Nouns joined by و: قرى وبلدات."""
        first = self.one(i, deep)
        if first is None:
            return None
        parts, end = [first], first.end
        while end < len(self.words) and len(parts) < _MOST and (clipped := self.clipped(end, "و")) is not None:
            if self.words[end].removeprefix("و") in small("allies"):
                parts, end = [*parts, Said("allies", "many", False, end + 1, True)], end + 1
                continue
            more = (clipped._hidden(end) if parts[-1].number == "name" else None) or clipped.one(end, deep)  # طالبان والقاعدة
            if (
                more is None
                or (more.plain == "forces" and more.end < len(self.words))
                or ((more.plain in needs() or more.plain.split()[-1] in kin()) and not more.known)
            ):
                break
            if parts[0].plain in kin() and len(parts) == 1:
                return None  # زوجته وثلاثة من أبنائه: whose
            if _counted_too(parts[0], more, self.raw[end - 1], clipped.raw[end]):
                more = more._replace(plain=more.plain.replace(more.head, plural(more.head), 1), number="many")
            noun = clipped._head(end)
            if told := _of_all(parts, more, noun, self.words[end - 1].startswith("ال")):
                parts = [parts[0]._replace(plain=f"{told} {parts[0].plain}")]
                more = more._replace(plain=more.plain.removeprefix(f"{told} "), head=more.head.removeprefix(f"{told} "))
            if parts[0].people and more.head == "book":  # كتاب beside people
                more = more._replace(plain=more.plain.replace("book", "writers"), number="many", people=True)
            if (both := _before_both(parts, more, self.words[end - 1], noun)) is not None:
                parts.clear()
                more = both
            if (both := _as_one(parts, more, noun)) is not None:
                parts = [both]
            elif parts and more.head and more.head == parts[-1].plain:
                parts[-1] = more  # حكماء وعقلاء درنة: elders of Derna
            elif more.line not in [p.line for p in parts] and not (parts and parts[-1].plain.endswith(f" {more.plain}")):
                parts.append(more)
            end = more.end
        if len(parts) == 1:
            return parts[0]._replace(end=end)
        if len(parts) == 2 and (harmed := _both_counted(*parts)):
            return parts[0]._replace(plain=harmed, end=end)
        line = ", ".join(_aged(p, parts) for p in parts[:-1]) + f" and {_aged(parts[-1], parts)}"
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
        for read in (self._actor, self._some, self._best, self._counted, self._one_of):
            if (said := read(i, deep)) is not None:
                return said
        head = self._head(i)
        if head is None and (town := self._town(i, deep)) is not None:
            return town
        if head is None and len(self.words) == 1 and (place := place_called(self.words, "town")) and not is_name(self.words[0]):
            return Said(place[0], "name", True, 1)  # مأرب
        named_so = self.titled(i) or self.given(i) or together(self.words[i:]) or (self.words[i] in grammar("kunya") and head and head.words == 1)
        if (head is None or named_so) and (named := self.person(i)) is not None:
            return named
        return self._noun(head, i, deep) if head is not None else None

    def _part(self, i: int) -> Said | None:
        """A part of a country or a town by its direction: شمال إسرائيل."""
        if self.words[i] not in grammar("directions") or " ".join(self.words[i : i + 2]) in countries():
            return None  # جنوب السودان is a country
        towards = adjective(f"{self.words[i].removesuffix('ي')}ي")
        if towards and (more := self._part_beside(i + 1)) is not None:
            return more._replace(plain=f"{towards} and {more.plain}")
        if self.words[i + 1 : i + 2] and self.words[i + 1] in grammar("directions"):
            towards = adjective_of_two(*(f"{w.removesuffix('ي')}ي" for w in self.words[i : i + 2]))
            i += 1
        if self.words[i + 1 : i + 2] and (noun := found((self.words[i + 1],))) is not None and noun.lexeme.en in english_words("settled_by_one"):
            i += 1  # غرب مدينة غزة
        place = place_called(self.words[i + 1 :], "town") if towards and i + 1 < len(self.words) else None
        return Said(f"{towards} {place[0]}", "name", True, i + 1 + place[1]) if place is not None else None

    def _part_beside(self, j: int) -> Said | None:
        """Another part of the same place behind و: شمال وشرق سوريا."""
        word = self.words[j] if j < len(self.words) else ""
        if not word.startswith("و") or word[1:] not in grammar("directions"):
            return None
        return type(self)((*self.words[:j], word[1:], *self.words[j + 1 :]), (*self.raw[:j], self.raw[j][1:], *self.raw[j + 1 :]))._part(j)

    def _head(self, i: int) -> Found | None:
        """The noun at i; شقيقه, which is folded as شقيقة is, is his."""
        head = found(self.words[i:])
        joined = self.raw[i].startswith(("وآ", "وأ", "وإ")) and found((self.words[i][1:],)) is not None  # وآليات are no والي's
        if joined or (is_name(self.words[i]) and self.words[i].endswith("ا") and self.words[i] not in lexemes()):
            return None  # براميلا is no برميل
        if head is not None and head.words == 1 and head.owned and self.raw[i].endswith("ة"):
            return self._feminine(head, i)
        if head is not None and head.words == 1 and self.raw[i].endswith("ه") and (bare := found((self.words[i][:-1],))) is not None:
            return bare._replace(owned=True, definite=True)
        return head

    def _feminine(self, head: Found, i: int) -> Found | None:
        """A noun of people in the feminine, which is folded as one that is somebody's: شهيدة. None for a name (أركانة is no أركان of his)
        and for an adjective behind a noun, unless it is a nation's or a faith's."""
        if not head.lexeme.people or head.lexeme.number != "one" or is_name(self.words[i]):
            return None
        if i == 0:
            return head._replace(owned=False, definite=self.words[0].startswith("ال"))
        return head._replace(owned=False) if (adjective(self.words[i]) or "")[:1].isupper() else None

    def _town(self, i: int, deep: int) -> Said | None:
        """A town, or by itself one that stands for its government: بيونغيانغ."""
        if is_name(self.words[i]) or adjective(self.words[i]):
            return None
        place = place_called(self.words[i:], "town" if deep else "great")
        if place is not None and not deep and i + place[1] < len(self.words) and self._goes_on(i + place[1]):
            return None  # جامبي ياسودا: a person
        return Said(place[0], "name", True, i + place[1]) if place else None

    def _goes_on(self, j: int) -> bool:
        """Whether the word at j goes on with a name that a town's name begins: it is no noun, adjective or preposition."""
        return may_name(self.words[j]) and not self.begins(j) and self._linked(j)[0] is None

    def _noun(self, head: Found, i: int, deep: int) -> Said:
        """A noun and what stands behind it: adjectives, whose it is, where it belongs."""
        lexeme, j = head.lexeme, i + head.words
        plain = plural(lexeme.en) if lexeme.number in ("two", "many") else lexeme.en
        told, j = self._adjectives(j, head.definite, self.words[i])
        if lexeme.en == "head" and told not in ("public", "general") and (head.definite or any(word[0].isupper() for word in told.split())):
            lexeme = lexeme._replace(en="president")
            plain = lexeme.en if lexeme.number == "one" else plural(lexeme.en)  # الرئيس الصومالي
        if head.definite and not told and lexeme.number == "one" and (instead := table("nouns")["definite"].get(lexeme.en)):
            return Said(instead, "whole", True, j, False, "", instead, "whole")  # العالم
        if lexeme.people or lexeme.en.split()[-1] in english_words("of_a_creed"):
            told = told if " and " in told or lexeme.en in english_words("of_a_faith") else told.replace("Islamic", "Islamist")
        if not lexeme.people:
            told = " ".join(table("nouns")["of_things"].get(word, word) for word in told.split())
        plain = f"young {told} {plain.removeprefix('young ')}" if told and plain.startswith("young ") else f"{told} {plain}".strip()
        if self.words[j : j + 1] == (wording("from"),) and self.words[j + 1 : j + 2] and self.words[j + 1] in small("of_model"):
            j = min(j + 3, len(self.words))  # طائرات من طراز أباتشي
        if lexeme.en in ("plane", "aircraft") and (unmanned := self._unmanned(j)):
            plain, j = f"{told} {plural('drone') if lexeme.number in ('two', 'many') else 'drone'}".strip(), j + unmanned
        if lexeme.en == "person" and j - i == head.words + 1 and (nation := demonym(self.words[j - 1])) is not None:
            plain = forms(nation)[1][lexeme.number != "one"]  # شخص تونسي
        attribute = plain if lexeme.number == "mass" else "" if told else lexeme.en
        if lexeme.number == "whole" and lexeme.en[0].isupper():
            return Said(plain, "whole", True, j, False, "", plain, lexeme.kind)  # حزب العدالة والتنمية, by its name
        if lexeme.number == "two" and told.count(" ") == 2 and " and " in told and head.definite:
            return Said(plain, "whole", True, j, lexeme.people, "", plain, lexeme.kind)  # السفارتين السعودية واليمنية
        known = head.definite and not head.owned and self.words[i].removeprefix("ال") not in small("one_of_several")
        said = Said(plain, lexeme.number, known, j, lexeme.people, attribute, plain, lexeme.kind)
        if not told and not head.owned and not head.definite and self._linked(j)[0] is None and not self._in_name_of(said):
            said = self._idafa(said, deep) or said
        if said.end < len(self.words):
            said = self._apposed(said) or self._belonging(said, deep) or said
            said = (self._apposed(said) if not deep else None) or said
        return said

    def _unmanned(self, j: int) -> int:
        """How many words at j tell that an aircraft has no pilot: بدون طيار, مسيرة."""
        if " ".join(self.words[j : j + 2]) in small("unmanned"):
            return 2
        return int(j < len(self.words) and self.words[j].removeprefix("ال") in small("unmanned_alone"))

    def _adjectives(self, j: int, definite: bool, before: str) -> tuple[str, int]:
        """The English of the adjectives at j that agree with a noun, the nearest last, and where they end."""
        told: list[str] = []
        while j < len(self.words) and self._linked(j)[0] is None:
            word = self.words[j]
            if (
                self._names_division(j)
                or self.raw[j] in as_written("powers")
                or (j + 1 < len(self.words) and f"{word} {self.words[j + 1]}" in countries())
                or (word in countries() and word.endswith("ا") and not self.raw[j - 1].endswith("ا"))
            ):
                break  # زعيم كوريا الشمالية, وزير خارجية روسيا
            if j + 1 < len(self.words) and self.words[j + 1] in small("pronouns") and self._tied(j):
                break  # التابعة لها: whose they are is not told here
            if self._charged(j):
                break
            if j + 1 < len(self.words) and self.words[j + 1] in small("made") and (en := adjective(word)) is not None:
                told.append(f"{en}-made")
                j += 2
                continue
            two = (adjective_of_two(word, self.words[j + 1]) if j + 1 < len(self.words) else None) or self._negated(j)
            if two is not None:
                told.append(two)
                j += 2
                continue
            if self._is_another(j, definite):
                break
            en = agreeing(word, definite, before)
            en = en if en is not None else self._number_behind(j, definite)
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

    def _charged(self, j: int) -> bool:
        """Whether the word at j is a participle with what it is for behind it: المكلفة بفض."""
        word, behind = self.words[j], "".join(self.words[j + 1 : j + 2])
        return behind.startswith("ب") and adjective(behind) is None and links(word) and agreeing(word, True, "") not in english_words("loosely_tied")

    def _tied(self, j: int) -> bool:
        """Whether the word at j is a participle that a preposition with a pronoun belongs to: التابعة لها, مشتبها به; not عسكريا لهم."""
        plain = tuple(w.removesuffix("ا") for w in self.words[j : j + 2])
        together = found(plain)
        return links(self.words[j]) or adjective(self.words[j]) is None or (together is not None and together.words == 2)

    def _is_another(self, j: int, definite: bool) -> bool:
        """Whether the word at j is no adjective for what stands behind it: شخص شمالي الضفة, جنازة صحفية الجزيرة."""
        word, behind = self.words[j], self.words[j + 1 : j + 2]
        if behind and numerals().is_number(word.removeprefix("ال")) and numerals().is_number(behind[0]):
            return True  # الخمسة عشر
        if not behind or definite:
            return False
        if word in small("several"):
            return found(behind) is not None  # مكاتب عدة مدن
        if word in grammar("directions") or f"{word}ي" in grammar("directions"):
            return place_called(self.words[j + 1 :]) is not None or behind[0].startswith("ال") or behind[0] in grammar("directions")
        noun = found((word,))
        one = noun is not None and noun.lexeme.people and noun.lexeme.number == "one" and word.endswith("ه")
        return one and behind[0].startswith("ال") and self._linked(j + 1)[0] is None

    def _names_division(self, j: int) -> bool:
        """Whether a division and its name stand at j, which is no adjective: مناطق محافظة صعدة."""
        noun = found((self.words[j],)) if j + 1 < len(self.words) else None
        division = noun is not None and noun.lexeme.en in english_words("divisions") and noun.lexeme.number == "one"
        return division and place_called(self.words[j + 1 :]) is not None

    def _number_behind(self, j: int, definite: bool) -> str | None:
        """A number behind its noun: الدول الست."""
        word = self.words[j].removeprefix("ال")
        if not definite or word == self.words[j] or not numerals().is_number(word):
            return None
        count = numerals().read([word], 0)
        return number_word(count.min) if count is not None and count.min == count.max and 2 < count.min < len(_SMALL) else None

    def _negated(self, j: int) -> str | None:
        if self.words[j] not in small("negating") or j + 1 >= len(self.words):
            return None
        en = adjective(self.words[j + 1])
        return f"non-{en}" if en else None

    def _apposed(self, said: Said) -> Said | None:
        """A person's name behind what he is: زعيم المعارضة مير حسين موسوي. He is told by his name."""
        if not said.people or said.number not in ("one", "name") or said.end >= len(self.words) or said.number == "name" or self._in_name_of(said):
            return None
        named = self.person(said.end)
        if named is not None and (said.plain in kin() or said.plain.endswith("counterpart")):
            return named
        if named is None or len(named.plain.split()) < 2:
            return None
        if not BEHIND.search(said.plain) and len(said.plain.split()) < 4 and len(named.plain.split()) < 4:
            return named._replace(plain=f"the {said.plain} {named.plain}")
        return named

    def _in_name_of(self, said: Said) -> bool:
        """Whether it is told whose spokesman somebody is; باسم is a given name too."""
        return self.words[said.end : said.end + 1] == (wording("in_name_of"),) and said.head in english_words("spokespeople")

    def _belonging(self, said: Said, deep: int) -> Said | None:
        """What a preposition or a participle ties to a noun: نقطة للقوات, مقاتلين موالين للحكومة."""
        j = said.end
        word = self.words[j]
        link, at, reader = self._linked(j)
        if link is None:
            clipped = self.clipped(j, "ل")
            if clipped is not None:
                link, at, reader = "of", j, clipped
        if word == wording("from") and self.words[j + 1 : j + 2] == (wording("make"),):
            return None  # of which make
        some = said.head in english_words("some_people") or said.kind == "body" or said.plain.endswith("forces")
        if link is None and word == wording("from") and (some or said.people or said.number == "many"):
            of = some or said.plain in ("people", "member", "members") or said.head.split()[-1] in english_words("settled")
            link, at, reader = "of" if of else "from", j + 1, self
        if link is None and word == wording("with") and said.head.endswith("border"):
            link, at = "with", j + 1
        if link is None and self._in_name_of(said):
            link, at = "for", j + 1
        if link is None and word in grammar("to_whom") and said.head.rpartition(" ")[2] in english_words("sent_to"):
            link, at = "to", j + 1  # السفيرة لدى الأمم المتحدة
        if link is None and word in small("about") and said.people:
            link, at = "for" if said.head in english_words("answering") else "of", j + 1  # ممثلين عن الحكومة
        if link is None and word in small("inside"):
            return self._inside(said, j + 1, deep)
        if (
            link is None
            and (said.people or said.kind in ("body", "whole") or word in small("in_divisions"))
            and (inside := self._at(said, j, deep)) is not None
        ):
            return inside
        if link is None or at >= len(self.words):
            return None
        hidden = reader._hidden(at) if said.number == "many" and at == len(self.words) - 1 and (link == "of" or said.people) else None
        whose = hidden or reader.listed(at, deep + 1)
        if whose is None or whose.plain in needs() or (link == "from" and whose.kind == "deed"):
            return None  # المحتجين من اقتحام, of what they were kept
        if link in ("of", "from", "for") and (own := self._of_people(said, whose, reader.words[at]) or _among(said, whose, link)) is not None:
            return own
        if (
            link == "of"
            and whose.number in ("mass", "one", "whole")
            and said.attribute
            and said.plain != "person"
            and whose.head not in listed_words("not_before")
            and self._compound(said, whose)
        ):
            return said._replace(plain=f"{before(whose)} {said.plain}", end=whose.end)
        return said._replace(plain=f"{said.plain} {_tied_to(link or '', whose)}", end=whose.end, attribute="")

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
        if j >= len(self.words):
            return None
        place = place_called(self.words[j:])
        whose = self._actor(j, deep + 1) if said.people and place_called(self.words[j:], "town") is None else None
        if whose is not None and whose.plain not in countries().values():
            last = said.head.rpartition(" ")[2]
            link = "of" if last in english_words("members_of_it") else "to" if last in english_words("sent_to") else "in"
            return said._replace(plain=f"{said.plain} {link} {whose.line}", known=said.known, end=whose.end, attribute="")
        common = self._is_common_place(j)
        if place is not None and (place[1] > 1 or not common):
            return said._replace(plain=f"{said.plain} in {with_article(place[0])}", known=said.known, end=j + place[1], attribute="")
        where = self.one(j, deep + 1) if found(self.words[j:]) is not None else None
        if (
            where is None
            or where.people
            or where.number == "two"
            or (where.number == "name" and where.head not in english_words("divisions"))
            or where.head in listed_words("not_inside")
        ):
            return None
        if where.known and where.plain.split()[-1] in english_words("divided"):
            return None  # المحافظة الساحلية: which
        link = "of" if where.kind == "body" and said.head.rpartition(" ")[2] in english_words("members_of_it") else "in"
        return said._replace(plain=f"{said.plain} {link} {where.line}", known=said.known, end=where.end, attribute="")

    def _is_common_place(self, j: int) -> bool:
        """Whether the word at j is rather a noun than the name of a place: في الحكومة, في المدينة, but في الباب."""
        noun = found((self.words[j],)) if self.words[j] not in countries() else None
        if noun is None or self.words[j] in grammar("no_own_names") or self.words[j] in lexemes():
            return noun is not None or self.words[j] in grammar("no_own_names")
        thing = noun.lexeme.kind == "noun" and noun.lexeme.en not in english_words("divisions") and noun.lexeme.en not in listed_words("not_before")
        return not thing or place_called((self.words[j],), "town") is None

    def _linked(self, j: int) -> tuple[str | None, int, _Reader]:
        """A participle and its preposition at j: the English, and where and how to go on reading."""
        if j >= len(self.words):
            return None, j, self
        word = self.words[j].removeprefix("ال")
        for form in (word, *(word.removesuffix(end) for end in ("ه", "ين", "ون", "تين", "ان", "ا") if word.endswith(end))):
            if j + 1 < len(self.words):
                if (en := behind().get((form, self.words[j + 1]))) is not None:
                    return en, j + 2, self
                for letter in "لب":
                    if (en := behind().get((form, letter))) is not None and (clipped := self.clipped(j + 1, letter)) is not None:
                        return en, j + 1, clipped
            if (alone := behind().get((form, ""))) is not None and form == word:
                return alone, j + 1, self
        return None, j, self

    def _actor(self, i: int, deep: int) -> Said | None:
        """An actor or country that the lexicon knows."""
        place = place_called(self.words[i:], "town") if i + 1 < len(self.words) and self.words[i] in lexemes() else None
        if place is not None and place[1] > 1 and not self._surnamed(i, place[1]):
            return Said(with_article(place[0]), "name", True, i + place[1])  # قطاع غزة
        called = actor_called(self.words[i:])
        if called is None or (called[1] == 1 and self.words[i] not in countries() and _is_common(self.words[i], deep)):
            return None
        noun = found(self.words[i:])
        if (noun is not None and noun.words > called[1]) or self._of_another(i, called[1], called[0]):
            return None
        return Said(with_article(uncapped(by_nation(_PARENTHESIS.sub("", called[0]) or called[0]))), "name", True, i + called[1])

    def _surnamed(self, i: int, size: int) -> bool:
        """Whether a town's name is a person's, by the surname behind it: أبو سنان النجدي."""
        return self.words[i] in grammar("kunya") and i + size < len(self.words) and may_be_surname(self.words[i + size])

    def _of_another(self, i: int, size: int, en: str) -> bool:
        """Whether an adjective behind common words that name an actor tells that they are another: الاحتلال التركي, المقاومة الشعبية."""
        word = self.words[i + size] if i + size < len(self.words) else ""
        last = self.words[i + size - 1]
        if word.startswith("وال") and not word.endswith(("ين", "ون")) and adjective(last) is not None and agreeing(word[1:], True, last) is not None:
            return True  # القوات الأمريكية والبريطانية
        told = adjective(word) if word.startswith("ال") else None
        if (
            not told
            or told in english_words("judging")
            or told.split("-")[0] in en
            or is_idle(word)
            or self.words[i] in countries()
            or self._linked(i + size)[0] is not None
        ):
            return False
        return all(w in lexemes() or w.removeprefix("ال") in lexemes() or adjective(w) is not None for w in self.words[i : i + size])
