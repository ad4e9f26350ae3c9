"""Near-copies of one wire story, linked to the first that came: ten reprints are not ten sources.

MinHash over runs of words (Broder 1997) with banded look-up, by the `rensa` library. Memory is bounded: two generations of
signatures, the older of which goes when the younger is full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from ..arabic.normalise import fold
from ..model import Article
from .items import Item

if TYPE_CHECKING:  # importing it costs what a text on the command line need not pay
    from rensa import RMinHash

    Signature: TypeAlias = str | RMinHash

_WORD = re.compile(r"\w+")
_RUN = 3  # words in a shingle
_LEAST = 12  # shingles: shorter texts are copies only where they are equal
_PERMUTATIONS, _BANDS = 64, 16
_ALIKE = 0.55  # share of runs in common: a copy with another head, a line cut or a name added


def signature_of(article: Article) -> Signature:
    """What tells an article's copies: the MinHash of its runs of words; of a text with few runs, the runs themselves."""
    shingles = _shingles(article)
    if len(shingles) < _LEAST:
        return " ".join(shingles)
    from rensa import RMinHash

    signature = RMinHash(_PERMUTATIONS, 1)
    signature.update(shingles)
    return signature


def packed_signature(signature: Signature) -> bytes:
    """A signature as bytes."""
    return b"t" + signature.encode("utf-8", "surrogatepass") if isinstance(signature, str) else b"m" + signature.__getstate__()


def unpacked_signature(data: bytes) -> Signature:
    """A signature from `packed_signature`'s bytes."""
    if data[:1] == b"t":
        return data[1:].decode("utf-8", "surrogatepass")
    from rensa import RMinHash

    signature = RMinHash(_PERMUTATIONS, 1)
    signature.__setstate__(data[1:])
    return signature


class Reprints:
    """Remembers the articles that passed and tells of which one the next is a copy."""

    def __init__(self, window: int = 20_000):
        self._half = max(1, window // 2)
        self._young = _Generation()
        self._old = _Generation()

    def original(self, article: Article) -> str | None:
        """The id of the first article with the same copy, or None; the article is remembered."""
        return self.original_of(signature_of(article), article.id)

    def original_of(self, signature: Signature, id: str) -> str | None:
        """The same by an article's signature, which another process may have made."""
        if isinstance(signature, str):
            return self._exact(signature, id)
        for generation in (self._young, self._old):
            found = generation.alike(signature, id)
            if found is not None:
                return found
        self._young.add(signature, id)
        self._turn()
        return None

    def _exact(self, text: str, id: str) -> str | None:
        for generation in (self._young, self._old):
            known = generation.short.get(text)
            if known is not None:
                return known if known != id else None
        if text:
            self._young.short[text] = id
            self._turn()
        return None

    def _turn(self) -> None:
        if len(self._young.signatures) + len(self._young.short) >= self._half:
            self._old, self._young = self._young, _Generation()


class _Generation:
    def __init__(self) -> None:
        from rensa import RMinHashLSH

        self.index = RMinHashLSH(_ALIKE, _PERMUTATIONS, _BANDS)
        self.signatures: list[tuple[RMinHash, str]] = []
        self.short: dict[str, str] = {}

    def add(self, signature: RMinHash, id: str) -> None:
        self.index.insert(len(self.signatures), signature)
        self.signatures.append((signature, id))

    def alike(self, signature: RMinHash, id: str) -> str | None:
        best, name = _ALIKE, None
        for key in self.index.query(signature):
            other, other_id = self.signatures[key]
            share = signature.jaccard(other)
            if share >= best and other_id != id:
                best, name = share, other_id
        return name


def _shingles(article: Article) -> list[str]:
    """Runs of words of the body without its headline, which editors change first; a flash is all headline."""
    body = article.body.lstrip()
    told = body.removeprefix(article.title) if article.title else body
    words = _WORD.findall(fold(told)) or _WORD.findall(fold(body))
    return [" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)] or words


def linked(items: Iterable[Item], reprints: Reprints | None = None) -> Iterator[Item]:
    """Items with `reprint_of` set on copies of an earlier one."""
    known = reprints or Reprints()
    for item in items:
        if item.article is not None and (first := known.original(item.article)) is not None:
            item = item._replace(article=msgspec.structs.replace(item.article, reprint_of=first))
        yield item
