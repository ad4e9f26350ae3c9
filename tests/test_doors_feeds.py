"""Feeds as systems write them: links that are not whole, texts under other names, encodings that are not the declared ones, broken ends."""

import json

import pytest

from marsad.read import read_bytes

HELD = "سيطرت فصائل المعارضة السورية اليوم على بلدة تل رفعت الواقعة شمالي مدينة حلب بعدما غادرتها القوات، وفق مصادر محلية."
FIRED = "قصفت مدفعية الجيش الإسرائيلي أطراف بلدة عيتا الشعب جنوبي لبنان مساء أمس، دون أن يبلغ عن إصابات، بحسب الوكالة الرسمية."


def read(data, name="feed.xml", encoding="utf-8"):
    return list(read_bytes(data if isinstance(data, bytes) else data.encode(encoding), name))


def rss(*items, head="", base="<link>https://news.example/ar/</link>"):
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:yandex="http://news.yandex.ru"'
    )
    return f'{head}<rss version="2.0" {spaces}><channel><title>أخبار</title>{base}{"".join(items)}</channel></rss>'


def item(text, link="<link>https://news.example/1</link>", title="عنوان الخبر", more=""):
    return f"<item><title>{title}</title>{link}<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>{more}</item>"


def test_links_are_completed_by_the_channels_or_the_entrys_own_base():
    (one,) = read(rss(item(HELD, "<link>/news/1</link>")))
    assert one.article.url == "https://news.example/news/1"
    atom = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/ar/"><title>أخبار</title><entry xml:base="2025/"><title>عنوان</title><link rel="enclosure" href="x.mp3"/><link rel="alternate" href="1.html"/><id>tag:1</id><updated>2025-03-04T22:30:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{}</p></div></content></entry></feed>'
    (two,) = read(atom.format(FIRED))
    assert two.article.url == "https://news.example/ar/2025/1.html"
    items = [{"id": "1", "url": "/news/3", "content_text": HELD, "date_modified": "2025-03-04T22:30:00+03:00"}]
    (three,) = read(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "أخبار", "home_page_url": "https://news.example/", "items": items}),
        "feed.json",
    )
    assert (three.article.url, three.article.published_at) == ("https://news.example/news/3", "2025-03-04T22:30")
    (none,) = read(rss(item(HELD, "<link>/news/1</link>"), base=""))
    assert "no address of the web" in none.reason


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<?xml version="1.0" encoding="utf-8"?>', "cp1256"),
        ('<?xml version="1.0" encoding="windows-1256"?>', "cp1256"),
        ("", "cp1256"),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-16"),
        ('<?xml version="1.0" encoding="no-such"?>', "utf-8"),
    ],
)
def test_a_feed_is_read_by_what_its_bytes_are(head, encoding):
    (one,) = read(rss(item(FIRED), head=head), encoding=encoding)
    assert FIRED in one.article.text


def test_a_text_may_stand_under_the_names_of_other_vocabularies():
    for name in ("fulltext", "full-text", "yandex:full-text"):
        (one,) = read(
            rss(f"<item><title>عنوان</title><link>https://news.example/1</link><description>ملخص</description><{name}>{HELD}</{name}></item>")
        )
        assert HELD in one.article.text


def test_a_headline_that_was_marked_up_twice_is_read_twice():
    (one,) = read(rss(item(HELD, title="بيان &amp;quot;الفصائل&amp;quot; &amp;#1548; نصه")))
    assert one.article.title == 'بيان "الفصائل" ، نصه'


def test_a_feed_that_breaks_off_says_so_and_keeps_what_stands_before():
    whole = rss(item(HELD), item(FIRED, "<link>https://news.example/2</link>"))
    kept = read(whole[: whole.rindex("<item>") + 60])
    assert [i.article.url for i in kept if i.article] == ["https://news.example/1"]
    assert any("breaks off" in i.reason for i in kept if i.article is None)


def test_a_list_of_feeds_is_named_for_what_it_is():
    (one,) = read('<?xml version="1.0"?><opml version="2.0"><body><outline xmlUrl="https://news.example/feed"/></body></opml>', "feeds.opml")
    assert "marsad watch" in one.reason
