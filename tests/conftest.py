"""What tests share: the lexicon, a way to code a text, and the gold where it is there."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import shutil
import sys
import tomllib
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from argon2 import PasswordHasher
from support import browser as browsers
from support import postgres

from marsad import lexicon as lexicons
from marsad.archive import engine, open_archive
from marsad.coder import code_article
from marsad.folders import cache_folder
from marsad.lexicon import tables
from marsad.read import article_from_text
from marsad.serve import accounts

ROOT = Path(__file__).parent.parent
BROWSER = {"chrome", "mapless"}  # fixtures
SPENT = pytest.StashKey[float]()
QUICK = 0.6  # seconds of a processor: whatever takes more is marked `dear`
TOLD = 5 * QUICK  # and where it is not, named; a machine with other work, or the first test of a process, counts two or three times as much
LEFT_OUT = {"dear", "slow", "browser", "postgres", "spark"}  # of make check
SHARED_GOLD = ROOT.parent / "shared" / "gold"
OWN_GOLD = Path(__file__).parent / "gold"
MISREAD = [line for line in (Path(__file__).parent / "misread.txt").read_text("utf-8").splitlines() if line and line[0] != "#"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """By `-n auto` half as many processes again as there are cores: a third of its time a test waits, for pages, servers and clocks. By
    `-n logical` as many as there are cores."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # whoever asks for a number gets it
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if config.option.numprocesses == "logical" else max(2, cores * 3 // 2)


def pytest_collection_modifyitems(items):
    """Marks what a test needs by what it asks for; `slow` and `dear` are written at the tests themselves."""
    misread = tuple(f"tests/{name}" for name in MISREAD)
    for item in items:
        if BROWSER & set(item.fixturenames):
            item.add_marker("browser")
        if "[postgresql" in item.name:
            item.add_marker("postgres")
        if item.path.name == "test_spark.py":
            item.add_marker("spark")
        if item.nodeid.startswith(misread):
            item.add_marker(pytest.mark.xfail(reason="the reader takes these words otherwise: see tests/misread.txt"))
    # Spark's tests take minutes each and no other process can share them: begun last, they would run alone.
    items.sort(key=lambda item: item.path.name != "test_spark.py")


def spent() -> float:
    """Seconds of processors that this process took, and those whose end it has seen."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    item.stash[SPENT] = spent()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "teardown" and not LEFT_OUT & {mark.name for mark in item.iter_markers()}:
        report.user_properties.append(("processor", spent() - item.stash[SPENT]))
    return report


def pytest_terminal_summary(terminalreporter):
    """Names the quick tests that are not quick. No test fails by it: what else the machine does counts too."""
    reports = [r for kind in terminalreporter.stats.values() for r in kind if isinstance(r, pytest.TestReport)]
    took = sorted(((s, r.nodeid) for r in reports for name, s in r.user_properties if name == "processor" and s > TOLD), reverse=True)
    for seconds, name in took:
        terminalreporter.write_line(f"not quick: {seconds:.1f} s of a processor for {name} (over {QUICK} s a test is marked dear: CONTRIBUTING.md)")


def command(*args: object, cwd: Path = ROOT, stdin: bytes = b"") -> tuple[int, str, str]:
    """(status, output, errors) of a `marsad` command, run in this process: a process of its own costs a second to start."""
    from marsad.cli import main

    before, old = Path.cwd(), (sys.argv, sys.stdin, sys.stdout, sys.stderr)
    streams = [io.TextIOWrapper(io.BytesIO(part), encoding="utf-8", newline="") for part in (stdin, b"", b"")]
    os.chdir(cwd)
    sys.argv = ["marsad", *map(str, args)]
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        main()
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    finally:
        os.chdir(before)
        sys.argv, sys.stdin, sys.stdout, sys.stderr = old
    for stream in streams[1:]:
        stream.flush()
    out, err = (stream.buffer.getvalue().decode("utf-8") for stream in streams[1:])
    return status, out, err


@pytest.fixture
def broken(monkeypatch):
    """Puts a copy of a lexicon table, as its schema has it, in the table's place, for a test to break; what is remembered is left alone."""

    def put(held):
        found = msgspec.to_builtins(held)
        monkeypatch.setattr(tables, "table", lambda name: found)
        return found

    return put


@pytest.fixture(scope="session", autouse=True)
def light_passwords():
    """Hashes of passwords that cost little: as they are in use, each takes a fifth of a second of a processor."""
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_HASHER", light)
        patch.setattr(accounts, "_NOBODY", light.hash("nobody's"))
        yield


@pytest.fixture(scope="session", autouse=True)
def parsed_once():
    """A text of TOML is parsed once: some forty tests read all files of the lexicon, each for half a second of a processor. The tables that are
    made of it are each reader's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "tomllib", SimpleNamespace(loads=cache(tomllib.loads), TOMLDecodeError=tomllib.TOMLDecodeError))
        yield


@pytest.fixture(scope="session")
def lexicon():
    return lexicons.load()


@pytest.fixture(scope="session")
def code(lexicon):
    def run(text: str, published: str | None = "2020-06-15"):
        return code_article(article_from_text(text, published=published), lexicon)

    return run


def read_gold(path: Path) -> list[dict]:
    if not path.exists():
        pytest.skip(f"the gold file {path.name} is not beside this checkout")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def shared_scorer():
    """The module of the scorer that stands beside the shared gold; skips where it is absent."""
    path = SHARED_GOLD / "score.py"
    if not path.exists():
        pytest.skip("the scorer is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def coded(docs: list[dict], lexicon) -> dict[str, list[dict]]:
    """The claims of gold articles by id, as plain JSON holds them."""
    return {d["id"]: json.loads(_coded(d["text"], d["id"], d["title"], d["published"], lexicon)) for d in docs}


@cache
def _coded(text: str, id: str, title: str | None, published: str | None, lexicon) -> str:
    """The claims of a text as JSON, coded once: several tests score the same gold."""
    return json.dumps(code_article(article_from_text(text, id=id, title=title, published=published), lexicon).to_dicts()["claims"])


def article_texts(count: int) -> list[str]:
    """Bodies of our own articles, each of another story."""
    rows = [json.loads(line) for name in ("own", "fresh") for line in (OWN_GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [row["text"].split("\n\n", 1)[-1].strip() for row in rows][:count]


STRIKE = "قتل {n} مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة {place} يوم {day}، بحسب {source}."


def news(
    n: int = 7,
    place: str = "الفاشر",
    day: str = "الثلاثاء",
    source: str = "لجان المقاومة",
    published: str = "2024-06-12",
    url: str = "https://a.example/1",
):
    return article_from_text(STRIKE.format(n=n, place=place, day=day, source=source), published=published, url=url)


@pytest.fixture(scope="session")
def server():
    if postgres.binaries() is None:
        yield None
        return
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """The file of an archive that holds nothing yet."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    open_archive(str(path)).close()
    return path


@pytest.fixture(scope="session", autouse=True)
def copied_archives(empty):
    """Where an archive would be made in a new file, the file is a copy of an empty one: to make its tables takes ten times as long."""
    opened = engine._sqlite

    def copied(path, make):
        if make and path.parent.is_dir() and not path.exists():
            try:
                shutil.copyfile(empty, path)
            except OSError:  # the program says what hinders it
                path.unlink(missing_ok=True)
        return opened(path, make)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_sqlite", copied)
        yield


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path, server, empty):
    if request.param == "sqlite":
        shutil.copy(empty, tmp_path / "a.db")
        yield str(tmp_path / "a.db")
        return
    if server is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not on this machine")
    with postgres.database(server) as address:
        yield address


