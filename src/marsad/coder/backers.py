"""Who stands behind a side (الفصائل المدعومة من تركيا, التحالف الذي تقوده الولايات المتحدة) or holds the place that is told (البلدة الخاضعة
لسيطرة X), or only brought a deal about (اتفاق بوساطة X): nowhere that anything happened, and no doer by that."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from ..lexicon.tables import table
from ..lexicon.types import types
from ..telling.words import adjective
from .mention import Mention
from .reader import Reading
from .scene import Event

_MEDIATING_WITHIN = 4  # tokens back to the word of mediation
_LED_WITHIN = 3  # tokens from a side to who leads it


def pass_over(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Take the countries that back, hold or steer a side from the places and targets of events, and who leads a side, holds a place or is only where
    the doer is from the doers."""
    for event in events:
        if event.type in table("asides")["mediating"]["types"]:
            _part_mediators(event)
        doers = [m for m in event.agents if not (_leads(m, event.agents) or _holds(m, event) or _lies_round(m))]
        event.agents = [m for m in doers if not _backs(m, lexicon)]
        event.places = [(m, role) for m, role in event.places if not _backs(m, lexicon)]
        event.targets = [m for m in event.targets if not (m.kind == "place" and _backs(m, lexicon))]


def _part_mediators(event: Event) -> None:
    """Keep who brought a deal about and its sides apart: of a mediation told by the way (هدنة بين X وY بوساطة Z) Z alone is the doer."""
    w = event.token.w
    if w.stem in words("mediating") and w.prep == "ب":
        event.agents = [m for m in event.agents if m.s is event.scene.s and m.i > event.i]
        if not event.agents:
            event.turned_down = "a mediation told by the way, by nobody"
    else:
        event.agents = [m for m in event.agents if not _mediates(m)] or event.agents


def _backs(m: Mention, lexicon: Lexicon) -> bool:
    """Whether a country stands behind a word that ties a side to it: المدعومة من تركيا, موالية لروسيا."""
    if m.place is None or m.place.precision != "country" or not m.i:
        return False
    tokens = m.s.tokens
    at = m.i - 1 if tokens[m.i].w.prep in ("ل", "ب") else m.i - 2 if tokens[m.i - 1].w.norm in WORDS["modified_by"] else -1
    return at >= 0 and not tokens[at].mark and tokens[at].w.word in lexicon.modifiers


def _leads(m: Mention, doers: list[Mention]) -> bool:
    """Whether a doer only leads another that stands right before it: التحالف الذي تقوده X."""
    before = m.s.tokens[m.i - 1] if m.i else None
    if before is None or before.mark or before.w.norm not in WORDS["led_by"]:
        return False
    return any(other.s is m.s and 0 <= m.i - other.j <= _LED_WITHIN for other in doers if other is not m)


def _holds(m: Mention, event: Event) -> bool:
    """Whether a doer is only told as who holds a place: الخاضعة لسيطرة X, الواقعة تحت نفوذ X."""
    hold = m.s.tokens[m.i - 1] if m.i else None
    if types()[event.type].holds or hold is None or hold.mark or hold.w.stem not in WORDS["hold_of"] or hold.w.det:
        return False
    return hold.w.prep == "ل" or (hold.i > 0 and m.s.tokens[hold.i - 1].w.norm in WORDS["held_under"])


def _mediates(m: Mention) -> bool:
    """Whether a word of bringing a deal about stands before somebody, with nothing but adjectives between: بوساطة أميركية وعربية."""
    for t in reversed(m.s.tokens[max(0, m.i - _MEDIATING_WITHIN) : m.i]):
        if t.w.stem in words("mediating"):
            return t.w.prep == "ب"
        if t.mark or t.w.verbs or not (t.w.demonym or adjective(t.w.word) is not None):
            break
    return False


def _lies_round(m: Mention) -> bool:
    """Whether a place is told as where somebody is: متمردون في جنوب السودان, جمعية الصحفيين في تركيا."""
    return m.kind == "place" and m.prep in WORDS["in"]
