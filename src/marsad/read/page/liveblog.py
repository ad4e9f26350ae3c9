"""Live blogs: one page with many updates, each with its own stamp, which is what its "today" means.

schema.org's LiveBlogPosting lists them; without it, elements of the classes of `pages.toml` that each hold a `time` or print a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from ...arabic.normalise import fold
from ...shape import is_list, is_table
from ..dates import printed_dates
from .known import pages
from .markup import element_lines, fragment_lines
from .metadata import linked_nodes, text_of

_FEWEST = 2  # updates; one alone is an article with a box around it
_SHORTEST = 40  # letters of an update: less is a caption
_LINE = 60  # letters of a line that holds a stamp
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")


class Update(NamedTuple):
    """One update: its moment as the page writes it, its headline if it has one, its text, its own address or anchor."""

    stamp: str
    title: str | None
    text: str
    address: str | None


def updates(tree: HtmlElement) -> list[Update]:
    """The updates of a live blog in the page's order; empty where the page is none."""
    found = list(_listed(tree)) or list(_marked(tree))
    return found if len(found) >= _FEWEST else []


def _listed(tree: HtmlElement) -> Iterator[Update]:
    for node in linked_nodes(tree):
        told = node.get("liveBlogUpdate")
        for raw in told if is_list(told) else []:
            if is_table(raw) and (update := _of_data(raw)) is not None:
                yield update


def _of_data(raw: dict[str, Any]) -> Update | None:
    told = {key.lower(): value for key, value in raw.items() if isinstance(value, str) and value.strip()}
    stamp, body = (next((told[key] for key in keys if key in told), None) for keys in (pages().data.update_date, pages().data.update_text))
    if stamp is None or body is None:
        return None
    text = "\n".join(line.text for line in fragment_lines(body)) if "<" in body else body.strip()
    title = told.get("headline")
    return Update(stamp, title if title != body else None, text, told.get("url") or told.get("@id")) if len(text) >= _SHORTEST else None


def _marked(tree: HtmlElement) -> Iterator[Update]:
    sure = list(_elements(tree, frozenset(pages().live_update)))
    if len(sure) >= _FEWEST:
        yield from sure
        return
    others = list(_elements(tree, frozenset(pages().update)))
    if len(others) >= _FEWEST and 2 * sum(len(update.text) for update in others) > sum(
        len(line.text) for line in element_lines(tree) if not line.linked
    ):
        yield from others


def _elements(tree: HtmlElement, names: frozenset[str]) -> Iterator[Update]:
    """The updates that elements of these class names hold."""
    seen: set[HtmlElement] = set()
    for element in tree.iter("*"):
        if names.isdisjoint(map(_parted, (element.get("class") or "").split())) or not seen.isdisjoint(element.iterancestors()):
            continue  # also a part of an update that was taken
        stamp = _stamp(element)
        if stamp is None:
            continue
        seen.add(element)
        title = next((text_of(h) for h in element.iter("h2", "h3", "h4") if text_of(h)), None)
        text = _text(element, title)
        if len(text) >= _SHORTEST:
            yield Update(stamp, title, text, f"#{element.get('id')}" if element.get("id") else None)


@lru_cache(1 << 12)
def _parted(name: str) -> str:
    """A class name in small letters, its words parted by hyphens: liveBlog__post → live-blog-post."""
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()))


def _stamp(element: HtmlElement) -> str | None:
    """The moment of an update: of its `time`, else the day that one of its short lines prints, with the hour beside it."""
    marked = next((t.get("datetime") for t in element.iter("time") if t.get("datetime")), None)
    if marked is not None:
        return str(marked)
    for line in element_lines(element):
        folded = fold(line.text)
        if len(line.text) <= _LINE and (days := printed_dates(folded)):
            clock = _CLOCK.search(folded[: days[0].start] + folded[days[0].end :])
            return f"{days[0].day.isoformat()}T{int(clock[1]):02}:{clock[2]}" if clock else days[0].day.isoformat()
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
