"""A message of a channel → its article, however it was exported."""

from __future__ import annotations

import datetime as dt

from ...errors import InputError
from ...model import Found
from ..article import article_from_text
from ..items import MAX_CHARS, Item
from ..zones import local_of

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


def moment(at: str, ahead: int | None, text: str) -> dict[str, Found]:
    """Day and minute of a message (`YYYY-MM-DDTHH:MM`) by a clock that stands `ahead` minutes ahead of world time, put on the clock of
    the place that its text speaks of; as it is where that is not known (None). Empty where it is no moment."""
    origin = "message"
    try:
        dt.datetime.fromisoformat(at)
        if ahead is not None:
            at, zone = local_of(at, ahead, text)
            origin = f"message, by the clock of {zone}" if zone else origin
    except (ValueError, OverflowError):  # the 31st of February, the year 1
        return {}
    return {"published": Found("published", at[:10], origin, 1.0), "published_at": Found("published_at", at, origin, 1.0)}
