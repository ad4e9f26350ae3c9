"""Who a phrase names and where it ends: nations beside names, units, bodies of states, loose phrases. No weights are asked."""

import pytest

from marsad.coder import scenes
from marsad.coder.page import Page
from marsad.model import Article


@pytest.fixture(scope="module")
def spots(lexicon):
    """The mentions and loose phrases of a text: words → (kind, actor id)."""

    def read(text, outlet=None, site=None, published="2020-01-01"):
        page = Page(scenes(Article(id="x", text=text, published=published, outlet=outlet, site=site), lexicon))
        return {text[s.m.start : s.m.end]: (s.m.kind, s.m.actor.id if s.m.actor else None) for s in page.spots}

    return read


@pytest.mark.parametrize(
    "text, words, actor",
    [
        ("قصف الاحتلال التركي قرية في ريف عين عيسى.", "الاحتلال التركي", "tr.army"),
        ("أقدم الاحتلال الأمريكي على خطف راع شرقي الحسكة.", "الاحتلال الأمريكي", "us.army"),
        ("أغارت طائرات الاحتلال الروسي على البلدة.", "طائرات الاحتلال الروسي", "ru.army"),
        ("غادر الاحتلال البريطاني الميناء قبل الفجر.", "الاحتلال البريطاني", "gb.army"),
        ("يواصل الاحتلال الإيراني نشر مسلحيه في دير الزور.", "الاحتلال الإيراني", "ir.army"),
        ("اقتحم الاحتلال الإسرائيلي مخيم جنين.", "الاحتلال الإسرائيلي", "il.army"),
        ("تبنت المقاومة العراقية استهداف القاعدة.", "المقاومة العراقية", "iq.resistance"),
        ("قتل عنصران من واي بي جي قرب الطريق.", "عنصران من واي بي جي", "sy.ypg"),
        ("تقدمت قوات يمنية موالية للحكومة المتمردين نحوها.", "قوات يمنية موالية للحكومة", "ye.army"),
        ("تقاتل الحكومة المعترف بها دوليا في طرابلس الليبية.", "الحكومة المعترف بها دوليا", "ly.gna"),
        ("هاجم تنظيم بي كي كي حافلة على الطريق.", "تنظيم بي كي", "tr.pkk"),  # a word said twice is read once
        ("أغارت مسيرة للاحتلال التركي على سيارة في كوباني.", "مسيرة للاحتلال التركي", "tr.army"),
        ("أطلقت القوات الكردية السورية سراح الموقوفين.", "القوات الكردية السورية", "sy.sdf"),
        ("استهدف الجيش الوطني الليبي المطار.", "الجيش الوطني الليبي", "ly.lna"),
        ("قصفت قوات النظام المجرم حيا في إدلب.", "قوات النظام المجرم", "sy.army"),
        ("توعدت ميليشيا الحوثي الإيرانية بالرد.", "ميليشيا الحوثي الإيرانية", "ye.houthi"),
    ],
)
def test_the_nation_beside_a_name_says_whose_it_is(spots, text, words, actor):
    assert spots(text)[words][1] == actor


@pytest.mark.parametrize(
    "text, words, actor",
    [
        ("جرح طفلان في غارة للاحتلال التركي على تل رفعت. وكان جيش الاحتلال قصف القرية فجرا.", "جيش الاحتلال", "tr.army"),
        ("قصف الاحتلال محيط سراقب. وقال الأهالي إن طائرات الاحتلال الروسي تحلق منذ الصباح.", "الاحتلال", "ru.army"),
        ("قصف الاحتلال الروسي سراقب وقصف الاحتلال الإسرائيلي درعا. وقال سكان من حوران في سوريا إن قوات الاحتلال عادت.", "قوات الاحتلال", "il.army"),
        ("جدد الاحتلال قصف ريف منبج وريف عين عيسى في سوريا.", "الاحتلال", "tr.army"),
        ("دخلت قوات الدعم بلدة النهود في السودان.", "قوات الدعم", "sd.rsf"),
        ("توغل الاحتلال في ريف القنيطرة وبلدة نوى في سوريا.", "الاحتلال", "il.army"),
        ("قصف الاحتلال مبنى وسط دمشق.", "الاحتلال", "il.army"),
        ("قصفت مدفعية الاحتلال قرى في قضاء العمادية بمحافظة دهوك شمالي العراق.", "مدفعية الاحتلال", "tr.army"),
        ("استهدفت ميليشيات إيرانية وقوات النظام مدينتي بنش وسرمين بريف إدلب، وقال مسؤول إيراني إن طهران لا صلة لها.", "قوات النظام", "sy.army"),
    ],
)
def test_a_loaded_name_is_whose_the_article_says_elsewhere(spots, text, words, actor):
    """By a nation told beside it in another sentence, else by where the article's towns lie."""
    assert spots(text)[words][1] == actor


