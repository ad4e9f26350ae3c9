"""The English sentence. What has no English is left out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import msgspec

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from ..lexicon.types import types
from .latin import plain_letters
from .lexemes import found, plural, plural_words
from .names import place_called
from .pattern import chosen, filled, first_slot, formed
from .places import is_site, told_apart
from .settled import settled
from .spots import OUTSIDE, spots
from .things import actor, actors, listed, number, several, speaker, thing, tied, unique
from .told import Folk, Name, Told, Where
from .words import (
    BEHIND,
    counted_of,
    countries,
    english_of,
    english_words,
    forms,
    grammar,
    names_people,
    of_whom,
    one_kind,
    patterns,
    patterns_of,
    share_slots,
    type_of,
    written,
)

_KEPT = 1 << 12  # names whose answer is remembered
_WHOLE = ("governorate", "region", "country")
_POINTS = ("settlement", "neighbourhood", "site")
_IS = {"conditional": "would be", "possible": "may be", "planned": "is planned to be"}  # of a state, by modality
_HELD = re.compile(r"(\d[\d,]*) (?:detainees|dead people|missing people|martyrs|victims)$")  # 300 detainees who were detained
_INSIDE = re.compile(r" in [^,]+$")  # what a place lies in
_ONE = re.compile(r"^(a|an|one|two|both) ")


def english(told: Told) -> str:
    """One sentence, without a full stop."""
    told = _sayable(settled(told))
    line = _undone(told) if told.undone else _denied(told) if told.modality == "denied" else _told(told)
    if told.apart is not None and told.injured and told.modality == "asserted":
        injured = listed([folk(f) for f in told.injured])
        line += f"; {injured} {'were' if several(injured) else 'was'} injured, according to {speaker(told.apart)}"
    line += "".join(f"; {listed(actors(told.accusers))} blamed {listed(actors(told.accused))}" for _ in told.accusers[:1] if told.accused)
    line += "".join(f"; {listed(actors(told.deniers))} denied it" for _ in told.deniers[:1])
    return line[0].upper() + line[1:]


def _sayable(told: Told) -> Told:
    """What is told without the doers and speakers that have no English."""
    parts = {part: tuple(n for n in getattr(told, part) if thing(n)) for part in ("accused", "accusers", "deniers")}
    parts["doers"] = tuple(n for n in told.doers if thing(n) and not echoes(told, n))
    source = told.source if told.source is not None and speaker(told.source) else None
    return msgspec.structs.replace(told, source=source, **parts)


def echoes(told: Told, name: Name) -> bool:
    """Whether a doer or target tells no more than the deed (a suicide bomber of a suicide bombing, the dead of a killing) or the place
    (the city, where El Fasher is told)."""
    if name.known:
        return False
    if type_of(told) != "condemnation" and not BEHIND.search(thing(name)) and any(thing(name).endswith(end) for end in english_words("harmed")):
        return True
    words = _ONE.sub("", thing(name)).removeprefix("all ")
    if words.split()[-1:] and words.split()[-1] in _settlements() and not BEHIND.search(words) and any(map(_inside, told.at)):
        return True  # a Syrian city, where Douma is told
    echo = {*patterns(type_of(told)).get("echo", ()), *patterns_of(told).get("echo", ())}
    if (len(told.doers) > 1 or told.type == "killing") and name in told.doers and BEHIND.split(words)[0] in echo:
        return True  # thousands of people, and demonstrators in the United States
    return words in echo or (words in english_words("settlements") and any(map(_inside, told.at)))


@cache
def _settlements() -> frozenset[str]:
    """City and cities."""
    return frozenset(form for one in english_words("settled_by_one") for form in (one, plural(one)))


@lru_cache(_KEPT)
def sends_forces(name: Name) -> bool:
    """Whether a doer is a state, its government or a person, who deploy forces and do not go themselves."""
    said = thing(name).removeprefix("the ")
    ruler = BEHIND.split(said)[0].rpartition(" ")[2]
    return (
        name.person
        or ruler in english_words("rulers")
        or said in countries().values()
        or (not ruler.endswith("forces") and ruler not in _goers() and said.split(" in ")[0].rpartition(" ")[2] in english_words("governing"))
    )


@cache
def _goers() -> frozenset[str]:
    """The last words of those who deploy themselves: members of the army, riot police."""
    return (plural_words() | {"police"}) - {"authorities", *english_words("rulers")}


def are_arms(names: Sequence[Name]) -> bool:
    """Whether targets are arms or explosives."""
    return bool(names) and all(not n.known and BEHIND.split(thing(n))[0].rpartition(" ")[2] in english_words("arms") for n in names)


def is_body(name: Name) -> bool:
    """Whether words name a body that fights by a noun: الميليشيا."""
    noun = found(tuple(fold_word(written(name.ar)).split()))
    return noun is not None and noun.lexeme.kind == "body" and noun.lexeme.en.rpartition(" ")[2] in english_words("fighting")


def is_party(name: Name) -> bool:
    """Whether words that no lexicon names tell people or a body that fights, and not what they use: البؤر التي تستخدمها العناصر."""
    head = found(tuple(fold_word(written(name.ar)).split()))
    return is_body(name) or (names_people(name.ar) and (head is None or head.lexeme.kind not in ("noun", "deed")))


@lru_cache(_KEPT)
def answers(name: Name) -> bool:
    """Whether a target is one who may be rebuffed, as what he asks for is rejected: people, a body, a town that stands for its government."""
    words = tuple(fold_word(written(name.ar)).split())
    head = found(words)
    town = place_called(words, "town") if words else None
    return is_party(name) or (head is not None and (head.lexeme.kind == "body" or head.lexeme.people)) or (town is not None and town[1] == len(words))


def are_things(names: Sequence[Name]) -> bool:
    """Whether targets are things (a camp, an airport) rather than people, bodies or forces."""
    nouns_ = [found(tuple(fold_word(written(n.ar)).split())) for n in names if not n.known]
    return bool(names) and len(nouns_) == len(names) and all(noun is not None and noun.lexeme.kind == "noun" for noun in nouns_)


def slot_of(told: Told) -> str:
    """The slot besides `target` that the targets stand in: a `party`, or a `thing`. Empty for neither."""
    if all((n.known and n.force) or (not n.known and is_party(n)) for n in told.targets):
        return "party"
    if told.type == "rejection" and all(map(answers, told.targets)):
        return "party"
    return "thing" if are_things(told.targets) else ""


def _inside(w: Where) -> bool:
    """Whether a place is a settlement by its own name, or one within it."""
    return w.precision in _POINTS and w.listed and not w.en.startswith("near ")


def _told(told: Told) -> str:
    of, slots = patterns_of(told)["en"], _Slots(told)
    fact = told.modality == "asserted" or (told.modality == "possible" and bool(told.doers) and not told.ahead)
    if told.doers:
        line = slots.fill(chosen(of["active"], slots) or "{doer}", lambda forms: _verb(forms, told, "doer" in slots.many))
        line += ", on a condition" if told.modality == "conditional" else ""
    elif told.modality == "possible" and "{was}" in (chosen(of["passive"], slots) or ""):
        line = slots.fill((chosen(of["passive"], slots) or "").replace("{was}", "may be" if told.ahead else "may have been"))
    elif told.modality == "asserted" and (pattern := chosen(of["passive"], slots)):
        line = slots.fill(pattern)
    else:
        line = _noun(told, slots)
        verb = "were" if several(line) else "was"
        line += f" {verb} " + {"planned": "planned", "possible": "possible", "conditional": "conditional"}.get(told.modality, "reported")
    return line + (_harm(told) if fact else "") + _according(told)


def _noun(told: Told, slots: _Slots) -> str:
    return slots.fill(chosen(patterns_of(told)["en"]["noun"], slots) or "an event")


def _denied(told: Told) -> str:
    slots = _Slots(told)
    source = speaker(told.source) if told.source else ""
    if told.doers and not told.own:
        active = chosen(patterns_of(told)["en"]["active"], slots) or "{doer}"
        line = slots.fill(active, lambda forms: f"would {(forms[1:] or forms)[0]}" if told.ahead else forms[0]) + _harm(told)
        return f"{source} denied that {line}" if source else f"it was denied that {line}"
    line = _noun(told, slots)
    if not source:
        return f"{line} {'were' if several(line) else 'was'} denied"
    deed = told.own and types()[type_of(told)].family in ("violence", "persons") if type_of(told) in types() else False
    return f"{source} denied {'responsibility for ' if deed else ''}{line}"


def _undone(told: Told) -> str:
    """What was not done: Israeli forces did not detain Palestinians, no airstrike hit Bara, Bara was not captured."""
    slots = _Slots(told)
    of = patterns_of(told)["en"]
    if told.doers:
        never = "would not" if told.ahead else "did not"
        return slots.fill(chosen(of["active"], slots) or "{doer}", lambda forms: f"{never} {forms[1] if len(forms) > 1 else forms[0]}")
    pattern = chosen(of["passive"], slots) or chosen(of["noun"], slots) or ""
    if first_slot(pattern):
        return slots.fill(pattern.replace("{was}", "{was} not", 1))
    return f"no {_ONE.sub('', slots.fill(pattern))}"


def _verb(forms: list[str], told: Told, many: bool) -> str:
    """A verb as the modality has it; nobody plans what is done to him."""
    past, base = forms[0], forms[1] if len(forms) > 1 else forms[0]
    participle = forms[2] if len(forms) > 2 else past
    planned = f"{'were' if many else 'was'} to {base}" if base.startswith("be ") else f"planned to {base}"
    possible = f"may {base}" if told.ahead else f"may have {participle}"
    return {"planned": planned, "possible": possible, "conditional": f"would {base}"}.get(told.modality, past)


class _Slots(dict[str, str]):
    """The slots of a sentence; `many` those whose values are several."""

    def __init__(self, told: Told):
        targets = [t for t in unique(thing(n) for n in of_whom(told) if not echoes(told, n)) if t not in actors(told.doers)]
        named = [*targets, *(thing(n) for n in told.doers if not n.known)]
        where = [w for w in told_apart(told) if not any(is_named(w, t) for t in named)]
        at = spots(where, type_of(told) in english_words("holding"))
        targets = [t for t in targets if not any(f" of {t}" in spot for spot in at)]  # a mosque of the forces that were hit
        fine = [w for w in where if w.precision not in _WHOLE or told.type == "siege" or is_site(w)]
        mute = told.type == "destruction" and bool(told.targets)  # what was destroyed has no English: not the town
        if type_of(told) in english_words("to_persons"):
            targets = [_HELD.sub(r"\1 people", t) for t in targets]
        fallen = targets if not told.killed or told.type != "killing" else []
        lists = {
            "doer": unique(actors(told.doers)),
            "target": targets,
            "spot": at,
            "on": targets or ([] if mute else spots(fine)),
            "people": [*(folk(f) for f in counted_of(told)), *fallen],
            "to": spots(told.to),
            "from": spots(told.start),
        }
        sides = unique([*lists["doer"], *targets])
        lists["sides"] = sides if len(sides) > 1 and (told.doers or type_of(told) in english_words("mutual")) else []
        super().__init__({name: listed(values) for name, values in lists.items() if values})
        if "to" in self and "from" in self and _bare(self["to"]) == _bare(self["from"]):
            del self["to"]
        for country in {english_of(w.country) for w in told.at if at and w.precision != "country"}:  # militias in Syria, in Palmyra
            self |= {slot: self[slot].replace(f" in {country}", "") for slot in ("doer", "target", "on", "sides", "people") if slot in self}
        if "target" in self and "to" in self and self["target"].removeprefix("the ") in self["to"]:
            del self["target"]  # towards positions of the Houthi movement
            targets = []
        if targets and (slot := slot_of(told)):
            self[slot] = self["target"]
        if targets and are_arms(told.targets):
            self["explosives"] = self["target"]
        self |= {"layer": self["doer"]} if told.doers and told.weapon == "mine" else {}
        if any(n.known for n in told.doers):
            self["power"] = self["doer"]
        self["troops"] = "troops" if "forces" in self.get("doer", "").lower() else "forces"
        if told.doers and all(map(sends_forces, told.doers)):
            self["state"] = self["doer"]
        elif told.doers and not any(n.known for n in told.doers):
            self["sent"] = self["doer"]
        if told.doers and all(not n.known and fold_word(n.ar).split()[0].removeprefix("ال") in grammar("aircraft") for n in told.doers):
            self["craft"] = self["doer"]
        devices = table("sentences")["device"]
        self |= share_slots(told)
        device = devices[told.weapon if told.weapon in devices else "default"]
        self["device"], self["devices"], self["occurred"] = device["en"], device["many"], device.get("occurred", "went off")
        if told.killed or told.injured:
            self["harming"] = "targeted"
        self["was"] = self["is"] = " "
        self.many = {name for name, values in lists.items() if values and (len(values) > 1 or several(values[0]))}
        self._hit, self._modality = not targets, told.modality
        self._behind = _behind(at) if at and not patterns_of(told).get("placeless") else ""
        self._towards = "in" if "party" in self and told.type == "aid" else "towards" if type_of(told) in english_words("towards") else "to"

    def fill(self, pattern: str, form: Callable[[list[str]], str] = lambda forms: forms[0]) -> str:
        """The pattern filled, the places that it does not take at its end."""
        many = {"sent": "doer"}.get(first := first_slot(pattern) or "", first) in self.many
        is_ = _IS.get(self._modality, "are" if many else "is")
        done = filled(pattern, self | {"was": "were" if many else "was", "is": is_})
        taken = done.used | {"spot"} if "on" in done.used and self._hit else done.used
        line = formed(done.line, form)
        if self._behind and "spot" not in taken and not any(_bare(self["spot"]) in self[slot] for slot in ("to", "from") if slot in self):
            line += f" {self._behind}"
        if "from" in self and "from" not in taken:
            inside = _INSIDE.search(self["from"])
            line += f" from {self['from'].removesuffix(inside[0]) if inside and line.endswith(inside[0]) else self['from']}"
        told = "to" not in self or "to" in taken or self["to"] in line  # a raid on a town says nothing more by "towards" it
        return line if told else f"{line} {self._towards} {self['to']}"


def _bare(place: str) -> str:
    """A place without the words that its area is called by: the Tehran area."""
    return place.removeprefix("the ").removesuffix(" area")


def is_named(w: Where, said: str) -> bool:
    """Whether English words tell a place or the town that it lies near: Tunis in "the police of Tunis", not in "Tunisian police"."""
    return re.search(rf"\b{re.escape(_spaced(w.en).removeprefix('near '))}\b", _spaced(said)) is not None


def _spaced(name: str) -> str:
    """A name by its letters alone, to be found in a description that spells it otherwise: Al-Hudaydah, Al Hudaydah."""
    return plain_letters(name).replace("-", " ").casefold()


def _behind(at: Sequence[str]) -> str:
    """Where, at the end of a line: "in Bara and near El Obeid"."""
    inside = [p for p in at if not _outside(p)]
    beside = [p.removeprefix("an area ") for p in at if _outside(p)]
    first = tied().split(BEHIND.split(inside[0].split(" near ")[0])[0])[0] if inside else " "
    last, head = inside[0].split()[-1] if inside else "", first.split()[-1] if first.split() else ""
    site = not {last.lower(), head.lower(), last.lower().removesuffix("s"), head.lower().removesuffix("s")}.isdisjoint(english_words("sites"))
    lead = (
        "on "
        if head in english_words("lines") or first.startswith("Mount ") or (last in english_words("lines") and " on " not in inside[0])
        else "at "
        if site
        else "in "
    )
    return " and ".join([*([lead + listed(inside)] if inside else []), *([listed(beside)] if beside else [])])


def _outside(place: str) -> bool:
    return place.startswith("an area ") and OUTSIDE.match(place.removeprefix("an area ")) is not None


def _harm(told: Told) -> str:
    type_ = type_of(told)
    if not patterns_of(told).get("harm", True) or type_ == "injuring":
        return ""
    killed, injured = listed([folk(f) for f in told.killed]), "" if told.apart is not None else _others(told)
    if type_ in english_words("happenings"):  # those who fought or marched did not kill those who fell
        fell = [f"{who} {'were' if several(who) else 'was'} {what}" for who, what in ((killed, "killed"), (injured, "injured")) if who]
        return f"; {' and '.join(fell)}" if fell else ""
    if type_ == "killing" and told.turn and not killed:
        return f"; {injured} {'were' if several(injured) else 'was'} injured" if injured else ""  # an attempt
    if type_ == "killing":
        if not injured or (not told.killed and not told.targets):
            return ""
        return f" and injured {injured}" if told.doers else f" and {injured} injured"
    parts = [f"killing {killed}" if killed else "", f"injuring {injured}" if injured else ""]
    return "".join(f"{', ' if n == 0 else ' and '}{part}" for n, part in enumerate(p for p in parts if p))


def _others(told: Told) -> str:
    """Those injured; "another" or "others" where the dead are told by the same noun."""
    if one_kind(told) and told.injured[0].max == 1:
        return "another"
    if not one_kind(told) or (told.injured[0].min < 2 and told.injured[0].max is not None):
        return listed([folk(f) for f in told.injured])
    f = told.injured[0]
    if f.max is None:
        return f"at least {number(f.min)} {'other' if f.min == 1 else 'others'}"
    return f"{number(f.min)} others" if f.min == f.max else f"{f.min:,} to {f.max:,} others"


def _according(told: Told) -> str:
    if told.source is None or told.accusers:
        return ""
    source = speaker(told.source)
    if told.own and told.source in told.doers and len(told.doers) == 1 and not (told.targets and type_of(told) in english_words("mutual")):
        return f", by {'their' if several(source) else 'his' if told.source.person else 'its'} own account"
    return f", according to {source}"


def over(n: int) -> int:
    """The round number that a lowest one exceeds by one, as more than 2,000 are counted from 2,001 on; 0 for others."""
    return n - 1 if n > 11 and n % 10 == 1 and ((n - 1) % 100 == 0 or n < 100) else 0


def folk(f: Folk) -> str:
    """People by number: "at least 20 civilians (among them five children)"."""
    if f.name is not None:
        return thing(f.name)
    one, many = forms("fighters" if f.noun == "members" and f.of is None else f.noun)[1]
    if f.max is None and (exceeded := over(f.min)):
        text = f"more than {number(exceeded)} {many}"
    elif f.max is None:
        text = f"at least {number(f.min)} {one if f.min == 1 else many}"
    elif f.min == f.max:
        text = f"{number(f.min)} {one if f.min == 1 else many}"
    else:
        text = f"{f.min:,} to {f.max:,} {many}" if f.min else f"up to {number(f.max)} {many}"
    if f.of is not None:
        text += f" of {actor(f.of)}"
    return text + (f" (among them {listed([folk(a) for a in f.among])})" if f.among else "")
