"""No text hangs or breaks the coder: its work grows with the length of the text, and what it makes of noise keeps its promises."""

import cProfile
import datetime as dt
import os
import subprocess
import sys

import msgspec
import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.arabic.repair import nearest
from marsad.arabic.sentences import sentences
from marsad.coder import code_article, relevance, trace_article
from marsad.coder.tokens import MOST_TOKENS, tokenise
from marsad.model import Article
from marsad.read import article_from_text
from marsad.read.dates import date_of_stamp

sys.path.insert(0, str(ROOT / "bench"))
import growth

HEADLINES = [
    "قصفت المدفعية حي الجامعة في مدينة الفاشر",
    "قتل ثلاثة مدنيين في نيالا",
    "هاجم مسلحون قرية قرب كادقلي",
    "سيطر الجيش على بلدة بارا",
    "انسحبت القوات من الأبيض",
]


@pytest.mark.dear
@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="threads are counted where the system lists them")
def test_one_process_takes_one_core():
    counted = "import marsad, os; marsad.code('قصفت الطائرات مدينة حلب.'); print(len(os.listdir('/proc/self/task')))"
    free = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    assert subprocess.run([sys.executable, "-c", counted], env=free, capture_output=True, text=True, check=True).stdout == "1\n"


def test_headlines_on_one_line_are_coded(code):
    """Places that follow each other without و were searched pair by pair, twice as long for each one more."""
    claims = code("، ".join(HEADLINES * 6)).claims
    assert len({c.type for c in claims}) >= 4  # each told six times is told once


def test_a_list_of_a_hundred_towns_is_coded(code):
    (claim,) = code("قصف الجيش مواقع المسلحين في " + "، ".join(["حلب", "إدلب", "الرقة", "دير الزور"] * 25) + ".").claims
    assert claim.places[0].text == "حلب"


def test_a_place_far_behind_still_holds_the_first(code):
    (claim,) = code("قتل خمسة جنود في هجوم على حاجز في قرية الزعفرانية في ريف حمص الشمالي.").claims
    assert "الزعفرانية" in claim.places[0].text


def test_the_subject_of_another_sentence_is_measured_in_its_own(code):
    """A subject taken over from the sentence before may stand at a token that this sentence does not have."""
    doc = code(
        "قالت المتحدثة باسم اللجنة إن الوضع في مدينة الفاشر صعب للغاية حيث تعرضت المشافي للقصف مرارا ولا يتمكن الأطباء من العمل.\nونزحوا من المدينة."
    )
    assert doc.claims


def test_a_border_of_a_country_without_an_entry(code, lexicon):
    """The gazetteer has places in countries of which the lexicon gives no adjective."""
    assert any(p.country not in lexicon.country_names for p in lexicon.gazetteer.all())
    assert code("هاجم مسلحون دورية للجيش السوري في أسونسيون ثم فروا نحو الحدود مع سوريا والحدود مع العراق.").claims


@pytest.mark.parametrize("words", ["8-2-2", "8/2/0002", "1/1/1899", "12/5/2031", "3/3/9999"])
def test_damaged_dates_are_no_dates(lexicon, words):
    assert lexicon.calendar.read([words], 0, dt.date(2020, 6, 15)) is None


def test_dates_within_two_years_are_dates(lexicon):
    when = lexicon.calendar.read(["12/5/2022"], 0, dt.date(2020, 6, 15))
    assert when.start == dt.date(2022, 5, 12)


def test_a_stamp_out_of_range_is_none():
    assert date_of_stamp("Sun, 08 Feb 1802 07:30:00 GMT") is None
    assert date_of_stamp("0002-02-08") is None


def test_a_door_that_gives_a_damaged_day(code):
    from marsad.model import Found

    found = {"published": Found("published", "0002-02-08", "message", 1.0), "published_at": Found("published_at", "0002-02-08T10:00", "message", 1.0)}
    article = article_from_text("قتل خمسة مدنيين في قصف على مدينة الفاشر.", found=found)
    assert article.published is None
    assert article.published_at is None


# -- work by length -----------------------------------------------------------------------------------------------------


def work(lexicon, text: str) -> int:
    """How many functions are called to code a text: what grows with it, whatever the machine."""
    article = article_from_text(text, published="2024-06-12")
    code_article(article, lexicon)  # words are read once
    counted = cProfile.Profile()
    counted.runcall(code_article, article, lexicon)
    return sum(row.callcount for row in counted.getstats())


@pytest.mark.dear
@pytest.mark.parametrize("kind", sorted(growth.KINDS))
def test_four_times_the_text_is_at_most_five_times_the_work(lexicon, kind):
    short, long = (work(lexicon, growth.text_of(kind, size)) for size in (4_000, 16_000))
    assert long <= growth.MOST * max(short, 3_000)


def test_a_long_word_is_not_tried_letter_by_letter(lexicon):
    tried = []
    assert nearest("مدينه" * 2_000, lambda word: tried.append(word) or 0.0) is None
    assert not tried


