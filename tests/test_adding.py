"""Adding from the pages: articles, an actor, a place, and coding again what they touch; by role, with progress."""

from __future__ import annotations

import json
import time

import pytest
from conftest import news
from support.serving import built, enter, filled, local, open_to_others

from marsad.archive import Filters, copies, open_archive
from marsad.archive.engine import address_of
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.read import article_from_text
from marsad.serve.accounts import add_person
from marsad.serve.commands.work import Asked, Gave, Works

pytestmark = built
TEXT = "قتل 6 مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة كوستي، الثلاثاء، بحسب لجان المقاومة في المدينة."


def body(*files: tuple[str, str]) -> bytes:
    parts = [text.encode() for _, text in files]
    listed = [{"name": name, "size": len(part)} for (name, _), part in zip(files, parts, strict=True)]
    return json.dumps(listed).encode() + b"\n" + b"".join(parts)


def finished(client) -> dict:
    for _ in range(600):
        job = client.get("/api/work").json()
        if job["state"] != "running":
            return job
        time.sleep(0.3)
    raise AssertionError(job)


@pytest.mark.slow
def test_pasted_articles_and_files_are_added_with_their_sources(archive):
    client = local(archive)
    assert client.get("/api/work").json() is None
    page = f"<html><body><article><p>{TEXT.replace('كوستي', 'نيالا')}</p></article></body></html>"
    given = body(("pasted.txt", TEXT), ("page.html", page), ("bad.txt", "not Arabic at all"))
    job = client.post("/api/add", params={"published": "2024-06-12", "lang": "ar"}, content=given)
    assert job.status_code == 200 and job.json()["state"] == "running"
    again = client.post("/api/add", content=given, headers={"accept-language": "ar"})
    assert again.status_code == 400 and "انتظر" in again.json()["error"]
    done = finished(client)
    assert (done["state"], done["new"], done["done"]) == ("done", 2, 2) and len(done["passed"]) == 1 and "العربية" in done["passed"][0]
    docs = list(archive.documents())
    assert {d.article.published for d in docs} == {"2024-06-12"} and len(copies.copies_of(archive, [d.id for d in docs])) == 2
    assert len(list(archive.events())) == 2
    for wrong in (b"", b"[]\n", b"{}\nx", b'[{"name": "a", "size": 9}]\nabc'):
        assert client.post("/api/add", content=wrong).status_code == 400
    assert client.post("/api/add/address", json={"url": "file:///etc/passwd"}).status_code == 400
    client.post("/api/add/address", json={"url": "http://127.0.0.1:1/a"})
    inward = finished(client)
    assert inward["new"] == 0 and "not on the public internet" in inward["passed"][0]


@pytest.mark.slow
def test_a_village_that_was_missing_is_added_and_what_it_touches_coded_again(alone, archive):
    article = article_from_text(
        "قتل 4 مدنيين في قصف مدفعي شنته قوات الدعم السريع على قرية ودالنورابي، الثلاثاء، بحسب لجان المقاومة.",
        published="2024-06-12",
        url="https://v.example/1",
    )
    archive.add([article, news(7)], code_article)
    assert not list(archive.events(Filters(place="Wad al-Nurabi")))
    client = local(archive)
    kept = client.post("/api/lexicon/places", json={"ar": "ودالنورابي", "en": "Wad al-Nurabi", "lat": 14.72, "lon": 33.1, "country": "SD"}).json()
    assert kept == {"names": ["ودالنورابي"], "articles": 1}
    assert client.post("/api/recode", json={"words": kept["names"]}).status_code == 200
    done = finished(client)
    assert (done["state"], done["done"], done["total"]) == ("done", 1, 1), done
    (event,) = archive.events(Filters(place="Wad al-Nurabi"))
    assert (event.lat, event.lon, event.precision) == (14.72, 33.1, "settlement")
    found = [p["name_en"] for p in client.get("/api/places", params={"q": "ودالنورابي"}).json()]
    assert found == ["Wad al-Nurabi"]  # the server knows it from now on
    assert archive.outdated() == 1  # the other article was not touched


@pytest.mark.slow
def test_an_actor_that_was_missing_is_added(alone, archive):
    archive.add([article_from_text("قتلت كتيبة الأرز الأزرق 3 جنود في هجوم على مدينة كوستي، الثلاثاء.", published="2024-06-12")], code_article)
    client = local(archive)
    told = {"ar": "كتيبة الأرز الأزرق", "en": "Blue Cedar Battalion", "kind": "rebel_group", "cc": "SD", "also": ["الأرز الأزرق"]}
    kept = client.post("/api/lexicon/actors", json=told).json()
    assert kept["articles"] == 1 and (alone / "lexicon" / "own.toml").read_text("utf-8").count("[[actor]]") == 1
    client.post("/api/recode", json={"words": kept["names"]})
    assert finished(client)["done"] == 1
    assert any("sd.blue-cedar-battalion" in e.doer_ids for e in archive.events())
    assert client.get("/api/actors", params={"q": "Blue Cedar"}).json()[0]["id"] == "sd.blue-cedar-battalion"
    for wrong in ({**told}, {**told, "en": "Other", "ar": "latin"}, {**told, "en": "Other", "of": "no.such"}, {**told, "kind": "person"}):
        assert client.post("/api/lexicon/actors", json=wrong).status_code == 400


def test_who_may(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        filled(archive)
        for name, role in (("vera", "viewer"), ("rana", "reviewer")):
            add_person(archive, name, role, "a long password")
        viewer, reviewer = open_to_others(archive), open_to_others(archive)
        enter(viewer, "vera")
        enter(reviewer, "rana")
        assert viewer.post("/api/add", content=body(("a.txt", TEXT))).status_code == 403
        assert viewer.get("/api/work").status_code == 403
        for path, asked in (
            ("/api/recode", {}),
            ("/api/lexicon/actors", {"ar": "كتيبة", "en": "X Y", "kind": "rebel_group"}),
            ("/api/lexicon/places", {"ar": "قرية", "lat": 1, "lon": 1, "country": "SD"}),
        ):
            assert reviewer.post(path, json=asked).status_code == 403
            assert viewer.post(path, json=asked).status_code == 403


def test_names_are_found_with_what_is_joined_to_them(archive):
    archive.add(
        [
            article_from_text(t, published="2024-06-12")
            for t in (
                "وقع قصف بودالنورابي أمس بحسب شهود من أهلها.",
                "وقال شهود إن ودالنورابي تعرضت للقصف يوم أمس.",
                "قال شهود إن بلدة أخرى تعرضت للقصف يوم أمس.",
            )
        ],
        code_article,
    )
    assert archive.holding(["ودالنورابي"]) == 2 and archive.holding(["لا أحد", "ودالنورابي"]) == 2 and archive.holding([]) == 0


def test_the_address_of_an_archive(archive, address, tmp_path):
    with open_archive(address_of(archive.engine), make=False) as same:
        assert same.status()["article"] == archive.status()["article"]


def test_a_process_that_ends_is_told(tmp_path):
    works = Works()
    works.start(str(tmp_path / "none.db"), Asked("articles", [Gave("a.txt", TEXT.encode())]), "rana", lambda: None)
    with pytest.raises(InputError):
        works.start(str(tmp_path / "none.db"), Asked("recode"), "rana", lambda: None)
    works.close()
    for _ in range(100):
        if not works.busy():
            break
        time.sleep(0.1)
    assert works.job().state == "failed" and works.job().error
