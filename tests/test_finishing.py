"""The stages that finish events, each alone, on events made by hand: what `make mutants` turns round must be seen here."""

from __future__ import annotations

import math
from types import SimpleNamespace as Made

import pytest
from support.stages import days, event, mention, sentence, word

from marsad.coder import confidence, harm, repeats
from marsad.coder.scene import Choice

# -- repeats ----------------------------------------------------------------------------------------------------------------

NO_FAMILIES = Made(families=[])


def folded(*events, lexicon=NO_FAMILIES):
    repeats.fold(list(events), None, lexicon)
    return [bool(e.turned_down) for e in events]


def headline():
    return sentence(*"abcd", title=True)


def test_a_later_telling_folds_into_the_fuller_with_its_words_and_what_only_it_has():
    short = event(agents=["army"], targets=["town"], start=3, end=4, when=days(1, 1), deaths=(3, 3), mentions=[(8, 9)], sure=0.7)
    full = event(agents=["army"], targets=["town"], places=[("Binnish", "at")], source="x", injured=(1, 1), mentions=[(5, 6)])
    assert folded(short, full) == [True, False]
    assert short.turned_down == "told more fully elsewhere in the article"
    assert full.mentions == [(5, 6), (3, 4), (8, 9)]
    assert (full.deaths, full.injured, full.when, full.places) == ((3, 3), (1, 1), days(1, 1), [("Binnish", "at")])


@pytest.mark.parametrize(
    ("more", "points"),
    [
        ({"agents": ["a"]}, 1),
        ({"targets": ["a"]}, 1),
        ({"places": [("p", "at")]}, 2),
        ({"when": days(1, 1)}, 1),
        ({"deaths": (1, 1)}, 1),
        ({"injured": (1, 1)}, 1),
        ({"source": "s"}, 1),
        ({}, 0),
    ],
)
def test_what_makes_a_telling_full(more, points):
    assert repeats._fullness(event(**more)) == (True, points + 0.8)
    assert repeats._fullness(event(headline(), **more)) == (False, points + 0.8)


def test_what_the_fuller_has_stays():
    kept = {"agents": ["a"], "targets": ["t"], "places": ["p"], "when": "w", "deaths": (1, 1), "injured": (2, 2)}
    full, empty = event(**kept), event()
    repeats._lend(event(agents=["b"], targets=["u"], places=["q"], when="v", deaths=(3, 3), injured=(4, 4)), full)
    assert {name: getattr(full, name) for name in kept} == kept
    repeats._lend(full, empty)
    assert {name: getattr(empty, name) for name in kept} == kept


def both(a=None, b=None, **shared):
    base = {"agents": ["army"], "targets": ["town"], "sure": 0.7} | shared
    return event(**(base | (a or {}))), event(**(base | (b or {})))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ({}, {}, True),
        ({"modality": "denied"}, {}, False),
        ({"modality": "denied", "s": headline()}, {}, True),
        ({"deaths": (3, 3)}, {"deaths": (4, 4)}, False),
        ({"deaths": (3, 3)}, {"deaths": (3, None)}, True),
        ({"deaths": (3, 3)}, {}, True),
        ({"injured": (3, 3)}, {"injured": (4, 4)}, False),
        ({"when": days(1, 2)}, {"when": days(3, 4)}, False),
        ({"when": days(3, 4)}, {"when": days(1, 2)}, False),
        ({"when": days(1, 2)}, {"when": days(2, 3)}, True),
        ({"when": days(2, 3)}, {"when": days(1, 2)}, True),
        ({"when": days(1, 1)}, {}, True),
        ({"agents": ["army"], "targets": []}, {"agents": ["rebels"], "targets": []}, False),
        ({"targets": [], "places": [("p", "at")]}, {"targets": [], "places": [("q", "at")]}, False),
        ({"targets": [], "places": [("p", "at")]}, {"targets": [], "places": [("p", "at")]}, True),
        ({"targets": [], "places": [("p", "at")]}, {"targets": []}, True),
        ({"targets": []}, {"targets": [], "places": [("p", "at")]}, True),
        ({"targets": ["x"]}, {"targets": ["y"]}, False),
        ({"targets": ["x"], "s": headline()}, {"targets": ["y"]}, True),
        ({"agents": [], "targets": []}, {"agents": [], "targets": []}, False),
    ],
)
def test_two_tellings_of_one_occurrence(a, b, same):
    one, other = both(a, b)
    assert bool(repeats._repeats(one, other, {id(e): e.names() for e in (one, other)})) is same


