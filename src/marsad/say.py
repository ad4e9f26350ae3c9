"""Words for the terminal: what articles, feeds and servers write stands in messages, and must not steer the terminal."""

from __future__ import annotations

import re
import sys

# Control characters but for tab and line break, both ranges: a terminal takes ESC and U+009B as the beginning of a command.
# Lone surrogates cannot be written at all.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONE = re.compile("[\ud800-\udfff]")
_CONTROL_BYTES = re.compile(rb"\x7f|\xc2[\x80-\x9f]")  # those that JSON does not escape by itself, in UTF-8


def plain(text: str) -> str:
    """The text without control characters."""
    return _LONE.sub("\ufffd", _CONTROL.sub("", text))


def say(text: str) -> None:
    """Tell the user one line on standard error, as marsad."""
    print("marsad: " + " ".join(filter(None, plain(text).splitlines())), file=sys.stderr)


def put_line(line: bytes) -> None:
    """Write a line of JSON to standard output; where that is a terminal, with its control characters escaped."""
    if sys.stdout.isatty():
        line = _CONTROL_BYTES.sub(lambda match: b"\\u%04x" % match[0][-1], line)
    sys.stdout.buffer.write(line + b"\n")
