"""How likely a row is right: a logistic model over what the rule, the resolution and the sentence show.

The weights are in `lexicon/confidence.toml`, fitted on gold by `bench/calibrate.py`; docs/quality.md shows how well the
probabilities hold. A row counts as right where its type, agents, places and modality all are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..lexicon import Lexicon
from .control import Holding
from .draft import Draft


def features(d: Draft) -> dict[str, float]:
    """What speaks for and against an event, each between 0 and 1 or small; the names are those of the weights."""
    tokens = d.scene.s.tokens
    agent = d.agents[0] if d.agents else None
    places = [m for m, _ in d.places if m.place is not None]
    rivals = [x for x in d.scene.drafts if x is not d and not x.blocked]
    return {
        "noun": float(d.verb is None),
        "reference": float(d.verb is None and d.anaphor),
        "passive": float(d.passive),
        "agent": float(agent is not None),
        "agent_named": float(agent is not None and agent.actor is not None),
        "agent_elsewhere": float(
            agent is not None and (agent.s is not d.scene.s or d.scene.clauses.of[agent.i] != d.clause)
        ),
        "agent_far": min(1.0, abs(agent.i - d.i) / 15) if agent is not None and agent.s is d.scene.s else 0.0,
        "target": float(bool(d.targets)),
        "place": float(bool(places)),
        "place_elsewhere": float(d.vague_place),
        "place_uncertain": 1.0 - min((m.margin for m in places), default=1.0),
        "place_unknown": float(any(not m.candidates and m.cls != "common" for m in places)),
        "places_many": min(1.0, max(0, len(places) - 1) / 4),
        "rivals": min(1.0, len(rivals) / 5),
        "long_sentence": min(1.0, len(tokens) / 60),
        "not_asserted": float(d.modality != "asserted"),
        "dated": float(d.when is not None),
        "counted": float(d.deaths is not None or d.injured is not None),
        "repeated": float(bool(d.mentions)),
        "unsettled_type": float(bool(d.frame.refine) and d.type == d.frame.type),
    }


def holding_features(h: Holding) -> dict[str, float]:
    """The same for a statement of control."""
    return {
        "holding": 1.0,
        "holder_named": float(h.holder is not None and h.holder.actor is not None),
        "place_uncertain": 1.0 - h.place.margin,
        "place_unknown": float(not h.place.candidates and h.place.cls != "common"),
        "not_asserted": float(h.modality != "asserted"),
        "long_sentence": min(1.0, len(h.scene.s.tokens) / 60),
    }


def probability(values: Mapping[str, float], lexicon: Lexicon, type_: str) -> float:
    """The probability that a row with these features and this type is right, 0 to 1, to two decimals."""
    weights = lexicon.confidence
    total = (
        weights["base"]
        + weights.get("type_" + type_, 0.0)
        + sum(weights.get(name, 0.0) * v for name, v in values.items())
    )
    return round(1 / (1 + math.exp(-total)), 2)
