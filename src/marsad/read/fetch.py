"""Pages from the web, politely: robots.txt, one request at a time per host, a pause between, conditional requests, a cache.

Where a connection may lead, and for how long, is `wire.py`'s; what was had is kept by `page_cache.py`.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import urllib3
from protego import Protego

from .. import __version__
from ..folders import cache_folder
from . import wire
from .address import joined, on_the_web
from .decode import decode
from .http import MAX_BODY, Answer, unpacked
from .items import Item, Original, brief, guarded, tried
from .language import is_arabic
from .page.html import article_from_html, articles_from_html
from .page_cache import Cached, PageCache

_GAP = 1.0  # seconds between two requests to a host
_LONGEST_GAP = 30.0  # the most of a host's crawl-delay that is kept
_DEADLINE = 60.0  # seconds for one page, however slowly it trickles
_FRESH = 600.0  # seconds within which a page is not asked for again
_ROBOTS_FRESH = 86400.0
_REDIRECTS = 5
STOPPED = "stopped before the page was whole"


def user_agent() -> str:
    """How marsad names itself; `$MARSAD_CONTACT` (an address or a page) is added where it is set."""
    contact = os.environ.get("MARSAD_CONTACT")
    return f"marsad/{__version__} (reads news for conflict research; obeys robots.txt{'; ' + contact if contact else ''})"


class Page(NamedTuple):
    """What came of an address: `body` with its declared encoding, or a `fault`. `gone` where the server says it is no more."""

    url: str
    body: bytes = b""
    type: str | None = None
    charset: str | None = None
    unchanged: bool = False
    fault: str | None = None
    gone: bool = False
    seen: str | None = None  # the ISO moment, in world time, at which the body was had


class Fetcher:
    """Fetches pages; safe to use from several threads, which wait for each other where they ask one host."""

    def __init__(
        self,
        cache: Path | None = None,
        gap: float = _GAP,
        deadline: float = _DEADLINE,
        fresh: float = _FRESH,
        allow_private: bool = False,
    ):
        self._gap, self._deadline, self._fresh, self._private = gap, deadline, fresh, allow_private
        self.stop = threading.Event()  # set from anywhere, it ends what is being fetched
        self._pool = wire.pool_manager({"User-Agent": user_agent(), "Accept-Encoding": "gzip, deflate, br", "Accept-Language": "ar,en;q=0.5"})
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._last: dict[str, float] = {}
        self._robots: dict[str, Protego | str] = {}
        self._cache = PageCache(cache or cache_folder() / "pages.db", allow_private)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._cache.close()
        self._pool.clear()

    def get(self, url: str, fresh: float | None = None) -> Page:
        """The page at an address, from the cache where it is younger than `fresh` seconds. Faults are told, never raised."""
        if self.stop.is_set():
            return Page(url, fault=STOPPED)
        try:
            return self._get(url, fresh)
        except Exception as error:  # whatever an address, a server or a robots.txt makes of it, the next one is fetched
            return Page(url, fault=f"the page cannot be fetched ({brief(error)})")

    def _get(self, url: str, fresh: float | None) -> Page:
        cached = self._cache.get(url)
        if cached and time.time() - cached.at < (self._fresh if fresh is None else fresh):
            return Page(cached.final, cached.body, cached.type, cached.charset, unchanged=True, seen=_moment(cached.at))
        at = url
        for _ in range(_REDIRECTS + 1):
            if not on_the_web(at):
                return Page(at, fault="the address is not of the web (http or https)")
            refused = self._refusal(at)
            if refused:
                return Page(at, fault=refused)
            with self._turn(urlsplit(at).netloc):
                headers = _conditions(cached) if at == (cached.final if cached else None) or at == url else {}
                answer = self._ask(at, headers if cached else {})
            if isinstance(answer, str):
                return Page(at, fault=answer)
            if answer.status in (301, 302, 303, 307, 308):
                target = answer.headers.get("location")
                if not target:
                    return Page(at, fault="the site redirects to nowhere")
                onward = joined(at, _quoted(target))
                if onward is None:
                    return Page(at, fault=f"the site redirects to what is no address ({target[:100]})")
                at = onward
                continue
            return self._page(url, at, answer, cached)
        return Page(at, fault="the site redirects in a circle")

    def _page(self, url: str, at: str, answer: _Raw, cached: Cached | None) -> Page:
        if answer.status == 304 and cached:
            self._cache.touch(url)
            return Page(cached.final, cached.body, cached.type, cached.charset, unchanged=True, seen=_moment(cached.at))
        if answer.status != 200:
            gone = answer.status in (404, 410)
            return Page(at, fault=f"the site answers with status {answer.status}", gone=gone)
        kind = answer.headers.get("content-type", "")
        charset = kind.partition("charset=")[2].strip("\"' ;") or None
        plain = unpacked(Answer(), answer.body, answer.headers.get("content-encoding", "").lower())
        if plain.fault:
            return Page(at, fault=plain.fault)
        page = Page(at, plain.body, kind.split(";")[0].strip().lower() or None, charset, seen=_moment(time.time()))
        same = cached is not None and cached.body == page.body
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        self._cache.put(url, Cached(at, etag, modified, page.type, charset, page.body, time.time()))
        return page._replace(unchanged=same)

    def _ask(self, url: str, headers: dict[str, str]) -> _Raw | str:
        end = time.monotonic() + self._deadline
        try:
            with wire.within(self._deadline, self._private):
                return self._answer(url, headers)
        except wire.PrivateAddress as error:
            return str(error)
        except urllib3.exceptions.NewConnectionError as error:  # a kind of TimeoutError to urllib3, though nothing timed out
            return f"the site cannot be reached ({_brief(error)})"
        except (urllib3.exceptions.TimeoutError, TimeoutError):
            late = time.monotonic() >= end
            return f"the site takes more than {self._deadline:.0f} s for a page" if late else "the site does not answer in time"
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            return f"the site cannot be read ({_brief(error)})"

    def _answer(self, url: str, headers: dict[str, str]) -> _Raw | str:
        response = self._pool.request(
            "GET",
            _quoted(url),
            headers={**self._pool.headers, **headers},
            preload_content=False,
            redirect=False,
            decode_content=False,
        )
        body = bytearray()
        try:
            while chunk := response.read1(1 << 16, decode_content=False):
                body += chunk
                if len(body) > MAX_BODY:
                    return f"the page has more than {MAX_BODY // 1_000_000} MB"
                if self.stop.is_set():
                    return STOPPED
        finally:
            response.close()
        return _Raw(response.status, {k.lower(): v for k, v in response.headers.items()}, bytes(body))

    @contextmanager
    def _turn(self, host: str) -> Generator[None]:
        """A host's turn: waits until nobody else asks it and its pause is over."""
        with self._locks[host]:
            last = self._last.get(host)
            if last is not None:
                self.stop.wait(max(0.0, last + self.pause(host) - time.monotonic()))
            try:
                yield
            finally:
                self._last[host] = time.monotonic()

    def _refusal(self, url: str) -> str | None:
        """Why the address may not be fetched; None where it may."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        with self._locks["robots " + host]:
            if host not in self._robots:
                self._robots[host] = self._read_robots(host)
        rules = self._robots[host]
        if isinstance(rules, str):
            return rules
        return None if rules.can_fetch(url, "marsad") else "the site's robots.txt asks not to fetch this page"

    def _read_robots(self, host: str) -> Protego | str:
        """The rules of a host; what is wrong where its server fails, which stands for "nothing" until it is well (RFC 9309)."""
        url = host + "/robots.txt"
        cached = self._cache.get(url)
        if cached and time.time() - cached.at < _ROBOTS_FRESH:
            return Protego.parse(cached.body.decode("utf-8", "replace"))
        with self._turn(urlsplit(host).netloc):
            answer = self._ask(url, {})
        if isinstance(answer, str):
            return answer
        if answer.status >= 500:
            return f"the site answers with status {answer.status} for its robots.txt, so nothing of it is fetched"
        body = unpacked(Answer(), answer.body, answer.headers.get("content-encoding", "").lower()).body
        text = body[:500_000] if answer.status == 200 else b""
        self._cache.put(url, Cached(url, None, None, "text/plain", None, text, time.time()))
        return Protego.parse(text.decode("utf-8", "replace"))

    def pause(self, host: str) -> float:
        """Seconds to leave between two requests to a host."""
        rules = next((r for h, r in self._robots.items() if urlsplit(h).netloc == host), None)
        delay = rules.crawl_delay("marsad") if isinstance(rules, Protego) else None
        return max(self._gap, min(float(delay), _LONGEST_GAP)) if delay else self._gap


class _Raw(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def _conditions(cached: Cached | None) -> dict[str, str]:
    pairs = (("If-None-Match", cached.etag), ("If-Modified-Since", cached.modified)) if cached else ()
    return {name: value for name, value in pairs if value}


def _quoted(url: str) -> str:
    """An address with its Arabic letters as the wire wants them; what is quoted stays."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _brief(error: BaseException) -> str:
    return " ".join(str(getattr(error, "reason", None) or error).split())[:100]


