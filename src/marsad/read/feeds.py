"""RSS, Atom, RDF and JSON feeds, sitemaps and OPML lists → entries; the articles that a saved feed itself holds."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin

import lxml.etree
import lxml.html

from ..errors import InputError
from ..model import Found
from .article import article_from_text
from .chrome import Line
from .dates import date_of_stamp
from .items import MAX_BYTES, Item
from .markup import element_lines
from .stream import BROKEN

_LEAST = 200  # letters: less is a summary, not an article
_MAX_ENTRIES = 20_000


class Entry(NamedTuple):
    """One article that a feed names. `stamp` changes when the article does; `html` is what the feed holds of its text."""

    url: str
    title: str | None = None
    published_at: str | None = None
    stamp: str = ""
    html: str = ""
    author: str | None = None
    outlet: str | None = None


class Feed(NamedTuple):
    """What a feed's address gave: entries, and for an index of sitemaps the addresses of those."""

    entries: tuple[Entry, ...]
    parts: tuple[str, ...] = ()
    title: str | None = None


def parse_feed(data: bytes, url: str = "") -> Feed:
    """The entries of a feed or sitemap. Raises `InputError` where the bytes are neither."""
    bare = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare[:1] == b"{":
        return _json_feed(bare, url)
    if b"<urlset" in bare[:4000] or b"<sitemapindex" in bare[:4000]:
        return _sitemap(data, url)
    import feedparser

    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries and not parsed.version:
        raise InputError("the address holds no feed or sitemap; give the address of an RSS, Atom or JSON feed.")
    title = parsed.feed.get("title")
    return Feed(
        tuple(e for raw in parsed.entries[:_MAX_ENTRIES] if (e := _entry(raw, url, title)) is not None), title=title
    )


def _entry(raw: Any, base: str, outlet: str | None) -> Entry | None:
    link = (
        raw.get("link") or next((x.get("href") for x in raw.get("links", ()) if x.get("href")), None) or raw.get("id")
    )
    if not link or not urljoin(base, link).startswith(("http://", "https://")):
        return None
    bodies = [c.get("value") or "" for c in raw.get("content", ())] + [raw.get("summary") or ""]
    published, updated = (_moment(raw, name) for name in ("published", "updated"))
    html = max(bodies, key=len)
    return Entry(
        urljoin(base, link.strip()),
        raw.get("title"),
        published or updated,
        updated or published or "",
        html,
        raw.get("author"),
        outlet,
    )


def _moment(raw: Any, name: str) -> str | None:
    """A moment of an entry, its day as its own time zone has it; feedparser's reading, in world time, where it is written oddly."""
    stamp = date_of_stamp(str(dict.get(raw, name) or ""))
    if stamp:
        return stamp[1] or stamp[0]
    parsed = dict.get(raw, f"{name}_parsed")
    return "{:04}-{:02}-{:02}T{:02}:{:02}".format(*parsed[:5]) if parsed else None


def _json_feed(data: bytes, url: str) -> Feed:
    try:
        raw = json.loads(data)
        items = raw.get("items", ())
        if not str(raw.get("version", "")).startswith("https://jsonfeed.org/") and not items:
            raise ValueError
        title = raw.get("title")
        entries = []
        for item in items[:_MAX_ENTRIES]:
            link = item.get("url") or item.get("external_url") or item.get("id")
            if not link:
                continue
            stamp = date_of_stamp(str(item.get("date_published") or ""))
            names = item.get("authors") or ([item["author"]] if item.get("author") else [])
            entries.append(
                Entry(
                    urljoin(url, str(link)),
                    item.get("title"),
                    (stamp[1] or stamp[0]) if stamp else None,
                    str(item.get("date_modified") or item.get("date_published") or ""),
                    str(item.get("content_html") or item.get("content_text") or ""),
                    next((n.get("name") for n in names if isinstance(n, dict)), None),
                    title,
                )
            )
        return Feed(tuple(entries), title=title)
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise InputError(
            "the address holds no feed or sitemap; give the address of an RSS, Atom or JSON feed."
        ) from None


