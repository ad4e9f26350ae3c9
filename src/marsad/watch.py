"""`marsad watch`: reads feeds and sitemaps on a schedule, fetches what is new or changed, codes it.

What was seen is kept in one SQLite file, so that a restart goes on where the last run stopped. An article counts as seen
once its claims are written: a run that is killed writes it again rather than losing it.
"""

from __future__ import annotations

import hashlib
import queue
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import msgspec

from .errors import InputError, LexiconError
from .model import Article
from .read import Item, Reprints
from .read.address import address_key, host_of
from .read.doors.feeds import Entry, entry_found, item_of_entry, parse_feed, read_opml
from .read.fetch import STOPPED, Fetcher, Page, item_of_page
from .read.items import Original, reason_of
from .say import say

_DAY = 86400.0
_TRIES = 3  # times that an article which cannot be had is asked for, a round apart
_PARTS = 5  # sitemaps of an index that are read: the latest
_HOSTS = 8  # hosts asked at the same time
_WAITING = 32  # pages that may wait to be coded


class Round(NamedTuple):
    """What one pass over the feeds that were due brought."""

    feeds: int
    new: int
    changed: int
    failed: int


class _State:
    """What is known of feeds and articles, in one SQLite file."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=30)
        try:
            self._prepare()
        except sqlite3.Error as error:
            self._db.close()
            raise InputError(
                f"what was seen is kept in {path}, which cannot be used ({error}); move it away to begin anew, or name another with --state."
            ) from error

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("CREATE TABLE IF NOT EXISTS feed (url TEXT PRIMARY KEY, failures INTEGER, due REAL, fault TEXT)")
        self._db.execute("CREATE TABLE IF NOT EXISTS seen (key TEXT PRIMARY KEY, stamp TEXT, digest TEXT, tries INTEGER, done INTEGER, at REAL)")
        self._db.commit()

    def due(self, url: str, now: float) -> bool:
        row = self._db.execute("SELECT due FROM feed WHERE url = ?", (url,)).fetchone()
        return row is None or row[0] <= now

    def next_due(self, urls: Iterable[str]) -> float:
        marks = list(urls)
        rows = self._db.execute(f"SELECT min(due) FROM feed WHERE url IN ({','.join('?' * len(marks))})", marks)
        return rows.fetchone()[0] or 0.0

    def failures(self, url: str) -> int:
        row = self._db.execute("SELECT failures FROM feed WHERE url = ?", (url,)).fetchone()
        return row[0] if row else 0

    def keep_feed(self, url: str, failures: int, due: float, fault: str | None) -> None:
        self._db.execute("INSERT OR REPLACE INTO feed VALUES (?,?,?,?)", (url, failures, due, fault))
        self._db.commit()

    def wants(self, entry: Entry) -> bool:
        """Whether an entry is new, has changed its stamp, or could not be had yet."""
        row = self._db.execute("SELECT stamp, tries, done FROM seen WHERE key = ?", (address_key(entry.url),)).fetchone()
        return row is None or row[0] != entry.stamp or (not row[2] and row[1] < _TRIES)

    def digest(self, entry: Entry) -> str | None:
        row = self._db.execute("SELECT digest FROM seen WHERE key = ?", (address_key(entry.url),)).fetchone()
        return row[0] if row else None

    def keep(self, entry: Entry, digest: str | None, done: bool) -> None:
        key = address_key(entry.url)
        row = self._db.execute("SELECT tries, stamp FROM seen WHERE key = ?", (key,)).fetchone()
        tries = (row[0] if row and row[1] == entry.stamp else 0) + 1
        self._db.execute("INSERT OR REPLACE INTO seen VALUES (?,?,?,?,?,?)", (key, entry.stamp, digest, tries, int(done), time.time()))
        self._db.commit()

    def close(self) -> None:
        self._db.close()


def feeds_of(sources: Iterable[str]) -> list[str]:
    """The addresses of feeds: given themselves, or listed in OPML files. Raises `InputError` for what is neither."""
    urls: list[str] = []
    for source in sources:
        if "://" in source:
            urls.append(source)
        elif Path(source).is_file():
            urls += read_opml(Path(source).read_bytes())
        else:
            raise InputError(f"there is no file {source}; give an OPML file or the address of a feed.")
    if not urls:
        raise InputError("there is no feed to watch; give an OPML file or the address of a feed.")
    return list(dict.fromkeys(urls))


class Watcher:
    """Passes over feeds; `code` is called with each new or changed article, in one thread. `originals` is given the page of each, by
    the article's id, before it is called."""

    def __init__(
        self,
        feeds: list[str],
        state: Path,
        fetcher: Fetcher,
        every: float,
        code: Callable[[Article], None],
        originals: dict[str, Original] | None = None,
    ):
        self._feeds, self._every, self._fetcher, self._code, self._originals = feeds, every, fetcher, code, originals
        self._state = _State(state)
        self._reprints = Reprints()
        self._told: set[str] = set()  # faults of entries, told once a run and not at every look
        self.stop = fetcher.stop

    def close(self) -> None:
        """Let go of the state; what was seen is kept."""
        self._state.close()

    def run(self, once: bool = False) -> Round:
        """Watch until `stop` is set, or for one pass. Returns the sums of all passes."""
        total = Round(0, 0, 0, 0)
        while not self.stop.is_set():
            done = self._pass()
            if once and not done.feeds:
                at = time.localtime(self._state.next_due(self._feeds))
                say(f"no feed is due before {time.strftime('%Y-%m-%d %H:%M', at)}; nothing was asked for")
            total = Round(*(a + b for a, b in zip(total, done, strict=True)))
            if once:
                break
            wait = max(1.0, self._state.next_due(self._feeds) - time.time())
            self.stop.wait(min(wait, self._every))
        return total

    def _pass(self) -> Round:
        now = time.time()
        due = [url for url in self._feeds if self._state.due(url, now)]
        wanted: dict[str, Entry] = {}
        failed = 0
        with ThreadPoolExecutor(_HOSTS) as pool:
            for url, found in zip(due, pool.map(self._looked, due), strict=True):
                if self.stop.is_set():
                    break
                if isinstance(found, str):
                    failed += 1
                    self._failed(url, found)
                    continue
                self._state.keep_feed(url, 0, time.time() + self._every, None)
                for entry in found:
                    if self._state.wants(entry):
                        wanted.setdefault(address_key(entry.url), entry)
            new, changed = self._articles(list(wanted.values()), pool)
        if due:
            say(f"{time.strftime('%Y-%m-%d %H:%M')} {len(due)} feed(s) read, {new} new article(s), {changed} changed, {failed} feed(s) failed")
        return Round(len(due), new, changed, failed)

    def _failed(self, url: str, fault: str) -> None:
        """A feed that cannot be read is asked for ever more seldom, to once a day."""
        failures = self._state.failures(url) + 1
        wait = min(self._every * 2**failures, _DAY)
        self._state.keep_feed(url, failures, time.time() + wait, fault)
        say(f"feed {url}: {fault}; failed {failures} time(s), next try in {wait / 60:.0f} min")

    def _looked(self, url: str) -> list[Entry] | str:
        """The entries of a feed, those of an index of sitemaps with the latest of its parts; or what is wrong with it."""
        try:
            return self._entries(url)
        except Exception as error:  # a thread's error is seen by nobody: it is the feed's fault and told as such
            return reason_of(error)

    def _entries(self, url: str) -> list[Entry] | str:
        page = self._fetcher.get(url, fresh=0)
        if page.fault:
            return page.fault
        feed = parse_feed(page.body, page.url)
        entries, faults = list(feed.entries), list(feed.faults)
        for part in feed.parts[:_PARTS]:
            inner = self._fetcher.get(part, fresh=0)
            try:
                if inner.fault:
                    raise InputError(inner.fault)
                found = parse_feed(inner.body, inner.url)
            except InputError as error:  # one part of a sitemap does not take the others with it
                faults.append(f"{part}: {error}")
                continue
            entries += found.entries
            faults += found.faults
        for fault in faults:
            if fault not in self._told:
                self._told.add(fault)
                say(f"feed {url}: {fault}")
        return entries

    def _articles(self, entries: list[Entry], pool: ThreadPoolExecutor) -> tuple[int, int]:
        """Fetch by host, one after the other, the hosts side by side; code in this thread as pages come."""
        by_host: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_host[host_of(entry.url) or ""].append(entry)
        came: queue.Queue[tuple[Entry, Page]] = queue.Queue()

        def fetch(host: list[Entry]) -> None:
            for entry in host:
                while came.qsize() > _WAITING and not self.stop.is_set():
                    time.sleep(0.05)  # pages are coded slower than they come: memory stays bounded
                if self.stop.is_set():
                    return
                came.put((entry, self._fetcher.get(entry.url, fresh=0)))

        futures = [pool.submit(fetch, host) for host in by_host.values()]
        new = changed = 0
        try:
            while not came.empty() or any(not future.done() for future in futures):
                try:
                    kind = self._take(*came.get(timeout=0.1))
                except queue.Empty:
                    continue
                new += kind == "new"
                changed += kind == "changed"
        except BaseException:
            self.stop.set()  # else the threads would go on fetching what nobody codes
            raise
        for future, host in zip(futures, by_host, strict=True):
            if (error := future.exception()) is not None:
                say(f"the pages of {host} were not all fetched ({error}); they are asked for again in the next round")
        return new, changed

    def _take(self, entry: Entry, page: Page) -> str | None:
        """Code one article and keep that it was seen. Returns "new", "changed", or None where there was nothing to code."""
        if page.fault == STOPPED:
            return None
        item = Item(entry.url, None, page.fault) if page.fault else item_of_page(page)
        if item.article is None:
            own = item_of_entry(entry)  # many feeds hold the whole article
            item = own if own.article is not None else item
        if item.article is None:
            self._state.keep(entry, None, done=page.gone or not page.fault)
            say(f"skipped {entry.url}: {item.reason}")
            return None
        article = _with_feed(item.article, entry)
        digest = hashlib.sha256(article.body.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        known = self._state.digest(entry)
        if digest != known:
            first = self._reprints.original(article)
            if self._originals is not None and item.original is not None:
                self._originals[article.id] = item.original
            try:
                self._code(msgspec.structs.replace(article, reprint_of=first) if first else article)
            except (OSError, LexiconError):  # of the output and the installation, not of the article
                raise
            except Exception as error:
                self._state.keep(entry, None, done=False)
                say(f"skipped {entry.url}: {reason_of(error)}")
                return None
        self._state.keep(entry, digest, done=True)
        return None if digest == known else "changed" if known else "new"


def _with_feed(article: Article, entry: Entry) -> Article:
    """The article with what only the feed knows of it."""
    known = {f.field for f in article.found}
    more = [f for f in entry_found(entry).values() if f.field not in known]
    changes = {f.field: f.value for f in more}
    return msgspec.structs.replace(article, found=(*article.found, *more), **changes)
