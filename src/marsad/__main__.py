"""The entry point. Answering what asks for no more than the version needs none of the program."""

from __future__ import annotations

import gc
import sys

from . import __version__

_OBJECTS = 50_000  # made before rubbish is looked for: what a start makes, stays


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(__version__)
        return
    gc.set_threshold(_OBJECTS)
    from .cli.commands import main as run

    run()


if __name__ == "__main__":
    main()
