"""Whom a bare word for a body calls, and whose a person's name is: each alone. Sentences and persons are our own."""

from __future__ import annotations

from types import SimpleNamespace as Made

import pytest
from support.stages import mention, read, sentence

from marsad.coder import called, persons
from marsad.model import Actor

# -- bare words for bodies -------------------------------------------------------------------------------------------------


def actor(id_, name="اسم", kind="group"):
    return Actor(id_, name, id_, kind, None, None)


@pytest.mark.parametrize(
    ("text", "kind"), [("التنظيم", "تنظيم"), ("تنظيم", None), ("الميليشيات", "مليشيا"), ("المليشيا", "مليشيا"), ("الحركة", "حركه"), ("الكتاب", None)]
)
def test_a_word_with_its_article_is_for_a_kind_of_body(text, kind, lexicon):
    assert called.kind_of(lexicon.words[text]) == kind


def test_some_words_mean_nobody_where_no_body_was_named_by_them():
    assert called.strict("تنظيم") and called.strict("حركه") and not called.strict("مرصد")


def naming(lexicon, *told):
    """What an article has named, by the words of each mention and whom it means."""
    so_far = called.Called(lexicon)
    for words, who in told:
        s = sentence(*words.split())
        so_far.note(mention(s, 0, len(s.tokens), actor=who))
    return so_far


def test_the_body_that_was_told_last_by_the_word(lexicon):
    one, other, person = actor("one"), actor("other"), actor("person", kind="person")
    assert naming(lexicon, ("تنظيم الفجر", one), ("تنظيم الغد", other)).last("تنظيم") is other
    assert naming(lexicon, ("تنظيم الفجر", one), ("حركة الغد", other)).last("تنظيم") is one
    assert naming(lexicon, ("تنظيم الفجر", one), ("زعيم تنظيم الغد", person)).last("تنظيم") is one  # he is none
    assert naming(lexicon, ("تنظيم الفجر", one), ("تنظيم الغد", None)).last("تنظيم") is one  # nobody knows whom
    assert naming(lexicon, ("تنظيم الفجر", one), ("عناصر تنظيم", other)).last("تنظيم") is one  # the last word names nobody
    assert naming(lexicon).last("تنظيم") is None


def test_else_the_last_named_whose_name_has_the_word(lexicon):
    movements = [id_ for id_, first in lexicon.openers.items() if "حركه" in first][:2]
    assert len(movements) == 2
    first, second = map(actor, movements)
    so_far = naming(lexicon, ("الشباب", first), ("الفجر", second), ("الأهالي", actor("none")))
    assert so_far.last("حركه") is second and so_far.last("نقابه") is None
    so_far = naming(lexicon, ("الشباب", first), ("الفجر", second), ("الشباب", first))
    assert so_far.last("حركه") is first  # named again


# -- persons ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_given", "is_kin", "may_be_surname"),
    [
        ("سامي", True, False, True),
        ("السامي", False, False, True),  # with an article nobody's given name
        ("فواز", False, False, True),
        ("شقيق", False, True, True),
        ("نجله", False, True, True),
        ("كتاب", False, False, False),  # a common word
        ("الحمداني", False, False, True),
        ("القاهرة", False, False, False),
        ("مصر", False, False, False),
        ("اللبناني", False, False, False),  # of a country
        ("السورية", False, False, False),
        ("أحمد", True, False, True),  # common, but a name
    ],
)
def test_what_a_word_is_of_a_name(text, is_given, is_kin, may_be_surname, lexicon):
    told = lexicon.words[text]
    found = persons.given(told, lexicon), persons.of_kin(told), persons.surname(Made(w=told, text=text), lexicon)
    assert found == (is_given, is_kin, may_be_surname)


@pytest.mark.parametrize(
    ("text", "at", "anothers"),
    [
        ("قال نوري المالكي أمس", (1, 3), False),  # his whole name
        ("قال المالكي أمس", (1, 2), False),
        ("قال عدنان المالكي أمس", (2, 3), True),  # another given name before it
        ("قال شقيق نوري المالكي أمس", (2, 4), True),
        ("قال شقيق المالكي أمس", (2, 3), True),
        ("قال شقيق، المالكي أمس", (3, 4), False),  # a comma parts them
        ("المالكي قال أمس", (0, 1), False),
        ("قال الوزير المالكي أمس", (2, 3), False),  # a title
        ("قال نزار المالكي أمس", (2, 3), False),  # begins as his own does: a way to spell it
    ],
)
def test_whose_a_surname_is(text, at, anothers, lexicon):
    his = Actor("iq.maliki", "نوري المالكي", "Nouri al-Maliki", "person", "IQ", None)
    assert persons.anothers(read(text, lexicon).s, *at, his, lexicon) is anothers


@pytest.mark.parametrize(
    ("text", "anothers"),
    [
        ("قال صالح المطلك أمس", True),  # another surname behind it
        ("قال صالح سامي أمس", True),
        ("قال صالح أمس", False),
        ("قال صالح", False),
        ("قال صالح، المطلك", False),
        ("قال صالح للمطلك", False),
        ("قال صالح اليمني", False),  # his country
        ("قال صالح الجديد", False),  # a common word
    ],
)
def test_whose_a_name_is_that_is_given_too(text, anothers, lexicon):
    his = Actor("ye.saleh", "علي عبد الله صالح", "Ali Abdullah Saleh", "person", "YE", None)
    s = read(text, lexicon).s
    names = Made(surnames=frozenset(), actors=lexicon.actors, capitals=lexicon.capitals, frequency=lexicon.frequency)
    assert persons.anothers(s, 1, 2, his, names) is anothers
