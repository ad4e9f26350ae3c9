"""Work for the processes that try articles, which does what its bytes say. It imports little, for each process imports it anew."""

from __future__ import annotations

import os
import signal
import time

from marsad.errors import InputError
from marsad.serve.commands.trial import Given, TryAnswer


def odd(given: Given, seconds: float) -> TryAnswer:
    """Does what its bytes say."""
    if given.body == b"hang":
        time.sleep(10 * 60)
    if given.body == b"die":
        os.kill(os.getpid(), signal.SIGKILL)
    if given.body == b"fail":
        raise IndexError("of our own")
    if given.body == b"memory":
        return TryAnswer([], [str(len(bytearray(1 << 40)))], False)
    if given.body == b"refuse":
        raise InputError("there is nothing in it.")
    return TryAnswer([], [str(os.getpid())], False)
