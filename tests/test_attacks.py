"""Inputs made to hang, to fill the memory or to lead elsewhere: each ends within its bounds in articles, or in a sentence that says why not."""

import errno
import gzip
import io
import json
import os
import re
import resource
import sqlite3
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import command
from support import readers

from marsad.read import read_bytes, read_paths, stream
from marsad.read.items import STUMBLED, Item

NEWS = "قال شهود إن طائرة مسيرة قصفت مستودعا للوقود قرب ميناء البلدة فجر الخميس، ما أدى إلى مقتل حارسين واندلاع حريق دام ساعات قبل أن يخمد."
OTHER = "أعلنت قيادة الشرطة أنها أوقفت سبعة مسلحين في كمين على الطريق الساحلي مساء الجمعة، وأنها صادرت أسلحة كانت معهم في سيارتين."
SECONDS = 5.0  # of a core: hundreds of times what a small input takes
MEMORY = 400 << 20  # bytes by which the process may grow: what fills it grows by thousands of millions
DEEP = 100_000


@contextmanager
def bounded() -> Iterator[None]:
    """Whatever runs within takes no more time of a core and no more memory than that."""
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - began < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MEMORY


def items(data: bytes, kind: str | None = None) -> list[Item]:
    """What a reader makes of the bytes; each is an article in order or a reason that was foreseen."""
    with bounded():
        found = list(read_bytes(data, "in", "2025-05-04", kind=kind))
    for item in found:
        assert item.article is not None or item.reason
        assert STUMBLED not in (item.reason or ""), item.reason
        if item.article is not None:
            readers.check_article(item.article)
    return found


def texts(found: list[Item]) -> list[str]:
    return [item.article.text for item in found if item.article is not None]


def reasons(found: list[Item]) -> str:
    return " | ".join(item.reason for item in found if item.reason)


# -- nested too deeply --------------------------------------------------------------------------------------------------

LISTS = "[" * DEEP + "]" * DEEP
OBJECTS = '{"a":' * DEEP + "1" + "}" * DEEP


@pytest.mark.parametrize("inner", [LISTS, OBJECTS], ids=["lists", "objects"])
def test_deep_json_costs_its_entry(inner):
    found = items(f'[{{"text": "{NEWS}"}}, {inner}]'.encode(), "json")
    assert texts(found) == [NEWS] and "nested" in reasons(found)
    found = items(f'{{"text": {inner}}}\n{json.dumps({"text": NEWS})}'.encode(), "jsonl")
    assert texts(found) == [NEWS] and "nested" in reasons(found)
    message = '{"id": %d, "type": "message", "date": "2025-05-04T10:00:00", "text": %s}'
    messages = f"{message % (1, json.dumps(NEWS))}, {message % (2, inner)}"
    found = items(f'{{"name": "ق", "type": "public_channel", "id": 1, "messages": [{messages}]}}'.encode(), "telegram")
    assert texts(found) == [NEWS] and "nested" in reasons(found)


@pytest.mark.parametrize("tags", ["<div>", "<b><i><font>", "<table><tr><td>", "<blockquote><p>", "<span "], ids=lambda t: t.strip("<> "))
def test_deep_pages_are_read_or_named(tags):
    found = items(f"<html><body><article><h1>خبر عاجل</h1><p>{NEWS}</p>{tags * DEEP}<p>{OTHER}</p></article></body></html>".encode(), "html")
    assert any(NEWS in text for text in texts(found)) != bool(reasons(found))


def test_deep_feeds_are_named():
    assert reasons(items(b"<rss version='2.0'><channel><item>" + b"<a>" * 20_000 + b"</item></channel></rss>", "feed"))


# -- numbers and widths -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [
        "9" * 5000,
        "2025-99999999999999999999-01",
        "٩" * 400,
        10**300,
        -(10**300),
        1e308,
        float("nan"),
        [[2025]],
        {"$date": {"$numberLong": "9" * 400}},
    ],
    ids=str,
)
def test_a_date_of_huge_numbers_costs_the_date_alone(day):
    (item,) = items(json.dumps({"text": NEWS, "date": day}).encode(), "jsonl")
    assert item.article is not None and item.article.text == NEWS
    assert item.article.published in (None, "2025-05-04")


