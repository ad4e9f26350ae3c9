"""A user's own lexicon: the folder, `marsad lexicon`, what articles have that it lacks."""

import importlib.util
import tomllib

import pytest
from conftest import ROOT, command

from marsad.errors import LexiconError
from marsad.lexicon import own, packaged, read_tables, schema
from marsad.lexicon.written import entry_text
from marsad.read import article_from_text
from marsad.report.examples import faults_of
from marsad.report.gaps import Gaps
from marsad.serve.commands.work import knowledge_anew

WARD = ("lexicon", "add", "--actor", "xx.ward", "--ar", "كتائب الورد", "--en", "Ward Brigades", "--kind", "rebel_group", "--cc", "SY")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The user's folder; the option's variable is taken back behind the test."""
    monkeypatch.setenv("MARSAD_LEXICON", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.mark.dear
def test_words_and_actors_are_added_and_laid_over_the_packaged_ones(folder):
    assert command("lexicon", "add", "--frame", "attack", "--verb", "دكدك يدكدك")[0] == 0
    assert command("lexicon", "add", "--frame", "attack", "--noun", "دكدكة دكدكات")[0] == 0
    assert command(*WARD)[0] == 0
    assert command("lexicon", "add", "--actor", "xx.ward", "--also", "ألوية الورد")[0] == 0
    tables, before = read_tables(), packaged()
    attack = next(f for f in schema.frames(tables["frames"]) if f.id == "attack")
    old = next(f for f in schema.frames(before["frames"]) if f.id == "attack")
    assert attack.verbs == (*old.verbs, "دكدك يدكدك") and attack.nouns == (*old.nouns, "دكدكة دكدكات") and attack.type == old.type
    ward = next(a for a in schema.actors(tables["actors"]) if a.id == "xx.ward")
    assert (ward.ar, ward.also, ward.file) == ("كتائب الورد", ("ألوية الورد",), str(folder / "own.toml"))
    assert len(tables["frames"]) == len(before["frames"]) and len(tables["actors"]) == len(before["actors"]) + 1


def test_the_option_names_the_folder_for_any_command(folder, tmp_path):
    other = tmp_path / "other"
    assert command("lexicon", "add", f"--lexicon={other}", *WARD[2:])[0] == 0
    assert (other / "own.toml").exists() and not folder.exists()
    assert command("lexicon", "list", "--kind", "actor", "--lexicon", other)[1].count("xx.ward\trebel_group\tكتائب الورد") == 1
    assert command("lexicon", "list", "--lexicon")[0] == 2


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--frame", "attack", "--verb", "دكدك"), "frame attack: the verb 'دكدك' needs its past and present"),
        (("--frame", "nobody", "--verb", "دكدك يدكدك"), "no frame has the id nobody"),
        (("--frame", "attack"), "--frame needs a --verb or a --noun"),
        (("--actor", "xx.ward", "--ar", "كتائب الورد"), "no actor has the id xx.ward"),
        ((*WARD[2:-3], "army"), 'kind = "army" is none of state_forces'),
        ((), "give one of: a file of entries"),
    ],
)
def test_what_is_not_well_formed_is_refused_and_nothing_kept(folder, asked, told):
    status, _, errors = command("lexicon", "add", *asked)
    assert status == 2 and told in errors and errors.count("\n") == 1
    assert not folder.exists()


@pytest.mark.dear
def test_a_file_is_added_whole_or_not_at_all(folder, tmp_path):
    file = tmp_path / "mine.toml"
    place = {"ar": "تل الزعرور", "en": "Tell Zarur", "kind": "settlement", "cc": "SY", "at": [35.2, 36.6]}
    file.write_text(entry_text("place", place, ["a note"]) + entry_text("actor", {"id": "xx.y"}), "utf-8")
    assert command("lexicon", "add", file)[0] == 2 and not folder.exists()
    file.write_text(entry_text("place", place, ["a note"]), "utf-8")
    assert command("lexicon", "add", file)[0] == 0
    assert (folder / "mine.toml").read_text("utf-8").startswith("# a note\n")
    assert read_tables()["places"]["place"][-1]["at"] == [35.2, 36.6]
    assert "stands there already" in command("lexicon", "add", file)[2]


def test_a_file_of_another_kind_and_a_doubled_id_are_named(tmp_path):
    (tmp_path / "a.toml").write_text('colour = "red"', "utf-8")
    with pytest.raises(LexiconError, match=r"a\.toml has 'colour'"):
        own.read_own([tmp_path / "a.toml"])
    for name in ("b.toml", "c.toml"):
        (tmp_path / name).write_text('[[actor]]\nid = "xx.y"', "utf-8")
    with pytest.raises(LexiconError, match=r"c\.toml, actor xx\.y: the id stands in .*b\.toml too"):
        own.read_own([tmp_path / "b.toml", tmp_path / "c.toml"])


def test_a_folder_that_is_not_there_is_named(folder):
    with pytest.raises(LexiconError, match="is no folder"):
        own.own_files()


def test_entries_are_read_back_as_they_were_written():
    entry = {
        "id": "own-س",
        "verbs": ['هاجم "يهاجم"'],
        "prep": {"على": "target"},
        "weak_noun": True,
        "at": [1.5, -2.0],
        "examples": [{"text": "سطر\nثان"}],
    }
    assert tomllib.loads(entry_text("frame", entry, ["two\nlines"])) == {"frame": [entry]}


SHOWN = {
    "text": "هاجم مسلحون نقطة تفتيش للجيش العراقي في كركوك.",
    "yields": ["armed_attack"],
    "agent": "مسلحون",
    "target": "نقطة تفتيش",
    "place": "كركوك",
}


def test_an_example_with_its_roles_swapped_is_no_example(lexicon):
    assert list(faults_of(SHOWN)) == []
    swapped = list(faults_of({**SHOWN, "agent": SHOWN["target"], "target": SHOWN["agent"]}))
    assert len(swapped) == 2 and "as the agent of armed_attack" in swapped[0] and "as the target" in swapped[1]
    assert len(list(faults_of({**SHOWN, "place": "مسلحون"}))) == 1
    assert "gives no protest" in next(faults_of({**SHOWN, "yields": ["protest"]}))
    assert "must not" in next(faults_of({"text": SHOWN["text"], "yields": ["armed_attack"], "never": ["armed_attack"]}))
    assert "is to give nothing" in next(faults_of({"text": SHOWN["text"]}))


def test_what_articles_have_and_the_lexicon_lacks(lexicon):
    found = Gaps()
    text = "دكدكت قوات النظام السوري مواقع المعارضة في ريف حماة. وقتل مدنيون في قصف على بلدة تل الزعرور قرب حماة. ودكدكت قوات النظام السوري اللطامنة. وهاجم مسلحون من كتائب الورد الأحمر نقاطا للجيش السوري."
    found.take(article_from_text(text, published="2020-06-15"))
    written = tomllib.loads(found.proposals(1))
    assert [f["verbs"] for f in written["frame"]] == [["دكدكت"]] and "# 2 times: دكدكت قوات" in found.proposals(1)
    assert "كتائب الورد الأحمر" in [a["ar"] for a in written["actor"]] and {a["cc"] for a in written["actor"]} == {"SY"}
    assert [p["ar"] for p in written["place"]] == ["تل الزعرور"]
    assert "place" not in tomllib.loads(found.proposals(2))
    with pytest.raises(LexiconError, match="needs two numbers"):
        schema.places([{**written["place"][0], "en": "Tell Zarur"}])


def test_coverage_counts_sentences_and_names_what_is_silent(lexicon, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    spec = importlib.util.spec_from_file_location("bench_coverage", ROOT / "bench" / "coverage.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    coverage = bench.Coverage(lexicon)
    coverage.take(article_from_text("قصفت قوات النظام السوري بالمدفعية بلدة كفر نبل. وتقرأ قوات النظام السوري الصحف.", published="2020-06-15"))
    assert coverage.sentences["armed actor"] == 2 and coverage.telling["armed actor"] == 1
    assert coverage.sentences["weapon"] == 1 and coverage.telling["any"] == 1
    assert coverage.silent == {"تقرا (not in the lexicon)": 1}


@pytest.mark.slow
def test_a_lexicon_folder_is_read_with_and_checked(alone):
    mine = alone / "own"
    mine.mkdir()
    shown = {**SHOWN, "text": SHOWN["text"].replace("مسلحون", "رجال كتائب الورد"), "agent": "كتائب الورد"}
    (mine / "a.toml").write_text(
        entry_text("frame", {"id": "attack", "verbs": ["دكدك يدكدك"], "examples": [shown]})
        + entry_text("actor", {"id": "xx.ward", "ar": "كتائب الورد", "en": "Ward Brigades", "kind": "rebel_group", "cc": "SY"}),
        "utf-8",
    )

    def run(*args: str, stdin: str = "") -> tuple[int, str, str]:
        knowledge_anew()  # as a new process begins
        return command(*args, stdin=stdin.encode())

    status, out, err = run("lexicon", "check", str(mine))
    assert status == 0 and "1 of 1 example(s) give what they say" in out, err
    _, coded, _ = run("--lexicon", str(mine), "code", "-", "-f", "jsonl", stdin="دكدكت كتائب الورد نقطة تفتيش للجيش السوري في حماة.")
    assert '"id":"xx.ward"' in coded
    (mine / "a.toml").write_text(
        (mine / "a.toml").read_text("utf-8").replace('"رجال', '"رجل', 1).replace('agent = "كتائب الورد"', 'agent = "كركوك"'), "utf-8"
    )
    status, _, err = run("lexicon", "check", str(mine))
    assert status == 1 and "does not give 'كركوك' as the agent" in err
