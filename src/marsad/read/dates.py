"""Dates as Arabic pages print them: Levantine, Egyptian and Maghrebi months, pairs of them, Hijri dates, numbers.

A date line is furniture of the page; the dates inside sentences are the coder's (`arabic/calendar.py`).
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from ..arabic.days import hijri_to_gregorian
from ..arabic.normalise import fold
from ..arabic.numerals import Numerals
from ..lexicon.tables import table

_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2}))?")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[/\\.-]\s?(\d{1,2})\s?[/\\.-]\s?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[/\\.-]\s?(\d{1,2})\s?[/\\.-]\s?(\d{4})(?!\d)")
_NUMERIC = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})\2(?=\d{2})")
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9])[/-]?(0[1-9]|[12]\d|3[01]|[1-9])(?=[/_.?&-]|$)")
_URL_WITH_SECTION = re.compile(r"/((?:19|20)\d\d)/[a-z_-]+/(\d{1,2})/(\d{1,2})(?=/)")
_FOUR_DIGITS = re.compile(r"\d{4}")
_LONGEST_AGE = 6  # words of a length of time that stands before "ago"
_MOST_AGO = 100  # of one unit
_HIJRI_YEARS = range(1410, 1500)
_EARLIEST, _LATEST = dt.date(1990, 1, 1), dt.date(2100, 1, 1)  # of the days that a page may have come out on


class Printed(NamedTuple):
    """A date found at [start, end) of a folded line."""

    day: dt.date
    start: int
    end: int


def printed_dates(folded: str) -> list[Printed]:
    """The full dates of a folded line, in order; a Hijri date counts where no other date stands beside it."""
    found: list[Printed] = []
    if not _FOUR_DIGITS.search(folded):
        return found
    for match in _named().finditer(folded):
        month = _months()[match["month"].lower()]
        found += _made(int(match["year"]), month, int(match["day"]), match)
    for match in _american().finditer(folded):
        found += _made(int(match["year"]), _months()[match["month"].lower()], int(match["day"]), match)
    for match in _YEAR_FIRST.finditer(folded):
        found += _made(int(match[1]), int(match[2]), int(match[3]), match)
    for match in _DAY_FIRST.finditer(folded):
        day, month = int(match[1]), int(match[2])
        if month > 12 >= day:  # 11/16/2014: the American order cannot be read otherwise
            day, month = month, day
        found += _made(int(match[3]), month, day, match)
    if not found:
        for match in _hijri().finditer(folded):
            try:
                on = hijri_to_gregorian(int(match["year"]), _hijri_months()[match["month"].lower()], int(match["day"]))
            except (ValueError, OverflowError):
                continue
            found.append(Printed(on, match.start(), match.end()))
    return sorted(found or _numeric_hijri(folded), key=lambda f: f.start)


def _numeric_hijri(folded: str) -> list[Printed]:
    """Hijri dates in figures (1446/05/03, 3-5-1446 هـ), told by their year."""
    found: list[Printed] = []
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        for match in pattern.finditer(folded):
            year, month, day = (int(match[part]) for part in order)
            if year in _HIJRI_YEARS and 1 <= month <= 12 and 1 <= day <= 30:
                found.append(Printed(hijri_to_gregorian(year, month, day), match.start(), match.end()))
    return found


def length_ago(folded: str) -> dt.timedelta | None:
    """How long ago a folded phrase says that something was: منذ 3 ساعات, قبل يومين, منذ ثلاث ساعات و20 دقيقه, 3 ساعات مضت; None where
    it says no such thing."""
    words = folded.lower().split()
    for at, word in enumerate(words):
        if word in _age_words("since") | _age_words("ago") and (found := _length(words, at + 1)) is not None:
            return found[0]
        if word in _age_words("passed"):
            for first in range(max(0, at - _LONGEST_AGE), at):
                if (found := _length(words, first)) is not None and found[1] == at:
                    return found[0]
    return None


def days_ago(folded: str) -> int | None:
    """How many days ago a folded phrase that holds nothing else but an hour says that something was: اليوم, امس 10:30, منذ قليل."""
    return _days_ago().get(without_dates(folded))


@cache
def _days_ago() -> dict[str, int]:
    return {fold(phrase): -int(day) for day, phrases in table("calendar")["relative"].items() if int(day) <= 0 for phrase in phrases}


def _length(words: list[str], at: int) -> tuple[dt.timedelta, int] | None:
    """(length of time, index behind it) that begins at words[at]: a unit alone, a number and a unit, two of them joined by و."""
    if at >= len(words):
        return None
    number = _numerals().read(words, at) if words[at] not in _ago_units() else None
    if number is not None and (number.min != number.max or number.first != at):
        return None
    amount, unit = (number.min, number.last) if number is not None else (1, at)
    if unit >= len(words) or words[unit] not in _ago_units() or amount > _MOST_AGO:
        return None
    length, end = amount * _ago_units()[words[unit]], unit + 1
    if end < len(words) and words[end].startswith("و"):
        rest = words[end].removeprefix("و")
        more = _length([*words[:end], rest, *words[end + 1 :]], end) if rest else _length(words, end + 1)
        if more is not None:
            return length + more[0], more[1]
    return length, end


@cache
def _numerals() -> Numerals:
    return Numerals(table("numerals"))


@cache
def _age_words(kind: str) -> frozenset[str]:
    return frozenset(map(fold, table("calendar")["words"][kind]))


@cache
def _ago_units() -> dict[str, dt.timedelta]:
    """Words of minutes, hours, days and weeks; a dual counts twice."""
    return {
        fold(word): dt.timedelta(minutes=int(minutes) * (2 if fold(word).endswith(("ين", "ان")) else 1))
        for minutes, words in table("calendar")["ago_units"].items()
        for word in words
    }


def without_dates(folded: str) -> str:
    """The line without its dates, weekdays, hours and what joins them: what is left tells whether it is a date line."""
    for pattern in (_named(), _american(), _hijri(), _ISO, _YEAR_FIRST, _DAY_FIRST, _clock()):
        folded = pattern.sub(" ", folded)
    return " ".join(re.sub(r"[\s|/،,:.–—()\[\]-]+", " ", folded).split())


def date_of_stamp(value: str) -> tuple[str, str | None] | None:
    """(ISO date, ISO date and time or None) of a machine-readable stamp, the day as its own time zone has it; of a printed date likewise."""
    folded = fold(value)
    if any(m["behind"] or m["before"] for m in _hour().finditer(folded)) and (printed := _printed_stamp(folded)) is not None:
        return printed  # an hour of twelve
    match = _ISO.search(folded)
    if match and int(match[1]) not in _HIJRI_YEARS:
        made = _made(int(match[1]), int(match[2]), int(match[3]), match)
        if not made:
            return None
        day = made[0].day.isoformat()
        return day, f"{day}T{int(match[4]):02}:{match[5]}" if match[4] else None
    try:  # Sun, 04 May 2025 07:30:00 GMT
        at = email.utils.parsedate_to_datetime(value)
        if not may_be_published(at.date().isoformat()):
            return None
        return at.date().isoformat(), at.strftime("%Y-%m-%dT%H:%M")
    except (ValueError, TypeError, OverflowError):
        return _printed_stamp(folded)


def month_first(cells: Iterable[str]) -> bool:
    """Whether a column of numeric days has the American order: the second number of one is no month, and the first of none is."""
    pairs = [(int(m[1]), int(m[3])) for cell in cells if (m := _NUMERIC.match(fold(cell).strip())) is not None]
    return any(second > 12 >= first for first, second in pairs) and all(first <= 12 for first, _ in pairs)


def month_second(cell: str) -> str:
    """A cell whose numeric day has the American order, its month and day changed over."""
    return _NUMERIC.sub(r"\3\2\1\2", fold(cell).strip(), count=1)


def _printed_stamp(folded: str) -> tuple[str, str | None] | None:
    dates = printed_dates(folded)
    if not dates:
        return None
    day, hour = dates[0].day.isoformat(), clock_in(folded[: dates[0].start] + " " + folded[dates[0].end :])
    return day, f"{day}T{hour}" if hour else None


def clock_in(folded: str) -> str | None:
    """`HH:MM` of the only hour that a folded text tells (22:10, 10:10 م, 10:10 PM); None where it tells none, or several."""
    found = list(_hour().finditer(folded))
    if len(found) != 1:
        return None
    hour, minute = int(found[0]["hour"]), int(found[0]["minute"])
    half = (found[0]["behind"] or found[0]["before"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in _halves()["afternoon"] else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


@cache
def _halves() -> dict[str, frozenset[str]]:
    return {half: frozenset(map(fold, table("calendar")["date_lines"][half])) for half in ("morning", "afternoon")}


@cache
def _hour() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, {w for half in _halves().values() for w in half}), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<!\w)(?P<before>{words})\s+)?(?<![\d:+-])(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::\d{{2}})?(?![\d:])\s*(?:(?P<behind>{words})(?!\w))?",
        re.IGNORECASE,
    )


def date_of_url(url: str) -> str | None:
    """The day that an address names (/2017/10/26/, /20171026/), or None."""
    path = unquote(url.split("://")[-1])
    for match in (*_IN_URL.finditer(path), *_URL_WITH_SECTION.finditer(path)):
        made = _made(int(match[1]), int(match[2]), int(match[3]), match)
        if made:
            return made[0].day.isoformat()
    return None


def may_be_published(day: str) -> bool:
    """Whether `day` (YYYY-MM-DD) is a date on which an article may have come out: damaged stamps make 0002-02-08."""
    try:
        return _EARLIEST <= dt.date.fromisoformat(day) <= _LATEST
    except ValueError:
        return False


def _made(year: int, month: int, day: int, match: re.Match[str]) -> list[Printed]:
    try:
        made = dt.date(year, month, day)
    except ValueError:
        return []
    return [Printed(made, match.start(), match.end())] if _EARLIEST <= made <= _LATEST else []


def _names(section: str) -> dict[str, int]:
    found = {fold(name): int(number) for number, names in table("calendar")[section].items() for name in names}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def _months() -> dict[str, int]:
    return _names("months") | _names("latin_months")


@cache
def _hijri_months() -> dict[str, int]:
    return _names("hijri")


def _before(kind: str) -> str:
    """A pattern of words of time that may stand before what follows, a space behind them."""
    words = "|".join(re.escape(fold(w)) for w in table("calendar")["words"][kind])
    return f"(?:(?:{words}) )?"


@cache
def _named() -> re.Pattern[str]:
    name = "|".join(map(re.escape, _months()))
    of, month, year = _before("from"), _before("a_month"), _before("a_year")
    # 26 تشرين الأول 2017; 6 كانون الأول/ديسمبر 2024; 8 مارس - آذار 2026; 7 مارس (آذار) 2021
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*{of}{month}[\s/.,-]*(?P<month>{name})(?:\s*[/(–-]\s*(?:{name})\s*\)?)?"
        rf"[\s/.,،-]*{of}{year}(?P<year>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )


@cache
def _american() -> re.Pattern[str]:
    name = "|".join(map(re.escape, _months()))
    return re.compile(rf"(?<!\w)(?P<month>{name})\s*(?P<day>\d{{1,2}})\s*[,،]\s*(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)


@cache
def _hijri() -> re.Pattern[str]:
    name, of = "|".join(map(re.escape, _hijri_months())), _before("from")
    return re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s*{of}(?P<month>{name})\s*[,،]?\s*(?P<year>1[34]\d\d)\s*(?:هـ|ه\b)?")


@cache
def _clock() -> re.Pattern[str]:
    t = table("calendar")
    weekdays = "|".join("ال" + fold(w) for names in t["weekdays"].values() for w in names)
    words = "|".join(re.escape(fold(w)) for w in sorted(t["date_lines"]["beside"], key=len, reverse=True))
    hour = "|".join(re.escape(fold(w)) for w in t["date_lines"]["hour"])
    behind = "|".join(rf"(?<={re.escape(fold(w))} )\d{{1,2}}" for w in t["date_lines"]["hour"])
    return re.compile(rf"(?<!\w)(?:{weekdays}|\d{{1,2}}:\d{{2}}(?::\d\d)?|[+]?\d:00|{behind}|{hour}|{words})(?!\w)", re.IGNORECASE)
