"""marsad from Python: the page about it is run, tables of each library hold the same, what is wrong is told."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import json
import shutil
import warnings

import pytest
from conftest import ROOT

import marsad
from marsad.errors import InputError
from marsad.model import Doc, json_schema
from marsad.tabular import table_of

TAKEN = "سيطر الجيش السوداني على مدينة بارا صباح الأحد."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the examples run: the repository's sample data and an empty out/."""
    shutil.copytree(ROOT / "examples" / "data", tmp_path / "examples" / "data")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_page_about_python_prints_what_it_says(folder):
    failed, tried = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS)
    assert tried > 20 and failed == 0


def test_the_examples_of_the_package_itself_hold():
    failed, tried = doctest.testmod(marsad)
    assert tried == 3 and failed == 0


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_notebooks_run(path, folder):
    book = json.loads(path.read_text("utf-8"))
    cells = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 4 and book["nbformat"] == 4
    names: dict = {}
    for n, cell in enumerate(cells):
        exec(compile(cell, f"{path.name}[{n}]", "exec"), names)


def test_there_is_a_notebook():
    assert list((ROOT / "examples").glob("*.ipynb"))


def test_the_rows_of_a_document_are_those_of_an_archive(folder):
    archive = marsad.open_archive(folder / "a.db")
    with archive:
        archive.add(marsad.articles("examples/data/stories.jsonl"))
        kept = archive.claims(to="rows")
    coded = marsad.frame(marsad.code_many(marsad.articles("examples/data/stories.jsonl")), to="rows")
    assert len(coded) > 3
    assert sorted(coded, key=lambda row: row["claim_id"]) == sorted(kept, key=lambda row: row["claim_id"])


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_table_of_each_library_holds_the_rows(library):
    pytest.importorskip(library, reason=f"{library} is not installed")
    doc = marsad.code(TAKEN, published="2025-05-04")
    table = marsad.frame([doc], to=library)
    assert type(table).__module__.split(".")[0] == library
    types = table["type"].to_pylist() if library == "pyarrow" else list(table["type"])
    assert types == [claim.type for claim in doc.claims] == ["capture", "control"]


def test_without_pandas_tables_are_rows_and_one_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr("marsad.tabular.find_spec", lambda name: None)
    assert table_of([{"a": 1}]) == [{"a": 1}]
    with pytest.raises(InputError, match="pandas is not installed; run pip install pandas"):
        table_of([{"a": 1}], "pandas")
    with pytest.raises(InputError, match="'excel' is no kind of table"):
        table_of([], "excel")


def test_a_document_shows_itself_in_a_frame_that_reaches_nothing_around_it():
    shown = marsad.code(TAKEN + " <script>alert(1)</script>", published="2025-05-04")._repr_html_()
    assert shown.startswith("<iframe srcdoc=") and 'sandbox="allow-scripts"' in shown
    assert "سيطر" in shown and "<script" not in shown


def test_a_line_has_the_particulars_of_the_article_beside_its_claims_and_is_read_back():
    given = next(iter(marsad.articles(ROOT / "examples/data")))
    doc = marsad.code(given.text, published="2025-05-04", title="خبر")
    first, rest = ("id", "url", "site", "title", "published", "text", "claims"), ("published_at", "outlet", "author", "section", "language")
    told = doc.to_dicts()
    assert tuple(told) == (*first, *rest, "agency", "dateline", "forwarded_from", "reprint_of", "found", "second")
    assert json.loads(doc.to_json()) == json.loads(json.dumps(told)) and told["title"] == "خبر" and told["claims"]
    again = Doc.from_json(doc.to_json())
    assert again == doc.but(chrome=()) and again.but(text="").to_json() != doc.to_json() == again.to_json()
    assert set(json_schema()["$defs"]["Doc"]["required"]) == set(first)


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_keep_their_order_and_what_is_no_article_is_warned_of(jobs):
    texts = [TAKEN, "no Arabic", "قتل خمسة مدنيين في قصف على مدينة الفاشر."]
    with pytest.warns(UserWarning, match="skipped text 1"):
        docs = list(marsad.code_many(texts, published="2025-05-04", jobs=jobs))
    assert [doc.text for doc in docs] == [texts[0], texts[2]]
    assert docs[0].claims == marsad.code(TAKEN, published="2025-05-04").claims


def test_an_article_over_its_budget_is_warned_of_and_the_next_comes():
    with pytest.warns(UserWarning, match="takes more than"):
        docs = list(marsad.code_many([TAKEN * 2000, TAKEN], published="2025-05-04", budget=0.2))
    assert [doc.text for doc in docs][-1] == TAKEN


@pytest.mark.dear
def test_precision_keeps_fewer_claims_or_more():
    texts = [json.loads(line)["text"] for line in (ROOT / "tests/gold/own.jsonl").read_text("utf-8").splitlines()]
    every, usual, sure = (
        {c.id for d in marsad.code_many(texts, published="2025-01-12", precision=p) for c in d.claims} for p in ("low", "normal", "high")
    )
    assert sure
    assert sure < usual < every


def test_what_a_door_skips_is_warned_of_and_what_is_wrong_is_told(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TAKEN}) + "\n{\n", "utf-8")
    with pytest.warns(UserWarning, match="skipped .*a.jsonl"):
        assert [article.text for article in marsad.articles(tmp_path / "a.jsonl", published="2025-05-04")] == [TAKEN]
    for call, told in (
        (lambda: marsad.articles(tmp_path / "none.txt"), "there is no file or folder"),
        (lambda: marsad.code_many([], jobs=0), "0 is no number of processes"),
        (lambda: marsad.code_many([], precision="best"), "'best' is no precision"),
        (lambda: marsad.open_archive(tmp_path / "none.db", make=False), "none.db"),
    ):
        with pytest.raises(InputError, match=told):
            call()


@pytest.mark.parametrize(
    ("filters", "told"), [({"colour": "red"}, "no filter colour"), ({"type": "party"}, "cannot have"), ({"since": "May"}, "cannot have")]
)
def test_filters_that_are_none_are_told(tmp_path, filters, told):
    with marsad.open_archive(tmp_path / "a.db") as archive, pytest.raises(InputError, match=told):
        archive.events(**filters)


def test_the_ledger_of_a_day_and_operations_are_tables(tmp_path):
    with warnings.catch_warnings(), marsad.open_archive(tmp_path / "a.db") as archive:
        warnings.simplefilter("error")
        archive.add(marsad.articles(ROOT / "src/marsad/samples/articles.jsonl"))
        (held,) = [row for row in archive.ledger(on="2025-01-13", country="SD", place="ود مدني", to="rows")]
        assert (held["state"], held["holder"]) == ("held", "Sudanese Armed Forces")
        assert {"side", "objectives", "state"} <= set(archive.operations(country="SD", to="rows")[0])
        table = archive.events(country="SD", to="pyarrow")
        assert table.num_rows == len(archive.find(country="SD")) > 3


def test_the_package_says_that_it_is_typed():
    assert importlib.util.find_spec("marsad").submodule_search_locations
    assert (ROOT / "src" / "marsad" / "py.typed").exists()
    for name in marsad.__all__:
        assert getattr(importlib.import_module("marsad"), name) is not None
