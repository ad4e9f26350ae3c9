"""The desk's decisions on SQLite and PostgreSQL: each keeps its place in the log, survives re-coding, and can be taken back."""

from __future__ import annotations

import msgspec
import pytest
import sqlalchemy as sa
from conftest import news

from marsad.archive import Filters, desk, open_archive, views
from marsad.archive.control import timelines
from marsad.archive.desk import Changed, decide, regroup, undo
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.model import Count
from marsad.read.article import article_from_text


def two(archive):
    archive.add([news(7, url="https://a.example/1"), news(9, url="https://b.example/2")], code_article)
    (event,) = archive.events()
    return event


def recoded(archive):
    with archive.engine.begin() as connection:
        connection.execute(sa.text("UPDATE revision SET lexicon = 'older'"))
    assert archive.recode(code_article) > 0


def test_an_accepted_event_is_reviewed_and_leaves_the_queue(archive):
    event = two(archive)
    queue = lambda: views.page(archive, Filters(reviewed=False), "queue")  # noqa: E731
    assert queue().total == 1
    for claim in event.claims:
        decide(archive, claim, "accept", "salma")
    assert queue().total == 0 and views.page(archive, Filters(reviewed=True)).total == 1
    recoded(archive)
    assert queue().total == 0


def test_a_correction_survives_recoding_and_can_be_taken_back(archive):
    archive.add([news(7)], code_article)
    (event,) = archive.events()
    ((id, _, claim),) = archive.claims_of(event.claims)
    told = msgspec.structs.replace(claim, type="airstrike", deaths=Count(5, 5))
    assert decide(archive, id, "correct", "salma", "aircraft", told, {"type": ["shelling", "airstrike"]}) == [event.id]
    for _ in range(2):
        (after,) = archive.events()
        assert (after.type, after.deaths.best) == ("airstrike", 5)
        assert [c.type for c in archive.document(id.rpartition(":")[0]).claims] == ["airstrike"]
        recoded(archive)
    undo(archive, "salma")
    (back,) = archive.events()
    assert (back.type, back.deaths.best) == ("shelling", 7)
    log = desk.log(archive)
    assert [(r["verdict"], r["undone"]) for r in log] == [("undo", False), ("correct", True)]
    assert log[1]["fields"] == {"type": ["shelling", "airstrike"]} and log[1]["reason"] == "aircraft"


def test_a_correction_outlives_the_claim_that_it_corrected(archive):
    archive.add([news(7)], code_article)
    ((id, _, claim),) = archive.claims()
    decide(archive, id, "correct", "salma", told=msgspec.structs.replace(claim, type="airstrike"))
    with archive.engine.begin() as connection:
        connection.execute(sa.text("UPDATE revision SET lexicon = 'older'"))
    nothing = lambda article: msgspec.structs.replace(code_article(article), claims=())  # noqa: E731
    assert archive.recode(nothing) == 1  # as if the new lexicon no longer knew the words
    (event,) = archive.events()
    assert event.type == "airstrike"


def test_an_added_claim_makes_an_event_and_is_not_doubled(archive):
    archive.add([news(7)], code_article)
    ((id, article, claim),) = archive.claims()
    doc = archive.document(article)
    at = doc.text.index("مدينة")
    told = msgspec.structs.replace(
        claim, id="h1", type="displacement", trigger=msgspec.structs.replace(claim.trigger, start=at, end=at + 5, text="مدينة"), rule="reviewer"
    )
    decide(archive, f"{article}:h1", "add", "salma", told=told)
    assert sorted(e.type for e in archive.events()) == ["displacement", "shelling"]
    recoded(archive)
    assert sorted(e.type for e in archive.events()) == ["displacement", "shelling"]
    undo(archive, "salma")
    assert [e.type for e in archive.events()] == ["shelling"]
    assert id in {c for c, *_ in archive.claims()}


