"""Active or passive: قتل is "killed" and "was killed"; the arguments decide."""

from __future__ import annotations

from ..lexicon.grammar import WORDS
from .draft import Draft, Scene
from .mention import Mention
from .subjects import antecedent_of, mentions_before


def is_passive(scene: Scene, d: Draft, free: list[Mention], inherited: list[Mention]) -> bool:
    """Decide the voice of an unvowelled form from its arguments."""
    assert d.verb is not None
    if d.verb.passive:
        return True
    if d.pron or d.frame.type in (
        "accusation",
        "demand",
        "threat",
        "rejection",
        "condemnation",
        "support",
        "deployment",
        "interception",
    ):
        return False
    tokens, i = scene.s.tokens, d.i
    if i and tokens[i - 1].w.norm in WORDS["pronoun_that"] and d.frame.harm == "":
        return False  # قالت إنها دمرت: the speaker did it
    if i and tokens[i - 1].w.norm in WORDS["pronoun_that"] and any(m.armed for m in inherited):
        return False  # قال الجيش إنه قتل عشرين مسلحا
    if _marked_passive(tokens[i].text, tokens[i].w.conj):
        return True
    heads = [m for m in free if not m.coord]
    goes_on = tokens[i].w.conj == "و" and any(m.armed and m.s is scene.s for m in inherited)
    if goes_on and len(heads) == 1 and d.verb.number == "s" and d.verb.gender == "f":
        m = heads[0]
        if (d.frame.harm == "" and m.kind == "site") or (d.frame.harm and m.count is not None and not _fem(scene, m)):
            return False  # اقتحمت القوات البلدة وأحرقت المنازل وقتلت ثلاثين مدنيا
    if goes_on and d.type == "arrest" and len(heads) == 1 and any(m.armed and m.count is None for m in inherited):
        return False  # اقتحمت القوات البلدة واعتقلت خمسة شبان
    if (
        d.frame.harm
        and heads
        and heads[0].count is not None
        and heads[0].i - i <= 2
        and d.verb.number == "s"
        and d.verb.gender == "m"
    ):
        return True  # قتل 506 أشخاص …: who is counted right behind the verb is who was killed
    before = [m for m in mentions_before(scene, i) if m.agentive and not m.prep]
    subject_before = bool(before) and i - before[-1].j <= 1
    if subject_before:
        # سبعة مدنيين قتلوا: harmed people before the verb and no object behind it.
        return not heads and (
            d.frame.harm != "" or (before[-1].people and before[-1].count is not None and not before[-1].armed)
        )
    if antecedent_of(scene, i):
        return not heads and d.frame.harm != ""
    if d.verb.number == "p":
        return not heads and d.frame.harm != ""
    places = [m for m in heads if m.kind == "place"]
    if len(heads) >= 2:
        return False
    if len(heads) == 1 and places:
        return False
    if len(heads) == 1:
        m = heads[0]
        if tokens[i].w.conj == "ف" or (
            d.verb.gender == "f"
            and m.people
            and not tokens[m.i].w.norm.endswith("ه")
            and m.cls == "civilians"
            and m.count
            and not _fem(scene, m)
        ):
            return False
        if d.frame.harm != "" and d.verb.number == "s":
            return True  # one party alone with "killed" is the one killed
        if m.cls == "demonstrators" and d.frame.harm == "":
            return False
        return m.people or m.kind == "site" or (d.frame.harm != "" and m.count is not None)
    return False


def _marked_passive(text: str, conj: str) -> bool:
    """A damma written on the first letter (قُتل، أُحرقت) marks the passive."""
    rest = text[1:] if conj and len(text) > 1 and text[1] not in _MARKS else text
    return len(rest) > 1 and rest[1] == "\u064f"


_MARKS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")


def _fem(scene: Scene, m: Mention) -> bool:
    return any(scene.s.tokens[k].w.stem in WORDS["women"] for k in range(m.i, m.j))
