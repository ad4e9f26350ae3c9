"""schemathesis over the API's own description: right and wrong requests of every kind, and no answer says that the server failed.

Short and the same each time in `make test`; `make fuzz-api` asks some hundred times as much, and other things at every run. To make a request
up takes longer than to answer it, so each is sent to an archive of every database that is there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from contextlib import ExitStack, suppress
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis.errors import Unsatisfiable
from starlette.testclient import TestClient
from support import postgres
from support.serving import built, filled

from marsad.archive import Archive, copies, desk, open_archive
from marsad.read.items import Original
from marsad.serve.app import make_app
from marsad.serve.state import State
from marsad.serve.tiles import Shipped

pytestmark = built
KEPT = b"page"  # a source as it was read
EXAMPLES = int(os.environ.get("MARSAD_FUZZ", "0"))
_SETTINGS = settings(
    max_examples=EXAMPLES or 5,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Asking(NamedTuple):
    """A server's client, its archive, and how often it answered each operation with which status."""

    client: TestClient
    archive: Archive
    statuses: Counter[tuple[str, int]]


@pytest.fixture
def servers(tmp_path, server, empty):
    """One over SQLite and, where its programs are there, one over PostgreSQL, with the same articles."""
    shutil.copy(empty, tmp_path / "a.db")
    with ExitStack() as stack:
        addresses = [str(tmp_path / "a.db")] + ([stack.enter_context(postgres.database(server))] if server is not None else [])
        made = []
        for address in addresses:
            archive = filled(stack.enter_context(open_archive(address)))
            client = stack.enter_context(TestClient(make_app(State(archive, Shipped(), True, False)), base_url="http://localhost"))
            client.headers["x-csrf-token"] = client.get("/api/me").json()["token"]
            made.append(Asking(client, archive, Counter()))
        yield made


def asked(client, case) -> int:
    """The status that a made request gets, sent by this machine's browser with its token. Raises what the server raises."""
    told = case.as_transport_kwargs(base_url="http://localhost")
    if len(urlencode(told.get("params") or {}, doseq=True)) > 60_000:
        reject()  # no client sends as much, and uvicorn takes no head of more than 64 kB
    body = {name: told[name] for name in ("json", "data", "content") if told.get(name) is not None}
    if isinstance(body.get("data"), bytes | str):
        body["content"] = body.pop("data")
    answer = client.request(told["method"], told["url"], params=told.get("params"), **body)
    assert answer.status_code < 500, (told, answer.text[:300])
    assert answer.status_code == 200 or answer.json()["error"].strip(), told
    return answer.status_code


def known(label: str, event: dict) -> dict[str, str] | None:
    """The part of a path that names something of the archive."""
    ids = {"/events/{": event["event"]["id"], "/articles/{": event["articles"][0]["id"], "/claims/{": event["claims"][0]["id"], "/actors/{": "sd.rsf"}
    if "/copies/{" in label:
        return {"sha256": hashlib.sha256(KEPT).hexdigest()}
    return next(({"id": id} for part, id in ids.items() if part in label), None)


def count(servers: list[Asking], label: str):
    def ask(case) -> None:
        for server in servers:
            server.statuses[label, asked(server.client, case)] += 1

    return ask


def prepared(server: Asking) -> dict:
    """An event of the archive as a page shows it; the source of its first article is kept from now on."""
    event = server.client.get("/api/events").json()["events"][0]["id"]
    whole = server.client.get(f"/api/events/{event}").json()
    with server.archive.engine.begin() as connection:
        copies.keep(connection, {whole["articles"][0]["id"]: Original(KEPT, "text/plain", "utf-8", "https://p.example/1", None)})
    return whole


@pytest.mark.slow
def test_no_request_makes_the_server_fail(servers):
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install 'marsad[dev]'")
    whole, *others = map(prepared, servers)
    described = schemathesis.openapi.from_dict(servers[0].client.get("/api/openapi.json").json())
    assert all(known(label, other) == known(label, whole) for other in others for label in described.raw_schema["paths"])
    right, wrong = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
    for found in described.get_all_operations():
        operation = found.ok()
        named = known(operation.label, whole)
        ways = [operation.as_strategy(generation_mode=mode) for mode in (right, wrong)]
        if named is not None:
            ways += [operation.as_strategy(generation_mode=mode, path_parameters=named) for mode in (right, wrong)]
        if operation.label == "GET /api/brief":
            ways.append(operation.as_strategy(query={"since": "2025-05-01", "until": "2025-05-31", "lang": "ar"}))
        for way in ways:
            with suppress(Unsatisfiable):  # where nothing is asked for, nothing can be asked wrongly
                _SETTINGS(given(way)(count(servers, operation.label)))()
    operations = sum(len(methods) for methods in described.raw_schema["paths"].values())
    for client, archive, statuses in servers:
        labels = {label for label, _ in statuses}
        assert len(labels) == operations
        fine = {label for label, status in statuses if status == 200}
        assert {label for label in labels if label.startswith("GET")} <= fine and "POST /api/claims/{id}/accept" in fine
        assert {label for label in labels if label.startswith("POST")} <= {label for label, status in statuses if status >= 400}
        for decided in desk.log(archive):  # and what was written can be read and taken back
            if not decided["undone"] and decided["verdict"] != "undo":
                assert client.post("/api/undo", json={"number": decided["id"]}).status_code == 200
