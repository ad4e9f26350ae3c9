"""Formats of the field's tools: columns as their codebooks have them, files that readers other than ours open, and what goes with each."""

import csv
import json
import re
import shutil
import sqlite3
import struct
import subprocess
import xml.etree.ElementTree as ET

import msgspec
import pytest

from marsad.archive import Filters, open_archive
from marsad.cli import app
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.export import FORMATS, export
from marsad.export.acled import acled_row
from marsad.export.rows import event_row, outlets_of, safe
from marsad.export.schemes import GDELT, POLECAT, UCDP, fips, gdelt_row, iso3, number_of, polecat_row, priogrid, quad_of
from marsad.lexicon.tables import table
from marsad.model import EVENT_TYPES
from marsad.read import article_from_text

TEXTS = [
    "قصفت قوات الدعم السريع مدينة الأبيض بالمدفعية أمس وقتلت 6 مدنيين وأصابت 11 آخرين، بحسب شبكة أطباء السودان.",
    "اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في مدينة الفاشر أمس وقتل 4 جنود.",
    "قصفت طائرات إسرائيلية بلدة الخيام جنوبي لبنان فجر اليوم وقتلت 3 أشخاص.",
    "انسحبت قوات الدعم السريع من مدينة ود مدني إلى مدينة الحصاحيصا أمس.",
    "دعت فرنسا الجيش السوداني إلى وقف إطلاق النار.",
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with open_archive(str(tmp_path_factory.mktemp("a") / "a.db")) as made:
        made.add((article_from_text(t, published="2025-05-06") for t in TEXTS), code_article)
        yield made


def rows(path, delimiter=","):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def written(archive, tmp_path, format, **more):
    path = tmp_path / f"out.{format}"
    count = export(archive, format, "events", Filters(), path, **more)
    return path, count


@pytest.mark.parametrize("format", [f for f in FORMATS if f not in ("gold", "proposals")])
def test_every_format_is_written_and_holds_something(archive, tmp_path, format):
    if format in ("parquet", "geoparquet"):
        pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    path, count = written(archive, tmp_path, format)
    assert count >= 2 and path.stat().st_size > 200
    assert not list(tmp_path.glob("*.part"))


# -- schemes ------------------------------------------------------------------------------------------------------------


def test_columns_are_those_of_the_codebooks():
    assert (len(UCDP), len(POLECAT), len(GDELT)) == (49, 40, 58)
    assert UCDP[5] == "type_of_violence" and UCDP[-2:] == ("gwnoa", "gwnob")
    assert GDELT[25:31] == ("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale")
    assert GDELT[5] == "Actor1Code" and GDELT[49:51] == ("ActionGeo_Type", "ActionGeo_FullName") and GDELT[-1] == "SOURCEURL"


def test_ucdp_has_those_killed_by_whom(archive, tmp_path):
    path, count = written(archive, tmp_path, "ucdp")
    found = {r["where_coordinates"]: r for r in rows(path)}
    shelled = found["El Obeid"]
    assert (shelled["side_a"], shelled["best"], shelled["low"], shelled["high"]) == ("Rapid Support Forces", "6", "6", "6")
    assert (shelled["type_of_violence"], shelled["side_b"], shelled["deaths_civilians"]) == ("3", "Civilians", "6")
    assert (shelled["where_prec"], shelled["date_prec"], shelled["date_start"]) == ("1", "1", "2025-05-05")
    fought = next(r for place, r in found.items() if "Fasher" in place)
    assert fought["type_of_violence"] == "1"
    assert {fought["side_a"], fought["side_b"]} == {"Rapid Support Forces", "Sudanese Armed Forces"}
    assert all(int(r["best"]) >= 1 for r in found.values())
    assert count == len(found)


def test_polecat_and_gdelt_have_their_codes(archive, tmp_path):
    path, _ = written(archive, tmp_path, "polecat")
    one = next(r for r in rows(path, "\t") if r["Placename"] == "El Obeid")
    assert (one["Event Type"], one["Event Mode"], one["Quad Code"], one["Country"]) == ("ASSAULT", "heavy-weapons", "MATERIAL CONFLICT", "SDN")
    assert (one["Intensity"], one["Contexts"]) == ("-9.5", "military")
    assert (one["Actor Country"], one["Primary Actor Sector"]) == ("SDN", "REB")
    path, _ = written(archive, tmp_path, "gdelt")
    two = next(r for r in rows(path, "\t") if r["ActionGeo_FullName"].startswith("El Obeid"))
    assert (two["EventCode"], two["EventRootCode"], two["QuadClass"], two["SQLDATE"]) == ("194", "19", "4", "20250505")
    assert (two["ActionGeo_CountryCode"], two["Actor1CountryCode"]) == ("SU", "SDN")  # FIPS of a place, CAMEO's of an actor
    assert float(two["ActionGeo_Lat"]) == pytest.approx(13.18, abs=0.1)


def test_every_type_has_a_place_in_the_table():
    t = table("schemes")
    assert [r["type"] for r in t["event"]] == [name for name in EVENT_TYPES if name in {r["type"] for r in t["event"]}]
    assert {r["type"] for r in t["event"]} == set(EVENT_TYPES)
    assert all(quad_of(r["cameo"]) in (1, 2, 3, 4) and -10 <= r["gold"] <= 10 for r in t["event"])
    assert set(t["ucdp"]) <= set(EVENT_TYPES)


def test_every_plover_code_is_of_the_manual():
    t = table("schemes")
    used = {tuple(r["plover"][:2]) for r in t["event"] if r["plover"][0]}
    for category, mode in used:
        assert -10 <= t["plover"][category]["score"][mode] <= 10, (category, mode)
        assert t["plover"][category]["quad"].split()[1] in ("COOPERATION", "CONFLICT")
    assert {c for c, _ in used} == set(t["plover"])
    by_type = {r["type"]: r for r in t["event"]}
    assert by_type["negotiation"]["plover"][1] == "" and by_type["release"]["plover"][:2] == ["RETREAT", "release"]


def test_the_letters_of_places_are_gdelts():
    assert (fips("SD", "Khartoum"), fips("PS", "Gaza Strip"), fips("PS", "West Bank"), fips("XX", None), fips(None, None)) == (
        "SU",
        "GZ",
        "WE",
        "",
        "",
    )
    assert set(table("schemes")["iso3"]) == {code.split(".")[0] for code in table("schemes")["fips"]}


def test_numbers_of_the_schemes():
    assert (priogrid(-90, -180), priogrid(90, 180), priogrid(0.1, 0.1)) == (1, 259200, 180 * 720 + 361)
    assert number_of("e0123456789ab") == number_of("e0123456789ab") < 10**10
    assert (iso3("SD"), iso3("XX"), iso3(None)) == ("SDN", "XX", "")


# -- maps ---------------------------------------------------------------------------------------------------------------


def test_geojson_holds_points_and_lines_or_either(archive, tmp_path):
    kinds = {}
    for geometry in ("both", "points", "lines"):
        path, count = written(archive, tmp_path, "geojson", geometry=geometry)
        found = json.loads(path.read_text("utf-8"))["features"]
        assert len(found) == count
        kinds[geometry] = {f["geometry"]["type"] for f in found}
        for f in found:
            assert f["properties"]["grade"] and "start" in f["properties"] and "end" in f["properties"]
    assert kinds == {"both": {"Point", "LineString"}, "points": {"Point"}, "lines": {"LineString"}}


def test_a_geopackage_has_two_layers_of_right_geometry(archive, tmp_path):
    path, count = written(archive, tmp_path, "gpkg")
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    layers = dict(db.execute("SELECT table_name, geometry_type_name FROM gpkg_geometry_columns"))
    assert layers == {"events": "POINT", "movements": "LINESTRING"}
    n = sum(db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in layers)
    assert n == count
    (blob,) = db.execute("SELECT geom FROM events WHERE place_en = 'El Obeid'").fetchone()
    assert blob[:2] == b"GP" and struct.unpack("<i", blob[4:8]) == (4326,)
    assert struct.unpack("<2d", blob[13:29]) == pytest.approx((30.22, 13.18), abs=0.1)
    db.close()


@pytest.mark.parametrize("format", ["gpkg", "geojson", "kml"])
def test_gdal_reads_what_maps_are_made_of(archive, tmp_path, format):
    if shutil.which("ogrinfo") is None:
        pytest.skip("GDAL's ogrinfo is not installed")
    path, count = written(archive, tmp_path, format)
    out = subprocess.run(["ogrinfo", "-so", "-al", str(path)], capture_output=True, text=True, check=True).stdout
    assert sum(map(int, re.findall(r"Feature Count: (\d+)", out))) == count and "WGS 84" in out
    if format == "gpkg":
        assert "Geometry: Point" in out and "Geometry: Line String" in out


def test_kml_is_xml_with_the_days(archive, tmp_path):
    path, count = written(archive, tmp_path, "kml")
    ns = {"k": "http://www.opengis.net/kml/2.2"}
    marks = ET.parse(path).getroot().findall(".//k:Placemark", ns)
    assert len(marks) == count
    assert all(m.find("k:TimeSpan/k:begin", ns) is not None for m in marks)


def test_geoparquet_names_its_geometry(archive, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet", reason="Parquet needs pyarrow")
    path, count = written(archive, tmp_path, "geoparquet")
    found = pq.read_table(path)
    about = json.loads(found.schema.metadata[b"geo"])
    assert about["version"] == "1.1.0" and about["columns"]["geometry"]["encoding"] == "WKB"
    assert found.num_rows == count
    assert struct.unpack("<BI", found["geometry"][0].as_py()[:5]) == (1, 1)


@pytest.mark.parametrize("format", ["geojson", "gpkg", "geoparquet"])
def test_geopandas_reads_it(archive, tmp_path, format):
    geopandas = pytest.importorskip("geopandas", reason="geopandas is not installed")
    path, _ = written(archive, tmp_path, format)
    frame = geopandas.read_parquet(path) if format == "geoparquet" else geopandas.read_file(path)
    # GeoParquet's default is the same datum with its axes in the order of its coordinates.
    assert frame.crs.to_authority() == (("OGC", "CRS84") if format == "geoparquet" else ("EPSG", "4326"))
    assert frame.geometry.notna().all()


def test_duckdb_and_pandas_read_the_tables(archive, tmp_path):
    path, count = written(archive, tmp_path, "csv")
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    assert len(pandas.read_csv(path)) == count
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    path, count = written(archive, tmp_path, "parquet")
    assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(count,)]


# -- sheets -------------------------------------------------------------------------------------------------------------


def test_a_workbook_has_the_events_and_their_evidence(archive, tmp_path):
    import openpyxl

    path, count = written(archive, tmp_path, "xlsx")
    book = openpyxl.load_workbook(path, read_only=True)
    assert book.sheetnames == ["events", "evidence"]
    events, evidence = (list(s.iter_rows(values_only=True)) for s in book.worksheets)
    assert len(events) == count + 1
    ids = {r[events[0].index("event_id")] for r in events[1:]}
    told = {r[evidence[0].index("event_id")]: r[evidence[0].index("evidence")] for r in evidence[1:]}
    assert set(told) == ids and any("مدينة الأبيض" in text for text in told.values())


def test_hxl_has_its_tags_in_the_second_row(archive, tmp_path):
    path, count = written(archive, tmp_path, "hxl")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, tags, *found = csv.reader(file)
    assert len(found) == count and len(head) == len(tags) == len(found[0])
    assert all(t.startswith("#") for t in tags)
    assert {"#date+start", "#geo+lat", "#country+code+v_iso2", "#affected+killed"} <= set(tags)


def test_hxls_own_library_reads_the_tags(archive, tmp_path):
    hxl = pytest.importorskip("hxl", reason="libhxl is not installed")
    path, count = written(archive, tmp_path, "hxl")
    found = hxl.data(str(path), hxl.InputOptions(allow_local=True))
    assert len(list(found)) == count
    assert {"#date", "#geo", "#country", "#affected", "#event"} <= {column.tag for column in found.columns}


def test_jsonld_is_a_graph_of_events(archive, tmp_path):
    path, count = written(archive, tmp_path, "jsonld")
    graph = json.loads(path.read_text("utf-8"))
    assert graph["@context"]["@vocab"] == "https://schema.org/" and len(graph["@graph"]) == count
    assert {n["@type"] for n in graph["@graph"]} == {"Event"}


@pytest.mark.parametrize("sign", "=+-@\t\r＝＋－＠")
def test_cells_that_a_spreadsheet_would_run_are_quoted(sign):
    assert safe(f"{sign}cmd|x") == f"'{sign}cmd|x"
    assert safe("cmd") == "cmd" and safe(-3) == -3


def test_at_sea_the_country_is_the_body_of_water(tmp_path):
    with open_archive(str(tmp_path / "sea.db")) as sea:
        sea.add([article_from_text("استهدف الحوثيون بالصواريخ سفينة شحن في خليج عدن أمس.", published="2025-05-06")], code_article)
        path, count = written(sea, tmp_path, "acled")
    assert count == 1
    assert [(r["country"], r["iso"]) for r in rows(path)] == [("Gulf of Aden", "")]


def named(archive):
    """An event of the archive, to be changed, and what the schemes' rows ask for."""
    event = next(e for e in archive.events() if e.place_en == "El Obeid")
    return event, (lambda name: None), (lambda code: "Sudan")


@pytest.mark.parametrize(("group", "called"), [("soldiers", "Military Forces (Sudan)"), ("police", "Police Forces (Sudan)")])
def test_soldiers_and_police_are_no_civilians(archive, group, called):
    event, *ask = named(archive)
    killed = msgspec.structs.replace(event.harm[0], group=group)
    row = acled_row(msgspec.structs.replace(event, type="killing", harm=(killed,), target=()), *ask)
    assert (row["event_type"], row["actor2"], row["inter2"], row["civilian_targeting"]) == ("Battles", called, 1, "")
    civil = acled_row(msgspec.structs.replace(event, type="killing", target=()), *ask)
    assert (civil["event_type"], civil["actor2"], civil["inter2"]) == ("Violence against civilians", "Civilians (Sudan)", 7)


def test_a_toll_of_many_months_is_no_event_of_a_day(archive):
    event, *ask = named(archive)
    long = msgspec.structs.replace(event, start="2024-01-01", end="2025-05-05")
    for row_of in (acled_row, polecat_row, gdelt_row):
        assert row_of(event, *ask) is not None and row_of(long, *ask) is None


def test_an_unknown_outlet_is_empty(archive, tmp_path):
    path, _ = written(archive, tmp_path, "acled")
    assert {r["source"] for r in rows(path)} == {""}
    for e in archive.events():
        assert outlets_of(e) == [] and event_row(e)["outlets"] == ""
        named = msgspec.structs.replace(e, outlets=("صوت الميدان", "0123456789abcdef"))
        assert outlets_of(named) == ["صوت الميدان"]


# -- what goes with a file ----------------------------------------------------------------------------------------------


def test_the_dictionary_knows_every_column(archive):
    columns = table("columns")["event"]
    events = list(archive.events())
    assert events
    for e in events:
        assert set(event_row(e)) - set(columns) == set()


def test_a_package_goes_with_the_file(archive, tmp_path):
    out = tmp_path / "x.csv"
    args = ["export", "-o", str(out), "--db", str(archive.engine.url.database), "--country", "SD"]
    assert app(args, result_action="return_value") == 0
    package = json.loads((tmp_path / "x.csv.datapackage.json").read_text("utf-8"))
    (resource,) = package["resources"]
    assert resource["path"] == "x.csv" and resource["rows"] == len(rows(out)) and resource["hash"].startswith("sha256:")
    assert package["marsad"]["query"] == {"country": ["SD"]} and package["marsad"]["program"] and package["licenses"]
    fields = {f["name"]: f for f in resource["schema"]["fields"]}
    assert fields["deaths"]["description"] and fields["deaths"]["hxl"] == "#affected+killed"


def test_formats_that_there_are_not_are_named(archive, tmp_path):
    with pytest.raises(InputError, match="is no format; give one of csv"):
        export(archive, "dbf", "events", Filters(), tmp_path / "x")
    with pytest.raises(InputError, match="holds events"):
        export(archive, "kml", "claims", Filters(), tmp_path / "x")
