"""Which words of a sentence tell an event, and by which frame; which verbs only lend their subject."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.compile import NounUse, VerbUse
from ..lexicon.grammar import WORDS
from .draft import Draft, Governor, Scene

_LENDING = ("acts", "announce", "aux", "light", "plan", "occur", "say", "deny", "doubt", "claim", "undergo")
STRIKES = frozenset(("airstrike", "shelling", "bombing", "suicide_bombing", "armed_attack"))
_REACH = 6  # tokens within which a verb's telling object stands: أطلق المسلحون في المدينة النار


def find(scene: Scene, lexicon: Lexicon) -> None:
    """Fill `scene.drafts` and `scene.governors`."""
    tokens = scene.s.tokens
    inside = {
        k
        for m in scene.mentions
        for k in range(m.i, m.j)
        if m.kind in ("actor", "person", "place", "source", "time") or k > m.i
    }
    taken: set[int] = set()
    for t in tokens:
        w = t.w
        if t.mark or t.i in taken or w.norm in WORDS["never_verbs"]:
            continue
        if _adverb(scene, t.i) or (w.norm in WORDS["prepositions"] and not w.conj and t.i and not tokens[t.i - 1].mark):
            continue  # عبر الحدود: across, not crossed
        if w.verbs and not w.det and not w.prep and t.i not in inside and not (w.nouns and _is_noun(scene, t.i)):
            _verb(scene, t.i, lexicon, taken)
            continue
        if w.nouns and (t.i not in inside or w.counted):
            _noun(scene, t.i, lexicon)


def _adverb(scene: Scene, i: int) -> bool:
    """رفضا لـ, احتجاجا على: an accusative that looks like a dual verb, with no two before it."""
    w = scene.s.tokens[i].w
    if not w.verbs or w.conj or any(v.form.number != "d" or v.form.tense != "past" for v in w.verbs) or w.nouns:
        return False
    before = scene.s.tokens[i - 1] if i else None
    return before is not None and not before.text.endswith(("ان", "ين")) and scene.mention_at(i - 1) is None


def _is_noun(scene: Scene, i: int) -> bool:
    """Whether a form that is both a verb's and an event noun's (قصف, تقدم, قتل) is the noun here."""
    tokens = scene.s.tokens
    before = tokens[i - 1] if i else None
    after = tokens[i + 1].w if i + 1 < len(tokens) and not tokens[i + 1].mark else None
    w = tokens[i].w
    if w.verbs[0].form.number == "d" and w.norm.endswith("ا"):
        return True  # قصفا is far more often the accusative noun than a dual verb
    if any(v.form.number != "s" or (v.form.tense == "past" and w.norm.endswith("ت")) for v in w.verbs):
        return False
    if after is not None and not after.det and (after.demonym or after.norm in WORDS["bare_adjectives"]):
        return True
    if before is None or before.mark:
        # A headline or clause that opens with the form: a noun where a preposition follows.
        return after is not None and (after.norm in ("علي", "في", "من", "بين", "ضد") or bool(after.prep))
    b = before.w
    clause = scene.clauses.of[i]
    if not w.conj and any(
        x.w.verbs and not x.w.det and any(u.use in ("announce", "aux", "light", "plan", "deny") for u in x.w.verbs)
        for x in tokens[:i]
        if scene.clauses.of[x.i] == clause and scene.mention_at(x.i) is None
    ):
        return True
    if b.norm in WORDS["before_a_verb"]:
        return False
    if b.stop and b.norm not in WORDS["was"]:
        return True
    if w.conj:
        last = scene.drafts[-1] if scene.drafts else None  # مقتل عشرين وأسر سبعة: nouns joined to a noun
        joined = last is not None and last.verb is None and last.clause == clause and i - last.j <= 7
        return joined or (bool(b.nouns) and not b.verbs)
    if b.verbs and not b.det:
        return True
    return bool(b.nouns) or (
        b.direction is False and b.det is False and before.i not in {m.j - 1 for m in scene.mentions} and not b.stop
    )


def _following(scene: Scene, i: int, reach: int = _REACH) -> list[int]:
    """Tokens after i within reach, up to a clause mark or another verb."""
    out = []
    steps = 0
    for t in scene.s.tokens[i + 1 : i + 1 + 3 * reach]:
        if t.mark and t.text in ":؛":
            break
        if not t.mark:
            if t.w.verbs and t.w.conj and not t.w.nouns and not t.w.victim:
                break
            out.append(t.i)
            m = scene.mention_at(t.i)
            steps += m is None or m.i == t.i  # a name of many words is one step
        if steps >= reach:
            break
    return out


def _has(scene: Scene, at: list[int], words: frozenset[str]) -> bool:
    return any(
        scene.s.tokens[k].w.stem in words
        or scene.s.tokens[k].w.word in words
        or scene.s.tokens[k].w.norm in words
        or (scene.s.tokens[k].w.stem.endswith("ا") and scene.s.tokens[k].w.stem[:-1] in words)  # tanwin
        for k in at
    )


def _verb_fits(scene: Scene, i: int, use: VerbUse) -> int:
    """0 where the frame does not fit, 1 where it needs nothing more, 2 where its telling word is there."""
    frame = use.frame
    assert frame is not None
    if frame.demonstrators_only and not any(m.cls == "demonstrators" for m in scene.mentions):
        return 0
    if frame.aircraft_only and not any(m.cls == "aircraft" and abs(m.i - i) <= 4 for m in scene.mentions):
        return 0
    at = _following(scene, i)
    needed = frame.with_for.get(use.lemma)
    if needed is not None:
        return 2 if not needed or _has(scene, at, needed) else 0
    if not frame.with_words or use.lemma in frame.free:
        return 1
    if _has(scene, at, frame.with_words):
        return 2
    if frame.with_place and any(m.kind == "place" and i < m.i <= i + 3 and not m.prep for m in scene.mentions):
        return 2
    if "with_subject" in frame.needs:
        return 0
    # The telling noun may be the subject before the verb: قذائف سقطت, سيارة مفخخة انفجرت.
    before = [
        t.i for t in scene.s.tokens[max(0, i - 5) : i] if not t.mark and scene.clauses.of[t.i] == scene.clauses.of[i]
    ]
    return 2 if _has(scene, before, frame.with_words) else 0


def _own_clause(scene: Scene, i: int) -> bool:
    """في هجوم …، استهدفت جماعة موقعا: the verb has its own doer and object behind it."""
    first = scene.starts.get(i + 1)
    if first is None or not first.armed or first.prep:
        return False
    return any(
        m.i == first.j and not m.coord and (not m.prep or (m.kind == "place" and not scene.s.tokens[m.i].w.prep))
        for m in scene.mentions
    )


def _free_noun(scene: Scene, i: int) -> bool:
    return bool(scene.s.tokens[i].w.nouns) and scene.mention_at(i) is None


def _verb(scene: Scene, i: int, lexicon: Lexicon, taken: set[int]) -> None:
    w = scene.s.tokens[i].w
    best: tuple[int, VerbUse] | None = None
    jussive = i > 0 and scene.s.norms[i - 1].removeprefix("و") in WORDS["before_jussive"]
    for use in w.verbs:
        if use.form.jussive and not jussive:
            continue  # تستعد is "prepares" unless لم stands before it
        if use.use == "frame":
            fits = _verb_fits(scene, i, use)
            if fits and (best is None or fits > best[0]):
                best = fits, use
    lend = next((u for u in w.verbs if u.use in _LENDING), None)
    # A light verb with an event noun behind it is light; without one it tells the event itself.
    light = lend is not None and lend.use in ("light", "occur")
    if best and light and best[0] < 2 and any(_free_noun(scene, k) for k in _following(scene, i)):
        best = None
    if (
        best
        and scene.drafts
        and best[1].lemma in WORDS["hitting_verbs"]
        and best[1].frame.id in ("assault_post", "hit")
    ):  # type: ignore[union-attr]
        noun = scene.drafts[-1]
        before = scene.s.tokens[i - 1]
        if (
            noun.verb is None
            and noun.type in STRIKES
            and (
                i - noun.j <= 3
                or (before.mark and before.text == "،" and i - noun.j <= 9)
                or any(g.pron and noun.i < g.i < i for g in scene.governors)  # قصف نفذته X استهدف Y
                or (
                    i - noun.j <= 10
                    and scene.clauses.of[i] == noun.clause
                    and not any(m.agentive and not m.prep and noun.j <= m.i < i for m in scene.mentions)
                )
            )
            and not _own_clause(scene, i)
            and (scene.starts.get(i + 1) is not None or (i - noun.j == 1 and i - 1 in scene.clauses.relative))
        ):
            scene.governors.append(
                Governor(i, {"hits"}, best[1].form, w.pron_verb)
            )  # غارة استهدفت X: X is the strike's target
            return
    if (
        best
        and w.pron_verb
        and scene.drafts
        and i - scene.drafts[-1].j <= 5
        and scene.drafts[-1].type in STRIKES
        and best[1].frame.type in STRIKES
    ):  # type: ignore[union-attr]
        # قذائف أطلقتها X, هجوم نفذه X: the verb only names who did what was just told.
        scene.governors.append(Governor(i, {"light"}, best[1].form, w.pron_verb))
        return
    if best:
        use = best[1]
        draft = Draft(scene, i, i + 1, use.frame, use.lemma, use.form)  # type: ignore[arg-type]
        draft.fut, draft.pron = w.fut, w.pron_verb
        scene.drafts.append(draft)
        if use.frame.with_words or use.frame.with_for:  # type: ignore[union-attr]
            words = use.frame.with_for.get(use.lemma) or use.frame.with_words  # type: ignore[union-attr]
            for k in _following(scene, i):
                t = scene.s.tokens[k]
                if t.w.stem in words and t.w.nouns:
                    taken.add(k)
                    break
        return
    if lend:
        uses = {u.use for u in w.verbs if u.use in _LENDING}
        if any(u.use == "occur" and u.lemma in WORDS["hitting_verbs"] for u in w.verbs):
            uses.add("hits")
        scene.governors.append(Governor(i, uses, lend.form, w.pron_verb, lend.lemma))


def _noun_fits(scene: Scene, i: int, use: NounUse) -> int:
    frame = use.frame
    tokens = scene.s.tokens
    after = [t.i for t in tokens[i + 1 : i + 4] if not t.mark]
    if len(after) > 2 and tokens[after[0]].w.number:
        after = after[1:]  # سقوط 40 من المدنيين
    if use.lemma == "counted":
        return 1 if any(m.i <= i < m.j and m.count for m in scene.mentions) else 0
    needed = frame.of_for.get(use.lemma)
    if needed is not None:
        return 2 if needed and _has(scene, after[:2], needed) else 0
    if frame.of_words and use.lemma not in frame.of_free:
        return 2 if _has(scene, after[:2], frame.of_words) else 0
    if frame.with_modifier:
        following = tokens[i + 1].w if i + 1 < len(tokens) and not tokens[i + 1].mark else None
        if (
            following is not None
            and following.nouns
            and all(n.frame.type not in ("capture", "offensive") and not n.part for n in following.nouns)
        ):
            return 0  # حملة مداهمات: the raids are the event
        if _has(scene, after, frame.with_modifier):
            return 2
        if frame.carried and any(
            "light" in g.uses and 0 < i - g.i <= 8 and scene.clauses.of[g.i] == scene.clauses.of[i]
            for g in scene.governors
        ):
            return 1  # شنت مقاتلات ضربات على مواقع: the verb makes it an act of war
        if use.lemma in WORDS["operations"] and any(
            n.frame.type in ("capture", "offensive") for k in after[:1] for n in tokens[k].w.nouns
        ):
            return 2
        return 0
    return 1


def _noun(scene: Scene, i: int, lexicon: Lexicon) -> None:
    best: tuple[int, NounUse] | None = None
    for use in scene.s.tokens[i].w.nouns:
        fits = _noun_fits(scene, i, use)
        if fits and (best is None or fits > best[0]):
            best = fits, use
    if best is None:
        return
    use = best[1]
    last = scene.drafts[-1] if scene.drafts else None
    if (
        last is not None
        and use.frame.type == "capture"
        and last.frame is use.frame
        and (
            i - last.j <= 2
            or (
                use.lemma in WORDS["control_noun"]
                and last.verb is not None
                and i - last.j <= 5
                and scene.clauses.of[i] == last.clause
            )
        )
        and scene.mention_at(i - 1) is None
    ):
        if i - last.j <= 2:
            last.j = i + 1  # استعادت السيطرة على X is one capture
        return
    if (
        scene.drafts
        and scene.drafts[-1].i == i - 1
        and scene.drafts[-1].verb is None
        and use.frame.type == "capture"
        and scene.drafts[-1].frame.id == "offensive"
    ):
        scene.drafts[-1].j = i + 1  # عملية استعادة X is one offensive, not a capture
        scene.drafts[-1].rule = "offensive/operation_to"
        return
    if last is not None and last.frame.id == "explosion" and last.j == i and use.frame.id in ("car_bomb", "device"):
        return  # انفجار سيارة مفخخة: one explosion
    draft = Draft(scene, i, i + 1, use.frame, use.lemma, None)
    draft.pron = scene.s.tokens[i].w.pron
    w = scene.s.tokens[i].w
    draft.anaphor = w.det
    scene.drafts.append(draft)
