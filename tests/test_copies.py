"""Sources as they were read: kept by `add` and `watch`, shown, backed up, checked, forgotten; in both databases."""

from __future__ import annotations

import gzip
import hashlib
import json

import pytest
import sqlalchemy as sa
from conftest import command as marsad
from conftest import news
from support import feed_server
from support.archives import answer, record
from support.serving import built, local

from marsad.archive import care, copies, open_archive
from marsad.archive.backup import backup, restore
from marsad.archive.schema import source_body
from marsad.coder import code_article

BODY = "قتل سبعة مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة الفاشر يوم الثلاثاء، بحسب لجان المقاومة في المدينة التي قالت إن القصف استهدف السوق."
PAGE = f"<html lang='ar'><head><title>قصف على الفاشر</title><link rel='canonical' href='https://p.example/1'><meta property='article:published_time' content='2024-06-12T08:00:00Z'><script>evil()</script></head><body><nav>الرئيسية</nav><article><h1>قصف على الفاشر</h1><p>{BODY}</p></article></body></html>"


@pytest.fixture
def folder(tmp_path):
    """A page, a text, a table, a packed web archive and an export of a channel."""
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.html").write_text(PAGE, "utf-8")
    (inside / "b.txt").write_text(BODY.replace("الفاشر", "نيالا"), "utf-8")
    (inside / "c.jsonl").write_text(json.dumps({"text": BODY.replace("الفاشر", "كوستي"), "published": "2024-06-01"}, ensure_ascii=False), "utf-8")
    crawled = PAGE.replace("الفاشر", "زالنجي").replace("p.example", "w.example").encode("windows-1256")
    (inside / "d.warc.gz").write_bytes(gzip.compress(record("response", "http://w.example/1", answer(crawled, "text/html; charset=windows-1256"))))
    message = {"id": 4, "type": "message", "date": "2024-06-12T08:00:00", "text": BODY.replace("الفاشر", "الجنينة")}
    (inside / "result.json").write_text(
        json.dumps({"name": "قناة", "type": "public_channel", "id": 77, "messages": [message]}, ensure_ascii=False), "utf-8"
    )
    return inside


def kept(address) -> dict[str, list[copies.Copy]]:
    with open_archive(address) as archive:
        docs = {d.id: d.text for d in archive.documents()}
        found = copies.copies_of(archive, docs)
        return {next(p for p in ("الفاشر", "نيالا", "كوستي", "زالنجي", "الجنينة") if p in text): found.get(id, []) for id, text in docs.items()}


def test_add_keeps_pages_files_records_and_posts_byte_for_byte(address, folder):
    assert marsad("add", folder, "--db", address, "--published", "2024-06-12")[0] == 0
    found = kept(address)
    assert {place: len(c) for place, c in found.items()} == {"الفاشر": 1, "نيالا": 1, "كوستي": 0, "زالنجي": 1, "الجنينة": 1}
    page = found["الفاشر"][0]
    raw = (folder / "a.html").read_bytes()
    assert (page.sha256, page.size, page.media) == (hashlib.sha256(raw).hexdigest(), len(raw), "text/html") and page.address.endswith("a.html")
    crawled = found["زالنجي"][0]
    assert (crawled.address, crawled.charset, crawled.at) == ("http://w.example/1", "windows-1256", "2026-11-18T10:00:00Z")
    with open_archive(address) as archive:
        assert copies.original_of(archive, page.sha256).body == raw
        post = json.loads(copies.original_of(archive, found["الجنينة"][0].sha256).body)
        assert post["id"] == 4 and found["الجنينة"][0].address == "https://t.me/c/77/4"
        with archive.engine.connect() as connection:
            packed = connection.scalar(sa.select(source_body.c.body).where(source_body.c.sha256 == page.sha256))
        assert len(packed) < len(raw)
    # Read again it is the same copy; where the page changed, a second one; what was added without gets its own.
    marsad("add", folder / "a.html", "--db", address)
    assert kept(address)["الفاشر"] == [page]
    (folder / "a.html").write_text(PAGE.replace("سبعة", "تسعة"), "utf-8")
    marsad("add", folder / "a.html", "--db", address)
    again = kept(address)["الفاشر"]
    assert len(again) == 2 and page in again and again[0].at >= again[1].at


