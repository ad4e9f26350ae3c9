"""What is only possible: told as what may yet happen, or as what may have happened."""

from __future__ import annotations

import pytest

from marsad.telling import Folk, Name, Told, Where, arabic, english
from marsad.telling.ahead import denies, is_reported, will_not

RSF = Name("قوات الدعم السريع", "Rapid Support Forces", known=True)
BARA = (Where("بارا", "Bara"),)


@pytest.mark.parametrize(
    ("text", "word", "reported"),
    [
        ("يخشى الأهالي هجوما على بارا", "هجوما", False),
        ("قد تشن المليشيا غارة على بارا", "تشن", False),
        ("تحسبا لأي قصف تركي محتمل", "قصف", False),
        ("يعتقد أن الطيار قتل في بارا", "قتل", True),
        ("وردت أنباء عن اشتباكات في بارا", "اشتباكات", True),
        ("ربما انسحبت المليشيا من بارا", "انسحبت", True),
        ("رجال قبيلته قالوا إنهم يظنون أنه قتل", "قتل", True),
        ("وردت أنباء. يتوقع قصف بارا", "قصف", False),  # another sentence's
    ],
)
def test_the_words_tell_whether_it_may_be_over(text, word, reported):
    at = text.index(word)
    assert is_reported(text, at, at + len(word)) is reported


@pytest.mark.parametrize(
    ("told", "en", "ar"),
    [
        (Told("capture", "possible", doers=(RSF,), at=BARA, ahead=True), "The Rapid Support Forces may capture Bara", "احتمال سيطرة قوات الدعم السريع على بارا"),
        (Told("capture", "possible", doers=(RSF,), at=BARA), "The Rapid Support Forces may have captured Bara", "احتمال سيطرة قوات الدعم السريع على بارا"),
        (Told("killing", "possible", targets=(Name("سليم الورداني"),), ahead=True), "Salim al-Wardani may be killed", "احتمال مقتل سليم الورداني"),
        (Told("withdrawal", "planned", doers=(RSF,), start=BARA, turn="driven"), "The Rapid Support Forces were to be driven out of Bara", "تعتزم قوات الدعم السريع الانسحاب من بارا"),
        (Told("airstrike", "possible", at=BARA, turn="several"), "Airstrikes on Bara were possible", "احتمال وقوع غارات على بارا"),
        (Told("armed_attack", "possible", doers=(Name("مسلحون"),), at=BARA, ahead=True), "Gunmen may carry out an attack in Bara", "احتمال وقوع هجوم ينفذه مسلحون في بارا"),
        (Told("shelling", "possible", targets=(Name("مدرسة"),), at=BARA, ahead=True), "Shelling of a school in Bara was possible", "احتمال وقوع قصف على مدرسة في بارا"),
    ],
)  # fmt: skip
def test_what_may_yet_happen_is_not_told_as_past(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


@pytest.mark.parametrize(
    ("told", "en", "ar"),
    [
        (Told("threat", doers=(RSF,), targets=(Name("الذين يخالفون"),), at=BARA), "The Rapid Support Forces made a threat in Bara", "أطلقت قوات الدعم السريع تهديدا في بارا"),
        (Told("protest", doers=(Name("حراس وموظفو البلدية"),), at=BARA), "Municipality guards and employees protested in Bara", "احتجاج لحراس وموظفي البلدية في بارا"),
        (Told("protest", "planned", doers=(Name("كافة المدرسين"),), at=BARA), "All teachers planned to protest in Bara", "يعتزم كافة المدرسين تنظيم احتجاج في بارا"),
    ],
)  # fmt: skip
def test_words_that_name_nobody_fall_away_and_the_rest_agrees(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("فتشت المليشيا المنازل دون أن تعتقل أحدا من سكانها", False),
        ("لم تشن الطائرات غارات على بارا أمس", False),
        ("ونفى مصدر أمني اعتقال أحد من السكان", True),
        ("فند الناطق مزاعم قصف بارا", True),
        ("لا صحة للشائعات التي تحدثت عن انسحاب", True),
    ],
)
def test_the_words_tell_whether_somebody_denies(text, told):
    assert denies(text) is told


@pytest.mark.parametrize(
    ("told", "en", "ar"),
    [
        (
            Told("arrest", "denied", doers=(RSF,), targets=(Name("فلسطينيين"),), at=BARA, undone=True),
            "The Rapid Support Forces did not detain Palestinians in Bara",
            "عدم اعتقال فلسطينيين على يد قوات الدعم السريع في بارا",
        ),
        (Told("airstrike", "denied", at=BARA, undone=True), "No airstrike hit Bara", "عدم وقوع غارة على بارا"),
        (Told("capture", "denied", at=BARA, undone=True), "Bara was not captured", "عدم السيطرة على بارا"),
        (Told("killing", "denied", killed=(Folk("civilians", 8, 8),), undone=True), "Eight civilians were not killed", "عدم قتل 8 مدنيين"),
        (Told("siege", "denied", at=BARA, undone=True), "Bara was not besieged", "عدم فرض حصار على بارا"),
        (Told("aid", "denied", to=BARA, undone=True), "No aid was delivered to Bara", "عدم وصول مساعدات إلى بارا"),
        (
            Told("control", "denied", doers=(RSF,), at=BARA, undone=True),
            "It was denied that Bara is under the control of the Rapid Support Forces",
            "نفي سيطرة قوات الدعم السريع على بارا",
        ),
    ],
)
def test_what_nobody_denies_was_not_done(told, en, ar):
    assert (english(told), arabic(told)) == (en, ar)


def test_what_was_not_done_is_told_of_a_claim_and_of_its_event(code):
    from marsad.events import build_event, records_of

    doc = code("فتشت قوات الدعم السريع منازل في بارا أمس، ولم تعتقل قوات الدعم السريع أحدا من السكان في بارا.")
    claims = [c for c in doc.claims if c.modality == "denied"]
    assert [(c.gloss_en, c.gloss_ar) for c in claims] == [
        ("The Rapid Support Forces did not make arrests in Bara", "عدم اعتقال أحد من السكان على يد قوات الدعم السريع في بارا")
    ]
    assert build_event([r for r in records_of(doc) if r.modality == "denied"]).sentence_en == claims[0].gloss_en


def test_what_is_said_never_to_be_is_denied_of_what_is_ahead():
    assert will_not("وأكد أن قواته لن تشن هجوما", 20) and not will_not("ونفى أن تكون قواته شنت هجوما", 22)
    denied = Told("offensive", "denied", doers=(RSF,), at=BARA, source=Name("الجيش السوداني", "Sudanese Armed Forces", known=True), ahead=True)
    assert english(denied) == "The Sudanese Armed Forces denied that the Rapid Support Forces would launch an offensive in Bara"
    assert arabic(denied) == "نفى الجيش السوداني اعتزام قوات الدعم السريع شن هجوم على بارا"
    undone = Told("withdrawal", "denied", doers=(RSF,), start=BARA, ahead=True, undone=True)
    assert english(undone) == "The Rapid Support Forces would not withdraw from Bara"
    assert arabic(undone) == "عدم اعتزام قوات الدعم السريع الانسحاب من بارا"


def test_a_denial_of_what_will_not_be_is_read_in_an_article(code):
    doc = code("وقال متحدث باسم الجيش السوداني إن الجيش السوداني لن ينسحب من بارا.")
    assert {c.gloss_en for c in doc.claims if c.modality == "denied"} <= {
        "The Sudanese Armed Forces denied a withdrawal from Bara",
        "The Sudanese Armed Forces would not withdraw from Bara",
    }
