"""One small good input of every kind, to be broken by tests and by the fuzzer, and what must hold of whatever a reader gives."""

from __future__ import annotations

import datetime as dt
import email.message
import io
import json
import re
import zipfile
from functools import cache
from itertools import islice

import msgspec

from marsad.model import Article
from marsad.read import read_bytes
from marsad.read.article import whole
from marsad.read.items import STUMBLED
from marsad.read.sniff import KINDS

_TITLE = "قصف على أطراف المدينة"
_TEXT = (
    "قصفت قوات الدعم السريع صباح الأحد أحياء في مدينة الأبيض، ما أدى إلى مقتل أربعة مدنيين وإصابة تسعة، بحسب غرفة الطوارئ. "
    "وقال الجيش السوداني إنه صد هجوما على قرية شرقي المدينة، ولم يصدر تعليق من الطرف الآخر على هذا النبأ حتى المساء."
)
_DAY = "2025-05-04"
_URL = "https://news.example/a/1"
_MOST = 40  # items of one input that are looked at


def _rows() -> list[dict]:
    return [{"id": str(n), "title": _TITLE, "text": _TEXT, "date": _DAY, "url": f"{_URL}{n}", "author": "مراسل"} for n in (1, 2)]


def _html() -> str:
    linked = json.dumps({"@type": "NewsArticle", "headline": _TITLE, "datePublished": _DAY, "articleBody": _TEXT}, ensure_ascii=False)
    return f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{_TITLE} - موقع</title><link rel="canonical" href="{_URL}"><script type="application/ld+json">{linked}</script></head><body><nav><a href="/">الرئيسية</a></nav><article><h1>{_TITLE}</h1><time datetime="{_DAY}T10:00:00Z">4 مايو 2025</time><p>{_TEXT}</p></article></body></html>'


def _mhtml() -> bytes:
    message = email.message.EmailMessage()
    message["Snapshot-Content-Location"] = _URL
    message.set_content(_html(), subtype="html")
    return bytes(message)


def _excel() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(list(_rows()[0]))
    for row in _rows():
        book.active.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _old_excel() -> bytes:
    rows = [list(_rows()[0]), *(map(str, r.values()) for r in _rows())]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>{cells}</table></body></html>'.encode()


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(_rows()), out)
    return out.getvalue()


def _warc() -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + _html().encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {_URL}\r\nWARC-Date: {_DAY}T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    text = _TEXT.encode()
    plain = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {_URL}\r\nWARC-Date: {_DAY}T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n" + plain.encode() + text + b"\r\n\r\n"


def _telegram() -> bytes:
    messages = [
        {"id": n, "type": "message", "date": f"{_DAY}T10:00:00", "from": "قناة", "text": [_TEXT, {"type": "link", "text": _URL}]} for n in (1, 2)
    ]
    return json.dumps({"name": "قناة", "type": "public_channel", "id": 7, "messages": messages}, ensure_ascii=False).encode()


def _wacz() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("archive/data.warc", _warc())
        parts.writestr("datapackage.json", "{}")
    return packed.getvalue()


def _arc() -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + _html().encode()
    head = f"{_URL} 10.0.0.1 20250505101500 text/html {len(body)}\n"
    return b"filedesc://a.arc 0.0.0.0 20250505101500 text/plain 20\n1 0 Crawler\nURL IP\n\n" + head.encode() + body + b"\n"


def _telegram_page() -> bytes:
    messages = "".join(
        f'<div class="message default clearfix" id="message{n}"><div class="body"><div class="pull_right date details" title="04.05.2025 10:0{n}:00 UTC+03:00">10:0{n}</div>'
        f'<div class="from_name">قناة</div><div class="text">{_TEXT}<br>وهذه السطر الثاني.</div></div></div>'
        for n in (1, 2)
    )
    return f'<!DOCTYPE html><html><body><div class="page_wrap"><div class="page_header"><div class="text bold">قناة</div></div><div class="history">{messages}</div></div></body></html>'.encode()


def _feeds() -> list[bytes]:
    rss = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>موقع</title><item><title>{_TITLE}</title><link>{_URL}</link><pubDate>Sun, 04 May 2025 10:00:00 +0300</pubDate><content:encoded><![CDATA[<p>{_TEXT}</p>]]></content:encoded></item></channel></rss>'
    atom = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>موقع</title><entry><title>{_TITLE}</title><link href="{_URL}"/><id>urn:1</id><updated>{_DAY}T10:00:00Z</updated><author><name>مراسل</name></author><content type="html">&lt;p&gt;{_TEXT}&lt;/p&gt;</content></entry></feed>'
    sitemap = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{_URL}</loc><lastmod>{_DAY}</lastmod><news:news><news:publication_date>{_DAY}</news:publication_date><news:title>{_TITLE}</news:title></news:news></url></urlset>'
    listed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "موقع",
        "items": [
            {
                "id": "1",
                "url": _URL,
                "title": _TITLE,
                "date_published": f"{_DAY}T10:00:00Z",
                "content_html": f"<p>{_TEXT}</p>",
                "authors": [{"name": "مراسل"}],
            }
        ],
    }
    return [rss.encode(), atom.encode(), sitemap.encode(), json.dumps(listed, ensure_ascii=False).encode()]


