"""The subject of a verb: behind it, before it, the antecedent of a relative pronoun, or carried over."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .draft import Scene
from .mention import Mention, national


def as_actor(m: Mention, lexicon: Lexicon) -> Mention:
    """A country or capital that acts (أعلنت دمشق، تنسيق بين بغداد ودمشق) as its government; any other mention as it is."""
    if m.kind != "place" or m.cls == "common":
        return m
    iso = lexicon.capitals.get(" ".join(t.w.word if k == 0 else t.w.norm for k, t in enumerate(m.s.tokens[m.i : m.j])))
    if iso is None:
        return m
    out = Mention(m.s, m.i, m.j, "actor", "capital", national(iso, "government", lexicon))
    out.prep, out.coord = m.prep, m.coord
    return out


def group(scene: Scene, first: Mention) -> list[Mention]:
    """A mention with those coordinated to it: X وY وZ."""
    out = [first]
    at = scene.mentions.index(first)
    for m in scene.mentions[at + 1 :]:
        if not m.coord or m.kind in ("time",):
            break
        out.append(m)
    return out


def same_clause(scene: Scene, a: int, b: int) -> bool:
    return scene.clauses.of[a] == scene.clauses.of[b]


def mentions_after(scene: Scene, i: int) -> list[Mention]:
    """Mentions behind token i in its clause."""
    return [m for m in scene.mentions if m.i > i and same_clause(scene, i, m.i)]


def mentions_before(scene: Scene, i: int) -> list[Mention]:
    return [m for m in scene.mentions if m.j <= i and same_clause(scene, i, m.i)]


def _accusative(scene: Scene, m: Mention, lexicon: Lexicon) -> bool:
    """Whether one person is told with the alef of the accusative (شابا, مدنيا): the same word without it is a person too."""
    word = scene.s.tokens[m.i].w
    short = word.norm[:-1]
    return word.norm.endswith("ا") and not word.det and not word.number and len(short) > 2 and lexicon.words[short].victim is not None  # fmt: skip


def subject_of(scene: Scene, i: int, form, inherited: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The subject of the verb at token i: behind it (VSO), before it (SVO), the antecedent of a relative, or inherited."""
    tokens = scene.s.tokens
    before = [m for m in mentions_before(scene, i) if m.agentive and not m.prep and not m.coord]
    adjacent = (
        before and all(_lets_through(t) for t in tokens[before[-1].j : i]) and i - group(scene, before[-1])[-1].j <= 3
    )
    plural = form.number in ("p", "d") and form.person == 3
    if i and tokens[i - 1].w.norm in WORDS["pronoun_that"] and inherited:
        return [m for m in inherited if m.agentive]
    if form.person == 1:  # قتلنا، استعدنا: whoever speaks
        speakers = [m for m in scene.mentions if m.j <= i and m.kind in ("actor", "person", "source") and not m.prep]
        return speakers[-1:] or [m for m in inherited if m.agentive]
    if i and tokens[i - 1].w.norm == "قد":
        # كان الجيش بدعم من العشائر قد طرد المسلحين: the subject stands right behind كان
        was = [m for m in before if m.i and tokens[m.i - 1].w.norm.removeprefix("و") in WORDS["was"]]
        if was:
            return group(scene, was[-1])
    if (plural or adjacent) and before:
        return group(scene, before[-1])
    if plural:
        antecedent = antecedent_of(scene, i)
        return antecedent or [m for m in inherited if m.kind != "source"]
    if (
        i
        and i - 1 in scene.clauses.relative
        and not tokens[i].w.pron_verb
        and not any(t.w.norm in WORDS["resumptive"] for t in tokens[i + 1 : i + 5])
    ):
        return antecedent_of(scene, i)  # التي تستهدف الجيش: what follows is the object
    for m in mentions_after(scene, i):
        if m.kind == "time":
            continue
        if m.i - i > 9 or any(
            t.w.nouns or (t.w.verbs and not t.w.det) for t in tokens[i + 1 : m.i] if scene.mention_at(t.i) is None
        ):
            break
        if m.prep:
            if m.kind == "place" or m.i - i <= 3:
                continue
            break
        if m.kind == "group" and _accusative(scene, m, lexicon):
            break  # واعتقلت شابا: the tanwin shows the object
        if m.agentive:
            return group(scene, m)
        if m.kind == "place" and m.i - i <= 3 and as_actor(m, lexicon).kind == "actor":
            return [as_actor(x, lexicon) for x in group(scene, m)]
        break
    if before:
        return group(scene, before[-1])
    state = next(
        (m for m in reversed(mentions_before(scene, i)) if m.kind == "place" and not m.prep and not m.coord), None
    )
    if (
        state is not None
        and 0 <= i - state.j <= 2
        and (
            state.i == 0
            or tokens[state.i - 1].mark
            or tokens[state.i - 1].w.norm.removeprefix("و") in WORDS["was"]
            or state.i - 1 in scene.clauses.that
        )
        and as_actor(state, lexicon).kind == "actor"
    ):
        return [as_actor(x, lexicon) for x in group(scene, state)]  # كان المغرب قد أطلق
    antecedent = antecedent_of(scene, i)
    if antecedent:
        return antecedent
    if _own_subject(scene, i):
        return []
    if (
        tokens[i].w.conj
        or i == 0
        or tokens[i - 1].mark
        or tokens[i - 1].w.norm in WORDS["pronoun_that"]
        or tokens[i - 1].w.norm in WORDS["verb_particles"]
        or (i - 1 in scene.clauses.relative and tokens[i].w.pron_verb)  # كيدال التي انتزعها: he who acted last
    ):
        return [
            m for m in inherited if m.agentive and (m.kind != "source" or tokens[i - 1].w.norm in WORDS["pronoun_that"])
        ]
    return []


def _own_subject(scene: Scene, i: int) -> bool:
    """ووصل عدد النازحين: a plain noun right behind the verb is its subject, though no one we know."""
    if i + 1 >= len(scene.s.tokens) or scene.s.tokens[i].w.pron_verb:
        return False
    t = scene.s.tokens[i + 1]
    return t.w.norm in WORDS["plain_subjects"] and not t.mark


def _lets_through(t) -> bool:
    """Whether a token may stand between a subject and its verb: قوات X لم تنسحب, but not X في حال دخلت."""
    return not (t.w.verbs or t.w.nouns or t.w.norm in WORDS["parts_subject_from_verb"])


def antecedent_of(scene: Scene, i: int) -> list[Mention]:
    """What a relative pronoun before the verb stands for: القوات التي شنت."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if k in scene.clauses.relative:
            near = [m for m in scene.mentions if m.j <= k and m.kind != "time" and k - m.j <= 2]
            return [near[-1]] if near and near[-1].agentive else []
    return []
