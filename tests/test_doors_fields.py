"""What tables and dumps call what they hold: columns, keys of messages, points in every form, cells in the wrong encoding, quotes."""

import gzip
import io
import json
import zipfile

import pytest
from support.archives import answer, record

from marsad.errors import LexiconError
from marsad.read import read_bytes, read_paths
from marsad.read.doors.columns import FIELDS, doors, names_of
from marsad.read.doors.points import point_in, point_of

SHELLED = "قصف الجيش السوداني قرية صغيرة شرق مدينة نيالا اليوم، ما أدى إلى مقتل أربعة من أهلها، وفق شهود."
STRUCK = "قتل أربعة مدنيين بغارة جوية روسية على بلدة كفرنبل في ريف إدلب أمس، بحسب الدفاع المدني."


def read(data, name="t.csv"):
    return list(read_bytes(data.encode() if isinstance(data, str) else data, name))


def one(data, name="t.csv"):
    (item,) = read(data, name)
    assert item.article is not None, item.reason
    return item.article


def point(article):
    return next((f.value for f in article.found if f.field == "coordinates"), None)


# -- the table of names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda t: t["columns"].pop("title"), "missing required field `title`"),
        (lambda t: t["columns"].update(colour=["red"]), "unknown field `colour`"),
        (lambda t: t["columns"].update(title=["Title"]), "matching regex"),
        (lambda t: t["columns"].update(title=["text"]), "'text' names both text and title"),
        (lambda t: t["message"].update(chat="chat"), r"Expected `array`"),
    ],
)
def test_a_broken_table_of_names_is_told(broken, change, why):
    change(broken(doors()))
    with pytest.raises(LexiconError, match=why):
        doors.__wrapped__()


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_names_and_none_of_another(field):
    assert names_of(field)
    assert not [f for f in FIELDS if f != field and set(names_of(f)) & set(names_of(field))]


@pytest.mark.parametrize("header", ["التاريخ,الوصف", "Date,Message Text", "تاريخ النشر,تفاصيل الخبر", "date_utc,caption"])
def test_more_names_of_the_text_are_usual(header):
    article = one(f'{header}\n2025-05-04,"{SHELLED}"\n')
    assert (article.text, article.published) == (SHELLED, "2025-05-04")


