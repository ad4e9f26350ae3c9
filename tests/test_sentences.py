"""Sentences: every type, modality and voice, as an editor would print it; numbers with their nouns; no Arabic loose in English."""

from __future__ import annotations

import re

import msgspec
import pytest

from marsad.coder import code_article
from marsad.events import build_event, records_of
from marsad.lexicon.tables import table
from marsad.model import EVENT_TYPES
from marsad.read import article_from_text
from marsad.telling import Folk, Name, Told, Where, arabic, english
from marsad.telling.turns import contrary, turn_of

RSF = Name("قوات الدعم السريع", "Rapid Support Forces", known=True)
ARMY = Name("الجيش السوداني", "Sudanese Armed Forces", known=True)
HOUTHIS = Name("الحوثيون", "Houthi movement (Ansar Allah)", known=True)
DOCTORS = Name("شبكة أطباء السودان", "Sudan Doctors Network", known=True)
BARA = (Where("بارا", "Bara"),)
FASHER = (Where("الفاشر", "El Fasher"),)
EIGHT = (Folk("civilians", 8, 8),)

TYPES = [
    (Told("airstrike", doers=(ARMY,), at=BARA), "The Sudanese Armed Forces carried out an airstrike on Bara", "غارة للجيش السوداني على بارا"),
    (Told("airstrike", targets=(Name("سوق"),), at=BARA, killed=EIGHT), "An airstrike hit a market in Bara, killing eight civilians", "مقتل 8 مدنيين في غارة على سوق في بارا"),
    (Told("shelling", doers=(RSF,), at=FASHER, killed=EIGHT, injured=(Folk("people", 20, None),)), "The Rapid Support Forces shelled El Fasher, killing eight civilians and injuring at least 20 people", "مقتل 8 مدنيين وإصابة ما لا يقل عن 20 شخصا في قصف لقوات الدعم السريع على الفاشر"),
    (Told("bombing", at=FASHER, weapon="car_bomb", injured=(Folk("people", 4, 4),)), "A car bomb hit El Fasher, injuring four people", "إصابة 4 أشخاص في انفجار سيارة مفخخة في الفاشر"),
    (Told("suicide_bombing", targets=(Name("مسجد"),), at=BARA), "A suicide bombing hit a mosque in Bara", "تفجير انتحاري استهدف مسجدا في بارا"),
    (Told("killing", killed=(Folk("civilians", 49, 49),), doers=(HOUTHIS,), at=(Where("ذمار", "Dhamar"),)), "The Houthi movement killed 49 civilians in Dhamar", "مقتل 49 مدنيا على يد الحوثيين في ذمار"),
    (Told("killing", injured=(Folk("children", 4, 4),)), "Four children were injured", "إصابة 4 أطفال"),
    (Told("clash", doers=(ARMY,), targets=(RSF,), at=BARA), "The Sudanese Armed Forces and the Rapid Support Forces clashed in Bara", "اشتباكات بين الجيش السوداني وقوات الدعم السريع في بارا"),
    (Told("clash", at=BARA), "Clashes broke out in Bara", "اشتباكات في بارا"),
    (Told("armed_attack", doers=(Name("مسلحون"),), targets=(Name("حاجزا"),)), "Gunmen attacked a checkpoint", "هجوم نفذه مسلحون على حاجز"),
    (Told("offensive", doers=(ARMY,), targets=(RSF,), at=BARA), "The Sudanese Armed Forces launched an offensive against the Rapid Support Forces in Bara", "هجوم للجيش السوداني على قوات الدعم السريع في بارا"),
    (Told("advance", doers=(ARMY,), to=BARA), "The Sudanese Armed Forces advanced on Bara", "تقدم الجيش السوداني نحو بارا"),
    (Told("capture", doers=(RSF,), at=BARA), "The Rapid Support Forces captured Bara", "سيطرة قوات الدعم السريع على بارا"),
    (Told("capture", at=BARA), "Bara was captured", "السيطرة على بارا"),
    (Told("withdrawal", doers=(ARMY,), start=BARA), "The Sudanese Armed Forces withdrew from Bara", "انسحاب الجيش السوداني من بارا"),
    (Told("withdrawal", start=BARA), "Forces withdrew from Bara", "الانسحاب من بارا"),
    (Told("siege", doers=(RSF,), at=FASHER), "The Rapid Support Forces besieged El Fasher", "فرض قوات الدعم السريع حصارا على الفاشر"),
    (Told("interception", doers=(ARMY,), targets=(Name("مسيرات"),)), "The Sudanese Armed Forces intercepted drones", "اعتراض الجيش السوداني مسيرات"),
    (Told("destruction", targets=(Name("منازل"),), at=BARA), "Houses were destroyed in Bara", "تدمير منازل في بارا"),
    (Told("abduction", moved=(Folk("women", 2, 2),), at=BARA), "Two women were abducted in Bara", "اختطاف امرأتين في بارا"),
    (Told("arrest", moved=(Folk("citizens", 34, 34),), at=(Where("صنعاء", "Sanaa"),)), "34 citizens were detained in Sanaa", "اعتقال 34 مواطنا في صنعاء"),
    (Told("release", doers=(ARMY,), moved=(Folk("prisoners", 3, 3),)), "The Sudanese Armed Forces released three prisoners", "إفراج الجيش السوداني عن 3 أسرى"),
    (Told("crackdown", targets=(Name("متظاهرين"),), at=BARA), "Force was used against demonstrators in Bara", "استخدام القوة ضد متظاهرين في بارا"),
    (Told("displacement", moved=(Folk("families", 12, 12),), start=BARA), "12 families were displaced from Bara", "نزوح 12 عائلة من بارا"),
    (Told("protest", at=BARA), "A protest was held in Bara", "احتجاج في بارا"),
    (Told("riot", at=BARA), "A riot broke out in Bara", "أعمال شغب في بارا"),
    (Told("agreement", doers=(ARMY, RSF)), "The Sudanese Armed Forces and the Rapid Support Forces reached an agreement", "اتفاق بين الجيش السوداني وقوات الدعم السريع"),
    (Told("negotiation", doers=(ARMY, RSF)), "The Sudanese Armed Forces and the Rapid Support Forces held talks", "محادثات بين الجيش السوداني وقوات الدعم السريع"),
    (Told("coordination", doers=(Name("بغداد"), Name("دمشق"))), "Baghdad and Damascus coordinated", "تنسيق بين بغداد ودمشق"),
    (Told("deployment", doers=(ARMY,), at=BARA), "The Sudanese Armed Forces deployed in Bara", "انتشار الجيش السوداني في بارا"),
    (Told("fortification", doers=(ARMY,), at=BARA), "The Sudanese Armed Forces fortified positions in Bara", "أعمال تحصين للجيش السوداني في بارا"),
    (Told("aid", at=BARA), "Aid was delivered in Bara", "مساعدات في بارا"),
    (Told("accusation", doers=(ARMY,), targets=(RSF,)), "The Sudanese Armed Forces made accusations against the Rapid Support Forces", "وجه الجيش السوداني اتهامات إلى قوات الدعم السريع"),
    (Told("demand", doers=(RSF,), targets=(ARMY,)), "The Rapid Support Forces made demands of the Sudanese Armed Forces", "وجهت قوات الدعم السريع مطالب إلى الجيش السوداني"),
    (Told("threat", doers=(RSF,), targets=(ARMY,)), "The Rapid Support Forces threatened the Sudanese Armed Forces", "هددت قوات الدعم السريع الجيش السوداني"),
    (Told("rejection", doers=(ARMY,)), "The Sudanese Armed Forces voiced opposition", "أعلن الجيش السوداني رفضه"),
    (Told("condemnation", doers=(Name("مصر"),), targets=(Name("هجوم"),)), "Egypt condemned an attack", "أدانت مصر هجوما"),
    (Told("support", doers=(ARMY,), targets=(HOUTHIS,)), "The Sudanese Armed Forces voiced support for the Houthi movement", "أيد الجيش السوداني الحوثيين"),
    (Told("control", doers=(RSF,), at=BARA), "Bara is under the control of the Rapid Support Forces", "بارا تحت سيطرة قوات الدعم السريع"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "en", "ar"), TYPES, ids=[f"{t.type}-{n}" for n, (t, *_) in enumerate(TYPES)])
