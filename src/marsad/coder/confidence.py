"""How likely a row is wholly right: a calibrated logistic over what the reader and the choices say.

The weights stand in `weights/about.json`, fitted by `marsad.train` on articles that the reader had not seen; docs/quality.md shows
how well the probabilities hold. A row is right where type, agents, places, modality and source all are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..lexicon import Lexicon
from .reader import Reading
from .repeats import FOLDED
from .scene import Choice, Event

_ALONE = 2  # sentences of a text that is no article
_NAMED = 60  # tokens of a sentence from which it counts as long


def features(e: Event) -> dict[str, float]:
    """What speaks for and against a row, each between 0 and 1; the names are those of the weights."""
    kind = e.kind / max(e.sure, 1e-6)
    return {
        "event sure": e.sure,
        "type sure": kind,
        "event and type sure": e.sure * kind,
        "agent": float(bool(e.agents)),
        "agent sure": _least(e.choices.get("agent")),
        "agent in doubt": _doubt(e.choices.get("agent")),
        "place": float(bool(e.places)),
        "place sure": _least(e.choices.get("place")),
        "place in doubt": _doubt(e.choices.get("place")),
        "target sure": _least(e.choices.get("target")),
        "source": float(e.source is not None),
        "source sure": _least(e.choices.get("source")),
        "source in doubt": _doubt(e.choices.get("source")),
        "several agents": float(len(e.agents) > 1),
        "several places": min(1.0, max(0, len(e.places) - 1) / 4),
        "not asserted": float(e.modality != "asserted"),
        "in the headline": float(e.scene.s.title),
        "known word": float(e.frame is not None),
        "known for this type": float(e.frame is not None and e.frame.type == e.type),
        "counted": float(e.deaths is not None or e.injured is not None),
        "told again": float(bool(e.mentions)),
        "long sentence": min(1.0, len(e.scene.s.tokens) / _NAMED),
    }


def probability(values: Mapping[str, float], weights: Mapping[str, float], type_: str) -> float:
    """The probability that a row with these features and this type is right, 0 to 1, to two decimals."""
    total = weights["base"] + weights.get("type " + type_, 0.0)
    total += sum([weights.get(name, 0.0) * value for name, value in values.items()])
    return round(1 / (1 + math.exp(-total)), 2)


def judge(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Give every event its confidence, and turn down those that are hardly ever right as a whole: a wrong row costs more than a missing one.

    A sentence or two alone are not judged so: the weights doubt a row without a place or a source because an article tells them elsewhere.
    What is planned, conditional, possible or denied is rarely right as a whole, yet its event is one as often: its bar is lower."""
    judged = len(reading.page.scenes) > _ALONE
    for e in events:
        if not e.turned_down or e.turned_down == FOLDED:  # what was folded may yet tell who holds what it names
            e.confidence = probability(features(e), reading.row_weights, e.type)
            bar = (reading.least if e.modality == "asserted" else reading.least_not_asserted) if judged else 0.0
            if e.confidence < bar and not e.turned_down:
                e.turned_down = f"hardly ever right as a whole ({e.confidence:.2f} of {bar:.2f})"


def _least(choice: Choice | None) -> float:
    """The least probability among the mentions taken; 1 where none is, for then nothing can be wrong in it."""
    return min((p for _, p in choice.taken), default=1.0) if choice else 1.0


def _doubt(choice: Choice | None) -> float:
    """How near the best of those turned down came."""
    return choice.runner_up[1] if choice and choice.runner_up else 0.0
