"""HTML → the article's text, title, date, outlet and address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from ...errors import InputError
from ...model import Article, Found
from ..address import joined, on_the_web
from ..article import article_from_text, stable_id
from ..chrome import Line, Told, clean
from ..dates import date_of_stamp
from ..zones import in_world_time, local
from .channel import MARK, posts
from .jsonbody import json_body
from .known import pages
from .liveblog import updates
from .markup import body_lines, element_lines, parse_html
from .metadata import found_in_page, headline, page_data
from .pagedate import is_moment, page_dates

_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|div|p|table|meta)\b", re.IGNORECASE)
_THIN = 140  # letters: a body shorter than this is looked for in the page's data, and by trafilatura
MAX_HTML = 12_000_000


def looks_like_html(text: str) -> bool:
    """Whether text is an HTML page rather than plain text."""
    return bool(_HTML.search(text[:4000]))


def articles_from_html(html: str, *, url: str | None = None, published: str | None = None, seen: str | None = None) -> list[Article]:
    """The article of a page, or of a live blog the articles of its updates, of a channel those of its posts, each with its own day. Raises
    `InputError` where there is none; for the rest as `article_from_html`."""
    if MARK in html and len(html) <= MAX_HTML and (found := list(posts(html))):
        return found
    if len(html) <= MAX_HTML and any(word in html.lower() for word in pages().live):
        found = list(_updates(html, url, seen))
        if found:
            return found
    return [article_from_html(html, url=url, published=published, seen=seen)]


def _updates(html: str, url: str | None, seen: str | None) -> Iterator[Article]:
    tree = parse_html(html)
    told = updates(tree, seen if seen and is_moment(seen) else None)
    if not told:
        return
    page = page_data(tree)
    whole = found_in_page(tree, page, headline(tree, page), Told(), url)
    base = whole["url"].value if "url" in whole else url
    for number, update in enumerate(told, 1):
        found: dict[str, Found] = {name: whole[name] for name in ("outlet", "author", "section") if name in whole}
        if (stamp := date_of_stamp(update.stamp)) is not None:
            day, at = stamp
            if at and in_world_time(update.stamp):
                at, _ = local(at, update.text)
                day = at[:10]
            found["published"] = Found("published", day, "live update", 0.97)
            if at:
                found["published_at"] = Found("published_at", at, "live update", 0.97)
        address = joined(base or "", update.address or f"#update-{number}")
        if address and on_the_web(address):
            found["url"] = Found("url", address, "live update", 0.9)
        title = " ".join((update.title or "").split()) or None
        # The blog's address is that of all its updates: an update is told by its moment and its first words.
        own = stable_id(" ".join((base or "", update.stamp, title or update.text[:80])), None)
        try:
            yield article_from_text(f"{title}\n\n{update.text}" if title else update.text, id=own, title=title, found=found)
        except InputError:
            continue  # a picture's words, a post in another language


def article_from_html(html: str, *, id: str | None = None, url: str | None = None, published: str | None = None, seen: str | None = None) -> Article:
    """The article of a page. `published` serves where the page gives no date; `seen` is the moment (ISO, world time) at which
    it was captured or downloaded: no date lies behind it, and "three hours ago" is counted from it. Raises `InputError` where
    there is none."""
    if len(html) > MAX_HTML:
        raise InputError(f"the page has {len(html) / 1e6:.0f} MB, too much for one article; save its text and give that.")
    tree = parse_html(html)
    page = page_data(tree)
    head = headline(tree, page)
    title = head.value if head else None
    told = clean(element_lines(tree), title).told
    found = found_in_page(tree, page, head, told, url)
    found |= page_dates(tree, page, title, told, found["url"].value if "url" in found else url, seen)
    data = json_body(tree, title) if _letters(element_lines(tree)) < 8 * _THIN else None
    lines, body = _body(tree, title)
    if data is not None and _letters(data[0]) > _letters(body):
        lines = data[0]
        stamp = date_of_stamp(data[1]) if data[1] else None
        if stamp:
            _offer(found, Found("published", stamp[0], "page data", 0.9))
            if stamp[1]:
                _offer(found, Found("published_at", stamp[1], "page data", 0.9))
        body = _kept(lines, title)
    if _letters(body) < _THIN:
        body = _by_trafilatura(html, title, body)
    if not body:
        raise InputError("no article was found in the page; save its text and give that.")
    text = "\n".join(line.text for line in body)
    if published and "published" not in found:
        found["published"] = Found("published", published, "given", 0.9)
    return article_from_text(f"{title}\n\n{text}" if title else text, id=id, title=title, found=found)


def _body(tree: HtmlElement, title: str | None) -> tuple[list[Line], list[Line]]:
    lines = body_lines(tree)
    return lines, _kept(lines, title)


def _kept(lines: list[Line], title: str | None) -> list[Line]:
    cleaned = clean(lines, title)
    kept = [line for line, why in zip(lines, cleaned.why, strict=True) if why is None or why == "dateline"]
    return [line for line in kept if not title or line.text.strip() != title.strip()]


def _letters(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _offer(found: dict[str, Found], new: Found) -> None:
    """Take what is surer than what is known."""
    if new.field not in found or found[new.field].sure < new.sure:
        found[new.field] = new


def _by_trafilatura(html: str, title: str | None, least: list[Line]) -> list[Line]:
    """The last resort for pages whose body neither their markup nor their data show."""
    import trafilatura  # costs 0.4 s to import, and is seldom asked

    text = trafilatura.extract(html, include_comments=False, favor_recall=True) or ""
    at = 0
    lines: list[Line] = []
    for line in text.split("\n"):
        if line.strip():
            lines.append(Line(line.strip(), at))
            at += len(line.strip()) + 1
    kept = _kept(lines, title)
    return kept if _letters(kept) > _letters(least) else least
