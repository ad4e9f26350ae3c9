"""The filters: one definition for pages, `find`, `export` and saved views; several values; what each of them asks."""

from __future__ import annotations

import csv
import json
from collections import Counter

import pytest
from conftest import command as marsad
from conftest import news
from support.serving import local

from marsad.archive import Filters, open_archive, views
from marsad.archive.filters import SEVERAL, asked_fields, told, without
from marsad.cli.archive import Asked
from marsad.coder import code_article
from marsad.read import article_from_text
from marsad.report.brief import brief, by_time
from marsad.serve.queries.read import View

TEXTS = [
    news(7, url="https://a.example/1"),
    news(9, url="https://b.example/2"),
    news(4, place="نيالا", url="https://c.example/3"),
    article_from_text("قتل ثلاثة أطفال في غارة جوية شنها الجيش السوداني على مدينة كوستي، السبت.", published="2024-06-23", url="https://d.example/4"),
    article_from_text("أعلن الجيش السوداني سيطرته على مدينة سنجة، السبت.", published="2024-11-23", url="https://e.example/5"),
    article_from_text("اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في السودان.", published="2024-08-02", url="https://f.example/6"),
    article_from_text("شنت قوات الدعم السريع هجوما على الجيش السوداني في مدينة بابنوسة، الأحد.", published="2024-08-05", url="https://g.example/7"),
    article_from_text("اندلعت اشتباكات بين قوات الدعم السريع والجيش السوداني، الأربعاء.", published="2024-09-04", url="https://h.example/8"),
]


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "a.db"
    with open_archive(str(path)) as archive:
        archive.add(TEXTS, code_article)
    return path


def test_pages_and_commands_take_the_same_filters():
    names = [name for name, *_ in asked_fields()]
    assert set(View.__struct_fields__) - {"box"} == {"q" if n == "query" else n for n in names}
    assert list(vars(Asked())) == [n for n in names if n != "query"]
    assert all(help.endswith(".") for *_, help in asked_fields()) and set(SEVERAL) < set(names)


ASKINGS = [
    {"type": ["shelling", "airstrike"]}, {"country": ["SD"]}, {"country_basis": ["actors"]}, {"country_basis": ["place"]}, {"deaths": 5}, {"harmed": ["children"]}, {"harmed": ["civilians", "medics"]},
    {"differ": ["deaths"]}, {"differ": ["doer"]}, {"doer": "الجيش السوداني"}, {"target": "الجيش السوداني"}, {"party_only": True}, {"party_only": False},
    {"on_map": False}, {"on_map": True}, {"admin1": ["none"]}, {"admin1": ["North Darfur", "South Darfur"]}, {"reviewed": False}, {"confidence": 0.5},
    {"since": "2024-06-01", "until": "2024-07-01", "deaths": 1}, {"source": "لجان المقاومة"}, {"grade": ["single source", "fair"]},
]  # fmt: skip


@pytest.mark.dear
def test_find_export_and_pages_answer_alike(db, tmp_path):
    answers = {}
    with open_archive(str(db)) as archive, local(archive) as client:
        every = {e.id for e in archive.events()}
        for asked in ASKINGS:
            pairs = [(k, str(v).lower() if isinstance(v, bool) else v) for k, vs in asked.items() for v in (vs if isinstance(vs, list) else [vs])]
            page = {e["id"] for e in client.get("/api/events", params=pairs).json()["events"]}
            options = [part for k, v in pairs for part in _option(k, v)]
            _, out, _ = marsad("find", "--db", db, "--format", "jsonl", *options)
            assert {json.loads(line)["id"] for line in out.splitlines()} == page, asked
            assert marsad("export", "--db", db, "-o", tmp_path / "x.csv", *options)[0] == 0
            rows = list(csv.DictReader((tmp_path / "x.csv").open(encoding="utf-8-sig")))
            assert {row["event_id"] for row in rows} == page, asked
            answers[json.dumps(asked)] = page
    assert {k for k, v in answers.items() if not v} <= {'{"differ": ["doer"]}'}, answers
    assert answers['{"party_only": true}'] | answers['{"party_only": false}'] == every
    assert not answers['{"party_only": true}'] & answers['{"party_only": false}']
    assert answers['{"on_map": true}'] | answers['{"on_map": false}'] == every
    assert len(answers['{"harmed": ["children"]}']) == len(answers['{"differ": ["deaths"]}']) == 1


def _option(name: str, value) -> list[str]:
    flag = "--" + name.replace("_", "-")
    if value in ("true", "false"):
        return [flag if value == "true" else flag.replace("--", "--no-", 1)]
    return [flag, str(value)]


def test_a_value_given_again_is_one_more_and_other_filters_are_given_once(db):
    with open_archive(str(db)) as archive, local(archive) as client:
        both = client.get("/api/events?type=shelling&type=airstrike").json()["total"]
        assert both == client.get("/api/events?type=shelling,airstrike").json()["total"] == 3
        assert client.get("/api/events?type=shelling").json()["total"] == 2
        for wrong, word in (
            ("place=a&place=b", "more than once"),
            ("type=lunch", "lunch"),
            ("harmed=cats", "cats"),
            ("deaths=-1", "deaths"),
            ("country=Sudan", "country"),
        ):
            answer = client.get(f"/api/events?{wrong}")
            assert answer.status_code == 400 and word in answer.json()["error"], answer.text


