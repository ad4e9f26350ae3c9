"""Articles that are tried: nothing is kept, nothing that is given stops the server, and a process that hangs or dies is replaced."""

from __future__ import annotations

import gzip
import io
import json
import os
import threading
import zipfile

import pytest
from support.odd import odd
from support.serving import built, filled, local

from marsad.archive import open_archive
from marsad.errors import InputError
from marsad.serve.commands import trial
from marsad.serve.commands.trial import Given, Trials, tried, unpacked

pytestmark = built
TEXT = "قتل 5 مدنيين في قصف مدفعي على مدينة الفاشر، السبت، بحسب شبكة أطباء السودان."


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with open_archive(str(tmp_path_factory.mktemp("try") / "a.db")) as archive:
        yield filled(archive)


@pytest.fixture(scope="module")
def client(archive):
    with local(archive) as client:
        yield client


def test_trying_keeps_nothing_and_takes_any_file(client, archive):
    before = archive.status()
    text = f"{TEXT} <script>alert(1)</script>"
    (one,) = client.post("/api/try?published=2024-06-12", content=text.encode()).json()["articles"]
    assert one["doc"]["claims"][0]["type"] == "shelling" and "shelling" in one["explanation"]
    assert one["doc"]["text"].count("<script>") == 1  # text stays text: it is shown, never run
    page = f"<html><body><article><h1>قصف</h1><p>{text}</p></article></body></html>"
    for name in ("../../x.html", "..", ".", "/", "a%00b", "ا" * 300, "con"):
        answer = client.post(f"/api/try?name={name}", content=page.encode())
        assert answer.status_code == 200 and len(answer.json()["articles"]) == 1, name
    assert client.post(f"/api/try?name={'x' * 301}", content=page.encode()).status_code == 400
    assert client.post("/api/try?published=0001-01-01", content=page.encode()).status_code == 400
    assert client.post("/api/try?name=x.zip", content=b"PK\x03\x04broken").status_code in (200, 400)
    assert client.post("/api/try", content=b"  ").status_code == 400
    assert archive.status() == before


@pytest.mark.dear
def test_a_file_is_looked_at_to_a_bound():
    row = lambda text: json.dumps({"text": text}, ensure_ascii=False)  # noqa: E731
    given = lambda name, body: tried(Given(body, name, "2024-06-12"))  # noqa: E731
    many = given("a.jsonl", "\n".join(row(f"{TEXT} {n}") for n in range(30)).encode())
    assert len(many.articles) == trial.SHOWN and many.more
    few = given("a.jsonl", "\n".join([row(TEXT), *["{}"] * 30]).encode())
    assert len(few.articles) == 1 and not few.more and any("row has no 'text'" in line for line in few.passed)
    assert given("a.jsonl.gz", gzip.compress(b"{}\n" * 1_000_000)).more
    assert not given("a.jsonl.gz", gzip.compress(b"\n" * 1_000_000)).articles


@pytest.mark.dear
def test_what_unpacks_to_too_much_is_refused(client):
    with pytest.raises(InputError, match="50 MB"):
        unpacked(gzip.compress(bytes(trial.UNPACKED + 1)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", bytes(trial.UNPACKED + 1))
    answer = client.post("/api/try?name=x.xlsx", content=out.getvalue())
    assert answer.status_code == 400 and "50 MB" in answer.json()["error"]
    assert unpacked(gzip.compress(b"x")) == b"x"
    broken = gzip.compress(b"x" * 9999)[:-30]
    assert unpacked(broken) == broken


@pytest.fixture
def trials():
    made = Trials(at_once=2, seconds=3, work=odd, prepare=dict)
    yield made
    made.close()


@pytest.mark.dear
def test_a_process_that_hangs_or_dies_is_replaced(trials):
    ask = lambda body: trials.run(Given(body, "x", None)).passed[0]  # noqa: E731
    first = ask(b"")
    assert ask(b"") == first != str(os.getpid())  # kept, and not the server's own
    for body, told in ((b"refuse", "nothing in it"), (b"fail", "IndexError"), (b"memory", "memory")):
        with pytest.raises(InputError, match=told):
            ask(body)
        assert ask(b"") == first, body
    for body, told in ((b"hang", "more than 3 seconds"), (b"die", "ended the process")):
        with pytest.raises(InputError, match=told):
            ask(body)
        second = ask(b"")
        assert second != first
        with pytest.raises(ProcessLookupError):
            os.kill(int(first), 0)
        first = second


@pytest.mark.dear
def test_two_are_tried_at_once_and_a_third_waits(trials):
    told, lock = [], threading.Lock()

    def ask(body):
        try:
            answer = trials.run(Given(body, "x", None)).passed[0]
        except InputError as error:
            answer = str(error)
        with lock:
            told.append(answer)

    threads = [threading.Thread(target=ask, args=(body,)) for body in (b"hang", b"hang", b"", b"")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum("more than 3 seconds" in t for t in told) == 2 and sum(t.isdecimal() for t in told) == 2


@pytest.mark.dear
def test_the_server_answers_while_files_hang(archive, monkeypatch):
    """Six who try are let in, others are told to come again, and everything else is answered as ever."""
    from concurrent.futures import ThreadPoolExecutor

    from starlette.testclient import TestClient

    from marsad.serve.app import make_app
    from marsad.serve.state import State
    from marsad.serve.tiles import Shipped

    state = State(archive, Shipped(), True, False, trials=Trials(at_once=2, seconds=1, work=odd, prepare=dict))
    with TestClient(make_app(state), base_url="http://localhost") as client, ThreadPoolExecutor(12) as pool:
        client.headers["x-csrf-token"] = client.get("/api/me").json()["token"]
        asked = [pool.submit(client.post, "/api/try", content=b"hang") for _ in range(12)]
        assert client.get("/api/events").json()["total"] == 2
        statuses = sorted(a.result(60).status_code for a in asked)
    assert set(statuses) == {400, 503} and statuses.count(400) >= 6
