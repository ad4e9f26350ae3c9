"""Who did it, to whom, where: from word order, prepositions, adjectives, and the verbs that lend their subject."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..model import POLITICAL
from .draft import Draft, Governor, Scene
from .mention import Mention, national

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
    )
)
VIOLENT = frozenset(
    ("offensive", "armed_attack", "airstrike", "shelling", "bombing", "suicide_bombing", "killing", "abduction")
)
_MOVEMENT = frozenset(("advance", "withdrawal", "displacement", "deployment"))


def fill(scene: Scene, lexicon: Lexicon, inherited: list[Mention]) -> list[Mention]:
    """Fill the roles of every draft of a sentence. `inherited` is the subject that a bare verb continues; returns the
    sentence's own last subject."""
    last = inherited
    for item in sorted([*scene.governors, *scene.drafts], key=lambda x: x.i):
        if isinstance(item, Governor):
            item.subject = _subject(scene, item.i, item.form, [] if "occur" in item.uses else last, lexicon)
            if item.subject and not item.uses <= {"occur", "hits"}:
                last = item.subject
        elif item.verb is not None:
            _verb_roles(scene, item, lexicon, last)
            if item.agents and not item.passive:
                last = item.agents
    for draft in scene.drafts:
        if draft.verb is None:
            _noun_roles(scene, draft, lexicon)
        elif draft.frame.id in ("projectile", "explosion"):
            draft.agents = [m for m in draft.agents if m.armed or m.kind == "person"]
            _lent(scene, draft)
    for draft in scene.drafts:
        _accused(scene, draft)
        _axes(scene, draft)
        _places(scene, draft)
        _refine(draft)
    for draft in scene.drafts:
        _aim(scene, draft)
    return last


def _axes(scene: Scene, d: Draft) -> None:
    """Axes told after the movement, clause by clause: تتقدم من محورين، الأول من X والثاني من Y."""
    if d.frame.type not in ("advance", "withdrawal", "displacement") or d.verb is None:
        return
    stop = next(
        (
            t.i
            for t in scene.s.tokens[d.j :]
            if (t.w.verbs and not t.w.det and scene.mention_at(t.i) is None)
            or t.i in scene.clauses.relative
            or t.i in scene.clauses.that
            or t.text in ":؛"
        ),
        len(scene.s.tokens),
    )
    for m in scene.mentions:
        if m.kind == "place" and m.prep == "من" and d.i < m.i < stop and scene.clauses.of[m.i] != d.clause:
            d.places.append((m, "from"))


def _accused(scene: Scene, d: Draft) -> None:
    """In an accusation the accused is the agent of the act: تتهم منظمات الفصائل بنهب منازل."""
    if d.verb is not None or d.agents or scene.s.tokens[d.i].w.prep != "ب":
        return
    lead = [
        x
        for x in scene.drafts
        if x.i < d.i and x.clause == d.clause and x.type in ("accusation", "threat") and x.frame.id == "accuse"
    ]
    if lead:
        d.agents = [m for m in lead[-1].targets if m.agentive]


def _aim(scene: Scene, d: Draft) -> None:
    """A purpose is no event of its own: هجوما للسيطرة على X, تزحف لتحرير X, أطلقت الرصاص لتفريق المحتجين."""
    w = scene.s.tokens[d.i].w
    if d.verb is not None or d.blocked or d.type not in ("capture", "crackdown", "siege", "offensive"):
        return
    purpose = (
        w.prep == "ل"
        or (d.i > 0 and scene.s.norms[d.i - 1] in WORDS["purpose"])
        or (
            d.i > 1
            and scene.s.norms[d.i - 1] == "في"
            and any(u.lemma in WORDS["joining_verbs"] for u in scene.s.tokens[d.i - 2].w.verbs)
        )
    )
    if not purpose:
        return
    lead = [
        x
        for x in scene.drafts
        if x.i < d.i and d.i - x.i <= 16 and not x.blocked and abs(scene.clauses.of[x.i] - d.clause) <= 1
    ]
    if not lead:
        return
    main = lead[-1]
    if d.type == "crackdown":
        main.type = "crackdown"
        main.targets = main.targets or d.targets
    if (
        not main.places
        or all(m.kind == "place" and m.i > d.i for m, _ in main.places)
        or main.type in ("advance", "deployment")
    ):
        role = "to" if main.type == "advance" else "at"
        main.places = [(m, role) for m, _ in d.places] or main.places
    if main.type == "armed_attack" and d.type == "capture":
        main.type = "offensive"
    if not main.targets and d.targets:
        main.targets = d.targets
    d.blocked = f"the aim of {main.rule}"


