"""What kind of collection a file is, told by its bytes; its name is asked only where the bytes leave it open."""

from __future__ import annotations

import json
import re
from typing import Literal, get_args

from .decode import encoding_of
from .doors.arc import BARE
from .doors.columns import doors
from .doors.jsonstream import list_in
from .doors.telegram_html import is_export
from .page.html import looks_like_html
from .stream import PACKED

Kind = Literal[
    "text",
    "html",
    "mhtml",
    "jsonl",
    "json",
    "csv",
    "tsv",
    "excel",
    "oldexcel",
    "parquet",
    "warc",
    "arc",
    "wacz",
    "telegram",
    "feed",
    "pdf",
    "lines",
    "blocks",
]
KINDS: tuple[str, ...] = get_args(Kind)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")
_CHATS = re.compile(rb'"(?:messages"\s*:\s*\[|chats"\s*:)')  # of a messenger's export
_MEDIA = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"ID3", b"OggS", b"\x1aE\xdf\xa3", b"II*\0", b"MM\0*", b"BM", b"\0\0\1\0", b"wOF")
_MHTML = re.compile(rb"\A[\w-]+:(?:[^\r\n]+\r?\n){0,20}?(?:MIME-Version|Snapshot-Content-Location):", re.IGNORECASE)


def sniff(head: bytes, name: str) -> Kind | str:
    """The kind of what begins with `head`, or a sentence that says why it is none. `name` is the file's, without .gz."""
    low = name.lower()
    if head.startswith(PACKED):
        return "the file is packed more than once; unpack it and give what is in it."
    if (told := _by_magic(head, low)) is not None:
        return told
    if (encoding := encoding_of(head)).startswith("utf-16"):
        head = head[: len(head) & ~1].decode(encoding, "replace").encode("utf-8", "replace")
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare[:1] in b"{[" and bare:
        return _json(bare, low)
    if _MHTML.match(head):
        return "mhtml"
    if bare[:1] == b"<" and _FEED.search(bare[:2000]):
        return "feed"
    if bare[:1] == b"<" and b"<opml" in bare[:2000]:
        return "the file is a list of feeds (OPML); give it to marsad watch."
    if b"urn:schemas-microsoft-com:office:" in bare[:2000] or (low.endswith(".xls") and looks_like_html(bare[:4000].decode("latin-1"))):
        return "oldexcel"
    html = looks_like_html(head[:4000].decode("latin-1"))
    if html and bare[:1] == b"<":
        return "telegram" if is_export(head[:8000]) else "html"
    if low.endswith((".tsv", ".tab", ".xls")):
        return "tsv"
    if low.endswith(".csv") or _is_table(bare):
        return "csv"  # its cells may hold markup
    if bare.startswith(b"<?xml") and not html:
        return "the file is XML of a kind that marsad does not know; make a table of it (CSV, JSON lines) and give that."
    return "html" if html else "text"


def _json(bare: bytes, low: str) -> Kind:
    if bare[:1] == b"{" and b"jsonfeed.org/version" in bare[:4000]:
        return "feed"
    chats = _CHATS.search(bare[:4000]) is not None
    if bare[:1] != b"{" or (not chats and list_in(bare)):
        return "json"
    first, newline, _ = bare.partition(b"\n")
    if newline and first.strip() != b"{" and (not low.endswith(".json") or _is_json(first)):
        return "jsonl"
    if not (newline or chats or low.endswith(".json")):
        return "jsonl"
    return "telegram" if chats else "json"


def _by_magic(head: bytes, low: str) -> Kind | str | None:
    """The kind of what is no text, by its first bytes; `low` is the file's name in small letters."""
    magic: tuple[tuple[bytes, Kind | str], ...] = (
        (b"PAR1", "parquet"),
        (b"WARC/", "warc"),
        (b"filedesc://", "arc"),
        (b"%PDF", "pdf"),
        (b"{\\rtf", "the file is a document in rich text (RTF); save it as text and give that."),
        (b"\xd0\xcf\x11\xe0", "the file is an old Office document; save it as .xlsx or .csv."),
    )
    if head.startswith(b"PK\x03\x04"):
        if low.endswith(".wacz") or (b"archive/" in head and b".warc" in head):
            return "wacz"
        if b"word/" in head or b"opendocument" in head[:200]:
            return "the file is a document of a word processor or a spreadsheet of another make; save it as text, .xlsx or .csv and give that."
        excel = b"xl/" in head or b"[Content_Types].xml" in head or low.endswith(".xlsx")
        return "excel" if excel else "the file is a zip archive; unpack it and give the folder."
    if BARE.match(head[:4000]):
        return "arc"
    return next((kind for first, kind in magic if head.startswith(first)), None)


def is_beside(head: bytes, name: str) -> bool:
    """Whether a file that lies among articles is none: a picture, a film, a sound, by its bytes; a style, a program, a stamp by its name."""
    return head.startswith(_MEDIA) or head[4:8] == b"ftyp" or name.lower().endswith(doors().beside)


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _is_table(bare: bytes) -> bool:
    """Excel's `sep=;`, or a first line of column names, one of them usual for the text, parted by tabs, commas or semicolons."""
    from .doors.rows import usual

    if bare[:5].lower().lstrip(b'"').startswith(b"sep="):
        return True
    first = bare.split(b"\n", 1)[0].decode("utf-8", "replace").strip("\r\ufeff")
    for delimiter in "\t,;":
        names = [n.strip(' "') for n in first.split(delimiter)]
        if len(names) > 1 and len(first) < 500 and usual(names):
            return True
    return False
