"""Many claims at once: chosen, looked at, decided, taken back with one undo."""

from __future__ import annotations

import pytest
from support.serving import built, local

from marsad.archive import Filters, batch, desk, open_archive
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.lexicon import load
from marsad.read import article_from_text

# The same words in twenty articles, each of another town's day: they name the army, and a reviewer knows that it is another force.
TEXTS = [
    article_from_text(f"قصف الجيش السوداني مدينة {town} يوم {day} يونيو.", published=f"2024-06-{day + 1:02}", url=f"https://a.example/{town}{day}")
    for day in range(3, 13)
    for town in ("الفاشر", "نيالا")
]


@pytest.fixture
def archive(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add(TEXTS, code_article)
        yield archive


def _doers(archive) -> set[str]:
    return {id for e in archive.events() for id in e.doer_ids}


def test_a_wrong_actor_is_corrected_on_twenty_claims_and_one_undo_takes_all_back(archive):
    found = list(batch.chosen(archive, Filters(), "الجيش السوداني"))
    assert len(found) == 20
    to = load().actor_by_id["sd.rsf"]
    number, events = batch.decide_many(archive, [id for id, *_ in found], "correct", "rana", "كلها", lambda c: batch.renamed(c, "الجيش السوداني", to))
    assert _doers(archive) == {"sd.rsf"} and set(events) == {e.id for e in archive.events()}
    rows = desk.log(archive)
    assert len(rows) == 20 and rows[0]["fields"] == {"agents": [["Sudanese Armed Forces"], ["Rapid Support Forces"]]}
    back = desk.undo(archive, "rana", number)
    assert len(back.claims) == 20 and _doers(archive) == {"sd.army"}
    assert len(desk.log(archive, limit=500)) == 40  # nothing is taken out of the log
    with pytest.raises(InputError):
        desk.undo(archive, "rana")


def test_it_is_kept_when_the_articles_are_coded_again(archive):
    to = load().actor_by_id["sd.rsf"]
    batch.decide_many(
        archive,
        [id for id, *_ in batch.chosen(archive, Filters(), "الجيش السوداني")],
        "correct",
        "rana",
        None,
        lambda c: batch.renamed(c, "الجيش السوداني", to),
    )
    archive.add(TEXTS[:5], code_article)
    assert _doers(archive) == {"sd.rsf"}


def test_claims_are_chosen_by_filters_of_events_too(archive):
    assert len(list(batch.chosen(archive, Filters(place="نيالا")))) == 10
    some = list(batch.chosen(archive, Filters(admin1="North Darfur", since="2024-06-05"), "الجيش السوداني"))
    assert 0 < len(some) < 10
    assert not list(batch.chosen(archive, Filters(), "الجيش السوري"))


def test_all_or_none(archive):
    ids = [id for id, *_ in batch.chosen(archive, Filters())]
    for wrong in ([*ids, "none:1"], []):
        with pytest.raises(InputError):
            batch.decide_many(archive, wrong, "reject", "rana")
    assert not desk.log(archive) and len(list(archive.events())) > 0
    number, events = batch.decide_many(archive, ids, "reject", "rana")
    assert not list(archive.events()) and not events
    desk.undo(archive, "rana", number)
    assert len(list(archive.claims())) == len(ids) and list(archive.events())


@built
def test_a_batch_is_looked_at_and_decided_by_the_api(archive):
    with local(archive) as client:
        asked = {"view": {"place": "نيالا"}, "words": "الجيش السوداني", "to": "sd.rsf"}
        shown = client.post("/api/batch/preview", json=asked).json()
        assert len(shown["rows"]) == 10 and not shown["more"] and not desk.log(archive)
        assert shown["rows"][0]["fields"]["agents"][1] == ["Rapid Support Forces"] and shown["rows"][0]["sentence_ar"]
        told = {"claims": [r["id"] for r in shown["rows"][:3]], "verdict": "correct", "words": "الجيش السوداني", "to": "sd.rsf"}
        done = client.post("/api/batch", json=told).json()
        assert len(done["events"]) == 3 and len(desk.log(archive)) == 3
        assert "Rapid Support Forces" in archive.claims_of(told["claims"])[0][2].gloss_en
        back = client.post("/api/undo", json={"number": done["number"]}).json()
        assert len(back["undone"]["claims"]) == 3
        for wrong in ({**told, "words": None}, {**told, "to": "nobody"}, {**told, "claims": []}, {**told, "words": "كلمة أخرى"}):
            assert client.post("/api/batch", json=wrong).status_code == 400, wrong


@built
def test_who_holds_a_place_has_a_queue_of_its_own(archive):
    archive.add(
        [article_from_text("تخضع مدينة الفاشر لسيطرة الجيش السوداني، السبت.", published="2024-06-22", url="https://x.example/1")], code_article
    )
    with local(archive) as client:
        (one,) = client.get("/api/control/queue").json()
        assert one["claim"]["kind"] == "control"
        client.post(f"/api/claims/{one['id']}/accept", json={})
        assert client.get("/api/control/queue").json() == []