@pytest.fixture
def archive(address):
    with open_archive(address) as archive:
        yield archive


@pytest.fixture(scope="session")
def indexes(tmp_path_factory):
    """Indexes that tests of `alone` have built, by names that tell what is in them: the first that adds a word builds, the next finds it, in
    whichever process of the run."""
    folder = shared_folder(tmp_path_factory) / "indexes"
    folder.mkdir(exist_ok=True)
    return folder


def shared_folder(tmp_path_factory) -> Path:
    """A folder of all processes of the run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def linked_indexes(source: Path, target: Path) -> None:
    """The indexes of a folder in another too. None is ever changed in its place."""
    for kind in ("index-*", "places-*", "words-*"):
        for path in source.glob(kind):
            with suppress(FileExistsError):  # another process may link it at the same moment
                os.link(path, target / path.name)


@pytest.fixture
def alone(tmp_path, monkeypatch, indexes):
    """A user's folders of their own, with the index as it is; what is read of them is forgotten at the end."""
    from marsad.serve.commands.work import knowledge_anew

    lexicons.setup()
    cache = tmp_path / "cache"
    cache.mkdir()
    for folder in (cache_folder(), indexes):
        linked_indexes(folder, cache)
    (tmp_path / "lexicon").mkdir()
    lexicon = indexes / f"lexicon-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"  # an index is kept under the path of its words too
    lexicon.unlink(missing_ok=True)
    lexicon.symlink_to(tmp_path / "lexicon")
    for name, folder in (("MARSAD_CACHE", cache), ("MARSAD_DATA", tmp_path / "data"), ("MARSAD_LEXICON", lexicon)):
        monkeypatch.setenv(name, str(folder))
    knowledge_anew()
    yield tmp_path
    linked_indexes(cache, indexes)
    monkeypatch.undo()
    knowledge_anew()


