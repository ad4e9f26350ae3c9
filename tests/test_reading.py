"""What a careful reader takes from a sentence or an article: groups of the harmed, chains of credits, loaded names, messy words."""

import pytest
from conftest import ROOT, command

from marsad.coder import code_article
from marsad.read import article_from_text


def events(doc, type_=None):
    return [c for c in doc.claims if c.kind == "event" and type_ in (None, c.type)]


def ids(spans):
    return [s.actor and s.actor.id for s in spans]


# -- casualties by group -----------------------------------------------------------------------------------------------


def test_parts_are_told_among_the_whole_and_not_added(code):
    (claim,) = events(code("استشهد 14 مدنيا بينهم ستة أطفال وثلاث نساء في غارة إسرائيلية على مخيم النصيرات."), "airstrike")
    assert (claim.deaths.min, claim.deaths.max) == (14, 14)
    groups = {(h.group, h.count.min, h.among) for h in claim.harm}
    assert ("civilians", 14, False) in groups
    assert ("children", 6, True) in groups


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("استشهد أحد عشر مواطنا في قصف إسرائيلي على مدينة رفح.", 11, 11),
        ("قتل ما بين 20 و30 جنديا في هجوم على معسكر للجيش الصومالي.", 20, 30),
        ("قتل ما لا يقل عن 40 مسلحا في غارات على مواقع لتنظيم داعش قرب الرطبة.", 40, None),
        ("قتل عشرات المدنيين في قصف مدفعي على سوق في الفاشر.", 20, None),
        ("أودى القصف المدفعي على مدينة الفاشر بحياة 27 شخصا.", 27, 27),
        ("ارتفع عدد شهداء القصف الإسرائيلي على قطاع غزة إلى 53، بينهم 14 طفلا.", 53, 53),
    ],
)
def test_tolls(code, text, low, high):
    told = [c.deaths for c in events(code(text)) if c.deaths]
    assert [(d.min, d.max) for d in told] == [(low, high)]


def test_one_number_for_dead_and_wounded_tells_neither(code):
    told = events(code("أسفر انفجار سيارة مفخخة في مدينة أعزاز عن مقتل وإصابة العشرات."), "bombing")
    assert len(told) == 1
    assert told[0].deaths is None and told[0].injured is None


def test_displaced_and_prisoners(code):
    (moved,) = events(code("نزح أكثر من 30 ألف شخص من مدينة النهود."), "displacement")
    assert [(h.what, h.count.min) for h in moved.harm] == [("displaced", 30000)]
    (taken,) = events(code("اعتقلت قوات الاحتلال خمسة فلسطينيين من مخيم جنين."), "arrest")
    assert [(h.what, h.count.min) for h in taken.harm] == [("captured", 5)]


# -- who says so -------------------------------------------------------------------------------------------------------


def test_source_inside_source_keeps_both(code):
    (claim,) = events(code("نقلت وكالة سانا عن مصدر عسكري أن الجيش السوري قصف مواقع للمسلحين في ريف حماة."), "shelling")
    assert claim.source.text == "مصدر عسكري"
    assert any("سانا" in v.text for v in claim.via)


def test_spokesman_speaks_for_his_side(code):
    (claim,) = events(code("أعلن المتحدث باسم القوات المسلحة اليمنية يحيى سريع استهداف سفينة في البحر الأحمر."))
    assert claim.agents[0].text == "القوات المسلحة اليمنية"
    assert claim.source.text.startswith("المتحدث باسم القوات المسلحة اليمنية")


def test_commander_in_chief_announces_his_own(code):
    doc = code("أعلن الرئيس الروسي فلاديمير بوتين بدء عملية عسكرية في إقليم دونباس.")
    assert events(doc, "offensive")[0].agents[0].text.startswith("الرئيس الروسي")


# -- names over time, by outlet and by country --------------------------------------------------------------------------


