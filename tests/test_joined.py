"""One side or thing that was read in two pieces is one mention."""

import pytest


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


def test_a_subject_and_its_object_side_by_side_stay_two(code):
    (found,) = fillers(code("قصفت إسرائيل مؤسسات مدنية في بيروت."))
    assert "إسرائيل" in found and not any("إسرائيل مؤسسات" in words for words in found)


def test_who_leads_a_side_is_no_further_doer(code):
    (found,) = fillers(code("قتل 5 جنود في اشتباكات بين قوات التحالف التي تقودها السعودية ومسلحين حوثيين قرب ميناء الحديدة."))
    assert "قوات التحالف" in found and not any("السعودية" in words for words in found)
