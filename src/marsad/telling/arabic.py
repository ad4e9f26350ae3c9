"""The Arabic sentence: a noun phrase as headlines have it (مقتل … في قصف …), numbers with their nouns in agreement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .cases import accusative, alone, genitive, indefinite, indefinite_one, indefinite_thing, nominative, shows_no_case, tells
from .english import are_arms, echoes, over, sends_forces, slot_of
from .lexemes import found
from .pattern import chosen, filled, formed
from .phrase import person
from .places import fewest, is_site, own_name, told_apart
from .said import stops
from .settled import settled
from .told import Folk, Name, Told, Where
from .words import (
    adjective,
    adjective_of_nation,
    counted_of,
    countries,
    country_called,
    english_words,
    forms,
    glosses,
    grammar,
    member,
    names_people,
    nation_alone,
    nation_called,
    number_alone,
    numerals,
    of_whom,
    one_kind,
    patterns_of,
    share_slots,
    spelled,
    type_of,
    vague,
    written,
)

_MOST = 4
_MANY_DEAD = ("معتقلين", "محتجزين", "قتلى", "شهداء", "ضحايا")
_KEPT = 1 << 12  # names and places whose words are remembered: those of one article come in many claims
_LATIN = re.compile(r"[A-Za-z]")
_WHOLE = ("governorate", "region", "country")
_KINDS = ("محافظة", "ولاية", "إقليم", "مقاطعة", "منطقة")
_PLACED = (("على", "borders"), ("عند", "bridges"), ("عند", "gates"))  # words of place and the nouns that take them
_UNIT = re.compile(r"(\d) \(([^()]*)\)$")
_ACRONYM = re.compile(r"(?<=[\u0621-\u064a]) \(?[A-Z]{2,6}\)?$")  # a name's Latin letters behind it
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_QUOTED = re.compile(r"(?<=[\u0621-\u064a]{3})[«»\"“”](?=[\u0621-\u064a])")  # between words; behind a clitic it stands within one
_MARKS = re.compile(r"[#«»\"“”]")


def arabic(told: Told) -> str:
    """One sentence, without a full stop."""
    told = settled(told)
    told = msgspec.structs.replace(told, doers=tuple(n for n in told.doers if name_of(n) and not echoes(told, n)))
    line = {"denied": _denied, "planned": _planned}.get(told.modality, _told)(told)
    if told.apart is not None and told.injured and told.modality == "asserted":
        line += f"، وإصابة {_listed([folk(f) for f in told.injured])} بحسب {name_of(told.apart)}"
    if told.accused and told.accusers:
        who = told.accusers[0]
        line += f"، {'واتهمت' if feminine(who) else 'واتهم'} {_subject(told.accusers)} {_listed(_names(told.accused))} بذلك"
    if told.deniers:
        line += f"، {'ونفت' if feminine(told.deniers[0]) else 'ونفى'} {_subject(told.deniers)} ذلك"
    return line


def _told(told: Told) -> str:
    slots = _Slots(told)
    of = patterns_of(told)["ar"]
    pattern = chosen(of["told"], slots) or "حادث"
    if pattern.startswith("<") and told.modality in ("possible", "conditional"):
        pattern = f"{chosen(of['do'], slots) or 'ذلك'}[ من جانب {{doer}}]"  # a verb in the past would assert it
    line = slots.fill(pattern, feminine(told.doers[0]) if told.doers else False)
    if of.get("event") and len(line.split()) == 1 and not (told.killed or told.injured) and told.modality == "asserted":
        line = f"وقوع {_behind_noun(line, of)}"
    if told.ahead:
        yet = table("sentences")["grammar"]["yet"]
        line = " ".join(yet.get(word, word) for word in line.split())
    if told.modality == "possible":
        line = f"احتمال {_held(told, of)}{_behind_noun(line, of)}"
    elif told.modality == "conditional":
        line += " في حال تحقق شرط"
    else:
        line = _with_harm(line, told, of)
    return line + _according(told)


def _with_harm(line: str, told: Told, of: dict[str, Any]) -> str:
    type_ = type_of(told)
    killed, injured = _listed([folk(f) for f in told.killed]), "" if told.apart is not None else _others(told)
    if type_ == "injuring" or not patterns_of(told).get("harm", True):
        return line
    if type_ == "killing":
        return f"{line}{f'، وإصابة {injured}' if injured else ''}"
    harm = " و".join(p for p in (f"مقتل {killed}" if killed else "", f"إصابة {injured}" if injured else "") if p)
    if not harm:
        return line
    return f"{harm} في {_behind_noun(line, of)}" if of.get("event") else f"{line}، و{harm}"


def _held(told: Told, of: dict[str, Any]) -> str:
    """The noun that stands before what may happen or is denied: وقوع اشتباكات, إجراء محادثات, and of what nobody is told to bring وصول مساعدات."""
    if of.get("event"):
        return "وقوع "
    held: str = of.get("held", "") or (of.get("arrival", "") if not told.doers else "")
    return held


def _behind_noun(line: str, of: dict[str, Any]) -> str:
    """What happened twice, behind a noun or a preposition: هجومان انتحاريان → هجومين انتحاريين."""
    if not of.get("dual"):
        return line
    words = line.split()
    for n, word in enumerate(words):
        if word.startswith("ل") or not word.endswith(("ان", "ارا")):
            break
        words[n] = f"{word[:-2]}ين" if word.endswith("ان") else f"{word[:-1]}ي"  # انفجارا سيارتين
    return " ".join(words)


def _others(told: Told) -> str:
    """Those injured; "آخر", "آخرين" where the dead are told by the same noun."""
    if not one_kind(told) or told.injured[0].min == 2 or told.injured[0].max not in (None, told.injured[0].min):
        return _listed([folk(f) for f in told.injured])
    f = told.injured[0]
    if f.min == 1:
        return f"{'أخرى' if _is_feminine(forms(f.noun)[0][0]) else 'آخر'}{' على الأقل' if f.max is None else ''}"
    return f"{'ما لا يقل عن ' if f.max is None else ''}{f.min} آخرين"


def _planned(told: Told) -> str:
    slots = _Slots(told)
    deed = slots.fill(chosen(patterns_of(told)["ar"]["do"], slots) or "التحرك")
    if told.doers:
        line = f"{'تعتزم' if feminine(told.doers[0]) else 'يعتزم'} {slots['subject']} {deed}"
    else:
        line = f"خطة {joined(deed)}"
    return line + _according(told)


def _denied(told: Told) -> str:
    slots = _Slots(told)
    of = patterns_of(told)["ar"]
    source = _subject([told.source]) if told.source else ""
    verb = ("نفت" if feminine(told.source) else "نفى") if told.source else "نفي"
    if told.own:
        return f"{verb} {source} {slots.fill(chosen(of['do'], slots) or 'ذلك')}"
    told_ = [pattern for pattern in ([of["told"]] if isinstance(of["told"], str) else of["told"]) if "<" not in pattern] or of["do"]
    line = slots.fill(chosen(told_, slots) or "ذلك")
    line = f"{_held(told, of)}{_behind_noun(line, of)}"
    return f"{verb} {source} {line}" if source else f"{verb} {line}"


def _is_mute(told: Told) -> bool:
    """Whether people are told as aimed at that have no words of their own (المتورطين): the town was not."""
    return any(not n.known and are_people(n) for n in told.targets) and not any(echoes(told, n) or name_of(n) for n in told.targets)


class _Slots(dict[str, str]):
    """The slots of a sentence."""

    def __init__(self, told: Told):
        named = " ".join(name_of(n) for n in (*told.doers, *told.targets))
        where = [w for w in told_apart(told) if not _named_already(w, named)]
        targets, at = (
            [
                t
                for t in _unique(name_of(n) if n.known else _fallen(indefinite_thing(name_of(n))) for n in of_whom(told) if not echoes(told, n))
                if not any(t == doer or (" " in t and t in doer) for doer in _names(told.doers))  # المناهضون لفلان against whom they are
            ],
            spots(where),
        )
        fine = [w for w in where if w.precision not in _WHOLE or told.type == "siege" or is_site(w)]
        doers = _unique(_names(told.doers))
        sides = _unique([*doers, *targets])
        devices = table("sentences")["device"]
        fallen = map(_fallen, map(indefinite, targets)) if not told.killed or told.type != "killing" else []
        lists: dict[str, list[str]] = {
            "doer": doers,
            "target": targets,
            "spot": at,
            "on": targets or ([] if _is_mute(told) else spots(fine, True)),
            "people": [*(folk(f) for f in counted_of(told)), *fallen],
            "to": spots(told.to, True),
            "from": spots(told.start, True),
            "sides": sides if len(sides) > 1 and (doers or type_of(told) in english_words("mutual")) else [],
        }
        super().__init__({name: _listed(values) for name, values in lists.items() if values})
        if targets and "to" in self and self["target"].removeprefix("ال") in self["to"]:
            del self["target"]  # نحو مواقع للحوثيين
            targets = []
        self._nation = ""
        self._listed = bool(at) and any(w.listed and w.ar == at[0] for w in where)
        self |= share_slots(told)
        if targets and (slot := slot_of(told)):
            self[slot] = self["target"]
        device = devices[told.weapon if told.weapon in devices else "default"]
        self["device"], self["pair"] = device["ar"], device["pair"]
        self["troops"] = "تعزيزات" if "قوات" in self.get("doer", "") else "قوات"
        if targets and are_arms(told.targets):
            self["explosives"] = self["target"]
        self |= {"layer": self["doer"]} if doers and told.weapon == "mine" else {}
        if doers:
            self["subject"] = _subject(told.doers)
            if all(map(sends_forces, told.doers)):
                self["state"], self["forces"] = self["doer"], "قوات"
            elif not any(n.known for n in told.doers):
                self["sent"] = self["doer"]
            if any(n.known for n in told.doers):
                self["power"] = self["doer"]
            nameless = not any(n.known or not (names_people(n.ar) or flies(n.ar)) for n in told.doers) and patterns_of(told)["ar"].get("deed")
            self["by"] = self._made(told) if nameless else joined(self["doer"])
            if len(told.doers) == 1 and (nation := adjective_of_nation(name_of(told.doers[0]))):
                self._nation = nation
        if targets:
            self["whom"] = _listed([name_of(n) if n.known else accusative(name_of(n)) for n in told.targets if name_of(n) in targets])
        known = {name_of(n) for n in told.targets if n.known}
        objects = [t if t in known else accusative(t) for t in targets]
        if targets and all(t in known or shows_no_case(t) or o != t for t, o in zip(targets, objects, strict=True)):
            self["object"] = _listed(objects)
        elif targets and not any(n.known or names_people(n.ar) or fold_word(n.ar).split()[0] in grammar("forces") for n in told.targets):
            self["site"] = self["target"]
        if targets and not any(n.known and not n.person for n in told.targets) and all(n.person or are_people(n) for n in told.targets):
            self["persons"] = _listed(objects)
        self._hit, self._many = not targets, _number(told.doers)
        self._towards = "في" if targets and told.type == "aid" else "باتجاه" if type_of(told) in english_words("towards") else "إلى"
        if ground := self.get("object") if targets else _listed([accusative(t) for t in spots(fine, True)]):
            self["ground"] = ground
        self._event = bool(patterns_of(told)["ar"].get("event"))
        self._placeless = bool(patterns_of(told).get("placeless"))

    def _made(self, told: Told) -> str:
        """Behind a noun of a deed, that people without a name did it: هجوم نفذه مسلحون, غارة نفذها …"""
        verb = "نفذ" if not flies(told.doers[0].ar) else "شن"
        verb += "ت" if feminine(told.doers[0]) else ""
        of = patterns_of(told)["ar"]
        return f"{verb}{'هما' if of.get('dual') else 'ها' if of.get('feminine') else 'ه'} {self['subject']}"

    def fill(self, pattern: str, feminine_: bool = False) -> str:
        """The pattern filled, the places that it does not take at its end."""
        slots = self | {"by": _of_its_gender(self._nation, pattern.split("[")[0].split()[0])} if self._nation else self
        done = filled(pattern, slots)
        taken = done.used | {"spot"} if done.used & {"on", "ground"} and self._hit else done.used
        line = formed(done.line, lambda forms: forms[self._many] if len(forms) > 2 and self._many else forms[feminine_])
        if "spot" in self and "spot" not in taken and not self._placeless:
            first = fold_word(self["spot"]).split()[0]
            other = " " if first in grammar("adverbs") and not self._listed else " في "
            line += (
                next(
                    (
                        f" {word} "
                        for word, kind in _PLACED
                        if not {first, first.removeprefix("ال")}.isdisjoint(grammar(kind)) and not (self._listed and kind == "bridges")
                    ),
                    other,
                )
                + self["spot"]
            )
        if "from" in self and "from" not in taken:
            line += f" {'انطلاقا ' if self._event else ''}من {self['from']}"
        told = "to" not in self or "to" in taken or self["to"] in line  # نحو مقديشو says nothing more of مقديشو
        return line if told else f"{line} {self._towards} {self['to']}"


def _of_its_gender(nation: str, noun: str) -> str:
    """A nation's adjective behind a noun of a pattern: غارة تركية, هجومان تركيان."""
    if noun.endswith("تان"):
        return f"{nation}تان"
    return f"{nation}ان" if noun.endswith("ان") else f"{nation}ة" if _is_feminine(noun) else nation


