"""Events in ACLED's public columns, by the table in `lexicon/acled.toml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from ..events import Event
from ..lexicon.tables import table
from .rows import Row

COLUMNS = ("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp")  # fmt: skip
_CIVIL = ("civilians", "protesters")
_ARMED = ("rebel_group", "political_militia", "identity_militia")


def acled_row(e: Event, kind_of: Callable[[str], str | None], country_of: Callable[[str], str]) -> Row | None:
    """An event as ACLED would have it; None for what is not asserted, has no day or place, or no counterpart there.

    `kind_of` gives the kind of an actor's id, `country_of` the English name of a country's code.
    """
    if e.modality != "asserted" or e.start is None or e.end is None or e.lat is None or e.lon is None:
        return None
    t = table("acled")
    doer, target = _kind(e.doer_ids, kind_of), _kind(e.target_ids, kind_of)
    facts = {
        "state_doer": doer in ("state_forces", "government", "external_forces"),
        "armed_nonstate_doer": doer in _ARMED,
        "civilian_target": target in (*_CIVIL, None) and bool(e.target),
        "armed_target": target in ("state_forces", "external_forces", *_ARMED),
    }
    row = next((r for r in t["event"] if r["type"] == e.type and (r.get("when") is None or facts[r["when"]])), None)
    if row is None:
        return None
    inter1, inter2 = t["inter"].get(doer or "", 0), t["inter"].get(target or "", 0)
    if not inter2 and e.target and row["event_type"] == "Violence against civilians":
        inter2 = t["inter"]["civilians"]
    first, last = dt.date.fromisoformat(e.start), dt.date.fromisoformat(e.end)
    one, two = _parties(e.doer), _parties(e.target)
    values: dict[str, Any] = {
        "event_id_cnty": f"{e.country or ''}M{e.id[1:]}",
        "event_date": last.isoformat(),
        "year": last.year,
        "time_precision": 1 if (last - first).days <= 1 else 2 if (last - first).days <= 7 else 3,
        "disorder_type": row["disorder_type"],
        "event_type": row["event_type"],
        "sub_event_type": row["sub_event_type"],
        "actor1": one[0], "assoc_actor_1": one[1], "inter1": inter1,
        "actor2": two[0], "assoc_actor_2": two[1], "inter2": inter2,
        "interaction": int("".join(map(str, sorted(x for x in (inter1, inter2) if x))).ljust(2, "0") or 0),
        "civilian_targeting": "Civilian targeting" if inter2 == 7 else "",
        "iso": t["iso"].get(e.country or ""),
        "country": country_of(e.country) if e.country else "",
        "admin1": e.admin1 or "",
        "location": e.place_en, "latitude": e.lat, "longitude": e.lon, "geo_precision": t["geo"][e.precision],
        "source": "; ".join(e.outlets), "source_scale": "",
        "notes": _notes(e),
        "fatalities": e.deaths.best if e.deaths else 0,
        "tags": f"marsad grade={e.grade}", "timestamp": e.last_report or "",
    }  # fmt: skip
    return {column: values.get(column, "") for column in COLUMNS}


def _kind(ids: tuple[str, ...], kind_of: Callable[[str], str | None]) -> str | None:
    return next((kind for id in ids if (kind := kind_of(id))), None)


def _parties(voices) -> tuple[str, str]:
    names = [v.value for v in voices]
    return (names[0] if names else ""), "; ".join(names[1:])


def _notes(e: Event) -> str:
    """One sentence with what sources differ on: notes are what users of the columns read."""
    who = ", ".join(v.value for v in e.doer) or "Unnamed"
    said = f"{e.type.replace('_', ' ')} at {e.place_en} ({e.start}{'' if e.start == e.end else ' to ' + str(e.end)}), by {who}"
    if e.target:
        said += ", against " + ", ".join(v.value for v in e.target)
    if e.deaths:
        span = "" if len(e.deaths.by) == 1 else f" (reports: {', '.join(v.value for v in e.deaths.by)})"
        said += f"; {e.deaths.best} dead{span}"
    differ = ", ".join(d.about for d in e.disagreements)
    return f"{said}. Grade: {e.grade}, {e.sources} independent source(s)" + (f"; they differ on {differ}." if differ else ".")  # fmt: skip
