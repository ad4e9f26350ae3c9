"""The English sentence. What has no English is left out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

import msgspec

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from ..lexicon.types import types
from .latin import latin, plain_letters
from .lexemes import found, plural_words, uncapped
from .names import actor_called
from .pattern import chosen, filled, first_slot, formed
from .phrase import phrase
from .places import alike, fewest, is_site, openers, own_name, told_apart
from .said import stops
from .settled import settled
from .told import Folk, Name, Told, Where
from .words import (
    BEHIND,
    adjective,
    bare,
    by_nation,
    counted_of,
    countries,
    english_of,
    english_words,
    forms,
    glosses,
    grammar,
    member,
    names_people,
    nation_called,
    nation_of,
    nouns,
    number_alone,
    of_whom,
    one_kind,
    patterns,
    patterns_of,
    share_slots,
    type_of,
    vague,
    with_article,
    written,
)

_MOST = 4  # names in one list
_KEPT = 1 << 12  # names and places whose words are remembered: those of one article come in many claims
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_WHOLE = ("governorate", "region", "country")
_POINTS = ("settlement", "neighbourhood", "site")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)$")
_COUNTED = re.compile(
    r"(\d|two|three|four|five|six|seven|eight|nine|at least|up to|both|more than|about|(?:a number|dozens|tens|hundreds|thousands|millions) of|many|several|some|most) ?"
)
_TWO = re.compile(r" and (?:the|an?) ")
_IS = {"conditional": "would be", "possible": "may be", "planned": "is planned to be"}  # of a state, by modality
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_OF_IT = re.compile(r" of the (?:city|town|village|area|district|governorate|province|country|sector)(?=$| with )")
_HELD = re.compile(r"(\d[\d,]*) (?:detainees|dead people|missing people|martyrs|victims)$")  # 300 detainees who were detained
_DIVISIONS = {"directorate": "district"}  # of a country, as a place is called by them
_WITHIN = re.compile(r" (?:of|in) ([A-Z][\w' -]*)$")
_AREA = re.compile(r" (?:near|in) [^,]+$")  # the area behind a place
_INSIDE = re.compile(r" in [^,]+$")  # what a place lies in
_ONE = re.compile(r"^(a|an|one) ")


def english(told: Told) -> str:
    """One sentence, without a full stop."""
    told = _sayable(settled(told))
    line = _denied(told) if told.modality == "denied" else _told(told)
    if told.apart is not None and told.injured and told.modality == "asserted":
        injured = _listed([folk(f) for f in told.injured])
        line += f"; {injured} {'were' if several(injured) else 'was'} injured, according to {speaker(told.apart)}"
    line += "".join(f"; {_listed(_actors(told.accusers))} blamed {_listed(_actors(told.accused))}" for _ in told.accusers[:1] if told.accused)
    line += "".join(f"; {_listed(_actors(told.deniers))} denied it" for _ in told.deniers[:1])
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
    if words.split()[-1:] and words.split()[-1] in english_words("settled_by_one") and not BEHIND.search(words) and any(map(_inside, told.at)):
        return True  # a Syrian city, where Douma is told
    echo = {*patterns(type_of(told)).get("echo", ()), *patterns_of(told).get("echo", ())}
    if (len(told.doers) > 1 or told.type == "killing") and name in told.doers and BEHIND.split(words)[0] in echo:
        return True  # thousands of people, and demonstrators in the United States
    return words in patterns_of(told).get("echo", ()) or (words in english_words("settlements") and any(map(_inside, told.at)))


@lru_cache(_KEPT)
def sends_forces(name: Name) -> bool:
    """Whether a doer is a state, its government or a person, who deploy forces and do not go themselves."""
    said = thing(name).removeprefix("the ")
    ruler = BEHIND.split(said)[0].rpartition(" ")[2]
    return (
        name.person
        or ruler in english_words("rulers")
        or said in countries().values()
        or said.split(" in ")[0].rpartition(" ")[2] in english_words("governing")
    )


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


def are_things(names: Sequence[Name]) -> bool:
    """Whether targets are things (a camp, an airport) rather than people, bodies or forces."""
    nouns_ = [found(tuple(fold_word(written(n.ar)).split())) for n in names if not n.known]
    return bool(names) and len(nouns_) == len(names) and all(noun is not None and noun.lexeme.kind == "noun" for noun in nouns_)


def _inside(w: Where) -> bool:
    """Whether a place is a settlement by its own name, or one within it."""
    return w.precision in _POINTS and w.listed and not w.en.startswith("near ")


def _told(told: Told) -> str:
    of, slots = patterns_of(told)["en"], _Slots(told)
    fact = told.modality == "asserted" or (told.modality == "possible" and bool(told.doers))
    if told.doers:
        line = slots.fill(chosen(of["active"], slots) or "{doer}", lambda forms: _verb(forms, told.modality))
        line += ", on a condition" if told.modality == "conditional" else ""
    elif told.modality == "possible" and "{was}" in (chosen(of["passive"], slots) or ""):
        line = slots.fill((chosen(of["passive"], slots) or "").replace("{was}", "may have been"))
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
        line = slots.fill(active, lambda forms: forms[0]) + _harm(told)
        return f"{source} denied that {line}" if source else f"it was denied that {line}"
    line = _noun(told, slots)
    if not source:
        return f"{line} {'were' if several(line) else 'was'} denied"
    deed = told.own and types()[type_of(told)].family in ("violence", "persons") if type_of(told) in types() else False
    return f"{source} denied {'responsibility for ' if deed else ''}{line}"


def _verb(forms: list[str], modality: str) -> str:
    past, base = forms[0], forms[1] if len(forms) > 1 else forms[0]
    participle = forms[2] if len(forms) > 2 else past
    return {"planned": f"planned to {base}", "possible": f"may have {participle}", "conditional": f"would {base}"}.get(modality, past)


class _Slots(dict[str, str]):
    """The slots of a sentence; `many` those whose values are several."""

    def __init__(self, told: Told):
        targets = [t for t in unique(thing(n) for n in of_whom(told) if not echoes(told, n)) if t not in _actors(told.doers)]
        named = [*targets, *(thing(n) for n in told.doers if not n.known)]
        where = [w for w in told_apart(told) if not any(_spaced(w.en).removeprefix("near ") in _spaced(t) for t in named)]
        at = spots(where, type_of(told) in english_words("holding"))
        fine = [w for w in where if w.precision not in _WHOLE or told.type == "siege" or is_site(w)]
        mute = told.type == "destruction" and bool(told.targets)  # what was destroyed has no English: not the town
        if type_of(told) in english_words("to_persons"):
            targets = [_HELD.sub(r"\1 people", t) for t in targets]
        lists = {
            "doer": unique(_actors(told.doers)), "target": targets, "spot": at, "on": targets or ([] if mute else spots(fine)),
            "people": [*(folk(f) for f in counted_of(told)), *(targets if not told.killed or told.type != "killing" else [])], "to": spots(told.to), "from": spots(told.start),
        }  # fmt: skip
        sides = unique([*lists["doer"], *targets])
        lists["sides"] = sides if len(sides) > 1 and (told.doers or type_of(told) in english_words("mutual")) else []
        super().__init__({name: _listed(values) for name, values in lists.items() if values})
        if "to" in self and "from" in self and _bare(self["to"]) == _bare(self["from"]):
            del self["to"]
        if "target" in self and "to" in self and self["target"].removeprefix("the ") in self["to"]:
            del self["target"]  # towards positions of the Houthi movement
            targets = []
        if targets and all((n.known and n.force) or (not n.known and is_party(n)) for n in told.targets):
            self["party"] = self["target"]
        elif targets and are_things(told.targets):
            self["thing"] = self["target"]
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


def _spaced(name: str) -> str:
    """A name by its letters alone, to be found in a description that spells it otherwise: Al-Hudaydah, Al Hudaydah."""
    return plain_letters(name).replace("-", " ")


def _behind(at: Sequence[str]) -> str:
    """Where, at the end of a line: "in Bara and near El Obeid"."""
    inside = [p for p in at if not p.startswith("an area near ")]
    beside = [p.removeprefix("an area ") for p in at if p.startswith("an area near ")]
    first = _tied().split(BEHIND.split(inside[0].split(" near ")[0])[0])[0] if inside else " "
    last, head = inside[0].split()[-1] if inside else "", first.split()[-1] if first.split() else ""
    site = not {last.lower(), head.lower(), last.lower().removesuffix("s"), head.lower().removesuffix("s")}.isdisjoint(english_words("sites"))
    lead = (
        "on "
        if head in english_words("lines") or first.startswith("Mount ") or (last in english_words("lines") and " on " not in inside[0])
        else "at "
        if site
        else "in "
    )
    return " and ".join([*([lead + _listed(inside)] if inside else []), *([_listed(beside)] if beside else [])])


def _harm(told: Told) -> str:
    type_ = type_of(told)
    if not patterns_of(told).get("harm", True) or type_ == "injuring":
        return ""
    killed, injured = _listed([folk(f) for f in told.killed]), "" if told.apart is not None else _others(told)
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
        return _listed([folk(f) for f in told.injured])
    f = told.injured[0]
    if f.max is None:
        return f"at least {_number(f.min)} {'other' if f.min == 1 else 'others'}"
    return f"{_number(f.min)} others" if f.min == f.max else f"{f.min:,} to {f.max:,} others"


def _according(told: Told) -> str:
    if told.source is None or told.accusers:
        return ""
    source = speaker(told.source)
    if told.own and told.source in told.doers and len(told.doers) == 1 and not (told.targets and type_of(told) in english_words("mutual")):
        return f", by {'their' if several(source) else 'his' if told.source.person else 'its'} own account"
    return f", according to {source}"


def folk(f: Folk) -> str:
    """People by number: "at least 20 civilians (among them five children)"."""
    if f.name is not None:
        return thing(f.name)
    one, many = forms("fighters" if f.noun == "members" and f.of is None else f.noun)[1]
    if f.max is None:
        text = f"at least {_number(f.min)} {one if f.min == 1 else many}"
    elif f.min == f.max:
        text = f"{_number(f.min)} {one if f.min == 1 else many}"
    else:
        text = f"{f.min:,} to {f.max:,} {many}" if f.min else f"up to {_number(f.max)} {many}"
    if f.of is not None:
        text += f" of {actor(f.of)}"
    return text + (f" (among them {_listed([folk(a) for a in f.among])})" if f.among else "")


def _number(n: int) -> str:
    if n >= 1_000_000 and n % 100_000 == 0:
        return f"{n / 1_000_000:g} million"
    return _SMALL[n] if n < len(_SMALL) else f"{n:,}"


@lru_cache(_KEPT)
def actor(name: Name) -> str:
    """Who is named, with its article: "the Rapid Support Forces"."""
    if not name.known:
        return _as_doer().get(fold_word(written(name.ar))) or thing(name)
    return with_article(uncapped(by_nation(_PARENTHESIS.sub("", name.en) or name.en)))


@cache
def _as_doer() -> dict[str, str]:
    """English of names of doers that are common nouns too: القاعدة."""
    return {fold_word(word): en for en, words in table("sentences")["grammar"]["as_doers"].items() for word in words}


@lru_cache(_KEPT)
def thing(name: Name) -> str:
    """What is named: by its English name or the English of its words. Empty where those have none: then it is left out."""
    if name.known:
        return actor(name)
    if name.force:
        return f"{member(name.of)[1]} {actor(Name('', name.of, known=True))}"
    text = written(name.ar)
    words = fold_word(text).split()
    if name.of:
        whose, owner = noun(words[:1]), actor(Name("", name.of, known=True))
        return f"{whose} of {owner}" if whose else owner
    if " ".join(words) in countries():
        return with_article(countries()[" ".join(words)])
    if words and words[0] in vague() and len(words) == 1:
        return f"{vague()[words[0]]} of people"
    if len(words) == 2 and words[0] in vague() and words[1] in vague():
        return f"{'tens' if vague()[words[0]] == 'dozens' else vague()[words[0]]} of {vague()[words[1]]} of people"
    if (alone := number_alone(words)) is not None:
        return f"{'at least ' if alone[1] is None else ''}{_number(alone[0])} people"
    if len(words) == 1 and (nation := nation_called(words[0])):
        return with_article(nation[1])
    return phrase(text) or ("" if _ARABIC.search(text) else text)


def noun(words: list[str]) -> str | None:
    """English of a noun, by its folded Arabic words."""
    head = " ".join(words)
    found = glosses().get(head) or glosses().get(bare(head)) or _people(head) or _owned(head)
    if found is None and head.endswith(("ين", "ان")) and glosses().get(head[:-2], "").startswith(("a ", "an ")):
        return f"two {glosses()[head[:-2]].split(' ', 1)[1]}s"
    return found


def _owned(word: str) -> str | None:
    """A noun with somebody's pronoun behind it: قنصليتها, أنصاره."""
    for end in ("ها", "هم", "ه"):
        stem = word.removesuffix(end)
        if stem != word and len(stem) > 3:
            for form in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem):
                if form in glosses():
                    return glosses()[form]
    return None


