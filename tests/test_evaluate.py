"""`marsad eval`: the figures of the shared scorer, the misses, and what changed between two codings."""

import importlib.util
import json

import pytest
from conftest import OWN_GOLD, SHARED_GOLD, read_gold

from marsad.coder import code_article
from marsad.evaluate import compare, score
from marsad.read import article_from_text


def coded(docs, lexicon):
    out = {}
    for doc in docs:
        article = article_from_text(doc["text"], id=doc["id"], title=doc["title"], published=doc["published"])
        out[doc["id"]] = json.loads(json.dumps(code_article(article, lexicon).to_dicts()))["claims"]
    return out


@pytest.mark.parametrize("path", [SHARED_GOLD / "dev.jsonl", OWN_GOLD / "own.jsonl"], ids=["dev", "own"])
def test_figures_are_those_of_the_shared_scorer(path, lexicon):
    scorer = SHARED_GOLD / "score.py"
    if not scorer.exists():
        pytest.skip("the scorer is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score", scorer)
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    docs = read_gold(path)
    claims = coded(docs, lexicon)
    wanted = theirs.score(docs, claims)[0]
    ours = score(docs, claims)
    checked = 0
    for name, value in ours.figures.items():
        if name not in wanted:
            continue
        if hasattr(value, "precision"):
            assert [round(x, 3) for x in value[:3]] == [round(wanted[name][k], 3) for k in "PRF"], name
        elif value is not None:
            assert round(value, 3) == round(wanted[name], 3), name
        checked += 1
    assert checked >= 15


def test_a_lost_claim_is_a_miss_and_a_difference(lexicon):
    docs = read_gold(OWN_GOLD / "own.jsonl")[:3]
    full = coded(docs, lexicon)
    first = next(a for a, claims in full.items() if any(c["kind"] == "event" for c in claims))
    lost = {a: [c for c in claims if a != first or c["kind"] != "event"] for a, claims in full.items()}
    assert len(score(docs, lost).misses) > len(score(docs, full).misses)
    assert score(docs, lost).figures["events"].recall < score(docs, full).figures["events"].recall
    assert list(compare(docs, full, lost))
    assert not list(compare(docs, full, full))


def test_command_prints_figures_by_type_with_misses(capsys):
    from marsad.cli import app

    assert app(["eval", str(OWN_GOLD / "own.jsonl"), "--misses", "3"], result_action="return_value") == 0
    out = capsys.readouterr().out
    assert "conflict_events" in out
    assert "airstrike" in out
    assert "missed |" in out or "extra |" in out
