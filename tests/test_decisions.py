"""The stages that decide what happened and who holds a place, each alone, on readings made by hand: what `make mutants` turns round
must be seen here."""

from __future__ import annotations

from types import SimpleNamespace as Made

import numpy as np
import pytest
from support.stages import days, event, mention, sentence, word

from marsad.arabic.normalise import fold
from marsad.coder import decide, holding
from marsad.coder.reader import MODALITIES, RELATIONS
from marsad.lexicon.asides import words
from marsad.lexicon.grammar import WORDS
from marsad.model import EVENT_TYPES

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
    a, t, p, s, d = (spot(n, LINE, i) for n, i in enumerate((1, 3, 5, 7, 9)))
    d.m.when = days(1, 1)
    found = filled(
        [
            filler(a, agent=0.7),
            filler(t, target=0.4),
            filler(p, at=0.5),
            filler(s, source=0.6),
            filler(d, date=0.8),
        ]
    )
    assert (found.agents, found.targets, found.places, found.source, found.when) == ([a.m], [t.m], [(p.m, "at")], s.m, d.m)
    assert [found.choices[r].taken[0] for r in ("agent", "target", "place", "source", "date")] == [
        (a.m, 0.7),
        (t.m, 0.4),
        (p.m, 0.5),
        (s.m, 0.6),
        (d.m, 0.8),
    ]
    nothing = filled([filler(a, agent=0.39, target=0.39, at=0.39, source=0.39, date=0.9)])
    assert (nothing.agents, nothing.targets, nothing.places, nothing.source, nothing.when) == ([], [], [], None, None)
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
    assert filled([filler(p, at=0.4)]).places == [(p.m, "at")]


def test_what_can_be_no_place_is_passed_over_and_the_next_is_looked_at(monkeypatch):
    monkeypatch.setattr(decide, "nowhere", lambda m: m.i == 1)
    none, some = spot(0, LINE, 1), spot(1, LINE, 3)
    assert filled([filler(none, at=0.9), filler(some, at=0.5)]).places == [(some.m, "at")]
    none.m.place = place()  # the gazetteer knows it
    assert filled([filler(none, at=0.9)]).places == [(none.m, "at")]


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
    assert filled([filler(a, at=0.92), filler(e, at=0.95), filler(b, at=0.5)]).places == [(a.m, "at"), (b.m, "at"), (e.m, "at")]


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


def test_what_joins_two_mentions():
    far = sentence("a", *["x"] * 8, word("b", conj="و"), word("c", conj="و"))
    first = spot(0, far, 0)
    assert decide._joined(first, spot(1, far, 9)) and decide._joined(spot(1, far, 9), first)
    assert not decide._joined(first, spot(1, far, 10))
    assert not decide._joined(first, spot(1, far, 9, scene=1))
    assert decide._joined(spot(0, far, 8), spot(1, far, 9))
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
        modality=lambda k: odds[k].tolist(),
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
        ((0.65, 0.6, 0, 0, 0), "planned"),
        ((0.65, 0.59, 0, 0, 0), "asserted"),
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


def test_a_word_of_habit_before_it_in_its_clause_takes_the_denial_away():
    habit = next(iter(words("habit")))

    def modality(*tokens, of=None):
        s = sentence(*tokens, "قصف")
        e = event(s, i=len(s.tokens) - 1, k=len(s.tokens) - 1)
        e.scene.clauses.of = of or e.scene.clauses.of
        decide._modality(e, reading(s, [row(0.9)] * len(s.tokens), [0.3, 0, 0, 0, 0.7]))
        return e.modality

    assert modality("x") == "denied" and modality(habit) == modality(habit, *["x"] * 11) == "asserted"
    assert modality(habit, *["x"] * 12) == modality(habit, "x", of=[0, 1, 1]) == modality(word(habit, mark=True)) == "denied"


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


def test_a_protest_is_called_off_by_the_word_before_it():
    off = next(iter(WORDS["calling_off"]))

    def called_off(*words, at):
        return decide._called_off(event(sentence(*words), i=at))

    assert called_off(off, "x", at=1) and not called_off(word(off, mark=True), "x", at=1)
    assert not called_off("x", off, at=0) and not called_off("x", "x", off, at=1) and not called_off(off, "x", "x", at=2)


