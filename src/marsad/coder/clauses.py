"""Where one clause of a sentence ends and the next begins."""

from __future__ import annotations

import itertools

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .mention import Mention
from .tokens import Sentence

ASIDE = -1  # the clause number of words that stand aside from the sentence
_HARD_MARKS = frozenset(":؛;")
_SOFT_MARKS = frozenset("،,-–—|…") | {"..", "/"}


class Clauses:
    """Clause numbers by token, and which tokens open a relative clause.

    `of[i]` is the clause of token i; two tokens of one number stand in one clause. `relative` holds the tokens of
    relative pronouns, `that` those of أن/إن.
    """

    __slots__ = ("of", "relative", "that")

    def __init__(self, s: Sentence, mentions: list[Mention], lexicon: Lexicon):
        covered = {k for m in mentions for k in range(m.i + 1, m.j)}
        self.relative: set[int] = set()
        self.that: set[int] = set()
        transparent = _parentheses(s, mentions)
        starts = {m.i: m for m in mentions}
        speakers = {m.j for m in mentions if m.kind in ("person", "source")}
        self.of: list[int] = []
        number = 0
        aside = _asides(s)
        for t in s.tokens:
            w = t.w
            if not (t.mark or w.parts or t.opens or aside):  # as most
                self.of.append(number)
                continue
            if t.i in aside:
                self.of.append(ASIDE)
                continue
            if t.i in covered:
                pass
            elif t.opens and t.i in speakers and not t.mark:
                number += 1  # قال فلان "…": what is quoted is a clause of its own
            elif t.mark and t.text in "-–" and _hyphen(s, t.i):
                pass  # إف-15
            elif t.mark:
                if t.text in _HARD_MARKS or (
                    t.text in _SOFT_MARKS
                    and t.i not in transparent
                    and not _in_list(s, t.i, starts)
                    and not _stray(s, t.i, self.of, number)
                    and not _goes_on(s, t.i, self.of, number)
                    and not _before_its_verb(s, t.i, self.of, number, mentions)
                ):
                    number += 1
            elif w.parts == "relative":
                number += 1
                self.relative.add(t.i)
            elif w.parts == "that":
                number += 1
                self.that.add(t.i)
            elif (
                (
                    w.conj
                    and w.verbs
                    and not w.det
                    and not w.prep
                    and not (w.nouns and (w.number or _joins_noun(s, t.i, self.of, number, starts)))
                    and t.i not in starts
                )
                or (w.break_ and w.norm.removeprefix("و") not in WORDS["break_within"])
                or (
                    (w.norm in WORDS["what"] and t.i + 1 < len(s.tokens) and s.norms[t.i + 1] in lexicon.speech["result"])
                    or (w.norm in lexicon.speech["result"] and t.i and s.norms[t.i - 1] not in WORDS["what"])
                )
            ):
                number += 1
            self.of.append(number)


def _parentheses(s: Sentence, mentions: list[Mention]) -> set[int]:
    """Commas around a mere date or short adjunct: أعلن فلان، مساء الأربعاء، انطلاق …"""
    out: set[int] = set()
    commas = [t.i for t in s.tokens if t.mark and t.text in "،,-–"]
    times = [m for m in mentions if m.kind == "time"]
    for a, b in itertools.pairwise(commas):
        if (
            b - a <= 9
            and any(m.i > a and m.j <= b for m in times)
            and all(not t.w.verbs or any(m.i <= t.i < m.j for m in times) for t in s.tokens[a + 1 : b])
        ):
            inside = sum(m.j - m.i for m in times if m.i > a and m.j <= b)
            if b - a - 1 - inside <= 2:
                out |= {a, b}
        elif b - a <= 5 and " ".join(s.norms[a + 1 : a + 3]) in WORDS["statements"]:
            out |= {a, b}
    return out


def _hyphen(s: Sentence, i: int) -> bool:
    """Whether a dash joins two words without blanks: إف-15."""
    t = s.tokens
    return 0 < i < len(t) - 1 and t[i - 1].end == t[i].start and t[i].end == t[i + 1].start


def _stray(s: Sentence, comma: int, of: list[int], number: int) -> bool:
    """A comma between a verb with its subject and the object: ووضع المسلحون، سواتر على المداخل."""
    if comma + 1 >= len(s.tokens) or s.tokens[comma].text not in "،,":
        return False
    after = s.tokens[comma + 1].w
    words = [t.w for t in s.tokens[:comma] if of[t.i] == number and not t.mark]
    return (
        len(words) <= 4
        and any(w.verbs and not w.det for w in words)
        and not (after.conj or after.verbs or after.stop or after.break_ or after.det or after.prep or after.time)
    )


def _before_its_verb(s: Sentence, comma: int, of: list[int], number: int, mentions: list[Mention]) -> bool:
    """A comma between a subject that opens its clause and the verb: أن مجموعة من مسلحي التنظيم، هاجمت …"""
    if comma + 1 >= len(s.tokens) or s.tokens[comma].text not in "،,":
        return False
    after = s.tokens[comma + 1].w
    if not after.verbs or after.conj or after.det:
        return False
    words = [t for t in s.tokens[:comma] if of[t.i] == number and not t.mark]
    subject = next((m for m in mentions if m.j == comma and m.agentive and not m.prep), None)
    return subject is not None and len(words) - (subject.j - subject.i) <= 1 and of[subject.i] == number


def _joins_noun(s: Sentence, i: int, of: list[int], number: int, starts: dict[int, Mention]) -> bool:
    """مقتل عشرين وأسر سبعة: a form that is noun and verb, joined to an event noun before it and followed by its people."""
    follows = starts.get(i + 1)
    return (
        follows is not None
        and follows.kind == "group"
        and any(t.w.nouns and not t.w.verbs and not t.w.det for t in s.tokens[max(0, i - 8) : i] if of[t.i] == number)
    )


def _asides(s: Sentence) -> set[int]:
    """The tokens of an apposition between commas that ranks the place before it: سد الموصل، أكبر سدود العراق، …"""
    out: set[int] = set()
    commas = [t.i for t in s.tokens if t.mark and t.text in "،,"]
    for a, b in itertools.pairwise(commas):
        if 1 < b - a <= 8 and s.norms[a + 1] in WORDS["ranking"] and a and s.tokens[a - 1].w.names:
            out |= set(range(a, b + 1))
    return out


def _goes_on(s: Sentence, comma: int, of: list[int], number: int) -> bool:
    """A comma before وعلى, وفي … that repeats a preposition of the clause: على X، وعلى Y."""
    if comma + 2 >= len(s.tokens) or s.tokens[comma].text not in "،,":
        return False
    after = s.tokens[comma + 1].w
    again = after.norm.removeprefix("و")
    return (
        after.norm.startswith("و")
        and again in WORDS["repeated_prepositions"]
        and any(s.norms[k] == again for k in range(comma) if of[k] == number)
        and not any(t.w.verbs and not t.w.det for t in s.tokens[comma + 1 : comma + 7])
    )


def _in_list(s: Sentence, comma: int, starts: dict[int, Mention]) -> bool:
    m = starts.get(comma + 1)
    return bool(m and m.coord)
