"""Live blogs: one page with many updates, each with its own stamp, which is what its "today" means.

schema.org's LiveBlogPosting lists them; without it, elements of the classes of `pages.toml` that each hold a `time`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from ...lexicon.tables import table
from .markup import find_named, fragment_lines
from .metadata import linked_nodes, text_of

_FEWEST = 2  # updates; one alone is an article with a box around it
_SHORTEST = 40  # letters of an update: less is a caption


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
        for raw in told if isinstance(told, list) else []:
            if isinstance(raw, dict) and (update := _of_data(raw)) is not None:
                yield update


def _of_data(raw: dict[str, Any]) -> Update | None:
    stamp, body = raw.get("datePublished") or raw.get("dateModified"), raw.get("articleBody")
    if not isinstance(stamp, str) or not isinstance(body, str):
        return None
    text = "\n".join(line.text for line in fragment_lines(body)) if "<" in body else body.strip()
    title = raw.get("headline") if isinstance(raw.get("headline"), str) else None
    address = raw.get("url") or raw.get("@id")
    return Update(stamp, title, text, address if isinstance(address, str) else None) if len(text) >= _SHORTEST else None


def _marked(tree: HtmlElement) -> Iterator[Update]:
    seen: set[HtmlElement] = set()
    for element in find_named(tree, table("pages")["live_update"]):
        if not seen.isdisjoint(element.iterancestors()):
            continue  # a part of an update that was taken
        moments = [t for t in element.iter("time") if t.get("datetime")]
        if not moments:
            continue
        seen.add(element)
        heading = next((h for h in element.iter("h2", "h3", "h4") if text_of(h)), None)
        body = [text_of(p) for p in element.iter("p", "li") if text_of(p)]
        text = "\n".join(body)
        if len(text) >= _SHORTEST:
            anchor = f"#{element.get('id')}" if element.get("id") else None
            yield Update(moments[0].get("datetime"), text_of(heading) if heading is not None else None, text, anchor)
