"""Arabic expressions of time → ISO intervals, against the publication date.

Weekdays, relative days and parts of day; Gregorian months under their Levantine, Egyptian/Gulf and Maghrebi names and
in pairs; Hijri dates (tabular Islamic calendar, civil epoch: within a day of Umm al-Qura); intervals.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from .normalise import fold
from .numerals import Numerals

_NUMERIC = re.compile(r"^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})[م]?$")  # م: of the Christian era
_DAY = dt.timedelta(days=1)
# What news speaks of: a day before or after is a number that looks like a date, or a damaged one.
_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)
_AHEAD = 730 * _DAY  # behind the publication date


TimePrecision = Literal["part_of_day", "day", "week", "month", "year", "interval"]


class When(NamedTuple):
    """Words [first, last) mean the days `start` to `end`, inclusive."""

    first: int
    last: int
    start: dt.date
    end: dt.date
    precision: TimePrecision
    future: bool = False


class _Point(NamedTuple):
    """A stretch of days before it has been placed inside a longer phrase."""

    last: int
    start: dt.date
    end: dt.date
    precision: TimePrecision
    future: bool = False


def hijri_to_gregorian(year: int, month: int, day: int) -> dt.date:
    """A date of the tabular Islamic calendar as a Gregorian one. Raises ValueError outside its range."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return dt.date.fromordinal(227013 + days + 1)