def _people(word: str) -> str | None:
    name = nouns().get(word) or nouns().get(word.removeprefix("ال"))
    if name is None:
        return None
    entry = table("sentences")["people"][name]
    one: str
    many: str
    one, many = entry["en"]
    plain = word.removeprefix("ال")
    if (
        plain != word.removesuffix("ين")
        and plain in (fold_word(entry["ar"][1]), fold_word(entry["ar"][1])[:-2] + "ان")
        and fold_word(entry["ar"][1]) != fold_word(entry["ar"][2])
    ):
        return f"two {many}"
    if plain in (fold_word(entry["ar"][0]), fold_word(entry["ar"][3])) or plain in grammar("ones"):
        return f"{'an' if one[0] in 'aeio' else 'a'} {one}"
    return many


@lru_cache(_KEPT)
def speaker(name: Name) -> str:
    """Whose word it is; an adjective alone ("medical") speaks for sources."""
    only = adjective(fold_word(name.ar)) if not name.known else None
    return f"{only} sources" if only else thing(name)


def spots(places: Iterable[Where], held: bool = False) -> list[str]:
    """Places as objects of a verb, the same one once, a whole left out where a part of it is told. Who holds (`held`) what no gazetteer has
    does not hold the governorate that it lies in."""
    told = unique(f"an area {n}" if n.startswith("near ") else n for n in (_part(w) if held else _spot(w) for w in fewest(places)))
    return _shared(sorted(told, key=lambda n: " near " in n)[:_MOST])


