"""The same claims and events from Spark as from one machine: of every kind of input, after stops, and when a machine dies in mid-job."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import defaultdict

import pytest
from support import spark

pytestmark = pytest.mark.skipif(spark.why_not() is not None, reason=str(spark.why_not()))


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spark") / "in [put] %20"
    spark.write_inputs(folder)
    return folder


@pytest.fixture(scope="module")
def one_machine(inputs, tmp_path_factory):
    return spark.alone(inputs, tmp_path_factory.mktemp("alone") / "a.db")


@pytest.fixture(scope="module")
def session():
    from marsad.scale.spark.session import session as start

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYSPARK_SUBMIT_ARGS", spark.quick(spark_sql_shuffle_partitions="2", spark_sql_files_maxPartitionBytes="60k"))
        made = start()
        yield made
        made.stop()


def test_stopped_twice_and_salted_it_tells_what_one_machine_tells(session, inputs, one_machine, tmp_path, monkeypatch):
    from marsad.archive import open_archive, store
    from marsad.scale.spark import job

    monkeypatch.setattr(store, "BATCH", 100_000)  # what is taken at once has no history that ids would keep
    monkeypatch.setattr(job, "_HEAVY", 3)  # so that keys are salted and calls see few records
    monkeypatch.setattr(job, "_BUCKET", 20)
    out = tmp_path / "coded" / "2017"  # a name like those inside it
    asked = job.Asked((str(inputs),), str(out), "2026-11-18", part=40_000)
    told: list[str] = []

    def until(words: str):
        def tell(line: str) -> None:
            told.append(line)
            if line.startswith(words):
                raise KeyboardInterrupt

        return tell

    for words in ("part 2", "merging"):
        with pytest.raises(KeyboardInterrupt):
            job.run(session, asked, until(words))
    coded = [line.split(":")[0] for line in told if line.startswith("part")]
    assert len(coded) == len(set(coded)) + 1  # the part that was stopped, and no other, is begun again
    done = job.run(session, asked)
    assert done.coded_before == len(set(coded))
    claims, events, copies = spark.in_tables(out)
    assert claims == one_machine[0] and events == one_machine[1] and copies == one_machine[2]
    assert sum(of is not None for of in copies.values()) > 20 and max(e.count('"one"') for e in events.values()) > 5
    assert (done.articles, done.claims, done.events) == (len(copies), len(claims), len(events))
    assert done.skipped == 4 and {reason.split(" (")[0] for _, reason in done.shown} >= {
        "the line is not JSON",
        "the file breaks off here",
        "the record's length is wrong",
    }

    again = job.run(session, asked)
    assert again._replace(coded_before=0) == done._replace(coded_before=0)
    (inputs.parent / "more.jsonl").write_text(
        spark.lines([dict(spark.stories()[0], id="new", text="سيطر الجيش السوداني على مدينة الدلنج صباح الجمعة.")]), "utf-8"
    )
    more = job.run(session, asked._replace(inputs=(str(inputs), str(inputs.parent / "more.jsonl"), str(inputs))))
    assert more.articles == done.articles + 1 and more.coded_before == done.coded_before - 1  # the last part grew

    with open_archive(str(tmp_path / "taken.db")) as archive:  # and one machine takes what Spark wrote as it is
        from marsad.scale.written import written_articles, written_files

        files = written_files(str(out))
        faults: list[tuple[str, str]] = []
        archive.take(written_articles(files, lambda *f: faults.append(f)))
        taken = spark.in_archive(archive)
        assert not faults and len(taken[2]) == more.articles
        assert {k: v for k, v in taken[0].items() if k in claims} == claims
        assert taken[1] == spark.in_tables(out)[1]


def test_components_are_those_of_a_union_find(session):
    from marsad.scale.spark.components import components

    draw = random.Random(4)
    edges = [(draw.randrange(60), draw.randrange(60)) for _ in range(40)] + [(n, n + 1) for n in range(-50, -20)] + [(7, 7)]
    kept: list = []

    def keep(table, name):
        rows = [tuple(r) for r in table.collect()]
        kept.append(rows)
        return session.createDataFrame(rows, "a bigint, b bigint")

    found = {r.node: r.component for r in components(session.createDataFrame(edges, "a bigint, b bigint"), keep).collect()}
    parent: dict[int, int] = {}

    def root(n: int) -> int:
        while parent.setdefault(n, n) != n:
            n = parent[n]
        return n

    for a, b in edges:
        if a != b:
            one, other = sorted((root(a), root(b)))
            parent[other] = one
    assert found == {n: root(n) for n in parent}
    assert len(kept) < 12  # and in few rounds, though one component is a chain of thirty


def test_records_that_stand_in_one_block_meet_under_a_key(lexicon):
    from support import merging

    from marsad.events.group import block_keys, look_keys, mergeable
    from marsad.scale.spark.keys import meeting_keys

    records = [r for r in merging.labelled(lexicon)[0] if mergeable(r)]
    stand, look = defaultdict(set), {}
    for r in records:
        for key in block_keys(r):
            stand[key].add(r.id)
        look[r.id] = meeting_keys(r)[1]
    found = {r.id: meeting_keys(r)[0] for r in records}
    near = [(r.id, other) for r in records for key in look_keys(r) for other in stand.get(key, ())]
    assert len(near) > len(records) and all(look[one] & found[other] for one, other in near)


def test_a_worker_is_killed_in_mid_job_and_an_article_kills_its_process(inputs, one_machine, tmp_path):
    poison = tmp_path / "poison.jsonl"
    poison.write_text(spark.lines([{"id": "poison", "text": f"قتل خمسة جنود في حلب يوم الجمعة. {spark.POISON}", "published": "2024-05-02"}]), "utf-8")
    log = tmp_path / "cluster"
    log.mkdir()
    cluster = spark.Cluster(log, 2, spark.environment(poisoned=tmp_path))
    ui = spark.free_port()
    settings = {
        "spark.ui.port": str(ui),
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.executor.memory": "700m",
        "spark.executor.extraJavaOptions": spark.JAVA,
        "spark.driver.extraJavaOptions": spark.JAVA,
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.files.maxPartitionBytes": "20k",
        **spark.FEW_TASKS,
    }
    try:
        job = cluster.submit(str(inputs), str(poison), "-o", str(tmp_path / "out"), "--published", "2026-11-18", conf=settings)
        try:
            spark.wait_for(lambda: any(busy >= 2 and done >= 1 for busy, done in spark.tasks(ui)), 300, "both workers to be at work")
            cluster.kill_worker(0)
            said, _ = job.communicate(timeout=900)
        finally:
            spark.kill(job)
        assert job.returncode == 0, said[-3000:]
        assert cluster.alive() == 1  # the master saw it die
        assert "poison.jsonl:1: coding it ended the process (exit 9)" in said
        claims, events, copies = spark.in_tables(tmp_path / "out")
        assert claims == one_machine[0] and events == one_machine[1] and copies == one_machine[2]
    finally:
        cluster.stop()


def test_what_others_wrote_is_not_written_over(session, tmp_path):
    from marsad.errors import InputError
    from marsad.scale.spark import job

    (tmp_path / "a.jsonl").write_text("{}\n", "utf-8")
    (tmp_path / "out" / "events").mkdir(parents=True)
    with pytest.raises(InputError, match="holds events, but no _work of an earlier start; give a new folder"):
        job.run(session, job.Asked((str(tmp_path / "a.jsonl"),), str(tmp_path / "out")))


@pytest.mark.parametrize(
    ("path", "words"),
    [("/nowhere/at/all", "there is no file or folder /nowhere/at/all; check the path."), ("nofs://host/x", "nofs://host/x cannot be read (")],
)
def test_a_path_that_is_not_there_is_told(session, path, words, tmp_path):
    from marsad.errors import InputError
    from marsad.scale.spark import job

    with pytest.raises(InputError) as told:
        job.run(session, job.Asked((path,), str(tmp_path / "out")))
    assert words in str(told.value)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="there is no file in what was given"):
        job.run(session, job.Asked((str(tmp_path / "empty"),), str(tmp_path / "out")))
    (tmp_path / "empty" / "out").mkdir()
    (tmp_path / "empty" / "out" / "a.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(InputError, match="there is no file in what was given"):  # what it wrote itself is not read
        job.run(session, job.Asked((str(tmp_path / "empty"),), str(tmp_path / "empty" / "out")))


@pytest.mark.parametrize(
    ("args", "words"),
    [(["--published", "soon", "-o", "{here}/out"], "'soon' is not a date"), (["-o", "{here}/out", "--part-size", "0"], "")],
)
def test_bad_input_is_one_sentence(args, words, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "قتل خمسة جنود في حلب."}\n', "utf-8")
    command = [sys.executable, "-m", "marsad.scale.spark", str(tmp_path / "a.jsonl"), *(a.format(here=tmp_path) for a in args)]
    done = subprocess.run(command, env=spark.environment() | {"PYSPARK_SUBMIT_ARGS": spark.quick()}, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if line.startswith("marsad: ")]
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    assert not words or words in said[-1]


def test_an_output_that_cannot_be_written_is_one_sentence(session, tmp_path, monkeypatch, capfd):
    """In this process and its session: another takes eight seconds to start."""
    from marsad.scale.spark import __main__ as entry
    from marsad.scale.spark import session as sessions

    (tmp_path / "a.jsonl").write_text('{"text": "قتل خمسة جنود في حلب."}\n', "utf-8")
    stopped = []
    monkeypatch.setattr(type(session), "stop", lambda self: stopped.append(self))
    monkeypatch.setattr(sys, "argv", ["marsad-spark", str(tmp_path / "a.jsonl"), "-o", "/proc/marsad"])
    with pytest.raises(SystemExit) as left, pytest.warns(UserWarning, match="without tokens"):
        entry.main()
    monkeypatch.undo()
    said = [line for line in capfd.readouterr().err.splitlines() if line.startswith("marsad: ")]
    assert left.value.code == 2 and stopped == [session] == [sessions.session()]
    assert "start the same command again." in said[-1]