def test_what_no_word_settles_stays_open(spots):
    assert spots("واصل الاحتلال قصفه ليلا.")["الاحتلال"][1] is None
    assert spots("قصف الاحتلال قرى في جبل الزاوية بريف إدلب في سوريا.")["الاحتلال"][1] is None
    assert spots("قال الجيش الوطني إنه أفشل الهجوم.")["الجيش الوطني"][1] is None


@pytest.mark.parametrize(
    "text, outlet, site, words, actor",
    [
        ("أعلنت الحكومة الاتحادية في مقديشو حظر التجوال.", None, None, "الحكومة الاتحادية", "so.gov"),
        ("أعلنت الحكومة الاتحادية في بغداد حظر التجوال.", None, None, "الحكومة الاتحادية", "iq.govt"),
        ("أعلنت الحكومة الاتحادية في برلين حظر السلاح.", None, None, "الحكومة الاتحادية", "de.gov"),
        ("دخل الجيش مدينة ود مدني بعد ظهر اليوم.", None, None, "الجيش", "sd.army"),
        ("دخل الجيش البلدة بعد ظهر اليوم.", None, "akhbar.com.sd", "الجيش", "sd.army"),
        ("دخل الجيش البلدة بعد ظهر اليوم.", "SANA", None, "الجيش", "sy.army"),
        ("سيطر الجيش الوطني على محيط عفرين.", None, None, "الجيش الوطني", "sy.sna"),
        ("سيطر الجيش الوطني على محيط حرض في حجة باليمن.", None, None, "الجيش الوطني", "ye.army"),
        ("قالت الشرطة في تونس إنها أوقفت المهاجم.", None, None, "الشرطة", "tn.police"),
        ("اعتقلت الشرطة الفرنسية شابا في باريس.", None, None, "الشرطة الفرنسية", "fr.police"),
        ("أكدت وزارة الداخلية في تونس مقتل المهاجم.", None, None, "وزارة الداخلية", "tn.moi"),
    ],
)
def test_what_every_state_has_is_the_articles(spots, text, outlet, site, words, actor):
    assert spots(text, outlet, site)[words][1] == actor


def test_an_army_named_before_goes_before_the_articles_country(spots):
    found = spots("أعلن الجيش الإسرائيلي مقتل ضابط في بنت جبيل بلبنان. وقال الجيش إن الضابط سقط قرب الحدود.")
    assert found["الجيش"][1] == "il.army"


def test_aircraft_are_the_only_owners_that_the_article_names(spots):
    found = spots("أغارت طائرات حربية روسية على سراقب. ثم عاد الطيران الحربي إلى أجواء المدينة.")
    assert found["الطيران الحربي"][1] == "ru.army"
    found = spots("أغارت طائرات روسية وأغارت طائرات تركية. ثم عاد الطيران الحربي إلى أجواء المدينة.")
    assert found["الطيران الحربي"][1] is None


