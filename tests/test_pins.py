"""Notes, tags and assignment on events: in both databases, through merges, undo and forgetting, in filters, exports and the API."""

from __future__ import annotations

import csv
import json

import pytest
from conftest import command as marsad
from conftest import news
from support.serving import enter, filled, local, open_to_others
from test_care import content

from marsad.archive import Filters, care, desk, open_archive, pins
from marsad.archive.backup import backup, restore
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.serve.accounts import add_person


@pytest.fixture
def events(archive):
    """(archive, id of the event of two articles, id of the event of one)."""
    filled(archive)
    both = sorted(archive.events(), key=lambda e: -len(e.claims))
    assert [len(e.claims) for e in both] == [2, 1]
    return archive, both[0].id, both[1].id


def kept(archive, **asked) -> set[str]:
    return {e.id for e in archive.events(Filters(**asked))}


def test_they_are_put_on_taken_off_and_taken_back(events):
    archive, one, other = events
    pins.put(archive, one, "note", "  تحقق من العدد\nمع المستشفى  ", "rana")
    pins.put(archive, one, "tag", "  to   check ", "rana")
    pins.put(archive, one, "assign", "salma", "rana")
    its = pins.pinned(archive)[one]
    assert (its.tags, its.assigned, [n.text for n in its.notes]) == (("to check",), ("salma",), ["تحقق من العدد\nمع المستشفى"])
    assert its.notes[0].who == "rana" and other not in pins.pinned(archive)
    pins.put(archive, one, "assign", "omar", "rana")
    pins.put(archive, one, "untag", "to check", "omar")
    assert pins.pinned(archive)[one].assigned == ("omar",) and not pins.pinned(archive)[one].tags
    assert [r["verdict"] for r in desk.log(archive, claims=archive.event(one).claims)] == ["untag", "assign", "assign", "tag", "note"]
    assert desk.log(archive)[-1]["value"].startswith("تحقق")
    done = desk.undo(archive, "omar")
    assert done.verdict == "untag" and done.events == [one] and pins.pinned(archive)[one].tags == ("to check",)
    desk.undo(archive, "rana")
    assert pins.pinned(archive)[one].assigned == ("salma",)
    desk.undo(archive, "x", its.notes[0].number)
    assert not pins.pinned(archive)[one].notes
    pins.put(archive, one, "assign", None, "rana")
    assert pins.pinned(archive)[one].assigned == ()
    for verdict, value in (
        ("tag", "to check"),
        ("untag", "other"),
        ("note", " \n"),
        ("tag", ""),
        ("tag", "a,b"),
        ("tag", "x" * 41),
        ("assign", None),
    ):
        with pytest.raises(InputError):
            pins.put(archive, one, verdict, value, "rana")
    with pytest.raises(InputError):
        pins.put(archive, "e404", "note", "x", "rana")


def test_they_change_nothing_of_what_an_event_is(events):
    archive, one, _ = events
    before, stamp = archive.event(one), desk.stamp(archive, one)
    pins.put(archive, one, "note", "x", "rana")
    desk.undo(archive, "rana")
    pins.put(archive, one, "tag", "y", "rana")
    assert archive.event(one) == before and desk.stamp(archive, one) == stamp
    assert list(desk.finished(archive)) == [] and list(archive.events(Filters(reviewed=True))) == []
    assert not care.check(archive).faults


def test_they_follow_their_event_through_merges_splits_and_rejections(events):
    archive, one, other = events
    pins.put(archive, one, "note", "of the two", "rana")
    pins.put(archive, other, "tag", "of the one", "rana")
    a, b = archive.event(one).claims, archive.event(other).claims
    (whole,) = desk.regroup(archive, "merge", a, b, "rana")
    its = pins.pinned(archive)[whole]
    assert its.tags == ("of the one",) and [n.text for n in its.notes] == ["of the two"]
    desk.undo(archive, "rana")
    by = desk.events_by_claim(archive, [*a, *b])
    assert pins.pinned(archive)[by[a[0]]].notes and pins.pinned(archive)[by[b[0]]].tags == ("of the one",)
    assert by[a[0]] != by[b[0]] and len(pins.pinned(archive)) == 2
    desk.decide(archive, min(a), "reject", "rana")  # the note hung on this claim
    (left,) = set(desk.events_by_claim(archive, a).values())
    assert [n.text for n in pins.pinned(archive)[left].notes] == ["of the two"]
    desk.decide(archive, b[0], "reject", "rana")  # of that event nothing is left
    assert len(pins.pinned(archive, [e.id for e in archive.events()])) == 1
    desk.undo(archive, "rana")
    (again,) = desk.events_by_claim(archive, b).values()
    assert pins.pinned(archive)[again].tags == ("of the one",) and not care.check(archive).faults
    archive.add([news(8, place="نيالا", url="https://c.example/3")], code_article)  # the article was changed
    assert pins.pinned(archive, [e.id for e in archive.events(Filters(place="نيالا"))])


