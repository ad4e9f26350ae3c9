"""Events in the columns of UCDP GED, of POLECAT (PLOVER) and of GDELT 1.0 (CAMEO), by the table in `lexicon/schemes.toml`.

Column lists: UCDP GED 24.1 and 25.1 (their columns are the same 49); the header of POLECAT's public files; GDELT 1.0 event codebook (GDELT's
files have no header, ours do). Where they were looked up, and what a scheme has no place for, docs/ontology.md says.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ..events import Event
from ..lexicon.tables import table
from ..model import Actor
from .acled import body, over_a_month, sides_of
from .rows import Row, outlets_of

Actors = Callable[[str], Actor | None]
Countries = Callable[[str], str]

UCDP = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
)
POLECAT = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
_PARTY = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code")
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
GDELT = (
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    *(f"Actor1{p}" for p in _PARTY),
    *(f"Actor2{p}" for p in _PARTY),
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    *(f"Actor1Geo_{g}" for g in _GEO),
    *(f"Actor2Geo_{g}" for g in _GEO),
    *(f"ActionGeo_{g}" for g in _GEO),
    "DATEADDED",
    "SOURCEURL",
)
_STATE = ("state_forces", "external_forces", "government")
_CIVIL = ("civilians", "protesters")
_ACTIVE = 25  # dead in a year that make a dyad active
_SEA, _WEEK = 7, 3  # UCDP's where_prec of a sea, its date_prec of a week
_GEO_TYPE = {"country": 1, "region": 5, "governorate": 5}  # GDELT: 1 country, 4 a city of the world, 5 a first-level division


class _Side(NamedTuple):
    """A side as UCDP names it; `country` is the code of the country whose government it is, where it is one."""

    name: str = ""
    government: bool = False
    country: str = ""


def ucdp_row(e: Event, actors: Actors, country_of: Countries) -> Row | None:
    """An event as UCDP GED would have it: armed force with at least one dead, on a day and at a place; None for the rest. Whether its
    dyad was active in its year, all events of that year tell (`active`)."""
    t = table("schemes")
    if not _happened(e) or e.type not in t["ucdp"] or e.deaths is None or not e.deaths.best:
        return None

    def called(code: str) -> str:
        return t["called"].get(code) or country_of(code)

    violence, a, b = _dyad(e, actors, called)
    # Sides that are not known have no dyad; a state-based conflict is named there by what it is about, which claims do not tell.
    dyad = f"{a.name} - {b.name}" if a.name and b.name else ""
    best = e.deaths.best
    civilians, by_a, by_b = _killed(e, violence, a, b)
    prec = _date_prec(e)
    assert e.start and e.end and e.lat is not None and e.lon is not None
    values = {
        "id": number_of(e.id),
        "relid": f"{iso3(e.country) or 'XXX'}-{e.start[:4]}-{violence}-{e.id}",
        "year": int(e.start[:4]),
        "code_status": "Clear" if e.grade == "confirmed" else "",
        "type_of_violence": violence,
        "conflict_name": "" if violence == 1 else dyad,
        "dyad_name": dyad,
        "side_a": a.name,
        "side_b": b.name,
        "gwnoa": t["gw"].get(a.country, ""),
        "gwnob": t["gw"].get(b.country, ""),
        "number_of_sources": e.sources,
        "source_office": "; ".join(outlets_of(e)),
        "source_date": e.first_report or "",
        "source_headline": e.sentence_en,
        "source_original": "; ".join(e.offices),
        "where_prec": t["where_prec"][e.precision] if e.country else _SEA,
        "where_coordinates": e.place_en,
        "where_description": e.place_ar,
        "adm_1": e.admin1 or "",
        "adm_2": e.admin2 or "",
        "latitude": e.lat,
        "longitude": e.lon,
        "geom_wkt": f"POINT ({e.lon} {e.lat})",
        "priogrid_gid": priogrid(e.lat, e.lon),
        "country": called(e.country) if e.country else "",
        "country_id": t["gw"].get(e.country or "", ""),
        "region": _region(t["gw"].get(e.country or "")),
        # Many dead in more than a week are what a source sums up of several incidents; one is one incident, whatever its day.
        "event_clarity": 2 if prec > _WEEK and best > 1 else 1,
        "date_prec": prec,
        "date_start": e.start,
        "date_end": e.end,
        "deaths_a": by_a,
        "deaths_b": by_b,
        "deaths_civilians": civilians,
        "deaths_unknown": best - civilians - by_a - by_b,
        "best": best,
        "low": e.deaths.min,
        "high": max(best, e.deaths.max or 0),
    }
    return {c: values.get(c, "") for c in UCDP}


def dyad_year(row: Row) -> tuple[str, int]:
    """What UCDP asks its threshold of: a dyad in a year; the dyad is empty where a side is not known."""
    return str(row["dyad_name"]), int(row["year"])


def active(rows: Iterable[Row]) -> frozenset[tuple[str, int]]:
    """The dyads and years in which rows of `ucdp_row` tell so many dead that UCDP calls them active. That others were not, no
    archive can tell: it holds what it was given."""
    dead: Counter[tuple[str, int]] = Counter()
    for row in rows:
        dead[dyad_year(row)] += int(row["best"])
    return frozenset(key for key, count in dead.items() if key[0] and count >= _ACTIVE)


def _region(gw: int | None) -> str:
    """UCDP's region of a country by its number of Gleditsch and Ward: each is a stretch of numbers. Empty at sea."""
    return next((name for name, (first, last) in table("schemes")["ucdp_regions"].items() if gw is not None and first <= gw <= last), "")


