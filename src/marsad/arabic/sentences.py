"""Text → raw words and sentence boundaries. Nothing here knows what a word means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LETTER = (  # Latin, then Arabic with its forms for print
    "0-9A-Za-z\u00c0-\u024f"
    "\u0610-\u061a\u0620-\u065f\u0660-\u0669\u066e-\u06d3\u06d5-\u06ed\u06ee-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
)
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff"
_BULLETS = "•●■▪◾◼⬛◆🔴🔵🟠🟡🟢🟣⚫⚪🔹🔸🔷🔶🔺🔻📌📍🛑⭕✅☑"  # stand before a point of a list, which is a sentence
_ON = rf"[{_LETTER}{_INVISIBLE}]*"  # a run of one set, which the engine passes over in one step
_WORD = rf"[{_LETTER}]{_ON}(?:(?<=[0-9\u0660-\u0669])[.,:/٫٬](?=[0-9\u0660-\u0669]){_ON})*"
_RAW = re.compile(
    rf"(?P<word>{_WORD})|(?P<open>[«“\"(\[{{„])|(?P<close>[»”)\]}}])|(?P<end>[!?؟…]+|\.+)|(?P<mark>[،,؛;:\-–—|/])|(?P<line>\n+|[{_BULLETS}])"
)


class RawToken(NamedTuple):
    """A word or a mark. `opens`, `closes`: whether a quotation mark stands just before or behind it. `letters` has the offset of each of
    its characters where they do not follow each other in the text (a mended word); else it is empty."""

    text: str
    start: int
    end: int
    kind: str  # "word" or "mark"
    opens: bool = False
    closes: bool = False
    letters: tuple[int, ...] = ()


def _is_stop(text: str, at: int, end: int) -> bool:
    """Whether the full stop at `at` ends a sentence: not inside ".." before more text of the line, not an initial."""
    return end >= len(text) or text[end] in ' \n\t\u00a0«“"”»)\u200f' or "؀" <= text[end] <= "ۿ"


def _initial(text: str, last: RawToken, stop: re.Match[str]) -> bool:
    """Whether a full stop follows a single letter on the same line: the initials of a name (ح.ج.)."""
    return (
        stop.group() == "."
        and last.kind == "word"
        and last.end - last.start == 1
        and last.end == stop.start()
        and text[stop.end() : stop.end() + 1] not in ("", "\n")
        and not last.text.isdigit()
    )


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[list[RawToken]]:
    """Yield the sentences of `text[start:end]`, each a list of words and marks with offsets into `text`.

    Quotation marks and brackets are flags on the neighbouring words, not tokens: names are often in quotes. A line
    break ends a sentence. Raises nothing.
    """
    current: list[RawToken] = []
    opens = False
    for match in _RAW.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup
        if kind == "word":
            current.append(RawToken(match.group(), *match.span(), "word", opens))
            opens = False
        elif kind == "open" or (kind == "close" and not current):
            # A straight quotation mark both opens and closes: it closes when it touches the word before it.
            if match.group() == '"' and current and current[-1].end == match.start():
                current[-1] = current[-1]._replace(closes=True)
            else:
                opens = True
        elif kind == "close":
            # An Arabic page may carry ” as an opening mark: it opens when a blank stands before it.
            if match.group() == "”" and text[match.start() - 1 : match.start()].isspace():
                opens = True
            else:
                current[-1] = current[-1]._replace(closes=True)
        elif kind == "mark":
            if current:
                current.append(RawToken(match.group(), match.start(), match.end(), "mark"))
        elif kind == "end" and current and _initial(text, current[-1], match):
            continue
        elif current and (kind == "line" or _is_stop(text, match.start(), match.end())):
            # Two dots join a headline's halves ("السودان.. 7 قتلى"): a mark, unless the line ends there.
            if kind == "end" and match.group() in ("..", "…") and text[match.end() : match.end() + 2].strip("\n ”»"):
                current.append(RawToken(match.group(), match.start(), match.end(), "mark"))
                continue
            yield current
            current, opens = [], False
    if current:
        yield current
