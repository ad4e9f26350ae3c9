"""RSS, Atom, RDF and JSON feeds, sitemaps and OPML lists → entries; the articles that a saved feed itself holds."""

from __future__ import annotations

import html as entities
import io
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import lxml.etree

from ...errors import InputError
from ...model import Found
from ...shape import is_table
from ..address import joined, on_the_web
from ..article import article_from_text
from ..dates import date_of_stamp
from ..decode import decode
from ..items import MAX_BYTES, Item, brief, tried
from ..page.markup import fragment_lines
from ..stream import BROKEN

_LEAST = 200  # letters: less is a summary, not an article
_MAX_ENTRIES = 20_000
_DECLARED = re.compile(rb"""\s+encoding\s*=\s*["']([\w.:-]{2,40})["']""")
_CLOSED = re.compile(rb"</(?:rss|feed|rdf:RDF|channel)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{2,5}|#x[0-9a-f]{2,4}|quot|amp|laquo|raquo|nbsp|[lr][sd]quo|ndash|hellip);", re.IGNORECASE)
_WHOLE_TEXTS = ("fulltext", "full-text", "full_text", "yandex_full-text", "turbo_content", "body")  # elements of other vocabularies
_REFERENCE = re.compile(rb"&#(?:([xX])([0-9a-fA-F]+)|(\d+));")


class Entry(NamedTuple):
    """One article that a feed names. `stamp` changes when the article does; `html` is what the feed holds of its text."""

    url: str
    title: str | None = None
    published_at: str | None = None
    stamp: str = ""
    html: str = ""
    author: str | None = None
    outlet: str | None = None
    whole: bool = False  # the feed says that `html` is the article itself, however short


class Feed(NamedTuple):
    """What a feed's address gave: entries, and for an index of sitemaps the addresses of those; what was wrong with others."""

    entries: tuple[Entry, ...]
    parts: tuple[str, ...] = ()
    title: str | None = None
    faults: tuple[str, ...] = ()


