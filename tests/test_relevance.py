"""The first look refuses nothing that has something to code."""

from __future__ import annotations

import json

import pytest
from conftest import OWN_GOLD, ROOT, SHARED_GOLD, read_gold

from marsad.coder import code_article, relevance, trace_article
from marsad.model import Article
from marsad.read import article_from_text
from marsad.read.sources import read_paths

GOLD = dict.fromkeys([OWN_GOLD / "own.jsonl", OWN_GOLD / "fresh.jsonl", *sorted(SHARED_GOLD.glob("*.jsonl")), SHARED_GOLD / "dev.jsonl"])


_BOTH = 60  # articles of a file that are coded with and without a trace: the first look alone could part the two


def agree(article: Article, lexicon) -> bool:
    """Checks one article; returns whether the first look refused it."""
    trace = trace_article(article, lexicon)
    refused = not relevance.may_speak_of_conflict(article, lexicon)
    assert code_article(article, lexicon) == trace.doc
    return refused


@pytest.mark.dear
@pytest.mark.parametrize("path", [pytest.param(p, marks=pytest.mark.slow if p.stem == "real" else ()) for p in GOLD], ids=lambda p: p.stem)
def test_no_article_of_the_gold_is_lost(path, lexicon):
    docs = read_gold(path)
    if "text" not in docs[0]:
        pytest.skip("no articles in this file")
    articles = [article_from_text(d["text"], published=d.get("published")) for d in docs]
    refused = [not relevance.may_speak_of_conflict(article, lexicon) for article in articles]
    assert [agree(article, lexicon) for article in articles[:_BOTH]] == refused[:_BOTH]
    assert not any(r for r, d in zip(refused, docs, strict=True) if d.get("events"))


def test_no_page_and_no_sample_is_lost(lexicon):
    items = read_paths([str(ROOT / "src/marsad/samples/articles.jsonl"), str(ROOT / "tests" / "pages")], "2024-05-01")
    articles = [i.article for i in items if i.article is not None]
    assert len(articles) > 10
    for article in articles:
        agree(article, lexicon)


@pytest.mark.dear
def test_long_mixtures_of_articles_agree(lexicon):
    """Whatever stands together in one text: sport before a battle, a market beside a strike."""
    texts = [json.loads(line)["text"] for name in ("own", "fresh") for line in (OWN_GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
    for n in range(0, len(texts) - 3):
        agree(article_from_text("\n\n".join(texts[n : n + 3]), published="2024-05-01"), lexicon)


def test_sport_is_refused_at_a_glance(lexicon):
    text = "حسم الهلال مباراة الديربي بهدفين، وقاد مهاجمه هجوما ضاغطا على مرمى المنافس في الشوط الثاني قبل أن يطلق اللاعب قذيفة في المرمى."
    assert agree(article_from_text(text), lexicon)
