"""Who is freed (حررت القوات الرهائن في المدينة) is released: nothing is taken, though the word may be that of taking a town."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .reader import Reading
from .scene import Event


def retype(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Make releases of captures whose object is a captive. Writes `type`."""
    for e in events:
        if not e.turned_down and e.type == "capture" and e.token.w.stem in WORDS["freeing"] and _frees(e):
            e.type = "release"


def _frees(e: Event) -> bool:
    """Whether a target is told as a captive, and every place stands behind a preposition: where it was, not what was taken."""
    around = (t for m in e.targets for t in m.s.tokens[max(0, m.i - 1) : m.j + 1])  # الطبيب المخطوف فلان, فلان المخطوف
    return any(t.w.stem in WORDS["captives"] for t in around if not t.mark) and all(m.prep for m, _ in e.places)
