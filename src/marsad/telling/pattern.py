"""Patterns of sentences: slots in braces, parts in brackets that fall away, verbs by form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

_SLOT = re.compile(r"\{(\w+)\}")
_PART = re.compile(r"\[([^\[\]]*)\]")
_FORMS = re.compile(r"<([^<>]*)>")


class Filled(NamedTuple):
    """A filled pattern, and the names of the slots that it took."""

    line: str
    used: frozenset[str]


def chosen(patterns: str | Sequence[str], slots: Mapping[str, str]) -> str | None:
    """The first pattern whose slots outside brackets are all filled; or None."""
    for pattern in (patterns,) if isinstance(patterns, str) else patterns:
        if all(slots.get(name) for name in _asked(pattern)):
            return pattern
    return None


@cache
def _asked(pattern: str) -> list[str]:
    """The slots of a pattern that stand outside brackets."""
    return _SLOT.findall(_PART.sub("", pattern))


def first_slot(pattern: str) -> str | None:
    """The slot that a pattern begins with, if one."""
    found = _SLOT.match(pattern)
    return found[1] if found else None


def filled(pattern: str, slots: Mapping[str, str]) -> Filled:
    """A pattern with its slots filled; what stands in brackets falls away where a slot of it is empty."""
    kept = _PART.sub(lambda part: part[1] if all(slots.get(n) for n in _SLOT.findall(part[1])) else "", pattern)
    return Filled(_SLOT.sub(lambda slot: slots[slot[1]], kept), frozenset(_SLOT.findall(kept)))


def formed(text: str, form: Callable[[list[str]], str]) -> str:
    """The text with each <a|b|…> put into the form that `form` takes of its parts."""
    return _FORMS.sub(lambda found: form(found[1].split("|")), text)
