"""Which of several places a name means: countries, capitals and directions before villages that bear their names. Sentences are our own."""

from types import SimpleNamespace

import pytest
from support.placing import places_of
from support.stages import event

from marsad.coder import scenes, unplaced
from marsad.read import article_from_text


@pytest.mark.parametrize(
    ("text", "words", "english", "country"),
    [
        ("قتل جندي في كولومبيا بنيران متمردين، وفق ما قال مسؤول أمريكي.", "كولومبيا", "Colombia", "CO"),
        ("التقى الوفدان في الدوحة، فيما قتل شاب برصاص الجيش قرب نابلس.", "الدوحة", "Doha", "QA"),
        ("يصل المبعوث غدا إلى الرياض بعد محادثات أجراها في القاهرة.", "الرياض", "Riyadh", "SA"),
        ("تسيطر القوات على معابر في طرابلس شمالي لبنان.", "طرابلس شمالي لبنان", "Tripoli, Lebanon", "LB"),
        ("أعلنت مصادر كردية في دمشق دخول رتل عسكري منطقة عفرين.", "منطقة عفرين", "Afrin", "SY"),
        ("استعاد الجيش أحياء في مدينة الرمادي غربي بغداد.", "مدينة الرمادي", "Ramadi", "IQ"),
        ("دخلت القوات مطار الحديدة وميناءها غربي اليمن.", "مطار الحديدة", "Al Ḩudaydah", "YE"),
        ("أطلق الجنود النار على محتجين شرقي قطاع غزة.", "قطاع غزة", "Gaza Strip", "PS"),
        ("اعتصم أطباء في تونس العاصمة طلبا لرواتبهم.", "تونس العاصمة", "Tunis", "TN"),
        ("أوقفت الشرطة التونسية محتجين وسط العاصمة.", "وسط العاصمة", "Tunis", "TN"),
        ("فرقت الشرطة الجزائرية اعتصاما للطلبة في العاصمة.", "العاصمة", "Algiers", "DZ"),
        ("التقى الوفدان في العاصمة القطرية الدوحة، وجرح شاب قرب نابلس.", "العاصمة القطرية الدوحة", "Doha", "QA"),
        ("أوقفت البحرية الإسرائيلية زورقا أبحر من غزة، ثم سفينة قصدت ميناء الحديدة.", "ميناء الحديدة", "Al Ḩudaydah", "YE"),
        ("قصفت مقاتلات تركية منطقة جبل قنديل، وقال مسؤول في أنقرة إنها ستعود.", "منطقة جبل قنديل", "Qandil mountains", "IQ"),
        ("سيطر المقاتلون على محيط الباب المحاصرة شمالي سوريا.", "محيط الباب", "Al-Bab", "SY"),
    ],
)
def test_a_name_means_what_everybody_means_by_it(text, words, english, country):
    found = {name: place for name, place in places_of(text).items() if name.endswith(words)}
    assert [(p.name_en, p.country) for p in found.values() if p is not None] == [(english, country)]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("يسيطر الانفصاليون على الجنوب منذ أشهر، وقال الجيش اليمني إنه سيرد.", "الجنوب", "LB"),
        ("واصلت الكتائب تقدمها من الجهة الشرقية للغوطة.", "الجهة الشرقية", "MA"),
        ("دخل الجيش السوري نوى وجاسم، وأنزل رايات المعارضة في المحافظة الجنوبية.", "المحافظة الجنوبية", "BH"),
        ("هاجم مسلحون موقعا للجيش الباكستاني في إقليم الحدود الشمالية الغربية.", "إقليم الحدود الشمالية", "SA"),
        ("سيطرت القوات اليمنية على مناطق جديدة في جبهة مقبنة.", "مناطق جديدة", "SY"),
        ("سيطر المسلحون على قرية تبعد ستين ميلا عن إسلام آباد.", "قرية", "DZ"),
        ("قال تاجر في دمشق إن الناس في المناطق الخاضعة للحكومة أقل ميلا إلى البيع.", "المناطق الخاضعة", "DZ"),
    ],
)
def test_a_direction_or_an_adjective_is_no_place_of_another_country(text, words, country):
    places = places_of(text)
    assert not words.startswith("ال") or words in places
    assert all(place is None or place.country != country for place in places.values())


@pytest.mark.parametrize("city", ["كابل", "مقديشو", "الخرطوم"])
def test_a_palace_is_no_town_called_so(city):
    places = places_of(f"دوت انفجارات قرب القصر الرئاسي في {city}.")
    assert all(p is None or "Qasr" not in p.name_en for p in places.values())
    assert any("القصر" in name for name in places)


