"""Who says so: reporting verbs and phrases with their scope over clauses, quotations and the sentences after."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .draft import Draft, Governor, Scene
from .lending import OWN
from .mention import Mention

_SAY = frozenset(("say", "announce", "deny", "doubt"))


class Credit:
    """A source and the tokens [first, last) that it covers. `use` says how: say, announce, deny, doubt."""

    __slots__ = ("first", "last", "source", "use")

    def __init__(self, source: Mention | None, first: int, last: int, use: str):
        self.source, self.first, self.last, self.use = source, first, last, use


def attribute(scene: Scene, lexicon: Lexicon, previous: Mention | None) -> Mention | None:
    """Set the source of each draft; `previous` is the speaker that "وأضاف" continues. Returns the speaker to continue."""
    credits = _credits(scene, lexicon, previous)
    scene.speech = credits
    speaker = None
    for c in credits:
        if c.use in _SAY and c.source is not None:
            speaker = c.source
    for d in scene.drafts:
        covering = [c for c in credits if c.first <= d.i < c.last]
        covering = [c for c in covering if c.source is not None] or covering
        if not covering:
            continue
        # The nearest credit: the narrowest scope, the last to open.
        c = min(covering, key=lambda c: (c.last - c.first, -c.first))
        if _background(scene, d, c):
            continue
        outer = next((x for x in covering if x.use == "according" and x.source is not c.source), None)
        if outer is not None and c.use == "announce" and c.source is not None and c.source in d.agents:
            c = outer  # who reports the announcement stands behind it
        d.source = c.source
        others = sorted((x for x in covering if x is not c), key=lambda x: (x.last - x.first, -x.first))
        d.via = _relays(scene, c.source, [x.source for x in others if x.source is not None])
        turned = any(t.w.norm in WORDS["turns"] for t in scene.s.tokens[c.first : d.i])
        if c.use == "deny" and not turned:
            d.modality = "denied"
        elif c.use == "doubt" and not turned:
            d.modality = "possible"
        if (
            c.source is not None
            and not d.agents
            and not d.repelled
            and c.use in ("announce", "claim")
            and c.source.armed
            and d.verb is None
            and d.type in OWN
            and d.type != "killing"
            and not (d.i and scene.s.norms[d.i - 1] in WORDS["circumstance"])
        ):
            d.agents = [c.source]
    return speaker or previous


def _relays(scene: Scene, source: Mention | None, outer: list[Mention]) -> list[Mention]:
    """Those through whom the text has what `source` says, nearest first: an outlet told by it, the credits around it."""
    out: list[Mention] = []
    if source is not None and source.s is scene.s:
        told = next(
            (
                m
                for m in scene.mentions
                if m.kind == "source" and m.cls == "outlet" and m.prep == "ل" and 0 <= m.i - source.j <= 2
            ),
            None,
        )
        relayer = next(
            (
                g
                for g in scene.governors
                if g.form.tense and scene.s.norms[g.i].removeprefix("و") in WORDS["relays"] and g.i < source.i
            ),
            None,
        )
        out += [told] if told is not None else []
        if relayer is not None and source.prep == "عن":
            out += [m for m in relayer.subject if m is not source][:1]
    out += outer
    seen = {source and (source.start, source.actor and source.actor.id)}
    kept = []
    for m in out:
        key = (m.start, m.actor and m.actor.id)
        if key not in seen and not (
            source is not None and m.actor is not None and source.actor is not None and m.actor.id == source.actor.id
        ):
            seen.add(key)
            kept.append(m)
    return kept


def _background(scene: Scene, d: Draft, c: Credit) -> bool:
    """What a relative clause or "وكان … قد" tells of an earlier day is the outlet's own background, not what was said."""
    if d.verb is None or d.verb.tense != "past" or c.use == "according":
        return False
    clause = d.clause
    dated = any(
        m.kind == "time"
        and m.when is not None
        and scene.clauses.of[m.i] == clause
        and m.when.precision in ("month", "year", "interval")
        for m in scene.mentions
    )
    opener = next((k for k, n in enumerate(scene.clauses.of) if n == clause), d.i)
    relative = opener in scene.clauses.relative
    was = scene.s.norms[max(0, d.i - 6) : d.i]
    return (relative and dated and c.first <= opener) or (
        any(n.removeprefix("و") in WORDS["was"] for n in was) and "قد" in was
    )