class Calendar:
    """Finds expressions of time over folded words. Built from `lexicon/calendar.toml` and the numerals."""

    def __init__(self, tables: Mapping[str, Mapping[str, Sequence[str]]], numerals: Numerals):
        self._n = numerals
        self.weekdays = {fold("ال" + w): int(k) for k, ws in tables["weekdays"].items() for w in ws}
        self.months = self._phrases(tables["months"])
        self._not_months = tuple(tables["not_months"]["written"])
        self.hijri = self._phrases(tables["hijri"])
        self.relative = self._phrases(tables["relative"])
        self.units = {fold(w): int(k) for k, ws in tables["units"].items() for w in ws}
        self.hours = {fold(w) for w in tables["hours"]["words"]}
        self.w = {k: {tuple(fold(x).split()) for x in ws} for k, ws in tables["words"].items()}
        self._parts = sorted(self.w["parts"], key=len, reverse=True)
        # By the first word: most words begin none of them.
        self._parts_by: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self._parts:
            for first in (phrase[0], "ال" + phrase[0]):
                self._parts_by.setdefault(first, []).append(phrase)
        self._relative_by: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for phrase, offset in sorted(self.relative.items(), key=lambda x: -len(x[0])):  # أمس الأول before أمس
            self._relative_by.setdefault(phrase[0], []).append((phrase, offset))
        single: Callable[[str], set[str]] = lambda name: _firsts(self.w[name])  # noqa: E731
        self.past, self.future, self.current = single("past"), single("future"), single("current")
        self._year_words, self._month_words, self._this = single("year_words"), single("month_words"), single("this")
        self._before_years = single("before_years")
        self._nights = sorted(self.w["night"], key=len, reverse=True)
        self.days_off = self.past | self.future | {w for p in self.relative for w in p}  # words that tell which day is meant
        self._other_days = self._phrases(tables["other_days"])
        self._no_today = _firsts(self.w["not_today"])
        self._edges = {w: k for k in ("start_of", "middle_of", "end_of") for w in single(k)}
        self.starters = frozenset(
            set(self.weekdays) | set(self.units) | {p[0] for p in self.months} | {p[0] for p in self.hijri}
            | {p[0] for p in self.relative} | {p[0] for k in ("parts", "night", "since", "within", "ago", "start_of", "middle_of", "end_of", "year_words", "month_words", "this") for p in self.w[k]}
            | {p[0] for p in self._other_days}
            | {"ال" + p[0] for p in self.w["parts"]} | set(numerals.ordinals) | {"بين", "يوم", "مدي", "الـ24", "ال24", "من"}
        )  # fmt: skip

    @staticmethod
    def _phrases(table: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], int]:
        return {tuple(fold(w).split()): int(k) for k, ws in table.items() for w in ws}

    def read(self, words: Sequence[str], at: int, published: dt.date | None, hour: float | None = None) -> When | None:
        """The expression that starts at words[at] (folded, without و ف ب ل ك); None if there is none.

        `hour` is the hour of publication (0 to 24) where it is known: "three hours ago" is then a day and not a guess. Without `published`, only expressions that name a full date are read. What would end more than two years after
        `published`, or begin before 1900, is none.
        """
        try:
            found = self._hours_ago(words, at, published, hour) or self._interval(words, at, published)
        except (ValueError, OverflowError):
            return None
        if found is None or not _EARLIEST <= found.start <= found.end <= _LATEST:
            return None
        return found if published is None or found.end - published <= _AHEAD else None

    # -- intervals -------------------------------------------------------------------------------------------------

    def _interval(self, words: Sequence[str], at: int, pub: dt.date | None) -> When | None:
        if at >= len(words):
            return None
        word = words[at]
        if (word,) in self.w["since"]:
            return self._since(words, at, pub) or self._just_now(words, at, pub)
        for phrase in self.w["within"]:
            if tuple(words[at : at + len(phrase)]) == phrase:
                inner = at + len(phrase)
                # خلال شهر كانون الثاني 2018 names its month; خلال شهر counts back.
                span = self._month(words, inner, pub) or self._year(words, inner, pub, bare=True) or self._this_span(words, inner, pub)
                span = span or self._span_of_time(words, inner, pub) or self._night(words, inner, pub)
                return When(at, *span) if span else None
        if (word,) in self.w["ago"] and pub:
            return self._ago(words, at, pub) or self._just_now(words, at, pub)
        if word in ("بين", "من"):
            return self._between(words, at, pub)
        edge = self._edge(words, at, pub) if word in self._edges else None
        if edge is not None:
            return edge
        point = self._point(words, at, pub)
        if point is None and pub and (word in self.units or word in self.hours):
            # A unit alone needs its adjective: الأسبوع الماضي, الساعات الأخيرة.
            span = self._span_of_time(words, at, pub, bare=False)
            return When(at, *span) if span else None
        return When(at, *point) if point else None

    def _just_now(self, words: Sequence[str], at: int, pub: dt.date | None) -> When | None:
        """قبل قليل, منذ قليل."""
        point = self._named_day(words, at, pub)
        return When(at, *point) if point else None

    def _this_span(self, words: Sequence[str], at: int, pub: dt.date | None) -> _Point | None:
        """هذا الأسبوع, هذا الشهر, هذا العام, هذا الصباح: up to `pub`."""
        if pub is None or at + 1 >= len(words) or words[at] not in self._this:
            return None
        unit = words[at + 1]
        if unit.removeprefix("ال") in ("صباح", "مساء", "فجر"):
            return _Point(at + 2, pub, pub, "part_of_day")
        if not unit.startswith("ال") or unit not in self.units:
            return None
        days = self.units[unit]
        if days == 365:
            return _Point(at + 2, pub.replace(month=1, day=1), pub, "year")
        if days == 30:
            return _Point(at + 2, pub.replace(day=1), pub, "month")
        return _Point(at + 2, pub - (days - 1) * _DAY, pub, "week" if days == 7 else "day")

    def _night(self, words: Sequence[str], at: int, pub: dt.date | None) -> _Point | None:
        """خلال الليل: the night before the day of publication, or its own."""
        return _Point(at + 1, pub - _DAY, pub, "part_of_day") if pub and tuple(words[at : at + 1]) in self.w["nights"] else None

    def _since(self, words: Sequence[str], at: int, pub: dt.date | None) -> When | None:
        if pub is None:
            return None
        inner = at + 1
        if inner < len(words) and words[inner] in self._edges:
            edge = self._edge(words, inner, pub)
            return When(at, edge.last, edge.start, pub, "interval") if edge else None
        point = self._point(words, inner, pub)
        if point and point.start <= pub:
            return When(at, point.last, point.start, pub, "interval")
        year = self._year(words, inner, pub, bare=True)
        if year and year.start <= pub:
            return When(at, year.last, year.start, pub, "interval")
        span = self._span_of_time(words, inner, pub)
        return When(at, span.last, span.start, pub, "interval") if span and not span.future else None

    def _hours_ago(self, words: Sequence[str], at: int, pub: dt.date | None, hour: float | None) -> When | None:
        """منذ 3 ساعات, قبل ساعتين: the day on which it was. Where the hour of publication is not known, that day or the one before."""
        if pub is None or at + 1 >= len(words) or ((words[at],) not in self.w["ago"] and (words[at],) not in self.w["since"]):
            return None
        quantity = self._n.read(words, at + 1)
        last = quantity.last if quantity else at + 1
        word = words[last] if last < len(words) else ""
        if word not in self.hours or word.startswith("ال"):  # قبل الساعة السابعة is an hour of the clock
            return None
        after = words[last + 1] if last + 1 < len(words) else ""
        if after.removeprefix("ال").isdecimal():
            return None
        amount = quantity.min if quantity else 2 if word.endswith("ين") else 1
        if amount >= 24:
            return None
        if hour is None:  # of a day's hours, the earlier ones fall on the day before
            return When(at, last + 1, pub - _DAY, pub, "interval")
        on = pub - _DAY if amount > hour else pub
        return When(at, last + 1, on, on, "day")

    def _ago(self, words: Sequence[str], at: int, pub: dt.date) -> When | None:
        count = self._count_units(words, at + 1)
        if count is None:
            return None
        last, amount, unit = count
        middle = pub - dt.timedelta(days=amount * unit)
        slack = dt.timedelta(days=unit // 2 if unit > 1 else 0)
        return When(at, last, middle - slack, middle + slack, "day" if unit == 1 else "interval")

    def _between(self, words: Sequence[str], at: int, pub: dt.date | None) -> When | None:
        joiners = ("الي", "حتي", "ولغايه") if words[at] == "من" else ()
        first = self._day_number(words, at + 1)
        if first is None:
            return self._years(words, at)
        day, last = first
        whole = self._date(words, at + 1, pub)
        if last < len(words) and (words[last] in joiners or words[last].startswith("و")):
            rest = list(words)
            if words[last].startswith("و"):
                rest[last], second = words[last][1:], last
            else:
                second = last + 1
            end = self._date(rest, second, pub)
            if end:
                start = end.start.replace(day=day)
                return When(at, end.last, start, end.end, "interval") if start <= end.end else None
        elif whole and whole.last < len(words):
            rest = list(words)
            second = whole.last
            if words[second].startswith("و"):
                rest[second] = words[second][1:]
            elif words[second] in joiners:
                second += 1
            else:
                return None
            end = self._date(rest, second, pub)
            return When(at, end.last, whole.start, end.end, "interval") if end and whole.start <= end.end else None
        return None

    def _years(self, words: Sequence[str], at: int) -> When | None:
        """بين 2017 و2020, من عام 2012 حتى 2015."""
        first = self._year(words, at + 1, None, bare=True)
        if first is None or first.last >= len(words):
            return None
        last, word = first.last, words[first.last]
        rest = [*words[:last], word[1:], *words[last + 1 :]] if word.startswith("و") else list(words)
        if rest[last] == word:
            if word not in ("الي", "حتي"):
                return None
            last += 1
        end = self._year(rest, last, None, bare=True)
        return When(at, end.last, first.start, end.end, "interval") if end and first.start <= end.start else None

    def _span_of_time(self, words: Sequence[str], at: int, pub: dt.date | None, bare: bool = True) -> _Point | None:
        """الأيام القليلة الماضية, ال24 ساعة الماضية, أسبوع, ثلاثة أيام, الأسابيع المقبلة: up to or from `pub`."""
        if pub is None or at >= len(words):
            return None
        count = self._count_units(words, at)
        if count is None:
            return None
        last, amount, unit = count
        while (last < len(words) and words[last] in ("القليله", "القريبه", "الاولي")) or (
            last < len(words) and words[last].removeprefix("ال").isdecimal()
        ):
            if words[last].removeprefix("ال").isdecimal():
                amount = int(words[last].removeprefix("ال"))
            last += 1
        length = dt.timedelta(days=max(1, amount * unit))
        if last < len(words) and words[last] in self.future:
            return _Point(last + 1, pub + _DAY, pub + length, "interval", True)
        if last < len(words) and words[last] in self.past:
            single_week = words[at] in self.units and amount == 1 and unit > 1 and words[at].startswith("ال")
            end = pub - _DAY if single_week else pub
            precision: TimePrecision = "week" if single_week and unit == 7 else "interval"
            if single_week and unit == 365:
                return _Point(last + 1, dt.date(pub.year - 1, 1, 1), dt.date(pub.year - 1, 12, 31), "year")
            if single_week and unit == 30:
                end = pub.replace(day=1) - _DAY
                return _Point(last + 1, end.replace(day=1), end, "month")
            return _Point(last + 1, pub - length - (_DAY if single_week else dt.timedelta(0)), end, precision)
        if last < len(words) and words[last] in self.current:
            return _Point(last + 1, pub - length, pub, "interval")
        return _Point(last, pub - length, pub, "interval") if bare else None

    def _count_units(self, words: Sequence[str], at: int) -> tuple[int, int, int] | None:
        """(end, amount, days in the unit); hours come as one day's unit with the amount in days."""
        if at >= len(words):
            return None
        last, amount = at, 0
        if words[at] in ("نحو", "حوالي", "قرابه", "اقل", "اكثر") and at + 1 < len(words):
            last = at + (2 if words[at + 1] == "من" else 1)
        digits = words[last].removeprefix("ال") if last < len(words) else ""
        if digits.isdecimal():
            amount, last = int(digits), last + 1
        else:
            quantity = self._n.read(words, last)
            if quantity:
                amount, last = quantity.min, quantity.last
        if last >= len(words):
            return None
        word = words[last]
        if word in self.hours:
            following = words[last + 1].removeprefix("ال") if last + 1 < len(words) else ""
            if following.isdecimal():
                amount, last = int(following), last + 1
            return last + 1, max(1, round((amount or 24) / 24)), 1
        if word not in self.units:
            return None
        if amount == 0:
            amount = 2 if word.endswith(("ين", "ان")) and not word.endswith("سنين") else 1
            if word.removeprefix("ال") in ("ايام", "اسابيع", "اشهر", "شهور", "سنوات", "اعوام"):
                amount = 5 if word.endswith("ايام") else 4 if word.endswith("اسابيع") else 3
        return last + 1, amount, self.units[word]

    def months_of(self, words: Sequence[str], at: int) -> tuple[int, int] | None:
        """(end, months) of a length of months or years that is told at words[at] (folded): 3 سنوات, ثمانية أشهر; None if there is none."""
        count = self._count_units(words, at)
        if count is None or count[2] < 30:
            return None
        last, amount, unit = count
        return last, amount * (12 if unit == 365 else 1)

    def _edge(self, words: Sequence[str], at: int, pub: dt.date | None) -> When | None:
        kind = self._edges[words[at]]
        inner = at + 1
        month = self._month(words, inner, pub)
        if month is None and inner < len(words) and pub and words[inner] in self._month_words:
            after = words[inner + 1] if inner + 1 < len(words) else ""
            if after in self.current:
                first = pub.replace(day=1)
                month = _Point(inner + 2, first, _month_end(first), "month")
            elif after in self.past:
                end = pub.replace(day=1) - _DAY
                month = _Point(inner + 2, end.replace(day=1), end, "month")
        if month is None and (this := self._this_span(words, inner, pub)) is not None and this.precision == "month":
            month = this._replace(end=_month_end(this.start))
        if month:
            first = month.start
            windows = {"start_of": (1, 10), "middle_of": (11, 20), "end_of": (21, 0)}
            a, b = windows[kind]
            end = first.replace(day=b) if b else month.end
            return When(at, month.last, first.replace(day=a), min(end, pub) if pub and first <= pub else end, "interval")
        year = self._year(words, inner, pub, bare=True)
        if year is None and pub and words[inner : inner + 1] in (["العام"], ["السنه"]):  # بداية العام: of this one
            year = _Point(inner + 1, pub, pub, "year")
        if year:
            y = year.start.year
            span = {"start_of": ((1, 1), (3, 31)), "middle_of": ((5, 15), (7, 31)), "end_of": ((10, 1), (12, 31))}[kind]
            return When(at, year.last, dt.date(y, *span[0]), dt.date(y, *span[1]), "interval")
        if inner < len(words) and words[inner] in self._this:
            inner += 1
        if pub and inner < len(words) and words[inner] in ("الاسبوع",):
            if words[inner + 1 : inner + 2] and words[inner + 1] in self.future:
                return When(at, inner + 2, pub + _DAY, pub + 10 * _DAY, "interval", True)
            return When(at, inner + 1, pub - 7 * _DAY, pub, "interval")
        return None

    # -- points ----------------------------------------------------------------------------------------------------

    def _point(self, words: Sequence[str], at: int, pub: dt.date | None) -> _Point | None:
        """One day, month or year, with an optional part of the day before it."""
        part = self._part(words, at)
        inner = part or at
        point = (self._two_days(words, inner, pub) if part else None) or self._named_day(words, inner, pub) or self._date(words, inner, pub)
        if point:
            if part and point.precision == "day":
                over = words[at] == "منتصف" and pub is not None and pub > point.end  # midnight belongs to two days
                point = point._replace(precision="part_of_day", end=point.end + _DAY if over else point.end)
            return point
        for phrase in self._nights:
            if pub and tuple(words[at : at + len(phrase)]) == phrase:
                return _Point(at + len(phrase), pub - _DAY, pub, "part_of_day")
        if part:
            return None
        year = self._year(words, at, pub, bare=at > 0 and words[at - 1] in self._before_years)
        return self._month(words, at, pub) or year or self._this_span(words, at, pub)

    def _two_days(self, words: Sequence[str], at: int, pub: dt.date | None) -> _Point | None:
        """ليل الأحد الاثنين, ليلة السبت - الأحد: the night between two days."""
        second = at + 1 + (words[at + 1 : at + 2] in (["-"], ["/"]))
        if second >= len(words) or words[at] not in self.weekdays or words[second] not in self.weekdays:
            return None
        if (self.weekdays[words[second]] - self.weekdays[words[at]]) % 7 != 1:
            return None
        last = self._named_day(words, second, pub)
        return _Point(last.last, last.start - _DAY, last.end, "part_of_day") if last else None

    def _part(self, words: Sequence[str], at: int) -> int | None:
        for phrase in self._parts_by.get(words[at], ()) if at < len(words) else ():
            if tuple(words[at : at + len(phrase)]) == phrase or (
                words[at : at + 1] == ["ال" + phrase[0]] and tuple(words[at + 1 : at + len(phrase)]) == phrase[1:]
            ):
                return at + len(phrase)
        return None

    def _named_day(self, words: Sequence[str], at: int, pub: dt.date | None) -> _Point | None:
        day: _Point | None = None
        if words[at : at + 1] == ["يوم"] and at + 1 < len(words):
            at += 1
        for phrase, offset in self._relative_by.get(words[at], ()) if at < len(words) else ():
            if tuple(words[at : at + len(phrase)]) == phrase:
                if words[at + len(phrase) : at + len(phrase) + 1] and words[at + len(phrase)] in self._no_today and words[at] == "اليوم":
                    return None  # اليوم الأول, اليوم ذاته
                if pub:
                    on = pub + offset * _DAY
                    day = _Point(at + len(phrase), on, on, "day", offset > 0)
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
                    on = pub + (7 - back if back else 7) * _DAY
                else:
                    on = pub - (back or (7 if after in self.past else 0)) * _DAY
                day = _Point(last, on, on, "day", future)
            if after in self.past or after in self.future:
                last += 1
                day = day._replace(last=last) if day else None
            exact = self._date(words, last, pub)
            if exact and exact.precision == "day":
                return exact
            if day is None:
                return None
        return day

    def _date(self, words: Sequence[str], at: int, pub: dt.date | None) -> _Point | None:
        """A day with its month (and year), in words, figures or Hijri; several notations of one day in a row."""
        if at >= len(words):
            return None
        figures, last = _figures(words, at)
        numeric = _NUMERIC.match(figures)
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
            if last < len(words) and words[last] in ("م", "ميلادي", "ميلاديه"):
                last += 1
            return _Point(last, on, on, "day")
        number = self._day_number(words, at)
        if number is None:
            return None
        day, last = number
        if last < len(words) and words[last] in ("من", "/"):
            last += 1
        if last < len(words) and words[last] in ("شهر", "الشهر"):
            after = words[last + 1] if last + 1 < len(words) else ""
            if words[last] == "الشهر" and pub:
                on = _this_month(pub, day, after in self.past)
                return _Point(last + (2 if after in self.current or after in self.past else 1), on, on, "day")
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
            on = dt.date(pub.year, month, day)
            if on > pub + 60 * _DAY and after not in self.future:
                on = dt.date(pub.year - 1, month, day)
            last += after in self.past or after in self.future or after in self.current
        else:
            on = dt.date(told, month, day)
        return _Point(last, on, on, "day", bool(pub and on > pub))

    def _hijri_date(self, words: Sequence[str], day: int, month: int, last: int) -> _Point | None:
        digits = words[last].rstrip("ه") if last < len(words) else ""
        if not (digits.isdecimal() and 1300 < int(digits) < 1600):
            return None
        on = hijri_to_gregorian(int(digits), month, day)
        last += 1
        if last < len(words) and words[last] in ("ه", "هجري", "هجريه"):
            last += 1
        return _Point(last, on, on, "day")

    def _day_number(self, words: Sequence[str], at: int) -> tuple[int, int] | None:
        if at >= len(words):
            return None
        word = words[at]
        if word.isdecimal() and 1 <= int(word) <= 31:
            return int(word), at + 1
        ordinal = self._n.ordinal(words, at)
        return ordinal if ordinal and ordinal[0] <= 31 else None

    def _month(self, words: Sequence[str], at: int, pub: dt.date | None) -> _Point | None:
        if words[at : at + 1] == ["شهر"]:
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
                return _Point(last + 1, first, _month_end(first), "month", True)
            elif after in self.current:
                last += 1
            year = year or pub.year - (month > pub.month)
        first = dt.date(year, month, 1)
        return _Point(last, first, _month_end(first), "month", bool(pub and first > pub))

    def _paired_month(self, words: Sequence[str], month: int, last: int) -> tuple[int, int]:
        """Skip the other name of the same month: نيسان/أبريل, أبريل (نيسان)."""
        at = last + (words[last : last + 1] in (["/"], ["-"]))
        other = self._lookup(self.months, words, at)
        return (month, other[1]) if other and other[0] == month else (month, last)

    def _year(self, words: Sequence[str], at: int, pub: dt.date | None, bare: bool = False) -> _Point | None:
        """عام 2015, العام الماضي; with `bare` the number alone, where it is a year that has come."""
        if bare and at < len(words) and words[at].isdecimal() and 1950 <= int(words[at]) <= (pub.year if pub else 2100):
            return _Point(at + 1, dt.date(int(words[at]), 1, 1), dt.date(int(words[at]), 12, 31), "year")
        if at + 1 < len(words) and words[at] in self._year_words:
            after = words[at + 1]
            if after.isdecimal() and 1900 < int(after) < 2100:
                return _Point(at + 2, dt.date(int(after), 1, 1), dt.date(int(after), 12, 31), "year")
            if pub and after in self.past and words[at] in ("العام", "السنه"):
                return _Point(at + 2, dt.date(pub.year - 1, 1, 1), dt.date(pub.year - 1, 12, 31), "year")
            if pub and after in self.current:
                return _Point(at + 2, dt.date(pub.year, 1, 1), pub, "year")
        return None

    def _year_number(self, words: Sequence[str], at: int) -> tuple[int | None, int]:
        if at + 1 < len(words) and words[at] == "/" and words[at + 1].isdecimal():
            at += 1
        if words[at : at + 2] == ["من", "العام"] or words[at : at + 2] == ["من", "عام"]:
            at += 2
        elif at < len(words) and words[at] in self._year_words:
            at += 1
        if at < len(words) and words[at].isdecimal() and 1900 < int(words[at]) < 2100:
            return int(words[at]), at + 1
        return None, at

    def other_day(self, words: Sequence[str], at: int) -> tuple[int, int] | None:
        """(end, days on) of words that tell a day by one told before: اليوم ذاته, اليوم التالي; None if there are none."""
        for size in (3, 2):
            days = self._other_days.get(tuple(words[at : at + size]))
            if days is not None and at + size <= len(words):
                return at + size, days
        return None

    def is_no_month(self, written: str) -> bool:
        """Whether a word as it stands in the text only folds to a month's name: إب, with or without a letter before it."""
        return any(written.endswith(name) and len(written) <= len(name) + 1 for name in self._not_months)

    @staticmethod
    def _lookup(table: Mapping[tuple[str, ...], int], words: Sequence[str], at: int) -> tuple[int, int] | None:
        for size in (2, 1):
            value = table.get(tuple(words[at : at + size])) if at + size <= len(words) else None
            if value is not None:
                return value, at + size
        return None


def _figures(words: Sequence[str], at: int) -> tuple[str, int]:
    """(a date in figures, where it ends): one word, or five where a hyphen parts day, month and a year of four figures."""
    five = words[at : at + 5]
    if len(five) == 5 and five[1] == five[3] == "-" and {len(five[0]), len(five[4].removesuffix("م"))} & {4}:
        return "".join(five), at + 5
    return words[at], at + 1


def _firsts(phrases: set[tuple[str, ...]]) -> set[str]:
    """The first words of phrases."""
    return {p[0] for p in phrases}


def _nearest_weekday(day: dt.date, weekday: int) -> dt.date:
    """The day of that weekday (Monday 0) that lies nearest to `day`."""
    ahead = (weekday - day.weekday()) % 7
    return day + (ahead if ahead <= 3 else ahead - 7) * _DAY


def _month_end(first: dt.date) -> dt.date:
    return (first + 31 * _DAY).replace(day=1) - _DAY


def _this_month(pub: dt.date, day: int, previous: bool) -> dt.date:
    """Day `day` of the publication month, or of the month before when told so or still to come."""
    if previous or day > pub.day:
        before = pub.replace(day=1) - _DAY
        return before.replace(day=day)
    return pub.replace(day=day)
