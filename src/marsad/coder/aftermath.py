"""The dead and injured that a sentence tells an act to have led to (غارة على X أدت إلى مقتل 26 شخصا وجرح مئة), where the reader chose none."""

from __future__ import annotations

from itertools import chain, zip_longest

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.types import having
from .harm import tells
from .mention import AMONG, Mention
from .reader import Reading
from .scene import Choice, Event, Scene
from .sizes import size_of

_FIRST_WITHIN = 8  # tokens from a word of what came of an act to the first number
_BREATH = 3  # tokens from the dead to the injured told in one breath with them
_NEXT_WITHIN = 8  # tokens from one number to the next
_ARMED = having("armed") | {"riot"}


def add(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Give acts of war without a toll the one that a word of what came of them ties to them in their sentence."""
    for event in events:
        if not event.turned_down and event.type in _ARMED:
            _on(event, reading, lexicon)
    told = [e for e in events if not e.turned_down and e.type in _ARMED and not e.token.w.harm]
    for event, behind in zip_longest(told, told[1:]):
        if event.modality != "asserted":
            continue
        end = behind.i if behind is not None and behind.scene is event.scene else len(event.scene.s.tokens)
        for m in _led_to(event.scene, event.i, end, lexicon):
            (relation,) = tells(m)
            if not event.choices[relation].taken:
                event.choices[relation] = Choice([(m, reading.thresholds[relation])], None)


def _led_to(scene: Scene, act: int, end: int, lexicon: Lexicon) -> list[Mention]:
    """The numbers of dead or injured behind the first word of what came of it, behind token `act` and before token `end`."""
    tokens = scene.s.tokens
    at = next((t.i for t in tokens[act + 1 : end] if not t.mark and t.w.word in words("leading")), None)
    if at is None:
        return []
    found: list[Mention] = []
    last, within = at, _FIRST_WITHIN
    for m in scene.mentions:
        if not last < m.i < min(end, last + within) or m.prep == AMONG:
            continue
        if any((t.w.conj or (t.w.verbs and not t.w.nouns)) and not t.w.harm for t in tokens[last + 1 : m.i] if not t.mark):
            break
        if len(tells(m)) == 1 and size_of(m, lexicon):
            found.append(m)
            last, within = m.j, _NEXT_WITHIN
    return found


def _on(event: Event, reading: Reading, lexicon: Lexicon) -> None:
    """Let who is told to be hurt in one breath with an event's dead be its injured (سقوط 21 شهيدا وإصابة العشرات), and so the other way round."""
    for relation, other in (("deaths", "injured"), ("injured", "deaths")):
        if len(event.choices[relation].taken) != 1 or event.choices[other].taken:
            continue
        ((m, p),) = event.choices[relation].taken
        scene = next(scene for scene in chain((event.scene,), reading.page.scenes) if scene.s is m.s)
        beside = next((x for x in scene.mentions if m.j <= x.i <= m.j + _BREATH), None)
        between = m.s.tokens[m.j : beside.i] if beside is not None else []
        if beside is None or tells(beside) != {other} or any(t.mark or (not t.w.harm and t.w.verbs) for t in between):
            continue
        if any(t.w.conj == "و" for t in m.s.tokens[m.j : beside.i + 1]) and size_of(beside, lexicon):
            event.choices[other] = Choice([(beside, p)], None)