def as_actor(m: Mention, lexicon: Lexicon) -> Mention:
    """A country or capital that acts (أعلنت دمشق، تنسيق بين بغداد ودمشق) as its government; any other mention as it is."""
    if m.kind != "place" or m.cls == "common":
        return m
    iso = next((lexicon.capitals[t.w.word] for t in m.s.tokens[m.i : m.j] if t.w.word in lexicon.capitals), None)
    if iso is None or m.j - m.i > 1:
        return m
    out = Mention(m.s, m.i, m.j, "actor", "capital", national(iso, "government", lexicon))
    out.prep, out.coord = m.prep, m.coord
    return out


def _group(scene: Scene, first: Mention) -> list[Mention]:
    """A mention with those coordinated to it: X وY وZ."""
    out = [first]
    at = scene.mentions.index(first)
    for m in scene.mentions[at + 1 :]:
        if not m.coord or m.kind in ("time",):
            break
        out.append(m)
    return out


def _same(scene: Scene, a: int, b: int) -> bool:
    return scene.clauses.of[a] == scene.clauses.of[b]


def _after(scene: Scene, i: int) -> list[Mention]:
    """Mentions behind token i in its clause."""
    return [m for m in scene.mentions if m.i > i and _same(scene, i, m.i)]


def _before(scene: Scene, i: int) -> list[Mention]:
    return [m for m in scene.mentions if m.j <= i and _same(scene, i, m.i)]


