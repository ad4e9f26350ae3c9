"""Deaths and injuries: counts of the harmed, and the joining of harm to the act that caused it."""

from __future__ import annotations

from typing import NamedTuple

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .draft import Draft, Scene
from .mention import Mention

_CAUSES = frozenset(
    (
        "airstrike",
        "shelling",
        "bombing",
        "suicide_bombing",
        "armed_attack",
        "clash",
        "offensive",
        "crackdown",
        "protest",
        "riot",
    )
)
# A movement is a cause only where the harm is said to have come during it: استشهد خمسة خلال اقتحام البلدة.
_DURING = frozenset(("advance", "siege", "arrest"))


class Harm(NamedTuple):
    """Who was harmed: a mention with its number. `among` marks a part of a number told beside it."""

    what: str
    mention: Mention
    count: tuple[int, int | None]
    among: bool


_MOVED = {"arrest": "captured", "abduction": "abducted", "release": "freed", "displacement": "displaced"}


def groups(scene: Scene, lexicon: Lexicon) -> None:
    """List who was harmed, taken or moved by group in the drafts of a sentence; to be called before `join`."""
    for d in scene.drafts:
        what = {"deaths": "killed", "injured": "injured"}.get(d.frame.harm) or _MOVED.get(d.type)
        if what is None:
            continue
        people = d.agents if what == "displaced" and not d.targets else d.targets
        counted = scene.mention_at(d.i) if d.frame.id == "count" else None
        for m in people or ([counted] if counted is not None else []):
            size = _size(m, lexicon)
            if size is not None and m.s is scene.s and m.kind in ("group", "actor"):
                d.harms.append(Harm("injured" if _wounded(m) else what, m, size, False))
        for m in scene.mentions:
            size = _size(m, lexicon) if m.prep == "بينهم" else None
            last = max((h.mention.j for h in d.harms), default=None)
            if (
                size is not None
                and last is not None
                and 0 <= m.i - last <= 8
                and not any(x.i > last and x.j <= m.i and x.count for x in scene.mentions if x.prep != "بينهم")
            ):
                d.harms.append(Harm(d.harms[0].what, m, size, True))


def group_of(m: Mention, lexicon: Lexicon) -> str:
    """The group of a mention of people: children, women, soldiers …; people where its words do not say."""
    for t in m.s.tokens[m.i : m.j]:
        group = (
            lexicon.harmed.get(t.w.word)
            or lexicon.harmed.get(t.w.stem)
            or lexicon.harmed.get(t.w.stem.removesuffix("ا"))
        )
        if group is None and len(t.w.stem) > 4 and t.w.stem.endswith(("ان", "ين", "ون")):
            group = lexicon.harmed.get(t.w.stem[:-2])
        if group:
            return group
    return "people"


def count(scene: Scene, lexicon: Lexicon) -> None:
    """Set deaths and injured of the harm drafts from the people they harm."""
    for d in scene.drafts:
        harm = d.frame.harm
        if not harm:
            continue
        if d.frame.id in ("toll",):
            counted = [m for m in scene.mentions if m.kind == "group" and m.count and m.i > d.i]
            dead = [m for m in counted if not _wounded(m)]
            if dead:
                d.deaths = (dead[0].count.min, dead[0].count.max)  # type: ignore[union-attr]
            reached = _reached(scene, d, lexicon)
            if reached is not None and (not dead or dead[0].i > reached[0]):
                d.deaths = (reached[1].min, reached[1].max)
            hurt = [m for m in counted if _wounded(m)]
            if hurt:
                d.injured = (hurt[0].count.min, hurt[0].count.max)  # type: ignore[union-attr]
            continue
        _ranks(scene, d)
        if _shared(scene, d):
            continue  # مقتل وإصابة العشرات: one number for both tells neither
        total = _total(d.targets, lexicon) or _one(scene, d, lexicon)
        if total is None:
            continue
        if d.verb is None:
            d.targets = [m for m in d.targets if not _casualty_word(m)] or d.targets
        if harm == "deaths":
            d.deaths = total
            beside = next(
                (m for m in scene.mentions if d.targets and m.i == d.targets[-1].j and m.coord and _wounded(m)),
                None,
            )
            if beside is not None:
                d.injured = _size(beside, lexicon)
        else:
            d.injured = total


def _reached(scene: Scene, d: Draft, lexicon: Lexicon):
    """ارتفاع عدد الشهداء إلى 53: where the number that a toll reached stands, and the number."""
    for t in scene.s.tokens[d.j : d.j + 14]:
        if t.mark and t.text in ".؛:":
            return None
        if t.w.norm == "الي" and t.i + 1 < len(scene.s.tokens):
            at = t.i + 1
            quantity = lexicon.numerals.read(list(scene.s.norms), at)
            if quantity is not None and quantity.last > at:
                return at, quantity
    return None