def _named_already(w: Where, named: str) -> bool:
    """Whether who did it or whom it was done to is told with the place: ثوار في ميدان التحرير."""
    if w.listed or w.precision == "country":
        return w.ar in named
    return " " in _spot(w, False) and _spot(w, False) in named


def _fallen(text: str) -> str:
    """People by number who are told as dead by a noun that says so: مقتل 350 ألف شخص, not قتيل."""
    words = text.split()
    if len(words) < 2 or words[-1] not in english_words("dead"):
        return text
    one = forms("people")[0]
    return " ".join([*words[:-1], one[3] if words[-1].endswith("ا") else one[2] if words[-1] in _MANY_DEAD else one[0]])


def are_people(name: Name) -> bool:
    """Whether words that no lexicon names tell people, or a person by his name."""
    said = found(tuple(fold_word(name.ar).split()))
    return said.lexeme.people if said is not None else names_people(name.ar) or person(name.ar) is not None


def _number(names: Sequence[Name]) -> int:
    """The form of a pronoun that stands for the names: 2 for many, 3 for two, 0 where their gender tells it."""
    if len(names) > 1:
        return 3 if len(names) == 2 else 2
    words = fold_word(names[0].ar).split() if names else []
    if words and words[0] in grammar("some_of"):
        return 2
    said = found(tuple(words)) if words else None
    many = said is not None and said.lexeme.people and said.lexeme.number == "many"
    return 2 if many or (words and words[0].endswith("ون") and words[0] not in grammar("no_plurals")) else 0


