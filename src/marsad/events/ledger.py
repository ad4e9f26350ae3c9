"""Who holds what when: statements about a place, in their order, make its stays.

Only captures and withdrawals move a place. A source that contradicts the holder makes it contested; conditional, planned and
possible statements, those about a governorate for the towns in it, and those about parts of a place change nothing. What is told of a
town's surroundings stands in the town's row beside it. Rules beside each case below.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

import msgspec

from ..arabic.normalise import fold
from ..lexicon.grammar import SHARE, WORDS
from ..lexicon.tables import table
from ..lexicon.types import types
from ..model import ActorSpan, Claim, Doc, PlaceSpan
from ..telling.words import adjective
from .record import (
    Party,
    Spot,
    actor_party,
    arabic_names,
    claim_id,
    nameless,
    office,
    outlet_of,
    party,
    published_by,
    spot,
)

_CONFLICT = 2  # days within which statements of two sources are about one moment
_BEFORE = 4  # words before a place in which parts of it are told
_Kind = Literal["takes", "holds", "leaves", "besieges", "denied", "held"]


class Statement(msgspec.Struct, frozen=True):
    """What one claim says of who holds a place. `day` is an ordinal; `denied` denies that `who` took or holds it.

    `held` tells a hold that is over, from `day` to `until` (ordinals), and of which part of the place where the text says so
    (`share`, in percent).
    """

    claim: str
    place: Spot
    who: Party
    kind: _Kind
    day: int
    office: str
    outlet: str
    until: int | None = None
    share: float | None = None


class Word(msgspec.Struct, frozen=True):
    """What a claim says on a day (ISO): that `who` takes, holds, leaves, besieges a place, or that it does not (`denied`); by whose word."""

    kind: str
    who: str
    day: str
    office: str
    claim: str


class Stay(msgspec.Struct, frozen=True):
    """A stretch of days in which a place's state is one. Days are ISO dates; `until` is exclusive, None for open.

    `state`: held (by `holder`), contested (between `holder` and `rivals`), left (the last holder went), faded (nothing was told of it
    for so long that nobody can say that it is held: `last_told` says since when), each with the claims that say so and whose word
    they are. `began` and `ended` are the words that brought it about and ended it, `against` those that contradict it. `around` is
    who is told to hold the surroundings, where that is another. `share` is the part of the place in percent, of a hold that is over.
    `names` gives Arabic names by English ones. `since_known` is False where the first statement only tells that it was so by then.
    """

    place_key: str
    place_ar: str
    place_en: str
    lat: float
    lon: float
    precision: str
    country: str | None
    state: Literal["held", "contested", "left", "faded"]
    holder: str | None
    holder_id: str | None
    rivals: tuple[str, ...]
    besieged_by: str | None
    since: str
    until: str | None
    since_known: bool
    claims: tuple[str, ...]
    offices: tuple[str, ...]
    names: dict[str, str] = {}
    last_told: str | None = None
    began: tuple[Word, ...] = ()
    ended: tuple[Word, ...] = ()
    against: tuple[Word, ...] = ()
    around: str | None = None
    share: float | None = None


def statements_of(doc: Doc) -> list[Statement]:
    """The statements about control in a coded article; only what is told as fact or denied, and names who holds."""
    besieged = {key for c in doc.claims if c.type == "siege" for key in _sides(c)}
    captures = {(c.trigger.start, c.trigger.end) for c in doc.claims if c.type == "capture"}
    out: list[Statement] = []
    parts = {(c.trigger.start, p.start) for c in doc.claims if c.kind == "control" and c.part for p in c.places}
    for claim in doc.claims:
        if claim.kind == "control" and claim.share is None and (claim.trigger.start, claim.trigger.end) in captures:
            continue  # the capture itself says it, with its day
        if claim.type == "capture" and besieged & _sides(claim):
            continue  # a position in a town that is besieged was taken, not the town
        out += _statements(doc, claim, parts)
    return out


def _sides(claim: Claim) -> set[tuple[int, str, float | None, float | None]]:
    """(sentence, who, where) of a claim."""
    who = [a.actor.id if a.actor else a.text for a in claim.agents]
    return {(claim.evidence.start, id, p.lat, p.lon) for id in who for p in claim.places}


def _statements(doc: Doc, claim: Claim, parts: set[tuple[int, int]]) -> Iterable[Statement]:
    """The statements of one claim; `parts` are words of captures and holds with the places of which they take or hold a part (offsets)."""
    told = _told(claim)
    when = claim.time.start if claim.time else doc.article.published
    if told is None or when is None:
        return
    who, kind, roles = told
    start = dt.date.fromisoformat(when).toordinal()
    end = dt.date.fromisoformat(claim.time.end if claim.time else when).toordinal()
    former = kind == "holds" and end - start > _LONG
    what: _Kind = "held" if former else kind
    share = _share(claim) if former else None
    outlet = outlet_of(doc)
    publisher = published_by(outlet)
    source = party(claim.source) if claim.source else None
    whose = office(source, publisher.id if publisher and publisher.id else outlet, doc.article.reprint_of)
    for place in claim.places:
        part = (claim.trigger.start, place.start) in parts
        if place.at and place.role in roles and (not part or share is not None) and _whole(place, claim, share is not None):
            day = end if what == "holds" else start
            yield Statement(claim_id(doc.id, claim), spot(place), army_of(party(who)), what, day, whose, outlet, end if former else None, share)


def _told(claim: Claim) -> tuple[ActorSpan, _Kind, tuple[str, ...]] | None:
    """(who, what, the roles of the places that it is about) of a claim that tells of control, or None."""
    if claim.modality not in ("asserted", "denied"):
        return None
    kind: _Kind
    roles: tuple[str, ...]
    if claim.kind == "control":
        who, kind, roles = claim.holder, "holds", ("at", "to", "from")
    elif (trait := types()[claim.type]).holds is not None:
        who, kind, roles = claim.agents[0] if claim.agents else None, trait.holds, trait.holds_at
    else:
        return None
    if who is None or (who.actor is None and " " not in who.text.strip() and nameless(fold(who.text))):
        return None  # "fighters" are nobody
    if claim.modality == "denied" and kind not in ("takes", "holds"):
        return None
    return who, "denied" if claim.modality == "denied" else kind, roles


_LONG = 60  # days from which a told stretch is a hold that was, not one that is


def _share(claim: Claim) -> float | None:
    """The part of the place that was held, in percent."""
    if claim.share is not None:
        return claim.share
    found = SHARE.search(fold(claim.evidence.text))
    return float(found[1].replace(",", ".").replace("٫", ".")) if found else None


def _whole(place: PlaceSpan, claim: Claim, share: bool) -> bool:
    """Whether a claim is about the whole of a place, by its name: nobody holds a country by one sentence, nor "villages" that it does
    not name, nor a town of which parts are taken, nor the district that only says where a town lies."""
    if place.precision == "country":
        return share
    return _named(place) and not _only_holds(place, claim) and not _in_parts(place, claim)


def _only_holds(place: PlaceSpan, claim: Claim) -> bool:
    """Whether a district or governorate only says where a finer place of the claim lies: "Singa, the capital of Sennar state"."""
    broad = ("district", "governorate", "region")
    return place.precision in broad and any(p.precision not in (*broad, "country") for p in claim.places if p.role == place.role)


def _in_parts(place: PlaceSpan, claim: Claim) -> bool:
    """Whether only parts of it are meant: "areas of Bara", "three villages in the countryside of Bara"."""
    if any(p is not place and p.start < place.start and not _named(p) and p.role == place.role for p in claim.places):
        return True
    before = fold(claim.evidence.text[: max(0, place.start - claim.evidence.start)]).split()[-_BEFORE:]
    parts = WORDS["parts_of"]
    return any(w.removeprefix("ال") in parts and not WORDS["out_of"].isdisjoint(before[n + 1 :]) for n, w in enumerate(before))


def _named(place: PlaceSpan) -> bool:
    """Whether a place has a name, not only a noun of what it is (تلة، أجزاء واسعة، ثلاث قرى)."""
    if not place.name_en.startswith("near ") and place.precision not in ("governorate", "district", "region"):
        return not _generic(fold(place.text)) or fold(place.name_ar) not in fold(place.text)
    return not _generic(fold(place.text))


def _generic(text: str) -> bool:
    words = [w.removeprefix("ال") for w in text.split()]
    nouns = _nouns()
    return all(w in nouns or adjective(w) is not None or w.isdecimal() for w in words)


@cache
def _nouns() -> frozenset[str]:
    numbers = (w for ws in table("numerals")["values"].values() for w in ws)
    vague = (w for ws in table("numerals")["vague"].values() for w in ws)
    told = [
        *WORDS["parts_of"],
        *WORDS["plural_places"],
        *numbers,
        *vague,
        *table("merging")["places"]["typing"],
        *table("merging")["places"]["generic"],
    ]
    return frozenset(fold(w).removeprefix("ال") for w in told)


def army_of(who: Party) -> Party:
    """Whose a unit, a ministry or an official is: a place that the 4th Division takes is its army's."""
    above = [part for part in who.line if not part.startswith("state:")]
    return _called(above[-1]) or who if len(above) > 1 else who


