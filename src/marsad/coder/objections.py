"""What is impossible whatever the weights say: each objection has its name, its reason and its test."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from ..lexicon.tables import table
from ..lexicon.types import types
from .reader import Reading
from .scene import Event


class Objection(NamedTuple):
    """An impossibility: `holds(event)` is true where the event cannot be."""

    name: str
    reason: str
    holds: Callable[[Event], bool]


def _takes_nothing(e: Event) -> bool:
    return e.type == "capture" and not e.places and not any(m.kind in ("place", "site") for m in e.targets)


def _names_nothing(e: Event) -> bool:
    told = e.agents or e.targets or e.places or e.source or e.deaths or e.injured
    return not told and e.frame is None


_DOUBLED = "\u0651"  # the mark of a doubled letter
_REMEMBERED_WITHIN = 6  # words from an anniversary to what it remembers
_HEIGHT_WITHIN = 3  # words from a fall to what somebody falls from
_BEGUN_WITHIN = 2  # words from شروع to the crime
_THREATENED_WITHIN = 16  # words from a verb of threatening to what is threatened
_DEMANDED_WITHIN = 8  # words from a verb of demanding to what is demanded
_ARRESTED_WITHIN = 30  # words from an arrest to the word that says how it was made
_CYBER_WITHIN = 2  # words from an attack to the adjective that makes it one of computers
_AMOUNTS_WITHIN = 5  # words from a verb of being (تمثل) to the blow that something is
_FIGURE_WITHIN = 8  # words from an accusation to the act that is its matter
_TOLD_WITHIN = 8  # words from a drill or a film back to front of the act that is its matter


def _before(e: Event, kind: str, within: int) -> list[int]:
    """The tokens before an event, so many words back, that are of a kind of `asides.toml`."""
    kinds, tokens = words(kind), e.scene.s.tokens
    return [t.i for t in tokens[max(0, e.i - within) : e.i] if not t.mark and not kinds.isdisjoint((t.w.stem, t.w.word))]


def _rehearsed(e: Event) -> bool:
    return bool(_before(e, "drills", _TOLD_WITHIN)) or e.token.w.word in words("drills") or _trained_for(e)


def _trained_for(e: Event) -> bool:
    """What people are trained for: التدريب على اقتحام سفينة."""
    before = e.scene.s.tokens[max(0, e.i - 2) : e.i]
    return len(before) > 1 and before[1].w.norm in WORDS["upon"] and before[0].w.stem in words("training")


def _shown(e: Event) -> bool:
    return bool(_before(e, "shows", _TOLD_WITHIN))


def _verdict(e: Event) -> bool:
    """A court that tries somebody, finds him guilty or upholds a sentence condemns, accuses and supports nobody in words."""
    courts = words("courts")
    spoken = e.type in ("condemnation", "support") or (e.type == "accusation" and e.noun)
    return spoken and any(t.w.stem in courts for m in e.agents for t in m.s.tokens[m.i : m.j])


def _in_words(e: Event) -> bool:
    """An attack of one unarmed person on another, without dead or wounded: شن النائب هجوما على رئيس الحكومة."""
    if e.type not in ("armed_attack", "offensive") or not e.noun or e.deaths or e.injured:
        return False
    sides = (*e.agents, *e.targets)
    return bool(e.agents and e.targets) and all(m.kind == "person" and not m.armed for m in sides)


def _regime_falls(e: Event) -> bool:
    """A government that falls (سقوط نظام X, سقط النظام) takes nothing, nobody is told to have taken its country, and nobody died."""
    behind = e.scene.s.tokens[e.i + 1 : e.i + 2]
    return (
        e.type in ("capture", "killing") and not e.deaths and e.token.w.stem in words("falls") and any(t.w.stem in words("regimes") for t in behind)
    )


def _in_a_name(e: Event) -> bool:
    """What stands in the name of a body is no act: جبهة تحرير X, هيئة تحرير الشام."""
    before = e.scene.s.tokens[e.i - 1] if e.i else None
    if before is None or before.mark or e.token.w.stem not in words("in_names"):
        return False
    return before.w.stem in words("bodies") and before.w.det == e.token.w.det and not e.token.w.prep


def _remembered(e: Event) -> bool:
    """What an anniversary remembers: في الذكرى العاشرة لتحرير X. No verb and no comma stands between."""
    if not e.noun:
        return False
    at = _before(e, "anniversaries", _REMEMBERED_WITHIN)
    between = e.scene.s.tokens[at[-1] + 1 : e.i] if at else []
    return bool(at) and not any(t.mark or (t.w.verbs and not t.w.nouns) for t in between)


def _demanded(e: Event) -> bool:
    """What is only asked for, ruled by a verb of demanding: طالبت العائلات بإطلاق سراح الموقوفين."""
    if e.type == "demand" or e.modality != "asserted" or e.token.w.prep != "ب":
        return False
    for t in reversed(e.scene.s.tokens[max(0, e.i - _DEMANDED_WITHIN) : e.i]):
        if t.mark:
            return False
        if t.w.word in words("calling_for"):
            return True
        if any(use.frame is not None for use in t.w.verbs):
            return any(use.frame is not None and use.frame.type == "demand" for use in t.w.verbs)
    return False


def _threatened(e: Event) -> bool:
    """What somebody only threatens to do: هدد القيادي، وهو نائب سابق، باستهداف القوافل. The threat is told, and not the act."""
    if e.type == "threat" or e.modality not in ("asserted", "planned") or e.token.w.prep != "ب":
        return False
    for t in reversed(e.scene.s.tokens[max(0, e.i - _THREATENED_WITHIN) : e.i]):
        if not t.mark and any(use.frame is not None for use in t.w.verbs) and not t.w.nouns:
            return any(use.frame is not None and use.frame.type == "threat" for use in t.w.verbs)
    return False


def _charged(e: Event) -> bool:
    """A crime that somebody is only charged with having begun: الشروع في قتل."""
    return e.noun and bool(_before(e, "begun", _BEGUN_WITHIN))


def _beaten_back(e: Event) -> bool:
    """Who beats an attack back goes nowhere: صد الجيش هجوما."""
    return e.type == "withdrawal" and e.token.w.word in words("repelling")


def _sown(e: Event) -> bool:
    """Who sows a field fortifies nothing: زراعة القمح, without a mine in the sentence."""
    sows = e.type in ("fortification", "bombing", "armed_attack") and e.token.w.stem in words("sowing")
    return sows and not any(not words("mines").isdisjoint((t.w.stem, t.w.word)) for t in e.scene.s.tokens if not t.mark)


def _arrests(e: Event) -> bool:
    """What police did to arrest somebody, told behind the arrest: اعتقال متهم بكمين, القبض عليه خلال عملية أمنية. Only the arrest is told."""
    if e.type != "armed_attack" or not e.noun or e.token.w.stem not in words("police_work") or e.injured:
        return False
    before, behind = e.scene.s.tokens[: e.i], e.scene.s.tokens[e.i + 1 : e.i + 2]
    if any(t.w.nouns for t in behind):
        return False  # عملية إنزال, عملية مداهمة
    how = e.token.w.prep in WORDS["lying_in"] or (bool(before) and before[-1].w.word in words("by_police_work"))
    told = [use.frame.type for t in before[-_ARRESTED_WITHIN:] for use in t.w.uses if use.frame is not None]
    return how and "arrest" in told


def _flies(e: Event) -> bool:
    """Drones that are told by the word for marches: المسيرات الانتحارية."""
    behind = e.scene.s.tokens[e.i + 1 : e.i + 2]
    march = e.type == "protest" and e.token.w.stem in words("marches")
    return march and (_DOUBLED in e.token.text or any(t.w.stem in words("drones") for t in behind))  # مسيّرة is no مسيرة


def _in_a_network(e: Event) -> bool:
    """What is attacked or entered by computers alone: هجوم سيبراني, اختراق القراصنة."""
    if e.type not in table("asides")["cyber"]["taken_for"] or e.deaths or e.injured:
        return False
    near = e.scene.s.tokens[e.i + 1 : e.i + 1 + _CYBER_WITHIN]
    doers = [t for m in e.agents for t in m.s.tokens[m.i : m.j]]
    cyber = words("cyber")
    online = e.token.w.stem in words("entering") or any(not cyber.isdisjoint((t.w.stem, t.w.word)) for t in doers)
    return any(not cyber.isdisjoint((t.w.stem, t.w.word)) for t in near) or (online and any(t.w.stem in words("hackers") for t in doers))


def _prevented(e: Event) -> bool:
    """What is kept from happening: للحيلولة دون سيطرة المسلحين على البلدة."""
    before = e.scene.s.tokens[max(0, e.i - 2) : e.i]
    return e.noun and len(before) > 1 and before[1].w.norm in words("short_of") and before[0].w.stem in words("preventing")


def _falls_down(e: Event) -> bool:
    """Who falls from a height: سقوطه من الطابق الرابع."""
    behind = e.scene.s.tokens[e.i + 1 : e.i + 1 + _HEIGHT_WITHIN]
    return e.token.w.stem in words("falls") and any(not t.mark and t.w.stem in words("heights") for t in behind)


def _by_beasts(e: Event) -> bool:
    """Whom animals kill: قتل الأسد حارسا في حديقة حيوان."""
    return e.type == "killing" and not any(m.armed for m in e.agents) and any(t.w.stem in words("beasts") for t in e.scene.s.tokens if not t.mark)


def _figure(e: Event) -> bool:
    """What is bombed or killed in a figure of speech, or who is accused of it: قصف أحلام الشباب."""
    tokens = e.scene.s.tokens
    behind = [t for t in tokens[e.i : e.i + _FIGURE_WITHIN] if not t.mark and t.w.prep == "ب"]
    acts = behind if e.type == "accusation" else [e.token]
    return any(not words("figures").isdisjoint(t.w.stem for t in tokens[act.i + 1 : act.i + 2]) for act in acts)


def _blow(e: Event) -> bool:
    """A blow that is none of arms: what an event is to somebody (تمثل استعادة المدينة ضربة للمسلحين), by its adjective (ضربة معنوية)."""
    if e.token.w.stem not in words("blows") or not types()[e.type].armed:
        return False
    behind = {t.w.stem for t in e.scene.s.tokens[e.i + 1 : e.i + 2] if not t.mark}
    amounts = bool(_before(e, "amounting", _AMOUNTS_WITHIN)) and words("blows_of_arms").isdisjoint(behind)
    return amounts or not words("blows_in_words").isdisjoint(behind)


def _stopped(e: Event) -> bool:
    """Strikes that are called off or end: تعليق الضربات الجوية, سيوقف الجيش قصفه. Of an offensive that ends it is told that it was."""
    if not (e.noun and types()[e.type].armed) or e.type == "offensive" or e.deaths or e.injured:
        return False
    who = e.scene.mention_at(e.i - 1) if e.i else None
    at = (who.i if who is not None and who.agentive else e.i) - 1
    before = e.scene.s.tokens[at] if at >= 0 else None
    return before is not None and not before.mark and not words("stopping").isdisjoint((before.w.stem, before.w.word))


def _parts_fighters(e: Event) -> bool:
    """Who parts those who fight breaks up no crowd: قوة فض النزاع, فض الاشتباك."""
    behind = e.scene.s.tokens[e.i + 1 : e.i + 2]
    return e.type == "crackdown" and any(not t.mark and t.w.stem in words("parted") for t in behind)


OBJECTIONS = (
    Objection("nothing taken", "a capture needs a place or a position", _takes_nothing),
    Objection("a regime falls", "the fall of a government, not of a place", _regime_falls),
    Objection("nothing named", "neither actor nor place nor number, and no word of the lexicon", _names_nothing),
    Objection("called off", "what is called off or ends", _stopped),
    Objection("rehearsed", "an exercise that plays it", _rehearsed),
    Objection("shown", "a film or a play that shows it", _shown),
    Objection("in a name", "a word of a body's name", _in_a_name),
    Objection("remembered", "an anniversary that remembers it", _remembered),
    Objection("prevented", "what is kept from happening", _prevented),
    Objection("falls down", "somebody's fall from a height", _falls_down),
    Objection("demanded", "what somebody demands", _demanded),
    Objection("threatened", "what somebody threatens to do", _threatened),
    Objection("charged", "a crime that somebody is charged with having begun", _charged),
    Objection("beaten back", "an attack that is beaten back, and no withdrawal", _beaten_back),
    Objection("parted", "those who fight are parted, and no crowd", _parts_fighters),
    Objection("sown", "what is sown in fields", _sown),
    Objection("how somebody was arrested", "how police made an arrest, and no attack", _arrests),
    Objection("drones", "drones, and no march", _flies),
    Objection("in a network", "an attack by computers alone", _in_a_network),
    Objection("a figure of speech", "nothing that can be bombed or killed", _figure),
    Objection("a blow", "a blow in a figure of speech", _blow),
    Objection("by beasts", "animals did it", _by_beasts),
    Objection("a verdict", "what a court finds is no condemnation and no accusation", _verdict),
    Objection("in words", "an attack in words", _in_words),
)


_ENOUGH = 0.9  # expected events, from which an article is about a conflict whatever its length
_TOKENS_AN_EVENT = 200  # in shorter texts one event for so many words is enough


def raise_aside(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Turn down the lone events of a long article that is about something else (a series, a market, a match told as a battle)."""
    told = [e for e in events if not e.turned_down]
    if sum(e.sure for e in told) < min(_ENOUGH, len(reading.page.tokens) / _TOKENS_AN_EVENT):
        for e in told:
            e.turned_down = "too little of a long article speaks of a conflict"


def raise_(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Turn down the events that cannot be, with the reason."""
    for e in events:
        if not e.turned_down:
            found = next((o for o in OBJECTIONS if o.holds(e)), None)
            if found is not None:
                e.turned_down = found.reason