def _end_of_content(scene: Scene, start: int, governors: list[Governor]) -> int:
    """Where reported content stops: at the next reporting verb that opens a clause of its own."""
    tokens = scene.s.tokens
    for g in governors:
        if (
            g.i > start
            and g.uses & _SAY
            and tokens[g.i].w.conj in ("و", "")
            and (tokens[g.i].w.conj or tokens[g.i - 1].mark or tokens[g.i - 1].w.norm in WORDS["turns_of_speech"])
        ):
            return g.i
    for k in range(start + 1, len(tokens)):
        if tokens[k].w.norm in WORDS["ends_of_speech"] and k - start > 6:
            return k
    return len(tokens)


def _credits(scene: Scene, lexicon: Lexicon, previous: Mention | None) -> list[Credit]:
    tokens = scene.s.tokens
    out: list[Credit] = []
    governors = sorted(scene.governors, key=lambda g: g.i)
    # 18:40 مصدر في القيادة للسومرية: … and "قناة X: …": a speaker, a colon, the content.
    colon = next((t.i for t in tokens[:18] if t.mark and t.text == ":"), None)
    if (
        colon is not None
        and not any(g.uses & _SAY for g in governors if g.i < colon)
        and not any(d.i < colon for d in scene.drafts)
    ):
        head = [m for m in scene.mentions if m.j <= colon and m.kind in ("source", "person", "actor") and not m.prep]
        if head:
            out.append(Credit(head[0], colon + 1, len(tokens), "say"))
    for g in governors:
        use = next((u for u in ("deny", "doubt", "announce", "say") if u in g.uses), None)
        if use is None:
            continue
        if g.i and scene.s.norms[g.i - 1].removeprefix("و") in WORDS["not_past"]:
            # لم تعلن الجماعة تنفيذ هجوم: nothing is said of it
            clause = scene.clauses.of[g.i]
            for d in scene.drafts:
                if d.i > g.i and d.clause in (clause, clause + 1) and not d.blocked:
                    d.blocked = "not said"
            continue
        # "حسبما أفاد X" is a phrase of its own, read below.
        if g.i and any(
            lexicon.according.match(scene.s.norms, k, tokens[k].w.word)
            and lexicon.according.match(scene.s.norms, k, tokens[k].w.word)[0] > g.i
            for k in range(max(0, g.i - 3), g.i)
        ):  # type: ignore[index]
            continue
        source = _speaker(scene, g, previous)
        if use == "doubt" and tokens[g.i].w.verbs[0].form.passive:
            source = None
        if source is not None and source.kind in ("group",) and not source.armed and source.cls not in ("civilians",):
            continue
        first = g.i + 1
        out.append(Credit(source, first, _end_of_content(scene, g.i, governors), use))
    for d in scene.drafts:
        if d.verb is not None and d.type in ("accusation", "threat", "demand") and d.agents:
            out.append(Credit(d.agents[0], d.i + 1, _end_of_content(scene, d.i, governors), "say"))
    for t in tokens:
        w = t.w
        if w.norm in lexicon.speech["pseudo"] or w.word in lexicon.speech["pseudo"]:
            main = next((c.source for c in reversed(out) if c.source is not None and c.first <= t.i), None)
            if main is None:
                subjects = [d.agents for d in scene.drafts if d.i < t.i and d.agents]
                main = subjects[-1][0] if subjects else previous if t.i < 3 else None
            if main is not None:
                use = "deny" if w.norm in lexicon.speech["pseudo_deny"] else "say"
                out.append(Credit(main, t.i + 1, _end_of_content(scene, t.i, governors), use))
    starts = lexicon.according.longest
    for t in tokens:
        if t.w.norm not in starts and t.w.word not in starts:
            continue
        found = lexicon.according.match(scene.s.norms, t.i, t.w.norm) or (
            t.w.conj and lexicon.according.match(scene.s.norms, t.i, t.w.word)
        )
        if not found or scene.mention_at(t.i) is not None:
            continue
        if t.w.norm == "عن" and not (t.i and scene.s.norms[t.i - 1].endswith(("نقلا", "ونقلت", "نقلت", "ونقل", "نقل"))):
            continue
        said = _past_saying(scene, found[0])
        source = next(
            (m for m in scene.mentions if said <= m.i <= said + 2 and m.kind in ("source", "person", "actor", "group")),
            None,
        )
        if source is None and t.w.norm == "عن":
            continue
        if source is None:
            continue
        if t.w.norm == "عن" or t.w.norm == "نقلا":
            out.append(Credit(source, source.j, len(tokens), "say"))
            if t.w.norm == "عن":
                continue
        back = max((c.first for c in out if c.use in _SAY and c.first < t.i), default=0)
        start = max(back if _closed(scene, back, t.i) else 0, 0)
        out.append(Credit(source, start, t.i + 1, "according"))
        # A result clause before its own credit: ما أسفر وفق الجماعة عن مقتل …
        if (
            t.i + 1 < len(tokens)
            and source.j < len(tokens)
            and not tokens[source.j].mark
            and t.i
            and not tokens[t.i - 1].mark
        ):
            clause = scene.clauses.of[t.i]
            last = next((k for k in range(source.j, len(tokens)) if scene.clauses.of[k] > clause + 1), len(tokens))
            if any(source.j <= d.i < last for d in scene.drafts) and t.i < 4:
                out.append(Credit(source, source.j, last, "according"))
        elif t.i < 3:
            out.append(Credit(source, source.j, len(tokens), "according"))
    # تقارير عن X: reports that make what follows possible.
    for m in scene.mentions:
        if (
            m.kind == "source"
            and tokens[m.i].w.word in WORDS["reports"]
            and m.j < len(tokens)
            and tokens[m.j].w.norm in WORDS["report_openers"]
        ):
            clause = scene.clauses.of[m.i]
            last = next((k for k in range(m.j, len(tokens)) if scene.clauses.of[k] > clause), len(tokens))
            out.append(Credit(m, m.j, last, "doubt"))
    return out


