"""An event in one sentence of each language: doers by whose word, numbers with their edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from ..arabic.normalise import fold
from ..lexicon.types import types
from ..telling import Folk, Name, Told, Where, arabic, english
from ..telling.lexemes import found
from ..telling.phrase import person
from ..telling.told import FORCES
from ..telling.words import demonym, english_words, names_people, number_alone, numerals, report, vague
from .record import Party, Record, Spot, where, words_of
from .tolls import Harmed
from .voices import Doer, denying

_LONG = 4  # names that make a list too long
_MOVED = ("captured", "abducted", "freed", "displaced")


def sentences(
    members: Sequence[Record],
    type_: str,
    modality: str,
    place: Spot | None,
    doers: Sequence[Doer],
    harm: Sequence[Harmed],
    apart: Sequence[Record] = (),
) -> tuple[str, str]:
    """(English, Arabic). `harm` are the event's `Harmed`, `apart` the records that tell the injured alone; `place` is its own."""
    told = replace(told_of(members, type_, modality, place, doers, harm), apart=_apart(apart))
    return english(told), arabic(told)


def told_of(members: Sequence[Record], type_: str, modality: str, place: Spot | None, doers: Sequence[Doer], harm: Sequence[Harmed]) -> Told:
    """What the sentence of an event is made of."""
    parties = {
        p.name: p
        for r in members
        for p in (*r.agents, *r.targets, *(b.doer for b in r.blames), *(b.by for b in r.blames), *denying(r), *([r.voice] if r.voice else []))
    }
    by_id = {p.id: p for p in parties.values() if p.id}
    own = [r for r in members if r.type == type_] or list(members)
    # Of a crime somebody is accused; that a side took a town or fought is told according to whoever tells it.
    crime = types()[type_].family in ("violence", "persons", "people") and type_ not in ("clash", "release") and modality == "asserted"
    # Who tells that forces which are no side of its own were hit blames nobody: it is the source.
    of_foes = any(p.id and p.kind in FORCES for r in own for p in r.targets)
    accused = [d for d in doers if d.blamed and d.id and crime and (d.enemies or not (of_foes or type_ in english_words("owned")))]
    sure = [d for d in doers if d not in accused]
    # Of several who are said to have done it by the same voices, the first ones are named; rivals stand in the disagreements.
    sure = [d for d in sure if d.id] or sure
    lead = max(own, key=lambda r: (len(r.spots), r.confidence, r.id))
    who = _sides(lead) if type_ in english_words("mutual") and {d.id for d in sure if d.id} <= {p.id for p in lead.agents} else ()
    speaking = [r.voice for r in members if r.voice is not None]
    by = (Name(p.name_ar, p.name, known=True) for id in dict.fromkeys(o for d in accused for o in (*d.enemies, *d.thirds)) if (p := by_id.get(id)))
    denies = {p.id or p.name: p for r in members for p in denying(r)}
    one = speaking[0] if len({p.side for p in speaking}) == 1 and len({r.office for r in members}) == 1 and not accused else None
    role: Callable[[str], tuple[Where, ...]] = lambda name: tuple(_where(s) for s in lead.spots if s.role == name)  # noqa: E731
    aimed = {p.name for r in own for p in r.targets}  # an offensive against Iraq is not told to be in Iraq
    at = _at(place, lead) if place is not None and place.name_en not in aimed else ()
    return Told(
        type=type_,
        modality=modality,
        doers=who or tuple(_name(parties[d.name]) for d in sure[:3] if d.name in parties) if modality != "denied" else _doers(lead),
        targets=tuple(map(_name, _targets(own, bool(harm)))) if type_ != "killing" or not harm else _named(own),
        at=at or tuple(_where(s) for s in where(lead) if s.role == "at"),
        to=role("to"),
        start=role("from"),
        killed=_folks(harm, ("killed",)),
        injured=_folks(harm, ("injured",)),
        moved=_folks(harm, _MOVED),
        weapon=next((r.weapon for r in own if r.weapon), None),
        source=_name(one) if one is not None else None,
        own=one is not None
        and any(map(one.same_side, lead.agents if modality == "denied" else [parties[d.name] for d in sure if d.name in parties])),
        accused=tuple(_name(parties[d.name]) for d in accused),
        accusers=tuple(by),
        deniers=tuple(_name(p) for p in denies.values()) if modality != "denied" else (),
        turn=_turn(own, lead) if lead.type == type_ else "",
        ahead=modality in ("possible", "denied") and all(r.ahead for r in own),
        undone=modality == "denied" and one is None and all(r.undone for r in own),
    )


def _apart(records: Sequence[Record]) -> Name | None:
    """Who tells the injured alone: one who is known, else another report."""
    if not records:
        return None
    voices = {r.voice.id: r.voice for r in records if r.voice is not None}
    return _name(next(iter(voices.values()))) if len(voices) == 1 and all(r.voice for r in records) else Name(*report(), known=True)


