"""A real browser on a real server with a real archive, for the tests of the pages and for the pictures of the documentation."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from marsad.archive import desk, open_archive
from marsad.coder import code_article
from marsad.read.sources import read_paths
from marsad.serve.app import PAGES

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "src" / "marsad" / "samples" / "articles.jsonl"

languages = pytest.mark.parametrize("lang", ["en", "ar"])
# No window, drawing by the processor, and nothing asked of the outside.
_FLAGS = [
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The browser's path, where it is on this machine."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def needed() -> list:
    """Marks of tests that need a browser and the built pages."""
    return [
        pytest.mark.skipif(chromium() is None, reason="chromium is not on this machine"),
        pytest.mark.skipif(not (PAGES / "index.html").exists(), reason="the pages are not built: run make setup"),
    ]


@contextmanager
def driver() -> Iterator:
    """What starts browsers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        yield p


@contextmanager
def browser(driver, *more: str) -> Iterator:
    """A running browser."""
    flags = [*_FLAGS, *more, *(["--no-sandbox"] if os.geteuid() == 0 else [])]  # its sandbox refuses to run as root
    running = driver.chromium.launch(executable_path=chromium(), args=flags)
    yield running
    running.close()


@contextmanager
def served(db: Path, *more: str) -> Iterator[str]:
    """The address of `marsad serve` over an archive."""
    command = [
        sys.executable,
        "-c",
        "from marsad.cli import main; main()",
        "serve",
        "--db",
        str(db),
        "--port",
        "0",
        *more,
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        line = ""
        while "http" not in line.partition("(")[0]:
            line = process.stderr.readline()
            assert line, "the server ended at its start"
        yield line.split()[1].rstrip("/")
    finally:
        process.terminate()
        process.wait(20)


def fill(db: Path) -> None:
    """An archive of the samples; their articles are read once in a process, and the file copied."""
    db.write_bytes(_samples())


@cache
def _samples() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "samples.db"
        with open_archive(str(db)) as archive:
            archive.add((i.article for i in read_paths([str(SAMPLES)], None) if i.article), code_article)
        return db.read_bytes()


def turn(page, address: str) -> None:
    """Goes to another of the app's addresses as its own links do: nothing is loaded anew, which costs seconds without a graphics card."""
    page.evaluate("to => { history.pushState(null, '', to); window.dispatchEvent(new PopStateEvent('popstate')); }", address)


def until(page, told: str, arg=None) -> None:
    """Waits for a condition. The pages' policy forbids evaluating text, which the browser driver's own waiting would do."""
    for _ in range(450):
        try:
            if page.evaluate(told, arg):
                return
        except Exception as error:  # a page that is being left cannot answer
            if "context was destroyed" not in str(error):
                raise
        time.sleep(0.1)
    raise AssertionError(f"never came: {told}")


def settled(page):
    """Waits until the map has drawn what it was given."""
    page.wait_for_selector(".frame[data-ready=true], .flat", timeout=60_000)  # a slow machine draws its first map in more than the usual wait
    until(
        page,
        "!document.querySelector('.stage') || document.querySelector('.stage').getAttribute('aria-busy') === 'false'",
    )
    until(page, "[...document.querySelectorAll('.frame:not([hidden])')].every(f => f.marsad.loaded() && !f.marsad.isMoving())")
    page.wait_for_timeout(300)
    until(page, "[...document.querySelectorAll('.frame:not([hidden])')].every(f => f.marsad.loaded() && !f.marsad.isMoving())")


def logged(archive, count: int) -> list[dict]:
    """The log once it has so many rows."""
    for _ in range(150):
        rows = desk.log(archive)
        if len(rows) >= count:
            return rows
        time.sleep(0.1)
    raise AssertionError(f"the log has {len(rows)} rows, not {count}")


def drawn(page, *layers):
    return page.evaluate(
        "l => document.querySelector('.frame').marsad.queryRenderedFeatures({layers: l}).map(f => f.properties)",
        list(layers),
    )


def asked(page) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlsplit(page.url).query).items()}


def total(page) -> int:
    page.wait_for_selector(".list[aria-busy=false] h2")
    digits = page.locator(".list h2").inner_text().translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    return int(re.search(r"\d+", digits).group())


def contested(address: str) -> str:
    """The id of an event that sources tell differently."""
    page = json.load(urllib.request.urlopen(f"{address}/api/events?grade=contested"))
    return page["events"][0]["id"]