def test_split_and_merge(archive):
    event = two(archive)
    one, other = event.claims
    apart = regroup(archive, "split", [one], [other], "salma", "two strikes")
    assert len(apart) == len(list(archive.events())) == 2
    archive.add([news(8, url="https://c.example/3")], code_article)  # a third report joins one of them, never both
    assert sorted(len(e.claims) for e in archive.events()) == [1, 2]
    recoded(archive)
    assert sorted(len(e.claims) for e in archive.events()) == [1, 2]
    merged = regroup(archive, "merge", [one], [other], "salma")
    assert len(merged) == 1 and len(archive.event(merged[0]).claims) >= 2
    assert {one, other} <= set(archive.event(merged[0]).claims)
    undo(archive, "salma")
    undo(archive, "salma")
    (back,) = archive.events()
    assert len(back.claims) == 3


def test_events_of_two_places_can_be_made_one_and_stay_one(archive):
    archive.add([news(7, url="https://a.example/1"), news(7, place="نيالا", url="https://b.example/2")], code_article)
    a, b = archive.events()
    (merged,) = regroup(archive, "merge", a.claims, b.claims, "salma")
    assert len(archive.event(merged).claims) == 2
    archive.add([news(8, url="https://c.example/3")], code_article)
    (event,) = archive.events()
    assert len(event.claims) == 3
    recoded(archive)
    assert len(list(archive.events())) == 1
    undo(archive, "salma")
    assert sorted(len(e.claims) for e in archive.events()) == [1, 2]


def test_nothing_is_overwritten_silently(archive):
    event = two(archive)
    stamp = desk.stamp(archive, event.id)
    decide(archive, event.claims[0], "accept", "salma", seen=(event.id, stamp))
    with pytest.raises(Changed):
        decide(archive, event.claims[0], "reject", "omar", seen=(event.id, stamp))
    assert len(desk.log(archive)) == 1
    decide(archive, event.claims[0], "reject", "omar", seen=(event.id, desk.stamp(archive, event.id)))
    assert len(desk.log(archive)) == 2
    archive.add([news(8, url="https://c.example/3")], code_article)
    with pytest.raises(Changed):
        regroup(archive, "split", event.claims[:1], event.claims[1:], "omar", seen=[(event.id, stamp)])


def test_wrong_decisions_are_refused(archive):
    event = two(archive)
    with pytest.raises(InputError, match="no claim"):
        decide(archive, "nothing:1", "accept", "salma")
    with pytest.raises(InputError, match="each side"):
        regroup(archive, "merge", event.claims, event.claims[:1], "salma")
    with pytest.raises(InputError, match="nothing to take back"):
        undo(archive, "salma")


def test_a_corrected_holder_changes_the_ledger(archive):
    archive.add([article_from_text("سيطر الجيش السوداني على مدينة سنجة، السبت.", published="2024-11-24", url="https://a.example/1")], code_article)
    ((id, *_),) = [c for c in archive.claims() if c[2].type == "capture"]
    (stays,) = timelines(archive).values()
    assert stays[0].holder == "Sudanese Armed Forces" and stays[0].names["Sudanese Armed Forces"] == "الجيش السوداني"
    decide(archive, id, "reject", "salma")
    for claim_id, _, c in archive.claims():
        if c.kind == "control":
            decide(archive, claim_id, "reject", "salma")
    assert timelines(archive) == {}


def test_decisions_on_many_events_leave_what_merging_all_at_once_gives(archive, lexicon):
    """After splits, merges and their undoing the archive holds the events that it would hold without them."""
    articles = [news(n, place=p, url=f"https://{n}{k}.example/") for n in (3, 5) for k, p in enumerate(("الفاشر", "نيالا", "الفاشر"))]
    archive.add(articles, code_article)
    before = {e.claims for e in archive.events()}
    events = list(archive.events())
    regroup(archive, "merge", events[0].claims, events[-1].claims, "salma")
    many = max(archive.events(), key=lambda e: len(e.claims))
    regroup(archive, "split", many.claims[:1], many.claims[1:], "salma")
    undo(archive, "salma")
    undo(archive, "salma")
    assert {e.claims for e in archive.events()} == before


def test_the_map_counts_every_event_once(archive):
    archive.add([news(3, place=p, url=f"https://{n}.example/") for n, p in enumerate(("الفاشر", "نيالا", "الخرطوم", "البوكمال"))], code_article)
    total = views.page(archive, Filters()).total
    for zoom in (0, 3, 6, 12):
        assert sum(c.events for c in views.map_view(archive, Filters(), zoom).clusters) == total
    inside = views.map_view(archive, Filters(box=(24.0, 13.0, 26.0, 14.0)), 8).clusters
    assert [(c.events, c.type) for c in inside] == [(1, "shelling")]
    line = views.timeline(archive, Filters())
    assert sum(sum(b.counts.values()) for b in line.bars) + line.undated == total
    assert {f.value for f in views.facets(archive)["country"]} == {"SD", "SY"}


