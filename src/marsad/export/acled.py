"""Events in ACLED's public columns, by the table in `lexicon/acled.toml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from ..events import Event
from ..events.tolls import Voice
from ..lexicon.sides import one_side
from ..lexicon.tables import table
from ..model import Actor
from ..telling.words import noun_of
from .rows import Row, outlets_of

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
_CIVIL = ("civilians", "protesters")
_ARMED = ("rebel_group", "political_militia", "identity_militia")
_STATE = ("state_forces", "government", "external_forces")
_MUTUAL = ("clash", "offensive", "advance")  # either side may be named first
_CALLED = "Civilians"
_MONTH = 31  # days: what lies in more is a running total, or dated too roughly for a day


def acled_row(e: Event, actors: Callable[[str], Actor | None], country_of: Callable[[str], str]) -> Row | None:
    """An event as ACLED would have it; None for what is not asserted, has no day or place, lies in more than a month, or has no counterpart there.

    `actors` gives the actor of an English name, `country_of` the English name of a country's code.
    """
    if e.modality != "asserted" or e.start is None or e.end is None or e.lat is None or e.lon is None:
        return None
    if over_a_month(e):
        return None
    t = table("acled")
    one, two = sides_of(e, actors)
    civilians = _harms_civilians(e)
    forces = [] if two else _forces_harmed(e, country_of)
    doer, target = _kind(one), _kind(two)
    unnamed = [] if one else _unnamed(e, country_of)
    if unnamed:
        doer = "political_militia"  # as ACLED has those who bear arms and no name
    facts = {
        "state_doer": doer in _STATE,
        "armed_nonstate_doer": doer in _ARMED,
        "civilian_target": civilians and not forces and target not in ("state_forces", "external_forces", *_ARMED),
        "armed_target": bool(forces) or target in ("state_forces", "external_forces", *_ARMED),
    }
    row = next((r for r in t["event"] if r["type"] == e.type and (r.get("when") is None or facts[r["when"]])), None)
    if row is None:
        return None
    inter1, inter2 = t["inter"].get(doer or "", 0), t["inter"].get(target or "", 0)
    second = forces or [a.name_en for a in two]
    if forces:
        inter2 = t["inter"]["state_forces"]
    if civilians and e.type in t["targeting"]:
        second.append(f"{_CALLED} ({country_of(e.country)})" if e.country else _CALLED)
        inter2 = inter2 or t["inter"]["civilians"]
    first, last = dt.date.fromisoformat(e.start), dt.date.fromisoformat(e.end)
    named = [a.name_en for a in one] or unnamed or [v.value for v in e.doer[:1]]
    values: dict[str, Any] = {
        "event_id_cnty": f"{e.country or ''}M{e.id[1:]}",
        "event_date": last.isoformat(),
        "year": last.year,
        "time_precision": 1 if (last - first).days <= 1 else 2 if (last - first).days <= 7 else 3,
        "disorder_type": row["disorder_type"],
        "event_type": row["event_type"],
        "sub_event_type": row["sub_event_type"],
        "actor1": named[0] if named else "", "assoc_actor_1": "; ".join(named[1:]), "inter1": inter1,
        "actor2": second[0] if second else "", "assoc_actor_2": "; ".join(second[1:]), "inter2": inter2,
        "interaction": int("".join(map(str, sorted(x for x in (inter1, inter2) if x))).ljust(2, "0") or 0),
        "civilian_targeting": "Civilian targeting" if civilians and e.type in t["targeting"] else "",
        "iso": t["iso"].get(e.country or ""),
        # The sea beyond territorial waters is no country's: ACLED writes the body of water.
        "country": country_of(e.country) if e.country else e.place_en,
        "admin1": e.admin1 or "", "admin2": e.admin2 or "", "admin3": e.admin3 or "",
        "location": e.place_en, "latitude": e.lat, "longitude": e.lon, "geo_precision": t["geo"][e.precision],
        "source": "; ".join(outlets_of(e)), "source_scale": "",
        "notes": _notes(e),
        "fatalities": e.deaths.best if e.deaths else 0,
        "tags": f"marsad grade={e.grade}", "timestamp": e.last_report or "",
    }  # fmt: skip
    return {column: values.get(column, "") for column in COLUMNS}


def over_a_month(e: Event) -> bool:
    """Whether an event's days are more than a month's: a toll since a war began, or what is dated by its year."""
    return e.start is not None and e.end is not None and (dt.date.fromisoformat(e.end) - dt.date.fromisoformat(e.start)).days > _MONTH


def _unnamed(e: Event, country_of: Callable[[str], str]) -> list[str]:
    """What ACLED calls gunmen and the like whom nobody names; empty where the doer's words tell no such people."""
    t = table("acled")
    if not e.doer or e.doer[0].value in e.names or noun_of(e.doer[0].value, "") not in t["unnamed"]:
        return []
    return [f"{t['called']} ({country_of(e.country)})" if e.country else t["called"]]


def _forces_harmed(e: Event, country_of: Callable[[str], str]) -> list[str]:
    """Forces of a state, by ACLED's words for them, whose people were harmed or aimed at without their army being named."""
    called = table("acled")["forces"]
    groups = dict.fromkeys([*(h.group for h in e.harm), *(noun_of(v.value, "") for v in e.target if v.value not in e.names)])
    return [f"{called[g]} ({country_of(e.country)})" if e.country else called[g] for g in groups if g in called]


def sides_of(e: Event, actors: Callable[[str], Actor | None]) -> tuple[list[Actor], list[Actor]]:
    """Who fights on either side: the doer that most name with its allies, and whom they act against.

    Doers that one office names together are allies, but in a fight, where they are the sides of it unless they are of one; doers
    that only different offices name are rivals for the blame, and the lesser stands in the notes.
    """
    doers = [(v, a) for v in e.doer if (a := actors(v.value)) is not None]
    targets = [a for v in e.target if (a := actors(v.value)) is not None and a.kind != "person"]
    if not doers:
        return [], targets
    lead, main = doers[0]
    one = [main]
    two: list[Actor] = []
    for voice, actor in doers[1:]:
        if one_side(actor, main):
            one.append(actor)
        elif e.type in _MUTUAL and not (targets and any(one_side(actor, t) for t in targets)):
            (two if not targets else one).append(actor)
        elif e.type not in _MUTUAL and _together(voice, lead):
            one.append(actor)
    two += [a for a in targets if not any(one_side(a, b) for b in one) and a not in two]
    return one, two


def _together(a: Voice, b: Voice) -> bool:
    return not set(a.by).isdisjoint(b.by)


def _harms_civilians(e: Event) -> bool:
    """Whether civilians are harmed or aimed at, by the groups that claims tell or the words for the target."""
    groups = table("acled")["civilians"]
    if any(h.group in groups for h in e.harm):
        return True
    return any(noun_of(v.value, "") in groups for v in e.target if v.value not in e.names)


def _kind(side: Sequence[Actor]) -> str | None:
    return next((a.kind for a in side if a.kind), None)


def _notes(e: Event) -> str:
    """The event's sentence, with what sources differ on: notes are what users of the columns read."""
    span = "" if e.deaths is None or len(e.deaths.by) == 1 else f" (reports: {', '.join(v.value for v in e.deaths.by)})"
    days = f"{e.start}{'' if e.start == e.end else f' to {e.end}'}"
    differ = ", ".join(d.about for d in e.disagreements)
    sources = f"{e.sources} independent source{'' if e.sources == 1 else 's'}"
    return f"{e.sentence_en}{span}, {days}. Grade: {e.grade}, {sources}" + (f"; they differ on {differ}." if differ else ".")