def _according(told: Told) -> str:
    if told.source is None or told.accusers:
        return ""
    if told.own and told.source in told.doers and len(told.doers) == 1:
        many = told.source.ar.split()[:1] and told.source.ar.split()[0].endswith("ون")
        return f"، كما {'أعلنوا' if many else 'أعلنت' if feminine(told.source) else 'أعلن'}"
    alone = not told.source.known and adjective(fold_word(told.source.ar)) is not None
    return f"، بحسب {'مصادر ' if alone else ''}{_definite(name_of(told.source)) if not told.source.known else name_of(told.source)}"


def _definite(text: str) -> str:
    """A body by one word, as it speaks: بحسب الشرطة."""
    told = found((fold_word(text),)) if " " not in text and not text.startswith("ال") else None
    return f"ال{text}" if told is not None and told.lexeme.kind in ("body", "whole") and told.lexeme.number in ("one", "whole") else text


def folk(f: Folk) -> str:
    """People by number, the noun agreeing: 8 مدنيين, 49 مدنيا, ما لا يقل عن 20 شخصا. Behind a noun (مقتل), so in the genitive."""
    if f.name is not None:
        return name_of(f.name)
    noun = forms(f.noun)[0]
    if f.max is None and (exceeded := over(f.min)):
        text = f"أكثر من {_counted(exceeded, noun)}"
    elif f.max is None:
        text = f"{_counted(f.min, noun)} على الأقل" if f.min == 1 else f"ما لا يقل عن {_counted(f.min, noun)}"
    elif f.min == f.max:
        text = _counted(f.min, noun)
    elif f.min:
        text = f"ما بين {f.min} و{_counted(f.max, noun)}"
    else:
        text = f"ما لا يزيد على {_counted(f.max, noun)}"
    if f.of is not None:
        text += f" من {name_of(f.of)}"
    return text + (f" بينهم {_listed([folk(a) for a in f.among])}" if f.among else "")