def _turn(own: Sequence[Record], lead: Record) -> str:
    """What most of the claims of the type tell besides it; of as many the lead's word goes."""
    told = Counter(r.turn for r in own)
    return max(told, key=lambda turn: (told[turn], turn == lead.turn, turn))


def _counted(text: str) -> bool:
    """Whether the words name people whom the numbers tell: civilians, seven Palestinians, at least twenty."""
    words = fold(text).split()
    noun = found(tuple(words[:1]))
    if numerals().is_number(words[0]) and any((of := found((w,))) is not None and of.lexeme.people for w in words[1:]):
        return True
    if noun is not None and noun.lexeme.kind == "people" and noun.lexeme.number in ("two", "many"):
        return True
    return names_people(text) or _nationals(text) or number_alone(words) is not None or words[0] in vague()


def _nationals(text: str) -> bool:
    """Whether the words name people by their nation (ثلاثة فلسطينيين), whom the numbers tell."""
    return any(demonym(w) and w.endswith(("ين", "ون")) for w in fold(text).split())


def _at(place: Spot, lead: Record) -> tuple[Where, ...]:
    """Where an event was: its place, with the others that the leading claim names beside it."""
    if any(place.key == s.key for s in lead.spots if s.role in ("to", "from")):
        return ()
    told = [s for s in lead.spots if s.role == "at"]
    own = next((s for s in told if s.key == place.key), None)
    return (_where(own or place), *(_where(s) for s in told if own is not None and s.key != place.key and s.listed))


def _doers(record: Record) -> tuple[Name, ...]:
    return tuple(_name(p) for p in record.agents)


def _sides(record: Record) -> tuple[Name, ...]:
    """All who fought, agreed or talked, where the words tell of some of them without a name: gunmen, and the army."""
    return _doers(record)[:3] if len(record.agents) > 1 and not all(p.id for p in record.agents) else ()


def _targets(members: Sequence[Record], counted: bool = False) -> list[Party]:
    """Whom or what most of the claims name, unnamed ones only where nobody is known, nor those whom numbers tell (`counted`)."""
    count: dict[str, list[Party]] = {}
    for r in members:
        for p in r.targets:
            count.setdefault(p.id or p.key, []).append(p)
    spots = {word for r in members for s in r.spots for word in s.said}
    count = {key: ps for key, ps in count.items() if ps[0].id or not words_of(ps[0].name) <= spots}  # a town that was shelled is the place
    count = {key: ps for key, ps in count.items() if ps[0].id or not (counted and _counted(ps[0].name))}
    ranked = sorted(count.values(), key=lambda ps: (not ps[0].id, -len(ps), ps[0].name))
    known = [ps[0] for ps in ranked if ps[0].id]
    unnamed = [ps[0] for ps in ranked]
    people = [p for p in unnamed if person(p.name)]
    others = [p for p in unnamed if p not in people]
    if not known and len(people) > 1 and others and all(_numbers(p.name) >= len(people) for p in others):
        return people if len(people) < _LONG and all(_numbers(p.name) == len(people) for p in others) else others[:2]  # who are named beside it
    return (known or unnamed)[:2]


def _numbers(text: str) -> int:
    """How many people words tell by their number: شخصين; 0 for none."""
    words = fold(text).split()
    noun = found(tuple(words))
    if noun is not None and noun.lexeme.kind == "people" and noun.lexeme.number == "two" and len(words) == 1:
        return 2
    count = numerals().read(words, 0)
    return count.min if count is not None and count.min == count.max else 0


def _named(members: Sequence[Record]) -> tuple[Name, ...]:
    told = [p for p in _targets(members) if (not names_people(p.name) or person(p.name)) and not p.id]
    return tuple(map(_name, told if all(person(p.name) for p in told) else told[:1]))


def _folks(harm: Sequence[Harmed], what: tuple[str, ...]) -> tuple[Folk, ...]:
    whole = [h for h in harm if h.what in what and not h.among and h.best]  # nobody was hurt is no harm
    parts = tuple(Folk(h.group, h.best, h.best_max) for h in harm if h.what in what and h.among)
    made = [Folk(h.group, h.best, h.best_max) for h in whole[:2]]
    return tuple(Folk(f.noun, f.min, f.max, among=parts if n == 0 else ()) for n, f in enumerate(made))


def _name(p: Party) -> Name:
    return Name(p.name_ar, p.name, known=True, force=p.kind in FORCES, person=p.kind == "person") if p.id else Name(p.name)


def _where(s: Spot) -> Where:
    return Where(s.name_ar, s.name_en, s.precision, s.country, s.told or ("" if s.listed else s.name_ar), s.admin1, s.listed, bool(s.told))
