"""schemathesis over the API's own description: right and wrong requests of every kind, and no answer says that the server failed.

Short and the same each time in `make test`; `make fuzz-api` asks some hundred times as much, and other things at every run.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis.errors import Unsatisfiable
from starlette.testclient import TestClient
from support.serving import built, filled

from marsad.archive import copies, desk
from marsad.read.items import Original
from marsad.serve.app import make_app
from marsad.serve.state import State
from marsad.serve.tiles import Shipped

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install 'marsad[dev]'")
pytestmark = built
KEPT = b"page"  # a source as it was read
EXAMPLES = int(os.environ.get("MARSAD_FUZZ", "0"))
_SETTINGS = settings(
    max_examples=EXAMPLES or 8,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def client(archive):
    with TestClient(make_app(State(filled(archive), Shipped(), True, False)), base_url="http://localhost") as client:
        client.headers["x-csrf-token"] = client.get("/api/me").json()["token"]
        yield client


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


def count(client, statuses: Counter[tuple[str, int]], label: str):
    def ask(case) -> None:
        statuses[label, asked(client, case)] += 1

    return ask


def test_no_request_makes_the_server_fail(client, archive):
    event = client.get("/api/events").json()["events"][0]["id"]
    whole = client.get(f"/api/events/{event}").json()
    with archive.engine.begin() as connection:
        copies.keep(connection, {whole["articles"][0]["id"]: Original(KEPT, "text/plain", "utf-8", "https://p.example/1", None)})
    described = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())
    right, wrong = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
    statuses: Counter[tuple[str, int]] = Counter()
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
                _SETTINGS(given(way)(count(client, statuses, operation.label)))()
    labels = {label for label, _ in statuses}
    assert len(labels) == sum(len(methods) for methods in described.raw_schema["paths"].values())
    fine = {label for label, status in statuses if status == 200}
    assert {label for label in labels if label.startswith("GET")} <= fine and "POST /api/claims/{id}/accept" in fine
    assert {label for label in labels if label.startswith("POST")} <= {label for label, status in statuses if status >= 400}
    for decided in desk.log(archive):  # and what was written can be read and taken back
        if not decided["undone"] and decided["verdict"] != "undo":
            assert client.post("/api/undo", json={"number": decided["id"]}).status_code == 200
