"""Each example sentence of the lexicon yields what it says; broken entries are named."""

import marshal
import os
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import news

import marsad
from marsad import lexicon as lexicons
from marsad.archive import open_archive, store
from marsad.coder import code_article
from marsad.errors import LexiconError
from marsad.lexicon import schema
from marsad.lexicon import tables as lexicon_tables
from marsad.lexicon.compile import Tables
from marsad.lexicon.contents import digest_of
from marsad.lexicon.frequencies import Frequencies, write_table
from marsad.lexicon.types import having, types
from marsad.model import EVENT_TYPES
from marsad.report.examples import faults_of
from marsad.sealed import Damaged, read_sealed
from marsad.versions import PARTS, Versions, versions

TABLES = lexicons.read_tables()
EXAMPLES = [(frame["id"], example) for frame in TABLES["frames"] for example in frame.get("examples", ())]
NAMED = [f"{frame['id']}-{n}" for frame in TABLES["frames"] for n, _ in enumerate(frame.get("examples", ()))]


@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=NAMED)
def test_the_frames_know_the_words_of_their_examples(lexicon, frame, example):
    """A word of the example is the frame's own, or of a frame of the type that it yields."""
    wanted = set(example.get("yields", ())) - {"control"}
    words = [lexicon.words[w] for w in re.findall(r"[\u0621-\u064a\u064b-\u0652]+", example["text"])]
    frames = [u.frame for w in words for u in (*w.verbs, *w.nouns) if u.frame is not None]
    told = {f.type for f in frames} | {r.type for f in frames for r in f.refine}
    assert frame in {f.id for f in frames}
    assert wanted <= told


@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=NAMED)
def test_example(lexicon, frame, example):
    """Types and roles are as the example says."""
    assert list(faults_of(example)) == []


def test_every_frame_has_an_example():
    assert [frame["id"] for frame in TABLES["frames"] if not frame.get("examples")] == []


def test_examples_that_yield_something_say_who_or_where():
    """All but those whose first type's claim has no role that a swap could change."""
    bare = [x["text"] for _, x in EXAMPLES if x.get("yields") and not {"agent", "target", "place"} & set(x)]
    assert len(bare) <= 4


def test_every_frame_type_is_of_the_ontology():
    from typing import get_args

    from marsad.model import EventType

    types = set(get_args(EventType))
    assert {frame["type"] for frame in TABLES["frames"]} | {r["type"] for f in TABLES["frames"] for r in f.get("refine", ())} == types


FRAME = {"id": "x", "type": "clash", "verbs": ["هاجم يهاجم"], "file": "events/test.toml"}
ACTOR = {"id": "zz.x", "ar": "س", "en": "S", "kind": "rebel_group", "cc": "SY", "file": "actors/test.toml"}
PLACE = {"ar": "تل الورد", "en": "Tell Ward", "kind": "settlement", "cc": "SY", "at": [35.1, 36.9], "file": "places.toml"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colour": "red"}, r"events/test.toml, frame x: 'colour' is no field"),
        ({"object": "victim"}, r'events/test.toml, frame x: object = "victim" is none of target, agent, place, none'),
        ({"prep": {"على": "victim"}}, r'frame x: prep\[...\] = "victim" is none of'),
        ({"type": None}, r"frame x: 'type' is missing; add it"),
        ({"type": "party"}, r'frame x: type = "party" is none of offensive'),
        ({"verbs": ["هاجم"]}, r"frame x: the verb 'هاجم' needs its past and present"),
        ({"verbs": "هاجم يهاجم"}, r"frame x: verbs is of the wrong kind \(str, where array belongs\)"),
        ({"verbs": []}, r"frame x: a frame needs 'verbs'"),
        ({"refine": [{"type": "shelling"}]}, r"frame x: refine\[0\]: a refine needs 'words' or 'agent'"),
        ({"examples": [{"text": "هاجم مسلحون.", "yields": ["clash"], "agent": "الجيش"}]}, r"agent 'الجيش' does not stand in its text"),
        ({"examples": [{"text": "هاجم مسلحون.", "agent": "مسلحون"}]}, r"an example that yields nothing has no roles"),
    ],
)
def test_a_broken_frame_is_refused_in_one_sentence(change, told):
    with pytest.raises(LexiconError, match=told) as refused:
        schema.frames([_changed(FRAME, change)])
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"en": None}, r"actors/test.toml, actor zz.x: 'en' is missing"),
        ({"kind": "army"}, r'actor zz.x: kind = "army" is none of state_forces'),
        ({"cc": "Syria"}, r'actor zz.x: cc = "Syria" is not written so; a country is two capitals'),
        ({"of": "zz.y"}, r"actor zz.x: 'of' names zz.y, which no entry has"),
        ({"also": [""]}, r"actor zz.x: also\[0\] is empty"),
    ],
)
def test_a_broken_actor_is_refused_in_one_sentence(change, told):
    with pytest.raises(LexiconError, match=told):
        schema.actors([_changed(ACTOR, change)])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"needs": "tank"}, r"places.toml, place تل الورد: needs is of the wrong kind \(str, where bool belongs\)"),
        ({"at": [350.1, 36.9]}, r"at\[0\] lies outside the degrees of the earth"),
        ({"at": None}, r"'at' is missing"),
    ],
)
def test_a_broken_place_is_refused_in_one_sentence(change, told):
    with pytest.raises(LexiconError, match=told):
        schema.places([_changed(PLACE, change)])


