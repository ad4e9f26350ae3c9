"""Counts by one or two things: what is in every cell is what the filters of that cell keep."""

from __future__ import annotations

import pytest
from support.serving import built, local
from test_profiles import TEXTS

from marsad.archive import Filters, open_archive
from marsad.archive.breakdown import BY, OTHERS, breakdown, values
from marsad.coder import code_article
from marsad.read import article_from_text


@pytest.fixture
def archive(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add(TEXTS, code_article)
        yield archive


def test_every_cell_holds_what_is_counted(archive):
    told = [e for e in archive.events() if e.modality == "asserted"]
    assert len(told) > 1
    for rows in BY:
        for columns in (None, *BY):
            if rows == columns:
                continue
            made = breakdown(archive, Filters(), rows, columns)
            assert made.total.events == len(told)
            for r, total in zip(made.rows, made.totals, strict=True):
                its = [e for e in told if r in values(e, rows)]
                tolls = [e.deaths.best for e in its if e.deaths]  # none is not 0: nobody told how many
                assert (total.events, total.deaths) == (len(its), sum(tolls) if tolls else None), (rows, r)
            for r, line in zip(made.rows, made.cells, strict=True):
                for c, cell in zip(made.columns, line, strict=True):
                    its = [e for e in told if r in values(e, rows) and c in values(e, columns)]
                    tolls = [e.deaths.best for e in its if e.deaths]
                    assert (cell.events, cell.deaths) == (len(its), sum(tolls) if tolls else None)


def test_filters_hold_days_are_in_order_and_what_is_not_told_is_last(archive):
    made = breakdown(archive, Filters(type="shelling"), "month")
    assert made.rows == sorted(made.rows) and made.total.events == len(list(archive.events(Filters(type="shelling"))))
    assert breakdown(archive, Filters(modality="planned"), "type").total.events == 1
    archive.add(
        [article_from_text("اندلعت اشتباكات بين قوات الدعم السريع والجيش السوداني، الأربعاء.", published="2024-09-04", url="https://z.example/1")],
        code_article,
    )
    assert breakdown(archive, Filters(), "admin1").rows[-1] == ""


def test_what_has_no_column_is_counted_together(archive):
    months = [
        article_from_text(f"قصفت قوات الدعم السريع مدينة {town} يوم 3 مايو.", published="2024-05-04", url=f"https://p.example/{n}")
        for n, town in enumerate(
            ("الأبيض", "كوستي", "سنجة", "مليط", "كادقلي", "الدلنج", "ربك", "بارا", "الرهد", "القضارف", "كسلا", "عطبرة", "شندي", "دنقلا")
        )
    ]
    archive.add(months, code_article)
    made = breakdown(archive, Filters(), "type", "place")
    assert made.columns[-1] == OTHERS and len(made.columns) == 13
    shelled = made.cells[made.rows.index("shelling")]
    assert sum(c.events for c in shelled) == made.totals[made.rows.index("shelling")].events


@built
def test_it_is_asked_for_by_address(archive):
    with local(archive) as client:
        made = client.get("/api/breakdown?rows=doer&columns=type&country=SD").json()
        assert "Rapid Support Forces" in made["rows"] and made["names"]["Rapid Support Forces"] == "قوات الدعم السريع"
        assert client.get("/api/breakdown?rows=lunch").status_code == 400
