"""The stages that decide, each alone, on readings and claims made by hand: what `make mutants` turns round must be seen here."""

from __future__ import annotations

import math
from types import SimpleNamespace as Made

import numpy as np
import pytest

from marsad.arabic.calendar import When
from marsad.arabic.normalise import fold
from marsad.coder import confidence, decide, harm, holding, repeats
from marsad.coder.reader import MODALITIES, RELATIONS
from marsad.coder.scene import Choice
from marsad.lexicon.grammar import WORDS
from marsad.model import EVENT_TYPES

# -- words, mentions and events as the coder's stages see them ------------------------------------------------------------


def word(text="x", **more):
    told = {"word": text, "stem": text, "conj": "", "verbs": (), "nouns": (), "det": False, "title": False, "prep": ""}
    told |= {"names": (), "demonym": None, "victim": None} | more
    return Made(text=text, mark=more.get("mark", False), w=Made(**told))


def sentence(*tokens, title=False):
    made = [t if not isinstance(t, str) else word(t) for t in tokens]
    for n, t in enumerate(made):
        t.i = n
    return Made(tokens=made, norms=[t.text for t in made], title=title, mentions=[])


def mention(s, i, j=None, kind="actor", **more):
    told = {
        "cls": "",
        "actor": None,
        "count": None,
        "prep": "",
        "place": None,
        "when": None,
        "candidates": [],
        "core": (i, j or i + 1),
        "armed": False,
    } | more
    return Made(s=s, i=i, j=j or i + 1, kind=kind, start=i, end=j or i + 1, **told)


def place(lat=35.0, lon=36.0, precision="settlement", name="بنش"):
    return Made(lat=lat, lon=lon, precision=precision, name_ar=name, name_en=name, country="SY")


class Event(Made):
    """An event whose words are those of its agents and places."""

    def names(self):
        return {("who", m) for m in (*self.agents, *self.targets)} | {("where", m) for m, _ in self.places}

    def interval(self):
        return self.when

    @property
    def token(self):
        return self.scene.s.tokens[self.i]


def event(s=None, **more):
    s = s or sentence(*"abcd")
    told = {
        "scene": Made(s=s, mentions=[], clauses=Made(of=[0] * len(s.tokens))),
        "i": 0,
        "k": 0,
        "type": "shelling",
        "sure": 0.8,
        "kind": 0.6,
        "modality": "asserted",
        "choices": {},
        "agents": [],
        "targets": [],
        "places": [],
        "source": None,
        "when": None,
        "deaths": None,
        "injured": None,
        "harms": [],
        "mentions": [],
        "turned_down": "",
        "frame": None,
        "confidence": 0.0,
        "start": 1,
        "end": 2,
    } | more
    return Event(**told)


def days(first, last, month=6):
    import datetime as dt

    return When(0, 1, dt.date(2024, month, first), dt.date(2024, month, last), "day")


# -- repeats ----------------------------------------------------------------------------------------------------------------

NO_FAMILIES = Made(families=[])


def folded(*events, lexicon=NO_FAMILIES):
    repeats.fold(list(events), None, lexicon)
    return [bool(e.turned_down) for e in events]


def headline():
    return sentence(*"abcd", title=True)


def test_a_later_telling_folds_into_the_fuller_with_its_words_and_what_only_it_has():
    short = event(agents=["army"], targets=["town"], start=3, end=4, when=days(1, 1), deaths=(3, 3), mentions=[(8, 9)])
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
    base = {"agents": ["army"], "targets": ["town"]} | shared
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
    assert folded(*both({}, {"type": "killing"}), lexicon=family) == [False, False]
    assert folded(*both({"s": headline()}, {"type": "protest"}), lexicon=family) == [False, False]
    assert folded(*both({"s": headline()}, {"s": headline(), "type": "killing"}), lexicon=family) == [False, False]


def test_what_was_turned_down_takes_no_part():
    gone, one, other = event(agents=["army"], targets=["town"], turned_down="why"), *both()
    folded(gone, one, other)
    assert gone.turned_down == "why" and [bool(one.turned_down), bool(other.turned_down)].count(True) == 1


