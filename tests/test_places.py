"""Which place a name means, and what stays of one that the gazetteer lacks. Sentences are our own."""

import json
import re

import pytest
from conftest import ROOT
from support.placing import places_of

from marsad.arabic.normalise import fold
from marsad.coder import roads, scenes, unplaced
from marsad.coder.mention import Mention
from marsad.coder.scene import Event
from marsad.events.ledger import statements_of
from marsad.events.record import record_of
from marsad.export.rows import claim_row
from marsad.gazetteer import km
from marsad.gazetteer.rows import written_plainly
from marsad.lexicon import load
from marsad.read import article_from_text
from marsad.report.map import draw_map


@pytest.mark.parametrize(
    ("text", "words", "english", "country"),
    [
        ("شنت طائرات غارة على مدينة زنجبار في أبين.", "مدينة زنجبار", "Zinjibar", "YE"),
        ("قتل جنديان بهجوم لمسلحين في باتنة شرقي الجزائر.", "باتنة", "Batna", "DZ"),
        ("اشتبكت قوات الأمن مع مسلحين في ولاية نابل التونسية.", "ولاية نابل", "Nabeul", "TN"),
        ("قصفت القوات الإسرائيلية بلدة دورا جنوبي الخليل.", "بلدة دورا", "Dūrā", "PS"),
        ("استهدفت طائرة مسيرة سيارة في ديرك شمال شرقي سوريا.", "ديرك", "Al-Malikiyah", "SY"),
        ("استهدف القصف مدينة #أريحا جنوبي #إدلب.", "مدينة أريحا", "Ariha", "SY"),
        ("قصفت تركيا بالمدفعية ريف تل تمر شمالي سوريا.", "تركيا", "Turkey", "TR"),
        ("اعتقلت قوات النظام السوري شبانا في حي التضامن في دمشق.", "حي التضامن", "Tadamon", "SY"),
    ],
)
def test_what_the_text_names_beside_a_place_binds_it(text, words, english, country):
    place = places_of(text)[words]
    assert (place.name_en, place.country, place.listed) == (english, country, True)


@pytest.mark.parametrize(
    ("text", "words", "area", "admin1"),
    [
        ("قصفت الطائرات قرية شوان شمالي كركوك.", "قرية شوان", "near Kirkuk", "Kirkuk"),
        ("قتل شخص في قرية أم كريدم بولاية شمال كردفان السودانية.", "قرية أم كريدم", "North Kordofan", "North Kordofan"),
        ("قصفت المدفعية منطقة أبو ظاظا التابعة لمدينة منبج.", "منطقة أبو ظاظا", "near Manbij", "Aleppo"),
        ("استهدفت المسيرة بلدة تل زعفرانة جنوب القامشلي.", "بلدة تل زعفرانة", "near Qamishli", "Al-Hasakah"),
        ("قتل ثلاثة في قصف استهدف المنطقة الصناعية داخل مدينة السويداء.", "المنطقة", "near As-Suwayda", "As-Suwayda"),
    ],
)
def test_a_place_that_the_gazetteer_lacks_keeps_its_words_and_has_the_area_the_text_gives(text, words, area, admin1):
    place = places_of(text)[words]
    assert (place.name_en, place.admin1, place.listed) == (area, admin1, False)
    assert place.name_ar == words
    assert place.precision == ("governorate" if area == admin1 else "area")


def test_no_namesake_far_away():
    """زنجبار elsewhere than what holds it is not taken, nor a town of another country for the second word of a name."""
    place = places_of("قتل مدني في بلدة باتنا بريف إدلب.")["بلدة باتنا"]
    assert (place.country, place.admin1, place.listed) == ("SY", "Idlib", False)
    found = places_of("استهدفت المسيرة سيارة في بلدة كفر براك في ريف الحسكة.")
    assert {p.country for p in found.values()} == {"SY"}


def test_the_outlets_country_decides_where_the_text_does_not():
    text = "قتل شخصان في انفجار سيارة في طرابلس مساء الأحد."
    assert places_of(text, outlet="الوكالة الوطنية للإعلام")["طرابلس"].country == "LB"
    assert places_of(text, outlet="بوابة الوسط")["طرابلس"].country == "LY"


