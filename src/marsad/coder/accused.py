"""Who accuses, asks or warns does not do what he accuses of or asks for: اتهم الوزير فرنسا بدعم المسلحين."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.tables import table
from .mention import Mention
from .reader import Reading
from .scene import Event

_WITHIN = 16  # tokens from a verb of accusing to the act
_CHARGED_WITHIN = 3  # tokens from a word of charging to who is charged
_CRIME_WITHIN = 6  # tokens from who is charged to the crime


def shift(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Give an act behind ب to whom its governing verb is told of, where it was read as the speaker's own."""
    told, kinds = [e for e in events if not e.turned_down], table("asides")["accused"]["types"]
    for e in told:
        if e.token.w.prep != "ب" or not e.agents or e.type in kinds:
            continue
        verb = next((a for a in reversed(told) if a.scene is e.scene and 0 < e.i - a.i <= _WITHIN and a.type in kinds and a.token.w.verbs), None)
        if verb is None or not verb.targets or _parted(verb, e) or any(m not in verb.agents for m in e.agents):
            continue
        e.agents = [m for m in verb.targets if m not in e.targets and m.i < e.i]


def _parted(verb: Event, e: Event) -> bool:
    """Whether a stop, or a verb that an event's frame knows, stands between."""
    between = e.scene.s.tokens[verb.i + 1 : e.i]
    return any(t.text in ".؛:" if t.mark else any(use.frame is not None for use in t.w.verbs) and not t.w.nouns for t in between)


def charged(m: Mention, e: Event) -> bool:
    """Whether a mention is of those who are tried for an act that is told behind them: 29 متهما في تفجير, الاتهام إلى خمسة أشخاص في مقتل X."""
    tokens = m.s.tokens
    if m.s is not e.scene.s or not 0 <= e.i - m.j <= _CRIME_WITHIN:
        return False
    defendants, charging = words("defendants"), words("charging")
    before = tokens[max(0, m.i - _CHARGED_WITHIN) : m.i]
    return any(t.w.stem in defendants for t in tokens[m.i : m.j]) or any(t.w.stem in charging for t in before if not t.mark)


def acquit(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Take those who are tried for an act from those whom it was aimed at."""
    for e in events:
        if not e.turned_down and e.type not in table("asides")["accused"]["types"]:
            e.targets = [m for m in e.targets if not charged(m, e)]
