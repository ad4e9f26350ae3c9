"""The Arabic sentence: a noun phrase as headlines have it (مقتل … في قصف …), numbers with their nouns in agreement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .arabic_names import are_people, definite, feminine, flies, joined, name_of, nation_first, object_of, pronoun_of, subject_of, takes_feminine
from .areas import area_alone, area_behind, area_named, named_by_area, named_for_its_side, tells_of
from .cases import accusative, alone, genitive, indefinite, indefinite_thing, shows_no_case
from .english import are_arms, echoes, is_named, over, sends_forces, slot_of
from .lexemes import found
from .pattern import chosen, filled, formed
from .places import fewest, is_site, own_name, told_apart
from .said import stops
from .settled import settled
from .things import thing
from .told import Folk, Name, Told, Where
from .words import (
    adjective,
    adjective_of_nation,
    as_written,
    counted_of,
    country_called,
    english_words,
    forms,
    glosses,
    grammar,
    names_people,
    of_whom,
    one_kind,
    patterns_of,
    share_slots,
    spelled,
    type_of,
    without_from,
    worded,
    wording,
    written,
)

_MOST = 4
_KEPT = 1 << 12  # names and places whose words are remembered: those of one article come in many claims
_LATIN = re.compile(r"[A-Za-z]")
_WHOLE = ("governorate", "region", "country")
_PLACED = (("on", "borders"), ("at", "bridges"), ("at", "gates"))  # words of place and the nouns that take them


def arabic(told: Told) -> str:
    """One sentence, without a full stop."""
    told = settled(told)
    told = msgspec.structs.replace(told, doers=tuple(n for n in told.doers if name_of(n) and not echoes(told, n)))
    line = {"denied": _denied, "planned": _planned}.get(told.modality, _told)(told)
    if told.apart is not None and told.injured and told.modality == "asserted":
        line += worded("injured_apart", people=_listed([folk(f) for f in told.injured]), source=name_of(told.apart))
    if told.accused and told.accusers:
        who = told.accusers[0]
        line += worded("accused", feminine(who), accusers=_subject(told.accusers), accused=_listed(_names(told.accused)))
    if told.deniers:
        line += worded("denied_too", feminine(told.deniers[0]), deniers=_subject(told.deniers))
    return line


def _told(told: Told) -> str:
    slots = _Slots(told)
    of = patterns_of(told)["ar"]
    pattern = chosen(of["told"], slots) or wording("incident")
    if pattern.startswith("<") and told.modality in ("possible", "conditional"):
        pattern = (chosen(of["do"], slots) or wording("that")) + wording("by_doer")  # a verb in the past would assert it
    line = slots.fill(pattern, feminine(told.doers[0]) if told.doers else False)
    if of.get("event") and len(line.split()) == 1 and not (told.killed or told.injured) and told.modality == "asserted":
        line = f"{wording('occurrence')} {_behind_noun(line, of)}"
    if told.ahead:
        yet = table("sentences")["grammar"]["yet"]
        line = " ".join(yet.get(word, word) for word in line.split())
    if told.modality == "possible":
        harmed = _with_harm(line, told, of) if told.doers and not told.ahead else line
        line = worded("possible", deed=harmed if harmed != line else _held(told, of) + _behind_noun(line, of))
    elif told.modality == "conditional":
        line = worded("conditional", deed=line)
    else:
        line = _with_harm(line, told, of)
    return line + _according(told)


def _with_harm(line: str, told: Told, of: dict[str, Any]) -> str:
    type_ = type_of(told)
    killed, injured = _listed([folk(f) for f in told.killed]), "" if told.apart is not None else _others(told)
    if type_ == "injuring" or not patterns_of(told).get("harm", True):
        return line
    if type_ == "killing":
        return worded("and_injured", deed=line, people=injured) if injured else line
    harm = " و".join(worded(what, people=people) for what, people in (("dead", killed), ("injured", injured)) if people)
    if not harm:
        return line
    return worded("in_happening", harm=harm, deed=_behind_noun(line, of)) if of.get("event") else f"{line}، و{harm}"


def _held(told: Told, of: dict[str, Any]) -> str:
    """The noun that stands before what may happen or is denied: وقوع اشتباكات, إجراء محادثات, and of what nobody is told to bring وصول مساعدات."""
    if of.get("event"):
        return f"{wording('occurrence')} "
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
        other = wording("another", takes_feminine(forms(f.noun)[0][0]))
        return worded("at_least_one", people=other) if f.max is None else other
    others = worded("others", number=f.min)
    return worded("at_least", people=others) if f.max is None else others


def _planned(told: Told) -> str:
    slots = _Slots(told)
    deed = slots.fill(chosen(patterns_of(told)["ar"]["do"], slots) or wording("move"))
    if told.doers:
        line = worded("intended", feminine(told.doers[0]), doer=slots["subject"], deed=deed)
    else:
        line = worded("plan", deed=joined(deed))
    return line + _according(told)


def _denied(told: Told) -> str:
    slots = _Slots(told)
    of = patterns_of(told)["ar"]
    source = _subject([told.source]) if told.source else ""
    verb = wording("denies", feminine(told.source)) if told.source else wording("undone" if told.undone else "denial")
    if told.own:
        return f"{verb} {source} {slots.fill(chosen(of['do'], slots) or wording('that'))}"
    if told.ahead and told.doers:
        line = worded("intention", doer=_listed(_names(told.doers)), deed=slots.fill(chosen(of["do"], slots) or wording("that")))
        return f"{verb} {source} {line}" if source else f"{verb} {line}"
    patterns = of.get("denied", [of["told"]] if isinstance(of["told"], str) else of["told"])
    if told.undone and not told.doers and not of.get("event") and not of.get("arrival"):
        pattern = chosen(of["do"], slots) or wording("that")  # عدم فرض حصار
    elif told.doers and patterns[0].startswith("<"):  # a verb in the past would assert it
        pattern = (chosen(of["do"], slots) or wording("that")) + wording("by_doer")
    else:
        pattern = chosen([p for p in patterns if "<" not in p] or of["do"], slots) or wording("that")
    line = slots.fill(pattern)
    line = f"{_held(told, of)}{_behind_noun(line, of)}"
    return f"{verb} {source} {line}" if source else f"{verb} {line}"


def _is_mute(told: Told) -> bool:
    """Whether people are told as aimed at that have no words of their own (المتورطين): the town was not."""
    return any(not n.known and are_people(n) for n in told.targets) and not any(echoes(told, n) or name_of(n) for n in told.targets)


class _Slots(dict[str, str]):
    """The slots of a sentence."""

    def __init__(self, told: Told):
        named = " ".join(name_of(n) for n in (*told.doers, *told.targets))
        own = [thing(n) for n in (*told.doers, *of_whom(told)) if not n.known]
        where = [w for w in told_apart(told) if not _named_already(w, named) and not (w.listed and any(is_named(w, said) for said in own))]
        whom = [name_of(n) if n.known else _fallen(indefinite_thing(name_of(n))) for n in of_whom(told) if not echoes(told, n)]
        # المناهضون لفلان: against whom they are
        targets = [t for t in _whole(_unique(whom)) if not any(t == doer or (" " in t and t in doer) for doer in _names(told.doers))]
        at = spots(where, type_of(told) in english_words("holding"), named)
        fine = [w for w in where if w.precision not in _WHOLE or told.type == "siege" or is_site(w)]
        doers = _unique(_names(told.doers))
        sides = _unique([*doers, *targets])
        devices = table("sentences")["device"]
        fallen: Iterable[str] = map(_fallen, map(indefinite, targets)) if not told.killed or told.type != "killing" else ()
        lists: dict[str, list[str]] = {
            "doer": doers,
            "target": targets,
            "spot": at,
            "on": targets or ([] if _is_mute(told) else spots(fine, True, named)),
            "people": [*(folk(f) for f in counted_of(told)), *fallen],
            "to": spots(told.to, True, _listed(at)),
            "from": spots(told.start, True, _listed(at)),
            "sides": sides if len(sides) > 1 and (doers or type_of(told) in english_words("mutual")) else [],
        }
        super().__init__({name: _listed(values) for name, values in lists.items() if values})
        if targets and "to" in self and self["target"].removeprefix("ال") in self["to"]:
            del self["target"]  # نحو مواقع للحوثيين
            targets = []
        self._nation = ""
        self._in_land = any(w.precision == "country" for w in where)
        self._listed = bool(at) and any(w.listed and w.ar == at[0] for w in where)
        self |= share_slots(told)
        if targets and (slot := slot_of(told)):
            self[slot] = self["target"]
        device = devices[told.weapon if told.weapon in devices else "default"]
        self["device"], self["pair"] = device["ar"], device["pair"]
        self["troops"] = wording("reinforcements" if wording("forces") in self.get("doer", "") else "forces")
        if targets and are_arms(told.targets):
            self["explosives"] = self["target"]
        self |= {"layer": self["doer"]} if doers and told.weapon == "mine" else {}
        if doers:
            self["subject"] = _subject(told.doers)
            if all(map(sends_forces, told.doers)):
                self["state"], self["forces"] = self["doer"], wording("forces")
            elif not any(n.known for n in told.doers):
                self["sent"] = self["doer"]
            if any(n.known for n in told.doers):
                self["power"] = self["doer"]
            nameless = not any(n.known or not (names_people(n.ar) or flies(n.ar)) for n in told.doers) and patterns_of(told)["ar"].get("deed")
            self["by"] = self._made(told) if nameless else joined(self["doer"])
            if len(told.doers) == 1 and (nation := adjective_of_nation(name_of(told.doers[0]))):
                self._nation = nation
        if targets:
            self["whom"] = _listed([object_of(name_of(n), n.known) for n in told.targets if name_of(n) in targets])
        known = {name_of(n) for n in told.targets if n.known}
        objects = [object_of(t, t in known) for t in targets]
        if targets and all(t in known or shows_no_case(t) or o != t for t, o in zip(targets, objects, strict=True)):
            self["object"] = _listed(objects)
        elif targets and not any(n.known or names_people(n.ar) or fold_word(n.ar).split()[0] in grammar("forces") for n in told.targets):
            self["site"] = self["target"]
        if targets and not any(n.known and not n.person for n in told.targets) and all(n.person or are_people(n) for n in told.targets):
            self["persons"] = _listed(objects)
        self._hit, self._many = not targets, pronoun_of(told.doers)
        self._towards = wording("in" if targets and told.type == "aid" else "towards" if type_of(told) in english_words("towards") else "to")
        if ground := self.get("object") if targets else _listed([accusative(t) for t in spots(fine, True)]):
            self["ground"] = ground
        self._event = bool(patterns_of(told)["ar"].get("event"))
        self._placeless = bool(patterns_of(told).get("placeless"))

    def _made(self, told: Told) -> str:
        """Behind a noun of a deed, that people without a name did it: هجوم نفذه مسلحون, غارة نفذها …"""
        verb = wording("launched" if flies(told.doers[0].ar) else "carried_out", feminine(told.doers[0]))
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
            beside = first in grammar("adverbs") and not (first in grammar("directions") and self._in_land)  # في شمال مالي, but غرب تعز
            other = " " if beside and not self._listed else f" {wording('in')} "
            line += (
                next(
                    (
                        f" {wording(word)} "
                        for word, kind in _PLACED
                        if not {first, first.removeprefix("ال")}.isdisjoint(grammar(kind)) and not (self._listed and kind == "bridges")
                    ),
                    other,
                )
                + self["spot"]
            )
        if "from" in self and "from" not in taken:
            line += f" {wording('set_out_from' if self._event else 'from')} {self['from']}"
        told = "to" not in self or "to" in taken or self["to"] in line  # نحو مقديشو says nothing more of مقديشو
        return line if told else f"{line} {self._towards} {self['to']}"


def _of_its_gender(nation: str, noun: str) -> str:
    """A nation's adjective behind a noun of a pattern: غارة تركية, هجومان تركيان."""
    if noun.endswith("تان"):
        return f"{nation}تان"
    return f"{nation}ان" if noun.endswith("ان") else f"{nation}ة" if takes_feminine(noun) else nation


