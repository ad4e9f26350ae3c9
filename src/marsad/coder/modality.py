"""How sure: told as fact, planned, conditional, possible, denied."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .draft import Draft, Scene


def judge(scene: Scene, lexicon: Lexicon) -> None:
    """Set the modality of each draft from conditions, intentions, doubts and denials that scope over it."""
    tokens = scene.s.tokens
    cues: list[tuple[int, int, str]] = []
    starts = lexicon.cues.longest
    k = 0
    while k < len(tokens):
        t = tokens[k]
        found = (
            None
            if t.mark or (t.w.norm not in starts and t.w.word not in starts)
            else lexicon.cues.match(scene.s.norms, k, t.w.norm)
            or (t.w.conj and lexicon.cues.match(scene.s.norms, k, t.w.word))
            or (t.w.prep and lexicon.cues.match(scene.s.norms, k, t.w.word))
        )
        if found:
            cues.append((k, found[0], found[1]))
            k = found[0]
        else:
            k += 1
    condition = next((c for c in cues if c[2] == "conditional" and _is_condition(scene, c[0])), None)
    scene.condition = (condition[0], condition[1]) if condition else None
    for d in scene.drafts:
        if d.modality in ("denied",):
            continue
        verdict = _own(scene, d, cues)
        if verdict is None and condition is not None:
            in_protasis = condition[0] < d.i and scene.clauses.of[d.i] <= scene.clauses.of[condition[0]] + 1
            if (
                in_protasis
                or (
                    d.i > condition[0]
                    and (d.fut or (_future_before(scene, d.i) and not (d.verb is not None and d.verb.tense == "past")))
                )
                or (d.i < condition[0] and (d.fut or d.modality == "possible"))
            ):
                verdict = "conditional"
        elif verdict in ("planned", "possible") and condition is not None:
            verdict = "conditional"
        elif verdict == "denied" and condition is not None and 0 < d.i - condition[1] <= 2:
            verdict = "conditional"  # إذا لم تنسحب
        if verdict:
            d.modality = verdict


def _is_condition(scene: Scene, i: int) -> bool:
    norm = scene.s.norms[i].removeprefix("و")
    return norm != "حال" or (i + 1 < len(scene.s.tokens) and bool(scene.s.tokens[i + 1].w.nouns))


def _future_before(scene: Scene, i: int) -> bool:
    """A future verb earlier in the draft's clause: سيكون كامل الضفة في قبضة, ستصبح البلدات محاصرة."""
    return any(
        t.w.norm.removeprefix("و").startswith(("ست", "سي")) and len(t.w.norm) > 4 and not t.w.det and not t.w.names
        for t in scene.s.tokens[:i]
        if scene.clauses.of[t.i] == scene.clauses.of[i]
    )


def _own(scene: Scene, d: Draft, cues: list[tuple[int, int, str]]) -> str | None:
    tokens = scene.s.tokens
    before = tokens[d.i - 1] if d.i else None
    clause = d.clause
    for first, last, kind in cues:
        if kind == "denied":
            norm = scene.s.norms[first].removeprefix("و")
            # لم/لن stand right before a verb; عدم and دون right before a noun.
            if last == d.i or (norm in WORDS["without"] and last <= d.i <= last + 1):
                return "denied"
        elif kind == "possible":
            norm = scene.s.norms[first].removeprefix("و")
            if norm in WORDS["may"]:
                if last == d.i and d.verb is not None and d.verb.tense == "present":
                    return "possible"
                if last == d.i and d.verb is None and tokens[d.i].w.verbs and tokens[d.i].w.norm.startswith(("ي", "ت")):
                    return "possible"
                nxt = tokens[last].w if last < len(tokens) else None
                if (
                    nxt is not None
                    and d.verb is None
                    and 0 <= first - d.j <= 3
                    and nxt.norm[:1] in "يت"
                    and scene.clauses.of[first] == clause
                    and not any(t.w.verbs and not t.w.nouns for t in tokens[d.j : first])
                ):
                    return "possible"  # القتال قد يمتد
                if (
                    nxt is not None
                    and nxt.norm[:1] in "يت"
                    and scene.clauses.of[last] == clause
                    and d.i > last
                    and d.verb is None
                ):
                    return "possible"
            elif first < d.i and scene.clauses.of[d.i] <= scene.clauses.of[first] + 1:
                return "possible"
        elif kind == "planned" and first < d.i and d.i - last <= 4:
            here = scene.clauses.of[first]
            if here == clause or (here == clause - 1 and clause_opens_with_that(scene, clause)):
                return "planned"  # من المقرر أن يتقدم
    if d.verb is not None and d.fut:
        return "planned"
    for g in scene.governors:
        if g.i >= d.i or d.i - g.i > 12:
            continue
        here = scene.clauses.of[g.i]
        fut = tokens[g.i].w.fut
        if here == clause and "aux" in g.uses and g.i and scene.s.norms[g.i - 1].removeprefix("و") in WORDS["not_past"]:
            return "denied"  # لم تتمكن من إيصال
        if here == clause or (here == clause - 1 and clause_opens_with_that(scene, clause)):
            if fut and g.uses & {"aux", "light", "occur", "plan"} and here == clause:
                return "planned"
            if "plan" in g.uses and g.form.tense == "present" and _is_complement(scene, g.i, d):
                return "planned"
            if "plan" in g.uses and g.lemma in WORDS["deciding_verbs"] and here == clause:
                return "planned"
    if before is not None and before.w.norm in ("سوف",):
        return "planned"
    return None


def clause_opens_with_that(scene: Scene, clause: int) -> bool:
    first = next((k for k, c in enumerate(scene.clauses.of) if c == clause), None)
    return first is not None and first in scene.clauses.that


def _is_complement(scene: Scene, g: int, d: Draft) -> bool:
    """يسعى إلى تطويقها: the planned thing follows with إلى/ل/أن."""
    return any(t.w.norm in ("الي", "ان") or t.w.prep == "ل" for t in scene.s.tokens[g + 1 : d.i + 1])
