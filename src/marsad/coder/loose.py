"""Noun phrases that no mention covers (سيارة، مطعم، علي العمري، الهجوم): they may still be whom or what an event is about."""

from __future__ import annotations

from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from ..lexicon.word import Word
from ..telling.words import adjective
from .ends import gathered
from .mention import Mention
from .persons import called_so
from .scene import Scene
from .tokens import Token

_LONGEST = 4  # tokens
_ADJECTIVE = ("ي", "يه", "يا", "يين", "يون")


def phrases(scene: Scene) -> list[Mention]:
    """The loose noun phrases of a sentence in order, as mentions of kind `phrase`."""
    tokens, j = scene.s.tokens, 0
    out: list[Mention] = []
    for i in [t.i for t in tokens if t.w.loose and not t.mark]:
        if i < j or not _noun(scene, tokens[i]):
            continue
        j = i + 1
        while j < len(tokens) and j - i < _LONGEST and _goes_on(scene, i, tokens[j]):
            j += 1
        m = Mention(scene.s, i, j, "phrase", "event" if tokens[i].w.nouns else "")
        before = tokens[i - 1] if i else None
        m.prep = tokens[i].w.prep or (before.w.word if before is not None and before.w.stop and not before.mark else "")
        out.append(m)
    return out


def nowhere(m: Mention) -> bool:
    """Whether a phrase that no gazetteer knows cannot be where something happened: a bare adjective, a verb, a head that says no place."""
    head = m.s.tokens[m.i]
    said = {head.w.word, head.w.stem, " ".join(t.w.word for t in m.s.tokens[m.i : m.j])}
    alone = m.j - m.i == 1 and (head.w.stem in WORDS["nowhere_alone"] or _acts(head) or adjective(head.w.word) is not None)
    return alone or bool(said & WORDS["nowhere"])


def _noun(scene: Scene, t: Token) -> bool:
    if (
        t.mark
        or not t.w.loose
        or t.w.word in words("owned_by")
        or t.w.stem in words("loyal")
        or scene.mention_at(t.i) is not None
        or gathered(scene.s, t.i)
        or _of_age(scene, t)
    ):
        return False
    return not (t.i and t.w.stem in WORDS["sides"] and scene.s.norms[t.i - 1] in WORDS["of"])  # بين فلان من جهة وفلان


def _of_age(scene: Scene, t: Token) -> bool:
    """Whether a word only tells how old somebody is: (12 عاما), في الخامسة من عمره."""
    tokens = scene.s.tokens
    if t.w.stem in words("ages"):
        return bool(t.i and tokens[t.i - 1].w.number) or bool(t.w.pron) or not WORDS["of"].isdisjoint(scene.s.norms[t.i - 1 : t.i])
    behind = tokens[t.i + 1 : t.i + 3]
    return bool(t.w.number) and t.w.det and len(behind) > 1 and behind[1].w.stem in words("ages") and bool(behind[1].w.pron)


def _goes_on(scene: Scene, i: int, t: Token) -> bool:
    """Whether token t goes on with the phrase whose head is token i."""
    head, before, w = scene.s.tokens[i].w, scene.s.tokens[t.i - 1], t.w
    if before.i == i and _construct(head) and w.det and scene.mention_at(t.i) is None:
        return not t.mark  # مثيرو الشغب
    if not w.det and ((_construct(head) and before.w.det) or _theirs(before)):
        return False
    if not t.mark and called_so(w) and called_so(before.w) and not (w.det or w.prep or w.conj):
        return scene.mention_at(t.i) is None  # خليل ياسر, though ياسر is spelled like a verb
    if t.text in WORDS["ali"] and called_so(before.w) and not t.mark:  # محمد علي حديد
        return any(not after.mark and not after.w.det and _noun(scene, after) for after in scene.s.tokens[t.i + 1 : t.i + 2])
    if not _noun(scene, t) or w.conj or w.prep or w.verbs or w.number or w.word in WORDS["adverbs"] or w.word in WORDS["his_words"]:
        return False
    if before.closes or t.opens or _acts(before) or _acts(t):
        return False
    if before.i == i and head.nouns:  # القصف العنيف is one thing, اعتقال الناشط are two
        alike = head.det or w.norm.endswith(_ADJECTIVE) or (head.norm.endswith("ا") and w.norm.endswith("ا"))
        return head.det == w.det and alike and not w.nouns
    return not w.nouns and not (before.w.det and w.det and head.det and w.title)


def _theirs(t: Token) -> bool:
    """Whether a noun has a pronoun behind it, which no noun without article goes on from: في صفوفها | محمد فوزي."""
    return bool(t.w.pron) or (len(t.w.word) > 5 and not t.w.names and t.text.endswith(tuple(WORDS["their_endings"])))


def _construct(w: Word) -> bool:
    """Whether the form of a word is the sound plural of people whose genitive follows: مثيرو, منظمو."""
    return len(w.word) > 4 and w.word[-1] == "و" and w.word[0] == "م" and not (w.det or w.verbs or w.names)


def _acts(t: Token) -> bool:
    """An unknown word in the shape of a verb: نظمت | فعاليات, انتقد | صالح, السوريون | يعانون."""
    w = t.w
    word = w.word
    if w.det or w.prep or w.names or w.demonym or w.victim or len(word) < 4 or called_so(w):
        return False
    if word.endswith(("ت", "وا")):
        return not word.endswith(("ات", "يت", "وت"))
    if word[0] == "ي":
        return not word.endswith(("ه", "ات", "ا"))
    # افتعل and استفعل: their verbal nouns have an alef before the last letter, انتقاد
    return len(word) >= 5 and ((word[0] == "ا" and word[2] == "ت") or word.startswith("است")) and "ا" not in word[1:] and word[-1] != "ه"
