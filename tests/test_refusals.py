"""What Arabic pages are told: every sentence of the server, the explanation, labels; each in Arabic words."""

from __future__ import annotations

import ast
import re

import pytest
from conftest import ROOT
from support.serving import built, filled, local

from marsad.archive import open_archive
from marsad.archive.filters import DIFFER, GROUPS
from marsad.lexicon import load
from marsad.lexicon.tables import table
from marsad.model import EventType
from marsad.serve.commands.trial import Given, tried
from marsad.serve.refusals import language, told

SAYING = ("HTTPException", "InputError", "Changed", "_error", "_Answer")
# What `tiles.py` says is told at the start of the server, in its terminal.
FILES = [
    *(
        (ROOT / "src" / "marsad" / name)
        for name in ("archive/desk.py", "archive/batch.py", "archive/pins.py", "archive/saved.py", "archive/filters.py", "read/article.py")
    ),
    *(p for p in sorted((ROOT / "src" / "marsad" / "serve").rglob("*.py")) if p.name != "tiles.py"),
]
ARABIC = re.compile("[\u0620-\u064a]")


def _sentences():
    """The sentences that the files say, {} for what is filled in."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING:
                for part in (*node.args, *(k.value for k in node.keywords)):
                    yield from _told_by(part)


def _told_by(part):
    if isinstance(part, ast.IfExp):
        yield from (*_told_by(part.body), *_told_by(part.orelse))
    elif isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
        yield part.value
    elif isinstance(part, ast.JoinedStr):
        yield "".join(v.value if isinstance(v, ast.Constant) else "{}" for v in part.values)


def test_every_sentence_of_the_server_is_in_arabic_too():
    known = {row["en"]: row["ar"] for row in table("refusals")["say"]}
    said = set(_sentences())
    assert len(said) > 40 and said - set(known) == set()
    for english, arabic in known.items():
        assert ARABIC.search(arabic) and set(re.findall(r"\{(\d)\}", arabic)) <= {str(n) for n in range(english.count("{}"))}, english


@built
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_is_refused_is_told_in_the_readers_language(tmp_path, lang):
    with open_archive(str(tmp_path / "a.db")) as archive, local(filled(archive)) as client:
        client.headers["accept-language"] = lang
        for path in (
            "/api/events/none",
            "/api/articles/none",
            "/api/nothing",
            "/api/events?limit=0",
            "/api/events?since=2024-02-30",
            "/api/map?box=1,2",
        ):
            sentence = client.get(path).json()["error"]
            assert bool(ARABIC.search(sentence)) == (lang == "ar"), sentence
        sentence = client.post("/api/claims/none:1/accept", json={}).json()["error"]
        assert ("لا توجد رواية" in sentence) == (lang == "ar")


def test_the_language_is_the_first_that_is_asked_for():
    assert [language(h) for h in ("ar", "ar-SY,en;q=0.5", "en-GB,ar;q=0.5", "", None)] == ["ar", "ar", "en", "en", "en"]
    assert told("log in first.", "en") == "log in first." and told("no such sentence", "ar") == "no such sentence"


def test_the_explanation_is_in_arabic_for_arabic_readers():
    body = "قتل 5 مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة الفاشر، السبت، بحسب شبكة أطباء السودان.".encode()
    arabic = tried(Given(body, "p.txt", None, "ar")).articles[0].explanation
    assert "الفاعل: قوات الدعم السريع" in arabic and not re.findall(r"[A-Za-z]{2,}", arabic), arabic
    assert "agent: قوات الدعم السريع" in tried(Given(body, "p.txt", None)).articles[0].explanation
    (passed,) = tried(Given(b"nothing Arabic in here at all", "p.txt", None, "ar")).passed[:1]
    assert ARABIC.search(passed)


def test_every_group_and_every_difference_has_a_label_and_the_groups_are_the_lexicons():
    assert tuple(table("labels")["group"]) == GROUPS and tuple(table("labels")["differ"]) == DIFFER
    assert set(GROUPS) <= set(load().harmed.values())


def test_three_words_for_three_things():
    labels = table("labels")
    words = [labels["modality"]["asserted"]["ar"], labels["grade"]["confirmed"]["ar"], labels["grade"]["not asserted"]["ar"]]
    assert words == ["بصيغة الجزم", "موثَّق", "غير مجزوم به"]


def test_a_sides_colour_is_its_own():
    """No side has a colour of a class of events, no two have colours that are taken for each other."""
    from typing import get_args

    text = (ROOT / "web" / "src" / "lib" / "colours.ts").read_text("utf-8")
    classes = re.findall(r'^  \w+: "(#[0-9a-f]{6})"', text, re.M)
    sides = table("desk")["side"]
    assert len(classes) == 7 and set(sides) <= {a.name_en for a in load().actor_by_id.values()}
    colours = [tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (*sides.values(), *classes)]
    apart = lambda a, b: sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5  # noqa: E731
    near = [(a, b) for n, a in enumerate(colours[: len(sides)]) for b in colours[n + 1 :] if apart(a, b) < 40]
    assert near == []
    assert set(table("desk")["time"]["lasting"]) - {"control"} <= set(get_args(EventType))
