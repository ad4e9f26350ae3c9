"""What the words around an act say of it, whatever the reader made of it: courts, slogans, suicides, order kept, fields sown, where fire comes from."""

import pytest


def told(doc):
    return [c for c in doc.claims if c.kind == "event"]


def types(doc):
    return {c.type for c in told(doc)}


def places(claim):
    return [(p.text, p.role) for p in claim.places]


@pytest.mark.parametrize(
    "text",
    [
        "حكمت محكمة جنايات البصرة على أربعة متهمين بالإعدام لقتلهم ضابطا في الشرطة.",
        "قضت المحكمة العسكرية بإعدام سبعة من عناصر الجماعة شنقا.",
        "أيدت محكمة التمييز حكم السجن المؤبد على متهم بالمشاركة في تفجير الحافلة.",
    ],
)
def test_a_verdict_is_no_killing_and_no_support(code, text):
    assert not types(code(text)) & {"killing", "bombing", "support"}


def test_a_crime_with_a_day_of_its_own_is_not_where_the_court_sits(code):
    doc = code("أدانت محكمة في بروكسل متهما بالضلوع في تفجير وقع عام 2016 وقضت بسجنه عشرين عاما.", published="2023-07-25")
    assert all("بروكسل" not in p.text for c in told(doc) for p in c.places)


def test_who_is_executed_is_dead(code):
    assert "killing" in types(code("أعدم تنظيم داعش خمسة مدنيين رميا بالرصاص في ساحة بمدينة هيت."))


def test_a_slogan_tells_no_act(code):
    doc = code("ردد المحتجون في البصرة هتاف «احرقوا مقرات الأحزاب» أمام مبنى المحافظة.")
    assert types(doc) <= {"protest"}
    assert all("مقرات" not in t.text for c in told(doc) for t in c.targets)


def test_who_points_something_out_raises_no_placard(code):
    doc = code('قالت المتحدثة إن دورية تعرضت لإطلاق نار، لافتة إلى أن "المسلحين قتلوا جنديين قرب مدينة كركوك".')
    assert "قتلوا" in {c.trigger.text for c in told(doc)} or "killing" in types(doc)


def test_a_bomb_is_no_suicide_where_nobody_dies_of_his_own(code):
    assert "suicide_bombing" not in types(code("فجر مسلحون مجهولون خطا لنقل الغاز قرب مدينة العريش."))
    assert "suicide_bombing" in types(code("فجر انتحاري نفسه وسط سوق شعبية في مدينة الصدر."))


def test_police_at_demonstrators_are_no_rioters(code):
    kinds = types(code("هاجمت قوات الأمن المعتصمين في ساحة الحبوبي بمدينة الناصرية بالهراوات."))
    assert "crackdown" in kinds
    assert "riot" not in kinds


def test_a_verb_that_carries_a_noun_tells_nothing_more(code):
    assert types(code("جددت الجامعة العربية إدانتها لقصف المدنيين في الخرطوم.")) & {"support", "condemnation"} == {"condemnation"}


def test_nobody_fortifies_fields(code):
    assert "fortification" not in types(code("تواصل الأسر زراعة القمح في قرى سهل الغاب رغم القصف المدفعي على المنطقة."))


def test_animals_are_no_actors(code):
    assert not told(code("قتل النمر عاملا في حديقة الحيوان بمدينة الإسكندرية."))


def test_beating_back_is_told_by_the_attack(code):
    doc = code("أعلن الجيش إحباط هجوم شنه مسلحون على معسكر في منطقة القطينة.")
    assert all(c.type != "interception" for c in told(doc))


def test_fire_comes_from_the_doers_own_positions(code):
    (strike,) = told(code("قصفت قوات الدعم السريع من مرابضها في بارا مدينة الأبيض."))
    assert places(strike) == [("بارا", "from"), ("مدينة الأبيض", "at")]
    assert not [t for t in strike.targets if "مرابض" in t.text]


def test_the_head_of_a_sentence_says_where_it_is(code):
    doc = code("اندلعت مواجهات في بلدة بيت أمر شمال الخليل. وفي جنين، قتل جنود الاحتلال شابين بالرصاص.")
    (killing,) = [c for c in told(doc) if c.deaths is not None]
    assert [p.text for p in killing.places] == ["جنين"]


