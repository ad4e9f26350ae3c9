"""Which lines are page furniture, and what they tell: date lines, bylines and datelines are kept as data.

Serves pasted text and what an extractor leaves. The words are those of `lexicon/chrome.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..arabic.normalise import fold
from ..lexicon.tables import table
from .dates import printed_dates, without_dates

_SHORT = 90  # letters: a longer line is told by whole patterns only
_HEADLINE = 130
_CAPTION = 40
_PARAGRAPH = 120
_LIST = 14  # headlines that one heading may hold
_BREADCRUMB = re.compile(r"^[^.،؟!]{2,40}(?:\s*[|»›>/]\s*[^.،؟!]{2,40}){1,4}$")
_URL = re.compile(r"^(?:https?://|www\.|pic\.twitter\.com/)\S+$")
_INITIALS = re.compile(r"^\(?\s*\w{1,2}\s?[./]\s?\w{1,2}\.?\s*(?:[-–/]\s*\w{1,2}\s?[./]\s?\w{1,2}\.?\s*)?\)?$")
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
    spans = [
        (line.start, line.start + len(line.text))
        for line, why in zip(lines, cleaned.why, strict=True)
        if why is not None
    ]
    if cleaned.cut is not None:
        spans.append(cleaned.cut)
    return tuple(sorted(spans))


def clean(lines: Sequence[Line], title: str | None = None) -> Cleaned:
    """Tell furniture from article. `title` is the headline where it is known; its first line stays, repeats go."""
    folded = [" ".join(fold(line.text).split()) for line in lines]
    bare = [_BULLET.sub("", f) for f in folded]
    why: list[str | None] = [_alone(f, b, line) for f, b, line in zip(folded, bare, lines, strict=True)]
    body = _first_paragraph(folded, why)
    _before(lines, folded, why, body)
    head_line = " ".join(fold(title).split()) if title else None
    _under_headline(folded, why, head_line)
    _repeats(folded, why, head_line)
    _under_headings(lines, folded, bare, why)
    _after_the_end(folded, bare, why, body)
    told = _told(lines, folded, why, body, head_line)
    first = next((i for i in range(len(lines)) if why[i] is None and _is_paragraph(folded[i])), None)
    if first is None:
        return Cleaned(why, told)
    cut = None
    found = dateline(folded[first])
    if found and found[2] < len(folded[first]) - 20:
        told = told._replace(dateline=found[0] or told.dateline, agency=found[1] or told.agency)
        cut = (lines[first].start, lines[first].start + _unfolded(lines[first].text, found[2]))
    return Cleaned(why, told, cut)


# -- one line -----------------------------------------------------------------------------------------------------------


def _alone(folded: str, bare: str, line: Line) -> str | None:
    """Why a line is furniture wherever it stands."""
    words = _words()
    if not bare or _URL.match(line.text):
        return "link"
    if len(bare) < 100 and (words.anywhere.match(bare) or words.anywhere.match(folded)):
        return "furniture"
    if len(bare) < 160 and words.related_link.match(bare):
        return "related link"
    if words.heading.match(bare.rstrip(" :.…؟?")):
        return "heading"
    if len(bare) < 100 and words.end.match(bare.rstrip(" :.…")):
        return "heading"
    if len(folded) < _SHORT and _is_date_line(folded):
        return "date"
    if len(folded) < 60 and words.byline.match(folded):
        return "byline"
    if len(folded) < 60 and (found := dateline(folded)) and found[2] >= len(folded) - 1:
        return "dateline"
    if len(folded) < _SHORT and words.caption.match(folded):
        return "caption"
    if len(folded) < 20 and _INITIALS.match(folded):
        return "initials"
    if line.text.startswith("#") and " " not in line.text.strip("# "):
        return "tag"
    if line.linked and len(folded) < 200:
        return "link"
    return None


def _is_date_line(folded: str) -> bool:
    """Whether the line is a date with its labels, places of clocks, outlet: not a sentence."""
    if not printed_dates(folded):
        return False
    rest = without_dates(folded)
    for label in _words().date_labels:
        rest = rest.replace(label, " ")
    return len(rest.split()) <= 5 and not re.search(r"[.؟!]\s*$", folded)


def _is_paragraph(folded: str) -> bool:
    return len(folded) >= _PARAGRAPH or (len(folded) >= 45 and folded.rstrip('"»”').endswith((".", "؟", "!")))


# -- lines among lines --------------------------------------------------------------------------------------------------


def _first_paragraph(folded: Sequence[str], why: Sequence[str | None]) -> int:
    """The index of the first line that reads like a paragraph; the number of lines where there is none."""
    for i, line in enumerate(folded):
        if why[i] is None and _is_paragraph(line):
            return i
    return len(folded)


def _before(lines: Sequence[Line], folded: Sequence[str], why: list[str | None], body: int) -> None:
    """Section labels, breadcrumbs and hashtags around the headline."""
    labels = _words().labels
    for i, line in enumerate(folded):
        if why[i] is not None:
            continue
        if i < body and line.strip(" :|>»") in labels:
            why[i] = "section"
        elif (
            i < body
            and len(line) < 60
            and _BREADCRUMB.match(line)
            and not line.startswith(("عاجل", "مباشر"))
            and any(part.strip() in labels or part.strip() == "الرييسيه" for part in re.split(r"[|»›>/]", line))
        ):
            why[i] = "breadcrumb"
        elif i > body and lines[i].text.startswith("#"):
            why[i] = "tag"


def _under_headline(folded: Sequence[str], why: list[str | None], title: str | None) -> None:
    """The line of particulars between headline and article: writer, date, views, in whatever order."""
    head = next((i for i, line in enumerate(folded) if title and line == title), None)
    if head is None:
        return
    for i in range(head + 1, min(head + 6, len(folded))):
        if why[i] is None and _is_paragraph(folded[i]) and len(folded[i]) >= _PARAGRAPH:
            return
        if len(folded[i]) < 160 and not folded[i].endswith((".", "؟", "!")) and printed_dates(folded[i]):
            why[i] = "date"


def _repeats(folded: Sequence[str], why: list[str | None], title: str | None) -> None:
    """A line said twice running counts once, a very short one is a caption; the headline said again is furniture."""
    seen_title = False
    for i, line in enumerate(folded):
        if title and line == title and len(line) > 12:
            if seen_title:
                why[i] = why[i] or "headline again"
            elif why[i] not in (
                "breadcrumb",
                "section",
            ):  # a section label is no headline, even where it is given as one
                seen_title, why[i] = True, None
        elif why[i] is None and i + 1 < len(folded) and line == folded[i + 1] and not _is_paragraph(line):
            why[i + 1] = "said again"
            if len(line) < _CAPTION:
                why[i] = "caption"


def _under_headings(lines: Sequence[Line], folded: Sequence[str], bare: Sequence[str], why: list[str | None]) -> None:
    """The headlines that stand under "read also", "related", "most read"."""
    heading = _words().heading
    for i in range(len(folded)):
        if why[i] not in ("heading", "related link") or not heading.match(bare[i].rstrip(" :.…؟?")):
            continue
        for k in range(i + 1, min(i + 1 + _LIST, len(folded))):
            if why[k] is not None and why[k] != "link":
                if why[k] == "heading":
                    break
                continue
            if len(folded[k]) > _HEADLINE or folded[k].endswith((".", "؟", "!", ":")):
                break
            why[k] = "related link"


def _after_the_end(folded: Sequence[str], bare: Sequence[str], why: list[str | None], body: int) -> None:
    """What follows a closing heading (comments above all) behind the article's first paragraph."""
    end = _words().end
    for i in range(body + 1, len(folded)):
        if why[i] is None or not end.match(bare[i].rstrip(" :.…")):
            continue
        for k in range(i + 1, len(folded)):
            why[k] = why[k] or "after the end"
        return