def test_huge_numbers_in_a_text_are_no_days_and_no_tolls(code):
    huge = "9" * 5000
    with bounded():
        doc = code(f"{NEWS} قتل {huge} شخصا منذ {huge} عاما، في {huge}/{huge}/{huge}، وجرح {huge} مليون مليون يوم {huge} مايو.")
    assert doc.claims
    for claim in doc.claims:
        assert claim.time is None or claim.time.start[:2] in ("19", "20")


def test_a_page_of_a_huge_age_is_read():
    page = f"<html><body><article><h1>قصف قرب الميناء</h1><time>منذ {'9' * 5000} ساعة</time><p>{NEWS}</p><p>{OTHER}</p></article></body></html>"
    (item,) = items(page.encode(), "html")
    assert NEWS in item.article.text


@pytest.mark.dear
def test_a_line_of_a_million_columns():
    names = ",".join(f"c{n}" for n in range(300_000))
    assert "name the column" in reasons(items(f"{names}\n{names}".encode(), "csv"))
    wide = f'"{NEWS}",2025-05-04' + "," * 1_000_000
    assert texts(items(f'text,date\n{wide}\n"{OTHER}",2025-05-04\n'.encode(), "csv")) == [NEWS, OTHER]
    items(b"," * 1_000_000, "csv")


# -- packed -------------------------------------------------------------------------------------------------------------


def test_what_is_packed_in_what_is_packed_is_not_unpacked():
    data = b"\xd8\xa7" * 10_000_000
    for _ in range(3):
        data = gzip.compress(data)
    (item,) = items(data)
    assert "packed more than once" in item.reason


@pytest.mark.dear
@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "feed", "lines", "blocks", "html", "telegram"])
def test_a_line_without_an_end_is_not_held_whole(kind):
    begun = {
        "jsonl": b'{"text": "',
        "json": b'[{"text": "',
        "csv": b'text,date\n"',
        "feed": b"<rss><channel><item><title>",
        "telegram": b'{"messages": [{"text": "',
    }
    pressed = zlib.compressobj(1, zlib.DEFLATED, 31)
    packed = pressed.compress(begun.get(kind, b"")) + b"".join(pressed.compress(b"a" * 1_000_000) for _ in range(40)) + pressed.flush()
    found = items(packed, kind)
    assert not texts(found) and reasons(found)


