"""Doors that people's files need: messengers' exports, old and badly packed archives, odd tables, live blogs, coordinates."""

import gzip
import io
import json
import zipfile

import pytest
from support.archives import answer, record

from marsad.coder import code_article
from marsad.coder.coordinates import written
from marsad.errors import InputError
from marsad.read import Columns, read_bytes, read_paths
from marsad.read.article import article_from_text
from marsad.read.doors.rows import mapped
from marsad.read.page.html import article_from_html, articles_from_html
from marsad.read.sniff import sniff
from marsad.read.zones import local

STRIKE = "قتل أربعة مدنيين بغارة جوية روسية على بلدة كفرنبل في ريف إدلب أمس، بحسب الدفاع المدني."
CAPTURE = "سيطر الجيش السوداني على مدينة بارا في ولاية شمال كردفان اليوم بعد معارك مع الدعم السريع."
PAGE = f'<html lang="ar"><head><meta charset="utf-8"><title>غارة على كفرنبل</title>%s</head><body><article><h1>غارة على كفرنبل</h1>%s<p>{STRIKE}</p><p>وقال الدفاع المدني في بيان إن فرقه أخلت المصابين إلى مشفى ميداني قريب من البلدة.</p></article></body></html>'


def read(data, name, **options):
    return list(read_bytes(data.encode() if isinstance(data, str) else data, name, **options))


def articles(data, name, **options):
    return [i.article for i in read(data, name, **options) if i.article]


# -- messengers ---------------------------------------------------------------------------------------------------------

MESSAGE = '<div class="message default clearfix{joined}" id="message{id}"><div class="body"><div class="pull_right date details" title="{moment} UTC+03:00">12:00</div>{inside}</div></div>'


def export_page():
    one = MESSAGE.format(
        joined="", id=5, moment="02.12.2024 09:10:11", inside=f'<div class="from_name">مرصد الشمال</div><div class="text">عاجل<br>{STRIKE}</div>'
    )
    two = MESSAGE.format(
        joined=" joined",
        id=6,
        moment="03.12.2024 23:55:00",
        inside=f'<div class="forwarded body"><div class="from_name">شبكة دارفور <span class="date details" title="x">03.12.2024 20:00:00</span></div><div class="text">{CAPTURE}</div></div>',
    )
    service = '<div class="message service" id="message-1"><div class="body details">2 December 2024</div></div>'
    return f'<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="text bold">مرصد الشمال</div></div><div class="page_body"><div class="history">{service}{one}{two}</div></div></div></body></html>'


def test_a_telegram_page_is_an_article_a_message():
    first, second = articles(export_page(), "messages.html")
    assert first.text == f"عاجل\n{STRIKE}"
    assert (first.published, first.published_at, first.outlet) == ("2024-12-02", "2024-12-02T09:10", "مرصد الشمال")
    assert second.published_at == "2024-12-03T22:55"  # by the clock of Khartoum, of which it speaks
    assert second.forwarded_from == "شبكة دارفور"
    assert [c.time.start for c in code_article(first).claims] == ["2024-12-01"]  # أمس of its own message
    notice = read(export_page(), "messages.html")[0]
    assert notice.passed