def _dyad(e: Event, actors: Actors, called: Countries) -> tuple[int, _Side, _Side]:
    """The type of violence (1 state-based, 2 between others, 3 against civilians) and its sides: a government first, else who did it."""
    t = table("schemes")
    (a, b), (one, two) = zip(*((_side(s[0], called), s[0].kind) if s else (_Side(), None) for s in sides_of(e, actors)), strict=True)
    if one in _CIVIL:
        (a, one), (b, two) = (b, two), (a, one)
    dead = {h.group for h in e.harm if h.what == "killed"}
    state = not dead.isdisjoint(t["state"]) or any(body(v.value) for v in e.target if v.value not in e.names)
    if not b.name and e.country and a.country != e.country and state:
        b = _government(e.country, called)  # whose soldiers they are, though no army is named
    elif two in _CIVIL or not (b.name or state or dead.intersection(t["armed"])):
        return 3, a, _Side("Civilians")
    if a.name == b.name and two:  # forces of one country: under their own name, for a government does not fight itself
        b = _Side(next(s.name_en for s in sides_of(e, actors)[1]))
    if b.government and not a.government:
        a, b = b, a
    return (1 if a.government else 2), a, b


def _side(a: Actor, called: Countries) -> _Side:
    if a.kind not in _STATE:
        return _Side(a.name_en)
    return _government(a.country, called) if a.country else _Side(a.name_en, True)


def _government(country: str, called: Countries) -> _Side:
    return _Side(f"Government of {called(country)}", True, country)


def _killed(e: Event, violence: int, a: _Side, b: _Side) -> tuple[int, int, int]:
    """Dead civilians, and dead of either side where their words tell it: soldiers are the government's if one side alone is one."""
    t = table("schemes")
    told = {h.group: h.best for h in e.harm if h.what == "killed" and not h.among}
    assert e.deaths
    left = e.deaths.best
    found: list[int] = []
    groups: tuple[Sequence[str], Sequence[str]] = (t["state"], t["armed"]) if violence == 1 and a.government and not b.government else ((), ())
    civilians: Sequence[str] = table("acled")["civilians"]
    for these in (civilians, *groups):
        found.append(min(left, sum(told.get(g, 0) for g in these)))
        left -= found[-1]
    return found[0], found[1], found[2]


