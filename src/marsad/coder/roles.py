"""Who did it, to whom, where: from word order, prepositions, adjectives, and the verbs that lend their subject."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..model import POLITICAL
from .draft import Draft, Governor, Scene
from .lending import lend, speaks_for
from .mention import Mention, national
from .refine import refine
from .subjects import as_actor, group, mentions_after, mentions_before, same_clause, subject_of
from .voice import is_passive
from .where import axes, settle_places, strike_sites

VIOLENT = frozenset(
    ("offensive", "armed_attack", "airstrike", "shelling", "bombing", "suicide_bombing", "killing", "abduction")
)
_STRUCK = frozenset(("airstrike", "shelling", "armed_attack", "bombing", "suicide_bombing", "destruction", "offensive"))
_MOVEMENT = frozenset(("advance", "withdrawal", "displacement", "deployment"))


def fill(scene: Scene, lexicon: Lexicon, inherited: list[Mention]) -> list[Mention]:
    """Fill the roles of every draft of a sentence. `inherited` is the subject that a bare verb continues; returns the
    sentence's own last subject."""
    last = inherited
    topics = {k: scene.starts[k + 1] for k in scene.clauses.that if k + 1 in scene.starts}
    at = 0
    for item in sorted([*scene.governors, *scene.drafts], key=lambda x: x.i):
        for k in sorted(topics):
            m = topics[k]
            if at <= k < item.i and m.agentive and not m.prep and m.kind != "source":
                last = group(scene, m)  # أن القوات الروسية …: whom the reported clause is about, whatever its verb
        at = item.i
        if isinstance(item, Governor):
            item.subject = subject_of(scene, item.i, item.form, [] if "occur" in item.uses else last, lexicon)
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
            draft.agents = [
                m
                for m in draft.agents
                if m.armed or m.kind == "person" or (m.actor is not None and m.actor.kind == "government")
            ]
            lend(scene, draft, lexicon)
    for draft, beside in zip(scene.drafts, scene.drafts[1:], strict=False):
        if (
            draft.frame.harm
            and beside.frame.harm
            and beside.i == draft.i + 1
            and not draft.targets
            and scene.s.tokens[beside.i].w.conj
        ):
            draft.targets = list(beside.targets)  # قتل وأصيب عشرات: both tell of the same people
            draft.agents = [] if draft.verb is not None else draft.agents
    for draft in scene.drafts:
        draft.agents = [speaks_for(m, lexicon) or m for m in draft.agents]
        draft.agents = [m for m in draft.agents if not _mere_credit(m)]
        if draft.frame.id == "come_under":
            _come_under(scene, draft)
        if draft.type == "bombing" and draft.verb is None and not draft.agents:
            # انفجار لغم زرعته X: who laid it
            laid = [x for x in scene.drafts if x.frame.id == "fortify" and x.pron and draft.i < x.i <= draft.j + 5]
            draft.agents = list(laid[0].agents) if laid else []
        _stated(scene, draft)
        _carried(scene, draft)
        if draft.frame.no_agent:
            draft.agents = []
    for draft in scene.drafts:
        _accused(scene, draft)
        axes(scene, draft)
        settle_places(scene, draft)
        refine(draft)
        if draft.type in _STRUCK:
            strike_sites(scene, draft)
    for draft in scene.drafts:
        _aim(scene, draft)
        _attempt(scene, draft)
    return last


def _mere_credit(m: Mention) -> bool:
    """نفى مصدر عسكري استهداف المدنيين: an unnamed source or a document does nothing but say so."""
    word = m.s.tokens[m.i].w.stem
    return m.kind == "source" and (word in WORDS["spokesmen"] or word in WORDS["documents"])


def _come_under(scene: Scene, d: Draft) -> None:
    """باتت المدينة تحت سيطرة X: the subject is the place, whoever stands behind سيطرة the new holder."""
    hold = next(
        (t.i for t in scene.s.tokens[d.j :] if t.w.stem in d.frame.with_words or t.w.norm in d.frame.with_words), None
    )
    if hold is None or scene.clauses.of[hold] != d.clause:
        d.blocked = "no word of holding in its clause"
        return
    d.agents = [m for m in scene.mentions if hold < m.i <= hold + 2 and m.agentive][:1]
    d.j = hold + 1
    before = [
        m
        for m in scene.mentions
        if m.kind == "place" and m.i < hold and same_clause(scene, m.i, d.i) and m.prep in ("", "~")
    ]
    first = next((m for m in before if m.prep == ""), None)
    d.places = [(m, "at") for m in group(scene, first)] if first is not None else []
    if not d.agents:
        d.blocked = "nobody is said to hold it"