def _one(scene: Scene, d: Draft, lexicon: Lexicon) -> tuple[int, int] | None:
    """مقتله، سقوط شهيد: one person told by a pronoun or by a single word of death."""
    if d.verb is None and d.pron == "ه":
        return 1, 1
    for t in scene.s.tokens[d.j : d.j + 2]:
        if t.mark or t.w.det:
            return None
        if t.w.stem in WORDS["casualty_words"]:
            if t.w.word in lexicon.duals:
                return 2, 2
            return (1, 1) if t.w.word.removesuffix("ا") in lexicon.single else None
    return None


def _shared(scene: Scene, d: Draft) -> bool:
    """Whether a word of death and one of injury stand side by side before the people that both count."""
    return any(
        x is not d
        and x.frame.harm
        and x.frame.harm != d.frame.harm
        and abs(x.i - d.i) == 1
        and x.targets
        and d.targets
        and x.targets[0] is d.targets[0]
        for x in scene.drafts
    )


def _ranks(scene: Scene, d: Draft) -> None:
    """سقوط 14 قتيلا في صفوف X: those harmed are X's."""
    for t in scene.s.tokens[d.j : d.j + 9]:
        if t.mark or scene.clauses.of[t.i] != d.clause:
            return
        if t.w.stem in WORDS["ranks"]:
            side = next((m for m in scene.mentions if t.i < m.i <= t.i + 2 and m.armed), None)
            if side is not None and side not in d.targets:
                d.targets.append(side)
            return


def _wounded(m: Mention) -> bool:
    return any(m.s.tokens[k].w.stem in WORDS["wounded"] for k in range(m.i, m.j))


def _total(people: list[Mention], lexicon: Lexicon) -> tuple[int, int | None] | None:
    low, high, any_count = 0, 0, False
    for m in people:
        size = _size(m, lexicon)
        if size is None:
            continue
        any_count = True
        low += size[0]
        high = None if high is None or size[1] is None else high + size[1]
    return (low, high) if any_count and low > 0 else None


def _size(m: Mention, lexicon: Lexicon) -> tuple[int, int | None] | None:
    """How many a mention tells (least, most); it may stand in another sentence, which a pronoun or و took it from."""
    if m.count is not None:
        return m.count.min, m.count.max
    head = m.s.tokens[m.i].w
    after = m.s.tokens[m.j].w if m.j < len(m.s.tokens) else None
    joined = after is not None and after.conj == "و" and not after.verbs
    if m.kind == "person" and head.title and not joined and not head.word.endswith(("ون", "ين", "ان", "و", "ي", "ات")):
        return 1, 1  # مقتل القائد العسكري فلان
    if head.det:
        return None
    if head.word in lexicon.duals or m.s.tokens[m.i].text.endswith("َين"):  # a written fatha tells the dual
        return 2, 2
    if head.word in lexicon.single or head.word.removesuffix("ا") in lexicon.single:
        return 1, 1
    return None


def join(scene: Scene, lexicon: Lexicon, previous: Draft | None) -> None:
    """Fold each killing or injury into the act of its sentence that caused it; mark the folded ones as blocked."""
    drafts = scene.drafts
    harms = [d for d in drafts if d.frame.harm and d.type == "killing" and not d.blocked]
    # Injuries join the deaths of their sentence first.
    deaths = [d for d in harms if d.frame.harm == "deaths"]
    for d in [h for h in harms if h.frame.harm == "injured"]:
        if any(_near(scene, d, x) for x in deaths):
            x = min((x for x in deaths), key=lambda x: abs(x.i - d.i))
            x.harms += d.harms
            x.injured = x.injured or d.injured
            x.agents = x.agents or d.agents
            x.when = x.when or d.when
            d.blocked = "joined to the deaths beside it"
        elif d.injured is None and not d.targets:
            d.blocked = "no one named as hurt"
    for d in harms:
        if d.frame.id == "toll":
            for x in drafts:
                if x.type == "clash" and d.j <= x.i <= d.j + 1:
                    x.blocked = x.blocked or "names what the toll is of"
        if d.blocked:
            continue
        if d.frame.id == "count" and any(
            x.frame.id == "toll" or (x is not d and abs(x.i - d.i) <= 3)
            for x in harms
            if x is not d and x.frame.id != "count"
        ):
            d.blocked = "counted by the word before it"
            continue
        cause = _cause(scene, d, lexicon)
        if (
            cause is None
            and previous is not None
            and _result_before(scene, d, lexicon)
            and previous.type in _CAUSES
            and not any(x.i < d.i and x.type in _CAUSES for x in drafts)
        ):
            cause = previous
        if cause is None:
            # Two harm words of one fact: سقط 31 قتيلا, قتل … سقوط.
            twin = next((x for x in harms if x is not d and not x.blocked and abs(x.i - d.i) <= 4 and x.i < d.i), None)
            if twin is not None and d.frame.harm == "deaths" and twin.frame.harm == "deaths":
                twin.deaths = twin.deaths or d.deaths
                twin.injured = twin.injured or d.injured
                d.blocked = f"one fact with {twin.rule}"
            continue
        if (
            d.agents
            and d.verb is not None
            and not d.passive
            and cause.i > d.i
            and not any(_shares(a, b) for a in d.agents for b in cause.agents)
            and cause.agents
        ):
            continue
        if (
            d.agents
            and d.verb is not None
            and not d.passive
            and cause.anaphor
            and not cause.agents
            and not cause.places
        ):
            cause.blocked = cause.blocked or "only where the killing happened"
            continue
        cause.harms += d.harms
        cause.deaths = cause.deaths or d.deaths
        cause.injured = cause.injured or d.injured
        if not cause.agents and d.agents and not d.passive:
            cause.agents = d.agents
        if not cause.targets:  # a site or an actor that was struck is the target; who died in it is counted
            cause.targets = [m for m in d.targets if m.kind != "place" and not _casualty_word(m)]
        if not cause.places:
            cause.places = [(m, "at") for m, _ in d.places]
        if cause.source is None and d.source is not None and cause.scene is d.scene:
            cause.source = d.source
        if cause.when is None:
            cause.when = d.when
        d.blocked = f"told by its cause, {cause.rule}"


