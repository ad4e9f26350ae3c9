"""What the grammar proposes for tolls, days and speakers, whatever the reader then chooses of it."""

from types import SimpleNamespace as Made

import pytest

from marsad.coder import harm, loose, scenes, tolls, voices
from marsad.coder.scene import Choice
from marsad.model import Article


def mentions(text, lexicon, published="2023-03-13"):
    return [m for scene in scenes(Article("a", text, published=published), lexicon) for m in scene.mentions]


def told(text, n, relation, lexicon):
    """The toll that the n-th mention of a text of one sentence is told in."""
    found = mentions(text, lexicon)
    return harm.total(harm.together(found[n], found, relation, lexicon))


def words(m, text):
    return text[m.start : m.end]


def toll(text, lexicon, relation="deaths"):
    """The toll that the first number of the text is told in."""
    first = next(n for n, m in enumerate(mentions(text, lexicon)) if harm.size_of(m, lexicon))
    return told(text, first, relation, lexicon)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("قتل 12 مسلحا وجنديان في المواجهات", 14, 14),
        ("مقتل 9 مقاتلين من الفصيل، و7 من عناصر الشرطة", 16, 16),
        ("مقتل 18 طفلا على الأقل وثلاث نساء", 21, None),
        ("مقتل 5 من عناصر التنظيم ومقتل ثلاثة جنود", 8, 8),
        ("مقتل أربعة أشخاص إضافة إلى مسعف", 5, 5),
        ("استشهاد رجل وزوجته وأطفالهما الأربعة", 6, 6),
        ("مقتل أم وطفلتيها", 3, 3),
        ("مقتل صياد ونجليه", 3, 3),
        ("قتل 6 مدنيين وجرح 13 آخرون", 6, 6),
        ("سقوط 6 قتلى و13 جريحا", 6, 6),
        ("قتل 6 مدنيين بينهم طفلان وامرأة", 6, 6),
        ("قتل 6 مدنيين في حلب و4 في إدلب", 6, 6),
        ("مقتل 15 ضابطا وجنديا", 15, 15),
        ("مقتل 6 مقاتلين وأسر أربعة", 6, 6),
        ("قتل 6 مقاتلين و3 دبابات", 6, 6),
    ],
)
def test_numbers_told_in_one_breath_add_up(lexicon, text, least, most):
    assert toll(text, lexicon) == (least, most)


def test_the_injured_add_up_apart(lexicon):
    assert toll("إصابة 4 مدنيين وجنديين", lexicon, "injured") == (6, 6)
    assert told("مقتل 4 مدنيين وإصابة 9", -1, "injured", lexicon) == (9, 9)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("سقوط عشرات القتلى والجرحى في المدينة", True),
        ("مقتل وجرح عشرات المدنيين في المدينة", True),
        ("سقوط عشرات القتلى ومئات الجرحى في المدينة", False),
        ("مقتل عشرات المدنيين وجرح آخرين", False),
        ("سقوط عشرات القتلى والنازحين في المدينة", False),
    ],
)
def test_a_number_of_dead_and_injured_alike(lexicon, text, both):
    first = next(m for m in mentions(text, lexicon) if m.count)
    assert harm._of_both(first) is both


@pytest.mark.parametrize(
    ("text", "of_both"),
    [
        ("مقتل وجرح 31 عاملا في المصنع", ["31 عاملا"]),
        ("قتل وأصيب 17 شرطيا عند البوابة", ["17 شرطيا"]),
        ("سقوط 52 شهيدا وجريحا في السوق", ["52 شهيدا", "جريحا"]),
        ("مقتل وجرح عشرات العمال في المصنع", []),  # so many of each
        ("إن حارسا قتل وأصيب 17 آخرون عند البوابة", []),
        ("إن شرطيا قتل وأصيب 17 حارسا أمنيا عند البوابة", []),
        ("مقتل 4 عمال وجرح 31 حارسا في المصنع", []),
        ("سقوط شهيد وجريح في السوق", []),
        ("سقوط 12 قتيلا و7 جرحى في السوق", []),
    ],
)
def test_nobody_knows_how_many_of_a_sum_died(lexicon, text, of_both):
    some = mentions(text, lexicon)
    assert [words(m, text) for m in some if harm._sum_of_both(m, some)] == of_both