def test_an_id_stands_once():
    with pytest.raises(LexiconError, match=r"b.toml, frame x: the id stands in events/test.toml too"):
        schema.frames([FRAME, {**FRAME, "file": "b.toml"}])
    with pytest.raises(LexiconError, match=r"b.toml, actor zz.x: the id stands in actors/test.toml too"):
        schema.actors([ACTOR, {**ACTOR, "file": "b.toml"}])


def test_compiling_refuses_what_the_schema_refuses():
    for tables in (
        dict(TABLES, frames=[{**FRAME, "object": "victim"}]),
        dict(TABLES, actors=[{**ACTOR, "kind": "army"}]),
        dict(TABLES, places={"place": [{**PLACE, "needs": "tank"}]}),
    ):
        with pytest.raises(LexiconError, match=r"\.toml, (frame|actor|place) "):
            Tables(tables)


def _changed(entry: dict, change: dict) -> dict:
    return {key: value for key, value in {**entry, **change}.items() if value is not None}


# -- fingerprints -------------------------------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path):
    """A copy of what makes claims."""
    for part in PARTS:
        whole = Path(marsad.__file__).parent / part
        (shutil.copytree if whole.is_dir() else shutil.copy)(whole, tmp_path / part)
    return tmp_path


@pytest.mark.parametrize(
    "part",
    [
        "coder/decide.py",
        "arabic/clitics.py",
        "lexicon/events/harm.toml",
        "lexicon/divisions.tsv",
        "weights/about.json",
        "weights/stems.txt",
        "gazetteer/build.py",
        "model.py",
    ],
)
def test_who_made_a_claim_changes_with_what_makes_it(package, part):
    before = digest_of(package, PARTS)
    with (package / part).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert digest_of(package, PARTS) != before


def test_what_makes_no_claim_changes_nothing(package):
    before = digest_of(package, PARTS)
    (package / "lexicon" / "labels.toml").write_text("", "utf-8")
    (package / "coder" / "__pycache__").mkdir(exist_ok=True)
    (package / "coder" / "__pycache__" / "decide.cpython-399.pyc").write_bytes(b"other bytes")
    assert digest_of(package, PARTS) == before


def test_who_made_a_claim_is_the_same_on_another_python(monkeypatch):
    made, key = versions.__wrapped__(), lexicons.index_key.__wrapped__()
    monkeypatch.setattr(sys, "version", "3.99.0 (of tomorrow)")
    assert versions.__wrapped__() == made
    assert lexicons.index_key.__wrapped__() != key  # the index is written in the interpreter's own form


def test_what_the_user_added_is_told_by_its_contents(tmp_path, monkeypatch):
    monkeypatch.setenv("MARSAD_DATA", str(tmp_path))
    bare = versions.__wrapped__()
    (tmp_path / "gazetteer").mkdir()
    places = tmp_path / "gazetteer" / "SY.bin"
    places.write_bytes(b"places")
    added = versions.__wrapped__()
    os.utime(places, (1, 1))
    assert added != bare and versions.__wrapped__() == added
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "own.toml").write_text("frame = []", "utf-8")
    assert versions.__wrapped__() not in (bare, added)


def test_recode_sees_an_edit_of_the_coder(tmp_path, package, monkeypatch):
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add([news()], code_article)
        assert archive.recode(code_article) == 0
        (package / "coder" / "decide.py").write_text("# edited", "utf-8")
        edited = Versions(marsad.__version__, digest_of(package, PARTS))
        monkeypatch.setattr(store, "versions", lambda: edited)
        assert archive.recode(code_article) == 1


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


@pytest.fixture
def cached(tmp_path, monkeypatch):
    """The path of an index in a cache folder of its own, with the places and words that it was made of."""
    kept, _ = lexicons.setup()
    monkeypatch.setattr(lexicons, "cache_folder", lambda: tmp_path)
    for part in (*kept.parent.glob(f"{kept.stem}.*"), *kept.parent.glob("places-*"), *kept.parent.glob("words-*")):
        shutil.copy(part, tmp_path)
    return tmp_path / kept.name


@pytest.mark.dear
def test_the_index_is_built_anew_where_a_part_of_it_is_gone(cached):
    assert lexicons.setup() == (cached, False)
    cached.with_suffix(".words").unlink()
    assert lexicons.setup() == (cached, True) and cached.with_suffix(".words").exists()


