"""Coding on several cores: batches go to worker processes, what they make comes back in the order of the articles.

A worker that dies takes nothing with it: its batch is tried once more, and where that one dies too, its articles are coded one by
one, so that the one that kills is named and the others are kept. A worker that hangs, past the budgets of what it was given, is
ended like one that dies.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ..coder import weights
from ..lexicon import load
from ..model import Article, Doc
from .budget import SECONDS, OverBudget, interruptible, over, within

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

BATCH = 8  # articles that a worker is given at a time
_DEPTH = 4  # batches that a worker may have before it
_AHEAD = 12  # batches for each worker that may be made before the first of them is taken
_GRACE = 15.0  # seconds beyond their budgets that a worker has for its articles: it interrupts itself, unless it hangs


class Fault(NamedTuple):
    """An article that could not be coded, and why."""

    article: Article
    reason: str


class Coded(NamedTuple):
    """An article with what was made of it, as a line of JSON."""

    article: Article
    line: bytes

    def doc(self) -> Doc:
        """The coded article."""
        return Doc.from_json(self.line)


class _Batch:
    """Articles with their number in the stream; `place` where the batch is one article of another batch, taken apart."""

    def __init__(self, number: int, articles: list[Article], place: int | None = None):
        self.number, self.articles, self.place = number, articles, place
        self.deaths = 0  # of workers that it was with


class _Worker:
    def __init__(self, context: ForkContext | SpawnContext, code: Callable[[Article], Doc], budget: float):
        self.ours, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, code, budget), daemon=True)
        self.process.start()
        theirs.close()
        self.out: deque[_Batch] = deque()  # given and not yet answered, in their order
        self.budget = budget
        self.since = 0.0  # when it took up the first of them

    def takes(self, batch: _Batch) -> bool:
        """Whether it can be given this now. One article of a batch that killed goes alone: then it is clear who kills."""
        alone = batch.place is not None or any(b.place is not None for b in self.out)
        return not self.out if alone else len(self.out) < _DEPTH

    def give(self, batch: _Batch) -> None:
        if not self.out:
            self.since = time.monotonic()
        self.out.append(batch)
        self.ours.send_bytes(msgspec.msgpack.encode(batch.articles))

    def left(self) -> float:
        """Seconds until it counts as hanging, unless it answers."""
        return self.since + len(self.out[0].articles) * self.budget + _GRACE - time.monotonic()

    def end(self) -> None:
        self.ours.close()
        self.process.kill()  # what hangs may not heed less
        self.process.join(5)


def _work(pipe: Connection, code: Callable[[Article], Doc], budget: float) -> None:
    """Codes what comes. Threads read ahead and write behind, so that neither side ever waits for the other to listen."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's: it ends us when it has put its things in order
    inbox: SimpleQueue[bytes | None] = SimpleQueue()
    outbox: SimpleQueue[bytes] = SimpleQueue()
    load()  # nothing to do in a forked process, which has them
    weights()
    threading.Thread(target=_reading, args=(pipe, inbox), daemon=True).start()
    threading.Thread(target=_writing, args=(pipe, outbox), daemon=True).start()
    while (packed := inbox.get()) is not None:
        articles = msgspec.msgpack.decode(packed, type=list[Article])
        outbox.put(msgspec.msgpack.encode([_coded(code, a, budget) for a in articles]))


def _reading(pipe: Connection, inbox: SimpleQueue[bytes | None]) -> None:
    try:
        while True:
            inbox.put(pipe.recv_bytes())
    except (EOFError, OSError):
        inbox.put(None)


def _writing(pipe: Connection, outbox: SimpleQueue[bytes]) -> None:
    with contextlib.suppress(OSError):
        while True:
            pipe.send_bytes(outbox.get())


def _coded(code: Callable[[Article], Doc], article: Article, budget: float) -> bytes | str:
    """The line of an article, or why there is none."""
    try:
        with within(budget):
            return code(article).to_json()
    except OverBudget as error:
        return str(error)
    except Exception as error:  # one bad article must not stop the others
        return f"{type(error).__name__}: {error}"


def coded(articles: Iterable[Article], code: Callable[[Article], Doc], jobs: int = 1, budget: float = SECONDS) -> Iterator[Coded | Fault]:
    """What `code` makes of each article, in their order, on `jobs` processes (1: this one, where it can interrupt itself).

    An article that takes more than `budget` seconds is a fault.
    """
    load()  # what is loaded once is no article's time
    weights()
    if jobs <= 1 and interruptible():
        for article in articles:
            yield _told(article, _coded(code, article, budget))
        return
    yield from _Pool(code, jobs, budget).run(articles)


