"""JSON of any encoding → the UTF-8 bytes that a parser of streams wants, with nothing in them on which it fails.

A broken byte becomes U+FFFD, and so does half of a surrogate pair (`\\ud83d` alone): JSON can write it, UTF-8 cannot.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ..decode import encoding_of
from ..items import MAX_CHARS
from .columns import doors

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_LONGEST = MAX_CHARS + 1  # letters of a string: enough for who reads it to see that it is too long for an article
_QUOTE = re.compile(r'(?<!\\)"')
_OPENS = ("start_map", "start_array")
_CLOSES = ("end_map", "end_array")
# Escapes one after the other, so that `\\ud83d` (a backslash, then letters) is not taken for one.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)
_FIRST_OF_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}$")
_PAIR = 12  # letters of two escapes
_LONG = re.compile(rb'"[^"]{100,}"')  # as long as a text: what lists something beside it is an article itself
_DEEPEST = 100  # lists and objects one in another: an export of news has less than ten


class JsonBytes:
    """A stream of JSON text for `ijson`; `first` is its first byte that is no space.

    Of a string without end only the beginning comes: the parser looks at a string from its start again with each piece of it, which
    takes time with the square of its length.
    """

    def __init__(self, stream: io.BufferedReader):
        head = stream.peek(1 << 16)[: 1 << 16]
        self.first = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        self._text = io.TextIOWrapper(stream, encoding=encoding_of(head), errors="replace", newline="")
        self._held = ""  # an escape that the next letters may go on with
        self._unquoted = 0  # letters that came since the last quotation mark

    def read(self, size: int = -1) -> bytes:
        """About so many letters, as bytes; empty at the end."""
        while True:
            piece = self._text.read(size)
            text = self._held + piece
            cut = _between_escapes(text) if piece and size > 0 else len(text)
            self._held = text[cut:]
            text = self._bounded(text[:cut])
            if text or not piece:
                return _whole(text).encode("utf-8", "replace")

    def _bounded(self, text: str) -> str:
        """The text, between two escapes, without what a string has beyond its bound."""
        if self._unquoted > _LONGEST:
            end = _QUOTE.search(text)
            text = text[end.start() :] if end else ""
        last = text.rfind('"')
        while last > 0 and text[last - 1] == "\\":
            last = text.rfind('"', 0, last)
        self._unquoted = len(text) - last if last >= 0 else self._unquoted + len(text)
        return text


def list_in(head: bytes) -> str | None:
    """Under which key the object that begins with `head` lists its articles, where only a few numbers and words stand before that
    (an export, what a server answers); None where it lists none."""
    match = _listed().match(head)
    return match["key"].decode() if match and not _LONG.search(head, 0, match.start("key") - 1) else None


@cache
def _listed() -> re.Pattern[bytes]:
    keys = b"|".join(re.escape(key.encode()) for key in doors().lists)
    return re.compile(rb"[\xef\xbb\xbf\s]*\{[^{}\[\]]{0,500}?\"(?P<key>" + keys + rb")\"\s*:\s*\[\s*[{\]]")


def events(stream: JsonBytes) -> Iterator[tuple[str, str, Any]]:
    """(path, event, value) of each piece of the stream's JSON, as `ijson.parse` tells them; `ijson.items` takes them. Raises
    `ijson.JSONError` where it is no JSON or nested too deeply: a path is as long as its place is deep, so memory would grow with
    the square of the depth.
    """
    import ijson

    def bounded() -> Iterator[tuple[str, Any]]:
        depth = 0
        for event, value in ijson.basic_parse(stream, use_float=True):
            depth += (event in _OPENS) - (event in _CLOSES)
            if depth > _DEEPEST:
                raise ijson.JSONError(f"it is nested more than {_DEEPEST} deep")
            yield event, value

    told: Iterator[tuple[str, str, Any]] = ijson.parse(bounded())
    return told


def _between_escapes(text: str) -> int:
    """The last place at which a text may be cut without cutting an escape or a pair of them."""
    cut = text.find("\\", max(0, len(text) - _PAIR))
    if cut < 0:
        return len(text)
    if _FIRST_OF_PAIR.search(text, max(0, cut - _PAIR // 2), cut):
        cut -= _PAIR // 2
    while cut and text[cut - 1] == "\\":
        cut -= 1
    return cut


def _whole(text: str) -> str:
    if not _HALF.search(text):
        return text
    return _ESCAPE.sub(lambda match: "\\ufffd" if match[1] else match[0], text)
