"""One side or thing that was read in two pieces is one mention."""

import pytest
from support.stages import mention, sentence, word

from marsad.coder import freeze, joined


def fillers(doc):
    return [{x.text for x in (*c.agents, *c.targets)} for c in doc.claims if c.kind == "event"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("قتل عنصران من قوات الأمن في هجوم مسلح بمحافظة درعا.", "عنصران من قوات الأمن"),
        ("قتل أحد عناصر الشرطة وجرح آخر جراء إطلاق نار في مدينة كركوك.", "أحد عناصر الشرطة"),
        ("طالب وزير الخارجية الأردني، أيمن الصفدي، مجلس الأمن بوقف الحرب على غزة فورا.", "وزير الخارجية الأردني، أيمن الصفدي"),
    ],
)
def test_pieces_of_a_phrase_are_one_side(text, whole, code):
    told = fillers(code(text))
    assert told and all(whole in found for found in told)


def test_a_body_is_one_with_what_it_is_called(code):
    claims = code("قتل ثلاثة شرطيين في هجوم شنه تنظيم ما يسمى الدولة الإسلامية (داعش) مساء الجمعة في محافظة ديالى.").claims
    assert [[a.actor.id for a in c.agents] for c in claims] == [["is"]]


def test_a_thing_is_told_with_whose_it_is(code):
    (found,) = fillers(code("أحرق مستوطنون إسرائيليون سيارات تعود لمزارعين فلسطينيين قرب نابلس."))
    assert "سيارات تعود لمزارعين فلسطينيين" in found


def test_a_subject_and_its_object_side_by_side_stay_two(code):
    (found,) = fillers(code("قصفت إسرائيل مؤسسات مدنية في بيروت."))
    assert "إسرائيل" in found and not any("إسرائيل مؤسسات" in words for words in found)


def test_who_leads_a_side_is_no_further_doer(code):
    (found,) = fillers(code("قتل 5 جنود في اشتباكات بين قوات التحالف التي تقودها السعودية ومسلحين حوثيين قرب ميناء الحديدة."))
    assert "قوات التحالف" in found and not any("السعودية" in words for words in found)


def test_who_serves_in_a_body_is_one_with_it(code):
    (found,) = fillers(code("اغتال مسلحون ملثمون ضابطا رفيعا في الجيش الليبي شرقي سبها."))
    assert found == {"مسلحون ملثمون", "ضابطا رفيعا في الجيش الليبي"}


def test_a_state_told_twice_is_one_doer(code):
    (claim, *_) = code("توصلت أنقرة وموسكو أمس إلى اتفاق هدنة جديد بشأن إدلب بعد مباحثات بين تركيا وروسيا.").claims
    assert [a.text for a in claim.agents] == ["أنقرة", "موسكو"]


def test_equal_tolls_of_two_towns_are_two_events(code):
    """A village that no gazetteer has lies near a known one, and is not the same for that."""
    text = "أدت غارة إسرائيلية على بلدة مرجعيون إلى مقتل خمسة أشخاص.\nوأسفرت غارة إسرائيلية على بلدة الشهابية عن مقتل خمسة أشخاص آخرين."
    assert [c.places[0].text for c in code(text).claims] == ["بلدة مرجعيون", "بلدة الشهابية"]


PARTS = ((0, 2, [], "near Midi"), (2, 4, ["Midi"], "Midi"))  # from, to, what the gazetteer has, where it lies


def test_a_part_of_a_place_and_the_place_are_one():
    s = sentence(word("الأحياء", place_type=None), word("الجنوبية", place_type=None), word("لمدينة", place_type="settlement", prep="ل"), word("ميدي"))
    part, town = (mention(s, i, j, kind="place", typed=None, relative=False, margin=1.0, candidates=c, place=p) for i, j, c, p in PARTS)
    ((whole, role),) = joined._one_place([(part, "to"), (town, "to")])
    assert (whole.i, whole.j, whole.place, role) == (0, 4, "Midi", "to")
    assert len(joined._one_place([(part, "at"), (town, "to")])) == 2


def test_a_place_of_its_own_right_behind_another_stays_one():
    s = sentence(word("منطقة", place_type="area"), word("الجبانة", place_type=None), word("مقر", place_type="site"), word("القيادة"))
    area, seat = (mention(s, i, i + 2, kind="place", typed=None, relative=False, margin=1.0) for i in (0, 2))
    assert joined._one_place([(area, "at"), (seat, "at")]) == [(area, "at"), (seat, "at")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("هاجم مسلحون من عشيرة البو فهد نقطة تفتيش قرب الرمادي.", "مسلحون من عشيرة البو فهد"),
        ("اشتبك أفراد من آل زعيتر مع دورية للجيش في بعلبك.", "أفراد من آل زعيتر"),
        ('هاجم ثلاثة مسلحين من قبيلة "بني ضبيان" حاجزا للجيش في صنعاء.', 'ثلاثة مسلحين من قبيلة "بني ضبيان"'),
    ],
)
def test_a_clans_name_ends_the_phrase_of_its_people(code, text, words):
    assert code(text).claims[0].agents[0].text == words


@pytest.mark.parametrize(
    ("text", "chosen", "told"),
    [
        ("قرب (دير) شمالا", "(دير", "(دير)"),
        ("قرب (5) بيوت", "5) بيوت", "(5) بيوت"),
        ("حي “دير” شمالا", "حي “دير", "حي “دير”"),
        ('تل "دير" شمالا', 'تل "دير', 'تل "دير"'),
        ("قرب (دير) شمالا", "دير", "دير"),
        ('تل "دير الشمالي"', 'تل "دير', 'تل "دير'),
    ],
)
def test_a_bracket_or_quotation_mark_has_its_fellow_where_it_stands_beside_the_words(text, chosen, told):
    start = text.index(chosen)
    a, b = freeze.whole(text, start, start + len(chosen))
    assert text[a:b] == told


def test_words_of_a_role_hold_the_marks_that_belong_to_them(code):
    claim = code('استهدفت القوات الجوية (5) مواقع لتنظيم "ولاية سيناء" قرب العريش.').claims[0]
    assert [t.text for t in claim.targets] == ['(5) مواقع لتنظيم "ولاية سيناء"']


def test_those_behind_a_definite_body_are_others(code):
    (claim,) = code("هاجمت قوات من الشرطة الإسرائيلية مستوطنين قرب الخليل أمس.").claims
    assert [a.text for a in claim.agents] == ["قوات من الشرطة الإسرائيلية"]
    (claim,) = code("هاجمت قوات الرئيس السابق علي عبدالله صالح حاجزا للجيش قرب صنعاء.").claims
    assert [a.text for a in claim.agents] == ["قوات الرئيس السابق علي عبدالله صالح"]


def test_one_march_is_told_once_though_its_marchers_are_read_in_pieces(code):
    (march,) = code("خرج أنصار من الحركة بمسيرة في ساحة الاستقلال بمدينة وهران.").claims
    assert [a.text for a in march.agents] == ["أنصار من الحركة"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("أصيب محمد صادق أحمد (12 عاما) بجروح جراء سقوط قذيفة أطلقها الحوثيون على حي العسكري في تعز.", "محمد صادق أحمد"),
        ("قتل خليل ياسر النمر (30 سنة) أمس في غارة إسرائيلية على بلدة عيترون.", "خليل ياسر النمر"),
    ],
)
def test_how_old_somebody_is_is_nobody_and_a_given_name_is_no_verb(code, text, people):
    (claim,) = code(text).claims
    assert people in [t.text for t in claim.targets] and not any(t.text in ("عاما", "سنة") for t in claim.targets)
