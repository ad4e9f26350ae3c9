"""The archive, on SQLite and on a real PostgreSQL server: revisions, search, decisions, two writers, killed writers."""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest
import sqlalchemy as sa
from conftest import ROOT, article_texts, news
from conftest import command as run
from support import writer

from marsad.archive import Archive, Filters, open_archive, store
from marsad.archive.desk import decide
from marsad.archive.engine import make_engine
from marsad.archive.schema import metadata
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.events import group, records_of
from marsad.read.article import article_from_text


def counts(archive: Archive) -> tuple[int, ...]:
    s = archive.status()
    return s["article"], s["revision"], s["claim"], s["event"]


def test_the_same_twice_changes_nothing_and_a_change_is_a_revision(archive):
    assert archive.add([news()], code_article) == (1, 0, 0)
    before = counts(archive)
    assert archive.add([news()], code_article) == (0, 0, 1)
    assert counts(archive) == before
    assert archive.add([news(9)], code_article) == (0, 1, 0)
    assert counts(archive)[:2] == (1, 2)
    (event,) = archive.events(Filters(type="shelling"))
    assert event.deaths.best == 9


def test_search_finds_every_spelling(archive):
    archive.add(
        [
            news(place="الفاشر"),
            article_from_text("وصلت تعزيزات للجيش العراقي إلى محافظة والأنبار وتقدمت نحو القائم.", published="2017-10-26", url="https://b.example/2"),
        ],
        code_article,
    )
    for query in ("اﻷنبار", "الانبار", "بالأنبار", "الأَنْبـار"):
        assert [d.article.url for d in archive.documents(Filters(query=query))] == ["https://b.example/2"], query
    assert [d.article.url for d in archive.documents(Filters(query='"قوات الدعم السريع" فاشر'))] == ["https://a.example/1"]
    assert list(archive.documents(Filters(query="بغداد"))) == []


def test_filters(archive):
    archive.add([news(url="https://a.example/1"), news(place="نيالا", published="2024-07-03", url="https://b.example/2")], code_article)
    where = lambda **f: sorted(e.place_en for e in archive.events(Filters(**f)))  # noqa: E731
    assert where() == ["El Fasher", "Nyala"]
    assert where(place="نيالا") == where(place="nyala") == where(since="2024-06-20") == ["Nyala"]
    assert where(until="2024-06-20") == where(outlet="a.example") == ["El Fasher"]
    assert where(country="SD", type="shelling", actor="sd.rsf", modality="asserted") == ["El Fasher", "Nyala"]
    assert where(country="SY") == where(grade="confirmed") == []
    assert len(list(archive.events(Filters(limit=1)))) == 1
    assert len(list(archive.claims(Filters(type="shelling", query="الفاشر")))) == 1


def test_events_of_many_articles_state_who_says_what(archive):
    archive.add(
        [
            news(7, url="https://a.example/1"),
            news(9, source="شبكة أطباء السودان", url="https://b.example/2"),
            news(9, source="شبكة أطباء السودان", url="https://c.example/3"),
        ],
        code_article,
    )
    (event,) = archive.events()
    assert len(event.claims) == 3
    assert event.sources == 2  # two outlets quote one office
    assert (event.deaths.best, event.deaths.min, event.deaths.max) == (9, 7, 9)
    assert event.grade == "fair"
    assert {d.about for d in event.disagreements} == {"deaths"}
    assert event.pairs and all(m.score >= 0.62 and m.parts for m in event.pairs)


def test_a_rejected_claim_makes_no_event_and_stays_rejected(archive):
    archive.add([news(7, url="https://a.example/1"), news(9, url="https://b.example/2")], code_article)
    (event,) = archive.events()
    decide(archive, event.claims[0], "reject", "salma", "another day")
    (left,) = archive.events()
    assert left.claims == event.claims[1:]
    with archive.engine.begin() as connection:
        connection.execute(sa.text("UPDATE revision SET lexicon = 'older'"))
    assert archive.recode(code_article) == 2
    (after,) = archive.events()
    assert after.claims == left.claims
    assert [(d["who"], d["verdict"]) for d in archive.decisions()] == [("salma", "reject")]
    assert archive.recode(code_article) == 0


def test_coding_anew_has_a_budget_and_leaves_the_article_as_it_was(archive):
    archive.add([news(7, url="https://a.example/1")], code_article)
    before = [c.id for _, _, c in archive.claims()]
    with archive.engine.begin() as connection:
        connection.execute(sa.text("UPDATE revision SET lexicon = 'older'"))

    def slow(article):
        while True:
            pass

    faults = []
    assert archive.recode(slow, on_fault=faults.append, budget=0.3) == 0
    assert len(faults) == 1 and [c.id for _, _, c in archive.claims()] == before


