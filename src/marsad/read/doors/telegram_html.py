"""Channels as the Telegram desktop client exports them by default: `messages.html`, a message an article, its channel the outlet.

A message is a `div.message` with its moment in the title of `div.date`; `joined` ones go on from the sender before.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from ...model import Found
from ..decode import decode
from ..items import MAX_BYTES, Item, tried
from ..page.markup import parse_html, text_with_breaks
from ..stream import BROKEN
from .message import item_of_text, moment

_MOMENT = re.compile(r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2})(?::\d{2})?(?: UTC([+-])(\d{2}):(\d{2}))?")
_MOST = 8 * MAX_BYTES  # the client begins a new file after a thousand messages


def is_export(head: bytes) -> bool:
    """Whether a page is one of such an export: messages, or a list of chats."""
    return b"page_wrap" in head and any(words in head for words in (b'class="history"', b'class="message ', b"<title>Exported Data</title>"))


def html_items(stream: io.BufferedReader, where: str) -> Iterator[Item]:
    """The messages of one file of the export, in order; what is no news text is passed over and counted."""
    try:
        data = stream.read(_MOST + 1)
    except BROKEN as error:
        yield Item(where, None, f"the file breaks off here ({error})")
        return
    if len(data) > _MOST:
        yield Item(where, None, f"the export has more than {_MOST / 1e6:.0f} MB in one file; export it as JSON")
        return
    tree = parse_html(decode(data)[0])
    channel, sender, number = _inner(tree, "page_header", "text"), "", 0
    for number, message in enumerate(_by_class(tree, "message"), 1):
        at = f"{where}#{(message.get('id') or str(number)).removeprefix('message')}"
        if "joined" not in (message.get("class") or "").split():
            sender = next((_inner(body, "from_name") for body in _by_class(message, "body") if "forwarded" not in (body.get("class") or "")), "")
        yield tried(at, _message, message, channel, sender, at)
    if not number and next(_by_class(tree, "history"), None) is None:
        yield Item(where, None, "a list of chats of the export, no message", passed=True)
    elif b"</html>" not in data[-1000:].lower():
        yield Item(where, None, "the export breaks off here")


def _message(message: HtmlElement, channel: str, sender: str, where: str) -> Item:
    """The article of a message; who sent it to a group is its author."""
    if "service" in (message.get("class") or "").split():
        return Item(where, None, "a notice of the client, no message", passed=True)
    found: dict[str, Found] = {}
    if channel:
        found["outlet"] = Found("outlet", channel, "channel", 1.0)
    text = "\n\n".join(text_with_breaks(e) for e in _by_class(message, "text"))
    for element in _by_class(message, "date"):
        told = element.get("title") or ""
        if (match := _MOMENT.search(told)) is not None:
            ahead = int(f"{match[6]}{int(match[7]) * 60 + int(match[8])}") if match[6] else None
            found |= moment(f"{match[3]}-{match[2]}-{match[1]}T{match[4]}:{match[5]}", ahead, text)
            break
    if sender and channel and sender != channel:
        found["author"] = Found("author", sender, "sender", 0.95)
    if signature := _inner(message, "signature"):
        found["author"] = Found("author", signature, "signature", 0.95)
    for forwarded in _by_class(message, "forwarded"):
        if origin := _inner(forwarded, "from_name"):
            found["forwarded_from"] = Found("forwarded_from", _MOMENT.split(origin)[0].strip(), "message", 1.0)
    return item_of_text(text, found, where)


def _by_class(tree: HtmlElement, name: str) -> Iterator[HtmlElement]:
    return (e for e in tree.iter("div", "span", "a") if name in (e.get("class") or "").split())


def _inner(tree: HtmlElement, *path: str) -> str:
    """The words of the first element of the last class inside elements of the classes before it."""
    for name in path:
        found = next(_by_class(tree, name), None)
        if found is None:
            return ""
        tree = found
    return " ".join("".join(tree.itertext()).split())
