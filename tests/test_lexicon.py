"""Each example sentence of the lexicon yields what it says; broken entries are named."""

import pytest

from marsad import lexicon as lexicons
from marsad.errors import LexiconError
from marsad.lexicon.compile import compile_lexicon

TABLES = lexicons.read_tables()
EXAMPLES = [(frame["id"], example) for frame in TABLES["frames"] for example in frame.get("examples", ())]


@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=[f"{f}-{n}" for n, (f, _) in enumerate(EXAMPLES)])
def test_example(code, frame, example):
    types = {claim.type for claim in code(example["text"]).claims}
    wanted, banned = set(example.get("yields", ())), set(example.get("never", ()))
    assert wanted <= types
    assert not banned & types
    if not wanted:
        assert not types


def test_every_frame_type_is_of_the_ontology():
    from typing import get_args

    from marsad.model import EventType

    types = set(get_args(EventType))
    assert {frame["type"] for frame in TABLES["frames"]} | {
        r["type"] for f in TABLES["frames"] for r in f.get("refine", ())
    } == types


def test_a_broken_frame_is_named():
    tables = dict(TABLES, frames=[{"id": "x", "type": "clash", "file": "test.toml", "colour": "red"}])
    with pytest.raises(LexiconError, match=r"frame x in events/test.toml has unknown fields colour"):
        compile_lexicon(tables, {}, None)


def test_an_actor_without_a_name_is_named():
    tables = dict(TABLES, actors=[{"id": "zz.x", "ar": "س", "file": "test.toml"}])
    with pytest.raises(LexiconError, match=r"actor zz\.x"):
        compile_lexicon(tables, {}, None)
