"""Pages with many moments or none in figures: live blogs of other makes, ages in words, short names of months; the table of pages."""

import json

import msgspec
import pytest

from marsad.arabic.normalise import fold
from marsad.errors import LexiconError
from marsad.read import language
from marsad.read.dates import date_of_stamp, days_ago, length_ago
from marsad.read.page.html import article_from_html, articles_from_html
from marsad.read.page.known import pages

ONE = "قصفت مدفعية قوات الدعم السريع اليوم أحياء شمالي مدينة الأبيض، ما أوقع سبعة جرحى بين السكان، وفق غرفة الطوارئ."
TWO = "سيطر الجيش السوداني اليوم على بلدة أم صميمة غربي مدينة الأبيض بعد معارك مع قوات الدعم السريع استمرت ساعات."
MORE = "وقال متحدث إن الطريق بين البلدة والمدينة فتح أمام السيارات المدنية بعد إزالة السواتر منه."


def page(head="", body=""):
    return f'<html lang="ar"><head><meta charset="utf-8"><title>معارك كردفان لحظة بلحظة</title>{head}</head><body><main><h1>معارك كردفان لحظة بلحظة</h1>{body}</main></body></html>'


def script(data):
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def told(html):
    return [(a.published_at or a.published, a.text.split("\n")[-1]) for a in articles_from_html(html, url="http://n.example/live")]


WANTED = [("2025-05-05T20:10", ONE), ("2025-05-03T09:00", TWO)]


@pytest.mark.parametrize(
    "updates",
    [
        [{"dateCreated": "2025-05-05T20:10:00+02:00", "text": ONE}, {"dateModified": "2025-05-03T09:00:00+02:00", "articleBody": TWO}],
        [{"datePublished": "2025-05-05T20:10:00+02:00", "headline": ONE}, {"datePublished": "2025-05-03T09:00:00+02:00", "headline": TWO}],
    ],
)
def test_updates_are_listed_under_other_keys_too(updates):
    blog = {"@type": "LiveBlogPosting", "datePublished": "2025-05-01", "liveBlogUpdate": updates}
    assert told(page(script({"@graph": [blog]}))) == WANTED


@pytest.mark.parametrize(
    "update",
    [
        '<article class="LiveBlogPost"><time datetime="{iso}">{hour}</time><h3>عنوان</h3><div>{text}</div></article>',
        '<div class="x live_blog__post"><time datetime="{iso}">{hour}</time><ul><li>{text}</li></ul></div>',
        '<li class="timeline-item"><span class="t">{day} أيار 2025 - {hour}</span><p>{text}</p></li>',
        '<div class="update"><time datetime="{iso}">{hour}</time><p>{text}</p></div>',
    ],
)
def test_updates_are_marked_in_other_ways_too(update):
    moments = [("2025-05-05T20:10:00+02:00", "5", "20:10", ONE), ("2025-05-03T09:00:00+02:00", "3", "09:00", TWO)]
    assert told(page(body="".join(update.format(iso=iso, day=day, hour=hour, text=text) for iso, day, hour, text in moments))) == WANTED


def test_boxes_of_updates_beside_an_article_are_no_live_blog():
    boxes = "".join(f'<div class="update"><time datetime="2025-05-0{n}T09:00">09:00</time><p>{MORE}</p></div>' for n in (1, 2))
    html = page(
        '<meta property="article:published_time" content="2025-05-04T09:00:00+02:00">', f"<article>{f'<p>{ONE}</p><p>{TWO}</p>' * 4}</article>{boxes}"
    )
    (article,) = articles_from_html(html)
    assert article.published == "2025-05-04"


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("منذ 3 ساعات", 180),
        ("منذ ثلاث ساعات", 180),
        ("قبل ساعتين", 120),
        ("نشر منذ 3 ساعات و 20 دقيقة", 200),
        ("منذ ساعة و20 دقيقة", 80),
        ("3 ساعات مضت", 180),
        ("قبل يوم واحد", 1440),
        ("5 hours ago", 300),
        ("2 Days Ago", 2880),
        ("منذ عام", None),
        ("منذ أكثر من ساعة", None),
        ("ساعة القراءة", None),
        ("منذ", None),
        ("مضت", None),
    ],
)
def test_lengths_of_time_that_passed(words, minutes):
    length = length_ago(fold(words))
    assert (None if length is None else length.total_seconds() / 60) == minutes


