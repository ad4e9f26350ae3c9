"""One text with its particulars → `Article`; the checks that make a clear message of bad input."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from ..arabic.normalise import fold
from ..errors import InputError
from ..model import Article, Found
from .address import address_key, host_of, parts_of
from .chrome import Cleaned, clean, lines_of, spans_of
from .dates import may_be_published
from .decode import garbled
from .items import MAX_CHARS
from .language import is_arabic
from .posts import inline_spans

# Lone surrogates and NUL: JSON can write them, no file and no database can hold them.
_UNTEXT = re.compile("[\ud800-\udfff\0]")
_PARTICULARS = ("title", "url", "published", "published_at", "outlet", "author", "section", "language", "agency", "dateline", "forwarded_from")


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
    found: Mapping[str, Found] = MappingProxyType({}),
) -> Article:
    """An article from its text, unchanged, with what its furniture tells. Raises `InputError` for text without an Arabic
    article or a bad date.

    `title`, `url` and `published` are given and win over what the text tells; `found` (by field) is what the door knows. An
    address that is none is left out; a lone surrogate or NUL becomes U+FFFD, so that offsets stay.
    """
    text = whole(text)
    if not text.strip():
        raise InputError("the text is empty; give an Arabic article.")
    if not is_arabic(text):
        if (why := garbled(text)) is not None:
            raise InputError(why)
        raise InputError("the text is not Arabic; marsad reads Arabic news.")
    if len(text) > MAX_CHARS:
        raise InputError(f"the text has {len(text):,} characters, more than an article's {MAX_CHARS:,}; split it into articles.")
    lines = list(lines_of(text))
    cleaned = clean(lines, title)
    kept = [(line.text, line.start) for line, why in zip(lines, cleaned.why, strict=True) if why is None]
    spans = tuple(sorted((*spans_of(lines, cleaned), *inline_spans(kept))))
    if spans and len(text.strip()) - sum(end - start for start, end in spans) < 15:
        raise InputError("the text holds only page furniture (menus, share lines, links); give the article's own text.")
    known = dict(found)
    if "published" in known and not may_be_published(known["published"].value):  # a damaged stamp tells nothing
        del known["published"]
        known.pop("published_at", None)
    for field, value in (("title", title), ("url", url), ("published", published)):
        if value and field not in known:
            known[field] = Found(field, check_date(value) if field == "published" else value, "given", 1.0)
    known = {field: msgspec.structs.replace(told, value=whole(told.value)) for field, told in known.items()}
    if "url" in known and parts_of(known["url"].value) is None:
        del known["url"]
    known["language"] = Found("language", "ar", "letters and small words", 0.97)
    for told in _told(cleaned):
        known.setdefault(told.field, told)
    if "title" not in known:
        first = next((line.text for line, why in zip(lines, cleaned.why, strict=True) if why is None), "")
        if first and len(first) <= 160:
            known["title"] = Found("title", first, "first line", 0.7)
    values = {field: known[field].value for field in known}
    address = values.get("url")
    article = Article(
        id="",
        text=text,
        site=host_of(address) if address else None,
        chrome=spans,
        found=tuple(known.values()),
        **{field: values.get(field) for field in _PARTICULARS},
    )
    return msgspec.structs.replace(article, id=whole(id) if id else stable_id(article.body, address))


def whole(text: str) -> str:
    """The text with U+FFFD for what no text may hold: lone surrogates and NUL. Its length stays."""
    return _UNTEXT.sub("\ufffd", text)


def _told(cleaned: Cleaned) -> Iterator[Found]:
    """What the furniture of a text tells of the article."""
    told = cleaned.told
    if told.published and told.published_origin:
        sure = {"labelled date line": 0.93, "date line": 0.8}.get(told.published_origin, 0.0)
        if sure:  # a date below the body may be any other article's
            yield Found("published", told.published, told.published_origin, sure)
    for field, value, origin in (
        ("author", told.author, "byline"),
        ("agency", told.agency, "dateline"),
        ("dateline", told.dateline, "dateline"),
    ):
        if value:
            yield Found(field, value, origin, 0.85)


def stable_id(text: str, url: str | None) -> str:
    """The same id whenever and however the same article comes: from its address, else from its folded words."""
    key = address_key(url) if url else " ".join(fold(text).split())
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_digest(found: Article) -> str:
    """What tells a changed article from the same one: its words, headline and day."""
    parts = (found.text, found.title or "", found.published or "")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
