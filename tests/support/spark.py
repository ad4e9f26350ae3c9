"""For the tests of Spark: an input of every kind, one machine's answer to it, and a cluster on loopback."""

from __future__ import annotations

import contextlib
import gzip
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from pages.corpus import pages

from marsad.archive import open_archive, store
from marsad.coder import code_article
from marsad.read import linked, read_paths
from support import archives, merging, writer

# A test's jobs are short: compiling them well, collecting in parallel and proving Spark's own classes sound costs more than it brings.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote -XX:ReservedCodeCacheSize=240m"
# So does making Java of each of them. The job on the cluster is left as Spark's users have it.
_PLAIN = {"spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN", "spark.ui.enabled": "false"}
# Tables by country and month are many small files: several are read by one task, and the driver lists their folders itself.
FEW_TASKS = {"spark.sql.files.openCostInBytes": "1k", "spark.sql.sources.parallelPartitionDiscovery.threshold": "10000"}
POISON = "سمكفريد"  # a word that ends the process that codes it, where `poisoned` is the environment


def stories() -> list[dict]:
    """The articles of the gold of merging, whose claims make events over several articles, and made ones of days and towns."""
    told = [s for gold in (merging.FIRST, merging.SECOND) for s in merging.stories(gold)]
    gold = [
        {"id": f"s{n}-{k}", "text": a["text"], "published": a["published"], "outlet": a["outlet"]}
        for n, story in enumerate(told)
        for k, a in enumerate(story["article"])
    ]
    made = [writer.article(n // 2 if n % 3 else n) for n in range(120)]
    return gold + [{"id": f"m{n}", "text": a.text, "published": a.published, "outlet": f"صحيفة {n % 11}"} for n, a in enumerate(made)]


def write_inputs(folder: Path) -> None:
    """JSON lines with copies, changed and broken ones; packed and cut lines; a web archive; a Parquet file; a file that is nothing."""
    rows = stories()
    again = [dict(r, id=f"c-{r['id']}", outlet=f"وكالة {n}") for n, r in enumerate(rows[::7])]  # copies under other ids
    changed = [dict(r, text=r["text"] + "\nوأصيب ثلاثة جنود في حلب.") for r in rows[3:40:9]]
    half = len(rows) // 2
    folder.mkdir()
    (folder / "a.jsonl").write_text(lines(rows[:half]) + "{broken\n\n" + lines(again), "utf-8")
    (folder / "b [2] %20.jsonl").write_text(lines(rows[half:-20]) + lines(changed) + lines(rows[:2]), "utf-8")
    packed = gzip.compress(lines([dict(r, id=f"z{r['id']}", text=f"عاجل: {r['text']}") for r in rows[:12]]).encode())
    (folder / "c.jsonl.gz").write_bytes(packed[: -len(packed) // 8])
    known = pages()
    crawl = b"".join(gzip.compress(archives.record("response", *archives.good(n, known[n % len(known)]))) for n in range(30))
    broken = gzip.compress(archives.BROKEN[3][1](1, known[0]))
    (folder / "d").mkdir()
    (folder / "d" / "crawl.warc.gz").write_bytes(crawl + broken)
    pq.write_table(pa.Table.from_pylist(rows[-20:]), folder / "d" / "e.parquet")
    (folder / "f.bin").write_bytes(b"\x00\xff\xfe" * 50)


def lines(rows: list[dict]) -> str:
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)


def alone(inputs: Path, db: Path) -> tuple[dict[str, str], dict[str, str], dict[str, str | None]]:
    """What one machine makes of it: claims and events as JSON by their ids, and of which article each article is a copy."""
    with pytest.MonkeyPatch.context() as patch, open_archive(str(db)) as archive:
        patch.setattr(store, "BATCH", 100_000)  # all at once: an event that grows keeps the id of its first report
        items = linked(read_paths([str(inputs)], "2026-11-18"))
        archive.add((i.article for i in items if i.article is not None), code_article)
        return in_archive(archive)


def in_archive(archive) -> tuple[dict[str, str], dict[str, str], dict[str, str | None]]:
    claims = {id: _json(claim) for id, _, claim in archive.claims()}
    events = {e.id: _json(e) for e in archive.events()}
    return claims, events, {d.id: d.article.reprint_of for d in archive.documents()}


def in_tables(out: Path) -> tuple[dict[str, str], dict[str, str], dict[str, str | None]]:
    """The same as Spark's tables hold it, read by Arrow."""
    claims, events, articles = (ds.dataset(out / t, format="parquet", partitioning="hive").to_table() for t in ("claims", "events", "articles"))
    return (
        _pairs(claims, "claim_id", "body"),
        _pairs(events, "event_id", "body"),
        _pairs(articles, "id", "reprint_of"),
    )


def _pairs(table: pa.Table, key: str, value: str) -> dict:
    assert len(set(table[key].to_pylist())) == table.num_rows, f"a {key} stands twice"
    return dict(zip(table[key].to_pylist(), table[value].to_pylist(), strict=True))


def _json(value) -> str:
    return msgspec.json.encode(value).decode()


def quick(**settings: str) -> str:
    """For PYSPARK_SUBMIT_ARGS: what makes a session of short jobs quick, and other settings, with _ for a dot."""
    given = _PLAIN | FEW_TASKS | {n.replace("_", "."): v for n, v in settings.items()}
    told = " ".join(f"--conf {name}={value}" for name, value in given.items())
    return f"--driver-java-options '{JAVA}' {told} pyspark-shell"


# -- a cluster ------------------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def environment(poisoned: Path | None = None) -> dict[str, str]:
    """For processes of the cluster; with `poisoned`, a folder for what makes each Python of it die of one word."""
    env = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "SPARK_DAEMON_JAVA_OPTS": JAVA}
    if poisoned is not None:
        (poisoned / "sitecustomize.py").write_text(
            "import os, marsad.coder as coder\n"
            "right = coder.code_article\n"
            "def code(article):\n"
            f"    if {POISON!r} in article.text:\n"
            "        os._exit(9)\n"
            "    return right(article)\n"
            "coder.code_article = code\n",
            "utf-8",
        )
        env["PYTHONPATH"] = os.pathsep.join([str(poisoned), *filter(None, [os.environ.get("PYTHONPATH")])])
    return env


class Cluster:
    """A standalone master and workers of one core each, as separate processes on loopback."""

    def __init__(self, folder: Path, workers: int, env: dict[str, str]):
        import pyspark

        self.home = Path(pyspark.__file__).parent
        self.env = env | {"SPARK_HOME": str(self.home)}
        self.folder = folder
        self.port, self.web = free_port(), free_port()
        self.url = f"spark://127.0.0.1:{self.port}"
        self.processes = [self._start("master.Master", "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", str(self.web))]
        self.workers = [
            self._start(
                "worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                "--work-dir",
                str(folder / f"w{n}"),
                self.url,
            )
            for n in range(workers)
        ]
        wait_for(lambda: self.alive() == workers, 90, "the workers to register")

    def _start(self, name: str, *args: str) -> subprocess.Popen:
        log = (self.folder / f"{name}-{len(list(self.folder.glob('*.log')))}.log").open("w")
        return subprocess.Popen(
            [str(self.home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *args],
            env=self.env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def alive(self) -> int:
        """Workers that the master counts as alive."""
        return sum(w["state"] == "ALIVE" for w in (asked(f"http://127.0.0.1:{self.web}/json/") or {}).get("workers", ()))

    def submit(self, *args: str, conf: dict[str, str]) -> subprocess.Popen:
        """The job by spark-submit."""
        import marsad.scale.spark

        settings = [a for name, value in conf.items() for a in ("--conf", f"{name}={value}")]
        script = Path(marsad.scale.spark.__file__).with_name("__main__.py")
        return subprocess.Popen(
            [str(self.home / "bin" / "spark-submit"), "--master", self.url, *settings, str(script), *args],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def kill_worker(self, n: int) -> None:
        """As a machine that loses its power: the worker and its executor, at once."""
        kill(self.workers[n])

    def stop(self) -> None:
        for process in (*self.workers, *self.processes):
            kill(process)


def kill(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def asked(url: str):
    """JSON of an address, or None where it does not answer."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return json.load(answer)
    except (OSError, ValueError):
        return None


def tasks(ui: int) -> Iterator[tuple[int, int]]:
    """(under way, done) of each stage that is under way, by the job's own interface."""
    for app in asked(f"http://127.0.0.1:{ui}/api/v1/applications") or ():
        for stage in asked(f"http://127.0.0.1:{ui}/api/v1/applications/{app['id']}/stages?status=active") or ():
            yield stage["numActiveTasks"], stage["numCompleteTasks"]


def wait_for(true, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.1)


def why_not() -> str | None:
    """Why Spark cannot be tested here, or None."""
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed: pip install 'marsad[spark]'"
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        return "Spark needs Java 17 or newer, and there is no java here (Debian: openjdk-17-jre-headless)"
    return None
