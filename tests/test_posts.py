"""Posts written past the censors: broken words are mended, ordinary ones are not, and what the sites print around them goes."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from marsad.arabic.normalise import fold
from marsad.coder import code_article, scenes
from marsad.coder.tokens import tokenise
from marsad.errors import InputError
from marsad.read import article_from_text

_GOLD = Path(__file__).parent / "gold"
_ROWS = [line.split("\t") for line in (_GOLD / "posts_words.tsv").read_text("utf-8").splitlines() if line and line[0] != "#"]
_POSTS = tomllib.loads((_GOLD / "posts.toml").read_text("utf-8"))["post"]
_LEAST_WORDS = 0.97
_LEAST_CLAIMS = 0.65  # of what the posts tell: what is left is the reader's to learn


def _mended(lexicon, text: str) -> str:
    found = lexicon.mender.mend(text)
    return " ".join(fold(text if found is None else found.text).split())


def test_broken_words_are_mended(lexicon):
    broken = [(a, b) for a, b in _ROWS if fold(a) != fold(b) or a != b]
    wrong = [(a, b) for a, b in broken if _mended(lexicon, f"تم {a} في المدينة") != " ".join(fold(f"تم {b} في المدينة").split())]
    assert len(broken) >= 200
    assert len(wrong) <= (1 - _LEAST_WORDS) * len(broken), wrong


@pytest.mark.parametrize("text", [a for a, b in _ROWS if a == b])
def test_what_only_looks_broken_stays(lexicon, text):
    assert lexicon.mender.mend(f"قال {text} في المدينة") is None


@pytest.mark.parametrize(
    "text",
    [
        "قتل ثلاثة جنود في هجوم على حاجز للجيش قرب تدمر، وفق ما أفادت به وكالة سانا.",
        "قال المتحدث باسم وزارة الدفاع إن 12 مقاتلا سقطوا في اشتباكات شرق المدينة يوم 5 آب/أغسطس.",
        'ووفقا لـ"المرصد السوري" فإن الـ 24 ساعة الماضية شهدت 3 غارات (2 منها ليلا) - دون إصابات.',
    ],
)
def test_ordinary_text_is_not_changed(lexicon, text):
    assert lexicon.mender.mend(text) is None


def test_every_letter_knows_where_it_stands(lexicon):
    text = "اعـ ـتقلت قوات ا.لـ.قـ.سام شـ|ـهـ|ـداء م̷ق̷تل في 20شخصا"
    mended = lexicon.mender.mend(text)
    assert len(mended.text) == len(mended.origin)
    assert list(mended.origin) == sorted(mended.origin)
    assert all(c in (text[at], " ") for c, at in zip(mended.text, mended.origin, strict=True))


def test_spans_quote_the_post_as_it_stands(lexicon):
    text = "شنت طائرات التحـ.ـالف الدولي غـ.ـارات على مدينة الرقة، واعتـ ـقلت قوات سوريا الديمقراطية ثلاثة شبان."
    doc = code_article(article_from_text(text, published="2022-05-01"), lexicon)
    assert doc.claims
    for claim in doc.claims:
        for span in (claim.trigger, claim.evidence, *claim.agents, *claim.targets, *claim.places):
            assert span.text == text[span.start : span.end]
    assert any("ـ" in claim.trigger.text for claim in doc.claims)


def test_words_of_posts_are_read_and_their_claims_come(lexicon):
    assert len(_POSTS) >= 60
    missing, words, lost, told = [], 0, [], 0
    for post in _POSTS:
        article = article_from_text(post["text"], published="2022-05-01")
        read = {fold(token.text) for scene in scenes(article, lexicon) for token in scene.s.tokens}
        words += len(post["words"])
        missing += [word for word in post["words"] if fold(word) not in read]
        claims = code_article(article, lexicon).claims
        for want in post.get("claims", ()):
            told += 1
            if not any(_meets(claim, want) for claim in claims):
                lost.append((post["text"], want))
    assert len(missing) <= (1 - _LEAST_WORDS) * words, missing
    assert told - len(lost) >= _LEAST_CLAIMS * told, lost


def _meets(claim, want: dict) -> bool:
    return (
        claim.type == want["type"]
        and ("agent" not in want or want["agent"] in {a.actor.id for a in claim.agents if a.actor})
        and ("place" not in want or any(fold(want["place"]) in fold(p.text) for p in claim.places))
    )


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("عاجل || قصف مدفعي على بلدة كفرنبل في ريف إدلب", "عاجل || "),
        ("قصف مدفعي على بلدة كفرنبل في ريف إدلب الجنوبي أوقع ثلاثة قتلى من المدنيين بينهم طفل، وفق ما قال الدفاع المدني.عرض المزيد", ".عرض المزيد"),
        ("قصف مدفعي على بلدة كفرنبل في ريف إدلبTranslate Tweet", "Translate Tweet"),
        ("قصف مدفعي على بلدة كفرنبل في ريف إدلب https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("قصف مدفعي على بلدة كفرنبل في ريف إدلب 3 likes", "3 likes"),
    ],
)
def test_what_a_site_prints_inside_a_line_is_furniture(text, gone):
    assert gone in [text[start:end] for start, end in article_from_text(text).chrome]


def test_a_post_with_its_address_is_an_article_and_a_tag_before_a_sentence_is_no_list():
    post = "الطيران الحربي يستهدف مواقع في محيط مدينة حلب. pic.twitter.com/aBc"
    assert "الطيران" in article_from_text(post).body
    text = "قصف مدفعي على بلدة كفرنبل في ريف إدلب الجنوبي أوقع ثلاثة قتلى من المدنيين.\n#إدلب غارة جوية على بلدة سرمين في الريف الشرقي.\n#إدلب #سوريا"
    body = article_from_text(text).body
    assert "سرمين" in body
    assert "#سوريا" not in body


def test_points_of_a_list_are_sentences(lexicon):
    article = article_from_text("🔹 قصف على بلدة سرمين 🔹 غارة على بلدة كفرنبل 🔹 اعتقال شاب في إدلب")
    assert len(scenes(article, lexicon)) == 3


@pytest.mark.dear
@pytest.mark.parametrize("unit", ["ا.", "ق1", "ـ.ق", "ق ", "قـ ـ", "ٮ", "عـ.ـى", "د|", "ق\u200b"])
def test_the_time_grows_with_the_text_and_no_faster(lexicon, unit):
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        lexicon.mender.mend(text)
        return time.process_time() - began

    seconds(2_000)  # words met once are remembered
    once, more = seconds(4_000), seconds(16_000)
    assert more < 9 * once + 0.08
    assert more < 3.2


_HEADLINES = (
    "مقتل جندي في هجوم على حاجز قرب الحسكة ليلا",
    "قصف مدفعي يستهدف قرى بريف حلب الشمالي مجددا",
    "وفد أممي يزور مخيم النازحين في شمال البلاد",
    "غارة على سيارة في ريف إدلب تقتل ثلاثة عناصر",
    "ارتفاع أسعار الخبز في أسواق العاصمة من جديد",
    "انفجار عبوة ناسفة في سوق بلدة الباب المكتظ",
)
_MENU = "\n".join(("اللغة", "عربي", "KURDÎ", "English", "Türkçe"))


def test_a_ticker_above_a_choice_of_languages_is_no_article():
    text = "\n".join(("السبت 3 آب, 2024", *_HEADLINES, _MENU))
    with pytest.raises(InputError, match="only page furniture"):
        article_from_text(text)


def test_an_article_below_the_menu_stays_and_the_ticker_goes(code):
    body = "قتل ثلاثة مدنيين اليوم في قصف مدفعي شنته قوات الجيش على قرية بريف حماة الشمالي بحسب مصادر محلية في المنطقة."
    claims = code("\n".join((*_HEADLINES, _MENU, "قصف مدفعي يقتل ثلاثة مدنيين بريف حماة", body))).claims
    assert claims
    assert all("حماة" in c.evidence.text or "قتل ثلاثة" in c.evidence.text for c in claims)


@pytest.mark.parametrize("menu", ["", "عربي\nEnglish"])
def test_brief_news_in_lines_without_a_menu_stays(menu):
    """A day's list of events is what recorders read; two languages are no menu."""
    article = article_from_text("\n".join((*_HEADLINES, menu)))
    assert all(not any(a <= article.text.index(h) < b for a, b in article.chrome) for h in _HEADLINES)


