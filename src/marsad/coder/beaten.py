"""Whose act it is where another has the verb: an attack that is beaten back (صد الجيش هجوما للمسلحين) is the attackers', and who is made to go
(أجبر الجيش المسلحين على الانسحاب) goes."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.tables import table
from ..lexicon.types import types
from .reader import Reading
from .scene import Event
from .tokens import Token

_BEATEN_WITHIN = 7  # tokens from a word of beating back to the attack, over who beats it back: كسرت قوات الجيش والمقاومة هجوما
_WHOSE_WITHIN = 4  # tokens from an attack to whose it is: هجوما واسعا للمسلحين
_FORCED_WITHIN = 12  # tokens from a verb of forcing to what somebody is forced to do


def turn(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Make who beats an attack back its target, and who made it the doer, where that is told; of who is made to go and who makes him, the doer is
    the first. A word of beating back tells no act beside the attack's."""
    beaten = table("asides")["beaten"]
    attacks = {(id(e.scene), e.i): e for e in events if not e.turned_down and e.noun and e.type in beaten["types"]}
    for event in events:
        if not event.turned_down and event.type in beaten["told_as"] and event.token.w.word in words("repelling"):
            _told_by_the_attack(event, attacks)
        if event.turned_down or not event.agents:
            continue
        if event.noun and types()[event.type].armed and event.token.w.prep in ("", "ل"):  # not تصدى لهم بغارات
            _beaten(event)
        elif event.type in table("asides")["forcing"]["makes"]:
            _forced(event)


def _told_by_the_attack(event: Event, attacks: dict[tuple[int, int], Event]) -> None:
    """Turn down what is done to an attack that its own word tells (إحباط هجوم); who does it was attacked, where the text names nobody else."""
    reach = range(event.i + 1, event.i + 1 + _BEATEN_WITHIN)
    attack = next((attacks[id(event.scene), i] for i in reach if (id(event.scene), i) in attacks), None)
    if attack is not None:
        event.turned_down = "what is done to an attack, which its own word tells"
        attack.targets = attack.targets or [m for m in event.agents if m not in attack.agents]


def _beaten(event: Event) -> None:
    if _before(event, "repelling", _BEATEN_WITHIN) is None:
        return
    wards = [m for m in event.agents if m.s is event.scene.s and m.j <= event.i]
    theirs = [m for m in event.targets if m.s is event.scene.s and 0 < m.i - event.i <= _WHOSE_WITHIN and m.agentive and m.prep in ("", "ل")]
    event.agents = [m for m in event.agents if m not in wards] + theirs
    event.targets = wards + [m for m in event.targets if m not in theirs]


def _forced(event: Event) -> None:
    tokens = event.scene.s.tokens
    word = event.token if event.token.w.stem in words("forcing") else _before(event, "forcing", _FORCED_WITHIN)
    if word is None:
        return
    behind = tokens[word.i + 1 : word.i + 1 + _FORCED_WITHIN] if word is event.token else tokens[event.i - 1 : event.i]
    to = next((t for t in behind if not t.mark and t.w.word in words("forced_to")), None)
    made = event.scene.mention_at(to.i - 1) if to is not None else None
    if made is not None and made.agentive and made.i > word.i:
        event.targets = [m for m in event.targets if m is not made]
        event.agents = [made]


def _before(event: Event, kind: str, within: int) -> Token | None:
    """The nearest word of a kind before an event, with no mark between and no other verb."""
    for t in reversed(event.scene.s.tokens[max(0, event.i - within) : event.i]):
        if t.mark:
            return None
        if not words(kind).isdisjoint((t.w.word, t.w.stem)):
            return t
        if t.w.verbs and not t.w.nouns:
            return None
    return None