@pytest.mark.parametrize(
    "text, words, actor",
    [
        ("قصفت الفرقة الثانية والعشرين مشاة مواقع في بابنوسة بالسودان.", "الفرقة الثانية والعشرين مشاة", "sd.army.division-22"),
        ("تصدى اللواء 35 مدرع للهجوم في تعز باليمن.", "اللواء 35 مدرع", "ye.army.brigade-35"),
        ("وصل الفوج الأول إلى مدينة كركوك في العراق.", "الفوج الأول", "iq.army.regiment-1"),
        ("تقدمت الفرقة الرابعة في ريف درعا السوري.", "الفرقة الرابعة", "sy.4thdiv"),
        ("تقدمت الفرقة الرابعة في محافظة الأنبار بالعراق.", "الفرقة الرابعة", "iq.army.division-4"),
    ],
)
def test_a_unit_belongs_to_its_army(spots, text, words, actor):
    assert spots(text)[words][1] == actor


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("استهدفت غارة إسرائيلية موقعا لحزب الله جنوبي لبنان.", "lb.hezbollah"),
        ("دمرت طائرة مسيرة إسرائيلية آلية لحزب الله في بلدة عيترون.", "lb.hezbollah"),
        ("قصف طيران التحالف العربي تجمعات لقوات صالح في محافظة تعز.", "ye.saleh.forces"),
        ("استهدفت المقاومة تعزيزات لقوات صالح غرب مدينة تعز.", "ye.saleh.forces"),
    ],
)
def test_whose_something_is_behind_li_is_the_target(text, target, code):
    """A name inside a name: what stands behind لـ owns what is struck, and does not strike."""
    claim = code(text).claims[0]
    assert [x.actor.id for x in claim.targets if x.actor is not None] == [target]
    assert target not in {x.actor.id for x in claim.agents if x.actor is not None}


@pytest.mark.parametrize("verb", ["فتح", "أطلق"])
def test_nobody_is_armed_men_fire(verb, code):
    """المسلحون النار are a subject and its object."""
    (claim,) = code(f"{verb} المسلحون النار على دورية للجيش العراقي في كركوك.").claims
    assert ([x.text for x in claim.agents], [x.actor.id for x in claim.targets if x.actor]) == (["المسلحون"], ["iq.army"])


def test_a_unit_and_its_army_are_one_side(lexicon):
    from marsad.events.record import party
    from marsad.model import ActorSpan

    text = "استعادت الفرقة 31 مشاة بلدة في السودان."
    (m,) = [s.m for s in Page(scenes(Article(id="x", text=text), lexicon)).spots if s.m.actor is not None and s.m.kind == "actor"]
    unit = party(ActorSpan(m.start, m.end, text[m.start : m.end], m.actor))
    assert unit.name == "31st Division (Sudanese Armed Forces)"
    assert {"sd.army", "state:SD"} <= set(unit.line)


