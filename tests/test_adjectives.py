"""Whose an act is by the adjective of its noun. Sentences are our own."""

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