def test_incremental_is_the_same_as_at_once_in_any_order(archive, lexicon):
    days = ["الأحد", "الاثنين", "الثلاثاء"]
    batch = [
        news(n % 4 + 3, place, days[n % 3], ["لجان المقاومة", "شبكة أطباء السودان", "مصدر طبي"][n % 3], "2024-06-12", f"https://{n % 5}.example/{n}")
        for n, place in enumerate(["الفاشر", "نيالا", "الفاشر", "الفاشر", "زالنجي", "الفاشر", "نيالا", "الجنينة", "الفاشر", "نيالا"] * 2)
    ]
    at_once = group(r for a in batch for r in records_of(code_article(a, lexicon)) if r.family)
    want = sorted(tuple(r.id for r in g) for g in at_once)
    random.Random(3).shuffle(batch)
    for article in batch:
        archive.add([article], code_article)
    got = sorted(tuple(sorted(e.claims)) for e in archive.events())
    assert got == want


def test_every_row_names_its_makers(archive):
    archive.add([news()], code_article)
    with archive.engine.connect() as connection:
        for table in ("revision", "claim", "event"):
            made = connection.execute(sa.text(f"SELECT program, lexicon FROM {table}")).all()
            assert made and all(program and len(lexicon) == 20 for program, lexicon in made)


def test_the_migrations_make_the_tables_that_the_program_knows(address):
    engine = make_engine(address)
    found = sa.inspect(engine)
    assert len(metadata.sorted_tables) > 8
    for table in metadata.sorted_tables:
        assert {c["name"] for c in found.get_columns(table.name)} == {c.name for c in table.columns}
        assert {i.name for i in table.indexes} <= {i["name"] for i in found.get_indexes(table.name)}
    make_engine(address).dispose()  # opening again changes nothing
    engine.dispose()


@pytest.mark.slow
def test_two_writers_and_a_reader_lose_nothing(address, coder):
    open_archive(address).close()
    writers = [_start(address, first, 60) for first in (0, 1000)]
    seen = []
    with open_archive(address) as reader:
        while any(w.is_alive() for w, _ in writers):
            s = reader.status()
            seen.append(s["article"])
            assert s["revision"] == s["article"]
            time.sleep(0.05)
        assert [w.exitcode for w, _ in writers] == [0, 0]
        assert seen == sorted(seen)
        assert reader.status()["article"] == 120
        assert not _half_stored(reader)


@pytest.mark.slow
def test_killed_again_and_again_nothing_is_half_stored(address, coder, monkeypatch):
    """Kill -9 at random points of an `add`, twenty times while it stores new articles, then let one end that begins anew. Those that are killed
    begin two batches before the first that is not stored: to pass over all that is there takes longer than to store what is new. Batches are
    short, so that what is looked through after each kill stays small."""
    monkeypatch.setattr(store, "BATCH", 10)
    open_archive(address).close()
    draw = random.Random(7)
    last = 0
    for _ in range(20):
        process, told = _start(address, max(0, last - 2 * store.BATCH), 2500, light=True)
        for _ in range(draw.randint(1, 2)):
            while told.recv() == 0:
                pass
        time.sleep(draw.random() * 0.04)
        process.kill()
        process.join()
        with open_archive(address) as archive:
            assert not _half_stored(archive)
            now = archive.status()["article"]
            assert now > last
            last = now
    whole = last + 3 * store.BATCH
    process, _ = _start(address, 0, whole, light=True)
    process.join(300)
    assert process.exitcode == 0
    with open_archive(address) as archive:
        assert archive.status()["article"] == archive.status()["revision"] == whole
        assert not _half_stored(archive)


@pytest.fixture
def coder(lexicon):
    """What writers need is loaded, so that those forked from this process begin at once."""
    code_article(writer.article(0))


def _start(address: str, first: int, count: int, light: bool = False) -> tuple[BaseProcess, Connection]:
    """A writer in a process of its own, and what it tells of each batch."""
    forked = multiprocessing.get_context("fork")
    told, tells = forked.Pipe(duplex=False)
    process = forked.Process(target=writer.write, args=(address, first, count, light, tells))
    process.start()
    tells.close()
    return process, told


def _half_stored(archive: Archive) -> list[str]:
    """What a torn write would leave: articles without text or words to search, claims without article, events or blocks."""
    questions = {
        "article without revision": "SELECT count(*) FROM article a LEFT JOIN revision r ON r.article_id = a.id AND r.n = a.revision WHERE r.n IS NULL",
        "article not searchable": "SELECT count(*) FROM article a WHERE a.id NOT IN (SELECT article_id FROM search)",
        "claim without article": "SELECT count(*) FROM claim WHERE article_id NOT IN (SELECT id FROM article)",
        "claim without event": "SELECT count(*) FROM claim WHERE record IS NOT NULL AND event_id IS NULL",
        "claim of no event": "SELECT count(*) FROM claim WHERE event_id IS NOT NULL AND event_id NOT IN (SELECT id FROM event)",
        "event without claims": "SELECT count(*) FROM event WHERE id NOT IN (SELECT event_id FROM claim WHERE event_id IS NOT NULL)",
        "block without claim": "SELECT count(*) FROM block WHERE claim_id NOT IN (SELECT id FROM claim)",
    }
    with archive.engine.connect() as connection:
        return [what for what, sql in questions.items() if connection.scalar(sa.text(sql))]


