"""The Arabic sentence: a noun phrase as headlines have it (مقتل … في قصف …), numbers with their nouns in agreement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .pattern import chosen, filled, formed
from .places import fewest
from .told import Folk, Name, Told, Where
from .words import (
    adjective,
    counted_of,
    demonym,
    forms,
    glosses,
    grammar,
    names_people,
    nation_called,
    nouns,
    number_alone,
    numerals,
    of_whom,
    patterns,
    share_slots,
    type_of,
    written,
)

_MOST = 4
_LATIN = re.compile(r"[A-Za-z]")
_WHOLE = ("governorate", "region", "country")
_KINDS = ("محافظة", "ولاية", "إقليم", "مقاطعة", "منطقة")
_MARKS = re.compile(r"[#«»\"“”]")


def arabic(told: Told) -> str:
    """One sentence, without a full stop."""
    line = {"denied": _denied, "planned": _planned}.get(told.modality, _told)(told)
    if told.accused and told.accusers:
        who = told.accusers[0]
        line += f"، {'واتهمت' if feminine(who) else 'واتهم'} {_subject(told.accusers)} {_listed(_names(told.accused))} بذلك"
    if told.deniers:
        line += f"، {'ونفت' if feminine(told.deniers[0]) else 'ونفى'} {_subject(told.deniers)} ذلك"
    return line


def _told(told: Told) -> str:
    slots = _Slots(told)
    of = patterns(type_of(told))["ar"]
    line = slots.fill(chosen(of["told"], slots) or "حادث", feminine(told.doers[0]) if told.doers else False)
    if told.modality == "possible":
        line = f"احتمال {'وقوع ' if of.get('event') else ''}{line}"
    elif told.modality == "conditional":
        line += " في حال تحقق شرط"
    else:
        line = _with_harm(line, told, of)
    return line + _according(told)


def _with_harm(line: str, told: Told, of: dict[str, Any]) -> str:
    type_ = type_of(told)
    killed, injured = _listed([folk(f) for f in told.killed]), _listed([folk(f) for f in told.injured])
    if type_ == "injuring" or not patterns(type_).get("harm", True):
        return line
    if type_ == "killing":
        return f"{line}{f'، وإصابة {injured}' if injured else ''}"
    harm = " و".join(p for p in (f"مقتل {killed}" if killed else "", f"إصابة {injured}" if injured else "") if p)
    if not harm:
        return line
    return f"{harm} في {line}" if of.get("event") else f"{line}، و{harm}"


def _planned(told: Told) -> str:
    slots = _Slots(told)
    deed = slots.fill(chosen(patterns(type_of(told))["ar"]["do"], slots) or "التحرك")
    if told.doers:
        line = f"{'تعتزم' if feminine(told.doers[0]) else 'يعتزم'} {slots['subject']} {deed}"
    else:
        line = f"خطة {joined(deed)}"
    return line + _according(told)


def _denied(told: Told) -> str:
    slots = _Slots(told)
    of = patterns(type_of(told))["ar"]
    source = _subject([told.source]) if told.source else ""
    verb = ("نفت" if feminine(told.source) else "نفى") if told.source else "نفي"
    if told.own:
        return f"{verb} {source} {slots.fill(chosen(of['do'], slots) or 'ذلك')}"
    told_ = of["told"]
    if "<" in str(told_):
        told_ = of["do"]
    line = slots.fill(chosen(told_, slots) or "ذلك")
    line = f"{'وقوع ' if of.get('event') else ''}{line}"
    return f"{verb} {source} {line}" if source else f"{verb} {line}"


class _Slots(dict[str, str]):
    """The slots of a sentence."""

    def __init__(self, told: Told):
        targets, at = [t for t in _unique(name_of(n) for n in of_whom(told)) if t not in _names(told.doers)], spots(told.at)
        fine = [w for w in told.at if w.precision not in _WHOLE]
        doers = _unique(_names(told.doers))
        sides = _unique([*doers, *targets])
        devices = table("sentences")["device"]
        lists = {
            "doer": doers, "target": targets, "spot": at, "on": targets or spots(fine, True), "people": [*(folk(f) for f in counted_of(told)), *(targets if not told.killed or told.type != "killing" else [])],
            "to": spots(told.to, True), "from": spots(told.start, True), "sides": sides if len(sides) > 1 and doers else [],
        }  # fmt: skip
        super().__init__({name: _listed(values) for name, values in lists.items() if values})
        self |= share_slots(told)
        self["device"] = devices[told.weapon if told.weapon in devices else "default"]["ar"]
        if doers:
            self["subject"] = _subject(told.doers)
            nameless = not any(n.known or not names_people(n.ar) for n in told.doers) and patterns(type_of(told))["ar"].get("deed")
            self["by"] = self._made(told) if nameless else joined(self["doer"])
        if targets and all(n.known or _MARKS.sub("", n.ar).startswith("ال") for n in told.targets):
            self["object"] = self["target"]
        elif targets and not any(n.known or names_people(n.ar) or fold_word(n.ar).split()[0] in grammar("forces") for n in told.targets):
            self["site"] = self["target"]
        self._hit = not targets

    def _made(self, told: Told) -> str:
        """Behind a noun of a deed, that people without a name did it: هجوم نفذه مسلحون, غارة نفذها …"""
        verb = "نفذت" if feminine(told.doers[0]) else "نفذ"
        return f"{verb}{'ها' if patterns(type_of(told))['ar'].get('feminine') else 'ه'} {self['subject']}"

    def fill(self, pattern: str, feminine_: bool = False) -> str:
        """The pattern filled, the places that it does not take at its end."""
        done = filled(pattern, self)
        taken = done.used | ({"spot"} if "on" in done.used and self._hit else set())
        line = formed(done.line, lambda forms: forms[feminine_])
        if "spot" in self and "spot" not in taken:
            first = fold_word(self["spot"]).split()[0]
            line += (" " if first in grammar("adverbs") else " على " if first in grammar("borders") else " في ") + self["spot"]
        line += f" انطلاقا من {self['from']}" if "from" in self and "from" not in taken else ""
        return line + (f" باتجاه {self['to']}" if "to" in self and "to" not in taken else "")


def _according(told: Told) -> str:
    if told.source is None or told.accusers:
        return ""
    if told.own and told.source in told.doers and len(told.doers) == 1:
        return "، كما أعلنت" if feminine(told.source) else "، كما أعلن"
    alone = not told.source.known and adjective(fold_word(told.source.ar)) is not None
    return f"، بحسب {'مصادر ' if alone else ''}{name_of(told.source)}"


def folk(f: Folk) -> str:
    """People by number, the noun agreeing: 8 مدنيين, 49 مدنيا, ما لا يقل عن 20 شخصا. Behind a noun (مقتل), so in the genitive."""
    noun = forms(f.noun)[0]
    if f.max is None:
        text = f"ما لا يقل عن {_counted(f.min, noun)}"
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
        return f"{two} اثنين" if not two.startswith(("امرأ", "فتا", "عائل", "رهين", "جث")) else two
    if n >= 1000 and n % 1000 == 0:
        thousands = n // 1000
        return f"{'ألفي' if thousands == 2 else 'ألف' if thousands == 1 else f'{thousands} آلاف' if thousands < 11 else f'{thousands} ألف'} {one}"
    rest = n % 100
    return f"{n} {few if 3 <= rest <= 10 else many if rest > 10 else one}"


def name_of(name: Name) -> str:
    """Who or what is named, ready to stand behind a noun: clitics and endings of the text's case taken off."""
    text = written(_MARKS.sub("", name.ar)) or name.en
    if _LATIN.search(text):
        return f"\u2068{text}\u2069"
    if not name.known and (nation := nation_called(fold_word(text))):
        return nation[0]
    if not name.known and (counted := _of_people(text)):
        return counted
    first, _, rest = text.partition(" ")
    if not name.known and first.startswith("لل") and len(first) > 4:
        first = "ال" + first[2:]
    folded = fold_word(first)
    if folded.startswith("و") and (folded[1:] in glosses() or folded.startswith("وال")):
        first, folded = first[1:], folded[1:]
    if (
        folded.endswith("ون")
        and len(folded) > 4
        and folded not in grammar("no_plurals")
        and (folded.startswith("ال") or folded in nouns() or folded in glosses())
    ):
        first = first[:-2] + "ين"
        rest = " ".join(w[:-2] + "ين" if w.startswith("ال") and w.endswith("ون") else w for w in rest.split())
    elif (
        not name.known
        and folded.endswith("ا")
        and (folded not in glosses() or folded[:-1] in glosses())
        and folded[:-1] not in ("", "ال")
        and (folded.removeprefix("ال")[:-1] in glosses() or folded.removeprefix("ال")[:-1] in nouns())
    ):
        first = first.rstrip("\u064b")[:-1]
        second, _, others = rest.partition(" ")
        if second.endswith("ا") and len(second) > 3:
            rest = f"{second[:-1]} {others}".strip()
    return f"{first} {rest}".strip()


