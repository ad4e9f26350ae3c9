"""Pages of t.me (a channel's preview, one post in its frame): a post is an article, its channel the outlet, its address its own."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from ...errors import InputError
from ...model import Article, Found
from ..article import article_from_text
from ..dates import date_of_stamp
from ..zones import in_world_time, local
from .markup import parse_html, text_with_breaks
from .metadata import text_of

MARK = "tgme_widget_message"


def posts(html: str) -> Iterator[Article]:
    """The posts of such a page in its order; captions and posts in other languages are passed over."""
    for element in _named(parse_html(html), MARK):
        if own := element.get("data-post"):
            try:
                yield _post(element, f"https://t.me/{own}")
            except InputError:
                continue


def _post(element: HtmlElement, address: str) -> Article:
    """The article of a post. Raises `InputError` where it holds no Arabic text."""
    text = "\n\n".join(text_with_breaks(part) for part in _named(element, f"{MARK}_text"))
    found = {"url": Found("url", address, "post", 0.98)}
    for field, name in (("outlet", "owner_name"), ("forwarded_from", "forwarded_from_name"), ("author", "from_author")):
        if words := next((w for part in _named(element, f"{MARK}_{name}") if (w := text_of(part))), ""):
            found[field] = Found(field, words, "post", 1.0)
    written = next((t.get("datetime") or "" for t in element.iter("time") if t.get("datetime")), "")
    if (stamp := date_of_stamp(written)) is not None:
        day, at = stamp
        origin = "post"
        if at and in_world_time(written):
            at, zone = local(at, text)
            day, origin = at[:10], f"post, from world time to {zone}"
        found["published"] = Found("published", day, origin, 1.0)
        if at:
            found["published_at"] = Found("published_at", at, origin, 1.0)
    return article_from_text(text, found=found)


def _named(tree: HtmlElement, name: str) -> Iterator[HtmlElement]:
    return (e for e in tree.iter("div", "a", "span") if name in (e.get("class") or "").split())
