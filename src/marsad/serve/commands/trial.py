"""Articles tried without being kept. They are read and coded in processes of their own, so that nothing that anybody gives can stop
the server: one that takes too long is ended and another begun in its place.
"""

from __future__ import annotations

import contextlib
import io
import math
import multiprocessing
import queue
import signal
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import PurePath

import msgspec

from ...errors import InputError
from ...lexicon.ready import ready
from ...model import Line
from ..refusals import told

AT_ONCE = 2
SECONDS = 20.0  # for all that was given
SHOWN = 20  # articles of one file that the page shows
ITEMS = 500  # lines, rows, records of one file that are looked at
UNPACKED = 50_000_000  # bytes
_STARTING = 120.0  # seconds for a process to load the lexicon
_MEMORY = 4 << 30  # bytes that a process may ask for


class Given(msgspec.Struct, frozen=True):
    """What is to be tried: the file's bytes and name, the day of publication of what has none, and the language of its reader."""

    body: bytes
    name: str
    published: str | None
    lang: str = "en"
    at: int | None = None  # a letter of a text: its sentence alone is wanted


class Tried(msgspec.Struct, frozen=True):
    """An article coded at once, with what the coder saw, and why claims were made or blocked."""

    doc: Line
    explanation: str


class TryAnswer(msgspec.Struct, frozen=True):
    """What was coded, and what was passed over, with the reason; `more` tells that the file holds more than was looked at."""

    articles: list[Tried]
    passed: list[str]
    more: bool


class Sentence(msgspec.Struct, frozen=True):
    """The letters [start, end) of a text that a letter's sentence has; both that letter where it is in none."""

    start: int
    end: int


class _Answer(msgspec.Struct, frozen=True):
    """What a process answers: one of the three."""

    told: TryAnswer | None = None
    sentence: Sentence | None = None
    refused: str | None = None


Work = Callable[[Given, float], "TryAnswer | Sentence"]


def tried(given: Given, seconds: float = SECONDS) -> TryAnswer | Sentence:
    """Read and code what is given, or find a sentence of it; half of the seconds gone, no further article is begun. Raises `InputError`."""
    if given.at is not None:
        return _sentence(given.body.decode("utf-8"), given.published, given.at)
    from rich.console import Console

    from ...coder import trace_article
    from ...read import Tally, linked
    from ...read.sources import read_bytes
    from ...report.explain import explanation

    began = time.monotonic()
    tally, more = Tally(), False
    found: list[Tried] = []
    for n, item in enumerate(linked(read_bytes(unpacked(given.body), given.name, given.published))):
        if n == ITEMS or len(found) == SHOWN or time.monotonic() - began > seconds / 2:
            more = True
            break
        tally.add(item)
        if item.article is not None:
            trace, out = trace_article(item.article), io.StringIO()
            explanation(trace, Console(file=out, highlight=False, soft_wrap=True, width=200, markup=True, emoji=False, color_system=None), given.lang)
            found.append(Tried(trace.doc.as_line(), out.getvalue()))
    passed = [f"{PurePath(i.where).name}: {told(i.reason or '', given.lang)}" for i in tally.shown]
    if tally.skipped > len(tally.shown):
        passed += [f"{n} {kind}" for kind, n in tally.faults.most_common(8)]
    return TryAnswer(found, passed + [f"{n} {kind}" for kind, n in tally.passes.items()], more)


def _sentence(text: str, published: str | None, at: int) -> Sentence:
    from ...coder import scenes
    from ...lexicon import load
    from ...read.article import article_from_text

    for scene in scenes(article_from_text(text, published=published), load()):
        if scene.s.start <= at < scene.s.end:
            return Sentence(scene.s.start, scene.s.end)
    return Sentence(at, at)


def unpacked(body: bytes) -> bytes:
    """The bytes without a layer of gzip, bzip2 or xz, within their bound. Raises `InputError` for what unpacks to more."""
    from ...read.stream import BROKEN, decompressed, in_memory

    too_much = InputError(f"unpacked, the file has more than {UNPACKED // 1_000_000} MB; give it to `marsad add` instead.")
    stream = in_memory(body)
    inside = decompressed(stream)
    if inside is stream:
        if body.startswith(b"PK\x03\x04") and _zipped(body) > UNPACKED:
            raise too_much
        return body
    try:
        data = inside.read(UNPACKED + 1)
    except BROKEN:
        return body  # what can be read of it is read, and the break is told, by the readers
    if len(data) > UNPACKED:
        raise too_much
    return data