def test_without_copies_none_is_kept_and_later_they_are(address, folder):
    marsad("add", folder / "b.txt", "--db", address, "--published", "2024-06-12", "--no-copies")
    assert kept(address) == {"نيالا": []}
    marsad("add", folder / "b.txt", "--db", address, "--published", "2024-06-12")
    assert len(kept(address)["نيالا"]) == 1


def test_they_are_backed_up_checked_and_forgotten(address, folder, tmp_path):
    marsad("add", folder, "--db", address, "--published", "2024-06-12")
    before = kept(address)
    with open_archive(address) as archive:
        backup(archive, tmp_path / "b.db")
        with open_archive(str(tmp_path / "new.db")) as copy:
            restore(tmp_path / "b.db", copy)
        assert kept(str(tmp_path / "new.db")) == before and not care.check(archive).faults
        (id,) = [c.article for c in before["الفاشر"]]
        care.forget(archive, id, "rana")
        assert copies.original_of(archive, before["الفاشر"][0].sha256) is None and not care.check(archive).faults
        sha = before["نيالا"][0].sha256
        with archive.engine.begin() as connection:
            connection.execute(source_body.update().where(source_body.c.sha256 == sha).values(body=b"x"))
        (fault,) = care.check(archive).faults
        assert fault.what == "kept source that is not as it was read" and fault.ids == (sha,)
        with archive.engine.begin() as connection:
            connection.execute(source_body.delete().where(source_body.c.sha256 == sha))
        assert [f.what for f in care.check(archive).faults] == ["kept source without its bytes"]


def test_a_page_of_several_articles_is_kept_once_and_forgotten_whole(archive):
    from marsad.read.items import Original

    one, two = news(7), news(4, place="نيالا", url="https://c.example/3")
    page = Original(b"<html>both</html>", "text/html", None, "https://live.example/", "2024-06-12T08:00:00Z")
    archive.add([one, two], code_article, originals={one.id: page, two.id: page})
    found = copies.copies_of(archive, [one.id, two.id])
    assert found[one.id][0].sha256 == found[two.id][0].sha256
    care.forget(archive, one.id, "rana")
    assert not copies.copies_of(archive, [two.id]) and not care.check(archive).faults


def test_what_is_watched_is_kept_in_an_archive_with_its_pages(tmp_path):
    site, server = feed_server.start()
    try:
        site.publish(1)
        db = str(tmp_path / "w.db")
        status, _, err = marsad("watch", site.url + "/feed.xml", "--db", db, "--once", "--state", tmp_path / "s.db", "--allow-private")
        assert status == 0, err
        with open_archive(db) as archive:
            (doc,) = archive.documents()
            (copy,) = copies.copies_of(archive, [doc.id])[doc.id]
            assert copy.address == site.url + "/a/1" and copies.original_of(archive, copy.sha256).body.startswith(b"<")
    finally:
        server.shutdown()
        server.server_close()
    status, _, err = marsad("watch", "http://x.example/", "--db", tmp_path / "w.db", "-o", tmp_path / "o.jsonl")
    assert status != 0 and "give one of them" in err


@built
def test_pages_show_them_as_words_and_save_them_as_bytes(tmp_path, folder):
    db = str(tmp_path / "a.db")
    marsad("add", folder, "--db", db, "--published", "2024-06-12")
    with open_archive(db) as archive, local(archive) as client:
        page = kept(db)["الفاشر"][0]
        shown = client.get(f"/api/articles/{page.article}").json()["article"]["copies"]
        assert [c["sha256"] for c in shown] == [page.sha256]
        event = client.get("/api/events", params={"place": "الفاشر"}).json()["events"][0]
        assert client.get(f"/api/events/{event['id']}").json()["articles"][0]["copies"] == shown
        saved = client.get(f"/api/copies/{page.sha256}")
        assert saved.content == (folder / "a.html").read_bytes()
        assert saved.headers["content-type"] == "application/octet-stream" and saved.headers["x-content-type-options"] == "nosniff"
        assert saved.headers["content-disposition"] == f'attachment; filename="{page.sha256[:16]}.html"'
        words = client.get(f"/api/copies/{page.sha256}/text").json()
        assert "الرئيسية" in words["text"] and BODY in words["text"] and "<" not in words["text"] and not words["more"]
        assert BODY.replace("الفاشر", "زالنجي") in client.get(f"/api/copies/{kept(db)['زالنجي'][0].sha256}/text").json()["text"]
        missing = client.get("/api/copies/0000", headers={"accept-language": "ar"})
        assert missing.status_code == 404 and "لا نسخة" in missing.json()["error"]