@pytest.mark.parametrize(("published", "id_"), [("2015-03-01", "sy.nusra"), ("2019-03-01", "sy.hts")])
def test_renamed_actors_carry_dates(code, published, id_):
    doc = code("هاجمت جبهة النصرة حاجزا لقوات النظام السوري في ريف إدلب.", published)
    assert ids(events(doc)[0].agents) == [id_]


def test_loaded_names_by_country(lexicon):
    text = "شنت طائرات العدو غارة على بلدة الطيبة، واستهدفت مدفعية العدو أطراف بلدة حولا جنوب لبنان."
    doc = code_article(article_from_text(text, published="2024-10-01"), lexicon)
    assert "il.army" in {a.actor.id for c in events(doc) for a in c.agents if a.actor}


def test_loaded_names_by_outlet(lexicon):
    text = "شنت طائرات العدو غارة على مدينة صعدة."
    told = {}
    for url in ("https://www.almasirah.net.ye/post/1", "https://www.almanar.com.lb/2"):
        doc = code_article(article_from_text(text, published="2018-10-01", url=url), lexicon)
        told[url.split("/")[2]] = ids(events(doc, "airstrike")[0].agents)
    assert told == {"www.almasirah.net.ye": ["coalition.ye"], "www.almanar.com.lb": ["il.army"]}


def test_ambiguous_name_stays_open_and_says_so(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("هاجمت المرتزقة قرية وقتلت ثلاثة مدنيين، بحسب مصدر محلي.", "utf-8")
    out = command("explain", file)[1]
    assert "المرتزقة" in out and "open" in out


# -- messy words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "قالت الأممالمتحدة إن قوات الدعم السريع قصفت مدينة الفاشر.",
        "قصفت قصفت قوات الدعم السريع مدينة الفاشر.",
        "قصفـــت قوات الدعم السريع مدينة #الفاشر.",
        "قصفت قوات الدعم السريع مدينه الفاشر بالمدفعيه.",
        "قصفت قوات الدعم السريع مدينة الفاشر0:45",
        "في المدينةقصفت قوات الدعم السريع الفاشر.",
    ],
)
def test_messy_words(code, text):
    (claim,) = events(code(text), "shelling")
    assert ids(claim.agents) == ["sd.rsf"]
    assert claim.places[0].name_en == "El Fasher"


def test_initials_do_not_end_a_sentence(code):
    doc = code("أوقفت قوات الأمن السورية المواطن (ح.ج.) في مدينة حلب بتهمة تهريب السلاح.")
    (claim,) = events(doc, "arrest")
    assert "أوقفت" in claim.evidence.text and "حلب" in claim.evidence.text


# -- one occurrence, one claim -----------------------------------------------------------------------------------------


def test_headline_and_background_are_further_mentions(code):
    doc = code(
        "مقتل خمسة جنود في تفجير قرب مأرب\n\nقتل خمسة جنود يمنيين وأصيب ثلاثة الأحد بانفجار عبوة ناسفة قرب مدينة مأرب.\nولم تتبن أي جهة التفجير."
    )
    (claim,) = events(doc)
    assert claim.type == "bombing"
    assert len(claim.mentions) >= 1
    assert all(m.text == doc.text[m.start : m.end] for m in claim.mentions)


def test_confidence_is_a_probability(code):
    doc = code("قصفت قوات النظام بالمدفعية بلدة كفر نبل جنوبي إدلب، وسيطرت على قرية حاس بحسب ناشطين.")
    assert doc.claims
    assert all(0.0 < c.confidence < 1.0 for c in doc.claims)


# -- modality and voice -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "type_", "modality"),
    [
        ("حذر مسؤول أممي من أن القتال في السودان قد يمتد إلى ولاية الجزيرة.", "clash", "possible"),
        (
            "تهدد تركيا بشن عملية عسكرية شمالي سوريا إذا لم تنسحب قوات سوريا الديمقراطية من منبج.",
            "withdrawal",
            "conditional",
        ),
        ("نفت قوات الدعم السريع ضلوعها في مقتل الوالي في الجنينة.", "killing", "denied"),
        ("وقد قتل ثمانية جنود تونسيين في كمين في جبل الشعانبي.", "armed_attack", "asserted"),
    ],
)
def test_modality(code, text, type_, modality):
    assert [c.modality for c in events(code(text), type_)] == [modality]


