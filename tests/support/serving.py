"""Clients of the server for tests: of this machine without a login, and of others who have to log in."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import news
from starlette.testclient import TestClient

from marsad.archive import Archive
from marsad.coder import code_article
from marsad.model import Doc
from marsad.serve.app import PAGES, make_app
from marsad.serve.state import State
from marsad.serve.tiles import Shipped

LOCAL = "http://127.0.0.1:8000"
built = pytest.mark.skipif(not (PAGES / "index.html").exists(), reason="the pages are not built: run make setup")


def filled(archive: Archive) -> Archive:
    """Three articles, two of them of one event."""
    told = _told()
    archive.add([doc.article for doc in told.values()], lambda article: told[article.id])
    return archive


@cache
def _told() -> dict[str, Doc]:
    """The three articles coded, by id: what they make is no test's that asks a server."""
    articles = [news(7, url="https://a.example/1"), news(9, url="https://b.example/2"), news(4, place="نيالا", url="https://c.example/3")]
    return {article.id: code_article(article) for article in articles}


def local(archive: Archive) -> TestClient:
    """This machine's own browser."""
    client = TestClient(make_app(State(archive, Shipped(), loopback=True, secure=False)), base_url=LOCAL)
    client.headers["x-csrf-token"] = client.get("/api/me").json()["token"] or ""
    return client


def open_to_others(archive: Archive, proxies: tuple[str, ...] = (), address: str = "192.0.2.1") -> TestClient:
    """A browser elsewhere, which asks from `address`."""
    app = make_app(State(archive, Shipped(), loopback=False, secure=True, proxies=proxies))
    return TestClient(app, base_url="https://marsad.example", client=(address, 50000))


def enter(client: TestClient, name: str, password: str = "a long password"):
    """Log in; what changes something may be asked then."""
    answer = client.post("/api/login", json={"name": name, "password": password})
    if answer.status_code == 200:
        client.headers["x-csrf-token"] = answer.json()["token"]
    return answer
