"""Numbers as digits and as words: سبعة عشر, ألفين وخمسمئة, 87 ألف, عشرات, ما لا يقل عن 100, 1500 إلى 2500."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .normalise import fold


class Quantity(NamedTuple):
    """A number read from words[first:last]; `max` is None where only a lower bound is said."""

    first: int
    last: int
    min: int
    max: int | None


class Numerals:
    """Reads quantities over folded words. Built from `lexicon/numerals.toml` (its parsed tables)."""

    def __init__(self, tables: Mapping[str, Mapping[str, Sequence[str]]]):
        self.values = {fold(w): int(v) for v, ws in tables["values"].items() for w in ws}
        self.eleven = frozenset(fold(w) for ws in tables["eleven"].values() for w in ws)
        self.scales = {fold(w): int(v) for v, ws in tables["units"].items() for w in ws}
        self.ordinals = {fold(w): int(v) for v, ws in tables["ordinals"].items() for w in ws}
        self.vague = {fold(w): int(v) for v, ws in tables["vague"].items() for w in ws}
        self.teens = frozenset(fold(w) for w in tables["joints"]["teens"])
        self.masculine = {fold(w): fold(m) for m, ws in tables["feminine"].items() for w in ws}
        self._between = frozenset(fold(w) for w in tables["joints"]["between"])
        self._to = frozenset(fold(w) for w in tables["joints"]["to"])
        self.few = frozenset(w for w, least in self.vague.items() if least < 10)
        self.bounds = {kind: sorted((fold(w).split() for w in ws), key=len, reverse=True) for kind, ws in tables["bounds"].items()}
        self._behind = [fold(w).split() for w in tables["joints"]["at_least"]]
        self._bounds_by: dict[str, list[tuple[str, list[str]]]] = {}  # by the first word: most words begin none of them
        for kind, phrases in self.bounds.items():
            for phrase in phrases:
                self._bounds_by.setdefault(phrase[0], []).append((kind, phrase))
        self.starters = frozenset([*self.values, *self.scales, *self.vague] + [phrase[0] for phrases in self.bounds.values() for phrase in phrases])

    def is_number(self, word: str) -> bool:
        """Whether one folded word is a number on its own."""
        return word in self.values or word in self.vague or word in self.scales or word[:1].isdigit()

    def read(self, words: Sequence[str], at: int) -> Quantity | None:
        """The quantity that starts at words[at], with its bounding words before and after; None if there is none.

        `words` are folded, without prepositions (بأكثر → اكثر) but with conjunctions.
        """
        first, bound = at, ""
        matched = self._bound(words, at)
        if matched:
            bound, at = matched
            again = self._bound(words, at)
            if again:
                at = again[1]
        plain = self._plain(words, at)
        if plain is None:
            return None
        low, high, last = plain
        if at and words[at - 1] in self._between and last < len(words) and words[last].startswith("و") and len(words[last]) > 1:
            upper = self._plain([*words[:last], words[last][1:], *words[last + 1 :]], last)  # بين 20 و30
            if upper and upper[0] > low:
                return Quantity(first, upper[2], low, upper[1])
        if last + 1 < len(words) and words[last] in self._to and words[last + 1][:1].isdigit():
            upper = self._plain(words, last + 1)
            if upper and upper[0] > low:
                return Quantity(first, upper[2], low, upper[1])
        behind = self.bound_behind(words, last)
        if behind is not None:
            bound, last = "at_least", behind
        if bound == "at_least":
            high = None
        elif bound == "at_most":
            low = 0
        return Quantity(first, last, low, high)

    def bound_behind(self, words: Sequence[str], at: int) -> int | None:
        """The end of words at words[at] (folded) that make the number before them a lower bound: على الأقل; None if there are none."""
        return next((at + len(phrase) for phrase in self._behind if list(words[at : at + len(phrase)]) == phrase), None)

    def _bound(self, words: Sequence[str], at: int) -> tuple[str, int] | None:
        for kind, phrase in self._bounds_by.get(words[at], ()) if 0 <= at < len(words) else ():
            if list(words[at : at + len(phrase)]) == phrase:
                return kind, at + len(phrase)
        return None

    def _plain(self, words: Sequence[str], at: int) -> tuple[int, int | None, int] | None:
        """(low, high, end) of the number words from `at`, without bounds."""
        if at >= len(words):
            return None
        word = words[at]
        teen = bool(words[at + 1 : at + 2]) and words[at + 1] in self.teens
        if teen and word in self.few:
            return 13, 19, at + 2  # بضعة عشر
        if word in self.vague and not (word in self.scales and at and self.is_number(words[at - 1])):
            low, end = self.vague[word], at + 1
            # عشرات الآلاف multiplies; مئات المدنيين does not.
            following = words[end].removeprefix("ال") if end < len(words) else ""
            if following in self.scales and self.scales[following] >= 1000:
                return low * self.scales[following], None, end + 1
            return low, None, end
        total, current, end, used = 0, 0, at, False
        if teen and word in self.eleven:
            return 11, 11, at + 2  # أحد عشر: أحد alone is "one of"
        while end < len(words):
            word = words[end]
            if word == "و" and used and self._goes_on(words, end + 1, current):  # أربعة و خمسين: the و stands by itself
                end, word = end + 1, "و" + words[end + 1]
            joined = used and word.startswith("و") and len(word) > 2
            bare = word[1:] if joined and word not in self.values else word
            value = self._digits(bare)
            if joined and current and bare not in self.scales and not _makes_one(current, value or self.values.get(bare, 0)):
                break
            if value is not None and (not used or joined):
                current += value
            elif bare in self.scales and used and not joined:  # خمسة آلاف, 24 ألفا
                current = max(current, 1) * self.scales[bare]
                if self.scales[bare] >= 1000:
                    total, current = total + current, 0
            elif bare in self.scales and not used and self.scales[bare] >= 1000 and bare not in self.values:
                current = self.scales[bare]
            elif bare in self.values and (not used or joined or (self.values[bare] == 10 and 0 < current < 10)):
                current += self.values[bare]
            else:
                break
            used, end = True, end + 1
        return (total + current, total + current, end) if used else None

    def _goes_on(self, words: Sequence[str], at: int, before: int) -> bool:
        """Whether the word at `at` goes on, behind a و that stands alone, with a number of which `before` has been read since its last thousand."""
        if at >= len(words) or words[at].startswith("و"):
            return False
        value = self._digits(words[at]) or self.values.get(words[at])
        return value is not None and (_makes_one(before, value) if before else value < 1000)

    @staticmethod
    def _digits(word: str) -> int | None:
        compact = word.replace(",", "").replace("٬", "").replace("٫", "")
        if compact.isdecimal() and len(compact) < 10:
            return int(compact)
        if "." in compact:
            whole, _, part = compact.partition(".")
            if len(part) == 3 and whole.isdecimal() and part.isdecimal():  # 1.500 as a thousands mark
                return int(whole + part)
        return None

    def ordinal(self, words: Sequence[str], at: int) -> tuple[int, int] | None:
        """(value, end) of an ordinal day: الرابع, الثاني عشر, الخامس والعشرين."""
        if at >= len(words) or words[at] not in self.ordinals:
            return None
        value, end = self.ordinals[words[at]], at + 1
        if end < len(words) and words[end] in self.teens and value < 10:
            return value + 10, end + 1
        if end < len(words) and words[end].startswith("و") and self.ordinals.get(words[end][1:], 0) >= 20:
            return value + self.ordinals[words[end][1:]], end + 1
        return value, end


def _makes_one(before: int, value: int) -> bool:
    """Whether two numbers joined by و are one: units and tens (خمسة وعشرون), hundreds or thousands and what is less (مئة وخمسة). عشرين
    وثلاثين are two."""
    if before >= 100 and before % 100 == 0:
        return value < (1000 if before % 1000 == 0 else 100)
    return 0 < before % 100 < 10 and 20 <= value < 100 and value % 10 == 0
