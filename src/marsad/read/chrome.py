"""Which lines are page furniture, and what they tell: date lines, bylines and datelines are kept as data.

Serves pasted text and what an extractor leaves. The words are those of `lexicon/chrome.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from ..arabic.normalise import fold
from .chrome_words import chrome_words, dateline_of
from .dates import printed_dates, without_dates
from .posts import inline_spans

_SHORT = 90  # letters: a longer line is told by whole patterns only
_HEADLINE = 130
_LEAST_HEADLINE = 25
_CAPTION = 40
_PARAGRAPH = 120
_TICKER = 300
_LANGUAGES = 3  # names of languages that make a menu of them
_LEAST_LIST = 5  # headlines that make a list of them
_LIST = 14  # headlines that one heading may hold
_BREADCRUMB = re.compile(r"^[^.،؟!]{2,40}(?:\s*[|»›>/]\s*[^.،؟!]{2,40}){1,4}$")
_URL = re.compile(r"^(?:https?://|www\.|pic\.twitter\.com/)\S+$")
_INITIALS = re.compile(r"^\(?\s*\w{1,2}\s?[./]\s?\w{1,2}\.?\s*(?:[-–/]\s*\w{1,2}\s?[./]\s?\w{1,2}\.?\s*)?\)?$|^\w(?: \w){1,4}$")
_EMBED = re.compile(r"pic\.twitter\.com/|\(@\w+\)|t\.co/\w+$")
_ARABIC = re.compile("[\u0620-\u064a]")
_SENTENCE_END = re.compile(r"[.؟!]\s*$")
_GAPS = re.compile(r"(?:\S {3,}.+?){3}")
_LONE_TATWEEL = re.compile(r"(?<!\S)\u0640+(?!\S)")
_TWO_NAMES = re.compile(r"^\w+(?: \w+){0,3}\s*[-–—/|]\s*\w+(?: \w+){0,3}$")
_OUTLET = re.compile(r"^\s*[-–—|:»]\s*\w+(?: \w+){0,4}$")
_DATELINE = 20  # words that a dateline may be long, with its brackets
_PARTED = re.compile(r"[-–—:/|(]|\d[\d/]{7}")  # what parts a place from an outlet
_BULLET = re.compile(r"^[\s•·*▪●►»>#–—-]+")


class Line(NamedTuple):
    """A line of text at offset `start`; `linked` where all of it is one link of a page."""

    text: str
    start: int
    linked: bool = False


class Told(NamedTuple):
    """What furniture tells of the article; each None where nothing does."""

    published: str | None = None
    published_origin: str | None = None
    author: str | None = None
    agency: str | None = None
    dateline: str | None = None


class Cleaned(NamedTuple):
    """`why[i]` is the reason why line i is furniture, or None; `cut` the (start, end) of a dateline before the first sentence."""

    why: list[str | None]
    told: Told
    cut: tuple[int, int] | None = None


def lines_of(text: str) -> Iterator[Line]:
    """The lines of `text` that hold something, each at the offset of its first letter."""
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            yield Line(bare, at + line.index(bare))
        at += len(line) + 1


def chrome_spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of what in `text` is not the article, offsets into `text`."""
    lines = list(lines_of(text))
    return spans_of(lines, clean(lines))


def spans_of(lines: Sequence[Line], cleaned: Cleaned) -> tuple[tuple[int, int], ...]:
    """The furniture of cleaned lines as (start, end), in order."""
    spans = [(line.start, line.start + len(line.text)) for line, why in zip(lines, cleaned.why, strict=True) if why is not None]
    if cleaned.cut is not None:
        spans.append(cleaned.cut)
    return tuple(sorted(spans))


def clean(lines: Sequence[Line], title: str | None = None) -> Cleaned:
    """Tell furniture from article. `title` is the headline where it is known; its first line stays, repeats go."""
    page = _Page(lines, " ".join(fold(title).split()) if title else None)
    for step in (_embedded, _tickers, _language_menu, _labels, _particulars, _repeats, _credits, _under_headings, _after_the_end, _signatures):
        step(page)
    told = _told(page)
    first = next((i for i in range(len(lines)) if page.why[i] is None and _is_paragraph(page.folded[i])), None)
    if first is None:
        return Cleaned(page.why, told)
    cut = None
    found = dateline(page.folded[first])
    if found and found[2] < len(page.folded[first]) - 20:
        told = told._replace(dateline=found[0] or told.dateline, agency=found[1] or told.agency)
        cut = (lines[first].start, lines[first].start + _unfolded(lines[first].text, found[2]))
    return Cleaned(page.why, told, cut)


