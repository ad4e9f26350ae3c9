"""Inputs that once ended a run, and inputs broken at random: each reader gives articles in order or says why there is none."""

import io
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support import readers

from marsad.errors import InputError
from marsad.read import Columns, article_from_text, read_bytes, read_paths
from marsad.read.address import address_key, host_of, joined
from marsad.read.doors.feeds import parse_feed
from marsad.read.doors.jsonstream import JsonBytes
from marsad.read.items import STUMBLED, guarded, tried
from marsad.read.sniff import KINDS

FOUND = Path(__file__).parent / "found"
NEWS = "أعلنت غرفة الطوارئ مقتل ثلاثة مدنيين وإصابة ثمانية في قصف مدفعي على سوق بلدة كتم صباح الأربعاء، وقالت إن المشفى الوحيد يعمل بنصف طاقته."
OTHER = "قال الجيش إن قواته استعادت جسر البلدة بعد معارك دامت يومين، ولم يصدر تعليق من الطرف الآخر حتى مساء يوم الخميس."
NO_ADDRESSES = ["http://[", "https://a]b.example/x", "http://[::1", "http://news.example:port/1", "http://\u2100.example/"]


def items(data: bytes | str, kind: str):
    return list(read_bytes(data.encode() if isinstance(data, str) else data, "in", "2025-05-04", kind=kind))


def texts(found) -> list[str]:
    return [item.article.text for item in found if item.article is not None]


# -- addresses that are none --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", NO_ADDRESSES)
def test_an_article_with_a_bad_address_is_kept_without_it(bad):
    rows = "\n".join(json.dumps({"url": url, "text": text}) for url, text in ((bad, NEWS), ("https://a.example/1", OTHER)))
    first, second = items(rows, "jsonl")
    assert first.article.url is None and first.article.site is None
    assert "is none" in first.note
    assert second.article.url == "https://a.example/1"
    assert article_from_text(NEWS, url=bad).url is None


@pytest.mark.parametrize("bad", NO_ADDRESSES)
@pytest.mark.parametrize(
    "head",
    ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">', '<base href="{}">'],
)
def test_a_page_with_a_bad_address_is_kept(head, bad):
    page = f'<html><head><meta charset="utf-8"><title>خبر</title>{head.format(bad)}</head><body><article><h1>قصف على سوق كتم</h1><p>{NEWS}</p></article></body></html>'
    (item,) = items(page, "html")
    assert NEWS in item.article.text
    assert item.article.url is None


def test_a_saved_page_with_a_bad_address_is_kept():
    page = f"Snapshot-Content-Location: http://[\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body><h1>قصف على سوق كتم</h1><p>{NEWS}</p></body></html>"
    (item,) = items(page, "mhtml")
    assert item.article.url is None and NEWS in item.article.text


@pytest.mark.parametrize("bad", NO_ADDRESSES)
def test_an_entry_with_a_bad_address_is_named_and_the_others_are_kept(bad):
    entries = "".join(
        f'<entry><title>{t}</title><link href="{u}"/><id>{n}</id><content type="html">&lt;p&gt;{NEWS * 2}&lt;/p&gt;</content></entry>'
        for n, (t, u) in enumerate([("الأول", bad), ("الثاني", "https://a.example/2")])
    )
    found = items(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>م</title>{entries}</feed>', "feed")
    assert len(texts(found)) == 1
    assert any("no address of the web" in (i.reason or "") and "الأول" in i.reason for i in found)
    listed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"url": bad, "title": "الأول"}, {"url": "https://a.example/2", "title": {"a": 1}}],
    }
    feed = parse_feed(json.dumps(listed).encode())
    assert [e.url for e in feed.entries] == ["https://a.example/2"] and len(feed.faults) == 1
    sitemap = (
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{bad}</loc></url><url><loc>https://a.example/2</loc></url></urlset>'
    )
    feed = parse_feed(sitemap.encode())
    assert [e.url for e in feed.entries] == ["https://a.example/2"] and len(feed.faults) == 1