def _subject(names: Sequence[Name]) -> str:
    """Names behind a verb whose subject they are, as the text or the lexicon has them."""
    texts = [written(_MARKS.sub("", n.ar)) or n.en for n in names]
    return _listed([_of_people(text) or _nominative(text) for text in texts])


def _of_people(text: str) -> str:
    """A number that names nobody beside it, with people behind it: خمسة أشخاص. Empty for other words."""
    alone = number_alone(fold_word(text).split())
    if alone is None:
        return ""
    return f"{text} {'أشخاص' if 3 <= alone[0] <= 10 else 'شخص' if alone[0] % 100 == 0 else 'شخصا'}"


def _nominative(text: str) -> str:
    first, _, rest = text.partition(" ")
    plain = fold_word(first).removeprefix("ال")
    if (plain.endswith("ين") and plain[:-2] + "ون" in nouns()) or (fold_word(first).endswith("ين") and demonym(fold_word(first))):
        first = first[:-2] + "ون"
        rest = " ".join(
            w[:-2] + "ون" if w.endswith("ين") and (w.startswith("ال") or not first.startswith("ال")) and n == 0 else w
            for n, w in enumerate(rest.split())
        )
    return f"{first} {rest}".strip()


def joined(text: str) -> str:
    """The words behind لـ: للجيش, لقوات الدعم السريع."""
    if text.startswith("ال"):
        return "لل" + text[2:]
    return f"ل{text}" if text[:1].isalpha() and not _LATIN.search(text[:2]) else f"لـ{text}"