def test_only_a_headline_may_tell_it_as_another_type_of_its_family():
    family = Made(families=[{"shelling", "killing"}, {"protest"}])
    assert folded(*both({"s": headline()}, {"type": "killing"}), lexicon=family) == [True, False]
    assert folded(*both({}, {"type": "killing"}, sure=0.7), lexicon=family) == [False, False]
    assert folded(*both({"s": headline()}, {"type": "protest"}), lexicon=family) == [False, False]
    assert folded(*both({"s": headline()}, {"s": headline(), "type": "killing"}), lexicon=family) == [False, False]


def test_what_the_reader_is_sure_of_folds_into_a_headline_or_its_own_sentence_alone():
    assert folded(*both(sure=0.9)) == [False, False]
    assert folded(*both({"sure": 0.79}, {"sure": 0.9})) == [True, False]
    assert folded(*both({"s": headline()}, sure=0.9)) == [True, False]
    one, other = both(sure=0.9)
    other.scene = one.scene
    assert folded(one, other).count(True) == 1


def test_what_was_turned_down_takes_no_part():
    gone, one, other = event(agents=["army"], targets=["town"], turned_down="why"), *both(sure=0.7)
    folded(gone, one, other)
    assert gone.turned_down == "why" and [bool(one.turned_down), bool(other.turned_down)].count(True) == 1


def test_a_word_that_surely_tells_an_event_of_its_own_is_no_later_telling():
    assert folded(*both({"sure": 0.9}, {"sure": 0.79})).count(True) == 1 and folded(*both({"sure": 0.9}, {"sure": 0.8})) == [False, False]
    assert folded(*both({"sure": 0.9, "s": headline()}, {"sure": 0.8})) == [True, False]
    one, other = both({"sure": 0.9}, {"sure": 0.8})
    other.scene = one.scene
    assert folded(one, other) == [False, True]


def test_a_chain_of_tellings_leaves_one():
    tellings = [event(agents=["army"], targets=["town"], sure=0.1 * n) for n in (1, 2, 3)]
    assert folded(*tellings) == [True, True, False]
    assert len(tellings[2].mentions) == 2
    tellings = [event(agents=["army"], targets=["town"], sure=0.1 * n) for n in (3, 2, 1)]
    assert folded(*tellings) == [False, True, True]


def test_far_tellings_are_not_held_against_each_other():
    between = [event(agents=[f"a{n}"], targets=[f"t{n}"]) for n in range(repeats._WINDOW)]
    one, other = both(sure=0.7)
    assert not any(folded(one, *between, other))
    assert sum(folded(one, *between[1:], other)) == 1


def test_two_words_of_one_toll_are_one_whatever_else_they_tell():
    m, other = mention(headline(), 0), mention(headline(), 1)

    def pair(theirs=m, deaths=(9, 9)):
        a = event(deaths=(9, 9), choices={"deaths": Choice([(m, 1.0)], None)}, agents=["x"], when=days(1, 1))
        b = event(deaths=deaths, choices={"deaths": Choice([(theirs, 1.0)], None)}, agents=["y"], when=days(9, 9), scene=a.scene)
        return folded(a, b)

    assert sorted(pair()) == [False, True]
    assert pair(theirs=other) == [False, False] == pair(deaths=None)