def _named_already(w: Where, named: str) -> bool:
    """Whether who did it or whom it was done to is told with the place: ثوار في ميدان التحرير."""
    if w.listed or w.precision == "country":
        return tells_of(named, w.ar)
    return " " in _spot(w, False) and _spot(w, False) in named


def _whole(names: list[str]) -> list[str]:
    """Names without one that another ends with: الجندي روبرت بيرجدال, بيرجدال."""
    return [n for n in names if not any(other.endswith(f" {n}") for other in names)]


def _fallen(text: str) -> str:
    """People by number who are told as dead by a noun that says so: مقتل 350 ألف شخص, not قتيل."""
    words = text.split()
    if len(words) < 2 or words[-1] not in english_words("dead"):
        return text
    one = forms("people")[0]
    return " ".join([*words[:-1], one[3] if words[-1].endswith("ا") else one[2] if words[-1] in as_written("many_dead") else one[0]])


def _according(told: Told) -> str:
    if told.source is None or told.accusers:
        return ""
    if told.own and told.source in told.doers and len(told.doers) == 1:
        many = told.source.ar.split()[:1] and told.source.ar.split()[0].endswith("ون")
        return wording("as_announced", 2 if many else int(feminine(told.source)))
    if told.source.known:
        return worded("according", source=name_of(told.source))
    source = definite(name_of(told.source))
    return worded("according", source=worded("sources", which=source) if adjective(fold_word(told.source.ar)) is not None else source)


