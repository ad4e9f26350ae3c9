"""A checkpoint that is set up (نصبت القوات حاجزا) is a deployment: nothing is attacked, though the reader may take its verb for that of a raid."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.tables import table
from .reader import Reading
from .scene import Event

_BEHIND = 12  # words from a word of setting up to the checkpoint: نصبت قوات الاحتلال، مساء الأحد، حاجزا


def retype(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Make deployments of what the reader took for attacks; checkpoints are neither doers nor targets of them. Writes `type`, `agents`, `targets`."""
    for e in events:
        if not e.turned_down and e.type in (*table("asides")["barriers"]["taken_for"], "deployment") and _sets_up(e):
            e.type = "deployment"
            e.agents, e.targets = ([m for m in ms if m.s.tokens[m.i].w.stem not in words("barriers")] for ms in (e.agents, e.targets))


def _sets_up(e: Event) -> bool:
    """Whether the event's word is one of setting up, and a checkpoint is its object: a target without a preposition, or the first noun behind it."""
    w, tokens = e.token.w, e.scene.s.tokens
    if w.word not in words("setting_up") and w.stem not in words("setting_up"):
        return False
    things = [m for m in e.targets if m.s is e.scene.s and 0 < m.i - e.i <= _BEHIND and not m.prep]
    return any(t.w.stem in words("barriers") for t in (*tokens[e.i + 1 : e.i + 2], *(tokens[m.i] for m in things)))
