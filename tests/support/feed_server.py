"""A site on loopback for tests of fetching: feeds and pages that are new, changed, gone, slow, moved, packed, huge."""

from __future__ import annotations

import gzip
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PLACES = ("الفاشر", "نيالا", "الجنينة", "زالنجي", "الأبيض", "بارا", "كادقلي", "الدلنج", "بابنوسة", "النهود")
STORIES = (
    "قصفت قوات الدعم السريع مدينة {0} بالمدفعية صباح الأحد وقتلت خمسة مدنيين، بحسب شهود عيان ومصادر طبية في المدينة.\nوقال مسعف إن الجرحى نقلوا إلى المستشفى الوحيد الذي يعمل، وإن الدواء ينفد.",
    "أعلن الجيش السوداني استعادة السيطرة على مدينة {0} بعد معارك استمرت أسبوعين، فيما لم تعلق القوات المنسحبة.\nوعاد عشرات السكان إلى أحيائهم الغربية بعد فتح الطريق الرئيس وإزالة الألغام منه.",
    "نزح أكثر من ثلاثة آلاف شخص من مدينة {0} إثر اشتباكات عنيفة اندلعت فجر الاثنين، وفق غرفة الطوارئ المحلية.\nوطلبت منظمات الإغاثة ممرا آمنا إلى القرى التي لجأت إليها الأسر.",
)


def story(n: int, more: str = "") -> str:
    return STORIES[n % 3].format(PLACES[n % 10]) + more


def page(n: int, more: str = "") -> bytes:
    """The page of article n."""
    paragraphs = "".join(f"<p>{line}</p>" for line in story(n, more).split("\n"))
    return f'<html lang="ar"><head><meta charset="utf-8"><title>خبر رقم {n} من {PLACES[n % 10]}</title></head><body><h1>خبر رقم {n} من {PLACES[n % 10]}</h1><div class="entry-content">{paragraphs}</div></body></html>'.encode()


@dataclass
class Site:
    """What the server gives, changed by tests while it runs, and what was asked of it."""

    articles: dict[int, bytes] = field(default_factory=dict)
    stamps: dict[int, str] = field(default_factory=dict)
    robots: str = "User-agent: *\nDisallow: /private/\n"
    broken: bool = False
    asked: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    conditional: int = 0
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    url: str = ""

    def publish(self, n: int, stamp: str = "Sun, 04 May 2025 07:30:00 GMT", body: bytes | None = None) -> None:
        self.articles[n] = page(n) if body is None else body
        self.stamps[n] = stamp

    def rss(self) -> bytes:
        items = "".join(
            f"<item><title>خبر رقم {n}</title><link>{self.url}/a/{n}</link><pubDate>{self.stamps[n]}</pubDate></item>" for n in self.articles
        )
        extra = "".join(f"<item><title>x</title><link>{self.url}{p}</link></item>" for p in self.extra)
        return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>موقع التجربة</title>{items}{extra}</channel></rss>'.encode()

    extra: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site
    inward = "/"  # where /inward leads

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        site = self.site
        with site.lock:
            site.asked[self.path] += 1
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
            site.agents.add(self.headers.get("User-Agent", ""))
        try:
            self._answer(site)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with site.lock:
                site.at_once -= 1

    def _answer(self, site: Site) -> None:
        path = self.path.split("?")[0]
        if path in _PAGES:
            _PAGES[path](self, site)
        elif path.startswith("/private/"):
            self._give(page(7), "text/html")
        elif path.startswith("/a/") and int(path[3:]) in site.articles:
            self._give(site.articles[int(path[3:])], "text/html; charset=utf-8", tagged=True)
        else:
            self._give(b"gone", "text/plain", status=404)

    def _feed(self, site: Site) -> None:
        if site.broken:
            self._give(b"", "text/plain", status=500)
        else:
            self._give(site.rss(), "application/rss+xml")

    def _away(self, to: str, status: int) -> None:
        self._give(b"", "text/plain", status=status, headers={"Location": to})

    def _packed(self, packed: bytes) -> None:
        self._give(packed, "text/html", headers={"Content-Encoding": "gzip"})

    def _cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "99999")
        self.end_headers()
        self.wfile.write(page(6)[:200])
        self.close_connection = True

    def _give(self, body: bytes, kind: str, status: int = 200, headers: dict | None = None, tagged: bool = False) -> None:
        tag = f'"{hash(body)}"'
        if tagged and self.headers.get("If-None-Match") == tag:
            with self.site.lock:
                self.site.conditional += 1
            self.send_response(304)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if tagged:
            self.send_header("ETag", tag)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _trickle(self, piece: bytes, times: int, pause: float) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(times):
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(pause)
        self.close_connection = True


_NEWS = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{url}/a/3</loc><news:news><news:publication><news:name>موقع التجربة</news:name></news:publication><news:publication_date>2025-05-04</news:publication_date><news:title>خبر</news:title></news:news></url></urlset>'
_INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{url}/news.xml</loc></sitemap></sitemapindex>'
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>أتوم</title><entry><title>خبر</title><link href="{url}/a/1"/><updated>2025-05-04T00:30:00+03:00</updated></entry></feed>'
_JSON = '{{"version":"https://jsonfeed.org/version/1.1","title":"جيسون","items":[{{"id":"1","url":"{url}/a/2","date_published":"2025-05-04T10:00:00Z"}}]}}'
_BOMB = gzip.compress(b"<p>" + b"0" * 60_000_000, 1)  # beforehand: a slow machine is no slow site
# What each address gives.
_PAGES: dict[str, Callable[[_Handler, Site], None]] = {
    "/robots.txt": lambda h, site: h._give(site.robots.encode(), "text/plain"),
    "/feed.xml": lambda h, site: h._feed(site),
    "/atom.xml": lambda h, site: h._give(_ATOM.format(url=site.url).encode(), "application/atom+xml"),
    "/feed.json": lambda h, site: h._give(_JSON.format(url=site.url).encode(), "application/json"),
    "/sitemap.xml": lambda h, site: h._give(_INDEX.format(url=site.url).encode(), "application/xml"),
    "/news.xml": lambda h, site: h._give(_NEWS.format(url=site.url).encode(), "application/xml"),
    "/bad.xml": lambda h, site: h._give(b"<html><body>no feed here</body></html>", "text/html"),
    "/malformed.xml": lambda h, site: h._give(site.rss().replace(b"</title><link>", b"<link>", 1)[:-20], "application/rss+xml"),
    "/moved": lambda h, site: h._away("/a/4", 301),
    "/inward": lambda h, site: h._away(h.inward, 302),
    "/circle": lambda h, site: h._away("/circle", 302),
    "/packed": lambda h, site: h._packed(gzip.compress(page(5))),
    "/bomb": lambda h, site: h._packed(_BOMB),
    "/huge": lambda h, site: h._trickle(b"0" * 1_000_000, 60, 0.0),
    "/slow": lambda h, site: h._trickle(b"<p>slow</p>", 600, 0.1),
    "/cut": lambda h, site: h._cut(),
}


def start() -> tuple[Site, ThreadingHTTPServer]:
    """A site at its own port of 127.0.0.1, serving from a thread."""
    site = Site()
    handler = type("Handler", (_Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return site, server
