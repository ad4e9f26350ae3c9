"""Pages: body, furniture, date, headline, outlet, on forty pages in the shape of real themes and on the same without their names."""

import datetime as dt

import pytest
from pages.corpus import pages, without_names
from pages.score import chrome_left, token_f1

from marsad.errors import InputError
from marsad.read.article import address_key, article_from_text
from marsad.read.chrome import Line, clean, lines_of
from marsad.read.dates import date_of_url, printed_dates
from marsad.read.decode import decode
from marsad.read.page.html import article_from_html


def scored(known):
    f1 = left = lines = dates = 0
    for page in known:
        article = article_from_html(decode(page.data)[0])
        f1 += token_f1(article.body, page)
        here, all_ = chrome_left(article.body, page)
        left, lines = left + here, lines + all_
        dates += article.published == page.published
        assert article.title == page.title, page.name
        if page.outlet:
            assert article.outlet == page.outlet, page.name
        if page.url:
            assert address_key(article.url) == address_key(page.url), page.name
    return f1 / len(known), left / lines, dates / len(known)


def test_forty_pages():
    known = pages()
    assert len(known) == 40
    f1, left, dates = scored(known)
    assert f1 >= 0.98
    assert left <= 0.01
    assert dates >= 0.95


def test_the_same_pages_without_their_names():
    f1, left, dates = scored([without_names(p) for p in pages()])
    assert f1 >= 0.98
    assert left <= 0.01
    assert dates >= 0.95


def test_where_a_date_came_from_and_how_sure():
    by_theme = {p.name[3:]: article_from_html(decode(p.data)[0]) for p in pages(15)}
    origin = {name: next((f for f in a.found if f.field == "published"), None) for name, a in by_theme.items()}
    assert origin["amp"].origin == "JSON-LD datePublished"
    assert origin["blogger"].origin in ("date element", "itemprop", "abbr")
    assert "date" in origin["old_windows"].origin
    assert origin["amp"].sure > origin["old_windows"].sure
    assert by_theme["jannah"].published_at.startswith(by_theme["jannah"].published)


def test_no_date_is_no_date():
    article = article_from_html(
        "<html><body><h1>قصف على مدينة الفاشر</h1><p>قصفت قوات الدعم السريع مدينة الفاشر أمس وقتلت خمسة مدنيين، بحسب شهود عيان ومصادر طبية في المدينة المحاصرة منذ شهور، فيما واصل السكان النزوح.</p><footer>© 2026</footer></body></html>"
    )
    assert article.published is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("الأربعاء، 26 تشرين الأول 2017", "2017-10-26"),
        ("الجمعة 6 كانون الأول/ديسمبر 2024 - 5:56 م", "2024-12-06"),
        ("الأحد 08 مارس - آذار 2026 الساعة 10 مساءً", "2026-03-08"),
        ("19 ماي 2021", "2021-05-19"),
        ("12 غشت 2014", "2014-08-12"),
        ("9 جمادى الآخرة 1448", "2026-11-19"),
        ("٢٣‏/٠٥‏/٢٠٢٢", "2022-05-23"),
        ("16/11/2014", "2014-11-16"),
        ("2024/12/06 14:40", "2024-12-06"),
        ("March 3, 2021", "2021-03-03"),
        ("31/02/2020", None),
        ("بعد 20 عاما", None),
    ],
)
def test_printed_dates(line, day):
    from marsad.arabic.normalise import fold

    found = [f.day for f in printed_dates(fold(line))]
    if day is None:
        assert found == []
    elif "1448" in line:  # the tabular calendar is within a day of the sighted one
        assert abs(found[0] - dt.date.fromisoformat(day)) <= dt.timedelta(days=1)
    else:
        assert [d.isoformat() for d in found] == [day]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2017/10/26/خبر", "2017-10-26"),
        ("https://a.example/news/20171026/5", "2017-10-26"),
        ("https://a.example/2013/middle_east/8/3/x.html", "2013-08-03"),
        ("https://a.example/node/201710", None),
        ("https://a.example/article/1733491200123", None),
    ],
)
def test_dates_of_addresses(url, day):
    assert date_of_url(url) == day


