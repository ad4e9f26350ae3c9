"""Who says what of an event: blame by voice, denials, sources counted once, numbers with their edges, both sides in ACLED's columns."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from marsad.coder import code_article
from marsad.events import build_event, group, match, records_of
from marsad.events.grade import grade
from marsad.events.record import actor_party
from marsad.events.voices import doers_of, sources_of
from marsad.events.within import _outcomes
from marsad.export.acled import acled_row
from marsad.export.rows import event_row
from marsad.lexicon import load
from marsad.model import Count, Found
from marsad.read import Item, article_from_text, linked


def events(*told: str | tuple[str, str], published="2024-06-12"):
    """The events of articles; an article may be given with its outlet."""
    items = []
    for n, one in enumerate(told):
        text, outlet = (one, f"outlet {n}") if isinstance(one, str) else one
        items.append(Item("", article_from_text(text, id=f"d{n}", published=published, found={"outlet": Found("outlet", outlet, "test", 1.0)})))
    docs = [code_article(item.article) for item in linked(items)]
    return [build_event(g) for g in group(r for d in docs for r in records_of(d))]


def event(*told, type_="shelling", **more):
    return max((e for e in events(*told, **more) if e.type == type_), key=lambda e: len(e.claims))


BLAMED = "اتهم الجيش السوداني قوات الدعم السريع بقصف مدينة الفاشر يوم الثلاثاء."
WITNESSED = "قصفت قوات الدعم السريع مدينة الفاشر الثلاثاء، بحسب شهود عيان."
DENIED = "نفت قوات الدعم السريع قصف مدينة الفاشر الثلاثاء."


def test_blame_that_a_party_alone_tells_is_attributed():
    found = event(BLAMED)
    (doer,) = found.doers
    assert doer.blamed and doer.enemies == ("sd.army",)
    assert found.sentence_en == "Shelling hit El Fasher; the Sudanese Armed Forces blamed the Rapid Support Forces"
    assert found.sentence_ar == "قصف على الفاشر، واتهم الجيش السوداني قوات الدعم السريع بذلك"
    assert found.grade == "single source" and found.parties_alone


def test_a_witness_makes_it_told():
    found = event(BLAMED, WITNESSED)
    assert not found.doers[0].blamed and found.doers[0].enemies and found.doers[0].witnesses
    assert found.sentence_en.startswith("The Rapid Support Forces shelled El Fasher")
    assert found.grade == "fair" and found.sources == 2 and not found.parties_alone


@pytest.mark.parametrize("told", [(BLAMED, DENIED), (BLAMED.removesuffix(".") + "، فيما نفت قوات الدعم السريع ذلك.",)])
def test_a_denial_attaches_to_what_it_denies(told):
    found = event(*told)
    assert found.denied_by == ("sd.rsf",) and found.doers[0].denied_by == ("sd.rsf",)
    assert found.grade == "contested" and found.modality == "asserted"
    assert {(v.value, v.by) for d in found.disagreements if d.about == "modality" for v in d.values} == {
        ("asserted", ("sd.army",)),
        ("denied", ("sd.rsf",)),
    }
    assert found.sentence_en.endswith("; the Sudanese Armed Forces blamed the Rapid Support Forces; the Rapid Support Forces denied it")
    assert found.sentence_ar.endswith("، ونفت قوات الدعم السريع ذلك")


def test_who_denies_corroborates_nothing():
    assert event(WITNESSED, DENIED).sources == 1


def test_the_doer_own_word_is_claimed():
    found = event("أعلنت قوات الدعم السريع سيطرتها على مدينة بارا الثلاثاء.", type_="capture")
    assert found.doers[0].claimed_by == ("sd.rsf",) and not found.doers[0].blamed
    assert found.sentence_en == "The Rapid Support Forces captured Bara, by their own account"


def test_an_outlet_and_its_witnesses_are_one_source():
    other = "قصفت قوات الدعم السريع مدينة الفاشر الثلاثاء، بحسب مصدر طبي."
    assert event((WITNESSED, "الصحيفة"), (other, "الصحيفة")).sources == 1
    assert event((WITNESSED, "الصحيفة"), (other, "القناة")).sources == 2


def test_a_reprint_is_its_original():
    long = WITNESSED + " وقال سكان إن القصف استمر ساعات وإن الأهالي لجؤوا إلى الملاجئ وسط انقطاع الماء والكهرباء عن أحياء المدينة كلها."
    found = event((long, "الصحيفة"), (long + " المصدر: الصحيفة", "القناة"))
    assert len(found.claims) == 2 and len(found.outlets) == 2
    assert found.sources == 1 and found.offices == ("الصحيفة",)
    assert found.grade == "single source"


def test_the_word_of_a_party_own_outlet_is_that_party(lexicon):
    told = "سيطر الجيش السوري على مدينة البوكمال الثلاثاء."
    found = event((told, "سانا"), type_="capture")
    assert found.doers[0].claimed_by and found.parties_alone


def test_grade_and_number_of_sources_never_contradict():
    found = events(BLAMED, WITNESSED, DENIED, "سيطرت قوات الدعم السريع على مدينة بارا الثلاثاء، بحسب مصدر محلي.")
    assert {"single source"} < {e.grade for e in found}
    for e in found:
        assert e.sources == len(e.offices)
        assert e.grade != "single source" or e.sources == 1
        assert e.grade not in ("fair", "confirmed") or e.sources > 1


def test_tens_stay_twenty_and_more():
    found = event("قتل عشرات المدنيين في قصف لقوات الدعم السريع على مدينة الفاشر الثلاثاء، وفق شهود عيان.")
    assert found.deaths.told == "20+" and (found.deaths.best, found.deaths.best_max, found.deaths.max) == (20, None, None)
    assert "at least 20 civilians" in found.sentence_en and "ما لا يقل عن 20 مدنيا" in found.sentence_ar
    assert event_row(found)["deaths_told"] == "20+"


def test_the_best_number_is_no_party_and_the_later():
    party = "قتل خمسون مدنيا في قصف لقوات الدعم السريع على مدينة الفاشر الثلاثاء، وفق الجيش السوداني."
    free = "قتل أربعون مدنيا في قصف لقوات الدعم السريع على مدينة الفاشر الثلاثاء، وفق شبكة أطباء السودان."
    assert event(party, free).deaths.best == 40


def test_a_running_total_is_no_event_toll():
    found = events("قتل 40 ألف شخص في قصف مدينة الفاشر منذ بدء الحرب.", "قتل ستة مدنيين في قصف مدينة الفاشر الثلاثاء.")
    assert {e.deaths.best for e in found if e.deaths} == {6}


def test_harm_by_group_is_the_claims_own():
    found = event("قتل ثمانية مدنيين بينهم ثلاثة أطفال في قصف لقوات الدعم السريع على مدينة الفاشر الثلاثاء.")
    assert {(h.what, h.group, h.best, h.among) for h in found.harm} == {("killed", "civilians", 8, False), ("killed", "children", 3, True)}
    assert event_row(found)["harm"] == "killed civilians 8; of them killed children 3"


# -- within an article --------------------------------------------------------------------------------------------------


def test_an_explosion_and_its_dead_are_one_event():
    (found,) = events("انفجرت سيارة مفخخة في سوق مدينة الباب الثلاثاء. وقتل 12 شخصا في الانفجار.")
    assert (found.type, found.place_en, found.deaths.told, found.sources) == ("bombing", "Al-Bab", "12", 1)


def test_an_attack_and_its_killing_are_tied(lexicon):
    doc = code_article(
        article_from_text("هاجم مسلحون حاجزا للجيش في مدينة درعا الثلاثاء. وأسفر الهجوم عن مقتل ثلاثة جنود في درعا.", published="2024-06-12")
    )
    records = records_of(doc)
    (attack,) = [r for r in records if r.type == "armed_attack"]
    killings = [replace(attack, id=f"{attack.id}x", type="killing", spots=(), start=None, end=None)]
    claims = [c for c in doc.claims if c.type == "armed_attack"] * 2
    (deed, outcome) = _outcomes(claims, [attack, *killings])
    assert outcome.part_of == attack.id and outcome.spots == attack.spots
    assert len(group([deed, outcome])) == 1
    assert _outcomes(claims, [attack, replace(killings[0], modality="denied")])[1].part_of is None


# -- rare words ---------------------------------------------------------------------------------------------------------


def test_rare_words_tie_what_places_do_not():
    """A report that names no place, and one that names the village: the victims' names are told by both."""
    a = records_of(
        code_article(article_from_text("قتل سامر الزغلولاني وابنه نزيهان في قصف لقوات النظام على بلدة بنش الثلاثاء.", id="a", published="2024-06-12"))
    )[0]
    b = replace(a, id="b:1", article="b", root="b", spots=())
    assert a.rare
    assert (match(a, replace(b, rare=a.rare | {"الزغلولاني", "نزيهان"})).veto is None) == (len(a.rare) >= 2)
    assert match(replace(a, rare=frozenset({"x", "y"})), replace(b, rare=frozenset({"x", "y"}))).veto is None
    assert match(replace(a, rare=frozenset({"x", "z"})), replace(b, rare=frozenset({"x", "y"}))).veto == "no place"
    assert match(replace(a, rare=frozenset({"x", "z"}), deaths=Count(7, 7)), replace(b, rare=frozenset({"x", "y"}), deaths=Count(7, 7))).veto is None


