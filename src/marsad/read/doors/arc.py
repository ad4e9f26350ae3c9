"""Old web archives (ARC, before WARC) → articles, a record at a time.

A record is a line (address, IP, fourteen digits of time, type, …, length in bytes), that many bytes, an empty line.
http://archive.org/web/researcher/ArcFileFormat.php
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from ..items import Item, guarded
from ..stream import BROKEN
from .warc import MAX_RECORD, items_of_answer

START = b"filedesc://"
BARE = re.compile(rb"https?://[^\s]+ \d{1,3}(?:\.\d{1,3}){3} \d{14} \S+(?: .*?)? \d{1,12}\n")  # an archive whose own description is missing
_HEADER = re.compile(rb"(\S+:[^\r\n]*?)[ \t]+\S+[ \t]+(\d{14})[ \t]+(\S+)(?:[ \t].*?)?[ \t](\d{1,12})\s*$")


def arc_items(stream: io.BufferedReader, where: str) -> Iterator[Item]:
    """The Arabic articles of an archive; where a record's length lies, the next is found by its line."""
    offset = 0
    told = False
    try:
        while line := stream.readline(1 << 16):
            at = f"{where}@{offset}"
            offset += len(line)
            match = _HEADER.match(line)
            if match is None:
                if line.strip() and not told:
                    told = True  # what follows a wrong length may be thousands of lines
                    yield Item(at, None, "here stands no record of an ARC file; the next one is looked for")
                continue
            told = match[1].startswith(START)  # its own length is often wrong, and nothing of it is wanted
            size = int(match[4])
            if told:
                continue
            if size > MAX_RECORD:
                yield Item(at, None, f"the record has {size / 1e6:.0f} MB, too much for one page")
                continue
            body = stream.read(size)
            offset += len(body)
            if len(body) < size:
                yield Item(at, None, "the archive breaks off in this record")
            yield from guarded(at, items_of_answer(body, at, match[1].decode("utf-8", "replace"), _moment(match[2])))
    except BROKEN as error:
        yield Item(f"{where}@{offset}", None, f"the file breaks off here ({error})")


def _moment(stamp: bytes) -> str:
    text = stamp.decode()
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[8:10]}:{text[10:12]}"