def test_seas_are_of_no_country():
    found = places_of("هاجم الحوثيون سفينة في البحر الأحمر وأخرى في خليج عدن.")
    assert (found["البحر الأحمر"].name_en, found["خليج عدن"].name_en) == ("Red Sea", "Gulf of Aden")
    assert {found[w].country for w in ("البحر الأحمر", "خليج عدن")} == {""}


@pytest.mark.parametrize(("words", "admin1"), [("غرب كردفان", "West Kordofan"), ("شمال دارفور", "North Darfur"), ("الفاشر", "North Darfur")])
def test_divisions_of_sudan(words, admin1):
    assert places_of(f"قتل ستة جنود في هجوم في {words} بالسودان.")[words].admin1 == admin1


def test_every_place_has_a_country_and_a_division():
    places = list(load().gazetteer.all())
    assert len(places) > 10_000
    for place in places:
        if place.precision not in ("country", "region"):
            assert place.country, place
            assert place.admin1 or place.country in _WHOLE, place


_WHOLE = ("EH", "MC", "VA", "SG", "GI", "MO", "HK", "SX", "AX", "CW", "PR", "YT")  # GeoNames divides them no further


@pytest.mark.dear
def test_every_place_of_our_articles_has_a_country_and_a_division(code):
    """What is found in articles, whether the gazetteer lists it or lends it the area that the text gives."""
    gold = [json.loads(line) for name in ("own", "short", "fresh") for line in (ROOT / "tests" / "gold" / f"{name}.jsonl").open(encoding="utf-8")]
    found = [p for a in gold[::5] for c in code(a["text"], published=a.get("published")).claims for p in c.places if p.lat is not None]
    finer = [p for p in found if p.precision not in ("country", "region")]
    assert len(finer) > 60
    assert [p.text for p in finer if not p.country or not (p.admin1 or p.country in _WHOLE)] == []


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("قتل مسلحون شابا أمام منزله في مدينة الباب بريف حلب.", "منزله"),  # his house, and no town Manzalah
        ("قصفت الطائرات منزله في بلدة سراقب بريف إدلب.", "منزله"),
        ("قتل البغدادي في غارة أمريكية على قرية باريشا بريف إدلب.", "البغدادي"),  # a man, and no desert
    ],
)
def test_what_is_no_place_has_no_point_of_a_namesake(text, none, code):
    found = [p for c in code(text).claims for p in c.places]
    assert found and {p.country for p in found} == {"SY"} and none not in {p.text for p in found}
    assert none not in places_of(text) or not places_of(text)[none].listed


def test_names_are_those_that_arabic_news_writes():
    shown = {(p.country, p.name_en): p.name_ar for p in load().gazetteer.all() if p.precision == "settlement" and p.geonameid}
    told = {
        ("SD", "El Obeid"): "الأبيض",
        ("SD", "Kassala"): "كسلا",
        ("IR", "Tehran"): "طهران",
        ("LY", "Benghazi"): "بنغازي",
        ("LB", "Tripoli"): "طرابلس",
        ("IQ", "Karbala"): "كربلاء",
        ("IL", "Beersheba"): "بئر السبع",
        ("SY", "Maharda"): "محردة",
    }
    assert {k: shown.get(k) for k in told} == told


@pytest.mark.parametrize(
    ("text", "words", "english", "country"),
    [
        ("قصفت الطائرات بلدة البارة بريف إدلب الجنوبي.", "بلدة البارة", "Al-Bara", "SY"),
        ("قتل مدنيان بقصف على بلدة كنصفرة في جبل الزاوية.", "بلدة كنصفرة", "Kansafra", "SY"),
        ("هاجم مسلحون حاجزا في بلدة الشحيل شرقي دير الزور.", "بلدة الشحيل", "Al-Shuhayl", "SY"),
        ("دارت اشتباكات في بلدة الصقلاوية بمحافظة الأنبار.", "بلدة الصقلاوية", "Saqlawiyah", "IQ"),
        ("قصفت مدفعية إسرائيلية بلدة شيحين جنوبي لبنان.", "بلدة شيحين", "Chihine", "LB"),
        ("شنت قوات الدعم السريع هجوما على مدينة المجلد في غرب كردفان.", "مدينة المجلد", "Al-Mujlad", "SD"),
        ("استهدفت القوات اليمنية مواقع في الملاحيظ بصعدة.", "الملاحيظ", "Al-Malahit", "YE"),
    ],
)
def test_towns_of_the_front_lines_are_in_the_default_gazetteer(text, words, english, country):
    place = places_of(text)[words]
    assert (place.name_en, place.country, place.listed) == (english, country, True)


