"""Arabic expressions of time → ISO intervals, against the publication date: the days of `days.py`, and what lies between, since or around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .days import DAY, Days, Point, TimePrecision, month_end
from .normalise import fold
from .numerals import Numerals

# What news speaks of: a day before or after is a number that looks like a date, or a damaged one.
_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)
_AHEAD = 730 * DAY  # behind the publication date


class When(NamedTuple):
    """Words [first, last) mean the days `start` to `end`, inclusive."""

    first: int
    last: int
    start: dt.date
    end: dt.date
    precision: TimePrecision
    future: bool = False


class Calendar(Days):
    """Finds expressions of time over folded words. Built from `lexicon/calendar.toml` and the numerals."""

    def __init__(self, tables: Mapping[str, Mapping[str, Sequence[str]]], numerals: Numerals):
        super().__init__(tables, numerals)
        self.hours = {fold(w) for w in tables["hours"]["words"]}
        self.days_off = self.past | self.future | {w for p in self.relative for w in p}  # words that tell which day is meant
        self._from, self._until = self.firsts("from"), self.firsts("until")
        self._intervals = self._from | self.firsts("between")
        self._about, self._few = self.firsts("about"), self.firsts("few")
        self._the_year, self._the_week = self.firsts("the_year"), self.firsts("the_week")
        self._several = {fold(w): int(k) for k, ws in tables["several"].items() for w in ws}
        self._within = self.firsts("within")
        self._edges = {w: k for k in ("start_of", "middle_of", "end_of") for w in self.firsts(k)}
        self.starters = frozenset(
            set(self.weekdays)
            | set(self.units)
            | {p[0] for p in self.months}
            | {p[0] for p in self.hijri}
            | {p[0] for p in self.relative}
            | {
                w
                for k in ("parts", "night", "since", "within", "ago", "start_of", "middle_of", "end_of", "year_words", "a_month", "the_month", "this")
                for w in self.firsts(k)
            }
            | {p[0] for p in self._other_days}
            | {"ال" + w for w in self.firsts("parts")}
            | set(numerals.ordinals)
            | {w for k in ("between", "from", "day", "openers") for w in self.firsts(k)}
        )
        self._seconds = self._second_words()

    def _second_words(self) -> dict[str, frozenset[str]]:
        """By each word that begins fixed phrases alone and no expression of another form (في of في غضون), the words behind it."""
        lists: list[set[tuple[str, ...]]] = [self.w[k] for k in ("parts", "night", "within")]
        fixed: list[tuple[str, ...]] = [
            *self.months,
            *self.hijri,
            *self.relative,
            *self._other_days,
            *(phrase for phrases in lists for phrase in phrases),
        ]
        fixed += [(f"ال{phrase[0]}", *phrase[1:]) for phrase in fixed]
        whole = {first for first, *rest in fixed if not rest}
        open_ = ("since", "ago", "start_of", "middle_of", "end_of", "year_words", "a_month", "the_month", "this", "between", "from", "day", "openers")
        whole |= {*self.weekdays, *self.units, *self.hours, *self._n.ordinals, *(w for k in open_ for w in self.firsts(k))}
        seconds: dict[str, set[str]] = {}
        for phrase in fixed:
            if phrase[0] not in whole:
                seconds.setdefault(phrase[0], set()).add(phrase[1])
        return {first: frozenset(behind) for first, behind in seconds.items()}

    def may_begin(self, word: str, behind: str) -> bool:
        """Whether an expression may begin with a word (folded) that another follows: with most prepositions of an article none does."""
        if word in self._intervals:
            return behind.isdecimal() or behind in self._n.ordinals or behind in self._year_words
        seconds = self._seconds.get(word)
        return seconds is None or behind in seconds

    def read(self, words: Sequence[str], at: int, published: dt.date | None, hour: float | None = None) -> When | None:
        """The expression that starts at words[at] (folded, without و ف ب ل ك); None if there is none.

        `hour` is the hour of publication (0 to 24) where it is known: "three hours ago" is then a day and not a guess. Without
        `published`, only expressions that name a full date are read. What would end more than two years after `published`, or begin before
        1900, is none.
        """
        try:
            found = self._hours_ago(words, at, published, hour) or self._interval(words, at, published)
        except (ValueError, OverflowError):
            return None
        if found is None or not _EARLIEST <= found.start <= found.end <= _LATEST:
            return None
        return found if published is None or found.end - published <= _AHEAD else None

    def _interval(self, words: Sequence[str], at: int, pub: dt.date | None) -> When | None:
        if at >= len(words):
            return None
        word = words[at]
        if (word,) in self.w["since"]:
            return self._since(words, at, pub) or self._just_now(words, at, pub)
        for phrase in self.w["within"] if word in self._within else ():
            if tuple(words[at : at + len(phrase)]) == phrase:
                inner = at + len(phrase)
                # خلال شهر كانون الثاني 2018 names its month; خلال شهر counts back.
                span = self.month(words, inner, pub) or self.year(words, inner, pub, bare=True) or self.this_span(words, inner, pub)
                span = span or self._span_of_time(words, inner, pub) or self._night(words, inner, pub)
                return When(at, *span) if span else None
        if (word,) in self.w["ago"] and pub:
            return self._ago(words, at, pub) or self._just_now(words, at, pub)
        if word in self._intervals:
            return self._between(words, at, pub)
        edge = self._edge(words, at, pub) if word in self._edges else None
        if edge is not None:
            return edge
        point = self.point(words, at, pub)
        if point is None and pub and (word in self.units or word in self.hours):
            # A unit alone needs its adjective: الأسبوع الماضي, الساعات الأخيرة.
            span = self._span_of_time(words, at, pub, bare=False)
            return When(at, *span) if span else None
        return When(at, *point) if point else None

    def _just_now(self, words: Sequence[str], at: int, pub: dt.date | None) -> When | None:
        """قبل قليل, منذ قليل."""
        point = self.named_day(words, at, pub)
        return When(at, *point) if point else None

    def _night(self, words: Sequence[str], at: int, pub: dt.date | None) -> Point | None:
        """خلال الليل: the night before the day of publication, or its own."""
        return Point(at + 1, pub - DAY, pub, "part_of_day") if pub and tuple(words[at : at + 1]) in self.w["nights"] else None

    def _since(self, words: Sequence[str], at: int, pub: dt.date | None) -> When | None:
        if pub is None:
            return None
        inner = at + 1
        if inner < len(words) and words[inner] in self._edges:
            edge = self._edge(words, inner, pub)
            return When(at, edge.last, edge.start, pub, "interval") if edge else None
        point = self.point(words, inner, pub)
        if point and point.start <= pub:
            return When(at, point.last, point.start, pub, "interval")
        year = self.year(words, inner, pub, bare=True)
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
            return When(at, last + 1, pub - DAY, pub, "interval")
        on = pub - DAY if amount > hour else pub
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
        joiners = self._until if words[at] in self._from else set[str]()
        first = self.day_number(words, at + 1)
        if first is None:
            return self._years(words, at)
        day, last = first
        whole = self.date(words, at + 1, pub)
        if last < len(words) and (words[last] in joiners or words[last].startswith("و")):
            rest = list(words)
            if words[last].startswith("و"):
                rest[last], second = words[last][1:], last
            else:
                second = last + 1
            end = self.date(rest, second, pub)
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
            end = self.date(rest, second, pub)
            return When(at, end.last, whole.start, end.end, "interval") if end and whole.start <= end.end else None
        return None

    def _years(self, words: Sequence[str], at: int) -> When | None:
        """بين 2017 و2020, من عام 2012 حتى 2015."""
        first = self.year(words, at + 1, None, bare=True)
        if first is None or first.last >= len(words):
            return None
        last, word = first.last, words[first.last]
        rest = [*words[:last], word[1:], *words[last + 1 :]] if word.startswith("و") else list(words)
        if rest[last] == word:
            if word not in self._until:
                return None
            last += 1
        end = self.year(rest, last, None, bare=True)
        return When(at, end.last, first.start, end.end, "interval") if end and first.start <= end.start else None

    def _span_of_time(self, words: Sequence[str], at: int, pub: dt.date | None, bare: bool = True) -> Point | None:
        """الأيام القليلة الماضية, ال24 ساعة الماضية, أسبوع, ثلاثة أيام, الأسابيع المقبلة: up to or from `pub`."""
        if pub is None or at >= len(words):
            return None
        count = self._count_units(words, at)
        if count is None:
            return None
        last, amount, unit = count
        while (last < len(words) and words[last] in self._few) or (last < len(words) and words[last].removeprefix("ال").isdecimal()):
            if words[last].removeprefix("ال").isdecimal():
                amount = int(words[last].removeprefix("ال"))
            last += 1
        length = dt.timedelta(days=max(1, amount * unit))
        if last < len(words) and words[last] in self.future:
            return Point(last + 1, pub + DAY, pub + length, "interval", True)
        if last < len(words) and words[last] in self.past:
            single_week = words[at] in self.units and amount == 1 and unit > 1 and words[at].startswith("ال")
            end = pub - DAY if single_week else pub
            precision: TimePrecision = "week" if single_week and unit == 7 else "interval"
            if single_week and unit == 365:
                return Point(last + 1, dt.date(pub.year - 1, 1, 1), dt.date(pub.year - 1, 12, 31), "year")
            if single_week and unit == 30:
                end = pub.replace(day=1) - DAY
                return Point(last + 1, end.replace(day=1), end, "month")
            return Point(last + 1, pub - length - (DAY if single_week else dt.timedelta(0)), end, precision)
        if last < len(words) and words[last] in self.current:
            return Point(last + 1, pub - length, pub, "interval")
        return Point(last, pub - length, pub, "interval") if bare else None

    def _count_units(self, words: Sequence[str], at: int) -> tuple[int, int, int] | None:
        """(end, amount, days in the unit); hours come as one day's unit with the amount in days."""
        if at >= len(words):
            return None
        last, amount = at, 0
        if words[at] in self._about and at + 1 < len(words):
            last = at + (2 if words[at + 1] in self._from else 1)
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
            amount = self._several.get(word.removeprefix("ال")) or (2 if word.endswith(("ين", "ان")) else 1)
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
        month = self.month(words, inner, pub)
        if month is None and inner < len(words) and pub and words[inner] in self._month_words:
            after = words[inner + 1] if inner + 1 < len(words) else ""
            if after in self.current:
                first = pub.replace(day=1)
                month = Point(inner + 2, first, month_end(first), "month")
            elif after in self.past:
                end = pub.replace(day=1) - DAY
                month = Point(inner + 2, end.replace(day=1), end, "month")
        if month is None and (this := self.this_span(words, inner, pub)) is not None and this.precision == "month":
            month = this._replace(end=month_end(this.start))
        if month:
            first = month.start
            windows = {"start_of": (1, 10), "middle_of": (11, 20), "end_of": (21, 0)}
            a, b = windows[kind]
            end = first.replace(day=b) if b else month.end
            return When(at, month.last, first.replace(day=a), min(end, pub) if pub and first <= pub else end, "interval")
        year = self.year(words, inner, pub, bare=True)
        if year is None and pub and inner < len(words) and words[inner] in self._the_year:  # بداية العام: of this one
            year = Point(inner + 1, pub, pub, "year")
        if year:
            y = year.start.year
            span = {"start_of": ((1, 1), (3, 31)), "middle_of": ((5, 15), (7, 31)), "end_of": ((10, 1), (12, 31))}[kind]
            return When(at, year.last, dt.date(y, *span[0]), dt.date(y, *span[1]), "interval")
        if inner < len(words) and words[inner] in self._this:
            inner += 1
        if pub and inner < len(words) and words[inner] in self._the_week:
            if words[inner + 1 : inner + 2] and words[inner + 1] in self.future:
                return When(at, inner + 2, pub + DAY, pub + 10 * DAY, "interval", True)
            return When(at, inner + 1, pub - 7 * DAY, pub, "interval")
        return None