def feminine(name: Name | None) -> bool:
    """Whether a verb before the name stands in the feminine."""
    if name is None or not name.ar.split():
        return False
    first = fold_word(name.ar).split()[0]
    if numerals().is_number(first):
        return False  # نفذه ثلاثة أشخاص
    return (first.endswith(("ه", "ات")) and not first.endswith("الله")) or first in grammar("feminine")


def spots(places: Iterable[Where], object_: bool = False) -> list[str]:
    """Places, the same one once; with `object_` by names that may stand behind any preposition (not: قرب القرية)."""
    kept = fewest(places)
    names = [_spot(w, object_) for w in kept]
    own = [n for n in names if fold_word(n) not in glosses() and fold_word(n).removeprefix("ال") not in glosses()]
    return [n for n in _unique(own or names) if fold_word(n) not in grammar("adverbs")][:_MOST]  # شمال alone is no place


def _spot(w: Where, object_: bool) -> str:
    text = w.ar[1:] if w.ar.startswith("و") and w.said and not w.said.startswith("و") else w.ar
    telling = w.en.startswith("near ") or w.precision in ("area", "site", "neighbourhood")
    if w.said and telling and fold_word(w.said) not in grammar("pronouns") and not (object_ and fold_word(w.said).split()[0] in grammar("adverbs")):
        text = written(w.said)
    if text.startswith("لل") and len(text.split()[0]) > 4:
        text = "ال" + text[2:]
    kind = w.said.split()[0] if w.said else ""
    if w.precision == "governorate" and text == w.ar and kind in _KINDS:
        return f"{kind} {text}"
    return f"\u2068{text}\u2069" if _LATIN.search(text) else text


def _names(names: Iterable[Name]) -> list[str]:
    return [name_of(n) for n in names]


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(n for n in names if n))


def _listed(names: Sequence[str]) -> str:
    names = _unique(names)
    if len(names) > _MOST:
        names = [*names[:_MOST], "غير ذلك"]
    return " و".join(names)