def test_a_rank_is_of_the_place_before_it(code):
    doc = code("باتت صرمان ثالث مدينة تستعيدها قوات حكومة الوفاق هذا الشهر.")
    assert [p.text for c in doc.claims if c.type == "capture" or c.kind == "control" for p in c.places] == ["صرمان", "صرمان"]


def test_what_is_held_stands_before_its_relative_clause(code):
    doc = code("دارت اشتباكات قرب بلدة تلعفر التابعة لمحافظة نينوى، التي يسيطر التنظيم على معظم مناطقها.")
    assert [[p.text for p in c.places] for c in doc.claims if c.kind == "control"] == [["محافظة نينوى"]]


def test_a_correspondent_abroad_puts_nothing_there(code):
    doc = code("لندن - رويترز: قال الجيش الأوكراني إن قواته صدت هجوما روسيا قرب قرية تورسكوي.")
    assert all(p.country != "GB" for c in told(doc) for p in c.places)


def test_a_flag_is_not_where_its_bearers_are(code):
    doc = code("فرقت الشرطة الألمانية متظاهرين رفعوا أعلام فلسطين في ساحة ألكسندر.")
    assert {c.country for c in told(doc)} <= {"DE", None}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("جاءت الزيارة بعد أسبوع على مقتل تسعة جنود في هجوم لمسلحين قرب مدينة تيلابيري.", "2021-01-03"),
        ("صدر البيان عقب أربعة أيام من هجوم انتحاري استهدف مسجدا في قندوز.", "2021-01-06"),
    ],
)
def test_days_are_counted_back_to_the_act(code, text, day):
    when = told(code(text, published="2021-01-10"))[-1].time
    assert when.start <= day <= when.end < "2021-01-07"


def test_what_an_act_led_to_is_its_toll(code):
    (blast,) = told(code("انفجرت عبوة مخبأة تحت جسر في حي الغزالية عند الظهر ما أسفر عن سقوط جريحين."))
    assert (blast.injured.min, blast.injured.max) == (2, 2)


def test_an_ordinal_and_a_hill_are_named_whole(code):
    (ambush,) = told(code("قتل قائد الكتيبة الخامسة والعشرين في كمين للحوثيين بمديرية ناطع."))
    assert [t.text for t in ambush.targets] == ["قائد الكتيبة الخامسة والعشرين"]
    assert [p.text for c in told(code("انتزع مقاتلو العشائر تلة الشيخ منصور من تنظيم داعش.")) for p in c.places] == ["تلة الشيخ منصور"]


def test_what_is_prevented_or_called_for_does_not_happen(code):
    assert "capture" not in types(code("نشر الجيش وحداته على أطراف البلدة للحيلولة دون سيطرة المسلحين على معبر القائم."))
    doc = code("نادى المشاركون في مسيرة بمدينة مصراتة بانسحاب القوات الأجنبية من البلاد.")
    assert {c.modality for c in told(doc) if c.type == "withdrawal"} <= {"planned"}


def test_who_falls_from_a_roof_was_not_shelled(code):
    assert not told(code("توفي عامل بعد سقوطه من سطح مبنى في حي المنصور ببغداد."))


def test_a_march_called_off_by_whom_it_is_told_is_none(code):
    assert {c.modality for c in told(code("ألغت نقابة الأطباء إضرابها المقرر الأحد المقبل في مدينة سوسة.")) if c.type == "protest"} == {"denied"}


def test_hackers_attack_nothing_that_stands(code):
    assert "armed_attack" not in types(code("هاجم قراصنة إلكترونيون موقع وزارة المالية في بيروت على الإنترنت."))


def test_who_survives_an_attempt_is_not_dead(code):
    doc = code("نجا قائد شرطة البصرة من محاولة لاغتياله بعبوة انفجرت لدى مرور موكبه.")
    assert all(c.deaths is None for c in told(doc))


def test_demonstrators_who_attack_riot(code):
    assert "armed_attack" not in types(code("هاجم متظاهرون مقر حزب في مدينة الديوانية بالحجارة."))