def fetched_items(urls: Sequence[str], fetcher: Fetcher, published: str | None = None) -> Iterator[Item]:
    """The articles at addresses, in their order; what cannot be had is a skipped item."""
    for url in urls:
        page = fetcher.get(url)
        if page.fault:
            yield Item(url, None, page.fault)
        else:
            yield from guarded(page.url, _articles(page, published))


def item_of_page(page: Page, published: str | None = None) -> Item:
    """The article of a fetched page, a live blog as one: whoever watches it asks whether the page changed."""
    return tried(page.url, _article, page, published)


def _article(page: Page, published: str | None) -> Item:
    html, note = decode(page.body, page.charset)
    if not is_arabic(html) and page.type == "text/plain":
        return Item(page.url, None, "not Arabic", passed=True)
    return Item(page.url, article_from_html(html, url=page.url, published=published, seen=page.seen), None, note, original=_original(page))


def _articles(page: Page, published: str | None) -> Iterator[Item]:
    html, note = decode(page.body, page.charset)
    if not is_arabic(html) and page.type == "text/plain":
        yield Item(page.url, None, "not Arabic", passed=True)
        return
    for article in articles_from_html(html, url=page.url, published=published, seen=page.seen):
        yield Item(page.url, article, None, note, original=_original(page))


def _original(page: Page) -> Original:
    return Original(page.body, page.type, page.charset, page.url, page.seen)


def _moment(at: float) -> str:
    return dt.datetime.fromtimestamp(at, dt.UTC).strftime("%Y-%m-%dT%H:%M")
