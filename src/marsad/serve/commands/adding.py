"""Adding from the pages: articles, an actor or a place that the lexicon lacks, and coding again what they touch."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException

from ...archive.engine import address_of
from ...errors import InputError
from ...gazetteer import added
from ...lexicon import load, widen
from ...read.article import check_date
from ..accounts import Person
from ..bounds import Day, Id, Named
from ..endpoint import Api, Raw
from ..state import State
from .work import Asked, Gave, Job, knowledge_anew

api = Api()
_MOST = 20_000_000  # bytes that are given at once
_FILES = 200

Kind = Literal[
    "state_forces",
    "rebel_group",
    "political_militia",
    "identity_militia",
    "external_forces",
    "government",
    "organisation",
    "civilians",
    "protesters",
    "rioters",
]
Name = Annotated[Named, Meta(min_length=2)]
Degrees = Annotated[float, Meta(ge=-180, le=180)]


class File(msgspec.Struct, frozen=True):
    """One of the files that follow, in their order: its name and its bytes."""

    name: Annotated[str, Meta(max_length=300)]
    size: Annotated[int, Meta(ge=0, le=_MOST)]


class AddAsked(msgspec.Struct, frozen=True):
    """The day of publication of what has none, and the reader's language."""

    published: Day | None = None
    lang: Literal["en", "ar"] = "en"


class Address(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An address to read an article from."""

    url: Annotated[str, Meta(min_length=8, max_length=2000, pattern=r"^https?://\S+$")]
    published: Day | None = None
    lang: Literal["en", "ar"] = "en"


class NewActor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An actor for the user's own lexicon; `cc` is its country's code, `of` the id of the actor that it is a part of."""

    ar: Name
    en: Name
    kind: Kind
    cc: Annotated[str, Meta(pattern="^([A-Za-z]{2})?$")] = ""
    also: Annotated[list[Name], Meta(max_length=20)] = []
    of: Id | None = None


class NewPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place for the user's own gazetteer."""

    ar: Name
    lat: Annotated[float, Meta(ge=-90, le=90)]
    lon: Degrees
    country: Annotated[str, Meta(pattern="^[A-Za-z]{2}$")]
    en: Named | None = None
    admin1: Named | None = None


class Kept(msgspec.Struct, frozen=True):
    """What was kept: its names, and how many articles of the archive hold one of them and may be coded again with it."""

    names: list[str]
    articles: int


class Again(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to code again: the articles that hold one of these names; or, of none, all that an older lexicon coded."""

    words: Annotated[list[Name], Meta(max_length=40)] = []
    lang: Literal["en", "ar"] = "en"


@api.post("/api/add", most=_MOST + 100_000, at_once=2)
def add_files(state: State, person: Person, asked: AddAsked, body: Raw) -> Job:
    """Add the articles of files. The body is a line of JSON, a list of name and size of each, and then the files one after the other."""
    head, _, rest = bytes(body).partition(b"\n")
    try:
        listed = msgspec.json.decode(head, type=list[File])
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise HTTPException(400, f"{error}; see /api/openapi.json for what may be asked.") from None
    if not rest.strip() or sum(f.size for f in listed) != len(rest):
        raise InputError("there is nothing to read; paste an article or choose a file.")
    if len(listed) > _FILES:
        raise InputError(f"give at most {_FILES} files at a time.")
    files: list[Gave] = []
    at = 0
    for one in listed:
        files.append(Gave(one.name, rest[at : at + one.size]))
        at += one.size
    day = check_date(asked.published) if asked.published else None
    return _begin(state, person, Asked("articles", files, published=day, lang=asked.lang))


@api.post("/api/add/address", at_once=2)
def add_address(state: State, person: Person, body: Address) -> Job:
    """Add the article at an address, read as politely as `marsad add --url` does; no address of a private network."""
    day = check_date(body.published) if body.published else None
    return _begin(state, person, Asked("articles", url=body.url, published=day, lang=body.lang))


@api.get("/api/work", role="reviewer")
def work(state: State) -> Job | None:
    """How far the work is that was asked for last."""
    return state.works.job()


@api.post("/api/recode", role="admin")
def recode(state: State, person: Person, body: Again) -> Job:
    """Code again what an older lexicon coded, or of it the articles that hold a name. What people decided stands."""
    return _begin(state, person, Asked("recode", words=list(body.words), lang=body.lang))


@api.post("/api/lexicon/actors", role="admin")
def new_actor(state: State, body: NewActor) -> Kept:
    """Add an actor to the user's own lexicon; articles that are coded from now on know it."""
    _free(state)
    names = [body.ar, *body.also]
    known = load()
    if body.of and body.of not in known.actor_by_id:
        raise InputError(f"no actor of the lexicon has the id {body.of}; choose one from the list.")
    if not all(re.search("[\u0620-\u064a]", name) for name in names):
        raise InputError("write the Arabic names in Arabic letters; the English name has a field of its own.")
    id = ".".join(filter(None, (body.cc.lower(), re.sub(r"[^a-z0-9]+", "-", body.en.lower()).strip("-") or "actor")))
    if id in known.actor_by_id:
        raise InputError(f"the lexicon has {id} already; choose another English name.")
    told = {"id": id, "ar": body.ar, "en": body.en, "kind": body.kind, "cc": body.cc.upper(), "also": list(body.also), "of": body.of}
    widen.with_entry("actor", {key: value for key, value in told.items() if value or key == "cc"})
    return Kept(names, state.archive.holding(names))


@api.post("/api/lexicon/places", role="admin")
def new_place(state: State, body: NewPlace) -> Kept:
    """Add a place to the user's own gazetteer; articles that are coded from now on know it."""
    _free(state)
    added.add_place(added.one(body.ar, body.en or None, body.lat, body.lon, body.country, body.admin1 or None))
    return Kept([body.ar], state.archive.holding([body.ar]))


def _free(state: State) -> None:
    """Raises `InputError` while something is coded: it would be coded by half of a lexicon."""
    if state.works.busy():
        raise InputError("something is being added or coded already; wait until it is done.")


def _begin(state: State, person: Person, asked: Asked) -> Job:
    def ended() -> None:  # the lexicon may have grown: this server and its processes read it anew
        knowledge_anew()
        state.trials.close()

    return state.works.start(address_of(state.archive.engine), asked, person.name, ended)
