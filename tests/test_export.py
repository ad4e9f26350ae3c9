"""Exports: columns, formulas, geometry, ACLED's codes, the filters."""

from __future__ import annotations

import csv
import json

import pytest

from marsad.archive import Filters, open_archive
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.export import export
from marsad.export.acled import COLUMNS
from marsad.export.rows import safe
from marsad.lexicon.tables import table
from marsad.lexicon.types import types
from marsad.read.article import article_from_text

NEWS = [
    ("https://a.example/1", "2017-10-26", "أعلن الجيش السوري أن قواته تتقدم نحو مدينة البوكمال من مدينة الميادين."),
    ("https://a.example/2", "2024-06-12", "قتل سبعة مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة الفاشر الثلاثاء."),
    ("https://b.example/3", "2024-06-12", "قتل تسعة مدنيين في قصف لقوات الدعم السريع على مدينة الفاشر الثلاثاء، وفق شبكة أطباء السودان."),
    ("https://b.example/4", "2017-11-09", "سيطر الجيش السوري على مدينة البوكمال الأربعاء."),
    ("https://b.example/5", "2025-10-27", "سيطرت قوات الدعم السريع على مدينة بارا الأحد."),
    ("https://b.example/6", "2025-10-27", "قد تسيطر قوات الدعم السريع على مدينة الأبيض."),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with open_archive(str(tmp_path_factory.mktemp("export") / "a.db")) as archive:
        archive.add([article_from_text(t, url=u, published=d) for u, d, t in NEWS], code_article)
        yield archive


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_events_as_csv_lead_to_their_claims(archive, tmp_path):
    count = export(archive, "csv", "events", Filters(), tmp_path / "e.csv")
    found = rows(tmp_path / "e.csv")
    assert len(found) == count
    (shelling,) = [r for r in found if r["type"] == "shelling"]
    assert (shelling["deaths_min"], shelling["deaths_max"], shelling["sources"], shelling["grade"]) == (
        "7",
        "9",
        "2",
        "fair",
    )
    ids = shelling["claim_ids"].split("; ")
    export(archive, "csv", "claims", Filters(), tmp_path / "c.csv")
    assert set(ids) <= {r["claim_id"] for r in rows(tmp_path / "c.csv")}
    assert "deaths: 7 / 9" in shelling["disagreements"]


def test_claims_carry_evidence_and_rule(archive, tmp_path):
    export(archive, "csv", "claims", Filters(type="shelling"), tmp_path / "c.csv")
    made = rows(tmp_path / "c.csv")
    assert made
    for row in made:
        assert row["type"] == "shelling"
        assert row["rule"] and row["evidence"] and int(row["evidence_start"]) < int(row["evidence_end"])


@pytest.mark.parametrize("cell", ["=cmd()", "+1", "-1", "@x", "\tx", "\rx"])
def test_formulas_are_neutralised(cell):
    assert safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", [-3.5, 7, None, "الفاشر", "a=b"])
def test_other_cells_stay(cell):
    assert safe(cell) == cell


def test_geojson_has_points_and_movements(archive, tmp_path):
    count = export(archive, "geojson", "events", Filters(country="SY"), tmp_path / "e.geojson")
    found = json.loads((tmp_path / "e.geojson").read_text("utf-8"))
    assert len(found["features"]) == count
    (line,) = [f for f in found["features"] if f["geometry"]["type"] == "LineString"]
    assert (line["properties"]["from_en"], line["properties"]["to_en"]) == ("Al-Mayadin", "Al-Bukamal")
    for feature in found["features"]:
        if feature["geometry"]["type"] == "Point":
            lon, lat = feature["geometry"]["coordinates"]
            assert 35 < lon < 43 and 32 < lat < 38
            assert feature["properties"]["grade"]


def test_parquet(archive, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet", reason="Parquet needs pyarrow")
    count = export(archive, "parquet", "events", Filters(), tmp_path / "e.parquet")
    assert pq.read_table(tmp_path / "e.parquet").num_rows == count


def test_acled_columns_and_codes(archive, tmp_path):
    export(archive, "acled", "events", Filters(), tmp_path / "a.csv")
    found = rows(tmp_path / "a.csv")
    assert tuple(found[0]) == COLUMNS
    by_id = {(r["location"], r["sub_event_type"]): r for r in found}
    strike = by_id["El Fasher", "Shelling/artillery/missile attack"]
    assert (strike["event_type"], strike["iso"], strike["country"], strike["fatalities"]) == (
        "Explosions/Remote violence",
        "729",
        "Sudan",
        strike["fatalities"],
    )
    assert strike["fatalities"] in ("7", "9") and "reports: 7, 9" in strike["notes"]
    assert strike["time_precision"] == strike["geo_precision"] == "1"
    assert ("Al-Bukamal", "Government regains territory") in by_id
    assert any(sub == "Non-state actor overtakes territory" for _, sub in by_id)
    assert not any(r["location"] == "El Obeid" for r in found)  # what is only possible did not happen


def test_every_type_of_events_has_its_counterpart():
    made = {id for id, traits in types().items() if traits.family}
    assert made == {row["type"] for row in table("acled")["event"]}


def test_what_a_format_cannot_hold(archive, tmp_path):
    with pytest.raises(InputError):
        export(archive, "acled", "claims", Filters(), tmp_path / "x.csv")
    assert not list(tmp_path.iterdir())
