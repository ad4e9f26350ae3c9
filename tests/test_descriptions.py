"""Words of news as they are told again: descriptions in English, Arabic words in their case, names in Latin letters, labels of places."""

from __future__ import annotations

import pytest

from marsad.telling import Name
from marsad.telling.cases import alone, genitive, nominative, tells
from marsad.telling.latin import latin
from marsad.telling.phrase import phrase
from marsad.telling.places import labelled, more_than_named


@pytest.mark.parametrize(
    ("name", "en"),
    [
        (Name("مسلحون مجهولون"), "unknown assailants"),
        (Name("فصائل معارضة"), "opposition factions"),
        (Name("آليات عسكرية"), "military vehicles"),
        (Name("الشرطة الإيرانية"), "the Iranian police"),
        (Name("رتلين"), "two convoys"),
        (Name("مصادر عسكرية يمنية"), "Yemeni military sources"),
        (Name("آلاف النازحين"), "thousands of displaced people"),
        (Name("الكويت"), "Kuwait"),
        (Name("شيرين أبو عاقلة"), "Shireen Abu Akleh"),
        (Name("", "Government of Poland", known=True), "the Polish government"),
        (Name("عناصر داعش", of="Islamic State"), "members of Islamic State"),
    ],
)
def test_arabic_words_in_english_are_translated(name, en):
    from marsad.telling.things import thing

    assert thing(name) == en


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("منازل المدنيين", "civilian houses"),  # idafa
        ("مخازن حبوب", "grain depots"),  # a kind
        ("قوافل الإغاثة", "aid convoys"),
        ("مقر الحزب", "the party headquarters"),
        ("أهداف عسكرية ومدنية", "military and civilian targets"),  # adjectives
        ("المنطقة الشمالية الشرقية", "the northeastern area"),
        ("صاروخ باليستي مضاد للسفن", "an anti-ship ballistic missile"),
        ("طائرة بدون طيار مسلحة", "an armed drone"),
        ("امرأتان مسلحتان", "two armed women"),  # numbers
        ("25 هدفا عسكريا لحماس", "25 military targets of Hamas"),
        ("ثلاثة مراكز للشرطة", "three police stations"),
        ("2.7 مليون نازح", "2.7 million displaced people"),
        ("أحد المقاتلين", "a fighter"),
        ("عشرات الآلاف من المتظاهرين", "tens of thousands of demonstrators"),
        ("قرى وبلدات", "villages and towns"),  # lists
        ("حكماء وعقلاء القبيلة", "tribal elders"),
        ("نقطة تفتيش للقوات الأمنية", "a security forces checkpoint"),  # prepositions
        ("مقاتلين موالين للحكومة", "fighters loyal to the government"),
        ("مسلحين مدعومين من تركيا", "gunmen backed by Turkey"),
        ("العاملين في القطاع الثقافي", "employees in the cultural sector"),
        ("الميليشيات الموالية لهم", "militias"),  # to whom is not told
        ("أهالي الجنود", "families of soldiers"),
        ("الأهالي", "residents"),
        ("أهالي محافظة صعدة", "residents of Saada governorate"),
        ("زعيمة المعارضة مريم منصور", "the opposition leader Maryam Mansour"),  # names
        ("الرئيس المصري سليم الورداني", "Egyptian President Salim al-Wardani"),
        ("حركة تمرزاق", "the Tamrazaq movement"),
        ("وزير الداخلية", "the interior minister"),
        ("المتحف المصري", "the Egyptian museum"),
        ("المنزل", "a house"),
        ("القرار", "the decision"),
        ("شقيقته", None),  # nobody by these words alone
        ("أحدهم", None),
        ("بلاده", None),
    ],
)
def test_a_description_is_made_english_by_grammar(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("words", "behind", "subject"),
    [
        ("قرويون من الجبل", "قرويين من الجبل", "قرويون من الجبل"),
        ("قادة بارزون من مدن عدة", "قادة بارزين من مدن عدة", "قادة بارزون من مدن عدة"),
        ("مقاتلو الحركة", "مقاتلي الحركة", "مقاتلو الحركة"),
        ("مسلحين مجهولين", "مسلحين مجهولين", "مسلحون مجهولون"),
        ("رتلا أمريكيا ثالثا", "رتل أمريكي ثالث", "رتل أمريكي ثالث"),
        ("28 إرهابيا", "28 إرهابيا", "28 إرهابيا"),
        ("مقاتلاتها الحربية", "مقاتلات حربية", "مقاتلات حربية"),
        ("المنزل المذكور", "المنزل", "المنزل"),
        ("الاتحاد الوطني، فرع الجامعة", "الاتحاد الوطني", "الاتحاد الوطني"),
        ("القوات الموالية لها", "القوات", "القوات"),
        ("بلاده", "", ""),
        ("المصدر ذاته", "المصدر", "المصدر"),
        ("ومدجنة", "مدجنة", "مدجنة"),
        ("اربعة من جنودها", "اربعة من الجنود", "اربعة من الجنود"),
        ("المناطق الأخرى", "المناطق", "المناطق"),
        ("القاضي البالغ من العمر ستين عاما", "القاضي", "القاضي"),
        ("الطبيب المسجون", "الطبيب المسجون", "الطبيب المسجون"),
        ("المحافظ الجديد، سليم الورداني", "المحافظ الجديد سليم الورداني", "المحافظ الجديد سليم الورداني"),
        ("النظام وروسيا", "النظام وروسيا", "النظام وروسيا"),
        ("أكثر من نصفهم", "", ""),
        ("تركيا", "تركيا", "تركيا"),
    ],
)
def test_arabic_words_stand_in_their_case_and_tell_by_themselves(words, behind, subject):
    assert (genitive(alone(words)) if tells(words) else "", nominative(alone(words)) if tells(words) else "") == (behind, subject)