def _told(article: Article, made: bytes | str) -> Coded | Fault:
    return Coded(article, made) if isinstance(made, bytes) else Fault(article, made)


class _Pool:
    def __init__(self, code: Callable[[Article], Doc], jobs: int, budget: float):
        # A forked worker shares the lexicon that this process has loaded.
        forks = "fork" in multiprocessing.get_all_start_methods()
        self.context: ForkContext | SpawnContext = multiprocessing.get_context("fork") if forks else multiprocessing.get_context("spawn")
        self.code, self.budget = code, budget
        self.workers = [_Worker(self.context, code, budget) for _ in range(jobs)]
        self.again: deque[_Batch] = deque()
        self.made: dict[int, list[Coded | Fault]] = {}
        self.parts: dict[int, int] = {}  # batches that were taken apart: how many articles are still out

    def run(self, articles: Iterable[Article]) -> Iterator[Coded | Fault]:
        """All of them, in order; the workers end with it, however it ends."""
        try:
            batches = self._batches(articles)
            following, taken = 0, 0
            coming: _Batch | None = next(batches, None)
            while True:
                for worker in self.workers:
                    while self.again and worker.takes(self.again[0]):
                        worker.give(self.again.popleft())
                    while not self.again and coming is not None and worker.takes(coming) and taken - following < _AHEAD * len(self.workers):
                        worker.give(coming)
                        taken += 1
                        coming = next(batches, None)
                while following in self.made and not self.parts.get(following):
                    yield from self.made.pop(following)
                    following += 1
                if coming is None and following == taken:
                    return
                if any(w.out for w in self.workers):
                    self._collect()
        finally:
            for worker in self.workers:
                worker.end()

    def _batches(self, articles: Iterable[Article]) -> Iterator[_Batch]:
        part: list[Article] = []
        number = 0
        for article in articles:
            part.append(article)
            if len(part) == BATCH:
                yield _Batch(number, part)
                number, part = number + 1, []
        if part:
            yield _Batch(number, part)

    def _collect(self) -> None:
        """Takes what workers have made; deals with those that died, and those that hang."""
        busy = [w for w in self.workers if w.out]
        waits = [w.ours for w in busy] + [w.process.sentinel for w in busy]
        ready = wait(waits, max(0.0, min(w.left() for w in busy)))
        for n, worker in enumerate(self.workers):
            if not worker.out:
                continue
            if worker.ours in ready or worker.process.sentinel in ready:
                self._answered(n, worker)
            elif worker.left() <= 0:
                self._lost(n, worker, hangs=True)

    def _answered(self, n: int, worker: _Worker) -> None:
        try:
            made = msgspec.msgpack.decode(worker.ours.recv_bytes())
        except (EOFError, OSError):
            self._lost(n, worker, hangs=False)
            return
        batch = worker.out.popleft()
        worker.since = time.monotonic()
        self._keep(batch, [_told(a, m) for a, m in zip(batch.articles, made, strict=True)])

    def _lost(self, n: int, worker: _Worker, hangs: bool) -> None:
        """Another worker takes over from one that died or hangs."""
        suspect, *others = worker.out
        self.again.extendleft(reversed(others))
        if hangs:
            suspect.deaths += 1  # once is enough: the time that it took is not spent again
            self._died(suspect, over(self.budget))
        else:
            worker.process.join(5)
            self._died(suspect, f"coding it ended the process (exit {worker.process.exitcode})")
        self.workers[n] = _Worker(self.context, self.code, self.budget)
        worker.end()

    def _keep(self, batch: _Batch, told: list[Coded | Fault]) -> None:
        if batch.place is None:
            self.made[batch.number] = told
        else:
            self.made[batch.number][batch.place] = told[0]
            self.parts[batch.number] -= 1

    def _died(self, batch: _Batch, reason: str) -> None:
        batch.deaths += 1
        if batch.place is not None:
            self._keep(batch, [Fault(batch.articles[0], reason)])
        elif batch.deaths < 2:
            self.again.appendleft(batch)
        else:
            self.made[batch.number] = [Fault(a, "not coded yet") for a in batch.articles]
            self.parts[batch.number] = len(batch.articles)
            self.again.extend(_Batch(batch.number, [a], place) for place, a in enumerate(batch.articles))
