"""Where fire comes from (قصفت القوات من مواقعها في مليط مدينة الفاشر): the positions are no target, and the town that they lie in is not struck."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..lexicon.types import having
from .mention import Mention
from .reader import Reading
from .scene import Event

_FIRED = having("armed")
_THEIRS = ("ها", "هم", "هما")


def part(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Give the places of the doers' own positions, behind من, the role `from` where another place is struck, and take those from the targets."""
    for e in events:
        if e.turned_down or e.type not in _FIRED or len(e.places) < 2:
            continue
        bases = {id(m): _base(m) for m, _ in e.places if m.s is e.scene.s and m.i > e.i}
        lying = {key: at for key, at in bases.items() if at is not None}
        if lying and len(lying) < len(e.places):
            e.places = [(m, "from" if id(m) in lying else role) for m, role in e.places]
            e.targets = [m for m in e.targets if m.s is not e.scene.s or not any(m.i <= at < m.j for at in lying.values())]


def _base(m: Mention) -> int | None:
    """The token of somebody's own position in which a place stands: من مواقعها في مليط."""
    tokens = m.s.tokens
    at = m.i - 1 if tokens[m.i].w.prep else m.i - 2
    if at < 1 or tokens[at].mark or (m.i - at == 2 and tokens[m.i - 1].w.norm not in WORDS["lying_in"]):
        return None
    theirs = tokens[at].w.pron or tokens[at].text.endswith(_THEIRS)  # words that the splitter leaves whole: مواقعها
    return at if theirs and tokens[at - 1].w.norm == "من" else None
