"""What an entry of the lexicon may say: frames, actors and places as structs. The tables of the documentation are made of them.

`frames`, `actors` and `places` turn parsed entries (each with its `file`) into these structs. They raise `LexiconError`, one
sentence that names file and entry, for an unknown field, a value of the wrong kind, a field that is missing, a doubled id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args

import msgspec
from msgspec import Meta, Struct, field

from ..errors import LexiconError
from ..model import ClaimType, EventType, PlaceRole, Precision
from ..shape import is_mapping, is_tuple

Role = Literal["target", "agent", "place", "none"]
PrepRole = Literal["target", "agent", "place", "at", "to", "from", "weapon", "none"]
ActorKind = Literal[
    "state_forces",
    "external_forces",
    "rebel_group",
    "political_militia",
    "identity_militia",
    "rioters",
    "protesters",
    "civilians",
    "government",
    "organisation",
    "person",
]
AgentClass = Literal["aircraft", "armed", "demonstrators", "ground", "state", "suicide"]
Name = Annotated[str, Meta(min_length=1)]
Words = tuple[Name, ...]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Country = Annotated[str, Meta(pattern=r"^([A-Z]{2})?$")]
Degrees = tuple[Annotated[float, Meta(ge=-90, le=90)], Annotated[float, Meta(ge=-180, le=180)]]


class Refine(Struct, frozen=True, forbid_unknown_fields=True):
    """A modifier or the class of a mention near the word that speaks for another type. Needs `words` or `agent`."""

    type: Annotated[EventType, Meta(description="the type that it speaks for")]
    words: Annotated[Words, Meta(description="one of these words stands behind")] = ()
    agent: Annotated[AgentClass | None, Meta(description="a mention of this class stands near")] = None

    def __post_init__(self) -> None:
        if not self.words and not self.agent:
            raise ValueError("a refine needs 'words' or 'agent'")


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and what it yields; roles are those of the claim of the first type that it yields."""

    text: Annotated[Name, Meta(description="a sentence as news writes it")]
    yields: Annotated[tuple[ClaimType, ...], Meta(description="types of claims that it gives; empty: none at all")] = ()
    never: Annotated[tuple[ClaimType, ...], Meta(description="types that it must not give")] = ()
    agent: Annotated[Name | None, Meta(description="words of who does it, as they stand in the text")] = None
    target: Annotated[Name | None, Meta(description="words of whom or what it is done to")] = None
    place: Annotated[Name | None, Meta(description="words of where it is")] = None

    def __post_init__(self) -> None:
        for role in ("agent", "target", "place"):
            told = getattr(self, role)
            if told is not None and told not in self.text:
                raise ValueError(f"the example's {role} '{told}' does not stand in its text")
        if (self.agent or self.target or self.place) and not self.yields:
            raise ValueError("an example that yields nothing has no roles")


class FrameEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Which words evoke an event type and how its roles are marked."""

    id: Annotated[Name, Meta(description="stable name; the rule name of a claim is `id/verb` or `id/noun`")]
    type: Annotated[EventType, Meta(description="an event type of the ontology (docs/ontology.md)")]
    file: str = ""
    verbs: Annotated[
        Words, Meta(description='`"past present"`, or `"past present passive-past passive-present"` where the written passive differs')
    ] = ()
    nouns: Annotated[Words, Meta(description='verbal nouns and event nouns: `"singular plural …"`; duals and pronoun forms are made')] = ()
    participles: Annotated[Words, Meta(description='participles that tell the event: `"متوغل متوغلة …"`, forms listed')] = ()
    counted: Annotated[Words, Meta(description="words that tell the event where they are counted: خمسة قتلى")] = ()
    with_: Annotated[Words, Meta(description="the verb tells the event with one of these words (without article) after it: أطلق + النار")] = field(
        default=(), name="with"
    )
    of: Annotated[Words, Meta(description="the noun tells it with one of these words right after it: إطلاق + نار")] = ()
    with_for: Annotated[dict[Name, Words], Meta(description="the same as `with` for single lemmas of the frame: lemma = words")] = {}
    of_for: Annotated[dict[Name, Words], Meta(description="the same as `of` for single lemmas of the frame: lemma = words")] = {}
    free: Annotated[Words, Meta(description="lemmas that need no `with`")] = ()
    with_modifier: Annotated[Words, Meta(description="the noun tells it with one of these adjectives behind it")] = ()
    not_object: Annotated[Words, Meta(description="one of these words behind it speaks of no war")] = ()
    weak_noun: Annotated[bool, Meta(description="true: the noun alone is a weak sign, for it tells other things too")] = False
    object: Annotated[Role, Meta(description="role of a verb's object and of a noun's genitive; `target` where it is not said")] = "target"
    genitive: Annotated[Role | None, Meta(description="role of the noun's genitive where it differs from `object`")] = None
    prep: Annotated[dict[Name, PrepRole], Meta(description="preposition = role; على, في, من, إلى … have defaults")] = {}
    voice: Annotated[Literal["active", "passive"] | None, Meta(description="`passive`: the subject is the one harmed (استشهد); نزح is `active`")] = (
        None
    )
    harm: Annotated[Literal["deaths", "injured"] | None, Meta(description="counts of people harmed belong to it")] = None
    refine: Annotated[tuple[Refine, ...], Meta(description="what near it speaks for another type (table below)")] = ()
    examples: Annotated[tuple[Example, ...], Meta(description="sentences that the tests run (table below); every packaged frame has one")] = ()

    def __post_init__(self) -> None:
        for lemma in self.verbs:
            if not 2 <= len(lemma.split()) <= 4:
                raise ValueError(f"the verb '{lemma}' needs its past and present; write both")
        if not (self.verbs or self.nouns or self.participles or self.counted):
            raise ValueError("a frame needs 'verbs', 'nouns', 'participles' or 'counted'")


class ActorEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Who acts or speaks, under the names that news gives them."""

    id: Annotated[Name, Meta(description="stable name, country first")]
    ar: Annotated[Name, Meta(description="the Arabic name as news writes it")]
    en: Annotated[Name, Meta(description="the English name")]
    kind: Annotated[
        ActorKind, Meta(description="ACLED's kinds, `government`, `organisation`, and `person` for those who hold or held a public office or command")
    ]
    cc: Annotated[Country, Meta(description="ISO country code of the actor's home, empty where it has none")]
    file: str = ""
    also: Annotated[Words, Meta(description="other names, loaded terms included")] = ()
    of: Annotated[Name | None, Meta(description="id of the actor that it is a part of, or that a person speaks or commands for")] = None
    since: Annotated[Day | None, Meta(description="ISO date from which it bore this name")] = None
    until: Annotated[Day | None, Meta(description="ISO date until which it bore this name")] = None
    became: Annotated[
        Name | None, Meta(description="id of the actor that it became: after `until` the old name means that one (جبهة النصرة after July 2016)")
    ] = None
    before: Annotated[
        Name | None, Meta(description="id of the actor that the name meant before `since`; where it is not told, nobody (الحكومة السورية)")
    ] = None


class PlaceEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A place that the gazetteer lacks or spells otherwise."""

    ar: Annotated[Name, Meta(description="Arabic name as news writes it, with its article")]
    en: Annotated[Name, Meta(description="English name")]
    kind: Annotated[Precision, Meta(description="what it is: the claim's precision")]
    cc: Annotated[Country, Meta(description="ISO country code; empty for seas")]
    at: Annotated[Degrees, Meta(description="`[latitude, longitude]`, of the middle for areas")]
    file: str = ""
    also: Annotated[Words, Meta(description="other spellings and names")] = ()
    needs: Annotated[
        bool,
        Meta(
            description="true where the name is an ordinary word too: then it is a place only after a word that types it"
            " or a preposition of place beside other places"
        ),
    ] = False


class TypeEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A type of event with its traits; `types.toml` says what each means."""

    id: EventType
    family: Literal["violence", "ground", "persons", "people", "talks", "protest"] | None = None
    armed: bool = False
    mutual: bool = False
    political: bool = False
    moves: bool = False
    tried: EventType | None = None
    holds: Literal["takes", "leaves", "besieges"] | None = None
    holds_at: tuple[PlaceRole, ...] = ()
    rank: int | None = None


ENTRIES: Mapping[str, type[Struct]] = {"frame": FrameEntry, "actor": ActorEntry, "place": PlaceEntry, "example": Example, "refine": Refine}
_Entry = TypeVar("_Entry", FrameEntry, ActorEntry, PlaceEntry)


def frames(raws: Iterable[Mapping[str, Any]]) -> list[FrameEntry]:
    """Frames as structs, ids distinct."""
    return _distinct("frame", [_entry(FrameEntry, "frame", raw) for raw in raws], lambda entry: entry.id)


def actors(raws: Iterable[Mapping[str, Any]]) -> list[ActorEntry]:
    """Actors as structs, ids distinct, those that they belong to or became among them."""
    entries = _distinct("actor", [_entry(ActorEntry, "actor", raw) for raw in raws], lambda entry: entry.id)
    known = {entry.id for entry in entries}
    for entry in entries:
        for name in ("of", "became", "before"):
            id = getattr(entry, name)
            if id and id not in known:
                raise LexiconError(f"{entry.file}, actor {entry.id}: '{name}' names {id}, which no entry has; name an actor by its id.")
    return entries


def places(raws: Iterable[Mapping[str, Any]]) -> list[PlaceEntry]:
    """Places as structs."""
    return [_entry(PlaceEntry, "place", raw) for raw in raws]


