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
from marsad.export import FORMATS, export, schemes
from marsad.export.acled import acled_row, sides_of
from marsad.export.rows import claim_row, event_row, outlets_of, safe
from marsad.export.schemes import active, fips, gdelt_row, iso3, number_of, polecat_row, priogrid, quad_of, ucdp_row
from marsad.lexicon import load
from marsad.lexicon.tables import table
from marsad.model import EVENT_TYPES, Actor
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


# The lists as the public files have them, not as the code does: UCDP GED 24.1 and 25.1 (GEDEvent_v25_1.csv), ACLED's files since 2023
# (and acledR's sample), POLECAT's files, GDELT 1.0's daily files (CSV.header.dailyupdates).
HEADERS = {
    "ucdp": "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name "
    "side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline "
    "source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region "
    "event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob",
    "acled": "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 "
    "interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes "
    "fatalities tags timestamp",
    "polecat": "Event_ID Event_Date Event_Type Event_Mode Intensity Quad_Code Contexts Actor_Name Actor_Country Actor_COW Primary_Actor_Sector Actor_Sectors "
    "Actor_Title Actor_Name_Raw Wikipedia_Actor_ID Recipient_Name Recipient_Country Recipient_COW Primary_Recipient_Sector Recipient_Sectors "
    "Recipient_Title Recipient_Name_Raw Wikipedia_Recipient_ID Placename City District Province Country Latitude Longitude GeoNames_ID Raw_Placename "
    "Feature_Type Source Publication_Date Story_People Story_Organizations Story_Locations Language Version",
    "gdelt": "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode "
    "Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode "
    "Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent "
    "EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type Actor1Geo_FullName "
    "Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName "
    "Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName "
    "ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL",
}


@pytest.mark.parametrize("format", HEADERS)
def test_columns_are_those_of_the_public_files(archive, tmp_path, format):
    path, _ = written(archive, tmp_path, format)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file, delimiter="\t" if format in ("polecat", "gdelt") else ","))
    assert [name.replace(" ", "_") for name in header] == HEADERS[format].split()


def test_ucdp_has_those_killed_by_whom(archive, tmp_path):
    path, count = written(archive, tmp_path, "ucdp")
    found = {r["where_coordinates"]: r for r in rows(path)}
    shelled = found["El Obeid"]
    assert (shelled["side_a"], shelled["best"], shelled["low"], shelled["high"]) == ("Rapid Support Forces", "6", "6", "6")
    assert (shelled["type_of_violence"], shelled["side_b"], shelled["deaths_civilians"]) == ("3", "Civilians", "6")
    assert shelled["conflict_name"] == shelled["dyad_name"] == "Rapid Support Forces - Civilians"
    assert (shelled["where_prec"], shelled["date_prec"], shelled["date_start"], shelled["event_clarity"]) == ("1", "1", "2025-05-05", "1")
    assert (shelled["country"], shelled["country_id"], shelled["gwnoa"]) == ("Sudan", "625", "")
    fought = next(r for place, r in found.items() if "Fasher" in place)
    assert (fought["type_of_violence"], fought["side_a"], fought["side_b"]) == ("1", "Government of Sudan", "Rapid Support Forces")
    assert (fought["gwnoa"], fought["gwnob"], fought["conflict_name"]) == ("625", "", "")
    assert (fought["deaths_a"], fought["deaths_b"], fought["deaths_civilians"], fought["deaths_unknown"]) == ("4", "0", "0", "0")
    assert all(int(r["best"]) >= 1 for r in found.values())
    assert count == len(found)