def _counted(n: int, noun: Sequence[str]) -> str:
    one, two, few, many = noun
    if n == 1:
        return one
    if n == 2:
        return f"{two} اثنين" if two == few else two  # مدنيين may be more
    if n >= 1000 and n % 1000 == 0:
        thousands = n // 1000
        return f"{'ألفي' if thousands == 2 else 'ألف' if thousands == 1 else f'{thousands} آلاف' if thousands < 11 else f'{thousands} ألف'} {one}"
    rest = n % 100
    return f"{n} {few if 3 <= rest <= 10 else many if rest > 10 else one}"


@lru_cache(_KEPT)
def name_of(name: Name) -> str:
    """Who or what is named, ready to stand behind a noun: clitics and endings of the text's case taken off."""
    text = _text(name)
    if name.force and name.of and text.startswith(member(name.of)[0]):
        return f"{member(name.of)[0]} {_of_known(text.removeprefix(member(name.of)[0]).strip())}"  # عناصر من الحوثيين
    if not name.known and fold_word(text) in grammar("empty"):
        return ""
    text = text if name.known else alone(text)
    if not name.known and not tells(text):
        return ""
    if not name.known and not text.isascii():
        text = _nation_first(_ACRONYM.sub("", text))
    if _LATIN.search(text):
        return f"\u2068{text}\u2069"
    text = text if name.known else spelled(text)
    if not name.known and _whose(text):
        return ""
    if not name.known and (nation := nation_called(fold_word(text))):
        return nation[0]
    if not name.known and (counted := _of_people(text)):
        return counted
    if name.known:
        return text if name.person else _of_known(text)  # جون is no plural
    return genitive(_definite(text) if rules(text) else indefinite_one(text))


