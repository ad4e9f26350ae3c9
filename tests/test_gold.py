"""The figures the coder must keep on gold, by the scorer that stands beside the shared gold."""

import importlib.util
import json

import pytest
from conftest import OWN_GOLD, SHARED_GOLD, read_gold

from marsad.coder import code_article
from marsad.read import article_from_text


def scored(path, lexicon):
    gold = read_gold(path)
    scorer = SHARED_GOLD / "score.py"
    if not scorer.exists():
        pytest.skip("the scorer is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score", scorer)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    coded = {}
    for doc in gold:
        article = article_from_text(doc["text"], id=doc["id"], title=doc["title"], published=doc["published"])
        coded[doc["id"]] = json.loads(json.dumps(code_article(article, lexicon).to_dicts()))["claims"]
    return gold, coded, module.score(gold, coded)[0]


def test_seed(lexicon):
    gold, coded, score = scored(SHARED_GOLD / "seed.jsonl", lexicon)
    assert score["events"]["F"] >= 0.80
    assert score["control"]["F"] >= 0.80
    assert score["source"] >= 0.85
    assert score["modality"] >= 0.90
    assert score["place_within_25km"] == 1.0
    for start, end in gold[0]["chrome"]:
        assert not any(start < c["trigger"]["end"] and c["trigger"]["start"] < end for c in coded["seed"])


def test_development_set(lexicon):
    _, _, score = scored(SHARED_GOLD / "dev.jsonl", lexicon)
    assert score["conflict_events"]["P"] >= 0.75
    assert score["conflict_events"]["R"] >= 0.65
    assert score["agent"]["F"] >= 0.75
    assert score["place"]["F"] >= 0.75
    assert score["whole_event"] >= 0.35
    assert score["trap_articles_with_claims"] <= 2


def test_own_articles(lexicon):
    _, _, score = scored(OWN_GOLD / "own.jsonl", lexicon)
    assert score["trap_articles_with_claims"] <= 2
    assert score["conflict_events"]["F"] >= 0.6