def test_a_chain_of_tellings_leaves_one():
    tellings = [event(agents=["army"], targets=["town"], sure=0.1 * n) for n in (1, 2, 3)]
    assert folded(*tellings) == [True, True, False]
    assert len(tellings[2].mentions) == 2
    tellings = [event(agents=["army"], targets=["town"], sure=0.1 * n) for n in (3, 2, 1)]
    assert folded(*tellings) == [False, True, True]


def test_far_tellings_are_not_held_against_each_other():
    between = [event(agents=[f"a{n}"], targets=[f"t{n}"]) for n in range(repeats._WINDOW)]
    one, other = both()
    assert not any(folded(one, *between, other))
    assert sum(folded(one, *between[1:], other)) == 1


# -- what only seems to happen ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("أجرت القوات البحرية العمانية تمرينا يحاكي هجوما على ميناء صلالة.", {"armed_attack", "offensive"}),
        ("تدرب الجنود العراقيون على اقتحام مبنى في مدينة الكوت.", {"armed_attack"}),
        ("عرض المهرجان في مدينة سوسة فيلما عن معركة بنزرت.", {"clash", "offensive"}),
        ("شن النائب هجوما حادا على رئيس الوزراء في بيروت.", {"armed_attack", "offensive"}),
        ("أدانت محكمة في مدينة ليون متهما بالضلوع في تفجير وقع عام 2016.", {"condemnation", "accusation"}),
    ],
)
def test_what_is_rehearsed_shown_or_said_does_not_happen(code, text, types):
    assert types.isdisjoint(claim.type for claim in code(text).claims)


def test_what_happens_though_a_drill_is_told_before_it(code):
    text = "كانت القوات قد أجرت مناورات في الصحراء قبل شهر. وقصفت المدفعية أمس بلدة بنش فقتل أربعة مدنيين."
    assert "shelling" in {claim.type for claim in code(text).claims}


# -- harm -------------------------------------------------------------------------------------------------------------------

HARM = Made(harmed={"طفل": "children", "نساء": "women", "جندي": "soldiers"}, duals={"طفلان"}, single={"طفل"})


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


def counted(type_="shelling", deaths=(), injured=(), **more):
    e = event(type=type_, choices={"deaths": Choice([(m, 1.0) for m in deaths], None), "injured": Choice([(m, 1.0) for m in injured], None)}, **more)
    harm.count([e], None, HARM)
    return e


def test_the_dead_and_the_injured_are_counted_with_those_among_them():
    s = sentence(*["x"] * 30)

    def of(i, n, **more):
        return mention(s, i, kind="group", count=Made(min=n, max=n), **more)

    dead, part, far, behind = of(2, 20), of(11, 5, prep="بينهم"), of(12, 4, prep="بينهم"), of(1, 2, prep="بينهم")
    near, other = of(3, 1, prep="بينهم"), of(5, 7)
    e = event(s, choices={"deaths": Choice([(dead, 1.0)], None), "injured": Choice([(of(20, 9), 1.0)], None)})
    e.scene.mentions = [dead, part, far, behind, near, other]
    harm.count([e], None, HARM)
    assert (e.deaths, e.injured) == ((20, 20), (9, 9))
    assert [(h.what, h.size[0], h.among) for h in e.harms] == [("killed", 20, False), ("injured", 9, False), ("killed", 5, True), ("killed", 1, True)]


def test_parts_stand_in_the_event_s_own_sentence():
    elsewhere = sentence(*["x"] * 9)
    dead = mention(elsewhere, 1, kind="group", count=Made(min=20, max=20))
    e = event(sentence(*["x"] * 9), choices={"deaths": Choice([(dead, 1.0)], None), "injured": Choice([], None)})
    e.scene.mentions = [mention(elsewhere, 3, kind="group", prep="بينهم", count=Made(min=2, max=2))]
    harm.count([e], None, HARM)
    assert e.deaths == (20, 20) and len(e.harms) == 1
    own = mention(e.scene.s, 1, kind="group", count=Made(min=20, max=20))
    e.choices["injured"] = Choice([(own, 1.0)], None)
    e.harms, e.scene.mentions = [], [mention(e.scene.s, 3, kind="group", prep="بينهم", count=Made(min=2, max=2))]
    harm.count([e], None, HARM)
    assert [(h.what, h.among) for h in e.harms] == [("killed", False), ("injured", False), ("injured", True)]