# -- what furniture tells -----------------------------------------------------------------------------------------------


def _told(
    lines: Sequence[Line], folded: Sequence[str], why: Sequence[str | None], body: int, title: str | None
) -> Told:
    words = _words()
    published = origin = author = agency = city = None
    head = next((i for i, line in enumerate(folded) if title and line == title), 0)
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
            at = _unfolded(lines[i].text, match.end()) if match else 0
            author = lines[i].text[at:].strip(" :/|-–") or None
        elif why[i] == "dateline" and city is None and (found := dateline(line)):
            city, agency, _ = found
    return Told(published, origin, author, agency, city)


def dateline(folded: str) -> tuple[str | None, str | None, int] | None:
    """(city, agency, end) of a dateline such as "بغداد - رويترز:" at the start of a folded line, else None.

    Without an agency a dateline is a place of one to three words before a dash; the place is not looked up here.
    """
    match = _words().dateline.match(folded)
    if match is None:
        return None
    city = match["city"] or match["city2"]
    agency = match["agency"] or match["agency2"]
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


# -- the words ----------------------------------------------------------------------------------------------------------


class _Words(NamedTuple):
    anywhere: re.Pattern[str]
    heading: re.Pattern[str]
    related_link: re.Pattern[str]
    end: re.Pattern[str]
    caption: re.Pattern[str]
    byline: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    topbar: re.Pattern[str]
    dateline: re.Pattern[str]
    labels: frozenset[str]
    date_labels: tuple[str, ...]


