"""Web archives (WARC, WARC.gz, WET) → articles, a record at a time in constant memory.

Records are framed here, so that a broken one costs itself alone: a gzip member is unpacked by itself, and after a fault the
next record is looked for. What stands in a frame (WARC and HTTP headers, chunks, encodings) is read by FastWARC.
WARC 1.1: https://iipc.github.io/warc-specifications/
"""

from __future__ import annotations

import html as entities
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from ...errors import InputError
from ...model import Found
from ..article import article_from_text
from ..decode import decode
from ..http import http_body
from ..items import MAX_CHARS, Item, Original, guarded, tried
from ..language import is_arabic
from ..page.html import MAX_HTML, articles_from_html

_GZIP = b"\x1f\x8b\x08"
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00\x04\x08]....[\x00\x02\x04][\x00\x03\x07\x0a\x0b\xff]", re.DOTALL)  # RFC 1952
_START = b"WARC/1."
_CHUNK = 1 << 16
MAX_RECORD = 32_000_000  # bytes of one record, unpacked; a page is a thousandth of it
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,18})\s*$", re.IGNORECASE | re.MULTILINE)
_HTML = ("text/html", "application/xhtml+xml")
# Bytes of Arabic letters: UTF-8 lead bytes, or the letters of windows-1256 and ISO-8859-6.
_ASCII = bytes(range(128))
_UTF8_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_BYTE_ARABIC = re.compile(rb"[\xc7\xc8\xca-\xda\xdd-\xe5\xec\xed]{3}")


class Frame(NamedTuple):
    """The bytes of one record at `offset` of the file, or what is wrong with them."""

    offset: int
    data: bytes
    fault: str | None = None


def warc_items(stream: io.BufferedReader, where: str) -> Iterator[Item]:
    """The Arabic articles of an archive. Faults are items; what is no page or not Arabic is passed over and counted."""
    for frame in frames(stream):
        at = f"{where}@{frame.offset}"
        if frame.fault is not None:
            yield Item(at, None, frame.fault)
        else:
            yield from guarded(at, _records(frame.data, at))


def wacz_items(stream: io.BufferedReader, where: str) -> Iterator[Item]:
    """The Arabic articles of a web archive collection (WACZ): a zip whose folder `archive` holds WARC files.
    https://specs.webrecorder.net/wacz/latest/"""
    try:
        with zipfile.ZipFile(stream) as parts:
            names = [name for name in parts.namelist() if name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))]
            if not names:
                yield Item(where, None, "the collection holds no WARC file in its folder archive")
            for name in names:
                with parts.open(name) as file:
                    yield from warc_items(io.BufferedReader(cast(io.RawIOBase, file)), f"{where}/{name}")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:  # RuntimeError: locked with a password
        yield Item(where, None, f"the collection cannot be read ({error})")


def _records(data: bytes, where: str) -> Iterator[Item]:
    seen = False
    if (fault := _length_fault(data)) is not None:
        yield Item(where, None, fault)
        return
    try:
        for record in ArchiveIterator(io.BytesIO(data), parse_http=False, record_types=WarcRecordType.any_type):
            seen = True
            yield from guarded(where, _items(record, where))
    except (OSError, ValueError, EOFError, zlib.error) as error:
        yield Item(where, None, f"the record cannot be read ({error})")
        return
    if not seen:
        yield Item(where, None, "the record has no readable header")


def _length_fault(data: bytes) -> str | None:
    """What is wrong with a record's header or the length that it tells; None where both are right."""
    end = data.find(b"\r\n\r\n")
    match = _LENGTH.search(data[: max(end, 0)]) if data.startswith(_START) else None
    if match is None:
        return "the record has no readable header"
    size = end + 4 + int(match[1])
    return None if data[size:].strip(b"\r\n") == b"" and len(data) >= size else "the record's length is wrong"


def _items(record: WarcRecord, where: str) -> Iterator[Item]:
    kind = record.record_type
    if kind == WarcRecordType.conversion:
        yield tried(where, _converted, record, where)
    elif kind in (WarcRecordType.response, WarcRecordType.resource):
        # Requests, metadata, the archive's own description: nothing that a reader would miss.
        address = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
        body, seen = record.reader.read(MAX_RECORD), record.headers.get("WARC-Date")
        if kind == WarcRecordType.response:
            yield from items_of_answer(body, where, address, seen)
        else:
            yield from _pages(body, None, where, address, seen)


def items_of_answer(data: bytes, where: str, address: str | None, seen: str | None) -> Iterator[Item]:
    """The articles of an HTTP answer that was captured at `seen` (an ISO moment of world time)."""
    response = http_body(data)
    if response.fault:
        yield Item(where, None, response.fault)
    elif response.status != 200:
        yield Item(where, None, f"an answer with status {response.status}", passed=True)
    elif response.type and response.type not in (*_HTML, "text/plain"):
        yield Item(where, None, "not HTML", passed=True)
    else:
        yield from _pages(response.body, response.charset, where, address, seen)


