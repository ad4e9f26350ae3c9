"""How many were killed and injured, and who was harmed, taken or moved, by group."""

from __future__ import annotations

from typing import NamedTuple

from ..lexicon import Lexicon
from .mention import Mention
from .reader import Reading
from .scene import Event

_TAKEN = {"arrest": "captured", "abduction": "abducted", "release": "freed", "displacement": "displaced"}
_AMONG_WITHIN = 8  # tokens from a number to a part of it (بينهم خمسة أطفال)


class Harmed(NamedTuple):
    """Who was harmed: a mention with its number. `among` marks a part of a number told beside it."""

    what: str
    mention: Mention
    size: tuple[int, int | None]
    among: bool


def count(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Set deaths, injured and harms of the events from the mentions that were chosen for them."""
    for event in events:
        if not event.turned_down:
            _count(event, lexicon)


def _count(event: Event, lexicon: Lexicon) -> None:
    for relation, what in (("deaths", "killed"), ("injured", "injured")):
        for m, _ in event.choices[relation].taken:
            size = size_of(m, lexicon)
            if size is not None:
                setattr(event, relation, size)
                event.harms.append(Harmed(what, m, size, False))
    moved = _TAKEN.get(event.type)
    if moved is not None:
        people = event.agents if moved == "displaced" and not event.targets else event.targets
        for m in people:
            size = size_of(m, lexicon)
            if size is not None and m.kind in ("group", "actor"):
                event.harms.append(Harmed(moved, m, size, False))
    event.harms += _parts(event, lexicon)


def _parts(event: Event, lexicon: Lexicon) -> list[Harmed]:
    """قتل 20 بينهم خمسة أطفال: the numbers told to be among those already counted."""
    out = []
    for whole in event.harms:
        if whole.mention.s is not event.scene.s:
            continue
        for m in event.scene.mentions:
            size = size_of(m, lexicon) if m.prep == "بينهم" else None
            if size is not None and 0 <= m.i - whole.mention.j <= _AMONG_WITHIN:
                out.append(Harmed(whole.what, m, size, True))
    return out


def group_of(m: Mention, lexicon: Lexicon) -> str:
    """The group of a mention of people: children, women, soldiers …; people where its words do not say."""
    for t in m.s.tokens[m.i : m.j]:
        stem = t.w.stem
        group = lexicon.harmed.get(t.w.word) or lexicon.harmed.get(stem) or lexicon.harmed.get(stem.removesuffix("ا"))
        if group is None and len(stem) > 4 and stem.endswith(("ان", "ين", "ون")):
            group = lexicon.harmed.get(stem[:-2])
        if group:
            return group
    return "people"


def size_of(m: Mention, lexicon: Lexicon) -> tuple[int, int | None] | None:
    """How many people a mention tells (least, most): its number, a dual, one person; None for a plural without number."""
    if m.count is not None:
        return m.count.min, m.count.max
    head = m.s.tokens[m.i].w
    after = m.s.tokens[m.j].w if m.j < len(m.s.tokens) else None
    joined = after is not None and after.conj == "و" and not after.verbs
    if m.kind == "person" and head.title and not joined and not head.word.endswith(("ون", "ين", "ان", "و", "ي", "ات")):
        return 1, 1  # مقتل القائد العسكري فلان
    if head.det:
        return None
    if head.word in lexicon.duals or m.s.tokens[m.i].text.endswith("َين"):  # a written fatha tells the dual
        return 2, 2
    if head.word in lexicon.single or head.word.removesuffix("ا") in lexicon.single:
        return 1, 1
    return None
