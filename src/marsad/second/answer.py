"""A model's answer: its JSON Schema, and the reading of one, in which whatever is not of the schema is dropped and counted."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args

from ..coder.scene import Scene
from ..lexicon.tables import table
from ..model import EVENT_TYPES, EventType, Modality, PlaceRole
from ..shape import is_list, is_table

_Name = TypeVar("_Name", bound=str)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
ROLES: tuple[PlaceRole, ...] = get_args(PlaceRole)
_MOST = 60  # events of one answer; more is a model that repeats itself
_THOUGHTS = ("</think>", "</thinking>", "</reasoning>", "[/THINK]", "<|message|>")  # what ends a model's thoughts
_OPENS = re.compile(r"[{\[]")
_COMMA = re.compile(r"(,\s*)([}\]])")
_TRIES = 200  # brackets at which an answer is looked for
_WORDS = {"type": "string", "maxLength": 300}
_OR_NONE = {"anyOf": [_WORDS, {"type": "null"}]}


def schema() -> dict[str, Any]:
    """The JSON Schema that servers constrain the answer by: every property required, none other allowed."""
    place = _object({"words": _WORDS, "role": {"enum": list(ROLES)}})
    event = _object(
        {
            "sentence": {"type": "integer", "minimum": 1},
            "type": {"enum": list(EVENT_TYPES)},
            "trigger": _WORDS,
            "agents": _list(_WORDS),
            "targets": _list(_WORDS),
            "places": _list(place),
            "time": _OR_NONE,
            "source": _OR_NONE,
            "modality": {"enum": list(MODALITIES)},
            "killed": _OR_NONE,
            "injured": _OR_NONE,
        }
    )
    control = _object(
        {
            "sentence": {"type": "integer", "minimum": 1},
            "trigger": _WORDS,
            "holder": _WORDS,
            "place": _WORDS,
            "source": _OR_NONE,
            "modality": {"enum": list(MODALITIES)},
        }
    )
    return _object({"events": _list(event, _MOST), "control": _list(control, _MOST)})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: dict[str, Any], most: int = 12) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most}


def messages(scenes: list[Scene], text: str, published: str | None) -> list[dict[str, str]]:
    """What the model is asked: the guidelines, then the article as numbered sentences."""
    lines = [f"[{n}] {' '.join(text[scene.s.start : scene.s.end].split())}" for n, scene in enumerate(scenes, 1)]
    article = f"Published: {published or 'unknown'}\nArticle:\n" + "\n".join(lines)
    return [{"role": "system", "content": _guidelines()}, {"role": "user", "content": article}]


@cache
def _guidelines() -> str:
    told = table("second")
    types = "\n".join(f"- {name}: {told['types'][name]}" for name in EVENT_TYPES)
    return f"{told['guidelines'].strip()}\n\nTypes:\n{types}\n\nSchema of the answer:\n{json.dumps(schema(), separators=(',', ':'))}"


@cache
def prompt_version() -> str:
    """Changes when the guidelines or the schema do: answers to another prompt are no answers to this one."""
    return hashlib.sha256(_guidelines().encode()).hexdigest()[:8]


class ToldEvent(NamedTuple):
    """An event as the model tells it: words not yet looked for; `sentence` counts from 0."""

    sentence: int
    type: EventType
    trigger: str
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[tuple[str, PlaceRole], ...]
    time: str | None
    source: str | None
    modality: Modality
    killed: str | None
    injured: str | None


class ToldControl(NamedTuple):
    """A statement of control, likewise."""

    sentence: int
    trigger: str
    holder: str
    place: str
    source: str | None
    modality: Modality


class Told(NamedTuple):
    """What an answer tells, and why the rest of it was dropped, counted."""

    events: list[ToldEvent]
    control: list[ToldControl]
    dropped: Counter[str]


def read(content: str, sentences: int) -> Told:
    """Read an answer on an article of so many sentences. Raises ValueError where it holds no JSON object."""
    raw = _object_in(content)
    told = Told([], [], Counter())
    kinds: list[tuple[str, Callable[[dict[str, Any], int], Any], list[Any]]] = [
        ("events", _event, told.events),
        ("control", _control, told.control),
    ]
    for name, make, out in kinds:
        items = raw.get(name, [])
        if not is_list(items):
            told.dropped["not of the schema"] += 1
            continue
        if len(items) > _MOST:
            told.dropped["more than an article holds"] += len(items) - _MOST
        for item in items[:_MOST]:
            made = make(item, sentences) if is_table(item) else "not of the schema"
            if isinstance(made, str):
                told.dropped[made] += 1
            else:
                out.append(made)
    return told


def _object_in(content: str) -> dict[str, Any]:
    """The answer's object; models without constraints put it into a fence, behind their thoughts (where a draft of it may stand too: the
    last counts) or into another object."""
    text = content
    for mark in _THOUGHTS:
        text = text.rpartition(mark)[2] or text
    first: dict[str, Any] | None = None
    last: dict[str, Any] | None = None
    reason, at = "the answer holds no JSON object", 0
    for _ in range(_TRIES):
        if (bracket := _OPENS.search(text, at)) is None:
            break
        try:
            raw, at = _read_at(text, bracket.start())
        except ValueError as error:
            reason, at = str(error), bracket.end()
            continue
        last = _annotation(raw) or last
        if is_table(raw) and first is None:
            first = raw
    if (found := last or first) is None:
        raise ValueError(reason)
    return found


def _annotation(raw: Any, depth: int = 0) -> dict[str, Any] | None:
    """The object with events or control in what was read, itself or within another; a bare list of events as one."""
    if is_list(raw) and raw and all(is_table(entry) and "trigger" in entry for entry in raw):
        return {"events": raw}
    if not is_table(raw) or is_list(raw.get("events")) or is_list(raw.get("control")):
        return raw if is_table(raw) else None
    return next((found for inner in raw.values() if depth < 3 and is_table(inner) and (found := _annotation(inner, depth + 1)) is not None), None)


def _read_at(text: str, start: int) -> tuple[Any, int]:
    """(the JSON that begins there, where it ends), commas before a bracket that closes passed over. Raises ValueError where it is none."""
    decoder = json.JSONDecoder()
    try:
        try:
            return decoder.raw_decode(text, start)
        except ValueError:
            if not _COMMA.search(text, start):
                raise
        return decoder.raw_decode(_COMMA.sub(lambda match: " " * len(match[1]) + match[2], text), start)
    except RecursionError:
        raise ValueError("the answer is nested too deeply") from None


def _event(raw: dict[str, Any], sentences: int) -> ToldEvent | str:
    at = _sentence(raw, sentences)
    if at is None:
        return "a sentence that the article has not"
    type_ = _one_of(EVENT_TYPES, raw, "type", "")
    modality = _one_of(MODALITIES, raw, "modality", "asserted")
    if type_ is None:
        return "a type that the ontology has not"
    if modality is None:
        return "a modality that the ontology has not"
    if not isinstance(raw.get("trigger"), str):
        return "not of the schema"
    places = tuple(place for p in _items(raw, "places") if (place := _place(p)) is not None)
    agents, targets = (tuple(x for x in _items(raw, key) if isinstance(x, str)) for key in ("agents", "targets"))
    return ToldEvent(
        at,
        type_,
        raw["trigger"],
        agents,
        targets,
        places,
        _words(raw, "time"),
        _words(raw, "source"),
        modality,
        _words(raw, "killed"),
        _words(raw, "injured"),
    )


def _place(raw: Any) -> tuple[str, PlaceRole] | None:
    """Words and role of a place; words alone are where it happened."""
    if isinstance(raw, str):
        return raw, "at"
    if not is_table(raw) or not isinstance(raw.get("words"), str):
        return None
    role = _one_of(ROLES, raw, "role", "at")
    return None if role is None else (raw["words"], role)


def _one_of(names: Sequence[_Name], raw: dict[str, Any], key: str, usual: str) -> _Name | None:
    """The name of the ontology that an answer means however it is spelt (`Air strike`, `air-strike`); `usual` where the answer leaves it out."""
    told: object = raw.get(key)
    word = usual if told is None else re.sub(r"[\s-]+", "_", told.strip().lower()) if isinstance(told, str) else None
    return next((name for name in names if name == word), None)


def _control(raw: dict[str, Any], sentences: int) -> ToldControl | str:
    at = _sentence(raw, sentences)
    if at is None:
        return "a sentence that the article has not"
    modality = _one_of(MODALITIES, raw, "modality", "asserted")
    if modality is None:
        return "a modality that the ontology has not"
    if not all(isinstance(raw.get(key), str) for key in ("trigger", "holder", "place")):
        return "not of the schema"
    return ToldControl(at, raw["trigger"], raw["holder"], raw["place"], _words(raw, "source"), modality)


def _sentence(raw: dict[str, Any], sentences: int) -> int | None:
    number = raw.get("sentence")
    if isinstance(number, str) and (told := number.strip(" []")).isdecimal() and len(told) < 6:
        number = int(told)
    if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= sentences:
        return number - 1
    return None


def _items(raw: dict[str, Any], key: str) -> list[Any]:
    value = raw.get(key)
    return value[:12] if is_list(value) else [value] if isinstance(value, str) and value.strip() else []


def _words(raw: dict[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None