def _stated(scene: Scene, d: Draft) -> None:
    """داعيا الأمم المتحدة إلى …: the participle's doer is whoever the sentence's verb before it has as subject."""
    if d.verb is not None or d.agents or d.type not in POLITICAL or not d.frame.is_participle(d.lemma):
        return
    lead = [x.subject for x in scene.governors if x.i < d.i and x.subject]
    lead += [x.agents for x in scene.drafts if x.i < d.i and x.verb is not None and x.agents]
    if lead:
        d.agents = [max(lead, key=lambda ms: ms[0].i if ms[0].s is scene.s else -1)[0]]


def _carried(scene: Scene, d: Draft) -> None:
    """اقتحمت القوات البلدة بعد محاصرتها: a verbal noun with its object and no doer is done by the subject of the verb before."""
    if d.verb is not None or d.agents or d.adjective or d.frame.genitive not in ("target", "place") or d.frame.harm:
        return
    w = scene.s.tokens[d.i].w
    if not (d.pron or d.targets or d.places) or w.det:
        return
    if not (w.prep in ("ب", "ل") or (d.i and scene.s.norms[d.i - 1] in WORDS["subject_goes_on"])):
        return
    lead = [x for x in scene.drafts if x.i < d.i and x.clause == d.clause and x.verb is not None]
    if lead and not lead[-1].passive and lead[-1].type not in POLITICAL:
        d.agents = list(lead[-1].agents)


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


def _attempt(scene: Scene, d: Draft) -> None:
    """تحاول القوات السيطرة على X: an offensive on X, not yet its capture."""
    if d.type == "capture" and d.governor is not None and d.governor.lemma in WORDS["trying_verbs"]:
        d.type, d.rule = "offensive", "offensive/attempt"


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
        if not any(m.cls == "demonstrators" for m in scene.mentions):
            d.blocked = f"the aim of {main.rule}"
            return
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


