"""Several processes code what one does, in its order; a worker that dies takes nothing with it but the article that kills."""

from __future__ import annotations

import functools
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from conftest import article_texts

from marsad.archive import open_archive
from marsad.coder import code_article
from marsad.read import article_from_text
from marsad.scale import pool
from marsad.scale.budget import OverBudget, within
from marsad.scale.pool import BATCH, Coded, Fault, coded


@pytest.fixture(scope="module")
def articles(lexicon):
    texts = article_texts(25)
    return [article_from_text(f"{text}\n({n})", published="2024-05-01", id=f"a{n}") for n, text in enumerate(texts * 3)]


@pytest.fixture(scope="module")
def one(articles):
    return list(coded(articles, code_article))


@pytest.fixture(scope="module")
def known(one):
    """A coder that has coded them already: where it is the workers that are tested."""
    docs = {c.article.id: c.doc() for c in one}
    return lambda article: docs[article.id]


@pytest.mark.dear
@pytest.mark.parametrize("jobs", [2, 5])
def test_the_same_to_the_byte_and_in_order(articles, one, jobs):
    assert list(coded(iter(articles), code_article, jobs)) == one
    assert all(isinstance(c, Coded) for c in one)


def test_nothing_and_little(articles, one):
    assert list(coded([], code_article, 3)) == []
    assert list(coded(articles[:1], code_article, 3)) == one[:1]


def killing(*ids: str, how: str = "exit", code_article=code_article):
    def code(article):
        if article.id in ids:
            if how == "raise":
                raise ValueError("a broken article")
            os._exit(7) if how == "exit" else os.kill(os.getpid(), signal.SIGKILL)
        return code_article(article)

    return code


@pytest.mark.parametrize("how", ["exit", "kill", "raise"])
@pytest.mark.parametrize("ids", [("a0",), ("a3", "a4", "a40"), ("a74",)])
def test_what_kills_is_named_and_the_others_are_kept(articles, one, known, ids, how):
    made = list(coded(iter(articles), killing(*ids, how=how, code_article=known), 2))
    faults = {c.article.id: c.reason for c in made if isinstance(c, Fault)}
    assert set(faults) == set(ids)
    assert all(("a broken article" if how == "raise" else "ended the process") in r for r in faults.values())
    assert [c for c in made if isinstance(c, Coded)] == [c for c in one if c.article.id not in ids]
    assert [c.article.id for c in made] == [a.id for a in articles]


def hanging(*ids: str, deaf: bool = False, code_article=code_article):
    def code(article):
        if article.id in ids:
            if deaf:  # what is in a library's own loop heeds no alarm
                signal.signal(signal.SIGPROF, signal.SIG_IGN)
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
            while True:
                pass
        return code_article(article)

    return code


@pytest.mark.dear
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_takes_too_long_is_named_and_the_others_are_kept(articles, one, known, jobs):
    made = list(coded(articles, hanging("a0", "a9", code_article=known), jobs, budget=0.2))
    faults = {c.article.id: c.reason for c in made if isinstance(c, Fault)}
    assert faults == dict.fromkeys(("a0", "a9"), "coding it takes more than 0.2 s; give it more time with --budget")
    assert [c for c in made if isinstance(c, Coded)] == [c for c in one if c.article.id not in faults]


@pytest.mark.dear
def test_a_worker_that_heeds_nothing_is_ended(articles, one, known, monkeypatch):
    monkeypatch.setattr(pool, "_GRACE", 0.4)
    made = list(coded(articles, hanging("a3", deaf=True, code_article=known), 2, budget=0.2))
    assert [c.article.id for c in made if isinstance(c, Fault)] == ["a3"]
    assert [c for c in made if isinstance(c, Coded)] == [c for c in one if c.article.id != "a3"]


def test_a_budget_ends_with_its_block():
    with pytest.raises(OverBudget), within(0.05):
        while True:
            pass
    before = signal.getsignal(signal.SIGPROF)
    with within(0.05):
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert before == signal.getsignal(signal.SIGPROF)


def test_time_that_a_process_waits_does_not_count():
    with within(0.05):
        time.sleep(0.3)


def test_an_alarm_that_was_set_before_goes_on():
    heard = []
    handler = signal.signal(signal.SIGALRM, lambda *_: heard.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with within(10):
            time.sleep(0.4)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
    assert heard == [1]


def test_a_regular_expression_is_interrupted():
    """One that tries all ways to part a text does not come back to the interpreter of itself."""
    with pytest.raises(OverBudget), within(0.3):
        re.match(r"(?:a|a)+b", "a" * 60)


def test_a_worker_that_is_killed_once_loses_nothing(articles, one, known, tmp_path):
    mark = tmp_path / "once"

    def code(article):
        if article.id == "a20" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return known(article)

    assert list(coded(iter(articles), code, 2)) == one


def test_reading_runs_ahead_by_a_bounded_stretch(articles):
    read = 0

    def counted():
        nonlocal read
        for article in articles * 20:
            read += 1
            yield article

    stream = coded(counted(), code_article, 2)
    for _ in range(3):
        next(stream)
    assert read <= 2 * 12 * BATCH + 2 * BATCH
    stream.close()


@pytest.mark.dear
def test_an_archive_is_the_same_whatever_the_number_of_processes(articles, tmp_path):
    told = []
    for jobs in (1, 3):
        with open_archive(str(tmp_path / f"{jobs}.db")) as archive:
            faults = []
            done = archive.add(iter([*articles, *articles[:5]]), killing("a7", how="raise"), jobs=jobs, on_fault=faults.append)
            assert [f.article.id for f in faults] == ["a7"] and done.new == len(articles) - 1
            assert archive.add(iter(articles), killing("a7", how="raise"), jobs=jobs) == (0, 0, len(articles) - 1)
            told.append(([e for e in archive.events()], archive.status()["claim"]))
    assert told[0] == told[1]


@pytest.mark.dear
def test_interrupted_the_archive_is_whole(tmp_path):
    file = tmp_path / "many.jsonl"
    import json

    texts = article_texts(25)
    with file.open("w", encoding="utf-8") as out:
        for n in range(2000):
            out.write(json.dumps({"id": f"m{n}", "text": f"{texts[n % 25]}\n({n})", "published": "2024-05-01"}, ensure_ascii=False) + "\n")
    db = tmp_path / "a.db"
    command = [
        sys.executable,
        "-c",
        "from marsad.cli import main; main()",
        "add",
        str(file),
        "--db",
        str(db),
        "-j",
        "2",
    ]
    # A shell that starts the tests in the background has all below them ignore SIGINT; a terminal does not.
    heeding = functools.partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heeding)
    for _ in range(400):
        time.sleep(0.3)
        if db.exists():
            with open_archive(str(db)) as archive:
                if archive.status()["article"] >= 80:
                    break
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and b"Traceback" not in err, err
    with open_archive(str(db)) as archive:
        s = archive.status()
        assert 80 <= s["article"] == s["revision"] < 2000
        assert len(list(archive.documents())) == s["article"]


@pytest.mark.dear
def test_the_command_line_gives_the_same_bytes(tmp_path):
    (tmp_path / "n.txt").write_text("\n\n".join(article_texts(12)), "utf-8")

    def run(*more):
        return subprocess.run(
            [sys.executable, "-c", "from marsad.cli import main; main()", "code", "n.txt", "--as", "blocks", "-f", "jsonl", *more],
            cwd=tmp_path,
            capture_output=True,
        ).stdout

    assert run() == run("-j", "2") != b""