def test_what_has_no_number_or_was_turned_down_is_not_counted():
    s = sentence("الناس")
    assert counted(deaths=[mention(s, 0, kind="group")]).deaths is None
    assert counted(deaths=[mention(s, 0, count=Made(min=3, max=3))], turned_down="why").deaths is None


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


# -- decide -----------------------------------------------------------------------------------------------------------------

BAR = {"event": 0.5, "modality": 0.6, "another agent": 0.9, "another place": 0.9} | dict.fromkeys(RELATIONS, 0.4)


def spot(n, s, i, j=None, name="", scene=0, **more):
    m = mention(s, i, j, **more)
    return Made(n=n, m=m, i=m.i, j=m.j, scene=scene, name=name or f"name {n}")


def filler(spot_, **scores):
    return spot_, np.array([scores.get(r, 0.0) for r in RELATIONS])


def filled(fillers, mutual=False, frame=None):
    e = event(frame=frame)
    decide.fill(e, fillers, BAR, mutual)
    return e


LINE = sentence("قصف", "الجيش", "x", "بنش", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x")


def test_every_relation_takes_what_is_over_its_threshold():
    a, t, p, s, d, dead, hurt = (spot(n, LINE, i) for n, i in enumerate((1, 3, 5, 7, 9, 11, 13)))
    d.m.when = days(1, 1)
    found = filled(
        [
            filler(a, agent=0.7),
            filler(t, target=0.4),
            filler(p, at=0.5),
            filler(s, source=0.6),
            filler(d, date=0.8),
            filler(dead, deaths=0.9),
            filler(hurt, injured=0.41),
        ]
    )
    assert (found.agents, found.targets, found.places, found.source, found.when) == ([a.m], [t.m], [(p.m, "at")], s.m, d.m)
    assert [found.choices[r].taken for r in ("deaths", "injured")] == [[(dead.m, 0.9)], [(hurt.m, 0.41)]]
    assert [found.choices[r].taken[0] for r in ("agent", "target", "place", "source", "date")] == [
        (a.m, 0.7),
        (t.m, 0.4),
        (p.m, 0.5),
        (s.m, 0.6),
        (d.m, 0.8),
    ]
    nothing = filled([filler(a, agent=0.39, target=0.39, at=0.39, source=0.39, date=0.9, deaths=0.39)])
    assert (nothing.agents, nothing.targets, nothing.places, nothing.source, nothing.when, nothing.choices["deaths"].taken) == (
        [],
        [],
        [],
        None,
        None,
        [],
    )
    assert nothing.choices["agent"].runner_up == (a.m, 0.39)


def test_of_two_sources_and_dates_the_likeliest():
    one, other = spot(0, LINE, 1), spot(1, LINE, 3)
    one.m.when = other.m.when = days(1, 1)
    found = filled([filler(one, source=0.6, date=0.9), filler(other, source=0.7, date=0.5)])
    assert (found.source, found.when) == (other.m, one.m)
    assert found.choices["source"].taken == [(other.m, 0.7)] and found.choices["source"].runner_up == (one.m, 0.6)


def test_one_mention_a_name_and_none_both_agent_and_target():
    one, again = spot(0, LINE, 1, name="الجيش"), spot(1, LINE, 7, name="الجيش")
    assert filled([filler(one, agent=0.6), filler(again, agent=0.8)]).agents == [again.m]
    assert filled([filler(one, agent=0.8), filler(again, agent=0.6)]).agents == [one.m]
    found = filled([filler(one, agent=0.6, target=0.7)])
    assert (found.agents, found.targets) == ([], [one.m])
    found = filled([filler(one, agent=0.7, target=0.7)])
    assert (found.agents, found.targets) == ([one.m], [])


def test_a_runner_up_must_be_worth_showing():
    one, other = spot(0, LINE, 1), spot(1, LINE, 7)
    assert filled([filler(one, agent=0.8), filler(other, agent=0.03)]).choices["agent"].runner_up == (other.m, 0.03)
    assert filled([filler(one, agent=0.8), filler(other, agent=0.02)]).choices["agent"].runner_up is None
    assert filled([filler(one, agent=0.8)]).choices["agent"].runner_up is None


def test_the_roles_of_a_place_are_added_up_and_the_preposition_tells_which():
    p = spot(0, LINE, 3, prep="من")
    assert filled([filler(p, at=0.2, **{"from": 0.25})]).places == [(p.m, "from")]
    assert filled([filler(p, at=0.2, **{"from": 0.1})]).places == []
    assert filled([filler(p, at=0.3, to=0.2)], frame=Made(prep={"من": "from"})).places == [(p.m, "from")]
    assert filled([filler(p, at=0.3, to=0.2)], frame=Made(prep={"من": "target"})).places == [(p.m, "at")]
    assert filled([filler(p, at=0.8, to=0.7)]).choices["place"].taken == [(p.m, 1.0)]


def test_another_agent_or_place_must_be_joined_or_very_likely():
    s = sentence("قصف", "a", "x", word("b", conj="و"), "x", "c", "،", "d", "x", "x", "x", "x", "x", "x", "x", "e")
    s.tokens[6].mark = True
    a, b, c, d, e = (spot(n, s, i) for n, i in enumerate((1, 3, 5, 7, 15)))
    assert filled([filler(a, agent=0.8), filler(b, agent=0.5)]).agents == [a.m, b.m]
    assert filled([filler(a, agent=0.8), filler(c, agent=0.5)]).agents == [a.m]
    assert filled([filler(a, agent=0.8), filler(c, agent=0.5)], mutual=True).agents == [a.m, c.m]
    assert filled([filler(a, agent=0.95), filler(c, agent=0.9)]).agents == [a.m, c.m]
    assert filled([filler(c, agent=0.5), filler(d, agent=0.8)]).agents == [d.m]  # a name and an office, for all that tells
    assert filled([filler(c, at=0.5), filler(d, at=0.8)]).places == [(c.m, "at"), (d.m, "at")]
    assert filled([filler(a, agent=0.8), filler(e, agent=0.5)]).agents == [a.m]
    assert filled([filler(a, at=0.8), filler(c, at=0.5)]).places == [(a.m, "at")]
    assert filled([filler(b, at=0.5), filler(a, at=0.8)]).places == [(a.m, "at"), (b.m, "at")]


def test_a_list_of_doers_ends_with_an_and():
    s = sentence("قصف", "a", "،", "b", word("c", conj="و"), "x", "،", "d", *["x"] * 30, word("e", conj="و"))
    for t in (s.tokens[2], s.tokens[6]):
        t.mark = True
    a, b, c, d, e = (spot(n, s, i) for n, i in enumerate((1, 3, 4, 7, 38)))
    assert filled([filler(x, agent=0.6) for x in (a, b, c)]).agents == [a.m, b.m, c.m]
    assert filled([filler(a, agent=0.6), filler(b, agent=0.5)]).agents == [a.m]
    assert filled([filler(c, agent=0.6), filler(d, agent=0.5)]).agents == [c.m]
    assert filled([filler(c, agent=0.6), filler(d, agent=0.5), filler(e, agent=0.41)]).agents == [c.m]


def test_the_counterpart_of_what_two_do_together_does_it_too():
    doer, side, armed, dead, people = (spot(n, LINE, i) for n, i in enumerate((1, 3, 5, 7, 9)))
    armed.m.kind, armed.m.armed, dead.m.count, people.m.kind = "group", True, 25, "group"
    met = [filler(doer, agent=0.7), *(filler(x, target=0.6) for x in (side, armed, dead, people))]
    found = filled(met, mutual=True)
    assert (found.agents, found.targets) == ([doer.m, side.m, armed.m], [dead.m, people.m])
    assert filled(met).targets == [side.m, armed.m, dead.m, people.m]
    two = filled([filler(doer, agent=0.7), filler(side, agent=0.6), filler(armed, target=0.6)], mutual=True)
    assert (two.agents, two.targets) == ([doer.m, side.m], [armed.m])
    assert filled([filler(side, target=0.6)], mutual=True).targets == [side.m]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("سيطرت القوات التركية على نحو 60 في المئة من مدينة عفرين.", {"مدينة عفرين"}),
        ("اندلعت احتجاجات في عموم مدن العراق بعد فوز رئيس الوزراء بولاية ثانية.", set()),
    ],
)
def test_a_share_or_a_term_of_office_is_no_place(code, text, where):
    doc = code(text)
    told = {doc.text[p.start : p.end] for c in doc.claims for p in c.places}
    assert where <= told and not any(w in said for said in told for w in ("المئة", "ولاية"))