def test_a_type_as_an_editor_tells_it(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


def test_every_type_has_its_example():
    assert {t.type for t, *_ in TYPES} == {*EVENT_TYPES, "control"}


MODALITIES = [
    (Told("capture", "planned", doers=(RSF,), at=BARA), "The Rapid Support Forces planned to capture Bara", "تعتزم قوات الدعم السريع السيطرة على بارا"),
    (Told("capture", "planned", at=BARA), "The capture of Bara was planned", "خطة للسيطرة على بارا"),
    (Told("airstrike", "planned", doers=(ARMY,), at=BARA), "The Sudanese Armed Forces planned to carry out an airstrike on Bara", "يعتزم الجيش السوداني شن غارة على بارا"),
    (Told("capture", "possible", doers=(RSF,), at=BARA), "The Rapid Support Forces may have captured Bara", "احتمال سيطرة قوات الدعم السريع على بارا"),
    (Told("withdrawal", "possible", doers=(RSF,), start=BARA), "The Rapid Support Forces may have withdrawn from Bara", "احتمال انسحاب قوات الدعم السريع من بارا"),
    (Told("clash", "possible", at=BARA), "Clashes in Bara were possible", "احتمال وقوع اشتباكات في بارا"),
    (Told("capture", "conditional", doers=(RSF,), at=BARA), "The Rapid Support Forces would capture Bara, on a condition", "سيطرة قوات الدعم السريع على بارا في حال تحقق شرط"),
    (Told("control", "conditional", doers=(RSF,), at=BARA), "Bara would be under the control of the Rapid Support Forces, on a condition", "بارا تحت سيطرة قوات الدعم السريع في حال تحقق شرط"),
    (Told("capture", "denied", doers=(RSF,), at=BARA, source=ARMY), "The Sudanese Armed Forces denied that the Rapid Support Forces captured Bara", "نفى الجيش السوداني سيطرة قوات الدعم السريع على بارا"),
    (Told("shelling", "denied", doers=(RSF,), at=FASHER, source=RSF, own=True), "The Rapid Support Forces denied responsibility for shelling of El Fasher", "نفت قوات الدعم السريع قصف الفاشر"),
    (Told("airstrike", "denied", at=FASHER), "An airstrike on El Fasher was denied", "نفي وقوع غارة على الفاشر"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "en", "ar"), MODALITIES, ids=[f"{t.type}-{t.modality}-{n}" for n, (t, *_) in enumerate(MODALITIES)])
def test_a_modality_is_told(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


VOICES = [
    (Told("shelling", at=FASHER, source=DOCTORS), "Shelling hit El Fasher, according to the Sudan Doctors Network", "قصف على الفاشر، بحسب شبكة أطباء السودان"),
    (Told("capture", doers=(RSF,), at=BARA, source=RSF, own=True), "The Rapid Support Forces captured Bara, by their own account", "سيطرة قوات الدعم السريع على بارا، كما أعلنت"),
    (Told("shelling", at=FASHER, killed=EIGHT, accused=(RSF,), accusers=(ARMY,)), "Shelling hit El Fasher, killing eight civilians; the Sudanese Armed Forces blamed the Rapid Support Forces", "مقتل 8 مدنيين في قصف على الفاشر، واتهم الجيش السوداني قوات الدعم السريع بذلك"),
    (Told("shelling", at=FASHER, accused=(RSF,), accusers=(ARMY,), deniers=(RSF,)), "Shelling hit El Fasher; the Sudanese Armed Forces blamed the Rapid Support Forces; the Rapid Support Forces denied it", "قصف على الفاشر، واتهم الجيش السوداني قوات الدعم السريع بذلك، ونفت قوات الدعم السريع ذلك"),
    (Told("shelling", at=FASHER, source=Name("شهود عيان")), "Shelling hit El Fasher, according to witnesses", "قصف على الفاشر، بحسب شهود عيان"),
    (Told("shelling", at=FASHER, source=Name("المسؤولون الأفغان")), "Shelling hit El Fasher, according to Afghan officials", "قصف على الفاشر، بحسب المسؤولين الأفغان"),
    (Told("shelling", at=FASHER, source=Name("محلية")), "Shelling hit El Fasher, according to local sources", "قصف على الفاشر، بحسب مصادر محلية"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "en", "ar"), VOICES)
def test_a_voice_is_told(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


@pytest.mark.parametrize(
    ("folk", "en", "ar"),
    [
        (Folk("civilians", 1, 1), "one civilian", "مدني"),
        (Folk("civilians", 2, 2), "two civilians", "مدنيين اثنين"),
        (Folk("children", 3, 3), "three children", "3 أطفال"),
        (Folk("children", 10, 10), "10 children", "10 أطفال"),
        (Folk("children", 11, 11), "11 children", "11 طفلا"),
        (Folk("people", 100, 100), "100 people", "100 شخص"),
        (Folk("people", 103, 103), "103 people", "103 أشخاص"),
        (Folk("people", 120, 120), "120 people", "120 شخصا"),
        (Folk("people", 3000, 3000), "3,000 people", "3 آلاف شخص"),
        (Folk("people", 40000, None), "at least 40,000 people", "ما لا يقل عن 40 ألف شخص"),
        (Folk("people", 20, None), "at least 20 people", "ما لا يقل عن 20 شخصا"),
        (Folk("people", 2001, None), "more than 2,000 people", "أكثر من ألفي شخص"),
        (Folk("people", 20, 30), "20 to 30 people", "ما بين 20 و30 شخصا"),
        (Folk("people", 0, 5), "up to five people", "ما لا يزيد على 5 أشخاص"),
        (Folk("فلسطيني", 7, 7), "seven Palestinians", "7 فلسطينيين"),
        (Folk("soldiers", 3, 3, of=ARMY), "three soldiers of the Sudanese Armed Forces", "3 جنود من الجيش السوداني"),
        (Folk("people", 8, 8, among=(Folk("children", 3, 3),)), "eight people (among them three children)", "8 أشخاص بينهم 3 أطفال"),
    ],
)
def test_a_number_keeps_its_edges_and_its_noun_agrees(folk, en, ar):
    from marsad.telling.arabic import folk as in_arabic
    from marsad.telling.english import folk as in_english

    assert (in_english(folk), in_arabic(folk)) == (en, ar)


def test_places_are_named_once():
    near, town, whole = (
        Where("حي", "near Bara"),
        Where("بارا", "Bara", admin1="North Kordofan"),
        Where("شمال كردفان", "North Kordofan", "governorate", "SD"),
    )
    assert english(Told("clash", at=(near, town, whole))) == "Clashes broke out in Bara"
    assert english(Told("clash", at=(whole,))) == "Clashes broke out in North Kordofan state"
    assert (
        english(Told("control", doers=(RSF,), at=(Where("قرية أم دم", "near Bara", "area", said="قرية أم دم"),)))
        == "The village of Umm Dam near Bara is under the control of the Rapid Support Forces"
    )
    assert (
        english(Told("capture", doers=(RSF,), at=(Where("قرى", "North Kordofan", "governorate", "SD", said="قرى"),)))
        == "The Rapid Support Forces captured villages in North Kordofan state"
    )
    assert (
        english(Told("capture", doers=(RSF,), at=(Where("مناطق شاسعة", "North Kordofan", "governorate", "SD", said="مناطق شاسعة"),)))
        == "The Rapid Support Forces captured vast areas in North Kordofan state"
    )


TURNED = [
    (Told("siege", doers=(ARMY,), at=FASHER, turn="lifted"), "The Sudanese Armed Forces lifted the siege of El Fasher", "رفع الجيش السوداني الحصار عن الفاشر"),
    (Told("siege", at=FASHER, turn="broken"), "The siege of El Fasher was broken", "فك الحصار عن الفاشر"),
    (Told("siege", "planned", doers=(ARMY,), at=FASHER, turn="broken"), "The Sudanese Armed Forces planned to break the siege of El Fasher", "يعتزم الجيش السوداني فك الحصار عن الفاشر"),
    (Told("siege", doers=(RSF,), targets=(Name("المعبر"),), turn="closed"), "The Rapid Support Forces closed a crossing", "إغلاق قوات الدعم السريع معبرا"),
    (Told("siege", doers=(RSF,), targets=(msgspec.structs.replace(ARMY, force=True),), turn="cut"), "The Rapid Support Forces cut the supply lines of the Sudanese Armed Forces", "قطع قوات الدعم السريع خطوط إمداد الجيش السوداني"),
    (Told("aid", doers=(RSF,), at=FASHER, turn="blocked"), "The Rapid Support Forces blocked aid in El Fasher", "منع قوات الدعم السريع وصول مساعدات في الفاشر"),
    (Told("aid", at=FASHER, turn="airdropped"), "Aid was airdropped in El Fasher", "إسقاط مساعدات جوا في الفاشر"),
    (Told("agreement", doers=(ARMY, RSF), turn="violated"), "An agreement between the Sudanese Armed Forces and the Rapid Support Forces was violated", "خرق اتفاق بين الجيش السوداني وقوات الدعم السريع"),
    (Told("agreement", doers=(ARMY, RSF), turn="ceasefire"), "The Sudanese Armed Forces and the Rapid Support Forces agreed to a ceasefire", "اتفاق بين الجيش السوداني وقوات الدعم السريع على وقف إطلاق النار"),
    (Told("negotiation", doers=(ARMY, RSF), turn="failed"), "Talks between the Sudanese Armed Forces and the Rapid Support Forces failed", "فشل محادثات بين الجيش السوداني وقوات الدعم السريع"),
    (Told("interception", doers=(ARMY,), targets=(Name("صواريخ"),), turn="seized"), "The Sudanese Armed Forces seized missiles", "ضبط الجيش السوداني صواريخ"),
    (Told("release", moved=(Folk("prisoners", 30, 30),), at=BARA, turn="escaped"), "30 prisoners escaped in Bara", "فرار 30 أسيرا في بارا"),
    (Told("withdrawal", doers=(ARMY,), targets=(RSF,), start=BARA, turn="driven"), "The Sudanese Armed Forces drove the Rapid Support Forces out of Bara", "طرد قوات الدعم السريع من بارا على يد الجيش السوداني"),
    (Told("displacement", moved=(Folk("families", 12, 12),), to=BARA, turn="returned"), "12 families returned to Bara", "عودة 12 عائلة إلى بارا"),
    (Told("killing", doers=(RSF,), targets=(Name("سليم الورداني"),), turn="attempted"), "The Rapid Support Forces tried to kill Salim al-Wardani", "محاولة قوات الدعم السريع اغتيال سليم الورداني"),
    (Told("killing", killed=EIGHT, turn="attempted"), "Eight civilians were killed", "مقتل 8 مدنيين"),
    (Told("threat", doers=(RSF,), targets=(ARMY,), turn="warned"), "The Rapid Support Forces warned the Sudanese Armed Forces", "حذرت قوات الدعم السريع الجيش السوداني"),
    (Told("protest", at=BARA, turn="strike"), "A strike was held in Bara", "إضراب في بارا"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "en", "ar"), TURNED, ids=[f"{t.type}-{t.turn}-{n}" for n, (t, *_) in enumerate(TURNED)])
def test_what_turns_the_meaning_of_a_type_is_told(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


@pytest.mark.parametrize(
    ("type_", "text", "word", "turn"),
    [
        ("siege", "أعلن الجيش فك الحصار عن مدينة الأبيض", "الحصار", "broken"),
        ("siege", "رفعت القوات الحصار المفروض على الدلنج", "رفعت القوات الحصار", "lifted"),
        ("siege", "طالب الأهالي برفع الحصار عن المدينة", "الحصار", ""),  # it lasts
        ("siege", "يسعى الجيش إلى كسر الحصار عن الفاشر", "الحصار", ""),
        ("siege", "تحاصر القوات المدينة منذ عام", "تحاصر", ""),
        ("siege", "أغلقت السلطات المعبر الحدودي", "أغلقت", "closed"),
        ("aid", "ألقت طائرات مساعدات غذائية من الجو على القطاع", "ألقت", "airdropped"),
        ("aid", "تلقى الجرحى العلاج في مستشفى ميداني", "تلقى", ""),
        ("aid", "منع مسلحون دخول قافلة إغاثة", "دخول", ""),
        ("aid", "منع مسلحون دخول قافلة إغاثة", "منع مسلحون دخول", "blocked"),
        ("agreement", "خرق المسلحون هدنة الأسبوع الماضي", "هدنة", "violated"),
        ("agreement", "بدأت الهدنة صباح الأحد", "الهدنة", "ceasefire"),
        ("negotiation", "فشلت المفاوضات بين الوفدين", "المفاوضات", "failed"),
        ("negotiation", "جاء تعليقه على اللقاء بين الوزيرين", "اللقاء", "met"),  # he spoke of it
        ("interception", "عثرت الشرطة على مخبأ أسلحة", "عثرت", "found"),
        ("interception", "أسقطت الدفاعات مسيرتين", "أسقطت", "downed"),
        ("release", "لاذ عشرون سجينا بالفرار", "لاذ", "escaped"),
        ("displacement", "عاد النازحون إلى قراهم", "عاد", "returned"),
        ("killing", "نجا القاضي من محاولة اغتيال في وسط المدينة", "اغتيال", "attempted"),
        ("airstrike", "شنت الطائرات غارات على الميناء", "غارات", "several"),
        ("airstrike", "استهدفت غارتان مخزنا في الضاحية", "غارتان", "two"),
        ("armed_attack", "تكررت هجماتهم على القرية", "هجماتهم", "several"),
        ("suicide_bombing", "أودى تفجيران انتحاريان بسبعة حراس", "تفجيران", "two"),
        ("agreement", "أعلن الطرفان اتفاقا على وقف إطلاق النار", "اتفاقا", "ceasefire"),
        ("rejection", "نفت الوزارة صحة ما ورد", "نفت", "denied"),
    ],
)
def test_the_words_at_an_event_tell_its_turn(type_, text, word, turn):
    start = text.index(word)
    assert turn_of(type_, text, start, start + len(word)) == turn


def test_whose_siege_it_is_did_not_lift_it():
    text = "أعلن رفع الحصار الإسرائيلي عن القطاع"
    start = text.index("الحصار")
    assert turn_of("siege", text, start, start + len("الحصار"), [text.index("الإسرائيلي")]) == ""


def test_every_turn_can_be_told_in_every_way():
    for type_, turns in table("turns").items():
        for name, of in turns.items() if type_ != "hopes" else ():
            assert {*of["en"]} >= {"active", "passive", "noun"} and {*of["ar"]} >= {"told", "do"}, (type_, name)
            for modality in ("asserted", "planned", "possible", "conditional", "denied"):
                for doers, targets in (((), ()), ((ARMY,), (RSF,)), ((ARMY,), ())):
                    told = Told(type_, modality, doers=doers, targets=targets, at=BARA, turn=name)
                    for line in (english(told), arabic(told)):
                        assert not re.search(r"[{}<>\[\]|]|  |an event|^حادث", line), line


def test_claims_of_contrary_turns_are_never_one_event():
    assert contrary("siege", "lifted", "") and not contrary("siege", "surrounded", "") and not contrary("siege", "lifted", "lifted")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("أسقطت طائرات شحن مساعدات غذائية جوا على شمال قطاع غزة يوم الأحد.", "aid"),
        ("نفذ الجيش الأردني عملية إنزال جوي لمساعدات إنسانية فوق شمال غزة.", "aid"),
        ("أسقطت الدفاعات الجوية الأوكرانية ثلاث طائرات مسيرة فوق أوديسا.", "interception"),
    ],
)
def test_aid_dropped_from_the_air_is_nothing_shot_down(code, text, type_):
    assert {c.type for c in code(text).claims if c.type in ("aid", "interception", "airstrike", "armed_attack")} == {type_}


_LOOSE = re.compile(r"[\u0600-\u06ff]")
_ISOLATED = re.compile("\u2068[^\u2069]*\u2069")


@pytest.mark.parametrize(
    ("text", "en", "ar"),
    [
        ("قتل ثمانية مدنيين بينهم ثلاثة أطفال في قصف لقوات الدعم السريع على مدينة الفاشر، وفق شهود عيان.", "The Rapid Support Forces shelled El Fasher, killing eight civilians (among them three children), according to witnesses", "مقتل 8 مدنيين بينهم 3 أطفال في قصف لقوات الدعم السريع على الفاشر، بحسب شهود عيان"),
        ("اتهم الجيش السوداني قوات الدعم السريع بقصف مدينة الفاشر يوم الثلاثاء.", "Shelling hit El Fasher; the Sudanese Armed Forces blamed the Rapid Support Forces", "قصف على الفاشر، واتهم الجيش السوداني قوات الدعم السريع بذلك"),
        ("أعلنت قوات الدعم السريع سيطرتها على مدينة بارا الثلاثاء.", "The Rapid Support Forces captured Bara, by their own account", "سيطرة قوات الدعم السريع على بارا، كما أعلنت"),
        (
            "تعرضت قرية الحمادي لهجوم قوات الدعم السريع. ونزح سكانها إلى مدينة الأبيض.",
            "Residents fled to El Obeid",
            "نزوح سكان إلى الأبيض",
        ),
        (
            "قصفت طائرات إسرائيلية مبنى في الضاحية الجنوبية لبيروت فقتل خمسة أشخاص، وفق عناصر الإنقاذ.",
            "Israeli forces carried out an airstrike on a building in the Southern suburbs of Beirut, killing five people, according to rescue workers",
            "مقتل 5 أشخاص في غارة للجيش الإسرائيلي على مبنى في الضاحية الجنوبية لبيروت، بحسب عناصر الإنقاذ",
        ),
    ],
)  # fmt: skip
def test_a_claim_of_an_article_has_both_sentences(code, text, en, ar):
    assert (en, ar) in {(c.gloss_en, c.gloss_ar) for c in code(text).claims}


def test_a_family_is_no_captivity_of_his():
    family = Name("أسرة مؤلفة من 5 أفراد")
    assert arabic(Told("suicide_bombing", "asserted", (family,))) == "تفجير انتحاري نفذته أسرة مؤلفة من 5 أفراد"


def test_land_without_a_name_is_a_part_of_its_town():
    land = Where("المناطق", "near As-Suwayda", "area", "SY", "المناطق", listed=False)
    told = Told("capture", "asserted", (RSF,), at=(land, Where("السويداء", "As-Suwayda", "settlement", "SY", "السويداء", listed=True)))
    assert english(told) == "The Rapid Support Forces captured parts of As-Suwayda"
    assert arabic(told) == "سيطرة قوات الدعم السريع على أجزاء من السويداء"


def test_parts_of_a_land_are_told_by_their_directions():
    land = Where("مناطق غرب وجنوب كردفان", "West Kordofan", "governorate", "SD", "مناطق غرب وجنوب كردفان", listed=True, more=True)
    assert english(Told("siege", "asserted", (RSF,), at=(land,))) == "The Rapid Support Forces besieged areas of western and southern Kordofan"


def test_a_hold_of_other_towns_is_told_without_them():
    other = Where("مدن أخرى", "near Khartoum", "area", "SD", "مدن أخرى", listed=False)
    assert arabic(Told("control", "asserted", (RSF,), at=(other,))) == "مناطق تحت سيطرة قوات الدعم السريع"


def test_who_is_killed_as_one_of_some_is_counted(code):
    (claim,) = code("هاجم مسلحو داعش دورية للجيش العراقي قرب خانقين، ما أدى إلى مقتل أحد عناصرها وإصابة خمسة آخرين.").claims
    assert "killing one" in claim.gloss_en and "injuring five others" in claim.gloss_en


def test_no_arabic_stands_loose_in_an_english_sentence(code):
    text = "هاجم مسلحون من قبيلة فلان حاجزا للجيش في درعا، وقتل الطبيب سالم الحمدان، بحسب صفحات محلية."
    claims = code(text).claims
    assert claims
    for claim in claims:
        assert not _LOOSE.search(_ISOLATED.sub("", claim.gloss_en))
        assert claim.gloss_ar


AKASHAT = Where("بلدة عكاشات", "Al-Anbar", "governorate", "IQ", "بلدة عكاشات", "Al-Anbar", listed=False)
IS = Name("تنظيم الدولة الإسلامية", "Islamic State", known=True, force=True)


@pytest.mark.parametrize(
    ("told", "en", "ar"),
    [
        (Told("capture", doers=(ARMY,), at=(AKASHAT,)), "The Sudanese Armed Forces captured the town of Akashat in Al-Anbar province", "سيطرة الجيش السوداني على بلدة عكاشات في الأنبار"),
        (Told("arrest", doers=(ARMY,), targets=(IS,)), "The Sudanese Armed Forces detained members of Islamic State", "اعتقال عناصر من تنظيم الدولة الإسلامية على يد الجيش السوداني"),
        (Told("airstrike", doers=(ARMY,), targets=(Name("ثلاث عربات"),)), "The Sudanese Armed Forces carried out an airstrike on three vehicles", "غارة للجيش السوداني على ثلاث عربات"),
        (Told("protest", doers=(Name("عدد من الطلاب"),), injured=(Folk("people", 4, 4),)), "A number of students protested; four people were injured", "إصابة 4 أشخاص في احتجاج لعدد من الطلاب"),
        (Told("bombing", doers=(Name("ثلاثة أشخاص"),)), "Three people set off a bomb", "تفجير نفذه ثلاثة أشخاص"),
        (Told("armed_attack", doers=(ARMY,), targets=(Name("قنصليتها"),)), "The Sudanese Armed Forces attacked a consulate", "هجوم للجيش السوداني على قنصلية"),
        (Told("shelling", doers=(Name("الإسرائيلية"),), at=BARA), "Israel shelled Bara", "قصف إسرائيلي على بارا"),
        (Told("armed_attack", at=BARA), "An armed attack took place in Bara", "هجوم في بارا"),
        (Told("suicide_bombing", doers=(Name("انتحاري"),), at=BARA), "A suicide bombing hit Bara", "تفجير انتحاري في بارا"),
        (Told("shelling", at=BARA, killed=(Folk("people", 3, 3),), injured=(Folk("people", 9, 9),)), "Shelling hit Bara, killing three people and injuring nine others", "مقتل 3 أشخاص وإصابة 9 آخرين في قصف على بارا"),
        (Told("rejection", doers=(Name("مصر"),), targets=(IS,)), "Egypt rebuffed Islamic State", "رفضت مصر موقف تنظيم الدولة الإسلامية"),
        (Told("displacement", doers=(RSF,), moved=(Folk("families", 12, 12),)), "The Rapid Support Forces displaced 12 families", "تهجير 12 عائلة على يد قوات الدعم السريع"),
        (Told("killing", "possible", targets=(Name("سليم الورداني"),)), "Salim al-Wardani may have been killed", "احتمال مقتل سليم الورداني"),
        (Told("protest", doers=(Name("الطلبة"),), at=(Where("مدخل المدينة", "near Bara", "area", said="مدخل الجامعة"),)), "Students protested at the entrance of the university near Bara", "احتجاج لطلبة عند مدخل الجامعة"),
        (Told("threat", doers=(Name("الطلبة المضربون"),)), "Striking students made a threat", "أطلق الطلبة المضربون تهديدا"),
        (Told("shelling", doers=(HOUTHIS,), at=BARA, source=HOUTHIS, own=True), "The Houthi movement shelled Bara, by its own account", "قصف للحوثيين على بارا، كما أعلنوا"),
        (Told("shelling", doers=(RSF,), targets=(Name("المدينة المحاصرة"),), at=FASHER), "The Rapid Support Forces shelled El Fasher", "قصف لقوات الدعم السريع على الفاشر"),
        (Told("shelling", doers=(RSF,), targets=(Name("المدينة المحاصرة"),), at=(Where("الأنبار", "Al-Anbar", "governorate", "IQ"),)), "The Rapid Support Forces shelled the besieged city in Al-Anbar province", "قصف لقوات الدعم السريع على المدينة المحاصرة في الأنبار"),
        (Told("airstrike", doers=(Name("روسيا", "Russia", known=True),), at=BARA), "Russia carried out an airstrike on Bara", "غارة روسية على بارا"),
        (Told("shelling", doers=(Name("إسرائيل", "Israel", known=True),), at=BARA), "Israel shelled Bara", "قصف إسرائيلي على بارا"),
        (Told("airstrike", doers=(Name("طائرة مسيرة"),), at=BARA), "A drone struck Bara", "غارة شنتها طائرة مسيرة على بارا"),
        (Told("arrest", doers=(Name("قوات الأمن في روسيا", "Russian security forces", known=True),), targets=(Name("المتظاهرين"),)), "Russian security forces detained demonstrators", "اعتقال متظاهرين على يد قوات الأمن الروسية"),
        (Told("armed_attack", at=BARA, killed=(Folk("people", 1, 1),), injured=(Folk("people", 1, 1),)), "An armed attack took place in Bara, killing one person and injuring another", "مقتل شخص وإصابة آخر في هجوم في بارا"),
        (Told("killing", doers=(Name("مسلحون"),), targets=(Name("شابا ملتحيا"),)), "Gunmen killed a young bearded man", "مقتل شاب ملتحي على يد مسلحين"),
        (Told("protest", doers=(Name("الآلاف"),), at=BARA), "Thousands of people protested in Bara", "احتجاج لآلاف الأشخاص في بارا"),
        (Told("protest", doers=(Name("الطلاب"),), to=BARA), "Students marched towards Bara", "مسيرة لطلاب باتجاه بارا"),
        (Told("protest"), "A protest was held", "وقوع احتجاج"),
        (Told("arrest", doers=(ARMY,), targets=(Name("الحوثيون", "Houthi movement", known=True, force=True),)), "The Sudanese Armed Forces detained members of the Houthi movement", "اعتقال عناصر من الحوثيين على يد الجيش السوداني"),
        (Told("negotiation", doers=(Name("وزيرا الدفاع"), ARMY)), "Defence ministers and the Sudanese Armed Forces held talks", "محادثات بين وزيري الدفاع والجيش السوداني"),
        (Told("siege", doers=(RSF,), at=(Where("شمال كردفان", "North Kordofan", "governorate", "SD"),)), "The Rapid Support Forces besieged North Kordofan state", "فرض قوات الدعم السريع حصارا على شمال كردفان"),
        (Told("deployment", "planned", doers=(ARMY,)), "The Sudanese Armed Forces planned to deploy", "يعتزم الجيش السوداني الانتشار"),
        (Told("bombing", at=(Where("شمال البلاد", "Sudan", "country", "SD", said="شمال البلاد", listed=False),)), "An explosion took place in northern Sudan", "انفجار في شمال السودان"),
        (Told("armed_attack", targets=(Name("دورية للشرطة"),), at=(Where("جسر الزهور", "near Bara", "area", said="جسر الزهور", listed=False),)), "A police patrol was attacked at Al-Zahur Bridge near Bara", "هجوم على دورية للشرطة عند جسر الزهور"),
        (Told("destruction", targets=(Name("المسجد الكبير"),), at=BARA), "The large mosque was destroyed in Bara", "تدمير المسجد الكبير في بارا"),
        (Told("arrest", targets=(Name("المسؤول الكبير"),), at=BARA), "A senior official was detained in Bara", "اعتقال مسؤول كبير في بارا"),
        (Told("airstrike", targets=(Name("بنك دم"),), at=BARA), "An airstrike hit a blood bank in Bara", "غارة على بنك دم في بارا"),
        (Told("clash", doers=(Name("عدة مجموعات من المقاتلين"), ARMY), at=BARA), "Several groups of fighters and the Sudanese Armed Forces clashed in Bara", "اشتباكات بين عدة مجموعات من المقاتلين والجيش السوداني في بارا"),
        (Told("armed_attack", targets=(Name("موقعا للميليشيا"),), at=BARA), "A position of the militia was attacked in Bara", "هجوم على موقع للميليشيا في بارا"),
        (Told("bombing", doers=(Name("القاعدة"),), at=BARA), "Al-Qaeda set off a bomb in Bara", "تفجير للقاعدة في بارا"),
        (Told("arrest", at=(Where("بانياس", "Bāniyās"),)), "People were detained in Baniyas", "حملة اعتقالات في بانياس"),
    ],
)  # fmt: skip
def test_what_an_editor_would_not_print_is_told_otherwise(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


MIDAN = (Where("حي الميدان", "near Bara", "area", "SY", said="حي الميدان", listed=False),)
SPECIAL = Name("اللواء 22 (الجيش السوداني)", "22nd Brigade (Sudanese Armed Forces)", known=True)


@pytest.mark.parametrize(
    ("told", "en", "ar"),
    [
        # a speech act without what it was about stands as a whole sentence
        (Told("condemnation", doers=(Name("مصر"),)), "Egypt issued a condemnation", "أعربت مصر عن إدانتها"),
        (Told("condemnation", doers=(Name("مصر"), Name("تونس"))), "Egypt and Tunisia issued a condemnation", "أعربت مصر وتونس عن إدانتهما"),
        (Told("support", doers=(HOUTHIS,)), "The Houthi movement voiced support", "أعلن الحوثيون تأييدهم"),
        (Told("support", doers=(Name("مصر"),), turn="welcomed"), "Egypt expressed satisfaction", "أعربت مصر عن ترحيبها"),
        (Told("coordination", doers=(ARMY,)), "The Sudanese Armed Forces took part in joint action", "تحرك مشترك شارك فيه الجيش السوداني"),
        # states and their leaders deploy forces, people and things are sent
        (Told("deployment", doers=(Name("إيران"),), to=BARA), "Iran deployed forces to Bara", "نشر إيران قوات في بارا"),
        (Told("deployment", doers=(ARMY,), to=BARA), "The Sudanese Armed Forces deployed to Bara", "انتشار الجيش السوداني في بارا"),
        (Told("deployment", doers=(Name("مروحيات عسكرية"),), to=BARA, turn="sent"), "Military helicopters were sent to Bara", "إرسال مروحيات عسكرية إلى بارا"),
        (Told("aid", doers=(Name("مصر"),), to=BARA), "Egypt delivered aid to Bara", "تقديم مصر مساعدات إلى بارا"),
        # sides without a doer fought between them
        (Told("clash", targets=(ARMY, RSF), at=BARA), "Clashes broke out between the Sudanese Armed Forces and the Rapid Support Forces in Bara", "اشتباكات بين الجيش السوداني وقوات الدعم السريع في بارا"),
        # people who are counted are the harm, and no target by a number
        (Told("airstrike", doers=(ARMY,), targets=(Name("60 مدنيا"),), at=BARA, killed=(Folk("people", 60, 60),)), "The Sudanese Armed Forces carried out an airstrike on Bara, killing 60 civilians", "مقتل 60 مدنيا في غارة للجيش السوداني على بارا"),
        (Told("shelling", doers=(ARMY,), targets=(Name("عدة مدنيين"),), at=BARA), "The Sudanese Armed Forces shelled civilians in Bara", "قصف للجيش السوداني استهدف مدنيين في بارا"),
        (Told("shelling", to=BARA), "Shelling hit Bara", "قصف على بارا"),
        # nations by their adjectives
        (Told("airstrike", doers=(Name("التركي"),), at=BARA), "Turkey carried out an airstrike on Bara", "غارة تركية على بارا"),
        (Told("protest", targets=(Name("حكومة روسيا", "Government of Russia", known=True),)), "A protest was held against the Russian government", "احتجاج ضد الحكومة الروسية"),
        (Told("advance", doers=(SPECIAL,), to=BARA), "The 22nd Brigade advanced on Bara", "تقدم اللواء 22 في الجيش السوداني نحو بارا"),
        (Told("deployment", doers=(Name("حكومة بريطانيا", "Government of the United Kingdom", known=True),), to=(Where("بريطانيا", "United Kingdom", "country"),)), "The British government deployed forces", "نشر الحكومة البريطانية قوات"),
        # cases and numbers
        (Told("suicide_bombing", doers=(Name("شخصين"),), at=BARA), "Two people carried out a suicide bombing in Bara", "تفجير انتحاري نفذه شخصان في بارا"),
        (Told("protest", doers=(Name("المتقاعدون"),), at=BARA), "Retirees protested in Bara", "احتجاج لمتقاعدين في بارا"),
        (Told("interception", doers=(ARMY,), targets=(Name("أهداف جوية"),)), "The Sudanese Armed Forces intercepted air targets", "اعتراض الجيش السوداني أهدافا جوية"),
        (Told("abduction", targets=(Name("الأمم المتحدة", "United Nations", known=True, force=True),)), "Staff of the United Nations were abducted", "اختطاف موظفين في الأمم المتحدة"),
        (Told("protest", "denied", at=BARA, turn="several"), "Protests in Bara were denied", "نفي وقوع احتجاجات في بارا"),
        # whose forces, and those who are one person
        (Told("protest", doers=(Name("الأتراك"), Name("الطلاب")), at=BARA), "Turks and students protested in Bara", "احتجاج للأتراك والطلاب في بارا"),
        (Told("airstrike", doers=(Name("المقاتلات"),), at=BARA), "Warplanes struck Bara", "غارة شنتها مقاتلات على بارا"),
        (Told("abduction", doers=(RSF,), targets=(Name("ناقلتي نفط"),)), "The Rapid Support Forces seized two oil tankers", "احتجاز ناقلتي نفط على يد قوات الدعم السريع"),
        (Told("protest", targets=(Name("الإسرائيلي"),), at=BARA), "A protest was held against Israel in Bara", "احتجاج ضد إسرائيل في بارا"),
        (Told("negotiation", "denied", doers=(RSF, ARMY), source=ARMY, own=True), "The Sudanese Armed Forces denied talks with the Rapid Support Forces", "نفى الجيش السوداني إجراء محادثات مع قوات الدعم السريع"),
        (Told("killing", killed=(Folk("people", 1, 1),), targets=(Name("الشهيد سليم الورداني"),), at=BARA), "Salim al-Wardani was killed in Bara", "مقتل الشهيد سليم الورداني في بارا"),
        (Told("killing", injured=(Folk("journalists", 1, 1),), targets=(Name("الصحفي سليم الورداني"),), turn="attempted", at=BARA), "An attempt was made to kill the journalist Salim al-Wardani in Bara", "محاولة اغتيال الصحفي سليم الورداني في بارا"),
        (Told("bombing", doers=(RSF,), weapon="mine", at=BARA, killed=EIGHT), "A mine laid by the Rapid Support Forces exploded in Bara, killing eight civilians", "مقتل 8 مدنيين في انفجار لغم من زرع قوات الدعم السريع في بارا"),
        (Told("shelling", targets=(Name("الحكومة الإسرائيلية", "Government of Israel", known=True, force=True),), start=BARA), "Shelling hit Israel from Bara", "قصف على إسرائيل انطلاقا من بارا"),
        (Told("bombing", targets=(Name("الصحفي سليم الورداني"),), killed=(Folk("people", 1, 1),)), "An explosion took place, killing the journalist Salim al-Wardani", "مقتل الصحفي سليم الورداني في انفجار"),
        (Told("armed_attack", targets=(Name("حارس سجن"),), killed=(Folk("people", 1, 1),), at=BARA), "An armed attack took place in Bara, killing a prison guard", "مقتل حارس سجن في هجوم في بارا"),
        (Told("aid", doers=(ARMY,), targets=(Name("نازحين"),), to=BARA), "The Sudanese Armed Forces delivered aid to displaced people in Bara", "تقديم الجيش السوداني مساعدات إلى نازحين في بارا"),
        (Told("negotiation", doers=(Name("روسيا وتركيا وإيران"), Name("وفد من المعارضة"))), "Russia, Turkey, Iran and an opposition delegation held talks", "محادثات بين روسيا وتركيا وإيران ووفد من المعارضة"),
        (Told("offensive", doers=(ARMY,), targets=(Name("القاعدة"),), at=BARA), "The Sudanese Armed Forces launched an offensive against Al-Qaeda in Bara", "هجوم للجيش السوداني على القاعدة في بارا"),
        (Told("deployment", doers=(Name("أفراد من الجيش والشرطة"),), at=BARA), "Members of the army and the police deployed in Bara", "انتشار أفراد من الجيش والشرطة في بارا"),
        (Told("shelling", targets=(Name("جرحى مدنيون"),), at=BARA), "Shelling hit Bara", "قصف على بارا"),
        (Told("siege", targets=(Name("المدينتين"),), at=BARA), "Bara was besieged", "حصار على بارا"),
        (Told("deployment", doers=(Name("قوات من الشرطة"),), at=BARA), "Police forces deployed in Bara", "انتشار قوات من الشرطة في بارا"),
        (Told("siege", "asserted", doers=(ARMY,), targets=(Name("المدنيين"),), turn="closed"), "The Sudanese Armed Forces cut off civilians", "قطع الطرق على المدنيين على يد الجيش السوداني"),
        (Told("demand", doers=(Name("جون الورداني", "John al-Wardani", known=True, person=True),), source=Name("جون كيري", "John Kerry", known=True, person=True)), "John al-Wardani made a demand, according to John Kerry", "وجه جون الورداني مطالب، بحسب جون كيري"),
        (Told("protest", at=(Where("السودان", "Sudan", "country", "SD", said="حدودها مع السودان", more=True),)), "A protest was held on the border with Sudan", "احتجاج على الحدود مع السودان"),
        # a site in a place, and a part of it
        (Told("capture", doers=(ARMY,), at=(Where("بارا", "Bara", said="مشارف بارا", more=True),)), "The Sudanese Armed Forces captured the outskirts of Bara", "سيطرة الجيش السوداني على مشارف بارا"),
        (Told("protest", at=(Where("قطاع غزة", "Gaza Strip", "region", "PS", said="حدود القطاع مع مصر", more=True),)), "A protest was held on the border of the Gaza Strip with Egypt", "احتجاج على حدود قطاع غزة مع مصر"),
        (Told("airstrike", at=(Where("بارا الأسبوع", "near Bara", "area", "SD", said="بارا الأسبوع", listed=False),)), "An airstrike hit the Bara area", "غارة على بارا"),
        (Told("protest", at=(Where("سوريا", "Syria", "country", "SY", said="شمال غربي سوريا", more=True),)), "A protest was held in northwestern Syria", "احتجاج في شمال غربي سوريا"),
        (Told("clash", at=(Where("البوابة الخارجية للمقر", "near Bara", "area", "SD", said="البوابة الخارجية للمقر", listed=False),)), "Clashes broke out near Bara", "اشتباكات عند البوابة الخارجية للمقر قرب بارا"),
        (Told("capture", doers=(RSF,), at=(Where("الحديدة", "Al-Hudaydah", "governorate", "YE", said="ميناء الحديدة", more=True),)), "The Rapid Support Forces captured the port of Al-Hudaydah", "سيطرة قوات الدعم السريع على ميناء الحديدة"),
        (Told("capture", doers=(RSF,), at=(Where("الفاشر", "El Fasher", said="أحياء شرقية", more=True),)), "The Rapid Support Forces captured eastern neighbourhoods in El Fasher", "سيطرة قوات الدعم السريع على أحياء شرقية في الفاشر"),
        (Told("shelling", doers=(ARMY,), at=(Where("قرب دوار الورد", "near Bara", "area", "SD", said="قرب دوار الورد", listed=False),)), "The Sudanese Armed Forces shelled an area near the Al-Ward roundabout of Bara", "قصف للجيش السوداني على محيط دوار الورد في بارا"),
        # how often
        (Told("suicide_bombing", at=BARA, killed=EIGHT, turn="two"), "Two suicide bombings hit Bara, killing eight civilians", "مقتل 8 مدنيين في تفجيرين انتحاريين في بارا"),
        (Told("airstrike", doers=(Name("تركيا", "Türkiye", known=True),), at=BARA, turn="two"), "Türkiye carried out two airstrikes on Bara", "غارتان تركيتان على بارا"),
        (Told("airstrike", "denied", at=BARA, turn="two"), "Two airstrikes on Bara were denied", "نفي وقوع غارتين على بارا"),
        (Told("armed_attack", doers=(Name("مسلحون"),), targets=(ARMY,), at=BARA, turn="several"), "Gunmen carried out attacks on the Sudanese Armed Forces in Bara", "هجمات نفذها مسلحون على الجيش السوداني في بارا"),
        (Told("bombing", at=BARA, weapon="car_bomb", turn="two"), "Two car bombs hit Bara", "انفجارا سيارتين مفخختين في بارا"),
        (Told("bombing", at=BARA, weapon="car_bomb", turn="two", killed=EIGHT), "Two car bombs hit Bara, killing eight civilians", "مقتل 8 مدنيين في انفجاري سيارتين مفخختين في بارا"),
        (Told("killing", killed=(Folk("people", 1, None),), injured=(Folk("people", 1, None),), at=BARA), "At least one person was killed in Bara and at least one other injured", "مقتل شخص على الأقل في بارا، وإصابة آخر على الأقل"),
        (Told("demand", doers=(ARMY,), targets=(RSF,), at=BARA, turn="called"), "The Sudanese Armed Forces called on the Rapid Support Forces to act", "دعا الجيش السوداني قوات الدعم السريع إلى التحرك"),
        (Told("killing", killed=(Folk("members", 4, 4),), at=BARA), "Four fighters were killed in Bara", "مقتل 4 عناصر في بارا"),
        # places
        (Told("clash", at=(Where("حقل الورد النفطي", "near Bara", "area", "SD", said="حقل الورد النفطي", listed=False),)), "Clashes broke out in the Al-Ward oil field near Bara", "اشتباكات في حقل الورد النفطي قرب بارا"),
        (Told("shelling", doers=(ARMY,), at=MIDAN), "The Sudanese Armed Forces shelled the Al-Midan neighbourhood of Bara", "قصف للجيش السوداني على حي الميدان"),
        (Told("protest", at=(Where("مونترو", "near Lausanne", "area", "CH", said="بلدة مونترو", listed=False),)), "A protest was held near Lausanne", "احتجاج في بلدة مونترو قرب لوزان"),
        (Told("rejection", doers=(ARMY,), targets=(Name("موسكو"),)), "The Sudanese Armed Forces rebuffed Moscow", "رفض الجيش السوداني موقف موسكو"),
        (Told("protest", doers=(Name("الشارع"),), at=BARA), "A protest was held in Bara", "احتجاج في بارا"),
        (Told("airstrike", targets=(Name("12 هدف"),), at=BARA), "An airstrike hit 12 targets in Bara", "غارة على 12 هدفا في بارا"),
        (Told("capture", doers=(ARMY,), at=(Where("البساتين", "near Bara", "area", "SD", said="البساتين", listed=False),)), "The Sudanese Armed Forces captured Al-Basatin near Bara", "سيطرة الجيش السوداني على البساتين قرب بارا"),
        (Told("protest", doers=(Name("متظاهرون"),), at=BARA), "A protest was held in Bara", "احتجاج في بارا"),
        (Told("aid", "denied", at=BARA), "A delivery of aid in Bara was denied", "نفي وصول مساعدات في بارا"),
        (Told("deployment", doers=(Name("تشاد", "Chad", known=True),), start=(Where("تشاد", "Chad", "country", "TD"),)), "Chad deployed forces", "نشر تشاد قوات"),
        (Told("shelling", targets=(Name("ميليشيات في السودان", "Militias in Sudan", known=True),), at=(Where("بارا", "Bara", country="SD"),)), "Shelling hit Militias in Bara", "قصف على ميليشيات في السودان في بارا"),
        (Told("capture", doers=(ARMY,), at=(Where("مطار المدينة", "near Bara", "area", "SD", said="مطار المدينة", listed=False),)), "The Sudanese Armed Forces captured the airport of Bara", "سيطرة الجيش السوداني على مطار بارا"),
        (Told("killing", killed=EIGHT, at=(Where("الحدود في 30 مارس", "near Bara", "area", "SD", said="الحدود في 30 مارس", listed=False),)), "Eight civilians were killed near Bara", "مقتل 8 مدنيين على الحدود قرب بارا"),
        (Told("clash", at=(Where("الساحل الشرقي", "Bara", "area", "SD", said="أمام مقر الحزب", listed=False),)), "Clashes broke out in the Bara area", "اشتباكات أمام مقر الحزب في بارا"),
    ],
)  # fmt: skip
def test_a_sentence_is_whole_and_tells_each_thing_once(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


def event_of(*texts):
    """The event of the shellings of several reports of one outlet each, the later ones published later."""
    docs = [code_article(article_from_text(text, id=f"d{n}", published=f"2024-06-{12 + n}")) for n, text in enumerate(texts)]
    return build_event([r for d in docs for r in records_of(d) if r.type == "shelling"])


FIVE = "قتل خمسة مدنيين في قصف على مدينة الفاشر الثلاثاء 11 يونيو، بحسب شبكة أطباء السودان."
FOUR = "قتل أربعة مدنيين وأصيب عشرون آخرون في قصف على مدينة الفاشر الثلاثاء 11 يونيو، بحسب شهود عيان."
SEVEN = "قتل سبعة مدنيين وأصيب ثلاثون آخرون في قصف على مدينة الفاشر الثلاثاء 11 يونيو، بحسب مصدر طبي."


def test_the_dead_of_one_report_do_not_stand_with_the_injured_of_another():
    found = event_of(FOUR, FIVE)
    assert (found.deaths.best, found.injured.best) == (5, 20)
    assert found.sentence_en == "Shelling hit El Fasher, killing five civilians; 20 people were injured, according to another report"
    assert found.sentence_ar == "مقتل 5 مدنيين في قصف على الفاشر، وإصابة 20 شخصا بحسب تقرير آخر"


def test_the_dead_and_the_injured_of_the_latest_report_stand_together():
    found = event_of(FOUR, SEVEN)
    assert found.sentence_en == "Shelling hit El Fasher, killing seven civilians and injuring 30 people"
    assert found.sentence_ar == "مقتل 7 مدنيين وإصابة 30 شخصا في قصف على الفاشر"


@pytest.mark.parametrize(
    ("text", "en", "ar"),
    [
        (
            "سيطر الجيش السوداني على مصنع السكر في ولاية سنار يوم الأحد.",
            "The Sudanese Armed Forces captured a factory in Sennar state",
            "سيطرة الجيش السوداني على مصنع السكر في سنار",
        ),
        (
            "قصفت قوات الدعم السريع مدينة الخرطوم بحري يوم الأحد وقتل ثلاثة مدنيين.",
            "The Rapid Support Forces shelled Khartoum North, killing three civilians",
            "مقتل 3 مدنيين في قصف لقوات الدعم السريع على الخرطوم بحري",
        ),
    ],
)
def test_a_site_is_captured_and_not_the_governorate_it_is_in(code, text, en, ar):
    assert (en, ar) in {(c.gloss_en, c.gloss_ar) for c in code(text).claims}


def test_a_site_that_is_the_target_is_captured_and_not_where_it_lies():
    told = Told("capture", doers=(ARMY,), targets=(Name("معسكر"),), at=(Where("سنار", "Sennar", "governorate", "SD"),))
    assert (english(told), arabic(told)) == ("The Sudanese Armed Forces captured a camp in Sennar state", "سيطرة الجيش السوداني على معسكر في سنار")


def place(said, en="near Bara", precision="area", country="SD"):
    return (Where(said, en, precision, country, said=said, listed=False),)


@pytest.mark.parametrize(
    ("told", "en", "ar"),
    [
        (
            Told("clash", at=place("قرية الورد", "near Mosul", country="IQ")),
            "Clashes broke out in the village of Al-Ward near Mosul",
            "اشتباكات في قرية الورد قرب الموصل",
        ),
        (Told("clash", at=place("القريبة من القاعدة", "near Mosul", country="IQ")), "Clashes broke out near Mosul", "اشتباكات قرب الموصل"),
        (
            Told("capture", doers=(ARMY,), at=place("القريبة من القاعدة", "near Mosul", country="IQ")),
            "The Sudanese Armed Forces captured an area near Mosul",
            "سيطرة الجيش السوداني على منطقة قرب الموصل",
        ),
        (
            Told("clash", at=place("حي الورد", "near Mosul", country="IQ")),
            "Clashes broke out in the Al-Ward neighbourhood of Mosul",
            "اشتباكات في حي الورد في الموصل",
        ),
        (
            Told("clash", at=place("قرية الورد", "Nineveh", "governorate", "IQ")),
            "Clashes broke out in the village of Al-Ward in Nineveh province",
            "اشتباكات في قرية الورد في نينوى",
        ),
        (
            Told("capture", doers=(ARMY,), at=place("مطار المدينة", "near Mosul", country="IQ")),
            "The Sudanese Armed Forces captured the airport of Mosul",
            "سيطرة الجيش السوداني على مطار الموصل",
        ),
        (
            Told("capture", doers=(ARMY,), at=(*place("قرية الورد"), *place("قرية النخل"))),
            "The Sudanese Armed Forces captured the village of Al-Ward and the village of Al-Nakhl near Bara",
            "سيطرة الجيش السوداني على قرية الورد وقرية النخل قرب بارا",
        ),
        (Told("displacement", start=place("القريبة من القاعدة")), "People were displaced from an area near Bara", "نزوح سكان من منطقة قرب بارا"),
        # an area that stands beside is told once
        (
            Told("protest", at=place("ساحة الشهداء"), to=place("ساحة النصر")),
            "A march was held towards Al-Nasr Square in Bara at Martyrs' Square in Bara",
            "مسيرة باتجاه ساحة النصر في ساحة الشهداء في بارا",
        ),
        (
            Told("displacement", doers=(ARMY,), at=place("الأحياء السكنية"), start=place("حي الورد")),
            "The Sudanese Armed Forces displaced people in residential neighbourhoods near Bara from the Al-Ward neighbourhood of Bara",
            "تهجير سكان من حي الورد على يد الجيش السوداني في الأحياء السكنية قرب بارا",
        ),
        # on which side of another place
        (Told("clash", at=place("غرب بارا")), "Clashes broke out west of Bara", "اشتباكات غرب بارا"),
        (Told("clash", at=place("شمال شرقي قرية الورد")), "Clashes broke out northeast of the village of Al-Ward", "اشتباكات شمال شرقي قرية الورد"),
        (Told("capture", at=place("مناطق جنوب بارا")), "Areas south of Bara were captured", "السيطرة على مناطق جنوب بارا"),
        (
            Told("shelling", doers=(ARMY,), at=place("غرب بارا")),
            "The Sudanese Armed Forces shelled an area west of Bara",
            "قصف للجيش السوداني على منطقة غرب بارا",
        ),
        # land of a country, and parts of a place by whose they are
        (
            Told("interception", targets=(Name("صواريخ"),), at=place("أجواء المملكة", "near Riyadh", country="SA")),
            "Missiles were intercepted in Saudi Arabia",
            "اعتراض صواريخ في السعودية",
        ),
        (Told("clash", at=(Where("بارا", "Bara", said="أحياؤها", more=True),)), "Clashes broke out in neighbourhoods in Bara", "اشتباكات في بارا"),
        # sites that lie in the town beside them
        (Told("protest", at=place("المحكمة العليا")), "A protest was held at the supreme court in Bara", "احتجاج في المحكمة العليا في بارا"),
        # a place that a doer names, however it is spelled; a nation is not its capital
        (
            Told("arrest", doers=(Name("شرطة بارة"), Name("شرطة بارا")), at=BARA),
            "The police of Bara made arrests",
            "حملة اعتقالات لشرطة بارة وشرطة بارا",
        ),
        (
            Told("protest", doers=(Name("عمال تونسيون"),), at=(Where("تونس", "Tunis"),)),
            "Tunisian workers protested in Tunis",
            "احتجاج لعمال تونسيين في تونس",
        ),
        (
            Told("protest", at=(Where("قطاع غزة", "Gaza Strip", "governorate", "PS", said="الحدود بين القطاع وإسرائيل", more=True),)),
            "A protest was held on the border between the Gaza Strip and Israel",
            "احتجاج على الحدود بين قطاع غزة وإسرائيل",
        ),
        (
            Told("clash", at=place("المنطقة الحدودية بين سوريا والعراق", "Iraq", "country", "IQ")),
            "Clashes broke out in the border area between Syria and Iraq",
            "اشتباكات في المنطقة الحدودية بين سوريا والعراق",
        ),
        (
            Told("deployment", at=place("مختلف أنحاء البلاد للحيلولة", "Sudan", "country", "SD")),
            "Forces were deployed in various parts of Sudan",
            "انتشار قوات في مختلف أنحاء السودان",
        ),
        # a name within another's, a whole beside its part, a verb behind a town
        (
            Told("armed_attack", at=place("بلدة يبان", "near Dhībān", country="SY")),
            "An armed attack took place in the town of Yaban near Dhiban",
            "هجوم في بلدة يبان قرب ذيبان",
        ),
        (
            Told("capture", at=(*place("بلدة الورد", "Waziristan", "region", "PK"), Where("وزيرستان", "Waziristan", "region", "PK"))),
            "The town of Al-Ward in Waziristan was captured",
            "السيطرة على بلدة الورد في وزيرستان",
        ),
        (Told("shelling", at=(Where("المنطقة الخضراء", "Green Zone", "area", "IQ"),)), "Shelling hit the Green Zone area", "قصف على المنطقة الخضراء"),
        (
            Told("killing", killed=EIGHT, at=place("الموصل وعلق", "Nineveh", "governorate", "IQ")),
            "Eight civilians were killed in Mosul in Nineveh province",
            "مقتل 8 مدنيين في الموصل في نينوى",
        ),
        (
            Told("clash", at=BARA, source=Name("منسقو استجابة سوريا", "Response Coordinators", known=True)),
            "Clashes broke out in Bara, according to Response Coordinators",
            "اشتباكات في بارا، بحسب منسقي استجابة سوريا",
        ),
        # the area around a town, and a side of a country
        (Told("armed_attack", at=(Where("بارا", "Bara", "area", "SD"),)), "An armed attack took place in the Bara area", "هجوم في منطقة بارا"),
        (
            Told("armed_attack", at=(Where("شمال السودان", "Sudan", "country", "SD", said="شمال السودان", more=True),)),
            "An armed attack took place in northern Sudan",
            "هجوم في شمال السودان",
        ),
    ],
)
def test_both_lines_tell_where_a_place_lies(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


@pytest.mark.parametrize(
    ("told", "en", "ar"),
    [
        # places by what their words say
        (Told("protest", at=place("مسجد الإمام الصادق")), "A protest was held at Al-Imam Al-Sadiq Mosque in Bara", "احتجاج في مسجد الإمام الصادق في بارا"),
        (Told("protest", at=place("ساحة الشهداء قبالة البرلمان")), "A protest was held at Martyrs' Square in Bara", "احتجاج في ساحة الشهداء قبالة البرلمان في بارا"),
        (Told("shelling", at=place("أطراف قرية الورد")), "Shelling hit the outskirts of the village of Al-Ward near Bara", "قصف على أطراف قرية الورد قرب بارا"),
        (Told("airstrike", at=place("إقليم بارا")), "An airstrike hit the Bara region", "غارة على إقليم بارا"),
        (Told("clash", at=place("القريبة من القاعدة")), "Clashes broke out near Bara", "اشتباكات قرب بارا"),
        (Told("capture", doers=(ARMY,), at=place("الكيلو 16", "Sennar", "governorate")), "The Sudanese Armed Forces captured an area in Sennar state", "سيطرة الجيش السوداني على الكيلو 16 في سنار"),
        (Told("capture", doers=(ARMY,), at=(*place("بلدات", "near Bara"), *place("مناطق واسعة", "near Bara"))), "The Sudanese Armed Forces captured towns and wide areas near Bara", "سيطرة الجيش السوداني على بلدات ومناطق واسعة قرب بارا"),
        (Told("clash", at=(Where("شمال سيناء", "North Sinai", "governorate", "EG"),)), "Clashes broke out in North Sinai governorate", "اشتباكات في شمال سيناء"),
        # deeds
        (Told("deployment", doers=(RSF,), to=BARA, turn="sent"), "The Rapid Support Forces sent troops to Bara", "إرسال قوات الدعم السريع تعزيزات إلى بارا"),
        (Told("siege", doers=(ARMY,), targets=(Name("الميليشيا"),), turn="cut"), "The Sudanese Armed Forces cut the supply lines of the militia", "قطع الجيش السوداني خطوط إمداد الميليشيا"),
        (Told("interception", doers=(ARMY,), targets=(Name("ألغام"),)), "The Sudanese Armed Forces dealt with mines", "تعامل الجيش السوداني مع ألغام"),
        (Told("killing", doers=(Name("شرطة"),), killed=EIGHT), "The police killed eight civilians", "مقتل 8 مدنيين على يد الشرطة"),
        (Told("support", doers=(Name("29 دولة"),), targets=(HOUTHIS,)), "29 countries voiced support for the Houthi movement", "أيدت 29 دولة الحوثيين"),
        (Told("rejection", doers=(Name("عدد من شيوخ العشائر"),)), "A number of tribal leaders voiced opposition", "أعلن عدد من شيوخ العشائر رفضهم"),
        (Told("shelling", doers=(ARMY,), targets=(Name("سليم الورداني"),), at=BARA, killed=(Folk("people", 1, 1),)), "The Sudanese Armed Forces shelled Bara, killing one person", "مقتل شخص في قصف للجيش السوداني على بارا"),
        (Told("abduction", doers=(RSF,), targets=(Name("رهائن"),)), "The Rapid Support Forces abducted people", "اختطاف أشخاص على يد قوات الدعم السريع"),
        (Told("arrest", doers=(ARMY,), targets=(Name("15 ألف معتقل"),)), "The Sudanese Armed Forces detained 15,000 people", "اعتقال 15 ألف شخص على يد الجيش السوداني"),
        (Told("armed_attack", "possible", at=BARA, killed=EIGHT), "An armed attack in Bara was possible", "احتمال وقوع هجوم في بارا"),
        (Told("deployment", "denied", doers=(ARMY,), to=BARA, turn="sent", source=ARMY, own=True), "The Sudanese Armed Forces denied the sending of forces to Bara", "نفى الجيش السوداني إرسال قوات إلى بارا"),
    ],
)  # fmt: skip
def test_places_and_deeds_of_news(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


@pytest.mark.parametrize(
    ("told", "en", "ar"),
    [
        (Told("withdrawal", doers=(Name("جماعات مناوئة للحكومة"),), start=BARA, turn="driven"), "Groups opposed to the government were driven out of Bara", "طرد جماعات مناوئة للحكومة من بارا"),
        (Told("withdrawal", "possible", doers=(RSF,), start=BARA, turn="driven"), "The Rapid Support Forces may have been driven out of Bara", "احتمال طرد قوات الدعم السريع من بارا"),
        (Told("armed_attack", targets=(Name("دورية للجيش"),), at=BARA, killed=EIGHT), "An armed attack targeted an army patrol in Bara, killing eight civilians", "مقتل 8 مدنيين في هجوم على دورية للجيش في بارا"),
        (Told("protest", doers=(Name("الآلاف"), Name("المتظاهرين في المدينة")), at=BARA), "Thousands of people protested in Bara", "احتجاج لآلاف الأشخاص في بارا"),
        (Told("deployment", doers=(Name("حكام ولايات"),), at=BARA), "Governors of provinces deployed forces in Bara", "نشر حكام ولايات قوات في بارا"),
        (Told("abduction", doers=(Name("الرجل"),), targets=(Name("الفتاة"),)), "A man abducted a girl", "اختطاف فتاة على يد رجل"),
        (Told("destruction", targets=(Name("البيوت"),), at=BARA), "Houses were destroyed in Bara", "تدمير بيوت في بارا"),
        (Told("arrest", doers=(ARMY,), targets=(Name("المستوطنون", "Israeli settlers", known=True, force=True),)), "The Sudanese Armed Forces detained Israeli settlers", "اعتقال مستوطنين على يد الجيش السوداني"),
        (Told("protest", doers=(Name("المعارضة تحقق"),), at=BARA), "The opposition protested in Bara", "احتجاج للمعارضة في بارا"),
        (Told("negotiation", doers=(Name("شيوخ البدو بالمنطقة"), ARMY)), "Bedouin sheikhs and the Sudanese Armed Forces held talks", "محادثات بين شيوخ البدو والجيش السوداني"),
        (Told("protest", turn="strike", doers=(Name("لعمالها"),)), "Workers went on strike", "إضراب عمال"),
        (Told("accusation", doers=(Name("تركيا المتظاهرين"),), targets=(RSF,)), "Turkey made accusations against the Rapid Support Forces", "وجهت تركيا اتهامات إلى قوات الدعم السريع"),
        (Told("crackdown", doers=(ARMY,), targets=(Name("جنازة الزميلة سليمة الورداني"),)), "The Sudanese Armed Forces used force against the funeral of the journalist Salima al-Wardani", "استخدام الجيش السوداني القوة ضد جنازة الصحفية سليمة الورداني"),
        (Told("clash", at=(Where("الحدود البرية", "Tunisia", "country", "TN", said="الحدود البرية", listed=False),)), "Clashes broke out on the Tunisian land border", "اشتباكات على الحدود البرية"),
        (Told("clash", at=(Where("القرب من المقبرة", "near Bara", "area", said="القرب من المقبرة", listed=False),)), "Clashes broke out near Bara", "اشتباكات قرب المقبرة"),
        (Told("bombing", at=(Where("إقليم هلماند", "Afghanistan", "country", "AF", said="إقليم هلماند", listed=False),)), "An explosion took place in the Helmand region in Afghanistan", "انفجار في إقليم هلماند في أفغانستان"),
        (Told("airstrike", doers=(ARMY,), at=(Where("قاعدة الورد الجوية", "Lahij", "governorate", "YE", said="قاعدة الورد الجوية", listed=False),)), "The Sudanese Armed Forces carried out an airstrike on the Al-Ward air base in Lahij governorate", "غارة للجيش السوداني على قاعدة الورد الجوية في لحج"),
        (Told("condemnation", doers=(ARMY,), targets=(Name("الإيراني"),)), "The Sudanese Armed Forces condemned Iran", "أدان الجيش السوداني إيران"),
        (Told("siege", doers=(Name("الإسرائيلي"),), at=FASHER), "Israel besieged El Fasher", "فرض إسرائيل حصارا على الفاشر"),
        (Told("interception", doers=(ARMY,), targets=(msgspec.structs.replace(RSF, force=True),), turn="dismantled"), "The Sudanese Armed Forces carried out an operation against the Rapid Support Forces", "عملية للجيش السوداني ضد قوات الدعم السريع"),
        (Told("protest", doers=(Name("الفلسطينية"),)), "Palestinians protested", "احتجاج لفلسطينيين"),
        (Told("protest", doers=(Name("عشرات الآلاف"),), at=BARA), "Tens of thousands of people protested in Bara", "احتجاج لعشرات الآلاف في بارا"),
        (Told("threat", "conditional", doers=(RSF,), targets=(ARMY,)), "The Rapid Support Forces threatened the Sudanese Armed Forces", "هددت قوات الدعم السريع الجيش السوداني"),
        (Told("bombing", doers=(Name("رجلان مجهولا الهوية"),), at=BARA), "Two unknown men set off a bomb in Bara", "تفجير نفذه رجلان مجهولا الهوية في بارا"),
        (Told("offensive", doers=(RSF,), at=(Where("بارا في الأشهر", "near Bara", "area", said="بارا في الأشهر", listed=False),)), "The Rapid Support Forces launched an offensive in the Bara area", "هجوم لقوات الدعم السريع على بارا"),
        (Told("armed_attack", doers=(Name("نحو 20 مسلحا"),), at=BARA), "About 20 gunmen carried out an attack in Bara", "هجوم نفذه نحو 20 مسلحا في بارا"),
        (Told("protest", doers=(Name("نحو 20 متظاهرا"),), at=BARA), "About 20 demonstrators protested in Bara", "احتجاج لنحو 20 متظاهرا في بارا"),
        (Told("abduction", targets=(Name("159 مفقودا"),)), "159 people were abducted", "اختطاف 159 شخصا"),
        (Told("displacement", "planned", targets=(Name("المهجرين"),)), "The displacement of residents was planned", "خطة لتهجير سكان"),
        (Told("protest", at=(Where("المملكة", "Jordan", "country", "JO", said="المملكة", listed=False),)), "A protest was held in Jordan", "احتجاج في الأردن"),
        (Told("protest", doers=(Name("المتظاهرين خرجوا"),), at=(Where("جسر الورد", "near Bara", "area", said="جسر الورد", listed=False),)), "A protest was held at Al-Ward Bridge near Bara", "احتجاج عند جسر الورد"),
        (Told("armed_attack", doers=(Name("المشتبه بتنفيذه"),), at=BARA), "A suspect carried out an attack in Bara", "هجوم نفذه مشتبه به في بارا"),
        (Told("clash", "planned", doers=(ARMY, RSF)), "The Sudanese Armed Forces and the Rapid Support Forces planned to fight", "يعتزم الجيش السوداني وقوات الدعم السريع خوض اشتباكات"),
        (Told("siege", targets=(Name("مدينة سورية"),), at=(Where("دوما", "Douma"),)), "Douma was besieged", "حصار على دوما"),
        (Told("destruction", doers=(ARMY,), targets=(Name("بؤر تستخدمها العناصر"),), at=BARA), "The Sudanese Armed Forces destroyed hideouts in Bara", "تدمير بؤر تستخدمها العناصر على يد الجيش السوداني في بارا"),
        (Told("abduction", targets=(Name("رهينتين جديدتان"),)), "Two new hostages were abducted", "اختطاف رهينتين جديدتين"),
        (Told("clash", at=(Where("طريق قريب من بارا", "Sudan", "country", "SD", said="طريق قريب من بارا", listed=False),)), "Clashes broke out on a road close to Bara in Sudan", "اشتباكات على طريق قريب من بارا في السودان"),
        (Told("clash", at=(Where("داغستان", "Dagestan", "governorate", "RU"),)), "Clashes broke out in Dagestan", "اشتباكات في داغستان"),
        (Told("airstrike", targets=(Name("شقة"), Name("سليم الورداني")), at=BARA), "An airstrike hit Salim al-Wardani and a flat in Bara", "غارة على سليم الورداني وشقة في بارا"),
        (Told("abduction", doers=(RSF,), targets=(Name("الجنود المخطوفين"),)), "The Rapid Support Forces abducted soldiers", "اختطاف جنود على يد قوات الدعم السريع"),
        (Told("armed_attack", doers=(Name("الشاب المهاجر"),), targets=(Name("الرجل الإسرائيلي"),)), "A young man attacked an Israeli man", "هجوم نفذه شاب مهاجر على رجل إسرائيلي"),
        (Told("armed_attack", doers=(Name("مسلحون قرية"),), at=BARA), "Gunmen carried out an attack in Bara", "هجوم نفذه مسلحون في بارا"),
        (Told("killing", targets=(Name("فتاة في الثامنة من عمرها"),)), "A girl was killed", "مقتل فتاة"),
        (Told("killing", targets=(Name("زوجها"),)), "People were killed", "سقوط قتلى"),
        (Told("protest", doers=(Name("ثوار في ميدان التحرير"),), at=(Where("ميدان التحرير", "near Bara", "area", said="ميدان التحرير", listed=False),)), "Rebels protested at Tahrir Square in Bara", "احتجاج لثوار في ميدان التحرير"),
        (Told("bombing", at=(Where("منطقة", "near Bara", "area", said="منطقة", listed=False),), killed=EIGHT), "An explosion hit an area near Bara, killing eight civilians", "مقتل 8 مدنيين في انفجار"),
        (Told("withdrawal", doers=(RSF,), start=(Where("ود مدني", "Wad Madani", said="مدينة ود مدني"),)), "The Rapid Support Forces withdrew from Wad Madani", "انسحاب قوات الدعم السريع من ود مدني"),
        (Told("bombing", at=(Where("قاعدة ورد الجوية", "near Bara", "area", "SD", said="قاعدة ورد الجوية", listed=False),)), "An explosion hit the Ward air base near Bara", "انفجار في قاعدة ورد الجوية قرب بارا"),
    ],
)  # fmt: skip
def test_who_and_where_are_told_as_an_editor_would(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


BAKR = Name("أبو بكر البغدادي", "Abu Bakr al-Baghdadi", known=True, person=True)


@pytest.mark.parametrize(
    ("told", "en", "ar"),
    [
        # a man who is called after his child, in his case; a family's name stays
        (Told("killing", "possible", targets=(BAKR,), ahead=True), "Abu Bakr al-Baghdadi may be killed", "احتمال مقتل أبي بكر البغدادي"),
        (
            Told("threat", doers=(ARMY,), targets=(BAKR,)),
            "The Sudanese Armed Forces threatened Abu Bakr al-Baghdadi",
            "هدد الجيش السوداني أبا بكر البغدادي",
        ),
        (
            Told("threat", doers=(BAKR,), targets=(ARMY,)),
            "Abu Bakr al-Baghdadi threatened the Sudanese Armed Forces",
            "هدد أبو بكر البغدادي الجيش السوداني",
        ),
        (Told("killing", targets=(Name("القيادي ابو حمزة"),)), "Abu Hamza was killed", "مقتل القيادي أبي حمزة"),
        (Told("killing", targets=(Name("الصحفية شيرين أبو عاقلة"),)), "The journalist Shireen Abu Akleh was killed", "مقتل الصحفية شيرين أبو عاقلة"),
        # hamzas
        (Told("demand", doers=(Name("الاعلام الكوري"),)), "The Korean media made a demand", "وجه الإعلام الكوري مطالب"),
        (Told("clash", at=(Where("ابها", "Abha"),)), "Clashes broke out in Abha", "اشتباكات في أبها"),
        (
            Told("clash", at=place("قرية اعزاز", "Aleppo", "governorate", "SY")),
            "Clashes broke out in the village of Azaz in Aleppo governorate",
            "اشتباكات في قرية أعزاز في حلب",
        ),
        # what is denied of somebody is told of him, and who fell in what may have happened
        (
            Told("support", "denied", doers=(ARMY,), targets=(RSF,)),
            "It was denied that the Sudanese Armed Forces voiced support for the Rapid Support Forces",
            "نفي تأييد قوات الدعم السريع من جانب الجيش السوداني",
        ),
        (
            Told("armed_attack", "possible", doers=(ARMY,), killed=(Folk("journalists", 1, 1),)),
            "The Sudanese Armed Forces may have carried out an attack, killing one journalist",
            "احتمال مقتل صحفي في هجوم للجيش السوداني",
        ),
        # words of another clause, and endings of an object or a number
        (
            Told("condemnation", doers=(ARMY,), targets=(Name("الحادث وقال"),)),
            "The Sudanese Armed Forces condemned the incident",
            "أدان الجيش السوداني الحادث",
        ),
        (Told("shelling", targets=(Name("مواقع في سوريا فيما"),)), "Shelling hit positions in Syria", "قصف على مواقع في سوريا"),
        (
            Told("abduction", targets=(Name("أكثر من 15 ناشطا ومعارضا"),)),
            "More than 15 activists and opponents were abducted",
            "اختطاف أكثر من 15 ناشطا ومعارضا",
        ),
        (Told("protest", doers=(Name("أعدادا كبيرة من السكان"),)), "A protest was held", "احتجاج لأعداد كبيرة من السكان"),
        (Told("support", targets=(Name("تحركا غربيا"),)), "Support was voiced", "تأييد تحرك غربي"),
        (
            Told("armed_attack", targets=(Name("مؤسسات إعلامية وصحفيه"),)),
            "Media and press organisations were attacked",
            "هجوم على مؤسسات إعلامية وصحفية",
        ),
        (Told("arrest", doers=(Name("الشرطة ب25 عملية"),)), "The police made arrests", "حملة اعتقالات للشرطة"),
        (Told("release", targets=(Name("ال529 سجينا"),)), "529 prisoners were released", "الإفراج عن 529 سجينا"),
        (Told("armed_attack", doers=(Name("لقسد"),)), "The Syrian Democratic Forces carried out an attack", "هجوم لقسد"),
        (Told("displacement", doers=(Name("كثير منهن"),), start=BARA), "Many people fled from Bara", "نزوح سكان من بارا"),
        (Told("killing", killed=(Folk("people", 11, None),)), "At least 11 people were killed", "مقتل ما لا يقل عن 11 شخصا"),
        # marches, and arms that were found in time
        (Told("protest", "planned", doers=(Name("العمال"),), to=BARA), "Workers planned to march towards Bara", "يعتزم عمال تنظيم مسيرة باتجاه بارا"),
        (Told("protest", "planned", to=BARA), "A march towards Bara was planned", "خطة لتنظيم مسيرة باتجاه بارا"),
        (
            Told("interception", doers=(ARMY,), targets=(Name("متفجرات"),), turn="foiled"),
            "The Sudanese Armed Forces seized explosives",
            "ضبط متفجرات على يد الجيش السوداني",
        ),
        (
            Told("arrest", doers=(ARMY,), targets=(Name("المشتبه في تورطهم"),)),
            "The Sudanese Armed Forces detained a suspect",
            "اعتقال مشتبه بهم على يد الجيش السوداني",
        ),
        (Told("arrest", doers=(ARMY,), targets=(Name("الزوجة"),)), "The Sudanese Armed Forces made arrests", "حملة اعتقالات للجيش السوداني"),
        # sides of a country told before, and a town on alert
        (Told("clash", at=place("شرقها", "Sudan", "country")), "Clashes broke out in eastern Sudan", "اشتباكات في شرق السودان"),
        (Told("clash", at=place("شرقها وجنوبها", "Sudan", "country")), "Clashes broke out in Sudan", "اشتباكات في السودان"),
        (Told("clash", at=place("قرية الورد أوائل")), "Clashes broke out in the village of Al-Ward near Bara", "اشتباكات في قرية الورد قرب بارا"),
        (
            Told("deployment", doers=(ARMY,), to=BARA, turn="alert"),
            "The Sudanese Armed Forces went on alert in Bara",
            "استنفار الجيش السوداني في بارا",
        ),
        # each thing once
        (
            Told("abduction", targets=(Name("الجندي روبرت بيرجدال"), Name("بيرجدال"))),
            "The soldier Robert Birjadal was abducted",
            "اختطاف الجندي روبرت بيرجدال",
        ),
        (
            Told("support", doers=(ARMY,), targets=(Name("دعم الحكومة"),)),
            "The Sudanese Armed Forces voiced support for the government",
            "أيد الجيش السوداني الحكومة",
        ),
        (
            Told("suicide_bombing", targets=(Name("ثمانية قتلوا"),), killed=(Folk("people", 8, 8),)),
            "A suicide bombing took place, killing eight people",
            "مقتل 8 أشخاص في تفجير انتحاري",
        ),
        # a nation by its adjective, and a noun that loses its last letter
        (Told("advance", doers=(Name("إسرائيلي"),), to=BARA), "Israel advanced on Bara", "تقدم إسرائيل نحو بارا"),
        (
            Told("demand", doers=(ARMY,), targets=(Name("القاضي"),)),
            "The Sudanese Armed Forces made demands of a judge",
            "وجه الجيش السوداني مطالب إلى قاض",
        ),
    ],
)
def test_names_and_cases_as_an_editor_writes_them(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)
