"""Words broken on purpose (قـ.ـصف, هجــ*ــمات, د١عش, ا.لـ.قـ.سام) → the words that are meant, with the way back to the text's offsets.

A text is cut into pieces of Arabic letters and the gaps between them. What Arabic allows says what a gap may be: a tatweel at a piece's
edge, a letter in its initial or final form, a single letter that is no word. Among the ways to read a row of pieces, the one with the
likeliest words is taken; where a gap's marks alone do not show that it lies inside a word, what is joined must be a word, and the pieces not.
Bounds on the gaps and pieces of one word keep the time linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import log, prod
from typing import Any, NamedTuple

from .normalise import fold, strip_marks

_L = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_FOREIGN = "\u0300-\u036f\u20d0-\u20f0"  # marks of other scripts laid over Arabic letters
_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff"
_UNSEEN_ONES = "".join(re.findall(f"[{_UNSEEN}]", "".join(map(chr, range(0x00AD, 0x10000)))))
_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_OTHER = "A-Za-z\u0131\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"  # letters of other scripts
_PIECE = re.compile(rf"[{_L}](?:[\u0640{_MARKS}{_FOREIGN}]*[{_L}])*[{_MARKS}{_FOREIGN}]*")
_GLUED = re.compile(rf"[{_OTHER}]{{2}}|[{_DIGIT}]{{2}}")  # a number or a word of another script
_STRANGE = re.compile(f"[{_FOREIGN}]")
_WRITTEN_FOR = re.compile(rf"[{_DIGIT}{_OTHER}]|[!|¦@$€£](?![!|¦@$€£]{{2}})")
_INSIDE = re.compile(
    rf"(?<=..)[ةى][{_MARKS}]*(?=[{_L}]{{3}})|(?<=..)\u064b(?=[بتثجحخدذرزسشصضطظعغفقكلمنهوي][{_L}]{{2}})"
)  # ends a word wherever it stands
_AFTER_NUMBER = re.compile(rf"(?:^|[^{_L}{_DIGIT}])[{_DIGIT}]+\Z")
_QUOTES = frozenset("\"'«»“”„‘’()[]{}<>″")
_STOPS = frozenset(".,،:;؛/\\-‐‑‒–—―−_…؟?!|#=")
_BINDS = frozenset(["\u0640", *_QUOTES])
_DOTS = frozenset(".…")
_LETTERS_BEFORE = frozenset("لبكف")
_NON_JOINING = frozenset("اأإآٱدذرزوؤةىء")

_ABOUT = 24  # characters about a place that may need mending
_LONGEST_GAP = 12  # characters between two pieces of one word
_MOST_PIECES = 12  # of one word
_MOST_LETTERS = 24
_MOST_READINGS = 16  # ways to read the marks that stand for letters, of one word
_NEVER = 1e9
# What a word costs: -ln of its frequency, as the mender is told. These stand for words that nobody knows.
UNKNOWN, EACH_LETTER = 21.0, 0.8
_KNOWN = 18.0  # a word that costs no more is one
_COMMON = 13.5  # … that many write
_LONE_LETTER, _AND = 15.0, 5.0
_WEAK, _WEAK_IN_BROKEN = 8.0, 3.0  # to join across a blank, and where another gap shows that the word is broken
_DOUBT = 25.0  # to join pieces to what is no word, where the gap alone does not show that they are one
_LEAST_PART, _RUN_TOGETHER = 12.5, 5.0  # of what is run together, and for having been so
_LEAST_RUN, _MOST_RUN = 7, 16  # letters of two words run together
_KEPT = 100_000  # words whose cost is remembered


class Mended(NamedTuple):
    """A text as it is meant. `origin[i]` is the offset in the text as it stands that the i-th character came from."""

    text: str
    origin: Sequence[int]


class _Gap(NamedTuple):
    """What stands between two pieces. `join` and `part` are what it costs to read over it and to let a word end there; `sure` where the
    gap itself shows that it lies inside a word; `weak` where a blank stands in it; `fill` are the letters that it may stand for."""

    join: float
    part: float
    sure: bool = False
    weak: bool = False
    fill: tuple[str, ...] = ("",)


_HARD = _Gap(_NEVER, 0.0)
_TOUCHING = _Gap(4.0, 0.0, True)  # behind a letter that ends a word, where nothing stands


class Mender:
    """Mends texts. Built from `lexicon/posts.toml`, with `frequency(word)`, occurrences per word of running text (0.0 where unknown), and
    `knows(word)`, whether the lexicon says something of a word, `tells(word)`, whether it may tell an event or who is in it, and
    `spelt(phrase)`, whether a folded phrase is a name as it stands (ي ب ك)."""

    def __init__(
        self,
        tables: Mapping[str, Mapping[str, Any]],
        frequency: Callable[[str], float],
        knows: Callable[[str], bool],
        tells: Callable[[str], bool],
        spelt: Callable[[str], bool],
    ):
        self._stands_for = {k: tuple(v) for k, v in tables["stands_for"].items()}
        for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"):
            self._stands_for |= {d: self._stands_for[str(i)] for i, d in enumerate(digits)}
        self._before = frozenset(tables["words"]["before"])
        self._short = frozenset(tables["words"]["short"])
        self._frequency, self._knows, self._tells, self._spelt = frequency, knows, tells, spelt
        self._costs: dict[str, float] = {}
        self._seams: dict[str, int] = {}
        self._dotless = re.compile(f"[{''.join(c for c in self._stands_for if re.match(f'[{_L}]', c))}]")
        self._look = _look(tables["words"]["short"])
        self._mend_once = lru_cache(2)(self._mended)  # the first look and the reading ask for one text

    def mend(self, text: str) -> Mended | None:
        """The text with its broken words mended; None where there is nothing to mend, which a cheap look tells for most texts."""
        return self._mend_once(text)

    def may_be_broken(self, text: str) -> bool:
        """A cheap look for what broken words have."""
        return self._look.search(text) is not None

    # -- words -----------------------------------------------------------------------------------------------------

    def cost(self, word: str) -> float:
        """How improbable a word is as one; `UNKNOWN` and more for what neither the lexicon nor the frequencies know."""
        found = self._costs.get(word)
        if found is None:
            if len(self._costs) > _KEPT:
                self._costs.clear()
            found = self._costs[word] = self._weigh(strip_marks(word))
        return found

    def _weigh(self, raw: str) -> float:
        if len(raw) < 2:
            return 0.0 if not raw else _AND if raw == "و" else _LONE_LETTER
        found = self._frequency(raw)
        cost = -log(found) if found else UNKNOWN + EACH_LETTER * len(raw)
        if len(raw) == 2:
            return cost if raw in self._short else max(cost, _LONE_LETTER)
        if cost > _KNOWN and len(raw) < 20:
            for size in (1, 2, 3, 4):  # a word with what Arabic writes before it
                if raw[:size] in self._before and len(raw) > size + 2 and (rest := self._frequency(raw[size:])):
                    cost = min(cost, -log(rest) + 4.0)
            if cost > _KNOWN and self._knows(raw):
                cost = 15.0
        return cost

    def _fragment(self, piece: str) -> bool:
        """Whether a piece is hardly a word by itself."""
        size = len(piece)
        if size < 2:
            return size == 1 and piece != "و"
        return size <= 4 and self.cost(piece) >= _LONE_LETTER

    def _reading(self, parts: Sequence[str], fills: Sequence[tuple[str, ...]]) -> tuple[float, tuple[str, ...]]:
        """What the likeliest word costs that the pieces make with one filling for each gap, and those fillings."""
        best, chosen = _NEVER, ("",) * len(fills)
        if prod(map(len, fills)) > _MOST_READINGS:  # then each gap holds nothing, or each the letter that it stands for first
            ways = iter([tuple(f[0] for f in fills), tuple(f[-1 if len(f) < 2 else 1] for f in fills)])
        else:
            ways = product(*fills)
        for fill in ways:
            word = parts[0] + "".join(f + p for f, p in zip(fill, parts[1:], strict=True))
            cost = self.cost(word)
            if cost < best:
                best, chosen = cost, fill
        return best, chosen

    # -- gaps ------------------------------------------------------------------------------------------------------

    def _gap(self, left: str, gap: str, right: str) -> _Gap:
        """What the gap between two pieces may be."""
        if not gap:
            return _TOUCHING
        if "\n" in gap or len(gap) > _LONGEST_GAP:
            return _HARD
        if gap == " " and left[-1:] < "\ufb50" > right[:1]:
            return self._blank(left, right)
        before = gap[0] == "\u0640" or _form(left[-1:]) in ("<initial>", "<medial>")
        after = gap[-1] == "\u0640" or _form(right[:1]) in ("<medial>", "<final>")
        core = gap.replace("\u0640", "")
        fill = self._fill(core)
        if fill is None:
            return _HARD
        marks = {c for c in core if not c.isspace() and c not in _UNSEEN}
        blank = any(c.isspace() for c in core)
        if before and after:
            return _HARD if marks & _QUOTES and blank and left in self._before else _Gap(0.0, 12.0, True, False, fill)
        if before and (blank or marks & _QUOTES) and left in self._before:
            return _HARD
        if before or after:
            return _Gap(0.0, 4.0 if blank else 6.0, False, False, fill)
        return self._plain(left, core, right, fill, marks, blank)

    def _plain(self, left: str, core: str, right: str, fill: tuple[str, ...], marks: set[str], blank: bool) -> _Gap:
        """A gap that no tatweel touches."""
        broken = self._fragment(left) or self._fragment(right)
        stops = marks & _STOPS
        if blank:
            touches = len(fill) > 1 and not (core[0].isspace() and core[-1].isspace())  # as what stands for a letter does
            apart = len(fill) < 2 and (not marks or (marks <= _DOTS and core.count(" ") > 1))  # "داع ... ش", never "د. محمد"
            return self._blank(left, right)._replace(fill=fill) if touches or apart else _HARD
        if marks & _QUOTES:
            broken = self._fragment(right) and left not in self._before and not stops
            return _Gap(_WEAK, 0.0, False, False, fill) if broken else _HARD
        if len(fill) > 1:
            return _Gap(2.0, 0.0, False, False, fill)
        for one, other in ((left, right), (right, left)):  # م.صادق
            if len(one) == 1 and one != "ا" and len(other) > 2 and stops and self.cost(other) < _COMMON:
                return _HARD
        if stops <= _DOTS or (self._fragment(left) and self._fragment(right)):
            return _Gap(5.0 * bool(stops), 0.0, False, False, fill) if broken or not stops else _HARD
        return _HARD

    def _blank(self, left: str, right: str) -> _Gap:
        """A blank between two pieces: hardly ever inside a word."""
        if not (self._fragment(left) or self._fragment(right)) or left in self._before or (right in _LETTERS_BEFORE and not self._fragment(left)):
            return _HARD
        if len(left) == 1 and left not in _NON_JOINING and self.cost(right) < _COMMON:
            return _HARD  # an abbreviation: س before a word is more often one than a part of it
        return _Gap(_WEAK, 0.0, False, True)

    def _fill(self, core: str) -> tuple[str, ...] | None:
        """The letters that a gap's marks may stand for, and none; None where they are a number or words of another script."""
        found = _WRITTEN_FOR.findall(core)
        if not found:
            return ("",) if not re.search(f"[{_DIGIT}{_OTHER}]", core) else None
        if len(found) > 2 or len(set(found)) > 1:
            return None if re.search(f"[{_DIGIT}{_OTHER}]", core) else ("",)
        letters = self._stands_for.get(found[0].lower())
        return None if letters is None else ("", *letters)

    # -- a text ----------------------------------------------------------------------------------------------------

    def _mended(self, text: str) -> Mended | None:
        if not self.may_be_broken(text):
            return None
        out = _Out(text)
        for first, last in self._windows(text):
            for row in self._rows(text, first, last):
                self._row(text, row, out)
        return out.mended()

    def _windows(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of what the cheap look finds, with a word or two about it."""
        first = last = -1
        for match in self._look.finditer(text):
            if match.end() + _ABOUT <= last:  # within the one before: nothing is looked for again in a long line without a space
                continue
            start = text.rfind(" ", 0, max(0, match.start() - _ABOUT)) + 1
            end = text.find(" ", match.end() + _ABOUT)
            end = len(text) if end < 0 else end
            if start > last >= 0:
                yield first, last
                first = start
            first, last = start if first < 0 else first, max(last, end)
        if last >= 0:
            yield first, last

    def _rows(self, text: str, first: int, last: int) -> Iterator[list[tuple[int, int, _Gap]]]:
        """The pieces of text[first:last] as (start, end, the gap behind), in rows between gaps that no word crosses."""
        row: list[tuple[int, int, _Gap]] = []
        held: tuple[int, int] | None = None
        for start, end in self._pieces(text, first, last):
            if held is not None:
                gap = self._between(text, held, (start, end))
                row.append((*held, gap))
                if gap is _HARD:
                    yield row
                    row = []
            held = start, end
        if held is not None:
            row.append((*held, _HARD))
            yield row

    def _between(self, text: str, before: tuple[int, int], behind: tuple[int, int]) -> _Gap:
        """The gap between two pieces of a text."""
        left, right = _letters(text[slice(*before)]), _letters(text[slice(*behind)])
        if len(left) == 1 and _AFTER_NUMBER.search(text, max(0, before[0] - 12), before[0]):
            return _HARD  # 2014م, 3ر5
        gap = text[before[1] : behind[0]]
        if right in self._before and gap.isspace() and text[behind[1] : behind[1] + 1] in _BINDS and not self._fragment(left):
            return _HARD  # وفقا لـ"قسد"
        return self._gap(left, gap, right)

    def _pieces(self, text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
        """(start, end) of the pieces. One parts where a letter stands that ends every word; an empty one stands for the word's missing
        edge where a mark that may be a letter touches it."""
        for match in _PIECE.finditer(text, first, last):
            start, end = match.span()
            whole = end - start > 2
            if whole and self._edge(text, start - 1, -1):
                yield start - 1, start - 1
            for inner in _INSIDE.finditer(text, start, end):
                yield start, inner.end()
                start = inner.end()
            if start < end:
                yield start, end
            if whole and self._edge(text, end, 1):
                yield end + 1, end + 1

    def _edge(self, text: str, at: int, way: int) -> bool:
        """Whether the one character at `at` beside a piece may be its first or last letter."""
        if not 0 <= at < len(text) or text[at].lower() not in self._stands_for or text[at] in "!|¦" or _PIECE.match(text[at]):
            return False
        beyond = text[at + way : at + way + 1] if at + way >= 0 else ""
        return not beyond or beyond.isspace() or beyond in _QUOTES or beyond in ".,،:؛#"

    def _row(self, text: str, row: Sequence[tuple[int, int, _Gap]], out: _Out) -> None:
        parts = [_letters(text[start:end]) for start, end, _ in row]
        if len(row) == 1:
            out.word(row, ("",) * 0, self._undotted(parts[0]))
            return
        # best[j]: what the pieces before j cost at least, where the last word of them begins, and its fillings
        best: list[tuple[float, int, tuple[str, ...]]] = [(0.0, 0, ())]
        for j in range(1, len(row) + 1):
            found: tuple[float, int, tuple[str, ...]] = (_NEVER * 2, j - 1, ())
            letters = 0
            for i in range(j - 1, max(-1, j - 1 - _MOST_PIECES), -1):
                letters += len(parts[i])
                if letters > _MOST_LETTERS or (i < j - 1 and row[i][2].join >= _NEVER):
                    break
                cost, fill = self._joined(parts[i:j], [r[2] for r in row[i : j - 1]])
                total = best[i][0] + cost + (row[i - 1][2].part if i else 0.0)
                if total < found[0]:
                    found = total, i, fill
            best.append(found)
        words: list[tuple[int, int, tuple[str, ...]]] = []
        j = len(row)
        while j:
            _, i, fill = best[j]
            words.append((i, j, fill))
            j = i
        for i, j, fill in reversed(words):
            joined = parts[i] + "".join(f + p for f, p in zip(fill, parts[i + 1 : j], strict=True))
            seam = self._seam(joined) if j - i > 1 and not any(fill) else None
            out.word(row[i:j], fill, None if j - i > 1 else self._undotted(parts[i]), seam)

    def _joined(self, parts: Sequence[str], gaps: Sequence[_Gap]) -> tuple[float, tuple[str, ...]]:
        """What it costs to read the pieces as one word, and the letters that the gaps then stand for."""
        if not gaps:
            return self.cost(parts[0]), ()
        cost, fill = self._reading(parts, [g.fill for g in gaps])
        word = parts[0] + "".join(f + p for f, p in zip(fill, parts[1:], strict=True))
        shown = any(g.part for g in gaps)  # that the word is a broken one
        if cost >= UNKNOWN and shown and (seam := self._seam(word)):
            cost = self.cost(word[:seam]) + self.cost(word[seam:]) + _RUN_TOGETHER
        else:
            doubtful = any(g.weak for g in gaps) and not shown and not self._tells(word)
            if cost > (_COMMON if doubtful else _KNOWN):
                cost += _DOUBT * sum(not g.sure for g in gaps)
        if not shown:
            if all(len(p) < 3 for p in parts) and not self._may_be_spelt(parts, word):
                return _NEVER, fill
            if not (parts[0] and parts[-1]) and not self._tells(word):
                return _NEVER, fill
        return cost + sum(_WEAK_IN_BROKEN if g.weak and shown else g.join for g in gaps), fill

    def _may_be_spelt(self, parts: Sequence[str], word: str) -> bool:
        """Whether letters and syllables spell a word (د ا ع ش), not the initials of a name (أ ف ب, سي.إن.إن)."""
        return len(word) > 2 and self._tells(word) and not self._spelt(" ".join(map(fold, parts)))

    def _seam(self, word: str) -> int | None:
        """Where two words meet that were run together and then broken (عاجلفقـ ـدت), as an index into them; None for any other word."""
        if not _LEAST_RUN <= len(word) <= _MOST_RUN or self.cost(word) < UNKNOWN:
            return None
        found = self._seams.get(word)
        if found is None:
            if len(self._seams) > _KEPT:
                self._seams.clear()
            cost, at = min((self._part_cost(word[:k]) + self._part_cost(word[k:]), k) for k in range(3, len(word) - 2))
            found = self._seams[word] = at if cost < _NEVER else 0
        return found or None

    def _part_cost(self, part: str) -> float:
        """The cost of a word that another may be run together with; never, for what is not common."""
        cost = self.cost(part)
        return cost if cost < (_KNOWN if len(part) > 3 and self._tells(part) else _LEAST_PART) else _NEVER

    def _undotted(self, word: str) -> str | None:
        """A word written with letters that lack their dots, with them; None for any other."""
        if not self._dotless.search(word) or not 2 < len(word) <= _MOST_LETTERS:
            return None
        fills = [self._stands_for.get(c, (c,)) for c in word]
        best, chosen = self._reading(("",) * (len(fills) + 1), fills)
        return "".join(chosen) if best <= _KNOWN else None


class _Out:
    """The mended text as it grows, and where each of its characters came from."""

    def __init__(self, text: str):
        self._source, self._at, self._last = text, 0, ""
        self._parts: list[str] = []
        self._origin: list[int] = []
        self._changed = False

    def word(self, row: Sequence[tuple[int, int, _Gap]], fill: Sequence[str], instead: str | None = None, seam: int | None = None) -> None:
        """Add the pieces of one word, after what stands before it; `instead` are its letters where they are others, `seam` where a blank
        belongs between its letters."""
        self._between(row[0][0], row[0][1] - row[0][0])
        self._last = self._source[row[-1][0] : row[-1][1]]
        for k, (start, end, _) in enumerate(row):
            if k:
                self._changed = True
                self._add(fill[k - 1], row[k - 1][1])
            if instead is not None:
                self._changed = True
                for n, c in enumerate(instead):
                    self._add(c, min(start + n, end - 1))
            else:
                seam = self._piece(start, end, seam)
            self._at = end

    def _piece(self, start: int, end: int, seam: int | None) -> int | None:
        """Copy a piece with a blank behind its first `seam` letters, where it has as many; returns what is left to count."""
        size = 0 if seam is None else len(_letters(self._source[start:end]))
        if seam is None or not 0 < seam <= size:
            self._copy(start, end)
            return None if seam is None or seam <= 0 else seam - size
        cut = _offset(self._source, start, end, seam)
        self._copy(start, cut)
        self._add(" ", cut - 1)
        self._copy(cut, end)
        return None

    def _between(self, until: int, letters: int) -> None:
        """What stands between two words as it is; a blank where a number or words of another script touch one."""
        gap = self._source[self._at : until]
        inside = self._at > 0 and bool(self._parts)
        if gap:
            number = len(self._last) > 1 and not self._last.endswith("ال") and _GLUED.match(gap)
            if inside and (number or not gap.strip(_UNSEEN_ONES)):
                self._blank(self._at)
            self._copy(self._at, until)
            if letters > 1 and re.search(f"[{_OTHER}]{{2}}$|[{_DIGIT}]$", gap):
                self._blank(until)
        elif inside and letters:
            self._blank(until)  # one piece parted from another that it touched
        self._at = until

    def _blank(self, at: int) -> None:
        self._changed = True
        self._add(" ", max(at - 1, 0))

    def _copy(self, start: int, end: int) -> None:
        piece = self._source[start:end]
        if _STRANGE.search(piece):
            self._changed = True
            for at in range(start, end):
                if not _STRANGE.match(self._source[at]):
                    self._add(self._source[at], at)
            return
        self._parts.append(piece)
        self._origin.extend(range(start, end))

    def _add(self, letters: str, at: int) -> None:
        self._parts.append(letters)
        self._origin.extend([at] * len(letters))

    def mended(self) -> Mended | None:
        """The whole; None where nothing was changed."""
        if not self._changed:
            return None
        self._copy(self._at, len(self._source))
        return Mended("".join(self._parts), self._origin)


def _letters(piece: str) -> str:
    """A piece's letters: without tatweel and marks, presentation forms as letters."""
    return piece if piece.isalpha() and "\u0640" not in piece and piece[:1] < "\ufb50" else _STRANGE.sub("", strip_marks(piece))


def _form(letter: str) -> str:
    """The form of a letter that is written in one: <initial>, <medial>, <final>, <isolated>; "" for any other."""
    return unicodedata.decomposition(letter).partition(" ")[0] if letter >= "\ufb50" else ""


def _offset(text: str, start: int, end: int, letters: int) -> int:
    """The offset behind so many letters of a piece."""
    for at in range(start, end):
        letters -= text[at] != "\u0640" and bool(strip_marks(text[at]))
        if not letters and (at + 1 == end or strip_marks(text[at + 1])):
            return at + 1
    return end


def _look(short: Sequence[str]) -> re.Pattern[str]:
    """What a text has that may need mending. One set of characters stands first, so that the search runs from one to the next of them."""
    inside, alone = f"{_L}{_MARKS}", "|".join(map(re.escape, short))
    usual = rf"\s{inside}\u0640{_DIGIT}.,،:؛;/\\\-–—_\"'«»“”‘’()\[\]؟?!…"
    laid = f"{_FOREIGN}\u066e\u066f\u06a1\ufb50-\ufdfb\ufe70-\ufefc"
    # What is passed over: letters and marks that by themselves show nothing, and what stands between words. No blank is among it.
    plain = "\u0620-\u0628\u062a-\u063f\u0641-\u0648\u064a\u0671-\u06a0\u06a2-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f"
    plain += _MARKS.replace(chr(0x64B), chr(0x64C))
    plain += ",،:؛;/\\\\\\-–—_'»”‘’)\\[\\]؟?!…"
    opens = '\\s"«“(#'
    return re.compile(
        rf"[^{plain}](?:"
        rf"(?<=[{opens}])(?:(?!و)[{_L}][{_MARKS}]*|(?!(?:{alone})(?![{inside}\u0640]))[{_L}]{{2}})(?![{inside}\u0640])"  # hardly a word
        rf"|(?<!\s)(?:(?<=\u0640)(?![{inside}\u0640])|(?<=[^{inside}\u0640]\u0640)\u0640*[{_L}]"  # a tatweel at an edge
        rf"|(?<=[{inside}][^{usual}])[^{usual}]*[{_L}]|(?<=[{inside}]\.)\.*[{_L}]"  # a mark between letters
        rf"|(?<=[{_DIGIT}{_OTHER}])[{_L}]|(?<=[{_L}][{_DIGIT}{_OTHER}])(?<!و.)|(?<=[{laid}])"
        rf"|(?<=[ةى])[{_MARKS}]*[{_L}]|(?<=\u064b)[بتثجحخدذرزسشصضطظعغفقكلمنهوي]))"
    )
