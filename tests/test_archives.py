"""Web archives: every broken record is counted and costs itself alone; what is no Arabic page is passed over."""

import gzip
import io
from collections import Counter

import pytest
from pages.corpus import pages
from support.archives import ENGLISH, answer, archive, good, record

from marsad.read.doors.warc import warc_items
from marsad.read.items import Tally


def read(data: bytes) -> tuple[list, Tally]:
    tally = Tally()
    items = list(warc_items(io.BufferedReader(io.BytesIO(data)), "a.warc.gz"))
    for item in items:
        tally.add(item)
    return items, tally


@pytest.fixture(scope="module")
def crawl():
    data, counts = archive()
    return *read(data), counts


@pytest.mark.slow
def test_counts_are_exact(crawl):
    _, tally, counts = crawl
    assert sum(counts.values()) == 2000 and counts["broken"] == 300
    assert tally.read == counts["arabic"]
    assert tally.skipped == counts["broken"]
    assert tally.passes == Counter(
        {
            "not Arabic": counts["english"] + counts["persian"],
            "not HTML": counts["image"],
            "an answer with status …": counts["moved"],
        }
    )


@pytest.mark.dear
def test_articles_are_whole(crawl):
    items, _, _ = crawl
    known = {page.title: page for page in pages()}
    read = [item.article for item in items if item.article]
    assert read
    for article in read:
        page = known[article.title]
        assert article.published == page.published
        assert page.body.split("\n")[-1] in article.text


@pytest.mark.dear
def test_faults_are_named(crawl):
    _, tally, _ = crawl
    told = " ".join(tally.faults)
    for words in (
        "chunks are broken",
        "compression breaks off",
        "no HTTP answer",
        "length is wrong",
        "no readable header",
        "unpacks to more than",
        "gzip is broken",
    ):
        assert words in told, words


def test_plain_archives_find_the_next_record_too():
    page = pages()[0]
    parts = [record("response", *good(n * 3, page)) for n in range(6)]
    parts[2] = parts[2].replace(b"Content-Length: ", b"Content-Length: 9", 1)
    parts[4] = b"junk\r\n" + parts[4][200:]
    _, tally = read(b"".join(parts))
    assert tally.read == 4
    assert tally.skipped == 2


def test_an_archive_that_breaks_off():
    whole = gzip.compress(record("response", *good(0, pages()[0])))
    _, tally = read(whole * 2 + whole[:300])
    assert (tally.read, tally.skipped) == (2, 1)
    assert "breaks off" in next(iter(tally.faults))


def test_a_page_of_300_megabytes_is_not_taken_into_memory():
    head = record("response", "http://big.example/", answer(b""), length=300_000_100)
    packer = gzip.GzipFile(fileobj=(out := io.BytesIO()), mode="wb", compresslevel=1)
    packer.write(head)
    for _ in range(300):
        packer.write(b"0" * 1_000_000)
    packer.close()
    _, tally = read(out.getvalue() + gzip.compress(record("response", *good(0, pages()[0]))))
    assert (tally.read, tally.skipped) == (1, 1)
    assert "too much for one page" in next(iter(tally.faults))


def test_wet_files_are_text_already():
    text = "أخبار | السودان\nقصف على الفاشر\nقصفت قوات الدعم السريع مدينة الفاشر بالمدفعية صباح الأحد وقتلت خمسة مدنيين، بحسب شهود."
    wet = (
        record("warcinfo", "", b"")
        + record("conversion", "http://a.example/1", text.encode())
        + record("conversion", "http://a.example/2", b"plain English text")
    )
    items, tally = read(wet)
    (article,) = [i.article for i in items if i.article]
    assert article.url == "http://a.example/1"
    assert article.title == "قصف على الفاشر"
    assert tally.passed == 1


@pytest.mark.parametrize("depth", [300, 100_000])
def test_deeply_nested_pages_end_nothing(depth):
    deep = ("<html><body>" + "<div>" * depth + ENGLISH + "في قصف على مدينة الفاشر " * 40).encode()
    _, tally = read(gzip.compress(record("response", "http://d.example/", answer(deep))))
    assert tally.read + tally.skipped + tally.passed == 1