def test_a_foiled_bombing_is_an_interception(code):
    doc = code("أحبطت قوات الحزام الأمني محاولة تفجير سيارة مفخخة في مديرية مودية بمحافظة أبين.")
    assert [c.type for c in events(doc)] == ["interception"]


def test_the_subject_goes_on(code):
    doc = code("اقتحمت قوات الاحتلال مدينة جنين واعتقلت 12 فلسطينيا وأحرقت منزلا.")
    assert {c.type: ids(c.agents) for c in events(doc)} == {
        "advance": ["il.army"],
        "arrest": ["il.army"],
        "destruction": ["il.army"],
    }


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


# -- breadth ------------------------------------------------------------------------------------------------------------


def test_breadth_of_the_lexicon(lexicon):
    lemmas = {u.lemma for uses in lexicon.verb_forms.values() for u in uses if u.frame} | {
        u.lemma for uses in lexicon.noun_forms.values() for u in uses
    }
    assert len(lemmas) >= 450
    assert len(lexicon.actor_by_id) >= 900
    import tomllib

    sources = tomllib.loads((ROOT / "src/marsad/lexicon/sources.toml").read_text("utf-8"))
    assert len(sources["outlet"]) >= 300


def test_who_announces_its_own_dead_did_not_kill_them(code):
    (claim,) = events(code("أعلنت وزارة الدفاع الأذربيجانية مقتل جنديين في إقليم قره باغ."), "killing")
    assert claim.agents == ()
    (claim,) = events(code("أعلن الجيش العراقي مقتل 20 إرهابيا في صحراء الأنبار."), "killing")
    assert ids(claim.agents) == ["iq.army"]


def test_who_is_posted_is_no_doer(code):
    doc = code("اقتحمت قوات الاحتلال مخيم جنين ونشرت قناصة قرب مدينة نابلس.")
    assert [ids(c.agents) for c in events(doc, "deployment")] == [["il.army"]]


def test_arms_of_a_loaded_name_are_theirs_by_country(code):
    doc = code("قصف جيش الانفصاليين مدينة كنجة الأذربيجانية، بحسب وزارة الدفاع في أذربيجان.")
    assert ids(events(doc, "shelling")[0].agents) == ["az.karabakh"]


# -- how news says it, in general ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "type_", "agent", "place"),
    [
        ("استهدفت إسرائيل مدينة بعلبك بغارات.", "airstrike", "il.gov", "Baalbek"),
        ("استهدف الجيش السوري مدينة إدلب بقصف مدفعي.", "shelling", "sy.army", "Idlib"),
        ("قصفت روسيا مدينة خاركيف.", "shelling", "ru.gov", "Kharkiv"),
        ("أطلقت إيران 180 صاروخا باليستيا على مدينة حيفا.", "shelling", "ir.gov", "Haifa"),
        (
            "أعلنت القيادة المركزية الأمريكية تنفيذ ضربات على مواقع للحوثيين في صنعاء.",
            "airstrike",
            "us.centcom",
            "Sanaa",
        ),
        ("نفى الجيش العراقي سيطرة تنظيم داعش على مدينة هيت.", "capture", "is", "Hit"),
        ("سيطر الجيش الروسي على بلدة في منطقة خاركيف.", "capture", "ru.army", "Kharkiv Oblast"),
        ("توغلت قوة إسرائيلية في بلدة بيت جن بريف دمشق.", "advance", "il.army", "Beit Jinn"),
        ("اقتحمت قوات الاحتلال مدينة جنين واعتقلت شابا.", "arrest", "il.army", "Jenin"),
        ("قصفت مدفعية الاحتلال حي الشيخ رضوان.", "shelling", "il.artillery", "Sheikh Radwan quarter"),
    ],
)
def test_how_news_says_it(code, text, type_, agent, place):
    (claim,) = events(code(text, "2017-05-20" if "داعش" in text else "2025-02-10"), type_)
    assert ids(claim.agents) == [agent]
    assert place in [p.name_en for p in claim.places]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("قال قيادي في جبهة تحرير الوادي إن الوضع هادئ في مدينة كادقلي.", set()),
        ("شنت هيئة تحرير الشام هجوما على مواقع الجيش في ريف إدلب.", {"armed_attack"}),
        ("احتفل أهالي المدينة بالذكرى العاشرة لتحرير مدينة سرت من تنظيم داعش.", set()),
        ("اتهمت النيابة ثلاثة رجال بالشروع في قتل ضابطين في طنطا.", {"accusation"}),
        ("نجح قراصنة في اختراق شبكة مصرف كبير في ألمانيا.", set()),
        ("تعرضت وزارة الدفاع لهجوم سيبراني أمس في كييف.", set()),
        ("نجا وزير الداخلية من محاولة اغتيال في العاصمة طرابلس.", {"armed_attack"}),
        ("حررت مخابرات الجيش الليبي في سبها الطبيب المخطوف سالم العربي.", {"release"}),
        ("حرر الجيش مدينة بارا وأطلق سراح عشرات الأسرى.", {"capture", "release", "control"}),
    ],
)
def test_words_of_acts_that_tell_another_or_none(code, text, types):
    claims = code(text).claims
    assert {c.type for c in claims} == types
    assert not any(c.deaths for c in claims)