def test_a_long_sentence_is_cut_and_its_words_keep_their_place(lexicon):
    text = "قصف الجيش مدينة الفاشر " + "، ثم قصف الجيش مدينة نيالا" * 200
    sentences = list(tokenise(text, (), lexicon))
    assert len(sentences) > 3
    assert all(len(s.tokens) <= MOST_TOKENS and not s.tokens[0].mark for s in sentences)
    words = [t for s in sentences for t in s.tokens if not t.mark]
    assert all(t.text == text[t.start : t.end] for t in words)
    assert " ".join(t.text for t in words) == " ".join(text.replace("،", " ").split())


def test_a_joined_word_is_read_the_same_whatever_was_read_before(lexicon):
    text = "قال المتحدث باسم الجيش السوريالسبت إن القوات سيطرت على بلدة سراقب وقتلت خمسة مسلحين."
    article = article_from_text(text, published="2020-06-15")
    first = code_article(article, lexicon)
    for word in text.split():
        lexicon.words[word.strip(".")]
    assert code_article(article, lexicon) == first == trace_article(article, lexicon).doc


# -- anything at all ------------------------------------------------------------------------------------------------------

PIECES = sorted({piece for _, pieces in growth.KINDS.values() for piece in pieces if "{" not in piece})
MARKS = [
    "، ",
    ": ",
    " «",
    "» ",
    ".. ",
    ". ",
    "\n",
    " - ",
    " (",
    ") ",
    " و",
    " أن ",
    "\u200d",
    "\u0640",
    "\ud800",
    "\x00",
    "٣",
    " 2024 ",
    "\U0001f4a5",
    "َّ",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(MARKS), st.text(max_size=6)), max_size=60).map(
    lambda parts: " ".join(parts[:2]) + "".join(parts[2:])
)
DAYS = st.one_of(st.none(), st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)).map(str))
BOUNDED = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spans_of(doc):
    for claim in doc.claims:
        yield from (claim.trigger, claim.evidence, *claim.agents, *claim.targets, *claim.places, *claim.mentions, *claim.via)
        yield from (h.span for h in claim.harm)
        yield from (s for s in (claim.source, claim.holder, claim.condition, claim.time and claim.time.span) if s)


@pytest.mark.dear
@BOUNDED
@given(TEXTS, DAYS)
def test_whatever_is_coded_quotes_its_text(lexicon, text, published):
    article = Article(id="x", text=text, published=published)
    doc = trace_article(article, lexicon).doc
    assert code_article(article, lexicon) == (doc if relevance.may_speak_of_conflict(article, lexicon) else msgspec.structs.replace(doc, claims=()))
    for span in spans_of(doc):
        assert 0 <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]
    latest = dt.date.fromisoformat(published) + dt.timedelta(days=731) if published else dt.date(2100, 1, 1)
    for claim in doc.claims:
        if claim.time is not None:
            assert dt.date(1900, 1, 1) <= dt.date.fromisoformat(claim.time.start)
            assert dt.date.fromisoformat(claim.time.end) <= latest


@BOUNDED
@given(TEXTS)
def test_sentences_hold_words_in_their_order(text):
    at = 0
    for sentence in sentences(text):
        assert sentence[0].kind == "word"
        for raw in sentence:
            assert at <= raw.start < raw.end <= len(text)
            assert raw.text == text[raw.start : raw.end]
            at = raw.end


@BOUNDED
@given(TEXTS)
def test_every_word_is_read(lexicon, text):
    for word in text.split():
        read = lexicon.words[word]
        assert 0 <= read.cut <= len(word)
        joint = lexicon.joined_at(word)
        assert joint is None or 0 < joint < len(word)


@BOUNDED
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "1",
                    "25",
                    "من",
                    "الي",
                    "وحتي",
                    "يناير",
                    "كانون",
                    "الثاني",
                    "شهر",
                    "عام",
                    "2024",
                    "0002",
                    "9999",
                    "الماضي",
                    "المقبل",
                    "الثلاثاء",
                    "منذ",
                    "قبل",
                    "ثلاثه",
                    "ايام",
                    "اسبوع",
                    "مليون",
                    "الف",
                    "و",
                    "1445ه",
                    "رمضان",
                    "31/2/2020",
                    "٣",
                    "9" * 5000,
                ]
            ),
            st.text(max_size=4),
        ),
        min_size=1,
        max_size=9,
    ),
    DAYS,
)
def test_no_words_break_the_calendar_or_the_numerals(lexicon, words, published):
    day = dt.date.fromisoformat(published) if published else None
    for at in range(len(words)):
        when = lexicon.calendar.read(words, at, day)
        assert when is None or (at < when.last <= len(words) and when.start <= when.end)
        quantity = lexicon.numerals.read(words, at)
        assert quantity is None or at < quantity.last <= len(words)