@pytest.mark.parametrize(
    "text, words",
    [
        ("أطلق المسلحون النار على الحافلة.", "المسلحون"),
        ("فرقت قوات الأمن المحتجين بالغاز.", "قوات الأمن"),
        ("قتل مسلحون مهندسا في البصرة.", "مسلحون"),
        ("ألقت القوة القبض على ثلاثة مطلوبين.", "القوة"),
        ("أطلقت قوات الأمن الرصاص على الحشد.", "قوات الأمن"),
        ("هاجم المسلحون الحوثيون المناطق السكنية.", "المسلحون الحوثيون"),
        ("استعادت قوات الجيش كمية من الذخيرة.", "قوات الجيش"),
        ("سلم المقاتلون الأكراد سلاحهم.", "المقاتلون الأكراد"),
        ("نقلت الوكالة عن مصدر أمني قوله إن الطريق مغلق.", "مصدر أمني"),
        ("قالت مصادر محلية إن الطريق مغلق.", "مصادر محلية"),
        ("قالت مصادر أمنية وطبية إن الطريق مغلق.", "مصادر أمنية وطبية"),
        ("حلقت طائرات بلا طيار فوق الميناء.", "طائرات بلا طيار"),
        ("دخلت فصائل المعارضة السورية المسلحة المدينة.", "فصائل المعارضة السورية المسلحة"),
        ("نزعت الفرق ألغاما تابعة لجيش الاحتلال التركي من الحقل.", "جيش الاحتلال التركي"),
        ("عادت المدمرة كارني إلى الميناء.", "المدمرة كارني"),
        ("ألقت قوات أمن أبين القبض على ثلاثة متهمين.", "قوات أمن أبين"),
        ("حاول مثيرو الشغب عبور الجسر.", "مثيرو الشغب"),
        ("أشعل شبان غاضبون الإطارات في الشارع.", "شبان غاضبون"),
        ("اعتقلت القوة شخصين بتهمة التحريض.", "شخصين"),
        ("أوقفت القوة 18 شخصا عام 2016.", "18 شخصا"),
        ("هاجم مسلحون دورية لقوات الأمن ليلا.", "دورية لقوات الأمن"),
        ("حثت المنظمة السلطات على فتح تحقيق.", "المنظمة"),
        ("طالب الصيادلة الحكومة بصرف رواتبهم.", "الصيادلة"),
        ("اتهم المتحدث باسم الجيش الحكومة بالتقصير.", "المتحدث باسم الجيش"),
        ("أعلن رئيس الوزراء التركي بن علي يلدريم أن العملية بدأت.", "رئيس الوزراء التركي بن علي يلدريم"),
        ("أعلن المجلس الرئاسي حالة الطوارئ.", "المجلس الرئاسي"),
        ("أعلن مسؤولون أكراد التوصل إلى اتفاق.", "مسؤولون أكراد"),
    ],
)
def test_a_phrase_ends_where_it_ends(spots, text, words):
    found = spots(text)
    assert words in found
    assert not any(words in other and other != words for other in found)


def test_arms_and_sites_of_an_actor_are_its_own(spots):
    assert spots("قصفت المدفعية مواقع لحزب الله في الجنوب.")["مواقع لحزب الله"] == ("site", "lb.hezbollah")
    assert spots("استهدف القصف تجمعا لقوات صالح في تعز.")["تجمعا لقوات صالح"] == ("site", "ye.saleh.forces")


def test_the_adjective_of_an_attack_is_its_doer(spots):
    found = spots("أدت غارات جوية روسية على ريف إدلب إلى نزوح الأهالي.")
    assert found["روسية"] == ("actor", "ru.army")
    assert found["غارات جوية"][0] == "phrase"
    assert "فلسطينية" not in spots("خرجت مظاهرات فلسطينية في رام الله.")


def test_loose_phrases_do_not_run_on(spots):
    found = spots("جرى اعتقال الناشط مزان ونظمت فعاليات أمازيغية وقفة.")
    assert not any("اعتقال ال" in words or "نظمت " in words for words in found)
    assert not any("بتهمة" in words for words in spots("اعتقلت القوة شخصين بتهمة التحريض."))
    assert {"المتظاهرون", "10 أشخاص"} <= set(spots("وتجمع المتظاهرون في البلدة، وبينهم 10 أشخاص تجمعوا أمام البلدية."))
    assert "الآلاف" in spots("تجمع الآلاف في الساحة.")
    found = spots("انتقد الجعفري خصومه وقال السوريون يعانون وفق كروبي.")
    assert {"السوريون", "كروبي"} <= set(found)
    assert not any("انتقد " in words or " يعانون" in words for words in found)


def test_flags_are_no_media_and_information_speaks_where_cited(spots):
    assert "أعلام" not in {w for w, (kind, _) in spots("رفع المتظاهرون أعلام فلسطين.").items() if kind == "source"}
    assert spots("حصلنا على معلومات عن الهجوم.").get("معلومات", ("phrase",))[0] != "source"
    assert spots("بحسب معلومات محلية فر المسلحون.")["معلومات"][0] == "source"


