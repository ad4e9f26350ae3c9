"""Events in ACLED's public columns, by the table in `lexicon/acled.toml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ..arabic.normalise import fold_word
from ..events import Event
from ..events.tolls import Voice
from ..lexicon.sides import lineage, one_side
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
_ARMED = ("rebel_group", "political_militia", "identity_militia", "external_forces")
_STATE = ("state_forces", "government")
_MUTUAL = ("clash", "offensive", "advance")  # either side may be named first
_CALLED = "Civilians"
_BATTLES, _AGAINST_CIVILIANS = "Battles", "Violence against civilians"
_MONTH = 31  # days: what lies in more is a running total, or dated too roughly for a day


class _Side(NamedTuple):
    """Who stands in actor and assoc_actor, the first the actor, and its inter code."""

    names: list[str]
    inter: int


class _Harmed(NamedTuple):
    """Who was harmed or aimed at and bears no name of its own: forces of a state as ACLED calls them, others that bear arms, civilians."""

    forces: list[str]
    armed: bool
    civilians: bool


def acled_row(e: Event, actors: Callable[[str], Actor | None], country_of: Callable[[str], str]) -> Row | None:
    """An event as ACLED would have it; None for what is not asserted, has no day or place, lies in more than a month, or has no counterpart there.

    `actors` gives the actor of an English name, `country_of` the English name of a country's code.
    """
    if e.modality != "asserted" or e.start is None or e.end is None or e.lat is None or e.lon is None or over_a_month(e):
        return None
    t = table("acled")
    where = f" ({country_of(e.country)})" if e.country else ""
    one, two = sides_of(e, actors)
    harmed = _harmed(e)
    if two:
        harmed = harmed._replace(forces=[])
    row = _row_of(e, _kind(one, e.country), _kind(two, e.country), harmed)
    if row is None:
        return None
    first, second = _first(e, one, row, where), _second(e, two, row, harmed, where)
    if row.get("crowd"):
        people = _Side([t["crowd"][row["crowd"]] + where], t["inter"][row["crowd"]])
        first, second = (people, first) if e.type == "crackdown" else (people._replace(names=[*people.names, *(a.name_en for a in one)]), second)
    start, end = dt.date.fromisoformat(e.start), dt.date.fromisoformat(e.end)
    aimed = row["sub_event_type"] in t["targeting"]["sub"] or (row["event_type"] in t["targeting"]["event"] and second.names[:1] == [_CALLED + where])
    values: dict[str, Any] = {
        "event_id_cnty": f"{e.country or ''}M{e.id[1:]}",
        "event_date": end.isoformat(),
        "year": end.year,
        "time_precision": 1 if (end - start).days <= 1 else 2 if (end - start).days <= 7 else 3,
        "disorder_type": row["disorder_type"],
        "event_type": row["event_type"],
        "sub_event_type": row["sub_event_type"],
        **_cells(1, first),
        **_cells(2, second),
        "interaction": int("".join(map(str, sorted(x for x in (first.inter, second.inter) if x))).ljust(2, "0") or 0),
        "civilian_targeting": "Civilian targeting" if aimed else "",
        "iso": t["iso"].get(e.country or ""),
        # The sea beyond territorial waters is no country's: ACLED writes the body of water.
        "country": country_of(e.country) if e.country else e.place_en,
        "admin1": e.admin1 or "",
        "admin2": e.admin2 or "",
        "admin3": e.admin3 or "",
        "location": e.place_en,
        "latitude": e.lat,
        "longitude": e.lon,
        "geo_precision": t["geo"][e.precision],
        "source": "; ".join(outlets_of(e)),
        "source_scale": "",
        "notes": _notes(e),
        "fatalities": e.deaths.best if e.deaths else 0,
        "tags": f"marsad grade={e.grade}",
        "timestamp": e.last_report or "",
    }
    return {column: values.get(column, "") for column in COLUMNS}


def _cells(number: int, side: _Side) -> Row:
    return {f"actor{number}": (side.names or [""])[0], f"assoc_actor_{number}": "; ".join(side.names[1:]), f"inter{number}": side.inter}


def _row_of(e: Event, doer: str | None, target: str | None, harmed: _Harmed) -> Mapping[str, Any] | None:
    """The first line of the table whose type is the event's and whose condition holds; `doer` and `target` are kinds of the sides."""
    armed = bool(harmed.forces) or harmed.armed or target in (*_STATE, *_ARMED)
    facts = {
        "state_doer": doer in _STATE,
        "armed_doer": doer in _ARMED,
        "civilian_target": harmed.civilians and not armed,
        "armed_target": armed and not (harmed.civilians and not harmed.forces and target is None),
        "harmed": bool((e.deaths and e.deaths.best) or (e.injured and e.injured.best)),
    }
    rows: list[Mapping[str, Any]] = table("acled")["event"]
    return next((r for r in rows if r["type"] == e.type and (r.get("when") is None or facts[r["when"]])), None)


def _first(e: Event, one: Sequence[Actor], row: Mapping[str, Any], where: str) -> _Side:
    """Who did it: by name, as ACLED calls those who bear arms and have no name, else by the text's own words."""
    t = table("acled")
    unnamed = _Side([t["called"] + where], t["inter"]["political_militia"])
    if one:
        return _Side([a.name_en for a in one], t["inter"].get(_kind(one, e.country) or "", 0))
    if not e.doer:
        return unnamed if row.get("two") else _Side([], 0)
    words = e.doer[0].value
    if words not in e.names and (noun_of(words, "") in t["unnamed"] or _holds(words, t["unknown"])):
        return unnamed
    return _Side([words], 0)


