"""Article text → sentences of tokens, each token with all that the lexicon knows of its word."""

from __future__ import annotations

from collections.abc import Iterator

from ..arabic.sentences import RawToken, sentences
from ..lexicon import Lexicon
from ..lexicon.compile import Word

MOST_TOKENS = 200  # of a sentence: one in five hundred is longer, a list or a text without stops


class Token:
    """One word or mark of a sentence. `start`, `end` are offsets into the article's text, end exclusive."""

    __slots__ = ("closes", "end", "i", "mark", "opens", "start", "text", "w")

    def __init__(self, i: int, text: str, start: int, end: int, mark: bool, opens: bool, closes: bool, w: Word):
        self.i, self.text, self.start, self.end = i, text, start, end
        self.mark, self.opens, self.closes, self.w = mark, opens, closes, w

    @property
    def inner(self) -> int:
        """Offset of the word without its conjunction and preposition (one letter each in Arabic script)."""
        return min(self.start + self.w.cut, self.end - 1)


class Sentence:
    """Tokens between two sentence ends; `title` marks the article's headline, `index` counts from 0."""

    __slots__ = ("end", "index", "norms", "start", "title", "tokens")

    def __init__(self, index: int, tokens: list[Token], title: bool):
        self.index, self.tokens, self.title = index, tokens, title
        self.norms = [t.w.norm for t in tokens]
        self.start, self.end = tokens[0].start, tokens[-1].end


def tokenise(text: str, chrome: tuple[tuple[int, int], ...], lexicon: Lexicon) -> Iterator[Sentence]:
    """Yield the sentences of `text` outside `chrome`; the first line that is not chrome is the title."""
    index = 0
    title_end = -1
    words = lexicon.words
    for start, end in _parts(text, chrome):
        for raws in sentences(text, start, end):
            if title_end < 0:
                line = text.find("\n", raws[0].start)
                title_end = len(text) if line < 0 else line
                first = text[raws[0].start : title_end].rstrip(' \r»”"')
                if (
                    title_end == len(text)
                    or len(first) > 160
                    or (first.endswith(".") and not first.endswith("..") and text[title_end:].strip())
                ):
                    title_end = raws[0].start  # no headline: the text starts with its body
            for piece in _pieces(list(_mended(raws, lexicon))):
                tokens = [
                    Token(i, r.text, r.start, r.end, r.kind == "mark", r.opens, r.closes, words[r.text])
                    for i, r in enumerate(piece)
                ]
                yield Sentence(index, tokens, piece[0].start < title_end)
                index += 1


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
    before = ""
    for r in raws:
        if r.kind == "word" and r.text == before and not r.text[:1].isdigit():
            continue
        before = r.text
        at = lexicon.joined_at(r.text) if r.kind == "word" else None
        if at is None:
            yield r
        else:
            yield r._replace(text=r.text[:at], end=r.start + at, closes=False)
            yield r._replace(text=r.text[at:], start=r.start + at, opens=False)


def _parts(text: str, chrome: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in sorted(chrome):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)
