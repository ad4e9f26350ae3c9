"""One text with its particulars → `Article`; the checks that make a clear message of bad input."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from urllib.parse import urlsplit

from ..arabic.normalise import fold
from ..errors import InputError
from ..model import Article
from .chrome import chrome_spans

_ARABIC_LETTER = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
MAX_CHARS = 2_000_000


def check_date(value: str) -> str:
    """`value` as an ISO date. Raises `InputError` where it is none."""
    try:
        return dt.date.fromisoformat(value.strip()[:10]).isoformat()
    except ValueError:
        raise InputError(f"'{value}' is not a date; write it as YYYY-MM-DD, for instance 2017-10-26.") from None


def article_from_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    published: str | None = None,
    chrome: bool = True,
) -> Article:
    """An article from its text, unchanged. Raises `InputError` for text without an Arabic article or a bad date."""
    if not text.strip():
        raise InputError("the text is empty; give an Arabic article.")
    sample = text[:200_000]
    arabic, letters = len(_ARABIC_LETTER.findall(sample)), len(_LETTER.findall(sample))
    if arabic < 10 or arabic < 0.3 * letters:
        raise InputError("the text is not Arabic; marsad reads Arabic news.")
    if len(text) > MAX_CHARS:
        raise InputError(
            f"the text has {len(text):,} characters, more than an article's {MAX_CHARS:,}; split it into articles."
        )
    spans = chrome_spans(text) if chrome else ()
    rest = len(text.strip()) - sum(end - start for start, end in spans)
    if spans and rest < 15:
        raise InputError("the text holds only page furniture (menus, share lines, links); give the article's own text.")
    if title is None:
        title = _first_line(text, spans)
    site = urlsplit(url).hostname if url else None
    return Article(
        id or stable_id(text, url),
        text,
        title,
        url,
        site.removeprefix("www.") if site else None,
        check_date(published) if published else None,
        spans,
    )


def stable_id(text: str, url: str | None) -> str:
    """The same id whenever the same article comes: from its URL, else from its folded words."""
    key = url or " ".join(fold(text).split())
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _first_line(text: str, spans: tuple[tuple[int, int], ...]) -> str | None:
    at = 0
    starts = {start for start, _ in spans}
    for line in text.split("\n"):
        bare = line.strip()
        if bare and at + line.index(bare) not in starts:
            return bare if len(bare) <= 160 else None
        at += len(line) + 1
    return None