def test_filters_counts_and_exports_have_them(events, tmp_path, address):
    archive, one, other = events
    pins.put(archive, one, "tag", "عاجل", "rana")
    pins.put(archive, other, "tag", "later", "rana")
    pins.put(archive, one, "assign", "salma", "rana")
    pins.put(archive, one, "note", "Call the 100% hospital", "rana")
    assert kept(archive, tag="عاجل") == {one} and kept(archive, tag=["عاجل", "later"]) == {one, other}
    assert kept(archive, assigned="salma") == {one} and kept(archive, assigned="none") == {other}
    assert kept(archive, note="100% HOSP") == {one} and not kept(archive, note="100_")
    client = local(archive)
    facets = client.get("/api/facets", params={"tag": "later"}).json()
    assert {f["value"]: f["events"] for f in facets["tag"]} == {"عاجل": 1, "later": 1} and not facets["assigned"]
    page = client.get("/api/events", params={"assigned": "salma"}).json()
    assert [e["id"] for e in page["events"]] == [one] and page["pins"][one]["tags"] == ["عاجل"]
    out = tmp_path / "x.csv"
    assert marsad("export", "--db", address, "-o", out, "--tag", "عاجل")[0] == 0
    (row,) = csv.DictReader(out.open(encoding="utf-8-sig"))
    assert (row["tags"], row["assigned_to"]) == ("عاجل", "salma") and row["notes"].endswith(": Call the 100% hospital")
    package = json.loads((tmp_path / "x.csv.datapackage.json").read_text())
    assert {"tags", "assigned_to", "notes"} <= {f["name"] for f in package["resources"][0]["schema"]["fields"]}
    _, found, _ = marsad("find", "--db", address, "--assigned", "none", "-f", "jsonl")
    assert [json.loads(line)["id"] for line in found.splitlines()] == [other]
    assert "Call the 100% hospital" in marsad("event", one, "--db", address)[1]


def test_they_are_backed_up_checked_and_forgotten(events, tmp_path):
    archive, one, other = events
    pins.put(archive, one, "note", "يذكر اسما سريا", "rana")
    pins.put(archive, one, "tag", "stays", "rana")
    pins.put(archive, other, "tag", "goes", "rana")
    backup(archive, tmp_path / "b.db")
    with open_archive(str(tmp_path / "new.db")) as copy:
        restore(tmp_path / "b.db", copy)
        assert pins.pinned(copy) == pins.pinned(archive) and content(copy)["decisions"] == content(archive)["decisions"]
    gone = [d.id for d in archive.documents() if d.article.url in ("https://a.example/1", "https://c.example/3")]
    for id in gone:
        care.forget(archive, id, "rana")
    (left,) = archive.events()
    assert pins.pinned(archive) == {left.id: pins.Pins(("stays",))}
    assert not any("سريا" in json.dumps(d, ensure_ascii=False, default=str) for d in archive.decisions())
    assert not care.check(archive).faults


def test_who_may(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        filled(archive)
        for name, role in (("vera", "viewer"), ("rana", "reviewer"), ("adam", "admin")):
            add_person(archive, name, role, "a long password")
        id = next(iter(archive.events())).id
        viewer, reviewer, admin = (open_to_others(archive) for _ in range(3))
        for client, name in ((viewer, "vera"), (reviewer, "rana"), (admin, "adam")):
            enter(client, name)
        assert viewer.post(f"/api/events/{id}/notes", json={"text": "x"}).status_code == 403
        assert viewer.get("/api/people").status_code == 403
        assert reviewer.get("/api/people").json() == ["adam", "rana", "vera"]
        done = reviewer.post(f"/api/events/{id}/notes", json={"text": "سؤال للمكتب"}).json()
        number = done["pins"]["notes"][0]["number"]
        assert reviewer.post(f"/api/events/{id}/assign", json={"to": "vera"}).json()["pins"]["assigned"] == ["vera"]
        nobody = reviewer.post(f"/api/events/{id}/assign", json={"to": "zed"}, headers={"accept-language": "ar"})
        assert nobody.status_code == 400 and "القائمة" in nobody.json()["error"]
        assert viewer.get(f"/api/events/{id}").json()["pins"]["notes"][0]["who"] == "rana"
        before = viewer.get(f"/api/events/{id}/stamp").json()
        add_person(archive, "omar", "reviewer", "a long password")
        other = open_to_others(archive)
        enter(other, "omar")
        assert other.post(f"/api/events/{id}/tags", json={"tag": "x"}).status_code == 200
        after = viewer.get(f"/api/events/{id}/stamp").json()
        assert before["stamp"] == after["stamp"] and before["pins"] != after["pins"]
        assert other.post("/api/undo", json={"number": number}).status_code == 403  # another's note is an admin's to take back
        assert admin.post("/api/undo", json={"number": number}).status_code == 200
        assert not viewer.get(f"/api/events/{id}").json()["pins"]["notes"]