@cache
def _called(id: str) -> Party | None:
    from ..lexicon import load

    actor = load().actor_by_id.get(id)
    return actor_party(actor) if actor else None


def place_key(place: Spot) -> str:
    """The key under which a place's stays are kept: a town with its surroundings; an unknown village beside it is not the town."""
    return f"{place.key} {' '.join(sorted(place.said))}" if place.approximate else place.key


def _around(s: Statement) -> bool:
    return s.place.precision == "area" and not s.place.approximate


_ORDER = {"held": -1, "leaves": 0, "takes": 1, "holds": 2, "denied": 3, "besieges": 4}


def ledger(statements: Iterable[Statement]) -> dict[str, list[Stay]]:
    """The stays of each place, in order. A function of the set of statements."""
    by_place: defaultdict[str, dict[tuple[str, str], Statement]] = defaultdict(dict)
    for s in statements:
        by_place[place_key(s.place)][s.claim, s.kind] = s
    made: dict[str, list[Stay]] = {}
    for key, told in sorted(by_place.items()):
        rows = sorted(told.values(), key=lambda s: (s.day, _ORDER[s.kind], s.claim))
        own = [s for s in rows if not _around(s)]
        beside = [s for s in rows if _around(s)]
        stays = [*map(_former, (s for s in own if s.kind == "held")), *_stays(key, [s for s in own if s.kind != "held"])]
        around = _stays(key, [s for s in beside if s.kind != "held"])
        made[key] = [_with_around(s, around) for s in stays] if stays else around
    return {key: stays for key, stays in made.items() if stays}