def _whose(text: str) -> bool:
    """Whether the words are an adjective alone that is no nation's, of a noun told before: الحوثية."""
    folded = fold_word(text)
    if " " in text:
        return all(w.startswith("ال") and adjective(fold_word(w)) is not None and found((fold_word(w),)) is None for w in text.split())
    alone_ = adjective(folded) is not None and (text.endswith("ة") or nation_alone(folded) is None)
    return alone_ and found((folded,)) is None and nation_called(folded) is None


def rules(text: str) -> bool:
    """Whether one word is a government, a police or an army, of which there is one where it is told: على يد الشرطة."""
    told = found((fold_word(text),)) if " " not in text else None
    return told is not None and told.lexeme.en.rpartition(" ")[2] in english_words("governing")


def _text(name: Name) -> str:
    """The words of a name, the army of a unit behind it (اللواء 112 في القوات السورية), other words in brackets left out."""
    ar = _UNIT.sub(r"\1 في \2", name.ar) if name.known else name.ar
    return written(_MARKS.sub("", _QUOTED.sub(" ", _BRACKETS.sub("", ar) if name.known else ar))) or name.en


def _known(word: str) -> bool:
    """Whether a word is one that a list of names may go on with: a noun, a country, one with an article."""
    folded = fold_word(word)
    return word.startswith("ال") or folded in countries() or found((folded,)) is not None


def _nation_first(text: str) -> str:
    """A country without a word behind it that is no adjective of it: a verb that was read with it."""
    first, _, rest = text.partition(" ")
    if fold_word(first) in countries() and (rest.startswith("في ") or (rest.startswith("و") and " " not in rest and not _known(rest[1:]))):
        return first  # اليمن وأدى
    if " " not in rest and fold_word(first) in countries() and _others_people(rest):
        return first  # إسرائيل المتظاهرين
    return (
        first
        if rest and " " not in rest and fold_word(first) in countries() and not rest.startswith(("ال", "و")) and not adjective(fold_word(rest))
        else text
    )


def _others_people(word: str) -> bool:
    """Whether a word with an article is people or begins another clause, and is no adjective of a country before it."""
    if not word.startswith("ال") or adjective(fold_word(word)) is not None or word.endswith(("ي", "ية")):
        return False
    told = found((fold_word(word),))
    return told is None or (told.lexeme.people and told.lexeme.number == "many")


def _of_known(text: str) -> str:
    """A name of the lexicon behind a noun: الحوثيون → الحوثيين, with the adjectives that agree."""
    text = _of_nation(text)
    words = text.split()
    for n, word in enumerate(words):
        if not word.endswith("ون") or fold_word(word) in grammar("no_plurals"):
            if n == 0 and word.startswith("ال"):
                continue  # القراصنة الصوماليون
            break
        if n and word.startswith("ال") != words[0].startswith("ال"):
            break
        words[n] = f"{word[:-2]}ين"
    return " ".join(words)


