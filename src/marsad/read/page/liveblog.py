"""Live blogs: one page with many updates, each with its own stamp, which is what its "today" means.

schema.org's LiveBlogPosting lists them, or marks them in the page; without it, elements of the classes of `pages.toml` or of AMP's live
lists that each hold a `time` or print a day; else lists in the data of a page drawn by script.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from ...arabic.normalise import fold
from ...shape import is_list, is_table
from ..dates import clock_in, date_of_stamp, length_ago, printed_dates
from .jsonbody import objects_in, state_of
from .known import pages
from .markup import element_lines, fragment_lines
from .metadata import linked_nodes, text_of

_FEWEST = 2  # updates; one alone is an article with a box around it
_SHORTEST = 40  # letters of an update: less is a caption
_SIDE_BY_SIDE = ("section", "article", "li", "div")
_LINE = 60  # letters of a line that holds a stamp


class Update(NamedTuple):
    """One update: its moment as the page writes it, its headline if it has one, its text, its own address or anchor."""

    stamp: str
    title: str | None
    text: str
    address: str | None


def updates(tree: HtmlElement, seen: str | None = None) -> list[Update]:
    """The updates of a live blog in the page's order; empty where the page is none. `seen` is the ISO moment (world time) from which an age
    is counted (منذ 3 ساعات)."""
    found = list(_listed(tree)) or list(_marked(tree, seen)) or list(_in_state(tree))
    return found if len(found) >= _FEWEST else []


def _listed(tree: HtmlElement) -> Iterator[Update]:
    for node in linked_nodes(tree):
        for raw in _entries(node.get("liveBlogUpdate")):
            if (update := _of_data(raw)) is not None:
                yield update


def _entries(told: Any) -> list[dict[str, Any]]:
    """The objects of a list of schema.org's, plain or as an `ItemList` of items."""
    if is_table(told):
        told = told.get("itemListElement", [told])
    listed = told if is_list(told) else []
    return [inner if is_table(inner := raw.get("item")) else raw for raw in listed if is_table(raw)]


def _in_state(tree: HtmlElement) -> Iterator[Update]:
    """The updates that the data of a page drawn by script list, under a key for such lists."""
    for state in state_of(tree):
        for node in objects_in(state):
            for key, told in node.items():
                if _parted(key) in pages().data.update_lists and is_list(told):
                    found = [update for raw in told if is_table(raw) and (update := _of_data(raw)) is not None]
                    if len(found) >= _FEWEST:
                        yield from found
                        return


def _of_data(raw: dict[str, Any]) -> Update | None:
    told = {key.lower(): value for key, value in raw.items() if isinstance(value, str) and value.strip()}
    stamp, body = (next((told[key] for key in keys if key in told), None) for keys in (pages().data.update_date, pages().data.update_text))
    if stamp is None or body is None:
        return None
    text = "\n".join(line.text for line in fragment_lines(body)) if "<" in body else body.strip()
    title = told.get("headline") or told.get("title")
    return Update(stamp, title if title != body else None, text, told.get("url") or told.get("@id")) if len(text) >= _SHORTEST else None


def _marked(tree: HtmlElement, seen: str | None) -> Iterator[Update]:
    sure = list(_elements(tree, frozenset(pages().live_update), seen))
    if len(sure) >= _FEWEST:
        yield from sure
        return
    for others in (list(_elements(tree, frozenset(pages().update), seen)), list(_unnamed(tree)) if _is_called_live(tree) else []):
        if len(others) >= _FEWEST and 2 * sum(len(update.text) for update in others) > sum(
            len(line.text) for line in element_lines(tree) if not line.linked
        ):
            yield from others
            return


def _is_called_live(tree: HtmlElement) -> bool:
    """Whether the page's own title says that it is one."""
    title = fold(" ".join(text_of(element) for element in tree.iter("title", "h1")).lower())
    return any(fold(word) in title for word in pages().live)


