"""How long one article may take. Past its budget it is named and passed over, like one that cannot be read.

`within(seconds)` interrupts what runs inside it, regular expressions too: in a process's main thread, on systems with interval
timers. In any other thread, and where `interruptible()` says no, it bounds nothing, and what heeds no interruption goes on. There
a process of its own is needed, ended when it does not answer: `pool.coded` with two jobs or more watches its workers so. A server
that codes what anybody gives does the same: it gives the text to a child process, waits `seconds` and some more for the answer,
kills the child where none came, and inside the child codes each article `within` its budget, so that most of them cost no child:

    with within(SECONDS):
        doc = code_article(article)
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager

from ..errors import InputError

SECONDS = 5.0  # for one article, where nothing else is asked: a hundred times what a long one takes
_AGAIN = 0.5  # seconds between two interruptions, where the first was swallowed


class OverBudget(InputError):
    """An article took longer than it may."""


def interruptible() -> bool:
    """Whether `within` can bound what this thread does."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def over(seconds: float) -> str:
    """What is said of an article that took longer than `seconds`."""
    return f"coding it takes more than {seconds:g} s; give it more time with --budget"


@contextmanager
def within(seconds: float) -> Generator[None]:
    """Raises `OverBudget` from inside the block once this process has worked for `seconds` in it. Time for which a busy machine
    lets it wait does not count: it says nothing of the article. Alarms of `signal.alarm` go on beside it."""
    if not interruptible():
        yield
        return
    running = True

    def interrupt(*_: object) -> None:
        if running:
            raise OverBudget(over(seconds))

    handler = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        running = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