def _shared(names: list[str]) -> list[str]:
    """Places of one area, which is told behind the last of them: towns and wide areas near Afrin."""
    out: list[str] = []
    for name, behind in zip(names, [*names[1:], ""][: len(names)], strict=True):
        area = _AREA.search(name)
        out.append(name[: area.start()] if area and area.start() and behind.endswith(area[0]) and behind != area[0].strip() else name)
    return out


def _part(w: Where) -> str:
    """A place that is held: an area of a governorate where its own words have no English."""
    said = _spot(w)
    return f"an area in {said}" if not w.listed and w.precision in ("district", *_WHOLE) and said == _named(w) else said


@lru_cache(_KEPT)
def _spot(w: Where) -> str:
    if w.more:
        return _within(w)
    if not w.listed and (beside := _beside(w)):
        return beside
    head = fold_word(w.said).split()[:1]
    name, link = _named(w), "" if w.en.startswith("near ") else "on " if w.en.split()[-1] in english_words("lines") else "in "
    words = tuple(fold_word(w.said).split())
    if not w.listed and words and (country := actor_called(words)) is not None and country[1] == len(words):
        return with_article(country[0])
    own = own_name(w.said or w.ar) if not w.listed else ""
    if own and alike(latin(own), w.en) and " " not in own and w.en.startswith("near "):
        typing = found(tuple(head))
        division = typing.lexeme.en if typing is not None and typing.lexeme.number == "one" else ""
        return f"the {name.removeprefix('near ')} {division if division in english_words('divisions') else 'area'}"
    if own and not alike(latin(own), w.en):
        return _called(w, own, head, name, link)
    kind = _kind(w)
    if kind is None:
        return name
    if kind.endswith(" of the country") and (nation := english_of(w.country)) and w.precision != "country":
        return f"{kind.removesuffix(' of the country')} of {with_article(nation)}"
    if _OF_IT.search(kind):  # مطار المدينة
        return _OF_IT.sub(f" of {name.removeprefix('near ')}", kind)
    heads = BEHIND.split(kind)[0].lower().split()
    if not english_words("in_towns").isdisjoint((heads[-1], " ".join(heads[-2:]))) and name.startswith("near "):
        name = f"in {name.removeprefix('near ')}"
    if not english_words("apart").isdisjoint(kind.split()):
        return kind  # neighbouring countries are not near Deir ez-Zor
    if heads[-1].startswith("border") and (border := _border(kind, w)):
        return border
    if (area := _WITHIN.search(kind)) and alike(area[1], w.en):
        if area[0].startswith(" of ") and kind[: area.start()].split()[-1] in english_words("divided"):
            return kind  # a camp in the town of Bara
        return f"{kind[: area.start()]} in {name.removeprefix('near ').removeprefix('in ')}"  # أحد فنادق دبي
    told = name.removeprefix("near ").removeprefix("the ").lower() in kind.lower() or (w.en.startswith("near ") and " in " in kind)
    return kind if told else f"{kind} {link}{name}"