# Who is killed, who fights, and what UCDP has: the type of violence, the sides, dead of side a, of side b, civilians, of unknown status.
UCDP_CASES = [
    ("soldiers", (), ("1", "Government of Sudan", "Rapid Support Forces", 6, 0, 0, 0)),
    ("fighters", (), ("2", "Rapid Support Forces", "", 0, 0, 0, 6)),
    ("people", (), ("3", "Rapid Support Forces", "Civilians", 0, 0, 0, 6)),
    ("fighters", ("Sudanese Armed Forces",), ("1", "Government of Sudan", "Rapid Support Forces", 0, 6, 0, 0)),
    ("civilians", ("Sudanese Armed Forces",), ("1", "Government of Sudan", "Rapid Support Forces", 0, 0, 6, 0)),
    ("civilians", ("SPLM-N",), ("2", "Rapid Support Forces", "SPLM-N", 0, 0, 6, 0)),
]


@pytest.mark.parametrize(
    ("number", "region"),
    [(2, "Americas"), (365, "Europe"), (625, "Africa"), (652, "Middle East"), (700, "Asia"), (627, ""), (None, "")],
)
def test_ucdp_s_region_is_told_by_the_country_s_number(number, region):
    assert schemes._region(number) == region


@pytest.mark.parametrize(("group", "targets", "wanted"), UCDP_CASES)
def test_ucdp_takes_a_government_first_and_dead_civilians_leave_a_fight_a_fight(archive, group, targets, wanted):
    event, _, country_of = named(archive)
    kinds = {"Rapid Support Forces": "rebel_group", "Sudanese Armed Forces": "state_forces", "SPLM-N": "rebel_group"}

    def actors(name):
        return Actor(id=name, name_ar=name, name_en=name, kind=kinds[name], country="SD") if name in kinds else None

    killed = msgspec.structs.replace(event.harm[0], what="killed", group=group, best=6, among=False)
    voices = tuple(msgspec.structs.replace(event.doer[0], value=name) for name in targets)
    row = ucdp_row(msgspec.structs.replace(event, harm=(killed,), target=voices), actors, country_of)
    cells = (str(row["type_of_violence"]), row["side_a"], row["side_b"], *(row[f"deaths_{who}"] for who in ("a", "b", "civilians", "unknown")))
    assert cells == wanted
    assert sum(cells[3:]) == row["best"]


def test_ucdp_tells_how_well_place_day_and_incident_are_known(archive):
    event, *ask = named(archive)

    def codes(**changed):
        row = ucdp_row(msgspec.structs.replace(event, **changed), *ask)
        return row["where_prec"], row["date_prec"], row["event_clarity"]

    places = ("site", "area", "district", "governorate", "region", "country")
    assert [codes(precision=p)[0] for p in places] == [1, 2, 3, 4, 5, 6]
    assert codes(country=None)[0] == 7  # a sea is no country's
    starts = ("2025-05-05", "2025-04-30", "2025-04-29", "2025-04-05", "2024-05-06")
    assert [codes(start=day, end="2025-05-05")[1:] for day in starts] == [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2)]


def test_polecat_and_gdelt_have_their_codes(archive, tmp_path):
    path, _ = written(archive, tmp_path, "polecat")
    one = next(r for r in rows(path, "\t") if r["Placename"] == "El Obeid")
    assert (one["Event Type"], one["Event Mode"], one["Quad Code"], one["Country"]) == ("ASSAULT", "heavy-weapons", "MATERIAL CONFLICT", "SDN")
    assert (one["Intensity"], one["Contexts"]) == ("-9.5", "military")
    assert (one["Actor Country"], one["Primary Actor Sector"]) == ("SDN", "REB")
    path, _ = written(archive, tmp_path, "gdelt")
    two = next(r for r in rows(path, "\t") if r["ActionGeo_FullName"].startswith("El Obeid"))
    assert (two["EventCode"], two["EventRootCode"], two["QuadClass"], two["SQLDATE"]) == ("194", "19", "4", "20250505")
    assert two["FractionDate"] == "2025.3425"  # 125/365; its own files have 2014.7233 for 24 September
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
    assert set(table("schemes")["gw"]) >= set(table("schemes")["iso3"]) - {"PS"}  # no state of Gleditsch and Ward's list
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


