"""The stage that decides who holds a place, alone, on readings made by hand: what `make mutants` turns round must be seen here."""

from __future__ import annotations

from types import SimpleNamespace as Made

import pytest
from support.stages import BAR, event, filler, mention, place, reading, row, sentence, spot, word

from marsad.arabic.normalise import fold
from marsad.coder import decide, holding
from marsad.lexicon.grammar import WORDS


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