def _with_around(stay: Stay, around: Sequence[Stay]) -> Stay:
    """A stay with who holds the surroundings meanwhile, where that is not the same."""
    meanwhile = [
        a for a in around if (stay.until is None or a.since < stay.until) and (a.until is None or a.until > stay.since) and a.state != "left"
    ]
    other = meanwhile[-1] if meanwhile else None
    if other is None or other.holder == stay.holder:
        return stay
    return msgspec.structs.replace(stay, around=other.holder, names={**other.names, **stay.names})


def _former(s: Statement) -> Stay:
    """A hold that is over, told with its span: no day of it is anybody else's to contest."""
    assert s.until is not None
    return Stay(
        place_key(s.place),
        s.place.name_ar,
        s.place.label,
        s.place.lat,
        s.place.lon,
        s.place.precision,
        s.place.country,
        "held",
        s.who.name,
        s.who.id,
        (),
        None,
        _iso(s.day),
        _iso(s.until),
        True,
        (s.claim,),
        (s.office,),
        arabic_names([s.who]),
        _iso(s.until),
        (_word(s),),
        (_word(s),),
        share=s.share,
    )


class _State:
    """The state that statements have brought about so far."""

    def __init__(self) -> None:
        self.state: Literal["held", "contested", "left"] | None = None
        self.holder: Party | None = None
        self.rivals: tuple[Party, ...] = ()
        self.besieged_by: Party | None = None
        self.day = 0
        self.known = True
        self.said: list[Statement] = []
        self.because: list[Statement] = []

    def supports(self, who: Party) -> bool:
        return self.holder is not None and self.holder.same_side(who)


class _Line:
    """The states of one place, as its statements follow each other."""

    def __init__(self, told: Sequence[Statement]):
        self.told = told
        self.states: list[_State] = []
        self.now = _State()
        for s in told:
            getattr(self, f"_{s.kind}")(s)
        if self.now.state is not None:
            self.states.append(self.now)

    def _turn(
        self,
        day: int,
        state: Literal["held", "contested", "left"],
        holder: Party | None,
        because: list[Statement],
        rivals: tuple[Party, ...] = (),
        known: bool = True,
    ) -> None:
        before = self.now
        if before.state is not None and before.day < day:
            self.states.append(before)
        elif before.state is not None:  # what one day brings about is one state: it has no stay of no days
            because = [*before.said, *(s for s in because if s not in before.said)]
        fresh = _State()
        fresh.state, fresh.holder, fresh.rivals, fresh.day, fresh.known, fresh.said = state, holder, rivals, day, known, because
        fresh.because = list(because)
        free = holder is not None and before.besieged_by is not None and holder.same_side(before.besieged_by)
        fresh.besieged_by = before.besieged_by if state != "left" and not free else None
        self.now = fresh

    def _takes(self, s: Statement) -> None:
        now, against = self.now, _contradicting(s, self.told)
        if against:
            # Another source says in the same days that somebody else holds or took it, or denies this: both stand.
            rival = tuple({r.who.name: r.who for r in against if r.kind != "denied" and not r.who.same_side(s.who)}.values())
            if not rival and now.holder is not None and not now.supports(s.who):
                rival = (now.holder,)
            if now.state != "contested":
                self._turn(s.day, "contested", s.who, [s, *against], rival)
            elif s not in now.said:  # the rival's word, which made it contested, has its own turn
                now.said.append(s)
        elif now.state == "held" and now.supports(s.who):
            now.said.append(s)
        else:
            self._turn(s.day, "held", s.who, [s])

    def _holds(self, s: Statement) -> None:
        now = self.now
        if now.state is None or now.state == "left":
            self._turn(s.day, "held", s.who, [s], known=now.state is not None)
        elif now.state == "held" and now.supports(s.who):
            now.said.append(s)
        elif now.state == "held" and s.who.id is None:
            now.said.append(s)  # words that no known side is told by do not contest what a known side holds
        elif now.state == "held":
            self._turn(s.day, "contested", now.holder, [s], (s.who,))
        else:
            # Contested ends where two sources in turn name one side and nobody names the other.
            now.said.append(s)
            last = [t for t in now.said if t.kind in ("holds", "takes")][-2:]
            if len(last) == 2 and last[0].office != last[1].office and last[0].who.same_side(last[1].who) and last[0].day > now.day:
                self._turn(s.day, "held", s.who, last)

    def _leaves(self, s: Statement) -> None:
        if self.now.state == "held" and self.now.supports(s.who):
            self._turn(s.day, "left", s.who, [s])
        if self.now.besieged_by is not None and self.now.besieged_by.same_side(s.who):
            self.now.besieged_by = None

    def _besieges(self, s: Statement) -> None:
        if not self.now.supports(s.who) and self.now.state is not None:
            self.now.besieged_by = s.who
            self.now.said.append(s)

    def _denied(self, s: Statement) -> None:
        now = self.now
        if now.state == "held" and now.supports(s.who) and s.day - now.day <= _CONFLICT:
            self._turn(s.day, "contested", s.who, [s], now.rivals)