@pytest.mark.parametrize(
    ("raw", "latin_"),
    [
        ("عكاشات", "Akashat"),
        ("هلماند", "Helmand"),
        ("الخسفة", "Al-Khasfa"),
        ("أم كريدم", "Umm Karidm"),
        ("تل الورد", "Tell Al-Ward"),
        ("أبو راسين", "Abu Rasin"),
    ],
)
def test_names_that_no_gazetteer_has_are_written_in_latin_letters(raw, latin_):
    assert latin(raw) == latin_


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("بلدة عكاشات", "Akashat (Al-Anbar)"),
        ("قرية أم كريدم", "Umm Karidm (Al-Anbar)"),
        ("مناطق شاسعة", "Al-Anbar"),  # no name
        ("ثلاث قرى", "Al-Anbar"),
        ("الخطوط الأمامية", "Al-Anbar"),
        ("محيط الأنبار", "Al-Anbar"),  # the area itself
    ],
)
def test_the_label_of_an_unknown_place_is_its_name_with_the_area_beside_it(words, label):
    assert labelled(words, "Al-Anbar") == label


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("رضوان لبيدي", "Radwan Labidi"),  # ل is of the name
        ("ابن أخته سليم الورداني", "Salim al-Wardani"),
        ("زوجته وثلاثة من أبنائه", None),  # whose, nobody tells
        ("عنصر القاعدة", "the member of Al-Qaeda"),
        ("قناص قسطلي", "a sniper"),  # an adjective that no table has is no name
        ("40 في المئة من الأراضي", "40% of the land"),
        ("بقية المحافظات", "the other governorates"),
        ("عبد الرحيم المسلاتي", "Abdelrahim al-Maslati"),
        ("الأدميرال مايكل هارون", "Admiral Michael Harun"),
    ],
)
def test_names_and_kin_are_told_by_what_their_words_say(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("words", "behind", "subject"),
    [
        ("الأطباء المقيمون المضربون", "الأطباء المقيمين المضربين", "الأطباء المقيمون المضربون"),
        ("محتجون ومتظاهرون يساريون", "محتجين ومتظاهرين يساريين", "محتجون ومتظاهرون يساريون"),
        ("اثنين من العناصر", "اثنين من العناصر", "اثنان من العناصر"),
        ("300 متظاهرا", "300 متظاهر", "300 متظاهر"),
        ("هذين الجنديين", "الجنديين", "الجنديان"),
        ("رهائن لديه", "رهائن", "رهائن"),
        ("وزارة داخلية بلادهم", "وزارة الداخلية", "وزارة الداخلية"),
        ("قنصلية بلاده في المدينة", "القنصلية في المدينة", "القنصلية في المدينة"),
        ("سليم الورداني وأبناؤه", "سليم الورداني", "سليم الورداني"),
        ("عناصر مرتبطة", "عناصر", "عناصر"),  # with what
        ("أحد زملائهم", "", ""),  # whose
        ("قرب السجن", "", ""),  # a place
    ],
)
def test_words_that_ask_for_others_fall_away_and_the_rest_agrees(words, behind, subject):
    assert (genitive(alone(words)) if tells(alone(words)) else "", nominative(alone(words)) if tells(alone(words)) else "") == (behind, subject)


