"""The event type that a modifier, a weapon or the class of the agent makes of a frame."""

from __future__ import annotations

from ..lexicon.grammar import WORDS
from .draft import Draft
from .mention import Mention


def refine(d: Draft) -> None:
    """Another type of the frame's family where a modifier or the agent's class says so."""
    if not d.frame.refine:
        return
    tokens = d.scene.s.tokens
    stop = min((x.i for x in d.scene.drafts if x.i > d.i), default=len(tokens))
    named = {
        k
        for m in d.scene.mentions
        if m.kind in ("actor", "person", "place", "source") and m.cls not in ("aircraft", "ground", "suicide")
        for k in range(m.i, m.j)
    }
    near = [
        t.w
        for t in tokens[max(0, d.i - 2) : min(d.j + 14, stop)]
        if not t.mark and t.i not in named and d.scene.clauses.of[t.i] == d.clause
    ]
    close = []
    for t in tokens[d.j : d.j + 4]:  # the noun's own adjectives: not those of a target behind a preposition
        if t.w.norm in WORDS["prepositions"] or (t.i in d.scene.starts and t.i > d.j):
            break
        if not t.mark:
            close.append(t.w)
    for rule in d.frame.refine:
        words = rule["words"]
        hit = words and any(
            (w.norm in words or w.word in words or w.stem in words)
            and (
                rule["type"] != "offensive" or d.verb is None or w.prep == "ل"
            )  # هاجموا مركزا عسكريا: the post is military
            for w in (near if rule["type"] != "offensive" else close)
        )
        agent = rule.get("agent")
        agent_hit = agent and agent != "never" and any(_is_class(m, agent) for m in d.agents)
        if rule["type"] == "offensive":
            target_hit = rule["target_words"] and any(
                tokens[k].w.stem in rule["target_words"] for k in range(d.j, min(d.j + 6, len(tokens)))
            )
            if (hit and (not d.agents or any(m.armed or m.actor for m in d.agents))) or (target_hit and True):
                d.type = "offensive"
                return
            continue
        if rule.get("target") and any(m.cls == rule["target"] for m in d.targets):
            d.type = rule["type"]
            return
        if rule.get("agent_is") and any(m.actor and m.actor.id in rule["agent_is"] for m in d.agents):
            d.type = rule["type"]
            return
        if hit or agent_hit:
            d.type = rule["type"]
            return


def _is_class(m: Mention, cls: str) -> bool:
    if cls == "armed":
        return m.armed
    if cls == "aircraft":
        return m.cls == "aircraft" or any(
            m.s.tokens[k].w.head == "aircraft" or m.s.tokens[k].w.stem in WORDS["flying"] for k in range(m.i, m.j)
        )
    if cls == "ground":
        return m.cls == "ground" or any(m.s.tokens[k].w.head == "ground" for k in range(m.i, m.j))
    if cls == "state":
        return m.actor is not None and m.actor.kind in ("state_forces", "external_forces")
    return m.cls == cls
