"""Posts that are a toll and nothing else; whom a ministry counts; figures of speech; fire from the doers' own positions."""

import pytest


def told(doc):
    return [c for c in doc.claims if c.kind == "event"]


@pytest.mark.parametrize(
    ("text", "dead", "injured"),
    [
        ("الدفاع المدني: 6 قتلى و14 جريحا حصيلة أولية.", 6, 14),
        ("وزارة الصحة السورية: أربعة قتلى وسبعة مصابين.", 4, 7),
        ("الهلال الأحمر السوداني: 11 قتيلا حتى الآن.", 11, None),
    ],
)
def test_a_speaker_and_a_toll_are_a_killing(code, text, dead, injured):
    [claim] = told(code(text))
    assert (claim.type, claim.deaths.min) == ("killing", dead)
    assert (claim.injured.min if claim.injured else None) == injured
    assert claim.source.text == text.split(":")[0]
    assert text[claim.trigger.start : claim.trigger.end] == claim.trigger.text


@pytest.mark.parametrize(
    "text",
    [
        "الدفاع المدني: 6 قتلى و14 جريحا في تصادم حافلتين على طريق الأقصر.",
        "وزارة الصحة: 40 مصابا بالحصبة.",
        "اتحاد الكرة: 3 مباريات و5 أهداف.",
        "قائمة الغائبين: 4 قتلى و9 جرحى",
    ],
)
def test_a_toll_with_a_cause_of_its_own_or_without_a_speaker_is_not(code, text):
    assert "killing" not in {c.type for c in told(code(text))}


def test_a_toll_repeats_what_an_article_tells(code):
    doc = code("قصفت طائرات حربية سوقا في مدينة الفاشر صباح الاثنين.\nالدفاع المدني: 6 قتلى و14 جريحا.\nوتواصل فرق الإنقاذ عملها.")
    assert "shelling" in {c.type for c in told(doc)} or "airstrike" in {c.type for c in told(doc)}


def test_whom_a_ministry_counts_are_of_its_land(code):
    [claim] = told(code("وزارة الصحة بغزة: 9 شهداء و21 إصابة خلال 24 ساعة."))
    assert [(p.text, p.role, p.country) for p in claim.places] == [("غزة", "at", "PS")]
    doc = code("أعلنت وزارة الصحة في غزة وصول 9 شهداء إلى المستشفيات خلال الساعات الماضية.")
    claim = next(c for c in told(doc) if c.type == "killing")
    assert [p.text for p in claim.places] == ["غزة"]


def test_where_they_died_is_where_the_text_says(code):
    claims = told(code("أكدت وزارة الصحة في غزة مقتل 9 مدنيين بقصف استهدف مدينة رفح."))
    assert claims and all([p.text for p in c.places] == ["مدينة رفح"] for c in claims)


@pytest.mark.parametrize(
    "text",
    [
        "اتهم النائب الوزير بقتل طموحات الشباب في البصرة.",
        "قال الكاتب إن الحكومة تقصف أحلام الخريجين كل يوم في بغداد.",
    ],
)
def test_figures_of_speech_tell_nothing(code, text):
    assert not {c.type for c in told(code(text))} & {"accusation", "killing", "shelling", "airstrike"}


def test_own_positions_are_where_fire_comes_from_whatever_was_chosen(code):
    doc = code("أطلقت قوات الدعم السريع من مواقعها في نيالا صواريخ على مدينة الأبيض.")
    claim = next(c for c in told(doc) if c.type in ("shelling", "airstrike"))
    assert {(p.text, p.role) for p in claim.places} == {("نيالا", "from"), ("مدينة الأبيض", "at")}


def test_where_who_fires_is_stationed_is_not_struck(code):
    doc = code("قصفت قوات النظام المتمركزة في بلدة كفرنبل قرية سفوهن بقذائف المدفعية، دون أنباء عن إصابات.")
    claim = next(c for c in told(doc) if c.type == "shelling")
    assert ("بلدة كفرنبل", "at") not in {(p.text, p.role) for p in claim.places}


def test_where_those_struck_are_stationed_is_struck(code):
    doc = code("قصفت الطائرات الروسية مجموعات المعارضة المتمركزة في بلدة كفرنبل بعدة صواريخ.")
    claim = next(c for c in told(doc) if c.type == "airstrike")
    assert ("بلدة كفرنبل", "at") in {(p.text, p.role) for p in claim.places}


def test_fire_falls_on_the_town_that_is_its_target(code):
    doc = code("تعرضت بلدة سفوهن لقصف مدفعي من قوات النظام المتمركزة في بلدة كفرنبل، وفق ناشطين.")
    claim = next(c for c in told(doc) if c.type == "shelling")
    assert {p.text for p in claim.places if p.role == "at"} == {"بلدة سفوهن"}


POST = "مقتل ثلاثة مدنيين بغارة روسية على بلدة أريحا جنوبي إدلب"


@pytest.mark.parametrize(
    "behind",
    ["", "\n#إدلب #أريحا #عاجل", "\nالأسماء: سمير الخطيب، نادر قاسم، وطفلته هدى\n#إدلب", "\nللمزيد تابعونا على القناة https://example.org/a"],
)
def test_a_post_of_one_line_tells_what_its_line_tells(code, behind):
    [claim] = [c for c in told(code(POST + behind)) if c.type == "airstrike"]
    assert claim.deaths.min == 3 and [p.text for p in claim.places] == ["بلدة أريحا"]


def test_a_headline_that_its_body_tells_again_is_told_once(code):
    body = (
        "قالت فرق الدفاع المدني إن ثلاثة مدنيين قتلوا صباح الاثنين بغارة شنتها طائرات روسية على بلدة أريحا جنوبي إدلب، وإن عشرة أشخاص أصيبوا. "
        "وأضافت أن فرقها نقلت المصابين إلى مستشفيات قريبة، وأن عددا من المنازل دمر جزئيا، في حين عادت الحركة إلى السوق مساء بعد ساعات من التوقف."
    )
    claims = [c for c in told(code(f"{POST}\n{body}")) if c.type == "airstrike"]
    assert len(claims) == 1 and claims[0].trigger.start > len(POST)


def test_one_act_in_a_text_of_some_hundred_words_is_told(code):
    doc = code(
        "أصيبت أربع نساء كن يقطفن الزيتون بقصف مدفعي على أطراف بلدة سفوهن. "
        "ونقلت المصابات إلى مستشفى ميداني لتلقي العلاج، وقال طبيب في المستشفى إن حالة إحداهن خطرة وإن الأخريات سيغادرن خلال أيام. "
        "وكان الموسم قد بدأ قبل أسبوعين وسط مخاوف من قلة الأمطار، إذ يعتمد معظم أهالي المنطقة على بيع الزيت لتأمين حاجات الشتاء والمدارس، "
        "وتشكو الجمعيات الزراعية من ارتفاع أسعار الوقود وأجور النقل ومن غياب مراكز تسويق قريبة من القرى."
    )
    assert "shelling" in {c.type for c in told(doc)}


def test_a_habit_is_no_denial_and_nobody_who_speaks(code):
    claims = told(code("وعادة ما تتهم بيروت إسرائيل بقصف بلدات جنوب لبنان بالمدفعية."))
    assert claims and all(c.modality != "denied" and (c.source is None or "عادة" not in c.source.text) for c in claims)


def test_what_is_worth_mentioning_says_nothing(code):
    claims = told(code("من الجدير بالذكر أن قائد اللواء قتل الشهر الماضي في معارك قرب مدينة نيالا."))
    assert claims and all(c.source is None for c in claims)
