"""Named signs: what the grammar and the lexicon know of a word, a mention, and of a mention beside an event's word.

A sign is a short readable name (`noun of airstrike`, `behind على`, `2 clauses on`). Signs decide nothing: weights over them do
(`reader.py`), and `marsad explain` shows them. Those of a written word are the same wherever it stands, so they are made once a
spelling; those of a mention and of its place beside an event are made anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..lexicon.word import Frame, Word
from .mention import Mention, is_armed, is_people
from .page import Page, Spot
from .scene import Scene
from .tokens import Token

_CLASSES_WITHIN = 4  # tokens
_HARM_BEFORE, _HARM_BEHIND = 3, 2  # tokens from a mention in which it may be said to have died or been hurt
_DIGITS = re.compile(r"\d+")
_FLAGS = (
    "site",
    "office",
    "title",
    "source",
    "area",
    "direction",
    "stop",
    "number",
    "time",
    "break_",
    "names",
    "counted",
    "war",
    "starts",
    "demonym",
    "place_type",
)
# What each of the lexicon's small words is said to be by the lists that it stands in.
_LISTED: dict[str, list[str]] = {}
for _name, _words in WORDS.items():
    for _word in _words:
        _LISTED.setdefault(_word, []).append("list " + _name)
_SENTENCES = tuple(f"sentence {n}" for n in range(5))  # the last is any further on
_ENDINGS = ("ات", "ون", "ين", "وا", "ان", "تا", "يه", "ه", "ت", "ي", "ا")


def key(stem: str) -> str:
    """A stem as the word vectors know it: numbers by their length.

    >>> key("1200")
    '####'
    """
    return _DIGITS.sub(lambda m: "#" * min(4, len(m[0])), stem)


def skeleton(stem: str) -> str:
    """What forms of one word share in writing: no plural or feminine ending, no ي of the present, no long vowels inside.

    >>> skeleton("اشتباكات") == skeleton("اشتبك")
    True
    """
    word = key(stem)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if word.startswith("سي") and len(word) > 4:
        word = word[2:]
    elif word.startswith("ي") and len(word) > 3:
        word = word[1:]
    inner = "".join(c for c in word if c not in "اوي")
    return inner if len(inner) >= 2 else word


def of_word(w: Word, text: str, mark: bool) -> tuple[str, ...]:
    """The signs of a written word, whatever stands around it."""
    if mark:
        return ("mark " + text[:1],)
    out = {f"starts with {w.word[:1]}", f"ends in {w.norm[-1:]}", f"ends in {w.norm[-2:]}", f"{min(9, len(w.stem))} letters"}
    for name, value in (("conjunction", w.conj), ("joined", w.prep), ("pronoun", w.pron)):
        if value:
            out.add(f"{name} {value}")
    if w.det:
        out.add("article")
    if w.pron_verb:
        out.add("verb's pronoun")
    if w.fut:
        out.add("future")
    out.update(flag for flag in _FLAGS if getattr(w, flag))
    if w.head:
        out.add("head " + w.head)
    if w.victim:
        out.add("victim " + w.victim)
    out.update("topic " + topic for topic in w.topics)
    for form in (w.norm, w.word, w.stem):
        out.update(_LISTED.get(form, ()))
    out.update(_of_verbs(w))
    out.update(_of_nouns(w))
    if w.norm[:1].isdigit():
        out.add("digits")
    elif w.norm.isascii():
        out.add("latin")
    if w.stop or w.break_:
        out.add("word " + w.norm)
    return tuple(sorted(out))


def _of_verbs(w: Word) -> Iterator[str]:
    for use in w.verbs:
        yield "verb" if use.use == "frame" else "verb to " + use.use
        yield f"tense {use.form.tense}"
        yield f"number {use.form.number}"
        if use.form.passive:
            yield "passive"
        if use.frame is not None:
            yield "verb of " + use.frame.type
            yield "frame " + use.frame.id
            if (use.frame.with_words or use.frame.with_for) and use.lemma not in use.frame.free:
                yield "needs its word"


def _of_nouns(w: Word) -> Iterator[str]:
    for use in w.nouns:
        yield "noun of " + use.frame.type
        yield "frame " + use.frame.id
        if use.part:
            yield "participle"
        if use.frame.of_words or use.frame.with_modifier:
            yield "needs its word"
        if use.frame.weak_noun:
            yield "weak noun"


def of_place_in_text(scene: Scene, t: Token) -> tuple[str, ...]:
    """Where a token stands: headline, first sentences, relative clause, quotation."""
    return (of_sentence(scene), *of_place_in_sentence(scene).get(t.i, ()))


def of_sentence(scene: Scene) -> str:
    """The sign that all tokens of a sentence have."""
    return "headline" if scene.s.title else _SENTENCES[min(4, scene.s.index)]


def of_place_in_sentence(scene: Scene) -> dict[int, tuple[str, ...]]:
    """The signs of the few tokens that open a sentence, a clause or a quotation, or close one."""
    clauses, tokens = scene.clauses, scene.s.tokens
    some = {*range(min(3, len(tokens))), *clauses.relative, *clauses.that, *(t.i for t in tokens if t.opens or t.closes)}
    return {i: _at(i in clauses.relative, i in clauses.that, tokens[i].opens, tokens[i].closes, min(3, i)) for i in some}


@lru_cache(1 << 7)
def _at(relative: bool, that: bool, opens: bool, closes: bool, i: int) -> tuple[str, ...]:
    """The signs of a place in a sentence; the last of `i` is any word further on."""
    out: list[str] = []
    if relative:
        out.append("opens a relative clause")
    if that:
        out.append("opens a reported clause")
    if opens:
        out.append("opens a quotation")
    if closes:
        out.append("closes a quotation")
    if i < 3:
        out.append(f"word {i} of its sentence")
    return tuple(out)


def of_cues(scene: Scene, lexicon: Lexicon) -> dict[int, list[str]]:
    """The words of condition, intention, doubt and denial in a sentence, and the tokens behind them in their clause."""
    out: dict[int, list[str]] = {}
    tokens, of = scene.s.tokens, scene.clauses.of
    for t in [t for t in tokens if t.w.cue and not t.mark]:
        found = lexicon.cues.match(scene.s.norms, t.i, t.w.norm) or lexicon.cues.match(scene.s.norms, t.i, t.w.word)
        if found:
            out.setdefault(t.i, []).append("cue " + found[1])
            for k in range(found[0], min(found[0] + 12, len(tokens))):
                if of[k] - of[t.i] in (0, 1):
                    out.setdefault(k, []).append("behind a cue " + found[1])
    for t in tokens:
        if t.w.according and not t.mark:
            out.setdefault(t.i, []).append("according")
    return out


def of_frames(scene: Scene) -> dict[int, list[str]]:
    """What the words around an event's word say of its frames: the word that a frame asks for, one that makes it another type."""
    out: dict[int, list[str]] = {}
    for t in [t for t in scene.s.tokens if t.w.asks and not t.mark]:
        around = _around(scene, t.i)
        told = {name for use in t.w.uses if use.frame is not None for name in _of_frame(use.frame, use.lemma, around)}
        if told:
            out[t.i] = sorted(told)
    return out


