"""Attacks that are beaten back are the attackers', and who is made to go goes."""

import pytest


def told(doc):
    return [(c.type, [a.text for a in c.agents], [t.text for t in c.targets]) for c in doc.claims if c.kind == "event"]


def test_an_attack_that_is_beaten_back_is_the_attackers(code):
    attack = ("offensive", ["مليشيا الحوثي"], ["قوات الجيش", "المقاومة"])
    assert attack in told(code("كسرت قوات الجيش والمقاومة هجوما لمليشيا الحوثي حاولت خلاله التقدم إلى مواقع الجيش في منطقة مدغل."))


@pytest.mark.parametrize(
    "text",
    [
        "صدت القوات الحكومية هجوما واسعا على مدينة مأرب.",
        "أحبطت القوات الحكومية هجوما واسعا على مدينة مأرب.",
        "تصدت القوات الحكومية لهجوم واسع على مدينة مأرب.",
        "أعلنت القوات الحكومية صدها هجوما واسعا استهدف مدينة مأرب.",
    ],
)
def test_who_beats_an_attack_back_did_not_make_it(code, text):
    for kind, doers, _ in told(code(text)):
        assert kind == "interception" or ("القوات الحكومية" not in doers and kind != "withdrawal")


@pytest.mark.parametrize(
    "text",
    [
        "أجبرت قوات الجيش وقبائل مأرب مليشيات الحوثي على التقهقر من جبهة الكسارة.",
        "أكد المصدر إجبار مليشيات الحوثي على التقهقر تحت نيران الجيش اليمني وقبائل مأرب في جبهة الكسارة.",
    ],
)
def test_who_is_made_to_go_goes(code, text):
    assert [(kind, doers) for kind, doers, _ in told(code(text))] == [("withdrawal", ["مليشيات الحوثي"])]
