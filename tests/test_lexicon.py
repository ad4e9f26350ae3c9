"""Each example sentence of the lexicon yields what it says; broken entries are named."""

import re
import shutil

import pytest

from marsad import lexicon as lexicons
from marsad.errors import LexiconError
from marsad.lexicon.compile import compile_lexicon
from marsad.lexicon.frequencies import Frequencies, write_table
from marsad.sealed import Damaged

TABLES = lexicons.read_tables()
EXAMPLES = [(frame["id"], example) for frame in TABLES["frames"] for example in frame.get("examples", ())]


@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=[f"{f}-{n}" for n, (f, _) in enumerate(EXAMPLES)])
def test_the_frames_know_the_words_of_their_examples(lexicon, frame, example):
    """A word of the example is the frame's own, or of a frame of the type that it yields."""
    wanted = set(example.get("yields", ())) - {"control"}
    words = [lexicon.words[w] for w in re.findall(r"[\u0621-\u064a\u064b-\u0652]+", example["text"])]
    frames = [u.frame for w in words for u in (*w.verbs, *w.nouns) if u.frame is not None]
    told = {f.type for f in frames} | {r["type"] for f in frames for r in f.refine}
    assert frame in {f.id for f in frames}
    assert wanted <= told


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
        compile_lexicon(tables, Frequencies({}), None)


def test_an_actor_without_a_name_is_named():
    tables = dict(TABLES, actors=[{"id": "zz.x", "ar": "س", "file": "test.toml"}])
    with pytest.raises(LexiconError, match=r"actor zz\.x"):
        compile_lexicon(tables, Frequencies({}), None)


def test_frequencies_are_the_same_from_memory_and_from_the_table(tmp_path):
    told = {f"كلمة{n}": 1e-8 * (n + 1) for n in range(5000)} | {"قال": 0.01}
    write_table(tmp_path / "t.words", {w: v for w, v in told.items() if v < 1e-6})
    frequency = Frequencies({w: v for w, v in told.items() if v >= 1e-6}, tmp_path / "t.words")
    assert all(frequency(word) == value for word, value in told.items())
    assert not any(frequency(f"غير{n}") for n in range(5000))
    assert frequency.common("قال") == 0.01 and frequency.common("كلمة3") == 0.0
    (tmp_path / "t.words").write_bytes(b"something else" * 10)
    with pytest.raises(Damaged):
        Frequencies({}, tmp_path / "t.words")


@pytest.mark.slow
def test_the_index_is_built_anew_where_a_part_of_it_is_gone(tmp_path, monkeypatch):
    kept, _ = lexicons.setup()
    monkeypatch.setattr(lexicons, "cache_folder", lambda: tmp_path)
    path = tmp_path / kept.name
    for part in kept.parent.glob(f"{kept.stem}.*"):
        shutil.copy(part, tmp_path)
    assert lexicons.setup() == (path, False)
    path.with_suffix(".words").unlink()
    assert lexicons.setup() == (path, True) and path.with_suffix(".words").exists()
