"""Fetching leads to the public internet alone unless it is asked to: names, redirects, feeds' entries, and the socket itself."""

import socket
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from support import feed_server

from marsad.read import wire
from marsad.read.fetch import Fetcher, fetched_items
from marsad.watch import Watcher

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.0.8",
    "198.18.0.1",
    "192.88.99.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%2",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::1",
    "2001:db8::1",
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.fixture
def site():
    site, server = feed_server.start()
    for n in range(1, 4):
        site.publish(n)
    yield site
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_told(address):
    assert not wire.is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_told(address):
    assert wire.is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_a_private_host_is_not_asked(site, tmp_path, host):
    port = site.url.rsplit(":", 1)[1]
    with Fetcher(tmp_path / "p.db", gap=0.0) as fetcher:
        page = fetcher.get(f"http://{host}:{port}/a/1")
    assert "not on the public internet" in page.fault and "--allow-private" in page.fault
    assert not site.asked


def names(monkeypatch, told: dict[str, list[str]]) -> list[str]:
    """Lets names resolve as told, one address at each asking where there are more askings; returns what was asked."""
    asked: list[str] = []

    def getaddrinfo(host, port, *_, **__):
        asked.append(host)
        addresses = told.get(host, [host])
        address = addresses[min(asked.count(host), len(addresses)) - 1]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_that_resolves_to_a_private_address_is_not_asked(site, tmp_path, monkeypatch):
    names(monkeypatch, {"inside.example": ["127.0.0.1"]})
    with Fetcher(tmp_path / "p.db", gap=0.0) as fetcher:
        assert "not on the public internet" in fetcher.get(site.url.replace("127.0.0.1", "inside.example") + "/a/1").fault
    assert not site.asked


def test_the_connection_goes_to_the_address_that_was_checked(site, tmp_path, monkeypatch):
    """A name that is public when it is checked and private when it is asked again (DNS rebinding): it is not asked again."""
    asked = names(monkeypatch, {"rebinds.example": ["203.0.113.9", "127.0.0.1"]})
    monkeypatch.setattr(wire, "is_public", lambda address: not address.startswith("127."))
    went: list[tuple] = []

    def connect(self, address):
        went.append(address)
        raise ConnectionRefusedError("no such host in a test")

    monkeypatch.setattr(wire._Timed, "connect", connect)
    port = int(site.url.rsplit(":", 1)[1])
    with Fetcher(tmp_path / "p.db", gap=0.0) as fetcher:
        assert "cannot be reached" in fetcher.get(f"http://rebinds.example:{port}/a/1").fault
    assert asked == ["rebinds.example"] and went == [("203.0.113.9", port)]
    assert not site.asked


def test_every_hop_and_every_entry_is_checked(site, tmp_path, monkeypatch, capsys):
    """The feed's own host is let through, as if it were public; where its pages and entries lead is not."""
    port = site.url.rsplit(":", 1)[1]
    monkeypatch.setattr(wire, "is_public", lambda address: address == "127.0.0.1")
    feed_server._Handler.inward = f"http://127.0.0.2:{port}/a/2"
    site.extra = [f"@127.0.0.3:{port}/a/3", "/inward"]  # http://127.0.0.1:port@127.0.0.3:port/a/3
    coded = []
    with Fetcher(tmp_path / "p.db", gap=0.0) as fetcher:
        moved = fetcher.get(site.url + "/inward")
        assert "127.0.0.2 is not on the public internet" in moved.fault
        watcher = Watcher([site.url + "/feed.xml"], tmp_path / "w.db", fetcher, 0.0, coded.append)
        watcher.run(once=True)
        watcher.close()
    told = capsys.readouterr().err
    assert "127.0.0.2 is not on the public internet" in told and "127.0.0.3 is not on the public internet" in told
    assert len(coded) == 3  # the good entries


def test_without_limits_no_connection_is_made(site):
    manager = wire.pool_manager({})
    with pytest.raises(Exception, match="not on the public internet"):
        manager.request("GET", site.url + "/a/1")


# -- the deadline -------------------------------------------------------------------------------------------------------


def _trickling(letters: bytes):
    """A server that sends an endless head, a letter at a time; its address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=drip, args=(connection,), daemon=True).start()

    def drip(connection):
        try:
            connection.sendall(letters)
            while True:
                connection.sendall(b"x")
                time.sleep(0.05)
        except OSError:
            pass

    threading.Thread(target=serve, daemon=True).start()
    return listening, f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize("letters", [b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 ", b""])
def test_the_deadline_covers_the_head(tmp_path, letters):
    listening, address = _trickling(letters)
    with listening, Fetcher(tmp_path / "p.db", gap=0.0, deadline=0.5, allow_private=True) as fetcher:
        assert "takes more than" in fetcher.get(address + "/x").fault  # it would never end


# -- certificates -------------------------------------------------------------------------------------------------------


class _Hello(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        body = feed_server.page(1) if self.path != "/robots.txt" else b""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def secure(tmp_path, monkeypatch):
    """The port of a TLS server whose certificate is for good.example and is trusted."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=good.example",
            "-addext",
            "subjectAltName=DNS:good.example",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("openssl, which makes a certificate, is not on this machine")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hello)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_tls_checks_the_name_and_not_the_address(secure, tmp_path, monkeypatch):
    names(monkeypatch, {"good.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]})
    with Fetcher(tmp_path / "p.db", gap=0.0, allow_private=True) as fetcher:
        (item,) = fetched_items([f"https://good.example:{secure}/1"], fetcher)
        assert item.article is not None
        assert "certificate" in fetcher.get(f"https://other.example:{secure}/1").fault.lower()
    monkeypatch.delenv("SSL_CERT_FILE")
    with Fetcher(tmp_path / "q.db", gap=0.0, allow_private=True) as fetcher:
        assert "certificate" in fetcher.get(f"https://good.example:{secure}/1").fault.lower()