def test_two_shared_names_are_enough_though_each_has_another():
    a = event(agents=["x", "z"], places=[("Binnish", "at")])
    b = event(agents=["x", "y"], places=[("Binnish", "at")], scene=a.scene)
    assert sorted(folded(a, b)) == [False, True]
    b = event(agents=["x", "y"], scene=a.scene)
    assert folded(event(agents=["x", "z"], scene=a.scene), b) == [False, False]


# -- harm -------------------------------------------------------------------------------------------------------------------

HARM = Made(harmed={"طفل": "children", "نساء": "women", "جندي": "soldiers"}, duals={"طفلان"}, single={"طفل"}, sure_duals=(), titles={"المقدم"})


def size(*words, at=0, **more):
    s = sentence(*words)
    return harm.size_of(mention(s, at, **({"kind": "group"} | more)), HARM)


def test_how_many_people_a_mention_tells():
    assert size("x", count=Made(min=3, max=None)) == (3, None)
    assert size("طفل") == (1, 1) and size("طفلا") == (1, 1) and size("طفلان") == (2, 2) and size("أطفال") is None
    assert size(word("الطفل", det=True, number=False)) == (1, 1) and size(word("الأطفال", det=True, number=False)) is None
    assert size("شخصَين") == (2, 2)


def test_a_titled_person_is_one_unless_joined_or_plural():
    def title(text="القائد"):
        return word(text, title=True, det=True)

    assert size(title(), kind="person") == (1, 1)
    assert size(title(), kind="group") is None
    assert size(word("القائد", det=True), kind="person") is None
    assert size(title("القادة"), kind="person") == (1, 1) and size(title("المقدمون"), kind="person") is None
    assert size(title(), word("b", conj="و"), kind="person") is None
    assert size(title(), word("b", conj="و", verbs=(1,)), kind="person") == (1, 1)
    assert size(title(), word("b", conj="ف"), kind="person") == (1, 1)


def test_whose_harm_it_is_by_its_words():
    def group(*words):
        return harm.group_of(mention(sentence(*words), 0, len(words)), HARM)

    assert group("خمسة", "طفل") == "children" and group("طفلا") == "children" and group("نساء") == "women"
    assert group("جنديان") == "soldiers" and group("جنديين") == "soldiers" and group("x") == "people"
    assert group(word("z", stem="نساء")) == "women" and group("نساء", "طفل") == "women"
    assert harm.group_of(mention(sentence("طفل", "x"), 1), HARM) == "people"
    assert harm.group_of(mention(sentence("x", "طفل"), 0), HARM) == "people"
    short = Made(harmed={"طف": "children", "طفل": "children"})
    assert [harm.group_of(mention(sentence(w), 0), short) for w in ("طفان", "طفلان")] == ["people", "children"]


def test_which_numbers_are_one_more_of_the_same_harm():
    def adds(*between, behind=(), others=(), conj="و"):
        s = sentence(word(harm="deaths"), "x", *between, word("x", conj=conj), *behind)
        a, b = mention(s, 1, kind="group"), mention(s, len(between) + 2, kind="group")
        return harm._adds_up(a, b, [a, b, *(mention(s, i, kind=kind) for i, kind in others)], "deaths", HARM)

    assert adds() and not adds(conj="") and adds(*["x"] * 5) and not adds(*["x"] * 6)
    assert not adds("x", others=[(2, "place")]) and not adds("x", others=[(2, "time")]) and adds("x", others=[(2, "actor")])
    assert adds("x", behind=["x"], others=[(4, "place")])  # behind both
    assert [adds(word(**{kind: (1,)})) for kind in ("verbs", "nouns")] == [False, False]
    verb = {"verbs": (1,), "harm": "injured"}
    assert not adds(behind=[word(**verb)]) and adds(behind=[word(conj="و", **verb)]) and adds(behind=[word(mark=True, **verb)])
    assert adds(behind=[word(verbs=(1,), harm="deaths")]) and adds(behind=[word(verbs=(1,))])


def count(e, *scenes):
    """Count the harm of an event; `scenes` are further sentences of its article."""
    harm.count([e], Made(page=Made(scenes=[e.scene, *scenes])), HARM)