def _subject(scene: Scene, i: int, form, inherited: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The subject of the verb at token i: behind it (VSO), before it (SVO), the antecedent of a relative, or inherited."""
    tokens = scene.s.tokens
    before = [m for m in _before(scene, i) if m.agentive and not m.prep and not m.coord]
    adjacent = (
        before
        and all(not t.w.verbs and not t.w.nouns for t in tokens[before[-1].j : i])
        and i - _group(scene, before[-1])[-1].j <= 3
    )
    plural = form.number in ("p", "d") and form.person == 3
    if i and tokens[i - 1].w.norm in WORDS["pronoun_that"] and inherited:
        return [m for m in inherited if m.agentive]
    if (plural or adjacent) and before:
        return _group(scene, before[-1])
    if plural:
        antecedent = _antecedent(scene, i)
        return antecedent or [m for m in inherited if m.kind != "source"]
    if (
        i
        and i - 1 in scene.clauses.relative
        and not tokens[i].w.pron_verb
        and not any(t.w.norm in WORDS["resumptive"] for t in tokens[i + 1 : i + 5])
    ):
        return _antecedent(scene, i)  # التي تستهدف الجيش: what follows is the object
    for m in _after(scene, i):
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
        if m.agentive:
            return _group(scene, m)
        if m.kind == "place" and m.i - i <= 3 and as_actor(m, lexicon).kind == "actor":
            return [as_actor(x, lexicon) for x in _group(scene, m)]
        break
    if before:
        return _group(scene, before[-1])
    antecedent = _antecedent(scene, i)
    if antecedent:
        return antecedent
    if (
        tokens[i].w.conj
        or i == 0
        or tokens[i - 1].mark
        or tokens[i - 1].w.norm in WORDS["pronoun_that"]
        or tokens[i - 1].w.norm in WORDS["verb_particles"]
    ):
        return [
            m for m in inherited if m.agentive and (m.kind != "source" or tokens[i - 1].w.norm in WORDS["pronoun_that"])
        ]
    return []


def _antecedent(scene: Scene, i: int) -> list[Mention]:
    """What a relative pronoun before the verb stands for: القوات التي شنت."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if k in scene.clauses.relative:
            near = [m for m in scene.mentions if m.j <= k and m.kind != "time" and k - m.j <= 2]
            return [near[-1]] if near and near[-1].agentive else []
    return []


def _verb_roles(scene: Scene, d: Draft, lexicon: Lexicon, inherited: list[Mention]) -> None:
    frame, tokens, i = d.frame, scene.s.tokens, d.i
    after = [m for m in _after(scene, i) if m.kind != "time"]
    limit = next(
        (
            t.i
            for t in tokens[i + 1 :]
            if t.w.verbs and not t.w.det and not t.w.nouns and scene.mention_at(t.i) is None and t.i > i + 1
        ),
        len(tokens),
    )
    free = [m for m in after if not m.prep and m.i < limit]
    if frame.voice == "passive":
        d.passive = True
        _patient(scene, d, free, inherited)
    elif frame.voice == "active":
        d.agents = _people_subject(scene, d, inherited, lexicon)
    elif frame.object == "target" and d.verb is not None and _is_passive(scene, d, free):
        d.passive = True
        _patient(scene, d, free, inherited)
    else:
        d.agents = [m for m in _subject(scene, i, d.verb, inherited, lexicon) if m.kind != "site"]
        rest = [
            m for m in free if m not in d.agents and not m.coord and not any(m.i < a.j and m.j > a.i for a in d.agents)
        ]
        if frame.object == "target" and rest and not d.pron:
            for m in _group(scene, rest[0]):
                if m.kind == "place" and frame.type in POLITICAL and as_actor(m, lexicon).kind == "actor":
                    d.targets.append(as_actor(m, lexicon))
                elif m.kind == "place":
                    d.places.append((m, frame.place))
                else:
                    d.targets.append(m)
        elif frame.object == "place":
            for m in rest[:1]:
                for member in _group(scene, m):
                    if member.kind == "place" or (member.kind == "site" and member.place is not None):
                        d.places.append((member, frame.place))
    _prepositions(scene, d, lexicon, [m for m in after if m.prep and m.i < limit])


def _is_passive(scene: Scene, d: Draft, free: list[Mention]) -> bool:
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
    heads = [m for m in free if not m.coord]
    before = [m for m in _before(scene, i) if m.agentive and not m.prep]
    subject_before = bool(before) and i - before[-1].j <= 1
    if subject_before:
        # سبعة مدنيين قتلوا: harmed people before the verb and no object behind it.
        return not heads and (d.frame.harm != "" or (before[-1].people and before[-1].count is not None))
    if _antecedent(scene, i):
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


def _fem(scene: Scene, m: Mention) -> bool:
    return any(scene.s.tokens[k].w.stem in WORDS["women"] for k in range(m.i, m.j))


def _patient(scene: Scene, d: Draft, free: list[Mention], inherited: list[Mention]) -> None:
    """The one harmed: the subject of a passive, behind or before the verb."""
    before = [m for m in _before(scene, d.i) if (m.people or m.agentive) and not m.prep]
    if before and d.i - before[-1].j <= 1:
        d.targets = _group(scene, before[-1])
        d.targets = [t for t in d.targets if t.kind != "place"]
    elif free and free[0].kind != "place":
        d.targets = [m for m in _group(scene, free[0]) if m.kind != "place"]
    else:
        prepositional = [m for m in _after(scene, d.i) if m.prep == "من" and m.people]
        d.targets = prepositional[:1]


def _people_subject(scene: Scene, d: Draft, inherited: list[Mention], lexicon: Lexicon) -> list[Mention]:
    subject = _subject(scene, d.i, d.verb, inherited, lexicon)
    return [m for m in subject if m.kind != "site"]


def _noun_roles(scene: Scene, d: Draft, lexicon: Lexicon) -> None:
    frame, tokens, i = d.frame, scene.s.tokens, d.i
    after = [m for m in _after(scene, i) if m.kind != "time"]
    if d.frame.id == "count":
        counted = scene.mention_at(i)
        d.targets = [counted] if counted else []
    # The genitive: the first mention right behind the noun, past its adjectives.
    gap = i + 1 if d.j == i + 1 else d.j
    while (
        gap < len(tokens)
        and not tokens[gap].mark
        and scene.mention_at(gap) is None
        and not tokens[gap].w.prep
        and not tokens[gap].w.conj
        and not tokens[gap].w.stop
        and not tokens[gap].w.nouns
        and not (tokens[gap].w.verbs and not tokens[gap].w.det)
        and gap - i < 5
    ):
        if tokens[gap].w.demonym and d.adjective is None:
            iso = tokens[gap].w.demonym
            m = Mention(scene.s, gap, gap + 1, "actor", "adjective")
            m.actor = national(iso, "state", lexicon)
            d.adjective = m
        gap += 1
    genitive = scene.starts.get(gap)
    direct = genitive is not None and not genitive.prep and genitive.kind != "time" and gap - i <= 4
    if direct and frame.genitive != "none" and d.frame.id != "count" and not d.pron and not tokens[i].w.det:
        assert genitive is not None
        whole = _group(scene, genitive)
        following = next((m for m in after if m.i >= whole[-1].j), None)
        acted_on = (
            following is not None
            and not following.prep
            and not following.coord
            and following.i - whole[-1].j <= 1
            and following.kind != "time"
        )
        if (
            frame.genitive == "agent"
            and acted_on
            and following is not None
            and following.kind == "place"
            and frame.place == "to"
        ):
            d.places += [(m, frame.place) for m in _group(scene, following) if m.kind == "place"]
        if (
            frame.genitive in ("target", "place")
            and genitive.agentive
            and genitive.cls != "aircraft"
            and (genitive.armed or frame.genitive == "place")
            and acted_on
        ):
            assert following is not None
            d.agents = whole  # استعادة القوات مدينة X: the doer, then what it was done to
            for m in _group(scene, following):
                if m.kind == "place":
                    d.places.append((m, frame.place))
                elif frame.genitive == "target":
                    d.targets.append(m)
            whole = []
        for m in whole:
            if m.kind == "place":
                d.places.append((m, frame.place))
            elif frame.genitive == "agent" and m.agentive:
                d.agents.append(m)
            elif frame.genitive == "target":
                d.targets.append(m)
    hits = next(
        (
            g
            for g in scene.governors
            if "hits" in g.uses and d.j <= g.i <= d.j + 10 and not any(x.i > d.i and x.i < g.i for x in scene.drafts)
        ),
        None,
    )
    start = hits.i + 1 if hits else d.j
    limit = next(
        (t.i for t in tokens[start:] if t.w.verbs and not t.w.det and not t.w.nouns and scene.mention_at(t.i) is None),
        len(tokens),
    )
    if hits is not None:
        struck = next((m for m in after if hits.i < m.i < limit and not m.prep), None)
        for m in _group(scene, struck) if struck else ():
            if m.kind == "place":
                d.places.append((m, frame.place))
            else:
                d.targets.append(m)
    _prepositions(scene, d, lexicon, [m for m in after if m.prep and m.i < limit])
    _lent(scene, d)
    if d.type == "clash" and d.targets and not d.agents:
        # معارك مع Y: the other side is the subject of the clause that the fighting belongs to.
        lead = [x for x in scene.drafts if x.i < d.i and x.clause == d.clause and x.agents]
        d.agents = list(lead[-1].agents) if lead else []


def _prepositions(scene: Scene, d: Draft, lexicon: Lexicon, governed: list[Mention]) -> None:
    """Roles by preposition, up to the next event noun of the clause for arguments other than places."""
    frame = d.frame
    other = next((x.i for x in scene.drafts if x.i > d.i), 10**6)
    for m in governed:
        prep = m.prep
        foreign = m.i > other
        if m.kind == "place" and prep in ("بين", "مع") and frame.prep.get(prep) == "agent" and not foreign:
            acting = [as_actor(m, lexicon)]
            if acting[0].kind == "actor":
                d.agents += acting
                continue
        if (
            m.kind == "place"
            and frame.type in POLITICAL
            and not foreign
            and frame.prep.get(prep, "target" if prep in ("علي", "ضد") else "") == "target"
        ):
            d.targets += [x for x in [as_actor(m, lexicon)] if x.kind == "actor" and not d.targets]
            continue
        if m.kind == "place":
            role = frame.prep.get(prep)
            if role in ("target", "agent", "place", "none", None):
                role = (
                    "from"
                    if prep == "من" and frame.type in _MOVEMENT
                    else "to"
                    if prep in WORDS["to"] and frame.type in _MOVEMENT
                    else None
                )
                if role is None:
                    role = (
                        frame.place
                        if frame.prep.get(prep) in ("place", "target") or prep in ("علي", "الي") or prep in WORDS["to"]
                        else "at"
                        if prep in WORDS["at"] or prep in ("ل", "من")
                        else None
                    )
            if role and not foreign:
                if prep == "ل" and frame.place == "at" and d.places:
                    continue
                d.places.append((m, role))
            continue
        if foreign:
            continue
        role = frame.prep.get(prep)
        if (
            m.kind == "site"
            and m.place is not None
            and (role in ("place", "from", "to", "at") or (frame.place in ("to", "from") and prep in WORDS["to"]))
        ):
            d.places.append((m, frame.place if role == "place" else role or "to"))
            continue
        if role is None:
            role = "target" if prep in ("علي", "ضد") else "agent" if prep in ("بين",) or _by(scene, m) else ""
        if _by(scene, m):
            role = "agent"
        if prep == "ل" and any(x.j == m.i and x.kind in ("site", "group") for x in scene.mentions):
            continue  # مواقع للحوثيين: whose they are, not who did it
        if role == "agent" and m.agentive and (not d.agents or m.coord or prep in ("بين", "مع")):
            if not (prep == "مع" and not d.agents):
                d.agents += [
                    x for x in ([m] if m.coord else _group(scene, m)) if x not in d.agents and x.kind != "place"
                ]
        elif role == "target" and (not d.targets or m.coord) and m not in d.targets and m.kind != "source":
            d.targets.append(m)


def _by(scene: Scene, m: Mention) -> bool:
    """من قبل X, على يد X, بيد X, برصاص X, بقيادة X."""
    norms = scene.s.norms
    before = norms[max(0, m.i - 2) : m.i]
    return (
        before == ["من", "قبل"]
        or before in (["علي", "يد"], ["علي", "ايدي"])
        or bool(before and before[-1] in WORDS["by"])
    )


def _lent(scene: Scene, d: Draft) -> None:
    """The subject of a light, auxiliary or announcing verb that carries this noun: شن X هجوما, هجوم شنه X."""
    clause = d.clause
    for g in reversed([g for g in scene.governors if g.i < d.i]):
        if scene.clauses.of[g.i] != clause:
            break
        between = [x for x in scene.drafts if g.i < x.i < d.i]
        carries = (g.uses & {"light", "aux", "plan", "claim"} or ("deny" in g.uses and d.pron)) and (
            g.subject or "occur" not in g.uses
        )
        announces = "announce" in g.uses and (
            d.frame.declared
            or (
                d.type in OWN
                and any(m.armed for m in g.subject)
                and (d.type != "killing" or any(m.armed for m in d.targets))
            )
        )
        if carries or announces:
            if between and any(x.verb is not None for x in between):
                break
            if not g.subject and "announce" not in g.uses:
                continue  # شن in "أعلنت دمشق شن هجومين" is itself carried by the verb before it
            if (
                not d.agents
                and g.subject
                and not (g.subject[0].kind in ("source", "person") and announces and not d.frame.declared)
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
    if not d.agents:
        for g in scene.governors:
            if d.i < g.i <= d.i + 6 and g.uses & {"light", "occur", "aux"} and g.pron and g.subject:
                between = scene.s.tokens[d.j : g.i]
                if all(not t.mark for t in between):
                    subject = [m for m in g.subject if m.i > g.i]
                    if subject:
                        d.agents = subject
                        d.governor = g
                        for m in _after(scene, g.i):
                            if m.prep and m.kind == "place" and not d.places:
                                d.places.append((m, d.frame.place))
                            elif m.prep and d.frame.prep.get(m.prep) == "target" and not d.targets and m.kind != "time":
                                d.targets.append(m)
                        break
    if (
        not d.agents
        and d.adjective is not None
        and d.type in ("airstrike", "shelling", "armed_attack", "offensive", "siege", "advance", "withdrawal")
    ):
        d.agents = [d.adjective]


def _places(scene: Scene, d: Draft) -> None:
    """Keep the most specific of nested places; where none was found, take the clause's, then the sentence's only one."""
    d.places = [(m, role) for m, role in d.places if m.place is not None]
    if not d.places:
        candidates = [
            m for m in scene.mentions if m.kind == "place" and m.prep in WORDS["at"] and _same(scene, m.i, d.i)
        ]
        if not candidates:
            chains = _chains(scene, [m for m in scene.mentions if m.kind == "place"])
            candidates = (
                chains[0][:1]
                if len(chains) == 1
                and chains[0][0].prep not in ("بين", "مع", "ل")
                and (chains[0][0].prep or chains[0][0].relative or d.type == "clash")
                and d.type not in ("accusation", "demand", "threat", "rejection", "condemnation", "support")
                else []
            )
        d.places = [
            (m, "at" if d.frame.place == "at" or m.prep in WORDS["at"] else d.frame.place) for m in candidates[:1]
        ]
        if d.places and d.frame.place == "to" and d.frame.type == "advance":
            d.places = [(d.places[0][0], "to")]
    kept: list[tuple[Mention, str]] = []
    for m, role in d.places:
        if any(m is k for k, _ in kept):
            continue
        if role == "at" and any(_nested(scene, k, m) for k, r in kept if r == role or r == "to"):
            continue
        if role in ("to", "from") and any(
            r == role and _same(scene, k.i, m.i) and _nested(scene, k, m) for k, r in kept
        ):
            continue
        kept.append((m, role))
    d.places = kept


def _nested(scene: Scene, inner: Mention, outer: Mention) -> bool:
    """Whether `outer` only says where `inner` lies: no و between, within five tokens and one clause."""
    if outer.coord or outer.i < inner.j:
        return False
    gap = scene.s.tokens[inner.j : outer.i]
    if len(gap) > 5 or any(t.mark and t.text in ":؛" for t in gap):
        return any(
            m.kind == "place" and inner.j <= m.i < outer.i and _nested(scene, inner, m) and _nested(scene, m, outer)
            for m in scene.mentions
        )
    return not any(t.w.conj or (t.w.verbs and not t.w.det) for t in gap)


def _chains(scene: Scene, places: list[Mention]) -> list[list[Mention]]:
    chains: list[list[Mention]] = []
    for m in places:
        if chains and _nested(scene, chains[-1][-1], m):
            chains[-1].append(m)
        else:
            chains.append([m])
    return chains


def _refine(d: Draft) -> None:
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
    close = [t.w for t in tokens[d.j : d.j + 4] if not t.mark]
    for rule in d.frame.refine:
        words = rule["words"]
        hit = words and any(
            w.norm in words or w.word in words or w.stem in words
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