def _distinct(kind: str, entries: list[_Entry], id_of: Callable[[_Entry], str]) -> list[_Entry]:
    seen: dict[str, str] = {}
    for entry in entries:
        id = id_of(entry)
        if id in seen:
            raise LexiconError(f"{entry.file}, {kind} {id}: the id stands in {seen[id]} too; give one of them another.")
        seen[id] = entry.file
    return entries


def _entry(of: type[_Entry], kind: str, raw: Mapping[str, Any]) -> _Entry:
    try:
        return msgspec.convert(raw, of)
    except msgspec.ValidationError as error:
        name = raw.get("id") or raw.get("ar") or "without a name"
        raise LexiconError(f"{raw.get('file') or 'the lexicon'}, {kind} {name}: {_sentence(str(error), raw)}.") from error


# What msgspec says, and what we say: the value, where it is one, is looked up by its path.
_SAID = (
    (re.compile(r"Object contains unknown field `(?P<name>.*?)`"), "'{name}' is no field; docs/lexicon.md lists them"),
    (re.compile(r"Object missing required field `(?P<name>.*?)`"), "'{name}' is missing; add it"),
    (re.compile(r"Expected `str` of length >= 1"), "{path} is empty; write it or take it out"),
    (re.compile(r"Invalid enum value '(?P<name>.*?)'"), '{path} = "{name}" is none of {choices}'),
    (re.compile(r"Expected `str` matching regex"), '{path} = "{value}" is not written so; a country is two capitals (SY), a day 2016-07-28'),
    (re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`"), "{path} is of the wrong kind ({got}, where {wanted} belongs)"),
    (re.compile(r"Expected `array` of length 2"), "{path} needs two numbers; write [latitude, longitude]"),
    (re.compile(r"Expected `float` [<>]= (?P<name>\S+)"), "{path} lies outside the degrees of the earth; write [latitude, longitude]"),
)


def _sentence(said: str, raw: Mapping[str, Any]) -> str:
    """A message of msgspec's in our words."""
    message, _, where = said.partition(" - at `")
    path = where.rstrip("`").removeprefix("$").lstrip(".")
    for pattern, ours in _SAID:
        if found := pattern.match(message):
            words = {"wanted": "", "got": "", "name": "", **found.groupdict()}
            return ours.format(path=path or "it", value=_at(raw, path), choices=_choices(path), **words)
    return f"{path}: {message}" if path else message


def _at(raw: Any, path: str) -> Any:
    for name in re.findall(r"[^.\[\]]+", path):
        raw = raw.get(name) if is_mapping(raw) else raw[int(name)] if name.isdigit() else None
    return raw


_CHOICES = {
    "object": Role,
    "genitive": Role,
    "prep": PrepRole,
    "kind": (ActorKind, Precision),
    "type": EventType,
    "yields": ClaimType,
    "never": ClaimType,
    "agent": AgentClass,
    "voice": ("active", "passive"),
    "harm": ("deaths", "injured"),
}


def _choices(path: str) -> str:
    """What may stand at a path: the last name in it that we know tells."""
    name = next((n for n in reversed(re.findall(r"[a-z_]+", path)) if n in _CHOICES), "")
    return _plain(_CHOICES.get(name, ()))


def _plain(choice: Any) -> str:
    parts = choice if is_tuple(choice) else get_args(choice)
    return ", ".join(part if isinstance(part, str) else _plain(part) for part in parts)


def table_of(kind: str) -> str:
    """The fields of a kind of entry (a key of `ENTRIES`) as a table of Markdown, in order, those that must be there first."""
    rows = ["| field | value | meaning |", "| --- | --- | --- |"]
    entry = msgspec.inspect.type_info(ENTRIES[kind])
    assert isinstance(entry, msgspec.inspect.StructType)
    for info in entry.fields:
        meaning: dict[str, Any] | None = getattr(info.type, "extra_json_schema", None)
        told = info.type.type if isinstance(info.type, msgspec.inspect.Metadata) and meaning else info.type
        if meaning:
            rows.append(f"| `{info.encode_name}` | {_value(told)}{', needed' if info.required else ''} | {meaning['description']} |")
    return "\n".join(rows)


_VALUES = {"StrType": "text", "BoolType": "true or false", "VarTupleType": "list", "TupleType": "two numbers", "DictType": "table"}
_MANY = 12  # values from which on a list of them is elsewhere


def _value(told: Any) -> str:
    if isinstance(told, msgspec.inspect.UnionType):
        told = told.types[0]
    if not isinstance(told, msgspec.inspect.LiteralType):
        return _VALUES[type(told).__name__]
    return ", ".join(f"`{value}`" for value in told.values) if len(told.values) < _MANY else "one of the ontology's"