def _around(scene: Scene, i: int) -> tuple[set[str], set[str], set[str]]:
    """(stems right behind a token, stems somewhat behind, classes of the mentions around)."""
    tokens = scene.s.tokens
    behind = [t for t in tokens[i + 1 : i + 8] if not t.mark]
    near = {w for t in behind[:2] for w in (t.w.stem, t.w.norm)}
    far = {w for t in behind for w in (t.w.stem, t.w.norm)}
    return near, far, {m.cls for m in scene.mentions if m.cls and abs(m.i - i) <= _CLASSES_WITHIN}


def _of_frame(frame: Frame, lemma: str, around: tuple[set[str], set[str], set[str]]) -> Iterator[str]:
    near, far, classes = around
    asked = frame.with_for.get(lemma) or frame.with_words or frame.with_modifier
    if asked and asked & far:
        yield "its word stands behind"
    asked = frame.of_for.get(lemma) or frame.of_words
    if asked and asked & near:
        yield "its word stands right behind"
    if frame.not_object and frame.not_object & far:
        yield "its object is not of war"
    if frame.voice:
        yield "frame voice " + frame.voice
    if frame.harm:
        yield "frame harm " + frame.harm
    for other in frame.refine:
        if other.words & far or (other.agent and other.agent in classes):
            yield "made " + other.type


def of_mention(m: Mention) -> tuple[str, ...]:
    """The signs of a mention, wherever the event stands."""
    tokens, i, j = m.s.tokens, m.i, m.j
    return _of_mention(
        m.kind,
        m.cls,
        m.prep,
        m.coord,
        min(3, m.count.min) if m.count is not None else None,
        m.actor.kind if m.actor is not None else None,
        m.place.precision if m.place is not None else None,
        m.when.precision if m.when is not None else None,
        *(_harm_around(tokens, i, j) if m.s.harms else ("", "")),
        tokens[i].w.says if j == i + 1 else tuple([name for t in tokens[i:j] for name in t.w.says]),
    )


