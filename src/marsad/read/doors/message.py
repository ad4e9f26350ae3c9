"""A message of a channel → its article, however it was exported."""

from __future__ import annotations

from ...errors import InputError
from ...model import Found
from ..article import article_from_text
from ..items import MAX_CHARS, Item
from ..zones import local

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


def moment(at: str, world_time: bool, text: str) -> dict[str, Found]:
    """Day and minute of a message (`YYYY-MM-DDTHH:MM`); one in world time is put on the clock of the place that its text speaks of."""
    origin = "message"
    if world_time:
        at, zone = local(at, text)
        origin = f"message, from world time to {zone}"
    return {"published": Found("published", at[:10], origin, 1.0), "published_at": Found("published_at", at, origin, 1.0)}