def test_an_empty_cell_leaves_the_field_to_the_next_usual_column():
    rows = [{"text": "", "caption": SHELLED, "source": None, "channel": "قناة"}, {"text": STRUCK, "caption": "صورة"}]
    first, second = (i.article for i in read("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "t.jsonl"))
    assert (first.text, first.outlet, second.text) == (SHELLED, "قناة", STRUCK)


def test_a_day_in_a_spreadsheet_has_no_hour(tmp_path):
    import datetime as dt

    import openpyxl

    book = openpyxl.Workbook()
    for row in (["date", "text"], [dt.datetime(2025, 5, 4), SHELLED], [dt.datetime(2025, 5, 4, 9, 30), SHELLED]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    first, second = (i.article for i in read((tmp_path / "t.xlsx").read_bytes(), "t.xlsx"))
    assert (first.published, first.published_at) == ("2025-05-04", None)
    assert second.published_at == "2025-05-04T09:30"


# -- messages -----------------------------------------------------------------------------------------------------------


def test_messages_under_one_key_are_a_dump_not_an_empty_export():
    told = {"_": "Message", "date": "2025-05-04T22:40:00+00:00", "peer_id": {"channel_id": 77}}
    dump = {"title": "مرصد الغرب", "messages": [{**told, "id": 3, "message": SHELLED}, {**told, "id": 4, "_": "MessageService"}]}
    for data, name in ((json.dumps(dump), "dump.json"), (json.dumps(dump, indent=2), "dump")):
        first, notice = read(data, name)
        a = first.article
        assert (a.published_at, a.url, a.outlet) == ("2025-05-05T00:40", "https://t.me/c/77/3", "مرصد الغرب")
        assert notice.passed


def test_a_scrapers_table_names_channel_and_address():
    csv = f'Channel Title,Channel Username,Message ID,Message Date,Message Text\nمرصد الغرب,@west,9,2025-05-04 22:40:00+00:00,"{SHELLED}"\n'
    a = one(csv)
    assert (a.outlet, a.url, a.published) == ("مرصد الغرب", "https://t.me/west/9", "2025-05-05")
    b = one(f'channel_id,message_id,date,message\n-10077.0,9.0,2025-05-04,"{SHELLED}"\n')
    assert b.url == "https://t.me/c/77/9"


def test_what_bots_see_of_a_message_is_read():
    row = {"message_id": 5, "date": 1746398400, "chat": {"id": -10077, "type": "channel", "title": "مرصد", "username": "west"}, "text": SHELLED}
    rows = [
        {**row, "forward_from_chat": {"id": -1, "title": "الأصل"}, "author_signature": "سمير"},
        {**row, "forward_origin": {"type": "channel", "chat": {"title": "مصدر ثان"}}},
        {**row, "forward_sender_name": "ثالث", "chat": {"id": -10077}},
        {**row, "text": ""},
    ]
    first, second, third, empty = read("\n".join(map(json.dumps, rows)), "t.jsonl")
    a, b, c = first.article, second.article, third.article
    assert (a.outlet, a.url, a.forwarded_from, a.author) == ("مرصد", "https://t.me/west/5", "الأصل", "سمير")
    assert a.published_at == "2025-05-05T00:40"
    assert (b.forwarded_from, c.forwarded_from, c.url) == ("مصدر ثان", "ثالث", "https://t.me/c/77/5")
    assert empty.passed


def test_the_clock_of_an_export_is_put_on_that_of_the_place():
    message = {"id": 8, "type": "message", "date": "2025-05-04T22:40:00", "date_unixtime": "1746398400", "text": SHELLED}
    chat = {"name": "مرصد", "type": "public_channel", "id": 77, "messages": [message, {**message, "id": 9, "date": "2025-05-05T01:40:00"}]}
    world, own = (i.article for i in read(json.dumps(chat), "result.json"))
    assert (world.published, world.published_at) == ("2025-05-05", "2025-05-05T00:40")
    assert own.published_at == "2025-05-05T00:40"  # the same moment by the clock of whoever exported it, an hour ahead of the place's
    page = '<div class="page_wrap"><div class="history"><div class="message default" id="message1"><div class="body"><div class="date details" title="04.05.2025 22:40:00 UTC+00:00">22:40</div><div class="text">%s</div></div></div></div></div>'
    assert one(f"<html><body>{page % SHELLED}</body></html>", "messages.html").published_at == "2025-05-05T00:40"


def test_an_object_over_many_lines_is_json_whatever_it_is_called():
    row = {"text": SHELLED, "date": "2025-05-04"}
    assert one(json.dumps(row, indent=1), "notes").published == "2025-05-04"
    broken, good = read("{broken\n" + json.dumps(row), "notes")
    assert broken.article is None and good.article.text == SHELLED


# -- points -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latitude", "longitude", "found"),
    [
        ("12.25", "24.5", "12.25,24.5"),
        ("12,25", "24,5", "12.25,24.5"),
        ("١٢٫٢٥", "٢٤٫٥", "12.25,24.5"),
        ("12.25° N", "24.5° E", "12.25,24.5"),
        ("12.25S", "W 24.5", "-12.25,-24.5"),
        ("12°15'36\"N", "24°30'E", "12.26,24.5"),
        ("12 15 36 N", "24 30 00 E", "12.26,24.5"),
        ("12°15′ شمالا", "24°30′ شرقا", "12.25,24.5"),
        ("-12.25", "-24.5", "-12.25,-24.5"),
        (12.25, 24, "12.25,24"),
        ("12.25 E", "24.5 N", None),
        ("-12.25 S", "24.5", None),
        ("12 15", "24 30", None),
        ("12°75'N", "24°30'E", None),
        ("12.25 24.5", "", None),
        (None, None, None),
    ],
)
def test_two_cells_that_tell_a_point(latitude, longitude, found):
    assert point_of(latitude, longitude) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("12.25, 24.51", "12.25,24.51"),
        ("(12.25; 24.51)", "12.25,24.51"),
        ("12.25 24.51", "12.25,24.51"),
        ("12,251 24,512", "12.251,24.512"),
        ("12°15'36\"N 24°30'00\"E", "12.26,24.5"),
        ("12.25 N, 24.51 E", "12.25,24.51"),
        ("12°15′ شمالا و24°30′ شرقا", "12.25,24.5"),
        ("POINT (24.51 12.25)", "12.25,24.51"),
        ("POINT Z (24.51 12.25 300)", "12.25,24.51"),
        ({"lat": 12.25, "lng": "24.51"}, "12.25,24.51"),
        ({"type": "Point", "coordinates": [24.51, 12.25]}, "12.25,24.51"),
        ("مدينة نيالا", None),
        ("12.2, 24.5", "12.2,24.5"),
        ("12, 24", None),
        ("12,24", None),
        ("5/11/2024", None),
        ("95.25, 24.51", None),
        ({"type": "Polygon", "coordinates": [[24.5, 12.2]]}, None),
        ([24.51, 12.25], None),
        (None, None),
    ],
)
def test_one_cell_or_object_that_tells_a_point(value, found):
    assert point_in(value) == found


