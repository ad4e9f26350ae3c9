"""Dates as Arabic pages print them: Levantine, Egyptian and Maghrebi months, pairs of them, Hijri dates, numbers.

A date line is furniture of the page; the dates inside sentences are the coder's (`arabic/calendar.py`).
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from ..arabic.days import hijri_to_gregorian
from ..arabic.normalise import fold
from ..lexicon.tables import table

_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2}))?")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)")
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9])[/-]?(0[1-9]|[12]\d|3[01]|[1-9])(?=[/_.?&-]|$)")
_URL_WITH_SECTION = re.compile(r"/((?:19|20)\d\d)/[a-z_-]+/(\d{1,2})/(\d{1,2})(?=/)")
_FOUR_DIGITS = re.compile(r"\d{4}")
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
    return sorted(found, key=lambda f: f.start)


def length_ago(folded: str) -> dt.timedelta | None:
    """How long ago a folded phrase says that something was: منذ 3 ساعات, قبل يومين, منذ ساعه; None where it says no such thing."""
    words = folded.split()
    units = _ago_units()
    for at, word in enumerate(words[:-1]):
        if word not in ("منذ", "قبل"):
            continue
        amount, unit = 1, words[at + 1]
        if unit.isdecimal() and len(unit) <= 3 and at + 2 < len(words):
            amount, unit = int(unit), words[at + 2]
        if unit in units and amount <= 100:
            return amount * units[unit]
    return None


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
    """(ISO date, ISO date and time or None) of a machine-readable stamp, the day as its own time zone has it."""
    match = _ISO.search(fold(value))
    if match:
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
        pass
    dates = printed_dates(fold(value))
    return (dates[0].day.isoformat(), None) if dates else None


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


_LATIN = {
    name: n
    for n, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}


@cache
def _months() -> dict[str, int]:
    return _names("months") | _LATIN


@cache
def _hijri_months() -> dict[str, int]:
    return _names("hijri")


@cache
def _named() -> re.Pattern[str]:
    name = "|".join(map(re.escape, _months()))
    # 26 تشرين الأول 2017; 6 كانون الأول/ديسمبر 2024; 8 مارس - آذار 2026; 7 مارس (آذار) 2021
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:من )?(?:شهر )?[\s/.,-]*(?P<month>{name})(?:\s*[/(–-]\s*(?:{name})\s*\)?)?[\s/.,،-]*(?:من )?(?:عام |سنه )?(?P<year>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )


@cache
def _american() -> re.Pattern[str]:
    name = "|".join(map(re.escape, _months()))
    return re.compile(rf"(?<!\w)(?P<month>{name})\s*(?P<day>\d{{1,2}})\s*[,،]\s*(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)


@cache
def _hijri() -> re.Pattern[str]:
    name = "|".join(map(re.escape, _hijri_months()))
    return re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s*(?:من )?(?P<month>{name})\s*[,،]?\s*(?P<year>1[34]\d\d)\s*(?:هـ|ه\b)?")


@cache
def _clock() -> re.Pattern[str]:
    weekdays = "|".join("ال" + fold(w) for names in table("calendar")["weekdays"].values() for w in names)
    return re.compile(
        rf"(?<!\w)(?:{weekdays}|يوم|الساعه|الموافق|بتوقيت|\d{{1,2}}:\d{{2}}(?::\d\d)?|(?<=الساعه )\d{{1,2}}|صباحا?|مساءا?|ظهرا?|فجرا?|ليلا|ص|م|am|pm|gmt|utc|[+]?\d:00|مكه المكرمه|بيروت|القاهره|غرينتش|جرينتش|في|ه|هـ)(?!\w)",
        re.IGNORECASE,
    )
