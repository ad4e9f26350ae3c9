"""Every door: the same article comes out of each, with the same id; what is broken is counted and the rest is read."""

import bz2
import datetime as dt
import gzip
import itertools
import json
import lzma
import tracemalloc

import pytest
from conftest import article_texts
from pages.corpus import pages

from marsad.errors import InputError
from marsad.read import Columns, Meter, Reprints, Selection, Tally, linked, read_paths, selected
from marsad.read.article import article_from_text
from marsad.read.items import Item

URL = "https://www.news.example/2025/05/04/fashir"
TITLE = "قصف على مدينة الفاشر يوقع قتلى"
BODY = "قصفت قوات الدعم السريع مدينة الفاشر بالمدفعية صباح الأحد وقتلت خمسة مدنيين، بحسب شهود عيان ومصادر طبية في المدينة المحاصرة."
ROW = {"headline": TITLE, "body": BODY, "pub_date": "2025-05-04T09:30:00+02:00", "link": URL, "source": "صوت الميدان"}
HTML = f'<html><head><title>{TITLE}</title><link rel="canonical" href="{URL}"><meta property="article:published_time" content="2025-05-04T09:30:00+02:00"><meta property="og:site_name" content="صوت الميدان"></head><body><h1>{TITLE}</h1><article><p>{BODY}</p></article></body></html>'


def read(path, **options):
    tally = Tally()
    items = list(read_paths([str(path)], **options))
    for item in items:
        tally.add(item)
    return [i.article for i in items if i.article], tally


def csv_text(rows, delimiter=","):
    import csv
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _excel(path):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(ROW))
    sheet.append([dt.datetime(2025, 5, 4, 9, 30) if k == "pub_date" else v for k, v in ROW.items()])
    book.save(path)


def _parquet(path):
    pa = pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.table({k: [v] for k, v in ROW.items()}), path)


def _mhtml(path):
    import email.mime.multipart
    import email.mime.text

    page = email.mime.multipart.MIMEMultipart("related")
    page["Snapshot-Content-Location"] = URL
    page.attach(email.mime.text.MIMEText(HTML.replace('<link rel="canonical"', "<link"), "html", "utf-8"))
    path.write_bytes(page.as_bytes())


def _warc(path):
    from support.archives import answer, record

    path.write_bytes(gzip.compress(record("response", URL, answer(HTML.replace('<link rel="canonical"', "<link").encode()))))


WRITERS = {
    "a.html": lambda p: p.write_text(HTML, "utf-8"),
    "a.mhtml": _mhtml,
    "a.csv": lambda p: p.write_text(csv_text([ROW]), "utf-8"),
    "b.csv": lambda p: p.write_text(csv_text([ROW], ";"), "cp1256"),
    "a.tsv": lambda p: p.write_text(csv_text([ROW], "\t"), "utf-8"),
    "a.xlsx": _excel,
    "a.parquet": _parquet,
    "a.jsonl": lambda p: p.write_text(json.dumps(ROW), "utf-8"),
    "list.json": lambda p: p.write_text(json.dumps([ROW], ensure_ascii=False, indent=1), "utf-8"),
    "one.json": lambda p: p.write_text(json.dumps(ROW, ensure_ascii=False, indent=1), "utf-8"),
    "a.jsonl.gz": lambda p: p.write_bytes(gzip.compress(json.dumps(ROW).encode())),
    "a.jsonl.bz2": lambda p: p.write_bytes(bz2.compress(json.dumps(ROW).encode())),
    "a.csv.xz": lambda p: p.write_bytes(lzma.compress(csv_text([ROW]).encode())),
    "a.warc.gz": _warc,
    "noname": lambda p: p.write_text(HTML, "utf-8"),
}


@pytest.mark.parametrize("name", WRITERS)
def test_one_article_out_of_every_door(tmp_path, name):
    path = tmp_path / name
    WRITERS[name](path)
    (article,), tally = read(path)
    assert tally.skipped == 0
    assert BODY in article.text
    assert article.title == TITLE
    assert article.published == "2025-05-04"
    assert article.published_at == "2025-05-04T09:30"
    assert article.site == "news.example"
    assert article.outlet == "صوت الميدان"
    assert article.id == article_from_text(BODY, url=URL).id


def test_an_id_without_an_address_is_of_the_words(tmp_path):
    plain = article_from_text(f"{TITLE}\n\n{BODY}")
    messy = article_from_text(f"أخبار عربية\n{TITLE}\n{BODY.replace('قصفت', 'قصفــت')}\nشارك الخبر")
    page = tmp_path / "p.html"
    page.write_text(HTML.replace('<link rel="canonical"', "<link"), "utf-8")
    assert plain.id == messy.id == read(page)[0][0].id


