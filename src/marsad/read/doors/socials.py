"""What archives of social media write: bellingcat's auto-archiver (its CSV, metadata.json, page of an item) and Bayanat's exports.

A row of theirs becomes one with the usual columns (`rows.py`). https://auto-archiver.readthedocs.io, https://docs.bayanat.org
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from typing import Any

from ...shape import is_list, is_mapping
from ..address import on_the_web
from ..page.markup import parse_html
from .columns import names_of, plain_name
from .nested import words
from .points import point_in

# The CSV holds dictionaries as Python prints them, with moments that are no literals.
_MOMENT = re.compile(r"datetime\.datetime\((\d+), (\d+), (\d+)(?:, (\d+), (\d+)(?:, \d+){0,2})?(?:, (?:tzinfo=[\w.]+(?:\([^()]*\))?|fold=\d))*\)")
_PATH = re.compile(r"\b[A-Z]\w*Path\(('[^']*')\)")
_LONGEST = 1_000_000  # letters of a printed dictionary
_MARKUP = re.compile(r"</?(?:p|br|div|span|strong|em|ul|ol|li|a|h[1-6])\b[^<>]*>", re.IGNORECASE)
_PAGE = (b"Archived media for", b"bellingcat/auto-archiver")


def is_archiver_page(data: bytes) -> bool:
    """Whether a page is what the auto-archiver writes of an item."""
    return all(words in data for words in _PAGE)


def row_of_page(html: str) -> dict[str, Any]:
    """The row of such a page, by its table of metadata."""
    cells = [
        [" ".join(td.itertext()).strip() for td in tr.iter("td")]
        for table in parse_html(html).iter("table")
        if table.get("class") == "metadata"
        for tr in table.iter("tr")
    ]
    return _archived({pair[0]: pair[1] for pair in cells if len(pair) == 2})


def plain_row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row with the usual columns: of the auto-archiver or Bayanat by what their fields hold, any other as it is."""
    if {"status", "metadata", "media"} <= row.keys():
        return _archived(_dictionary(row["metadata"]))
    if {"description", "publish_date", "source_link"} <= row.keys() or (row.get("class") in ("bulletin", "incident") and "description" in row):
        return _bulletin(row)
    return row


def _archived(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the auto-archiver tells of an item: its words, else its title; the moment of the post, not of the archiving."""
    text = _words_of(str(told.get("content") or told.get("description") or "").strip())
    author = told.get("author") or told.get("uploader") or told.get("channel")
    title = str(told.get("title") or "").strip()
    row = {
        "text": text or title,
        "title": title if text and len(title) < len(text) else None,
        "url": told.get("url"),
        "date": told.get("timestamp") or told.get("upload_date"),
        "author": author,
    }
    return {name: value for name, value in row.items() if value}


def _words_of(content: str) -> str:
    """What a post says, where its content is all that a site told of it, as JSON."""
    if not content.startswith("{"):
        return content
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return content
    names = {plain_name(name) for name in names_of("text")}
    return (
        next((said for key in told if plain_name(key) in names and (said := words(told[key])) is not None), content) if is_mapping(told) else content
    )


def _dictionary(told: Any) -> Mapping[str, Any]:
    if is_mapping(told):
        return told
    text = str(told or "")[:_LONGEST]
    try:
        found = ast.literal_eval(_PATH.sub(r"\1", _MOMENT.sub(_iso, text)))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return {}
    return found if is_mapping(found) else {}


def _iso(moment: re.Match[str]) -> str:
    year, month, day, hour, minute = (int(part or 0) for part in moment.groups())
    return repr(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+00:00" if moment[4] else f"{year:04}-{month:02}-{day:02}")


def _bulletin(row: Mapping[str, Any]) -> dict[str, Any]:
    """What Bayanat tells of a bulletin or incident: its description without markup, the source's title as its outlet."""
    title = row.get("title_ar") or row.get("sjac_title_ar") or row.get("title")
    text = re.sub(r"\n{3,}", "\n\n", _MARKUP.sub("\n", str(row.get("description") or ""))).strip()
    id = row.get("id")
    made = {
        "id": f"bayanat-{row.get('class') or 'bulletin'}-{id}" if id not in (None, "") else None,
        "text": text or title,
        "title": title if text else None,
        "url": row.get("source_link") if on_the_web(str(row.get("source_link") or "")) else None,
        "date": row.get("publish_date") or row.get("documentation_date"),
        "outlet": _source(row),
        "coordinates": _point(row),
    }
    return {name: value for name, value in made.items() if value}


def _point(row: Mapping[str, Any]) -> Any:
    """The one point that a bulletin tells: its main geolocation, else that of its only place or event."""
    points = [p for p in _listed(row, "geo_locations") if p.get("main")] or _listed(row, "geo_locations") or _listed(row, "locations")
    points = points or [e["location"] for e in _listed(row, "events") if is_mapping(e.get("location"))]
    told = {found: p for p in points if (found := point_in(p)) is not None}
    return next(iter(told.values())) if len(told) == 1 else None


def _listed(row: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    told = row.get(key)
    return [entry for entry in told if is_mapping(entry)] if is_list(told) else []


def _source(row: Mapping[str, Any]) -> str | None:
    sources = row.get("sources")
    if is_list(sources):
        return next((s.get("title_ar") or s.get("title") for s in sources if is_mapping(s)), None)
    told = row.get("sources.source-1")  # of a CSV: number and title
    return re.sub(r"^\d+-", "", str(told)) if told else None