def _typed(text: str) -> bool:
    """Whether the words name a site by what it is and its own name: دوار العنقود."""
    first, _, rest = text.partition(" ")
    return bool(rest and own_name(text)) and found((fold_word(first),)) is not None


def _within(w: Where) -> str:
    """A site in a place or a part of it: the port of Al-Hudaydah, neighbourhoods in Daraa."""
    kind, name = phrase(w.said), _named(w)
    if kind is None:
        return name
    if _OF_IT.search(kind):
        return _OF_IT.sub(f" of {with_article(name)}", kind)
    town = w.en if w.precision == "governorate" and w.en.split()[-1] not in english_words("divided") else name
    own = own_name(w.said)
    if alike(own and latin(own), w.en) or plain_letters(w.en).split()[-1].lower() in kind.lower():
        return kind
    if (other := _WITHIN.search(kind)) and fold_word(w.ar) in fold_word(w.said):
        return f"{kind[: other.start()]} of {town}"  # a place that is called so elsewhere
    link = "of" if kind.startswith("the ") and " of " not in kind and not own else "in"
    return f"{kind} {link} {town}"


def _beside(w: Where) -> str:
    """A place by what lies in, beside or around another: داخل قاعدة العند, قرب دوار العنقود, مشارف القرية. Empty for others."""
    word, _, rest = w.said.partition(" ")
    if not rest:
        return ""
    first = fold_word(word)
    if first in grammar("within"):
        return _spot(msgspec.structs.replace(w, said=rest))
    if first in grammar("directions") and own_name(rest):
        inner = _spot(msgspec.structs.replace(w, said=rest))
        return inner if inner.startswith("near ") else f"near {inner.split(' near ')[0]}"
    if first in grammar("beside") and _typed(rest.removeprefix("من ")):
        return f"near {_spot(msgspec.structs.replace(w, said=rest.removeprefix('من '))).removeprefix('near ').split(' near ')[0]}"
    if first in grammar("edging"):
        inner = _spot(msgspec.structs.replace(w, said=rest))
        return f"the outskirts of {inner}" if not inner.startswith(("near ", "areas ")) else inner
    return ""


