"""Who comes in: guessing is slowed and costs little, nobody is locked out by others, and a proxy makes nobody an admin."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import command
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient
from support.serving import built, enter, local, open_to_others

from marsad.archive import open_archive
from marsad.serve import accounts
from marsad.serve.accounts import Attempts, add_person
from marsad.serve.app import make_app
from marsad.serve.state import State
from marsad.serve.tiles import Shipped

pytestmark = built


@pytest.fixture
def archive(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        yield archive


@pytest.fixture
def rana(archive):
    add_person(archive, "rana", "reviewer", "a long password")
    return archive


class Slow:
    """A hasher that counts how many hash at once, and keeps each at it until others had their chance."""

    def __init__(self):
        self.lock, self.now, self.most, self.all = threading.Lock(), 0, 0, 0

    def verify(self, *_):
        with self.lock:
            self.now += 1
            self.all += 1
            self.most = max(self.most, self.now)
        time.sleep(0.05)
        with self.lock:
            self.now -= 1
        raise accounts.VerificationError


def test_of_many_wrong_passwords_at_once_few_are_looked_at(rana, monkeypatch):
    slow = Slow()
    monkeypatch.setattr(accounts, "_HASHER", slow)
    with open_to_others(rana) as client, ThreadPoolExecutor(50) as pool:
        statuses = list(pool.map(lambda n: enter(client, "rana", f"wrong {n}").status_code, range(200)))
    assert statuses.count(401) == slow.all == 5 and set(statuses) <= {401, 429, 503}


def test_two_passwords_at_most_are_hashed_at_once(rana, monkeypatch):
    slow = Slow()
    monkeypatch.setattr(accounts, "_HASHER", slow)
    with open_to_others(rana) as client, ThreadPoolExecutor(50) as pool:
        statuses = list(pool.map(lambda n: enter(client, f"name {n}", "wrong").status_code, range(60)))
    assert slow.most == 2 and slow.all == statuses.count(401)
    assert set(statuses) == {401, 503}  # more than ten wait for nothing: they are told to come again


def test_guessing_is_slowed_and_locks_nobody_else_out(rana):
    add_person(rana, "omar", "viewer", "a long password")
    state = State(rana, Shipped(), loopback=False, secure=True)
    at = lambda address: TestClient(make_app(state), base_url="https://marsad.example", client=(address, 50000))  # noqa: E731
    proxy, home = at("192.0.2.1"), at("198.51.100.7")
    for _ in range(5):
        assert enter(proxy, "rana", "wrong").status_code == 401
    answer = enter(proxy, "rana")
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0
    assert enter(proxy, "omar").status_code == 200  # who shares the address
    assert enter(home, "rana").status_code == 200  # the same name from elsewhere


def test_attempts_count_by_name_and_network_and_are_forgotten(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(accounts.time, "monotonic", lambda: now[0])
    attempts = Attempts(most=2, seconds=300, keys=3)
    assert [attempts.take("x", "2001:db8::1"), attempts.take("x", "2001:db8::2")] == [0, 0]
    assert attempts.take("x", "2001:db8::ffff:3") > 300 - 1  # one machine has all the addresses of its network
    assert attempts.take("x", "2001:db8:0:1::1") == 0 and attempts.take("y", "2001:db8::1") == 0
    attempts.right("x", "2001:db8::1")
    assert attempts.take("x", "2001:db8::1") == 0
    now[0] += 301
    assert [attempts.take("x", "2001:db8::1") for _ in range(3)][:2] == [0, 0]
    for n in range(10):
        attempts.take(f"made up {n}", "192.0.2.1")
    assert len(attempts._tried) == 3


def test_without_a_login_what_comes_through_a_proxy_is_refused(archive):
    told = {
        "x-forwarded-for": "203.0.113.9",
        "x-forwarded-proto": "https",
        "forwarded": "for=203.0.113.9",
        "x-real-ip": "203.0.113.9",
        "via": "1.1 proxy",
        "x-forwarded-host": "localhost",
    }
    with local(archive) as client:
        assert client.get("/api/events").status_code == 200
        for name, value in told.items():
            answer = client.get("/api/events", headers={name: value})
            assert answer.status_code == 421 and "--behind-proxy" in answer.json()["error"], name
        assert client.get("/api/events", headers={"host": "marsad.example"}).status_code == 421
        add_person(archive, "rana", "reviewer", "a long password")
        assert client.get("/api/events", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 401


def test_a_trusted_proxy_says_who_asks(rana):
    with open_to_others(rana, proxies=("10.0.0.0/8",), address="10.1.2.3") as client:

        def asked(address, password):
            return client.post("/api/login", json={"name": "rana", "password": password}, headers={"x-forwarded-for": address}).status_code

        assert [asked("203.0.113.9", "wrong") for _ in range(6)] == [401] * 5 + [429]
        assert asked("203.0.113.10", "a long password") == 200
        assert asked("203.0.113.9, 203.0.113.11", "a long password") == 200  # what a caller says of itself is passed over
        for odd in ("", ",", "unknown", "[", "203.0.113.9:99999", "2001:db8::1", "[2001:db8::1]:80", "x" * 5000, "\xff"):
            assert asked(odd.encode("latin-1"), "wrong") in (401, 429), odd
    with open_to_others(rana, proxies=("10.0.0.0/8",), address="192.0.2.1") as client:  # round the proxy
        assert [
            client.post("/api/login", json={"name": "rana", "password": "wrong"}, headers={"x-forwarded-for": f"203.0.113.{n}"}).status_code
            for n in range(6)
        ] == [401] * 5 + [429]


def test_cookies_are_secure_wherever_the_site_is_https(rana):
    def cookie(secure: bool, base: str, proxies=(), **headers):
        app = make_app(State(rana, Shipped(), loopback=True, secure=secure, proxies=proxies))
        with TestClient(app, base_url=base, client=("127.0.0.1", 50000)) as client:
            answer = client.post("/api/login", json={"name": "rana", "password": "a long password"}, headers=headers)
            assert answer.status_code == 200, answer.text
            return "secure" in answer.headers["set-cookie"].lower().split("; ")

    assert cookie(True, "http://localhost")
    assert cookie(False, "https://localhost")
    assert cookie(False, "http://localhost", **{"x-forwarded-proto": "https"})
    assert cookie(False, "http://localhost", ("127.0.0.1",), **{"x-forwarded-proto": "https"})
    assert cookie(False, "http://marsad.example", origin="https://marsad.example")
    assert not cookie(False, "http://localhost")  # else nobody could log in at all


def test_odd_names_and_passwords_are_wrong_and_no_more(rana):
    with open_to_others(rana) as client:
        for name in ("", "x\x00y", "rana\n", "'; DROP TABLE person", "ا" * 80):
            assert enter(client, name, "\x00" * 1000).status_code == 401, name
        assert enter(client, "x" * 81).status_code == 400
        assert enter(client, "rana", "x" * 1001).status_code == 400
        assert client.post("/api/login", content=b"x" * 10_001).status_code == 413


def test_behind_a_proxy_everybody_logs_in(tmp_path):
    db = str(tmp_path / "a.db")
    open_archive(db).close()
    for proxy, told in (("127.0.0.1", "marsad user add"), ("everybody", "no address of a proxy")):
        status, _, err = command("serve", "--db", db, "--port", "0", "--behind-proxy", proxy)
        assert status == 2 and told in err


@pytest.mark.parametrize(("lost", "statement", "status"), [(True, "SELECT 1", 503), (False, None, 503), (False, "SELECT 1", 500)])
def test_a_database_that_does_not_answer_is_told(tmp_path, monkeypatch, lost, statement, status):
    state = State(open_archive(str(tmp_path / "a.db")), Shipped(), True, False)

    def gone(*_args, **_more):
        raise OperationalError(statement, {}, Exception("server closed the connection"), connection_invalidated=lost)

    app = make_app(state)
    monkeypatch.setattr(state.archive.engine, "connect", gone)
    answer = TestClient(app, base_url="http://localhost", raise_server_exceptions=False).get("/api/events")
    assert answer.status_code == status and ("does not answer" in answer.json()["error"]) is (status == 503)