def test_counts_beside_a_filter_follow_the_others(db):
    with open_archive(str(db)) as archive:
        counts = lambda f, name: {x.value: x.events for x in views.facets(archive, f)[name]}  # noqa: E731
        whole = counts(Filters(), "type")
        assert whole["shelling"] == 2 and whole["airstrike"] == 1
        assert counts(Filters(admin1="North Darfur"), "type") == {"shelling": 1}
        assert counts(Filters(type="shelling"), "type") == whole  # its own choice must not hide the others
        assert "White Nile" not in counts(Filters(type="shelling"), "admin1")


def test_what_no_map_shows_is_counted(db):
    with open_archive(str(db)) as archive:
        every = list(archive.events())
        off = [e for e in every if e.lat is None]
        whole = views.extent(archive, Filters())
        assert (whole.total, whole.off_map) == (len(every), len(off))
        assert whole.off_map_by == dict(Counter(e.country_basis or "none" for e in off))
        for basis, count in whole.off_map_by.items():
            among = Filters(on_map=False, country="none") if basis == "none" else Filters(on_map=False, country_basis=basis)
            assert views.extent(archive, among).total == count
        west, south, east, north = whole.box
        assert all(west <= e.lon <= east and south <= e.lat <= north for e in every if e.lat is not None)
        some = views.extent(archive, Filters(country="SD", admin1="North Darfur"))
        assert some.total == 1 and some.no_admin1 == sum(e.country == "SD" and e.admin1 is None for e in every) > 0
        assert views.extent(archive, Filters(type="riot")).box is None


def test_the_timeline_keeps_to_the_days_asked_for(db):
    with open_archive(str(db)) as archive:
        whole = views.timeline(archive, Filters())
        some = views.timeline(archive, Filters(since="2024-06-15", until="2024-06-30"))
        assert (some.first, some.last) == ("2024-06-15", "2024-06-30") and some.bucket == "day"
        assert {b.start for b in some.bars} <= {f"2024-06-{n}" for n in range(15, 31)}
        assert (whole.first, whole.last) != (some.first, some.last)


def test_a_day_that_no_text_names_is_put_on_the_last_it_can_be_and_told_apart(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add([article_from_text("قصفت قوات الدعم السريع مدينة الفاشر.", published="2024-06-10")], code_article)
        (event,) = archive.events()
        assert not event.dated and event.start < event.end == "2024-06-10"
        (bar,) = views.timeline(archive, Filters()).bars
        assert (bar.start, bar.counts, bar.about) == ("2024-06-10", {}, {"shelling": 1})
        archive.add([article_from_text("قصفت قوات الدعم السريع مدينة نيالا يوم السبت.", published="2024-06-10")], code_article)
        assert [b.counts for b in views.timeline(archive, Filters()).bars] == [{"shelling": 1}, {}]


def test_what_was_on_one_of_some_days_is_certain_of_none_of_them_and_what_lasts_stands_where_it_began(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        text = "قصفت قوات الدعم السريع مدينة الفاشر في مايو الماضي."
        archive.add([article_from_text(text, published="2024-06-20", url="https://x.example/1")], code_article)
        (event,) = archive.events()
        assert (event.dated, event.start, event.end) == (True, "2024-05-01", "2024-05-31")
        bars = lambda: [(b.start, b.counts, b.about) for b in views.timeline(archive, Filters()).bars]  # noqa: E731
        assert bars() == [("2024-05-31", {}, {"shelling": 1})]
        text = "تحاصر قوات الدعم السريع مدينة الفاشر منذ مايو 2024."
        archive.add([article_from_text(text, published="2024-06-20", url="https://x.example/2")], code_article)
        assert bars() == [("2024-05-01", {"siege": 1}, {}), ("2024-05-31", {}, {"shelling": 1})]
        # By months it is certain: all of its days lie in one.
        archive.add([article_from_text("قصفت قوات الدعم السريع مدينة نيالا.", published="2018-06-10", url="https://x.example/3")], code_article)
        assert bars() == [("2018-06-01", {}, {"shelling": 1}), ("2024-05-01", {"shelling": 1, "siege": 1}, {})]
        steps = by_time(brief(archive, "2024-05-01", "2024-06-05", ("SD",), "en"))
        assert steps.unit == "week" and [row[1:] for row in steps.rows if row[1]] == [(1, 0), (1, 1)]


def test_an_older_archive_is_brought_up_to_date_with_what_can_be_asked_now(db):
    from alembic import command
    from alembic.config import Config

    from marsad.archive import engine

    with open_archive(str(db)) as archive:
        asked = [
            Filters(harmed="children"),
            Filters(differ="deaths"),
            Filters(doer="الجيش السوداني"),
            Filters(target="sd.rsf"),
            Filters(party_only=True),
        ]
        before = [[e.id for e in archive.events(f)] for f in asked], views.timeline(archive, Filters())
        config = Config()
        config.set_main_option("script_location", str(engine.Path(engine.__file__).parent / "migrations"))
        with engine.writing(archive.engine) as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0001")
    with open_archive(str(db)) as archive:
        assert ([[e.id for e in archive.events(f)] for f in asked], views.timeline(archive, Filters())) == before
    assert any(before[0])


def test_filters_are_told_and_left_open_by_name():
    f = Filters(type="shelling", deaths=3, country="sd")
    assert told(f) == {"type": ["shelling"], "deaths": 3, "country": ["SD"]}
    assert without(f, "type", "deaths") == Filters(country="SD")
