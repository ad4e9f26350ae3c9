"""What is asked of an archive: one definition, from which `find`, `export`, the pages' addresses and the saved views are made."""

from __future__ import annotations

import re
from functools import cache, reduce
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Meta

from ..errors import InputError
from ..model import ClaimType, CountryBasis, Grade, Modality

NONE = "none"  # the value of `country` and `admin1` that keeps what has none
# No control characters but tab and the ends of lines: PostgreSQL keeps no NUL, and terminals obey the others.
PLAIN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
_CORNER = r"-?[0-9]{1,3}(\.[0-9]{1,6})?,-?[0-9]{1,2}(\.[0-9]{1,6})?"
AREA = rf"^{_CORNER}(;{_CORNER}){{2,99}}$"
Named = Annotated[str, Meta(max_length=200, pattern=PLAIN)]
Country = Annotated[str, Meta(pattern="^([A-Za-z]{2}|none)$")]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", max_length=10)]
Count = Annotated[int, Meta(ge=0, le=10_000_000)]
Group = Literal[
    "civilians",
    "children",
    "women",
    "medics",
    "journalists",
    "aid_workers",
    "displaced",
    "prisoners",
    "demonstrators",
    "fighters",
    "soldiers",
    "police",
]
GROUPS: tuple[str, ...] = get_args(Group)
Differ = Literal["deaths", "injured", "doer", "day", "place", "type", "modality"]
DIFFER: tuple[str, ...] = get_args(Differ)


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """All given filters must hold; of several values of one, any. A text with commas does for several values.

    Days are ISO dates, inclusive; `query` is full text; `place` is a part of a name in either language; `outlet` is who published,
    `source` anybody whose word it is; `box` is (west, south, east, north) in degrees. Those from `deaths` to `on_map`, and the grade,
    country_basis, confidence, source, reviewed, tag, assigned, note, area and box, are asked of events alone.
    """

    query: Annotated[str, Meta(max_length=500, pattern=PLAIN, description="Words that the article holds; a phrase in quotes.")] | None = None
    type: Annotated[
        tuple[ClaimType, ...], Meta(max_length=40, description="Only events of this type (airstrike, capture …); may be given again.")
    ] = ()
    modality: Annotated[
        tuple[Modality, ...], Meta(max_length=5, description="Only asserted, planned, conditional, possible or denied; may be given again.")
    ] = ()
    grade: Annotated[tuple[Grade, ...], Meta(max_length=10, description="Only this grade of corroboration; may be given again.")] = ()
    country: Annotated[
        tuple[Country, ...], Meta(max_length=60, description="Only in this country (two letters; none: without one); may be given again.")
    ] = ()
    country_basis: Annotated[
        tuple[CountryBasis, ...],
        Meta(max_length=4, description="Only events whose country this tells (place, actors, article, outlet); may be given again."),
    ] = ()
    admin1: Annotated[
        tuple[Named, ...], Meta(max_length=60, description="Only in this governorate, by its English name (none: without one); may be given again.")
    ] = ()
    place: Annotated[Named, Meta(description="Only where the place's name, in either language, holds this.")] | None = None
    actor: Annotated[Named, Meta(description="Only where an actor's name or id holds this, whatever its part.")] | None = None
    doer: Annotated[Named, Meta(description="Only where the name or id of who did it holds this.")] | None = None
    target: Annotated[Named, Meta(description="Only where the name or id of whom it was done to holds this.")] | None = None
    since: Annotated[Day, Meta(description="Only on this day or later.")] | None = None
    until: Annotated[Day, Meta(description="Only on this day or earlier.")] | None = None
    outlet: Annotated[Named, Meta(description="Only from outlets whose name or address holds this.")] | None = None
    source: Annotated[Named, Meta(description="Only on the word of whoever's name holds this.")] | None = None
    deaths: Annotated[Count, Meta(description="Only events with at least so many dead.")] | None = None
    harmed: Annotated[
        tuple[Group, ...], Meta(max_length=12, description="Only events that harmed these (civilians, children, medics …); may be given again.")
    ] = ()
    differ: Annotated[
        tuple[Differ, ...],
        Meta(max_length=7, description="Only events whose sources differ on this (deaths, doer, day, place …); may be given again."),
    ] = ()
    party_only: Annotated[bool, Meta(description="Only events that parties to the conflict alone tell of (or no such events).")] | None = None
    on_map: Annotated[bool, Meta(description="Only events with a place that a map can show (or without one).")] | None = None
    confidence: Annotated[float, Meta(ge=0, le=1, description="Only events that the coder reads rightly with at least this probability.")] | None = (
        None
    )
    reviewed: Annotated[bool, Meta(description="Only events that people have reviewed (or have not).")] | None = None
    tag: Annotated[tuple[Named, ...], Meta(max_length=40, description="Only events that bear this tag; may be given again.")] = ()
    assigned: Annotated[
        tuple[Named, ...], Meta(max_length=40, description="Only events that this person sees to (none: nobody); may be given again.")
    ] = ()
    note: Annotated[Named, Meta(description="Only events with a note that holds this.")] | None = None
    area: (
        Annotated[str, Meta(max_length=3000, pattern=AREA, description="Only inside this area: its corners as LON,LAT;LON,LAT;LON,LAT … in degrees.")]
        | None
    ) = None
    box: tuple[float, float, float, float] | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        for name in SEVERAL:
            value = getattr(self, name)
            if not isinstance(value, tuple):
                parts = value.split(",") if isinstance(value, str) else value or ()
                msgspec.structs.force_setattr(self, name, tuple(parts))
        if any(len(code) == 2 and not code.isupper() for code in self.country):
            msgspec.structs.force_setattr(self, "country", tuple(c if c == NONE else c.upper() for c in self.country))


