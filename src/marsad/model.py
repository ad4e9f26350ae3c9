"""The frozen types that flow along the line: `Article` → `Token` → `Mention` → `Claim` → `Doc`.

Offsets are Python string indices (code points) into `Article.text`; the end is exclusive. Dates are ISO
strings (`YYYY-MM-DD`), intervals inclusive at both ends. Coordinates are WGS84 degrees.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from .shape import is_list, is_table

Modality = Literal["asserted", "planned", "conditional", "possible", "denied"]
Grade = Literal["confirmed", "fair", "single source", "contested", "not asserted"]
PlaceBasis = Literal["name", "coordinates in the text", "coordinates given"]
CountryBasis = Literal["place", "actors", "article", "outlet"]
PlaceRole = Literal["at", "from", "to"]
Fate = Literal["killed", "injured", "captured", "abducted", "freed", "displaced"]
Precision = Literal["site", "neighbourhood", "settlement", "area", "district", "governorate", "region", "country"]
EventType = Literal[
    "offensive",
    "clash",
    "armed_attack",
    "advance",
    "capture",
    "withdrawal",
    "siege",
    "airstrike",
    "shelling",
    "bombing",
    "suicide_bombing",
    "killing",
    "abduction",
    "arrest",
    "interception",
    "protest",
    "riot",
    "crackdown",
    "agreement",
    "negotiation",
    "release",
    "deployment",
    "fortification",
    "coordination",
    "destruction",
    "displacement",
    "aid",
    "accusation",
    "demand",
    "threat",
    "rejection",
    "condemnation",
    "support",
]
ClaimType = Literal[EventType, "control"]
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)  # in the order of the ontology
# Kinds of actors that bear arms.
ARMED: frozenset[str] = frozenset({"state_forces", "external_forces", "rebel_group", "political_militia", "identity_militia"})


class Span(msgspec.Struct, frozen=True):
    """A stretch of the article's text. `text` always equals `article.text[start:end]`."""

    start: int
    end: int
    text: str


class Found(msgspec.Struct, frozen=True):
    """A particular of an article, where it was found, and how sure that is (0 to 1)."""

    field: str
    value: str
    origin: str
    sure: float


class Article(msgspec.Struct, frozen=True):
    """One article as read, whichever door it came through.

    `chrome` lists (start, end) stretches of `text` that are page furniture. `published` is a day, `published_at` the same
    with its hour where the source tells it. `agency` and `dateline` (a city) stand before the first sentence of wire copy.
    `forwarded_from` is whose message a channel passed on; `reprint_of` the id of an earlier article with the same copy.
    `found` tells of each particular where it came from and how sure it is.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    site: str | None = None
    published: str | None = None
    chrome: tuple[tuple[int, int], ...] = ()
    published_at: str | None = None
    outlet: str | None = None
    author: str | None = None
    section: str | None = None
    language: str | None = None
    agency: str | None = None
    dateline: str | None = None
    forwarded_from: str | None = None
    reprint_of: str | None = None
    found: tuple[Found, ...] = ()

    @property
    def body(self) -> str:
        """The text without its furniture."""
        parts: list[str] = []
        at = 0
        for start, end in sorted(self.chrome):
            parts.append(self.text[at:start])
            at = max(at, end)
        return "".join([*parts, self.text[at:]])


class Actor(msgspec.Struct, frozen=True):
    """Who an actor mention stands for. `kind` is one of the kinds of `lexicon/actors/README.md`; `of` is the id of the actor
    that it is a part of, or that a person speaks or commands for."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    country: str | None = None
    of: str | None = None


class ActorSpan(msgspec.Struct, frozen=True):
    """A mention of an agent, target, source or holder; `actor` is null where the text leaves it open."""

    start: int
    end: int
    text: str
    actor: Actor | None = None


class PlaceSpan(msgspec.Struct, frozen=True):
    """A place of a claim with what it resolved to. For a common noun or a pronoun, the antecedent's span.

    `admin1`, `district` and `admin3` are the divisions it lies in, `pcode` its p-code or that of the finest of them, where known; `country`
    is None for a sea. `listed` is false where the gazetteer lacks the place: coordinates, precision and English name are then those of
    the area that the text names for it, and without coordinates (`lat`, `lon` are None) where it names none. `basis` says how it is known: by
    its name, by coordinates that the text writes, or by those that a table gives beside it (then the span is the event's own word where the text
    names no place).
    """

    start: int
    end: int
    text: str
    role: PlaceRole
    name_ar: str
    name_en: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    admin1: str | None
    country: str | None
    precision: Precision
    district: str | None = None
    basis: PlaceBasis = "name"
    admin3: str | None = None
    pcode: str | None = None
    listed: bool = True

    @property
    def at(self) -> tuple[float, float] | None:
        """(latitude, longitude) in degrees; None where nothing tells where it lies."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class Time(msgspec.Struct, frozen=True):
    """When. `basis` is `text` where words of the article say so, `published` where only the article's date does."""

    start: str
    end: str
    precision: Literal["part_of_day", "day", "week", "month", "year", "interval"]
    basis: Literal["text", "published"]
    span: Span | None = None


class Count(msgspec.Struct, frozen=True):
    """A number of people. `max` is null where the text only gives a lower bound."""

    min: int
    max: int | None = None


class Harm(msgspec.Struct, frozen=True):
    """People harmed or moved, by group. `group` is one of the groups of `lexicon/heads.toml` (civilians, children, women,
    fighters, soldiers, police …, or people where the text does not say); `actor` whose they are, where it says so. `among`
    marks a part of a number that stands beside it ("20 dead, among them 5 children"): never to be added to it."""

    what: Fate
    group: str
    count: Count
    actor: Actor | None
    span: Span
    among: bool = False


