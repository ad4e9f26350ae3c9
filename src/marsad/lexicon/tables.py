"""One lexicon file as a table. For stages that need a file's words before, or without, the compiled lexicon."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from ..errors import LexiconError


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file `lexicon/<name>.toml`; treat it as read-only. Raises `LexiconError` naming it where it is not valid TOML."""
    return parse(resources.files("marsad.lexicon") / f"{name}.toml")


def parse(entry) -> dict[str, Any]:
    """A TOML file of the package. Raises `LexiconError` naming it where it is not valid."""
    try:
        return tomllib.loads(entry.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{entry.name} is not valid TOML ({error}); mend that line and run again.") from error
