"""Knowledge is data: the code names no Arabic word; words stand in the TOML files of the lexicon, where a user finds them."""

from __future__ import annotations

import ast
import re
import textwrap

import pytest
from conftest import ROOT

from marsad.errors import LexiconError
from marsad.lexicon.asides import words
from marsad.lexicon.tables import table
from marsad.telling.words import wording

SOURCE = ROOT / "src" / "marsad"
WORD = re.compile(r"[\u0621-\u064a]+")
PARTICLES = {"من", "في", "ما", "مع", "عن", "او", "أو", "قد", "لا", "لم"}
# What is no knowledge of the news: letters by what they do when words are spelled or joined, endings, and what marsad is called.
LETTERS = {
    "arabic/clitics.py",
    "arabic/inflect.py",
    "arabic/mending.py",
    "arabic/normalise.py",
    "arabic/repair.py",
    "arabic/visual.py",
    "evaluate.py",
    "gazetteer/build.py",
    "gazetteer/rows.py",
    "second/spans.py",
    "telling/latin.py",
}
ENDINGS = {"يين", "يون", "است", "اوي", "وال", "وها", "وهم", "مرصد"}
# Of sentences: the endings of two, a pronoun behind a noun, ب with an article, the ending of names of countries.
TELLING = {"تان", "تين", "ارا", "هما", "بال", "ستان"}
# What `Mention.prep` is, whichever words say so.
LABELS = {"coder/mention.py": {"بينهم", "بيد"}, "coder/prepositions.py": {"من", "في"}}


def _said(tree: ast.Module) -> set[int]:
    """The ids of the nodes that only speak to a reader of the code: docstrings, and descriptions of fields."""
    out = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    return out | {id(k.value) for n in ast.walk(tree) if isinstance(n, ast.Call) for k in n.keywords if k.arg == "description"}


def named(code: str) -> list[tuple[int, str]]:
    """(line, word) of the Arabic words in the strings of a file: of three letters and more, and particles of two."""
    tree = ast.parse(code)
    said = _said(tree)
    strings = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in said]
    told = [(n.lineno, word) for n in strings for word in WORD.findall(n.value)]
    return sorted((line, word) for line, word in told if len(word) > 2 or word in PARTICLES)


@pytest.mark.dear
def test_the_code_names_no_word():
    files = sorted(SOURCE.rglob("*.py"))
    assert len(files) > 200
    found = []
    for path in files:
        name = path.relative_to(SOURCE).as_posix()
        if name not in LETTERS:
            allowed = ENDINGS | LABELS.get(name, set()) | (TELLING if name.startswith("telling/") else set())
            found += [f"{name}:{line}: {word}" for line, word in named(path.read_text("utf-8")) if word not in allowed]
    assert found == []


def test_a_word_in_the_code_is_seen():
    code = '''
        def f(w):
            """Before دون."""
            return w.norm == "دون" or w.norm in ("من", "ال") or re.match(f"(?:شهر )?{w}", w)
        '''
    assert [word for _, word in named(textwrap.dedent(code))] == ["دون", "شهر", "من"]


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_files_of_letters_are_there(name):
    assert (SOURCE / name).exists()


@pytest.mark.parametrize("kind", ["arabic", "written", "shape"])
def test_what_sentences_say_around_their_patterns_is_asked_for(kind):
    code = "".join(path.read_text("utf-8") for path in (SOURCE / "telling").glob("*.py"))
    assert [name for name in table("sentences")[kind] if f'"{name}"' not in code and f"'{name}'" not in code] == []


def test_a_wording_that_the_lexicon_lacks_is_named():
    with pytest.raises(LexiconError, match=r"sentences\.toml arabic lacks 'nothing'"):
        wording("nothing")


def test_words_of_asides_come_with_the_forms_of_their_verbs():
    kind = table("asides")["setting_up"]
    assert "نصبوا" not in kind["words"]
    assert {"نصبوا", "ينصبون", "نصب"} <= words("setting_up")
    assert words("short_of") == {"دون"}