def folk(f: Folk) -> str:
    """People by number, the noun agreeing: 8 مدنيين, 49 مدنيا, ما لا يقل عن 20 شخصا. Behind a noun (مقتل), so in the genitive."""
    if f.name is not None:
        return name_of(f.name)
    noun = forms(f.noun)[0]
    if f.max is None and (exceeded := over(f.min)):
        text = worded("more_than", people=_counted(exceeded, noun))
    elif f.max is None:
        text = worded("at_least_one" if f.min == 1 else "at_least", people=_counted(f.min, noun))
    elif f.min == f.max:
        text = _counted(f.min, noun)
    elif f.min:
        text = worded("between", least=f.min, most=_counted(f.max, noun))
    else:
        text = worded("at_most", people=_counted(f.max, noun))
    if f.of is not None:
        text = worded("of_whole", people=text, whole=name_of(f.of))
    return worded("among_them", people=text, among=_listed([folk(a) for a in f.among])) if f.among else text


def _counted(n: int, noun: Sequence[str]) -> str:
    one, two, few, many = noun
    if n == 1:
        return one
    if n == 2:
        return worded("two_of_many", people=two) if two == few else two  # مدنيين may be more
    if n >= 1000 and n % 1000 == 0:
        thousands = n // 1000
        told = {1: "one_thousand", 2: "two_thousand"}.get(thousands, "some_thousand" if thousands < 11 else "many_thousand")
        return f"{worded(told, number=thousands)} {one}"
    rest = n % 100
    return f"{n} {few if 3 <= rest <= 10 else many if rest > 10 else one}"


