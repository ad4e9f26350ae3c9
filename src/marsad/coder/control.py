"""Who holds a place: captures pass it on; stating verbs, "in the hands of", strongholds say it outright."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .attribution import source_of_control
from .draft import Draft, Scene
from .mention import Mention
from .where import contains


class Holding:
    """A statement that `holder` holds `place`. `i`, `j` are the tokens of the words that say so."""

    __slots__ = ("holder", "i", "j", "modality", "place", "rule", "scene", "source", "when")

    def __init__(self, scene: Scene, i: int, j: int, place: Mention, holder: Mention | None, rule: str):
        self.scene, self.i, self.j, self.place, self.holder, self.rule = scene, i, j, place, holder, rule
        self.modality = "asserted"
        self.source: Mention | None = None
        self.when: Mention | None = None


def find(scene: Scene, lexicon: Lexicon, earlier: list[Mention]) -> list[Holding]:
    """The control statements of one sentence, from its kept captures and from words of holding.

    `earlier` holds the armed actors of the sentences before, for a holder that is a pronoun (آخر معقل له).
    """
    out: list[Holding] = []
    for d in scene.drafts:
        if d.blocked and d.blocked != "a state, not an event":
            continue
        if d.frame.control and d.type == "capture" and d.modality in ("asserted", "conditional"):
            for m, role in d.places:
                if any(contains(m, k) for k, _ in d.places):
                    continue  # where the taken place lies, not taken itself
                if role == "at" and m.place is not None and (d.agents or d.source is not None):
                    h = Holding(scene, d.i, d.j, m, d.agents[0] if d.agents else None, f"control/{d.frame.id}")
                    h.modality, h.source, h.when = d.modality, d.source, d.when
                    out.append(h)
    out += _held_by(scene, lexicon)
    out += _strongholds(scene, earlier)
    return out


def states(scene: Scene, lexicon: Lexicon) -> None:
    """A present-tense سيطر tells a state, not a capture: block the event, keep its roles for the control statement."""
    for d in scene.drafts:
        if (
            d.frame.id == "capture"
            and d.lemma in WORDS["holding_verbs"]
            and d.verb is not None
            and d.verb.tense == "present"
            and not d.fut
            and d.modality == "asserted"
            and not d.scene.s.title
        ):
            if d.verb.number == "p" and any(t.w.norm in WORDS["after"] for t in scene.s.tokens[d.j :]):
                continue
            if not d.places:
                before = [m for m in scene.mentions if m.kind == "place" and m.j <= d.i and m.place is not None]
                if before and d.i - before[-1].j <= 3:
                    d.places = [(before[-1], "at")]
            d.blocked = d.blocked if d.blocked and not (d.agents and d.places) else "a state, not an event"
        if (
            d.frame.id == "capture"
            and d.verb is not None
            and any(n in WORDS["percent"] for n in scene.s.norms[d.j : d.j + 6])
        ):
            d.blocked = "a state, not an event"  # a share of a country held, not a place taken
        if (
            d.frame.id == "capture"
            and d.verb is None
            and d.lemma in WORDS["control_noun"]
            and _after_hold(scene, d, lexicon)
        ):
            d.blocked = d.blocked or "part of a statement of control"


def _after_hold(scene: Scene, d: Draft, lexicon: Lexicon) -> bool:
    before = scene.s.norms[max(0, d.i - 1) : d.i]
    w = scene.s.tokens[d.i].w
    return (
        before in (["تحت"],)
        or w.prep == "ل"
        or any(
            "light" in g.uses and scene.s.tokens[g.i].w.norm.lstrip("و").startswith(("يفرض", "تفرض"))
            for g in scene.governors
            if g.i < d.i
        )
    )


def _held_by(scene: Scene, lexicon: Lexicon) -> list[Holding]:
    tokens, out = scene.s.tokens, []
    for t in tokens:
        if t.w.norm not in lexicon.held_by.longest or t.mark or scene.mention_at(t.i):
            continue
        found = lexicon.held_by.match(scene.s.norms, t.i, t.w.norm)
        if not found:
            continue
        holder = next((m for m in scene.mentions if found[0] <= m.i <= found[0] + 1 and m.agentive), None)
        if holder is None:
            continue
        place = None
        for m in reversed([m for m in scene.mentions if m.kind == "place" and m.j <= t.i]):
            if m.place is not None:
                place = m
                break
        if place is None or any(
            d.i > place.j and d.i < t.i and not d.blocked and d.frame.type == "capture" for d in scene.drafts
        ):
            continue
        head = [place]
        while head[0].coord:
            index = scene.mentions.index(head[0])
            if index == 0 or scene.mentions[index - 1].kind != "place":
                break
            head.insert(0, scene.mentions[index - 1])
        first = _outermost(scene, head[0])
        h = Holding(scene, t.i, found[0], first, holder, "control/held_by")
        _qualify(scene, h)
        out.append(h)
    return out


def _outermost(scene: Scene, place: Mention) -> Mention:
    """كامل الضفة … من حدود الرقة وحتى حدود العراق في قبضة X: the subject is the first place of its clause."""
    clause = scene.clauses.of[place.i]
    first = [
        m
        for m in scene.mentions
        if m.kind == "place" and scene.clauses.of[m.i] == clause and m.place is not None and m.prep in ("", "ل")
    ]
    return first[0] if first else place


def _qualify(scene: Scene, h: Holding) -> None:
    h.source = source_of_control(scene, h.i)
    conditional = (
        any(d.modality == "conditional" for d in scene.drafts)
        or scene.s.norms[:2] in (["وفي", "حال"], ["في", "حال"])
        or scene.s.norms[0].removeprefix("و") in WORDS["if"]
    )
    if conditional:
        h.modality = "conditional"
    h.when = next(
        (
            m
            for m in scene.mentions
            if m.kind == "time" and m.when is not None and scene.clauses.of[m.i] == scene.clauses.of[h.i]
        ),
        None,
    )


def _strongholds(scene: Scene, earlier: list[Mention]) -> list[Holding]:
    """X آخر معقل لـ Y, آخر معاقل Y في X: Y holds X."""
    tokens, out = scene.s.tokens, []
    for t in tokens:
        if t.w.stem not in WORDS["strongholds"] or t.mark:
            continue
        holder = next((m for m in scene.mentions if 0 < m.i - t.i <= 2 and m.agentive), None)
        before = [
            m for m in scene.mentions if m.kind == "place" and m.j <= t.i and t.i - m.j <= 3 and m.place is not None
        ]
        apposed = t.i and scene.s.norms[t.i - 1] in WORDS["superlatives"]
        if holder is None and t.i + 1 < len(tokens) and tokens[t.i + 1].w.norm in WORDS["possessive"]:
            history = [m for m in scene.mentions if m.armed and m.j <= t.i] or earlier
            holder = history[-1] if history else None
        if holder is None or not before or not apposed:
            continue
        if tokens[t.i].w.prep or (holder.actor is None and not holder.armed and holder.cls != "office"):
            continue
        h = Holding(scene, t.i, t.i + 1, before[-1], holder, "control/stronghold")
        _qualify(scene, h)
        out.append(h)
    return out