SEVERAL = ("type", "modality", "grade", "country", "country_basis", "admin1", "harmed", "differ", "tag", "assigned")
EVENTS_ALONE = (
    "grade",
    "country_basis",
    "admin1",
    "source",
    "deaths",
    "harmed",
    "differ",
    "party_only",
    "on_map",
    "confidence",
    "reviewed",
    "tag",
    "assigned",
    "note",
    "area",
    "box",
)
_INSIDE = ("box", "limit")  # those that a page and a command each ask for in their own way


def corners(area: str) -> list[tuple[float, float]]:
    """(longitude, latitude) of each corner of an area, in degrees. Raises `InputError`."""
    if not re.fullmatch(AREA, area):
        raise InputError("an area is three to a hundred corners: LON,LAT;LON,LAT;LON,LAT in degrees.")
    return [(float(lon), float(lat)) for lon, lat in (corner.split(",") for corner in area.split(";"))]


@cache
def asked_fields() -> tuple[tuple[str, Any, str], ...]:
    """(name, type with its bounds, what it asks for) of the filters that people set, in their order. To read the types takes longer than to
    answer most questions."""
    out: list[tuple[str, Any, str]] = []
    for f in msgspec.structs.fields(Filters):
        if f.name not in _INSIDE:
            inside = [t for t in (*get_args(f.type), f.type) if hasattr(t, "__metadata__")]
            out.append((f.name, f.type, next(m.description for t in inside for m in t.__metadata__ if isinstance(m, Meta) and m.description)))
    return tuple(out)


def _either(one: Any, other: Any) -> Any:
    return one | other


def bare(kind: Any) -> Any:
    """A type without its bounds, for those who know none."""
    parts = get_args(kind)
    if get_origin(kind) is Annotated:
        return bare(parts[0])
    if get_origin(kind) is tuple:
        return tuple.__class_getitem__((bare(parts[0]), ...))
    return reduce(_either, map(bare, parts)) if get_origin(kind) in (Union, UnionType) else kind


def without(f: Filters, *names: str) -> Filters:
    """The same filters, those of these names left open."""
    return msgspec.structs.replace(f, **{name: () if name in SEVERAL else None for name in names})


def told(f: Filters) -> dict[str, Any]:
    """What is set, by name, in plain values."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(f))
    return {name: value for name, value in plain.items() if value not in (None, [])}
