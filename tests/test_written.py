"""What Spark wrote is taken by `marsad add` as it was coded; what an older lexicon coded is coded again by `marsad recode`."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
from support import writer
from test_cli import marsad

from marsad.archive import open_archive
from marsad.coder import code_article
from marsad.scale.spark.tables import ARTICLES, article_rows
from marsad.scale.written import written_articles, written_files
from marsad.versions import Versions, versions


def _written(folder, made_by, numbers):
    """A table of coded articles, as the job writes it."""
    docs = [code_article(writer.article(n)).to_json() for n in numbers]
    batch = pa.RecordBatch.from_pydict({"document": pa.array(docs, pa.binary()), "reprint_of": pa.array([None] * len(docs), pa.string())})
    table = pa.Table.from_batches(list(article_rows(made_by)([batch])), ARTICLES)
    pq.write_to_dataset(table, folder, partition_cols=["country", "month"])
    return docs


def test_taken_as_it_was_coded(tmp_path):
    out = tmp_path / "out" / "articles"
    _written(out, versions(), range(20))
    db = str(tmp_path / "a.db")
    status, _, told = marsad("add", "--db", db, tmp_path / "out")
    assert status == 0 and "20 new article(s), 0 changed, 0 as they were" in told
    assert "0 new article(s), 0 changed, 20 as they were" in marsad("add", "--db", db, out / "country=SD")[2]
    with open_archive(db) as taken, open_archive(str(tmp_path / "b.db")) as coded:
        coded.add((writer.article(n) for n in range(20)), code_article)
        assert list(taken.documents()) == list(coded.documents())
        assert list(taken.claims()) == list(coded.claims())
        assert list(taken.events()) == list(coded.events())


def test_an_older_lexicon_is_told_and_its_articles_are_coded_again(tmp_path):
    _written(tmp_path / "old", Versions("0.0.1", "before"), range(3))
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.take(written_articles(written_files(str(tmp_path / "old")), lambda *_: None))
        assert {m[:2] for m in archive.status()["made_by"]} == {("0.0.1", "before")}
        assert archive.recode(code_article) == 3
        assert {m[:2] for m in archive.status()["made_by"]} == {tuple(versions())}


def test_broken_files_and_rows_cost_themselves_alone(tmp_path):
    _written(tmp_path / "in", versions(), range(4))
    good = pa.Table.from_pydict({name: ["x"] for name in ("text", "coded", "program", "lexicon")})
    pq.write_table(good, tmp_path / "in" / "other.parquet")
    cut = next((tmp_path / "in").rglob("country=*/month=*/*.parquet")).read_bytes()
    (tmp_path / "in" / "cut.parquet").write_bytes(cut[: len(cut) // 2])
    faults: list[tuple[str, str]] = []
    files = written_files(str(tmp_path / "in"))
    assert len(list(written_articles(files, lambda *f: faults.append(f)))) == 4
    assert sorted(why.split(" (")[0] for _, why in faults) == ["a coded article cannot be read", "the Parquet file breaks off here"]
    status, _, told = marsad("add", "--db", tmp_path / "a.db", tmp_path / "in")
    assert status == 0 and "4 new article(s)" in told and "2 skipped" in told


def test_any_other_folder_is_read_as_ever(tmp_path):
    assert written_files(str(tmp_path)) == [] and written_files("-") == [] and written_files(str(tmp_path / "none")) == []
    pq.write_table(pa.Table.from_pydict({"text": ["قتل خمسة جنود في حلب."]}), tmp_path / "a.parquet")
    assert written_files(str(tmp_path)) == []
    _written(tmp_path, versions(), range(2))
    assert written_files(str(tmp_path)) and (tmp_path / "b.txt").write_text("x") and written_files(str(tmp_path)) == []