@pytest.mark.parametrize(
    ("words", "called", "inter"),
    [("مسلحون", "Unidentified Armed Group (Sudan)", 3), ("مهاجمين", "Unidentified Armed Group (Sudan)", 3), ("حريق", "حريق", 0)],
)
def test_gunmen_without_a_name_are_called_as_acled_calls_them(archive, words, called, inter):
    event, *ask = named(archive)
    row = acled_row(msgspec.structs.replace(event, type="armed_attack", doer=(msgspec.structs.replace(event.doer[0], value=words),)), *ask)
    assert (row["actor1"], row["inter1"]) == (called, inter)


# What is told, who of it, and what ACLED has: event and sub-event type, actor1, inter1, actor2, associated, inter2, interaction, targeting.
GROUP = "Unidentified Armed Group (Sudan)"
CIVIL = "Civilians (Sudan)"
POLICE, MILITARY = "Police Forces (Sudan)", "Military Forces (Sudan)"
ACLED_CASES = [
    ("armed_attack", "", "سبعة من عناصر الشرطة", "members", ("Battles", "Armed clash", GROUP, 3, POLICE, "", 1, 13, "")),
    ("killing", "مجهولون", "ضابط شرطة", "officers", ("Battles", "Armed clash", GROUP, 3, POLICE, "", 1, 13, "")),
    ("killing", "مسلحون", "ضابطا", "officers", ("Battles", "Armed clash", GROUP, 3, MILITARY, "", 1, 13, "")),
    ("bombing", "", "دورية للجيش", "", ("Explosions/Remote violence", "Remote explosive/landmine/IED", GROUP, 3, MILITARY, "", 1, 13, "")),
    ("airstrike", "", "تسعة مسلحين", "gunmen", ("Explosions/Remote violence", "Air/drone strike", "", 0, GROUP, "", 3, 30, "")),
    ("killing", "RSF", "أسرى", "", ("Violence against civilians", "Attack", "RSF", 2, CIVIL, "", 7, 27, "Civilian targeting")),
    ("armed_attack", "RSF", "قاضيا", "", ("Violence against civilians", "Attack", "RSF", 2, CIVIL, "", 7, 27, "Civilian targeting")),
    ("armed_attack", "RSF", "حارس أمن", "", ("Battles", "Armed clash", "RSF", 2, "", "", 0, 20, "")),
    ("shelling", "RSF", "ثلاث ممرضات", "", ("Explosions/Remote violence", "Shelling/artillery/missile attack", "RSF", 2, CIVIL, "", 7, 27, "Civilian targeting")),
    ("shelling", "RSF", "SAF", "civilians", ("Explosions/Remote violence", "Shelling/artillery/missile attack", "RSF", 2, "SAF", CIVIL, 1, 12, "")),
    ("clash", "RSF", "SAF", "civilians", ("Battles", "Armed clash", "RSF", 2, "SAF", "", 1, 12, "")),
    ("clash", "RSF", "", "soldiers", ("Battles", "Armed clash", "RSF", 2, MILITARY, "", 1, 12, "")),
    ("clash", "RSF", "", "", ("Battles", "Armed clash", "RSF", 2, GROUP, "", 3, 23, "")),
    ("shelling", "Abroad", "", "", ("Explosions/Remote violence", "Shelling/artillery/missile attack", "Abroad", 8, "", "", 0, 80, "")),
    ("capture", "Abroad", "", "", ("Battles", "Non-state actor overtakes territory", "Abroad", 8, "", "", 0, 80, "")),
    ("capture", "SAF", "", "", ("Battles", "Government regains territory", "SAF", 1, "", "", 0, 10, "")),
    ("crackdown", "SAF", "", "demonstrators", ("Protests", "Excessive force against protesters", "Protesters (Sudan)", 6, "SAF", "", 1, 16, "Civilian targeting")),
    ("crackdown", "SAF", "", None, ("Protests", "Protest with intervention", "Protesters (Sudan)", 6, "SAF", "", 1, 16, "")),
    ("protest", "Union", "SAF", None, ("Protests", "Peaceful protest", "Protesters (Sudan)", 6, "", "", 0, 60, "")),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "doer", "target", "group", "wanted"), ACLED_CASES)