def polecat_row(e: Event, actors: Actors, country_of: Countries) -> Row | None:
    """An event as POLECAT has it; None for what is not asserted, has no day or more than a month of them, or no PLOVER type."""
    category, mode, context = _event(e)["plover"]
    if e.modality != "asserted" or e.end is None or over_a_month(e) or not category:
        return None
    about = table("schemes")["plover"][category]
    values: dict[str, Any] = {
        "Event ID": e.id,
        "Event Date": e.end,
        "Event Type": category,
        "Event Mode": mode,
        "Intensity": about["score"][mode],
        "Quad Code": about["quad"],
        "Contexts": context,
        "Placename": e.place_en,
        "Province": e.admin1 or "",
        "Country": iso3(e.country),
        "Latitude": e.lat,
        "Longitude": e.lon,
        "Raw Placename": e.place_ar,
        "City": e.place_en if table("schemes")["where_prec"][e.precision] == 1 else "",
        "Source": "; ".join(outlets_of(e)),
        "Publication Date": e.first_report or "",
        "Language": "ara",
        "Version": "marsad",
    }
    for side, name in zip(sides_of(e, actors), ("Actor", "Recipient"), strict=True):
        sectors = [table("schemes")["sector"].get(a.kind, "") for a in side]
        values |= {
            f"{name} Name": "; ".join(a.name_en for a in side),
            f"{name} Country": "; ".join(iso3(a.country) for a in side),
            f"Primary {name} Sector": sectors[0] if side else "",
            f"{name} Sectors": "; ".join(sectors),
            f"{name} Name Raw": "; ".join(a.name_ar for a in side),
        }
    return {c: "" if (v := values.get(c)) is None else v for c in POLECAT}


def gdelt_row(e: Event, actors: Actors, country_of: Countries) -> Row | None:
    """An event as GDELT 1.0 has it, coded by CAMEO; None for what is not asserted, has no day or more than a month of them."""
    if e.modality != "asserted" or e.end is None or over_a_month(e):
        return None
    t = _event(e)
    day = dt.date.fromisoformat(e.end)
    code = t["cameo"]
    # FractionDate as GDELT counts it: months of thirty days in a year of 365.
    values: dict[str, Any] = {
        "GLOBALEVENTID": number_of(e.id),
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": day.year,
        "FractionDate": f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}",
        "IsRootEvent": 1,
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": quad_of(code),
        "GoldsteinScale": t["gold"],
        "NumMentions": len(e.claims),
        "NumSources": e.sources,
        "NumArticles": len(e.claims),
        "DATEADDED": (e.last_report or e.end).replace("-", "")[:8],
        "ActionGeo_Type": _GEO_TYPE.get(e.precision, 4) if e.lat is not None else 0,
        "ActionGeo_FullName": ", ".join(filter(None, (e.place_en, e.admin1, country_of(e.country) if e.country else ""))),
        "ActionGeo_CountryCode": fips(e.country, e.admin1),
        "ActionGeo_Lat": e.lat,
        "ActionGeo_Long": e.lon,
    }
    for number, side in enumerate(sides_of(e, actors), 1):
        for a in side[:1]:
            sector = table("schemes")["sector"].get(a.kind, "")
            values |= {
                f"Actor{number}Code": iso3(a.country) + sector,
                f"Actor{number}Name": a.name_en.upper(),
                f"Actor{number}CountryCode": iso3(a.country),
                f"Actor{number}Type1Code": sector,
            }
    return {c: "" if (v := values.get(c)) is None else v for c in GDELT}


def number_of(id: str) -> int:
    """An event's id as a number of at most ten digits, for schemes that want one; the same for the same id."""
    bare = re.sub(r"[^0-9a-f]", "", id)[:8]
    return int(bare, 16) if len(bare) == 8 else zlib.crc32(id.encode())


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID (half a degree, numbered from the south-west, 720 a row) that a point lies in."""
    row = min(359, int((lat + 90) * 2))
    column = min(719, int((lon + 180) * 2))
    return row * 720 + column + 1


def quad_of(code: str) -> int:
    """The quad class of a CAMEO code."""
    return next(int(quad) for quad, roots in table("schemes")["quad"].items() if code[:2] in roots)


def iso3(country: str | None) -> str:
    """The three letters of a country; those that it has where the table lacks it."""
    return table("schemes")["iso3"].get(country, country) if country else ""


def fips(country: str | None, admin1: str | None) -> str:
    """The two letters that GDELT writes for the country of a place; "" where the table lacks it, for other countries bear them in ISO."""
    known = table("schemes")["fips"]
    return known.get(f"{country}.{admin1}") or known.get(country, "") if country else ""


def _event(e: Event) -> dict[str, Any]:
    return next(row for row in table("schemes")["event"] if row["type"] == e.type)


def _happened(e: Event) -> bool:
    return e.modality == "asserted" and None not in (e.start, e.end, e.lat, e.lon)


def _date_prec(e: Event) -> int:
    """1 the day, 2 two to six days, 3 a week, 4 a month, 5 longer."""
    assert e.start and e.end
    days = (dt.date.fromisoformat(e.end) - dt.date.fromisoformat(e.start)).days + 1
    return 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5
