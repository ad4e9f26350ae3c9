"""Plain-text crawl dumps: one article a line, or articles parted by empty lines with their lines between."""

from __future__ import annotations

import io
from collections.abc import Iterator

from ..article import article_from_text
from ..decode import decode
from ..items import MAX_BYTES, Item, tried
from ..stream import BROKEN


def line_items(stream: io.BufferedReader, where: str, published: str | None) -> Iterator[Item]:
    """One article a line."""
    for number, block in _blocks(stream, where, whole_lines=True):
        yield (tried(f"{where}:{number}", _item, block, f"{where}:{number}", published) if isinstance(block, bytes) else block)


def block_items(stream: io.BufferedReader, where: str, published: str | None) -> Iterator[Item]:
    """Articles parted by an empty line."""
    for number, block in _blocks(stream, where, whole_lines=False):
        yield (tried(f"{where}:{number}", _item, block, f"{where}:{number}", published) if isinstance(block, bytes) else block)


def _blocks(stream: io.BufferedReader, where: str, whole_lines: bool) -> Iterator[tuple[int, bytes | Item]]:
    parts: list[bytes] = []
    size, first, number = 0, 1, 0
    try:
        while True:
            line = stream.readline(MAX_BYTES + 1)
            number += 1
            size += len(line)
            if size <= MAX_BYTES and line.strip():
                parts.append(line)
            ends = not line or (not line.strip()) or (whole_lines and line.endswith(b"\n"))
            if ends:
                if size > MAX_BYTES:
                    yield (
                        first,
                        Item(f"{where}:{first}", None, f"the article has {size / 1e6:.0f} MB, too much for one"),
                    )
                elif parts:
                    yield first, b"".join(parts)
                parts, size, first = [], 0, number + 1
            if not line:
                return
    except BROKEN as error:
        yield number, Item(f"{where}:{number}", None, f"the file breaks off here ({error})")


def _item(data: bytes, where: str, published: str | None) -> Item:
    text, note = decode(data)
    return Item(where, article_from_text(text.strip("\r\n"), published=published), None, note)
