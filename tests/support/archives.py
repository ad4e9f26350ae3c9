"""Web archives for tests: records of every kind that a crawl holds, and of every way in which one breaks."""

from __future__ import annotations

import gzip
import random
import zlib
from collections import Counter
from collections.abc import Callable
from functools import cache

from pages.corpus import Known, pages

ENGLISH = "<html><head><title>Market report</title></head><body><p>Shares rose on Monday as investors weighed new data from the central bank.</p></body></html>"
PERSIAN = (
    "<html lang='ar'><body><p>"
    + "وزیر امور خارجه گفت که این گفتگوها برای پایان دادن به جنگ در منطقه ادامه دارد و می‌تواند نتیجه بدهد. " * 12
    + "</p></body></html>"
)


def record(kind: str, url: str, block: bytes, extra: str = "", length: int | None = None) -> bytes:
    """A WARC record; `length` lies about its size."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-18T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):08x}-0000-0000-0000-000000000000>\r\n{extra}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, type_: str = "text/html; charset=utf-8", status: str = "200 OK", headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {type_}\r\n{headers}\r\n".encode() + body


def chunked(body: bytes) -> bytes:
    parts = [body[i : i + 700] for i in range(0, len(body), 700)]
    return b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in parts) + b"0\r\n\r\n"


def good(n: int, page: Known) -> tuple[str, bytes]:
    """An Arabic page as servers send it: plain, packed, in chunks."""
    url = f"http://crawl{n % 9}.example/{n}"
    kind = n % 3
    if kind == 0:
        return url, answer(page.data)
    if kind == 1:
        return url, answer(gzip.compress(page.data), headers="Content-Encoding: gzip\r\n")
    return url, answer(chunked(page.data), headers="Transfer-Encoding: chunked\r\n")


@cache
def _bomb() -> bytes:
    return gzip.compress(b"<p>" + b"0" * 60_000_000, 9)


BROKEN: tuple[tuple[str, Callable[[int, Known], bytes]], ...] = (
    (
        "chunk",
        lambda n, p: record(
            "response",
            f"http://b.example/{n}",
            answer(chunked(p.data)[:-900].replace(b"\r\n2bc", b"\r\nzzz", 1), headers="Transfer-Encoding: chunked\r\n"),
        ),
    ),
    (
        "packed page cut",
        lambda n, p: record("response", f"http://b.example/{n}", answer(gzip.compress(p.data)[:-40], headers="Content-Encoding: gzip\r\n")),
    ),
    ("no http", lambda n, p: record("response", f"http://b.example/{n}", b"<html>no answer line</html>")),
    ("length", lambda n, p: record("response", f"http://b.example/{n}", answer(p.data), length=len(p.data) + 5000)),
    ("short length", lambda n, p: record("response", f"http://b.example/{n}", answer(p.data), length=50)),
    ("no header", lambda n, p: b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + p.data),
    ("bomb", lambda n, p: record("response", f"http://b.example/{n}", answer(_bomb(), headers="Content-Encoding: gzip\r\n"))),
)


def archive(size: int = 2000, broken: int = 300, seed: int = 5) -> tuple[bytes, Counter[str]]:
    """A packed archive of `size` records, `broken` of them broken, and how many there are of each kind."""
    draw = random.Random(seed)
    known = pages()
    kinds = ["broken"] * broken + ["arabic"] * 400 + ["english"] * 500 + ["image"] * 400 + ["persian"] * 100 + ["moved"] * 100
    kinds += ["request"] * (size - len(kinds))
    draw.shuffle(kinds)
    out, counts = [], Counter(kinds)
    for n, kind in enumerate(kinds):
        page = known[n % len(known)]
        url = f"http://crawl.example/{n}"
        if kind == "arabic":
            out.append(gzip.compress(record("response", *good(n, page))))
        elif kind == "english":
            out.append(gzip.compress(record("response", url, answer(ENGLISH.encode()))))
        elif kind == "image":
            out.append(gzip.compress(record("response", url, answer(draw.randbytes(900), "image/jpeg"))))
        elif kind == "persian":
            out.append(gzip.compress(record("response", url, answer(PERSIAN.encode()))))
        elif kind == "moved":
            out.append(gzip.compress(record("response", url, answer(b"", status="301 Moved Permanently", headers="Location: /\r\n"))))
        elif kind == "request":
            out.append(gzip.compress(record("request", url, b"GET / HTTP/1.1\r\nHost: crawl.example\r\n\r\n")))
        else:
            out.append(_broken(n, page, draw))
    return b"".join(out), counts


def _broken(n: int, page: Known, draw: random.Random) -> bytes:
    """A record that is broken inside its member, or a member that is broken itself."""
    way = n % (len(BROKEN) + 3)
    if way < len(BROKEN):
        return gzip.compress(BROKEN[way][1](n, page), 9)
    packed = bytearray(gzip.compress(record("response", f"http://b.example/{n}", answer(page.data))))
    if way == len(BROKEN):  # the member's end is missing
        return bytes(packed[: len(packed) // 2])
    if way == len(BROKEN) + 1:  # its sum is wrong
        packed[-6] ^= 0xFF
        return bytes(packed)
    at = draw.randrange(40, len(packed) - 60)
    packed[at : at + 20] = bytes(20)  # zeros in its middle
    return bytes(packed)