# -- what users meet ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["mysql://x/y", "postgresql://nobody@127.0.0.1:1/none"])
def test_wrong_addresses_say_what_to_do(wrong):
    with pytest.raises(InputError):
        open_archive(wrong)


def test_a_file_that_is_no_archive(tmp_path):
    (tmp_path / "a.db").write_text("not a database at all, but long enough to be taken for one" * 50)
    with pytest.raises(InputError, match="cannot be opened"):
        open_archive(str(tmp_path / "a.db"))


def test_the_commands(tmp_path):
    (tmp_path / "n.txt").write_text("\n\n".join(article_texts(1)), "utf-8")
    assert run("status", cwd=tmp_path)[0] == 2
    status, _, err = run("add", "n.txt", "--published", "2023-04-16", "--samples", cwd=tmp_path)
    count = 1 + len((ROOT / "src/marsad/samples/articles.jsonl").read_text("utf-8").splitlines())
    assert status == 0 and f"{count} new article(s)" in err
    assert f"{count} as they were" in run("add", "n.txt", "--published", "2023-04-16", "--samples", cwd=tmp_path)[2]
    status, out, _ = run("status", cwd=tmp_path)
    assert status == 0 and f"{count} articles" in out
    status, out, _ = run("find", "البوكمال", "-f", "jsonl", cwd=tmp_path)
    assert status == 0
    import json

    events = [json.loads(line) for line in out.splitlines()]
    assert any(e["place_en"] == "Al-Bukamal" for e in events)
    status, out, _ = run("event", events[0]["id"], cwd=tmp_path)
    assert status == 0 and "grade:" in out
    for kind in ("claims", "articles"):
        assert run("find", "--kind", kind, cwd=tmp_path)[0] == 0
    assert run("event", "nothing", cwd=tmp_path)[0] == 2
    status, out, _ = run("control", "--on", "2030-01-01", cwd=tmp_path)
    assert status == 0 and "place(s)" in out
    assert "0 article(s) coded again" in run("recode", cwd=tmp_path)[2]


def test_bad_askings_are_one_sentence_and_text_is_never_markup(tmp_path):
    text = "سقط 3 قتلى [/b] :smile: في قصف مدفعي شنته قوات الدعم السريع، السبت، على مدينة الفاشر [red]."
    (tmp_path / "n.txt").write_text(text, "utf-8")
    assert run("add", "n.txt", "--published", "2024-06-10", cwd=tmp_path)[0] == 0
    for asked in (("find",), ("find", "--kind", "claims"), ("find", "--kind", "articles"), ("code", "n.txt"), ("explain", "n.txt")):
        status, _, err = run(*asked, cwd=tmp_path)
        assert status == 0, (asked, err)
    assert "[/b]" in run("explain", "n.txt", cwd=tmp_path)[1]
    assert run("find", "--limit", "0", cwd=tmp_path)[0] != 0
    assert run("find", "--type", "airstrik", cwd=tmp_path)[0] != 0
    for target in (".", "n.txt/x.csv"):
        status, _, err = run("export", "-o", target, cwd=tmp_path)
        assert status == 2 and err.count("\n") == 1 and "Traceback" not in err


def test_places_and_actors_are_found_by_their_own_names(archive):
    archive.add([news(place="أم روابة"), news(place="الفاشر", url="https://b.example/2")], code_article)
    where = lambda **f: [e.place_en for e in archive.events(Filters(**f))]  # noqa: E731
    assert where(place="ام روابه") == ["Umm Ruwaba"]
    assert where(actor="Fasher") == []  # a place is no actor
    assert len(where(actor="rapid support")) == len(where(actor="الدعم السريع")) == 2


def test_a_rejected_holder_holds_nothing(archive):
    from marsad.archive.control import control_on

    archive.add(
        [article_from_text("يسيطر تنظيم داعش على مدينة البوكمال منذ سنوات.", published="2017-10-20", url="https://a.example/1")], code_article
    )
    (stay,) = control_on(archive, "2017-11-01")
    assert stay.holder == "Islamic State"
    decide(archive, stay.claims[0], "reject", "salma", "an old map")
    assert control_on(archive, "2017-11-01") == []