def test_a_column_of_points_is_the_place_and_a_name_of_one_is_not():
    assert point(one(f'date,text,location\n2025-05-04,"{SHELLED}","12.2512, 24.5178"\n')) == "12.2512,24.5178"
    assert point(one(f'date,text,location\n2025-05-04,"{SHELLED}",نيالا\n')) is None
    row = {"text": SHELLED, "geo": {"latitude": 12.25, "longitude": 24.5}}
    assert point(one(json.dumps(row), "t.jsonl")) == "12.25,24.5"


def test_coordinates_that_are_none_are_named():
    (item,) = read(f'text,lat,lon\n"{SHELLED}",112.5,24.5\n')
    assert point(item.article) is None and "the coordinates '112.5', '24.5' are no point" in item.note


# -- the wrong encoding ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wrote", "read_as"), [("utf-8", "latin-1"), ("utf-8", "cp1256"), ("cp1256", "cp1252")])
def test_garbled_cells_and_headers_are_mended(wrote, read_as):
    text = SHELLED.replace("،", "")
    csv = f'التاريخ,النص\n2025-05-04,"{text}"\n'.encode(wrote).decode(read_as, "replace")
    (item,) = read(csv)
    assert (item.article.text, item.article.published) == (text, "2025-05-04")
    assert item.note == "1 line(s) of garbled Arabic mended"
    cell = json.dumps(
        [{"text": text.encode(wrote).decode(read_as, "replace"), "outlet": "أخبار من الميدان".encode(wrote).decode(read_as, "replace")}]
    )
    (item,) = read(cell, "t.json")
    assert (item.article.text, item.article.outlet) == (text, "أخبار من الميدان") and "mended" in item.note


def test_what_was_garbled_twice_is_mended_and_what_is_lost_is_named():
    twice = SHELLED.encode().decode("latin-1").encode().decode("latin-1")
    assert one(twice, "t.txt").text == SHELLED
    cyrillic = SHELLED.encode().decode("cp1251")
    assert one(cyrillic, "t.txt").text == SHELLED
    (lost,) = read(cyrillic.replace("Щ„", "\ufffd"), "t.txt")
    assert "mojibake" in lost.reason
    (other,) = read("Министр обороны сообщил, что войска продвинулись ещё на десять километров к северу от города.", "t.txt")
    assert "mojibake" not in other.reason