def test_telethon_dumps_name_channel_address_and_origin_and_the_day_of_the_place():
    told = {"_": "Message", "peer_id": {"_": "PeerChannel", "channel_id": 91}, "date": "2024-12-01T22:30:00+00:00"}
    rows = [
        {**told, "id": 3, "message": CAPTURE, "fwd_from": {"from_id": {"channel_id": 44}}},
        {**told, "id": 4, "_": "MessageService", "action": {"_": "Pin"}},
        {**told, "id": 5, "message": ""},
        {**told, "id": 6, "message": STRIKE, "fwd_from": {"from_name": "مصدر آخر"}, "chat": {"title": "قناة", "username": "chan"}},
    ]
    items = read("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "dump.jsonl")
    first, notice, empty, last = items
    assert notice.passed and empty.passed
    a = first.article
    assert (a.published_at, a.url, a.outlet, a.forwarded_from) == ("2024-12-02T00:30", "https://t.me/c/91/3", "t.me/c/91", "t.me/c/44")
    b = last.article
    assert (b.url, b.outlet, b.forwarded_from) == ("https://t.me/chan/6", "قناة", "مصدر آخر")
    assert b.published_at == "2024-12-02T01:30"  # Syria's clock, an hour before Sudan's


def test_a_dump_as_csv_says_its_channel_in_the_words_of_a_dict():
    csv = f"id,date,message,peer_id\n7,2024-12-01 06:10:00+00:00,\"{STRIKE}\",\"{{'_': 'PeerChannel', 'channel_id': 91}}\"\n"
    (a,) = articles(csv, "dump.csv")
    assert (a.url, a.published_at) == ("https://t.me/c/91/7", "2024-12-01T09:10")
    (b,) = articles(f'id,date,message\n7,2024-12-01 06:10:00+00:00,"{STRIKE}"\n', "dump.csv")
    assert b.id != "7"  # another channel has a message 7 too


def test_world_time_goes_by_the_clock_of_the_place_that_is_told():
    assert local("2024-07-01T21:30", "قصف على مدينة القاهرة")[0] == "2024-07-02T00:30"  # summer time
    assert local("2024-01-01T21:30", "قصف على مدينة القاهرة")[0] == "2024-01-01T23:30"
    assert local("2024-07-01T21:30", "نص لا يذكر بلدا")[1] == "Asia/Damascus"


# -- archives -----------------------------------------------------------------------------------------------------------


def warc(*pages):
    return b"".join(record("response", f"http://n.example/{n}", answer(p.encode())) for n, p in enumerate(pages))


def test_an_archive_packed_as_one_member_is_read_record_by_record(tmp_path):
    pages = [PAGE % ("", f"<p>الخبر رقم {n} من هذا اليوم كما وصل إلى غرفة الأخبار.</p>") for n in range(40)]
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(warc(*pages)))
    items = list(read_paths([str(path)]))
    assert [i.article.url for i in items] == [f"http://n.example/{n}" for n in range(40)]
    two = tmp_path / "two.warc.gz"  # such a member before members of one record
    two.write_bytes(gzip.compress(warc(*pages[:2])) + gzip.compress(warc(pages[2])))
    assert len([i for i in read_paths([str(two)]) if i.article]) == 3


