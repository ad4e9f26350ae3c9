"""Days told from one act to the one before it, and the month of what is planned: the stage alone, on sentences of our own."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace as Made

import pytest
from support.stages import named, read, told_by

from marsad.coder import since
from marsad.model import Article

PUBLISHED = "2024-06-20"


def when(text, at, lexicon, own=None, modality="asserted", published=PUBLISHED, **more):
    """The days of the event that a word of a text tells, in whose words a time (`own`) was read for it."""
    scene = read(text, lexicon, PUBLISHED)
    e = told_by(at, scene, "bombing", modality=modality, when=named(own, scene) if own else None, **more)
    since.settle([e], Article("a", text, published=published), lexicon)
    return e.when and (e.when.when.start.isoformat(), e.when.when.end.isoformat())


def day(iso):
    return (iso, iso)


@pytest.mark.parametrize(
    ("text", "at", "days"),
    [
        ("قتل ثلاثة جنود بعد ستة أيام من تفجير استهدف السوق", "تفجير", day("2024-06-14")),
        ("قتل ثلاثة جنود بعد نحو ستة أيام من تفجير استهدف السوق", "تفجير", day("2024-06-14")),
        ("قتل ثلاثة جنود بعد ستة أيام على تفجير استهدف السوق", "تفجير", day("2024-06-14")),
        ("قتل ثلاثة جنود في 10 يونيو بعد يومين من تفجير استهدف السوق", "تفجير", day("2024-06-08")),  # from the day told before it
        ("قتل ثلاثة جنود الأحد بعد يومين من تفجير استهدف السوق", "تفجير", day("2024-06-14")),
        ("قتل ثلاثة جنود الأحد هناك بعد يومين من تفجير استهدف السوق", "تفجير", day("2024-06-14")),
        ("قتل ثلاثة جنود بعد ستة أيام من بدء أول تفجير استهدف السوق", "تفجير", day("2024-06-14")),
        ("قتل ثلاثة جنود بعد ستة أيام من وصول قوات دولية قرب تفجير استهدف السوق", "تفجير", None),  # too far behind the span
        ("قتل جنديان بعد سبعة أيام من مقتل 13 عاملا في تفجير المصنع", "تفجير", day("2024-06-13")),  # in which people died
        ("قتل جنديان بعد سبعة أيام من مقتل 13 عاملا، ووقع تفجير المصنع", "تفجير", None),  # another clause
        ("قتل ثلاثة جنود بعد وصولهم من تفجير استهدف السوق", "تفجير", None),  # no span
        ("قتل ثلاثة جنود قبل ستة أيام من تفجير استهدف السوق", "تفجير", None),
        ("قتل ثلاثة جنود بعد يوم حافل بأحداث عنف كثيرة في المدينة من تفجير", "تفجير", None),
        ("قتل ثلاثة جنود في تفجير استهدف السوق", "تفجير", None),
    ],
)
def test_days_are_counted_back_from_one_act_to_the_one_before(text, at, days, lexicon):
    assert when(text, at, lexicon) == days


def test_days_count_from_the_last_day_told_before_them(lexicon):
    assert when("في 2 يونيو قتل جندي، وفي 10 يونيو قتل آخر بعد يومين من تفجير السوق", "تفجير", lexicon) == day("2024-06-08")
    assert when("قتل ثلاثة جنود في يونيو بعد يومين من تفجير استهدف السوق", "تفجير", lexicon) == day("2024-06-18")  # a month is no day


def test_a_day_of_its_own_behind_the_act_stays(lexicon):
    text = "في 3 يونيو قتل جنود بعد ستة أيام من تفجير وقع في 9 يونيو"
    assert when(text, "تفجير", lexicon, own="9 يونيو") == day("2024-06-09")
    assert when(text, "تفجير", lexicon, own="3 يونيو") == day("2024-05-28")  # the other act's, told before
    assert when("قتل جنود في تفجير وقع في 9 يونيو", "تفجير", lexicon, own="9 يونيو") == day("2024-06-09")


def test_nothing_is_counted_of_what_is_turned_down_or_without_a_day_of_publication(lexicon):
    text = "قتل ثلاثة جنود بعد ستة أيام من تفجير استهدف السوق"
    assert when(text, "تفجير", lexicon, turned_down="x") is None and when(text, "تفجير", lexicon, published=None) is None


@pytest.mark.parametrize(
    ("text", "own", "modality", "start"),
    [
        ("تعتزم القوات شن هجوم في فبراير", "فبراير", "planned", "2025-02-01"),
        ("تعتزم القوات شن هجوم في فبراير", "فبراير", "asserted", "2024-02-01"),
        ("تعتزم القوات شن هجوم في فبراير الماضي", "فبراير الماضي", "planned", "2024-02-01"),
        ("تعتزم القوات شن هجوم في فبراير 2024", "فبراير 2024", "planned", "2024-02-01"),
        ("تعتزم القوات شن هجوم في 3 فبراير", "3 فبراير", "planned", "2024-02-03"),  # a day
    ],
)
def test_the_month_of_what_is_planned_is_the_next_of_its_name(text, own, modality, start, lexicon):
    days = when(text, "هجوم", lexicon, own, modality)
    assert days[0] == start and (days[1][:7] == start[:7])
    assert days[1] != start or "3" in own


def test_a_month_more_than_a_year_ago_was_not_meant_to_come(lexicon):
    scene = read("تعتزم القوات شن هجوم في فبراير", lexicon, PUBLISHED)
    m = named("فبراير", scene)
    moved = [since._to_come(m, m.when.end + dt.timedelta(days), lexicon) is not m for days in (1, 366, 367)]
    assert moved == [True, True, False]
    assert since._to_come(m, m.when.end, lexicon) is m  # it is not over
    assert since._to_come(Made(when=None, s=m.s, i=m.i, j=m.j), m.when.end, lexicon).when is None