@pytest.mark.parametrize(("agentive", "off_it_is"), [(True, True), (False, False)])
def test_who_calls_a_protest_off_may_stand_between(agentive, off_it_is):
    e = event(sentence(next(iter(WORDS["calling_off"])), "النقابات", "إضرابها"), i=2)
    e.scene.mention_at = {1: Made(i=1, agentive=agentive)}.get
    assert decide._called_off(e) is off_it_is
    e.scene.mention_at = {0: Made(i=0, agentive=True)}.get  # who stands further off is another
    assert not decide._called_off(e)


def test_what_its_clause_calls_near_is_imminent():
    near = next(iter(WORDS["imminent"]))

    def imminent(*words, at=0, noun=True, of=None):
        e = event(sentence(*words), i=at, noun=noun)
        e.scene.clauses.of = of or e.scene.clauses.of
        return decide._imminent(e)

    assert imminent("x", near) and not imminent(near) and not imminent("x", near, noun=False) and not imminent("x", word(near, mark=True))
    assert imminent(*["x"] * 8, near) and not imminent(*["x"] * 9, near) and not imminent(near, "x", at=1)
    assert not imminent("x", near, of=[0, 1])


def test_an_attempt_is_told_by_the_noun_of_what_is_tried():
    for type_, noun, first, type_told in (
        ("capture", True, "محاولة", "armed_attack"),
        ("capture", True, "x", "capture"),
        ("capture", False, "محاولة", "capture"),
        ("shelling", True, "محاولة", "shelling"),
    ):
        found = decide._attempted(event(sentence(fold(first), "x"), i=1, noun=noun, type=type_))
        assert (found != type_) == (type_told != type_), (type_, noun, first)


def test_a_word_of_trying_stands_near_what_is_tried_or_is_it():
    tries = next(iter(WORDS["attempts"]))
    for before, itself in ((0, True), (1, True), (4, True), (5, False)):
        line = sentence(tries, *["x"] * 6)
        assert decide.tried(Made(s=line), before) is itself, before
    assert not decide.tried(Made(s=sentence("x", "x", tries)), 1)


# -- holding ----------------------------------------------------------------------------------------------------------------


def place(lat=35.0, lon=36.0, precision="settlement", name="بنش"):
    return Made(lat=lat, lon=lon, precision=precision, name_ar=name, name_en=name, country="SY", listed=True)


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


def whole(named_="بنش", **more):
    return holding.whole(mention(sentence(named_, "x"), 0, **({"kind": "place", "place": place()} | more)))


def parts(*words, at, told=0, prep=""):
    """Whether parts of the place at token `at` are held by the word at token `told`."""
    s = sentence(*(fold(w) for w in words))
    return holding.in_parts(mention(s, at, kind="place", place=place(), prep=prep), s, told)


def test_a_mention_stands_for_the_whole_of_its_place():
    plural = next(iter(WORDS["plural_places"]))
    assert whole() and whole(kind="site") and not whole(kind="actor") and not whole(place=None)
    assert not whole(named_=plural) and whole(named_=plural, candidates=[1])
    assert not whole(kind="site", count=Made(min=3, max=3)) and whole(count=Made(min=3, max=3))


def test_words_around_a_place_say_that_parts_of_it_are_held():
    assert parts("سيطر", "على", "أجزاء", "بنش", at=3, prep="من") and parts("سيطر", "على", "أجزاء", "من", "بنش", at=4)
    assert parts("سيطر", "على", "مناطق", "واسعة", "في", "بنش", at=5) and parts("سيطر", "على", "60", "من", "بنش", at=4)
    assert parts("سيطر", "على", "معظم", "بنش", at=3) and parts("سيطر", "على", "أجزاء", "من", "سقبا", "وبنش", at=5)  # those of a list all
    assert parts("بنش", "التي", "يسيطر", "على", "أجزاء", "منها", at=0, told=2) and parts("بنش", "يسيطر", "على", "أجزاء", "منها", at=0, told=1)
    assert not parts("سيطر", "على", "أجزاء", "x", "x", "x", "من", "بنش", at=7)  # another phrase's
    assert not parts("سيطر", "على", "أجزاء", "من", "سقبا", "على", "بنش", at=6)
    assert not parts("مناطق", "في", "سيطر", "بنش", at=3, told=2)  # before what tells it
    assert not parts("سيطر", "على", "بنش", at=2) and not parts("بنش", "التي", "يسيطر", "عليها", "جزء", at=0, told=2)