def test_a_country_in_common_ties_nothing():
    a = records_of(code_article(article_from_text("قصفت قوات النظام مدينة بنش الثلاثاء.", id="a", published="2024-06-12")))[0]
    wide = tuple(replace(s, precision="country", key="gSY", name_en="Syria") for s in a.spots)
    one, other = replace(a, spots=wide, rare=frozenset()), replace(a, id="b:1", article="b", root="b", spots=wide, rare=frozenset())
    assert match(one, other).veto == "places too far apart"


# -- ACLED --------------------------------------------------------------------------------------------------------------


def acled(e):
    known = {a.name_en: a for a in load().actor_by_id.values()}
    return acled_row(e, known.get, lambda code: {"SD": "Sudan"}.get(code, code))


def test_enemies_are_both_sides():
    row = acled(event("اشتبك الجيش السوداني مع قوات الدعم السريع في مدينة بارا الثلاثاء.", type_="clash"))
    assert {row["actor1"], row["actor2"]} == {"Sudanese Armed Forces", "Rapid Support Forces"}
    assert row["assoc_actor_1"] == "" and sorted((row["inter1"], row["inter2"])) == [1, 2]


def test_civilian_targeting_whatever_the_type():
    row = acled(event("قتل ثمانية مدنيين في قصف لقوات الدعم السريع على مدينة الفاشر الثلاثاء."))
    assert row["civilian_targeting"] == "Civilian targeting" and row["actor2"] == "Civilians (Sudan)" and row["inter2"] == 7