def pdf(lines: list[str], letters: bool = True, ligatures: bool = False) -> bytes:
    """A PDF of one page with these lines as a browser prints Arabic: letters from the left edge on (else the words alone, as an OCR
    program lays them over a scan); with `ligatures`, لا is one sign."""
    chars: list[str] = []

    def code(char: str) -> str:
        if char not in chars:
            chars.append(char)
        return f"{chars.index(char) + 1:02x}"

    drawn = []
    for number, line in enumerate(lines):
        signs = re.findall(("ل[اأإآ]|" if ligatures else "") + "[A-Za-z0-9](?:[A-Za-z0-9/-]*[A-Za-z0-9])?|.", line)
        shown = [s.translate(str.maketrans("()", ")(")) if letters else s for s in reversed(signs)]
        shown = [c for s in shown for c in (s if s[0].isascii() else [s])]
        if not letters:
            shown = [c for word in reversed(line.split(" ")) for c in (*word, " ")]
        drawn.append(f"BT /F1 12 Tf 1 0 0 1 40 {760 - 16 * number} Tm <{''.join(map(code, shown))}> Tj ET")
    stream = "\n".join(drawn).encode()
    named = "\n".join(f"<{n:02x}> <{''.join(f'{ord(c):04x}' for c in char)}>" for n, char in enumerate(chars, 1))
    cmap = f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n{len(chars)} beginbfchar\n{named}\nendbfchar endcmap end end".encode()
    widths = " ".join(["500"] * 255)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        f"<< /Type /Font /Subtype /TrueType /BaseFont /Own /FirstChar 1 /LastChar 255 /Widths [{widths}] /ToUnicode 6 0 R >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
        b"<< /CreationDate (D:20250506101500Z) >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 8\n0000000000 65535 f \n" + table + b"trailer << /Size 8 /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


@cache
def seeds() -> dict[str, list[bytes]]:
    """Good inputs by kind: every kind that marsad reads has one."""
    table = "\n".join(",".join(f'"{v}"' for v in row) for row in [_rows()[0].keys(), *(r.values() for r in _rows())])
    text = f"{_TITLE}\n\n{_TEXT}"
    made = {
        "text": [text.encode(), text.encode("cp1256"), text.encode("utf-16")],
        "html": [_html().encode(), _html().encode("cp1256")],
        "mhtml": [_mhtml()],
        "jsonl": ["\n".join(json.dumps(r, ensure_ascii=False) for r in _rows()).encode()],
        "json": [json.dumps(_rows(), ensure_ascii=False).encode()],
        "csv": [table.encode()],
        "tsv": [table.replace('","', '"\t"').encode()],
        "excel": [_excel()],
        "oldexcel": [_old_excel()],
        "parquet": [_parquet()],
        "warc": [_warc()],
        "arc": [_arc()],
        "wacz": [_wacz()],
        "telegram": [_telegram(), _telegram_page()],
        "feed": _feeds(),
        "pdf": [pdf([_TITLE, *_TEXT.split("، ")])],
        "lines": [f"{_TEXT}\n{_TEXT}\n".encode()],
        "blocks": [f"{_TITLE}\n{_TEXT}\n\n{_TEXT}\n".encode()],
    }
    assert set(made) == set(KINDS)
    return made


def check(kind: str, data: bytes) -> int:
    """Read `data` as a kind and see that each item is an article in order or a reason that a reader foresaw. Returns how many
    articles there were."""
    found = 0
    for item in islice(read_bytes(data, f"input.{kind}", _DAY, kind=kind), _MOST):
        assert item.article is not None or item.reason
        assert STUMBLED not in (item.reason or ""), item.reason
        if item.article is not None:
            check_article(item.article)
            found += 1
    return found


def check_article(article: Article) -> None:
    """An article is of its types, can be written, holds only text, has days that are days and spans inside its text."""
    assert msgspec.convert(msgspec.to_builtins(article), Article, strict=True) == article
    assert msgspec.json.decode(msgspec.json.encode(article), type=Article) == article
    for value in (article.text, article.title, article.url, article.outlet, *(f.value for f in article.found)):
        assert value is None or whole(value) == value
    if article.published:
        assert 1900 <= dt.date.fromisoformat(article.published).year <= 2100
    at = 0
    for start, end in article.chrome:
        assert at <= start < end <= len(article.text)
        at = end
