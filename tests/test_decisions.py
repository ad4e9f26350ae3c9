"""The stage that decides what happened, alone, on readings made by hand: what `make mutants` turns round must be seen here."""

from __future__ import annotations

from types import SimpleNamespace as Made

import pytest
from support.stages import BAR, days, event, filler, place, reading, row, sentence, spot, weighed, word

from marsad.arabic.normalise import fold
from marsad.coder import decide
from marsad.coder.reader import MODALITIES
from marsad.lexicon.asides import words
from marsad.lexicon.grammar import WORDS
from marsad.model import EVENT_TYPES


def filled(fillers, mutual=False, frame=None):
    e = event(frame=frame)
    decide.fill(e, weighed(fillers), BAR, mutual)
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
