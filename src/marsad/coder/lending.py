"""Whom another word makes the doer of an act: light, auxiliary and announcing verbs, spokesmen, nouns that carry an act."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .draft import Draft, Governor, Scene
from .mention import Mention
from .subjects import as_actor, group, mentions_after, same_clause
from .triggers import STRIKES

# Acts that an armed actor announces as its own.
OWN = frozenset(
    (
        "offensive",
        "capture",
        "airstrike",
        "shelling",
        "armed_attack",
        "arrest",
        "interception",
        "deployment",
        "withdrawal",
        "advance",
        "siege",
        "killing",
        "release",
    )
)


def _own_deed(scene: Scene, g: Governor, d: Draft) -> bool:
    """نفى X استهداف المدنيين: who denies an act by its bare noun denies having done it; نفى حصول توغل denies another's."""
    between = scene.s.tokens[g.i : d.i]
    if any(t.w.stem in WORDS["involvement"] and t.w.pron for t in between):
        return True  # نفت ضلوعها في مقتل الوالي
    return bool(d.pron) or (
        d.type in OWN
        and not any(t.w.norm in WORDS["happening"] or t.i in scene.clauses.that for t in between)
        and not (d.frame.control and d.frame.id == "fall")
        and not d.frame.harm
    )


def _own_side(harmed: Mention, speakers: list[Mention]) -> bool:
    """أعلن الجيش مقتل جنديين: soldiers of no other side are the announcer's own, whom it did not kill."""
    if harmed.cls == "state" and harmed.actor is None:
        return True
    return any(
        m.actor is not None
        and harmed.actor is not None
        and (m.actor.id == harmed.actor.id or (harmed.cls == "state" and m.actor.country == harmed.actor.country))
        for m in speakers
    )


def _carried_behind(scene: Scene, d: Draft) -> None:
    """هجوم شنه X على Y: the light verb behind the noun names its doer."""
    if d.agents:
        return
    for g in scene.governors:
        if not (d.i < g.i <= d.i + 6 and g.uses & {"light", "occur", "aux"} and g.pron and g.subject):
            continue
        if any(t.mark for t in scene.s.tokens[d.j : g.i]):
            continue
        subject = [m for m in g.subject if m.i > g.i]
        if not subject:
            continue
        d.agents = subject
        d.governor = g
        for m in mentions_after(scene, g.i):
            if m.prep and m.kind == "place" and not d.places:
                d.places.append((m, d.frame.place))
            elif m.prep and d.frame.prep.get(m.prep) == "target" and not d.targets and m.kind != "time":
                d.targets.append(m)
        return


def _by_means(scene: Scene, d: Draft, lexicon: Lexicon) -> None:
    """استهدف X مدينة Y بغارات, بعدة غارات: the strike comes by ب as the means of a verb that names its doer and what it hit."""
    tokens = scene.s.tokens
    if d.agents or d.type not in STRIKES or not (tokens[d.i].w.prep == "ب" or (d.i and tokens[d.i - 1].w.prep == "ب")):
        return
    verbs = [g for g in scene.governors if "hits" in g.uses and g.i < d.i and scene.clauses.of[g.i] == d.clause]
    if not verbs or any(verbs[-1].i < x.i < d.i for x in scene.drafts):
        return
    verb = verbs[-1]
    told = [m for m in scene.mentions if verb.i < m.i and m.j <= d.i and not m.prep and m.kind != "time"]
    if not told:
        return
    first = group(scene, told[0])
    ahead = [m for m in scene.mentions if m.j <= verb.i and same_clause(scene, m.i, verb.i) and m.armed and not m.prep]
    state = first[0].kind == "place" and all(p.precision == "country" for p in first[0].candidates)
    if first[0].armed or first[0].kind == "person" or state:
        d.agents, struck = [as_actor(m, lexicon) for m in first], [m for m in told if m.i >= first[-1].j]
    else:
        d.agents, struck = ahead[-1:], told
    for m in group(scene, struck[0]) if struck else []:
        if m.kind == "place":
            d.places.append((m, d.frame.place))
        else:
            d.targets.append(m)
    d.governor = verb


def _carried_by_noun(scene: Scene, d: Draft) -> None:
    """بعد شن الجيش هجوما, إتمام القوات انسحابها, أجبر القتال الأهالي على الفرار: whom another word makes the doer."""
    if d.agents:
        return
    before = [m for m in scene.mentions if m.j <= d.i and same_clause(scene, m.i, d.i) and not m.coord]
    if not before:
        return
    m = before[-1]
    told = scene.s.tokens[m.i - 1] if m.i else None
    ends = group(scene, m)[-1].j
    if told is not None and m.armed and not m.prep and d.i == ends and told.w.stem in WORDS["carrying_nouns"]:
        d.agents = group(scene, m)
    elif (
        d.type in ("displacement", "withdrawal")
        and (m.people or m.armed)
        and d.i - ends == 1
        and scene.s.norms[ends] in ("علي", "الي")
    ):
        forced = [
            u for t in scene.s.tokens[max(0, m.i - 8) : m.i] for u in t.w.verbs if u.lemma in WORDS["forcing_verbs"]
        ]
        d.agents = group(scene, m) if forced else []


def _commands(m: Mention) -> bool:
    """Whether an officer, president or ministry of war announces as his own what the forces do: أعلن القائد العام تحرير X."""
    if m.kind not in ("person", "actor"):
        return False
    words = [t.w.norm for t in m.s.tokens[m.i : m.j]]
    return (
        words[0] in WORDS["commanders"]
        or " ".join(words[:2]) in WORDS["commanders"]
        or (m.cls in ("office", "organisation") and any(w in WORDS["ministry_of_war"] for w in words))
    )