@pytest.mark.parametrize(("words", "days"), [("اليوم", 0), ("أمس، 10:30", 1), ("أول أمس", 2), ("منذ قليل", 0), ("اليوم السابع", None), ("غدا", None)])
def test_days_that_passed(words, days):
    assert days_ago(fold(words)) == days


def test_an_age_is_that_of_the_article_not_of_its_last_change():
    ages = '<span class="date">آخر تحديث: منذ ساعة</span><span class="date">أمس 10:30</span>'
    article = article_from_html(page(body=f"{ages}<article><p>{ONE}</p><p>{MORE}</p></article>"), seen="2025-05-05T12:00:00Z")
    (found,) = [f for f in article.found if f.field == "published"]
    assert (found.value, found.origin) == ("2025-05-04", "counted back from the capture")


@pytest.mark.parametrize("day", ["15 ك2 2018", "15 كانون 2 2018", "15\\1\\2018", "١٥/٠١/٢٠١٨"])
def test_days_in_short_forms(day):
    assert date_of_stamp(day) == ("2018-01-15", None)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda t: t.pop("clock"), "missing required field `clock`"),
        (lambda t: t.update(colour=["red"]), "unknown field `colour`"),
        (lambda t: t.update(furniture=["Share"]), "matching regex"),
        (lambda t: t.update(body=[]), "length >= 1"),
        (lambda t: t["data"].update(date="date"), "Expected `array`"),
    ],
)
def test_a_broken_table_of_pages_is_told(broken, change, why):
    change(broken(pages()))
    with pytest.raises(LexiconError, match=f"pages.toml: .*{why}"):
        pages.__wrapped__()


@pytest.mark.parametrize(
    ("change", "why"), [({"others": None}, "`others`"), ({"small": ["من في"]}, "matching regex"), ({"colour": ["x"]}, "`colour`")]
)
def test_a_broken_table_of_small_words_is_told(broken, change, why):
    told = {key: value for key, value in (msgspec.to_builtins(language.languages()) | change).items() if value is not None}
    broken(told)
    with pytest.raises(LexiconError, match=f"languages.toml: .*{why}"):
        language.languages.__wrapped__()


# -- live blogs of more systems -----------------------------------------------------------------------------------------

SHOT = "أطلقت قوات إسرائيلية النار اليوم على مزارعين شرقي بلدة القرارة جنوبي قطاع غزة، ما أدى إلى إصابة ثلاثة منهم."
TAKEN = "سيطرت قوات الدعم السريع اليوم على بلدة في ولاية شمال كردفان بعد معارك مع الجيش السوداني، وفق شهود عيان."


def live(body, head="", **options):
    page = f'<html lang="ar"><head><meta charset="utf-8"><title>تغطية مباشرة للأحداث</title>{head}</head><body><main><h1>تغطية مباشرة للأحداث</h1>{body}</main></body></html>'
    return [(a.published_at, a.body.split("\n")[-1]) for a in articles_from_html(page, **options)]


def data(told, of="application/ld+json"):
    return f'<script type="{of}">{json.dumps(told, ensure_ascii=False)}</script>'


