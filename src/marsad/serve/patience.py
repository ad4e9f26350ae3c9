"""How long a connection is waited for: for the head of a request, for the next one, for a reader who takes nothing of an answer."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

IDLE = 5  # seconds between an answer and the first byte of the next request
HEAD = 10.0  # seconds from the connection, or the last answer, to the end of a request's head
STALLED = 60.0  # seconds in which a reader must take something of an answer
CONNECTIONS = 500  # at a time; more are told to come again


class PatientProtocol(H11Protocol):
    """uvicorn's connection with an end to its patience: it waits for ever for a head that comes a letter at a time."""

    _head: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # asyncio tells of any transport, a server has this one
        """Wait for the first head."""
        super().connection_made(transport)
        self._head = self.loop.call_later(HEAD, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        _cancel(self._head)
        _cancel(self._stalled)
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """A head that is whole begins a request, whose body has a time of its own (`endpoint.py`)."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            _cancel(self._head)

    def on_response_complete(self) -> None:
        """Wait for the next head; also where the rest of a body that was refused keeps coming."""
        _cancel(self._head)
        self._head = self.loop.call_later(HEAD, self.transport.abort)
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The reader is slower than the answer: it must go on taking of it."""
        self._stalled = self.loop.call_later(STALLED, self.transport.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        """It took some."""
        _cancel(self._stalled)
        super().resume_writing()


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