def test_arrows_are_those_of_the_newest_movements_and_are_not_sought_among_all_events(archive):
    archive.add(
        [
            article_from_text(f"تقدمت قوات الدعم السريع من مدينة سنجة نحو مدينة سنار، {day}.", published="2024-06-23", url=f"https://{n}.example/")
            for n, day in enumerate(("الأحد", "الجمعة", "الثلاثاء"))
        ],
        code_article,
    )
    every = [e for e in archive.events() if e.moves]
    newest = sorted(every, key=lambda e: (e.start or "", e.id), reverse=True)
    assert len({e.start for e in every}) == 3
    for most in (1, 2, 3, 9):
        assert [m.event for m in views.map_view(archive, Filters(), 3, most).moves] == [e.id for e in newest[:most] for _ in e.moves]
    if archive.engine.dialect.name != "sqlite":
        return
    with archive.engine.connect() as connection:
        told = str(views.moving_query(connection, Filters(actor="army"), 150).compile(archive.engine, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}")]
    assert any("event_moving" in step for step in plan) and not any("event_when" in step or step == "SCAN event" for step in plan), plan


def test_pages_of_events_hold_each_once(archive):
    archive.add(
        [
            news(n, place=p, day=d, url=f"https://{n}{p}{d}.example/")
            for n, p in enumerate(("الفاشر", "نيالا", "الخرطوم"))
            for d in ("السبت", "الأحد")
        ],
        code_article,
    )
    seen, offset = [], 0
    while offset is not None:
        page = views.page(archive, Filters(), offset=offset, limit=2)
        seen += [e.id for e in page.events]
        offset = page.next
    assert len(seen) == len(set(seen)) == page.total == len(list(archive.events()))


def test_the_address_opens_twice(address):
    told = []
    for _ in range(2):
        opened = open_archive(address)
        told.append(opened.status())
        opened.close()
    assert told[0] == told[1] and told[0]["article"] == 0


def test_decisions_are_exported_as_gold_and_as_proposals(archive, tmp_path):
    import json
    import tomllib

    from marsad.evaluate import score
    from marsad.export import export

    archive.add(
        [news(7, url="https://a.example/1"), news(4, place="نيالا", url="https://b.example/2"), news(2, place="الخرطوم", url="https://c.example/3")],
        code_article,
    )
    rows = list(archive.claims())
    (id, article, claim), (other, _, _), _ = rows
    doc = archive.document(article)
    at = doc.text.index("مدنيين")
    target = msgspec.structs.replace(claim.agents[0], start=at, end=at + 6, text="مدنيين")
    decide(archive, id, "correct", "salma", told=msgspec.structs.replace(claim, type="airstrike", targets=(target,)))
    decide(archive, other, "reject", "salma")
    assert export(archive, "gold", "events", Filters(), tmp_path / "gold.jsonl") == 2  # the third is not decided on
    gold = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text("utf-8").splitlines()]
    mine = next(g for g in gold if g["id"] == article)
    assert [e["type"] for e in mine["events"]] == ["airstrike"] and mine["relevant"]
    rejected = next(g for g in gold if g["id"] != article)
    assert not rejected["events"] and not rejected["relevant"]
    right = {article: [msgspec.to_builtins(c) for c in archive.document(article).claims], rejected["id"]: []}
    assert score(gold, right).figures["conflict_events"].f == 1.0
    assert export(archive, "proposals", "events", Filters(), tmp_path / "p.toml") == 3
    told = tomllib.loads((tmp_path / "p.toml").read_text("utf-8"))
    assert told["trigger"][0]["means"] == "airstrike" and told["actor"][0]["words"] == "مدنيين"
    assert told["wrong"][0]["rejected_of"][0] == 1
    with pytest.raises(InputError):
        export(archive, "gold", "events", Filters(country="SD"), tmp_path / "x")