def test_acled_has_its_own_words_for_who_took_part(archive, type_, doer, target, group, wanted):
    event, _, country_of = named(archive)
    kinds = {"RSF": ("rebel_group", "SD"), "SAF": ("state_forces", "SD"), "Abroad": ("state_forces", "TR"), "Union": ("organisation", "SD")}
    known = {name: Actor(id=name, name_ar=name, name_en=name, kind=kind, country=country) for name, (kind, country) in kinds.items()}
    killed = msgspec.structs.replace(event.harm[0], what="killed", group=group or "people", best=2, among=False)
    changed = msgspec.structs.replace(
        event,
        type=type_,
        doer=tuple(msgspec.structs.replace(event.doer[0], value=name) for name in [doer] if name),
        target=tuple(msgspec.structs.replace(event.doer[0], value=name) for name in [target] if name),
        harm=() if group is None else (killed,),
        deaths=None if group is None else event.deaths,
        injured=None if group is None else event.injured,
        names={name: name for name in known},
    )
    row = acled_row(changed, known.get, country_of)
    cells = ["event_type", "sub_event_type", "actor1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"]
    assert tuple(row[cell] for cell in cells) == wanted
    assert row["assoc_actor_1"] == ("Union" if doer == "Union" else "")


@pytest.mark.parametrize(
    ("day", "doers", "one", "two"),
    [
        ("2024-12-02", ["sd.jointforce", "sd.rsf", "sd.army"], ["sd.army", "sd.jointforce"], ["sd.rsf"]),
        ("2023-06-02", ["sd.jointforce", "sd.rsf", "sd.army"], ["sd.army"], ["sd.jointforce", "sd.rsf"]),  # before they were allies
        ("2024-12-02", ["ye.houthi", "ye.army"], ["ye.army"], ["ye.houthi"]),
        ("2016-12-02", ["lb.hezbollah", "sy.opposition", "sy.army"], ["sy.army", "lb.hezbollah"], ["sy.opposition"]),
    ],
)
def test_in_a_fight_of_three_allies_are_one_side_and_a_states_forces_stand_first(archive, day, doers, one, two):
    event, *_ = named(archive)
    known = load().actor_by_id
    changed = msgspec.structs.replace(
        event, type="clash", start=day, end=day, target=(), doer=tuple(msgspec.structs.replace(event.doer[0], value=id) for id in doers)
    )
    assert tuple([a.id for a in side] for side in sides_of(changed, known.get)) == (one, two)


def test_alliances_are_of_actors_that_are_known():
    for pact in table("schemes")["allies"]["pacts"]:
        assert set(pact["of"]) <= load().actor_by_id.keys() and pact["since"] < pact.get("until", "9999")


def test_ucdp_takes_police_for_the_government_whatever_their_group(archive):
    event, *ask = named(archive)
    voice = msgspec.structs.replace(event.doer[0], value="سبعة من عناصر الشرطة")
    row = ucdp_row(msgspec.structs.replace(event, harm=(msgspec.structs.replace(event.harm[0], group="members"),), target=(voice,)), *ask)
    assert (row["type_of_violence"], row["side_a"]) == (1, "Government of Sudan")


def test_ucdp_s_year_is_active_where_the_archive_tells_so_many_dead():
    rows = [
        {"dyad_name": dyad, "year": year, "best": best}
        for dyad, year, best in [("A - B", 2024, 20), ("A - B", 2024, 5), ("A - B", 2025, 24), ("", 2024, 90)]
    ]
    assert active(rows) == {("A - B", 2024)}