def test_a_visible_day_beats_the_day_of_world_time():
    html = """<html><head><title>قصف على مدينة الفاشر صباح اليوم</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"قصف على مدينة الفاشر صباح اليوم","datePublished":"2025-05-03T21:40:00Z"}</script></head>
<body><h1>قصف على مدينة الفاشر صباح اليوم</h1><div>تاريخ النشر: 4 مايو 2025 00:40</div><p>قصفت قوات الدعم السريع مدينة الفاشر صباح اليوم الأحد وقتلت خمسة مدنيين، بحسب شهود عيان ومصادر طبية في المدينة المحاصرة منذ شهور، فيما واصل السكان النزوح.</p></body></html>"""
    assert article_from_html(html).published == "2025-05-04"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("زر الذهاب إلى الأعلى", "furniture"),
        ("-A +A", "furniture"),
        ("شارك على فيسبوك", "furniture"),
        ("دقيقة واحدة للقراءة", "furniture"),
        ("عدد القراءات: 446", "furniture"),
        ("إظهار أخبار متعلقة إظهار أخبار متعلقة", "furniture"),
        ("اقرأ أيضاً: قصف على حلب", "related link"),
        ("روابط ذات علاقة", "heading"),
        ("آليات عسكرية على الطريق (أرشيف)", "caption"),
        ("نشر في: الجمعة 6 ديسمبر 2024 | آخر تحديث: السبت 7 ديسمبر 2024", "date"),
        ("بقلم: سعاد الحلبي", "byline"),
        ("غزة – وكالات", "dateline"),
        ("ف.م - ن.ع", "initials"),
        ("شاركت طائرات في القصف على المدينة", None),
        ("قال المصدر إن القوات انسحبت.", None),
        ("قتل خمسة في 12 آذار 2017 في حلب.", None),
        ("كتب الناشط أن القصف مستمر", None),
        ("السودان.. 7 قتلى في قصف على الفاشر", None),
    ],
)
def test_lines(line, why):
    assert clean([Line(line, 0)]).why == [why]


PASTED = """أخبار عربية
الرئيسية / أخبار عربية
قصف على الفاشر يوقع قتلى
الأحد، 4 أيار 2025
بقلم: سعاد الحلبي
الفاشر (رويترز) - قصفت قوات الدعم السريع مدينة الفاشر بالمدفعية صباح الأحد وقتلت خمسة مدنيين، بحسب شهود عيان ومصادر طبية في المدينة.
اقرأ أيضا
الجيش السوداني يتقدم في بحري
نزوح الآلاف من مخيم زمزم
وأضاف الشهود أن القصف استمر ثلاث ساعات وأصاب منازل كثيرة في أحياء المدينة الشمالية، ولم يصدر تعليق من قوات الدعم السريع.
شارك الخبر
الوسوم: الفاشر
اترك تعليقاً
هذا تعليق طويل من قارئ يقول فيه رأيه بما جرى في المدينة ويطالب بوقف الحرب في بلاده، وهو لا ينتمي إلى الخبر."""


def test_pasted_text_gives_its_particulars_and_keeps_its_words():
    article = article_from_text(PASTED)
    assert article.text == PASTED
    assert article.title == "قصف على الفاشر يوقع قتلى"
    assert article.published == "2025-05-04"
    assert article.author == "سعاد الحلبي"
    assert (article.agency, article.dateline) == ("رويترز", "الفاشر")
    kept = [line.strip() for line in article.body.split("\n") if line.strip()]
    assert [line[:12] for line in kept] == ["قصف على الفا", "قصفت قوات ال", "وأضاف الشهود"]


def test_what_is_given_wins_over_what_the_text_tells():
    assert article_from_text(PASTED, published="2025-05-05").published == "2025-05-05"


def test_offsets_of_lines_point_into_the_text():
    lines = list(lines_of(PASTED))
    assert len(lines) > 1
    for line in lines:
        assert PASTED[line.start : line.start + len(line.text)] == line.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.news.example/a/1/?utm_source=x#top", "http://news.example/a/1"),
        ("https://news.example/a/1/amp/", "https://news.example/a/1"),
        ("https://amp.news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
        ("https://news.example/%D9%82%D8%B5%D9%81", "https://news.example/قصف"),
    ],
)
def test_one_address_one_key(one, other):
    assert address_key(one) == address_key(other)


def test_another_address_another_key():
    assert address_key("https://a.example/1") != address_key("https://a.example/2")
    assert address_key("https://a.example/?id=1") != address_key("https://a.example/?id=2")


@pytest.mark.parametrize("html", ["<html></html>", "<html><body><p>Hello</p></body></html>", "<html><body><nav>الرئيسية</nav></body></html>"])
def test_pages_without_an_article_say_so(html):
    with pytest.raises(InputError):
        article_from_html(html)


# -- encodings ----------------------------------------------------------------------------------------------------------

NEWS = "قصفت قوات الدعم السريع مدينة الفاشر بالمدفعية صباح الأحد وقتلت خمسة مدنيين في المدينة."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859-6"])
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1256", "iso-8859-1", "nonsense"])
def test_encodings_whatever_is_declared(encoding, declared):
    assert decode(NEWS.encode(encoding), declared)[0] == NEWS


@pytest.mark.parametrize(("wrong", "right"), [("cp1256", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "cp1256")])
def test_garbled_arabic_is_mended(wrong, right):
    table = {b: bytes([b]).decode(wrong, "ignore") or chr(b) for b in range(256)}
    garbled = "".join(table[b] for b in NEWS.encode(right))
    assert "قصف" not in garbled
    text, note = decode(f"سطر سليم في أوله\n{garbled}".encode())
    assert text.split("\n") == ["سطر سليم في أوله", NEWS]
    assert "1 line" in note


def test_what_only_looks_garbled_is_left():
    text = "Ø is a letter of Danish; ط§ظ„ stands here alone"
    assert decode(text.encode())[0] == text
