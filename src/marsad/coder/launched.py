"""Where fire comes from (قصفت القوات من مواقعها في مليط مدينة الفاشر; القوات المتمركزة في جورين): the positions are no target, and the town that
they lie in is not struck. Where it falls, if nothing else is told: on the town that is the target (تعرضت جسر الشغور لقصف)."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from ..lexicon.tables import table
from ..lexicon.types import having
from ..model import PlaceRole
from .mention import Mention
from .reader import Reading
from .scene import Event

_FIRED = having("armed")
_THEIRS = tuple(WORDS["their_endings"])


def part(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Give the places of the doers' own positions the role `from`, take those from the targets, and put fire on the town that is its target."""
    for e in events:
        if e.turned_down or e.type not in _FIRED:
            continue
        if e.type in table("asides")["stationed"]["fires"]:
            roles: list[PlaceRole] = ["from" if _stationed(m, e) else role for m, role in e.places]
            e.places = [(m, role) for (m, _), role in zip(e.places, roles, strict=True)]
            if all(role == "from" for _, role in e.places):
                e.places += _towns(e)
        lying = {id(m): (m, at) for m in e.scene.mentions if m.i > e.i and m.kind == "place" and (at := _base(m)) is not None}
        struck = [x for x in e.places if id(x[0]) not in lying]
        if lying and struck:
            e.places = sorted([*struck, *((m, "from") for m, _ in lying.values())], key=lambda x: x[0].i)
            e.targets = [m for m in e.targets if m.s is not e.scene.s or not any(m.i <= at < m.j for _, at in lying.values())]


def _towns(e: Event) -> list[tuple[Mention, PlaceRole]]:
    """The towns among an event's targets, as where it is."""
    return [(m, "at") for m in e.targets if m.kind == "place" and m.cls != "common" and m.place is not None and m.place.listed]


def _base(m: Mention) -> int | None:
    """The token of somebody's own position in which a place stands: من مواقعها في مليط."""
    tokens = m.s.tokens
    at = m.i - 1 if tokens[m.i].w.prep else m.i - 2
    if at < 1 or tokens[at].mark or (m.i - at == 2 and tokens[m.i - 1].w.norm not in WORDS["lying_in"]):
        return None
    theirs = tokens[at].w.pron or tokens[at].text.endswith(_THEIRS)  # words that the splitter leaves whole: مواقعها
    return at if theirs and tokens[at - 1].w.norm in WORDS["of"] else None


def _stationed(m: Mention, e: Event) -> bool:
    """Whether the event's doer is told right before a place to be stationed there: القوات المرابطة في معسكر النور."""
    tokens = m.s.tokens
    at = m.i - 1 if tokens[m.i].w.prep else m.i - 2
    if at < 1 or tokens[at].mark or tokens[at].w.stem not in words("stationed"):
        return False
    return any(doer.s is m.s and doer.j == at for doer in e.agents)
