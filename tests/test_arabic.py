"""Normalisation with its offset map, clitics, inflection, numerals, the calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad import lexicon as lexicons
from marsad.arabic.inflect import verb_forms
from marsad.arabic.normalise import fold, fold_with_map
from marsad.arabic.sentences import sentences

ARABIC = st.text(
    alphabet=st.characters(min_codepoint=0x0600, max_codepoint=0x06FF) | st.sampled_from(' \n.,:"«»()ﻷﻻﷲ\u200f\u200dA1'),
    max_size=120,
)


@given(ARABIC)
def test_fold_map_points_into_the_text(text):
    folded, origin = fold_with_map(text)
    assert len(origin) == len(folded) + 1
    assert origin == sorted(origin)
    assert origin[-1] == len(text)
    assert all(0 <= at < len(text) for at in origin[:-1])


@given(ARABIC)
def test_tokens_quote_the_text(text):
    for sentence in sentences(text):
        for token in sentence:
            assert text[token.start : token.end] == token.text


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("الأَنْبـار", "الانبار"),
        ("إدلب", "ادلب"),
        ("سوريّة", "سوريه"),
        ("ﻷنصار", "لانصار"),
        ("٢٠١٧", "2017"),
        ("مستشفى", "مستشفي"),
    ],
)
def test_fold(raw, folded):
    assert fold(raw) == folded


@pytest.mark.parametrize(
    ("word", "conj", "prep", "rest"),
    [
        ("والقائم", "و", "", "القايم"), ("بالبوكمال", "", "ب", "البوكمال"), ("للإرهاب", "", "ل", "الارهاب"), ("وفخخوا", "و", "", "فخخوا"),
        ("الواقعة", "", "", "الواقعه"), ("والي", "", "", "والي"), ("كمين", "", "", "كمين"), ("بيان", "", "", "بيان"), ("وزارة", "", "", "وزاره"),
        ("وللجيش", "و", "ل", "الجيش"), ("فقتلت", "ف", "", "قتلت"), ("بالهجوم", "", "ب", "الهجوم"), ("بلدة", "", "", "بلده"), ("وكالة", "", "", "وكاله"),
    ],
)  # fmt: skip
def test_clitics(lexicon, word, conj, prep, rest):
    w = lexicon.words[word]
    # ئ is kept by folding: compare on the same footing.
    assert (w.conj, w.prep, w.word.replace("ئ", "ي")) == (conj, prep, rest)


def test_verb_forms_are_generated():
    forms = verb_forms("استعاد", "يستعيد", "استعيد", "يستعاد")
    assert {"استعادت", "استعادوا", "يستعيدون", "تستعيد", "استعدنا"} <= set(forms)
    assert forms["استعيدت"].passive and not forms["استعادت"].passive


@pytest.mark.parametrize(
    ("words", "published", "start", "end"),
    [
        ("مساء الأربعاء", "2017-10-26", "2017-10-25", "2017-10-25"),
        ("26 تشرين الأول 2017", "2017-10-26", "2017-10-26", "2017-10-26"),
        ("الخامس من صفر 1439", "2017-10-26", "2017-10-26", "2017-10-26"),
        ("منذ الرابع من نيسان / أبريل الماضي", "2019-05-26", "2019-04-04", "2019-05-26"),
        ("بين 13 و21 حزيران", "2023-11-26", "2023-06-13", "2023-06-21"),
        ("خلال ال24 ساعة الماضية", "2017-11-03", "2017-11-02", "2017-11-03"),
        ("أول أمس", "2017-11-03", "2017-11-01", "2017-11-01"),
        ("3 غشت 2021", "2021-08-05", "2021-08-03", "2021-08-03"),
        ("الأسبوع المقبل", "2021-08-05", "2021-08-06", "2021-08-12"),
        ("12/05/2019", "2020-01-01", "2019-05-12", "2019-05-12"),
        ("أمس الأول", "2017-11-03", "2017-11-01", "2017-11-01"),
        ("مساء أمس الأول", "2017-11-03", "2017-11-01", "2017-11-01"),
        ("اليوم الثلاثاء", "2023-03-16", "2023-03-14", "2023-03-14"),  # stamped two days late
        ("مساء أمس الأحد", "2023-03-12", "2023-03-12", "2023-03-12"),  # stamped by the zone behind
        ("ليل السبت الأحد", "2023-03-13", "2023-03-11", "2023-03-12"),
        ("منتصف ليل السبت", "2023-03-13", "2023-03-11", "2023-03-12"),
        ("قبل قليل", "2023-03-13", "2023-03-13", "2023-03-13"),
        ("خلال الليل", "2023-03-13", "2023-03-12", "2023-03-13"),
        ("منذ 2014", "2023-03-13", "2014-01-01", "2023-03-13"),
        ("مطلع 2014", "2023-03-13", "2014-01-01", "2014-03-31"),
        ("بين 2014 و2016", "2023-03-13", "2014-01-01", "2016-12-31"),
        ("من 2014 إلى 2016", "2023-03-13", "2014-01-01", "2016-12-31"),
        ("منذ بداية العام", "2023-03-13", "2023-01-01", "2023-03-13"),
        ("هذا الشهر", "2023-03-13", "2023-03-01", "2023-03-13"),
        ("هذا العام", "2023-03-13", "2023-01-01", "2023-03-13"),
        ("هذا الأسبوع", "2023-03-13", "2023-03-07", "2023-03-13"),
        ("هذا الصباح", "2023-03-13", "2023-03-13", "2023-03-13"),
        ("هذه الليلة", "2023-03-13", "2023-03-13", "2023-03-13"),
        ("أوائل هذا الشهر", "2023-03-23", "2023-03-01", "2023-03-10"),
        ("منتصف الأسبوع المقبل", "2023-03-13", "2023-03-14", "2023-03-23"),
        ("آذار الماضي", "2023-03-13", "2022-03-01", "2022-03-31"),
        ("منتصف آذار الماضي", "2023-03-13", "2022-03-11", "2022-03-20"),
        ("9 / شباط / 2023", "2023-03-13", "2023-02-09", "2023-02-09"),
    ],
)
def test_calendar(lexicon, words, published, start, end):
    when = lexicon.calendar.read(fold(words).split(), 0, dt.date.fromisoformat(published))
    assert when is not None
    assert (when.start.isoformat(), when.end.isoformat()) == (start, end)


def test_a_number_behind_in_is_a_year(lexicon):
    def read(words):
        return lexicon.calendar.read(fold(words).split(), 1, dt.date(2023, 3, 13))

    when = read("في 2014 سقطت")
    assert when is not None and (when.start.year, when.end.year) == (2014, 2014)
    assert read("قرب 2014 سقطت") is None and read("في 2031 سقطت") is None and read("في 214 سقطت") is None


@pytest.mark.parametrize("words", ["اليوم التالي", "اليوم ذاته", "اليوم الأول"])
def test_another_day_is_not_today(lexicon, words):
    assert lexicon.calendar.read(fold(words).split(), 0, dt.date(2023, 3, 13)) is None


def test_relative_dates_stay_open_without_a_publication_date(lexicon):
    assert lexicon.calendar.read(fold("مساء أمس").split(), 0, None) is None


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("سبعة وعشرين قتيلا", 27, 27), ("ألفين وخمسمئة شخص", 2500, 2500), ("87 ألف شخص", 87000, 87000), ("ما لا يقل عن 100 شخص", 100, None),
        ("عشرات المدنيين", 20, None), ("سبعة عشر جنديا", 17, 17), ("نحو 1500 إلى 2500 مسلح", 1500, 2500), ("عشرات الآلاف من", 20000, None),
        ("مئة وثلاثة وعشرين", 123, 123), ("ثلاثة آلاف", 3000, 3000), ("24 ألفا و620 شهيدا", 24620, 24620), ("ثلاثين ألفا", 30000, 30000),
        ("ألفا شخص", 2000, 2000), ("مئة و خمسة قتلى", 105, 105), ("ثلاثة و ستين", 63, 63), ("12 ألفا و 300 شخص", 12300, 12300),
        ("ألف ومئتان وخمسون", 1250, 1250), ("ثلاثين وعشرين", 30, 30), ("سبعة و ثلاثة جرحى", 7, 7), ("بضعة عشر مسلحا", 13, 19), ("بضع عشرة قذيفة", 13, 19),
    ],
)  # fmt: skip
def test_numerals(lexicon, words, low, high):
    quantity = lexicon.numerals.read(fold(words).split(), 0)
    assert quantity is not None
    assert (quantity.min, quantity.max) == (low, high)


@pytest.mark.parametrize(
    ("words", "published", "days"),
    [
        ("17 يناير المقبل", "2018-12-20", ("2019-01-17", "2019-01-17")),
        ("17 يناير", "2018-12-20", ("2018-01-17", "2018-01-17")),
        ("ليلة الجمعة إلى السبت", "2017-02-28", ("2017-02-24", "2017-02-25")),
        ("ليل الأحد على الاثنين", "2017-03-01", ("2017-02-26", "2017-02-27")),
    ],
)
def test_days_of_a_coming_month_and_of_a_night(words, published, days):
    when = lexicons.load().calendar.read([fold(w) for w in words.split()], 0, dt.date.fromisoformat(published))
    assert (when.start.isoformat(), when.end.isoformat()) == days