def counted(type_="shelling", deaths=(), injured=(), **more):
    e = event(type=type_, choices={"deaths": Choice([(m, 1.0) for m in deaths], None), "injured": Choice([(m, 1.0) for m in injured], None)}, **more)
    count(e)
    return e


def test_the_dead_and_the_injured_are_counted_with_those_among_them():
    s = sentence(*["x"] * 30)

    def of(i, n, **more):
        return mention(s, i, kind="group", count=Made(min=n, max=n), **more)

    dead, part, far, behind = of(2, 20), of(11, 5, prep="بينهم"), of(12, 4, prep="بينهم"), of(1, 2, prep="بينهم")
    near, other = of(3, 1, prep="بينهم"), of(5, 7)
    e = event(s, choices={"deaths": Choice([(dead, 1.0)], None), "injured": Choice([(of(20, 9), 1.0)], None)})
    e.scene.mentions = [dead, part, far, behind, near, other]
    count(e)
    assert (e.deaths, e.injured) == ((20, 20), (9, 9))
    assert [(h.what, h.size[0], h.among) for h in e.harms] == [("killed", 20, False), ("injured", 9, False), ("killed", 5, True), ("killed", 1, True)]


def test_parts_stand_in_the_event_s_own_sentence():
    elsewhere = sentence(*["x"] * 9)
    dead = mention(elsewhere, 1, kind="group", count=Made(min=20, max=20))
    e = event(sentence(*["x"] * 9), choices={"deaths": Choice([(dead, 1.0)], None), "injured": Choice([], None)})
    e.scene.mentions = [mention(elsewhere, 3, kind="group", prep="بينهم", count=Made(min=2, max=2))]
    count(e, Made(s=elsewhere, mentions=[dead]))
    assert e.deaths == (20, 20) and len(e.harms) == 1
    own = mention(e.scene.s, 1, kind="group", count=Made(min=20, max=20))
    e.choices["injured"] = Choice([(own, 1.0)], None)
    e.harms, e.scene.mentions = [], [own, mention(e.scene.s, 3, kind="group", prep="بينهم", count=Made(min=2, max=2))]
    count(e, Made(s=elsewhere, mentions=[dead]))
    assert [(h.what, h.among) for h in e.harms] == [("killed", False), ("injured", False), ("injured", True)]


def test_a_toll_that_another_sentence_tells_is_added_up_there():
    elsewhere = sentence("x", "x", word("x", conj="و"), "x")
    dead, more = (mention(elsewhere, i, kind="group", count=Made(min=n, max=n)) for i, n in ((1, 20), (2, 3)))
    e = event(choices={"deaths": Choice([(dead, 1.0)], None), "injured": Choice([], None)})
    e.scene.mentions = [mention(e.scene.s, 1, kind="group", count=Made(min=7, max=7))]
    count(e, Made(s=elsewhere, mentions=[dead, more]))
    assert e.deaths == (23, 23) and [h.mention for h in e.harms] == [dead, more]


def test_what_has_no_number_or_was_turned_down_is_not_counted():
    s = sentence("الناس")
    assert counted(s=s, deaths=[mention(s, 0, kind="group")]).deaths is None
    assert counted(s=s, deaths=[mention(s, 0, count=Made(min=3, max=3))], turned_down="why").deaths is None


@pytest.mark.parametrize(("type_", "what"), [("arrest", "captured"), ("abduction", "abducted"), ("release", "freed"), ("displacement", "displaced")])
def test_those_who_are_taken_or_moved(type_, what):
    s = sentence("x", "y")
    people = mention(s, 0, kind="group", count=Made(min=4, max=4))
    assert [(h.what, h.size, h.among) for h in counted(type_, targets=[people]).harms] == [(what, (4, 4), False)]
    assert counted("shelling", targets=[people]).harms == []
    place_ = mention(s, 1, kind="place", count=Made(min=4, max=4))
    assert counted(type_, targets=[place_, mention(s, 1, kind="group")]).harms == []
    assert counted(type_, agents=[people]).harms == ([harm.Harmed(what, people, (4, 4), False)] if what == "displaced" else [])
    assert [h.mention for h in counted(type_, agents=[mention(s, 1, count=Made(min=1, max=1))], targets=[people]).harms] == [people]


