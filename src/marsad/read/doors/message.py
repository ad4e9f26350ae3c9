"""A message of a channel → its article, however it was exported."""

from __future__ import annotations

from ...errors import InputError
from ...model import Found
from ..article import article_from_text
from ..items import MAX_CHARS, Item

_LEAST = 15  # letters: a shorter message is a caption or a cheer


def item_of_text(text: str, found: dict[str, Found], where: str) -> Item:
    """The article of a message; captions, cheers and other languages are passed over."""
    text = text.strip()
    if len(text) < _LEAST:
        return Item(where, None, "a message without text", passed=True)
    if len(text) > MAX_CHARS:
        return Item(where, None, f"the message has {len(text):,} characters, too much for one article")
    try:
        return Item(where, article_from_text(text, found=found))
    except InputError as error:
        return Item(where, None, str(error), passed="not Arabic" in str(error))
