"""Bad requests, on SQLite and PostgreSQL: whatever is asked, the answer is a sentence, and nothing is written of it."""

from __future__ import annotations

import json

import pytest
from support.serving import built, filled, local

from marsad.archive import desk
from marsad.archive.schema import article
from marsad.errors import InputError
from marsad.export import export

pytestmark = built


@pytest.fixture
def client(archive):
    with local(filled(archive)) as client:
        yield client


LONG = "ا" * 300
PATHS = (
    "/%00",
    f"/{LONG}",
    "/a/../..%00",
    "/assets/%00",
    "/tiles/0/0/%00",
    f"/tiles/{'9' * 5000}/0/0",
    "/tiles/1/2",
    "/tiles/-1/0/0",
    "/tiles/3/٣/0",
    "/events/%00",
    f"/{'a/' * 3000}",
)
ODD = ("%00", "a%00b", "%ff", "%ed%a0%80", LONG, "x" * 5000, "9" * 400, "..", "e%0a", "'\"`;--", "%25", "*", '"')
QUERIES = (
    "events?q=", "events?type=", "events?country=", "events?admin1=", "events?place=", "events?actor=", "events?since=", "events?until=", "events?outlet=",
    "events?source=", "events?confidence=", "events?reviewed=", "events?box=", "events?offset=", "events?limit=", "map?zoom=", "map?box=", "control?on=",
    "control?country=", "control?place=", "control/prospects?on=", "control/history?place=", "operations?since=", "operations?country=", "actors?q=",
    "places?q=", "names?ids=", "log?before=", "log?limit=", "events.geojson?q=", "events/", "articles/",
)  # fmt: skip


@pytest.mark.dear
def test_no_path_and_no_value_of_a_query_fails(client):
    for path in PATHS:
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
    numbers = (
        "2147483648",
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "nan",
        "inf",
        "nan,nan,nan,nan",
        "1,2,inf,4",
        "1e300,0,1,1",
        "0x10",
    )
    dates = (
        "0001-01-01",
        "9999-12-31",
        "0000-00-00",
        "2024-02-30",
        "20240101",
        "٢٠٢٤-٠١-٠١",
        "2024-W01-1",
        "1899-12-31",
    )
    for query in QUERIES:
        for value in (*ODD, *numbers, *dates):
            answer = client.get(f"/api/{query}{value}")
            assert answer.status_code < 500, (query, value[:50], answer.text[:200])
            assert answer.status_code == 200 or answer.json()["error"].strip()
    for query in ("events?since=", "control?on=", "control/prospects?on=", "operations?until="):
        for value in dates:
            assert client.get(f"/api/{query}{value}").status_code == 400, (query, value)
    assert client.get("/api/log?before=9223372036854775808").status_code == 400
    assert client.get("/api/map?box=1,2,inf,4").status_code == client.get("/api/map?box=1,2,nan,4").status_code == 400


def test_no_body_fails_or_writes(client, archive):
    one = client.get("/api/events").json()["events"][0]["id"]
    whole = client.get(f"/api/events/{one}").json()
    claim, text = whole["claims"][0]["id"], whole["articles"][0]
    told = lambda **t: (f"claims/{claim}/correct", {"told": t})  # noqa: E731
    many = [f"x:{n}" for n in range(501)]
    bodies = (
        ("merge", {"claims": ["no:1"], "others": ["no:2"]}), ("split", {"claims": [claim], "others": ["no:2"]}), ("merge", {"claims": many, "others": [claim]}),
        ("merge", {"claims": many[:300], "others": many[300:500]}), ("merge", {"claims": ["\x00"], "others": [claim]}), ("merge", {"claims": [LONG], "others": [claim]}),
        ("merge", {"claims": [], "others": [claim]}), ("split", {"claims": [claim], "others": [claim]}), ("undo", {"number": 2**63}), ("undo", {"number": -1}), ("undo", {"number": 0}),
        ("undo", {"number": 10**6}), (f"claims/{claim}/accept", {"reason": "\x00"}), (f"claims/{claim}/accept", {"reason": "x" * 2001}), (f"claims/{LONG}/accept", {}),
        ("claims/%00/accept", {}), (f"claims/{claim}/reject", {"seen": {"event": "\x00", "stamp": "x"}}), told(deaths={"min": 2**63}), told(deaths={"min": 1, "max": 2**31}),
        told(days={"start": "0001-01-01", "end": "0001-01-02"}), told(days={"start": "2024-01-02", "end": "2024-01-01"}), told(agents=[{"id": "sd.rsf", "start": 2**63, "end": 2**63 + 1}]),
        told(agents=[{"id": "sd.rsf"}] * 51), told(places=[{"key": "\x00"}]), told(places=[{"key": "x" * 201}]), (f"articles/{text['id']}/claims", {"start": 2**63, "end": 2**63 + 1, "told": {"type": "killing"}}),
        (f"articles/{LONG}/claims", {"start": 0, "end": 1, "told": {"type": "killing"}}),
    )  # fmt: skip
    for path, body in bodies:
        answer = client.post(f"/api/{path}", content=json.dumps(body).encode())
        assert answer.status_code in (400, 404, 409), (path, body, answer.text[:200])
        assert answer.json()["error"].strip()
    for raw in (
        b"\xff\xfe",
        b'{"number": "\xed\xa0\x80"}',
        b'{"reason": "\\ud800"}',
        b"[" * 100_000,
        b"{",
        b"",
        b"null",
        b'"x"',
        b"9" * 5000,
        b'{"number": 1e400}',
    ):
        assert client.post("/api/undo", content=raw).status_code == 400, raw[:20]
    assert desk.log(archive) == []


