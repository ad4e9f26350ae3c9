"""A verb that goes on from the act told before it without a subject of its own (اقتحمت القوات البلدة. وداهمت منزلا) has that act's doer."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..lexicon.word import Word
from .mention import Mention
from .reader import Reading
from .scene import Choice, Event

_FEMININE = ("ه", "ات", "اء", "ى")  # endings of nouns that a feminine verb may agree with as its subject


def lend(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Give active verbs without a subject the doers of the act before them, in their sentence or the last one. Writes `agents`, and `targets`
    where an object of the act before was taken for theirs."""
    order = {id(scene): n for n, scene in enumerate(reading.page.scenes)}
    before: Event | None = None
    for e in events:
        if e.turned_down:
            continue
        if before is not None and not e.agents and order[id(e.scene)] - order[id(before.scene)] <= 1:
            _lend(e, before)
        if e.agents:
            before = e


def _lend(e: Event, before: Event) -> None:
    thing = next((m for m in e.targets if m.s is e.scene.s and m.i == e.i + 1), None)
    verb = e.token.w
    if thing is None or e.noun or not _goes_on(e) or not _alike(verb, before) or not _active(verb, thing):
        return
    e.agents = list(before.agents)
    e.choices["agent"] = Choice([(m, p) for m, p in before.choices["agent"].taken if m in before.agents], None)
    e.targets = [m for m in e.targets if m is thing or m.start > e.start]


def _goes_on(e: Event) -> bool:
    """Whether و or a word like كما joins the verb to what was told before."""
    last = e.scene.s.tokens[e.i - 1] if e.i else None
    return bool(e.token.w.conj) or (last is not None and last.w.norm in WORDS["going_on"])


def _alike(verb: Word, before: Event) -> bool:
    """Whether the verb has the person, number and gender of the verb before it, whose doer is its subject: before it or right behind it."""
    forms = {use.form[1:4] for use in verb.verbs if use.frame is not None and use.form.tense == "past"}
    others = {use.form[1:4] for use in before.token.w.verbs if use.frame is not None and use.form.tense == "past"}
    subject = all(m.start < before.start or m.i == before.i + 1 for m in before.agents)
    return not before.noun and subject and bool(forms & others)


def _active(verb: Word, thing: Mention) -> bool:
    """Whether a verb can only be active: its form would be another in the passive (داهم, دوهم), or it does not agree with what follows it."""
    forms = [use.form for use in verb.verbs if use.frame is not None]
    if any(form.passive or form.tense != "past" for form in forms):
        return False
    if len(verb.stem) > 3 and verb.stem[1] == "ا":
        return True
    head = thing.s.tokens[thing.i].w
    if all(form.gender == "f" for form in forms):
        return thing.kind in ("group", "person") and thing.count is None and not head.norm.endswith(_FEMININE)
    return head.det and head.norm.endswith("ه")