@pytest.mark.parametrize(
    ("text", "told", "least"),
    [
        ("خلفت الغارة 7 مدنيين و3 جنود", "3 جنود", 3),
        ("تعاملت الطواقم مع أكثر من 90 إصابة في المدينة", "أكثر من 90 إصابة", 90),
        ("تعاملت الطواقم مع عشرات الإصابات بالرصاص", "عشرات الإصابات", 20),
        ("ارتفع عدد القتلى في المدينة منذ الأحد إلى 130.", "130", 130),
        ("ارتفعت حصيلة القتلى إلى 130 على الأقل.", "130 على الأقل", 130),
        ("أوقع الانفجار قتيلين في السوق", "قتيلين", 2),
        ("أودت الألغام بحياة المئات من السوريين", "المئات من السوريين", 200),
        ("إن 17 قتلوا في المعسكر", "17", 17),
        ("أصيب 40آخرون في السوق", "40آخرون", 40),
        ("مقتل الشاب سامر العلي برصاص مجهولين", "الشاب", 1),
        ("مقتل 7 قادة ميدانيين في المدينة", "7 قادة ميدانيين", 7),
        ("إن خمسة من كبار المسؤولين قتلوا", "خمسة من كبار المسؤولين", 5),
        ("قتل 90 متشددا في الجبال", "90 متشددا", 90),
        ("إن أكثر من سبعين يمنيا أصيبوا", "أكثر من سبعين يمنيا", 70),
        ("يرتفع إلى 211 عدد الذين قتلوا في المعسكر", "211", 211),
        ("سقوط ما بين مئة ومئتي قتيل في المدينة", "مئة ومئتي قتيل", 100),
        ("مقتل أربعة و عشرين جنديا في الكمين", "أربعة و عشرين جنديا", 24),
    ],
)
def test_who_is_counted(lexicon, text, told, least):
    sizes = {words(m, text): harm.size_of(m, lexicon) for m in mentions(text, lexicon)}
    assert told in sizes and sizes[told] is not None and sizes[told][0] == least


@pytest.mark.parametrize(
    ("text", "told", "size"),
    [
        ("قتل مسلحين اثنين في المدينة", "مسلحين اثنين", (2, 2)),
        ("أصاب الرصاص فلسطينيين أحدهما صبي", "فلسطينيين", (2, 2)),
        ("أصاب الرصاص فلسطينيين في المدينة", "فلسطينيين", None),
        ("إصابة الطفلين بجروح في المدينة", "الطفلين", (2, 2)),
        ("مقتل أحد الجنود في المدينة", "الجنود", (1, 1)),
        ("مقتل سائقها في المدينة", "سائقها", (1, 1)),
        ("مقتل عشرة إسلاميين في المدينة", "إسلاميين", (10, 10)),
        ("مقتل أسرة من ثمانية أفراد في المدينة", "أسرة", (8, 8)),
        ("إن ضابطين قتلا في الكمين", "ضابطين", (2, 2)),
        ("إن معلمين قتلا في السوق", "معلمين", (2, 2)),
        ("مقتل المعلمين الثلاثة في المبنى", "المعلمين", (3, 3)),
        ("مقتل محافظ المدينة ومرافقه", "مرافقه", (1, 1)),
    ],
)
def test_how_many_a_mention_tells(lexicon, text, told, size):
    sizes = {words(m, text): harm.size_of(m, lexicon) for m in mentions(text, lexicon)}
    assert told in sizes and sizes[told] == size