@pytest.mark.parametrize(
    ("words", "object_"),
    [
        ("أهداف عسكرية", "أهدافا عسكرية"),
        ("عدد من النشطاء", "عددا من النشطاء"),
        ("صواريخ", "صواريخ"),  # takes no ending
        ("تونسي", "تونسيا"),
        ("بناء سكني", "بناء سكنيا"),
        ("مركز تابع للشركة", "مركزا تابعا للشركة"),
        ("عمال ومدنيين", "عمالا ومدنيين"),
    ],
)
def test_an_object_stands_in_its_case(words, object_):
    from marsad.telling.cases import accusative

    assert accusative(words) == object_


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("أبناء الفاشر", "residents of El Fasher"),
        ("الدول الست الكبرى", "six major countries"),
        ("السفارتين السعودية والمصرية", "the Saudi and Egyptian embassies"),
        ("16 مدرسا وطالبا", "16 teachers and students"),
        ("اللواء الخامس عشر", "the fifteenth brigade"),
        ("ملايين اللاجئين", "millions of refugees"),
        ("عناصر إرهابية", "militants"),
        ("دولة الكويت", "Kuwait"),
        ("مستشفى الثورة", "Al-Thawra Hospital"),
        ("مغربي متهم", "a Moroccan"),
        ("وحدات كوماندوز تابعة له", "commando units"),
        ("الدبلوماسي لورانس فولي", "the diplomat Laurence Foley"),
        ("عناصر أجنبية", "foreign elements"),
        ("المغربي سليم الورداني", "the Moroccan Salim al-Wardani"),
        ("مناطق محافظة صعدة", "areas of Saada governorate"),
        ("عدد من الرعايا الإسبان", "a number of Spanish nationals"),
        ("نجله الثاني سليم", "Salim"),
        ("متمردين مناهضين للحكم الروسي", "rebels opposed to Russian rule"),
        ("عناصر قوى الأمن", "security officers"),
        ("ثمانية أفراد من عائلة سودانية", "eight members of a Sudanese family"),
        ("سليم محمد العبد الله", "Salim Muhammad al-Abdullah"),
        ("القرى والبلدات السودانية", "Sudanese villages and towns"),
        ("مواقع الدفاع الجوي", "air defence positions"),
        ("قاعدة الحرية الجوية", "the Al-Hurriya air base"),
        ("وزير الخارجية ونائبه", "the foreign minister and a deputy"),
        ("رئيس الأركان ونائب وزير الدفاع الفريق سليم الورداني", "the deputy defence minister General Salim al-Wardani"),
        ("رئيس الوزراء والرئيس سليم الورداني", "the prime minister and President Salim al-Wardani"),
        ("شتى المدن السودانية", "various Sudanese cities"),
        ("العديد من عناصرها", "many fighters"),
        ("مناطق سيطرة الجيش", "areas held by the army"),
        ("زعيم كوريا الشمالية", "the leader of North Korea"),
        ("امرأة مجهولة الهوية", "an unidentified woman"),
        ("طائرة تركية مسيرة", "a Turkish drone"),
        ("مواقع داخل الأراضي السورية", "positions in Syrian territory"),
        ("محال الصرافة بمدينة رداع", "exchange shops in the city of Rada"),
        ("عبد الجبار الصوادي", "Abdeljabbar al-Sawadi"),
    ],
)
def test_descriptions_of_news_in_english(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("برج المطار", "the airport tower"),
        ("أصحاب المخابز", "bakery owners"),
        ("دورية للجيش", "an army patrol"),
        ("مسجد المدينة", "the mosque of the city"),
        ("أجزاء من المطار", "parts of the airport"),
        ("شخص تونسي", "a Tunisian"),
        ("شخصين فرنسيين", "two French nationals"),
        ("مناطق عدة", "several areas"),
        ("مجموعات كبيرة من الأطفال", "large groups of children"),
        ("شيوخ البدو", "Bedouin sheikhs"),
        ("نشطاء أمازيغ", "Amazigh activists"),
        ("انتحاريات مراهقات", "teenage suicide bombers"),
        ("عنصرين تكفيريين", "two jihadists"),
        ("المئات من قبائل الصبيحة", "hundreds of members of the Al-Subaiha tribes"),
        ("حزب العدالة والتنمية", "the Justice and Development Party"),
        ("وزارة الثقافة", "the culture ministry"),
        ("منزل في مدينة بارا", "a house in the city of Bara"),
        ("مقرب بن سعد الورداني", "Maqrab bin Saad al-Wardani"),
        ("أمير عزت خان", "Amir Izzat Khan"),
        ("سليم القرني", "Salim al-Qarni"),
        ("مسجد للشيعة", "a Shia mosque"),
        ("سد المقاومة", "the resistance dam"),
        ("57 شخصا من النساء والأطفال", "57 women and children"),
        ("شمال إسرائيل", "northern Israel"),
        ("قوات أخرى من الجيش", "forces of the army"),
        ("الأغلبية الشيعية", "the Shia majority"),
        ("مطعم بومباي", "the Mumbai restaurant"),
        ("ال متطرفين", "extremists"),
        ("محمد البرادعي", "Mohamed ElBaradei"),
        ("جامعة عثمان غازي", "Othman Ghazi University"),
        ("مسلح باحتجاز", "a gunman"),
        ("نائب وزير الدفاع سليم الورداني", "the deputy defence minister Salim al-Wardani"),
        ("طائرة أمريكية بدون طيار", "a US drone"),
        ("مقاتلين آخرين من الجيش", "fighters from the army"),
        ("مواقع المسلحين الحوثيين", "positions of the Houthi movement"),
        ("جيش الاحتلال الروسي", "the army of the Russian occupation"),
        ("الرئيس الصومالي", "the Somali president"),
        ("رئيس الجامعة", "the head of the university"),
        ("جنود بالجيش الإسرائيلي", "soldiers of Israeli forces"),
        ("لقوات النظام", "Syrian government forces"),
        ("قوات تحالف تقوده السعودية", "forces of the Saudi-led coalition"),
        ("نحو 100 متظاهر من الهندوس", "about 100 Hindu demonstrators"),
        ("معهد لتحفيظ القرآن الكريم", "a Quran school"),
        ("إدارة يوتيوب", "the administration of YouTube"),
        ("ميليشيات الروسية", "Russian militias"),
        ("منازل المدنيين", "civilian houses"),
        ("الصحفي الروسي", "a Russian journalist"),
        ("القائد الأعلى", "the supreme commander"),
        ("مناطق متفرقة من قطاع غزة", "scattered areas of the Gaza Strip"),
        ("مخيم مريم الواقع", "the Maryam camp"),
        ("حي بغداد الجديدة", "the New Baghdad neighbourhood"),
        ("الآلاف من أنصار الحكومة الإيرانية", "thousands of supporters of the Iranian government"),
        ("ميدان القتال", "a battlefield"),
        ("نازيون جدد", "neo-Nazis"),
    ],
)
def test_nouns_stand_before_nouns_and_peoples_before_people(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("raw", "latin_"),
    [
        ("جالس", "Jalis"),
        ("النملية", "Al-Namliya"),
        ("الغوطة", "Al-Ghouta"),
        ("موزع", "Muza"),
        ("باب العامود", "Damascus Gate"),
        ("كراتشة", "Karacha"),
        ("كفربكير", "Kafr Bakir"),  # written as one word
    ],
)
def test_letters_are_read_as_news_spells_them(raw, latin_):
    assert latin(raw) == latin_