@pytest.mark.dear
def test_no_header_fails(client):
    odd = (
        "[",
        "http://[",
        "http://[::1",
        "null",
        "://",
        "\x01",
        "é".encode().decode("latin-1"),
        "x" * 5000,
        ",,;=",
        "bytes=0-1,5-",
        "bytes=a-b",
        "9" * 30,
        "",
    )
    for name in (
        "origin",
        "host",
        "cookie",
        "range",
        "accept-encoding",
        "if-none-match",
        "if-modified-since",
        "x-csrf-token",
        "x-forwarded-for",
        "content-type",
        "forwarded",
    ):
        for value in odd:
            raw = {name: value.encode("latin-1")}
            for method, path in (
                ("GET", "/api/events"),
                ("GET", "/icon.svg"),
                ("POST", "/api/undo"),
                ("POST", "/api/login"),
                ("POST", "/api/logout"),
            ):
                answer = client.request(method, path, headers=raw, content=b"{}" if method == "POST" else None)
                assert answer.status_code < 500, (name, value, path)


def test_each_route_has_its_bound_of_a_body(client):
    for path, most in (("undo", 200_000), ("merge", 200_000), ("claims/x:1/accept", 200_000), ("login", 10_000), ("try", 20_000_000)):
        answer = client.post(f"/api/{path}", content=b" " * (most + 1))
        assert answer.status_code == 413, path
        parts = (b" " * 5000 for _ in range(most // 5000 + 1))  # without a length that is told
        assert client.post(f"/api/{path}", content=parts).status_code == 413, path
    answer = client.post("/api/undo", content=b"{}", headers={"content-length": "9" * 400})
    assert answer.status_code == 413


def test_exports_pass_over_decisions_on_articles_that_are_gone(client, archive, tmp_path):
    claims = [c for event in client.get("/api/events").json()["events"] for c in event["claims"]]
    for claim in claims:
        assert client.post(f"/api/claims/{claim}/accept", json={}).status_code == 200
    gone = claims[-1].rpartition(":")[0]  # what was decided last
    with archive.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        connection.execute(article.delete().where(article.c.id == gone))
    assert export_of(archive, "gold", tmp_path) and export_of(archive, "proposals", tmp_path) >= 0
    undone = [client.post("/api/undo", json={}).status_code for _ in range(3)]
    assert undone == [
        200,
        200,
        400,
    ]  # what was decided on the article that is gone cannot be taken back, and stops nothing
    number = next(r["id"] for r in desk.log(archive) if r["article_id"] == gone)
    assert client.post("/api/undo", json={"number": number}).status_code == 400


def export_of(archive, format, folder):
    from marsad.archive import Filters

    return export(archive, format, "events", Filters(), folder / format)


def test_claims_that_are_not_there_are_not_merged(archive):
    filled(archive)
    one = next(archive.events()).claims[0]
    for pair in (([one], ["no:1"]), (["no:1"], ["no:2"])):
        with pytest.raises(InputError, match="there is no claim no:"):
            desk.regroup(archive, "merge", *pair, "salma")
    assert desk.log(archive) == []
