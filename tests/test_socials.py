"""Archives of social media: bellingcat's auto-archiver and Bayanat."""

import csv
import datetime as dt
import io
import json

from marsad.read import read_bytes, read_paths

POST = "قصفت قوات الدعم السريع مخيم أبو شوك شمال مدينة الفاشر مساء السبت، ما أدى إلى مقتل ستة نازحين بحسب غرفة الطوارئ."
CAPTURE = "سيطر الجيش السوداني على مدينة بارا في ولاية شمال كردفان اليوم بعد معارك مع الدعم السريع."
URL = "https://social.example/status/77"


def metadata(**more):
    at = dt.datetime(2025, 5, 3, 19, 40, tzinfo=dt.UTC)
    return {
        "_processed_at": dt.datetime(2025, 6, 1, 8, 0, 5, 77, tzinfo=dt.UTC),
        "url": URL,
        "timestamp": at,
        "title": "غرفة الطوارئ",
        "content": POST,
        "author": "مرصد الفاشر",
        **more,
    }


def table(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def articles(data, name):
    return [i.article for i in read_bytes(data, name) if i.article]


def told(a):
    return a.text, a.url, a.published_at, a.author


def test_the_auto_archivers_csv_is_read_with_the_posts_own_moment():
    rows = [
        {"status": "twitter_api: success", "metadata": metadata(), "media": []},
        {"status": "nothing archived", "metadata": {"url": URL}, "media": []},
    ]
    first, second = read_bytes(table(rows), "db.csv")
    assert told(first.article) == (POST, URL, "2025-05-03T21:40", "مرصد الفاشر")  # Sudan's clock
    assert first.article.title == "غرفة الطوارئ"
    assert second.article is None and "text" in second.reason


def test_its_json_and_its_page_are_read_too(tmp_path):
    whole = json.dumps({"status": "success", "metadata": metadata(), "media": []}, ensure_ascii=False, default=str, indent=4)
    (tmp_path / "metadata.json").write_text(whole, "utf-8")
    cells = "".join(f"<tr><td>{key}</td><td><span class='copy'>{value}</span></td></tr>" for key, value in metadata().items())
    page = f"<html><head><meta charset='utf-8'></head><body><h2>Archived media for <span>{URL}</span></h2><table class='metadata'><tr><th>key</th></tr>{cells}</table><p>Made with <a href='https://github.com/bellingcat/auto-archiver'>bellingcat/auto-archiver</a></p></body></html>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    one, two = [i.article for i in read_paths([str(tmp_path)])]
    assert told(one) == told(two) == (POST, URL, "2025-05-03T21:40", "مرصد الفاشر")
    assert one.id == two.id  # the same post


def test_the_columns_of_its_sheet_are_usual_ones():
    row = {
        "Link": URL,
        "Archive status": "success",
        "Archive date": "2025-06-01",
        "Upload timestamp": "2025-05-03 19:40:00",
        "Upload title": "منشور",
        "Text content": POST,
    }
    (article,) = articles(table([row]), "sheet.csv")
    assert (article.text, article.url, article.published, article.title) == (POST, URL, "2025-05-03", "منشور")


def test_a_metadata_cell_runs_nothing():
    rows = [{"status": "success", "metadata": "{'content': __import__('os').system('true')}", "media": "[]"}]
    (item,) = read_bytes(table(rows), "db.csv")
    assert item.article is None


BULLETIN = {
    "class": "bulletin",
    "id": 12,
    "title": "Strike",
    "title_ar": "قصف مخيم",
    "originid": "x",
    "description": f"<p>{POST}</p><p>ونقل المصابون إلى مستشفى المدينة.</p>",
    "source_link": URL,
    "publish_date": "2025-05-04T00:00",
    "documentation_date": None,
    "sources": [{"id": 3, "title": "Room", "title_ar": "غرفة الطوارئ"}],
    "status": "Human Created",
}


def test_bayanats_json_is_read_an_item_at_a_time():
    data = json.dumps({"bulletins": [BULLETIN, {**BULLETIN, "id": 13, "source_link": None, "description": CAPTURE}]}, ensure_ascii=False, indent=1)
    for name in ("export.json", "export"):
        first, second = articles(data.encode(), name)
        assert first.text.startswith(POST) and "<" not in first.text
        assert (first.id, first.url, first.published, first.outlet, first.title) == (
            "bayanat-bulletin-12",
            URL,
            "2025-05-04",
            "غرفة الطوارئ",
            "قصف مخيم",
        )
        assert (second.id, second.text) == ("bayanat-bulletin-13", CAPTURE)


def test_bayanats_csv_is_read():
    row = {
        "": 0,
        "id": 12,
        "title": "Strike",
        "title_ar": "قصف مخيم",
        "origin_id": "",
        "source_link": URL,
        "description": POST,
        "publish_date": "2025-05-04T00:00",
        "sources.source-1": "3-غرفة الطوارئ",
    }
    (article,) = articles(table([row]), "export.csv")
    assert (article.id, article.text, article.outlet, article.published) == ("bayanat-bulletin-12", POST, "غرفة الطوارئ", "2025-05-04")


def test_a_bulletins_own_point_is_taken_and_an_address_that_is_none_is_not():
    place = {"title": "x", "lat": 13.6301, "lng": 25.3502}
    cases = [
        ({"geo_locations": [{**place, "main": True}, {**place, "lat": 15.0}]}, "13.6301,25.3502"),
        ({"locations": [place]}, "13.6301,25.3502"),
        ({"locations": [place, {**place, "lat": 15.0}]}, None),
        ({"events": [{"from_date": "2025-05-03", "location": place}]}, "13.6301,25.3502"),
        ({}, None),
    ]
    for more, point in cases:
        data = json.dumps({"bulletins": [{**BULLETIN, "source_link": "NA", **more}]}, ensure_ascii=False)
        (article,) = articles(data.encode(), "export.json")
        assert article.url is None
        assert next((f.value for f in article.found if f.field == "coordinates"), None) == point


def test_older_sheets_hold_the_post_in_its_title():
    header = "Link,Destination folder,Archive status,Archive date,Upload timestamp,Upload title,Screenshot,Hash\n"
    (a,) = articles(f'{header}{URL},AA001,twitter: success,2025-06-01T08:00:00+00:00,2025-05-03T19:40:00+00:00,"{POST}",,\n'.encode(), "sheet.csv")
    assert told(a) == (POST, URL, "2025-05-03T21:40", None)


def test_cells_of_other_versions_are_read():
    printed = f"{{'url': '{URL}', 'timestamp': datetime.datetime(2025, 5, 3, 19, 40, 7, 12, tzinfo=tzutc()), 'content': '{POST}', 'folder': PosixPath('/tmp/a')}}"
    of_site = metadata(timestamp="2025-05-03T19:40:00Z", content=json.dumps({"id": 7, "full_text": POST, "user": {"name": "x"}}, ensure_ascii=False))
    for cell in (printed, json.dumps(of_site, ensure_ascii=False, default=str), str({**metadata(), "timestamp": "2025-05-03 19:40:00+00:00"})):
        (a,) = articles(table([{"status": "success", "metadata": cell, "media": "[]"}]), "db.csv")
        assert (a.text, a.published_at) == (POST, "2025-05-03T21:40")


def test_markup_in_the_cells_of_a_table_makes_no_page_of_it():
    rows = [{"id": 5, "title_ar": "قصف", "description": f"<p>{POST}</p><p>{CAPTURE}</p>", "publish_date": "2025-05-04", "source_link": URL}]
    (a,) = articles(table(rows), "bulletins.csv")
    assert (a.url, a.published, a.title) == (URL, "2025-05-04", "قصف") and a.text == f"{POST}\n\n{CAPTURE}"
    (b,) = articles(table([{"date": "2025-05-04", "body": f"<div>{POST}</div>"}]), "posts")
    assert (b.published, b.body.strip()) == ("2025-05-04", POST)


def test_bulletins_that_a_server_lists_deep_are_read():
    bulletin = {
        "class": "bulletin",
        "id": 5,
        "title": POST,
        "description": None,
        "publish_date": "",
        "documentation_date": "2025-05-04",
        "source_link": "NA",
    }
    (a,) = articles(json.dumps({"data": {"items": [bulletin], "total": 1}}, ensure_ascii=False, indent=1).encode(), "bayanat.json")
    assert (a.id, a.text, a.published, a.url) == ("bayanat-bulletin-5", POST, "2025-05-04", None)


def test_a_table_of_headlines_is_coded_by_them():
    rows = [{"date": "2025-05-04", "title": POST, "url": URL}, {"date": "2025-05-05", "title": "", "url": URL}]
    first, second = read_bytes(table(rows), "headlines.csv")
    assert told(first.article) == (POST, URL, None, None) and second.article is None