def test_what_joins_two_mentions():
    far = sentence("a", *["x"] * 8, word("b", conj="و"), word("c", conj="و"))
    first = spot(0, far, 0)
    assert decide._joined(first, spot(1, far, 9)) and decide._joined(spot(1, far, 9), first)
    assert not decide._joined(first, spot(1, far, 10))
    assert not decide._joined(first, spot(1, far, 9, scene=1))
    assert not decide._joined(spot(0, far, 0, 10), spot(1, far, 9))
    verb = sentence("a", word("x", verbs=(1,)), word("b", conj="و"))
    noun = sentence("a", word("x", verbs=(1,), nouns=(1,)), word("b", conj="و"))
    mark = sentence("a", word("x", verbs=(1,), mark=True), word("b", conj="و"))
    assert [decide._joined(spot(0, s, 0), spot(1, s, 2)) for s in (verb, noun, mark)] == [False, True, True]
    assert not decide._joined(spot(0, LINE, 1), spot(1, LINE, 3))


def test_of_two_that_stand_side_by_side_the_likelier():
    s = sentence("قصف", "a", "b", word("c", conj="و"), "d")
    a, b, c, d = (spot(n, s, i) for n, i in enumerate((1, 2, 3, 4)))

    def names(*found):
        return [x.n for x, _ in decide._without_tails(list(found))]

    assert names((a, 0.8), (b, 0.6)) == [0] and names((a, 0.6), (b, 0.8)) == [1] and names((a, 0.7), (b, 0.7)) == [0]
    assert names((b, 0.8), (c, 0.6)) == [1, 2] and names((b, 0.6), (c, 0.8)) == [1, 2]
    assert names((a, 0.8), (d, 0.6)) == [0, 3]