def _tree(data: bytes):
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        tree = lxml.etree.fromstring(data, parser)
    except lxml.etree.LxmlError:
        tree = None
    if tree is None:
        raise InputError("the XML cannot be read; check the address in a browser.")
    return tree


def _name(element) -> str:
    return lxml.etree.QName(element).localname if isinstance(element.tag, str) else ""


def _sitemap(data: bytes, url: str) -> Feed:
    """https://www.sitemaps.org/protocol.html, with Google's news extension."""
    tree = _tree(data)
    entries: list[Entry] = []
    parts: list[tuple[str, str]] = []
    for element in tree:
        told = {_name(inner): (inner.text or "").strip() for inner in element.iter() if inner is not element}
        if not told.get("loc"):
            continue
        if _name(element) == "sitemap":
            parts.append((told.get("lastmod", ""), urljoin(url, told["loc"])))
        elif _name(element) == "url" and len(entries) < _MAX_ENTRIES:
            stamp = date_of_stamp(told.get("publication_date", ""))
            entries.append(
                Entry(
                    urljoin(url, told["loc"]),
                    told.get("title"),
                    (stamp[1] or stamp[0]) if stamp else None,
                    told.get("lastmod", "") or told.get("publication_date", ""),
                    outlet=told.get("name") or None,
                )
            )
    return Feed(tuple(entries), tuple(part for _, part in sorted(parts, reverse=True)))


def read_opml(data: bytes) -> list[str]:
    """The addresses of the feeds that an OPML list names. Raises `InputError` where it names none."""
    found = [o.get("xmlUrl") or o.get("url") for o in _tree(data).iter("outline")]
    urls = list(dict.fromkeys(u.strip() for u in found if u))
    if not urls:
        raise InputError("the OPML list names no feed; each needs an outline with xmlUrl.")
    return urls


def entry_lines(html: str) -> list[Line]:
    """The lines of what a feed holds of an article."""
    if not html.strip():
        return []
    return element_lines(lxml.html.fragment_fromstring(html, create_parent="div"))


def item_of_entry(entry: Entry) -> Item:
    """The article that a feed itself holds, where it holds more than a summary."""
    text = "\n".join(line.text for line in entry_lines(entry.html))
    if len(text) < _LEAST:
        return Item(entry.url, None, "an entry without its text; `marsad watch` fetches it", passed=True)
    try:
        title = " ".join((entry.title or "").split())
        found = entry_found(entry)
        return Item(
            entry.url, article_from_text(f"{title}\n\n{text}" if title else text, title=title or None, found=found)
        )
    except InputError as error:
        return Item(entry.url, None, str(error))


def entry_found(entry: Entry) -> dict[str, Found]:
    """What a feed says of an article."""
    found = {"url": Found("url", entry.url, "feed", 0.95)}
    if entry.published_at:
        found["published"] = Found("published", entry.published_at[:10], "feed", 0.9)
        if len(entry.published_at) > 10:
            found["published_at"] = Found("published_at", entry.published_at, "feed", 0.9)
    for field, value in (("outlet", entry.outlet), ("author", entry.author)):
        if value:
            found[field] = Found(field, value, "feed", 0.8)
    return found


def feed_items(stream: io.BufferedReader, where: str) -> Iterator[Item]:
    """The articles of a feed that was saved to a file."""
    try:
        data = stream.read(8 * MAX_BYTES + 1)
        if len(data) > 8 * MAX_BYTES:
            raise InputError(f"the feed has more than {8 * MAX_BYTES / 1e6:.0f} MB")
        feed = parse_feed(data)
    except BROKEN as error:
        yield Item(where, None, f"the file breaks off here ({error})")
        return
    except InputError as error:
        yield Item(where, None, str(error))
        return
    for entry in feed.entries:
        yield item_of_entry(entry)
