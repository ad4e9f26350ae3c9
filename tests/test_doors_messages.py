"""Messages of channels in the many shapes that clients, programs, databases and servers give them; rows that stand within other things."""

import csv
import io
import json

import pytest

from marsad.read import read_bytes
from marsad.read.dates import clock_in, date_of_stamp
from marsad.read.doors.nested import rows_within, words
from marsad.read.doors.rows import day_of

SYRIA = "قصفت طائرات حربية روسية صباح اليوم بلدة بداما في ريف إدلب، فقضى ثلاثة من أفراد أسرة نازحة تحت الأنقاض."
SUDAN = "سيطرت قوات الدعم السريع أمس على بلدة أم صميمة في ولاية شمال كردفان بعد معارك مع الجيش السوداني."
YEMEN = "قتل جنديان في هجوم بطائرة مسيرة شنه الحوثيون على موقع للجيش اليمني غربي مأرب، بحسب مصدر عسكري."


def read(data, name):
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1)
    return list(read_bytes(text.encode(), name))


def articles(data, name):
    return [i.article for i in read(data, name) if i.article]


def lines(*rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


# -- the desktop client's pages -----------------------------------------------------------------------------------------


def message(id, moment, text, sender="", inside="", joined=False):
    name = f'<div class="from_name">\n{sender}\n</div>' if sender else ""
    return (
        f'<div class="message default clearfix{" joined" if joined else ""}" id="message{id}"><div class="body">'
        f'<div class="pull_right date details" title="{moment}">\n{moment[11:16]}\n</div>{name}{inside}<div class="text">\n{text}\n</div></div></div>'
    )


def page(*messages, end="</div></div></div></body></html>\n"):
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">\nأخبار الشمال\n</div></div></div>'
    return f'{head}<div class="page_body chat_page"><div class="history">{"".join(messages)}{end}'


def test_an_exporters_clock_far_away_is_put_on_that_of_the_place():
    made = page(
        message(1, "04.03.2024 18:30:00 UTC-05:00", SYRIA, "أخبار الشمال"),
        message(2, "04.03.2024 23:30:00 UTC+01:00", SYRIA, joined=True),
        message(3, "04.03.2024 23:30:00 UTC+01:00", SUDAN, joined=True),
        message(4, "04.03.2024 23:30:00", SUDAN, joined=True),
    )
    assert [a.published_at for a in articles(made, "messages2.html")] == [
        "2024-03-05T02:30",
        "2024-03-05T01:30",
        "2024-03-05T00:30",
        "2024-03-04T23:30",  # older clients do not say whose clock it is
    ]


def test_a_groups_messages_bear_their_senders_and_joined_ones_the_one_before():
    made = page(
        message(1, "04.03.2024 12:00:00 UTC+03:00", SYRIA, "أبو سالم"),
        message(2, "04.03.2024 12:01:00 UTC+03:00", SUDAN, joined=True),
        message(3, "04.03.2024 12:02:00 UTC+03:00", YEMEN, "أخبار الشمال"),
    )
    assert [(a.outlet, a.author) for a in articles(made, "messages.html")] == [("أخبار الشمال", "أبو سالم")] * 2 + [("أخبار الشمال", None)]


def test_a_quotation_and_marked_words_keep_their_order_and_their_lines():
    text = f"<blockquote>رد على <b>بيان <i>الأمس</i></b></blockquote>{SYRIA}<br><br>  <span class='spoiler hidden'>تفاصيل</span> لاحقا"
    (a,) = articles(page(message(1, "04.03.2024 12:00:00 UTC+03:00", text, "أخبار الشمال")), "messages.html")
    assert a.text == f"رد على بيان الأمس\n{SYRIA}\n\nتفاصيل لاحقا"


def test_what_else_lies_in_an_export_is_told_apart():
    start = '<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"></div><a class="section block_link" href="lists/chats.html"><div class="label bold">Chats</div></a></div></body></html>'
    (chats,) = read(start, "export_results.html")
    assert chats.passed and "list of chats" in chats.reason
    (empty,) = read(page(), "messages.html")
    assert "no article in the file" in empty.reason
    whole, cut = read(
        page(message(1, "04.03.2024 12:00:00 UTC+03:00", SYRIA, "أخبار الشمال"), end='<div class="message default" id="mess'), "messages.html"
    )
    assert whole.article and "breaks off" in cut.reason


def test_a_channels_page_on_the_web_is_an_article_a_post():
    post = '<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="shamal/{0}"><div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name"><span>أخبار الشمال</span></a></div>{2}<div class="tgme_widget_message_text js-message_text">{1}</div><div class="tgme_widget_message_info"><span class="tgme_widget_message_views">1.2K</span><a class="tgme_widget_message_date"><time datetime="2024-03-04T22:10:00+00:00">22:10</time></a></div></div></div>'
    origin = '<div class="tgme_widget_message_forwarded_from">Forwarded from <a class="tgme_widget_message_forwarded_from_name">شبكة</a></div>'
    made = f'<!DOCTYPE html><html><head><title>أخبار الشمال – Telegram</title></head><body class="widget_frame_base"><main>{post.format(7, SYRIA, "")}{post.format(8, SUDAN, origin)}{post.format(9, "👍", "")}</main></body></html>'
    one, two = articles(made, "shamal.html")
    assert (one.url, one.outlet, one.published_at, one.text) == ("https://t.me/shamal/7", "أخبار الشمال", "2024-03-05T01:10", SYRIA)
    assert (two.forwarded_from, two.published_at) == ("شبكة", "2024-03-05T00:10")


# -- the client's JSON --------------------------------------------------------------------------------------------------


def test_a_message_whose_day_is_missing_or_a_number_has_its_seconds():
    told = {"type": "message", "text": SUDAN}
    seconds = [
        {**told, "id": 1, "date": "", "date_unixtime": "1709590200"},
        {**told, "id": 2, "date": 1709590200},
        {**told, "id": 3, "date": "2024-03-04T17:10:00", "date_unixtime": "1709590200"},  # five hours behind world time
        {**told, "id": 4, "date": "2024-03-04T17:04:00", "date_unixtime": "1709590200"},  # no clock stands so far apart
        {**told, "id": 5, "date": "2024-99-04T17:04", "date_unixtime": "1709590200"},
        {**told, "id": 6, "date": None},
    ]
    made = articles({"name": "شبكة", "type": "public_channel", "id": 9, "messages": seconds}, "result.json")
    assert [a.published_at for a in made] == ["2024-03-05T00:10"] * 3 + ["2024-03-04T17:04", None, None]


def test_chats_that_were_left_keep_their_addresses():
    chat = {
        "name": "قناة",
        "type": "public_channel",
        "id": 12,
        "messages": [{"id": 1, "type": "message", "date": "2024-03-04T12:00:00", "text": SYRIA}],
    }
    whole = {"about": "x", "chats": {"about": "", "list": [chat]}, "left_chats": {"about": "", "list": [{**chat, "id": 13, "name": "أخرى"}]}}
    assert [(a.outlet, a.url) for a in articles(whole, "result.json")] == [("قناة", "https://t.me/c/12/1"), ("أخرى", "https://t.me/c/13/1")]


# -- programs' dumps ----------------------------------------------------------------------------------------------------


def test_the_object_that_describes_the_channel_may_stand_above_its_messages():
    dump = {
        "channel": {"id": 555, "title": "أخبار الشمال", "username": "shamal"},
        "messages": [{"id": 7, "date": "2024-03-04T22:10:00+00:00", "message": SYRIA}],
    }
    (a,) = articles(dump, "dump.json")
    assert (a.outlet, a.url, a.published_at) == ("أخبار الشمال", "https://t.me/shamal/7", "2024-03-05T01:10")


def test_an_origin_without_a_name_is_told_by_its_number():
    head = {"_": "MessageFwdHeader", "from_id": {"_": "PeerChannel", "channel_id": 77}, "from_name": None, "channel_post": 3, "post_author": "س"}
    row = {"_": "Message", "id": 1, "peer_id": {"_": "PeerChannel", "channel_id": 5}, "date": "2024-03-04", "message": SYRIA, "fwd_from": head}
    a, b = articles(lines(row, {**row, "fwd_from": str(head)}), "t.jsonl")
    assert a.forwarded_from == b.forwarded_from == "t.me/c/77"
    gone = {"_": "MessageEmpty", "id": 2, "peer_id": None}
    (item,) = read([gone], "t.json")
    assert item.passed


def test_values_that_a_database_types_are_plain_ones():
    row = {"_id": {"$oid": "65"}, "id": 1, "peer_id": {"channel_id": {"$numberLong": "555"}}, "message": SYRIA}
    moments = [{"$date": "2024-03-04T22:10:00Z"}, {"$date": {"$numberLong": "1709590200000"}}, {"$date": 1709590200000}]
    made = articles(lines(*({**row, "date": moment} for moment in moments)), "t.jsonl")
    assert [(a.url, a.published_at) for a in made] == [("https://t.me/c/555/1", "2024-03-05T01:10")] * 3


def test_words_may_lie_deep_in_a_message():
    text = {"@type": "formattedText", "text": SYRIA, "entities": []}
    told = {"@type": "message", "chat_id": -10077, "date": 1709590200}
    messages = [
        {**told, "id": 5 << 20, "content": {"@type": "messageText", "text": text}},
        {**told, "id": 6 << 20, "content": {"@type": "messagePhoto", "caption": text}},
    ]
    made = articles({"@type": "messages", "total_count": 2, "messages": messages}, "tdlib.json")
    assert [(a.text, a.url) for a in made] == [(SYRIA, "https://t.me/c/77/5"), (SYRIA, "https://t.me/c/77/6")]


def test_the_updates_of_a_bot_hold_a_message_each():
    chat = {"id": -10077, "type": "channel", "title": "أخبار الشمال", "username": "shamal"}
    told = {"message_id": 4, "chat": chat, "date": 1709590200}
    updates = [
        {"update_id": 1, "channel_post": {**told, "text": SYRIA}},
        {"update_id": 2, "message": {**told, "message_id": 5, "caption": SUDAN, "media": "MessageMediaType.PHOTO"}},
        {"update_id": 3, "my_chat_member": {"chat": chat}},
    ]
    one, two, other = read({"ok": True, "result": updates}, "updates.json")
    assert [(i.article.outlet, i.article.url) for i in (one, two)] == [("أخبار الشمال", f"https://t.me/shamal/{n}") for n in (4, 5)]
    assert "no 'text'" in other.reason


def test_cells_that_say_they_are_empty_tell_nothing():
    table = io.StringIO()
    out = csv.writer(table)
    out.writerow(["", "id", "peer_id", "date", "message", "post_author", "fwd_from"])
    out.writerow([0, "7.0", "PeerChannel(channel_id=555)", "2024-03-04 22:10:00+00:00", SYRIA, "nan", "NaN"])
    out.writerow([1, "8.0", "PeerChannel(channel_id=555)", "2024-03-04 22:10:00+00:00", "nan", "", ""])
    one, empty = read(table.getvalue(), "t.csv")
    assert (one.article.author, one.article.forwarded_from, one.article.url) == (None, None, "https://t.me/c/555/7")
    assert empty.passed and "without text" in empty.reason


@pytest.mark.parametrize(
    ("table", "at", "url"),
    [
        (f"Channel,Message ID,Date (UTC),Text\nshamal,7,2024-03-04 22:10:00,{SYRIA}\n", "2024-03-05T01:10", "https://t.me/shamal/7"),
        (f"chat,message-id,date_utc,Message Text\nshamal,7,2024-03-04 22:10,{SYRIA}\n", "2024-03-05T01:10", "https://t.me/shamal/7"),
        (f"القناة;رقم الرسالة;وقت النشر;نص المنشور\nأخبار الشمال;7;04/03/2024 10:10 م;{SYRIA}\n", "2024-03-04T22:10", None),
        (
            f"Page Name,Post Created,Message,URL\nأخبار,2024-03-04 22:10:00 EST,{SYRIA},https://www.example.com/1\n",
            "2024-03-04T22:10",
            "https://www.example.com/1",
        ),
        (f"Date (GMT+3),Text,Link\n3/4/2024 10:10 PM,{SYRIA},https://www.example.com/1\n", "2024-04-03T22:10", "https://www.example.com/1"),
    ],
)
def test_columns_of_scrapers_in_several_tongues(table, at, url):
    (a,) = articles(table, "t.csv")
    assert (a.text, a.published_at, a.url) == (SYRIA, at, url)


# -- what else stands around rows ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        {
            "took": 3,
            "_shards": {"total": 1},
            "hits": {"total": {"value": 2}, "hits": [{"_index": "n", "_source": {"text": SYRIA}}, {"_source": {"text": SUDAN}}]},
        },
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"text": t}, "geometry": None} for t in (SYRIA, SUDAN)]},
        {"https://example.org/1": {"body": SYRIA}, "https://example.org/2": {"body": SUDAN}},
        {"data": {"page": 1, "articles": [{"content": SYRIA}, {"content": SUDAN}]}, "status": "ok"},
        {"data": {"news": {"edges": [{"node": {"body": SYRIA}}, {"node": {"body": SUDAN}}]}}},
        [{"title": {"rendered": "عنوان"}, "content": {"rendered": SYRIA}}, {"content": {"rendered": SUDAN, "protected": False}}],
        [{"id": 1, "attributes": {"body": [SYRIA]}}, {"id": 2, "attributes": {"body": SUDAN}}],
    ],
)
def test_rows_are_found_within_what_servers_answer(answer):
    assert [a.text for a in articles(answer, "answer.json")] == [SYRIA, SUDAN]