def test_the_north_of_a_country_is_no_governorate_of_another():
    place = places_of("قصفت المدفعية قرى في الشمال السوري أمس.")["الشمال السوري"]
    assert (place.name_en, place.country) == ("Syria", "SY")
    assert place.lat > 35.5


def test_a_country_that_acts_does_not_hold_an_unknown_place():
    text = "قتل ثلاثة مدنيين في مدينة سراقب بريف إدلب في سوريا، وجرح آخرون في بلدة بنش.\nوقصفت قرية أم الجرن طائرات أرسلتها روسيا."
    assert places_of(text)["قرية أم الجرن"].country == "SY"


@pytest.mark.parametrize(("city", "time"), [("إب", False), ("آب", True)])
def test_ibb_is_no_month(city, time):
    found = scenes(article_from_text(f"قتل مدنيان برصاص مسلحين في {city} خلال هجوم في اليمن.", published="2020-06-15"), load())
    assert any(m.kind == "time" for scene in found for m in scene.mentions) is time
    assert any(m.place is not None and m.place.name_en == "Ibb" for scene in found for m in scene.mentions) is not time


@pytest.mark.parametrize(
    ("text", "words", "english", "country"),
    [
        ("قصفت المدفعية قرية أبين في ناحية شيراوا بريف حلب في سوريا.", "قرية أبين", "Abyan", "YE"),
        ("سقوط قذيفتين في حي محطة بغداد بحلب.", "حي محطة بغداد", "Baghdad", "IQ"),
        ("قصفت الطائرات بلدة القاهرة بسهل الغاب في ريف حماة بسوريا.", "بلدة القاهرة", "Cairo", "EG"),
        ("قصف طال ريف تل أبيض شمالي الرقة، كما طال قريتي صيدا والمعلق بريف عين عيسى في سوريا.", "قريتي صيدا", "Sidon", "LB"),
    ],
)
def test_a_small_place_is_no_governorate_or_city_of_another_country(text, words, english, country):
    place = places_of(text)[words]
    assert (place.country, place.name_en == english) == ("SY", False)


ROUND_UP = (
    "حلب:: انفجرت عبوة ناسفة بسيارة في مدينة إعزاز بالريف الشمالي.\n"
    "إدلب:: أصيب طفلان بانفجار لغم في قرية أم الجرن بالريف الغربي.\n"
    "درعا:: أطلق مجهولون النار على عنصر في بلدة تل الورد بالريف الشرقي."
)


def test_the_head_of_a_round_ups_part_tells_where_it_lies():
    found = places_of(ROUND_UP)
    assert [found[w].admin1 for w in ("بالريف الغربي", "قرية أم الجرن", "بالريف الشرقي", "بلدة تل الورد")] == ["Idlib", "Idlib", "Daraa", "Daraa"]


def test_a_single_dateline_is_where_a_story_was_filed():
    found = places_of("بيروت - وكالات: قصفت الطائرات قرية أم الجرن. وسقط جرحى في مدينة حلب السورية ومدينة إدلب.")
    assert found["قرية أم الجرن"].country == "SY"


@pytest.mark.parametrize(
    ("text", "words", "admin1"),
    [
        ("سقطت قذائف على محيط حي محطة بغداد وحي السليمانية في مدينة حلب بسوريا.", "محيط حي محطة بغداد", "Aleppo"),
        ("انفجرت سيارة في شارع القاهرة ثم أخرى في مدينة تعز في اليمن.", "شارع القاهرة", "Taiz"),
    ],
)
def test_one_quarter_is_no_city_of_another_country(text, words, admin1):
    place = places_of(text)[words]
    assert (place.admin1, place.listed) == (admin1, False)