def _of_nation(text: str) -> str:
    """A force or government by its nation: قوات الأمن في روسيا → قوات الأمن الروسية, حكومة روسيا → الحكومة الروسية."""
    words = text.split()
    nation = adjective_of_nation(" ".join(words[1:])) if fold_word(words[0]) in grammar("of_nations") else ""
    if nation and " " not in nation:
        return f"ال{words[0]} ال{nation}{'ة' if _is_feminine(words[0]) or fold_word(words[0]) in grammar('feminine') else ''}"
    if len(words) == 3 and words[1] == "في" and words[0].endswith("ون") and (nation := adjective_of_nation(words[2])):
        return f"{words[0]} {nation}ون"  # مسلحون في فلسطين
    if len(words) < 3 or words[-2] != "في" or fold_word(words[0]) not in grammar("nationals") or not (nation := adjective_of_nation(words[-1])):
        return text
    return f"{' '.join(words[:-2])} ال{nation}{'ة' if _is_feminine(words[0]) or fold_word(words[0]) in grammar('feminine') else ''}"


def _is_feminine(noun: str) -> bool:
    """Whether an adjective behind a noun of a pattern stands in the feminine."""
    return noun.endswith(("ة", "ات")) or noun in ("أعمال", "قوات")


def flies(words: str) -> bool:
    """Whether the words name aircraft."""
    told = fold_word(words).split()[:1]
    return bool(told) and told[0].removeprefix("ال") in grammar("aircraft")


def _subject(names: Sequence[Name]) -> str:
    """Names behind a verb whose subject they are, as the text or the lexicon has them."""
    return _listed([_named(n) for n in names])


@lru_cache(_KEPT)
def _named(name: Name) -> str:
    text = _text(name)
    if name.known:
        return _of_nation(text)
    text = _nation_first(_ACRONYM.sub("", alone(text)))
    if not tells(text) or _whose(text):
        return ""
    if nation := nation_called(fold_word(text)):
        return nation[0]
    text = spelled(text)
    return _of_people(text) or nominative(indefinite_one(text))


def _of_people(text: str) -> str:
    """A number that names nobody beside it, with people behind it: خمسة أشخاص. Empty for other words."""
    if fold_word(text).removeprefix("ال") in vague():
        return f"{text.removeprefix('ال')} الأشخاص"
    alone = number_alone(fold_word(text).split())
    if alone is None:
        return ""
    if alone[0] == 2:
        return "شخصين"
    return f"{text} {'أشخاص' if 3 <= alone[0] <= 10 else 'شخص' if alone[0] % 100 == 0 else 'شخصا'}"


def joined(text: str) -> str:
    """The words behind لـ: للجيش, لقوات الدعم السريع."""
    if text.startswith("ال"):
        return "لل" + text[2:]
    if text.startswith("أبو "):
        return f"لأبي {text[4:]}"
    return f"ل{text}" if text[:1].isalpha() and not _LATIN.search(text[:2]) else f"لـ{text}"


@lru_cache(_KEPT)
def feminine(name: Name | None) -> bool:
    """Whether a verb before the name stands in the feminine."""
    if name is None or not name.ar.split():
        return False
    words = fold_word(name.ar if name.known else alone(written(name.ar)) or name.ar).split()
    first = words[0]
    if first in grammar("all_of") and len(words) > 1 and (of := found((words[1],))) is not None and of.lexeme.people:
        return False  # كافة الجامعيين
    if first in grammar("masculine"):
        return False
    if fold_word(name.ar) in countries():
        return True
    if first in grammar("feminine"):
        return True
    if numerals().is_number(first):
        return _counts_feminine(words)
    noun = found((first,))
    if noun is not None and noun.lexeme.people and noun.lexeme.number == "many" and not first.endswith("ات"):
        return False  # الطلبة
    if noun is not None and noun.lexeme.number == "many":
        return True  # الأوساط
    if noun is not None and noun.lexeme.number == "two":
        return first.endswith(("تان", "تين"))
    return (first.endswith(("ه", "ات")) and not first.endswith("الله")) or first in grammar("feminine")


def _counts_feminine(words: Sequence[str]) -> bool:
    """Whether folded words count what is feminine: 29 دولة, ثلاث منظمات; not ثلاثة أشخاص."""
    if words[0].isdecimal():
        return len(words) > 1 and words[1].endswith(("ه", "ات"))
    count = number_alone(list(words[:1]))
    return count is not None and 3 <= count[0] <= 10 and not words[0].endswith("ه") and len(words) > 1