def test_an_article_with_a_list_beside_its_words_is_one_article():
    whole = {"id": 4, "news": [{"related": "خبر"}], "list": [{"text": YEMEN}], "body": SYRIA}
    assert [a.text for a in articles(whole, "one.json")] == [SYRIA]


def test_a_point_beside_the_properties_is_the_rows_own():
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [36.48, 35.64]}, "properties": {"text": SYRIA, "date": "2024-03-04"}}
    (a,) = articles({"type": "FeatureCollection", "features": [feature]}, "posts.geojson")
    assert [f.value for f in a.found if f.field == "coordinates"] == ["35.64,36.48"]


def test_pieces_of_a_text_are_joined_and_its_paragraphs_parted():
    assert words(["قصف", " ", {"type": "bold", "text": "عنيف"}]) == "قصف عنيف"
    assert words(["فقرة", "فقرة أخرى"]) == "فقرة\nفقرة أخرى"
    assert words({"x": 1}) is words([]) is words("  ") is words(5) is None
    deep = SYRIA
    for _ in range(40):
        deep = {"text": deep}
    assert words(deep) is None
    assert list(rows_within({"a": deep})) == [{"a": deep}]


def test_files_that_hold_nothing_say_so():
    for data, name in (("[]", "t.json"), ("id,date,message\n", "t.csv"), ('{"name": "x", "id": 1, "messages": []}', "result.json")):
        (item,) = read(data, name)
        assert "no article in the file" in item.reason


