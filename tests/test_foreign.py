"""Events by other hands: read by their columns, and held against ours."""

import csv
import datetime as dt
import gzip
import json

import msgspec
import pytest

from marsad.archive import open_archive
from marsad.archive.backup import backup
from marsad.archive.hands import AskedOfHands, by_hands, hands, put
from marsad.cli import app
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.export.schemes import UCDP
from marsad.foreign.compare import compare
from marsad.foreign.read import read_foreign
from marsad.foreign.show import rows, summary
from marsad.lexicon.tables import table
from marsad.model import EVENT_TYPES
from marsad.read import article_from_text

ACLED = """event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,iso,location,latitude,longitude,notes,fatalities
SDN1,05 May 2025,Explosions/Remote violence,Shelling/artillery/missile attack,Rapid Support Forces,Civilians (Sudan),729,El Obeid,13.1843,30.2167,RSF shelled,8
SDN2,2025-05-05,Battles,Armed clash,RSF,SAF,729,Nyala,12.05,24.88,They fought,0
SDN3,soon,Battles,Armed clash,RSF,SAF,729,Nyala,12.05,24.88,They fought,0
YEM1,2025-05-05,Battles,Armed clash,A,B,887,Taiz,13.58,44.02,x,1
"""
TEXTS = [
    "قصفت قوات الدعم السريع مدينة الأبيض بالمدفعية أمس وقتلت 6 مدنيين، بحسب شبكة أطباء السودان.",
    "قصفت طائرات الجيش السوداني مدينة كادقلي أمس.",
]


@pytest.fixture
def acled(tmp_path):
    path = tmp_path / "acled.csv"
    path.write_text(ACLED, "utf-8")
    return path


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "a.db"
    with open_archive(str(path)) as archive:
        archive.add((article_from_text(t, published="2025-05-06") for t in TEXTS), code_article)
    return path


def run(*args):
    return app([str(a) for a in args], result_action="return_value")


def test_acled_is_told_by_its_columns(acled):
    events, faults = read_foreign(acled)
    assert [(e.id, e.scheme, e.type, e.country, e.deaths) for e in events] == [
        ("SDN1", "acled", "shelling", "SD", 8),
        ("SDN2", "acled", "clash", "SD", 0),
        ("YEM1", "acled", "clash", "YE", 1),
    ]
    assert events[0].start == "2025-05-05" and "row 4: 'soon' is no date" in faults


def test_ucdp_and_any_table_are_read(tmp_path):
    ged = tmp_path / "ged.csv"
    ged.write_text(
        "id,type_of_violence,side_a,side_b,date_start,date_end,latitude,longitude,country,best,where_coordinates\n7,3,RSF,Civilians,2025-05-04 00:00:00.000,2025-05-05 00:00:00.000,13.2,30.2,Sudan,5,El Obeid\n",
        "utf-8",
    )
    (e,), _ = read_foreign(ged)
    assert (e.scheme, e.type, e.start, e.end, e.country, e.deaths) == ("ucdp", "killing", "2025-05-04", "2025-05-05", "SD", 5)
    own = tmp_path / "own.tsv"
    own.write_text("date\ttype\tlat\tlon\tplace\n4/5/2025\tairstrike\t13.2\t30.2\tالأبيض\n", "utf-8")
    (e,), _ = read_foreign(own)
    assert (e.scheme, e.type, e.start, e.place, e.id) == ("events", "airstrike", "2025-05-04", "الأبيض", "row 2")


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (("05 May 2025", "13.2", "30.2", "5"), True),
        (("2025-05-05", "", "", ""), True),
        (("2025-05-05", "inf", "30.2", "5"), False),
        (("2025-05-05", "13.2", "nan", "5"), False),
        (("2025-05-05", "1320", "30.2", "5"), False),
        (("2025-05-05", "13.2", "30.2", "1e400"), False),
        (("2025-05-05", "13.2", "30.2", "many"), False),
    ],
)
def test_numbers_that_cannot_be_make_a_row_that_is_named(tmp_path, cells, read):
    path = tmp_path / "x.csv"
    path.write_text("event_date,latitude,longitude,fatalities\n" + ",".join(cells) + "\n", "utf-8")
    events, faults = read_foreign(path, "acled")
    assert (len(events), len(faults)) == ((1, 0) if read else (0, 1))
    assert read or faults[0].startswith("row 2: coordinates or deaths are no numbers")