def _subject(names: Sequence[Name]) -> str:
    """Names behind a verb whose subject they are, as the text or the lexicon has them."""
    return _listed([subject_of(n) for n in names])


def spots(places: Sequence[Where], object_: bool = False, besides: str = "") -> list[str]:
    """Places, the same one once; with `object_` by names that may stand behind any preposition (not: قرب القرية). What stands `besides` them
    tells their area."""
    if not places:
        return []
    kept = fewest(places)
    names = [named_by_area(w, _spot(w, object_)) for w in kept]
    names = [named_for_its_side(w, n) if object_ else n for w, n in zip(kept, names, strict=True)]
    names = [n or area_alone(w, object_ or any(names)) for w, n in zip(kept, names, strict=True)]
    areas = {n: area_behind(w, n, besides) for w, n in zip(kept, names, strict=True) if n}
    own = [n for n in names if n and (areas[n] or (fold_word(n) not in glosses() and fold_word(n).removeprefix("ال") not in glosses()))]
    told = [n for n in _unique(own or names) if fold_word(n) not in grammar("adverbs")]  # شمال alone is no place
    beside = [rest for first, _, rest in (n.partition(" ") for n in told) if fold_word(first) in grammar("adverbs")]
    told = [n for n in told if not any(n.startswith(f"{other} ") for other in beside)][:_MOST]  # أمام المحاكم is told once
    told = [n for n in told if not any(areas[other].endswith(f" {n}") for other in told)]  # وزيرستان, beside a town in it
    return _shared(sorted(((n, areas[n]) for n in told), key=lambda n: bool(n[1])))


