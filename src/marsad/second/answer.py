"""A model's answer: its JSON Schema, and the reading of one, in which whatever is not of the schema is dropped and counted."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, get_args

from ..coder.scene import Scene
from ..lexicon.tables import table
from ..model import EVENT_TYPES, EventType, Modality, PlaceRole
from ..shape import is_list, is_table

MODALITIES: tuple[Modality, ...] = get_args(Modality)
ROLES: tuple[PlaceRole, ...] = get_args(PlaceRole)
_MOST = 60  # events of one answer; more is a model that repeats itself
_WORDS = {"type": "string", "maxLength": 300}
_OR_NONE = {"anyOf": [_WORDS, {"type": "null"}]}


def schema() -> dict[str, Any]:
    """The JSON Schema that servers constrain the answer by: every property required, none other allowed."""
    place = _object({"words": _WORDS, "role": {"enum": list(ROLES)}})
    event = _object({
        "sentence": {"type": "integer", "minimum": 1}, "type": {"enum": list(EVENT_TYPES)}, "trigger": _WORDS, "agents": _list(_WORDS), "targets": _list(_WORDS),
        "places": _list(place), "time": _OR_NONE, "source": _OR_NONE, "modality": {"enum": list(MODALITIES)}, "killed": _OR_NONE, "injured": _OR_NONE,
    })  # fmt: skip
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
    """The answer's object; models without constraints put it into a fence or behind their thoughts."""
    text = content.rpartition("</think>")[2]
    start = text.find("{")
    if start < 0:
        raise ValueError("the answer holds no JSON object")
    try:
        raw, _ = json.JSONDecoder().raw_decode(text, start)
    except RecursionError:
        raise ValueError("the answer is nested too deeply") from None
    if not is_table(raw):
        raise ValueError("the answer is no JSON object")
    return raw


def _event(raw: dict[str, Any], sentences: int) -> ToldEvent | str:
    at = _sentence(raw, sentences)
    if at is None:
        return "a sentence that the article has not"
    if raw.get("type") not in EVENT_TYPES:
        return "a type that the ontology has not"
    if raw.get("modality", "asserted") not in MODALITIES:
        return "a modality that the ontology has not"
    if not isinstance(raw.get("trigger"), str):
        return "not of the schema"
    places = tuple(
        (p["words"], p.get("role", "at"))
        for p in _items(raw, "places")
        if is_table(p) and isinstance(p.get("words"), str) and p.get("role", "at") in ROLES
    )
    agents, targets = (tuple(x for x in _items(raw, key) if isinstance(x, str)) for key in ("agents", "targets"))
    return ToldEvent(
        at, raw["type"], raw["trigger"], agents, targets, places, _words(raw, "time"), _words(raw, "source"),
        raw.get("modality", "asserted"), _words(raw, "killed"), _words(raw, "injured"),
    )  # fmt: skip


def _control(raw: dict[str, Any], sentences: int) -> ToldControl | str:
    at = _sentence(raw, sentences)
    if at is None:
        return "a sentence that the article has not"
    if raw.get("modality", "asserted") not in MODALITIES:
        return "a modality that the ontology has not"
    if not all(isinstance(raw.get(key), str) for key in ("trigger", "holder", "place")):
        return "not of the schema"
    return ToldControl(at, raw["trigger"], raw["holder"], raw["place"], _words(raw, "source"), raw.get("modality", "asserted"))


def _sentence(raw: dict[str, Any], sentences: int) -> int | None:
    number = raw.get("sentence")
    if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= sentences:
        return number - 1
    return None


def _items(raw: dict[str, Any], key: str) -> list[Any]:
    value = raw.get(key)
    return value[:12] if is_list(value) else []


def _words(raw: dict[str, Any], key: str) -> str | None:
    value = raw.get(key)
    return value if isinstance(value, str) and value.strip() else None
