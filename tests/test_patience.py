"""Connections that dawdle are ended: no head, half a head, no next request, half a body, a reader who takes nothing."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest
import uvicorn
from support.serving import built

from marsad.archive import open_archive
from marsad.serve import endpoint, patience
from marsad.serve.app import config_of, make_app, run
from marsad.serve.state import State
from marsad.serve.tiles import Shipped

pytestmark = built


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    for module, name, value in ((patience, "HEAD", 0.5), (patience, "STALLED", 0.5), (endpoint, "_PAUSE", 0.5)):
        monkeypatch.setattr(module, name, value)


@contextmanager
def serving(app):
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(config_of(app))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def port(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive, serving(make_app(State(archive, Shipped(), True, False))) as port:
        yield port


def ended(connection) -> bytes:
    """What comes until the server ends the connection; fails where it does not."""
    connection.settimeout(20)
    out = b""
    try:
        while part := connection.recv(1 << 16):
            out += part
    except ConnectionResetError:
        pass
    return out


def connected(port):
    return socket.create_connection(("127.0.0.1", port), 20)


def test_a_connection_that_asks_nothing_is_ended(port):
    for sent in (b"", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "):
        with connected(port) as connection:
            connection.sendall(sent)
            assert ended(connection) == b""


def test_a_head_that_comes_by_letters_has_an_end(port):
    with connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        with pytest.raises(OSError):
            for _ in range(2000):
                connection.sendall(b"x")
                time.sleep(0.01)


def test_after_an_answer_the_next_head_has_its_time_too(port, monkeypatch):
    monkeypatch.setattr(patience, "HEAD", 3)
    browser = HTTPConnection("127.0.0.1", port)
    for _ in range(3):  # a browser's requests follow each other on one connection
        browser.request("GET", "/icon.svg", headers={"Host": "localhost"})
        answer = browser.getresponse()
        assert answer.status == 200 and answer.read()
    browser.sock.sendall(b"GET / HTTP")
    assert ended(browser.sock) == b""


def test_a_body_that_does_not_come_is_refused(port):
    login = b"POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n"
    with connected(port) as connection:
        connection.sendall(login + b"{")
        assert ended(connection).startswith(b"HTTP/1.1 408")
    with connected(port) as connection:
        connection.sendall(login.replace(b": 100", b": 9000000"))
        assert ended(connection).startswith(b"HTTP/1.1 413")
    with connected(port) as connection:  # a body that breaks off is nobody's fault here
        connection.sendall(login + b"{")
    with connected(port) as connection:
        connection.sendall(b"GET /icon.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert ended(connection).startswith(b"HTTP/1.1 200")


def test_a_reader_who_takes_nothing_is_let_go():
    done = threading.Event()

    async def app(scope, receive, send):
        if scope["type"] != "http":
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        try:
            for _ in range(10_000):
                await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
        finally:
            done.set()

    with serving(app) as port, connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert done.wait(30)  # a gigabyte was not waited for
        assert len(ended(connection)) < 1_000_000_000


def test_what_speaks_as_old_proxies_do_is_not_this_machines_browser(port):
    for version, status in ((b"1.0", b"421"), (b"1.1", b"200")):
        with connected(port) as connection:
            connection.sendall(b"GET /api/me HTTP/" + version + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert ended(connection).startswith(b"HTTP/1.1 " + status)


def test_an_answer_on_a_connection_that_is_kept_open_is_sent_at_once(tmp_path, monkeypatch):
    """What is accepted has to say that it is TCP: the loop then has it send without waiting for the reader to say that it has what came before."""
    listening = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda _, sockets: listening.extend(sockets))
    with open_archive(str(tmp_path / "a.db")) as archive:
        run(State(archive, Shipped(), True, False), "127.0.0.1", 0)
    with listening[0] as ours, socket.create_connection(ours.getsockname()):
        accepted, _ = ours.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP
