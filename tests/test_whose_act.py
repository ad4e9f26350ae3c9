"""The stages that say whose an act is by the words around it, each alone: an adjective, an accusation, a verb that only carries a noun."""

from __future__ import annotations

from types import SimpleNamespace as Made

import pytest
from support.stages import event, mention, named, read, sentence, told_by, word

from marsad.coder import accused, adjectives, backers, light

# -- the adjective of the act's noun --------------------------------------------------------------------------------------


def whose(text, at, lexicon, by=(), type_="airstrike", **more):
    """The nations of those who do what a word tells, read as done by the mentions `by` of the text."""
    scene = read(text, lexicon)
    e = told_by(at, scene, type_, agents=[named(words, scene) for words in by], **more)
    adjectives.attribute([e], None, lexicon)
    return [m.actor.country if m.actor else None for m in e.agents]


SDF = "قوات سوريا الديمقراطية"


@pytest.mark.parametrize(
    ("text", "at", "by", "nations"),
    [
        (f"قصف تركي على قرية تسيطر عليها {SDF}", "قصف", [SDF], ["TR"]),
        (f"غارات جوية روسية على سراقب و{SDF}", "غارات", [], []),  # the adjective is a mention: the reader was asked, and said no
        ("الحصار الإسرائيلي على القطاع", "الحصار", [], ["IL"]),  # it is none, so nobody was asked
        ("غارات الطائرات الروسية على الجيش التركي", "غارات", ["الجيش التركي"], ["TR"]),  # of the aircraft, not of the raids
        ("قصف على موقع روسي قرب الجيش التركي", "قصف", ["الجيش التركي"], ["TR"]),  # another noun's, behind a preposition
        ("قصف مدفعي عنيف وروسي من الجيش التركي", "قصف", ["الجيش التركي"], ["TR"]),
        ("الغارات روسية على الجيش التركي", "الغارات", ["الجيش التركي"], ["TR"]),  # that they are Russian is said of them
        ("غارات جوية ليلية يومية روسية على الجيش التركي", "غارات", ["الجيش التركي"], ["TR"]),  # too far behind
        ("إصابة فلسطينيين برصاص الجيش الإسرائيلي", "إصابة", ["الجيش الإسرائيلي"], ["IL"]),  # those who are of a nation are hurt
        ("قصف القرية تركي", "قصف", [], []),
        ("قصف تركي من الجيش التركي", "قصف", ["الجيش التركي"], ["TR"]),
        ("قصف تركي على جنود في القرية", "قصف", ["جنود"], [None]),  # of soldiers that nothing tells the nation of
    ],
)
def test_the_adjective_behind_an_acts_noun_says_whose_it_is(text, at, by, nations, lexicon):
    assert whose(text, at, lexicon, by) == nations


@pytest.mark.parametrize("more", [{"turned_down": "x"}, {"type_": "clash"}, {"type_": "protest"}])
def test_it_says_so_of_acts_that_one_force_does(more, lexicon):
    assert whose(f"قصف تركي على قرية تسيطر عليها {SDF}", "قصف", lexicon, [SDF], **more) == ["SY"]


def test_each_act_is_looked_at_whatever_those_before_it_are(lexicon):
    scene = read(f"قصف تركي على قرية تسيطر عليها {SDF}", lexicon)
    acts = [told_by("قصف", scene, type_, agents=[named(SDF, scene)]) for type_ in ("protest", "airstrike", "airstrike")]
    acts[1].agents = [named("تركي", scene)]
    adjectives.attribute(acts, None, lexicon)
    assert [m.actor.country for e in acts for m in e.agents] == ["SY", "TR", "TR"]


def test_a_nation_that_no_mention_knew_is_its_adjectives_word(lexicon):
    scene = read("الحصار الإسرائيلي على القطاع", lexicon)
    e = told_by("الحصار", scene, "siege")
    adjectives.attribute([e], None, lexicon)
    assert [(m.i, m.j, m.kind, m.cls) for m in e.agents] == [(1, 2, "actor", "state")]


@pytest.mark.parametrize(
    ("text", "at", "type_", "by", "doers"),
    [
        ("قصف حوثي على أحياء تعز", "قصف", "shelling", [], ["ye.houthi"]),
        ("الهجوم المدفعي الحوثي على أحياء تعز", "الهجوم", "shelling", [], ["ye.houthi"]),
        ("هجوم داعشي من الجيش التركي", "هجوم", "armed_attack", ["الجيش التركي"], ["tr.army"]),  # the reader chose another
        ("مقتل حوثي قرب صعدة", "مقتل", "killing", [], []),  # he is who died
        ("اعتقال فلسطيني قرب جنين", "اعتقال", "arrest", [], []),
    ],
)
def test_a_factions_adjective_says_so_too_and_who_is_killed_does_not_act(text, at, type_, by, doers, lexicon):
    scene = read(text, lexicon)
    e = told_by(at, scene, type_, agents=[named(words, scene) for words in by])
    adjectives.attribute([e], None, lexicon)
    assert [m.actor.id for m in e.agents] == doers


def test_who_only_backs_the_doer_does_not_act(lexicon):
    scene = read("داهمت ميليشيات الحوثي المدعومة من إيران قريتين", lexicon)
    backed, backer = (next(m for m in scene.mentions if m.s.tokens[m.i].text == words) for words in ("ميليشيات", "إيران"))
    backer.place = lexicon.gazetteer.find("ايران")[0]
    e = event(scene=scene, type="armed_attack", agents=[backed, backer])
    backers.pass_over([e], None, lexicon)
    assert e.agents == [backed]


def test_a_verb_has_no_adjective(lexicon):
    scene = read(f"قصف تركي على قرية تسيطر عليها {SDF}", lexicon)
    e = event(scene=scene, type="airstrike", noun=False, agents=[named(SDF, scene)])
    adjectives.attribute([e], None, lexicon)
    assert e.agents == [named(SDF, scene)]


def test_whose_act_it_is_is_not_at_whom_it_was_aimed(lexicon):
    scene = read(f"قصف تركي على قرية تسيطر عليها {SDF}", lexicon)
    turkish = named("تركي", scene)
    e = told_by("قصف", scene, "airstrike", agents=[named(SDF, scene)], targets=[turkish, named(SDF, scene)])
    adjectives.attribute([e], None, lexicon)
    assert e.agents == [turkish] and e.targets == [named(SDF, scene)]


# -- who accuses, asks, warns ----------------------------------------------------------------------------------------------


def doers(*between, verb="accusation", prep="ب", act="support", charged=(2,), read_as=(1,), aims=(), **more):
    """The tokens of those who do what the last word tells (اتهم الوزير فرنسا … بدعم): its doers were read as `read_as`, and a verb before
    it (of type `verb`) tells it of `charged`."""
    s = sentence(word("اتهم", verbs=(Made(frame="accusing"),)), "الوزير", "فرنسا", *between, word("دعم", prep=prep))
    people = {n: mention(s, n) for n in range(1, len(s.tokens) - 1)}
    scene = event(s).scene
    said = event(scene=scene, i=0, type=verb, agents=[people[1]], targets=[people[n] for n in charged], **more)
    last = len(s.tokens) - 1
    done = event(scene=scene, i=last, type=act, agents=[people[n] for n in read_as], targets=[people[n] for n in aims])
    accused.shift([said, done], None, None)
    return [m.i for m in done.agents]


def test_what_somebody_is_accused_of_he_did_and_not_the_speaker():
    assert doers() == [2] and doers(verb="demand") == [2]
    assert doers(verb="threat") == [1] and doers(turned_down="x") == [1] and doers(charged=()) == [1]
    assert doers(prep="") == [1] and doers(prep="ل") == [1]
    assert doers(act="condemnation") == [1]  # who says something of what is said
    assert doers(read_as=()) == []
    assert doers("قطر", read_as=(1, 3)) == [1, 3]  # another than the speaker does it
    assert doers("قطر", charged=(2, 3)) == [2, 3] and doers("قطر", charged=(2, 3), aims=(3,)) == [2]


def test_each_act_that_somebody_is_accused_of_is_looked_at():
    s = sentence(word("اتهم", verbs=(Made(frame="x"),)), "الوزير", "فرنسا", word("دعم", prep="ب"), word("دعم", prep=""), word("قصف", prep="ب"))
    minister, france = mention(s, 1), mention(s, 2)
    scene = event(s).scene
    told = [event(scene=scene, i=0, type="accusation", agents=[minister], targets=[france])]
    told += [event(scene=scene, i=i, type=kind, agents=[minister]) for i, kind in ((3, "threat"), (4, "support"), (5, "shelling"))]
    accused.shift([*told[:1], event(scene=event(s).scene, i=3, type="support", prep="ب", agents=[minister]), *told[1:]], None, None)
    assert [[m.i for m in e.agents] for e in told] == [[1], [2], [1], [2]]


def test_whoever_stands_in_or_behind_the_act_did_not_do_it():
    s = sentence(word("اتهم", verbs=(Made(frame="x"),)), "الوزير", word("دعم", prep="ب"), "فرنسا")
    scene, minister = event(s).scene, mention(s, 1)
    said = event(scene=scene, i=0, type="accusation", agents=[minister], targets=[mention(s, 2), mention(s, 3)])
    done = event(scene=scene, i=2, type="support", agents=[minister])
    accused.shift([said, done], None, None)
    assert done.agents == []


def test_an_accusation_is_told_before_what_it_is_of_and_by_a_verb():
    s = sentence(word("دعم", prep="ب"), "الوزير", word("اتهم", verbs=(Made(frame="x"),)), "فرنسا")
    scene, minister = event(s).scene, mention(s, 1)
    said = event(scene=scene, i=2, type="accusation", agents=[minister], targets=[mention(s, 0)])
    done = event(scene=scene, i=0, type="support", agents=[minister])
    accused.shift([said, done], None, None)
    assert done.agents == [minister]


def test_no_accusation_reaches_over_a_stop_or_another_act_or_far():
    stop, comma, shells = word(".", mark=True), word("،", mark=True), word("قصف", verbs=(Made(frame="shelling"),))
    assert doers(stop) == [1] and doers(comma) == [2] and doers(shells) == [1]
    assert doers(word("قصف", verbs=(Made(frame="shelling"),), nouns=("a noun as well",))) == [2]
    assert doers(word("كان", verbs=(Made(frame=None),))) == [2]  # a verb that tells no act
    assert doers(*"x" * 13) == [2] and doers(*"x" * 14) == [1]


@pytest.mark.parametrize(
    ("text", "who", "act", "on_trial"),
    [
        ("محاكمة 29 متهما في تفجير المسجد", "29 متهما", "تفجير", True),
        ("وجهت النيابة الاتهام إلى خمسة أشخاص في مقتل القاضي", "خمسة أشخاص", "مقتل", True),
        ("وجهت النيابة الاتهام إلى خمسة أشخاص في مقتل القاضي", "القاضي", "مقتل", False),  # behind it: whom they killed
        ("وجهت النيابة الاتهام بعد جلسة قصيرة إلى خمسة أشخاص في مقتل القاضي", "خمسة أشخاص", "مقتل", False),
        ("أصيب خمسة أشخاص في تفجير المسجد", "خمسة أشخاص", "تفجير", False),
        ("الاتهام لخمسة أشخاص بقتل القاضي", "لخمسة أشخاص", "بقتل", True),  # right before it, and the word of charging first of all
        ("محاكمة 29 متهما أمام محكمة العاصمة صباح أمس في تفجير المسجد", "29 متهما", "تفجير", True),
        ("محاكمة 29 متهما أمام محكمة العاصمة صباح أمس الأول في تفجير المسجد", "29 متهما", "تفجير", False),
    ],
)
def test_who_is_tried_for_an_act_did_not_suffer_it(text, who, act, on_trial, lexicon):
    scene = read(text, lexicon)
    e = told_by(act, scene, "killing", targets=[named(who, scene)])
    assert accused.charged(named(who, scene), e) is on_trial
    assert not accused.charged(named(who, scene), told_by(act, read(text, lexicon), "killing"))  # another sentence's
    accused.acquit([e], None, lexicon)
    assert e.targets == ([] if on_trial else [named(who, scene)])


def test_who_is_accused_is_whom_the_accusation_is_told_of(lexicon):
    scene = read("محاكمة 29 متهما في تفجير المسجد", lexicon)
    for more in ({"type": "accusation"}, {"type": "killing", "turned_down": "x"}):
        e = event(scene=scene, i=4, targets=[named("29 متهما", scene)], **more)
        accused.acquit([e], None, lexicon)
        assert len(e.targets) == 1


