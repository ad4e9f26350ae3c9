"""Who says what is told: the last to speak where a verb of saying names nobody, and the outlet through which a source was heard."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..model import EVENT_TYPES
from ..telling.words import adjective
from .mention import Mention
from .reader import RELATIONS, Reading
from .scene import Event, Scene
from .tokens import Token

_SPEAKERS = ("actor", "group", "person", "source")
_PHRASE = 7  # tokens of who speaks, before where he is
_TOLD_WITHIN = 2  # tokens from a speaker to the outlet told: قال فلان لرويترز
_LINK_WITHIN = 5  # tokens from a verb of saying to the أن of what is said
_SAID_WITHIN = 22  # tokens from a verb of saying to what is told by it


def settle(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Where who speaks is told to be (مصادر في صنعاء, القنصلية البريطانية في القدس) is not who speaks: the source is who stands before it,
    as it is of an adjective that is told of him (وكالة الأنباء العراقية | الرسمية)."""
    for event in events:
        m = event.source
        if m is None or m.kind not in ("place", "phrase") or not m.i:
            continue
        mentions = next((scene.mentions for scene in reading.page.scenes if scene.s is m.s), list[Mention]())
        if m.s.norms[m.i - 1] in WORDS["out_of"]:
            event.source = next((x for x in mentions if x.j == m.i - 1 and x.kind in _SPEAKERS), None) or _whole(m)
        elif m.j - m.i == 1 and m.s.tokens[m.i].w.det and adjective(m.s.tokens[m.i].w.word) is not None:
            event.source = next((x for x in mentions if x.j == m.i and x.kind in _SPEAKERS), m)


def _whole(place: Mention) -> Mention:
    """The phrase that a place with its preposition ends, from behind the verb or preposition that it stands by: الأنباء الواردة من المنطقة."""
    tokens, i = place.s.tokens, place.i - 1
    while i > max(0, place.i - _PHRASE):
        w = tokens[i - 1].w
        if tokens[i - 1].mark or (w.verbs and not w.det) or w.stop or w.norm in WORDS["prepositions"]:
            break
        i -= 1
    return Mention(place.s, i, place.j, "source", "source") if i < place.i - 1 else place


def go_on(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Give events without a source the last to speak, where a verb of saying without a subject of its own tells them: وأضاف أن …, مشيرا إلى أن …"""
    for event in events:
        if not event.turned_down and event.source is None:
            _go_on(event, reading, lexicon)


def _go_on(event: Event, reading: Reading, lexicon: Lexicon) -> None:
    said = _said_by(event, lexicon)
    if said is None:
        return
    page = reading.page
    last, _ = page.speakers_around(page.base[page.scene_of[event.k]] + said)
    if last is None or any(m is last.m or _same(m, last.m) for m in event.agents):  # of one's own deed one's word is no source
        return
    around = reading.fillers(event.k, EVENT_TYPES.index(event.type) + 1)
    weighed = zip(around.spots, around.columns[RELATIONS.index("source")], strict=True)
    odds = next((p for spot, p in weighed if spot is last), 0.0)
    if odds >= reading.thresholds["same speaker"]:
        event.source = last.m


def _said_by(event: Event, lexicon: Lexicon) -> int | None:
    """The token of the verb of saying, without a subject, whose words tell an event: the nearest before it."""
    tokens = event.scene.s.tokens
    for t in reversed(tokens[max(0, event.i - _SAID_WITHIN) : event.i]):
        if not t.mark and _says(t, lexicon):
            return t.i if _subjectless(event.scene, t, event.i, lexicon) else None
    return None


def _says(t: Token, lexicon: Lexicon) -> bool:
    return t.w.norm in lexicon.speech["pseudo"] or (not t.w.det and any(use.use == "say" for use in t.w.verbs))


def _subjectless(scene: Scene, t: Token, until: int, lexicon: Lexicon) -> bool:
    """Whether أن, a colon or a quotation follows a verb of saying with nobody between that could be its subject."""
    tokens = scene.s.tokens
    for follower in tokens[t.i + 1 : min(t.i + 1 + _LINK_WITHIN, until)]:
        if follower.mark:
            if follower.text in ":،,":
                return follower.text == ":"
        elif follower.w.norm in lexicon.speech["that"] or follower.opens:
            return True
        else:
            m = scene.mention_at(follower.i)
            if m is not None and m.agentive and not m.prep:
                return False
    return False


def relays(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Set `via`: the outlet that the source told (… لرويترز), or the subject of a relaying verb before it (نقلت رويترز عن …)."""
    for event in events:
        _relay(event)


def _relay(event: Event) -> None:
    source = event.source
    if source is None or source.s is not event.scene.s:
        return
    for m in event.scene.mentions:
        told = m.kind == "source" and m.cls == "outlet" and m.prep == "ل" and 0 <= m.i - source.j <= _TOLD_WITHIN
        if (told or _relayed(m, source)) and not _same(m, source):
            event.via.append(m)


def _relayed(m: Mention, source: Mention) -> bool:
    """نقلت رويترز عن مصدر: the agency between the verb and عن."""
    if source.prep not in WORDS["from_whom"] or m.prep or not 0 < m.i < source.i:
        return False
    return m.s.norms[m.i - 1].removeprefix("و") in WORDS["relays"]


def _same(a: Mention, b: Mention) -> bool:
    return a is b or (a.actor is not None and b.actor is not None and a.actor.id == b.actor.id)