@pytest.fixture(scope="session")
def playwright():
    with browsers.driver() as driver:
        yield driver


@pytest.fixture(scope="session")
def chrome(playwright):
    with browsers.browser(playwright) as running:
        yield running


@pytest.fixture(scope="session")
def mapless(playwright):
    with browsers.browser(playwright, "--disable-3d-apis") as running:
        yield running


@pytest.fixture(scope="session")
def samples_db(tmp_path_factory):
    """The file of an archive of the samples, which is never changed: the first process of the run that asks for it reads their articles."""
    kept = shared_folder(tmp_path_factory) / "samples.db"
    if not kept.exists():
        made = tmp_path_factory.mktemp("samples") / "samples.db"
        browsers.fill(made)
        made.replace(kept)
    return kept


@pytest.fixture(scope="session")
def samples(samples_db, tmp_path_factory):
    db = tmp_path_factory.mktemp("serve") / "samples.db"
    shutil.copyfile(samples_db, db)
    with browsers.served(db) as address:
        yield address


@pytest.fixture
def own(samples_db, tmp_path):
    """(address, archive) of an archive that a test may change."""
    db = tmp_path / "own.db"
    shutil.copyfile(samples_db, db)
    with browsers.served_here(db) as address, open_archive(str(db)) as archive:
        yield address, archive


@pytest.fixture(scope="session")
def windows(chrome):
    """In a browser that draws maps, by the processor: few dots and no fading spare it most."""
    return browsers.Windows(chrome, browsers.SELDOM, device_scale_factor=0.25, reduced_motion="reduce")


@pytest.fixture(scope="session")
def bare_windows(chrome):
    return browsers.Windows(chrome, browsers.SELDOM, land=False, device_scale_factor=0.25, reduced_motion="reduce")


@pytest.fixture(scope="session")
def flat_windows(mapless):
    return browsers.Windows(mapless, device_scale_factor=0.5, reduced_motion="reduce")


@pytest.fixture
def visit(windows):
    """Opens a page, map and all; whatever the browser complains of fails the test."""
    yield windows.open
    assert windows.leave() == []


@pytest.fixture
def visit_bare(bare_windows):
    """Opens one whose map shows what is told, without the land under it: land and rivers take half the time that a map takes."""
    yield bare_windows.open
    assert bare_windows.leave() == []


@pytest.fixture
def visit_flat(flat_windows):
    """Opens one in a browser without WebGL, where all but the map is there: a page is there many times sooner."""
    yield flat_windows.open
    assert flat_windows.leave() == []