def test_ucdp_s_active_year_is_asked_of_the_whole_archive(tmp_path):
    told = "قصفت قوات الدعم السريع مدينة {place} بالمدفعية أمس وقتلت {n} مدنيا، بحسب شبكة أطباء السودان."
    texts = [told.format(place="الأبيض", n=14), told.format(place="نيالا", n=12)]
    with open_archive(str(tmp_path / "y.db")) as made:
        made.add((article_from_text(t, published="2025-05-06") for t in texts), code_article)
        path = tmp_path / "u.csv"
        assert export(made, "ucdp", "events", Filters(place="Obeid"), path) < export(made, "ucdp", "events", Filters(), tmp_path / "all.csv") == 2
        assert {r["active_year"] for r in rows(path)} == {"1"}


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
    claims = [claim_row(*c) for c in archive.claims(Filters())]
    assert claims and all(list(row) == list(table("columns")["claim"]) for row in claims)


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


@pytest.mark.parametrize(("more", "column"), [(("--kind", "claims"), "evidence"), (("-f", "ucdp"), "where_prec"), (("-f", "gdelt"), "GLOBALEVENTID")])
def test_a_package_names_the_columns_of_its_file(archive, tmp_path, more, column):
    out = tmp_path / "y.csv"
    assert app(["export", "-o", str(out), "--db", str(archive.engine.url.database), *more], result_action="return_value") == 0
    (resource,) = json.loads((tmp_path / "y.csv.datapackage.json").read_text("utf-8"))["resources"]
    header = out.read_text("utf-8-sig").splitlines()[0].replace("\t", ",").split(",")
    assert [f["name"] for f in resource["schema"]["fields"]] == header and column in header


def test_formats_that_there_are_not_are_named(archive, tmp_path):
    with pytest.raises(InputError, match="is no format; give one of csv"):
        export(archive, "dbf", "events", Filters(), tmp_path / "x")
    with pytest.raises(InputError, match="holds events"):
        export(archive, "kml", "claims", Filters(), tmp_path / "x")


@pytest.mark.parametrize(
    "format", ["csv", "acled", "ucdp", "polecat", "gdelt", "hxl", "xlsx", "gpkg", "parquet", "geoparquet", "geojson", "kml", "jsonld"]
)
@pytest.mark.parametrize("text", [None, "قتل ثلاثة أشخاص في هجوم مسلح أمس."])
def test_an_archive_without_events_or_places_gives_files_with_their_columns(tmp_path, format, text):
    path = tmp_path / f"out.{format}"
    with open_archive(str(tmp_path / "a.db")) as made:
        if text:
            made.add([article_from_text(text, published="2025-05-06")], code_article)
        export(made, format, "events", Filters(), path)
    if format in ("csv", "acled", "ucdp", "hxl"):
        assert {"csv": "event_id", "acled": "event_id_cnty", "ucdp": "relid", "hxl": "event_id"}[format] in path.read_text("utf-8-sig").splitlines()[
            0
        ].split(",")
    elif format == "xlsx":
        import openpyxl

        assert [sheet["A1"].value for sheet in openpyxl.load_workbook(path)] == ["event_id", "event_id"]
    elif format == "gpkg":
        with sqlite3.connect(path) as db:
            assert {row[1] for row in db.execute("PRAGMA table_info(events)")} >= {"event_id", "deaths", "grade"}
            assert {row[1] for row in db.execute("PRAGMA table_info(movements)")} >= {"from_en", "to_en", "start"}
    elif format in ("parquet", "geoparquet"):
        pq = pytest.importorskip("pyarrow.parquet")
        held = pq.read_schema(path)
        assert (str(held.field("deaths").type), str(held.field("latitude").type), str(held.field("admin3").type)) == ("int64", "double", "string")
    elif format == "kml":
        ET.parse(path)
    elif format in ("geojson", "jsonld"):
        json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("hidden", ["\u200f", "\u202b", "\ufeff", " ", "\n", "\u2067 \u200f"])
def test_a_formula_behind_signs_that_are_not_seen_is_quoted(hidden):
    assert safe(f"{hidden}=1+1") == f"'{hidden}=1+1" and safe(f"{hidden}الفاشر") == f"{hidden}الفاشر"