# -- days of cells ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "day", "at"),
    [
        ("45355", "2024-03-04", None),
        (45355, "2024-03-04", None),
        ("45355.5", "2024-03-04", "2024-03-04T12:00"),
        ("4-Mar-24", "2024-03-04", None),
        ("04/03/24 22:10", "2024-03-04", "2024-03-04T22:10"),
        ("٠٤/٠٣/٢٠٢٤ ٢٢:١٠", "2024-03-04", "2024-03-04T22:10"),
        ("4 آذار 2024 - 10:10 مساءً", "2024-03-04", "2024-03-04T22:10"),
        ("Mar 4, 2024, 10:10 PM", "2024-03-04", "2024-03-04T22:10"),
        ("2024-03-04 12:05 AM", "2024-03-04", "2024-03-04T00:05"),
        ("الاثنين 4 آذار 2024 الساعة 10:10 بتوقيت دمشق (07:10 غرينتش)", "2024-03-04", None),
        ("24-03-04", None, None),
        ("12345", None, None),
    ],
)
def test_days_of_cells_as_spreadsheets_and_people_write_them(cell, day, at):
    assert (day_of(cell) or (None, None)) == (day, at)


def test_an_hour_is_told_where_there_is_one():
    assert (clock_in("22:10"), clock_in("10:10 م"), clock_in("مساء 9:05"), clock_in("31:10"), clock_in("9:00 10:00"), clock_in("")) == (
        "22:10",
        "22:10",
        "21:05",
        None,
        None,
        None,
    )
    assert date_of_stamp("Mon, 04 Mar 2024 22:10:00 +0300") == ("2024-03-04", "2024-03-04T22:10")