def test_a_member_of_many_records_that_breaks_off_keeps_those_before(tmp_path):
    import random

    draw = random.Random(5)
    pages = [PAGE % ("", f"<!-- {draw.getrandbits(6000)} -->") for _ in range(60)]
    data = gzip.compress(warc(*pages))
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(data[: len(data) * 2 // 3])
    items = list(read_paths([str(path)]))
    assert 35 <= sum(i.article is not None for i in items) < 60
    assert "breaks off" in items[-1].reason, items


def arc(length=None):
    page = PAGE % ("", "")
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    out = b"filedesc://a.arc 0.0.0.0 20191101000000 text/plain 9\n1 0 Crawler\nURL IP-address Archive-date\n\n"
    for n in range(2):
        out += f"http://n.example/{n} 10.0.0.1 20191101100000 text/html {length or len(body)}\n".encode() + body + b"\n"
    return out


@pytest.mark.parametrize("pack", [lambda d: d, gzip.compress])
def test_an_old_archive_is_read(pack):
    found = articles(pack(arc()), "old.arc")
    assert [a.url for a in found] == ["http://n.example/0", "http://n.example/1"]
    assert all("HTTP/1.1" not in a.text for a in found)


def test_an_old_archive_without_its_description_and_with_odd_addresses_is_read():
    body = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + (PAGE % ("", "")).encode()
    records = b"".join(f"http://news.example/{at} 10.0.0.1 20241203100000 text/html {len(body)}\n".encode() + body + b"\n" for at in ("1", "2"))
    assert [a.url for a in articles(records, "old.arc")] == ["http://news.example/1", "http://news.example/2"]
    spaced = b"filedesc://x.arc 0.0.0.0 20241203100000 text/plain 0\n\n" + records.replace(b"/2 10", b"/a b 10")
    assert len(articles(spaced, "old.arc")) == 2


def test_a_collection_is_told_by_what_is_in_it_whatever_its_name():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as parts:
        parts.writestr("datapackage.json", "{}")
        parts.writestr("archive/data.warc.gz", gzip.compress(record("response", "http://news.example/1", answer((PAGE % ("", "")).encode()))))
    assert [a.url for a in articles(held.getvalue(), "crawl.zip")] == ["http://news.example/1"]


def test_an_old_archive_whose_lengths_lie_is_told():
    reasons = [i.reason for i in read(arc(length=40), "old.arc")]
    assert any("record of an ARC file" in (r or "") for r in reasons)


# -- tables -------------------------------------------------------------------------------------------------------------


def test_excels_line_of_the_delimiter_and_titles_above_the_header():
    rows = f'العنوان;التاريخ;النص\nغارة;05/11/2024;"{STRIKE}"\n'
    for data in (f"\ufeffsep=;\n{rows}", f"تقرير أسبوعي، الأسبوع 45\n\nأعده مكتب الرصد;;\n{rows}"):
        (a,) = articles(data, "t.csv")
        assert (a.text, a.title, a.published) == (STRIKE, "غارة", "2024-11-05")


def test_titles_above_the_header_of_a_workbook(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["تقرير المكتب"], [], ["title", "date", "text"], ["غارة", "2024-11-05", STRIKE]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    (item,) = read_paths([str(tmp_path / "t.xlsx")])
    assert (item.article.text, item.article.title) == (STRIKE, "غارة")
    assert item.where.endswith(":4")


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row():
    csv = f'title,text\nأول,"{STRIKE}"\nثان,"{CAPTURE}\nثالث,{STRIKE}\nرابع,{CAPTURE}\n'
    items = read(csv, "t.csv")
    assert [i.article.title for i in items if i.article] == ["أول", "ثالث", "رابع"]
    (lost,) = [i for i in items if not i.article]
    assert lost.where == "t.csv:3" and "never closed" in lost.reason and "ثان" in lost.reason


def test_columns_are_mapped_to_fields():
    csv = f"a;b;c;d\n{STRIKE};12.5;24.25;صحيفة\n"
    pairs = mapped(["a=text", "b=latitude", "c=longitude", "d=outlet"])
    (a,) = articles(csv, "t.csv", columns=Columns(more=pairs))
    assert a.outlet == "صحيفة"
    assert next(f.value for f in a.found if f.field == "coordinates") == "12.5,24.25"
    with pytest.raises(InputError, match="write column=field"):
        mapped(["a=colour"])


@pytest.mark.parametrize("cells", ["91.5,20", "0,0", "شمال,20", ","])
def test_cells_that_are_no_point_give_no_coordinates(cells):
    (a,) = articles(f'lat,lon,text\n{cells},"{STRIKE}"\n', "t.csv")
    assert not [f for f in a.found if f.field == "coordinates"]


# -- pages --------------------------------------------------------------------------------------------------------------


def test_a_live_blog_is_an_article_an_update():
    data = {
        "@type": "LiveBlogPosting",
        "headline": "تغطية",
        "datePublished": "2024-11-01T08:00:00+03:00",
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": "غارة", "datePublished": "2024-11-05T20:00:00+03:00", "articleBody": STRIKE},
            {"@type": "BlogPosting", "datePublished": "2024-11-03T10:00:00+03:00", "articleBody": f"<p>{CAPTURE}</p>"},
        ],
    }
    script = f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
    marked = "".join(
        f'<div class="live-update" id="u{n}"><time datetime="{day}T10:00:00+03:00">10:00</time><h3>عنوان</h3><p>{text}</p></div>'
        for n, (day, text) in enumerate([("2024-11-05", STRIKE), ("2024-11-03", CAPTURE)])
    )
    for page in (PAGE % (script, ""), f"<html><body><main><h1>تغطية مباشرة</h1>{marked}</main></body></html>"):
        found = articles_from_html(page, url="http://n.example/live")
        assert [a.published for a in found] == ["2024-11-05", "2024-11-03"]
        assert len({a.url for a in found}) == 2 and len({a.id for a in found}) == 2
        assert {c.time.start for c in code_article(found[1]).claims if c.time} == {"2024-11-03"}


def test_a_page_with_one_update_is_an_article():
    box = f'<div class="live-update"><time datetime="2024-11-05T10:00">10:00</time><p>{CAPTURE}</p></div>'
    assert len(articles_from_html(PAGE % ("", box))) == 1


def test_a_date_behind_the_capture_is_the_pages_clock():
    page = PAGE % ('<meta property="article:published_time" content="2024-11-02T10:00:00+02:00">', '<div class="date">9 كانون الأول 2024</div>')
    assert article_from_html(page, seen="2024-11-04T00:00").published == "2024-11-02"
    only = PAGE % ("", '<div class="date">9 كانون الأول 2024</div>')
    article = article_from_html(only, seen="2024-11-04T00:00")
    assert next(f.sure for f in article.found if f.field == "published") < 0.6


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [("منذ 3 ساعات", "2024-11-03", "2024-11-03T22:30"), ("قبل يومين", "2024-11-02", None), ("منذ ٢٠ دقيقة", "2024-11-04", "2024-11-04T01:10")],
)
def test_an_age_is_counted_from_the_capture(words, day, at):
    page = PAGE % ("", f'<span class="time-ago">{words}</span>')
    article = article_from_html(page, seen="2024-11-04T01:30:00Z")
    assert (article.published, article.published_at) == (day, at)
    assert article_from_html(page).published is None


def test_short_items_of_feeds_are_taken_whole():
    item = "<item><title>غارة على كفرنبل</title><link>http://n.example/{n}</link>{body}</item>"
    short = f"<p>{STRIKE}</p>"
    whole = item.format(n=1, body=f"<content:encoded><![CDATA[{short}]]></content:encoded>")
    teaser = item.format(n=2, body=f"<description><![CDATA[{short}]]></description>")
    feed = f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>موقع</title>{whole}{teaser}</channel></rss>'
    items = read(feed, "f.xml")
    assert [bool(i.article) for i in items] == [True, False]
    assert f"a summary alone ({len(STRIKE)} letters" in items[1].reason


@pytest.mark.parametrize(
    "way",
    [
        lambda t: t.encode().decode("cp1252", "replace"),
        lambda t: t.encode().decode("latin-1"),
        lambda t: t.encode("cp1256").decode("latin-1"),
        lambda t: t.encode("ascii", "replace").decode(),
    ],
)
def test_lost_arabic_is_named_for_what_it_is(way):
    with pytest.raises(InputError, match="get it anew as UTF-8"):
        article_from_text(way(STRIKE))
    with pytest.raises(InputError, match="is not Arabic"):
        article_from_text("Four civilians were killed in a strike; who did it? Nobody knows.")


# -- days and points in the text ----------------------------------------------------------------------------------------


def when(text, published="2024-12-05", at=None):
    from marsad.model import Found

    found = {"published_at": Found("published_at", at, "test", 1.0)} if at else {}
    claims = code_article(article_from_text(text, published=published, found=found)).claims
    return [(c.time.start, c.time.end, c.time.basis) for c in claims]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("يوم 2024-11-28", "2024-11-28", "2024-11-28"),
        ("بتاريخ 28-11-2024", "2024-11-28", "2024-11-28"),
        ("بتاريخ ٢٨-١١-٢٠٢٤م", "2024-11-28", "2024-11-28"),
        ("في 28/11/2024م", "2024-11-28", "2024-11-28"),
        ("يوم 28 تشرين 2", "2024-11-28", "2024-11-28"),
        ("خلال شهر تشرين الأول 2024", "2024-10-01", "2024-10-31"),
    ],
)
def test_days_in_figures(words, start, end):
    assert when(f"قتل ثمانية مدنيين في قصف على مدينة كفرنبل {words}.") == [(start, end, "text")]