def _stays(key: str, told: Sequence[Statement]) -> list[Stay]:
    if not told:
        return []
    states = _Line(told).states
    return [_stay(key, told[0].place, state, states[n + 1] if n + 1 < len(states) else None) for n, state in enumerate(states)]


def _contradicting(s: Statement, told: Sequence[Statement]) -> list[Statement]:
    """Statements of other sources about the same moment that cannot stand beside a capture."""
    out: list[Statement] = []
    for t in told:
        if t.office == s.office or t.claim == s.claim:
            continue
        if (
            (t.kind == "denied" and t.who.same_side(s.who) and -1 <= t.day - s.day <= _CONFLICT + 1)
            or (t.kind == "holds" and not t.who.same_side(s.who) and 0 <= t.day - s.day <= _CONFLICT and not _retaken(s, t, told))
            or (t.kind == "takes" and not t.who.same_side(s.who) and t.day == s.day)
        ):
            out.append(t)
    return out


def _retaken(s: Statement, t: Statement, told: Sequence[Statement]) -> bool:
    """Whether between a capture and a later word that another holds it, that other took it."""
    return any(u.kind == "takes" and u.who.same_side(t.who) and s.day < u.day <= t.day for u in told)


def _stay(key: str, place: Spot, state: _State, after: _State | None) -> Stay:
    assert state.state is not None
    until = after.day if after is not None else None
    around = " (around it)" if place.precision == "area" and not place.approximate else ""
    against = [
        s
        for s in state.said
        if s.kind == "denied" or (state.holder is not None and s.kind in ("takes", "holds") and not s.who.same_side(state.holder))
    ]
    return Stay(
        key,
        place.name_ar,
        place.label + around,
        place.lat,
        place.lon,
        place.precision,
        place.country,
        state.state,
        state.holder.name if state.holder else None,
        state.holder.id if state.holder else None,
        tuple(sorted({r.name for r in state.rivals})),
        state.besieged_by.name if state.besieged_by else None,
        _iso(state.day),
        _iso(until) if until else None,
        state.known,
        tuple(dict.fromkeys(s.claim for s in state.said)),
        tuple(sorted({s.office for s in state.said})),
        arabic_names(p for p in (state.holder, *state.rivals, state.besieged_by) if p is not None),
        _iso(max(s.day for s in state.said)),
        tuple(map(_word, state.because)),
        tuple(map(_word, after.because)) if after is not None else (),
        tuple(map(_word, against)),
    )


def _word(s: Statement) -> Word:
    return Word(s.kind, s.who.name, _iso(s.day), s.office, s.claim)


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()


def on(stays: Sequence[Stay], day: str) -> Stay | None:
    """The stay that holds on a day (ISO), or None before anything is told, and after a hold that is over.

    What was last told longer ago than a hold is believed (`lexicon/merging.toml`, fades) is faded: it is not held that day.
    """
    found = None
    for stay in stays:
        if stay.since <= day and (stay.share is None):
            found = stay
    if found is None:
        return None
    last = found.last_told or found.since
    age = dt.date.fromisoformat(day).toordinal() - dt.date.fromisoformat(last).toordinal()
    if found.state in ("held", "contested") and age > table("merging")["fades"]["days"]:
        return msgspec.structs.replace(found, state="faded")
    return found