def test_a_direction_names_a_governorate_in_what_is_about_its_country():
    places = places_of("قتل جنديان لبنانيان في الجنوب، وقال الجيش اللبناني في بيروت إنه يحقق.")
    assert (places["الجنوب"].name_en, places["الجنوب"].country) == ("South", "LB")


def test_an_unknown_town_lies_in_the_country_and_not_at_its_capital():
    text = "قتل أربعة في مدينة غورابندا، وقالت الشرطة الباكستانية في إسلام آباد إنها فتحت تحقيقا."
    place = places_of(text)["مدينة غورابندا"]
    assert (place.name_ar, place.precision, place.country, place.listed) == ("مدينة غورابندا", "country", "PK", False)


def test_a_quarter_lies_in_the_capital_that_is_told_beside_it():
    place = places_of("انفجرت سيارة في حي الزهور في بغداد.")["حي الزهور"]
    assert (place.name_en, place.country) == ("near Baghdad", "IQ")


@pytest.mark.parametrize(
    ("text", "words", "english", "country"),
    [
        ("اشتبكت الشرطة مع محتجين في بلدة سيلوبي جنوب شرقي تركيا.", "بلدة سيلوبي", "Silopi", "TR"),
        ("نفذ الجيش الباكستاني عملية في منطقة أوراكزاي القبلية.", "منطقة أوراكزاي", "Orakzai", "PK"),
        ("خطف مسلحون مزارعين قرب مدينة موبي في نيجيريا.", "مدينة موبي", "Mubi", "NG"),
        ("أطلقت حركة الشباب قذائف على بلدة أفمدو جنوبي الصومال.", "بلدة أفمدو", "Afmadow", "SO"),
        ("سقطت قذائف على ضاحية دار سعد في عدن.", "ضاحية دار سعد", "Dar Saad", "YE"),
    ],
)
def test_towns_that_news_names_are_known_by_its_spellings(text, words, english, country):
    found = {name: place for name, place in places_of(text).items() if name.endswith(words)}
    assert [(p.name_en, p.country) for p in found.values() if p is not None] == [(english, country)]


def test_an_unknown_place_lies_where_the_text_once_says_it_does():
    text = "دخلت القوات جامعة الأنبار في مدينة الرمادي العراقية.\nوقال ضابط إن الاشتباكات داخل جامعة الأنبار انتهت."
    found = [places_of(line) for line in (text, text.replace("في مدينة الرمادي ", ""))]
    assert [places["جامعة الأنبار"].name_en for places in found] == ["near Ramadi", "Al-Anbar"]


def test_an_area_of_one_country_is_none_in_what_is_about_another():
    places = places_of("شنت طائرات التحالف غارات على مواقع الحوثيين في مسعودة وحوران وقانية بين مأرب والبيضاء، وفق الجيش اليمني.")
    assert all(p is None or p.country == "YE" for p in places.values())


def test_the_strip_is_gazas_where_only_those_who_rule_it_are_named():
    places = places_of("يخضع القطاع للإغلاق منذ أن تولت حركة حماس الحكم فيه، بحسب الجيش الإسرائيلي.")
    assert places["القطاع"].name_en == "Gaza Strip"


def test_what_is_backed_from_a_capital_does_not_lie_there(code):
    (claim,) = code("بدأ فصيل مدعوم من أنقرة الأحد الانسحاب من المنطقة منزوعة السلاح في شمال سوريا.").claims
    assert {p.country for p in claim.places} == {"SY"}


def test_a_division_in_the_words_for_an_office_holder_says_where_a_town_is():
    text = "مقتل مدير أمن في زنجبار\nقتل مدير أمن محافظة أبين عندما انفجرت سيارة ملغومة لدى مرور موكبه في زنجبار ظهر الخميس."
    assert places_of(text)["زنجبار"].country == "YE"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("هاجم مسلحون فجر أمس حاجزا للأمن العام عند مدخل عرموشين.", "مدخل عرموشين"),
        ("اختطفت عصابة مسلحة قبل أربعة أيام خمسة مزارعين بولاية زمفراوة.", "ولاية زمفراوة"),
    ],
)
def test_a_place_that_nothing_places_is_told_by_its_name(code, text, words):
    (claim,) = code(text).claims
    assert [(p.text, p.lat, p.listed) for p in claim.places] == [(words, None, False)]


def test_a_preposition_written_onto_a_mother_is_one():
    assert places_of("انفجرت قنبلة في سوق شعبي بأم درمان.")["بأم درمان"].name_en == "Omdurman"


def test_where_a_square_leads_is_no_part_of_its_name():
    found = places_of("أطلقت قوات الأمن الغاز على متظاهرين في ساحة البهو المؤدية إلى ساحة الحبوبي وسط الناصرية.")
    assert "ساحة البهو" in found and "ساحة البهو المؤدية" not in found