def _pages(body: bytes, declared: str | None, where: str, address: str | None, seen: str | None) -> Iterator[Item]:
    if not _may_be_arabic(body):
        yield Item(where, None, "not Arabic", passed=True)
        return
    try:
        html, note = decode(body, declared)
        if not is_arabic(_visible(html)):
            yield Item(where, None, "not Arabic", passed=True)
            return
        original = Original(body, "text/html", declared, address, seen)
        for article in articles_from_html(html, url=address, seen=seen):
            yield Item(where, article, None, note, original=original)
    except InputError as error:
        yield Item(where, None, str(error), passed="not Arabic" in str(error))


def _converted(record: WarcRecord, where: str) -> Item:
    """A record of a WET file: the page's text, already without its markup."""
    body = record.reader.read(MAX_RECORD)
    text, note = decode(body)
    if not is_arabic(text):
        return Item(where, None, "not Arabic", passed=True)
    address = record.headers.get("WARC-Target-URI")
    found = {"url": Found("url", address, "WARC-Target-URI", 0.95)} if address else {}
    original = Original(body, "text/plain", None, address, record.headers.get("WARC-Date"))
    return Item(where, article_from_text(text.strip(), found=found), None, note, original=original)


def _may_be_arabic(body: bytes) -> bool:
    """A cheap look at the bytes before a page is decoded: nine in ten pages of a crawl are in other languages."""
    head = body[:400_000]
    high = head.translate(None, _ASCII)
    if len(high) >= 80 and (len(_UTF8_ARABIC.findall(high)) >= 60 or len(_BYTE_ARABIC.findall(high)) >= 40):
        return True
    return head.count(b"&#15") >= 40 or head.count(b"&#x6") >= 40 or head.count(b"\\u06") >= 40


def _visible(html: str) -> str:
    """Roughly the words of a page, enough to tell its language; those of its data where it is drawn by script."""
    text = re.sub(r"<(?:script|style)\b.*?</(?:script|style)>", " ", html[:MAX_HTML], flags=re.DOTALL | re.IGNORECASE)
    words = entities.unescape(re.sub(r"<[^>]+>", " ", text))
    if len(words.strip()) > 400:
        return words
    return re.sub(r"\\u(06[0-9a-f]{2})", lambda m: chr(int(m[1], 16)), entities.unescape(html[:MAX_CHARS]), flags=re.IGNORECASE)


# -- frames -------------------------------------------------------------------------------------------------------------


def frames(stream: io.BufferedReader) -> Iterator[Frame]:
    """The records of an archive one by one, packed by gzip or not. Never raises for what is in the file."""
    window = _Window(stream)
    while len(window.buffer) < 8 and window.more():
        pass
    yield from _members(window) if window.buffer.startswith(_GZIP) else _plain(window)


class _Window:
    """The stretch of a stream that is looked at: `buffer` begins at offset `base` of the stream."""

    def __init__(self, stream: io.BufferedReader | _Rest):
        self._stream = stream
        self._ended = False
        self.buffer = bytearray()
        self.base = 0

    def more(self) -> bool:
        """Read on; False at the end, and where the stream cannot be read further."""
        if not self._ended:
            try:
                chunk = self._stream.read(_CHUNK)
            except (OSError, EOFError, zlib.error):
                chunk = b""
            self._ended = not chunk
            self.buffer += chunk
        return not self._ended

    def drop(self, size: int) -> None:
        """Move the beginning on by `size` bytes."""
        del self.buffer[:size]
        self.base += size

    def give_back(self, data: bytes) -> None:
        """Put bytes that were taken before the beginning again."""
        self.buffer[:0] = data
        self.base -= len(data)

    def seek(self, found: Callable[[bytearray, int], int], overlap: int) -> bool:
        """Move the beginning on to where `found(buffer, start)` says (≥ 0), reading on as needed; False where it never does."""
        start = 1
        while (at := found(self.buffer, start)) < 0:
            keep = min(overlap, len(self.buffer))
            self.drop(len(self.buffer) - keep)
            start = 0
            if not self.more():
                return False
        self.drop(at)
        return True


def _members(window: _Window) -> Iterator[Frame]:
    """Each gzip member is a record. After a fault the next member is found by its magic and its first word."""
    while window.buffer or window.more():
        start = window.base
        member = _unpack(window)
        if member.many is not None:
            yield from _plain(_Window(member.many))  # a whole archive packed at once, as by `gzip crawl.warc`
            member.many.close()
            continue
        _, data, size, fault = member
        if fault is None and size > MAX_RECORD:
            fault = f"the record has {size / 1e6:.0f} MB, too much for one page"
            yield Frame(start, b"", fault)
        elif fault is None:
            yield Frame(start, data)
        else:
            yield Frame(start, b"", fault)
            if not window.seek(_next_member, 512):
                return


class _Member(NamedTuple):
    """What a gzip member holds: `many` records to be read on as a stream, or the bytes of one up to the bound, with how many
    there were and what is wrong with them."""

    many: _Rest | None = None
    data: bytes = b""
    size: int = 0
    fault: str | None = None