def reading(s, types, modality=None, holds=None, thresholds=BAR, fillers=()):
    scene = Made(s=s, clauses=Made(of=[0] * len(s.tokens)), mentions=[])
    page = Made(tokens=s.tokens, scene_of=[0] * len(s.tokens), scenes=[scene])
    odds = np.array([modality or [1.0, 0, 0, 0, 0]] * len(s.tokens))
    return Made(
        page=page,
        thresholds=thresholds,
        types=np.array(types),
        modalities=odds,
        holding=holds or [0.0] * len(s.tokens),
        fillers=lambda k, n: list(fillers),
    )


def row(sure, first=1, second=2):
    types = np.zeros(len(EVENT_TYPES) + 1)
    types[0], types[first], types[second] = 1.0 - sure, sure * 0.75, sure * 0.25
    return types


def told(sure=0.9, modality=None, s=None, **more):
    s = s or sentence(*[word(uses=(), verbs=()) for _ in range(1)])
    for t in s.tokens:
        t.w.uses = ()
        t.inner = t.end = 0
    return decide.events(reading(s, [row(sure)] * len(s.tokens), modality, **more), Made(mutual_types=()))


def test_words_over_the_threshold_tell_events_with_their_rivals():
    (e,) = told(0.5)
    assert (e.type, e.rival[0], e.turned_down, e.k, e.i) == (EVENT_TYPES[0], EVENT_TYPES[1], "", 0, 0)
    assert (e.sure, e.kind, e.rival[1]) == (pytest.approx(0.5), pytest.approx(0.375), pytest.approx(0.125))
    (e,) = told(0.49)
    assert e.turned_down == "tells no event (0.49 of 0.50)" and e.choices == {}
    assert len(told(0.09)) == 1 and told(0.07) == []
    assert told(s=sentence(word("،", mark=True))) == []
    assert [e.k for e in told(s=sentence(word("،", mark=True), "قصف"))] == [1]


@pytest.mark.parametrize(
    ("odds", "modality"),
    [
        ((1.0, 0, 0, 0, 0), "asserted"),
        ((0.4, 0.6, 0, 0, 0), "planned"),
        ((0.35, 0.3, 0.35, 0, 0), "asserted"),
        ((0.3, 0.3, 0.4, 0, 0), "conditional"),
        ((0.45, 0, 0, 0.55, 0), "possible"),
        ((0.6, 0, 0, 0.4, 0), "asserted"),
        ((0.7, 0, 0, 0, 0.65), "asserted"),
        ((0.4, 0, 0, 0, 0.6), "denied"),
    ],
)
def test_the_modality_is_the_likeliest_over_the_bar_or_over_fact(odds, modality):
    assert len(MODALITIES) == 5
    assert told(modality=list(odds))[0].modality == modality