@pytest.mark.parametrize(
    "text",
    [
        "قصف مدفعي على مدينة سراقب pic.twitter.com/Ab12 غارة جوية على بلدة بنش",
        "قصف مدفعي على مدينة سراقب RT @abc_news: غارة جوية على بلدة بنش",
        "قصف مدفعي على مدينة سراقب@abc_news غارة جوية على بلدة بنش",
        "قصف مدفعي على مدينة سراقب 12:30 PM · Jan 5, 2024 غارة جوية على بلدة بنش",
        "عاجل || قصف مدفعي على مدينة سراقب عاجل || غارة جوية على بلدة بنش",
        "قصف مدفعي على مدينة سراقب #عاجل: غارة جوية على بلدة بنش",
        "قصف مدفعي على مدينة سراقب 🔴 غارة جوية على بلدة بنش",
    ],
)
def test_posts_that_run_together_are_told_apart(lexicon, text):
    article = article_from_text(text)
    found = [" ".join(t.text for t in s.tokens) for s in tokenise(article.text, article.chrome, lexicon)]
    assert found == ["قصف مدفعي على مدينة سراقب", "غارة جوية على بلدة بنش"]


@pytest.mark.parametrize("text", ["راسلنا على news@site.com بعد القصف", "جرى القصف عند 12:30 ظهرا", "قال في خبر عاجل: قصف الجيش سراقب"])
def test_what_only_looks_like_the_edge_of_a_post_parts_nothing(lexicon, text):
    article = article_from_text(text)
    assert len(list(tokenise(article.text, article.chrome, lexicon))) == 1