def test_what_would_follow_is_kept_though_such_rows_are_rarely_right_as_a_whole(code):
    text = (
        "أعلنت القوات السورية السبت بدء هجوم على بلدة البوكمال الحدودية من محورين.\n"
        "وقال ناشطون إن المعارك بلغت ريف البلدة الجنوبي.\n"
        "وقصفت الطائرات الحربية مواقع التنظيم في محيط البلدة صباح اليوم.\n"
        "وإذا سيطرت القوات على البوكمال فإن التنظيم يخسر آخر مدنه في سوريا."
    )
    told = [c for c in code(text).claims if c.kind == "event" and c.modality == "conditional"]
    assert [(c.type, c.places[0].name_en) for c in told] == [("capture", "Al-Bukamal")]
    assert not any(c.deaths for c in told)


def test_a_regime_that_falls_is_no_killing(code):
    assert not [c for c in code("سقط نظام القذافي في طرابلس بعد معارك عنيفة.").claims if c.type in ("killing", "capture")]


def test_what_is_demanded_is_not_done(code):
    told = code("طالبت عائلات في مدينة صفاقس بإطلاق سراح أبنائها الموقوفين منذ شهر.").claims
    assert told and not [c for c in told if c.type == "release"]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("تسعى قوات حكومية إلى انتزاع بلدة ترهونة من المسلحين، وتدور معارك في محيطها.", "offensive"),
        ("ألقى ملثمون قنبلة يدوية على مركز اقتراع في بعقوبة، ما أدى إلى جرح ثلاثة شرطيين.", "armed_attack"),
        ("قتل شرطيان في هجوم بالأسلحة الرشاشة على حاجز بمدينة سبها.", "armed_attack"),
    ],
)
def test_how_it_is_told_decides_its_type(code, text, type_):
    types = {c.type for c in code(text).claims if c.kind == "event"}
    assert type_ in types and types.isdisjoint({"capture", "airstrike", "shelling"})


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("هدد القيادي في الحشد، والنائب السابق عن الأنبار، سعد الجنابي، باستهداف قوافل التحالف الدولي.", "airstrike"),
        ("شارك مئة جندي في التدريب على اقتحام مبان يتحصن فيها مسلحون في معسكر قرب عمان.", "armed_attack"),
        ("مسيّرة تستهدف مجموعة مواطنين في رفح", "protest"),
        ("ضرب الجيش السوداني طوقا محكما حول مصفاة الجيلي شمالي الخرطوم بحري.", "shelling"),
    ],
)
def test_what_only_looks_like_it_is_not_told(code, text, type_):
    assert type_ not in {c.type for c in code(text).claims}


def test_what_is_not_true_is_denied(code):
    claims = code("لا صحة لما تنشره صفحات الحوثي عن سقوط بيحان.. محافظ شبوة: المدينة آمنة").claims
    assert [(c.type, c.modality) for c in claims] == [("capture", "denied")]


def test_talks_that_were_held_are_told_as_fact(code):
    claims = code("اختتمت في مسقط جولة مشاورات بين وفدي الحكومة اليمنية والحوثيين من دون اتفاق.").claims
    assert [c.modality for c in claims if c.type == "negotiation"] == ["asserted"]


def test_who_wins_what_another_lost_is_told_behind_a_comma_too(code):
    (claim,) = [c for c in code("خسر تنظيم الدولة بلدة هجين، آخر معاقله، لصالح قوات سوريا الديمقراطية.").claims if c.type == "capture"]
    assert ([a.text for a in claim.agents], [t.text for t in claim.targets]) == (["قوات سوريا الديمقراطية"], ["تنظيم الدولة"])


def test_the_end_of_who_met_his_death_is_no_part_of_him(code):
    (claim,) = code("لقي شيخ قبلي حتفه على يد عناصر القاعدة في مديرية مودية بأبين أمس.").claims
    assert ([t.text for t in claim.targets], claim.deaths.min) == (["شيخ قبلي"], 1)


def test_places_that_a_list_joins_have_one_role(code):
    claims = code("وصلت تعزيزات للجيش اللبناني إلى كل من راشيا وحاصبيا ومرجعيون تحسبا لاشتباكات على الحدود.").claims
    assert claims and all(len({p.role for p in c.places}) == 1 for c in claims)