def test_a_mention_says_by_its_words_or_the_one_behind_that_it_is_of_dead_or_injured():
    def says(*words, behind=()):
        return harm._says(mention(sentence(*words, *behind), 0, len(words)))

    assert says("12", "جريحا") == says("12", "اصابه") == "injured" and says("12", "قتيلا") == says(word(harm="deaths")) == "deaths"
    assert (
        says("جنود", behind=["جرحي"]) == "injured" and says("جنود", behind=["قتلي"]) == "deaths" and says("جنود") == says("جنود", behind=["x"]) == ""
    )
    for more in ({"mark": True}, {"conj": "و"}, {"verbs": (1,)}):
        assert says("جنود", behind=[word("قتلي", **more)]) == ""


def test_a_vague_number_is_of_both_where_dead_and_injured_are_joined():
    def behind(first, second, **more):
        return harm._of_both(mention(sentence("عشرات", first, word(second, **more)), 0, 2))

    assert behind("قتلي", "جرحي", conj="و") and behind("جرحي", "قتلي", conj="و")
    assert not behind("قتلي", "جرحي") and not behind("قتلي", "شهداء", conj="و") and not behind("قتلي", "x", conj="و")
    assert not behind("x", "جرحي", conj="و") and not behind("قتلي", "جرحي", conj="و", mark=True)

    def before(first, second, conj="و", at=2):
        return harm._of_both(mention(sentence(word(harm=first), word(harm=second, conj=conj), "x", "x"), at))

    assert before("deaths", "injured") and before("injured", "deaths")
    assert not before("deaths", "deaths") and not before("deaths", "injured", conj="") and not before("deaths", "injured", at=1)
    assert not before("deaths", "injured", at=3)


def test_a_vague_number_of_both_is_the_other_s_where_it_has_none():
    s = sentence("عشرات", "قتلي", word("جرحي", conj="و"))

    def vague(most=None, **more):
        m = mention(s, 0, 2, kind="group", count=Made(min=20, max=most))
        e = counted(s=s, deaths=[m], **more)
        return e.deaths, e.injured, [(h.what, h.size, h.among) for h in e.harms]

    assert vague() == ((20, None), (20, None), [("killed", (20, None), False), ("injured", (20, None), False)])
    assert vague(most=20)[1] is None and vague(injured=[mention(s, 2, kind="group", count=Made(min=3, max=3))])[1] == (3, 3)


def test_two_nouns_of_one_number_are_counted_once():
    def one(first, second, least=11, own=None):
        s = sentence("11", first, second)
        return harm._of_one_number(mention(s, 0, 2, count=Made(min=least, max=least)), mention(s, 2, count=own))

    assert one("ضابطا", "جنديا") and one("ضباط", "جنود")
    assert not one("ضابطا", "جنديا", least=10) and not one("ضابطا", "جنديا", own=Made(min=1, max=1))
    assert not one("ضابطا", "جنود") and not one("x", "جنديان") and not one("x", "جنديين")


def test_the_verb_behind_people_tells_what_befell_them():
    def tells(*more, first=None):
        s = sentence(first or "x", "x", *(word(pron_verb=False, **m) for m in more))
        return harm._before_harm(mention(s, 1))

    assert tells({"verbs": (1,), "harm": "injured"}) == "injured" and tells({"verbs": (1,), "harm": "injured", "conj": "و"}) == ""
    assert tells({}, {"verbs": (1,), "harm": "deaths"}) == "deaths" and tells({}, {"verbs": (1,), "harm": "deaths", "conj": "و"}) == ""
    assert tells({}, {"verbs": (1,), "harm": "deaths"}, first=word(harm="injured")) == ""
    assert tells({"verbs": (1,), "harm": "deaths"}, first=word(harm="injured")) == "deaths"
    assert tells({}, {"verbs": (1,), "nouns": (1,), "harm": "deaths"}) == "" == tells({"mark": True, "verbs": (1,), "harm": "deaths"})
    assert tells(*[{}] * 11, {"verbs": (1,), "harm": "deaths"}) == "deaths" and tells(*[{}] * 12, {"verbs": (1,), "harm": "deaths"}) == ""