@pytest.mark.parametrize(
    ("phrase", "size"),
    [("سامي فواز", (1, 1)), ("الممرضة سلوى", (1, 1)), ("محتجات", None), ("معظم القادمين", None)],
)
def test_a_loose_phrase_in_the_form_of_one_person(lexicon, phrase, size):
    found = [m for scene in scenes(Article("a", f"اغتال المسلحون {phrase} في المدينة"), lexicon) for m in loose.phrases(scene)]
    assert harm.size_of(found[0], lexicon) == size


def act(text, at, lexicon, **more):
    """The first number of a text of one sentence, the act told by its word `at`, and that act as `tolls` knows it."""
    (scene,) = scenes(Article("a", text), lexicon)
    number = next(m for m in scene.mentions if harm.size_of(m, lexicon))
    token = next(t for t in scene.s.tokens if t.text == at)
    told = Made(**{"scene": scene, "i": token.i, "token": token, "type": "shelling", "agents": [], "targets": []} | more)
    return number, told, tolls.Acts({(id(scene.s), token.i): told}, {id(scene.s): scene.mentions})


@pytest.mark.parametrize(
    ("text", "at", "came"),
    [
        ("أصيب ثلاثة جنود على الأقل جراء إطلاق صواريخ من الشمال", "إطلاق", True),
        ("قتل خمسة مدنيين أمس في قصف على القرية", "قصف", True),
        ("قتل خمسة مدنيين أمس فيما اندلعت اشتباكات في القرية", "اشتباكات", False),
        ("قتل خمسة مدنيين قبل قصف القرية", "قصف", False),
    ],
)
def test_the_act_that_a_number_came_of(lexicon, text, at, came):
    number, told, acts = act(text, at, lexicon)
    assert (tolls._cause(number, acts) is told) is came
    raid = Made(token=told.scene.s.tokens[0], type="airstrike")
    assert not tolls._of_another(raid, number, "deaths", acts)  # a word of harm tells its own dead
    raid.token = told.token
    assert tolls._of_another(raid, number, "injured" if "أصيب" in text else "deaths", acts) is came
    assert not tolls._of_another(told, number, "deaths", acts)


def test_whom_an_act_was_aimed_at_is_no_toll_where_nothing_tells_of_harm(lexicon):
    number, told, _ = act("أطلق المسلحون النار على أربعة جنود في القرية", "أطلق", lexicon)
    assert not tolls._unsaid(told, number, "deaths")
    told.targets = [number]
    assert tolls._unsaid(told, number, "deaths")
    number, told, _ = act("أطلق المسلحون النار على أربعة جنود فقتلوا في القرية", "أطلق", lexicon)
    told.targets = [number]
    assert not tolls._unsaid(told, number, "deaths") and tolls._unsaid(told, number, "injured")


def test_which_number_is_the_toll(lexicon):
    text = "قتل المدنيون في السوق وقتل ثلاثة جنود، وشوهد خمسة رجال"
    (scene,) = scenes(Article("a", text), lexicon)
    plural, soldiers, men = (Made(m=m) for m in scene.mentions if m.kind in ("group", "actor"))
    bar = {"deaths": 0.33, "toll": 0.25}

    def best(*odds, rival=0.0):
        spots = [(s, p) for s, p in zip((plural, soldiers, men), odds, strict=True) if p]
        return tolls._best(sorted(spots, key=lambda x: -x[1]), "deaths", {id(s.m): max(p, rival) for s, p in spots}, bar, lexicon)

    assert best(0.9, 0.4, 0)[0] is soldiers  # what tells a number before what tells none
    assert best(0.9, 0, 0)[0] is plural
    assert best(0, 0.28, 0.3)[0] is soldiers  # under the bar only what words of harm stand beside
    assert best(0, 0.28, 0, rival=0.3) is None and best(0, 0.2, 0) is None