class _Page:
    """Lines under judgement: `why[i]` is filled step by step. `head` is the headline's line, `body` that of the first paragraph."""

    def __init__(self, lines: Sequence[Line], title: str | None):
        self.lines = lines
        self.title = title
        # A tatweel that stands alone is a dash to many writers; folding would lose it.
        self.folded = [" ".join(fold(_LONE_TATWEEL.sub(" - ", line.text)).split()) for line in lines]
        self.bare = [_BULLET.sub("", line) for line in self.folded]
        self.why: list[str | None] = [_alone(f, b, x) for f, b, x in zip(self.folded, self.bare, lines, strict=True)]

    @property
    def body(self) -> int:
        """The first line that reads like a paragraph; the number of lines where there is none."""
        for i, line in enumerate(self.folded):
            if self.why[i] is None and _is_paragraph(line):
                return i
        return len(self.folded)

    @property
    def head(self) -> int | None:
        """The headline: the one that is known, else the last line before the first paragraph that is long enough for one."""
        if self.title is not None:
            for i, line in enumerate(self.folded):
                if line == self.title and self.why[i] not in ("breadcrumb", "section"):
                    return i
        for i in reversed(range(self.body)):
            long = len(self.folded[i]) >= _LEAST_HEADLINE and self.folded[i].count(" ") >= 3
            if long and (self.why[i] is None or (self.why[i] == "related link" and ":" in self.folded[i])):
                return i
        return None


# -- one line -----------------------------------------------------------------------------------------------------------


def _alone(folded: str, bare: str, line: Line) -> str | None:
    """Why a line is furniture wherever it stands."""
    words = chrome_words()
    if not bare or _URL.match(line.text):
        return "link"
    if _EMBED.search(line.text):
        return "embedded"
    if len(folded) < _SHORT and _is_date_line(folded):
        return "date"
    if words.tags.match(bare):
        return "tag"
    if len(bare) < 100 and (words.anywhere.match(bare) or words.anywhere.match(folded)) and not _says_more(line.text):
        return "furniture"
    if len(bare) < 160 and words.related_link.match(bare):
        return "related link"
    if words.heading.match(bare.rstrip(" :.…؟?")) or (len(bare) < 100 and words.end.match(bare.rstrip(" :.…"))):
        return "heading"
    if len(folded) < 60 and words.byline.match(folded):
        return "byline"
    if len(folded) < 50 and words.credit.match(folded):
        return "credit"
    if len(folded) < 60 and (found := dateline(folded)) and found[2] >= len(folded) - 1:
        return "dateline"
    if len(folded) < _SHORT and words.caption.match(folded):
        return "caption"
    if len(folded) < 20 and _INITIALS.match(folded):
        return "initials"
    if _is_tags(line.text) and " " not in line.text.strip("# "):
        return "tag"
    if len(folded) < 120 and not _ARABIC.search(folded):
        return "not Arabic"
    return "link" if line.linked and len(folded) < 200 else None


def _says_more(text: str) -> bool:
    """Whether a line has furniture inside and a sentence beside it: a post that ends with "see more"."""
    spans = inline_spans([(text, 0)])
    rest = len(_ARABIC.findall(text)) - sum(len(_ARABIC.findall(text[start:end])) for start, end in spans)
    return bool(spans) and rest >= 2 * _LEAST_HEADLINE


def _is_tags(text: str) -> bool:
    """Whether a line is a list of tags: a post's sentence may begin with one too (#إدلب قصف جوي على …)."""
    words = text.split()
    return text.startswith("#") and sum(not word.startswith("#") for word in words) <= len(words) // 2


def _is_date_line(folded: str) -> bool:
    """Whether the line is a date with its labels, places of clocks, outlet: not a sentence."""
    if not any([c.isdigit() for c in folded]):
        return False
    rest = without_dates(folded)
    if not printed_dates(folded):
        return not rest and ":" in folded  # an hour alone
    for label in chrome_words().date_labels:
        rest = rest.replace(label, " ")
    return len(rest.split()) <= 5 and not _SENTENCE_END.search(folded)


def _is_paragraph(folded: str) -> bool:
    return len(folded) >= _PARAGRAPH or (len(folded) >= 45 and folded.rstrip('"»”').endswith("."))


# -- lines among lines --------------------------------------------------------------------------------------------------


def _embedded(page: _Page) -> None:
    """A post that an article quotes with its address is furniture; where nothing else is said, the post is the article."""
    if page.body < len(page.folded):
        return
    for i, why in enumerate(page.why):
        if why == "embedded" and len(_ARABIC.findall(page.folded[i])) >= _LEAST_HEADLINE:
            page.why[i] = None


