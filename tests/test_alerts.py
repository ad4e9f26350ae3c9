"""A view that is watched: its feed, and new matches told once each to a webhook and by mail."""

from __future__ import annotations

import json
import socketserver
import threading
from contextlib import contextmanager
from email import message_from_string, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from xml.etree import ElementTree as xml

import pytest
from conftest import command as marsad
from conftest import news
from support.serving import built, filled, local

from marsad.archive import open_archive
from marsad.coder import code_article
from marsad.read import article_from_text

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "a.db"
    with open_archive(str(path)) as archive:
        filled(archive)
    return path


def more(db, place: str) -> None:
    with open_archive(str(db)) as archive:
        archive.add([news(3, place=place, published="2024-07-17", url=f"https://n.example/{place}")], code_article)


@contextmanager
def webhook(status: list[int]):
    got: list[dict] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            if status[0] == 200:
                got.append(json.loads(body))
            self.send_response(status[0])
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Takes) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook", got
        server.shutdown()


@contextmanager
def mail_server():
    got: list[str] = []

    class Takes(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"220 ready\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = []
                    while (part := self.rfile.readline()) not in (b".\r\n", b""):
                        lines.append(part)
                    got.append(b"".join(lines).decode())
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Takes) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", got
        server.shutdown()


def test_new_matches_are_told_once_each_and_again_where_nobody_took_them(db, tmp_path):
    status = [200]
    with webhook(status) as (address, got):
        run = lambda *more: marsad("alert", "--db", db, "--state", tmp_path / "s.db", "--webhook", address, "--type", "shelling", *more)  # noqa: E731
        assert run()[0] == 0 and got == []  # what is there already is no news
        more(db, "كوستي")
        status[0] = 500
        code, _, err = run()
        assert code == 2 and "did not take it" in err
        status[0] = 200
        assert run()[0] == 0 and run()[0] == 0
        ((row,),) = [sent["events"] for sent in got]
        assert "كوستي" in row["sentence_ar"] and row["url"].endswith(row["id"])
        more(db, "سنجة")
        with open_archive(str(db)) as archive:
            archive.add(
                [article_from_text("سيطر الجيش السوداني على مدينة ربك، السبت.", published="2024-07-20", url="https://n.example/c")], code_article
            )
        run()
        assert len(got) == 2 and len(got[1]["events"]) == 1  # the capture is no match


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_mail_is_sent_by_the_server_that_is_set(db, tmp_path, monkeypatch, lang):
    base = ["alert", "--db", db, "--state", tmp_path / "s.db", "--mail", "desk@example.org", "--lang", lang]
    status, _, err = marsad(*base)
    assert status == 2 and "MARSAD_SMTP" in err
    with mail_server() as (address, got):
        monkeypatch.setenv("MARSAD_SMTP", address)
        monkeypatch.setenv("MARSAD_MAIL_FROM", "marsad@example.org")
        assert marsad(*base)[0] == 0 and got == []
        more(db, "كوستي")
        assert marsad(*base)[0] == marsad(*base)[0] == 0
        (mail,) = [message_from_string(sent, policy=policy.default) for sent in got]
        assert mail["To"] == "desk@example.org" and "/events/e" in mail.get_content()
        assert ("مقتل" if lang == "ar" else "kill") in mail.get_content()


def test_somebody_must_be_told(db):
    assert marsad("alert", "--db", db)[0] == 2
    status, _, err = marsad("alert", "--db", db, "--webhook", "file:///etc/passwd")
    assert status == 2 and "http" in err


@built
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_view_is_a_feed(db, lang):
    with open_archive(str(db)) as archive, local(archive) as client:
        answer = client.get(f"/api/feed?place=نيالا&lang={lang}&page=https://marsad.example")
        assert answer.headers["content-type"].startswith("application/atom+xml")
        root = xml.fromstring(answer.content)
        (entry,) = root.findall(f"{ATOM}entry")
        shown = client.get("/api/events?place=نيالا").json()["events"][0]
        assert entry.find(f"{ATOM}id").text == f"urn:marsad:event:{shown['id']}"
        assert entry.find(f"{ATOM}title").text == shown[f"sentence_{lang}"]
        assert entry.find(f"{ATOM}link").get("href") == f"https://marsad.example/events/{shown['id']}?lang={lang}"
        assert all(root.find(f"{ATOM}{name}").text for name in ("id", "title", "updated"))
        assert client.get("/api/feed?page=javascript:alert(1)").status_code == 400
