"""Knowledge is data: the code names no Arabic word; words stand in the TOML files of the lexicon, where a user finds them."""

from __future__ import annotations

import ast
import re
import textwrap

import pytest
from conftest import ROOT

from marsad.lexicon.asides import words
from marsad.lexicon.tables import table

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
}
ENDINGS = {"يين", "يون", "است", "اوي", "وال", "وها", "وهم", "مرصد"}
# What `Mention.prep` is, whichever words say so.
LABELS = {"coder/mention.py": {"بينهم", "بيد"}, "coder/prepositions.py": {"من", "في"}}
TOLD_BY_ITS_OWN = "telling"  # sentences: their grammar is tested by what it writes


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
    files = sorted(path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).parts[0] != TOLD_BY_ITS_OWN)
    assert len(files) > 200
    found = []
    for path in files:
        name = path.relative_to(SOURCE).as_posix()
        if name not in LETTERS:
            allowed = ENDINGS | LABELS.get(name, set())
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


def test_words_of_asides_come_with_the_forms_of_their_verbs():
    kind = table("asides")["setting_up"]
    assert "نصبوا" not in kind["words"]
    assert {"نصبوا", "ينصبون", "نصب"} <= words("setting_up")
    assert words("short_of") == {"دون"}