# -- verbs that only carry a noun ------------------------------------------------------------------------------------------


def turned_down(text, verb, noun, lexicon, verb_type="reinforcement", noun_type="condemnation"):
    """Which of the two words of a text were turned down as telling nothing of their own."""
    scene = read(text, lexicon)
    both = {word: told_by(word, scene, type_) for word, type_ in ((verb, verb_type), (noun, noun_type))}
    light.drop(list(both.values()), None, lexicon)
    return [word for word, e in both.items() if e.turned_down]


def test_a_verb_that_only_carries_a_noun_tells_nothing_by_itself(lexicon):
    for text in (
        "جدد المجلس إدانته للهجوم",
        "جدد المجلس أمس مرة إدانته للهجوم",
        "جدد أمس إدانته للهجوم",
        "جدد إدانته للهجوم",
        "جدد أعضاء المجلس في بيان مشترك إدانته للهجوم",
    ):
        near = "بيان" not in text
        assert turned_down(text, "جدد", "إدانته", lexicon) == (["جدد"] if near else []), text
    assert turned_down("جدد المجلس إدانته للهجوم", "جدد", "إدانته", lexicon, noun_type="reinforcement") == []  # of one act both may be told
    assert turned_down("جدد المجلس وإدانته للهجوم", "جدد", "وإدانته", lexicon) == []
    assert turned_down("قصف المجلس إدانته للهجوم", "قصف", "إدانته", lexicon) == []  # a verb of its own


def test_a_verb_that_lays_a_siege_strikes_nobody(lexicon):
    said = "ضربت", "حصارا"
    for text, laid in (
        ("ضربت قوات النظام حصارا على المخيم", True),
        ("ضربت حصارا على المخيم", True),
        ("ضربت قوات النظام مرتين وأحكمت أمس حصارا على المخيم", False),  # too far behind
        ("حصارا ضربت قوات النظام على المخيم", False),
    ):
        assert turned_down(text, *said, lexicon, "shelling", "siege") == (["ضربت"] if laid else []), text
    assert turned_down("ضربت قوات النظام حصارا على المخيم", *said, lexicon, "shelling", "armed_attack") == []
    assert turned_down("قصفت قوات النظام حصارا على المخيم", "قصفت", "حصارا", lexicon, "shelling", "siege") == []


def test_the_bomb_that_a_verb_sets_off_leaves_what_it_knows_to_the_verb(lexicon):
    scene = read("فجر انتحاري سيارة مفخخة قرب حاجز للشرطة", lexicon)
    who, where = named("انتحاري", scene), named("حاجز للشرطة", scene)
    verb = told_by("فجر", scene, "bombing", targets=[where])
    bomb = told_by("سيارة", scene, "bombing", agents=[who], places=[(where, "at")], targets=[where, who], deaths="9 dead", harms=["theirs"])
    light.drop([verb, bomb], None, lexicon)
    assert bomb.turned_down and not verb.turned_down
    assert (verb.agents, verb.places, verb.targets) == ([who], [(where, "at")], [where, who])
    assert (verb.deaths, verb.injured, verb.harms) == ("9 dead", None, ["theirs"])


def test_what_the_verb_knows_itself_stays(lexicon):
    scene = read("فجر انتحاري سيارة مفخخة قرب حاجز للشرطة", lexicon)
    who, where = named("انتحاري", scene), named("حاجز للشرطة", scene)
    for told in ({"deaths": "2 dead"}, {"injured": "3 hurt"}):
        verb = told_by("فجر", scene, "suicide_bombing", agents=[who], places=[(where, "to")], **told)
        light.drop([verb, told_by("سيارة", scene, "bombing", agents=[where], places=[(where, "at")], deaths="9 dead")], None, lexicon)
        assert (verb.agents, verb.places) == ([who], [(where, "to")]) and (verb.deaths, verb.injured) == (told.get("deaths"), told.get("injured"))
    for types in (("shelling", "bombing"), ("bombing", "shelling")):
        assert turned_down("فجر انتحاري سيارة مفخخة", "فجر", "سيارة", lexicon, *types) == []