@pytest.mark.parametrize(
    ("told", "code"), [("Yemen (North Yemen)", "YE"), ("Russia (Soviet Union)", "RU"), ("United States of America", "US"), ("Atlantis", None)]
)
def test_countries_are_known_by_ucdps_names(tmp_path, told, code):
    path = tmp_path / "x.csv"
    path.write_text(f"date_start,latitude,longitude,country\n2025-05-05,13.2,30.2,{told}\n", "utf-8")
    (event,), _ = read_foreign(path, "ucdp")
    assert event.country == code


@pytest.mark.parametrize(("text", "why"), [("a,b\n1,2\n", "has no column for start, lat, lon"), ("event_date,latitude,longitude\n", "holds no rows")])
def test_what_is_no_table_of_events_is_refused(tmp_path, text, why):
    path = tmp_path / "x.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=why):
        read_foreign(path)


ROW = {
    "event_id_cnty": "SDN9",
    "event_date": "2025-05-05",
    "sub_event_type": "Armed clash",
    "actor1": "A",
    "latitude": "13.2",
    "longitude": "30.2",
    "fatalities": "3",
}
FEATURE = {
    "type": "Feature",
    "id": "f1",
    "geometry": {"type": "Point", "coordinates": [30.2, 13.2]},
    "properties": {"date": "2025-05-05", "type": "Airstrike"},
}


@pytest.mark.parametrize(
    ("name", "data", "id", "type_"),
    [
        ("a.json", json.dumps({"status": 200, "count": 1, "data": [ROW]}), "SDN9", "clash"),
        ("a.json", json.dumps([ROW], indent=1), "SDN9", "clash"),
        ("a.jsonl", json.dumps(ROW) + "\n", "SDN9", "clash"),
        (
            "u.json",
            json.dumps(
                {
                    "TotalCount": 1,
                    "Result": [{"id": 9, "type_of_violence": 3, "side_a": "A", "date_start": "2025-05-05", "latitude": 13.2, "longitude": 30.2}],
                }
            ),
            "9",
            "killing",
        ),
        ("e.geojson", json.dumps({"type": "FeatureCollection", "features": [FEATURE]}), "f1", "airstrike"),
        ("a.csv.gz", gzip.compress((",".join(ROW) + "\n" + ",".join(ROW.values())).encode()), "SDN9", "clash"),
        ("a.csv", "sep=;\n" + ";".join(ROW) + "\n" + ";".join(ROW.values()), "SDN9", "clash"),
        ("a.csv", ";".join(ROW) + "\n" + ";".join(ROW.values()).replace(".", ","), "SDN9", "clash"),
        ("e.csv", 'حوادث أيار,,\n\nالتاريخ,الإحداثيات,النوع\n5-May-25,"13.2, 30.2",غارة جوية\n', "row 2", "airstrike"),
        ("e.csv", "date,lat,lon,type\n05/05/2025,13°12'N,30°12'E,Abduction\n", "row 2", "abduction"),
    ],
)
def test_events_come_in_the_forms_that_others_give_them(tmp_path, name, data, id, type_):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (event,), faults = read_foreign(path)
    assert (event.id, event.type, event.start, event.lat, event.lon, faults) == (id, type_, "2025-05-05", 13.2, 30.2, [])