def test_who_dies_of_hunger_is_no_toll_of_the_fighting(code):
    text = "تعيش المدينة واقعا صعبا جراء الجوع الذي تسبب في وفاة العشرات، فضلا عن الاشتباكات بين الجيش السوداني وقوات الدعم السريع في الفاشر."
    (claim,) = [c for c in code(text).claims if c.type == "clash"]
    assert claim.deaths is None


def test_what_aircraft_drop_is_not_brought_down(code):
    assert types(code("أسقطت المقاتلات الحربية عددا من البراميل المتفجرة على أطراف مدينة داريا أمس.")) == {"airstrike"}


def test_a_name_that_is_spelled_like_a_preposition_is_part_of_a_name(code):
    (claim,) = code("أدت غارة إسرائيلية على بلدة عيتا الشعب أمس إلى استشهاد محمد علي حداد.").claims
    assert "محمد علي حداد" in [t.text for t in claim.targets]


def test_who_brought_a_deal_about_is_no_side_of_it(code):
    claims = code("توصلت الحكومة السورية إلى هدنة مع قوات سوريا الديمقراطية في حلب بوساطة أميركية وفرنسية.").claims
    sides = {c.type: [a.text for a in c.agents] for c in claims}
    assert sides["agreement"] == ["الحكومة السورية", "قوات سوريا الديمقراطية"]
    assert set(sides.get("negotiation", ())) <= {"أميركية", "فرنسية"}


def test_an_adjective_of_a_name_speaks_for_nobody(code):
    (claim,) = code("استهدفت غارات إسرائيلية أربع بلدات في البقاع، وفق الوكالة الوطنية للإعلام الرسمية.").claims
    assert claim.source.text == "الوكالة الوطنية للإعلام"


def test_a_name_behind_his_ranks_begins_with_the_name(code):
    (claim,) = code("قالت الجمعية إن الممرض في صفوفها سالم علي حمود استشهد في غارة إسرائيلية على بلدة ميس الجبل.").claims
    assert "سالم علي حمود" in [t.text for t in claim.targets]


def test_the_dead_are_counted_by_the_ministry_of_their_land(code):
    """Whoever struck, and whatever the article tells of him: those who count are of the land where it was."""
    claims = code(
        "أعلن الجيش الإسرائيلي أنه قصف مواقع، وقالت إسرائيل إنها ستواصل. وقتل شخصان في غارة إسرائيلية على شاحنة في جنوب لبنان، "
        "وفق ما أفادت وزارة الصحة، غداة غارات واسعة قالت إسرائيل إنها استهدفت مخازن لحزب الله."
    ).claims
    assert {c.source.actor.id for c in claims if c.source and c.source.text == "وزارة الصحة"} == {"lb.moh"}


def test_who_parts_fighters_breaks_up_no_protest(code):
    claims = code("تجددت الاشتباكات بين مجموعتين مسلحتين في طرابلس، قبل أن تتدخل قوة فض النزاع وتتمركز بين الطرفين.").claims
    assert "crackdown" not in {c.type for c in claims}


def test_a_unit_is_of_the_force_that_it_is_told_in(code):
    claims = code("هاجم مسلحو داعش مقرا للواء 52 في الحشد الشعبي قرب طوز خورماتو. ونفذ اللواء 52 في الحشد الشعبي عملية أمنية في المنطقة.").claims
    units = [a.actor.id for c in claims for a in c.agents if a.actor and "52" in a.text]
    assert units and all(id.startswith("iq.pmf") for id in units)


def test_bodies_that_are_found_are_no_toll_of_a_bomb(code):
    (claim,) = code("أعلنت مصادر أمنية إصابة خمسة أشخاص في انفجار عبوة ناسفة في بعقوبة، والعثور على أربع جثث شرقي المدينة.").claims
    assert (claim.deaths, claim.injured.max) == (None, 5)


def test_nobody_counts_the_dead_of_a_sum(code):
    (claim,) = code("مقتل وإصابة 29 شخصا إثر قصف قوات الدعم السريع مستشفى الفاشر.").claims
    assert (claim.deaths, claim.injured) == (None, None)


def test_at_once_names_no_people(code):
    (claim,) = code("انفجرت عبوة ناسفة في سوق شعبي بمدينة كركوك، ما أسفر عن مقتل عامل على الفور وإصابة اثنين.").claims
    assert not any("الفور" in t.text for t in claim.targets)