# -- quotation marks -------------------------------------------------------------------------------------------------------


def test_a_quotation_that_the_next_row_closes_swallows_no_row():
    csv = f'date,title,text\n2025-05-01,أ,"{SHELLED}"\n2025-05-02,ب,"{STRUCK}\n2025-05-03,ج,"{SHELLED}"\n2025-05-04,د,"{STRUCK}"\n'
    items = read(csv)
    assert [i.article.published for i in items if i.article] == ["2025-05-01", "2025-05-03", "2025-05-04"]
    (lost,) = [i for i in items if not i.article]
    assert lost.where == "t.csv:3" and "2025-05-02" in lost.reason


def test_lines_within_a_quotation_stay_in_it():
    text = f'{SHELLED}\nوقال الشاهد: ""رأيت، بعيني، الطائرة"".\nثم هدأ القصف.'
    article = one(f'date,title,text\n2025-05-01,أ,"{text}"\n')
    assert article.text == text.replace('""', '"')


# -- lists within objects, folders, collections ------------------------------------------------------------------------------


def test_articles_that_a_server_lists_within_an_object_are_read_each():
    row = {"title": "قصف", "content": SHELLED, "publishedAt": "2025-05-04T09:00:00+02:00", "source": {"id": None, "name": "صوت الميدان"}}
    for told in ({"status": "ok", "totalResults": 2, "articles": [row, {"content": STRUCK}]}, {"data": [row, {"content": STRUCK}]}):
        for data, name in ((json.dumps(told), "a.json"), (json.dumps(told) + "\n", "a"), (json.dumps(told, indent=1), "a")):
            first, second = (i.article for i in read(data, name))
            assert (first.outlet, first.published, second.text) == ("صوت الميدان", "2025-05-04", STRUCK)
    own = {"text": SHELLED, "data": [{"views": 3}]}
    assert one(json.dumps(own), "a.json").text == SHELLED


def test_a_day_that_a_data_frame_writes_with_midnight_has_no_hour():
    assert one(f'date,text\n2025-05-04 00:00:00,"{SHELLED}"\n').published_at is None
    assert one(f'date,text\n2025-05-04T00:00:00+02:00,"{SHELLED}"\n').published_at == "2025-05-04T00:00"


def test_what_goes_with_articles_in_a_folder_is_passed_over(tmp_path):
    others = {"a.jpg": b"\xff\xd8\xff\xe0JFIF", "b.mp4": b"\0\0\0\x20ftypisom", "c.css": b"p{color:red}", "d.tsr": b"\x30\x82"}
    for name, data in others.items():
        (tmp_path / name).write_bytes(data + bytes(64))
    (tmp_path / "post.txt").write_text(SHELLED, "utf-8")
    items = list(read_paths([str(tmp_path)]))
    assert sum(i.passed for i in items) == len(others) and [i.article.text for i in items if i.article] == [SHELLED]
    (alone,) = read_paths([str(tmp_path / "a.jpg")])
    assert not alone.passed and "binary" in alone.reason


def test_a_collection_of_web_archives_is_read(tmp_path):
    page = f'<html lang="ar"><head><meta charset="utf-8"><title>قصف على نيالا</title></head><body><article><h1>قصف على نيالا</h1><p>{SHELLED}</p><p>{STRUCK}</p></article></body></html>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("archive/data.warc.gz", gzip.compress(record("response", "http://n.example/1", answer(page.encode()))))
        parts.writestr("datapackage.json", "{}")
    (item,) = read(packed.getvalue(), "crawl.wacz")
    assert item.article.url == "http://n.example/1" and item.where.startswith("crawl.wacz/archive/data.warc.gz@")
    assert "cannot be read" in read(packed.getvalue()[:60], "crawl.wacz")[0].reason
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as parts:
        parts.writestr("datapackage.json", "{}")
    assert "no WARC file" in read(empty.getvalue(), "crawl.wacz")[0].reason