def speaks_for(m: Mention, lexicon: Lexicon) -> Mention | None:
    """The armed actor in whose name somebody speaks: المتحدث باسم القوات X, مصدر في الدعم السريع."""
    s = m.s
    if m.kind not in ("person", "source") or s.tokens[m.i].w.stem not in WORDS["spokesmen"]:
        return None
    for k in range(m.i + 1, m.j):
        found = lexicon.actors.match(s.norms, k, s.tokens[k].w.word)
        if found and found[0] <= m.j and not any(t.mark for t in s.tokens[k : found[0]]):
            inner = Mention(s, k, found[0], "actor", "named", found[1])
            return inner if inner.armed else None
        if s.tokens[k].w.head and s.tokens[k].w.det:
            j = k + 1  # القوات المسلحة اليمنية: whose, the speaker's own entry says
            while j < m.j and s.tokens[j].w.det and not s.tokens[j].w.title and not s.tokens[j].mark:
                j += 1
            of = m.actor.of if m.actor is not None else None
            return Mention(s, k, j, "actor", s.tokens[k].w.head, lexicon.actor_by_id.get(of) if of else None)
    return None


def lend(scene: Scene, d: Draft, lexicon: Lexicon) -> None:
    """The subject of a light, auxiliary or announcing verb that carries this noun: شن X هجوما, هجوم شنه X."""
    ahead = scene.s.tokens[max(0, d.i - 5) : d.i]
    if any(
        (t.w.norm.removeprefix("و") in WORDS["repelling"] or t.w.stem in WORDS["repelling"])
        and scene.clauses.of[t.i] == d.clause
        for t in ahead
    ) and not any(x.i >= ahead[0].i and x.i < d.i and x.clause == d.clause for x in scene.drafts):
        # خلال صد هجوم: the attackers are the other side
        d.agents = d.agents or [m for x in scene.drafts if x.i < d.i for m in x.targets if m.armed][:1]
        d.repelled = True
        if d.type in ("bombing", "suicide_bombing"):  # أحبطت قوات X محاولة تفجير: a bombing that did not happen
            d.type, d.rule, d.agents = "interception", "interception/foiled", []
            verb = next((t for t in ahead if t.w.verbs and (t.w.norm.removeprefix("و") in WORDS["repelling"])), None)
            if verb is not None:
                d.agents = [m for m in mentions_after(scene, verb.i) if m.armed and not m.prep and m.i < d.i][:1]
        return
    if " ".join(scene.s.norms[max(0, d.i - 2) : d.i]) in WORDS["in_reply"]:
        return  # ردا على استهداف X: the other side's act
    if d.i and scene.s.norms[d.i - 1] in WORDS["ending"]:
        return  # أعلنت الشرطة انتهاء حصار الفندق
    _carried_behind(scene, d)
    _carried_by_noun(scene, d)
    _by_means(scene, d, lexicon)
    clause = d.clause
    for g in reversed([g for g in scene.governors if g.i < d.i]):
        if scene.clauses.of[g.i] != clause:
            break
        between = [x for x in scene.drafts if g.i < x.i < d.i]
        if "undergo" in g.uses:
            d.targets = d.targets or [m for m in g.subject if m.kind != "place"]
            d.governor = g
            break
        carries = (g.uses & {"light", "aux", "plan", "claim"} or ("deny" in g.uses and _own_deed(scene, g, d))) and (
            g.subject or "occur" not in g.uses
        )
        announces = "announce" in g.uses and (
            d.frame.declared
            or (
                d.type in OWN
                and any(
                    m.armed or _commands(m) or (d.type != "killing" and speaks_for(m, lexicon) is not None)
                    for m in g.subject
                )
                and (d.type != "killing" or any(m.armed and not _own_side(m, g.subject) for m in d.targets))
            )
        )
        if "announce" in g.uses and d.type in OWN and not announces:
            # أعلنت بغداد شن هجوم: a government that announces that it launches one launches it
            announces = any("light" in x.uses and g.i < x.i < d.i for x in scene.governors) and any(
                m.actor is not None and m.actor.kind == "government" for m in g.subject
            )
        if carries or announces:
            if between and any(x.verb is not None for x in between):
                break
            if not g.subject and "announce" not in g.uses:
                continue  # شن in "أعلنت دمشق شن هجومين" is itself carried by the verb before it
            if (
                not d.agents
                and g.subject
                and not (
                    g.subject[0].kind in ("source", "person")
                    and announces
                    and not d.frame.declared
                    and not (d.type in ("offensive", "capture") and _commands(g.subject[0]))
                    and speaks_for(g.subject[0], lexicon) is None
                )
            ):
                d.agents = [m for m in g.subject if m.kind != "site"]
            d.governor = g
            break
        if "occur" in g.uses:
            d.governor = g
            if g.lemma in WORDS["witnessing_verbs"] and not d.places:
                between = [m for m in scene.mentions if m.kind == "place" and g.i < m.i < d.i]
                before = [m for m in scene.mentions if m.kind == "place" and m.j <= g.i and g.i - m.j <= 2]
                d.places = [(m, "at") for m in (between[:1] or before[-1:])]
            break
    if (
        not d.agents
        and d.adjective is not None
        and d.type in ("airstrike", "shelling", "armed_attack", "offensive", "siege", "advance", "withdrawal")
    ):
        d.agents = [d.adjective]