def test_a_workbook_may_have_titles_above_its_header(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in (["Incidents of May"], [], ["date", "lat", "lon", "deaths"], [dt.datetime(2025, 5, 5), 13.2, 30.2, 1200], []):
        book.active.append(line)
    book.save(tmp_path / "e.xlsx")
    (event,), faults = read_foreign(tmp_path / "e.xlsx")
    assert (event.start, event.lat, event.deaths, event.id, faults) == ("2025-05-05", 13.2, 1200, "row 4", [])


def test_a_row_that_lacks_a_key_of_the_next_and_one_that_is_no_object(tmp_path):
    path = tmp_path / "e.jsonl"
    path.write_text(
        "\n".join(json.dumps(r) for r in ({"date": "2025-05-05", "coordinates": "13.2, 30.2"}, [1], {"date": "2025-05-06", "deaths": "1,204"})),
        "utf-8",
    )
    (one, two), faults = read_foreign(path)
    assert (one.lat, one.deaths, two.lat, two.deaths) == (13.2, None, None, 1204)
    assert faults == ["row 3: no JSON object"]


@pytest.mark.parametrize(("told", "code"), [("SDN", "SD"), ("السودان", "SD"), ("729", "SD"), ("sd", "SD"), ("", None)])
def test_countries_are_known_by_letters_numbers_and_arabic_names(tmp_path, told, code):
    path = tmp_path / "x.csv"
    path.write_text(f"date,lat,lon,country\n2025-05-05,13.2,30.2,{told}\n", "utf-8")
    (event,), _ = read_foreign(path)
    assert event.country == code


def test_a_zip_archive_is_named_for_what_it_is(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.csv", "date,lat,lon\n")
    with pytest.raises(InputError, match="unpack it"):
        read_foreign(tmp_path / "a.zip")
    (tmp_path / "a.json").write_text("[1, 2]", "utf-8")
    with pytest.raises(InputError, match="holds no rows"):
        read_foreign(tmp_path / "a.json")


def test_a_monthly_file_of_ucdp_without_its_header_is_read(tmp_path):
    columns = table("foreign")["unheaded"]["ucdp"]
    assert tuple(columns) == UCDP  # as we write them, which is as the codebook does
    told = {
        "id": "9",
        "relid": "SUD-2025-3-812-4",
        "type_of_violence": "3",
        "side_a": "A",
        "date_start": "2025-05-05",
        "latitude": "13.2",
        "longitude": "30.2",
        "best": "4",
    }
    line = ",".join(told.get(name, "") for name in columns)
    (tmp_path / "c.csv").write_text(f"{line}\n{line.replace('9,SUD', '10,SUD')}\n", "utf-8")
    (one, two), faults = read_foreign(tmp_path / "c.csv")
    assert (one.id, two.id, one.scheme, one.start, one.deaths, faults) == ("9", "10", "ucdp", "2025-05-05", 4, [])


OF_OTHERS = {
    "ACLED of 2017, in French Excel": ("ISO;EVENT_ID_CNTY;EVENT_DATE;EVENT_TYPE;ACTOR1;COUNTRY;LOCATION;LATITUDE;LONGITUDE;FATALITIES\n729;7SUD;05/03/2017;Battle-No change of territory;X;Sudan;Nyala;12,05;24,88;3\n", "7SUD", "2017-03-05", "clash"),
    "ACLED by its long names": ("Event ID Cnty,Event Date,Event Type,Sub Event Type,Actor1,Country,Location,Latitude,Longitude,Fatalities\nSDN1,05 March 2024,Battles,Armed clash,X,Sudan,Nyala,12.05,24.88,3\n", "SDN1", "2024-03-05", "clash"),
    "a shapefile of UCDP's": ("id,relid,type_of_vi,side_a,side_b,where_coor,latitude,longitude,country,date_start,date_end,best_est\n9,SUD-2014-1-1,1,X,Y,Nyala,12.05,24.88,Sudan,2014-03-05,2014-03-06,3\n", "9", "2014-03-05", "clash"),
    "UCDP with the hours of a database": ("id,type_of_violence,side_a,side_b,where_coordinates,latitude,longitude,country,date_start,date_end,best\n9,3,X,Civilians,Nyala,12.05,24.88,Sudan,2024-03-05 00:00:00.000,2024-03-05 00:00:00.000,3\n", "9", "2024-03-05", "killing"),
    "a day in three columns": ("eventid,iyear,imonth,iday,country_txt,city,latitude,longitude,attacktype1_txt,gname,nkill\n201903050001,2019,3,5,Sudan,Nyala,12.05,24.88,Bombing/Explosion,X,3\n", "201903050001", "2019-03-05", "bombing"),
    "year, month, day": ("id,year,month,day,type,country,city,lat,lon,killed\n4,2019,3,5,airstrike,Sudan,Nyala,12.05,24.88,3\n", "4", "2019-03-05", "airstrike"),
    "days in the American order": ("id,date,type,country,city,lat,lon,deaths\n1,3/5/2024,airstrike,Sudan,Nyala,12.05,24.88,3\n2,3/15/2024,airstrike,Sudan,Nyala,12.05,24.88,3\n", "1", "2024-03-05", "airstrike"),
    "in Arabic, of windows-1256": ("رقم الحادثة;التاريخ;نوع الحدث;الدولة;المدينة;خط العرض;خط الطول;عدد الضحايا\n1;5/3/2024;غارة جوية;السودان;نيالا;12,05;24,88;3\n".encode("cp1256"), "1", "2024-03-05", "airstrike"),
}  # fmt: skip


@pytest.mark.parametrize("form", OF_OTHERS)
def test_columns_of_several_years_and_hands(tmp_path, form):
    data, id, day, type_ = OF_OTHERS[form]
    path = tmp_path / "their.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    events, faults = read_foreign(path)
    e = events[0]
    assert (e.id, e.start, e.type, e.country, e.lat, e.lon, e.deaths, faults) == (id, day, type_, "SD", 12.05, 24.88, 3, [])


def test_the_sheet_with_the_events_is_found_and_its_days_may_be_numbers(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Read me first"])
    sheet = book.create_sheet("Data")
    for row in (
        ["event_id", "date", "type", "lat", "lon", "deaths"],
        [5, 45356, "airstrike", 12.05, 24.88, 3],
        [6, "31/31/2024", "airstrike", 12.05, 24.88, 3],
    ):
        sheet.append(row)
    book.save(tmp_path / "their.xlsx")
    (e,), (fault,) = read_foreign(tmp_path / "their.xlsx")
    assert (e.id, e.start, e.deaths) == ("5", "2024-03-05", 3) and "is no date" in fault


def test_types_of_the_table_are_ours():
    assert set(table("foreign")["types"].values()) <= set(EVENT_TYPES)


def test_events_are_matched_and_their_differences_named(acled, db):
    theirs, _ = read_foreign(acled)
    with open_archive(str(db)) as archive:
        ours = list(archive.events())
    found = compare(ours, theirs)
    (pair,) = found.both
    assert (pair.theirs.id, pair.ours.type, pair.days, pair.differ) == ("SDN1", "shelling", 0, ("deaths",))
    assert {f.id for f in found.there} == {"SDN2", "YEM1"} and len(found.here) == len(ours) - 1
    assert found.coverage == pytest.approx(1 / 3)
    assert "1 in both (1 of them differ)" in summary(found)
    assert compare(ours, theirs, within=0.001).both == []
    assert {r["found"] for r in rows(found)} == {"both", "only here", "only there"}


def test_days_apart_count_only_up_to_the_bound(acled, db):
    theirs, _ = read_foreign(acled)
    with open_archive(str(db)) as archive:
        ours = list(archive.events())
    import msgspec

    late = [msgspec.structs.replace(t, start="2025-05-08", end="2025-05-08") for t in theirs]
    assert compare(ours, late).both == []
    (pair,) = compare(ours, late, days=3).both
    assert pair.days == 3 and "day" in pair.differ


def test_what_lasts_long_is_found_by_any_of_its_days(acled, db):
    theirs, _ = read_foreign(acled)
    with open_archive(str(db)) as archive:
        ours = list(archive.events())
    long = [msgspec.structs.replace(theirs[0], start="2025-01-01", end="2025-12-31"), *(msgspec.structs.replace(f, lat=None) for f in theirs)]
    found = compare(ours, long)
    assert [(p.theirs.start, p.days) for p in found.both] == [("2025-01-01", 0)]
    assert len(found.there) == len(theirs)
    over = [msgspec.structs.replace(theirs[0], start="2025-01-01", end="2025-05-02")]
    assert [p.days for p in compare(ours, over, days=3).both] == [3] and compare(ours, over, days=2).both == []


def test_the_commands(acled, db, tmp_path, capsys):
    assert run("import", "acled", acled, "-o", tmp_path / "f.jsonl") == 0
    assert len((tmp_path / "f.jsonl").read_text("utf-8").splitlines()) == 3
    capsys.readouterr()
    assert run("compare", acled, "--db", db, "--country", "SD", "--report", tmp_path / "r.html") == 0
    assert "1 in both" in capsys.readouterr().out
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "<svg" in page and page.count("<tr") == 1 + 3 and "http" not in page.split("</style>")[1]
    assert run("compare", acled, "--db", db, "-f", "csv", "--since", "2025-05-05") == 0
    table = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert {r["found"] for r in table} >= {"both", "only there"}
    assert run("compare", acled, "--db", db, "-f", "jsonl") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["found"]


# -- kept in the archive --------------------------------------------------------------------------------------------------


def counts(db):
    with open_archive(str(db)) as archive:
        s = archive.status()
        return s["article"], s["claim"], s["event"]


def test_imported_events_stand_beside_ours_and_change_none(acled, db, tmp_path, capsys):
    before = counts(db)
    assert run("import", "acled", acled, "--db", db) == 0
    assert "ACLED: 3 new event(s), 0 changed, 0 as they were" in capsys.readouterr().err
    acled.write_text(ACLED.replace("RSF shelled,8", "RSF shelled,9"), "utf-8")
    assert run("import", "acled", acled, "--db", db) == 0
    assert "ACLED: 0 new event(s), 1 changed, 2 as they were" in capsys.readouterr().err
    assert counts(db) == before
    assert run("export", "-o", tmp_path / "ours.csv", "--db", db) == 0
    assert "SDN1" not in (tmp_path / "ours.csv").read_text("utf-8-sig")


def test_they_are_asked_for_by_who_made_them_and_written_apart(acled, db, tmp_path, capsys):
    run("import", "acled", acled, "--db", db)
    run("import", "acled", acled, "--db", db, "--by", "فريق الخرطوم")
    with open_archive(str(db)) as archive:
        assert hands(archive) == {"ACLED": 3, "فريق الخرطوم": 3}
        asked = [(by, e.id) for by, e in by_hands(archive, AskedOfHands(made_by=("ACLED",), country="sd", type=("shelling",)))]
        assert asked == [("ACLED", "SDN1")]
        assert list(by_hands(archive, AskedOfHands(since="2025-05-06"))) == []
        assert len(list(by_hands(archive, AskedOfHands(until="2025-05-05", country="YE")))) == 2
    capsys.readouterr()
    assert run("theirs", "--db", db, "--by", "ACLED", "--country", "SD") == 0
    shown = capsys.readouterr()
    assert "Nyala" in shown.out and "Taiz" not in shown.out and "فريق الخرطوم: 3" in shown.err
    assert run("theirs", "--db", db, "--by", "ACLED", "-f", "csv", "-o", tmp_path / "t.csv") == 0
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows_ = list(csv.DictReader(file))
    assert [(r["made_by"], r["event_id"], r["type"], r["deaths"]) for r in rows_] == [
        ("ACLED", "SDN1", "shelling", "8"),
        ("ACLED", "SDN2", "clash", "0"),
        ("ACLED", "YEM1", "clash", "1"),
    ]
    assert run("theirs", "--db", db, "-f", "geojson", "-o", tmp_path / "t.geojson") == 0
    assert {f["properties"]["made_by"] for f in json.loads((tmp_path / "t.geojson").read_text("utf-8"))["features"]} == {"ACLED", "فريق الخرطوم"}
    assert run("theirs", "--db", db, "--by", "ACLED", "--remove") == 0
    with open_archive(str(db)) as archive:
        assert hands(archive) == {"فريق الخرطوم": 3}


def test_ours_are_held_against_a_hand_that_the_archive_keeps(acled, db, capsys):
    run("import", "acled", acled, "--db", db)
    assert run("compare", "--by", "ACLED", "--db", db, "--country", "SD") == 0
    assert "1 in both" in capsys.readouterr().out
    for wrong, why in (
        (["--by", "nobody"], "keeps no events of nobody"),
        ([], "give either a file"),
        ([acled, "--by", "ACLED"], "give either a file"),
    ):
        with pytest.raises(InputError, match=why):
            run("compare", *wrong, "--db", db)


def test_a_backup_holds_them_and_a_name_that_is_none_is_refused(acled, db, tmp_path):
    run("import", "acled", acled, "--db", db)
    with open_archive(str(db)) as archive:
        backup(archive, tmp_path / "b.db")
        with pytest.raises(InputError, match="is no name"):
            put(archive, "a\x1b[2J", [])
    with open_archive(str(tmp_path / "b.db")) as copy:
        assert hands(copy) == {"ACLED": 3}


# -- as the pages have them -----------------------------------------------------------------------------------------------


@pytest.fixture
def client(acled, db):
    from support.serving import local

    run("import", "acled", acled, "--db", db)
    with open_archive(str(db)) as archive, local(archive) as client:
        yield client


def shown(client, **asked):
    answer = client.get("/api/theirs", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_pages_show_them_beside_ours_with_the_figures_of_compare(client):
    told = shown(client)
    assert told["hands"] == {"ACLED": 3} and told["by"] == "ACLED" and told["countries"] == {"SD": 2, "YE": 1}
    assert (told["first"], told["last"]) == ("2025-05-05", "2025-05-05")
    here = told["agreement"]["here"]
    assert told["agreement"] == {"both": 1, "differ": 1, "differ_by": {"deaths": 1}, "here": here, "there": 2, "coverage": 1 / 3}
    assert told["total"] == len(told["rows"]) == 3 + here
    (pair,) = (r for r in told["rows"] if r["found"] == "both")
    assert (pair["theirs"]["id"], pair["ours"]["type"], pair["differ"], pair["days"]) == ("SDN1", "shelling", ["deaths"], 0)
    assert sum(s["events"] for s in told["spots"]) == told["total"]


def test_they_are_filtered_by_country_days_kind_and_place(client):
    ids = lambda **asked: {r["theirs"]["id"] for r in shown(client, **asked)["rows"] if r["theirs"]}  # noqa: E731
    assert ids(country="ye") == {"YEM1"} and ids(country="SD") == {"SDN1", "SDN2"}
    assert ids(found="there") == {"SDN2", "YEM1"} and ids(found="differ") == {"SDN1"} and ids(found="here") == set()
    assert ids(km=0.001, found="both") == set()
    assert ids(box="24,12,25,13") == {"SDN2"} and shown(client, box="24,12,25,13")["spots"] != []
    one, two = shown(client, limit=1), shown(client, limit=1, offset=1)
    assert one["next"] == 1 and one["rows"] != two["rows"] and two["spots"] == []
    for asked in ({"country": "SO"}, {"since": "2025-06-01"}):
        none = shown(client, **asked)
        assert (none["rows"], none["agreement"]) == ([], None)


def test_what_cannot_be_asked_is_refused_and_an_archive_without_them_says_so(client, tmp_path):
    from support.serving import local

    assert client.get("/api/theirs", params={"by": "nobody"}).status_code == 404
    for wrong in ({"days": -1}, {"km": "nan"}, {"km": 0}, {"country": "Sudan"}, {"found": "all"}, {"since": "soon"}, {"box": "1,2"}):
        assert client.get("/api/theirs", params=wrong).status_code == 400, wrong
    with open_archive(str(tmp_path / "empty.db")) as archive, local(archive) as empty:
        assert shown(empty) == {**shown(empty), "hands": {}, "by": None, "rows": [], "agreement": None}


def test_too_many_at_once_are_refused_with_what_to_do(client, monkeypatch):
    from marsad.serve.queries import theirs as page

    monkeypatch.setattr(page, "MOST", 0)
    answer = client.get("/api/theirs", headers={"accept-language": "ar"})
    assert answer.status_code == 400 and "اختر أيامًا أقل" in answer.json()["error"]