@pytest.mark.dear
def test_a_string_too_long_for_an_article_costs_its_entry():
    rows = [{"text": NEWS}, {"text": "ا" * 3_000_000 + '\\"' * 10}, {"text": OTHER}]
    for kind, data in (("json", json.dumps(rows, ensure_ascii=False)), ("jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))):
        found = items(data.encode(), kind)
        assert texts(found) == [NEWS, OTHER] and [item.article is None for item in found] == [False, True, False], kind


def test_a_zip_that_leads_elsewhere_writes_nothing(tmp_path):
    target = tmp_path / "out.txt"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in (str(target), "../" * 20 + str(target)[1:], "C:\\out.txt"):
            parts.writestr(name, NEWS)
    assert "zip archive" in reasons(items(out.getvalue()))
    assert "cannot be opened" in reasons(items(out.getvalue(), "excel"))
    assert not target.exists()


def _workbook(changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The good workbook with its parts changed; a part that it lacks is made of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(readers.seeds()["excel"][0])) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in {*good.namelist(), *changes}:
            part = good.read(name) if name in good.namelist() else b""
            bad.writestr(name, changes[name](part) if name in changes else part)
    return out.getvalue()


_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def test_a_workbook_with_links_elsewhere_is_read_without_following_them(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("لا يقرأ")
    link = f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_REL}" r:id="rId1"/></externalLink>'
    to = f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_REL}/externalLinkPath" Target="file://{secret}" TargetMode="External"/></Relationships>'
    named = f'<Relationship Id="rId99" Type="{_REL}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
    book = _workbook(
        {
            "xl/externalLinks/externalLink1.xml": lambda _: link.encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": lambda _: to.encode(),
            "xl/_rels/workbook.xml.rels": lambda part: part.replace(b"</Relationships>", named.encode()),
            "xl/workbook.xml": lambda part: part.replace(
                b"</workbook>", f'<externalReferences><externalReference xmlns:r="{_REL}" r:id="rId99"/></externalReferences></workbook>'.encode()
            ),
        }
    )
    assert len(texts(items(book, "excel"))) == 2


def _entities(root: str, of: str) -> bytes:
    """A document type whose entity k is `of`: ten to the tenth letters, or a file."""
    grown = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    return (
        f'<!DOCTYPE {root} [<!ENTITY a "aaaaaaaaaa">{grown}]>'.encode()
        if of == "bomb"
        else f'<!DOCTYPE {root} [<!ENTITY k SYSTEM "file://{of}">]>'.encode()
    )


@pytest.mark.dear
@pytest.mark.parametrize("of", ["bomb", "file"])
def test_entities_are_not_expanded(tmp_path, of):
    secret = tmp_path / "secret.txt"
    secret.write_text("سر مكتوم")
    what = of if of == "bomb" else str(secret)
    text = f"<p>{NEWS * 2}</p>".replace("<", "&lt;")
    feed = f"<rss version='2.0'><channel><title>&k;</title><item><title>خبر &k;</title><link>https://a.example/1</link><description>{text} &k;</description></item></channel></rss>"
    site = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://a.example/&k;</loc></url></urlset>"
    head = b'<?xml version="1.0"?>'
    cells = _workbook(
        {"xl/worksheets/sheet1.xml": lambda part: _entities("worksheet", what) + part.replace(b"</v>", b"&k;</v>").replace(b"</t>", b"&k;</t>")}
    )
    for data, kind in (
        (head + _entities("rss", what) + feed.encode(), "feed"),
        (head + _entities("urlset", what) + site.encode(), "feed"),
        (cells, "excel"),
    ):
        found = items(data, kind)
        assert not any("سر مكتوم" in str(item) or "aaaaaaaaaa" * 9 in str(item) for item in found)


@pytest.mark.dear
@pytest.mark.parametrize("row", [1_048_576, 99_999_999_999])
def test_a_cell_at_the_far_end_and_a_sheet_said_to_be_huge(row):
    far = f'<row r="{row}"><c r="XFD{row}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    said = b'<dimension ref="A1:XFD1048576"'
    change = {"xl/worksheets/sheet1.xml": lambda part: re.sub(rb'<dimension ref="[^"]*"', said, part).replace(b"</sheetData>", far.encode())}
    assert len(texts(items(_workbook(change), "excel"))) == 2


# -- lengths and loops --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [b"-5", b"0", b"7", b"9" * 20, b"9" * 5000, b"1e9", b"", "٧".encode()], ids=lambda n: n[:12].decode())
def test_records_with_lying_lengths_cost_themselves(length):
    good = readers.seeds()["warc"][0]
    at = good.index(b"Content-Length: ") + len("Content-Length: ")
    lying = good[:at] + length + good[good.index(b"\r\n", at) :]
    found = items(lying + good, "warc")
    assert found


def _pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1 on, the first its catalogue; `XREF` in the trailer is where its table lies."""
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Root 1 0 R /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer.replace(b"XREF", b"%d" % len(out)),
        len(out),
    )
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _drawn(drawing: bytes, filter: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (filter, len(drawing), drawing)


_CATALOG, _PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> %s >> >>" % _FONT
_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
LOOPS: dict[str, Callable[[], bytes]] = {
    "pages in themselves": lambda: _pdf(_CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1 >>"),
    "an object that is itself": lambda: _pdf(_CATALOG, b"2 0 R"),
    "tables that name each other": lambda: _pdf(_CATALOG, _PAGES, _PAGE, _drawn(b""), trailer=b"/Prev XREF"),
    "parents of themselves": lambda: _pdf(_CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>", b"<< /Type /Page /Parent 3 0 R >>"),
    "contents of themselves": lambda: _pdf(_CATALOG, _PAGES, _PAGE, b"[4 0 R 4 0 R]"),
    "a form in itself": lambda: _pdf(_CATALOG, _PAGES, _PAGE, _drawn(b"/X Do"), _drawn(b"/X Do", _FORM)),
    "lists in lists": lambda: _pdf(b"<< /Type /Catalog /Pages 2 0 R /A " + b"[" * DEEP + b"]" * DEEP + b" >>", _PAGES, _PAGE, _drawn(b"")),
    "words a world apart": lambda: _pdf(
        _CATALOG, _PAGES, _PAGE, _drawn(b"BT /F1 12 Tf (a) Tj 1 0 0 1 99999999999 9999999999 Tm (b) Tj 1 0 0 1 0 -99999999999 Tm (c) Tj ET")
    ),
    "a page that unpacks to much": lambda: _pdf(
        _CATALOG, _PAGES, _PAGE, _drawn(zlib.compress(b"BT /F1 12 Tf (a) Tj ET\n" * 5_000_000), b"/Filter /FlateDecode")
    ),
}


@pytest.mark.parametrize("loop", LOOPS)
def test_a_pdf_that_leads_in_circles_is_named(loop):
    pytest.importorskip("pypdf")
    (item,) = items(LOOPS[loop](), "pdf")
    assert item.reason and ("PDF" in item.reason or "not Arabic" in item.reason)


# -- files and folders --------------------------------------------------------------------------------------------------


def test_odd_names_and_what_is_no_file_cost_themselves(tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "a\nb\x1b[2J.txt").write_text(NEWS, "utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_text(OTHER, "utf-8")
    os.symlink(folder / "round", folder / "round")
    os.symlink(folder, folder / "again")
    os.symlink(folder / "gone", folder / "nowhere")
    os.mkfifo(folder / "pipe")
    found = list(read_paths([str(folder)]))
    assert sorted(texts(found)) == sorted([NEWS, OTHER])
    told = {Path(item.where).name: (item.reason, item.passed) for item in found if item.reason}
    assert told == {
        "again": ("a link to a folder is not followed; give the folder itself", True),
        "nowhere": ("the link leads nowhere", False),
        "pipe": ("a pipe, a device or a socket, no file", True),
        "round": ("the link leads nowhere", False),
    }
    status, _, err = command("code", folder, "-f", "jsonl", "-o", tmp_path / "out.jsonl", "--report", tmp_path / "report.html")
    assert status == 0 and "2 article(s) coded, 2 skipped" in err and "\x1b" not in err
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 2
    status, _, err = command("add", "--db", tmp_path / "a.db", folder)
    assert status == 0 and "2 new article(s)" in err, err
    status, _, err = command("code", str(tmp_path / "nothing\x1b[2J"))
    assert status == 2 and err.count("\n") == 1 and "\x1b" not in err
    status, _, err = command("code", "x" * 5000)
    assert status == 2 and err.count("\n") == 1


def test_a_pipe_is_read_once_somebody_writes_and_given_up_where_nobody_does(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "_PATIENCE", 0.3)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    status, _, err = command("code", pipe)
    assert status == 1 and "nobody writes to this pipe" in err

    def write() -> None:
        with pipe.open("wb") as out:
            time.sleep(1)  # holds it open for longer than the patience
            out.write(NEWS.encode())

    writer = threading.Thread(target=write)
    writer.start()
    assert texts(list(read_paths([str(pipe)]))) == [NEWS]
    writer.join(20)


def test_a_file_that_grows_while_it_is_read_gives_whole_lines_alone(tmp_path):
    path = tmp_path / "grows.jsonl"
    row = json.dumps({"text": NEWS}) + "\n"
    path.write_text(row * 3, "utf-8")
    coming = read_paths([str(path)])
    found = [next(coming)]
    with path.open("a", encoding="utf-8") as out:
        out.write(json.dumps({"text": OTHER}) + "\n" + row[:40])
    found += coming
    assert texts(found) == [NEWS, NEWS, NEWS, OTHER]
    assert "not JSON" in reasons(found)


def test_nothing_to_read_is_said(tmp_path):
    (tmp_path / "header.csv").write_text("text,date\n")
    (tmp_path / "folder").mkdir()
    for given in ("header.csv", "folder"):
        status, out, err = command("code", tmp_path / given, "-f", "jsonl")
        assert (status, out) == (1, "") and "no article" in err


# -- where nothing can be written ---------------------------------------------------------------------------------------


@contextmanager
def full(size: int) -> Iterator[None]:
    """As on a full disk: no file grows over `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    status, _, err = command("add", "--db", tmp_path / "a.db", tmp_path / "a.txt")
    assert status == 0, err
    return tmp_path / "a.db"


def _one_sentence(done: tuple[int, str, str]) -> str:
    status, _, err = done
    assert status not in (0, 139) and "Traceback" not in err
    assert err.strip().splitlines()[-1].startswith("marsad: "), err
    return err


@pytest.mark.parametrize("format", ["csv", "acled", "geojson", "kml", "xlsx", "gpkg", "parquet", "geoparquet", "hxl", "jsonld"])
def test_an_export_to_a_full_disk_leaves_what_was_there(archive, tmp_path, format):
    if "parquet" in format:
        pytest.importorskip("pyarrow")
    to = tmp_path / f"out.{format}"
    to.write_text("what was there")
    with full(20):
        _one_sentence(command("export", "--db", archive, "--format", format, "-o", to))
    assert to.read_text() == "what was there"


@pytest.mark.parametrize(
    "asked",
    [("code", "--samples", "-f", "jsonl", "-o"), ("code", "--samples", "-o"), ("code", "--samples", "--report")],
    ids=["jsonl", "table", "report"],
)
def test_what_is_coded_to_a_full_disk_leaves_what_was_there(tmp_path, asked):
    to = tmp_path / "out"
    to.write_text("what was there")
    with full(20):
        _one_sentence(command(*asked, to))
    assert to.read_text() == "what was there"


def test_an_archive_on_a_full_disk_stays_whole(archive, tmp_path):
    backup = tmp_path / "b.db"
    with full(archive.stat().st_size // 2):
        _one_sentence(command("backup", backup, "--db", archive))
        _one_sentence(command("add", "--db", archive, "--samples"))
        _one_sentence(command("report", "--db", archive, "--since", "2025-01-01", "--until", "2025-12-31", "-o", "/dev/full"))
    assert not backup.exists()
    status, _, err = command("check", "--db", archive)
    assert status == 0, err
    status, out, _ = command("status", "--db", archive)
    assert status == 0 and "1 article" in out


def test_a_full_device_is_told():
    assert os.strerror(errno.ENOSPC) in _one_sentence(command("code", "--samples", "-f", "jsonl", "-o", "/dev/full"))


def test_a_locked_archive_is_told_and_left_as_it_is(archive, tmp_path, monkeypatch):
    monkeypatch.setattr("marsad.archive.engine.WAIT", 0.5)
    holder = sqlite3.connect(archive, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        assert "locked" in _one_sentence(command("add", "--db", archive, "--samples"))
        status, out, _ = command("status", "--db", archive)
        assert status == 0 and "1 article" in out  # who only reads does not wait
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    holder = sqlite3.connect(archive, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        for asked in (("status",), ("add", "--samples")):
            assert "locked" in _one_sentence(command(asked[0], "--db", archive, *asked[1:]))
    finally:
        holder.close()
