"""Actors and places: what an archive tells of each, doer and target apart."""

from __future__ import annotations

import pytest
from conftest import news
from support.serving import built, local

from marsad.archive import open_archive, profiles
from marsad.coder import code_article
from marsad.read import article_from_text

TEXTS = [
    news(7, url="https://a.example/1"),
    news(4, place="نيالا", published="2024-07-17", url="https://c.example/3"),
    article_from_text("شنت قوات الدعم السريع هجوما على الجيش السوداني في مدينة بابنوسة، الأحد.", published="2024-08-05", url="https://g.example/7"),
    article_from_text("قتل ثلاثة أطفال في غارة جوية شنها الجيش السوداني على مدينة نيالا، السبت.", published="2024-06-23", url="https://d.example/4"),
    article_from_text("أعلنت قوات الدعم السريع سيطرتها على مدينة نيالا، السبت.", published="2023-10-28", url="https://e.example/5"),
    article_from_text("يعتزم الجيش السوداني شن هجوم على مدينة نيالا.", published="2024-09-01", url="https://h.example/8"),
]


@pytest.fixture
def archive(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add(TEXTS, code_article)
        yield archive


def test_an_actors_deeds_and_what_was_done_to_it_are_apart(archive):
    told = [e for e in archive.events() if e.modality == "asserted"]
    for id in ("sd.rsf", "sd.army"):
        p = profiles.of_actor(archive, id)
        did = [e for e in told if id in e.doer_ids]
        bore = [e for e in told if id in e.target_ids]
        assert (p.did, p.suffered, p.events) == (len(did), len(bore), len({e.id for e in did + bore}))
        tolls = [e.deaths.best for e in {e.id: e for e in did + bore}.values() if e.deaths]
        assert p.deaths == (sum(tolls) if tolls else None)  # none told is not 0
        assert sum(r.did for r in p.types) == p.did and sum(r.did for r in p.months) == p.did
        assert [r.value for r in p.months] == sorted(r.value for r in p.months)
    army = profiles.of_actor(archive, "sd.army")
    assert army.suffered >= 1 and any(r.value == "Rapid Support Forces" and r.suffered for r in army.counterparts)
    assert any(e.modality != "asserted" for e in army.recent)  # shown, never counted
    rsf = profiles.of_actor(archive, "sd.rsf")
    assert [s.place_en for s in rsf.stays] == ["Nyala"] and not army.stays


def test_a_part_of_a_name_is_not_the_actor(archive):
    assert profiles.of_actor(archive, "sd.rs").events == 0


def test_a_place_has_its_events_who_did_them_and_who_held_it(archive):
    p = profiles.of_place(archive, "Nyala")
    assert p.events == sum(e.place_en == "Nyala" and e.modality == "asserted" for e in archive.events()) >= 3
    assert {r.value for r in p.counterparts} >= {"Rapid Support Forces", "Sudanese Armed Forces"}
    assert [(s.holder_id, s.state) for s in p.stays] == [("sd.rsf", "held")] and p.stays[0].claims
    assert profiles.of_place(archive, "Nowhere").events == 0


@built
def test_they_are_asked_for_by_address(archive):
    with local(archive) as client:
        whole = client.get("/api/actors/sd.div22").json()
        assert [a["id"] for a in whole["above"]] == ["sd.army"]
        assert "sd.div22" in {a["id"] for a in client.get("/api/actors/sd.army").json()["below"]}
        assert client.get("/api/actors/none").status_code == 404
        assert client.get("/api/places/Nyala").json()["events"] >= 3