@given(st.text(max_size=40), st.text(max_size=40))
@example("http://[", "//]")
def test_no_address_is_too_odd_to_be_asked_about(base, link):
    joined(base, link)
    host_of(base)
    assert isinstance(address_key("http://" + link), str)


# -- what readers stumbled over -----------------------------------------------------------------------------------------


def _rss(date: str, title: str = "خبر", text: str = NEWS * 2) -> str:
    return f"<rss version='2.0'><channel><title>م</title><item><title>{title}</title><link>https://a.example/1</link><pubDate>{date}</pubDate><description><![CDATA[<p>{text}</p>]]></description></item></channel></rss>"


@pytest.mark.parametrize(
    "feed",
    [
        _rss("Sun, 04 May 2025 10:99999999999999999999:00 +0300"),
        _rss("Sun, 04 May 99999 10:00:00 +9999"),
        _rss("Sun, 04 May 2025 10:00:00 GMT", "خبر &#x110000; &#1114112; &#99999999999999999999;"),
        _rss("Sun, 04 May 2025 10:00:00 GMT", text="\x01\x0b" + NEWS * 2),
    ],
)
def test_a_feed_with_odd_dates_and_characters_gives_its_article(feed):
    assert len(texts(items(feed, "feed"))) == 1


@pytest.mark.parametrize("tag", [":news", "ews:news", "a:b:c"])
def test_a_sitemap_with_a_broken_tag_gives_its_addresses(tag):
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/1</loc><{tag}>x</{tag}></url></urlset>'
    assert [e.url for e in parse_feed(sitemap.encode()).entries] == ["https://a.example/1"]


def test_a_json_feed_in_a_file_is_a_feed_and_may_hold_nul():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": ["x"],
        "items": [{"id": 1, "url": "https://a.example/1", "content_html": f"<p>\0{NEWS * 2}</p>", "authors": [{"name": 7}]}],
    }
    found = list(read_bytes(json.dumps(feed).encode(), "feed.json"))
    assert len(texts(found)) == 1


def test_a_page_whose_data_hold_nul_is_read():
    data = json.dumps({"@type": "NewsArticle", "articleBody": f"<p>\0{NEWS * 2}</p>"})
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body><div>x</div></body></html>'
    assert NEWS in texts(items(page, "html"))[0]


def test_json_in_another_encoding_and_with_broken_bytes():
    rows = json.dumps([{"text": NEWS}, {"text": OTHER}], ensure_ascii=False)
    assert texts(items(rows.encode("cp1256"), "json")) == [NEWS, OTHER]
    broken = rows.encode().replace("مدفعي".encode(), b"\xed\x28\xc0", 1)
    first, second = texts(items(broken, "json"))
    assert "\ufffd" in first and second == OTHER


def test_half_a_surrogate_pair_costs_nothing_but_itself():
    rows = [{"id": "a\ud83d", "title": "خبر \udc00", "text": NEWS + " \ud83d و \U0001f600 و \\ud83d"}, {"text": OTHER}]
    export = {
        "name": "ق",
        "type": "public_channel",
        "id": 1,
        "messages": [{"id": n, "type": "message", "date": "2025-05-04T10:00:00", "text": r["text"]} for n, r in enumerate(rows)],
    }
    for kind, data in (("json", json.dumps(rows)), ("jsonl", "\n".join(map(json.dumps, rows))), ("telegram", json.dumps(export))):
        first, second = texts(items(data, kind))
        assert first == NEWS + " \ufffd و \U0001f600 و \\ud83d", kind
        assert second == OTHER
        readers.check(kind, data.encode())


@given(st.lists(st.sampled_from(["\\\\", "\\ud83d", "\\ude00", "\\u0641", "\\n", '\\"', "ud83d", "é"]), max_size=12), st.integers(1, 20))
def test_json_is_mended_the_same_however_it_is_cut(pieces, size):
    text = '"' + "".join(pieces) + '"'
    stream = JsonBytes(io.BufferedReader(io.BytesIO(text.encode())))
    came = b"".join(iter(lambda: stream.read(size), b"")).decode()
    want = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in json.loads(text))
    assert json.loads(came) == want


