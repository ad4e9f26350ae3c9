"""Words for the terminal: what articles, feeds and servers write stands in messages, and must not steer the terminal."""

from __future__ import annotations

import re
import sys

# Control characters but for tab and line break, both ranges: a terminal takes ESC and U+009B as the beginning of a command.
# Lone surrogates cannot be written at all.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONE = re.compile("[\ud800-\udfff]")


def plain(text: str) -> str:
    """The text without control characters."""
    return _LONE.sub("\ufffd", _CONTROL.sub("", text))


def say(text: str) -> None:
    """Tell the user one line on standard error, as marsad."""
    print("marsad: " + " ".join(plain(text).splitlines()), file=sys.stderr)
