"""Precision before recall: which drafts become claims, and whether an article is about a conflict at all."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..model import POLITICAL
from .draft import Draft, Scene
from .roles import VIOLENT

# Frames whose noun behind ب is only what an attack was made with: هجوم بسيارة مفخخة.
_MEANS = frozenset(("car_bomb", "device", "salvo"))
# Acts whose noun stands as the object of another: event type → frame of the word before it.
_NAMED_BEFORE = {"siege": "lift_siege", "protest": "disperse"}


def relevant(scenes: list[Scene], lexicon: Lexicon) -> bool:
    """Whether the article speaks of armed conflict rather than of sport, markets, a series or the weather."""
    war = 0.0
    topics = dict.fromkeys(lexicon.topics, 0)
    for scene in scenes:
        for t in scene.s.tokens:
            if t.mark:
                continue
            w = t.w
            war += w.war
            for topic in w.topics:
                topics[topic] += 1
        for m in scene.mentions:
            if m.kind == "actor" and m.actor is not None and m.armed:
                war += 3
            elif m.armed and m.cls in ("group", "state"):
                war += 1
            elif m.kind == "group" and m.cls == "demonstrators":
                war += 2
            elif m.kind == "actor" and m.actor is not None:
                war += 1
    other = max(topics.values())
    if other == 0:  # nothing speaks against it: an event word counts as much as an actor
        war += 2 * sum(d.type not in POLITICAL for scene in scenes for d in scene.drafts)
    return war >= 2 and war > other * 0.8


def judge(scene: Scene, lexicon: Lexicon) -> None:
    """Block the drafts that lack what their frame needs; each gets its reason for `explain`."""
    for d in scene.drafts:
        if d.blocked:
            continue
        reason = _lacks(scene, d, lexicon)
        if reason:
            d.blocked = reason


def _lacks(scene: Scene, d: Draft, lexicon: Lexicon) -> str:
    if not any(all(_has(scene, d, need) for need in option) for option in d.frame.needs):
        return "needs " + " or ".join("+".join(sorted(o)) for o in d.frame.needs)
    tokens = scene.s.tokens
    if (
        d.type == "capture"
        and d.places
        and all(m.kind == "site" and any(t.w.stem in WORDS["materiel"] for t in tokens[m.i : m.j]) for m, _ in d.places)
    ):
        return "things taken, no place"
    if d.type == "release" and d.governor is not None and d.governor.lemma in WORDS["trying_verbs"]:
        return "only tried"
    if d.lemma in WORDS["warding_lemmas"] and any(
        x.verb is None and x.type in VIOLENT and d.j <= x.i <= d.j + 1 for x in scene.drafts
    ):
        return "wards off the attack told behind it"
    if d.frame.id == "withdraw" and d.modality != "denied" and d.agents and all(m.kind == "person" for m in d.agents):
        return "a person who leaves, no force"
    if d.verb is None and d.i and tokens[d.i - 1].w.norm in WORDS["until"]:
        return "the term set for another act"  # حتى رفع الحصار
    if d.verb is None and any(
        x is not d and x.frame.id == _NAMED_BEFORE.get(d.type) and x.i < d.i <= x.j + 5 for x in scene.drafts
    ):
        return "names what the act before it is done to"  # رفع الحصار, فض الاعتصام
    if (
        d.verb is None
        and d.frame.id in _MEANS
        and tokens[d.i].w.prep == "ب"
        and any(x is not d and not x.blocked and x.type in VIOLENT and x.i < d.i <= x.j + 3 for x in scene.drafts)
    ):
        return "the means of the attack told before it"
    if d.frame.not_object and any(
        tokens[k].w.stem in d.frame.not_object for k in range(d.j, min(d.j + 4, len(tokens)))
    ):
        return "its object is not of war"
    if (
        d.verb is None
        and d.anaphor
        and not d.agents
        and not d.targets
        and (not d.places or (d.vague_place and d.when is None))
        and d.deaths is None
        and d.injured is None
        and not (d.type == "negotiation" and d.source is not None)
    ):
        return "a mere reference to an act told elsewhere"
    if (
        d.verb is None
        and d.anaphor
        and d.agents == [d.adjective]
        and not d.targets
        and not d.places
        and d.deaths is None
        and d.injured is None
        and d.when is None
    ):
        return "a mere reference to an act told elsewhere"
    if (
        d.verb is None
        and not d.agents
        and not d.targets
        and not d.places
        and d.deaths is None
        and d.type not in ("negotiation", "agreement", "aid", "release")
    ):
        return "names neither actor nor place"
    if d.type in POLITICAL and not _political(d):
        return "not between actors of a conflict"
    near = [t.w for t in tokens[max(0, d.i - 4) : d.j + 6]]
    if d.frame.harm and any(w.stem in WORDS["accidents"] for w in near):
        return "an accident"
    return ""


def _has(scene: Scene, d: Draft, need: str) -> bool:
    agents, targets = d.agents, d.targets
    everyone = agents + targets
    if need == "any":
        return bool(everyone or d.places or d.deaths)
    if need == "armed":
        return (
            any(m.armed for m in everyone)
            or any(m.kind == "actor" and m.actor for m in everyone)
            or any(m.kind == "place" and m.candidates for m in agents)
        )
    if need == "armed_agent":
        return any(
            m.armed or (m.actor is not None and m.actor.kind not in ("civilians", "organisation")) for m in agents
        )
    if need == "armed_target":
        return any(m.armed for m in targets)
    if need == "aircraft_agent":
        return any(m.cls == "aircraft" for m in agents)
    if need in ("actor", "agent"):
        return bool(everyone if need == "actor" else agents)
    if need == "two":
        return len(agents) > 1 or any(m.s.tokens[m.i].w.word in WORDS["parties"] for m in agents)
    if need in ("place", "strong_place"):
        return any(m.place is not None for m, _ in d.places) and (
            need == "place" or bool(agents or targets or d.source or d.modality in ("conditional", "denied"))
        )
    if need == "armed_place":
        return bool(d.places) and any(m.armed for m in everyone)
    if need == "strong":
        return bool(agents or targets or d.source)
    if need == "victim":
        harmed = any(m.people or (m.kind == "person" and bool(d.frame.harm)) for m in targets)
        return harmed or d.deaths is not None or d.injured is not None
    if need == "site_target":
        return any(m.kind == "site" for m in targets)
    if need in ("target", "target_strict"):
        return any(m.kind in ("actor", "group", "person") or m.cls in ("office", "organisation") for m in targets) or (
            need == "target" and (bool(targets) or _event_object(scene, d))
        )
    if need == "count":
        return d.deaths is not None or d.injured is not None
    if need == "denied":
        return d.modality == "denied"
    if need == "civilian_target":
        return any(m.people and not m.armed for m in targets)
    if need == "count_any":
        return any(m.count is not None for m in everyone)
    if need == "civilian_agent":
        return any(m.people or m.armed for m in agents)
    if need == "demonstrator_agent":
        return any(m.cls == "demonstrators" for m in agents)
    if need == "demonstrators":
        return any(m.cls == "demonstrators" for m in everyone)
    if need == "war_word":
        return any(t.w.nouns for t in scene.s.tokens[d.j :])
    if need == "source_actor":
        return d.source is not None
    return False


def _event_object(scene: Scene, d: Draft) -> bool:
    """أدان مجلس الأمن الهجوم: the target is an act; its noun becomes the target mention."""
    if not d.frame.event_target:
        return False
    from .mention import Mention

    for t in scene.s.tokens[d.j : d.j + 8]:
        if t.w.nouns and not t.mark:
            d.targets = [Mention(scene.s, t.i, t.i + 1, "site", "event")]
            return True
    return False


def _political(d: Draft) -> bool:
    weight = sum(
        1
        for m in d.agents + d.targets
        if m.actor is not None
        or m.armed
        or m.cls in ("office", "person", "event", "organisation")
        or m.kind in ("person", "place")
    )
    return weight >= (1 if d.type == "threat" else 2)