@pytest.mark.dear
def test_places_are_built_where_their_own_sources_change(cached, monkeypatch):
    """An index of other frames or actors takes the places that were kept; damaged ones, and those of other tables, are built."""
    places = marshal.loads(read_sealed(cached))["places"]
    built = []
    monkeypatch.setattr("marsad.gazetteer.build.build", lambda *_: built.append(1) or places)
    monkeypatch.setattr("wordfreq.get_frequency_dict", lambda *_: {"قال": 0.01, "دكدك": 1e-7})

    def anew(tables):
        monkeypatch.setattr(lexicons, "read_tables", lambda: tables)
        cached.unlink(missing_ok=True)
        assert lexicons.setup() == (cached, True)
        return len(built)

    tables = lexicons.read_tables()
    assert anew(tables) == anew(dict(tables, actors=[*tables["actors"], ACTOR], frames=tables["frames"][:9])) == 0
    assert marshal.loads(read_sealed(cached))["places"] == places
    for file in cached.parent.glob("places-*"):
        file.write_bytes(file.read_bytes()[:-1])
    assert anew(tables) == anew(tables) == 1
    other = dict(tables, places={"place": [*tables["places"]["place"], PLACE]})
    assert anew(other) == anew(other) == anew(tables) == 2
    assert lexicons.setup(force=True) == (cached, True) and len(built) == 3


@pytest.mark.dear
def test_words_are_counted_once_until_what_was_kept_of_them_is_damaged(cached, monkeypatch):
    counted = []
    monkeypatch.setattr("wordfreq.get_frequency_dict", lambda *_: counted.append(1) or {"قال": 0.01, "دكدك": 1e-7})

    def anew():
        cached.unlink()
        assert lexicons.setup() == (cached, True)
        index = marshal.loads(read_sealed(cached))
        return len(counted), lexicons.Frequencies(index["frequencies"], cached.with_suffix(".words"))

    times, frequency = anew()
    assert times == 0 and frequency("قال") != 0.01 and frequency("كادقلي") > 0
    for kept in ("words-*.bin", "words-*.words"):
        for file in cached.parent.glob(kept):
            file.write_bytes(file.read_bytes()[:-1])
        times, frequency = anew()
        assert (frequency("قال"), frequency("دكدك"), frequency("كادقلي")) == (0.01, 1e-7, 0.0)
    assert times == 2


def test_the_tables_of_the_documentation_are_level_with_the_schema(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "tools"))
    from lexicon_tables import PAGES, levelled

    kinds = set()
    for page in PAGES:
        text = page.read_text("utf-8")
        kinds |= set(re.findall(r"<!-- fields of (\w+) -->", text))
        assert levelled(text) == text, f"run python tools/lexicon_tables.py: {page.name} is behind the schema"
    assert kinds == set(schema.ENTRIES)
    assert "| `needs` | true or false |" in schema.table_of("place")


def test_every_type_of_the_ontology_has_one_line_of_traits():
    assert list(types()) == list(EVENT_TYPES)
    assert having("political") == {id for id, t in types().items() if t.family is None}
    assert types()["capture"].holds == "takes" and types()["shelling"].armed and types()["withdrawal"].moves
    ranks = [t.rank for t in types().values() if t.rank is not None]
    assert sorted(ranks) == list(range(len(ranks)))


@pytest.mark.parametrize(("line", "said"), [('id = "clash", armed = true, arned = true', "arned"), ('id = "clashes"', "clashes")])
def test_a_wrong_line_of_traits_is_refused(monkeypatch, line, said):
    broken = tomllib.loads(f"type = [{{ {line} }}]")
    monkeypatch.setattr("marsad.lexicon.tables.table", lambda name: broken)
    with pytest.raises(LexiconError, match=said):
        types.__wrapped__()


def test_a_table_that_was_parsed_is_read_from_the_cache_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon_tables, "cache_folder", lambda: tmp_path / "new")
    source = b'a = [1, "x"]\n[b]\nc = 2.5\n'
    told = lexicon_tables._remembered("x.toml", source)
    monkeypatch.setattr(lexicon_tables.tomllib, "loads", lambda text: pytest.fail("parsed again"))
    assert lexicon_tables._remembered("x.toml", source) == told == {"a": [1, "x"], "b": {"c": 2.5}}
    (kept,) = (tmp_path / "new").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    monkeypatch.undo()
    monkeypatch.setattr(lexicon_tables, "cache_folder", lambda: tmp_path / "new")
    assert lexicon_tables._remembered("x.toml", source) == told  # damaged: parsed anew
    for n in range(5):
        lexicon_tables._remembered("x.toml", f"n = {n}".encode())
    assert len(list((tmp_path / "new").iterdir())) == lexicon_tables._KEPT
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(lexicon_tables, "cache_folder", lambda: tmp_path / "file")  # nothing can be kept there
    assert lexicon_tables._remembered("x.toml", source) == told