def test_who_lost_a_place_is_whom_it_was_taken_from(code):
    (event,) = (c for c in code("خسر التنظيم مدينة الرقة أمام قوات سوريا الديمقراطية.").claims if c.kind == "event")
    assert [a.text for a in event.agents] == ["قوات سوريا الديمقراطية"] and [t.text for t in event.targets] == ["التنظيم"]


@pytest.mark.parametrize(
    ("text", "type_", "day"),
    [
        ("جاء ذلك بعد 3 أيام من سيطرة الجيش على مدينة بارا.", "capture", "2020-06-12"),
        ("قتل عشرة أشخاص في تفجير في بيشاور بعد ستة أيام من تفجير انتحاري في كراتشي.", "suicide_bombing", "2020-06-09"),
        ("ووقع الهجوم أمس الأحد بعد يوم من سيطرة الحوثيين على وسط مدينة تعز.", "capture", "2020-06-13"),
        ("قالت الصحيفة إن 3 مسلحين قتلوا الثلثاء في تلمسان.", "killing", "2020-06-09"),
    ],
)
def test_days_are_counted_from_one_act_to_the_one_before(code, text, type_, day):
    assert day in {c.time.start for c in code(text).claims if c.type == type_}


@pytest.mark.parametrize(
    ("text", "modality", "month"),
    [
        ("تعتزم القوات شن هجوم على المدينة في أكتوبر.", "planned", "2020-10-01"),
        ("كانت القوات تعتزم شن هجوم على المدينة في أكتوبر الماضي.", "planned", "2019-10-01"),
        ("شنت القوات هجوما على المدينة في أكتوبر.", "asserted", "2019-10-01"),
    ],
)
def test_the_month_of_what_is_planned_is_still_to_come(code, text, modality, month):
    assert [(c.modality, c.time.start) for c in events(code(text)) if c.type in ("offensive", "armed_attack")] == [(modality, month)]


@pytest.mark.parametrize(
    ("text", "type_", "modality"),
    [
        ("قال مصدر عسكري إن إعلان السيطرة على مدينة النهود بات وشيكا.", "capture", "possible"),
        ("أعلنت نقابة المعلمين تعليق احتجاجاتها المقررة غدا في إربد.", "protest", "denied"),
        ("نظم المعلمون احتجاجات في إربد أمس بعد تعليق الدوام.", "protest", "asserted"),
    ],
)
def test_what_is_near_and_what_is_called_off_did_not_happen(code, text, type_, modality):
    claims = code(text).claims
    assert {c.modality for c in claims if c.type == type_} == {modality}
    assert not [c for c in claims if c.kind == "control" and c.modality == "asserted"]
