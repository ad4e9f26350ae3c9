"""Article text → sentences of tokens, each token with all that the lexicon knows of its word."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from itertools import islice, pairwise

from ..arabic.clitics import shorn
from ..arabic.normalise import fold
from ..arabic.sentences import RawToken, sentences
from ..lexicon import Lexicon, asides
from ..lexicon.grammar import WORDS
from ..lexicon.word import Word

_BODY = 40  # words behind a first line, from which it is the headline of what they tell; a post goes on with particulars (chosen aside)
_SENTENCE = 5  # words of a line that tells something
_TOLD_AGAIN = 2  # words that such a line shares with a headline
_MARKS = ".,:;!?#\u060c\u061b\u061f\u00ab\u00bb\u201c\u201d\"'()[]"
_LOOKED_AT = 3_000  # characters behind a first line, among which those words are counted
MOST_TOKENS = 200  # of a sentence: one in five hundred is longer, a list or a text without stops


class Token:
    """One word or mark of a sentence. `start`, `end` are offsets into the article's text, end exclusive; `text` is the word as it is
    meant, which is not what stands there where it was broken."""

    __slots__ = ("closes", "end", "i", "inner", "mark", "opens", "start", "text", "w")

    def __init__(self, i: int, raw: RawToken, w: Word):
        self.i, self.text, self.start, self.end = i, raw.text, raw.start, raw.end
        self.mark, self.opens, self.closes, self.w = raw.kind == "mark", raw.opens, raw.closes, w
        # Offset of the word without its conjunction and preposition (one letter each in Arabic script).
        self.inner = raw.start if not w.cut else raw.letters[w.cut] if w.cut < len(raw.letters) else min(raw.start + w.cut, raw.end - 1)


class Sentence:
    """Tokens between two sentence ends; `title` marks the article's headline, `index` counts from 0."""

    __slots__ = ("end", "harms", "index", "nations", "norms", "start", "title", "tokens")

    def __init__(self, index: int, tokens: list[Token], title: bool):
        self.index, self.tokens, self.title = index, tokens, title
        for before, t in pairwise(tokens):
            if t.w.demonym and t.w.stem in WORDS["finance"] and _of_money(tokens, before, t):
                t.w = _without_nation(t.w)
        self.norms = [t.w.norm for t in tokens]
        self.nations = [t.w.demonym for t in tokens if t.w.demonym]  # ISO codes, of each word that tells one
        self.harms = any([t.w.harm for t in tokens])  # whether a word of it tells of dead or injured
        self.start, self.end = tokens[0].start, tokens[-1].end


def _of_money(tokens: list[Token], before: Token, t: Token) -> bool:
    """Whether the word before tells that another is of money: وزير المالية, or the one before a ministry's name: وزارتا الدفاع والمالية."""
    return before.w.stem in WORDS["financial"] or (bool(t.w.conj) and t.i > 1 and tokens[t.i - 2].w.stem in WORDS["financial"])


def _without_nation(w: Word) -> Word:
    """The same word as no nation's adjective: المالية in وزير المالية is not Mali's."""
    plain = copy(w)
    plain.demonym = None
    return plain


def tokenise(text: str, chrome: tuple[tuple[int, int], ...], lexicon: Lexicon) -> Iterator[Sentence]:
    """Yield the sentences of `text` outside `chrome`; the first line that is not chrome is the title, unless too little stands behind it."""
    index = 0
    title_end = -1
    words = lexicon.words
    for start, end in _parts(text, chrome):
        for raws in _sentences(text, start, end, lexicon):
            if title_end < 0:
                line = text.find("\n", raws[0].start)
                title_end = len(text) if line < 0 else line
                first = text[raws[0].start : title_end].rstrip(' \r»”"')
                if _lone(text, raws[0].start, title_end) or len(first) > 160 or (first.endswith(".") and not first.endswith("..")):
                    title_end = raws[0].start  # no headline: the text starts with its body
            for piece in _pieces(list(_mended(raws, lexicon))):
                tokens = [Token(i, r, words[r.text]) for i, r in enumerate(piece)]
                yield Sentence(index, tokens, piece[0].start < title_end)
                index += 1


def _lone(text: str, start: int, end: int) -> bool:
    """Whether the first line of a text, text[start:end], tells what nothing behind it tells again: a post, with its hashtags, addresses and names."""
    behind = text[end : end + _LOOKED_AT]
    if next(islice(filter(_arabic, behind.split()), _BODY, None), None) is not None:  # more words than that
        return False
    line = text[start:end]
    first = _bare(line)
    if fold(line.split()[0]) in asides.words("leads_on"):
        return False  # اقرأ أيضا: …
    lines = (line.split() for line in behind.split("\n"))
    return not any(len(line) >= _SENTENCE and len(first & _bare(" ".join(line))) >= _TOLD_AGAIN for line in lines)


def _arabic(word: str) -> bool:
    return len(word) > 1 and "\u0621" <= word[0] <= "\u064a"


def _bare(line: str) -> set[str]:
    """The words of a line as they are spelled alike, without article, conjunction and preposition; none of two letters."""
    words = (shorn(w.strip(_MARKS)) for w in line.split())
    return {w for w in words if len(w) > 2}


def _sentences(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[list[RawToken]]:
    """The sentences of text[start:end] with their broken words mended, offsets into `text`."""
    mended = lexicon.mender.mend(text[start:end])
    if mended is None:
        yield from sentences(text, start, end)
        return
    for raws in sentences(mended.text):
        out: list[RawToken] = []
        for r in raws:
            letters = mended.origin[r.start : r.end]
            first, behind = start + letters[0], start + letters[-1] + 1
            out.append(r._replace(start=first, end=behind, letters=tuple(start + k for k in letters)))
        yield out


def _pieces(raws: list[RawToken]) -> Iterator[list[RawToken]]:
    """A sentence, or what it is cut into where it is longer than `MOST_TOKENS`: the stages behind look at a sentence's words
    and mentions pair by pair. It is cut behind the last mark that leaves half a piece, else where it is full."""
    at = 0
    while at < len(raws):
        end = min(at + MOST_TOKENS, len(raws))
        if end < len(raws):
            marks = (k for k in range(end - 1, at + MOST_TOKENS // 2, -1) if raws[k].kind == "mark")
            end = next(marks, end - 1) + 1
        while at < end and raws[at].kind == "mark":  # a sentence begins with a word
            at += 1
        if at < end:
            yield raws[at:end]
        at = end


def _mended(raws: list[RawToken], lexicon: Lexicon) -> Iterator[RawToken]:
    """Part joined words and pass over a word typed twice."""
    before, known = "", lexicon.words
    for r in raws:
        word = r.kind == "word"
        if word and r.text == before and not r.text[:1].isdigit():
            continue
        before = r.text
        at = known[r.text].joint if word else None
        if at is None:
            yield r
        else:
            cut = r.letters[at] if r.letters else r.start + at
            yield r._replace(text=r.text[:at], end=cut, closes=False, letters=r.letters[:at])
            yield r._replace(text=r.text[at:], start=cut, opens=False, letters=r.letters[at:])


def _parts(text: str, chrome: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in sorted(chrome):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)