@pytest.mark.parametrize(
    ("hour", "start", "end"),
    [("02:30", "2024-12-04", "2024-12-04"), ("14:00", "2024-12-05", "2024-12-05"), (None, "2024-12-04", "2024-12-05")],
)
def test_hours_ago_are_a_day_where_the_hour_is_known(hour, start, end):
    at = f"2024-12-05T{hour}" if hour else None
    assert when("قصفت طائرات روسية قبل 4 ساعات مدينة كفرنبل.", at=at) == [(start, end, "text")]


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("عند 35.6412, 36.4821 تماما", (35.6412, 36.4821)),
        ("الإحداثيات ٣٥٫٦٤١٢، ٣٦٫٤٨٢١", (35.6412, 36.4821)),
        ("35°30'36\"N 36°15'00\"E", (35.51, 36.25)),
        ("12°30′N 24°15′E", (12.5, 24.25)),
        ("12°30′ شمالاً و 24°15′ شرقًا", (12.5, 24.25)),
        ("12°30′ جنوباً 24°15′ غربا", (-12.5, -24.25)),
        ("https://m.example/@-1.95012,39.00123,15z", (-1.95012, 39.00123)),
        ("عند 36.2021° شمالا 37.1343° شرقا", (36.2021, 37.1343)),
        ("عند 37.1343 شرقا و36.2021 شمالا", (36.2021, 37.1343)),
        ("خط العرض 36.2021، خط الطول 37.1343", (36.2021, 37.1343)),
        ("Lat: 36.2021 Lon: 37.1343", (36.2021, 37.1343)),
        ("N36.2021 E37.1343", (36.2021, 37.1343)),
        ("36 12 36 N, 37 06 36 E", (36.21, 37.11)),
        ("https://m.example/?mlat=36.2021&mlon=37.1343", (36.2021, 37.1343)),
        ("12.5021 جنوبا 24.2531 غربا", (-12.5021, -24.2531)),
    ],
)
def test_points_are_read_in_the_forms_that_posts_use(text, point):
    (found,) = written(text)
    assert (found.lat, found.lon) == pytest.approx(point)
    assert text[found.start : found.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "بلغت النسبة 3.5 و 4.75 في المئة",
        "1.250, 2.5",
        "99.1234, 200.5678",
        "على بعد 12.50 شمالا من نيالا",
        "12.5021 شمالا 24.2531 جنوبا",
        "شمال 36.2021 شرقا 37.1343 شرقا",
        "lat 95.2021 lon 37.1343",
        "ارتفع من 36.2021 إلى 37.1343",
        "مر 36 12 36 من 37 06 36",
    ],
)
def test_figures_that_are_no_point(text):
    assert written(text) == []


