"""The API: what it answers, who may ask, what it refuses; and that it describes itself truly."""

from __future__ import annotations

import os
import shutil
import subprocess

import jsonschema
import pytest
from conftest import ROOT
from conftest import command as marsad
from starlette.testclient import TestClient
from support.serving import LOCAL, built, enter, filled, local, open_to_others

from marsad.archive import Filters, copies, open_archive, views
from marsad.errors import InputError
from marsad.events import Event
from marsad.events.grade import Grade
from marsad.lexicon.tables import table
from marsad.model import ClaimType, Modality
from marsad.read.items import Original
from marsad.serve.accounts import add_person, people, remove_person
from marsad.serve.app import make_app
from marsad.serve.queries import words
from marsad.serve.state import State
from marsad.serve.tiles import Archived, Elsewhere, tiles_of

pytestmark = built


@pytest.fixture
def archive(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        yield filled(archive)


@pytest.fixture
def client(archive):
    with local(archive) as client:
        yield client


def test_every_type_modality_and_grade_has_a_label_in_both_languages():
    labels = table("labels")
    from typing import get_args

    flat = lambda t: {x for a in get_args(t) for x in (get_args(a) or (a,))}  # noqa: E731
    for name, wanted in (("type", flat(ClaimType)), ("modality", flat(Modality)), ("grade", flat(Grade))):
        assert set(labels[name]) == wanted, name
    assert all(row["en"] and row["ar"] for name in labels for row in labels[name].values())
    assert {row["class"] for row in labels["type"].values()} == set(labels["class"])


def test_the_description_is_true_of_every_answer(client, archive):
    told = client.get("/api/openapi.json").json()

    def schema(path):
        return {
            **told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"],
            "components": told["components"],
        }

    event = client.get("/api/events").json()["events"][0]["id"]
    article = client.get(f"/api/events/{event}").json()["articles"][0]["id"]
    with archive.engine.begin() as connection:
        copies.keep(connection, {article: Original(b"page", "text/plain", "utf-8", "https://p.example/1", None)})
    sha256 = copies.copies_of(archive, [article])[article][0].sha256
    asked = 0
    for path, methods in told["paths"].items():
        if "get" not in methods:
            continue
        needed = {p["name"]: "2024-06-12" for p in methods["get"]["parameters"] if p["required"] and p["in"] == "query"}
        answer = client.get(
            path.replace("{id}", article if "articles" in path else "sd.rsf" if "actors" in path else event)
            .replace("{name}", "El Fasher")
            .replace("{sha256}", sha256),
            params=needed,
        )
        assert answer.status_code == 200, (path, answer.text)
        if "application/json" not in methods["get"]["responses"]["200"]["content"]:
            assert answer.headers["content-disposition"].startswith(("attachment", "inline")), path
            continue
        jsonschema.validate(answer.json(), schema(path))
        asked += 1
    assert asked >= 15
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            assert one["summary"].endswith("."), (path, method)


def test_filters_act_on_map_timeline_and_list_alike(client):
    for asked, n in (
        ({}, 2),
        ({"place": "نيالا"}, 1),
        ({"type": "shelling,airstrike"}, 2),
        ({"type": "siege"}, 0),
        ({"actor": "rapid support"}, 2),
        ({"country": "sd"}, 2),
        ({"admin1": "north darfur"}, 1),
        ({"until": "2024-06-01"}, 0),
        ({"q": "الفاشر"}, 1),
        ({"outlet": "c.example"}, 1),
        ({"source": "لجان المقاومة"}, 2),
        ({"confidence": "0.999"}, 0),
        ({"reviewed": "true"}, 0),
        ({"grade": "confirmed"}, 0),
        ({"box": "24,13,26,14"}, 1),
    ):
        events = client.get("/api/events", params=asked).json()
        assert events["total"] == len(events["events"]) == n, asked
        assert sum(c["events"] for c in client.get("/api/map", params=asked).json()["clusters"]) == n, asked
        bars = client.get("/api/timeline", params=asked).json()["bars"]
        assert sum(sum(b["counts"].values()) for b in bars) == n, asked
        assert client.get("/api/events.geojson", params=asked).json()["total"] == n


def test_wrong_askings_are_told_in_a_sentence(client):
    for path, status in (
        ("/api/events?limit=0", 400),
        ("/api/events?limit=9999", 400),
        ("/api/events?offset=-1", 400),
        ("/api/events?since=yesterday", 400),
        ("/api/map?zoom=x", 400),
        ("/api/map?box=1,2", 400),
        ("/api/events?colour=red", 400),
        ("/api/events/none", 404),
        ("/api/articles/none", 404),
        ("/api/nothing", 404),
        ("/tiles/3/9/0", 404),
    ):
        answer = client.get(path)
        assert answer.status_code == status, path
        assert answer.json()["error"].strip()
    for path, body in (("/api/claims/x:1/accept", {}), ("/api/merge", {"claims": [], "others": []}), ("/api/undo", {})):
        assert client.post(path, json=body).status_code == 400, path
    assert client.post("/api/merge", content=b"{").status_code == 400
    assert client.post("/api/merge", json={"claims": ["a"], "others": ["b"], "drop": 1}).status_code == 400


def shown(client):
    event = client.get("/api/events?place=Fasher").json()["events"][0]
    return client.get(f"/api/events/{event['id']}").json()


def test_a_reviewer_accepts_corrects_rejects_and_undoes(client):
    one = shown(client)
    seen = {"event": one["event"]["id"], "stamp": one["stamp"]}
    claim = one["claims"][0]["id"]
    told = {
        "type": "airstrike",
        "deaths": {"min": 5, "max": 5},
        "agents": [{"id": "sd.army"}],
        "places": [{"key": client.get("/api/places?q=نيالا").json()[0]["key"]}],
        "days": {"start": "2024-06-10", "end": "2024-06-10"},
        "modality": "possible",
    }
    done = client.post(f"/api/claims/{claim}/correct", json={"told": told, "seen": seen, "reason": "as it says"})
    assert done.status_code == 200, done.text
    after = client.get(f"/api/events/{done.json()['events'][0]}").json()
    mine = next(c["claim"] for c in after["claims"] if c["id"] == claim)
    assert (
        mine["type"],
        mine["modality"],
        mine["deaths"],
        mine["agents"][0]["actor"]["id"],
        mine["places"][0]["name_en"],
        mine["time"]["start"],
    ) == ("airstrike", "possible", {"min": 5, "max": 5}, "sd.army", "Nyala", "2024-06-10")
    text = after["articles"][0]["text"]
    for part in (*mine["agents"], *mine["places"], mine["trigger"], mine["evidence"]):
        assert text[part["start"] : part["end"]] == part["text"]
    (row,) = client.get("/api/log").json()
    assert row["reason"] == "as it says" and row["fields"]["type"] == ["shelling", "airstrike"]
    assert row["told"] == {claim: {"en": mine["gloss_en"], "ar": mine["gloss_ar"]}} and row["names"]["Nyala"] == "نيالا"
    stale = client.post(f"/api/claims/{claim}/reject", json={"seen": seen})
    assert stale.status_code == 409 and "changed" in stale.json()["error"]
    assert client.post("/api/undo", json={}).status_code == 200
    assert shown(client)["claims"][0]["claim"]["type"] == "shelling"


def test_undo_names_what_it_takes_back_and_on_an_event_takes_its_last(client, archive):
    one = shown(client)
    event, (a, b) = one["event"]["id"], sorted(c["id"] for c in one["claims"])
    (elsewhere,) = client.get("/api/events?place=نيالا").json()["events"]
    client.post(f"/api/claims/{a}/accept", json={})
    assert client.post(f"/api/claims/{b}/reject", json={}).json()["events"] == [event]
    client.post(f"/api/claims/{elsewhere['claims'][0]}/accept", json={})
    log = client.get(f"/api/events/{event}").json()["log"]
    assert [row["verdict"] for row in log] == ["reject", "accept"]  # the claim that left the event too
    done = client.post("/api/undo", json={"event": event}).json()
    me = client.get("/api/me").json()["name"]
    assert done["undone"] == {"number": log[0]["id"], "verdict": "reject", "who": me, "at": log[0]["at"], "claims": [b]}
    assert done["events"] == [event] and len(shown(client)["claims"]) == 2
    assert client.post("/api/undo", json={"event": event}).json()["undone"]["verdict"] == "accept"
    answer = client.post("/api/undo", json={"event": event})
    assert answer.status_code == 400 and "on this event" in answer.json()["error"]
    assert client.post("/api/undo", json={"event": event, "number": 1}).status_code == 400
    assert client.post("/api/undo", json={"event": "none"}).status_code == 400
    apart = client.post("/api/split", json={"claims": [a], "others": [b]}).json()["events"]
    for side in apart:  # parting two is a decision on both
        assert client.get(f"/api/events/{side}").json()["log"][0]["verdict"] == "split"
    done = client.post("/api/undo", json={"event": apart[1]}).json()
    assert done["undone"]["verdict"] == "split" and done["undone"]["claims"] == [a, b] and done["events"] == [event]
    assert client.post("/api/undo", json={}).json()["undone"]["claims"] == elsewhere["claims"]
    assert archive.status()["event"] == 2


def test_on_an_event_another_persons_decision_is_taken_back_by_an_admin_alone(archive):
    for name, role in (("rana", "reviewer"), ("omar", "reviewer"), ("amal", "admin")):
        add_person(archive, name, role, "a long password")
    with open_to_others(archive) as client:
        enter(client, "rana")
        one = shown(client)
        event = one["event"]["id"]
        client.post(f"/api/claims/{one['claims'][0]['id']}/accept", json={})
        enter(client, "omar")
        answer = client.post("/api/undo", json={"event": event})
        assert answer.status_code == 403 and "rana" in answer.json()["error"]
        enter(client, "amal")
        assert client.post("/api/undo", json={"event": event}).json()["undone"]["who"] == "rana"


@pytest.mark.dear
def test_words_of_the_article_make_a_claim(client):
    one = shown(client)
    article = one["articles"][0]
    at = article["text"].index("قتل")
    body = {
        "start": at,
        "end": at + 3,
        "told": {"type": "killing", "agents": [{"id": "sd.rsf", "start": at, "end": at + 3}]},
    }
    assert client.post(f"/api/articles/{article['id']}/claims", json=body).status_code == 200
    whole = client.get(f"/api/articles/{article['id']}").json()
    mine = next(c for c in whole["claims"] if c["verdict"] == "add")
    assert mine["claim"]["trigger"]["text"] == "قتل" and mine["claim"]["rule"] == "reviewer"
    for wrong in ({"start": 5, "end": 5}, {"start": 0, "end": 10**6}, {"told": {}}, {"told": {"type": "killing", "agents": [{"id": "no.body"}]}}):
        assert client.post(f"/api/articles/{article['id']}/claims", json={**body, **wrong}).status_code == 400


def test_split_and_merge_by_the_api(client):
    one = shown(client)
    a, b = (c["id"] for c in one["claims"])
    seen = [{"event": one["event"]["id"], "stamp": one["stamp"]}]
    apart = client.post("/api/split", json={"claims": [a], "others": [b], "seen": seen}).json()["events"]
    assert len(apart) == 2
    assert client.post("/api/merge", json={"claims": [a], "others": [b], "seen": seen}).status_code == 409
    again = [{"event": e, "stamp": client.get(f"/api/events/{e}/stamp").json()["stamp"]} for e in apart]
    assert len(client.post("/api/merge", json={"claims": [a], "others": [b], "seen": again}).json()["events"]) == 1


def test_names_are_found_as_one_types(client):
    assert client.get("/api/actors", params={"q": "الدعم الس"}).json()[0]["id"] == "sd.rsf"
    assert client.get("/api/actors", params={"q": "rapid sup"}).json()[0]["id"] == "sd.rsf"
    assert client.get("/api/places", params={"q": "البوكما"}).json()[0]["name_en"] == "Al-Bukamal"
    assert client.get("/api/places", params={"q": "bukam"}).json()[0]["name_en"] == "Al-Bukamal"
    assert client.get("/api/names", params={"ids": "sd.rsf,nobody"}).json() == {"sd.rsf": {"en": "Rapid Support Forces", "ar": "قوات الدعم السريع"}}


def test_an_article_without_an_outlet_is_called_by_its_headline_in_quotation_marks(client):
    article = shown(client)["articles"][0]
    title = article["title"]
    assert title and client.get("/api/names", params={"ids": article["id"]}).json() == {article["id"]: {"en": f"“{title}”", "ar": f"«{title}»"}}


def test_pages_and_tiles_are_served_with_a_strict_policy(client):
    for path in ("/", "/desk", "/events/e1", "/icon.svg"):
        answer = client.get(path)
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
    tile = client.get("/tiles/3/4/3")
    assert tile.headers["content-type"] == "image/png" and tile.content[:4] == b"\x89PNG"
    assert client.get("/tiles/9/1/1").status_code == 204
    for path in ("/../pyproject.toml", "/%2e%2e/%2e%2e/app.py", "/assets/../../app.py"):
        answer = client.get(path)
        assert "import" not in answer.text[:200] and "[build-system]" not in answer.text


def test_other_sites_cannot_act_here(client):
    assert client.post("/api/undo", json={}, headers={"x-csrf-token": ""}).status_code == 403
    assert client.post("/api/undo", json={}, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.get("/api/events", headers={"host": "evil.example"}).status_code == 421


def test_only_those_who_were_added_come_in(archive):
    for name, role in (("vera", "viewer"), ("rana", "reviewer"), ("amal", "admin")):
        add_person(archive, name, role, "a long password")
    with open_to_others(archive) as client:
        assert client.get("/api/me").json()["login"] is True
        for path in ("/api/start", "/api/events", "/api/map", "/api/log", "/api/articles/x"):
            assert client.get(path).status_code == 401, path
        assert client.post("/api/try", content=b"x").status_code == 401
        assert client.get("/").status_code == 200  # the page itself holds nothing
        answer = enter(client, "vera")
        cookie = answer.headers["set-cookie"].lower()
        assert all(word in cookie for word in ("httponly", "secure", "samesite=strict"))
        one = shown(client)
        claim = one["claims"][0]["id"]
        assert client.post(f"/api/claims/{claim}/accept", json={}).status_code == 403
        client.post("/api/logout")
        assert client.get("/api/events").status_code == 401
        assert enter(client, "rana").status_code == 200
        assert client.post(f"/api/claims/{claim}/accept", json={}, headers={"x-csrf-token": "wrong"}).status_code == 403
        assert client.post(f"/api/claims/{claim}/accept", json={}).status_code == 200
        (row,) = client.get("/api/log").json()
        assert row["who"] == "rana"
    with open_to_others(archive) as other:
        add_person(archive, "omar", "reviewer", "a long password")
        enter(other, "omar")
        assert other.post("/api/undo", json={"number": row["id"]}).status_code == 403
        enter(other, "amal")
        assert other.post("/api/undo", json={"number": row["id"]}).status_code == 200
        remove_person(archive, "amal")
        assert other.get("/api/events").status_code == 401
    assert [p for p, _ in people(archive)] == ["omar", "rana", "vera"]


def test_a_new_password_ends_old_logins(archive):
    add_person(archive, "rana", "reviewer", "a long password")
    with open_to_others(archive) as client:
        enter(client, "rana")
        assert client.get("/api/events").status_code == 200
        assert add_person(archive, "rana", "viewer", "another password") is False
        assert client.get("/api/events").status_code == 401


def test_passwords_are_kept_as_argon2_alone(archive):
    add_person(archive, "rana", "reviewer", "a long password")
    with archive.engine.connect() as connection:
        import sqlalchemy as sa

        (kept,) = connection.execute(sa.text("SELECT password FROM person")).one()
    assert kept.startswith("$argon2id$") and "long" not in kept
    for name, password in (("", "a long password"), ("x" * 81, "a long password"), ("ali", "short")):
        with pytest.raises(InputError):
            add_person(archive, name, "viewer", password)


def test_tiles_of_the_users_choice(tmp_path, archive):
    url = "https://tiles.example/{z}/{x}/{y}.png"
    with TestClient(make_app(State(archive, tiles_of(url), True, False)), base_url=LOCAL) as client:
        assert client.get("/api/start").json()["base"]["url"] == url
        assert "https://tiles.example" in client.get("/").headers["content-security-policy"]
    path = tmp_path / "a.pmtiles"
    _pmtiles(path)
    tiles = tiles_of(str(path))
    assert isinstance(tiles, Archived) and tiles.base.kind == "raster" and tiles.base.credit == "© somebody"
    assert tiles.get(0, 0, 0) == (b"\x89PNG tile", "image/png") and tiles.get(1, 0, 0) is None
    assert isinstance(tiles_of(url), Elsewhere)
    (tmp_path / "no.pmtiles").write_bytes(b"nothing")
    for wrong in ("https://tiles.example/{z}.png", "ftp://x/{z}/{x}/{y}", str(tmp_path / "none"), str(tmp_path / "no.pmtiles")):
        with pytest.raises(InputError):
            tiles_of(wrong)


def _pmtiles(path):
    from pmtiles.tile import Compression, TileType, zxy_to_tileid
    from pmtiles.writer import Writer

    with path.open("wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(0, 0, 0), b"\x89PNG tile")
        header = {
            "tile_type": TileType.PNG,
            "tile_compression": Compression.NONE,
            "min_lon_e7": -1800000000,
            "min_lat_e7": -850000000,
            "max_lon_e7": 1800000000,
            "max_lat_e7": 850000000,
            "center_zoom": 0,
            "center_lon_e7": 0,
            "center_lat_e7": 0,
        }
        writer.finalize(header, {"attribution": "<b>©</b> somebody"})


def test_serving_to_others_asks_for_users_first(tmp_path):
    db = str(tmp_path / "a.db")
    open_archive(db).close()
    status, _, err = marsad("serve", "--db", db, "--host", "0.0.0.0", "--port", "0")
    assert status == 2 and "marsad user add" in err
    assert marsad("serve", "--db", tmp_path / "none.db")[0] == 2
    assert marsad("serve", "--db", db, "--port", "70000")[0] == 2
    status, _, err = marsad("user", "add", "rana", "--role", "reviewer", "--db", db, stdin=b"a long password\n")
    assert status == 0 and "may log in" in err
    assert marsad("user", "add", "rana", "--role", "king", "--db", db, stdin=b"a long password\n")[0] != 0
    assert marsad("user", "add", "omar", "--role", "viewer", "--db", db, stdin=b"short\n")[0] == 2
    assert marsad("user", "list", "--db", db)[1] == "rana\treviewer\n"
    assert marsad("user", "remove", "rana", "--db", db)[0] == 0
    assert marsad("user", "remove", "rana", "--db", db)[0] == 2


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl, which makes a certificate, is not on this machine")
def test_a_certificate_that_cannot_be_used_is_named_before_an_address_is_told(tmp_path):
    db, cert, key, other = (tmp_path / name for name in ("a.db", "cert.pem", "key.pem", "other.pem"))
    open_archive(str(db)).close()
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    for made, of_it in ((tmp_path / "unused.pem", other), (cert, key)):
        told = ["-subj", "/CN=localhost", "-days", "2", "-keyout", of_it, "-out", made]
        subprocess.run(["openssl", "req", "-x509", *kind, *told], capture_output=True, check=True)

    def refused(*given) -> str:
        status, _, err = marsad("serve", "--db", db, "--port", "0", *given)
        assert status == 2 and err.count("\n") == 1 and "://" not in err
        return err

    gone = tmp_path / "gone.pem"
    assert f"{gone} cannot be read (No such file or directory)" in refused("--certificate", gone, "--key", key)
    assert f"{gone} cannot be read" in refused("--certificate", cert, "--key", gone) and "--key" in refused("--certificate", cert, "--key", gone)
    assert f"{cert} and {other}: no certificate with its key" in refused("--certificate", cert, "--key", other)
    assert f"{db} and {key}: no certificate with its key" in refused("--certificate", db, "--key", key)
    assert "--certificate too" in refused("--key", key)


def test_the_priority_of_the_queue(archive):
    from marsad.archive.rows import priority

    (event, *_) = archive.events(Filters(place="Fasher"))
    import msgspec

    change = lambda **f: priority(msgspec.structs.replace(event, **f))  # noqa: E731
    assert isinstance(event, Event)
    assert change(confidence=0.2) > change(confidence=0.9)
    assert change(confidence=0.5, deaths=msgspec.structs.replace(event.deaths, best=200)) > change(confidence=0.5, deaths=None)
    assert change(confidence=0.5, grade="contested") > change(confidence=0.5, grade="fair")
    queue = views.page(archive, Filters(), "queue").events
    assert [priority(e) for e in queue] == sorted((priority(e) for e in queue), reverse=True)


def test_the_openapi_description_names_only_json_pages_use():
    """Every address that the pages ask stands in the description."""
    import re

    from marsad.serve.app import ENDPOINTS

    known = {re.sub(r"{[\w:]+}", "X", e.path.removeprefix("/api/")) for e in ENDPOINTS} | {"login", "logout"}
    asked = set()
    for file in (ROOT / "web" / "src").rglob("*"):
        if file.suffix in (".ts", ".svelte"):
            for name in re.findall(r"(?<![.\w])(?:get|post|send)(?:<[^(]*>)?\(\s*[\"`]([^\"`?]+)", file.read_text("utf-8")):
                asked.add(re.sub(r"\${[^}]+}", "X", name))
    unknown = [a for a in asked if not any(re.fullmatch(a.replace("X", "[^/]+"), k) for k in known)]
    assert len(asked) > 10 and unknown == []


def test_pages_that_were_built_anew_come_whole_from_a_running_server(archive, monkeypatch, tmp_path):
    assets = tmp_path / "assets"
    assets.mkdir()

    def build(name: str, stamp: int):
        for old in assets.iterdir():
            old.unlink()
        (assets / name).write_text("1")
        (tmp_path / "index.html").write_text(f"<script src=/assets/{name}></script>")
        for path in (assets, tmp_path / "index.html"):
            os.utime(path, (stamp, stamp))

    build("a.js", 1)
    monkeypatch.setattr("marsad.serve.app.PAGES", tmp_path)
    with local(archive) as client:
        assert client.get("/").headers["cache-control"] == "no-cache" and client.get("/assets/a.js").text == "1"
        build("b.js", 2)
        assert "b.js" in client.get("/desk").text and client.get("/assets/b.js").headers["cache-control"].endswith("immutable")
        gone = client.get("/assets/a.js")  # never the page in place of a script
        assert gone.status_code == 404 and "load the page again" in gone.json()["error"]
        (tmp_path / "index.html").unlink()
        assert client.get("/").status_code == 503


def test_of_countries_the_larger_is_named_first():
    named = [one.name_en for one in words.labelled(20, 5, 70, 45, 3) if one.rank == 0]
    assert named.index("Saudi Arabia") < named.index("Bahrain") and named.index("Sudan") < named.index("Djibouti")


def test_a_town_is_named_before_the_division_called_after_it_and_by_what_is_known_of_its_size():
    near = {one.name_en: one for one in words.labelled(31, 14.5, 34, 16.5, 8)}
    assert near["Khartoum"].rank == 2  # the town, not the state around it
    around = words.labelled(36.4, 35.8, 36.9, 36.1, 10)
    ranks = {one.name_ar: one.rank for one in around}
    assert ranks["إدلب"] < ranks["كفرجالس"] == ranks["سرمين"]  # villages both, though the lexicon counts nobody in the one
    assert [one.rank for one in around] == sorted(one.rank for one in around)


def test_districts_and_sites_are_named_where_one_looks_closely():
    close = {one.name_ar: one.rank for one in words.labelled(25, 13.4, 25.6, 13.9, 10)}
    far = {one.name_ar for one in words.labelled(25, 13.4, 25.6, 13.9, 8)}
    assert "مخيم أبو شوك" in close and "مخيم أبو شوك" not in far
    assert {one.rank for one in words.labelled(43.5, 15, 44.7, 15.8, 10)} >= {1, 2}
