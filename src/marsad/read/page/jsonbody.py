"""Bodies that stand in a page's data, not in its markup: pages drawn by script (`__NEXT_DATA__`, `window.__STATE__ = …`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from ...arabic.normalise import fold
from ...shape import is_list, is_table
from ..chrome import Line
from .known import pages
from .markup import fragment_lines

_ASSIGNED = re.compile(r"(?:window\.|var\s+|let\s+|const\s+|self\.)[\w.$\[\]\"']+\s*=\s*(?=[{\[])")
_ARABIC = re.compile("[\u0620-\u064a]")


def json_body(tree: HtmlElement, title: str | None) -> tuple[list[Line], str | None] | None:
    """(lines, date stamp or None) of the article that the page's data hold: the one whose title is the page's, else the longest."""
    best: tuple[float, list[Line], str | None] | None = None
    want = _plain(title) if title else None
    for data in state_of(tree):
        for node in objects_in(data):
            found = _lines_of(node)
            size = sum(len(_ARABIC.findall(line.text)) for line in found)
            if size < 100:
                continue
            name = next((node[k] for k in node if k.lower() in pages().data.title and isinstance(node[k], str)), None)
            score = size * (10.0 if want and name and _plain(name) == want else 1.0)
            if best is None or score > best[0]:
                stamp = next(
                    (str(node[k]) for key in pages().data.date for k in node if k.lower() == key and isinstance(node[k], str)),
                    None,
                )
                best = score, found, stamp
    return best[1:] if best else None


def state_of(tree: HtmlElement) -> Iterator[Any]:
    """The data that a page's scripts hold."""
    decoder = json.JSONDecoder(strict=False)
    for script in tree.iter("script"):
        text = (script.text or "").strip()
        if len(text) < 200:
            continue
        starts = [0] if text[0] in "{[" else [m.end() for m in _ASSIGNED.finditer(text[:20_000])][:4]
        for start in starts:
            try:
                data, _ = decoder.raw_decode(text, start)
            except (ValueError, RecursionError):
                continue
            if isinstance(data, dict | list):
                yield data


def objects_in(data: Any) -> Iterator[dict[str, Any]]:
    """All objects in the data, the outer before the inner; no recursion, and a bound on what is looked at."""
    stack: list[Any] = [data]
    seen = 0
    while stack and seen < 50_000:
        node = stack.pop()
        seen += 1
        if is_table(node):
            yield node
            stack.extend(v for v in node.values() if is_table(v) or is_list(v))
        elif is_list(node):
            stack.extend(v for v in node if is_table(v) or is_list(v))


def _lines_of(node: dict[str, Any]) -> list[Line]:
    """The body that an object holds under one of the usual keys: HTML, text, or a list of blocks."""
    best: list[Line] = []
    for key, value in node.items():
        if key.lower() in pages().data.body:
            found = _text_lines("\n".join(_block_texts(value, 0)))
            if sum(map(len, (line.text for line in found))) > sum(map(len, (line.text for line in best))):
                best = found
    return best


def _block_texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_list(value) and depth < 5:
        for item in value:
            yield from _block_texts(item, depth + 1)
    elif is_table(value) and depth < 5:
        kind = str(value.get("type") or value.get("__typename") or "").lower()
        if any(word in kind for word in pages().data.not_text):
            return
        for key, inner in value.items():
            if key.lower() in (*pages().data.body, "data", "children", "value", "model", "attrs"):
                yield from _block_texts(inner, depth + 1)


def _text_lines(text: str) -> list[Line]:
    if not text.strip():
        return []
    if "<" in text and ">" in text:
        return fragment_lines(text)
    out: list[Line] = []
    at = 0
    for line in text.split("\n"):
        bare = " ".join(line.split())
        if bare:
            out.append(Line(bare, at))
            at += len(bare) + 1
    return out


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
