"""The care of an archive on both databases: checked, backed up while it is written, put back, and an article forgotten in it."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from conftest import command, news
from support import postgres
from test_archive import _start

from marsad.archive import Filters, care, desk, open_archive
from marsad.archive.backup import backup, restore
from marsad.coder import code_article
from marsad.errors import InputError
from marsad.export import export
from marsad.read.article import article_from_text
from marsad.read.page_cache import Cached, PageCache
from marsad.serve.accounts import add_person, people
from marsad.versions import versions

SECRET = "قُتل الصحفي زكرياسالمانوف في قصف مدفعي شنته قوات الدعم السريع على مدينة الفاشر يوم الثلاثاء، بحسب لجان المقاومة."
WORD = "زكرياسالمانوف"


def secret(published="2024-06-12"):
    return article_from_text(SECRET, published=published, url="https://s.example/secret")


def content(archive) -> dict:
    """All that an archive tells."""
    return {
        "claims": list(archive.claims()),
        "events": list(archive.events()),
        "documents": list(archive.documents()),
        "decisions": archive.decisions(),
        "people": people(archive),
        "found": [d.id for d in archive.documents(Filters(query="والفاشر"))],
    }


@pytest.fixture
def kept(archive):
    """An archive with articles, a revision, decisions, a person."""
    archive.add([news(7), news(9, url="https://b.example/2"), news(3, place="نيالا", url="https://c.example/3")], code_article)
    archive.add([news(8)], code_article)
    claims = [id for id, _, _ in archive.claims()]
    desk.decide(archive, claims[0], "accept", "salma", "seen")
    add_person(archive, "salma", "reviewer", "a long password")
    return archive


# -- check ----------------------------------------------------------------------------------------------------------------


def test_a_whole_archive_has_no_fault(kept):
    heard = []
    found = care.check(kept, heard.append)
    assert found.faults == () and found.tables == "0006" and found.made_by == ((versions(), 3),)
    assert heard == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("DELETE FROM search", "article that cannot be searched"),
        ("DELETE FROM revision WHERE n = 2", "article without its text"),
        ("DELETE FROM article WHERE url = 'https://b.example/2'", "claim of no article"),
        ("DELETE FROM article WHERE url = 'https://b.example/2'", "text of no article"),
        ("DELETE FROM article WHERE url = 'https://b.example/2'", "searched words of no article"),
        ("UPDATE claim SET event_id = NULL", "claim without its event"),
        ("UPDATE claim SET event_id = NULL", "event without claims"),
        ("DELETE FROM event", "claim of an event that is not there"),
        ("DELETE FROM event", "values of no event"),
        ("DELETE FROM event_body", "event without its values"),
        ("DELETE FROM claim", "block of no claim"),
        ("UPDATE revision SET document = replace(document, 'مدنيين', 'جنود')", "text that is not as it was stored"),
        ("UPDATE revision SET document = 'no JSON'", "text that is not as it was stored"),
    ],
)
def test_what_hangs_in_the_air_is_named(kept, done, told):
    with kept.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SET session_replication_role = replica"))  # else foreign keys would forbid it
        connection.execute(sa.text(done))
    fault = next(f for f in care.check(kept).faults if f.what == told)
    assert len(fault.ids) == min(fault.rows, 3) and all(fault.ids)


def test_a_damaged_file_is_told_by_the_command(tmp_path):
    db = tmp_path / "a.db"
    with open_archive(str(db)) as archive:
        archive.add([news(n, url=f"https://a.example/{n}") for n in range(3, 9)], code_article)
    status, out, _ = command("check", "--db", db)
    assert status == 0 and out.splitlines()[-1] == "nothing is wrong" and "6 article(s) coded by marsad" in out
    with sqlite3.connect(db) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'revision'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with db.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x55" * size)
    status, out, err = command("check", "--db", db)
    assert status == 1 and "damage to the file" in out and "marsad restore" in out and "Traceback" not in err
    assert command("backup", tmp_path / "b.db", "--db", db)[0] == 2 and not (tmp_path / "b.db").exists()


def test_what_an_older_lexicon_coded_is_told(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add([news()], code_article)
        with archive.engine.begin() as connection:
            connection.execute(sa.text("UPDATE revision SET lexicon = 'older'"))
    status, out, _ = command("check", "--db", tmp_path / "a.db")
    assert status == 0 and "lexicon older; `marsad recode` codes them anew" in out


# -- backup and restore ---------------------------------------------------------------------------------------------------


def test_a_backup_while_others_write_is_of_one_moment(address, tmp_path):
    open_archive(address).close()
    writer, told = _start(address, 0, 2000, light=True)
    try:
        for _ in range(2):
            told.recv()
        with open_archive(address) as archive:
            before = archive.status()["article"]
            backup(archive, tmp_path / "b.db")
        assert writer.is_alive()  # it was at work all the while
    finally:
        writer.kill()
        writer.join()
    assert os.stat(tmp_path / "b.db").st_mode & 0o077 == 0
    with open_archive(str(tmp_path / "b.db"), make=False) as copy:
        assert before <= copy.status()["article"] < 2000
        assert care.check(copy).faults == ()
    assert sorted(p.name for p in tmp_path.glob("b.db*") if p.stat().st_size) == ["b.db"]


def test_what_is_put_back_is_what_was_saved(kept, tmp_path):
    want = content(kept)
    backup(kept, tmp_path / "b.db")
    with open_archive(str(tmp_path / "other.db")) as other:
        told = []
        assert restore(tmp_path / "b.db", other, tell=lambda *n: told.append(n)) == 3
        assert content(other) == want and care.check(other).faults == () and told == [(3, 3)]
    digest = hashlib.sha256((tmp_path / "b.db").read_bytes()).digest()
    kept.add([news(5, place="زالنجي", url="https://d.example/4")], code_article)
    desk.decide(kept, want["claims"][1][0], "reject", "omar")
    with pytest.raises(InputError, match="holds 4 article"):
        restore(tmp_path / "b.db", kept)
    assert restore(tmp_path / "b.db", kept, replace=True) == 3
    assert content(kept) == want
    desk.decide(kept, want["claims"][1][0], "reject", "omar")  # the log goes on
    assert [d["id"] for d in kept.decisions()] == [1, 2]
    assert hashlib.sha256((tmp_path / "b.db").read_bytes()).digest() == digest
    with pytest.raises(InputError, match="is there already"):
        backup(kept, tmp_path / "b.db")


def test_open_logins_are_not_saved(kept, tmp_path):
    with kept.engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO login (digest, name, token, until) VALUES ('d', 'salma', 't', 9e9)"))
    backup(kept, tmp_path / "b.db")
    with sqlite3.connect(tmp_path / "b.db") as connection:
        assert connection.execute("SELECT count(*) FROM login").fetchone() == (0,)


def test_a_broken_backup_leaves_the_archive_as_it_was(kept, tmp_path):
    want = content(kept)
    backup(kept, tmp_path / "b.db")
    with sqlite3.connect(tmp_path / "b.db") as connection:  # the second document is none: it fails half-way
        connection.execute("UPDATE revision SET document = 'no JSON' WHERE article_id = (SELECT id FROM article WHERE seq = 2)")
    with pytest.raises(InputError, match="is not whole"):
        restore(tmp_path / "b.db", kept, replace=True)
    assert content(kept) == want
    (tmp_path / "c.db").write_bytes((tmp_path / "b.db").read_bytes()[:20000])
    with pytest.raises(InputError):
        restore(tmp_path / "c.db", kept, replace=True)
    assert content(kept) == want


def test_the_commands(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add([news()], code_article)
    status, _, err = command("backup", tmp_path / "b.db", "--db", tmp_path / "a.db")
    assert status == 0 and "wrote" in err
    assert command("backup", tmp_path / "b.db", "--db", tmp_path / "a.db")[0] == 2
    assert "put back 1 article(s)" in command("restore", tmp_path / "b.db", "--db", tmp_path / "n.db")[2]
    status, _, err = command("restore", tmp_path / "b.db", "--db", tmp_path / "n.db")
    assert status == 2 and "--replace" in err
    assert command("restore", tmp_path / "b.db", "--db", tmp_path / "n.db", "--replace")[0] == 0
    assert command("restore", tmp_path / "none.db", "--db", tmp_path / "n.db")[0] == 2


# -- forget ---------------------------------------------------------------------------------------------------------------


def test_a_forgotten_article_is_nowhere_and_the_log_says_that_it_was_forgotten(archive, address):
    archive.add([news(1), news(1, url="https://b.example/2")], code_article)
    before = content(archive)
    archive.add([secret("2024-06-11")], code_article)
    archive.add([secret()], code_article)
    id = secret().id
    claims = [c for c, a, _ in archive.claims() if a == id]
    others = [c for c, a, _ in archive.claims() if a != id]
    desk.decide(archive, claims[0], "reject", "salma", f"no source but {WORD}")
    desk.regroup(archive, "split", [claims[0], others[0]], [others[1]], "omar", f"{WORD} again")
    gone = care.forget(archive, id, "rana", "asked for")
    assert (gone.revisions, gone.claims, gone.copies) == (2, len(claims), ())

    assert archive.document(id) is None and list(archive.documents(Filters(query=WORD))) == []
    after = content(archive)
    assert after["claims"] == before["claims"] and after["documents"] == before["documents"]
    assert len(after["events"]) == 2  # what was decided of the others stands: they are kept apart
    assert care.check(archive).faults == ()
    log = [(d["verdict"], d["who"], d["reason"]) for d in archive.decisions()]
    assert log == [("reject", "salma", None), ("split", "omar", None), ("forget", "rana", "asked for")]
    assert not any(c in str(archive.decisions()) for c in claims) and not _told(archive, address, WORD)

    assert desk.undo(archive, "omar").number == 2  # the part of it that is about others
    assert len(list(archive.events())) == len(before["events"])
    for who in ("salma", "rana"):
        with pytest.raises(InputError, match="nothing to take back"):
            desk.undo(archive, who)
    assert archive.add([secret()], code_article).new == 1  # nothing old clings to it
    assert len(list(archive.events(Filters(query=WORD)))) == 1


def _told(archive, address: str, word: str) -> bool:
    """Whether a word is still anywhere on the disk (SQLite) or in a row (PostgreSQL)."""
    if archive.engine.dialect.name == "sqlite":
        files = [address, address + "-wal"]
        return any(word.encode() in open(f, "rb").read() for f in files if os.path.exists(f))
    tables = sa.inspect(archive.engine).get_table_names()
    with archive.engine.connect() as connection:
        return any(word in str(row) for t in tables for row in connection.execute(sa.text(f"SELECT * FROM {t}")))


def test_the_word_would_be_found_if_it_were_there(archive, address):
    archive.add([secret()], code_article)
    assert _told(archive, address, WORD)


def test_exports_go_on_after_an_article_is_forgotten(archive, tmp_path):
    archive.add([news(), secret()], code_article)
    claims = list(archive.claims())
    assert len({article for _, article, _ in claims}) == 2
    for claim, _, _ in claims:
        desk.decide(archive, claim, "accept", "salma")
    care.forget(archive, secret().id, "rana")
    for kind in ("gold", "proposals", "csv"):
        export(archive, kind, "events", Filters(), tmp_path / kind)
        assert WORD not in (tmp_path / kind).read_text("utf-8")


def test_forget_by_the_command_takes_the_kept_page_too(tmp_path, monkeypatch):
    monkeypatch.setenv("MARSAD_CACHE", str(tmp_path))
    cache = PageCache(tmp_path / "pages.db")
    page = Cached("https://s.example/secret", None, None, "text/html", None, SECRET.encode(), 9e9)
    cache.put("https://s.example/secret", page)
    cache.put("https://b.example/2", page._replace(final="https://b.example/2"))
    cache.close()
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add([secret()], code_article)
        archive.add([article_from_text(SECRET, published="2024-06-12", id="copy", url="https://z.example/9")], code_article)
        with archive.engine.begin() as connection:
            connection.execute(sa.text("UPDATE article SET reprint_of = :of WHERE id = 'copy'"), {"of": secret().id})
    status, _, err = command("forget", secret().id, "--db", tmp_path / "a.db", "--reason", "asked for")
    assert status == 0 and "1 revision(s)" in err and "stay: copy" in err
    cache = PageCache(tmp_path / "pages.db")
    assert cache.get("https://s.example/secret") is None and cache.get("https://b.example/2") is not None
    cache.close()
    status, _, err = command("forget", "none", "--db", tmp_path / "a.db")
    assert status == 2 and "there is no article none" in err


# -- files that are not ours to write ---------------------------------------------------------------------------------------


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path):
    other = tmp_path / "notes.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE article (id INTEGER, body TEXT)")
        connection.execute("INSERT INTO article VALUES (1, 'x')")
    connection.close()
    was = other.read_bytes(), other.stat().st_mtime_ns
    (tmp_path / "a.txt").write_text(SECRET, "utf-8")
    for asked in (("status",), ("find",), ("check",), ("add", tmp_path / "a.txt"), ("forget", "x"), ("backup", tmp_path / "b.db")):
        status, _, err = command(*asked, "--db", other)
        assert status == 2 and "is a database of another program" in err, asked
    assert (other.read_bytes(), other.stat().st_mtime_ns) == was
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("notes")] == ["notes.db"]
    (tmp_path / "empty.db").touch()
    status, _, err = command("status", "--db", tmp_path / "empty.db")
    assert status == 2 and "holds no archive" in err and (tmp_path / "empty.db").stat().st_size == 0


@pytest.mark.postgres
def test_a_postgresql_database_without_an_archive_is_refused_and_left_as_it_is(server):
    if server is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not on this machine")
    with postgres.database(server, tables="template1") as address:
        for asked in (("status",), ("check",)):
            status, _, err = command(*asked, "--db", address)
            assert status == 2 and "holds no archive" in err
        engine = sa.create_engine(sa.make_url(address).set(drivername="postgresql+psycopg"))
        assert sa.inspect(engine).get_table_names() == []
        engine.dispose()


READ = """
import os, sys
from pathlib import Path
from marsad.archive import care, open_archive
from marsad.archive.engine import writing
from marsad.errors import InputError

def read(db):
    with open_archive(db, make=False) as archive:
        print(archive.status()["article"], len(care.check(archive).faults), len(list(archive.events())))
        try:
            with writing(archive.engine) as connection:
                connection.exec_driver_sql("DELETE FROM claim")
        except InputError as error:
            print(error)

here = Path(sys.argv[1])
read(str(here / "warm.db"))  # whatever is imported late is there before the rights go
(here / "a.db").chmod(0o444)
here.chmod(int(sys.argv[2], 8))
if os.geteuid() == 0:  # root may write everything
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
read(str(here / "a.db"))
"""


@pytest.mark.dear
@pytest.mark.parametrize("rights", ["555", "777"], ids=["folder too", "file alone"])
def test_a_read_only_archive_can_be_read(rights):
    here = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    try:
        for name in ("warm.db", "a.db"):
            with open_archive(str(here / name)) as archive:
                archive.add([news()], code_article)
        done = subprocess.run([sys.executable, "-c", READ, str(here), rights], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        warm, read, refused = done.stdout.splitlines()
        assert warm == read == "1 0 1" and "could not be written" in refused
    finally:
        here.chmod(0o777)
        shutil.rmtree(here)
