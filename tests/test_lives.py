"""Ids that last: through second reports, edits, merges and splits; a table of what replaced what; changes since a moment."""

from __future__ import annotations

import csv

import pytest

from marsad.archive import open_archive
from marsad.archive.desk import regroup
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.export import export_changes
from marsad.read.article import article_from_text

SHELLING = "قتل سبعة مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة الفاشر الثلاثاء."
SECOND = "قتل سبعة مدنيين في قصف لقوات الدعم السريع على مدينة الفاشر الثلاثاء، وفق شبكة أطباء السودان."
OTHER = "سيطرت قوات الدعم السريع على مدينة بارا الثلاثاء، بحسب مصدر محلي."


@pytest.fixture
def archive(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        yield archive


def put(archive, text, url="https://a.example/1"):
    archive.add([article_from_text(text, url=url, published="2024-06-12")], code_article)


def ids(archive):
    return {e.type: e.id for e in archive.events()}


def changes(archive, moment):
    return {(c.change, c.event_id, c.replaced_by) for c, _ in archive.changes(moment)}


def now(archive):
    import datetime as dt
    import time

    moment = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    time.sleep(0.002)
    return moment


def test_a_second_report_keeps_the_id_whatever_its_own(archive):
    for n in range(6):  # among six, one claim's id sorts before the first's
        put(archive, SECOND.replace("الثلاثاء", "يوم الثلاثاء") if n else SHELLING, f"https://{n}.example/{n}")
        if n == 0:
            first = ids(archive)["shelling"]
    assert ids(archive) == {"shelling": first}


def test_an_edit_keeps_the_id(archive):
    put(archive, SHELLING)
    first = ids(archive)["shelling"]
    moment = now(archive)
    put(archive, SHELLING.replace("سبعة", "تسعة"))
    assert ids(archive)["shelling"] == first and archive.event(first).deaths.best == 9
    assert changes(archive, moment) == {("changed", first, None)}


def test_a_merge_keeps_the_older_and_a_split_gives_the_other_its_own(archive):
    put(archive, SHELLING)
    put(archive, SHELLING.replace("الفاشر", "نيالا"), "https://b.example/2")
    by_claim = {c: e.id for e in archive.events() for c in e.claims}
    (one, other), born = by_claim, _born(archive)
    older, newer = sorted((by_claim[one], by_claim[other]), key=born.__getitem__)
    moment = now(archive)
    regroup(archive, "merge", [one], [other], "me")
    assert [e.id for e in archive.events()] == [older]
    assert changes(archive, moment) == {("changed", older, None), ("gone", newer, older)}
    assert archive.event(newer).id == older
    regroup(archive, "split", [one], [other], "me")
    assert older in {e.id for e in archive.events()} and len(set(ids(archive).values()) | {e.id for e in archive.events()}) == 2


def _born(archive):
    import sqlalchemy as sa

    from marsad.archive.schema import life

    with archive.engine.connect() as connection:
        return {r.id: r.born for r in connection.execute(sa.select(life))}


def test_what_is_gone_says_so(archive):
    put(archive, SHELLING)
    put(archive, OTHER, "https://c.example/3")
    gone = ids(archive)["shelling"]
    moment = now(archive)
    put(archive, "زار الوزير معرض الكتاب في العاصمة وألقى كلمة عن القراءة.")
    assert changes(archive, moment) == {("gone", gone, None)}
    assert archive.event(gone) is None


def test_changes_as_csv(archive, tmp_path):
    put(archive, SHELLING)
    moment = now(archive)
    put(archive, OTHER, "https://c.example/3")
    assert export_changes(archive, "csv", moment, tmp_path / "c.csv") == 1
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["change"], row["type"], row["replaced_by"]) == ("new", "capture", "")
    assert row["event_id"] == ids(archive)["capture"]
    assert export_changes(archive, "csv", now(archive), tmp_path / "none.csv") == 0


@pytest.mark.parametrize(("format", "moment", "says"), [("acled", "2024-01-01", "csv or parquet"), ("csv", "yesterday", "no day or time")])
def test_bad_asking_is_one_sentence(archive, tmp_path, format, moment, says):
    with pytest.raises(InputError, match=says):
        export_changes(archive, format, moment, tmp_path / "x")
    assert not (tmp_path / "x").exists()
