"""Channels as the Telegram desktop client exports them (JSON): a message is an article, its channel the outlet.

Format: https://core.telegram.org/import-export; `result.json` holds one chat, or all under chats.list.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from ...model import Found
from ...shape import is_list, is_table
from ..items import Item, Original, brief, tried
from ..stream import BROKEN
from .jsonstream import JsonBytes, events
from .message import item_of_text, moment
from .rows import Columns, item_of_row
from .telegram_html import html_items

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_FARTHEST = 14 * 60  # minutes that a clock stands ahead of world time or behind it
_QUARTER = 15
_CHAT = ("channel", "chat")  # keys of the object that describes the channel of a program's dump


def telegram_items(stream: io.BufferedReader, where: str) -> Iterator[Item]:
    """The messages of an export in order, one in memory at a time; what is no news text is passed over and counted."""
    if stream.peek(4)[:4].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        yield from html_items(stream, where)
        return
    import ijson
    from ijson.common import ObjectBuilder

    chat: dict[str, Any] = {}
    number = 0
    try:
        for prefix, event, value in (coming := events(JsonBytes(stream))):
            base = prefix.rpartition(".")[0]
            if event in ("string", "number") and (base in ("", *_CHAT) or base.endswith("list.item")) and prefix:
                chat[prefix.rpartition(".")[2]] = value
            elif event == "start_map" and prefix.endswith("messages.item"):
                message = _built(coming, ObjectBuilder(), event, value)
                number += 1
                at = f"{where}#{message.get('id', number)}"
                item = tried(at, _message, message, chat, at)
                yield (
                    item
                    if item.article is None
                    else item._replace(original=Original(msgspec.json.encode(message), "application/json", "utf-8", item.article.url or at))
                )
            elif event == "end_map" and prefix.endswith("list.item"):
                chat = {}
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield Item(f"{where}#{number + 1}", None, f"the export breaks off here ({brief(error)})")
    except BROKEN as error:
        yield Item(f"{where}#{number + 1}", None, f"the file breaks off here ({error})")


def _built(events: Iterator[tuple[str, str, Any]], builder: Any, event: str, value: Any) -> dict[str, Any]:
    """The object whose start was just seen."""
    builder.event(event, value)
    depth = 1
    for _, event, value in events:
        builder.event(event, value)
        depth += (event in ("start_map", "start_array")) - (event in ("end_map", "end_array"))
        if not depth:
            break
    built: dict[str, Any] = builder.value
    return built


def _message(message: dict[str, Any], chat: dict[str, Any], where: str) -> Item:
    if "type" not in message:  # a program's dump with its messages under one key
        return item_of_row({"chat": chat if "username" in chat else {k: v for k, v in chat.items() if k != "id"}} | message, where, Columns(), None)
    if message.get("type") != "message":
        return Item(where, None, "a notice of the client, no message", passed=True)
    name = str(chat.get("name") or message.get("from") or "")
    found: dict[str, Found] = {}
    text, (stamp, ahead) = _text(message.get("text")), _moment(message)
    if stamp is not None:
        found |= moment(stamp, ahead, text)
    if name:
        found["outlet"] = Found("outlet", name, "channel", 1.0)
    if message.get("author"):
        found["author"] = Found("author", str(message["author"]), "signature", 0.95)
    forwarded = message.get("forwarded_from") or message.get("saved_from")
    if forwarded:
        found["forwarded_from"] = Found("forwarded_from", str(forwarded), "message", 1.0)
    # The export names a channel by number; its messages stand under this address for who can see it.
    own = f"https://t.me/c/{chat['id']}/{message['id']}" if chat.get("id") and message.get("id") else None
    if own and str(chat.get("type", "")).endswith(("channel", "supergroup")):
        found["url"] = Found("url", own, "channel and message number", 0.95)
    return item_of_text(text, found, where)


def _moment(message: dict[str, Any]) -> tuple[str | None, int | None]:
    """(`YYYY-MM-DDTHH:MM` by the clock of the machine that exported, the minutes that it stands ahead of world time or None) of a
    message; without that clock's, world time. None where it has no moment."""
    stamp = str(message.get("date") or "")[:16]
    try:
        seconds = next(int(value) for key in ("date_unixtime", "date") if (value := str(message.get(key))).isdecimal())
        world = dt.datetime.fromtimestamp(seconds, dt.UTC).replace(tzinfo=None)
    except (StopIteration, ValueError, OverflowError, OSError):
        return (stamp if _STAMP.fullmatch(stamp) else None), None
    if not _STAMP.fullmatch(stamp):
        return world.strftime("%Y-%m-%dT%H:%M"), 0
    try:
        ahead = round((dt.datetime.fromisoformat(stamp) - world.replace(second=0)).total_seconds() / 60)
    except ValueError:
        return None, None
    return stamp, ahead if abs(ahead) <= _FARTHEST and ahead % _QUARTER == 0 else None  # clocks stand whole quarters apart


def _text(value: Any) -> str:
    """A message's text: a string, or a list of strings and of marked pieces."""
    if isinstance(value, str):
        return value
    if is_list(value):
        return "".join(v if isinstance(v, str) else str(v.get("text", "")) if is_table(v) else "" for v in value)
    return ""
