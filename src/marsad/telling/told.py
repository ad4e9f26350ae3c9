"""What a sentence is made of."""

from __future__ import annotations

import msgspec

from ..model import ARMED

# Kinds of actors that are many people, of whom some may be taken or killed.
FORCES = ARMED | {"government", "organisation"}


class Name(msgspec.Struct, frozen=True):
    """Who or what is named. `known` where a lexicon has both names; else `ar` are the text's words and `en` is empty. `of` is the
    English name of the actor whose people the words name ("members of Islamic State"). `force` where a known one is many people (an army,
    a movement, a party), of whom some are taken or killed, `person` where it is one man."""

    ar: str
    en: str = ""
    known: bool = False
    of: str = ""
    force: bool = False
    person: bool = False


class Where(msgspec.Struct, frozen=True):
    """A place. `en` may begin with "near "; `said` are the text's words where they tell more than the name (محيط القرية). Where
    no gazetteer has it it is not `listed`, and `en` is the area's; `more` where the words tell a site in a listed one or a part of it."""

    ar: str
    en: str
    precision: str = "settlement"
    country: str | None = None
    said: str = ""
    admin1: str | None = None
    listed: bool = True
    more: bool = False


class Folk(msgspec.Struct, frozen=True):
    """People by number: from `min` to `max` (None: open), of a group of `lexicon/sentences.toml` [people]; `among` are parts of them.
    `name` is the one whom the words tell (a prison guard, somebody by name)."""

    noun: str
    min: int
    max: int | None
    among: tuple[Folk, ...] = ()
    of: Name | None = None
    name: Name | None = None


class Told(msgspec.Struct, frozen=True):
    """One occurrence. `doers` are those who did it, by their own word or that of somebody who is no party; whom only `accusers`
    name are `accused`. `deniers` say that it is not so, `own` that the source is of the doer's side. `moved` are those taken,
    freed or displaced; `turn` is what their words tell besides the type (`lexicon/turns.toml`). `share` (percent) of a place was
    held from `since` to `until` (years, or ISO days); `part`: a part of it is held. `apart` is who tells the injured where those who
    tell the dead do not. `ahead`: what is possible may yet happen, or what is denied will not;
    `undone`: what is denied was not done, and nobody denies it."""

    type: str
    modality: str = "asserted"
    doers: tuple[Name, ...] = ()
    targets: tuple[Name, ...] = ()
    at: tuple[Where, ...] = ()
    to: tuple[Where, ...] = ()
    start: tuple[Where, ...] = ()
    killed: tuple[Folk, ...] = ()
    injured: tuple[Folk, ...] = ()
    moved: tuple[Folk, ...] = ()
    weapon: str | None = None
    source: Name | None = None
    own: bool = False
    accused: tuple[Name, ...] = ()
    accusers: tuple[Name, ...] = ()
    deniers: tuple[Name, ...] = ()
    share: float | None = None
    since: str = ""
    until: str = ""
    turn: str = ""
    part: bool = False
    apart: Name | None = None
    ahead: bool = False
    undone: bool = False