def parse_feed(data: bytes, url: str = "") -> Feed:
    """The entries of a feed or sitemap. Raises `InputError` where the bytes are neither."""
    bare = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare[:1] == b"{":
        return _json_feed(bare, url)
    if b"<urlset" in bare[:4000] or b"<sitemapindex" in bare[:4000]:
        return _sitemap(data, url)
    import feedparser

    try:
        mended = _REFERENCE.sub(_reference, _in_utf8(data))
        parsed = feedparser.parse(io.BytesIO(mended), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it raises whatever its parsers raise
        raise InputError(f"the feed cannot be read ({brief(error)}); check the address in a browser.") from error
    if not parsed.entries and not parsed.get("version"):
        raise InputError("the address holds no feed or sitemap; give the address of an RSS, Atom or JSON feed.")
    title = _words(parsed.feed.get("title"))
    base = joined(url, str(parsed.feed.get("link") or "")) or url
    made = [_entry(raw, base, title) for raw in parsed.entries[:_MAX_ENTRIES]]
    if parsed.get("bozo") and _CLOSED.search(mended) is None:
        made.append("the feed breaks off; what stands before is read")
    return _feed(made, title)


def _in_utf8(data: bytes) -> bytes:
    """A feed whose bytes are not of the encoding that it tells (UTF-8 where it tells none), by what they are."""
    declared = _DECLARED.search(data[:200])
    try:
        data.decode(declared[1].decode() if declared else "utf-8")
    except (UnicodeDecodeError, LookupError):
        try:
            return _DECLARED.sub(b"", decode(data)[0].encode("utf-8", "replace"), count=1)
        except InputError:
            return data
    return data


def _feed(made: list[Entry | str], title: str | None) -> Feed:
    """A feed of entries and of what was wrong with others."""
    return Feed(tuple(e for e in made if isinstance(e, Entry)), title=title, faults=tuple(e for e in made if isinstance(e, str)))


def _reference(match: re.Match[bytes]) -> bytes:
    """A character reference; a question mark for one beyond Unicode, on which the parser would fail."""
    number = int((match[2] or match[3]).lstrip(b"0")[:12] or b"0", 16 if match[1] else 10)
    return match[0] if number < 0x110000 else b"?"


def _words(value: Any) -> str | None:
    """A field that should be text; None where it is none."""
    return value if isinstance(value, str) and value.strip() else None


def _title(value: Any) -> str | None:
    """A headline; one that was written as markup of markup is read twice."""
    title = _words(value)
    return entities.unescape(title) if title and _ENTITY.search(title) else title


def _web(base: str, link: Any) -> str | None:
    """The address of the web that an entry's link means; None where it means none."""
    address = joined(base, str(link)) if link else None
    return address if address and on_the_web(address) else None


def _without_address(title: Any, link: Any) -> str:
    return f"the entry '{str(title or '')[:60]}' has no address of the web ({str(link or 'none')[:100]})"


def _entry(raw: Any, base: str, outlet: str | None) -> Entry | str:
    told = raw.get("link") or next((x.get("href") for x in raw.get("links", ()) if x.get("href")), None) or raw.get("id")
    link = _web(base, told)
    if link is None:
        return _without_address(raw.get("title"), told)
    contents = [str(c.get("value") or "") for c in raw.get("content", ())] + [raw[key] for key in _WHOLE_TEXTS if isinstance(raw.get(key), str)]
    bodies = [*contents, raw.get("summary") or ""]
    published, updated = (_moment(raw, name) for name in ("published", "updated"))
    html = max(bodies, key=len)
    return Entry(
        link,
        _title(raw.get("title")),
        published or updated,
        updated or published or "",
        html,
        _words(raw.get("author")),
        outlet,
        whole=html in contents,
    )


def _moment(raw: Any, name: str) -> str | None:
    """A moment of an entry, its day as its own time zone has it; feedparser's reading, in world time, where it is written oddly."""
    get = dict[str, Any].get  # asked itself, an entry without this moment gives another of its moments
    stamp = date_of_stamp(str(get(raw, name) or ""))
    if stamp:
        return stamp[1] or stamp[0]
    parsed = get(raw, f"{name}_parsed")
    return "{:04}-{:02}-{:02}T{:02}:{:02}".format(*parsed[:5]) if parsed else None


def _json_feed(data: bytes, url: str) -> Feed:
    try:
        raw = json.loads(data)
        items = raw.get("items", ())
        if not str(raw.get("version", "")).startswith("https://jsonfeed.org/") and not items:
            raise ValueError
        title = _words(raw.get("title"))
        base = next((told for key in ("feed_url", "home_page_url") if (told := _web(url, raw.get(key)))), url)
        entries: list[Entry | str] = []
        for item in items[:_MAX_ENTRIES]:
            told = item.get("url") or item.get("external_url") or item.get("id")
            link = _web(base, told)
            if link is None:
                entries.append(_without_address(item.get("title"), told))
                continue
            stamp = date_of_stamp(str(item.get("date_published") or item.get("date_modified") or ""))
            names = item.get("authors") or ([item["author"]] if item.get("author") else [])
            entries.append(
                Entry(
                    link,
                    _words(item.get("title")),
                    (stamp[1] or stamp[0]) if stamp else None,
                    str(item.get("date_modified") or item.get("date_published") or ""),
                    str(item.get("content_html") or item.get("content_text") or ""),
                    _words(next((n.get("name") for n in names if is_table(n)), None)),
                    title,
                    whole=bool(item.get("content_html") or item.get("content_text")),
                )
            )
        return _feed(entries, title)
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise InputError("the address holds no feed or sitemap; give the address of an RSS, Atom or JSON feed.") from None


def _tree(data: bytes) -> lxml.etree._Element:  # pyright: ignore[reportPrivateUsage]  # lxml has no other name for it
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        tree = lxml.etree.fromstring(data, parser)
    except lxml.etree.LxmlError:
        tree = None
    if tree is None:
        raise InputError("the XML cannot be read; check the address in a browser.")
    return tree


def _name(element: lxml.etree._Element) -> str:  # pyright: ignore[reportPrivateUsage]  # the same
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""  # a QName raises for `<:news>`


def _sitemap(data: bytes, url: str) -> Feed:
    """https://www.sitemaps.org/protocol.html, with Google's news extension."""
    tree = _tree(data)
    entries: list[Entry | str] = []
    parts: list[tuple[str, str]] = []
    for element in tree:
        told = {_name(inner): (inner.text or "").strip() for inner in element.iter() if inner is not element}
        if not told.get("loc"):
            continue
        link = _web(url, told["loc"])
        if link is None:
            entries.append(_without_address(told.get("title"), told["loc"]))
            continue
        if _name(element) == "sitemap":
            parts.append((told.get("lastmod", ""), link))
        elif _name(element) == "url" and len(entries) < _MAX_ENTRIES:
            stamp = date_of_stamp(told.get("publication_date", ""))
            entries.append(
                Entry(
                    link,
                    told.get("title"),
                    (stamp[1] or stamp[0]) if stamp else None,
                    told.get("lastmod", "") or told.get("publication_date", ""),
                    outlet=told.get("name") or None,
                )
            )
    return _feed(entries, None)._replace(parts=tuple(part for _, part in sorted(parts, reverse=True)))


def read_opml(data: bytes) -> list[str]:
    """The addresses of the feeds that an OPML list names. Raises `InputError` where it names none."""
    found = [o.get("xmlUrl") or o.get("url") for o in _tree(data).iter("outline")]
    urls = list(dict.fromkeys(u.strip() for u in found if u))
    if not urls:
        raise InputError("the OPML list names no feed; each needs an outline with xmlUrl.")
    return urls


def item_of_entry(entry: Entry) -> Item:
    """The article that a feed itself holds, where it holds more than a summary."""
    return tried(entry.url, _article, entry)


def _article(entry: Entry) -> Item:
    text = "\n".join(line.text for line in fragment_lines(entry.html))
    if not text or (len(text) < _LEAST and not entry.whole):
        told = (
            f"an entry with a summary alone ({len(text)} letters; from {_LEAST} on it is taken for the text)" if text else "an entry without its text"
        )
        return Item(entry.url, None, f"{told}; `marsad watch` fetches it", passed=True)
    title = " ".join((entry.title or "").split())
    article = article_from_text(f"{title}\n\n{text}" if title else text, title=title or None, found=entry_found(entry))
    return Item(entry.url, article)


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
    for fault in feed.faults:
        yield Item(where, None, fault)
    for entry in feed.entries:
        yield item_of_entry(entry)
