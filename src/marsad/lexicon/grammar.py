"""The small words of `grammar.toml`, folded: closed classes that every stage of the coder leans on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..arabic.normalise import fold
from ..shape import is_list
from .tables import table

_TABLES = table("grammar")

WORDS: Mapping[str, frozenset[str]] = {name: frozenset(map(fold, ws)) for name, ws in _TABLES.items() if is_list(ws)}
BEARINGS: Mapping[str, tuple[int, int]] = {fold(word): tuple(v) for word, v in _TABLES["bearings"].items()}
HOME_PLACES: Mapping[str, tuple[str, str]] = {fold(word): tuple(v) for word, v in _TABLES["home_places"].items()}
STAND_FOR: Mapping[str, tuple[str, ...]] = {fold(word): tuple(kinds) for word, kinds in _TABLES["stand_for"].items()}
DEGREES: tuple[str, ...] = tuple(_TABLES["degrees"])
AXES: Mapping[str, tuple[str, ...]] = {axis: tuple(words) for axis, words in _TABLES["axes"].items()}
HEMISPHERES: Mapping[str, tuple[str, ...]] = {side: tuple(words) for side, words in _TABLES["hemispheres"].items()}
OWNED: tuple[str, ...] = STAND_FOR[fold(_TABLES["owned_arms"])]
NEAR: str = _TABLES["near"]
ROADS: frozenset[str] = frozenset(map(fold, _TABLES["roads"]["words"]))
# A number with the words or the sign of a percentage behind it, in folded text; group 1 is the number.
SHARE = re.compile(r"(\d{1,2}(?:[.,٫]\d+)?)\s*(?:" + "|".join(re.escape(fold(w)) for w in _TABLES["percentages"]) + r")(?!\w)")
UNITS: Mapping[str, tuple[str, str]] = {fold(word): tuple(names) for word, names in _TABLES["units"].items()}
STATES_BY_CAPITAL: Mapping[str, str] = {fold(word): id for word, id in _TABLES["states_by_capital"].items()}
NATIONAL: Mapping[str, Mapping[str, Any]] = table("state")["national"]
ARMYLESS: frozenset[str] = frozenset(table("state")["armyless"]["countries"])
BODIES: Mapping[str, Mapping[str, Any]] = {" ".join(map(fold, name.split())): body for body in table("state")["body"] for name in body["names"]}
