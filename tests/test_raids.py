"""Raids as news tells them: checkpoints that are set up, and verbs that go on from the last sentence without a subject of their own."""

import pytest


def events(doc):
    return {c.trigger.text.removeprefix("و"): c for c in doc.claims if c.kind == "event"}


@pytest.mark.parametrize(
    "text",
    [
        "اقتحمت قوات الاحتلال بلدة قباطية جنوب جنين، ونصبت حاجزا عسكريا عند مدخلها الرئيسي.",
        "نصبت قوات الاحتلال الإسرائيلي، مساء اليوم، حاجزا عسكريا جنوب جنين، وشرعت بتفتيش المركبات.",
        "أقام جنود الاحتلال حواجز على الطرق المحيطة ببلدة يعبد غرب جنين.",
    ],
)
def test_a_checkpoint_that_is_set_up_is_no_attack(text, code):
    told = [c for word, c in events(code(text)).items() if word.startswith(("نصب", "أقام"))]
    assert all(c.type == "deployment" and not c.targets for c in told)


def test_an_attack_on_a_checkpoint_stays_one(code):
    (claim,) = events(code("هاجم مسلحون حاجزا للجيش في مدينة بعقوبة.")).values()
    assert claim.type == "armed_attack" and claim.targets


def doers(text, code):
    return {word: [a.text for a in c.agents] for word, c in events(code(text)).items()}


def test_a_verb_that_goes_on_has_the_doer_of_the_act_before(code):
    told = doers("اقتحمت قوات الاحتلال بلدة يعبد جنوب غرب جنين فجر الأحد.\nوداهمت منزل الأسير المحرر سامر عواد، واعتقلت شابين من البلدة.", code)
    assert told["داهمت"] == told["اعتقلت"] == ["قوات الاحتلال"]


def test_what_was_done_to_its_subject_has_no_doer_carried_to_it(code):
    told = doers("قصفت قوات النظام بلدة سرمين في ريف إدلب الأحد.\nواعتقلت امرأة في مدينة حماة بحسب المرصد السوري.", code)
    assert told.get("اعتقلت", []) == []


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت قيادة شرطة بابل اعتقال شخص متهم بعدة جرائم قتل بكمين في ناحية القاسم جنوب الحلة.",
        "أعلنت شرطة البصرة إلقاء القبض على متهم بالقتل في أحد أحياء المدينة، وذلك في عملية أمنية سريعة.",
    ],
)
def test_how_police_made_an_arrest_is_no_attack(text, code):
    types = {c.type for c in code(text).claims}
    assert "arrest" in types and "armed_attack" not in types


def test_an_ambush_of_armed_men_stays_an_attack(code):
    assert {c.type for c in code("قتل ثلاثة جنود في كمين نصبه مسلحون قرب مدينة العريش المصرية.").claims} <= {"armed_attack", "killing"}
    assert code("قتل ثلاثة جنود في كمين نصبه مسلحون قرب مدينة العريش المصرية.").claims