def test_quarters_of_a_city_lie_in_it():
    found = places_of("أغارت طائرات على أحياء الرقة فجرا، وقصفت المدفعية حي القصور في دير الزور في سوريا.")
    assert {w: p.admin1 for w, p in found.items() if w in ("أحياء الرقة", "حي القصور")} == {"أحياء الرقة": "Ar-Raqqa", "حي القصور": "Deir ez-Zor"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قصفت طائرات قرية مجدليا على طريق حلب-اللاذقية الدولي شرق إدلب في سوريا.", {"قرية مجدليا"}),
        ("قصفت طائرات الطريق الدولي حلب - اللاذقية في سوريا.", {"حلب", "اللاذقية"}),
        ("قصفت طائرات مدينتي حلب - اللاذقية وقرية مجدليا في سوريا.", {"حلب", "اللاذقية", "قرية مجدليا"}),
    ],
)
def test_what_happens_on_a_road_happens_at_neither_end(text, words):
    """The road's ends stay where nothing else is told."""
    [scene] = scenes(article_from_text(text), load())
    event = Event(scene, 0, 0, "airstrike", 1.0, 1.0, ("shelling", 0.0))
    event.places = [(m, "at") for m in scene.mentions if m.kind == "place" and m.place is not None and m.place.precision != "country"]
    roads.pass_over([event], None, load())
    kept = {text[m.start : m.end] for m, _ in event.places}
    assert all(any(w in k for k in kept) for w in words)
    assert ("حلب" in " ".join(kept)) == ("حلب" in words)


def test_a_loose_phrase_that_is_a_country_is_no_village():
    [scene] = scenes(article_from_text("قتل خمسة في مدينة القامشلي ثم في سوريا."), load())
    at = next(t.i for t in scene.s.tokens if t.text == "سوريا")
    event = Event(scene, 0, 0, "killing", 1.0, 1.0, ("clash", 0.0))
    event.places = [(Mention(scene.s, at, at + 1, "phrase"), "at")]
    unplaced.lend([event], None, load())
    assert event.places[0][0].place.precision == "country"


def test_a_site_named_after_a_city_lies_there():
    text = "وقعت غارات على مخازن قرب مطار حلب، وهو هجوم حملت دمشق مسؤوليته لإسرائيل. وقال الجيش السوري إن قواته في سوريا ردت."
    assert places_of(text)["قرب مطار حلب"].admin1 == "Aleppo"


# --- What every displayed name keeps to ---

_ODD = [
    (r"[^ء-غف-ي٠-٩0-9 ]", "letters, figures and spaces alone: no vowels, tatweel, brackets, dashes, foreign letters"),
    (r"(^| )[ةىئؤ]", "no word begins with a letter that ends or stands within one: such a name is written from its end"),
    (r"ى[^ ]", "ى stands at the end of a word alone"),
    (r"(^| )(ابو|ام|اولاد) ", "أبو, أم, أولاد with their hamza"),
    (r"^ال$|^.$", "more than a letter or an article"),
    (r"  |^ | $", "single spaces"),
]


@pytest.mark.parametrize(("pattern", "rule"), _ODD, ids=[rule for _, rule in _ODD])
def test_displayed_names_keep_to_the_spelling_of_news(pattern, rule):
    odd = [p for p in load().gazetteer.all() if re.search(pattern, p.name_ar.replace("عمّان", "عمان"))]
    assert odd == [], rule


def test_displayed_names_of_capitals_are_those_of_the_lexicon():
    lexicon = load()
    odd = []
    for c in lexicon.countries:
        if c.get("capital"):
            spots = [
                p for n in c["capital"] for p in lexicon.gazetteer.find(fold(n)) if p.country == c["iso"] and p.geonameid and p.population > 20_000
            ]
            odd += [(c["en"], p.name_ar) for p in spots if km(p.lat, p.lon, *c["capital_at"]) < 15 and p.name_ar not in c["capital"]]
    assert odd == []