def test_one_person_who_is_told_to_be_killed_is_one_dead(lexicon):
    (scene,) = scenes(Article("a", "اغتال المسلحون سامي فواز في المدينة"), lexicon)
    (name,) = loose.phrases(scene)
    killing = Made(
        scene=scene,
        i=0,
        type="killing",
        modality="asserted",
        targets=[name],
        choices={"deaths": Choice([], None), "target": Choice([(name, 0.8)], None)},
    )
    tolls._the_killed(killing, lexicon)
    assert killing.choices["deaths"].taken == [(name, 0.8)]
    threat = Made(type="killing", modality="possible", targets=[name], choices={"deaths": Choice([], None)})
    tolls._the_killed(threat, lexicon)
    assert not threat.choices["deaths"].taken


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("وأضاف أن القوات قصفت القرية", "وأضاف"),
        ("ودخلت الدوريات المدينة، مشيرا إلى أن القوات قصفت القرية", "مشيرا"),
        ("وأضاف المتحدث باسم الجيش أن القوات قصفت القرية", None),
        ("ودخلت الدوريات المدينة ثم قصفت القرية", None),
    ],
)
def test_a_verb_of_saying_without_a_subject(lexicon, text, verb):
    (scene,) = scenes(Article("a", text), lexicon)
    told = Made(scene=scene, i=next(t.i for t in scene.s.tokens if t.text == "قصفت"))
    said = voices._said_by(told, lexicon)
    assert (said is None) if verb is None else scene.s.tokens[said].text == verb


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("لقي 14 مصرعهم في قصف على السوق", ["14 deaths"]),
        ("كانت الأسرة الواحدة مصرعهم", []),
        ("ارتفاع حصيلة المصابين إلى 6", ["6 injured"]),
    ],
)
def test_what_a_bare_number_tells(lexicon, text, told):
    assert [f"{words(m, text)} {' '.join(harm.tells(m))}" for m in mentions(text, lexicon) if m.count] == told


def test_a_definite_plural_in_een_is_no_dual(lexicon):
    text = "اشتباكات بين القبائل والحوثيين ثم انسحب المسلحان"
    sizes = {words(m, text): harm.size_of(m, lexicon) for m in mentions(text, lexicon)}
    assert sizes["الحوثيين"] is None and sizes["المسلحان"] == (2, 2)


def test_a_number_that_something_reaches_is_no_toll_of_itself(lexicon):
    text = "ارتفع سعر البرميل في السوق إلى 130."
    assert not any(m.count for m in mentions(text, lexicon))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("وأشار الحمداني إلى أن القصف طال المدينة.", "الحمداني"),
        ("وقال نزار بركات في بيان إن القرية قصفت.", "نزار بركات"),
        ("وأضاف كارلسون: القرية قصفت.", "كارلسون"),
        ("قصفت القرية وفق فراس النعيمي.", "فراس النعيمي"),
    ],
)
def test_who_speaks_by_a_name_that_nothing_else_knows(lexicon, text, who):
    assert who in [words(m, text) for m in mentions(text, lexicon) if m.cls == "speaker"]


@pytest.mark.parametrize("text", ["وقال أيضا إن القرية قصفت.", "وأكد ضرورة أن ينسحبوا.", "وأكد رسميا: القرية قصفت.", "قصفت القرية وفق ما نقل شهود."])
def test_who_does_not_speak(lexicon, text):
    assert not [m for m in mentions(text, lexicon) if m.cls == "speaker"]


def days(text, lexicon, published="2023-03-13"):  # a Monday
    return [m.when and m.when.start.isoformat() for m in mentions(text, lexicon, published) if m.kind == "time"]


def test_a_weekday_behind_a_verb_of_the_future_is_still_to_come(lexicon):
    assert days("سيجتمع الوزراء في العاصمة الخميس", lexicon) == ["2023-03-16"]
    assert days("تعتزم الحركة التظاهر في العاصمة الخميس", lexicon) == ["2023-03-16"]
    assert days("اجتمع الوزراء في العاصمة الخميس", lexicon) == ["2023-03-09"]
    assert days("سيجتمع الوزراء كما اتفقوا الخميس الماضي", lexicon) == ["2023-03-09"]


