"""Places beyond the default gazetteer, from a dump of a province made after GeoNames' format (numbers are our own)."""

import http.server
import io
import json
import sqlite3
import subprocess
import threading
import zipfile

import msgspec
import pytest
from conftest import ROOT, command

from marsad.errors import InputError
from marsad.export.rows import claim_row
from marsad.gazetteer import download
from marsad.gazetteer.rows import Row
from marsad.serve.commands.work import knowledge_anew

DUMP = ROOT / "tests" / "data" / "SY-idlib.txt"
ALTERNATES = ROOT / "tests" / "data" / "SY-idlib-alternates.txt"
STORY = "قصفت قوات النظام السوري بالمدفعية قرية {} جنوبي إدلب."


@pytest.fixture
def marsad(alone):
    """The command with data and cache folders of its own, run in this process as a new one begins it: nothing of the lexicon is remembered."""

    def run(*args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        knowledge_anew()
        return subprocess.CompletedProcess(args, *command(*args, stdin=stdin.encode()))

    return run


def place_of(marsad, *villages):
    """The place of the claim that a story of each village makes."""
    stories = "".join(json.dumps({"id": v, "text": STORY.format(v)}) + "\n" for v in villages)
    done = marsad("code", "-", "--format", "jsonl", stdin=stories)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["claims"][0]["places"][0] for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_villages_of_a_dump_are_known_until_removed(marsad):
    (before,) = place_of(marsad, "رويحة")
    assert before["name_en"] != "Ruwayhah"

    done = marsad("gazetteer", "add", str(DUMP), "--alternates", str(ALTERNATES))
    assert done.returncode == 0, done.stderr
    assert "9 place(s) kept as SY-idlib, 1 line(s) not of the format passed over" in done.stdout

    place, second, third = place_of(marsad, "رويحة", "كفرعويد", "معربليت")
    assert (place["name_en"], place["lat"], place["lon"]) == ("Ruwayhah", 35.735, 36.699)
    assert (place["admin1"], place["district"]) == ("Idlib", "Ariha District")
    assert second["name_en"] == "Kafr Uwayd"  # a second spelling
    assert third["name_en"] == "Maarbalit"  # told by the alternate names file alone
    assert "SY-idlib\t9 places" in marsad("gazetteer", "list").stdout

    assert marsad("gazetteer", "remove", "SY-idlib").returncode == 0
    assert place_of(marsad, "رويحة")[0]["name_en"] == before["name_en"]


def test_what_is_no_dump_is_refused_in_one_sentence(marsad, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("قرى جبل الزاوية: رويحة، بليون\n", encoding="utf-8")
    done = marsad("gazetteer", "add", str(other))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "GeoNames" in done.stderr
    missing = marsad("gazetteer", "add", str(tmp_path / "none.txt"))
    assert missing.returncode == 2
    assert "cannot be read" in missing.stderr
    unknown = marsad("gazetteer", "remove", "nothing")
    assert unknown.returncode == 1


def test_collisions_come_from_frequencies():
    lines = command("gazetteer", "collisions")[1].splitlines()
    assert len(lines) > 500
    rates = [float(line.split("\t")[1]) for line in lines]
    assert rates == sorted(rates, reverse=True)
    words = {line.split("\t")[0] for line in lines}
    assert {"الباب", "الشرق"} & words


@pytest.fixture
def added(tmp_path, monkeypatch):
    """The module of added places, with a data folder of its own."""
    monkeypatch.setenv("MARSAD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MARSAD_CACHE", str(tmp_path / "cache"))
    from marsad.gazetteer import added

    return added


def feature(number, name, arabic, kind, lat, lon, **held):
    """A feature of Who's On First, as its repositories have them."""
    props = {
        "wof:id": number,
        "wof:name": name,
        "name:ara_x_preferred": [arabic],
        "wof:placetype": kind,
        "geom:latitude": lat,
        "geom:longitude": lon,
        "wof:country": "SY",
        "wof:hierarchy": [held],
        "wof:concordances": {},
    }
    return json.dumps({"type": "Feature", "properties": props}, ensure_ascii=False)


def test_whos_on_first_as_a_folder_and_as_sqlite(added, tmp_path):
    features = {
        1: feature(1, "Idlib", "إدلب", "region", 35.8, 36.7),
        2: feature(2, "Ariha District", "منطقة أريحا", "county", 35.8, 36.6, region_id=1),
        3: feature(3, "Zahraniyah", "زهرانية", "locality", 35.7, 36.5, region_id=1, county_id=2),
    }
    folder = tmp_path / "wof" / "data"
    for number, body in features.items():
        (folder / str(number)).mkdir(parents=True)
        (folder / str(number) / f"{number}.geojson").write_text(body, "utf-8")
    (folder / "3" / "3-alt-other.geojson").write_text(features[3], "utf-8")
    assert added.add(folder.parent)[1:] == (3, 0)
    base = tmp_path / "wof.db"
    with sqlite3.connect(base) as db:
        db.execute("CREATE TABLE geojson (id INTEGER, body TEXT, source TEXT, is_alt BOOLEAN, lastmodified INTEGER)")
        db.executemany("INSERT INTO geojson VALUES (?, ?, '', 0, 0)", [*features.items(), (4, "{broken")])
    assert added.add(base)[1:] == (3, 1)
    village = next(r for r in added.load_added()[0] if r.name == "Zahraniyah")
    assert (village.admin1, village.admin2, village.names_ar) == ("Idlib", "Ariha District", ("زهرانية",))


def test_a_cod_table_gives_p_codes_and_third_levels(added, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["ADM0_PCODE", "ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM2_EN", "ADM2_AR", "ADM2_PCODE", "center_lat", "center_lon"])
    sheet.append(["SY", "Idleb", "إدلب", "SY07", "Ariha", "أريحا", "SY0704", 35.81, 36.61])
    book.save(tmp_path / "syr_adm2.xlsx")
    assert added.add(tmp_path / "syr_adm2.xlsx")[1:] == (1, 0)
    row = added.load_added()[0][0]
    assert (row.name, row.names_ar, row.pcode, row.level, row.admin1) == ("Ariha", ("أريحا",), "SY0704", 2, "Idleb")
    data = {
        "records": [("أريحا", "Ariha district", 35.81, 36.6, "SY", "Idlib", "district", None, 1000, False, "Ariha District")],
        "keys": {"اريحا": (0,)},
        "weak": [],
        "admin1": {},
    }
    merged = added.merge(data, added.load_added(), lambda key: False)
    assert len(merged["records"]) == 1
    assert merged["records"][0][12] == "SY0704"


def test_any_csv_and_one_place(added, tmp_path):
    (tmp_path / "villages.csv").write_text("name_ar;name_en;lat;lon\nأم زهرة;Umm Zahra;13,1;30,2\nبلا مكان;Nowhere;;\n", "utf-8")
    assert added.add(tmp_path / "villages.csv", country="SD")[1:] == (1, 1)
    assert added.add_place(added.one("أم كريدم", "Umm Kuraydim", 13.5, 29.6, "sd", "North Kordofan")) == 1
    assert added.add_place(added.one("أم كريدم", "Umm Kuraydim", 13.6, 29.6, "sd", "North Kordofan")) == 1  # told anew
    with pytest.raises(InputError, match="--lat"):
        added.one("أم كريدم", None, 130.0, 29.6, "SD", None)


def test_a_countrys_files_are_downloaded_and_taken_up_where_they_broke_off(added, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("SY.txt", DUMP.read_text("utf-8"))
    body, asked = packed.getvalue(), []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            begun = int((self.headers.get("Range") or "bytes=0-")[6:-1])
            asked.append((self.path, begun))
            if self.path.endswith("XX.zip"):
                self.send_error(404)
                return
            self.send_response(206 if begun else 200)
            self.send_header("Content-Length", str(len(body) - begun))
            self.end_headers()
            self.wfile.write(body[begun:])

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_port}"
    folder = tmp_path / "cache" / "geonames"
    folder.mkdir(parents=True)
    (folder / "SY.part").write_bytes(body[:100])
    seen = []
    try:
        dump, _ = download.fetch("SY", host, lambda *told: seen.append(told))
        with pytest.raises(InputError, match="404"):
            download.fetch("XX", host)
    finally:
        server.shutdown()
    assert asked[:2] == [("/SY.zip", 100), ("/alternatenames/SY.zip", 0)]
    assert dump.read_text("utf-8") == DUMP.read_text("utf-8")
    assert seen[0] == ("SY.zip", len(body), len(body))
    with pytest.raises(InputError, match="two letters"):
        download.fetch("../..", host)


@pytest.fixture
def mirror():
    """A server of this machine with the files of one country, as GeoNames lays them out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("SY.txt", DUMP.read_text("utf-8"))
    names = io.BytesIO()
    with zipfile.ZipFile(names, "w") as archive:
        archive.writestr("SY.txt", ALTERNATES.read_text("utf-8"))
    files = {"/SY.zip": packed.getvalue(), "/alternatenames/SY.zip": names.getvalue()}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path not in files:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(files[self.path])))
            self.end_headers()
            self.wfile.write(files[self.path])

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.slow
def test_one_place_on_the_command_line_and_the_archive_coded_again(marsad, tmp_path):
    story, db = tmp_path / "story.jsonl", str(tmp_path / "a.db")
    story.write_text(json.dumps({"id": "x", "text": STORY.format("أم كريدم"), "published": "2024-05-02"}) + "\n", "utf-8")
    assert marsad("add", str(story), "--db", db).returncode == 0

    def exported() -> str:
        out = tmp_path / "events.csv"
        out.unlink(missing_ok=True)
        assert marsad("export", "--db", db, "-o", str(out)).returncode == 0
        return out.read_text("utf-8")

    place = ("gazetteer", "add", "--place", "أم كريدم", "--en", "Umm Kuraydim", "--lat", "35.61", "--lon", "36.55", "--country", "SY")
    only_told = marsad(*place)
    assert only_told.returncode == 0, only_told.stderr
    assert "marsad recode --db ARCHIVE" in only_told.stdout
    assert "Umm Kuraydim" not in exported()
    again = marsad(*place, "--recode", db)
    assert again.returncode == 0, again.stderr
    assert "Umm Kuraydim" in exported()
    wrong = marsad("gazetteer", "add", "--place", "أم كريدم", "--country", "SY")
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (2, 1), wrong.stderr
    assert "--lat" in wrong.stderr


@pytest.mark.slow
def test_fetch_on_the_command_line(marsad, mirror):
    done = marsad("gazetteer", "fetch", "sy", "--host", mirror)
    assert done.returncode == 0, done.stderr
    assert "kept as SY" in done.stdout
    assert "marsad recode --db ARCHIVE" in done.stdout
    assert "SY\t" in marsad("gazetteer", "list").stdout
    missing = marsad("gazetteer", "fetch", "XX", "--host", mirror)
    assert missing.returncode != 0
    assert "404" in missing.stderr
    assert "SY IQ" in marsad("gazetteer", "fetch").stderr


def test_a_claims_divisions_and_p_code_come_out_in_its_row(code):
    coded = code("قصفت قوات النظام السوري بالمدفعية مدينة سراقب بريف إدلب.").claims[0]
    place = msgspec.structs.replace(coded.places[0], admin3="Saraqab", pcode="SY070300")
    row = claim_row("c", "a", msgspec.structs.replace(coded, places=(place,)))
    assert (row["admin1"], row["admin3"], row["pcode"]) == ("Idlib", "Saraqab", "SY070300")
    assert row["admin2"] == place.district


def test_a_dumps_finer_point_wins_over_the_lexicons_to_the_kilometre(added):
    data = {
        "records": [
            ("سراقب", "Saraqib", 35.86, 36.81, "SY", "Idlib", "settlement", None, 300_000, False, None),
            ("إدلب", "Idlib", 35.85, 36.65, "SY", "Idlib", "governorate", None, 1_000_000, True, None),
        ],
        "keys": {"سراقب": (0,), "ادلب": (1,)},
        "weak": [],
        "admin1": {},
    }
    dump = [
        Row("Saraqib", ("سراقب",), 35.8645, 36.8047, "SY", "settlement", 172408, 32_495),
        Row("Idlib", ("إدلب",), 35.8512, 36.6512, "SY", "governorate", level=1),
    ]
    town, division = added.merge(data, [dump], lambda key: False)["records"]
    assert town[2:4] == (35.8645, 36.8047) and division[2:4] == (35.85, 36.65)
    far = [Row("Saraqib", ("سراقب",), 36.5, 37.1, "SY", "settlement", 1, 100)]
    assert added.merge(data, [far], lambda key: False)["records"][0][2:4] == (35.86, 36.81)  # a namesake is another place
    coarse = [Row("Saraqib", ("سراقب",), 35.87, 36.8, "SY", "settlement", 1, 100)]
    assert added.merge(data, [coarse], lambda key: False)["records"][0][2:4] == (35.86, 36.81)