def test_english_names_of_divisions_are_names_not_words_for_divisions():
    odd = [p.name_en for p in load().gazetteer.all() if re.match(r"(Caza d|Daira d|D[eé]l[eé]gation d|Mu.?tamadiyat|Mudiriyat|Qada' )", p.name_en)]
    assert odd == []


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("مَدِينَة حَمَد", "مدينة حمد"),
        ("گوران، إيران", "غوران"),
        ("ام قصر", "أم قصر"),
        ("یبنه", "يبنه"),
        ("ناصر-بوش", "ناصر بوش"),
        ("العلـم (سابقا)", "العلم"),
    ],
)
def test_names_of_sources_are_written_plainly(raw, written):
    assert written_plainly(raw) == written


@pytest.mark.parametrize(
    ("text", "words", "english", "country"),
    [
        ("اعتقلت قوات الاحتلال الإسرائيلي عشرين فلسطينيا في الضفة الغربية، معظمهم قرب نابلس.", "الضفة الغربية", "West Bank", "PS"),
        ("قتل شرطيان مصريان في انفجار أمام محكمة بالجيزة.", "بالجيزة", "Giza", "EG"),
        ("انفجرت سيارة مفخخة في قندهار وقتل عشرة.", "قندهار", "Kandahār", "AF"),
        ("فتح مسلح النار داخل متجر في تكساس وقتل ثلاثة، بحسب الشرطة الأمريكية.", "تكساس", "Texas", "US"),
        ("قتل شخصان برصاص مسلح في ولاية جورجيا الأمريكية.", "ولاية جورجيا", "Georgia", "US"),
        ("عزز الجيش الروسي قواته في أوسيتيا الجنوبية بعد حربه مع جورجيا.", "أوسيتيا الجنوبية", "South Ossetia", "GE"),
        ("لجأ القائد المتمرد من جنوب السودان إلى جنوب أفريقيا بعد المعارك.", "جنوب أفريقيا", "South Africa", "ZA"),
        ("قال الكرملين في موسكو إن روسيا والجيش الروسي يراقبان اقتحام المسجد الأقصى.", "المسجد الأقصى", "Al-Aqsa Mosque", "PS"),
    ],
)
def test_names_of_news_from_elsewhere(text, words, english, country):
    place = places_of(text)[words]
    assert (place.name_en, place.country) == (english, country)


def test_a_list_of_villages_holds_no_governorate_and_no_far_city():
    text = "قصفت القوات التركية بالمدفعية قرى (تنب، أبين، كفر كارس، أقيبة، وتل رفعت) في ريف حلب الشمالي."
    found = places_of(text)
    assert {p.country for p in found.values() if p is not None} == {"SY"}


def test_villages_of_an_area_lie_in_it():
    found = places_of("قال مسؤول إن واشنطن قلقة. وصعدت القوات الروسية قصفها على بلدات وقرى ريف إدلب الجنوبي.")
    assert {(p.country, p.admin1) for w, p in found.items() if "قرى" in w or "بلدات" in w} == {("SY", "Idlib")}


def test_quarters_named_after_a_city_say_nothing_of_its_country():
    found = places_of("استهدفت الغارات منازل مدنيين في حي محطة بغداد، الحمدانية، الجميلية في مدينة حلب.")
    assert {p.country for p in found.values()} == {"SY"}


def test_the_city_is_the_one_told_as_a_city_and_not_the_countryside_it_lies_in():
    text = "قصفت قسد أحياء سكنية وسط مدينة تل أبيض بريف الرقة الشمالي. وقال ناشطون إن القذائف سقطت في مركز المدينة."
    assert places_of(text)["مركز المدينة"].name_en == "Tell Abyad"


def test_a_capital_that_speaks_for_its_state_holds_no_unknown_place():
    text = "قالت طهران إنها تدين الهجوم. وقتل جنديان سوريان في هجوم على قرية الزوبعية في ريف الحسكة، وقصفت الطائرات مواقع المسلحين."
    assert {p.country for w, p in places_of(text).items() if w != "طهران"} == {"SY"}


