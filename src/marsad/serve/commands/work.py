"""Long work that the pages ask for: adding articles, coding again what a new word touches. It is done in a process of its own, one piece
of work at a time, and says how far it is."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import multiprocessing
import multiprocessing.process
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Literal

import msgspec

from ...archive import Added, open_archive
from ...errors import InputError, MarsadError
from ...model import Article
from ...read import Item, Tally, linked
from ...read.items import Original
from ..refusals import told
from .trial import unpacked

_SHOWN = 20  # of what was passed over
_REMEMBERS = type(functools.cache(str))  # what `cache` and `lru_cache` make of a function


class Gave(msgspec.Struct, frozen=True):
    """A file that somebody gave."""

    name: str
    body: bytes


class Asked(msgspec.Struct, frozen=True):
    """What is to be done to an archive: articles to add from files or an address, or (`recode`) what to code again: the articles that
    hold one of the `words`, or all."""

    kind: Literal["articles", "recode"]
    files: list[Gave] = []
    url: str | None = None
    published: str | None = None
    words: list[str] = []
    lang: str = "en"


class Job(msgspec.Struct, frozen=True):
    """A piece of work: what, for whom, since when; how far (`phase` index: the lexicon is made ready; `done` of `total`, where it is
    known); at its end what became of it."""

    kind: str
    who: str
    began: str
    state: Literal["running", "done", "failed"] = "running"
    phase: Literal["index", "work"] = "index"
    done: int = 0
    total: int | None = None
    new: int = 0
    changed: int = 0
    same: int = 0
    passed: list[str] = []
    error: str | None = None


class Works:
    """The piece of work that is done now, or was done last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._job: Job | None = None
        self._process: multiprocessing.process.BaseProcess | None = None

    def job(self) -> Job | None:
        """How far it is."""
        return self._job

    def busy(self) -> bool:
        """Whether something is being done."""
        return self._job is not None and self._job.state == "running"

    def start(self, address: str, asked: Asked, who: str, ended: Callable[[], None]) -> Job:
        """Begin a piece of work on the archive at an address; `ended` is called when it is over. Raises `InputError` while another is
        being done."""
        with self._lock:
            if self.busy():
                raise InputError("something is being added or coded already; wait until it is done.")
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe(duplex=False)
            job = Job(asked.kind, who, dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))
            self._job = job
            process = self._process = context.Process(
                target=_do, args=(theirs, address, msgspec.msgpack.encode(asked), msgspec.json.encode(job)), daemon=True
            )
            process.start()
            theirs.close()
        threading.Thread(target=self._follow, args=(ours, job, asked.lang, ended), daemon=True).start()
        return job

    def _follow(self, ours: Connection, job: Job, lang: str, ended: Callable[[], None]) -> None:
        """Until its process is done; it counts as done once `ended` has come back."""
        with contextlib.suppress(EOFError, OSError):
            while job.state == "running":
                self._job = job
                job = msgspec.json.decode(ours.recv_bytes(), type=Job)
        if job.state == "running":
            job = msgspec.structs.replace(
                job, state="failed", error=told("the process that did this ended; what it had stored is kept. Ask again.", lang)
            )
        ended()
        self._job = job

    def close(self) -> None:
        """End what is being done; what it stored already is kept."""
        if self._process is not None and self._process.is_alive():
            self._process.kill()
            self._process.join(5)


def _do(pipe: Connection, address: str, packed: bytes, job: bytes) -> None:
    """The work itself. Whatever is given must not end without a word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    asked, at = msgspec.msgpack.decode(packed, type=Asked), msgspec.json.decode(job, type=Job)

    def tell(**changes: Any) -> None:
        nonlocal at
        at = msgspec.structs.replace(at, **changes)
        with contextlib.suppress(OSError):  # the server is gone: what was asked is done all the same
            pipe.send_bytes(msgspec.json.encode(at))

    try:
        from ...lexicon.ready import ready

        ready()
        tell(phase="work")
        (_add if asked.kind == "articles" else _recode)(address, asked, tell)
        tell(state="done")
    except MarsadError as error:
        tell(state="failed", error=told(str(error), asked.lang))
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        tell(state="failed", error=told(f"marsad failed on this ({type(error).__name__}); the server's terminal says more.", asked.lang))


def _add(address: str, asked: Asked, tell: Callable[..., None]) -> None:
    from ...coder import code_article

    tally, originals = Tally(), dict[str, Original]()

    def articles() -> Iterator[Article]:
        for item in linked(_items(asked)):
            tally.add(item)
            if item.article is not None:
                if item.original is not None:
                    originals[item.article.id] = item.original
                yield item.article

    def counted(done: Added) -> None:
        tell(done=sum(done), new=done.new, changed=done.changed, same=done.same)

    with open_archive(address, make=False) as archive:
        done = archive.add(articles(), code_article, counted, on_fault=lambda f: tally.failed(f.article.id, f.reason), originals=originals)
    counted(done)
    passed = [f"{i.where.rsplit('/', 1)[-1]}: {told(i.reason or '', asked.lang)}" for i in tally.shown[:_SHOWN]]
    more = tally.skipped - len(passed)
    tell(passed=passed + ([f"+{more}"] if more > 0 else []) + [f"{n} {kind}" for kind, n in tally.passes.items()])


def _items(asked: Asked) -> Iterator[Item]:
    from ...read.fetch import Fetcher, fetched_items
    from ...read.sources import read_bytes

    for file in asked.files:
        yield from read_bytes(unpacked(file.body), file.name, asked.published)
    if asked.url:
        with Fetcher() as fetcher:
            yield from fetched_items([asked.url], fetcher, asked.published)


def _recode(address: str, asked: Asked, tell: Callable[..., None]) -> None:
    from ...coder import code_article

    passed: list[str] = []
    with open_archive(address, make=False) as archive:
        tell(total=archive.outdated(asked.words))
        done = archive.recode(code_article, lambda n: tell(done=n), lambda f: passed.append(f"{f.article.id}: {f.reason}"), asked.words)
    tell(done=done, changed=done, passed=passed[:_SHOWN])


def knowledge_anew() -> None:
    """Forget what this process has read of the lexicon: it is read again when it is next asked for."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "marsad":
            for value in list(vars(module).values()):
                if isinstance(value, _REMEMBERS):
                    value.cache_clear()