def _tickers(page: _Page) -> None:
    """Headlines run together in one line: long, and without the commas and stops of prose."""
    prose = [i for i, line in enumerate(page.folded) if page.why[i] is None and _is_paragraph(line)]
    for i in prose:
        line = page.lines[i]
        if len(line.text) < _TICKER or all(page.why[k] for k in prose if k != i):  # never the only paragraph
            continue
        marks = sum(line.text.count(mark) for mark in "،,.؛")
        if _GAPS.search(line.text) or (marks < len(line.text) / 300 and not _SENTENCE_END.search(line.text)):
            page.why[i] = "ticker"


def _language_menu(page: _Page) -> None:
    """The choice of languages at a page's head, and the headlines of other articles that run above it; the article's own headline stays."""
    names = chrome_words().languages
    menu = [i for i, line in enumerate(page.folded) if line.strip(" :|•").lower() in names]
    if len(set(page.folded[i] for i in menu)) < _LANGUAGES:
        return
    for i in menu:
        page.why[i] = "language"
    body = page.body
    run = list(takewhile(lambda i: not _is_paragraph(page.folded[i]), reversed(range(menu[0]))))
    headlines = [i for i in run if page.why[i] is None and page.folded[i].count(" ") >= 3]
    if len(headlines) < _LEAST_LIST:
        return
    head = page.head if page.title is not None or menu[0] < body < len(page.folded) else None
    for i in headlines:
        if i != head:
            page.why[i] = "ticker"


def _labels(page: _Page) -> None:
    """Section labels, breadcrumbs, names of editors and of writers around the headline."""
    labels = chrome_words().labels
    head, body = page.head, page.body
    for i, line in enumerate(page.folded):
        if page.why[i] is not None:
            continue
        if i < body and line.strip(" :|>»") in labels:
            page.why[i] = "section"
        elif i < body and len(line) < 60 and _BREADCRUMB.match(line) and not line.startswith(chrome_words().live):
            if any(part.strip() in labels | chrome_words().home for part in re.split(r"[|»›>/]", line)):
                page.why[i] = "breadcrumb"
        elif i > body and _is_tags(page.lines[i].text):
            page.why[i] = "tag"
        if (
            page.why[i] is None
            and head is not None
            and i < body < len(page.folded)
            and i != head
            and (len(line) < _LEAST_HEADLINE or line.count(" ") < 3)
        ):
            page.why[i] = "dateline" if i > head and _TWO_NAMES.match(line) else "label"


def _particulars(page: _Page) -> None:
    """The line of particulars between headline and article: writer, date, views, in whatever order."""
    head = page.head
    if head is None:
        return
    for i in range(head + 1, min(head + 6, len(page.folded))):
        line = page.folded[i]
        if page.why[i] is None and len(line) >= _PARAGRAPH:
            return
        if len(line) < 160 and not _SENTENCE_END.search(line) and printed_dates(line):
            page.why[i] = "date"


def _repeats(page: _Page) -> None:
    """What was said before is furniture: a headline or a caption again, a menu's entry, a lead that opens the body too."""
    head = page.head
    seen: dict[str, int] = {}
    for i, line in enumerate(page.bare):
        first = seen.setdefault(line, i)
        if len(line) > 12 and first != i and page.why[i] is None:
            if i == head:  # what went before was a menu's or a ticker's
                page.why[first] = page.why[first] or "headline again"
                continue
            page.why[i] = "said again"
            if first == i - 1 and first != head and len(line) < _CAPTION and page.why[first] is None:
                page.why[first] = "caption"
        elif (
            i
            and page.why[i] is None is page.why[i - 1]
            and 20 < len(page.bare[i - 1]) < len(line)
            and line.startswith(page.bare[i - 1])
            and i < page.body
        ):
            page.why[i - 1] = page.why[i] = "caption"
    if head is not None:
        name = page.bare[head]
        for i in range(head):  # the page's own title: the headline with the outlet's name
            rest = page.bare[i].removeprefix(name)
            if page.why[i] is None and len(rest) < len(page.bare[i]) and _OUTLET.match(rest):
                page.why[i] = "headline again"


def _credits(page: _Page) -> None:
    """A caption told by the agency in brackets at its end; not the first line, which is a headline."""
    head = page.head
    kept_before = False
    for i in range(1, len(page.folded)):
        line = page.folded[i]
        kept_before = kept_before or page.why[i - 1] is None
        if page.why[i] is None and i != head and kept_before and len(line) < 160 and line.endswith(")") and chrome_words().credited.search(line):
            page.why[i] = "caption"