def denied(before, of=(0, 0), gap=0):
    s = sentence(word("v", verbs=before), *["x"] * gap, "قصف")
    e = event(s, i=len(s.tokens) - 1, k=len(s.tokens) - 1)
    e.scene.clauses.of = [of[0]] * (len(s.tokens) - 1) + [of[1]]
    r = reading(s, [row(0.9)] * len(s.tokens), [0.7, 0, 0, 0, 0.65])
    decide._modality(e, r)
    return e.modality


def test_a_denial_that_is_less_likely_than_fact_stands_behind_a_verb_of_denying():
    deny, say = (Made(use="deny"),), (Made(use="say"),)
    assert denied(deny) == "denied" and denied(say) == "asserted"
    assert denied(deny, (0, 1)) == "denied" and denied(deny, (0, 2)) == "asserted" and denied(deny, (1, 0)) == "asserted"
    assert denied(deny, gap=11) == "denied" and denied(deny, gap=12) == "asserted"


def test_what_may_happen():
    perhaps = next(iter(WORDS["perhaps"]))

    def tense(*names):
        return tuple(Made(use="frame", form=Made(tense=name)) for name in names)

    def modality(*tokens):
        s = sentence(*tokens)
        e = event(s, i=len(s.tokens) - 1, k=len(s.tokens) - 1)
        decide._modality(e, reading(s, [row(0.9)] * len(s.tokens)))
        return e.modality

    assert modality(perhaps, word("v", verbs=tense("present"))) == "possible"
    assert modality(perhaps, word("v", verbs=tense("past"))) == "asserted"
    assert modality(perhaps, word("v", verbs=tense("present", "past"))) == "asserted"
    assert modality("x", word("v", verbs=tense("present"))) == "asserted"
    assert modality(word("v", verbs=tense("present"))) == "asserted"


# -- holding ----------------------------------------------------------------------------------------------------------------


def taken(role="at", modality="asserted", type_="capture", agents=1, **more):
    s = sentence("x", "x", "x", "x", "سيطر", "الجيش", "بنش")
    who = [mention(s, 5, actor=Made(id="sy.army")), mention(s, 5, actor=Made(id="other"))][:agents]
    where = mention(s, 6, **({"kind": "place", "place": place()} | more))
    return event(s, i=4, k=4, type=type_, modality=modality, agents=who, places=[(where, role)], confidence=0.7, source="s", when="w")


def test_whoever_took_a_place_holds_it():
    e = taken(agents=2)
    (h,) = holding.captured([e])
    assert (h.holder, h.place, h.sure, h.modality, h.source, h.when, h.rule, h.i) == (
        e.agents[0],
        e.places[0][0],
        0.7,
        "asserted",
        "s",
        "w",
        "control/capture",
        4,
    )
    assert [h.modality for m in ("conditional", "possible") for h in holding.captured([taken(modality=m)])] == ["conditional", "possible"]
    for other in (taken("to"), taken(modality="denied"), taken(modality="planned"), taken(type_="siege"), taken(agents=0)):
        assert holding.captured([other]) == []
    assert len(holding.captured([taken(type_="siege"), taken(agents=0), taken()])) == 1


def whole(*before, prep="", named_="بنش", **more):
    s = sentence(*before, named_, "x")
    return holding._whole(mention(s, len(before), **({"kind": "place", "place": place(), "prep": prep} | more)))


def test_a_mention_stands_for_the_whole_of_its_place():
    parts, plural = next(iter(WORDS["parts_of"])), next(iter(WORDS["plural_places"]))
    assert whole() and whole(kind="site") and not whole(kind="actor") and not whole(place=None)
    assert not whole(named_=plural) and whole(named_=plural, candidates=[1])
    assert not whole(kind="site", count=Made(min=3, max=3)) and whole(count=Made(min=3, max=3))
    assert not whole(parts, prep="من") and not whole(parts, "x", "x", prep="في") and whole(parts, "x", "x", "x", prep="في")
    assert whole(parts, prep="على") and whole("x", prep="من")


