"""Whose an act is: by the adjective of its noun, by who accuses of it, by where a phrase ends. Sentences are our own."""

import pytest


@pytest.mark.parametrize(
    ("text", "type_", "doer"),
    [
        ("يعيش القطاع تحت حصار إسرائيلي منذ أن سيطرت عليه حركة حماس عام 2007.", "siege", "il"),
        ("قتل ثلاثة مزارعين في قصف تركي على قرية بريف عفرين تسيطر عليها قوات سوريا الديمقراطية.", "shelling", "tr"),
        ("أوقعت غارات جوية روسية قتلى في سراقب التي تسيطر عليها هيئة تحرير الشام.", "airstrike", "ru"),
    ],
)
def test_the_nation_of_the_adjective_does_it(code, text, type_, doer):
    told = [c for c in code(text).claims if c.type == type_]
    assert told
    for claim in told:
        assert [a.actor.country.lower() for a in claim.agents if a.actor is not None] == [doer]


def test_who_is_hurt_is_not_who_does_it(code):
    claims = code("أصيب ثلاثة فلسطينيين برصاص القوات الإسرائيلية قرب نابلس.").claims
    assert claims
    assert not any("فلسطينيين" in a.text for c in claims for a in c.agents)


@pytest.mark.parametrize(
    ("text", "type_", "doer"),
    [
        ("اتهم وزير الخارجية التركي مولود جاويش أوغلو فرنسا بدعم المسلحين شمالي سوريا.", "support", "فرنسا"),
        ("طالبت الهند باكستان باعتقال قادة جماعة مسلحة متهمة بهجمات مومباي.", "arrest", "باكستان"),
    ],
)
def test_who_accuses_or_asks_does_not_do_it(code, text, type_, doer):
    assert {a.text for c in code(text).claims if c.type == type_ for a in c.agents} == {doer}


@pytest.mark.parametrize(
    ("text", "speaker", "other"),
    [
        ("انتقد الرئيس الأمريكي دونالد ترامب إيران بسبب دعمها الحوثيين.", "الرئيس الأمريكي دونالد ترامب", "إيران"),
        ("اتهم وزير الخارجية التركي مولود جاويش أوغلو فرنسا بدعم مسلحين.", "وزير الخارجية التركي مولود جاويش أوغلو", "فرنسا"),
        ("حذر الرئيس الروسي أوكرانيا من قصف القرم.", "الرئيس الروسي", "أوكرانيا"),
    ],
)
def test_the_country_behind_an_office_holder_is_another(code, text, speaker, other):
    claims = [c for c in code(text).claims if c.agents]
    assert claims
    assert {a.text for c in claims for a in c.agents} <= {speaker, other}


@pytest.mark.parametrize(
    "text",
    [
        "تمثل استعادة الحديدة ضربة قوية للمتمردين الحوثيين في اليمن.",
        "شكل مقتل القائد ضربة قاسية للتنظيم في العراق.",
        "تلقت الحركة المسلحة ضربة سياسية بعد قرار المحكمة في مالي.",
    ],
)
def test_a_blow_in_words_is_no_strike(code, text):
    assert not [c for c in code(text).claims if c.type in ("airstrike", "shelling", "armed_attack")]


def test_a_strike_is_one_whatever_it_amounts_to(code):
    claims = code("نفذت الطائرات الأمريكية أكبر ضربة جوية على مواقع حركة الشباب في الصومال.").claims
    assert [c.type for c in claims if c.kind == "event"] == ["airstrike"]


def test_the_bomb_that_somebody_sets_off_is_no_act_beside_it(code):
    claims = code("فجر انتحاري سيارة مفخخة قرب حاجز للشرطة في بيشاور فقتل تسعة من الشرطة.").claims
    assert [(c.type, c.deaths.min) for c in claims] == [("suicide_bombing", 9)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قالت مصادر مطلعة في العاصمة صنعاء إن مسلحين خطفوا ثلاثة ضباط أمس.", "مصادر مطلعة"),
        ("بحسب سكان نازحين من حرض، قصفت طائرات التحالف العربي معسكرا قرب ميدي مساء أمس.", "سكان نازحين"),
        ("أفادت الأنباء الواردة من اليمن بأن مسلحين هاجموا مقر الشرطة في زنجبار وقتلوا أربعة جنود.", "الأنباء الواردة من اليمن"),
    ],
)
def test_where_a_speaker_is_does_not_speak(code, text, speaker):
    assert {c.source.text for c in code(text).claims if c.source is not None} == {speaker}


@pytest.mark.parametrize(
    "text",
    [
        "بدأت المحكمة أمس محاكمة 29 متهما في تفجير استهدف مسجدا في مدينة الكويت.",
        "وجهت النيابة العامة الاتهام إلى 29 شخصا في تفجير استهدف مسجدا في مدينة الكويت.",
    ],
)
def test_those_who_are_tried_for_it_are_not_its_dead(code, text):
    (claim,) = [c for c in code(text).claims if c.type == "bombing"]
    assert claim.deaths is None and not any("29" in t.text for t in claim.targets)


def test_who_is_accused_may_be_killed(code):
    (claim,) = code("قتل مسلحون خمسة متهمين بالتجسس قرب غزة أمس.").claims
    assert (claim.type, claim.deaths.min) == ("killing", 5)


def test_strikes_that_are_to_stop_are_not_told_as_fact(code):
    claims = code("قال الجيش السوري إنه سيعلق الضربات الجوية على الغوطة الشرقية اعتبارا من الثلاثاء.").claims
    assert not any(c.type == "airstrike" and c.modality == "asserted" for c in claims)


def test_the_crime_behind_a_name_is_no_part_of_it(code):
    claims = code("أدان وزير الخارجية الشيخ خالد بن راشد الجريمة الإرهابية التي استهدفت جنودا في عسير.").claims
    told = [x.text for c in claims for x in (*c.agents, *c.targets)]
    assert any(x.endswith("راشد") for x in told) and not any("الجريمة" in x and "راشد" in x for x in told)