def _verb_roles(scene: Scene, d: Draft, lexicon: Lexicon, inherited: list[Mention]) -> None:
    frame, tokens, i = d.frame, scene.s.tokens, d.i
    after = [m for m in mentions_after(scene, i) if m.kind != "time"]
    told = {x.i for x in (*scene.drafts, *scene.governors) if isinstance(x, Governor) or x.verb is not None}
    limit = next(
        (
            t.i
            for t in tokens[i + 2 :]
            if t.i in told or (t.w.verbs and not t.w.det and not t.w.nouns and scene.mention_at(t.i) is None)
        ),
        len(tokens),
    )
    free = [m for m in after if not m.prep and m.i < limit]
    others = [x for x in scene.drafts if x.i > i and x.verb is None and not x.adjective]
    free = [m for m in free if not any(m.i == x.j for x in others)]  # what stands right behind an event noun is its own
    if frame.type in POLITICAL:  # اتهمت كينشاسا رواندا: a place beside a place, neither within the other
        free = [
            m for m in after if (not m.prep or (m.prep == "~" and m.kind == "place" and m.i <= i + 4)) and m.i < limit
        ]
    if frame.voice == "passive":
        d.passive = True
        _patient(scene, d, free)
    elif frame.voice == "active":
        d.agents = _doers(scene, d, inherited, lexicon)
    elif frame.object == "target" and d.verb is not None and is_passive(scene, d, free, inherited):
        d.passive = True
        _patient(scene, d, free)
    else:
        d.agents = _doers(scene, d, inherited, lexicon)
        # A verb joined by و with one noun behind it: the subject before may go on, and the noun be its object.
        alone = (
            tokens[i].w.conj == "و"
            and frame.object == "target"
            and len([m for m in free if not m.coord]) == 1
            and bool(d.agents)
            and d.agents[0].i > i
        )
        before = [m for m in inherited if m.s is scene.s]
        carried = alone and (
            (d.type in VIOLENT | {"siege", "arrest"} or d.lemma in WORDS["sending_verbs"])
            and (d.agents[0].armed or (d.agents[0].people and d.agents[0].count is not None))
            and any(m.armed for m in before)
        )
        if carried:
            # هاجمت مجموعة نقطة، واستهدفت القوات المتمركزة فيها: the subject goes on; the only noun behind is its object
            d.targets, d.agents = list(d.agents), [m for m in inherited if m.armed]
        elif alone and d.type in ("accusation", "threat") and any(m.agentive for m in before):
            # نفت القوات القصف، واتهمت الجيش به: who denies goes on to accuse
            d.targets, d.agents = list(d.agents), [m for m in inherited if m.agentive]
        rest = [
            m
            for m in free
            if m not in d.agents
            and m not in d.targets
            and not m.coord
            and not any(m.i < a.j and m.j > a.i for a in d.agents)
        ]
        if d.type in ("arrest", "abduction", "killing") and rest and _named_between(scene, d, rest[0]):
            rest = []
        if frame.object == "target" and rest and not d.pron:
            for m in group(scene, rest[0]):
                if m.kind == "place" and frame.type in POLITICAL and as_actor(m, lexicon).kind == "actor":
                    d.targets.append(as_actor(m, lexicon))
                elif frame.event_target and _event_between(scene, i, m.i):
                    break  # أدانت حركة حماس الهجوم، محملة الإدارة …: the act is what is condemned
                elif m.kind == "place":
                    d.places.append((m, frame.place))
                else:
                    d.targets.append(m)
        elif frame.object == "place":
            for m in rest[:1]:
                for member in group(scene, m):
                    if member.kind == "place" or (member.kind == "site" and member.place is not None):
                        d.places.append((member, frame.place))
    _prepositions(scene, d, lexicon, [m for m in after if m.prep and m.i < limit])


def _event_between(scene: Scene, a: int, b: int) -> bool:
    """Whether an event noun that is no part of a name stands between two tokens."""
    return any(t.w.nouns and not t.mark and scene.mention_at(t.i) is None for t in scene.s.tokens[a + 1 : b])


def _named_between(scene: Scene, d: Draft, m: Mention) -> bool:
    """اعتقلت القوات يحيى السعدي نجل القيادي: an unknown name stands between, and is the object."""
    start = max([a.j for a in d.agents if a.i > d.i and a.s is scene.s], default=d.j)
    gap = scene.s.tokens[start : m.i]
    return any(
        not t.mark
        and not t.w.stop
        and not t.w.prep
        and scene.mention_at(t.i) is None
        and t.w.word not in WORDS["adverbs"]
        for t in gap
    )


def _patient(scene: Scene, d: Draft, free: list[Mention]) -> None:
    """The one harmed: the subject of a passive, behind or before the verb."""
    before = [
        m
        for m in mentions_before(scene, d.i)
        if (m.people or m.agentive) and not m.prep and not m.coord and m.kind != "source"
    ]
    if before and d.i - group(scene, before[-1])[-1].j <= 1:
        d.targets = group(scene, before[-1])
        d.targets = [t for t in d.targets if t.kind != "place"]
    elif free and free[0].kind != "place":
        d.targets = [m for m in group(scene, free[0]) if m.kind != "place"]
    else:
        prepositional = [m for m in mentions_after(scene, d.i) if m.prep == "من" and m.people]
        d.targets = prepositional[:1]