def find(events, holds=(), fillers=(), s=None):
    s = s or events[0].scene.s
    for t in s.tokens:
        t.w.uses = ()
    r = reading(
        s, [row(0.0)] * len(s.tokens), holds=[*holds, *[0.0] * (len(s.tokens) - len(holds))], thresholds=BAR | {"holding": 0.5}, fillers=fillers
    )
    if events:
        r.page.scenes = [events[0].scene]
    return holding.find(r, events, Made(published=None), Made())


@pytest.fixture
def unshared(monkeypatch):
    monkeypatch.setattr(holding.shares, "share_at", lambda *_: None)


def test_a_hold_is_said_by_a_word_that_is_sure_enough(unshared):
    s = sentence("يسيطر", "الجيش", "على", "بنش", "x")
    who, where = spot(0, s, 1, actor=Made(id="sy.army")), spot(1, s, 3, kind="place", place=place())
    fillers = [filler(who, agent=0.8, source=0.5), filler(where, at=0.5)]
    (h,) = find([], [0.5], fillers, s)
    assert (h.holder, h.place, h.i, h.rule, h.modality, h.source) == (who.m, where.m, 0, "control/told", "asserted", who.m)
    assert h.sure == pytest.approx(0.5 * 0.8 * 0.5)
    assert find([], [0.49], fillers, s) == []
    assert find([], [0.9], fillers[:1], s) == [] and find([], [0.9], fillers[1:], s) == []
    where.m.prep, s.tokens[2].w.stem = "من", next(iter(WORDS["parts_of"]))
    assert find([], [0.9], fillers, s) == []
    where.m.prep, s.tokens[0].mark = "", True
    assert find([], [0.9], fillers, s) == [] and len(find([], [0.9, 0.9], fillers, s)) == 1


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("في حال سقوطها ستكون بنش بقبضة الجيش", "conditional"),
        ("إذا سقطت سيقع بنش بقبضة الجيش", "conditional"),
        ("ستكون بنش بقبضة الجيش", "asserted"),  # no condition
        ("في حال بنش بقبضة الجيش", "asserted"),  # nothing that would be
    ],
)
def test_a_hold_behind_a_condition_is_conditional(unshared, words, modality):
    s = sentence(*fold(words).split())
    said, at = s.norms.index("بقبضه"), s.norms.index("بنش")
    fillers = [filler(spot(0, s, said + 1, actor=Made(id="sy.army")), agent=0.8), filler(spot(1, s, at, kind="place", place=place()), at=0.8)]
    (h,) = find([], [0.0] * said + [0.9], fillers, s)
    assert h.modality == modality


def test_a_capture_s_own_word_is_said_once_and_nobody_besieges_what_they_hold(unshared):
    e = taken()
    where = spot(1, e.scene.s, 6, kind="place", place=place(lat=40.0))
    fillers = [filler(spot(0, e.scene.s, 5, actor=Made(id="sy.army")), agent=0.8), filler(where, at=0.8)]
    assert [h.rule for h in find([e], [0, 0, 0, 0, 0.9], fillers)] == ["control/capture"]
    assert [h.rule for h in find([e], [0, 0, 0, 0.9], fillers)] == ["control/capture", "control/told"]
    where.m.place = place()
    assert [h.rule for h in find([e], [0, 0, 0, 0.9], fillers)] == ["control/capture"]
    siege = taken(type_="siege")
    siege.scene = e.scene
    assert find([e, siege]) == []
    siege.agents = [mention(e.scene.s, 5, actor=Made(id="rebels"))]
    assert len(find([e, siege])) == 1
    siege.agents, siege.scene = e.agents, taken().scene
    assert len(find([e, siege])) == 1


def test_two_unknown_towns_of_one_governorate_are_two_places():
    s = sentence("a")

    def of(precision, name):
        return holding._where(mention(s, 0, place=place(precision=precision, name=name)))

    assert of("governorate", "x") != of("governorate", "y") and of("settlement", "x") == of("settlement", "y")
    assert holding._who(mention(s, 0)) == "a" and holding._who(mention(s, 0, actor=Made(id="i"))) == "i"