def _unnamed(tree: HtmlElement) -> Iterator[Update]:
    """What stands side by side, each with a `time` of its own and a text."""
    for parent in tree.iter("main", "article", "section", "div", "ul", "ol"):
        beside = [child for child in parent if child.tag in _SIDE_BY_SIDE and sum(1 for t in child.iter("time") if t.get("datetime")) == 1]
        found = [update for child in beside if (update := _of_element(child, _marked_stamp(child))) is not None]
        if len(found) >= _FEWEST:
            yield from found
            return


def _elements(tree: HtmlElement, names: frozenset[str], seen: str | None) -> Iterator[Update]:
    """The updates that elements of these class names hold, those that microdata call so, and the items of AMP's live lists."""
    taken: set[HtmlElement] = set()
    for element in tree.iter("*"):
        named = not names.isdisjoint(map(_parted, (element.get("class") or "").split()))
        if not (named or element.get("itemprop") == "liveBlogUpdate" or element.get("data-sort-time")) or not taken.isdisjoint(
            element.iterancestors()
        ):
            continue  # also a part of an update that was taken
        stamp = _stamp(element, seen)
        if stamp is None:
            continue
        taken.add(element)
        if (update := _of_element(element, stamp)) is not None:
            yield update


def _of_element(element: HtmlElement, stamp: str | None) -> Update | None:
    title = next((text_of(h) for h in element.iter("h2", "h3", "h4") if text_of(h)), None)
    text = _text(element, title)
    if stamp is None or len(text) < _SHORTEST:
        return None
    return Update(stamp, title, text, f"#{element.get('id')}" if element.get("id") else None)


@lru_cache(1 << 12)
def _parted(name: str) -> str:
    """A class name in small letters, its words parted by hyphens: liveBlog__post → live-blog-post."""
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()))


def _stamp(element: HtmlElement, seen: str | None) -> str | None:
    """The moment of an update: of its data, of its `time`, else the day that one of its short lines prints, with the hour beside it, or
    the age that it tells."""
    if (marked := _marked_stamp(element)) is not None:
        return marked
    for line in element_lines(element):
        folded = fold(line.text)
        if len(line.text) > _LINE:
            continue
        if days := printed_dates(folded):
            hour = clock_in(folded[: days[0].start] + " " + folded[days[0].end :])
            return f"{days[0].day.isoformat()}T{hour}" if hour else days[0].day.isoformat()
        if seen and (length := length_ago(folded)) is not None:
            return (dt.datetime.fromisoformat(seen[:16]) - length).strftime("%Y-%m-%dT%H:%MZ")
    return None


def _marked_stamp(element: HtmlElement) -> str | None:
    for inner in element.iter("time", "meta", "span", "abbr"):
        if (told := inner.get("datetime") or (inner.get("content") if inner.get("itemprop") == "datePublished" else None)) is not None:
            return str(told)
    for name in ("data-published", "data-timestamp", "data-datetime", "data-sort-time", "data-time", "data-date", "data-update-time"):
        told = (element.get(name) or "").strip()
        if told.isdecimal() and 9 <= len(told) <= 13:  # seconds or milliseconds since 1970
            return dt.datetime.fromtimestamp(int(told) / (1000 if len(told) > 11 else 1), dt.UTC).strftime("%Y-%m-%dT%H:%MZ")
        if date_of_stamp(told) is not None:
            return told
    return None


def _text(element: HtmlElement, title: str | None) -> str:
    """The paragraphs of an update; without such, its lines but for its headline and what tells its moment."""
    parts = (p for p in element.iter("p", "li") if p is not element and (p.tag == "p" or p.find(".//p") is None))
    body = [text for p in parts if (text := text_of(p))]
    if sum(map(len, body)) < _SHORTEST:
        aside = {title, *(text_of(t) for t in element.iter("time"))}
        body = [
            line.text
            for line in element_lines(element)
            if line.text not in aside and not (len(line.text) <= _LINE and printed_dates(fold(line.text)))
        ]
    return "\n".join(body)
