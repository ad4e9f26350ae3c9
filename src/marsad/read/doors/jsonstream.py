"""JSON of any encoding → the UTF-8 bytes that a parser of streams wants, with nothing in them on which it fails.

A broken byte becomes U+FFFD, and so does half of a surrogate pair (`\\ud83d` alone): JSON can write it, UTF-8 cannot.
"""

from __future__ import annotations

import io
import re

from ..decode import encoding_of

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
# Escapes one after the other, so that `\\ud83d` (a backslash, then letters) is not taken for one.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)
_FIRST_OF_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}$")
_PAIR = 12  # letters of two escapes


class JsonBytes:
    """A stream of JSON text for `ijson`; `first` is its first byte that is no space."""

    def __init__(self, stream: io.BufferedReader):
        head = stream.peek(1 << 16)[: 1 << 16]
        self.first = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        self._text = io.TextIOWrapper(stream, encoding=encoding_of(head), errors="replace", newline="")
        self._held = ""  # an escape that the next letters may go on with

    def read(self, size: int = -1) -> bytes:
        """About so many letters, as bytes; empty at the end."""
        while True:
            piece = self._text.read(size)
            text = self._held + piece
            cut = _between_escapes(text) if piece and size > 0 else len(text)
            self._held = text[cut:]
            if cut or not piece:
                return _whole(text[:cut]).encode("utf-8", "replace")


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