def _border(kind: str, w: Where) -> str:
    """A border without another one behind it, by its country: on the Lebanese border, the Tunisian land border."""
    if w.en.split()[-1].startswith("border"):
        return kind
    nation = nation_of(w.en) if w.precision == "country" and not w.en.startswith("near ") else None
    return f"the {nation} {_ONE.sub('', kind.removeprefix('the '))}" if nation and nation not in kind else ""


def _called(w: Where, own: str, head: list[str], name: str, link: str) -> str:
    """A place that no gazetteer has, by its own name and what it is; `name` is the area's. Where Arabic spells names otherwise than those
    who live there, by what it is alone."""
    typing = found(tuple(head)) if head else None
    what = typing.lexeme.en if typing and not typing.owned and typing.lexeme.number == "one" else ""
    what = table("sentences")["grammar"]["kinds_by_adjective"].get(what, {}).get(next(iter(fold_word(w.said).split()[2:][-1:]), ""), what)
    if typing and head == fold_word(own).split()[:1] and (" " not in own or (head[0] in openers() and what not in english_words("named_before"))):
        typing, what = None, ""  # دار سعد, البساتين
    if typing and head == fold_word(own).split()[:1]:
        own = own.split(" ", 1)[1]  # بنك الرافدين
    if what in english_words("in_towns") and name.startswith("near "):
        name = ("of " if what in english_words("kinds_behind") else "in ") + name.removeprefix("near ")
    if w.country is not None and w.country not in english_words("spelled"):
        return f"a {what} {link}{name}" if what in english_words("in_towns") else name
    if what in english_words("named_before"):
        return f"{latin(own)} {what.capitalize()} {link}{name}"
    if what in english_words("kinds_behind"):
        return f"the {latin(own)} {what} {link}{name}"
    if what == "mountain":
        return f"Mount {latin(own)} {link}{name}"
    if typing and typing.lexeme.en in english_words("divisions") and typing.lexeme.number == "one" and not typing.owned:
        return f"{'the ' if typing.lexeme.en in ('area', 'region') else ''}{latin(own)} {typing.lexeme.en} {link}{name}"
    typed = (
        f"the {_DIVISIONS.get(typing.lexeme.en, typing.lexeme.en) if typing else ''} of "
        if typing and not typing.owned and not typing.lexeme.people
        else ""
    )
    return f"{typed}{latin(own)} {link}{name}"