@pytest.mark.parametrize("word", ["سفيرة", "آنفة", "بدلا", "سليماني", "أمسك", "أحمدي", "قرابة"])
def test_names_that_are_words_need_a_word_that_types_them(word):
    """Spellings of a name, its form without the article and other names of a city are weighed as the words they are."""
    assert fold(word) in load().gazetteer.weak


@pytest.mark.parametrize("name", ["الإسكندرية", "وهران", "مراكش", "إسطنبول", "حمص", "خان يونس", "تندوف"])
def test_names_that_are_names_need_none(name):
    gazetteer = load().gazetteer
    assert fold(name) in gazetteer and (fold(name) not in gazetteer.faint)


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("احتج عشرات العمال أمام محكمة صفاقس أمس.", "محكمة صفاقس", "near Sfax", "TN"),
        ("قطع محتجون الطريق العام في حلبا بالإطارات المشتعلة.", "حلبا", "Halba", "LB"),
        ("استهدف التنظيم مواقع عسكرية في النيجر ومالي.", "مالي", "Mali", "ML"),
        ("رشق متظاهرون قوات الأمن بالحجارة في مدينة نابل.", "مدينة نابل", "Nabeul", "TN"),
        ("طالب المحتجون في باتنة بالإفراج عن المعتقلين.", "باتنة", "Batna", "DZ"),
    ],
)
def test_where_the_reader_sees_a_place_its_name_is_looked_up(code, text, words, name, country):
    assert (words, name, country) in {(p.text, p.name_en, p.country) for c in code(text).claims for p in c.places}


def test_a_place_without_a_name_lies_in_the_country_that_the_article_is_about(code):
    told = [p for c in code("اعتقلت قوات الأمن السورية عشرات الشبان على حاجز عند مدخل المخيم.").claims for p in c.places]
    assert told and all(p.country == "SY" and p.precision == "country" and not p.listed for p in told)


def test_a_name_is_not_cut_out_of_quotes_and_the_main_road_is_no_president(code):
    (place,) = next(c for c in code('سيطر الجيش على "رحبة الصوان" غرب حمص.').claims if c.kind == "event").places
    assert (place.text, place.country) == ("رحبة الصوان", "SY")
    (place,) = code("قطع محتجون الشارع الرئيس في مدينة السماوة.").claims[0].places
    assert place.name_en == "As Samawah"


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("شمال غربي سوريا", (35.93, 36.63)),  # Idlib
        ("شمال شرقي سوريا", (36.5, 40.75)),  # Hasakah
        ("شمالي العراق", (36.34, 43.12)),  # Mosul
        ("شرقي ليبيا", (32.12, 20.09)),  # Benghazi
        ("غربي السودان", (13.63, 25.35)),  # El Fasher
    ],
)
def test_a_side_of_a_country_is_where_its_towns_are(words, near):
    place = places_of(f"قصفت طائرات مواقع في {words} فجر أمس.")[words]
    assert place.precision == "country" and km(place.lat, place.lon, *near) < 200


def test_a_country_that_backs_a_side_is_nowhere_that_it_fights(code):
    for text in (
        "قصفت الفصائل المدعومة من تركيا جسرا قرب مدينة منبج وقتلت امرأة.",
        "قصفت ميليشيات موالية لإيران قاعدة عين الأسد غربي العراق وأصابت جنديين.",
    ):
        claims = code(text).claims
        assert claims and not {p.country for c in claims for p in c.places} & {"TR", "IR"}


def test_a_town_that_nothing_places_keeps_its_name_without_coordinates(code):
    claims = code("أعلنت الميليشيا أنها سيطرت على بلدة أم الخشيب بعد معارك مع الجيش.").claims
    assert {"capture", "control"} <= {c.type for c in claims}
    for claim in claims:
        (place,) = claim.places
        assert (place.text, place.at, place.country, place.precision, place.listed) == ("بلدة أم الخشيب", None, None, "settlement", False)
        assert place.name_en == "Umm Al-Khashib" and "Umm Al-Khashib" in claim.gloss_en
        row = claim_row("1", "a", claim)
        assert row["place_en"] == "Umm Al-Khashib" and row["latitude"] is None and row["longitude"] is None