@cache
def _words() -> _Words:
    t = table("chrome")
    related = _union(t["related"])
    captions, bylines = _union(t["captions"]), _union(t["bylines"])
    agencies = {fold(name) for o in table("sources")["outlet"] for name in (o["ar"], *o.get("also", ()))}
    agency = "|".join(map(re.escape, sorted(agencies | {fold(w) for w in t["datelines"]}, key=len, reverse=True)))
    city = r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}(?:\s*[،,(]\s*[^\W\d_]+(?: [^\W\d_]+)?\)?)?"
    sep = r"\s*[-–—:/|]\s*"
    return _Words(
        anywhere=re.compile(rf"(?:{_union(t['anywhere'])})\s*[:.»›]*$", re.IGNORECASE),
        heading=re.compile(rf"(?:{related})$", re.IGNORECASE),
        related_link=re.compile(rf"(?:{related})\s*[.…]*\s*[:|،-]\s*\S", re.IGNORECASE),
        end=re.compile(rf"(?:{_union(t['end'])})$", re.IGNORECASE),
        caption=re.compile(
            rf"\(?(?:{captions})(?:\s*[:/|)،-].*|\s*$)|.*\((?:{captions})(?:\s*[:/،-][^()]*)?\)\s*$", re.IGNORECASE
        ),
        byline=re.compile(rf"(?:{bylines})\s*(?:[:/|]\s*|(?<=بواسطه) |(?<=كتبه) )", re.IGNORECASE),
        published=re.compile(rf"(?<!\w)(?:{_union(t['published'])})(?!\w)", re.IGNORECASE),
        updated=re.compile(rf"(?<!\w)(?:{_union(t['updated'])})(?!\w)", re.IGNORECASE),
        topbar=re.compile(rf"(?<!\w)(?:{_union(t['topbar'])})(?!\w)", re.IGNORECASE),
        dateline=re.compile(
            rf"(?:(?P<city>{city}){sep}\(?\s*(?P<agency>{agency})(?!\w)[^.،:]{{0,25}}?\s*\)?\s*(?:[-–—:/]+\s*|$)"
            rf"|(?P<city2>{city})\s*\(\s*(?P<agency2>{agency})\s*\)\s*(?:[-–—:]\s*|$))"
        ),
        labels=frozenset(fold(label) for label in t["labels"]),
        date_labels=tuple(sorted((fold(w) for w in t["published"] + t["updated"]), key=len, reverse=True)),
    )


def _union(phrases: Sequence[str]) -> str:
    """Phrases of the lexicon as one alternation over folded text: … for any words, # for a number."""
    parts = []
    for phrase in sorted({fold(p).lower() for p in phrases}, key=len, reverse=True):
        part = re.escape(phrase).replace(r"\ …", r"(?:[\s:].*)?").replace(r"…\ ", r"(?:.*\s)?").replace("…", ".*")
        parts.append(part.replace(r"\#", r"[\d.,٬،]+").replace(r"\ ", r"\s*[ :]\s*"))
    return "|".join(parts)