class Claim(msgspec.Struct, frozen=True):
    """One thing that an article says: an event of a type, or (`kind` control) who holds a place.

    `source` is the nearest credit; `via` are those through whom the text has it (outlet ← office), nearest first.
    `confidence` is the calibrated probability (0 to 1) that type, agents, places and modality are all right.
    `country` (ISO code) is that of its place; where it has none, `country_basis` says what else tells it: whom it befell or who did it,
    what the article is most about, its outlet. `share` is the part of the place, in percent, that was held in `time`; `part` says that not the
    whole of the place is held, but a part of it or land in it that has no name. `gloss_en` and `gloss_ar` tell it in one sentence. `condition` are
    the words that make it conditional (إذا، في حال). `mentions` are the other places of the article that tell the same: the headline, the lead, a
    later reference.
    """

    id: str
    kind: Literal["event", "control"]
    type: ClaimType
    modality: Modality
    trigger: Span
    evidence: Span
    agents: tuple[ActorSpan, ...]
    targets: tuple[ActorSpan, ...]
    places: tuple[PlaceSpan, ...]
    time: Time | None
    source: ActorSpan | None
    deaths: Count | None
    injured: Count | None
    weapon: str | None
    holder: ActorSpan | None
    rule: str
    gloss_en: str
    mentions: tuple[Span, ...] = ()
    via: tuple[ActorSpan, ...] = ()
    harm: tuple[Harm, ...] = ()
    confidence: float = 0.5
    condition: Span | None = None
    gloss_ar: str = ""
    country: str | None = None
    country_basis: CountryBasis | None = None
    share: float | None = None
    part: bool = False


class Second(msgspec.Struct, frozen=True):
    """What a second coder made of an article, beside the first. `by` names it with the versions that its claims depend on;
    `dropped` counts by reason what it told and the text does not bear out; `fault` says why it made nothing."""

    by: str
    claims: tuple[Claim, ...] = ()
    dropped: dict[str, int] = {}
    fault: str | None = None


class Doc(msgspec.Struct, frozen=True):
    """A coded article: what was read, and what it tells. One read back from a line lacks the article's `chrome`, which no line carries."""

    article: Article
    claims: tuple[Claim, ...]
    second: tuple[Second, ...] = ()

    @property
    def id(self) -> str:
        """The article's id, by which its claims are named."""
        return self.article.id

    @property
    def text(self) -> str:
        """The article's text, into which the offsets of its claims point."""
        return self.article.text

    def as_line(self) -> Line:
        """The document as it is written: the article's particulars beside its claims."""
        return Line(**{name: getattr(self.article, name) for name in _WRITTEN}, claims=self.claims, second=self.second)

    def to_json(self) -> bytes:
        """One line of `marsad code --format jsonl`, without the line's end."""
        return msgspec.json.encode(self.as_line())

    @classmethod
    def from_json(cls, line: bytes | str) -> Doc:
        """The document of one line of output. Raises `msgspec.DecodeError` where it is none."""
        told = _LINES.decode(line)
        return cls(Article(**{name: getattr(told, name) for name in _WRITTEN}), told.claims, told.second)

    def but(self, **particulars: Any) -> Doc:
        """The document with other particulars of its article."""
        return msgspec.structs.replace(self, article=msgspec.structs.replace(self.article, **particulars))

    def to_dicts(self) -> dict[str, Any]:
        """The document as plain dicts and lists, ready for `json.dumps`."""
        told: dict[str, Any] = msgspec.to_builtins(self.as_line())
        return told

    def rows(self) -> list[dict[str, Any]]:
        """A flat row a claim, with the columns of `marsad export --kind claims`."""
        from .export.rows import claim_row  # later in the line, so asked for only here

        return [claim_row(f"{self.id}:{c.id}", self.id, c) for c in self.claims]

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with its evidence marked, the claims and a map."""
        from .report.html import framed  # later in the line, so asked for only here

        return framed(self)


# What stands first in a line, null where it is not known; the article's other particulars follow the claims.
_FIRST = ("id", "url", "site", "title", "published", "text")
_WRITTEN = tuple(name for name in Article.__struct_fields__ if name != "chrome")


def _line() -> type[msgspec.Struct]:
    """The type of a line, made from the article's: a particular that is added to it is written."""
    told = {f.name: f for f in msgspec.structs.fields(Article) if f.name in _WRITTEN}
    first = [(name, told.pop(name).type) for name in _FIRST]
    rest = [(f.name, f.type, f.default) for f in told.values()]
    about = "A coded article: the output contract of `marsad code --format jsonl`, one a line. Its particulars are the `Article`'s."
    fields: list[str | tuple[str, Any] | tuple[str, Any, Any]] = [*first, ("claims", tuple[Claim, ...]), *rest, ("second", tuple[Second, ...], ())]
    return msgspec.defstruct("Doc", fields, frozen=True, module=__name__, namespace={"__doc__": about})


if TYPE_CHECKING:

    class Line(msgspec.Struct, frozen=True):
        """What is known of a line before it is made: the particulars are the `Article`'s."""

        claims: tuple[Claim, ...]
        second: tuple[Second, ...]

        def __init__(self, **told: Any) -> None: ...

else:
    Line = _line()

_LINES = msgspec.json.Decoder(Line)


def unindented(schema: Any) -> Any:
    """A JSON Schema without the indentation of the docstrings that its descriptions are: Python keeps it up to 3.12, and drops it from 3.13 on."""
    if is_table(schema):
        return {key: inspect.cleandoc(part) if key == "description" and isinstance(part, str) else unindented(part) for key, part in schema.items()}
    return [unindented(part) for part in schema] if is_list(schema) else schema


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one output line, made from the types above."""
    schema: dict[str, Any] = unindented(msgspec.json.schema(Line))
    return schema
