"""Who holds what when: statements about a place, in their order, make its stays.

Only captures and withdrawals move a place. A source that contradicts the holder makes it contested; conditional, planned and
possible statements, and those about a governorate for the towns in it, change nothing. Rules beside each case below.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from ..model import Claim, Doc, PlaceSpan
from .record import Party, Spot, arabic_names, claim_id, office, outlet_of, party, published_by, spot

_CONFLICT = 2  # days within which statements of two sources are about one moment
_Kind = Literal["takes", "holds", "leaves", "besieges", "denied"]


class Statement(msgspec.Struct, frozen=True):
    """What one claim says of who holds a place. `day` is an ordinal; `denied` denies that `who` took or holds it."""

    claim: str
    place: Spot
    who: Party
    kind: _Kind
    day: int
    office: str
    outlet: str


class Stay(msgspec.Struct, frozen=True):
    """A stretch of days in which a place's state is one. Days are ISO dates; `until` is exclusive, None for open.

    `state`: held (by `holder`), contested (between `holder` and `rivals`), left (the last holder went), each with the claims
    that say so and whose word they are. `names` gives Arabic names by English ones. `since_known` is False where the first statement only tells that it was so by then.
    """

    place_key: str
    place_ar: str
    place_en: str
    lat: float
    lon: float
    precision: str
    country: str | None
    state: Literal["held", "contested", "left"]
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


def statements_of(doc: Doc) -> list[Statement]:
    """The statements about control in a coded article; only what is told as fact or denied."""
    out: list[Statement] = []
    outlet = outlet_of(doc)
    publisher = published_by(outlet)
    captures = {(c.trigger.start, c.trigger.end) for c in doc.claims if c.type == "capture"}
    for claim in doc.claims:
        if claim.modality not in ("asserted", "denied"):
            continue
        when = claim.time.start if claim.time else doc.published
        if when is None:
            continue
        day = dt.date.fromisoformat(when).toordinal()
        source = party(claim.source) if claim.source else None
        if claim.kind == "control":
            who, kind, roles = claim.holder, "holds", ("at", "to", "from")
            day = dt.date.fromisoformat(claim.time.end if claim.time else when).toordinal()
            if (claim.trigger.start, claim.trigger.end) in captures:
                continue  # the capture itself says it, with its day
        elif claim.type in ("capture", "withdrawal", "siege"):
            who = claim.agents[0] if claim.agents else None
            kind, roles = {"capture": ("takes", ("at",)), "withdrawal": ("leaves", ("at", "from")), "siege": ("besieges", ("at",))}[claim.type]  # fmt: skip
        else:
            continue
        if who is None:
            continue
        if claim.modality == "denied":
            if kind not in ("takes", "holds"):
                continue
            kind = "denied"
        for place in claim.places:
            # Nobody holds a country by one sentence, nor "villages" that it does not name.
            if (
                place.role in roles
                and place.precision != "country"
                and _named(spot(place))
                and not _only_holds(place, claim)
            ):
                out.append(Statement(claim_id(doc.id, claim), spot(place), party(who), kind, day, office(source, publisher.id if publisher and publisher.id else outlet, doc.reprint_of), outlet))  # type: ignore[arg-type]  # fmt: skip
    return out


def _only_holds(place: PlaceSpan, claim: Claim) -> bool:
    """Whether a district or governorate only says where a finer place of the claim lies: "Singa, the capital of Sennar state"."""
    broad = ("district", "governorate", "region")
    return place.precision in broad and any(
        p.precision not in (*broad, "country") for p in claim.places if p.role == place.role
    )


def _named(place: Spot) -> bool:
    return bool(place.said) or not place.approximate


def place_key(place: Spot) -> str:
    """The key under which a place's stays are kept; a town's countryside, or an unknown village beside it, is not the town."""
    beside = place.approximate or place.precision == "area"
    return f"{place.key} {' '.join(sorted(place.said))}" if beside else place.key


def ledger(statements: Iterable[Statement]) -> dict[str, list[Stay]]:
    """The stays of each place, in order. A function of the set of statements."""
    by_place: defaultdict[str, dict[tuple[str, str], Statement]] = defaultdict(dict)
    for s in statements:
        by_place[place_key(s.place)][s.claim, s.kind] = s
    order = {"leaves": 0, "takes": 1, "holds": 2, "denied": 3, "besieges": 4}
    made = {
        key: _stays(key, sorted(told.values(), key=lambda s: (s.day, order[s.kind], s.claim)))
        for key, told in sorted(by_place.items())
    }
    return {key: stays for key, stays in made.items() if stays}


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

    def supports(self, who: Party) -> bool:
        return self.holder is not None and self.holder.same_side(who)


def _stays(key: str, told: Sequence[Statement]) -> list[Stay]:
    place = told[0].place
    states: list[_State] = []
    now = _State()

    def turn(day: int, state: Literal["held", "contested", "left"], holder: Party | None, because: list[Statement], rivals: tuple[Party, ...] = (), known: bool = True) -> None:  # fmt: skip
        nonlocal now
        if now.state is not None:
            states.append(now)
        fresh = _State()
        fresh.state, fresh.holder, fresh.rivals, fresh.day, fresh.known, fresh.said = state, holder, rivals, day, known, because  # fmt: skip
        fresh.besieged_by = now.besieged_by if state != "left" and not (holder and now.besieged_by and holder.same_side(now.besieged_by)) else None  # fmt: skip
        now = fresh

    for s in told:
        against = _contradicting(s, told)
        if s.kind == "takes":
            if against:
                # Another source says in the same days that somebody else holds or took it, or denies this: both stand.
                rival = tuple({r.who.name: r.who for r in against if r.kind != "denied" and not r.who.same_side(s.who)}.values())  # fmt: skip
                if not rival and now.holder is not None and not now.supports(s.who):
                    rival = (now.holder,)
                if now.state != "contested":
                    turn(s.day, "contested", s.who, [s, *against], rival)
                else:
                    now.said.append(s)
            elif now.state == "held" and now.supports(s.who):
                now.said.append(s)
            else:
                turn(s.day, "held", s.who, [s])
        elif s.kind == "holds":
            if now.state is None or now.state == "left":
                turn(s.day, "held", s.who, [s], known=now.state is not None)
            elif now.state == "held" and now.supports(s.who):
                now.said.append(s)
            elif now.state == "held":
                turn(s.day, "contested", now.holder, [s], (s.who,))
            else:
                # Contested ends where two sources in turn name one side and nobody names the other.
                now.said.append(s)
                last = [t for t in now.said if t.kind in ("holds", "takes")][-2:]
                if len(last) == 2 and last[0].office != last[1].office and last[0].who.same_side(last[1].who) and last[0].day > now.day:  # fmt: skip
                    turn(s.day, "held", s.who, last)
        elif s.kind == "leaves":
            if now.state == "held" and now.supports(s.who):
                turn(s.day, "left", s.who, [s])
            if now.besieged_by is not None and now.besieged_by.same_side(s.who):
                now.besieged_by = None
        elif s.kind == "besieges":
            if not now.supports(s.who):
                if now.state is None:
                    continue
                now.besieged_by = s.who
                now.said.append(s)
        elif s.kind == "denied" and now.state == "held" and now.supports(s.who) and s.day - now.day <= _CONFLICT:
            turn(s.day, "contested", s.who, [s], now.rivals)
    if now.state is not None:
        states.append(now)
    return [
        _stay(key, place, state, states[n + 1].day if n + 1 < len(states) else None) for n, state in enumerate(states)
    ]


def _contradicting(s: Statement, told: Sequence[Statement]) -> list[Statement]:
    """Statements of other sources about the same moment that cannot stand beside a capture."""
    out = []
    for t in told:
        if t.office == s.office or t.claim == s.claim:
            continue
        if (
            (t.kind == "denied" and t.who.same_side(s.who) and -1 <= t.day - s.day <= _CONFLICT + 1)
            or (
                t.kind == "holds"
                and not t.who.same_side(s.who)
                and 0 <= t.day - s.day <= _CONFLICT
                and not _retaken(s, t, told)
            )
            or (t.kind == "takes" and not t.who.same_side(s.who) and t.day == s.day)
        ):
            out.append(t)
    return out


def _retaken(s: Statement, t: Statement, told: Sequence[Statement]) -> bool:
    """Whether between a capture and a later word that another holds it, that other took it."""
    return any(u.kind == "takes" and u.who.same_side(t.who) and s.day < u.day <= t.day for u in told)


def _stay(key: str, place: Spot, state: _State, until: int | None) -> Stay:
    assert state.state is not None
    return Stay(
        key, place.name_ar, place.name_en + (" (around it)" if place.precision == "area" and not place.approximate else ""), place.lat, place.lon, place.precision, place.country, state.state,
        state.holder.name if state.holder else None, state.holder.id if state.holder else None,
        tuple(sorted({r.name for r in state.rivals})), state.besieged_by.name if state.besieged_by else None,
        dt.date.fromordinal(state.day).isoformat(), dt.date.fromordinal(until).isoformat() if until else None, state.known,
        tuple(dict.fromkeys(s.claim for s in state.said)), tuple(sorted({s.office for s in state.said})),
        arabic_names(p for p in (state.holder, *state.rivals, state.besieged_by) if p is not None),
    )  # fmt: skip


def on(stays: Sequence[Stay], day: str) -> Stay | None:
    """The stay that holds on a day (ISO), or None before anything is told."""
    found = None
    for stay in stays:
        if stay.since <= day:
            found = stay
    return found
