"""marsad (مرصد): Arabic news in, conflict claims with their evidence out.

>>> import marsad
>>> doc = marsad.code("سيطر الجيش السوري على مدينة الميادين.", published="2017-10-14")
>>> [claim.type for claim in doc.claims]
['capture', 'control']
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__", "code"]


def code(text: str, *, published: str | None = None, title: str | None = None, url: str | None = None):
    """Code one article's text and return its `marsad.model.Doc`.

    `published` is an ISO date, used to work out relative dates; without it they stay open.
    Raises `marsad.errors.InputError` for a malformed date or a text without Arabic.
    """
    from .coder import code_article
    from .read import article_from_text

    return code_article(article_from_text(text, published=published, title=title, url=url))