def _zipped(body: bytes) -> int:
    """Bytes that the parts of a zip file say they have, which is all that is ever unpacked of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            return sum(part.file_size for part in file.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return 0


class Trials:
    """At most `at_once` processes that try what is given, each begun when it is first needed and kept.

    `prepare` is what they do at first, `work` with what is given, both by their names in a module: a process begins from nothing,
    for a copy of a server with its threads would copy their locks.
    """

    def __init__(self, at_once: int = AT_ONCE, seconds: float = SECONDS, work: Work = tried, prepare: Callable[[], object] = ready):
        self.seconds, self._begins = seconds, (prepare, work, seconds)
        self._free: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        self._all = at_once
        for _ in range(at_once):
            self._free.put(None)

    def run(self, given: Given) -> TryAnswer:
        """What comes of it, from any thread; waits for its turn. Raises `InputError` where it took too long or ended its process."""
        answer = self._ask(given)
        if answer.told is None:
            raise InputError(answer.refused or "")
        return answer.told

    def sentence(self, text: str, published: str | None, at: int) -> Sentence:
        """The sentence of a letter of an article's text, as `run` does it. Raises `InputError`."""
        answer = self._ask(Given(text.encode(), "", published, at=at))
        if answer.sentence is None:
            raise InputError(answer.refused or "")
        return answer.sentence

    def _ask(self, given: Given) -> _Answer:
        process = self._free.get()
        try:
            if process is None:
                process = _Process(self._begins)
            return process.ask(given, self.seconds)
        except (TimeoutError, EOFError, OSError) as error:
            if process is not None:
                process.end()
                process = None
            why = f"took more than {self.seconds:g} seconds" if isinstance(error, TimeoutError) else "ended the process that did it"
            raise InputError(f"coding this {why}; give less at a time, or give it to `marsad code`.") from None
        finally:
            self._free.put(process)

    def close(self) -> None:
        """End the processes, those at work once they have answered; others are begun where more is asked."""
        held = [self._free.get() for _ in range(self._all)]
        for process in held:
            if process is not None:
                process.end()
            self._free.put(None)


class _Process:
    def __init__(self, begins: tuple[Callable[[], object], Work, float]):
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, *begins), daemon=True)
        self._process.start()
        theirs.close()
        self._started = False

    def ask(self, given: Given, seconds: float) -> _Answer:
        """Raises `TimeoutError`, or `EOFError` and `OSError` where the process ended."""
        if not self._started:
            self._await(_STARTING)
            self._started = True
        self._ours.send_bytes(msgspec.msgpack.encode(given))
        return msgspec.json.decode(self._await(seconds), type=_Answer)

    def _await(self, seconds: float) -> bytes:
        if not self._ours.poll(seconds):
            raise TimeoutError
        return self._ours.recv_bytes()

    def end(self) -> None:
        self._ours.close()
        self._process.kill()
        self._process.join(5)


def _serve(pipe: Connection, prepare: Callable[[], object], work: Work, seconds: float) -> None:
    """Answers what comes until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    prepare()
    _bound_memory()
    pipe.send_bytes(b"ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            given = msgspec.msgpack.decode(pipe.recv_bytes(), type=Given)
            if hasattr(signal, "alarm"):  # where the server is gone, nobody else would end us
                signal.alarm(math.ceil(seconds) + 5)
            pipe.send_bytes(_answer(given, work, seconds))
            if hasattr(signal, "alarm"):
                signal.alarm(0)


def _answer(given: Given, work: Work, seconds: float) -> bytes:
    try:
        made = work(given, seconds)
        return msgspec.json.encode(_Answer(sentence=made) if isinstance(made, Sentence) else _Answer(told=made))
    except InputError as error:
        return msgspec.json.encode(_Answer(refused=str(error)))
    except MemoryError:
        return msgspec.json.encode(_Answer(refused="reading this needs more memory than a server gives to it; give it to `marsad add` instead."))
    except Exception as error:  # whatever is given must not cost the process
        traceback.print_exc(file=sys.stderr)
        return msgspec.json.encode(_Answer(refused=f"marsad failed on this ({type(error).__name__}); the server's terminal says more."))


def _bound_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
