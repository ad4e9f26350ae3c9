"""What a page says of its article: title, outlet, author, section, language, address, each with origin and sureness."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from ...arabic.normalise import fold
from ...model import Found
from ...shape import is_list, is_table
from ..address import joined, on_the_web, parts_of
from ..chrome import Told
from .known import pages
from .markup import find_named, names_of

_SPLIT = re.compile(r"\s+(?:[-–—|»«·•]|::)\s+")
_HEADINGS = ("h1", "h2", "h3")
_CONTROL = re.compile(r"[\x00-\x1f]+")


class PageData(NamedTuple):
    """The data that a page carries beside its text: its `meta` elements by name and the article of its JSON-LD."""

    metas: dict[str, str]
    linked: dict[str, Any]


def page_data(tree: HtmlElement) -> PageData:
    """Read the data once; what is asked of them is many things."""
    return PageData(_metas(tree), _linked_data(tree))


def found_in_page(tree: HtmlElement, data: PageData, title: Found | None, told: Told, url: str | None) -> dict[str, Found]:
    """The particulars of a page by name: title, url, outlet, author, section."""
    metas, linked = data
    out: dict[str, Found] = {"title": title} if title else {}

    def put(field: str, value: Any, origin: str, sure: float) -> None:
        text = _first_text(value)
        if text and field not in out:
            out[field] = Found(field, text, origin, sure)

    out |= _address(tree, metas, url)
    put("outlet", metas.get("og:site_name"), "og:site_name", 0.95)
    put("outlet", _name(linked.get("publisher")), "JSON-LD publisher", 0.9)
    put("outlet", metas.get("application-name"), "application-name", 0.8)
    put("outlet", _outlet_in_title(tree, out.get("title")), "title", 0.6)
    put("author", _name(linked.get("author")), "JSON-LD author", 0.9)
    put("author", metas.get("author") or metas.get("article:author"), "meta author", 0.85)
    put("author", _marked_author(tree), "markup", 0.7)
    put("author", told.author, "byline", 0.8)
    put("section", metas.get("article:section"), "article:section", 0.95)
    put("section", linked.get("articleSection"), "JSON-LD articleSection", 0.9)
    put("section", _by_class(tree, pages().section), "markup", 0.7)
    return out


def _address(tree: HtmlElement, metas: dict[str, str], url: str | None) -> dict[str, Found]:
    """Where a page stands, by the first that tells an address of the web; `url` is where it was had from."""
    told = [
        (joined(url or "", to), "rel=canonical", 0.98)
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split() and (to := link.get("href"))
    ]
    told += [(metas.get("og:url"), "og:url", 0.95), (url, "address", 0.9)]
    for element in tree.iter("base"):  # some systems put the article's own address here, most the site's
        parts = parts_of(element.get("href") or "")
        if parts is not None and len(parts.path) > 1:
            told.append((element.get("href"), "base", 0.6))
    for value, origin, sure in told:
        address = _first_text(value)
        if address and on_the_web(address):
            return {"url": Found("url", address, origin, sure)}
    return {}


# -- title, outlet, names ------------------------------------------------------------------------------------------------


def headline(tree: HtmlElement, data: PageData) -> Found | None:
    """The article's headline: the heading that the page's own title repeats, else what its data call the headline."""
    metas, linked = data
    page = " ".join((tree.findtext(".//title") or "").split())
    whole = _plain(" ".join([page, metas.get("og:title", ""), str(linked.get("headline") or "")]))
    named = set(pages().title)
    headings = [
        text
        for element in tree.iter(*_HEADINGS, "span", "div", "font", "p")
        if (element.tag in _HEADINGS or not named.isdisjoint(names_of(element)) or (element.tag == "p" and len(element)))
        and 8 < len(text := text_of(element)) < 300
    ]
    # Other headings belong to the site or to other articles.
    repeated = [h for h in headings if len(_plain(h)) > 8 and _plain(h) in whole]
    told: tuple[tuple[Any, str, float], ...] = (
        (max(repeated, key=len, default=None), "heading", 0.98),
        (linked.get("headline"), "JSON-LD headline", 0.95),
        (metas.get("og:title"), "og:title", 0.9),
        (max(_SPLIT.split(page), key=len), "title", 0.8),
    )
    for value, origin, sure in told:
        if first := _first_text(value):
            return Found("title", first, origin, sure)
    return None


def _outlet_in_title(tree: HtmlElement, title: Found | None) -> str | None:
    page = " ".join((tree.findtext(".//title") or "").split())
    if title is None or not page.startswith(title.value) or len(page) <= len(title.value):
        return None
    rest = page[len(title.value) :].strip(" -–—|»«·•:")
    return rest if 2 < len(rest) < 60 else None


def _marked_author(tree: HtmlElement) -> str | None:
    for element in tree.iter("a", "span", "div", "meta"):
        if "author" in (element.get("rel"), element.get("itemprop")):
            text = element.get("content") or text_of(element)
            if 2 < len(text) < 60:
                return text
    return _by_class(tree, pages().author)


def _by_class(tree: HtmlElement, classes: Sequence[str]) -> str | None:
    for element in find_named(tree, classes):
        text = text_of(element)
        label = _before_names().match(text)
        text = re.split(r"[,،|]|\s-\s", text[label.end() :] if label else text)[0].strip(" -–:")
        if 2 < len(text) < 60:
            return text
    return None


@cache
def _before_names() -> re.Pattern[str]:
    words = sorted(pages().before_names, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s*:?\s+")


# -- where it stands ----------------------------------------------------------------------------------------------------


def _metas(tree: HtmlElement) -> dict[str, str]:
    out: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            out.setdefault(name, content)
    return out


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """The first article of the page's JSON-LD, as it stands there; empty where there is none."""
    for node in linked_nodes(tree):
        kinds = node.get("@type")
        if any(kind in pages().data.article_types for kind in (kinds if is_list(kinds) else [kinds])):
            return node
    return {}


def linked_nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, in order; what is no JSON is passed over."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().startswith("application/ld+json") and script.text:
            try:
                data = json.loads(_CONTROL.sub(" ", script.text.strip().removeprefix("<!--").removesuffix("-->")))
            except ValueError:
                continue
            yield from _nodes(data, 0)


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if is_list(data):
        for item in data:
            yield from _nodes(item, depth + 1)
    elif is_table(data):
        yield data
        yield from _nodes(data.get("@graph"), depth + 1)


def _name(value: Any) -> str | None:
    if is_list(value):
        return next((name for item in value if (name := _name(item))), None)
    if is_table(value):
        return _name(value.get("name"))
    return value if isinstance(value, str) else None


def _first_text(value: Any) -> str | None:
    if is_list(value):
        value = next((v for v in value if v), None)
    text = " ".join(str(value).split()) if isinstance(value, str) else ""
    return text or None


def text_of(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split()) if isinstance(element.tag, str) else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