def test_a_town_that_nothing_places_is_on_no_map_and_in_no_ledger(code):
    doc = code("أعلنت الميليشيا أنها سيطرت على بلدة أم الخشيب بعد معارك مع الجيش.")
    assert draw_map(doc.claims) == "" and not statements_of(doc)
    assert not any(record_of(doc, claim).spots for claim in doc.claims if claim.kind == "event")


@pytest.mark.parametrize(
    ("text", "words", "area"),
    [
        ("انفجرت عبوة في حي الضباط شرقي الموصل.", "حي الضباط", "near Mosul"),
        ("احتشد المئات في ساحة الطيران في بغداد.", "ساحة الطيران", "near Baghdad"),
        ("قصفت المدفعية منطقة ألبو عيسى في الفلوجة.", "منطقة ألبو عيسى", "near Al Fallūjah"),
        ("دارت معارك في بلدة هيت غربي محافظة الأنبار. وانفجرت سيارة في حي الجمعية.", "حي الجمعية", "near Hit"),
        ("هاجم مسلحون المحطة الثالثة في ريف مدينة الرقة.", "المحطة الثالثة", "near Ar Raqqah"),
    ],
)
def test_what_a_quarter_or_a_square_is_called_is_its_name_whatever_it_means(text, words, area):
    assert places_of(text)[words].name_en == area


def test_a_list_of_towns_holds_a_town_whose_name_is_a_word():
    assert places_of("أغلق المحتجون الطرق في مدن الناصرية وكربلاء والعمارة.")["والعمارة"].precision == "settlement"


def test_a_word_that_counts_is_no_place(code):
    claims = code("ما زالت الفاشر آخر مدينة كبيرة تحت سيطرة الجيش السوداني في دارفور.").claims
    assert not any(p.text == "آخر" for c in claims for p in c.places)


def test_who_holds_a_town_does_not_shell_it_by_that(code):
    claims = code("أدى قصف مدفعي على بلدة داعل الخاضعة لسيطرة الفصائل المقاتلة إلى مقتل امرأة وإصابة 10 آخرين.").claims
    assert claims and not any(a.text == "الفصائل المقاتلة" for c in claims for a in c.agents)


def test_drones_are_no_marches(code):
    claims = code("كثفت القوات من استعمال المسيرات الانتحارية في هجماتها على مدينة الفاشر وقتلت خمسة مدنيين.").claims
    assert not any(c.type == "protest" for c in claims)


def test_the_quarter_of_tripoli_is_not_the_governorate_that_bears_its_name(code):
    def told(text):
        return {(p.name_en, p.country) for c in code(text).claims for p in c.places if "صلاح الدين" in p.text}

    assert told("اندلعت اشتباكات بين كتيبتين في منطقة صلاح الدين جنوب العاصمة الليبية طرابلس.") == {("Salah al-Din, Tripoli", "LY")}
    assert told("هاجم مسلحون نقطة للجيش العراقي في محافظة صلاح الدين ليل الجمعة.") == {("Salah al-Din", "IQ")}


def test_where_a_road_leads_to_is_told_by_no_participle(code):
    (claim,) = code("فرقت قوات الأمن السودانية المحتجين بالغاز المسيل للدموع في شارع المطار المؤدي إلى القيادة العامة بالخرطوم.").claims
    assert "المؤدي" not in {p.text for p in claim.places}


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("نصب مئات المعتصمين خياما في ساحة التحرير ببغداد.", "ساحة التحرير", "Tahrir Square", "IQ"),
        ("اشتبكت قوات الأمن مع متظاهرين أمام قصر القبة وأشعلوا النيران في إطارات السيارات.", "قصر القبة", "Al-Quba Palace", "EG"),
    ],
)
def test_squares_and_palaces_where_crowds_gather(code, text, words, name, country):
    assert (words, name, country) in {(p.text, p.name_en, p.country) for c in code(text).claims for p in c.places}


def test_a_bridge_is_no_town_of_turkey(code):
    doc = code("أطلق الأمن قنابل الغاز على المتظاهرين فوق كوبري أكتوبر، وقطع المتظاهرون الطريق.")
    assert not any(p.country == "TR" for c in doc.claims for p in c.places)