def test_columns_by_name(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(csv_text([{"a": BODY, "b": "04/05/2025", "c": URL, "d": TITLE}]), "utf-8")
    (article,), _ = read(path, columns=Columns("a", "b", "c", "d"))
    assert (article.published, article.url, article.title) == ("2025-05-04", URL, TITLE)
    _, tally = read(path, columns=Columns("nowhere"))
    assert "the columns are: a, b, c, d" in tally.shown[0].reason


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-05-04", "2025-05-04"),
        ("Sun, 04 May 2025 09:30:00 +0200", "2025-05-04"),
        ("1746347400", "2025-05-04"),
        ("1746347400000", "2025-05-04"),
        ("20250504", "2025-05-04"),
        ("4 أيار 2025", "2025-05-04"),
        ("sometime", None),
        ("", None),
    ],
)
def test_dates_of_cells(tmp_path, cell, day):
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"text": BODY, "date": cell}), "utf-8")
    (article,), tally = read(path)
    assert article.published == day
    assert bool(tally.notes) == (cell == "sometime")


def test_broken_rows_cost_themselves_alone(tmp_path):
    path = tmp_path / "t.csv"
    text = csv_text([{"text": BODY + str(n), "url": f"https://a.example/{n}"} for n in range(6)])
    rows = text.splitlines()
    rows[3] = '"' + "ا" * 2_100_000 + '",x'
    path.write_text("\n".join(rows), "utf-8")
    articles, tally = read(path)
    assert len(articles) == 5
    assert tally.skipped == 1


def test_files_that_break_off(tmp_path):
    lines = b"".join(json.dumps({"text": BODY, "id": str(n), "pad": "x" * 3000}).encode() + b"\n" for n in range(50))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-200])
    articles, tally = read(tmp_path / "a.jsonl.gz")
    assert len(articles) > 10
    assert tally.skipped == 1
    (tmp_path / "b.json").write_text(json.dumps([ROW] * 3)[:-200], "utf-8")
    articles, tally = read(tmp_path / "b.json")
    assert (len(articles), tally.skipped) == (2, 1)
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 xl/ broken")
    assert read(tmp_path / "c.xlsx")[1].skipped == 1
    (tmp_path / "d.parquet").write_bytes(b"PAR1 broken")
    assert read(tmp_path / "d.parquet")[1].skipped == 1


@pytest.mark.dear
def test_bombs_are_not_unpacked_whole(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"\xd8\xa7" * 60_000_000, 9))
    tracemalloc.start()
    _, tally = read(tmp_path / "a.txt.gz")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "too much for one article" in tally.shown[0].reason
    assert peak < 60_000_000


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 some zip", "zip archive"),
        (b"%PDF-1.4", "PDF"),
        (b"\xd0\xcf\x11\xe0old", "old Office"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    ],
)
def test_other_files_are_told_what_to_do(tmp_path, data, words):
    (tmp_path / "x").write_bytes(data)
    articles, tally = read(tmp_path / "x")
    assert not articles
    assert words in tally.shown[0].reason


def test_kind_overrules(tmp_path):
    path = tmp_path / "dump"
    path.write_text("\n".join([BODY, BODY.replace("الفاشر", "نيالا"), "short"]), "utf-8")
    articles, tally = read(path, kind="lines")
    assert (len(articles), tally.skipped) == (2, 1)
    path.write_text(f"{TITLE}\n{BODY}\n\n\n{TITLE}\n{BODY.replace('الفاشر', 'نيالا')}\n", "utf-8")
    articles, _ = read(path, kind="blocks")
    assert [a.title for a in articles] == [TITLE, TITLE]
    with pytest.raises(InputError, match="no kind of input"):
        read(path, kind="newspaper")


# -- Telegram -----------------------------------------------------------------------------------------------------------


def _message(n, text, **more):
    return {
        "id": n,
        "type": "message",
        "date": f"2025-05-04T09:{n:02}:00",
        "date_unixtime": "1746347400",
        "from": "قناة الميدان",
        "from_id": "channel1",
        "text": text,
        "text_entities": [],
        **more,
    }


CHAT = {
    "name": "قناة الميدان",
    "type": "public_channel",
    "id": 12345,
    "messages": [
        {"id": 1, "type": "service", "date": "2025-01-01T00:00:00", "action": "create_channel", "text": ""},
        _message(2, BODY),
        _message(
            3,
            [
                "عاجل: ",
                {"type": "bold", "text": "قصف مدفعي"},
                " على مخيم زمزم قرب ",
                {"type": "hashtag", "text": "#الفاشر"},
            ],
        ),
        _message(4, "تم", photo="photos/1.jpg"),
        _message(5, BODY.replace("الفاشر", "نيالا"), forwarded_from="مراسل دارفور"),
    ],
}


