"""Telegram messages as Telethon dumps them (JSON, JSON lines, or CSV by way of a data frame): what their fields tell beside the text.

A message names its channel by number (`peer_id.channel_id`), in a CSV as the words of a Python dict.
https://docs.telethon.dev/en/stable/concepts/chats-vs-channels.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...model import Found

_CHANNEL = re.compile(r"channel_id\W{1,4}(\d{1,20})")
_FROM_NAME = re.compile(r"from_name\W{1,4}([^'\"]{2,120})['\"]")


def is_message(row: Mapping[str, Any]) -> bool:
    """Whether a row is a message of such a dump."""
    return "message" in row and ("id" in row or "peer_id" in row)


def is_notice(row: Mapping[str, Any]) -> bool:
    """Whether a row is what a client says of a channel (a pinned message, a new picture), no message."""
    return row.get("_") == "MessageService"


def found_in_message(row: Mapping[str, Any]) -> dict[str, Found]:
    """Channel, address, signature and origin of a message, as far as the dump tells them."""
    out: dict[str, Found] = {}
    number, name, handle = _channel(row), _text(row, "title", "chat_title"), _text(row, "username", "chat_username")
    where = handle.lstrip("@") if handle else f"c/{number}" if number else None
    if where:
        out["outlet"] = Found("outlet", name or f"t.me/{where}", "channel", 1.0 if name else 0.9)
        if str(row.get("id") or "").isdecimal():
            out["url"] = Found("url", f"https://t.me/{where}/{row['id']}", "channel and message number", 0.95)
    if author := _text(row, "post_author"):
        out["author"] = Found("author", author, "signature", 0.95)
    if origin := _origin(row.get("fwd_from")):
        out["forwarded_from"] = Found("forwarded_from", origin, "message", 1.0)
    return out


def _channel(row: Mapping[str, Any]) -> str | None:
    for key in ("channel_id", "peer_id", "to_id", "chat_id"):
        value = row.get(key)
        if isinstance(value, Mapping):
            value = value.get("channel_id")
        text = str(value or "")
        match = _CHANNEL.search(text)
        bare = match[1] if match else text.removeprefix("-100")  # the Bot API's mark of a channel
        if bare.isdecimal():
            return bare
    return None


def _origin(value: Any) -> str | None:
    """Whose message was passed on: a name where the dump has one, else the channel's number."""
    if not value:
        return None
    text = str(value)
    name = value.get("from_name") if isinstance(value, Mapping) else None
    if not name and (match := _FROM_NAME.search(text)):
        name = match[1]
    match = _CHANNEL.search(text)
    return str(name) if name else f"t.me/c/{match[1]}" if match else None


def _text(row: Mapping[str, Any], *keys: str) -> str | None:
    told = row.get("chat")
    chat: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    for key in keys:
        value = row.get(key) or chat.get(key.removeprefix("chat_"))
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None