def _doers(scene: Scene, d: Draft, inherited: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The subject of a draft's verb; a site does nothing."""
    return [m for m in subject_of(scene, d.i, d.verb, inherited, lexicon) if m.kind != "site"]


def _noun_roles(scene: Scene, d: Draft, lexicon: Lexicon) -> None:
    frame, tokens, i = d.frame, scene.s.tokens, d.i
    after = [m for m in mentions_after(scene, i) if m.kind != "time"]
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
    if (
        genitive is None
        and gap < len(tokens)
        and tokens[gap].w.conj == "و"
        and any(x.i == gap and x.verb is None for x in scene.drafts)
    ):
        genitive = scene.starts.get(gap + 1)  # مقتل وإصابة عشرة: both share what follows
    direct = genitive is not None and not genitive.prep and genitive.kind != "time" and genitive.i - i <= 4
    if direct and frame.genitive != "none" and d.frame.id != "count" and not d.pron and not tokens[i].w.det:
        assert genitive is not None
        whole = group(scene, genitive)
        following = next((m for m in after if m.i >= whole[-1].j), None)
        behind = tokens[whole[-1].j] if whole[-1].j < len(tokens) else None
        if (
            frame.genitive == "target"
            and genitive.armed
            and behind is not None
            and behind.w.nouns
            and behind.w.det
            and not behind.mark
        ):
            d.agents, whole = whole, []  # فض قوات X الاعتصام: the doer, then an act as what it was done to
        by_weapon = bool(
            whole != []
            and following is not None
            and genitive.agentive
            and 0 < following.i - whole[-1].j <= 3
            and tokens[whole[-1].j].w.prep == "ب"
            and all(not t.mark and (t.w.det or t.i == whole[-1].j) for t in tokens[whole[-1].j : following.i])
        )  # قصف الطيران بالبراميل المتفجرة مدينة X
        acted_on = (
            whole != []
            and following is not None
            and not following.prep
            and not following.coord
            and (following.i == whole[-1].j or by_weapon)
            and following.kind != "time"
        )
        if (
            frame.genitive == "agent"
            and acted_on
            and following is not None
            and following.kind == "place"
            and frame.place == "to"
        ):
            d.places += [(m, frame.place) for m in group(scene, following) if m.kind == "place"]
        if (
            frame.genitive == "place"
            and genitive.agentive
            and whole
            and following is not None
            and following.i - whole[-1].j <= 1
            and following.kind == "place"
            and frame.prep.get(following.prep) == "place"
        ):
            d.agents, whole = whole, []  # سيطرة X على Y: the place comes by its preposition
        if (
            whole
            and frame.genitive in ("target", "place")
            and genitive.agentive
            and genitive.cls != "aircraft"
            and (genitive.armed or frame.genitive == "place")
            and acted_on
        ):
            assert following is not None
            d.agents = whole  # استعادة القوات مدينة X: the doer, then what it was done to
            for m in group(scene, following):
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
            elif frame.genitive == "target" and frame.id == "bombard" and m.kind == "actor" and m.armed:
                d.agents.append(m)  # قصف قوات X: whose fire it is; what is hit are places, sites and people
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
    struck = None
    if hits is not None:
        struck = next((m for m in after if hits.i < m.i < limit and not m.prep), None)
    elif any("hits" in g.uses and 0 < i - g.i <= 2 for g in scene.governors):
        # استهدف هجوم انتحاري بسيارة مفخخة قافلة: what follows was hit
        struck = next(
            (m for m in after if start <= m.i < limit and not m.prep and not m.coord and m not in d.agents), None
        )
    for m in group(scene, struck) if struck is not None else ():
        if m.kind == "place":
            d.places.append((m, frame.place))
        elif m not in d.targets:
            d.targets.append(m)
    _prepositions(scene, d, lexicon, [m for m in after if m.prep and m.i < limit])
    if d.type == "protest" and not d.places and d.j in scene.clauses.relative:
        # التظاهرات التي تجتاح بغداد: they are where their relative clause says
        swept = next((m for m in scene.mentions if m.kind == "place" and d.j < m.i <= d.j + 3), None)
        d.places = [(m, "at") for m in group(scene, swept)] if swept is not None else []
    lend(scene, d, lexicon)
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
                    x for x in ([m] if m.coord else group(scene, m)) if x not in d.agents and x.kind != "place"
                ]
        elif role == "target" and (not d.targets or m.coord) and m not in d.targets and m.kind != "source":
            d.targets.append(m)


def _by(scene: Scene, m: Mention) -> bool:
    """من قبل X, على يد X, بيد X, برصاص X, بقيادة X."""
    norms = scene.s.norms[max(0, m.i - 2) : m.i]
    return bool(norms) and (norms[-1] in WORDS["by"] or " ".join(norms) in WORDS["by"])
