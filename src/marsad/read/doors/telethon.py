"""Telegram messages as programs dump them (JSON, JSON lines, or CSV by way of a data frame): what their fields tell beside the text.

Telethon names a message's channel by number (`peer_id.channel_id`), in a CSV as the words of a Python dict or object; the Bot API and
what is built on it by an object (`chat`), scrapers by columns of their own. The keys stand in `lexicon/doors.toml`.
https://docs.telethon.dev/en/stable/concepts/chats-vs-channels.html, https://core.telegram.org/bots/api#message
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from ...model import Found
from ...shape import is_mapping
from .columns import doors

_CHANNEL = re.compile(r"channel_id\W{1,4}(\d{1,20})")
_FROM_NAME = re.compile(r"from_name['\"]?\s*[:=]\s*['\"]([^'\"]{2,120})['\"]")
_TDLIB = 20  # bits that TDLib puts behind a message's number
_REMARK = re.compile(r"\s*[(\[][^()\[\]]{0,40}[)\]]$")
_HANDLE = re.compile(r"(?:https?://)?(?:t\.me/(?:s/)?|@)?([A-Za-z]\w{3,31})/?")


def is_message(row: Mapping[str, Any]) -> bool:
    """Whether a row is a message of such a dump."""
    if "message" in row and ("id" in row or "peer_id" in row):
        return True
    own, chats = _keys(tuple(row))
    return own or any(isinstance(row[k], Mapping) for k in chats)


@lru_cache(1 << 8)
def _keys(row: tuple[str, ...]) -> tuple[bool, tuple[str, ...]]:
    """Of a row that names messages by number, by its keys: whether only dumps have one of them, and those that may hold a channel."""
    small, names = {_plain(key): key for key in row}, doors().message
    if not any(name in small for name in names.message):
        return False, ()
    return any(name in small for name in names.own), tuple(small[name] for name in names.chat if name in small)


def is_notice(row: Mapping[str, Any]) -> bool:
    """Whether a row is what a client says of a channel (a pinned message, a new picture, one that was taken away), no message."""
    return row.get("_") in ("MessageService", "MessageEmpty")


def found_in_message(row: Mapping[str, Any]) -> dict[str, Found]:
    """Channel, address, signature and origin of a message, as far as the dump tells them."""
    out: dict[str, Found] = {}
    row, names = _small(row), doors().message
    chat = next((held for k in names.chat if is_mapping(held := row.get(k))), None) or {}
    told = {**chat, **{k: v for k, v in row.items() if k != "id"}}  # the message's id is not the channel's
    name, handle = _text(told, names.title), next((m[1] for k in names.handle if (m := _HANDLE.fullmatch(str(told.get(k) or "").strip()))), None)
    number = _number(row, names.number) or _bare(chat.get("id"))
    where = handle or (f"c/{number}" if number else None)
    if where or name:
        out["outlet"] = Found("outlet", name or f"t.me/{where}", "channel", 1.0 if name else 0.9)
    own = next((_whole(row[k]) for k in names.message if _whole(row.get(k)).isdecimal()), None)
    if own and row.get("@type") == "message":
        own = str(int(own) >> _TDLIB)
    if where and own:
        out["url"] = Found("url", f"https://t.me/{where}/{own}", "channel and message number", 0.95)
    if author := _text(row, names.author):
        out["author"] = Found("author", author, "signature", 0.95)
    if origin := _origin(row):
        out["forwarded_from"] = Found("forwarded_from", origin, "message", 1.0)
    return out


def _small(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row by its keys in lower case, words joined (`Message ID` and `message_id` are one)."""
    return {_plain(key): value for key, value in row.items()}


def _plain(key: str) -> str:
    return _REMARK.sub("", str(key).strip().lstrip("\ufeff").lower()).replace(" ", "_").replace("-", "_")


def _number(row: Mapping[str, Any], keys: Iterable[str]) -> str | None:
    """The number of a message's channel."""
    for key in keys:
        value = row.get(key)
        if is_mapping(value):
            value = value.get("channel_id") or value.get("id")
        text = str(value or "")
        match = _CHANNEL.search(text)
        if (bare := match[1] if match else _bare(value)) is not None:
            return bare
    return None


def _bare(value: Any) -> str | None:
    """A channel's number without the Bot API's mark of a channel (-100)."""
    bare = _whole(value).removeprefix("-100")
    return bare if bare.isdecimal() else None


def _whole(value: Any) -> str:
    """A number as it is written, where a data frame made a fraction of it (555.0)."""
    return re.sub(r"\.0+$", "", str(value).strip()) if value not in (None, "") else ""


def _origin(row: Mapping[str, Any]) -> str | None:
    """Whose message was passed on: a name where the dump has one, else the channel's number."""
    names = doors().message
    for value in (row[k] for k in names.origin if row.get(k)):
        inner: Mapping[str, Any] = value if is_mapping(value) else {}
        chat = inner.get("chat") or inner.get("sender_chat")
        if found := _text({**inner, **(chat if is_mapping(chat) else {})}, ("from_name", "sender_user_name", "title", "username")):
            return found
        if match := _FROM_NAME.search(str(value)):
            return match[1]
        if match := _CHANNEL.search(str(value)):
            return f"t.me/c/{match[1]}"
    chats = (row[k] for k in names.origin_chat if is_mapping(row.get(k)))
    return next((found for chat in chats if (found := _text(chat, ("title", "username", "first_name")))), None) or _text(row, names.origin_name)


def _text(row: Mapping[str, Any], keys: Iterable[str]) -> str | None:
    return next((str(row[k]).strip() for k in keys if isinstance(row.get(k), str) and row[k].strip()), None)
