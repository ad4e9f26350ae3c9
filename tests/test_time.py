"""No text hangs or breaks the coder: its work grows with the length of the text, and what it makes of noise keeps its promises."""

import datetime as dt

import pytest

from marsad.read import article_from_text
from marsad.read.dates import date_of_stamp

HEADLINES = [
    "قصفت المدفعية حي الجامعة في مدينة الفاشر",
    "قتل ثلاثة مدنيين في نيالا",
    "هاجم مسلحون قرية قرب كادقلي",
    "سيطر الجيش على بلدة بارا",
    "انسحبت القوات من الأبيض",
]


def test_headlines_on_one_line_are_coded(code):
    """Places that follow each other without و were searched pair by pair, twice as long for each one more."""
    claims = code("، ".join(HEADLINES * 6)).claims
    assert len(claims) > 20


def test_a_list_of_a_hundred_towns_is_coded(code):
    (claim,) = code("قصف الجيش مواقع المسلحين في " + "، ".join(["حلب", "إدلب", "الرقة", "دير الزور"] * 25) + ".").claims
    assert claim.places[0].text == "حلب"


def test_a_place_far_behind_still_holds_the_first(code):
    (claim,) = code("قتل خمسة جنود في هجوم على حاجز في قرية الزعفرانية في ريف حمص الشمالي.").claims
    assert "الزعفرانية" in claim.places[0].text


def test_the_subject_of_another_sentence_is_measured_in_its_own(code):
    """A subject taken over from the sentence before may stand at a token that this sentence does not have."""
    doc = code(
        "قالت المتحدثة باسم اللجنة إن الوضع في مدينة الفاشر صعب للغاية حيث تعرضت المشافي للقصف مرارا ولا يتمكن الأطباء من العمل.\n"
        "ونزحوا من المدينة."
    )
    assert doc.claims


def test_a_border_of_a_country_without_an_entry(code, lexicon):
    """The gazetteer has places in countries of which the lexicon gives no adjective."""
    assert any(p.country not in lexicon.country_names for p in lexicon.gazetteer.all())
    assert code("هاجم مسلحون دورية للجيش السوري في بوينس آيرس ثم فروا نحو الحدود مع سوريا والحدود مع العراق.").claims


@pytest.mark.parametrize("words", ["8-2-2", "8/2/0002", "1/1/1899", "12/5/2031", "3/3/9999"])
def test_damaged_dates_are_no_dates(lexicon, words):
    assert lexicon.calendar.read([words], 0, dt.date(2020, 6, 15)) is None


def test_dates_within_two_years_are_dates(lexicon):
    when = lexicon.calendar.read(["12/5/2022"], 0, dt.date(2020, 6, 15))
    assert when.start == dt.date(2022, 5, 12)


def test_a_stamp_out_of_range_is_none():
    assert date_of_stamp("Sun, 08 Feb 1802 07:30:00 GMT") is None
    assert date_of_stamp("0002-02-08") is None


def test_a_door_that_gives_a_damaged_day(code):
    from marsad.model import Found

    found = {"published": Found("published", "0002-02-08", "message", 1.0), "published_at": Found("published_at", "0002-02-08T10:00", "message", 1.0)}  # fmt: skip
    article = article_from_text("قتل خمسة مدنيين في قصف على مدينة الفاشر.", found=found)
    assert article.published is None
    assert article.published_at is None