@pytest.mark.parametrize(
    ("text", "name", "more"),
    [
        ("ميناء الحديدة", "الحديدة", True),
        ("مشارف عدن", "عدن", True),
        ("داخل مطار الحديدة", "الحديدة", True),
        ("حدودها مع باكستان", "باكستان", True),
        ("أحياء في مدينة درعا", "درعا", True),
        ("70 بالمئة من أراضي الولاية", "الجزيرة", True),
        ("مدينة درعا", "درعا", False),
        ("معسكر الرشيد", "معسكر الرشيد", False),
        ("ريف حلب", "حلب", False),
        ("درعا", "درعا", False),
    ],
)
def test_a_site_or_a_part_is_not_the_whole_place(text, name, more):
    assert more_than_named(text, name) is more


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("عشرات الأسرى", "dozens of prisoners"),  # no adjective of families
        ("قيادي في جماعة الحوثي", "a leader in the Houthi movement"),  # in a body, not at a village of its name
        ("مدرسين في الحكومة", "teachers in the government"),
        ("تركيا وحلفاؤها", "Turkey and allies"),
        ("قوات المخلوع سليم الورداني", "forces of former President Salim al-Wardani"),
        ("ناجي الورداني", "Naji al-Wardani"),  # a name, whatever it means
        ("مستوطنين هرعوا", "settlers"),  # a verb is no name
        ("ضابط برتبة عقيد", "an officer"),
        ("تاجر فلسطيني شمالي الضفة", "a Palestinian trader"),  # where, not which
        ("مكاتب وسط السوق", "offices in the centre of the market"),
        ("12 فلاحا من عائلة مسلمة", "12 farmers from a Muslim family"),
        ("30 شخصا مشتبها به", "30 suspects"),
        ("مدرسين مجهولي الهوية", "unidentified teachers"),
        ("طائرات تركية الصنع", "Turkish-made planes"),
        ("الأطباء والمدرسين الليبيين", "Libyan doctors and teachers"),  # of both
        ("أكثر من 60 مدرسا وطبيبا", "more than 60 teachers and doctors"),
        ("ميليشيا الحوثي المدججة", "the Houthi movement"),
        ("نائب المتحدث", "the deputy spokesman"),
        ("متحدث باسم الوزارة", "a spokesman for the ministry"),
        ("السفير لدى الأمم المتحدة", "the ambassador to the United Nations"),
        ("حركتا فتح وحماس", "the Fatah and Hamas movements"),
        ("الحكومتان الليبية والتونسية", "the Libyan and Tunisian governments"),
        ("لمخازن التجار", "depots of traders"),
        ("إبراهيم رئيسي", "Ebrahim Raisi"),  # names by more than one word
        ("أطباء المعارضة", "opposition doctors"),
        ("حكومة بلادهم", "the government"),
        ("سائق سيارة خاصة", "a private car driver"),
        ("وزراء خارجية قطر وتركيا والعراق", "foreign ministers of Qatar, Turkey and Iraq"),  # of each, not of the first
        ("وزير خارجية تركيا", "the foreign minister of Turkey"),  # a country, no adjective
        ("سبعة من داعش", "seven members of Islamic State"),
        ("نحو 300 مسلح ومدني", "about 300 gunmen and civilians"),
        ("14 قتيلا و9 جرحى", "23 people"),
        ("أطفال ونساء وشيوخ", "children, women and elderly people"),
        ("طلاب مدينة إب", "students of the city of Ibb"),  # a town by its name, whatever else that means
        ("مدارس بلدة حوار", "schools of the town of Hawar"),
        ("مخيم غربي حماة", "a camp west of Hama"),
        ("أطراف مدينة حمص", "the outskirts of Homs"),
        ("20 تاجرا على الأقل", "at least 20 traders"),
        ("ملايين من التونسيين", "millions of Tunisians"),
        ("مدرسين من اقتحام", "teachers"),  # of what they were kept
        ("مسلحين إسلاميين", "Islamist gunmen"),
        ("دول إسلامية", "Islamic countries"),
        ("قراهم", "villages"),
        ("عنصرين", "two fighters"),
        ("كرم الورداني", "Karam al-Wardani"),
        ("سليم المغربي الأصل", "Salim"),
        ("الكاتب والشاعر سليم الورداني", "the writer and poet Salim al-Wardani"),
        ("صحيفة الغارديان", "the Guardian newspaper"),
        ("ضباط وجنود الأمن", "security forces officers and soldiers"),  # of both
        ("تجار ومزارعي القرية", "traders and farmers of the village"),
        ("مئات من أنصار شريف", "hundreds of supporters of Sharif"),  # a name, no adjective
        ("ساحة الأمم المتحدة", "United Nations Square"),
        ("قوات الحكومية", "government forces"),
        ("خبيرة تونسية", "a Tunisian expert"),
        ("أكثرمن 30 تاجرا", "more than 30 traders"),
        ("مقاتلات حربية", "warplanes"),
        ("7 تجار و4 مزارعين", "seven traders and four farmers"),
        ("الكاتب التونسي", "a Tunisian writer"),
        ("مثقفون وكتاب تونسيون", "intellectuals and Tunisian writers"),  # no book beside people
        ("جمعيات تونسية حقوقية", "Tunisian human rights associations"),
        ("القرى والمدن المحاصرة", "besieged villages and cities"),
        ("سليم بكير", "Salim Bakir"),
        ("سليم الورداني الهارب", "Salim al-Wardani"),  # no surname
        ("تعزيزات وآليات عسكرية", "reinforcements and military vehicles"),
        ("رئيس جنوب السودان", "the president of South Sudan"),
        ("كل تاجر في صعدة", "every trader in Saada"),
        ("مأرب", "Marib"),
        ("تسعة صحفيين ومصورين", "nine journalists"),
    ],
)
def test_what_is_known_of_a_description_is_told_and_nothing_else(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(("words", "en"), [("سبعة منهم", "seven people"), ("المئات منهم", "hundreds of people"), ("عدد منهم", "a number of people")])
def test_people_told_before_are_people(words, en):
    from marsad.telling.things import thing

    assert thing(Name(words)) == en


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("الشرطة اعتقلت", "الشرطة"),  # a verb
        ("الجيش السوداني أعلن", "الجيش السوداني"),
        ("التجار أمس", "التجار"),  # a day
        ("المزارعين ساعة", "المزارعين"),
        ("القوات هجوما", "القوات"),  # what they did
        ("المدرسون أنهم", "المدرسون"),
        ("مسلحون بمهاجمة", "مسلحون"),
        ("النواب لتوفير", "النواب"),
        ("الوزير في تصريح", "الوزير"),
        ("مزارعين في صفوف", "مزارعين"),
        ("بلدة تسيطر", "بلدة"),
        ("مواد تستخدم في صنع السفن", "مواد تستخدم في صنع السفن"),  # which ones
        ("قوارب يستخدمها صيادون", "قوارب يستخدمها صيادون"),
        ("وزيرة الخارجية جولي بيشوب", "وزيرة الخارجية جولي بيشوب"),  # a name, whatever it means
        ("متهم في تفجيرات", "متهم في تفجيرات"),
        ("ميليشيات موالية لإيران", "ميليشيات موالية لإيران"),
        ("قراهم", "قرى"),
        ("مواطني بلاده", "المواطنين"),
        ("6 تجار على الأقل", "6 تجار على الأقل"),
        ("تجار يستقلون", "تجار"),
        ("النقابات الخميس", "النقابات"),
        ("مشروع قرار لنزع", "مشروع قرار"),
        ("أفراد عائلته", "أفراد العائلة"),
        ("الحوثيين بقيادة", "الحوثيين"),
        ("نقطة سيطرة", "نقطة سيطرة"),  # no verb, by its ending
    ],
)
def test_a_description_ends_where_a_clause_begins(words, told):
    assert alone(words) == told


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("مدرسو ومديرو عدة معاهد فنية", "teachers and directors of several technical institutes"),  # several count what stands behind them
        ("24 طبيب وممرض", "24 doctors and medics"),  # both are counted
        ("14 شرطيا وحارس", "14 police officers and a guard"),
        ("27 قرية وبلدة", "27 villages and towns"),
        ("مريض ومريضة", "two patients"),
        ("مخازن الوقود والذخيرة", "fuel and ammunition depots"),  # two kinds before one noun
        ("صناعة الغاز والنفط القطرية", "the Qatari gas and oil industry"),
        ("الهجمات والاعتقالات الإسرائيلية", "Israeli attacks and arrests"),  # an adjective of both
    ],
)
def test_what_stands_beside_another_is_counted_and_called_with_it(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("مراكز توزيع المياه", "water distribution centres"),  # what a thing is for
        ("معدات إنتاج قذائف صاروخية", "rocket shell production equipment"),
        ("لجنة رصد الانتهاكات", "the violation monitoring committee"),
        ("مؤتمر جنيف", "the Geneva conference"),
        ("حي الحدائق", "the Al-Hadaiq neighbourhood"),  # a neighbourhood by its name
        ("حي المزارع القديم في الموصل", "the Al-Mazari Al-Qadim neighbourhood in Mosul"),
        ("عشيرة البو سالم", "the Albu Salem tribe"),
        ("أبو سنان القرشي", "Abu Sinan al-Qurashi"),  # no town
        ("كتائب سليم الورداني", "the Salim al-Wardani Battalions"),
        ("حقل الرميلة الجنوبي النفطي", "the Southern Ar Rumaylah oil field"),
        ("ميليشيات الحوثي الموالية لطهران", "the Houthi movement"),
    ],
)
def test_what_a_thing_is_for_and_called_stands_before_it(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("أكبر موانئ البلاد", "the largest ports of the country"),
        ("إحدى أكبر المدارس", "one of the largest schools"),
        ("أول سفينة حربية تركية", "the first Turkish warship"),
        ("ستة مسلحين من العناصر المتطرفة", "six gunmen"),  # people from among people are the same ones
        ("تسعة أفراد", "nine people"),  # members of nobody
        ("عدة أفراد", "several people"),
        ("قوات الشرطة المكلفة بحراسته", "police forces"),
        ("القيادي في حزب الأمة", "a leader in the Umma Party"),  # one of several
        ("كل شخص ينتمي إلى الحزب", "every person of the party"),
        ("الطرق المؤدية إلى الميناء", "roads leading to the port"),
        ("المفوض الأوروبي لشؤون الهجرة", "the European commissioner for immigration affairs"),
    ],
)
def test_who_is_counted_and_which_one_is_meant(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("السياح الأجانب الخمسة عشر", "foreign tourists"),  # no five
        ("512 حاجز ونقطة", "512 checkpoints and positions"),
        ("ولي العهد الأردني الأمير سليم الورداني", "Jordanian Crown Prince Salim al-Wardani"),  # two titles
        ("القيادي الحوثي سليم الورداني", "Salim al-Wardani"),  # an adjective, and no name
        ("الرئيس اليمني المعترف به دوليا سليم الورداني", "the Yemeni president"),
        ("أبوناصر القرشي", "Abu Nasser al-Qurashi"),  # written as one word
        ("أبوالفضل التميمي", "Abu al-Fadl al-Tamimi"),
        ("مسلحين من طالبان والقاعدة", "gunmen from the Taliban and Al-Qaeda"),
        ("مراكز تسوق", "shopping centres"),  # the plural of its first word
        ("لجان المتابعة", "follow-up committees"),
        ("حقول ألغام", "minefields"),
        ("ناشطين يساريين متطرفين", "far-left activists"),
        ("خلايا تتبع للحزب", "party cells"),
        ("عناصر سليم الورداني", "fighters of Salim al-Wardani"),
        ("عائلة حمدان", "the Hamdan family"),
        ("المسؤولين عن الهجوم", "those responsible for the attack"),
        ("ابن شقيق الوزير", "the nephew of the minister"),
        ("ميليشيات انقلابية", "militias"),
    ],
)
def test_names_titles_and_plurals_are_read_whole(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("غرب وجنوب غرب ليبيا", "western and southwestern Libya"),  # two parts of one country
        ("الرئيسين الصومالي والكيني", "Somali and Kenyan presidents"),
        ("سليم دي باولا", "Salim de Bawla"),  # a particle within a name
        ("مروحيات من طراز شينوك تابعة للحلف", "helicopters of the alliance"),  # their model is passed over
        ("رجلين مشتبه فيهما", "two suspects"),
        ("عشرات الألغام الأرضية", "dozens of landmines"),
        ("بلدتي كفريا والفوعة", "the towns of Kafriya and Al-Fu'ah"),
        ("مؤسسات صحفية", "press organisations"),
        ("خلايا تابعة لعناصر التمرد", "cells of insurgents"),
    ],
)
def test_parts_presidents_and_particles_are_read(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("وزير الداخلية الأردني السابق سليم الورداني", "former Jordanian Interior Minister Salim al-Wardani"),  # who he was, and is no more
        ("الرئيس التونسي المخلوع سليم الورداني", "former Tunisian President Salim al-Wardani"),
        ("الرئيس التونسي الحالي سليم الورداني", "Tunisian President Salim al-Wardani"),
        ("الصحفي والناشط سليم الورداني", "the journalist and activist Salim al-Wardani"),  # two titles by one and
        ("ضباط اللواء الرابع مشاة", "officers of the fourth brigade"),  # no general
        ("أشخاص من المدنيين", "civilians"),
        ("رئيس تونسي", "a Tunisian president"),
        ("ناشطين مرتبطين بالقاعدة", "activists linked to Al-Qaeda"),
        ("المدن والقرى السودانية", "Sudanese cities and villages"),
        ("العربات والآليات العسكرية", "military vehicles"),
        ("الصواريخ والأسلحة الإيرانية", "Iranian missiles and weapons"),
        ("شبان معارضون للفاشية", "young men opposed to fascism"),
        ("معارضين للنازية", "opponents of Nazism"),
        ("منفذي الاغتيال", "assassins"),
        ("عدد من أبناء عشيرة البو سالم", "a number of members of the Albu Salem tribe"),
        ("وحدة لمطاردة المهربين", "a unit for the pursuit of smugglers"),
        ("الاتحاد العام للمعلمين", "the general union of teachers"),
    ],
)
def test_offices_that_somebody_held_are_told_as_past(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("سفينة ألمانية", "a German ship"),  # whose first letters are no article
        ("صحفيا ألمانيا", "a German journalist"),
        ("صحفيين ألمانيين", "German journalists"),
        ("تسعة ألمان", "nine Germans"),
        ("سياح ألمان", "German tourists"),
        ("سفارة ألمانيا", "the embassy of Germany"),
        ("كنيسة مار جرجس", "the church of Saint George"),  # a saint, and no passer-by
        ("حادث الانفجار", "the explosion"),
        ("جرحى مدنيين", "wounded civilians"),
    ],
)
def test_nations_whose_letters_look_like_an_article_and_saints_are_read(words, en):
    assert phrase(words) == en


@pytest.mark.parametrize(
    ("words", "en"),
    [
        ("السلطات التركية والعراقية", "the Turkish and Iraqi authorities"),  # two states, of which one alone is no actor
        ("القوات الروسية والدولية", "Russian and international forces"),
        ("القوات الروسية والمدنيين", "Russian forces and civilians"),
        ("خمسة ضباط ماليين", "five Malian officers"),  # no men of money
        ("العميد الركن تركي الورداني", "Brigadier Turki al-Wardani"),  # a name, and no nation
        ("القيادي العسكري الحوثي سليم حمدان", "Salim Hamdan"),
        ("تسعة من طالبان", "nine members of the Taliban"),
        ("ثمانية من قوات الأمن", "eight members of security forces"),
        ("أكثر من 30 إعلاميا وإعلامية", "more than 30 journalists"),
        ("الكاتب سليم آل الرشيد", "the writer Salim Al Rashid"),
        ("ناشطي اليمين المتطرف", "far-right activists"),
        ("أبناء الطائفة الدرزية", "members of the Druze community"),
    ],
)
def test_two_states_and_who_is_counted_among_forces_are_told(words, en):
    assert phrase(words) == en