def _shared(names: list[tuple[str, str]]) -> list[str]:
    """Places with the area that they lie near or in; one of several is told behind the last of them."""
    behind = [area for _, area in names[1:]]
    return [f"{name} {area}" if area and area not in behind[n : n + 1] else name for n, (name, area) in enumerate(names)]


def _site_in(w: Where) -> Where:
    """A site in a place or a part of it, as a place by its own words: ميناء الحديدة."""
    owned = found(tuple(fold_word(w.said).split()))
    if owned is not None and owned.owned and owned.words == len(w.said.split()):
        return msgspec.structs.replace(w, said="", more=False)  # مناطقها في الضاحية
    said = " ".join(w.ar if n and fold_word(word) in grammar("bare_places") else word for n, word in enumerate(alone(written(w.said)).split()))
    said = f"ال{said}" if said.split()[1:2] == [wording("with")] and not said.startswith("ال") else said  # حدودها مع باكستان
    words = fold_word(said).split()
    whole = fold_word(w.ar) in " ".join(words) or (len(words) == 2 and words[1] in grammar("pronouns"))  # مطار المدينة
    inside = said if whole else worded("in_place", site=said, place=w.ar)
    return msgspec.structs.replace(w, ar=inside, said=inside, listed=False, more=False)


@lru_cache(_KEPT)
def _spot(w: Where, object_: bool) -> str:
    if not w.listed and " " in w.ar and fold_word(w.ar).rpartition(" ")[2] in grammar("this_country") and (country := country_called(w.country)):
        w = msgspec.structs.replace(w, ar=f"{w.ar.rsplit(' ', 1)[0]} {country}", said="")  # جنوب شرق البلاد
    w = _site_in(w) if w.more else w
    first, _, rest = w.ar.partition(" ")
    if object_ and rest and not w.listed and fold_word(first) in grammar("within"):
        w = msgspec.structs.replace(w, ar=rest, said=rest)
    if object_ and rest and not w.listed and fold_word(first) in grammar("beside"):
        w = msgspec.structs.replace(w, ar=worded("around", place=without_from(rest)), said="")  # قصف على محيط الدوار
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
    if w.precision == "governorate" and text == w.ar and kind in as_written("kinds_of_division") and not text.startswith(kind):
        return f"{kind} {text}"
    if _LATIN.search(text):
        return f"\u2068{text}\u2069"
    if w.listed:
        return area_named(w, spelled(text))
    text = nation_first(alone(text))
    return genitive(spelled(text if own_name(w.said or w.ar) else indefinite_thing(text)))


def _names(names: Iterable[Name]) -> list[str]:
    return [name_of(n) for n in names]


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(n for n in names if n))


def _listed(names: Sequence[str]) -> str:
    names = _unique(names)
    if len(names) > _MOST:
        names = [*names[:_MOST], wording("and_more")]
    return " و".join(names)