def find(events, holds=(), fillers=(), s=None):
    s = s or events[0].scene.s
    for t in s.tokens:
        t.w.uses = ()
    r = reading(
        s, [row(0.0)] * len(s.tokens), holds=[*holds, *[0.0] * (len(s.tokens) - len(holds))], thresholds=BAR | {"holding": 0.5}, fillers=fillers
    )
    if events:
        r.page.scenes = [events[0].scene]
    return holding.find(r, events, Made(published=None), Made(speech={"relative": ()}))


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
    assert not h.part
    where.m.prep, s.tokens[2].w.stem = "من", next(iter(WORDS["parts_of"]))
    s.tokens[2].w.word = "x"
    assert [h.part for h in find([], [0.9], fillers, s)] == [True]
    where.m.prep, s.tokens[0].mark = "", True
    assert find([], [0.9], fillers, s) == [] and len(find([], [0.9, 0.9], fillers, s)) == 1


@pytest.mark.parametrize(("words", "held"), [("محاولة السيطرة x", 0), ("x نحو السيطرة", 0), ("نحو x السيطرة", 1), ("x x السيطرة", 1)])
def test_what_is_tried_or_headed_for_is_not_held(unshared, words, held):
    s = sentence(*(fold(w) for w in words.split()), "الجيش", "بنش")
    at = s.norms.index("السيطره")
    fillers = [filler(spot(0, s, 3, actor=Made(id="sy.army")), agent=0.8), filler(spot(1, s, 4, kind="place", place=place()), at=0.8)]
    assert len(find([], [0.0] * at + [0.9], fillers, s)) == held


def test_who_surely_holds_may_be_less_sure_than_other_doers(unshared):
    s = sentence("يسيطر", "الجيش", "على", "بنش")
    fillers = [filler(spot(0, s, 1, actor=Made(id="sy.army")), agent=0.35), filler(spot(1, s, 3, kind="place", place=place()), at=0.8)]
    assert len(find([], [0.75], fillers, s)) == 1 and find([], [0.65], fillers, s) == []


def test_a_head_without_a_name_gives_way_to_the_place_it_is_of(unshared):
    s = sentence("يسيطر", "الجيش", "على", "سلسلة", "بنش", "x")
    who = filler(spot(0, s, 1, actor=Made(id="sy.army")), agent=0.9)
    head, name = (spot(n, s, n + 2, kind="site", place=place(lat=35 + n)) for n in (1, 2))
    head.m.place.listed = False

    def found():
        return [(h.place, h.part) for h in find([], [0.9], [who, filler(head, at=0.9), filler(name, at=0.9)], s)]

    assert found() == [(name.m, False)]
    s.tokens[4].w.conj = "و"
    assert found() == [(head.m, False), (name.m, False)]
    s.tokens[4].w.conj, name.m.prep, name.m.i, name.m.j = "", "في", 5, 6  # where the head lies
    assert found() == [(head.m, False)]
    name.m.prep = "على"
    assert found() == [(head.m, False), (name.m, False)]
    s.tokens[3].w.stem = next(iter(WORDS["plural_places"]))  # areas without a name are a part
    assert found() == [(head.m, True), (name.m, False)]


def test_a_head_gives_way_to_its_own_place_and_not_to_the_last_of_a_list():
    s = sentence("سلسلة", "بنش", word("سقبا", conj="و"))
    head, name, other = (mention(s, n, kind="site", place=place(lat=35 + n)) for n in range(3))
    head.place.listed = False
    assert [m for m, _ in holding._held([head, name, other], s, 0)] == [name, other]


def related(*tokens, at=5, first=0, kinds=("place", "place"), cls="", more=(), told_at=(0,)):
    """Which of two places, at the tokens `first` and 2, is held by what token `at` tells: told_at are those that were chosen."""
    s = sentence(*tokens)
    found = [mention(s, i, kind=kind) for i, kind in zip((first, 2), kinds, strict=True)] + [mention(s, i, kind="place") for i in more]
    found[1].cls = cls
    e = event(s, i=at)
    e.scene.mentions = found
    e.places = [(next((m for m in found if m.i == i), None) or mention(s, i, kind="place"), "at") for i in told_at]
    e.choices = {"place": decide.Choice([(m, 0.6) for m, _ in e.places], None)}
    holding._as_related(e, Made(speech={"relative": {"التي"}}))
    assert len(e.choices["place"].taken) == len(e.places) and e.choices["place"].taken[0][1] == 0.6
    return [m.i for m, _ in e.places]


