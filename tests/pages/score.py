"""How much of a page's body was read, and how much furniture was left in."""

from __future__ import annotations

import re
from collections import Counter

from marsad.arabic.normalise import fold

from .corpus import Known

_WORD = re.compile(r"\w+")


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(fold(text)))


def token_f1(text: str, page: Known) -> float:
    """F1 over the words of the body; the headline is neither asked for nor held against the reader."""
    lines = [line for line in text.split("\n") if " ".join(fold(line).split()) != " ".join(fold(page.title).split())]
    got, want = _words("\n".join(lines)), _words(page.body)
    both = sum((got & want).values())
    return 2 * both / (sum(got.values()) + sum(want.values())) if both else 0.0


def chrome_left(text: str, page: Known) -> tuple[int, int]:
    """(furniture lines that stand in the text, furniture lines of the page); a line of under four letters is not looked for."""
    body = " ".join(fold(page.title + "\n" + page.body).split())
    got = " ".join(fold(text).split())
    lines = {" ".join(fold(line).split()) for line in page.chrome if len(line.strip()) > 3}
    lines = {line for line in lines if line not in body}  # a word of the body itself proves nothing
    return sum(line in got for line in lines), len(lines)
