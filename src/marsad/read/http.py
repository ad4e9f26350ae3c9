"""An HTTP answer as an archive keeps it → its body without chunks and compression, within bounds."""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple

MAX_BODY = 24_000_000  # bytes of a page, unpacked
_STATUS = re.compile(rb"HTTP/[\d.]+\s+(\d{3})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


class Answer(NamedTuple):
    """`fault` tells why the body cannot be read; then the rest means nothing."""

    status: int = 0
    type: str | None = None
    charset: str | None = None
    body: bytes = b""
    fault: str | None = None


def http_body(data: bytes) -> Answer:
    """Parse an answer. Every fault is told, none raised."""
    match = _STATUS.match(data)
    end = re.search(rb"\r?\n\r?\n", data)
    if match is None or end is None:
        return Answer(fault="the record holds no HTTP answer")
    headers: dict[str, str] = {}
    for line in data[: end.start()].split(b"\n")[1:]:
        name, _, value = line.partition(b":")
        headers[name.strip().lower().decode("latin-1")] = value.strip().decode("latin-1")
    kind = headers.get("content-type", "")
    charset = _CHARSET.search(kind)
    answer = Answer(int(match[1]), kind.split(";")[0].strip().lower() or None, charset[1] if charset else None)
    if answer.status != 200 or (answer.type and not answer.type.startswith(("text/", "application/xhtml"))):
        return answer
    body = data[end.end() :]
    # Archives often keep the body as it was after transfer while the header still tells of chunks or compression.
    if "chunked" in headers.get("transfer-encoding", "").lower() and re.match(rb"[0-9a-fA-F]{1,8}\s*(?:;[^\r\n]*)?\r?\n", body):
        plain = _dechunked(body)
        if plain is None:
            return Answer(fault="the page's chunks are broken")
        body = plain
    return unpacked(answer, body, headers.get("content-encoding", "").lower())


def unpacked(answer: Answer, body: bytes, encoding: str) -> Answer:
    """The answer with its body decompressed, if it is compressed; a body of more than `MAX_BODY` is a fault."""
    if body.startswith(b"\x1f\x8b"):
        return _inflated(answer, body, 31)
    if "deflate" in encoding and body[:1] == b"\x78":
        return _inflated(answer, body, 15)
    if "br" in encoding.split(",") and body.lstrip()[:1] != b"<":
        return _unbrotlied(answer, body)
    if len(body) > MAX_BODY:
        return Answer(fault=f"the page has more than {MAX_BODY // 1_000_000} MB")
    return answer._replace(body=body)


def _inflated(answer: Answer, body: bytes, bits: int) -> Answer:
    unpack = zlib.decompressobj(bits)
    try:
        out = unpack.decompress(body, MAX_BODY + 1)
    except zlib.error as error:
        return Answer(fault=f"the page's compression is broken ({error})")
    if len(out) > MAX_BODY:
        return Answer(fault=f"the page unpacks to more than {MAX_BODY // 1_000_000} MB")
    if not unpack.eof:
        return Answer(fault="the page's compression breaks off")
    return answer._replace(body=out)


def _unbrotlied(answer: Answer, body: bytes) -> Answer:
    import brotli

    unpack = brotli.Decompressor()
    out = bytearray()
    try:
        for at in range(0, len(body), 1 << 14):
            out += unpack.process(body[at : at + (1 << 14)], output_buffer_limit=MAX_BODY + 1 - len(out))
            if len(out) > MAX_BODY:
                return Answer(fault=f"the page unpacks to more than {MAX_BODY // 1_000_000} MB")
    except brotli.error:
        return Answer(fault="the page's compression is broken (brotli)")
    if not unpack.is_finished():
        return Answer(fault="the page's compression breaks off")
    return answer._replace(body=bytes(out))


def _dechunked(body: bytes) -> bytes | None:
    out, at = bytearray(), 0
    while True:
        end = body.find(b"\n", at)
        if end < 0:
            return None
        try:
            size = int(body[at:end].split(b";")[0].strip() or b"x", 16)
        except ValueError:
            return None
        if size == 0:
            return bytes(out)
        if end + 1 + size > len(body):
            return None
        out += body[end + 1 : end + 1 + size]
        at = end + 1 + size
        if body[at : at + 2] == b"\r\n":
            at += 2
        elif body[at : at + 1] == b"\n":
            at += 1
        else:
            return None