def test_soldiers_are_never_civilians():
    row = acled(event("قتل ثمانية جنود في قصف لقوات الدعم السريع على مدينة الفاشر الثلاثاء."))
    assert row["civilian_targeting"] == "" and row["inter2"] != 7


# -- one article is no two sources --------------------------------------------------------------------------------------

_FOUGHT = "ودارت اشتباكات بين الجيش السوداني وقوات الدعم السريع في بلدة الكدرو الأحد."


def _party(id):
    return actor_party(load().actor_by_id[id])


def _records(text, outlet, id):
    return records_of(code_article(replace(article_from_text(text, id=id, published="2025-03-02"), outlet=outlet)))


def test_a_party_and_the_article_that_quotes_it_are_one_source():
    army = _party("sd.army")
    own, plain = _records(_FOUGHT, "وكالة النيل", "a")[0], _records(_FOUGHT, "صحيفة الوادي", "b")[0]
    quoted = replace(own, id="a:1", agents=(army,), source=army, office="sd.army")
    beside = replace(own, id="a:2", agents=(army,), source=None)
    elsewhere = replace(plain, id="b:1", agents=(army,), source=None)
    assert (grade([quoted, beside])[0], sources_of([quoted, beside])) == ("single source", ("sd.army",))
    assert grade([quoted, elsewhere])[0] == "confirmed"
    copy = replace(elsewhere, root="a")
    assert grade([quoted, copy])[0] != "confirmed"


def test_who_names_its_ally_beside_itself_accuses_nobody():
    army, pmf = _party("iq.army"), _party("iq.pmf")
    record = replace(_records(_FOUGHT, "وكالة النيل", "a")[0], agents=(army, _party("sy.gov")), source=army, office="iq.army")
    assert [d.blamed for d in doers_of([record])] == [False, False]
    accused = replace(record, agents=(_party("sy.gov"),), source=pmf)
    assert [d.blamed for d in doers_of([accused])] == [True]
