"""A real browser on a real server with a real archive, for the tests of the pages and for the pictures of the documentation."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import uvicorn

from marsad.archive import desk, open_archive
from marsad.coder import code_article
from marsad.read.sources import read_paths
from marsad.serve.app import PAGES, config_of, make_app
from marsad.serve.state import State
from marsad.serve.tiles import Shipped

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "src" / "marsad" / "samples" / "articles.jsonl"

languages = pytest.mark.parametrize("lang", ["en", "ar"])
# What the browser driver turns off by itself, which a list of ours takes the place of; and two pages that the browser makes for the field of
# addresses of each window, which no test types into.
_WITHOUT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)
# No window, drawing by the processor, and nothing asked of the outside. Only maps are drawn as a graphics card would draw them: a page that is
# put together so takes half as long again. Scripts are compiled by the thread that runs them, as the other cores have tests of their own.
_FLAGS = [
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-gpu-compositing",
    "--disable-gpu-rasterization",
    "--js-flags=--single-threaded",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(_WITHOUT)}",
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


class Windows:
    """The windows of a browser for one test after another: to go on in one costs a third of what it costs to open one. Each is left as a new
    one would be, with nothing stored; what the browser complained of meanwhile is told once, when it is left."""

    def __init__(self, browser, *scripts: str, land: bool = True, **usual):
        self._browser, self._scripts, self._land, self._usual = browser, (COUNTING, *scripts), land, usual
        self._free: list = []
        self._used: list = []
        self._faults: list[str] = []

    def open(self, address: str, width: int = 1440, height: int = 900, **options):
        """A page at an address; with options of its own, in a window of its own."""
        size = {"width": width, "height": height}
        page = self._free.pop() if self._free and not options else self._made({"viewport": size, **self._usual, **options})
        self._used.append((page, not options))
        page.set_viewport_size(size)
        page.set_default_timeout(15_000)
        page.goto(address)
        return page

    def leave(self) -> list[str]:
        """Leave all that are open; what the browser complained of in them."""
        faults, used = list(self._faults), self._used
        self._used = []
        for page, plain in used:
            if plain and self._cleared(page):
                self._free.append(page)
            else:
                page.context.close()
        self._faults.clear()  # of being left
        return faults

    def _made(self, options: dict):
        context = self._browser.new_context(**options)
        if not self._land:
            context.route("**/assets/base-*.json", lambda route: route.fulfill(json={"type": "FeatureCollection", "features": []}))
        page = context.new_page()
        for script in self._scripts:
            page.add_init_script(script)
        page.on("pageerror", lambda error: self._faults.append(str(error)))
        page.on("console", lambda m: self._faults.append(m.text) if m.type == "error" and "status of 4" not in m.text else None)
        return page

    def _cleared(self, page) -> bool:
        """Whether a page stands at what asks nothing of its server, which may end, with nothing stored."""
        from playwright.sync_api import Error

        try:
            page.unroute_all()
            page.emulate_media(media="null")
            page.mouse.move(0, 0)
            page.goto(urljoin(page.url, "/icon.svg"))
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            page.context.clear_cookies()
        except Error:  # it is closed, or its server ended before it
            return False
        return len(page.context.pages) == 1


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


_before = 0  # the port that this process served at last


def _listening() -> socket.socket:
    """A socket on loopback, where the one before was if that is free: a browser has the scripts of an address that it knows ready."""
    global _before
    try:
        made = socket.create_server(("127.0.0.1", _before))
    except OSError:
        made = socket.create_server(("127.0.0.1", 0))
    _before = made.getsockname()[1]
    return made


@contextmanager
def served_here(db: Path) -> Iterator[str]:
    """The address of the same application over an archive, in a thread of this process: starting a process takes seconds."""
    with open_archive(str(db)) as archive, _listening() as listening:
        server = uvicorn.Server(config_of(make_app(State(archive, Shipped(), loopback=True, secure=False)), None, None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.force_exit = server.should_exit = True  # pages that are still open ask on
            thread.join(20)


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


# What a page still asks its server for: put into it before its own scripts, for `quiet`.
COUNTING = """(() => {
  const asked = window.fetch;
  window.stillAsked = 0;
  window.fetch = (...what) => { window.stillAsked += 1; return asked(...what).finally(() => (window.stillAsked -= 1)); };
})()"""
# A map draws the whole of itself for each part that comes, by the processor: it may do so some seven times a second.
SELDOM = """(() => {
  const soon = window.requestAnimationFrame.bind(window), never = window.cancelAnimationFrame.bind(window), waiting = new Map();
  let count = 0;
  window.requestAnimationFrame = draw => {
    const id = (count += 1);
    let frame;
    const timer = setTimeout(() => {
      frame = soon(at => { waiting.delete(id); draw(at); });
      waiting.set(id, () => never(frame));
    }, 150);
    waiting.set(id, () => clearTimeout(timer));
    return id;
  };
  window.cancelAnimationFrame = id => { waiting.get(id)?.(); waiting.delete(id); };
})()"""
_QUIET = """() => new Promise(done => {
  const began = Date.now();
  let last = began;
  const seen = new MutationObserver(() => (last = Date.now()));
  seen.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  const end = told => { seen.disconnect(); done(told); };
  const look = () => {
    const busy = window.stillAsked || document.querySelector('main [aria-busy=true]') || document.getAnimations().some(a => a.playState === 'running');
    if (busy) last = Date.now();
    if (Date.now() - last >= 200) return end(true);
    if (Date.now() - began > 45000) return end(false);
    setTimeout(look, 20);
  };
  look();
})"""


def quiet(page) -> None:
    """Waits until a page asks for nothing, is busy with nothing, and has not changed for a while, which is longer than it waits before it asks."""
    assert page.evaluate(_QUIET), "the page never came to rest"


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


def look_at(page, lat: float, lon: float, zoom: float) -> None:
    """Moves the map that is there, as its reader does, and waits until it is drawn: another map is slow to begin."""
    page.evaluate("([lon, lat, zoom]) => void document.querySelector('.frame').marsad.jumpTo({center: [lon, lat], zoom})", [lon, lat, zoom])
    settled(page)


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
