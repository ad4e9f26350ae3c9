"""make check: tests on one side and, one after another, linters on the other; what each has to say is printed when it ends.

    python tools/beside.py NAME=COMMAND NAME=COMMAND ...

The first command runs beside all others. Of one that succeeds the last line is shown, of one that fails all that it wrote. Exits with 1
where any failed; none is left out because another did.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from threading import Thread

WIDTH = 9  # of the column of names


def run(name: str, command: str, failed: list[str]) -> None:
    """Run one command in a shell; print how it went, and keep its name where it failed."""
    begun = time.monotonic()
    done = subprocess.run(
        command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    told = done.stdout.strip()
    if done.returncode:
        failed.append(name)
        told = f"FAILED ({command})\n{told}"
    else:
        told = told.rpartition("\n")[2].strip() or "nothing to complain of"
    print(f"{name:{WIDTH}} {time.monotonic() - begun:4.0f} s  {told}", flush=True)


def main(asked: list[str]) -> int:
    """Run what is asked. Returns the exit status."""
    begun = time.monotonic()
    (first, *others), failed = [tuple(one.split("=", 1)) for one in asked], []
    beside = Thread(target=lambda: [run(*one, failed) for one in others], daemon=True)
    beside.start()
    run(*first, failed)
    beside.join()
    spent = os.times()
    taken = f"{time.monotonic() - begun:.0f} s, {spent.children_user + spent.children_system:.0f} of processors"
    print(f"{'together':{WIDTH}} {taken}" + (f"; failed: {', '.join(sorted(failed))}" if failed else ""))
    return int(bool(failed))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