BY_PLACE = [("2025-03-05T00:10", SHOT), ("2025-03-03T12:00", TAKEN)]  # of stamps in world time, by the clocks of Gaza and Khartoum
LISTED = [
    {"headline": "غزة", "datePublished": "2025-03-04T22:10:00Z", "articleBody": SHOT},
    {"datePublished": "2025-03-03T10:00:00Z", "articleBody": TAKEN},
]
MARKED = '<div class="{0}" {1}><span class="hour">00:10</span><p>{2}</p></div>'


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("", data({"@type": "LiveBlogPosting", "liveBlogUpdate": {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": u} for u in LISTED]}})),
        ("", data({"@graph": [{"@type": ["LiveBlogPosting"], "liveBlogUpdate": LISTED}]})),
        ("", data({"@type": "LiveBlogPosting", "liveBlogUpdate": [{"datePublished": u["datePublished"], "headline": u["articleBody"]} for u in LISTED]})),
        (f'<amp-live-list><div items><div id="a" data-sort-time="1741126200"><p>{SHOT}</p></div><div id="b" data-sort-time="1740996000000"><p>{TAKEN}</p></div></div></amp-live-list>', ""),
        (MARKED.format("live-blog-post", 'data-timestamp="1741126200"', SHOT) + MARKED.format("live-blog-post", 'data-published="2025-03-03T10:00:00Z"', TAKEN), ""),
        ("".join(f'<div itemprop="liveBlogUpdate" itemscope><meta itemprop="datePublished" content="{u["datePublished"]}"><p>{u["articleBody"]}</p></div>' for u in LISTED), ""),
        ("".join(f'<section><time datetime="{u["datePublished"]}">اليوم</time><h2>عنوان</h2><p>{u["articleBody"]}</p></section>' for u in LISTED), ""),
        ("", data({"props": {"page": {"liveUpdates": [{"createdAt": u["datePublished"], "body": f"<p>{u['articleBody']}</p>"} for u in LISTED]}}}, "application/json")),
    ],
)  # fmt: skip
def test_live_blogs_of_more_systems_by_the_clock_of_the_place(body, head):
    assert live(body, head) == BY_PLACE


def test_an_update_that_tells_its_age_is_counted_from_the_capture():
    body = "".join(f'<div class="live-update"><span>{age}</span><p>{text}</p></div>' for age, text in (("منذ ساعتين", SHOT), ("قبل 4 ساعات", TAKEN)))
    assert live(body, seen="2025-03-05T00:10") == [("2025-03-05T00:10", SHOT), ("2025-03-04T22:10", TAKEN)]
    assert len(live(body)) == 1  # nothing to count from


def test_cards_with_stamps_beside_a_longer_article_are_no_updates():
    cards = "".join(f'<li><time datetime="2025-03-0{n}T10:00:00Z"></time><p>{TAKEN}</p></li>' for n in (1, 2, 3))
    assert (
        len(live(f"<article>{''.join(f'<p>{SHOT} وأضاف المصدر في حديثه رقم {n} أن القصف مستمر.</p>' for n in range(9))}</article><ul>{cards}</ul>"))
        == 1
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("آخر تحديث: 5 مارس 2025 - تاريخ النشر: 4 مارس 2025", "2025-03-04"),
        ("نشر في 4 مارس 2025 | آخر تحديث 5 مارس 2025", "2025-03-04"),
        ("4 آذار2025", "2025-03-04"),
        ("4 تشرين2 2024", "2024-11-04"),
        ("١٤٤٦/٩/٤", "2025-03-04"),
        ("4-9-1446 هـ", "2025-03-04"),
        ("1446/9/4 الموافق 2025/3/4", "2025-03-04"),
        ("آخر تحديث: 5 مارس 2025", None),
        ("منذ 30 ثانية", "2025-03-06"),
    ],
)
def test_printed_days_with_the_day_of_the_last_change_of_the_hijra_and_run_together(line, day):
    body = f'<div class="post-date">{line}</div><article>{"".join(f"<p>{text}</p>" for text in (ONE, TWO, MORE))}</article>'
    assert article_from_html(page(body=body), seen="2025-03-06T09:00:00Z").published == day