def _second(e: Event, two: Sequence[Actor], row: Mapping[str, Any], harmed: _Harmed, where: str) -> _Side:
    """Whom it befell: by name, else forces of a state, others that bear arms, civilians; these stand behind the others where both were harmed,
    and nowhere in battles."""
    t = table("acled")
    if e.type == "protest":
        return _Side([], 0)  # whom a protest is against takes no part in it
    battle = row["event_type"] == _BATTLES
    if two:
        side = _Side([a.name_en for a in two], t["inter"].get(_kind(two, e.country) or "", 0))
    elif harmed.forces:
        side = _Side([name + where for name in harmed.forces], t["inter"]["state_forces"])
    elif (harmed.armed and (battle or not harmed.civilians)) or (e.type == "clash"):
        side = _Side([t["called"] + where], t["inter"]["political_militia"])
    else:
        side = _Side([], 0)
    if not battle and (harmed.civilians or (row["event_type"] == _AGAINST_CIVILIANS and not side.names)) and row["event_type"] != "Protests":
        civilians = [_CALLED + where]
        side = _Side(side.names + civilians, side.inter if side.names else t["inter"]["civilians"])
    return side


def over_a_month(e: Event) -> bool:
    """Whether an event's days are more than a month's: a toll since a war began, or what is dated by its year."""
    return e.start is not None and e.end is not None and (dt.date.fromisoformat(e.end) - dt.date.fromisoformat(e.start)).days > _MONTH


def _harmed(e: Event) -> _Harmed:
    """By the groups that claims tell and by the words for the target: عناصر الشرطة are police, though عناصر alone may be anybody's."""
    t = table("acled")
    told = [v.value for v in e.target if v.value not in e.names]
    bodies = {words: named for words in told if (named := body(words)) is not None}
    counted = {noun_of(words, "") for words in bodies}  # those groups are these forces
    groups = {h.group for h in e.harm if h.group not in counted} | {noun_of(words, "") for words in told if words not in bodies}
    forces = dict.fromkeys([*bodies.values(), *(called for group, called in t["forces"].items() if group in groups)])
    civilians = not groups.isdisjoint(t["civilians"]) or any(_holds(words, t["civil"]) for words in told if words not in bodies)
    return _Harmed(list(forces), not groups.isdisjoint(t["armed"]), civilians)


def body(words: str) -> str | None:
    """What ACLED calls the forces of a state that words name; None where they name none."""
    return next((called for called, names in table("acled")["bodies"].items() if _holds(words, names)), None)


def _holds(words: str, names: Sequence[str]) -> bool:
    """Whether one of the names stands in the words, للـ read as الـ."""
    folded = " ".join("ال" + w[2:] if w.startswith("لل") else w for w in fold_word(words).split())
    return any(f" {fold_word(name)} " in f" {folded} " for name in names)


def sides_of(e: Event, actors: Callable[[str], Actor | None]) -> tuple[list[Actor], list[Actor]]:
    """Who fights on either side: the doer that most name with its allies, and whom they act against.

    Doers that one office names together are allies, but in a fight, where they are the sides of it unless they are of one; doers
    that only different offices name are rivals for the blame, and the lesser stands in the notes.
    """
    doers = [(v, a) for v in e.doer if (a := actors(v.value)) is not None]
    if e.type in _MUTUAL and doers:  # of sides that as many name, a state's stands first, as ACLED writes fights
        most = len(doers[0][0].by)
        doers.sort(key=lambda d: (len(d[0].by) < most, d[1].kind not in _STATE))
    targets = [a for v in e.target if (a := actors(v.value)) is not None and a.kind != "person"]
    if not doers:
        return [], targets
    lead, main = doers[0]
    one = [main]
    two: list[Actor] = []
    for voice, actor in doers[1:]:
        if one_side(actor, main) or _allied(actor, main, e.start):
            one.append(actor)
        elif e.type in _MUTUAL and not (targets and any(one_side(actor, t) for t in targets)):
            (two if not targets else one).append(actor)
        elif e.type not in _MUTUAL and _together(voice, lead):
            one.append(actor)
    two += [a for a in targets if not any(one_side(a, b) for b in one) and a not in two]
    return one, two


def _allied(a: Actor, b: Actor, day: str | None) -> bool:
    """Whether the table of alliances has both on one side on that day, themselves or as parts of others."""
    sides = set(lineage(a)), set(lineage(b))
    for pact in table("schemes")["allies"]["pacts"]:
        one, other = (side in sides[0] for side in pact["of"]), (side in sides[1] for side in pact["of"])
        if day is not None and pact["since"] <= day <= pact.get("until", "9999") and any(one) and any(other):
            return True
    return False


def _together(a: Voice, b: Voice) -> bool:
    return not set(a.by).isdisjoint(b.by)


def _kind(side: Sequence[Actor], country: str | None) -> str | None:
    """The kind of a side; forces of a state outside their own country are external ones."""
    kind, home = next(((a.kind, a.country) for a in side if a.kind), (None, None))
    return "external_forces" if kind in _STATE and home and country and home != country else kind


def _notes(e: Event) -> str:
    """The event's sentence, with what sources differ on: notes are what users of the columns read."""
    span = "" if e.deaths is None or len(e.deaths.by) == 1 else f" (reports: {', '.join(v.value for v in e.deaths.by)})"
    days = f"{e.start}{'' if e.start == e.end else f' to {e.end}'}"
    differ = ", ".join(d.about for d in e.disagreements)
    sources = f"{e.sources} independent source{'' if e.sources == 1 else 's'}"
    return f"{e.sentence_en}{span}, {days}. Grade: {e.grade}, {sources}" + (f"; they differ on {differ}." if differ else ".")
