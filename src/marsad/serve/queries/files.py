"""What leaves the pages as files: the events that a view keeps, in the formats of `marsad export`, and briefs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlencode

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ...alerts import SHOWN, feed
from ...archive import views
from ...archive.copies import original_of
from ...archive.filters import Country
from ...errors import InputError
from ...export import export
from ...lexicon.tables import table
from ...read.decode import decode
from ...read.items import Original
from ...read.page.html import MAX_HTML, looks_like_html
from ...read.page.markup import element_lines, parse_html
from ...report.brief import brief
from ...report.brief_page import brief_html, pdf_of
from ..bounds import Day, day
from ..endpoint import Endpoint, File
from ..state import State
from .read import View

# Those of `marsad export` that one file holds and that any view may ask for: the name of the format, the ending, the media type.
FORMATS = {
    "csv": ("csv", "csv", "text/csv; charset=utf-8"),
    "acled": ("acled", "acled.csv", "text/csv; charset=utf-8"),
    "geojson": ("geojson", "geojson", "application/geo+json"),
    "xlsx": ("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
AT_ONCE = 3
_ENDINGS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "txt", "multipart/related": "mhtml", "application/json": "json"}
_SHOWN_TEXT = 400_000  # letters of a kept source that a page is given


class ExportAsked(View, frozen=True, kw_only=True):
    """The filters, and the format."""

    format: Literal["csv", "acled", "geojson", "xlsx"] = "csv"


class FeedAsked(View, frozen=True, kw_only=True):
    """The filters, the language, and what pages stand under, for the links."""

    lang: Literal["ar", "en"] = "en"
    page: Annotated[str, Meta(max_length=200, pattern=r"^https?://[A-Za-z0-9.:\[\]-]+$")] = "http://127.0.0.1:8000"


class BriefAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Days, countries, the language, and the kind of file."""

    since: Day
    until: Day
    country: Annotated[tuple[Country, ...], Meta(max_length=60)] = ()
    lang: Literal["ar", "en"] = "en"
    format: Literal["html", "pdf"] = "html"


def exported(state: State, asked: ExportAsked) -> File:
    """Write what the filters keep to a file of a format."""
    format, ending, media = FORMATS[asked.format]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"marsad.{ending}"
        export(state.archive, format, "events", asked.filters(), path)
        return File(path.name, media, path.read_bytes())


def briefed(state: State, asked: BriefAsked) -> File:
    """Write a brief of some days: each sentence with its claims."""
    first, last = day(asked.since), day(asked.until)
    if first > last:
        raise InputError("the last day lies before the first.")
    page = brief_html(brief(state.archive, first, last, tuple(c.upper() if len(c) == 2 else c for c in asked.country), asked.lang))
    name = f"marsad-{'-'.join(asked.country) or 'all'}-{first}-{last}-{asked.lang}"
    if asked.format == "pdf":
        return File(f"{name}.pdf", "application/pdf", pdf_of(page))
    return File(f"{name}.html", "text/html; charset=utf-8", page.encode())


def fed(state: State, asked: FeedAsked) -> File:
    """An Atom feed of the newest events that the filters keep."""
    events = views.page(state.archive, asked.filters(), limit=SHOWN).events
    given = {name: value for name, value in msgspec.to_builtins(asked).items() if value not in (None, [], ())}
    address = f"{asked.page}/api/feed?{urlencode(given, doseq=True)}"
    title = table("brief")["say"]["feed"][asked.lang]
    return File("marsad.atom", "application/atom+xml; charset=utf-8", feed(events, title, address, asked.page, asked.lang), True)


class CopyText(msgspec.Struct, frozen=True):
    """The words of a kept source, of a page without its markup; `more` tells that only the beginning is here."""

    text: str
    more: bool


def copied(state: State, sha256: str) -> File:
    """A source as it was read, byte for byte, to be saved: it is never shown as a page."""
    original = _original(state, sha256)
    return File(f"{sha256[:16]}.{_ENDINGS.get(original.media or '', 'bin')}", "application/octet-stream", original.body)


def copy_text(state: State, sha256: str) -> CopyText:
    """The words of a source as it was read."""
    original = _original(state, sha256)
    text, _ = decode(original.body, original.charset)
    if original.media in ("text/html", "application/xhtml+xml") or looks_like_html(text):
        text = "\n".join(line.text for line in element_lines(parse_html(text[:MAX_HTML])))
    return CopyText(text[:_SHOWN_TEXT], len(text) > _SHOWN_TEXT)


def _original(state: State, sha256: str) -> Original:
    found = original_of(state.archive, sha256)
    if found is None:
        raise HTTPException(404, f"there is no kept source {sha256}.")
    return found


ENDPOINTS = [
    Endpoint("GET", "/api/copies/{sha256}", "viewer", copied, None, None, File, at_once=AT_ONCE),
    Endpoint("GET", "/api/copies/{sha256}/text", "viewer", copy_text, None, None, CopyText, at_once=AT_ONCE),
    Endpoint("GET", "/api/feed", "viewer", fed, FeedAsked, None, File, at_once=AT_ONCE),
    Endpoint("GET", "/api/export", "viewer", exported, ExportAsked, None, File, at_once=AT_ONCE),
    Endpoint("GET", "/api/brief", "viewer", briefed, BriefAsked, None, File, at_once=AT_ONCE),
]


def answer(file: File) -> Response:
    """A file as a browser keeps it."""
    return Response(
        file.data,
        media_type=file.media,
        headers={"content-disposition": f'{"inline" if file.inline else "attachment"}; filename="{file.name}"', "cache-control": "no-store"},
    )
