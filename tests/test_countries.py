"""The country of what has no place, and the one count of an article's countries behind it. Sentences are our own."""

import msgspec
import pytest
from support.placing import places_of

from marsad.coder import code_article, scenes, whose
from marsad.events import build_event, records_of
from marsad.export.acled import acled_row
from marsad.export.rows import claim_row, event_row
from marsad.lexicon import load
from marsad.read import article_from_text


def coded(text, **particulars):
    return code_article(msgspec.structs.replace(article_from_text(text, id="a", published="2024-06-12"), **particulars))


@pytest.mark.parametrize(
    ("text", "particulars", "land"),
    [
        ("قصفت قوات النظام السوري بالمدفعية مدينة سراقب بريف إدلب.", {}, ("SY", "place")),
        ("أعلن الجيش السوداني مقتل 12 من عناصر الدعم السريع في اشتباكات أمس.", {}, ("SD", "actors")),
        ("قتل ستة مدنيين في قصف مدفعي أمس. وقال وزير الصحة اليمني إن المستشفيات اليمنية مكتظة.", {}, ("YE", "article")),
        ("قتل ستة مدنيين في قصف مدفعي أمس.", {"site": "news.ly"}, ("LY", "outlet")),
        ("قتل ستة مدنيين في قصف مدفعي أمس.", {}, (None, None)),
        ("استهدفت طائرة مسيرة سفينة شحن في البحر الأحمر أمس.", {}, (None, None)),
    ],
)
def test_an_event_carries_a_country_and_says_what_tells_it(text, particulars, land):
    doc = coded(text, **particulars)
    claim = doc.claims[0]
    assert (claim.country, claim.country_basis) == land
    row = claim_row("c", "a", claim)
    assert (row["country"], row["country_basis"]) == land
    event = build_event(records_of(doc)[:1])
    assert (event.country, event.country_basis) == land
    told = event_row(event)
    assert (told["country"], told["country_basis"]) == land


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قصف الطيران الروسي قرية زوبعة الحمر صباح اليوم وقتل ثلاثة مدنيين.", None),
        ("قصف الاحتلال التركي بالمدفعية قرية تنبوشة مساء أمس.", None),
        ("قصف الجيش السوداني بالمدفعية قرية ود زبدة مساء أمس.", "SD"),
        ("قصف الجيش التركي قرية زوبعة الحمر في ولاية هكاري.", "TR"),
    ],
)
def test_who_strikes_abroad_tells_no_country(text, country):
    claim = coded(text).claims[0]
    assert claim.agents and claim.country == country


def test_a_massacre_is_told_by_the_town_that_its_word_names():
    assert places_of("نشر ناشطون صورا من مجزرة الباب بريف حلب.")["الباب"].name_en == "Al-Bab"


def test_an_event_takes_its_country_from_what_tells_it_most_surely():
    by_outlet = records_of(coded("قتل ستة مدنيين في قصف مدفعي أمس.", site="news.ly"))[0]
    by_actors = records_of(coded("أعلن الجيش السوداني مقتل 12 من عناصر الدعم السريع في اشتباكات أمس."))[0]
    event = build_event([msgspec.structs.replace(by_outlet, id="1"), msgspec.structs.replace(by_actors, id="2")])
    assert (event.country, event.country_basis) == ("SD", "actors")


def test_divisions_and_p_code_of_an_events_place_come_out_in_its_rows(lexicon):
    doc = coded("قصفت قوات النظام السوري بالمدفعية مدينة سراقب بريف إدلب.")
    claim = doc.claims[0]
    place = msgspec.structs.replace(claim.places[0], district="Idlib district", admin3="Saraqab", pcode="SY070300")
    event = build_event(records_of(msgspec.structs.replace(doc, claims=(msgspec.structs.replace(claim, places=(place,)),))))
    row = event_row(event)
    assert (row["admin1"], row["admin2"], row["admin3"], row["pcode"]) == ("Idlib", "Idlib district", "Saraqab", "SY070300")
    acled = acled_row(event, lexicon.called, lambda iso: "Syria")
    assert (acled["admin2"], acled["admin3"]) == ("Idlib district", "Saraqab")


def test_one_count_tells_an_articles_countries(lexicon):
    found = scenes(article_from_text("قصفت القوات التركية ريف تل تمر في سوريا. وقال مسؤول سوري إن مدينة حلب هادئة."), lexicon)
    votes = whose.countries(found, lexicon)
    assert votes["SY"] > votes["TR"] > 0
    again = scenes(article_from_text("قصفت القوات التركية ريف تل تمر في سوريا. وقال مسؤول سوري إن مدينة حلب هادئة. وحلب في حلب قرب حلب."), lexicon)
    assert whose.countries(again, lexicon) == votes  # a name told five times is one sign


def test_whose_a_name_is_does_not_count_for_its_country():
    """الجيش الوطني is of several countries: it tells none."""
    lexicon = load()
    found = scenes(article_from_text("هاجم الجيش الوطني موقعا أمس."), lexicon)
    assert not whose.countries(found, lexicon)
