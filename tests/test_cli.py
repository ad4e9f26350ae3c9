"""The command line: what a user gets from good and from bad input."""

import gzip
import json
import subprocess
import sys

import pytest
from conftest import ROOT
from conftest import command as marsad

NEWS = "قصفت قوات الدعم السريع مدينة الفاشر بالمدفعية صباح الأحد وقتلت خمسة مدنيين."


def lines(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines() if line.strip()]


def test_code_a_file_as_jsonl(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(NEWS, "utf-8")
    status, out, _ = marsad("code", file, "--published", "2025-05-04", "--format", "jsonl")
    assert status == 0
    (doc,) = lines(out)
    assert doc["text"] == NEWS
    claim = next(c for c in doc["claims"] if c["type"] == "shelling")
    assert claim["places"][0]["name_en"] == "El Fasher"
    assert claim["time"]["start"] == "2025-05-04"


def test_standard_input_and_output_file(tmp_path):
    target = tmp_path / "deep" / "out.jsonl"
    status, _, _ = marsad("code", "-", "-f", "jsonl", "-o", target, stdin=NEWS.encode())
    assert status == 0
    assert len(lines(target.read_text("utf-8"))) == 1
    assert not list(tmp_path.rglob("*.part"))


def test_jsonl_keeps_ids_and_gz_reads_alike(tmp_path):
    rows = "\n".join(json.dumps({"id": f"n{i}", "text": NEWS, "published": "2025-05-04"}, ensure_ascii=False) for i in range(3))
    (tmp_path / "a.jsonl").write_text(rows, "utf-8")
    with gzip.open(tmp_path / "b.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(rows)
    status, out, _ = marsad("code", tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz", "-f", "jsonl")
    assert status == 0
    assert [d["id"] for d in lines(out)] == ["n0", "n1", "n2"] * 2


@pytest.mark.dear
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("command", ["code", "add"])
def test_an_article_over_its_budget_is_named_and_passed_over(tmp_path, command, jobs):
    long = NEWS + " قتل خمسة وجرح ستة وأصيب سبعة" * 6_000
    rows = [{"id": f"n{i}", "text": long if i == 1 else f"{NEWS} {i}", "published": "2025-05-04"} for i in range(4)]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    where = ("-f", "jsonl") if command == "code" else ("--db", tmp_path / "a.db")
    status, out, err = marsad(command, tmp_path / "a.jsonl", *where, "-j", jobs, "--budget", "0.5")
    assert status == 0
    assert "skipped n1: coding it takes more than 0.5 s" in err
    if command == "code":
        assert [d["id"] for d in lines(out)] == ["n0", "n2", "n3"]
    else:
        assert "3 new article(s)" in err


def test_html_page(tmp_path):
    page = f"<!doctype html><html><head><title>قصف الفاشر</title></head><body><nav>الرئيسية</nav><article><h1>قصف الفاشر</h1><p>{NEWS}</p><p>وقال شهود إن القصف استمر ساعات طويلة وأصاب منازل كثيرة في أحياء المدينة الشمالية.</p></article></body></html>"
    (tmp_path / "p.html").write_text(page, "utf-8")
    status, out, _ = marsad("code", tmp_path / "p.html", "-f", "jsonl")
    assert status == 0
    assert "shelling" in {c["type"] for c in lines(out)[0]["claims"]}


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("picture.txt", bytes(range(256)) * 20, "binary"),
        ("english.txt", b"The army said on Sunday that it had taken the town.", "not Arabic"),
        ("chrome.txt", "أخبار دولية\nالمزيد من الأخبار\nزر الذهاب إلى الأعلى".encode(), "page furniture"),
    ],
)
def test_what_cannot_be_coded_is_one_line_and_a_status(tmp_path, name, data, message):
    (tmp_path / name).write_bytes(data)
    status, out, err = marsad("code", tmp_path / name, "-f", "jsonl")
    assert status == 1
    assert out == ""
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16"])
def test_other_encodings(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes(NEWS.encode(encoding))
    status, out, _ = marsad("code", tmp_path / "a.txt", "-f", "jsonl")
    assert status == 0
    assert lines(out)[0]["text"] == NEWS


def test_broken_bytes_are_reported_and_the_rest_is_coded(tmp_path):
    (tmp_path / "a.txt").write_bytes(NEWS.encode() + b"\xff\xfe " + NEWS.encode())
    status, out, err = marsad("code", tmp_path / "a.txt", "-f", "jsonl")
    assert status == 0
    assert "broken UTF-8" in err
    assert lines(out)[0]["claims"]


def test_a_batch_goes_on_past_bad_articles(tmp_path):
    (tmp_path / "1.txt").write_bytes(b"")
    (tmp_path / "2.txt").write_text(NEWS, "utf-8")
    (tmp_path / "3.png").write_bytes(b"\x89PNG")
    huge = '{"text": "' + "ا" * 25_000_000 + '"}\n'
    (tmp_path / "4.jsonl").write_text(huge + json.dumps({"id": "after", "text": NEWS}) + "\n{broken\n", "utf-8")
    status, out, err = marsad("code", tmp_path, "-f", "jsonl")
    assert status == 0
    assert len(lines(out)) == 2
    assert lines(out)[1]["id"] == "after"
    assert "2 article(s) coded, 4 skipped" in err
    assert "too much for one article" in err
    assert "not JSON" in err


@pytest.mark.parametrize("args", [("code", "nowhere.txt"), ("code", "README.md", "--published", "yesterday"), ("code",)])
def test_wrong_arguments_are_one_line(args):
    status, _, err = marsad(*args)
    assert status == 2
    assert err.startswith("marsad: ")
    assert err.count("\n") == 1


def test_explain_names_rules_and_blocks(tmp_path):
    (tmp_path / "a.txt").write_text(NEWS + " وسيطر الجيش السوداني على مدينة بارا. وتقدم الكاتب بالشكر.", "utf-8")
    status, out, _ = marsad("explain", tmp_path / "a.txt")
    assert status == 0
    for expected in ("bombard/verb", "capture/verb", "what decides it", "sd.rsf", "clause 0", "و+"):
        assert expected in out


def test_samples_and_report(tmp_path):
    status, out, _ = marsad("code", "--samples", "--report", tmp_path / "report.html")
    assert status == 0
    assert "Al-Bukamal" in out
    page = (tmp_path / "report.html").read_text("utf-8")
    assert 'dir="rtl"' in page
    assert "<svg" in page
    assert 'class="move"' in page
    assert "http" not in page.replace("http-equiv", "")


def test_schema_is_published():
    status, out, _ = marsad("schema")
    assert status == 0
    told = json.loads(out)["$defs"]["Claim"]["description"]
    assert "\n" in told and "\n " not in told  # as docstrings are from Python 3.13 on


@pytest.mark.dear
def test_the_program_starts_by_itself():
    """All other tests call it in this process."""
    begun = [sys.executable, "-m", "marsad", "code", "-", "-f", "jsonl"]
    done = subprocess.run(begun, input=NEWS.encode(), capture_output=True, cwd=ROOT)
    assert done.returncode == 0 and len(lines(done.stdout.decode("utf-8"))) == 1
    assert subprocess.run([*begun[:4], "nowhere.txt"], capture_output=True, cwd=ROOT).returncode == 2