def test_a_day_told_by_the_one_before_it(lexicon):
    assert days("قصفت القرية الخميس. وفي اليوم التالي انسحبوا. وفي اليوم ذاته عادوا.", lexicon) == ["2023-03-09", "2023-03-10", "2023-03-10"]
    assert days("وفي اليوم التالي انسحبوا.", lexicon) == [None]


def test_the_third_day_running_is_today(lexicon):
    assert days("تتواصل الاشتباكات لليوم الثالث", lexicon) == ["2023-03-13"]


def test_a_month_is_no_part_of_a_person_s_name(lexicon):
    text = "اعتقال القائد العسكري برادر الشهر الماضي"
    assert days(text, lexicon) == ["2023-02-01"]


def test_where_the_fire_comes_from(lexicon):
    def governed(text, name):
        return next(m.prep for m in mentions(text, lexicon) if m.kind == "place" and name in words(m, text))

    assert governed("قصفت القوات من مواقعها في سراقب بلدة سرمين", "سراقب") == "من"
    assert governed("قصفت القوات عددا من المواقع في سراقب", "سراقب") == "في"


@pytest.mark.parametrize("end", ["", "\n", " \n\n"])
def test_the_only_line_of_a_text_is_no_headline(lexicon, end):
    found = scenes(Article("a", "قتل أربعة مدنيين في قصف مدفعي على سوق في بلدة بنش" + end), lexicon)
    assert not any(scene.s.title for scene in found)
    two = scenes(Article("a", "قصف على بنش\nقتل أربعة مدنيين في قصف مدفعي على سوق في بلدة بنش" + end), lexicon)
    assert [scene.s.title for scene in two] == [True, False]


def test_a_side_is_nobody(lexicon):
    from marsad.coder.page import Page

    text = "دارت اشتباكات بين فصائل المعارضة من جهة وقوات النظام من جهة أخرى"
    page = Page(scenes(Article("a", text), lexicon))
    assert not [s for s in page.spots if words(s.m, text).startswith("جهة")]


def sizes(text, lexicon):
    """What the mentions of people in a text of one sentence tell of their number, in order."""
    return [harm.size_of(m, lexicon) for m in mentions(text, lexicon) if m.kind in ("actor", "group", "person")]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("قتل جندي وأصيب آخر في هجوم مسلح", [(1, 1), (1, 1)]),
        ("قتل شرطي وأصيب آخران بانفجار عبوة ناسفة", [(1, 1), (2, 2)]),
        ("قتل مدنيان وأصيب ثالث بجروح خطرة", [(2, 2), (1, 1)]),
        ("مقتل آخر قيادات التنظيم", [None]),
        ("قتلت الشرطة مسلحين اثنين", [None, (2, 2)]),
        ("لقي أمين شرطة مصرعه", [(1, 1)]),
        ("إصابة عسكري بانفجار لغم", [(1, 1)]),
        ("مقتل طفلين وإصابة والدتهما", [(2, 2), (1, 1)]),
        ("ثلاثة أيام من المواجهات قتل فيها قرابة 120", [(120, 120)]),
        ("قتل 27 مدنيا وأصيب 25 بجروح", [(27, 27), (25, 25)]),
        ("مقتل ستة أطفال وثلاثة بالغين", [(6, 6), (3, 3)]),
        ("خمسة وتسعون بالمئة من المدنيين", [None]),
        ("عددا آخر من الجنود قتلوا", [None]),
    ],
)
def test_one_more_two_and_somebodys_kin_are_counted(text, size, lexicon):
    assert sizes(text, lexicon) == size


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("إن ضابطين أصيبا جراء الانفجار", [{"injured"}]),
        ("أوقع الانفجار قتيلين وأصاب 14 آخرين", [{"deaths"}, {"injured"}]),
        ("أوقعت ثلاثة جنود جرحى", [{"injured"}]),
        ("أربعة جنود قتلوا وثمانية مدنيين أصيبوا", [{"deaths"}, {"injured"}]),
    ],
)
def test_what_befell_people_is_told_before_them_by_them_or_by_the_verb_behind(text, told, lexicon):
    people = [m for m in mentions(text, lexicon) if m.kind in ("actor", "group", "person") and harm.size_of(m, lexicon)]
    assert [harm.tells(m) for m in people] == told


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("نجا وزير الداخلية من محاولة اغتيال في العاصمة طرابلس أمس.", set()),
        ("قال الجيش إن الاشتباكات في مدينة سبها أوقعت مقتل 12 مسلحا و4 عناصر أمن وضابط وثلاثة مدنيين.", {20}),
        ("قتل شرطيان برصاص قناص عند مدخل السوق، ولقي خمسة عمال حتفهم في انفجار عبوة ناسفة شرق مدينة بعقوبة.", {5}),
        ("قتل جندي وأصيب آخر في هجوم مسلح على حاجز للجيش غربي الموصل.", {1}),
    ],
)
def test_tolls_of_whole_sentences(text, deaths, code):
    assert {c.deaths.min for c in code(text).claims if c.deaths} == deaths