@pytest.mark.parametrize("whole", [False, True])
def test_telegram_exports(tmp_path, whole):
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"about": "x", "chats": {"list": [CHAT]}} if whole else CHAT, ensure_ascii=False, indent=1), "utf-8")
    articles, tally = read(path)
    assert [a.published_at for a in articles] == ["2025-05-04T09:02", "2025-05-04T09:03", "2025-05-04T09:05"]
    assert {a.outlet for a in articles} == {"قناة الميدان"}
    assert articles[1].text == "عاجل: قصف مدفعي على مخيم زمزم قرب #الفاشر"
    assert [a.forwarded_from for a in articles] == [None, None, "مراسل دارفور"]
    assert len({a.id for a in articles}) == 3
    assert tally.passed == 2


# -- feeds that were saved ------------------------------------------------------------------------------------------------


def test_a_saved_feed_gives_what_it_holds_whole(tmp_path):
    long = f"&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;{BODY.replace('الفاشر', 'نيالا')}&lt;/p&gt;"
    path = tmp_path / "feed.xml"
    path.write_text(
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>صوت الميدان</title><item><title>{TITLE}</title><link>{URL}</link><pubDate>Sun, 04 May 2025 07:30:00 GMT</pubDate><description>{long}</description></item><item><title>خبر آخر</title><link>https://news.example/2</link><description>ملخص</description></item></channel></rss>",
        "utf-8",
    )
    (article,), tally = read(path)
    assert (article.published, article.outlet, article.id) == ("2025-05-04", "صوت الميدان", article_from_text(BODY, url=URL).id)
    assert tally.passed == 1


# -- choosing -----------------------------------------------------------------------------------------------------------


def _items(days):
    return [
        Item(f"{n}", article_from_text(f"{n} {BODY}", url=f"https://{'a' if n % 2 else 'b'}.example/{n}", published=day))
        for n, day in enumerate(days)
    ]


def test_selection():
    items = _items(["2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04", None])
    kept = list(selected(items, Selection("2025-05-02", "2025-05-03")))
    assert [i.where for i in kept if i.article] == ["1", "2"]
    assert [bool(i.passed) for i in kept if not i.article] == [True] * 3
    assert [i.where for i in selected(items, Selection(outlet="A.example")) if i.article] == ["1", "3"]
    with pytest.raises(InputError):
        list(selected(items, Selection(since="May")))


def test_a_sample_is_even_and_the_same_each_time():
    items = _items(["2025-05-01"] * 60)
    drawn = [[i.where for i in selected(iter(items), Selection(sample=10))] for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 10
    assert drawn[0] != [str(n) for n in range(10)]


# -- reprints -----------------------------------------------------------------------------------------------------------


def test_reprints_are_linked_to_the_first():
    texts = article_texts(25)
    first = article_from_text(f"{TITLE}\n\n{texts[0]}\n{texts[1]}\n{texts[2]}", url="https://a.example/1")
    copies = [
        article_from_text(f"عنوان آخر للخبر نفسه\n\nالخرطوم (رويترز) - {texts[0]}\n{texts[1]}\n{texts[2]}", url="https://b.example/1"),
        article_from_text(f"{texts[0]}\n{texts[1]}\n{texts[2][: len(texts[2]) // 2]}", url="https://c.example/1"),
    ]
    others = [article_from_text(f"{TITLE}\n\n{t}\n{u}", url=f"https://d.example/{n}") for n, (t, u) in enumerate(itertools.pairwise(texts[3:]))][::2]
    out = [i.article for i in linked(Item(str(n), a) for n, a in enumerate([first, *others, *copies]))]
    assert [a.reprint_of for a in out[: 1 + len(others)]] == [None] * (1 + len(others))
    assert [a.reprint_of for a in out[-2:]] == [first.id, first.id]


def test_an_article_is_no_reprint_of_itself():
    article = article_from_text(f"{TITLE}\n\n{BODY}", url=URL)
    assert [i.article.reprint_of for i in linked([Item("1", article), Item("2", article)])] == [None, None]


def test_reprints_are_remembered_within_bounds():
    known = Reprints(window=40)
    for n in range(400):
        known.original(article_from_text(" ".join(f"كلمة{n}{k}" for k in range(40)), url=f"https://a.example/{n}"))
    assert len(known._young.signatures) + len(known._old.signatures) <= 40


# -- progress -----------------------------------------------------------------------------------------------------------


def test_the_meter_ends_full(tmp_path):
    for n, page in enumerate(pages(4)):
        (tmp_path / f"{n}.html").write_bytes(page.data)
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress(json.dumps(ROW).encode()))
    meter = Meter()
    seen = [meter.done for _ in read_paths([str(tmp_path)], meter=meter)]
    assert seen == sorted(seen)
    assert meter.done == meter.total > 0