def _under_headings(page: _Page) -> None:
    """The headlines that stand under "read also", "related", "most read"; the article's own headline is none of them."""
    heading = chrome_words().heading
    head = page.head
    for i in range(len(page.folded)):
        if page.why[i] not in ("heading", "related link") or not heading.match(page.bare[i].rstrip(" :.…؟?")):
            continue
        marked = 0  # entries that show by themselves what they are
        for k in range(i + 1, min(i + 1 + _LIST, len(page.folded))):
            if k == head or page.why[k] == "heading":
                break
            if page.why[k] is not None and page.why[k] != "link":
                marked += page.why[k] == "furniture"
                continue
            line = page.folded[k]
            if marked > 1 or len(line) > _HEADLINE or line.endswith((".", "!", ":")):
                break
            page.why[k] = "related link"
    if head is not None and page.title is None and page.why[head] == "related link":
        page.why[head] = None


def _after_the_end(page: _Page) -> None:
    """What follows a closing heading (comments above all) behind the article's first paragraph."""
    end = chrome_words().end
    for i in range(page.body + 1, len(page.folded)):
        if page.why[i] is None or not end.match(page.bare[i].rstrip(" :.…")):
            continue
        for k in range(i + 1, len(page.folded)):
            page.why[k] = page.why[k] or "after the end"
        return


def _signatures(page: _Page) -> None:
    """Names that stand alone below the last paragraph: of a writer, of the outlet."""
    for i in reversed(range(page.body + 1, len(page.folded))):
        if page.why[i] is not None:
            continue
        line = page.folded[i]
        if len(line) >= 40 or line.count(" ") > 4 or re.search(r"[.؟!:،؛]$", line):
            return
        page.why[i] = "signature"


# -- what furniture tells -----------------------------------------------------------------------------------------------


def _told(page: _Page) -> Told:
    words = chrome_words()
    folded, why, body = page.folded, page.why, page.body
    published = origin = author = agency = city = None
    head = page.head or 0
    # Between headline and article first; then above it, nearest first, for far above stands the page's clock; then below.
    first = max(head, min(body + 1, len(folded)))
    for i in (*range(head, first), *reversed(range(head)), *range(first, len(folded))):
        line = folded[i]
        if why[i] == "date" and origin != "labelled date line":
            dates = printed_dates(line)
            label = words.published.search(line)
            if label or (origin is None and not words.updated.search(line) and not words.topbar.search(line)):
                updated = words.updated.search(line)
                before = [d for d in dates if updated is None or d.start < updated.start()]
                if before:
                    published = before[0].day.isoformat()
                    above = "date line above the headline" if i < head else "date line"
                    origin = "labelled date line" if label else above if i <= body else "date line below"
        elif why[i] == "byline" and author is None:
            match = words.byline.match(line)
            at = _unfolded(page.lines[i].text, match.end()) if match else 0
            author = page.lines[i].text[at:].strip(" :/|-–") or None
        elif why[i] == "dateline" and city is None and (found := dateline(line)):
            city, agency, _ = found
        elif why[i] == "credit" and agency is None and (match := words.credit.match(line)):
            agency = line[match.end() :].strip(" :/|-–") or None
    return Told(published, origin, author, agency, city)


def dateline(folded: str) -> tuple[str | None, str | None, int] | None:
    """(city, agency, end) of a dateline such as "بغداد - رويترز:" at the start of a folded line, else None.

    Without an agency a dateline is a place of one to three words before a dash; the place is not looked up here.
    """
    head = " ".join(folded.split(" ", _DATELINE)[:_DATELINE])
    if not _PARTED.search(head):  # as in most lines
        return None
    agencies = chrome_words().agencies_in(head)
    match = dateline_of(agencies).match(folded) if agencies else None
    if match is None:
        return None
    city = match["city"] or match["city2"] or match["city3"] or match["city4"]
    agency = match["agency"] or match["agency2"] or match["agency3"] or match["agency4"]
    return (city.strip(" -–/،,:(") or None if city else None), (agency.strip() if agency else None), match.end()


def _unfolded(text: str, size: int) -> int:
    """The offset in `text` at which its folded, single-spaced form has `size` letters."""
    count, gap = 0, False
    for at, char in enumerate(text):
        if char.isspace():
            gap = True
            continue
        size_here = len(fold(char))
        if not size_here:
            continue
        count += size_here + gap
        gap = False
        if count > size:
            return at
    return len(text)