# -- confidence -------------------------------------------------------------------------------------------------------------


def test_the_features_of_a_row():
    s = sentence(*["x"] * 30)
    bare = confidence.features(event(s))
    assert bare["event sure"] == 0.8 and bare["type sure"] == pytest.approx(0.75) and bare["event and type sure"] == pytest.approx(0.6)
    zeros = (
        "agent",
        "place",
        "source",
        "several agents",
        "several places",
        "not asserted",
        "in the headline",
        "known word",
        "known for this type",
        "counted",
        "told again",
        "agent in doubt",
        "place in doubt",
        "source in doubt",
    )
    assert {bare[name] for name in zeros} == {0.0} and bare["long sentence"] == 0.5
    assert {bare[name] for name in ("agent sure", "place sure", "target sure", "source sure")} == {1.0}

    def choice(p):
        return Choice([("m", p), ("n", p + 0.1)], ("o", p / 2))

    full = confidence.features(
        event(
            sentence(*["x"] * 120, title=True),
            agents=[1, 2],
            places=[1, 2, 3],
            source=1,
            modality="denied",
            frame=Made(type="shelling"),
            deaths=(1, 1),
            mentions=[1],
            choices={"agent": choice(0.5), "place": choice(0.6), "target": choice(0.7), "source": choice(0.8)},
        )
    )
    assert {full[name] for name in zeros[:3] + zeros[5:11] + ("several agents", "long sentence")} == {1.0}
    assert full["several places"] == 0.5
    assert [full[f"{name} sure"] for name in ("agent", "place", "target", "source")] == [0.5, 0.6, 0.7, 0.8]
    assert [full[f"{name} in doubt"] for name in ("agent", "place", "source")] == [0.25, 0.3, 0.4]


def test_features_at_their_edges():
    assert confidence.features(event(places=[1]))["several places"] == 0.0 and confidence.features(event(places=[1, 2]))["several places"] == 0.25
    assert confidence.features(event(places=[1] * 9))["several places"] == 1.0
    assert confidence.features(event(agents=[1]))["several agents"] == 0.0
    assert confidence.features(event(frame=Made(type="killing")))["known for this type"] == 0.0
    assert confidence.features(event(injured=(1, 1)))["counted"] == 1.0
    assert confidence.features(event(sure=0.0, kind=0.0))["type sure"] == 0.0
    assert confidence.features(event(choices={"agent": Choice([], None)}))["agent sure"] == 1.0


def test_the_probability_is_logistic():
    weights = {"base": -1.0, "type shelling": 0.5, "agent": 2.0}
    assert confidence.probability({"agent": 0.5, "other": 9.0}, weights, "shelling") == round(1 / (1 + math.exp(-0.5)), 2)
    assert confidence.probability({"agent": 0.0}, weights, "killing") == round(1 / (1 + math.exp(1)), 2)


def judged(scenes, bar, **more):
    e = event(**more)
    confidence.judge([e], Made(least=bar, row_weights={"base": 0.0}, page=Made(scenes=[None] * scenes)), None)
    return e


def test_a_row_under_the_bar_is_turned_down_in_an_article_alone():
    assert judged(3, 0.51).turned_down == "hardly ever right as a whole (0.50 of 0.51)"
    assert judged(3, 0.5).turned_down == "" and judged(3, 0.5).confidence == 0.5
    assert judged(2, 0.51).turned_down == ""
    assert judged(3, 0.51, turned_down="why").turned_down == "why" and judged(3, 0.4, turned_down="why").confidence == 0.0