def test_a_parquet_cell_that_is_no_text_costs_its_row():
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    cells = pa.array([NEWS.encode(), b"\xd9\x28 broken", OTHER.encode()])
    column = pa.StringArray.from_buffers(3, cells.buffers()[1], cells.buffers()[2])
    out = io.BytesIO()
    pq.write_table(pa.table({"text": column}), out)
    found = items(out.getvalue(), "parquet")
    assert texts(found) == [NEWS, OTHER]
    assert "the row cannot be read" in found[1].reason and found[1].where == "in:2"


def test_numbers_and_nesting_beyond_bounds_are_told():
    found = items('{"text": 1' + "0" * 5000 + "}\n" + "[" * 100_000 + "\n" + json.dumps({"text": NEWS}), "jsonl")
    assert [bool(i.article) for i in found] == [False, False, True]
    assert not any(STUMBLED in (i.reason or "") for i in found)


# -- the net below the readers ------------------------------------------------------------------------------------------


def test_what_no_reader_foresaw_is_an_item_that_names_it():
    def broken():
        yield tried("a", lambda: 1 / 0)
        yield "an item"
        raise KeyError("x")

    first, second, third = guarded("file", broken())
    assert first.where == "a" and "ZeroDivisionError" in first.reason and first.reason.startswith(STUMBLED)
    assert second == "an item"
    assert third.where == "file" and "KeyError" in third.reason
    assert tried("a", lambda: (_ for _ in ()).throw(InputError("say this."))).reason == "say this."


def test_a_reader_that_fails_costs_its_file_alone(tmp_path, monkeypatch):
    def failing(stream, where, columns, published):
        yield tried(where, lambda: 1 / 0)
        raise OverflowError

    monkeypatch.setattr("marsad.read.sources.jsonl_items", failing)
    (tmp_path / "a.jsonl").write_text('{"text": "x"}')
    (tmp_path / "b.txt").write_text(NEWS, "utf-8")
    found = list(read_paths([str(tmp_path)], columns=Columns()))
    assert [Path(i.where).name for i in found] == ["a.jsonl", "a.jsonl", "b.txt"]
    assert texts(found) == [NEWS]


# -- at random ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_good_inputs_are_read(kind):
    if kind == "pdf":
        pytest.importorskip("pypdf", reason="PDF needs pypdf")
    assert sum(readers.check(kind, data) for data in readers.seeds()[kind]) > 0


_ODD = (
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"http://[",
    b"&#x110000;",
    b"\\ud83d",
    b"\\u0000",
    b"NaN",
    b"1e999",
    b"<svg><style>",
    b"]]>",
    b"<:x>",
    b"charset=utf-7",
    b"Content-Length: -5",
    b"9" * 30,
    b'"',
    b"<",
    b"{",
    b"[",
)


def _broken(data: bytes, chance: random.Random) -> bytes:
    """The data with some bytes changed, cut, doubled, or odd words put in."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(out) + 1)
        to = min(len(out), at + chance.choice((0, 1, 2, 8, 60, 400)))
        way = chance.randrange(4)
        if way == 0:
            out[at:to] = chance.randbytes(to - at)
        elif way == 1:
            del out[at:to]
        elif way == 2:
            out[at:at] = out[at:to]
        else:
            out[at:at] = chance.choice(_ODD)
    return bytes(out)


@pytest.mark.dear
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), other=st.sampled_from(KINDS), raw=st.binary(max_size=60))
def test_broken_inputs_give_articles_in_order_or_reasons(kind, seed, other, raw):
    chance = random.Random(seed)  # a generator's own bytes are evener than what is drawn for a choice
    readers.check(kind, _broken(chance.choice(readers.seeds()[kind]), chance))
    readers.check(kind, chance.choice(readers.seeds()[other]))  # a file of one kind given as another
    readers.check(kind, raw)


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda p: f"{p.parent.name}-{p.name[:8]}")
def test_what_the_fuzzer_found(path):
    readers.check(path.parent.name, path.read_bytes())
