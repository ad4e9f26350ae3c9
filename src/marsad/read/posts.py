"""What social sites print inside the lines of a post: addresses, handles, stamps, "See more", "عرض المزيد", and عاجل|| before a line's news.

Lines that are furniture as a whole are `chrome.py`'s; here are stretches of lines that hold more. A sentence ends at each of them, so that
posts that were copied one after another into one line stay apart: what stands between two posts is a handle, a stamp, an address or عاجل||.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ..lexicon.tables import table

_ADDRESS = r"(?:https?://|t\.me/|t\.co/|pic\.twitter\.com/|bit\.ly/|youtu\.be/)[\w.~:/?#@!$&'*+,;=%-]*"
_HANDLE = r"(?:(?<!\w)RT\s+)?(?<![\w.])@[A-Za-z0-9_]{2,30}:?(?![\w.])|(?<=[\u0620-\u064a])@[A-Za-z0-9_]{2,30}"
_STAMP = r"(?<![\w:])\d{1,2}:\d{2}\s*[AP]M(?![a-zA-Z])(?:\s*·\s*[A-Z][a-z]{2} \d{1,2}, \d{4})?|·\s*[A-Z][a-z]{2} \d{1,2}(?:, \d{4})?(?!\w)"
_STROKE = r"\s*(?:[|‖¦]|//|ll(?=\s))[|‖¦/\s]*"

_SIGN = re.compile("[A-Za-z@#|‖¦]|//")  # without one of these a line holds no furniture but the Arabic phrases


def _union(kind: str) -> str:
    return "|".join(re.escape(w) for w in sorted(table("posts")["furniture"][kind], key=len, reverse=True))


@cache
def _inside() -> re.Pattern[str]:
    """What is furniture wherever it stands."""
    latin, urgent = _union("latin").replace(r"\#", r"\d+(?:\.\d+)?"), _union("urgent")
    begins = rf"(?<=[\s.])(?:#?(?:{urgent}){_STROKE}|#(?:{urgent})\s*:\s*)(?=\S)"
    return re.compile(
        rf"{_ADDRESS}|{_HANDLE}|{_STAMP}|{begins}|(?:(?<![\w@#./])(?<![A-Za-z]['’])|(?<=[\u0620-\u064a]))(?:{latin})(?![a-zA-Z\d_-])"
        rf"|\.{{0,3}}\s*(?:{_union('arabic')})(?!\w)",
        re.ASCII,
    )


@cache
def _urgent() -> re.Pattern[str]:
    """What is before a line's news."""
    return re.compile(rf"[\W_]{{0,4}}(?:{_union('urgent')}){_STROKE}(?=\S)")


def inline_spans(lines: Iterable[tuple[str, int]]) -> Sequence[tuple[int, int]]:
    """(start, end) of furniture inside the lines given with their offsets, in order."""
    spans: list[tuple[int, int]] = []
    for line, start in lines:
        before = _urgent().match(line)
        at = 0
        if before and before.end() < len(line):
            at = before.end()
            spans.append((start, start + at))
        if _SIGN.search(line) or any([phrase in line for phrase in table("posts")["furniture"]["arabic"]]):  # as in few lines of news
            spans += [(start + m.start(), start + m.end()) for m in _inside().finditer(line, at)]
    return spans