def test_a_country_that_acts_stands_for_its_state(lexicon):
    from marsad.coder import states
    from marsad.coder.scene import Event

    def whose(text):
        scene = scenes(Article(id="x", text=text), lexicon)[0]
        event = Event(scene, 0, 0, "shelling", 1.0, 1.0, ("clash", 0.0))
        event.agents = [m for m in scene.mentions if m.kind == "place"][:1]
        states.lend([event], None, lexicon)
        return event.agents[0].actor.id if event.agents[0].actor else None

    assert whose("قصفت روسيا مدينة خاركيف.") == "ru.gov"
    assert whose("أعلنت صنعاء استهداف سفينة في البحر الأحمر.") == "ye.houthi"
    assert whose("شهدت إدلب غارات عنيفة.") is None


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("قتل ثلاثة من عناصر المقاومة الشعبية في مواجهات مع ميليشيات الحوثي غرب مأرب.", "ye.popres"),
        ("قالت المقاومة الشعبية إنها صدت هجوما للدعم السريع على مدينة الفاشر.", "sd.popres"),
    ],
)
def test_a_name_of_two_lands_goes_by_the_land_of_the_text_also_behind_a_number(text, id, code):
    told = {x.actor.id for c in code(text).claims for x in (*c.agents, *c.targets) if x.actor is not None}
    assert id in told and told.isdisjoint({"ye.popres", "sd.popres"} - {id})


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("قال وزير المالية اللبناني إن القصف الإسرائيلي دمر منازل في بنت جبيل.", "LB"),
        ("قتل جنود من الجيش المالي في كمين قرب غاو.", "ML"),
    ],
)
def test_a_minister_of_finance_is_not_malis(text, nation, code):
    named = [c.source for c in code(text).claims if c.source] + [x for c in code(text).claims for x in c.targets]
    assert {x.actor.country for x in named if x.actor is not None} == {nation}


def test_arms_told_as_somebodys_are_his_who_is_told_to_speak_or_stands_first(lexicon):
    text = "أعلن الجيش السوداني أن طائراته دمرت عربات وأن مدفعيته قصفت مواقع، وقال الحوثيون إن مقاتليهم هاجموا قاعدة."
    arms = {text[m.start : m.end]: m.actor and m.actor.id for scene in scenes(Article("a", text), lexicon) for m in scene.mentions}
    assert (arms["طائراته"], arms["مدفعيته"], arms["مقاتليهم"]) == ("sd.army", "sd.army", "ye.houthi")


def test_arms_that_end_in_a_feminine_are_nobodys(lexicon):
    text = "قال الحوثيون إن الكتيبة والسرية انسحبتا."
    told = {text[m.start : m.end]: m.actor for scene in scenes(Article("a", text), lexicon) for m in scene.mentions}
    assert told["الكتيبة"] is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ذكر مركز سواعد للتوثيق أن أربعة صيادين قتلوا قبالة سواحل الحديدة.", ("actor", "مركز سواعد للتوثيق")),
        ("أفاد المركز السوري لحقوق الإنسان بمقتل 6 مدنيين في مدينة إدلب.", ("actor", "المركز السوري لحقوق الإنسان")),
        ("أحالت النيابة العسكرية العصابة إلى المحكمة في بنغازي.", ("actor", "النيابة العسكرية")),
    ],
)
def test_a_centre_that_is_for_something_speaks_and_a_band_ends_an_offices_name(text, words, lexicon):
    told = [(m.kind, text[m.start : m.end]) for scene in scenes(Article("a", text), lexicon) for m in scene.mentions]
    assert words in told


def test_fierce_resistance_is_what_one_meets_with_and_nobody(spots):
    found = spots("لقي المهاجمون مقاومة شرسة من القوات الموالية للحكومة المعترف بها دوليا في مأرب اليمنية.")
    assert found["القوات الموالية للحكومة المعترف بها دوليا"][0] == "actor"
    assert not any(kind in ("actor", "group") and words.startswith("مقاومة") for words, (kind, _) in found.items())


def test_a_name_that_and_may_stand_in_is_an_outlet_only_where_it_speaks(lexicon):
    def outlets(text):
        return [m.actor.id for scene in scenes(Article(id="x", text=text), lexicon) for m in scene.mentions if m.cls == "outlet"]

    assert outlets("قصفت الطائرات بلدات سرجة وبنش وأم جلال.") == []
    assert outlets("ذكرت وام أن الطائرات أسقطت مساعدات.") == ["outlet.wam"]