def test_coordinates_are_the_place_and_say_so():
    text = "شنت طائرات روسية غارة على مزرعة عند الإحداثيات 35.7115, 36.5304 أمس."
    (claim,) = code_article(article_from_text(text, published="2024-12-03")).claims
    (place,) = claim.places
    assert (place.lat, place.lon, place.country, place.basis) == (35.7115, 36.5304, "SY", "coordinates in the text")
    csv = f'text,lat,lon\n"{"قصف الجيش السوداني قرية صغيرة فقتل أربعة من أهلها."}",12.3456,24.5678\n'
    (article,) = articles(csv, "t.csv", published="2024-12-03")
    claims = code_article(article).claims
    places = [p for c in claims for p in c.places]
    assert places and all((p.lat, p.lon, p.basis) == (12.3456, 24.5678, "coordinates given") for p in places)
    assert all(article.text[p.start : p.end] == p.text for p in places)


def test_a_named_town_far_from_the_coordinates_stays():
    text = "قصفت طائرات روسية مدينة الرقة. صورة من 31.2000, 34.3000"
    claims = code_article(article_from_text(text, published="2024-12-03")).claims
    assert {p.basis for c in claims for p in c.places} == {"name"}


def test_kinds_are_told_by_their_bytes():
    assert sniff(b"filedesc://a.arc 0.0.0.0 2019 text/plain 9", "a") == "arc"
    assert sniff(export_page().encode(), "a.html") == "telegram"
    assert sniff(b"\xef\xbb\xbfsep=;\na;b", "noname") == "csv"