@pytest.mark.parametrize(
    ("text", "told", "harm_told"),
    [
        ("إن 6 عمال بينهم قاصران، أصيبوا بجروح في المصنع", "6 عمال", "injured"),
        ("قتل 6 عمال كانوا قد أصيبوا أمس", "6 عمال", "deaths"),
        ("سقوط قتيل و8 جرحى في السوق", "8 جرحى", "injured"),
        ("سقوط جريحين في السوق", "جريحين", "injured"),
        ("أصيب عشرون بسقوط قذيفة على السوق", "عشرون", "injured"),
        ("راح ضحيته 14 شخصا", "14 شخصا", "deaths"),
    ],
)
def test_what_befell_those_who_are_counted(lexicon, text, told, harm_told):
    assert harm.tells(next(m for m in mentions(text, lexicon) if words(m, text) == told)) == {harm_told}


def test_the_number_that_an_event_is_told_by_is_its_toll(code):
    told = {
        c.trigger.text: c.deaths.min
        for c in code("أعلنت وزارة الصحة وصول 9 شهداء خلال 24 ساعة، وارتفاع حصيلة الحرب إلى 31,480 شهيدا.", published="2024-03-18").claims
        if c.deaths
    }
    assert told.get("شهداء") == 9 and list(told.values()).count(31480) <= 1


def test_or_is_no_mother(lexicon):
    assert not any(words(m, "لا يعلم أهله هل قتل أم لا يزال حيا") == "أم" for m in mentions("لا يعلم أهله هل قتل أم لا يزال حيا", lexicon))


def test_a_sentence_that_goes_on_with_others_tells_it_of_the_event_before(code):
    (claim,) = code("قتل ثلاثة جنود في قصف جوي شنته طائرات مجهولة على مدينة نيالا أمس. وأصيب سبعة آخرون.").claims
    assert (claim.deaths.min, claim.injured.min) == (3, 7)


def test_others_of_a_sentence_with_an_event_of_its_own_are_its_own(code):
    claims = code("قتل ثلاثة جنود في قصف جوي على مدينة نيالا. وأصيب سبعة آخرون في انفجار لغم بمدينة الفاشر.").claims
    assert [(c.type, c.injured and c.injured.min) for c in claims] == [("airstrike", None), ("bombing", 7)]


def test_a_number_told_at_another_town_is_no_toll(code):
    told = code("اندلعت اشتباكات بين مسلحين في مدينة الزاوية مساء أمس. وأعلن مستشفى سرت أن انفجارا في مدينة سرت أدى إلى مقتل ستة عمال.").claims
    assert not [c for c in told if c.type == "clash" and c.deaths]


