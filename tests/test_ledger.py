"""The ledger: named holders alone, parts are no whole, holds that are over, age, armies, surroundings, why each stay began and ended."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from conftest import SHARED_GOLD
from msgspec.structs import replace
from support.histories import of_real_rows

from marsad.coder import code_article
from marsad.events.ledger import Statement, ledger, on, statements_of
from marsad.events.record import Party, Spot, actor_party, spot
from marsad.model import Time
from marsad.read import article_from_text

BARA = Spot("g1", "بارا", "Bara", 13.7, 30.4, "settlement", "at", "SD", "North Kordofan", frozenset({"بارا"}))
AROUND = replace(BARA, precision="area")


def party(lexicon, id):
    return actor_party(lexicon.actor_by_id[id])


def said(who, kind, day, claim, place=BARA, office="x", **more):
    return Statement(claim, place, who, kind, dt.date.fromisoformat(day).toordinal(), office, office, **more)


def code(text, id="a", published="2024-06-12"):
    return code_article(article_from_text(text, id=id, published=published))


def capture(text="سيطرت قوات الدعم السريع على مدينة بارا الثلاثاء، بحسب مصدر محلي."):
    doc = code(text)
    return doc, next(c for c in doc.claims if c.type == "capture")


def test_no_row_without_a_holder():
    doc, claim = capture()
    bare = replace(doc, claims=(replace(claim, agents=()),))
    assert statements_of(doc) and statements_of(bare) == []


def test_fighters_without_a_name_hold_nothing_and_contest_nothing(lexicon):
    doc, claim = capture()
    crowd = replace(claim.agents[0], actor=None, text="مسلحون")
    assert statements_of(replace(doc, claims=(replace(claim, agents=(crowd,)),))) == []
    unknown = Party("لواء الفرقان", key="لواء الفرقان")
    stays = ledger([said(party(lexicon, "sd.rsf"), "takes", "2024-01-01", "c1"), said(unknown, "holds", "2024-01-05", "c2")])["g1"]
    assert [s.state for s in stays] == ["held"]


@pytest.mark.parametrize("told", ["مناطق من", "أجزاء واسعة من", "ثلاث قرى في"])
def test_parts_of_a_place_never_hold_it(told):
    doc = code(f"سيطرت قوات الدعم السريع على {told} مدينة بارا الثلاثاء، بحسب مصدر محلي.")
    assert not [s for s in statements_of(doc) if s.place.name_en == "Bara"]
    assert [c.part for c in doc.claims if c.kind == "control"] == [True]


@pytest.mark.parametrize("told", ["نحو 60 بالمئة من", "60% من", "معظم", "نصف"])
def test_a_share_of_a_place_is_told_as_a_part_and_holds_nothing(told):
    doc = code(f"سيطرت قوات الدعم السريع على {told} مدينة بارا الثلاثاء، بحسب مصدر محلي.")
    (held,) = [c for c in doc.claims if c.kind == "control"]
    assert held.part and held.gloss_en.startswith("Part of Bara is under the control of the Rapid Support Forces")
    assert "أجزاء من بارا تحت سيطرة قوات الدعم السريع" in held.gloss_ar and statements_of(doc) == []


def test_who_tries_to_take_a_place_neither_takes_nor_holds_it():
    doc = code("تحاول قوات الدعم السريع استعادة مدينة بارا من الجيش السوداني، بحسب مصدر محلي.")
    assert {c.type for c in doc.claims} & {"capture", "control"} == set() and "offensive" in {c.type for c in doc.claims}


def test_a_noun_is_no_name_of_a_place():
    doc, claim = capture()
    place = replace(claim.places[0], text="أجزاء واسعة", name_en="near Bara", name_ar="أجزاء واسعة", precision="area")
    assert statements_of(replace(doc, claims=(replace(claim, places=(place,)),))) == []


def test_a_hold_that_is_over_has_its_span_and_share(lexicon):
    """Some years in which it held 35 percent of the country."""
    doc, claim = capture()
    iraq = replace(claim.places[0], name_en="Iraq", name_ar="العراق", text="العراق", precision="country", country="IQ")
    holder = replace(claim.agents[0], actor=lexicon.actor_by_id["is"])
    evidence = replace(claim.evidence, text="أربعة أعوام كان خلالها 35 في المئة من أراضي البلاد بيده", start=0)
    held = replace(
        claim,
        kind="control",
        type="control",
        agents=(),
        holder=holder,
        places=(iraq,),
        evidence=evidence,
        time=Time("2014-10-26", "2017-10-26", "interval", "text"),
    )
    (stays,) = ledger(statements_of(replace(doc, claims=(held,)))).values()
    (stay,) = stays
    assert (stay.since, stay.until, stay.share, stay.holder) == ("2014-10-26", "2017-10-26", 35.0, "Islamic State")
    assert on(stays, "2016-01-01") is None  # part of a country is not the country


def test_what_was_last_told_years_ago_is_not_held_today(lexicon):
    stays = ledger([said(party(lexicon, "sd.rsf"), "takes", "2015-03-01", "c1")])["g1"]
    assert on(stays, "2015-06-01").state == "held"
    today = on(stays, "2024-06-01")
    assert (today.state, today.last_told) == ("faded", "2015-03-01")
    renewed = ledger([said(party(lexicon, "sd.rsf"), "takes", "2015-03-01", "c1"), said(party(lexicon, "sd.rsf"), "holds", "2024-01-01", "c2")])["g1"]
    assert on(renewed, "2024-06-01").state == "held"


def test_a_unit_counts_as_its_army():
    doc, claim = capture()
    from marsad.lexicon import load

    unit = replace(claim.agents[0], actor=load().actor_by_id["sd.div22"])
    (told,) = statements_of(replace(doc, claims=(replace(claim, agents=(unit,)),)))
    assert told.who.id == "sd.army"


def test_a_place_and_its_surroundings_are_one_row(lexicon):
    rsf, army = party(lexicon, "sd.rsf"), party(lexicon, "sd.army")
    rows = ledger([said(army, "takes", "2024-01-01", "c1"), said(rsf, "takes", "2024-02-01", "c2", place=AROUND)])
    (stays,) = rows.values()
    (stay,) = stays
    assert (stay.place_en, stay.state, stay.holder, stay.around) == ("Bara", "held", "Sudanese Armed Forces", "Rapid Support Forces")
    (alone,) = ledger([said(rsf, "takes", "2024-02-01", "c2", place=AROUND)]).values()
    assert alone[0].place_en == "Bara (around it)"


def test_a_history_tells_why_each_stay_began_and_ended_and_who_contradicts(lexicon):
    rsf, army = party(lexicon, "sd.rsf"), party(lexicon, "sd.army")
    told = [
        said(army, "holds", "2024-01-01", "c1", office="a"),
        said(rsf, "takes", "2024-02-01", "c2", office="b"),
        said(rsf, "leaves", "2024-03-01", "c3", office="c"),
        said(rsf, "takes", "2024-05-01", "c4", office="b"),
        said(rsf, "denied", "2024-05-02", "c5", office="army"),
    ]
    first, second, third, fourth = ledger(told)["g1"]
    assert [(w.kind, w.who, w.office, w.day) for w in first.ended] == [("takes", "Rapid Support Forces", "b", "2024-02-01")]
    assert second.began == first.ended and [w.kind for w in second.ended] == ["leaves"]
    assert third.state == "left"
    assert fourth.state == "contested" and [(w.kind, w.office) for w in fourth.against] == [("denied", "army")]


def test_two_unknown_towns_of_one_governorate_are_two_places():
    _, claim = capture()
    lent = replace(claim.places[0], geonameid=None, listed=False, name_en="a place in Al-Anbar", precision="governorate")
    one, other = (spot(replace(lent, text=text)) for text in ("بلدة الخسفة", "بلدة الدولاب"))
    assert one.key != other.key and (one.name_ar, other.name_ar) == ("بلدة الخسفة", "بلدة الدولاب")
    assert spot(replace(lent, text="الخسفة")).key == one.key


def test_two_holders_told_of_one_day_are_one_contest(lexicon):
    rsf, army = party(lexicon, "sd.rsf"), party(lexicon, "sd.army")
    (stay,) = ledger([said(rsf, "holds", "2024-01-05", "c1"), said(army, "holds", "2024-01-05", "c2", office="y")])["g1"]
    assert (stay.state, stay.since, set(stay.claims)) == ("contested", "2024-01-05", {"c1", "c2"})


def test_two_who_say_that_they_took_a_place_on_one_day_are_each_named_once(lexicon):
    rsf, army = party(lexicon, "sd.rsf"), party(lexicon, "sd.army")
    (stay,) = ledger([said(rsf, "takes", "2024-01-05", "c1"), said(army, "takes", "2024-01-05", "c2", office="y")])["g1"]
    assert stay.state == "contested" and [w.claim for w in stay.against] == ["c2"]


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED_GOLD / "real.jsonl").exists(), reason="the real gold is not beside this checkout")
def test_histories_of_the_control_rows_that_people_annotated(lexicon):
    """Of 60 real articles: a holder in every row, what a row says is what the ledger says of its day, stays follow each other."""
    real = of_real_rows(SHARED_GOLD / "real.jsonl", lexicon, 60)
    assert real.rows > 100 and len(real.statements) >= 75
    assert all(s.who.name and s.place.name_en for s in real.statements)
    assert real.agreeing() >= 0.95
    assert sum(len(stays) > 1 for stays in real.stays.values()) > 1
    for stays in real.stays.values():
        assert all(a.until == b.since for a, b in pairwise(stays) if a.share is None)
        assert all(s.until is None or s.since < s.until for s in stays)
        assert all(s.claims and s.offices for s in stays)


SHARES = [
    ("اندحر تنظيم داعش من العراق بعد 3 سنوات كان يسيطر فيها على 40 بالمئة من مساحة البلاد.", "Iraq", ("2014-10-26", "2017-10-26"), 40.0),
    (
        "خسر تنظيم داعش معظم مواقعه في سوريا بعد ثلاثين شهرا سيطر خلالها التنظيم على نحو 35% من أراضي البلاد.",
        "Syria",
        ("2015-04-26", "2017-10-26"),
        35.0,
    ),
]


@pytest.mark.parametrize(("text", "place", "days", "share"), SHARES)
def test_a_share_of_a_country_that_was_held_is_a_hold_that_is_over(text, place, days, share):
    doc = code(text, published="2017-10-26")
    held = [c for c in doc.claims if c.share is not None]
    assert [(c.kind, c.places[0].name_en, c.share, c.time.start, c.time.end, c.holder.actor.id) for c in held] == [
        ("control", place, share, *days, "is")
    ]
    assert held[0].gloss_en.startswith(f"Islamic State held {share:g}% of {place} between 201")
    stay = next(s for stays in ledger(statements_of(doc)).values() for s in stays if s.share)
    assert (stay.place_en, stay.since, stay.until, stay.share, stay.holder_id) == (place, *days, share, "is")


def test_a_share_of_something_else_is_no_hold():
    assert not [c for c in code("قال مسؤول إن 40 في المئة من سكان العراق نزحوا بعد 3 سنوات من سيطرة داعش على الموصل.").claims if c.share]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("تحكم قوات النظام حصارها على مدينة دوما التي تسيطر عليها فصائل المعارضة.", {"فصائل المعارضة"}),
        ("سيطرت قوات سوريا الديمقراطية على مقر لتنظيم داعش في مدينة منبج التي تحاصرها من جهاتها الأربع.", set()),
        ("تحاصر قوات الدعم السريع مدينة الفاشر الخاضعة لسيطرة الجيش السوداني.", {"الجيش السوداني"}),
    ],
)
def test_who_besieges_a_place_does_not_hold_it(text, held):
    doc = code(text)
    assert any(c.type == "siege" for c in doc.claims)
    assert {c.holder.text for c in doc.claims if c.kind == "control"} == held
    assert {s.who.name for s in statements_of(doc) if s.kind in ("takes", "holds")} == {
        c.holder.actor.name_en if c.holder.actor else c.holder.text for c in doc.claims if c.kind == "control"
    }