@lru_cache(1 << 13)
def _of_mention(
    kind: str,
    cls: str,
    prep: str,
    coord: bool,
    count: int | None,
    actor: str | None,
    place: str | None,
    time: str | None,
    before: str,
    behind: str,
    says: tuple[str, ...],
) -> tuple[str, ...]:
    """The signs of a mention by all that makes them; most mentions of an article are like some of another."""
    out = [kind, f"{kind} {cls}", "behind " + (prep or "nothing")]
    if is_armed(kind, cls, actor):
        out.append("armed")
    if is_people(kind, cls):
        out.append("people")
    if coord:
        out.append("joined to the one before")
    if count is not None:
        out.append(f"counted {count}")
    if actor is not None:
        out += ["named", "actor " + actor]
    if place is not None:
        out.append("place " + place)
    if time is not None:
        out.append("time " + time)
    if before:
        out.append("behind a word of " + before)
    if behind:
        out.append("before a word of " + behind)
    out += ["says " + name for name in says]
    return tuple(dict.fromkeys(out))


def _harm_around(tokens: list[Token], i: int, j: int) -> tuple[str, str]:
    """What the words of dying or of being hurt (deaths, injured) that stand nearest before and behind tokens [i, j) tell of the mention
    there: إصابة 7 مدنيين، 5 مدنيين قتلوا."""
    before = behind = ""
    for t in reversed(tokens[max(0, i - _HARM_BEFORE) : i]):
        if t.w.harm and not t.mark:
            before = t.w.harm
            break
    for t in tokens[j : j + _HARM_BEHIND]:
        if t.w.harm and t.w.verbs and not t.w.conj and not t.mark:
            behind = t.w.harm
            break
    return before, behind


def _by_frame(frame: Frame | None, m: Mention, after: bool, steps: int) -> list[str]:
    """What the lexicon says of a mention governed as this one is: قصف على X, the object of a verb, the genitive of a noun."""
    if frame is None:
        return []
    if m.prep and m.prep in frame.prep:
        return ["the frame's " + frame.prep[m.prep]]
    if after and not m.prep:
        return [f"object would be {frame.object}", *([f"genitive would be {frame.genitive}"] if steps <= GENITIVE_WITHIN else [])]
    return []


# How far a sign of a pair counts; what is more counts as the last.
STEPS = tuple(min(9, round(math.log2(n + 1) * 2)) for n in range(64))  # by tokens from the event's word to the mention
CLAUSES, AWAY, SPOKEN = range(-3, 4), range(-4, 4), range(-3, 1)  # clauses on; sentences on; sentences on, for who spoke last
BETWEEN, TOLD = range(4), range(5)  # verbs or mentions of the kind between; how often a mention's name stands in the article
GENITIVE_WITHIN = 2  # tokens from a noun to what may be its genitive


def beside(page: Page, k: int, spot: Spot) -> list[str]:
    """The signs of a mention beside the event's word, token k of the page: how far, in which clause, what stands between."""
    m, apart = spot.m, spot.scene - page.scene_of[k]
    after = spot.i > k
    steps = spot.i - k if after else k - spot.j + 1 if spot.j <= k else 0
    side = "behind" if after else "before"
    out = [f"{side} by {STEPS[min(steps, len(STEPS) - 1)]}" if steps else "the word itself"]
    if apart == 0:
        clauses = _in(page.clause[spot.i] - page.clause[k], CLAUSES)
        low, high = (k + 1, spot.i) if after else (spot.j, k)
        verbs = _in(page.verbs_before[max(low, high)] - page.verbs_before[low], BETWEEN)
        kin = page.before.get(m.kind)
        if kin is not None:
            out.append(f"{_in(kin[max(low, high)] - kin[low], BETWEEN)} more {m.kind} between, {side}")
        out += _by_frame(page.frames[k], m, after, steps)
        out += _here(m.kind, m.prep, clauses, verbs, side)
    else:
        out += _elsewhere(m.kind, _in(apart, AWAY))
    last, next_ = page.speakers_around(k)
    if spot is last:
        out += ["the last to speak", f"the last to speak, {_in(apart, SPOKEN)} sentences on"]
    elif spot is next_:
        out.append("the next to speak")
    out.append(f"told {_in(spot.times, TOLD)} times")
    if spot.first:
        out.append("its first place")
    if m.s.title:
        out.append("stands in the headline")
    return out


def _in(n: int, span: range) -> int:
    return max(span[0], min(span[-1], n))


@lru_cache(1 << 13)
def _here(kind: str, prep: str, clauses: int, verbs: int, side: str) -> tuple[str, ...]:
    """The signs of a mention in the event's own sentence; the same few thousand come again and again."""
    return (
        f"{clauses} clauses on",
        f"{kind} {clauses} clauses on",
        f"{verbs} verbs between, {side}",
        f"{prep or 'nothing'} governs it, {side}",
        f"{kind} here",
    )


@lru_cache(1 << 8)
def _elsewhere(kind: str, away: int) -> tuple[str, ...]:
    """The signs of a mention in another sentence."""
    return (f"{away} sentences on", f"{kind} {away} sentences on", f"{kind} elsewhere")