def test_those_who_die_while_a_march_is_to_be_broken_up_died(code):
    (claim,) = [c for c in code("قتل متظاهران وأصيب 35 آخرون خلال محاولة قوات الأمن فض تظاهرة في الناصرية أمس.").claims if c.type == "crackdown"]
    assert (claim.deaths.min, claim.injured.min) == (2, 35)


# -- what the stage makes of them, by parts -------------------------------------------------------------------------------


def page(text, lexicon, *acts):
    """The scenes of a text, and an event of each act (the word that tells it, its type, more) with no toll yet."""
    found = scenes(Article("a", text), lexicon)
    told = []
    for at, kind, more in acts:
        scene, token = next((scene, t) for scene in found for t in scene.s.tokens if t.text == at)
        none = {"deaths": Choice([], None), "injured": Choice([], None), "target": Choice([], None)}
        more = {"modality": "asserted", "agents": [], "targets": [], "places": [], "choices": none} | more
        told.append(Made(scene=scene, i=token.i, token=token, type=kind, turned_down="", **more))
    return found, told


def counted(scene, lexicon):
    return next(m for m in scene.mentions if harm.size_of(m, lexicon))


@pytest.mark.parametrize(
    ("more", "after", "taken"),
    [
        ({}, "وأصيب سبعة آخرون.", True),
        ({"modality": "planned"}, "وأصيب سبعة آخرون.", False),  # of what has not happened
        ({}, "وأصيب سبعة جنود.", False),  # no others
        ({}, "وشوهد سبعة آخرون.", False),  # nothing tells of harm
        ({}, "وأصيب سبعة آخرون وثلاثة جنود.", False),  # two numbers: which?
        ({}, "وسقط سبعة آخرون بين قتيل وجريح.", False),  # both at once
    ],
)
def test_only_others_who_were_hurt_go_on_with_an_event(more, after, taken, lexicon):
    found, (e,) = page("قتل ثلاثة جنود في قصف على المدينة. " + after, lexicon, ("قصف", "shelling", more))
    e.choices = {"deaths": Choice([(counted(found[0], lexicon), 0.9)], None), "injured": Choice([], None)}
    tolls._told_on([e], Made(page=Made(scenes=found), thresholds={"injured": 0.3, "deaths": 0.3}), lexicon)
    assert [(m, p) for m, p in e.choices["injured"].taken] == ([(counted(found[1], lexicon), 0.3)] if taken else [])


def test_others_are_told_of_an_event_with_a_toll_of_the_other_harm_alone(lexicon):
    found, (e,) = page("قتل ثلاثة جنود في قصف على المدينة. وأصيب سبعة آخرون.", lexicon, ("قصف", "shelling", {}))
    three = counted(found[0], lexicon)
    reading = Made(page=Made(scenes=found), thresholds={"injured": 0.3, "deaths": 0.3})
    for deaths, injured in (([], []), ([(three, 0.9)], [(three, 0.9)]), ([], [(three, 0.9)])):
        e.choices = {"deaths": Choice(deaths, None), "injured": Choice(injured, None)}
        tolls._told_on([e], reading, lexicon)
        assert e.choices["injured"].taken == injured
    e.type, e.choices = "statement", {"deaths": Choice([(three, 0.9)], None), "injured": Choice([], None)}
    tolls._told_on([e], reading, lexicon)
    assert not e.choices["injured"].taken  # nobody is hurt by what is said


def test_a_killing_of_people_without_a_number_is_of_no_number(lexicon):
    (scene,), (e,) = page("اغتال المسلحون معظم القادمين في المدينة", lexicon, ("اغتال", "killing", {}))
    e.targets = loose.phrases(scene)[:1]
    tolls._the_killed(e, lexicon)
    assert e.targets and not e.choices["deaths"].taken
    (scene,), (e,) = page("اغتال المسلحون ثلاثة جنود في المدينة", lexicon, ("اغتال", "killing", {}))
    e.targets = [counted(scene, lexicon)]  # a number, but no name
    tolls._the_killed(e, lexicon)
    assert not e.choices["deaths"].taken


