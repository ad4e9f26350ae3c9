"""Which of the articles that were read go on: by date, by outlet, a sample of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..arabic.normalise import fold
from ..model import Article
from .article import check_date
from .items import Item


class Selection(NamedTuple):
    """`since` and `until` are days, both inclusive; `outlet` is a part of the outlet's name or of its address."""

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    sample: int | None = None


def selected(items: Iterable[Item], selection: Selection) -> Iterator[Item]:
    """Items that the selection keeps; what it leaves out is passed over and counted. Raises `InputError` for a bad date."""
    since = check_date(selection.since) if selection.since else None
    until = check_date(selection.until) if selection.until else None
    outlet = fold(selection.outlet).lower() if selection.outlet else None
    kept = (_kept(item, since, until, outlet) for item in items)
    return _sample(kept, selection.sample) if selection.sample is not None else kept


def _kept(item: Item, since: str | None, until: str | None, outlet: str | None) -> Item:
    article = item.article
    if article is None:
        return item
    why = None
    if (since or until) and article.published is None:
        why = "no date, and a date was asked for"
    elif article.published is not None and not (since or article.published) <= article.published <= (until or article.published):
        why = "outside the dates asked for"
    elif outlet and not _from(article, outlet):
        why = "of another outlet"
    return item if why is None else Item(item.where, None, why, passed=True)


def _from(article: Article, outlet: str) -> bool:
    return any(outlet in fold(name).lower() for name in (article.outlet, article.site) if name)


def _sample(items: Iterable[Item], size: int) -> Iterator[Item]:
    """`size` articles drawn evenly from all, the same each time (Vitter's algorithm R); the others are not held."""
    draw = random.Random(size)
    drawn: list[tuple[int, Item]] = []
    seen = 0
    for item in items:
        if item.article is None:
            yield item
            continue
        seen += 1
        if len(drawn) < size:
            drawn.append((seen, item))
        elif (at := draw.randrange(seen)) < size:
            drawn[at] = (seen, item)
    for _, item in sorted(drawn, key=lambda d: d[0]):
        yield item
