"""What tests share: the lexicon, a way to code a text, and the gold where it is there."""

from __future__ import annotations

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
