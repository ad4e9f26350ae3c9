"""When: the expression of time that belongs to each draft."""

from __future__ import annotations

from ..lexicon.grammar import WORDS
from ..model import POLITICAL
from .draft import Draft, Scene
from .mention import Mention

# Acts that an announcement reports from before, and acts that it dates.
_REPORTED = frozenset(("killing", "arrest", "clash", "armed_attack", "interception", "destruction", "bombing"))
_DECLARED = frozenset(("offensive", "capture", "agreement", "withdrawal"))


def date(scene: Scene) -> None:
    """Give each draft the nearest time of its own clause, else the time that opens its sentence's main clause."""
    times = [m for m in scene.mentions if m.kind == "time" and m.when is not None]
    if not times:
        return
    times = [m for m in times if not _compared(scene, m)]
    for d in scene.drafts:
        if d.modality == "possible":
            # خلال أيام, of what may come, dates nothing yet
            ahead = [m for m in times if scene.s.norms[m.i] not in WORDS["spans_of_time"]]
        else:
            ahead = times
        if _after_another(scene, d):
            same = [
                m
                for m in ahead
                if d.i < m.i <= d.j + 8 and scene.clauses.of[m.i] == d.clause and not _claimed(scene, d, m)
            ]
            d.when = same[0] if same else None
            continue
        same = [m for m in ahead if scene.clauses.of[m.i] == d.clause and not _claimed(scene, d, m)]
        if d.governor is not None and "announce" in d.governor.uses and d.type in _REPORTED:
            same = [m for m in same if m.i > d.i]  # أعلنت أمس مقتل عشرين: the announcement's time, not the act's
        if same:
            d.when = min(same, key=lambda m: (abs(m.i - d.i), m.i))
            continue
        # A masdar after an announcing verb happens when it is announced; a relative clause dates its antecedent's act.
        near = [m for m in ahead if scene.clauses.of[m.i] in (d.clause - 1, d.clause + 1) and not _claimed(scene, d, m)]
        after = [m for m in near if m.i > d.i and _open_between(scene, d.j, m.i)]
        before = [m for m in near if m.i < d.i and scene.clauses.of[m.i] == d.clause - 1 and _carries(scene, d, m)]
        if after:
            d.when = after[0]
        elif before:
            d.when = before[-1]
        elif d.type in _DECLARED:
            d.when = _declared(scene, d, ahead)


def _compared(scene: Scene, m: Mention) -> bool:
    """الأعنف منذ الحرب في صيف 2006: a time that a superlative measures from dates nothing here."""
    norms = scene.s.norms[max(0, m.i - 8) : m.i + 1]
    return "منذ" in norms and any(
        n in WORDS["superlative"] or n.removeprefix("ال") in WORDS["superlative"] for n in norms[: norms.index("منذ")]
    )


def _after_another(scene: Scene, d: Draft) -> bool:
    """بعد انسحاب X, عقب معارك: an act that came before the one whose time the sentence tells."""
    if d.verb is not None or d.i == 0:
        return False
    word = scene.s.norms[d.i - 1].removeprefix("و")
    if word == "من" and any(n.removeprefix("و") == "بعد" for n in scene.s.norms[max(0, d.i - 5) : d.i - 1]):
        return True  # بعد عشرة أيام من المعارك
    if word in WORDS["just_after"] and any(x.frame.harm and x.i < d.i for x in scene.drafts):
        return False  # قتل خمسة … إثر هجوم: one occurrence
    return word in WORDS["before_the_other"]


def _declared(scene: Scene, d: Draft, times: list[Mention]) -> Mention | None:
    """أعلن X فجر اليوم أن قواته بدأت عملية: who announces its own act announces it when it happens."""
    for g in scene.governors:
        if not g.uses & {"announce", "say"} or g.i > d.i or scene.clauses.of[g.i] != d.clause - 1 or not g.subject:
            continue
        if any(g.i < x.i < d.i for x in scene.drafts) or not (
            d.agents and _same_side(g.subject[0], d.agents[0], "announce" in g.uses)
        ):
            return None
        return next((m for m in times if scene.clauses.of[m.i] == scene.clauses.of[g.i] and m.i < d.i), None)
    return None


def _same_side(speaker: Mention, agent: Mention, country: bool) -> bool:
    """Whether two mentions are one actor, or with `country` of one country."""
    a, b = speaker.actor, agent.actor
    return speaker is agent or (
        a is not None and b is not None and (a.id == b.id or (country and a.country == b.country))
    )


def _claimed(scene: Scene, d: Draft, m) -> bool:
    """Another draft stands between d and m, and m is right beside it."""
    low, high = sorted((d.i, m.i))
    if d.type in POLITICAL and d.i < m.i and any(d.i < x.i < m.i for x in scene.drafts):
        return True  # اتهمت X الإمارات بغارة ليل الجمعة: the time is the raid's
    return any(
        low < x.i < high and abs(x.i - m.i) < abs(d.i - m.i) and x.verb is not None and d.verb is not None
        for x in scene.drafts
        if x is not d
    )


def _open_between(scene: Scene, a: int, b: int) -> bool:
    return (
        not any(t.w.norm in WORDS["other_time"] or (t.mark and t.text in ":؛") for t in scene.s.tokens[a:b])
        and b - a < 14
    )


def _carries(scene: Scene, d: Draft, m) -> bool:
    """The clause before passes its time on: أفاد مصدر اليوم بأن …, or a verb joined by و."""
    tokens = scene.s.tokens
    first = next((k for k, c in enumerate(scene.clauses.of) if c == d.clause), 0)
    return first not in scene.clauses.that and bool(tokens[first].w.conj) and tokens[first].w.verbs != ()
