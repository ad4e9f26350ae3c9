"""Files, folders, standard input and JSONL → articles, one at a time; what cannot be read comes as a skipped item."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError
from ..model import Article
from .article import MAX_CHARS, article_from_text, check_date
from .decode import decode
from .page import article_from_html, looks_like_html

_SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".jsonl.gz", ".md", "")
_STDIN = ("-", "/dev/stdin")
_MAX_BYTES = 4 * MAX_CHARS


class Item(NamedTuple):
    """An article, or the reason why the input at `where` gave none; `note` is a warning."""

    where: str
    article: Article | None
    reason: str | None = None
    note: str | None = None


def read_paths(paths: list[str], published: str | None = None) -> Iterator[Item]:
    """Yield the articles of files, folders (searched in depth, in name order), `-` and .jsonl[.gz] files.

    Raises `InputError` where a path does not exist or `published` is no date; whatever else is wrong is an item.
    """
    default = check_date(published) if published else None
    for path in paths:
        if path not in _STDIN and not Path(path).exists():
            raise InputError(f"there is no file or folder {path}; check the path.")
    for path in paths:
        if path in _STDIN:
            yield from _data(sys.stdin.buffer.read(_MAX_BYTES + 1), "standard input", default)
        elif Path(path).is_dir():
            for file in sorted(p for p in Path(path).rglob("*") if p.is_file() and not p.name.startswith(".")):
                if file.name.endswith(_SUFFIXES[:-1]):
                    yield from _file(file, default)
                else:
                    yield Item(str(file), None, "not a text, HTML or JSONL file")
        else:
            yield from _file(Path(path), default)


def _file(path: Path, published: str | None) -> Iterator[Item]:
    where = str(path)
    try:
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            yield from _jsonl(path, published)
            return
        if path.stat().st_size > 16 * _MAX_BYTES:
            yield Item(
                where,
                None,
                f"the file has {path.stat().st_size / 1e6:.0f} MB, too much for one article; give a .jsonl file with one article a line",
            )
            return
        yield from _data(path.read_bytes(), where, published)
    except OSError as error:
        yield Item(where, None, f"cannot be read ({error.strerror or error})")


def _data(data: bytes, where: str, published: str | None) -> Iterator[Item]:
    try:
        if len(data) > _MAX_BYTES:
            raise InputError(
                f"the text has {len(data) / 1e6:.0f} MB, too much for one article; split it into articles."
            )
        text, note = decode(data)
        article = (
            article_from_html(text, published=published)
            if looks_like_html(text)
            else article_from_text(text, published=published)
        )
        yield Item(where, article, None, note)
    except InputError as error:
        yield Item(where, None, str(error))


def _jsonl(path: Path, published: str | None) -> Iterator[Item]:
    opener = gzip.open if path.name.endswith(".gz") else open
    number = 0
    try:
        with opener(path, "rb") as lines:  # type: ignore[operator]
            while True:
                line = lines.readline(_MAX_BYTES + 1)
                if not line:
                    return
                number += 1
                where = f"{path}:{number}"
                if len(line) > _MAX_BYTES:
                    size = len(line)
                    while line and not line.endswith(b"\n"):
                        line = lines.readline(1 << 20)
                        size += len(line)
                    yield Item(where, None, f"the line has {size / 1e6:.0f} MB, too much for one article")
                elif line.strip():
                    yield _line(line, where, published)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Item(f"{path}:{number + 1}", None, f"the gzip file breaks off here ({error})")


def _line(line: bytes, where: str, published: str | None) -> Item:
    try:
        text, note = decode(line)
        raw = json.loads(text)
        if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
            raise InputError("the line has no 'text'; each line needs an object with the article's text.")
        fields = {k: str(raw[k]) for k in ("id", "title", "url", "published") if raw.get(k)}
        fields.setdefault("published", published or "")
        return Item(where, article_from_text(raw["text"], **{k: v for k, v in fields.items() if v}), None, note)
    except json.JSONDecodeError as error:
        return Item(where, None, f"the line is not JSON ({error.msg})")
    except InputError as error:
        return Item(where, None, str(error))