def spots(places: Sequence[Where], object_: bool = False) -> list[str]:
    """Places, the same one once; with `object_` by names that may stand behind any preposition (not: قرب القرية)."""
    if not places:
        return []
    kept = fewest(places)
    names = [_spot(w, object_) for w in kept]
    own = [n for n in names if n and fold_word(n) not in glosses() and fold_word(n).removeprefix("ال") not in glosses()]
    told = [n for n in _unique(own or names) if fold_word(n) not in grammar("adverbs")]  # شمال alone is no place
    beside = [rest for first, _, rest in (n.partition(" ") for n in told) if fold_word(first) in grammar("adverbs")]
    return [n for n in told if not any(n.startswith(f"{other} ") for other in beside)][:_MOST]  # أمام المحاكم is told once


@lru_cache(_KEPT)
def _spot(w: Where, object_: bool) -> str:
    if not w.listed and fold_word(w.ar).endswith((" البلاد", " البلد")) and (country := country_called(w.country)):
        w = msgspec.structs.replace(w, ar=f"{w.ar.rsplit(' ', 1)[0]} {country}", said="")  # جنوب شرق البلاد
    if w.more:
        said = " ".join(w.ar if n and fold_word(word) in grammar("bare_places") else word for n, word in enumerate(alone(written(w.said)).split()))
        said = f"ال{said}" if said.split()[1:2] == ["مع"] and not said.startswith("ال") else said  # حدودها مع باكستان
        words = fold_word(said).split()
        whole = fold_word(w.ar) in " ".join(words) or (len(words) == 2 and words[1] in grammar("pronouns"))  # مطار المدينة
        inside = said if whole else f"{said} في {w.ar}"
        w = msgspec.structs.replace(w, ar=inside, said=inside, listed=False, more=False)
    first, _, rest = w.ar.partition(" ")
    if object_ and rest and not w.listed and fold_word(first) in grammar("within"):
        w = msgspec.structs.replace(w, ar=rest, said=rest)
    if object_ and rest and not w.listed and fold_word(first) in grammar("beside"):
        w = msgspec.structs.replace(w, ar=f"محيط {rest.removeprefix('من ')}", said="")  # قصف على محيط الدوار
    text = w.ar[1:] if w.ar.startswith("و") and not w.listed and w.said and not w.said.startswith("و") else w.ar
    telling = w.en.startswith("near ") or w.precision in ("area", "site", "neighbourhood")
    if w.said and telling and fold_word(w.said) not in grammar("pronouns") and not (object_ and fold_word(w.said).split()[0] in grammar("adverbs")):
        text = written(w.said)
    noun = found((fold_word(text.split()[0]),)) if text and not w.listed else None
    if noun is not None and noun.lexeme.number == "two" and text.split()[0].endswith("تي") and " و" not in text:
        text = f"{text.split()[0][:-2]}ة {' '.join(text.split()[1:])}"  # one of two villages
    told = fold_word(alone(text))
    if not w.listed and (told in grammar("pronouns") or told in grammar("districts") or told in grammar("bare_directions") or stops(text)):
        return country_called(w.country) if w.precision == "country" else ""
    if not w.listed and all(word.startswith("ال") and adjective(fold_word(word)) is not None for word in text.split()):
        return ""  # الشمالي الشرقي
    if not w.listed and noun is not None and noun.owned and (len(text.split()) == 1 or noun.lexeme.en in english_words("areas_of")):
        return ""  # مساكنهم  # the country, other towns: which ones the words do not say
    if not w.listed and told in grammar("bare_areas"):
        return ""  # منطقة alone: which
    if text.startswith("لل") and len(text.split()[0]) > 4:
        text = "ال" + text[2:]
    kind = w.said.split()[0] if w.said else ""
    if w.precision == "governorate" and text == w.ar and kind in _KINDS and not text.startswith(kind):
        return f"{kind} {text}"
    if _LATIN.search(text):
        return f"\u2068{text}\u2069"
    if w.listed:
        return text
    text = _nation_first(alone(text))
    return genitive(spelled(text if own_name(w.said or w.ar) else indefinite_thing(text)))


def _names(names: Iterable[Name]) -> list[str]:
    return [name_of(n) for n in names]


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(n for n in names if n))


def _listed(names: Sequence[str]) -> str:
    names = _unique(names)
    if len(names) > _MOST:
        names = [*names[:_MOST], "غير ذلك"]
    return " و".join(names)
