"""Aid that is dropped from the air is no strike and nothing shot down: أسقطت طائرات مساعدات غذائية."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.tables import table
from .reader import Reading
from .scene import Event
from .tokens import Token

_BEFORE = 2  # words before an event's own that may tell the dropping
_GOODS = 8  # words behind it within which what was dropped is named


def retype(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Make aid of what the reader took for a strike or an interception. Writes `type`."""
    for e in events:
        if not e.turned_down and e.type in table("asides")["airdrops"]["taken_for"] and _drops_aid(e):
            e.type = "aid"


def _drops_aid(e: Event) -> bool:
    """Whether the words at an event tell of dropping and name goods, and not what carries them."""
    tokens = e.scene.s.tokens
    near = tokens[max(0, e.i - _BEFORE) : e.i + 2]
    first = next((n for n, t in enumerate(near, max(0, e.i - _BEFORE)) if _is(t, words("drops"))), None)
    if first is None:
        return False
    for token in tokens[first + 1 : e.i + _GOODS]:
        if _is(token, words("carriers")):
            return False
        if _is(token, words("goods")):
            return True
    return False


def _is(token: Token, of: frozenset[str]) -> bool:
    return not token.mark and not of.isdisjoint((token.w.stem, token.w.word))