def test_a_relative_clause_tells_of_the_place_right_before_it():
    head = ("x", "x", "y", word("،", mark=True), "التي", "يسيطر")
    its = word("مناطقها", pron="ها")
    furthest = holding._PARTS_BEHIND + holding._OF_WITHIN
    assert related(*head, "x", its) == [2] and related(*head, "x", its, "x") == [2] == related(*head, "x", its, "x", more=[6])
    assert related(*head, *["x"] * (furthest - 1), its) == [2] and related(*head, *["x"] * furthest, its) == [0]
    assert related(*head, "x") == [0] and related(*head, word("x", pron="ها", verbs=(1,))) == [0]
    assert related(*head[:5], word("يسيطر", pron="ها"), "x") == [0]  # its own pronoun is not behind it
    assert related(*head[:3], "x", *head[4:], its) == [0]  # not right before it
    assert related(*head[:4], "x", "يسيطر", its) == [0]  # no relative clause
    assert related(*head, its, cls="dateline") == [0] and related(*head, its, kinds=("place", "actor")) == [0]
    assert related(*head, "x", its, told_at=(6,)) == [6] and related(*head, "x", its, told_at=(0, 6)) == [0, 6]


@pytest.mark.parametrize(("back", "known"), [(1, True), (holding._SENTENCES_BACK, True), (holding._SENTENCES_BACK + 1, False)])
def test_what_has_no_name_lies_where_some_sentences_before_told_of(monkeypatch, back, known):
    s, asked = sentence("يسيطر", "الجيش", "على", "بنش"), []
    monkeypatch.setattr(holding, "settle", lambda m, scene, last, lexicon: asked.append(last))
    for t in s.tokens:
        t.w.uses = ()
    fillers = [filler(spot(0, s, 1, actor=Made(id="sy.army")), agent=0.8), filler(spot(1, s, 3, kind="place", place=place()), at=0.8)]
    r = reading(s, [row(0.0)] * 4, holds=[0.9, 0.0, 0.0, 0.0], thresholds=BAR | {"holding": 0.5}, fillers=fillers)
    empty, town = (Made(s=sentence("x"), mentions=found) for found in ([], [mention(sentence("x"), 0, kind="place", place=place())]))
    r.page.scenes = [town, *[empty] * (back - 1), r.page.scenes[0]]
    r.page.scene_of = [back] * 4
    assert len(holding._told(r, [], Made(speech={"relative": ()}))) == 1
    assert asked == [town.mentions[0].place if known else None]


def test_what_a_side_that_is_not_told_has_taken_is_no_longer_held(unshared):
    e = taken(agents=0)
    fillers = [filler(spot(0, e.scene.s, 5, actor=Made(id="is")), agent=0.9), filler(spot(1, e.scene.s, 6), at=0.9)]
    fillers[1][0].m = e.places[0][0]
    assert find([e], [0, 0, 0, 0.9], fillers) == []
    e.modality = "planned"
    assert len(find([e], [0, 0, 0, 0.9], fillers)) == 1


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


def test_a_loose_phrase_goes_on_with_the_definite_noun_before_it():
    def the(**more):
        return word(det=True, **more)

    def describes(before, first, kind="phrase"):
        return holding._describes(mention(sentence(before, first), 1, kind=kind))

    assert describes(the(), the()) and not describes(the(), the(), kind="site")
    for before, first in ((word(), the()), (the(), word()), (the(mark=True), the()), (the(verbs=(1,)), the())):
        assert not describes(before, first)
    assert not describes(the(), the(conj="و")) and not describes(the(), the(prep="ب"))
    assert not holding._describes(mention(sentence(the(), the()), 0, kind="phrase"))


def test_a_place_right_behind_a_site_without_a_name_says_where_it_lies():
    s = sentence("مقر", "حلب", "x")
    before = mention(s, 0, kind="site", place=Made(listed=False))
    behind = mention(s, 1, kind="place", place=place(), prep="في")
    assert holding._says_where(behind, before)
    before.j = 2
    assert not holding._says_where(behind, before)


