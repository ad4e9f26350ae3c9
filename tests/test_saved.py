"""Views kept on the server by each person, and areas as a filter of everything; on both databases."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from conftest import command as marsad
from conftest import news
from support.serving import enter, filled, local, open_to_others

from marsad.archive import Filters, open_archive, saved
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.serve.accounts import add_person

FASHER = "24,13;26.5,13;26.5,14.5;24,14.5"  # round El Fasher; Nyala lies south of it
BENT = "24,11;26.5,11;26.5,14.5;24.6,14.5;24.6,12.5;24,12.5"  # round both, with a corner cut out


def kept(archive, **asked):
    return {e.place_en for e in archive.events(Filters(**asked))}


def test_an_area_keeps_what_lies_inside(archive):
    filled(archive)
    assert kept(archive, area=FASHER) == {"El Fasher"} and kept(archive, area=BENT) == {"El Fasher", "Nyala"}
    assert kept(archive, area="24.8,11.9;25,12;24.9,12.2") == {"Nyala"}
    assert not kept(archive, area="24,12.4;25.2,12.4;25.2,13.2;24,13.2")  # between the two
    client = local(archive)
    page = client.get("/api/events", params={"area": FASHER}).json()
    assert [e["place_en"] for e in page["events"]] == ["El Fasher"]
    assert client.get("/api/extent", params={"area": FASHER}).json()["total"] == 1
    assert client.get("/api/events", params={"area": "1,2;3,4"}).status_code == 400
    with pytest.raises(InputError):
        kept(archive, area="24,13;26")


def test_find_and_alerts_take_an_area(address, archive, tmp_path):
    filled(archive)
    _, out, _ = marsad("find", "--db", address, "--area", FASHER, "-f", "jsonl")
    assert [json.loads(line)["place_en"] for line in out.splitlines()] == ["El Fasher"]
    status, _, err = marsad("find", "--db", address, "--area", "here")
    assert status != 0 and "corners" in err
    heard = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.extend(json.loads(self.rfile.read(int(self.headers["content-length"])))["events"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, daemon=True).start()
    saved.keep(archive, "rana", "دارفور", f"area={FASHER}&type=shelling")
    ask = ("alert", "--db", address, "--view", "دارفور", "--webhook", f"http://127.0.0.1:{server.server_port}/", "--state", tmp_path / "s.db")
    assert marsad(*ask)[0] == 0 and heard == []  # what is there the first time is no news
    archive.add(
        [news(3, url="https://n.example/1", published="2024-08-14"), news(3, place="نيالا", url="https://n.example/2", published="2024-08-14")],
        code_article,
    )
    assert marsad(*ask)[0] == 0 and [e["place"] for e in heard] == ["El Fasher"]
    saved.keep(archive, "omar", "دارفور", "type=airstrike")
    status, _, err = marsad(*ask)
    assert status != 0 and "say whose with --whose" in err
    assert marsad(*ask, "--whose", "rana")[0] == 0
    assert marsad(*ask, "--whose", "rana", "--country", "SD")[0] != 0
    server.shutdown()


def test_each_keeps_their_own(archive):
    saved.keep(archive, "rana", " Two   words ", "type=shelling,airstrike&q=%D8%A7&since=2024-01-01")
    saved.keep(archive, "rana", "b", "tag=x&box=1,2,3,4&reviewed=false&deaths=3")
    saved.keep(archive, "omar", "b", "")
    assert [v.name for v in saved.saved(archive, "rana")] == ["Two words", "b"]
    assert saved.named(archive, "Two words") == Filters(type=("shelling", "airstrike"), query="ا", since="2024-01-01")
    assert saved.named(archive, "b", "rana") == Filters(tag=("x",), box=(1.0, 2.0, 3.0, 4.0), reviewed=False, deaths=3)
    saved.keep(archive, "rana", "b", "country=sd")
    assert saved.named(archive, "b", "rana") == Filters(country=("SD",))
    saved.remove(archive, "rana", "b")
    assert [v.name for v in saved.saved(archive, "rana")] == ["Two words"] and saved.saved(archive, "omar")
    for name, query in (("", ""), ("x", "nonsense=1"), ("x", "type=nonsense"), ("x", "since=yesterday"), ("x", "area=1,2")):
        with pytest.raises(InputError):
            saved.keep(archive, "rana", name, query)
    with pytest.raises(InputError):
        saved.named(archive, "none")


def test_accounts_see_their_own_alone(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        filled(archive)
        add_person(archive, "vera", "viewer", "a long password")
        add_person(archive, "rana", "reviewer", "a long password")
        vera, rana = open_to_others(archive), open_to_others(archive)
        enter(vera, "vera")
        enter(rana, "rana")
        assert vera.post("/api/views", json={"name": "مفتوحة", "query": "country=SD"}).json() == [{"name": "مفتوحة", "query": "country=SD"}]
        assert rana.get("/api/views").json() == [] and len(vera.get("/api/views").json()) == 1
        wrong = vera.post("/api/views", json={"name": "x", "query": "nonsense=1"}, headers={"accept-language": "ar"})
        assert wrong.status_code == 400 and "مرشح" in wrong.json()["error"]
        assert vera.post("/api/views/remove", json={"name": "مفتوحة"}).json() == []
        assert open_to_others(archive).get("/api/views").status_code == 401
