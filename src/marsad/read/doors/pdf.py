"""Statements as PDF: the text layer, page by page, its Arabic put into the order in which it is read → one article.

pypdf (BSD, pure Python, 2 MB) is an extra, `marsad[pdf]`. Its layout mode sets down what is drawn where it is drawn, so that numbers
and Latin words stay in their place; the order of reading is made in `arabic/visual.py`. A scan has no text layer, and is named.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

from ...arabic.visual import as_read, as_shown, with_lam_alef
from ...errors import InputError
from ...model import Article, Found
from ..article import article_from_text
from ..dates import date_of_stamp
from ..items import MAX_BYTES, Item, Original, brief, guarded
from ..stream import BROKEN

_MOST = 8 * MAX_BYTES
_PAGES = 400
_SHORT = 0.7  # of a page's widest line: what is shorter ends its paragraph
_APART = re.compile(r"(?<=[\u0621-\u064a\u064b-\u0652]) ([\u064b-\u0652\u0670])")
_ENDS = re.compile(r"(?<=[\u0621-\u064a]) ([\u064b-\u064d])(?=[\u0621-\u064a])")
_STAMP = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})")


def pdf_items(stream: io.BufferedReader, where: str, published: str | None) -> Iterator[Item]:
    """The article of a PDF."""
    try:
        data = stream.read(_MOST + 1)
    except BROKEN as error:
        yield Item(where, None, f"the file breaks off here ({error})")
        return
    yield from guarded(where, _items(data, where, published))


def _items(data: bytes, where: str, published: str | None) -> Iterator[Item]:
    if len(data) > _MOST:
        raise InputError(f"the PDF has more than {_MOST / 1e6:.0f} MB, too much for one article; split it.")
    pages, created = _read(data)
    yield Item(where, _article(pages, created, published), original=Original(data, "application/pdf", None, where))


def _read(data: bytes) -> tuple[list[list[str]], str | None]:
    """(the lines of each page as they are drawn, the day on which the file says it was made). Raises `InputError`."""
    try:
        import pypdf
    except ImportError:
        raise InputError("a PDF needs the pypdf package; install it with: pip install 'marsad[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings of damage would stand among ours
    try:
        file = pypdf.PdfReader(io.BytesIO(data))
        if file.is_encrypted and not file.decrypt(""):
            raise InputError("the PDF is locked with a password; save it without one and give that.")
        if len(file.pages) > _PAGES:
            raise InputError(f"the PDF has {len(file.pages)} pages, too many for one article; split it.")
        return [_lines(page) for page in file.pages], _made(file)
    except InputError:
        raise
    except Exception as error:  # pypdf raises whatever its parts raise on a damaged file
        raise InputError(f"the PDF cannot be read ({brief(error) or type(error).__name__}); save it anew.") from None


def _lines(page: Any) -> list[str]:
    drawn = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=True)
    return [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in drawn.split("\n")]


def _made(file: Any) -> str | None:
    """The ISO day of the file's own particulars."""
    told: dict[str, Any] = file.metadata or {}
    match = _STAMP.match(str(told.get("/CreationDate") or ""))
    day = date_of_stamp("-".join(match.groups())) if match else None
    return day[0] if day else None


def _article(pages: list[list[str]], created: str | None, published: str | None) -> Article:
    """Its text by paragraphs; dated by its words, else as given, else by the day on which the file was made."""
    if not any(line for lines in pages for line in lines):
        raise InputError("the PDF has no text layer (it is a scan); read it with an OCR program first and give that text.")
    letters = as_shown(line for lines in pages for line in lines)
    text = "\n\n".join(filter(None, (_paragraphs([as_read(line, letters) for line in lines]) for lines in pages)))
    text = with_lam_alef(marks_on_letters(text), _frequency())
    article = article_from_text(text)
    if article.published is not None:
        return article
    if published is not None:
        return article_from_text(text, published=published)
    if created is not None:
        return article_from_text(text, found={"published": Found("published", created, "the file's own date", 0.6)})
    return article


def marks_on_letters(text: str) -> str:
    """The text with each vowel mark on the letter before it: some programs draw marks apart, which reads as a space before them (ق ُتل).
    The space before a tanwin, which ends its word, belongs behind it (مدنيا ًوأصيب)."""
    return _APART.sub(r"\1", _ENDS.sub(r"\1 ", text))


def _paragraphs(lines: list[str]) -> str:
    """Lines put together: a paragraph ends at an empty line, and at one that ends a sentence short of the margin."""
    widest = max(map(len, lines), default=0)
    out: list[str] = []
    open_ = False
    for line in lines:
        if line and open_:
            out[-1] += f" {line}"
        elif line:
            out.append(line)
        open_ = bool(line) and not (len(line) < _SHORT * widest)
    return "\n".join(out)


def _frequency() -> Callable[[str], float]:
    from ...lexicon import load

    return load().frequency
