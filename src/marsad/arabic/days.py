"""A day, month, year or weekday told in Arabic → the days it means, against the publication date.

Weekdays, relative days and parts of day; Gregorian months under their Levantine, Egyptian/Gulf and Maghrebi names and
in pairs; Hijri dates (tabular Islamic calendar, civil epoch: within a day of Umm al-Qura). What lies between two of them is `calendar.py`'s.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from .normalise import fold
from .numerals import Numerals

DAY = dt.timedelta(days=1)
_NUMERIC = re.compile(r"^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})[م]?$")  # م: of the Christian era

TimePrecision = Literal["part_of_day", "day", "week", "month", "year", "interval"]


class Point(NamedTuple):
    """A stretch of days before it has been placed inside a longer phrase: `start` to `end`, inclusive, told by words up to `last`, exclusive."""

    last: int
    start: dt.date
    end: dt.date
    precision: TimePrecision
    future: bool = False


def hijri_to_gregorian(year: int, month: int, day: int) -> dt.date:
    """A date of the tabular Islamic calendar as a Gregorian one. Raises ValueError outside its range."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return dt.date.fromordinal(227013 + days + 1)


class Days:
    """What a day, month, year or weekday is, over folded words. Built from `lexicon/calendar.toml` and the numerals."""

    def __init__(self, tables: Mapping[str, Mapping[str, Sequence[str]]], numerals: Numerals):
        self._n = numerals
        self.weekdays = {fold("ال" + w): int(k) for k, ws in tables["weekdays"].items() for w in ws}
        self.months = self._phrases(tables["months"])
        self._not_months = tuple(tables["not_months"]["written"])
        self.hijri = self._phrases(tables["hijri"])
        self.relative = self._phrases(tables["relative"])
        self.units = {fold(w): int(k) for k, ws in tables["units"].items() for w in ws}
        self.w = {k: {tuple(fold(x).split()) for x in ws} for k, ws in tables["words"].items()}
        # By the first word: most words begin none of them.
        self._parts_by: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.w["parts"], key=len, reverse=True):
            for first in (phrase[0], "ال" + phrase[0]):
                self._parts_by.setdefault(first, []).append(phrase)
        self._relative_by: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for phrase, offset in sorted(self.relative.items(), key=lambda x: -len(x[0])):  # أمس الأول before أمس
            self._relative_by.setdefault(phrase[0], []).append((phrase, offset))
        self.past, self.future, self.current = self.firsts("past"), self.firsts("future"), self.firsts("current")
        self._year_words, self._this = self.firsts("year_words"), self.firsts("this")
        self._before_years, self._to_day = self.firsts("before_years"), self.firsts("to_day")
        self._nights, self._night_firsts = sorted(self.w["night"], key=len, reverse=True), self.firsts("night")
        self._other_days = self._phrases(tables["other_days"])
        self._other_firsts = {phrase[0] for phrase in self._other_days}
        self._no_today = self.firsts("not_today")
        self._day, self._today, self._midnight = self.firsts("day"), self.firsts("today"), self.firsts("midnight")
        self._from, self._era, self._hijri_era = self.firsts("from"), self.firsts("era"), self.firsts("hijri_era")
        self._a_month, self._the_month, self._the_year = self.firsts("a_month"), self.firsts("the_month"), self.firsts("the_year")
        self._month_words = self._a_month | self._the_month

    def firsts(self, name: str) -> set[str]:
        """The first words of a list of phrases of the lexicon."""
        return {p[0] for p in self.w[name]}

    def point(self, words: Sequence[str], at: int, pub: dt.date | None) -> Point | None:
        """One day, month or year, with an optional part of the day before it."""
        part = self._part(words, at)
        inner = part or at
        point = (self._two_days(words, inner, pub) if part else None) or self.named_day(words, inner, pub) or self.date(words, inner, pub)
        if point:
            if part and point.precision == "day":
                over = words[at] in self._midnight and pub is not None and pub > point.end  # midnight belongs to two days
                point = point._replace(precision="part_of_day", end=point.end + DAY if over else point.end)
            return point
        for phrase in self._nights if at < len(words) and words[at] in self._night_firsts else ():
            if pub and tuple(words[at : at + len(phrase)]) == phrase:
                return Point(at + len(phrase), pub - DAY, pub, "part_of_day")
        if part:
            return None
        year = self.year(words, at, pub, bare=at > 0 and words[at - 1] in self._before_years)
        return self.month(words, at, pub) or year or self.this_span(words, at, pub)

    def this_span(self, words: Sequence[str], at: int, pub: dt.date | None) -> Point | None:
        """هذا الأسبوع, هذا الشهر, هذا العام, هذا الصباح: up to `pub`."""
        if pub is None or at + 1 >= len(words) or words[at] not in self._this:
            return None
        unit = words[at + 1]
        if (unit.removeprefix("ال"),) in self.w["parts"]:
            return Point(at + 2, pub, pub, "part_of_day")
        if not unit.startswith("ال") or unit not in self.units:
            return None
        days = self.units[unit]
        if days == 365:
            return Point(at + 2, pub.replace(month=1, day=1), pub, "year")
        if days == 30:
            return Point(at + 2, pub.replace(day=1), pub, "month")
        return Point(at + 2, pub - (days - 1) * DAY, pub, "week" if days == 7 else "day")

    def _two_days(self, words: Sequence[str], at: int, pub: dt.date | None) -> Point | None:
        """ليل الأحد الاثنين, ليلة السبت - الأحد, ليلة الجمعة إلى السبت: the night between two days."""
        second = at + 1 + (words[at + 1 : at + 2] in (["-"], ["/"]) or not self._to_day.isdisjoint(words[at + 1 : at + 2]))
        if second >= len(words) or words[at] not in self.weekdays or words[second] not in self.weekdays:
            return None
        if (self.weekdays[words[second]] - self.weekdays[words[at]]) % 7 != 1:
            return None
        last = self.named_day(words, second, pub)
        return Point(last.last, last.start - DAY, last.end, "part_of_day") if last else None

    def _part(self, words: Sequence[str], at: int) -> int | None:
        for phrase in self._parts_by.get(words[at], ()) if at < len(words) else ():
            if tuple(words[at : at + len(phrase)]) == phrase or (
                words[at : at + 1] == ["ال" + phrase[0]] and tuple(words[at + 1 : at + len(phrase)]) == phrase[1:]
            ):
                return at + len(phrase)
        return None

    def named_day(self, words: Sequence[str], at: int, pub: dt.date | None) -> Point | None:
        """A day by its weekday, or by how far it lies from `pub`: يوم السبت, أمس, أمس الأحد."""
        day: Point | None = None
        if at + 1 < len(words) and words[at] in self._day:
            at += 1
        for phrase, offset in self._relative_by.get(words[at], ()) if at < len(words) else ():
            if tuple(words[at : at + len(phrase)]) == phrase:
                if words[at + len(phrase) : at + len(phrase) + 1] and words[at + len(phrase)] in self._no_today and words[at] in self._today:
                    return None  # اليوم الأول, اليوم ذاته
                if pub:
                    on = pub + offset * DAY
                    day = Point(at + len(phrase), on, on, "day", offset > 0)
                at += len(phrase)
                break
        if at < len(words) and words[at] in self.weekdays:
            last = at + 1
            after = words[last] if last < len(words) else ""
            if day:
                # Where the two do not agree, the page was stamped a day or two off: the weekday is the writer's.
                on = _nearest_weekday(day.start, self.weekdays[words[at]])
                day = day._replace(last=last, start=on, end=on)
            elif pub:
                back = (pub.weekday() - self.weekdays[words[at]]) % 7
                future = after in self.future
                if future:
                    on = pub + (7 - back if back else 7) * DAY
                else:
                    on = pub - (back or (7 if after in self.past else 0)) * DAY
                day = Point(last, on, on, "day", future)
            if after in self.past or after in self.future:
                last += 1
                day = day._replace(last=last) if day else None
            exact = self.date(words, last, pub)
            if exact and exact.precision == "day":
                return exact
            if day is None:
                return None
        return day

    def date(self, words: Sequence[str], at: int, pub: dt.date | None) -> Point | None:
        """A day with its month (and year), in words, figures or Hijri; several notations of one day in a row."""
        if at >= len(words):
            return None
        figures, last = _figures(words, at)
        numeric = _NUMERIC.match(figures) if figures[:1].isdigit() else None
        if numeric:
            a, b, c = (int(g) for g in numeric.groups())
            year, month, day = (a, b, c) if a > 31 else (c, b, a)
            digits = len(numeric[1 if a > 31 else 3])
            if digits not in (2, 4):
                return None  # 2-1-1 is a score or a plan of play
            if month > 12 >= day:
                month, day = day, month
            year += 2000 if digits == 2 else 0
            on = dt.date(year, month, day)
            if last < len(words) and words[last] in self._era:
                last += 1
            return Point(last, on, on, "day")
        number = self.day_number(words, at)
        if number is None:
            return None
        day, last = number
        if last < len(words) and (words[last] == "/" or words[last] in self._from):
            last += 1
        if last < len(words) and words[last] in self._month_words:
            after = words[last + 1] if last + 1 < len(words) else ""
            if words[last] in self._the_month and pub:
                on = _this_month(pub, day, after in self.past)
                return Point(last + (2 if after in self.current or after in self.past else 1), on, on, "day")
            last += 1
        hijri = self._lookup(self.hijri, words, last)
        if hijri:
            return self._hijri_date(words, day, *hijri)
        found = self._lookup(self.months, words, last)
        if found is None:
            return None
        month, last = self._paired_month(words, *found)
        told, last = self._year_number(words, last)
        after = words[last] if last < len(words) else ""
        if told is None:
            if pub is None:
                return None
            on = self._next_to(pub, month, day, after in self.future)
            last += after in self.past or after in self.future or after in self.current
        else:
            on = dt.date(told, month, day)
        return Point(last, on, on, "day", bool(pub and on > pub))

    @staticmethod
    def _next_to(pub: dt.date, month: int, day: int, coming: bool) -> dt.date:
        """The day that is meant without a year: of those past the last, unless it is told as `coming` or lies two months ahead at most."""
        on = dt.date(pub.year, month, day)
        if on > pub + 60 * DAY and not coming:
            return dt.date(pub.year - 1, month, day)
        return dt.date(pub.year + 1, month, day) if on < pub and coming else on  # 17 يناير المقبل in December

    def _hijri_date(self, words: Sequence[str], day: int, month: int, last: int) -> Point | None:
        digits = words[last].rstrip("ه") if last < len(words) else ""
        if not (digits.isdecimal() and 1300 < int(digits) < 1600):
            return None
        on = hijri_to_gregorian(int(digits), month, day)
        last += 1
        if last < len(words) and words[last] in self._hijri_era:
            last += 1
        return Point(last, on, on, "day")

    def day_number(self, words: Sequence[str], at: int) -> tuple[int, int] | None:
        """(day of a month, where its word ends), in figures or as an ordinal."""
        if at >= len(words):
            return None
        word = words[at]
        if word.isdecimal() and 1 <= int(word) <= 31:
            return int(word), at + 1
        ordinal = self._n.ordinal(words, at)
        return ordinal if ordinal and ordinal[0] <= 31 else None

    def month(self, words: Sequence[str], at: int, pub: dt.date | None) -> Point | None:
        """شهر آذار, نيسان/أبريل الماضي, شباط 2023."""
        if at < len(words) and words[at] in self._a_month:
            at += 1
        found = self._lookup(self.months, words, at)
        if not found:
            return None
        month, last = self._paired_month(words, *found)
        year, last = self._year_number(words, last)
        if year is None:
            if pub is None:
                return None
            after = words[last] if last < len(words) else ""
            if after in self.past:
                last += 1
                year = pub.year - (month >= pub.month)  # أبريل الماضي in April is the last year's
            elif after in self.future:
                first = dt.date(pub.year + (month <= pub.month), month, 1)
                return Point(last + 1, first, month_end(first), "month", True)
            elif after in self.current:
                last += 1
            year = year or pub.year - (month > pub.month)
        first = dt.date(year, month, 1)
        return Point(last, first, month_end(first), "month", bool(pub and first > pub))

    def _paired_month(self, words: Sequence[str], month: int, last: int) -> tuple[int, int]:
        """Skip the other name of the same month: نيسان/أبريل, أبريل (نيسان)."""
        at = last + (words[last : last + 1] in (["/"], ["-"]))
        other = self._lookup(self.months, words, at)
        return (month, other[1]) if other and other[0] == month else (month, last)

    def year(self, words: Sequence[str], at: int, pub: dt.date | None, bare: bool = False) -> Point | None:
        """عام 2015, العام الماضي; with `bare` the number alone, where it is a year that has come."""
        if bare and at < len(words) and words[at].isdecimal() and 1950 <= int(words[at]) <= (pub.year if pub else 2100):
            return Point(at + 1, dt.date(int(words[at]), 1, 1), dt.date(int(words[at]), 12, 31), "year")
        if at + 1 < len(words) and words[at] in self._year_words:
            after = words[at + 1]
            if after.isdecimal() and 1900 < int(after) < 2100:
                return Point(at + 2, dt.date(int(after), 1, 1), dt.date(int(after), 12, 31), "year")
            if pub and after in self.past and words[at] in self._the_year:
                return Point(at + 2, dt.date(pub.year - 1, 1, 1), dt.date(pub.year - 1, 12, 31), "year")
            if pub and after in self.current:
                return Point(at + 2, dt.date(pub.year, 1, 1), pub, "year")
        return None

    def _year_number(self, words: Sequence[str], at: int) -> tuple[int | None, int]:
        if at + 1 < len(words) and words[at] == "/" and words[at + 1].isdecimal():
            at += 1
        if at + 1 < len(words) and words[at] in self._from and words[at + 1] in self._year_words:
            at += 2
        elif at < len(words) and words[at] in self._year_words:
            at += 1
        if at < len(words) and words[at].isdecimal() and 1900 < int(words[at]) < 2100:
            return int(words[at]), at + 1
        return None, at

    def other_day(self, words: Sequence[str], at: int) -> tuple[int, int] | None:
        """(end, days on) of words that tell a day by one told before: اليوم ذاته, اليوم التالي; None if there are none."""
        for size in (3, 2) if words[at] in self._other_firsts else ():
            days = self._other_days.get(tuple(words[at : at + size]))
            if days is not None and at + size <= len(words):
                return at + size, days
        return None

    def is_no_month(self, written: str) -> bool:
        """Whether a word as it stands in the text only folds to a month's name: إب, with or without a letter before it."""
        return written.endswith(self._not_months) and any(written.endswith(name) and len(written) <= len(name) + 1 for name in self._not_months)

    @staticmethod
    def _lookup(table: Mapping[tuple[str, ...], int], words: Sequence[str], at: int) -> tuple[int, int] | None:
        for size in (2, 1):
            value = table.get(tuple(words[at : at + size])) if at + size <= len(words) else None
            if value is not None:
                return value, at + size
        return None

    @staticmethod
    def _phrases(table: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], int]:
        return {tuple(fold(w).split()): int(k) for k, ws in table.items() for w in ws}


def _figures(words: Sequence[str], at: int) -> tuple[str, int]:
    """(a date in figures, where it ends): one word, or five where a hyphen parts day, month and a year of four figures."""
    five = words[at : at + 5]
    if len(five) == 5 and five[1] == five[3] == "-" and {len(five[0]), len(five[4].removesuffix("م"))} & {4}:
        return "".join(five), at + 5
    return words[at], at + 1


def _nearest_weekday(day: dt.date, weekday: int) -> dt.date:
    """The day of that weekday (Monday 0) that lies nearest to `day`."""
    ahead = (weekday - day.weekday()) % 7
    return day + (ahead if ahead <= 3 else ahead - 7) * DAY


def month_end(first: dt.date) -> dt.date:
    """The last day of the month that begins with `first`."""
    return (first + 31 * DAY).replace(day=1) - DAY


def _this_month(pub: dt.date, day: int, previous: bool) -> dt.date:
    """Day `day` of the publication month, or of the month before when told so or still to come."""
    if previous or day > pub.day:
        before = pub.replace(day=1) - DAY
        return before.replace(day=day)
    return pub.replace(day=day)