def _casualty_word(m: Mention) -> bool:
    """31 قتيلا, 95 شهيدا: a count of casualties, no one that anything was done to by name."""
    return any(m.s.tokens[k].w.stem in WORDS["casualty_words"] for k in range(m.i, min(m.j, m.i + 5)))


def _shares(a: Mention, b: Mention) -> bool:
    return a is b or (a.actor is not None and b.actor is not None and a.actor.id == b.actor.id)


def _near(scene: Scene, a: Draft, b: Draft) -> bool:
    return abs(scene.clauses.of[a.i] - scene.clauses.of[b.i]) <= 1 or abs(a.i - b.i) <= 8


def _result_before(scene: Scene, d: Draft, lexicon: Lexicon) -> bool:
    return any(
        t.w.word in lexicon.speech["result"] or t.w.norm in lexicon.speech["result"]
        for t in scene.s.tokens[max(0, d.i - 6) : d.i]
    )


def _cause(scene: Scene, d: Draft, lexicon: Lexicon) -> Draft | None:
    tokens = scene.s.tokens
    causes = [
        x
        for x in scene.drafts
        if (
            x.type in _CAUSES
            or (x.type in _DURING and x.i > d.i and x.agents and tokens[x.i - 1].w.norm in WORDS["during"])
        )
        and x is not d
        and not x.blocked
        and x.modality == d.modality
    ]
    if tokens[d.i + 1 : d.i + 2] and tokens[d.i + 1].w.norm in WORDS["because_of_it"]:
        told = [x for x in causes if x.i < d.i]  # أصاب صاروخ مسجدا وسقط جراءه خمسة
        if told:
            return told[-1]
    before = [x for x in causes if x.i < d.i]
    if any(not x.anaphor for x in before):
        before = [x for x in before if not x.anaphor or x.agents or x.places]
    for x in reversed(before):
        gap = tokens[x.j : d.j]  # with the word of harm itself, which may tell the result: أودى بحياة
        led = scene.clauses.of[x.i] == d.clause and any(
            t.w.word in lexicon.speech["result"] or t.w.norm in lexicon.speech["result"]
            for t in tokens[max(0, x.i - 3) : x.i]
        )
        if (
            led
            or any(t.w.norm in lexicon.speech["result"] or t.w.word in lexicon.speech["result"] for t in gap)
            or tokens[d.i].w.conj == "ف"
        ):
            return x
        if (
            d.verb is None
            and d.i
            and tokens[d.i].w.conj == "و"
            and scene.clauses.of[x.i] == d.clause
            and x.type in ("suicide_bombing", "bombing")
        ):
            return x
    if d.frame.id == "toll":
        named = next((x for x in causes if d.j <= x.i <= d.j + 2), None)
        if named is not None and named.type != "clash":
            return named  # عدد قتلى الغارة: the strike that the toll is of
    after = [x for x in causes if x.i > d.i]
    if d.frame.id == "claim_lives":  # أودى القصف بحياة خمسة: the act is its subject
        subject = next((x for x in after if x.verb is None and x.i - d.i <= 2), None)
        if subject is not None:
            return subject
    for x in after:
        gap = tokens[d.j : x.i + 1]
        if x.anaphor and any(t.w.norm in WORDS["perpetrators"] for t in gap):
            x.blocked = x.blocked or "only what the harmed had done before"
            continue
        if any(t.mark and t.text in ":؛" for t in gap) or any(t.w.norm in WORDS["turns"] for t in gap):
            break
        link = [
            t
            for t in gap
            if not t.mark
            and (t.w.norm in lexicon.speech["cause"] or t.w.word in lexicon.speech["cause"] or t.w.prep == "ب")
        ]
        verbs = [t for t in gap[:-1] if t.w.verbs and t.w.conj and not any(u.frame and u.frame.harm for u in t.w.verbs)]
        if link and not verbs:
            return x
    return None