@pytest.mark.parametrize(
    ("at", "beside", "elsewhere"),
    [
        ("بنش", "وقتل ثلاثة جنود في دمشق.", True),
        ("بنش", "وقتل ثلاثة جنود في سرمين.", False),  # some five kilometres away
        ("بنش", "وقتل ثلاثة جنود في دمشق وسرمين.", False),  # one of the two is near
        ("بنش", "وقتل ثلاثة جنود في سوريا.", False),  # no town
        ("بنش", "وقتل ثلاثة جنود في المعركة.", False),
        ("سوريا", "وقتل ثلاثة جنود في دمشق.", False),  # the event is at no town
    ],
)
def test_a_number_that_another_sentence_tells_of_another_town(at, beside, elsewhere, lexicon):
    found = scenes(Article("a", f"وقع قصف على بلدة بنش السورية وقرى في سوريا. {beside}"), lexicon)
    places = {
        w: m for m in found[0].mentions if m.place is not None for w in ("بنش", "سوريا") if w in " ".join(t.text for t in m.s.tokens[m.i : m.j])
    }
    bare = next(m for m in found[1].mentions if m.kind != "place")
    bare = Made(place=None) if bare.place is None else bare
    e = Made(scene=found[0], places=[(bare, "at"), (places[at], "at")])
    acts = tolls.Acts({}, {id(scene.s): scene.mentions for scene in found})
    assert tolls._elsewhere(e, counted(found[1], lexicon), acts) is elsewhere
    here = next(m for m in found[0].mentions)
    assert not tolls._elsewhere(e, here, acts)  # of its own sentence each number may be


def test_whom_somebody_tried_to_kill_did_not_die_of_it(lexicon):
    number, told, _ = act("نجا أربعة جنود من محاولة اغتيال في القرية", "اغتيال", lexicon, type="killing")
    assert tolls._alive(told, number, 0.9, "deaths") and tolls._alive(told, number, 0.9, "injured")
    number, told, _ = act("قتل أربعة جنود في محاولة اقتحام القرية", "اقتحام", lexicon, type="offensive")
    assert not tolls._alive(told, number, 0.9, "deaths")  # those who tried died
    told.targets = [number]
    assert tolls._alive(told, number, 0.9, "deaths")
    number, told, _ = act("أصيب أربعة جنود في محاولة اقتحام القرية", "اقتحام", lexicon, type="offensive", targets=[])
    told.targets = [number]
    assert not tolls._alive(told, number, 0.9, "injured") and tolls._alive(told, number, 0.9, "deaths")


def test_how_sure_a_toll_is_that_nothing_tells(lexicon):
    number, told, _ = act("أطلق المسلحون النار على أربعة جنود في القرية", "أطلق", lexicon)
    told.targets = [number]
    assert not tolls._alive(told, number, 0.5, "deaths") and tolls._alive(told, number, 0.49, "deaths")


@pytest.mark.parametrize("text", ["أصيب ثلاثة جنود ووصل الأطباء بعد قصف على القرية", "أصيب ثلاثة جنود وانسحبت الدورية إثر قصف على القرية"])
def test_no_act_behind_a_verb_of_its_own_is_the_cause(text, lexicon):
    number, _, acts = act(text, "قصف", lexicon)
    assert tolls._cause(number, acts) is None


def test_some_of_a_family_are_no_families(code):
    (claim,) = code("أصيب أربعة من عائلة أبو رحمة في قصف على خان يونس أمس.").claims
    assert [(h.group, h.count.min) for h in claim.harm] == [("people", 4)]
    assert "injuring four people" in claim.gloss_en and "4 أشخاص" in claim.gloss_ar
