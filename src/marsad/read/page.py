"""HTML → the article's text, title, date and address, by `trafilatura`."""

from __future__ import annotations

import re

from ..errors import InputError
from ..model import Article
from .article import article_from_text

_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|div|p)\b", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Whether text is an HTML page rather than plain text."""
    return bool(_HTML.search(text[:4000]))


def article_from_html(
    html: str, *, id: str | None = None, url: str | None = None, published: str | None = None
) -> Article:
    """The article of a page. `published` serves where the page gives no date. Raises `InputError` where there is none."""
    import trafilatura  # costs 0.4 s to import: only pages need it

    found = trafilatura.bare_extraction(
        html, url=url, favor_precision=True, include_comments=False, include_tables=False, with_metadata=True
    )
    if found is None or not found.text:
        raise InputError("no article was found in the page; save its text and give that.")
    title = found.title or None
    text = found.text if not title or found.text.lstrip().startswith(title) else f"{title}\n\n{found.text}"
    return article_from_text(text, id=id, title=title, url=url or found.url, published=found.date or published)