def _past_saying(scene: Scene, k: int) -> int:
    """Past the words of saying behind وفق: ما أفادت به اليوم → the token where who said it may stand."""
    tokens = scene.s.tokens
    for t in tokens[k : k + 7]:
        m = scene.mention_at(t.i)
        if t.mark or not (
            t.w.norm in WORDS["saying_links"]
            or any(u.use in _SAY for u in t.w.verbs)
            or (m is not None and m.kind == "time")
        ):
            return t.i
    return k


def _closed(scene: Scene, start: int, at: int) -> bool:
    """Whether a comma parts the content that began at `start` from a credit at `at`; the credit covers its own clause."""
    return (
        False
        if start == 0
        else scene.clauses.of[start] != scene.clauses.of[at] and any(t.mark for t in scene.s.tokens[start:at]) is False
    )


def _speaker(scene: Scene, g: Governor, previous: Mention | None) -> Mention | None:
    tokens = scene.s.tokens
    subject = [
        m for m in g.subject if m.kind in ("source", "person", "actor") or m.cls in ("civilians", "group", "state")
    ]
    after = [m for m in scene.mentions if m.i > g.i and m.i - g.i <= 2]
    if tokens[g.i].w.verbs and tokens[g.i].w.norm.removeprefix("و") in WORDS["relays"]:
        origin = next(
            (
                m
                for m in scene.mentions
                if m.i > g.i and m.prep == "عن" and m.kind in ("source", "person", "actor", "group") and m.i - g.i < 10
            ),
            None,
        )
        if origin:
            return origin
    if subject:
        first = subject[0]
        # A pronoun subject ("وأضاف أن") was inherited from the sentence itself; the speaker goes on from before.
        if first.s is scene.s and (
            first.i > g.i or scene.clauses.of[first.i] == scene.clauses.of[g.i] or first.kind in ("person", "source")
        ):
            return first
        if first.s is not scene.s and previous is not None:
            return previous
        return first
    if after and after[0].kind == "place" and not after[0].prep and after[0].cls == "":
        return after[0]
    return previous if tokens[g.i].w.conj or g.i == 0 else None


def source_of_control(scene: Scene, at: int) -> Mention | None:
    """The source that covers token `at`, for control statements."""
    covering = [c for c in scene.speech if c.first <= at < c.last]
    return min(covering, key=lambda c: (c.last - c.first, -c.first)).source if covering else None
