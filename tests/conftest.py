"""What tests share: the lexicon, a way to code a text, and the gold where it is there."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from marsad import lexicon as lexicons
from marsad.coder import code_article
from marsad.read import article_from_text

ROOT = Path(__file__).parent.parent
SHARED_GOLD = ROOT.parent / "shared" / "gold"
OWN_GOLD = Path(__file__).parent / "gold"


@pytest.fixture(scope="session")
def lexicon():
    return lexicons.load()


@pytest.fixture(scope="session")
def code(lexicon):
    def run(text: str, published: str | None = "2020-06-15"):
        return code_article(article_from_text(text, published=published), lexicon)

    return run


def read_gold(path: Path) -> list[dict]:
    if not path.exists():
        pytest.skip(f"the gold file {path.name} is not beside this checkout")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def shared_scorer():
    """The module of the scorer that stands beside the shared gold; skips where it is absent."""
    path = SHARED_GOLD / "score.py"
    if not path.exists():
        pytest.skip("the scorer is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def coded(docs: list[dict], lexicon) -> dict[str, list[dict]]:
    """The claims of gold articles by id, as plain JSON holds them."""
    out = {}
    for doc in docs:
        article = article_from_text(doc["text"], id=doc["id"], title=doc["title"], published=doc["published"])
        out[doc["id"]] = json.loads(json.dumps(code_article(article, lexicon).to_dicts()))["claims"]
    return out


def article_texts(count: int) -> list[str]:
    """Bodies of our own articles, each of another story."""
    rows = [json.loads(line) for name in ("own", "fresh") for line in (OWN_GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]  # fmt: skip
    return [row["text"].split("\n\n", 1)[-1].strip() for row in rows][:count]