def test_what_is_broad_lies_in_the_last_division_and_what_is_not_in_the_last_town():
    assert all(holding._broad(mention(sentence(next(iter(WORDS[kind]))), 0)) for kind in ("plural_places", "parts_of", "portions"))
    assert holding._broad(mention(sentence("معظم"), 0)) and not holding._broad(mention(sentence("x"), 0))
    s = sentence("a", "b", "c")
    town, division = (mention(s, n, kind="place", place=place(precision=p)) for n, p in enumerate(("settlement", "governorate")))
    dateline = mention(s, 2, kind="place", cls="dateline", place=place(precision="settlement"))
    scenes = [Made(mentions=[town, mention(s, 1, place=place())]), Made(mentions=[division, dateline])]
    assert holding._last_place(scenes, False) is town.place and holding._last_place(scenes, True) is division.place
    assert holding._last_place(scenes[1:], False) is None and holding._last_place([], True) is None
    assert [t.i for t in holding._before(sentence(*"abcdef"), 5, 2)] == [3, 4]


def test_only_words_behind_the_hold_or_before_the_place_tell_its_parts():
    assert not parts("بنش", "أجزاء", "يسيطر", "عليها", "منها", at=0, told=2)
    assert parts("أجزاء", "من", "بنش", "x", at=2, told=3)


def test_the_share_of_a_land_is_held_where_it_is_surely_told(monkeypatch):
    s = sentence("يسيطر", "الجيش", "x")
    land = mention(s, 2, kind="place", place=place(precision="country"))
    for name, found in (("share_at", Made(token=2, percent=60)), ("whole", land), ("lasting", "w")):
        monkeypatch.setattr(holding.shares, name, lambda *_, found=found: found)
    for t in s.tokens:
        t.w.uses = ()
    who = filler(spot(0, s, 1, actor=Made(id="sy.army")), agent=0.8)

    def held(sure):
        r = reading(s, [row(0.0)] * 3, holds=[sure, 0.0, 0.0], thresholds=BAR | {"holding": 0.5}, fillers=[who])
        return [(h.place, h.holder, h.share, h.when) for h in holding._shares(r, Made(published=None), Made())]

    assert held(0.5) == [(land, who[0].m, 60, "w")] and held(0.49) == []
    s.tokens[0].mark = True
    assert held(0.5) == []


def test_two_sites_without_names_at_one_spot_are_one_place():
    def of(name, **more):
        return holding._where(mention(sentence(word("x", **more)), 0, kind="site", place=Made(**vars(place(name=name)) | {"listed": False})))

    assert of("a", site=True) == of("b", site=True) and of("a", area=True) == of("b", area=True) and of("a") != of("b")


def test_who_lost_a_place_does_not_hold_it(code):
    held = {c.holder.text for c in code("خسر التنظيم مدينة الرقة أمام قوات سوريا الديمقراطية.").claims if c.kind == "control"}
    assert held == {"قوات سوريا الديمقراطية"}
    assert not [c for c in code("خسر الجيش السوري مدينة إدلب الخميس.").claims if c.kind == "control"]


def test_what_would_follow_is_kept_though_such_rows_are_rarely_right_as_a_whole(code):
    text = (
        "أعلنت القوات السورية السبت بدء هجوم على بلدة البوكمال الحدودية من محورين.\n"
        "وقال ناشطون إن المعارك بلغت ريف البلدة الجنوبي.\n"
        "وقصفت الطائرات الحربية مواقع التنظيم في محيط البلدة صباح اليوم.\n"
        "وإذا سيطرت القوات على البوكمال فإن التنظيم يخسر آخر مدنه في سوريا."
    )
    told = [c for c in code(text).claims if c.kind == "event" and c.modality == "conditional"]
    assert [(c.type, c.places[0].name_en) for c in told] == [("capture", "Al-Bukamal")]
    assert not any(c.deaths for c in told)


def test_a_regime_that_falls_is_no_killing(code):
    assert not [c for c in code("سقط نظام القذافي في طرابلس بعد معارك عنيفة.").claims if c.type in ("killing", "capture")]


def test_what_is_demanded_is_not_done(code):
    told = code("طالبت عائلات في مدينة صفاقس بإطلاق سراح أبنائها الموقوفين منذ شهر.").claims
    assert told and not [c for c in told if c.type == "release"]


def test_a_number_told_at_another_town_is_no_toll(code):
    told = code("اندلعت اشتباكات بين مسلحين في مدينة الزاوية مساء أمس. وأعلن مستشفى سرت أن انفجارا في مدينة سرت أدى إلى مقتل ستة عمال.").claims
    assert not [c for c in told if c.type == "clash" and c.deaths]


def test_one_march_is_told_once_though_its_marchers_are_read_in_pieces(code):
    (march,) = code("خرج أنصار من الحركة بمسيرة في ساحة الاستقلال بمدينة وهران.").claims
    assert [a.text for a in march.agents] == ["أنصار من الحركة"]