def _kind(w: Where) -> str | None:
    """What an unknown place is: "a village" near Bara, "areas" in Nineveh province. None where that tells no more than the name."""
    words = fold_word(w.said).split()
    if not words or " ".join(words) in grammar("pronouns") | grammar("districts") or words[0] in grammar("adverbs"):
        return None
    if not w.en.startswith("near ") and (fold_word(w.ar) != fold_word(w.said) or w.precision not in _WHOLE):
        return None
    if stops(w.said):
        return None  # القريب من المطار: what
    noun_ = found(tuple(words))
    kind = phrase(w.said) if noun_ is None or not noun_.owned or len(words) > 1 else None
    parts = BEHIND.split(kind.removeprefix("the "))[0] if kind is not None else ""
    around = "around" if w.en.startswith("near ") else "edges"  # areas in a governorate tell that it is not the whole
    if (
        kind is None
        or parts in english_words(around)
        or (w.precision == "country" and _OF_IT.sub("", kind) in english_words("around"))
        or _people(words[0]) is not None
    ):
        return None
    return kind


def _named(w: Where) -> str:
    of = table("sentences")["grammar"]
    w = msgspec.structs.replace(w, en=plain_letters(of["exonyms"].get(w.en, w.en)))
    if w.country in english_words("named_alone") and w.precision in ("governorate", "region"):
        return w.en
    if w.precision == "country" and w.en.split()[-1] in english_words("the_countries"):
        return f"the {w.en}"
    if w.en.split()[-1] in english_words("areas") or BEHIND.split(w.en)[0].split()[-1] in english_words("areas"):
        return f"the {w.en}" if not w.en.startswith("near ") else w.en
    if (
        w.precision == "governorate"
        and not w.en.startswith("near ")
        and not any(word in w.en.lower() for word in ("governorate", "province", "region", "oblast", "state"))
    ):
        kind = next((kind for kind in ("state", "province", "region") if w.country in of[f"{kind}s"]), "governorate")
        return f"{w.en} {kind}"
    by_itself = w.en.startswith("near ") or w.en.split()[-1] in english_words("by_name")
    return f"the {w.en} area" if w.precision == "area" and not by_itself else w.en


@cache
def _tied() -> re.Pattern[str]:
    """What stands behind an English noun by a participle: groups | opposed to the government."""
    return re.compile(rf" (?:{'|'.join(sorted({en.split()[0] for en in table('nouns')['behind']}))})\b")


@lru_cache(_KEPT)
def several(text: str) -> bool:
    """Whether what is named stands with a plural verb."""
    if not text:
        return False
    plain = _tied().split(BEHIND.split(text.split(" (")[0])[0].split(" near ")[0])[0]
    last = plain.split()[-1] if plain.split() else ""
    if "% of " in plain:
        return False
    if last in english_words("plural") or " and " in plain or _TWO.search(text) or (_COUNTED.match(text) and not text.startswith("at least one")):
        return True
    return last in plural_words() and not _ONE.match(plain)


def unique(names: Iterable[str]) -> list[str]:
    """Names in their order, each once."""
    told = list(dict.fromkeys(filter(None, names)))
    if len(told) < 2:
        return told
    return [n for n in told if not any(o != n and o.endswith(" " + n.removeprefix("the ")) for o in told)]


def _actors(names: Sequence[Name]) -> list[str]:
    return [actor(n) for n in names]


def _parts(names: Sequence[str]) -> list[str]:
    """Several names each by itself: workers and civilians, and a mosque."""
    if len(names) < 2:
        return list(names)
    return [
        part
        for name in names
        for part in (
            re.split(", | and ", name)
            if ", " in name and not BEHIND.search(name)
            else name.split(" and ")
            if name.count(" and ") == 1 and name.islower() and not BEHIND.search(name)
            else [name]
        )
    ]


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    names = unique(_parts(unique(names)))
    if len(names) > _MOST:
        names = [*names[:_MOST], "others"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""