def _unpack(window: _Window) -> _Member:
    """Unpack the member at the window's beginning, which moves past it unless it is at fault."""
    unpack = zlib.decompressobj(31)
    out, size, used = bytearray(), 0, 0
    try:
        while not unpack.eof:
            if used >= len(window.buffer) and not window.more():
                return _Member(size=size, fault="the archive breaks off in this record")
            packed: bytes = bytes(window.buffer[used : used + _CHUNK])
            used += len(packed)
            while packed and not unpack.eof:
                piece = unpack.decompress(packed, 1 << 20)
                packed = unpack.unconsumed_tail
                size += len(piece)
                if len(out) <= MAX_RECORD:
                    out += piece
                if _holds_another(out):
                    window.drop(used)
                    return _Member(_Rest(window, unpack, bytes(out), packed))
                if size > 64 * MAX_RECORD:
                    return _Member(size=size, fault="the record unpacks to more than 2 GB")
            if used > 64 * _CHUNK and not unpack.eof:  # memory stays bounded; a fault so far in is sought from here
                window.drop(used)
                used = 0
    except zlib.error as error:
        return _Member(size=size, fault=f"the record's gzip is broken ({error})")
    window.drop(used - len(unpack.unused_data))
    return _Member(None, bytes(out), size)


def _holds_another(data: bytearray) -> bool:
    """Whether a second record follows the first where that one's length says that it ends."""
    end = data.find(b"\r\n\r\n", 0, 64_000)
    match = _LENGTH.search(data[:end]) if end >= 0 else None
    if match is None or (size := end + 4 + int(match[1])) > MAX_RECORD:
        return False
    return data[size : size + 16].lstrip(b"\r\n").startswith(_START)


class _Rest:
    """A gzip member as a stream, from the middle on: `begun` is what came of it, `packed` what was read of it."""

    def __init__(self, window: _Window, unpack: zlib._Decompress, begun: bytes, packed: bytes):  # pyright: ignore[reportPrivateUsage]  # zlib has no other name for it
        self._window, self._unpack, self._begun, self._packed = window, unpack, begun, packed

    def read(self, size: int) -> bytes:
        """Some bytes, empty at the end. Raises EOFError or zlib.error where the member breaks off or is broken."""
        out, self._begun = self._begun, b""
        while not out and not self._unpack.eof:
            if not self._packed:
                if not self._window.buffer and not self._window.more():
                    raise EOFError("the archive breaks off")
                self._packed = bytes(self._window.buffer[:_CHUNK])
                self._window.drop(len(self._packed))
            out = self._unpack.decompress(self._packed, 1 << 20)
            self._packed = self._unpack.unconsumed_tail
        return out

    def close(self) -> None:
        """Give back what was read beyond the member's end."""
        self._window.give_back(self._unpack.unused_data)


def _next_member(buffer: bytearray, start: int) -> int:
    """The next member that begins a record, or is too broken to show what it begins; not a packed page inside a record."""
    while (match := _MEMBER.search(buffer, start)) is not None:
        try:
            if zlib.decompressobj(31).decompress(bytes(buffer[match.start() : match.start() + 512]), 16).startswith(_START):
                return match.start()
        except zlib.error:
            return match.start()
        start = match.start() + 1
    return -1


def _plain(window: _Window) -> Iterator[Frame]:
    """Records told by their Content-Length; where it lies, the next record is found by its first word."""
    while True:
        while (blank := len(window.buffer) - len(window.buffer.lstrip(b"\r\n"))) == len(window.buffer):
            window.drop(blank)
            if not window.more():
                return
        window.drop(blank)
        fault = _plain_fault(window)
        if isinstance(fault, str):
            yield Frame(window.base, b"", fault)
            if not window.seek(_after_break, 16):
                return
        else:
            yield Frame(window.base, bytes(window.buffer[:fault]) + b"\r\n\r\n")
            window.drop(fault)


def _plain_fault(window: _Window) -> str | int:
    """The size of the record at the window's beginning, or what is wrong with it."""
    while (end := window.buffer.find(b"\r\n\r\n")) < 0 and len(window.buffer) < 64_000 and window.more():
        pass
    match = _LENGTH.search(window.buffer[: max(end, 0)]) if window.buffer.startswith(_START) and end >= 0 else None
    if match is None:
        return "the record has no readable header"
    size = end + 4 + int(match[1])
    if size > MAX_RECORD:
        return f"the record has {size / 1e6:.0f} MB, too much for one page"
    while len(window.buffer) < size + 16 and window.more():
        pass
    if len(window.buffer) < size:
        return "the archive breaks off in this record"
    rest = bytes(window.buffer[size : size + 16])
    right = rest.startswith(b"\r\n\r\n") or _START.startswith(rest.lstrip(b"\r\n")[: len(_START)])
    return size if right else "the record's length is wrong"


def _after_break(buffer: bytearray, start: int) -> int:
    at = buffer.find(b"\n" + _START, start)
    return at + 1 if at >= 0 else -1