@pytest.mark.parametrize(
    ("text", "words", "english", "country"),
    [
        ("اعتصم معلمون في طرابلس الليبية، وقالت نقابتهم في بيروت إنها معهم، وتضامن آخرون في صيدا وجونية بلبنان.", "طرابلس", "Tripoli", "LY"),
        ("فتح الجيش الليبي طريقا من بنغازي إلى سرت بعد هجوم في مدينة سوسة التونسية.", "مدينة سوسة", "Sousse", "TN"),
        ("قال البيت الأبيض إن الوزيرة الأميركية تصل إلى موسكو من واشنطن.", "موسكو", "Moscow", "RU"),
        ("فرت عائلات من سنجار، وقال سكان من الرقة وحلب في سوريا إن التنظيم خسر حربه في العراق.", "سنجار", "Sinjar", "IQ"),
        ("أصابت صواريخ ميناء في حيفا داخل الأراضي الفلسطينية المحتلة.", "حيفا", "Haifa", "IL"),
        ("انتشرت قوات الدعم السريع في ولاية الجزيرة بالسودان.", "ولاية الجزيرة", "Al-Jazirah", "SD"),
        ("أطلقت كوريا الشمالية صاروخا سقط في بحر اليابان.", "بحر اليابان", "Sea of Japan", ""),
        ("فر مهاجرون من زيمبابوي إلى جنوب أفريقيا.", "جنوب أفريقيا", "South Africa", "ZA"),
        ("أصاب قصف مدينة السويداءوقتل رجلا فيها.", "مدينة السويداء", "As-Suwayda", "SY"),
        ("قتل رجل من مدينة السويداءلجنوده تحية.", "مدينة السويداء", "As-Suwayda", "SY"),
        ("طعن رجل المارة وسط شيكاغو الأميركية، وقالت الشرطة الفرنسية في باريس إنها تراقب.", "وسط شيكاغو", "Chicago", "US"),
    ],
)
def test_what_stands_beside_a_name_says_which_is_meant(text, words, english, country):
    place = places_of(text)[words]
    assert (place.name_en, place.country) == (english, country)


@pytest.mark.parametrize(
    ("text", "words", "english", "country"),
    [
        ("سيطر الجنود على مدينة العين، جنوب مدينة لودر بمحافظة أبين في اليمن.", "مدينة العين", "near Lawdar", "YE"),
    ],
)
def test_an_unknown_place_lies_where_its_own_words_say(text, words, english, country):
    place = places_of(text)[words]
    assert (place.name_en, place.country, place.listed) == (english, country, False)


@pytest.mark.parametrize(
    ("text", "words", "english"),
    [
        ("وصل الوزير إلى بغداد بعد انسحاب الجنود من المدن العراقية.", "المدن العراقية", "Iraq"),
        ("وصل الوزير إلى بغداد بعد انسحاب الجنود من المدن الكبيرة.", "المدن الكبيرة", None),
        ("قالت كييف في أوكرانيا إن روسيا نقلت آلاف الأطفال إلى أراضيها من دونيتسك.", "أراضيها", "Russia"),
        ("قالت كييف في أوكرانيا إن روسيا نقلت آلاف الأطفال إلى أراضيه من دونيتسك.", "أراضيه", None),
    ],
)
def test_the_land_of_places_that_are_told_by_their_nation_or_owner(text, words, english, lexicon):
    (scene,) = scenes(article_from_text(text), lexicon)
    m = next(m for m in scene.mentions if text[m.start : m.end] == words)
    own = unplaced.own_land(m, scene, lexicon)
    assert (own.name_en if own else None) == english
    e = event(scene=scene, places=[(m, "at")])
    unplaced.lend([e], SimpleNamespace(page=SimpleNamespace(scenes=[scene])), lexicon)
    assert english is None or m.place.name_en == english


def test_the_governorate_after_a_town_is_the_one_that_it_lies_in():
    text = "انفجرت عبوة في مدينة جعار جنوبي اليمن. وقال مسؤول إن الأمن في المحافظة غائب."
    assert places_of(text)["المحافظة"].name_en == "Abyan"


def test_a_capital_of_an_unknown_kind_is_not_the_articles():
    assert places_of("حذرت كوريا الشمالية من الهجوم قبل وصول الوفد إلى العاصمة الكورية الجنوبية.")["العاصمة"] is None


def test_a_nations_adjective_with_tanwin_is_no_country():
    assert "بريطانيًا" not in places_of("طالب سبعون طبيبًا بريطانيًا بطرد الوفد.")
