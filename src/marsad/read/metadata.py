"""What a page says of its article: title, outlet, author, section, language, address, date, each with origin and sureness."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from ..arabic.normalise import fold
from ..lexicon.tables import table
from ..model import Found
from .chrome import Told
from .dates import date_of_stamp, date_of_url, printed_dates
from .markup import find_named, names_of

_ARTICLE_TYPES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting", "AnalysisNewsArticle", "BackgroundNewsArticle", "SocialMediaPosting", "Report", "OpinionNewsArticle", "VideoObject")  # fmt: skip
_DATE_METAS = ("article:published_time", "og:article:published_time", "published_time", "datepublished", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "date", "article_date_original", "cxenseparse:recs:publishtime", "last-publish-date")  # fmt: skip
_SPLIT = re.compile(r"\s+(?:[-–—|»«·•]|::)\s+")
_CONTROL = re.compile(r"[\x00-\x1f]+")


class PageData(NamedTuple):
    """The data that a page carries beside its text: its `meta` elements by name and the article of its JSON-LD."""

    metas: dict[str, str]
    linked: dict[str, Any]


def page_data(tree: HtmlElement) -> PageData:
    """Read the data once; what is asked of them is many things."""
    return PageData(_metas(tree), _linked_data(tree))


def found_in_page(
    tree: HtmlElement, data: PageData, title: Found | None, told: Told, url: str | None
) -> dict[str, Found]:
    """The particulars of a page by name: title, url, outlet, author, section, language, published, published_at."""
    metas, linked = data
    out: dict[str, Found] = {"title": title} if title else {}

    def put(field: str, value: Any, origin: str, sure: float) -> None:
        text = _first_text(value)
        if text and field not in out:
            out[field] = Found(field, text, origin, sure)

    base = url or ""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            put("url", urljoin(base, link.get("href").strip()), "rel=canonical", 0.98)
    put("url", metas.get("og:url"), "og:url", 0.95)
    put("url", url, "address", 0.9)
    if "url" in out and not urlsplit(out["url"].value).scheme.startswith("http"):
        del out["url"]

    put("outlet", metas.get("og:site_name"), "og:site_name", 0.95)
    put("outlet", _name(linked.get("publisher")), "JSON-LD publisher", 0.9)
    put("outlet", metas.get("application-name"), "application-name", 0.8)
    put("outlet", _outlet_in_title(tree, out.get("title")), "title", 0.6)
    put("author", _name(linked.get("author")), "JSON-LD author", 0.9)
    put("author", metas.get("author") or metas.get("article:author"), "meta author", 0.85)
    put("author", _by_mark(tree, "author"), "markup", 0.7)
    put("author", told.author, "byline", 0.8)
    put("section", metas.get("article:section"), "article:section", 0.95)
    put("section", linked.get("articleSection"), "JSON-LD articleSection", 0.9)
    put("section", _by_class(tree, "section"), "markup", 0.7)
    put("language", (tree.get("lang") or metas.get("og:locale") or "")[:2].lower(), "declared", 0.6)
    out.update(_dates(tree, metas, linked, told, out["url"].value if "url" in out else url))
    return out


# -- title, outlet, names ------------------------------------------------------------------------------------------------


def headline(tree: HtmlElement, data: PageData) -> Found | None:
    """The article's headline: the heading that the page's own title repeats, else what its data call the headline."""
    metas, linked = data
    page = " ".join((tree.findtext(".//title") or "").split())
    whole = _plain(" ".join([page, metas.get("og:title", ""), str(linked.get("headline") or "")]))
    named = set(table("pages")["title"])
    headings = [
        text
        for element in tree.iter("h1", "h2", "h3", "span", "div", "font", "p")
        if (element.tag[0] == "h" or not named.isdisjoint(names_of(element)) or (element.tag == "p" and len(element)))
        and 8 < len(text := _text(element)) < 300
    ]
    # Other headings belong to the site or to other articles.
    repeated = [h for h in headings if len(_plain(h)) > 8 and _plain(h) in whole]
    for value, origin, sure in (
        (max(repeated, key=len, default=None), "heading", 0.98),
        (linked.get("headline"), "JSON-LD headline", 0.95),
        (metas.get("og:title"), "og:title", 0.9),
        (max(_SPLIT.split(page), key=len), "title", 0.8),
    ):
        text = _first_text(value)
        if text:
            return Found("title", text, origin, sure)
    return None


def _outlet_in_title(tree: HtmlElement, title: Found | None) -> str | None:
    page = " ".join((tree.findtext(".//title") or "").split())
    if title is None or not page.startswith(title.value) or len(page) <= len(title.value):
        return None
    rest = page[len(title.value) :].strip(" -–—|»«·•:")
    return rest if 2 < len(rest) < 60 else None


def _by_mark(tree: HtmlElement, what: str) -> str | None:
    for element in tree.iter("a", "span", "div", "meta"):
        if element.get("rel") == what or element.get("itemprop") == what:
            text = element.get("content") or _text(element)
            if 2 < len(text) < 60:
                return text
    return _by_class(tree, what)


def _by_class(tree: HtmlElement, what: str) -> str | None:
    for element in find_named(tree, table("pages")[what]):
        text = _text(element)
        label = re.match(r"(?:بواسطة|كتب بواسطة|كتبه|بقلم|تحرير|مرسلة بواسطة|التصنيف)\s*:?\s+", text)
        text = re.split(r"[,،|]|\s-\s", text[label.end() :] if label else text)[0].strip()
        if 2 < len(text) < 60:
            return text
    return None


# -- the date ------------------------------------------------------------------------------------------------------------


def _dates(
    tree: HtmlElement, metas: dict[str, str], linked: dict[str, Any], told: Told, url: str | None
) -> dict[str, Found]:
    """`published` (a day) and `published_at` (with its hour) by the surest of what the page tells."""
    candidates = list(_stamps(tree, metas, linked))
    line = _line_candidate(tree, told)
    if line is not None:
        candidates.append(line)
    if url and (day := date_of_url(url)):
        candidates.append((day, None, "address", 0.85))
    for key in ("dateModified",):
        stamp = date_of_stamp(str(linked.get(key) or metas.get("article:modified_time") or ""))
        if stamp:
            candidates.append((*stamp, "date of change", 0.5))
    if not candidates:
        return {}
    best = max(candidates, key=lambda c: c[3])
    day, at, origin, sure = best
    others = {c[0] for c in candidates if c[3] >= 0.8}
    if len(others) > 1:
        # A stamp in world time may lie a day before the day that the page itself prints, which is what its words mean.
        if line is not None and line[3] >= 0.9 and abs(_days(line[0]) - _days(day)) == 1:
            day, at, origin = line[0], None, line[2]
        sure = round(sure - 0.15, 2)
    out = {"published": Found("published", day, origin, sure)}
    if at and origin == best[2]:
        out["published_at"] = Found("published_at", at, origin, sure)
    return out


def _stamps(
    tree: HtmlElement, metas: dict[str, str], linked: dict[str, Any]
) -> Iterator[tuple[str, str | None, str, float]]:
    for value, origin, sure in (
        (linked.get("datePublished"), "JSON-LD datePublished", 0.97),
        (linked.get("dateCreated"), "JSON-LD dateCreated", 0.9),
        (next((metas[name] for name in _DATE_METAS if metas.get(name)), None), "meta", 0.95),
    ):
        stamp = date_of_stamp(str(value)) if value else None
        if stamp:
            yield (*stamp, origin, sure)
    for element in tree.iter("time", "abbr", "meta", "span"):
        value = element.get("datetime") or (element.get("title") if element.tag == "abbr" else element.get("content"))
        marked = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if value and (marked or element.tag in ("time", "abbr")) and not _elsewhere(element):
            stamp = date_of_stamp(value)
            if stamp:
                yield (*stamp, "itemprop" if marked else element.tag, 0.94 if marked else 0.9)
                return


def _line_candidate(tree: HtmlElement, told: Told) -> tuple[str, str | None, str, float] | None:
    """A printed date: by its label, by the class of its element, by where its line stands."""
    best: tuple[str, str | None, str, float] | None = None
    for element in find_named(tree, table("pages")["date"]):
        if _elsewhere(element):
            continue
        folded = fold(_text(element))
        dates = printed_dates(folded) if len(folded) < 160 else []
        if dates and "تحديث" not in folded[: dates[0].start] and "تعديل" not in folded[: dates[0].start]:
            best = (dates[0].day.isoformat(), None, "date element", 0.92)
            break
    if best is None and told.published and told.published_origin:
        sure = {"labelled date line": 0.93, "date line": 0.8}.get(told.published_origin, 0.4)
        best = (told.published, None, told.published_origin, sure)
    return best


def _elsewhere(element: HtmlElement) -> bool:
    """Whether an element belongs to the page's clock, its margin or another article's card."""
    clock = set(table("pages")["clock"])
    for above in (element, *element.iterancestors()):
        names = names_of(above)
        low = " ".join(names).lower()
        if above.tag in ("aside", "nav", "footer") or not clock.isdisjoint(names):
            return True
        if re.search(r"sidebar|related|widget(?!-theme|-container|_)|most|latest|comment|ticker", low) and above.tag not in ("body", "html"):  # fmt: skip
            return True
    return False


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
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().startswith("application/ld+json") and script.text:
            try:
                data = json.loads(_CONTROL.sub(" ", script.text.strip().removeprefix("<!--").removesuffix("-->")))
            except ValueError:
                continue
            for node in _nodes(data, 0):
                kinds = node.get("@type")
                if any(kind in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    return node
    return {}


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _nodes(data.get("@graph"), depth + 1)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return next((name for item in value if (name := _name(item))), None)
    if isinstance(value, dict):
        return _name(value.get("name"))
    return value if isinstance(value, str) else None


def _first_text(value: Any) -> str | None:
    if isinstance(value, list):
        value = next((v for v in value if v), None)
    text = " ".join(str(value).split()) if isinstance(value, str) else ""
    return text or None


def _text(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split()) if isinstance(element.tag, str) else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _days(day: str) -> int:
    import datetime as dt

    return dt.date.fromisoformat(day).toordinal()
