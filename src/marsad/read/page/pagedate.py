"""The day on which a page's article was published: by its data, its markup, its visible lines, its address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from ...arabic.normalise import fold
from ...model import Found
from ..chrome import Told
from ..chrome_words import chrome_words
from ..dates import date_of_stamp, date_of_url, days_ago, length_ago, printed_dates
from .known import pages
from .markup import find_named, names_of
from .metadata import PageData, text_of

_DAY = dt.timedelta(days=1)


def page_dates(tree: HtmlElement, data: PageData, title: str | None, told: Told, url: str | None, seen: str | None = None) -> dict[str, Found]:
    """`published` (a day) and `published_at` (with its hour) by the surest of what the page tells; empty where nothing does.

    `seen` is the ISO moment (world time) of the page's capture or download, before which it came out."""
    metas, linked = data
    home = _home(tree, title)
    candidates = list(_stamps(tree, metas, linked, home))
    line = _line_candidate(tree, told, home)
    if line is not None:
        candidates.append(line)
    if url and (day := date_of_url(url)):
        candidates.append((day, None, "address", 0.85))
    seen = seen if seen and is_moment(seen) else None  # what an archive's record says may be damaged
    if seen and (ago := _counted_back(tree, seen, home)) is not None:
        candidates.append(ago)
    changed = date_of_stamp(str(linked.get("dateModified") or metas.get("article:modified_time") or ""))
    if changed:
        candidates.append((*changed, "date of change", 0.5))
    if seen:  # clocks of places run up to 14 hours before world time
        latest = min(dt.date.fromisoformat(seen[:10]), dt.date.max - _DAY) + _DAY
        # What lies behind it is a clock of the page or damaged; alone, it is kept for what it is worth.
        candidates = [c for c in candidates if c[0] <= latest.isoformat()] or [(*c[:3], round(c[3] - 0.4, 2)) for c in candidates]
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
    tree: HtmlElement, metas: dict[str, str], linked: dict[str, Any], home: frozenset[HtmlElement]
) -> Iterator[tuple[str, str | None, str, float]]:
    for value, origin, sure in (
        (linked.get("datePublished"), "JSON-LD datePublished", 0.97),
        (linked.get("dateCreated"), "JSON-LD dateCreated", 0.9),
        (next((metas[name] for name in pages().data.date_metas if metas.get(name)), None), "meta", 0.95),
    ):
        stamp = date_of_stamp(str(value)) if value else None
        if stamp:
            yield (*stamp, origin, sure)
    for element in tree.iter("time", "abbr", "meta", "span"):
        value = element.get("datetime") or (element.get("title") if element.tag == "abbr" else element.get("content"))
        marked = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if value and (marked or element.tag in ("time", "abbr")) and not _elsewhere(element, home):
            stamp = date_of_stamp(value)
            if stamp:
                yield (*stamp, "itemprop" if marked else str(element.tag), 0.94 if marked else 0.9)
                return


def _line_candidate(tree: HtmlElement, told: Told, home: frozenset[HtmlElement]) -> tuple[str, str | None, str, float] | None:
    """A printed date: by its label, by the class of its element, by where its line stands."""
    best: tuple[str, str | None, str, float] | None = None
    for element in find_named(tree, pages().date):
        if _elsewhere(element, home):
            continue
        folded = fold(text_of(element))
        dates = printed_dates(folded) if len(folded) < 160 else []
        ends = [0, *(date.end for date in dates)]
        told_out = [d for d, end in zip(dates, ends, strict=False) if not chrome_words().updated.search(folded[end : d.start])]
        if told_out:
            best = (told_out[0].day.isoformat(), None, "date element", 0.92)
            break
    if best is None and told.published and told.published_origin:
        sure = {"labelled date line": 0.93, "date line": 0.8}.get(told.published_origin, 0.4)
        best = (told.published, None, told.published_origin, sure)
    return best


def is_moment(stamp: str) -> bool:
    try:
        dt.datetime.fromisoformat(stamp[:16].rstrip("Z"))
    except ValueError:
        return False
    return True


def _counted_back(tree: HtmlElement, seen: str, home: frozenset[HtmlElement]) -> tuple[str, str | None, str, float] | None:
    """A moment told by how long ago it was (منذ 3 ساعات) where the page says when it came out, counted from `seen`."""
    for element in [*find_named(tree, [*pages().ago, *pages().date]), *tree.iter("time")]:
        text = text_of(element)
        if len(text) > 60 or chrome_words().updated.search(fold(text)) or _elsewhere(element, home):
            continue
        if (length := length_ago(fold(text))) is not None:
            at = dt.datetime.fromisoformat(seen[:16].rstrip("Z")) - length
            exact = at.strftime("%Y-%m-%dT%H:%M") if length < dt.timedelta(days=1) else None
            return at.date().isoformat(), exact, "counted back from the capture", 0.8
        if (days := days_ago(fold(text))) is not None:
            return (dt.date.fromisoformat(seen[:10]) - dt.timedelta(days)).isoformat(), None, "counted back from the capture", 0.75
    return None


def _elsewhere(element: HtmlElement, home: frozenset[HtmlElement]) -> bool:
    """Whether an element belongs to the page's clock, its margin or another article's card; `home` holds the headline."""
    clock = set(pages().clock)
    for above in (element, *element.iterancestors()):
        if above in home:
            return False
        names = names_of(above)
        low = " ".join(names).lower()
        if above.tag in ("aside", "nav", "footer") or not clock.isdisjoint(names):
            return True
        if re.search(r"sidebar|related|widget(?!-theme|-container|_)|most|latest|comment|ticker", low) and above.tag not in ("body", "html"):
            return True
    return False


def _home(tree: HtmlElement, title: str | None) -> frozenset[HtmlElement]:
    """The elements around the headline: what stands in them, beside it, is no margin."""
    for element in tree.iter("h1", "h2", "h3", "h4", "span", "div", "p"):
        if title and text_of(element) == title:
            return frozenset(element.iterancestors())
    return frozenset()


def _days(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()
