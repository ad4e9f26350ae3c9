"""Damaged files of our own, files that are no files, and words that would steer a terminal."""

import io
import json
import os
import random
import shutil
import sqlite3
import threading

import pytest
from support import feed_server
from test_cli import NEWS, lines, marsad

from marsad import lexicon as lexicons
from marsad.cli.intake import Sink, appending
from marsad.coder import code_article, trace_article
from marsad.errors import InputError, LexiconError
from marsad.gazetteer import added
from marsad.lexicon.tables import parse
from marsad.model import Article
from marsad.outfile import OutFile
from marsad.read import article_from_text
from marsad.read.fetch import Fetcher
from marsad.read.page_cache import Cached, PageCache
from marsad.report.explain import explanation
from marsad.report.terminal import PlainConsole, table
from marsad.say import plain, put_line, say
from marsad.sealed import Damaged, sealed, unsealed
from marsad.watch import Watcher, _State


def _empty(data: bytes) -> bytes:
    return b""


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flipped(data: bytes) -> bytes:
    at = len(data) * 2 // 3
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


WAYS = [_empty, _cut, _flipped]


# -- the index and the words --------------------------------------------------------------------------------------------


def test_any_changed_bit_and_any_cut_is_seen():
    whole = sealed(b"what is kept" * 9)
    assert bytes(unsealed(whole)) == b"what is kept" * 9
    for at in range(len(whole)):
        with pytest.raises(Damaged):
            unsealed(whole[:at])
        with pytest.raises(Damaged):
            unsealed(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", [".bin", ".words"])
def test_a_damaged_index_is_built_anew(tmp_path, monkeypatch, capsys, ending, way):
    kept, _ = lexicons.setup()
    for part in (*kept.parent.glob(f"{kept.stem}.*"), *kept.parent.glob("places-*"), *kept.parent.glob("words-*")):
        shutil.copy(part, tmp_path)
    monkeypatch.setattr(lexicons, "cache_folder", lambda: tmp_path)
    file = tmp_path / (kept.stem + ending)
    whole = file.read_bytes()
    file.write_bytes(way(whole))
    lexicon = lexicons.load.__wrapped__()
    assert lexicon.gazetteer.find("الفاشر") and lexicon.frequency("الفاشر") > 0
    assert len(file.read_bytes()) == len(whole)
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "is damaged and is built anew" in err


@pytest.mark.parametrize("way", WAYS)
def test_damaged_places_of_the_user_are_named(tmp_path, monkeypatch, way):
    monkeypatch.setattr(added, "data_folder", lambda: tmp_path)
    dump = tmp_path / "SD.txt"
    dump.write_text(
        "\t".join(["1", "Kutum", "Kutum", "كتم", "14.2", "24.66", "P", "PPL", "SD", "", "47", "", "", "", "900", "", "", "", "2020-01-01"]) + "\n",
        "utf-8",
    )
    added.add(dump)
    (file,) = added.added_files()
    assert added.load_added()[0][0].name == "Kutum"
    file.write_bytes(way(file.read_bytes()))
    with pytest.raises(InputError, match="marsad gazetteer remove SD"):
        added.load_added()


# -- the cache of pages -------------------------------------------------------------------------------------------------


PAGE = Cached("https://a.example/1", '"tag"', None, "text/html", "utf-8", feed_server.page(1) * 20, 4e9)


def _kept(path, pages: int = 30) -> list[str]:
    urls = [f"https://a.example/{n}" for n in range(pages)]
    cache = PageCache(path)
    for url in urls:
        cache.put(url, PAGE._replace(final=url))
    cache.close()
    return urls


def test_a_page_of_a_private_network_is_given_to_none_that_may_not_fetch_it(tmp_path):
    path = tmp_path / "pages.db"
    inside, outside = PageCache(path, private=True), PageCache(path)
    inside.put("http://10.0.0.1/a", PAGE._replace(final="http://10.0.0.1/a"))
    outside.put("https://s.example/b", PAGE._replace(final="https://s.example/b"))
    assert outside.get("http://10.0.0.1/a") is None and inside.get("http://10.0.0.1/a") is not None
    assert inside.get("https://s.example/b") is not None


@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_cache_of_pages_gives_whole_pages_or_none(tmp_path, capsys, way):
    path = tmp_path / "pages.db"
    urls = _kept(path)
    path.write_bytes(way(path.read_bytes()))
    cache = PageCache(path)
    got = [cache.get(url) for url in urls]
    assert all(page is None or page == PAGE._replace(final=url) for url, page in zip(urls, got, strict=True))
    assert None in got
    cache.put(urls[0], PAGE)
    assert cache.get(urls[0]) == PAGE  # it works on
    cache.close()
    if way is not _empty:  # an empty file is an empty cache
        assert "damaged" in capsys.readouterr().err


def test_no_damage_of_the_cache_ends_a_run_or_gives_another_page(tmp_path):
    path = tmp_path / "pages.db"
    urls = _kept(path, 6)
    whole, chance = path.read_bytes(), random.Random(3)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 5, 200))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        path.write_bytes(data)
        cache = PageCache(path)
        for url in urls:
            page = cache.get(url)
            assert page is None or page._replace(at=0) == PAGE._replace(final=url, at=0)
        cache.close()


def test_an_older_cache_of_pages_is_emptied(tmp_path):
    db = sqlite3.connect(tmp_path / "pages.db")
    db.execute("CREATE TABLE page (url TEXT PRIMARY KEY, final TEXT)")
    db.commit()
    db.close()
    cache = PageCache(tmp_path / "pages.db")
    cache.put("https://a.example/1", PAGE)
    assert cache.get("https://a.example/1") == PAGE
    cache.close()


def test_where_no_cache_can_be_pages_are_kept_for_the_run(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    cache = PageCache(tmp_path / "file" / "pages.db")
    cache.put("https://a.example/1", PAGE)
    assert cache.get("https://a.example/1") == PAGE
    assert "kept for this run only" in capsys.readouterr().err


# -- the lexicon's files ------------------------------------------------------------------------------------------------


def test_lexicon_files_of_a_wrong_form_are_named(tmp_path):
    file = tmp_path / "heads.toml"
    with pytest.raises(LexiconError, match=r"heads\.toml cannot be read"):
        parse(file)
    file.write_bytes("[groups]\na = ['جيش']\n".encode("cp1256"))
    with pytest.raises(LexiconError, match=r"heads\.toml is not UTF-8"):
        parse(file)
    file.write_text("[groups.x]\na = ['جيش']\n", "utf-8")
    read = parse(file)
    assert read["groups"]["x"]["a"] == ["جيش"] and read.get("nothing") is None
    with pytest.raises(LexiconError, match=r"heads\.toml lacks 'victims'"):
        read["victims"]
    with pytest.raises(LexiconError, match=r"heads\.toml groups x lacks 'b'"):
        read["groups"]["x"]["b"]


@pytest.mark.parametrize("name", ["heads", "words", "speech", "numerals", "calendar", "sources", "weapons", "countries"])
def test_a_lexicon_file_without_its_tables_gives_one_sentence(name):
    tables = lexicons.read_tables()
    empty = parse(type("File", (), {"name": f"{name}.toml", "read_text": lambda self, encoding: ""})())
    with pytest.raises(LexiconError, match=rf"{name}\.toml lacks"):
        lexicons._compiled(tables | {name: empty})


def test_a_lexicon_value_of_the_wrong_kind_gives_one_sentence():
    with pytest.raises(LexiconError, match="wrong kind"):
        lexicons._compiled(lexicons.read_tables() | {"heads": 7})


# -- where output goes --------------------------------------------------------------------------------------------------


def _wrote(path):
    sink = Sink(path)
    sink.write(b"{}")
    sink.close(complete=True)


def test_output_goes_to_a_pipe_and_not_in_its_place(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    came = []
    for put in (lambda: _wrote(pipe), lambda: _appended(pipe)):
        reader = threading.Thread(target=lambda: came.append(pipe.read_bytes()))
        reader.start()
        put()
        reader.join(20)
    assert came[0] == b"{}\n" and NEWS.encode() in came[1]
    assert pipe.is_fifo()


def _appended(path):
    with appending(path) as write:
        write(code_article(article_from_text(NEWS)))


def test_output_goes_through_links(tmp_path):
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.write_text("old")
    link.symlink_to(real)
    _wrote(link)
    assert link.is_symlink() and real.read_bytes() == b"{}\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.jsonl", "real.jsonl"]


def test_output_goes_to_a_device(tmp_path):
    terminal, device = os.openpty()  # a character device that is ours
    name = os.ttyname(device)
    assert OutFile(tmp_path / "a").part.name == "a.part"
    assert str(OutFile(type(tmp_path)(name)).part) == name
    status, _, err = marsad("code", "--samples", "-f", "jsonl", "-o", "/dev/null", "--report", "/dev/null")
    assert status == 0, err
    assert not os.path.isfile("/dev/null")
    os.close(terminal)
    os.close(device)


# -- the terminal -------------------------------------------------------------------------------------------------------

STEERING = "\x1b]0;other title\x07\x1b[2J\x9b31m\x7f\r\b"


def _controls(text: str) -> set[str]:
    return {c for c in text if (ord(c) < 32 or 127 <= ord(c) < 160) and c not in "\n\t"}


def test_the_tables_hold_no_control_characters(tmp_path):
    doc = code_article(article_from_text(NEWS.replace("خمسة", f"{STEERING} خمسة"), title=f"خبر {STEERING}", id=f"a{STEERING}"))
    assert any(_controls(claim.evidence.text) for claim in doc.claims)
    table([doc], tmp_path / "t.txt")
    told = (tmp_path / "t.txt").read_text("utf-8")
    assert "El Fasher" in told and not _controls(told)


def test_explain_holds_none_and_survives_half_a_pair():
    text = NEWS.replace("مدينة", f"مدينة {STEERING} \ud83d")
    read = article_from_text(text, title=f"خبر {STEERING}\udc00")
    given = Article(id="a\ud83d", text=read.text, title="خبر \ud83d", found=read.found)  # as another program may build one
    for article in (read, given):
        out = io.StringIO()
        explanation(trace_article(article), PlainConsole(file=out, highlight=False, soft_wrap=True))
        told = out.getvalue()
        assert "claim(s)" in told and not _controls(told)
        told.encode("utf-8")


def test_commands_show_none(tmp_path):
    rows = [
        {
            "id": f"id{STEERING}",
            "title": f"خبر {STEERING}",
            "text": NEWS.replace("مدينة", f"مدينة {STEERING}"),
            "date": "2025-05-04",
            "outlet": f"وكالة {STEERING}",
        }
    ]
    rows += [{"id": f"b{STEERING}", "text": NEWS, "date": f"2025{STEERING}", "url": f"http://[{STEERING}"}]
    file, db = tmp_path / "in.jsonl", tmp_path / "a.db"
    file.write_text("\n".join(map(json.dumps, rows)) + f"\nno json {STEERING}\n", "utf-8")
    for command in (
        ["code", file],
        ["explain", file],
        ["add", file, "--db", db],
        ["find", "--db", db],
        ["find", "--db", db, "--kind", "articles"],
        ["find", "--db", db, "--kind", "claims"],
    ):
        _, out, err = marsad(*command)
        assert out or err
        assert not _controls(out + err), command


def test_messages_and_json_for_a_terminal_hold_none(capsys, monkeypatch):
    say(f"a{STEERING}\n\u2028b\ud83d")
    assert capsys.readouterr().err == "marsad: a]0;other title[2J31m b\ufffd\n"
    assert plain("سطر\nآخر\t") == "سطر\nآخر\t"
    line = json.dumps({"a": STEERING}, ensure_ascii=False).encode()

    class Out:
        def __init__(self, terminal):
            self.buffer, self.isatty = io.BytesIO(), lambda: terminal

    for terminal in (True, False):
        out = Out(terminal)
        monkeypatch.setattr("sys.stdout", out)
        put_line(line)
        monkeypatch.undo()
        told = out.buffer.getvalue().decode()
        assert json.loads(told) == {"a": STEERING}
        assert bool(_controls(told)) != terminal


# -- watching -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def site():
    site, server = feed_server.start()
    for n in range(1, 4):
        site.publish(n)
    yield site
    server.shutdown()
    server.server_close()


def watched(site, tmp_path, feeds, code, once=True, fetch=None):
    with Fetcher(tmp_path / "pages.db", gap=0.0, allow_private=True) as fetcher:
        if fetch is not None:
            fetcher.get = fetch(fetcher.get)
        watcher = Watcher([f if "//" in f else site.url + f for f in feeds], tmp_path / "watch.db", fetcher, 60.0, code)
        try:
            return watcher.run(once)
        finally:
            watcher.close()


def test_bad_addresses_of_feeds_entries_and_redirects_cost_themselves_alone(site, tmp_path, capsys):
    feed_server._Handler.inward = "http://["
    site.extra = ["]:x/", "/inward"]  # http://127.0.0.1:port]:x/
    coded = []
    done = watched(site, tmp_path, ["http://[", "/feed.xml"], coded.append)
    assert (done.feeds, done.failed, len(coded)) == (2, 1, 3)
    err = capsys.readouterr().err
    assert "feed http://[:" in err and "no address of the web" in err and "redirects to what is no address" in err


def test_an_article_that_cannot_be_coded_costs_itself_alone_and_is_asked_for_again(site, tmp_path, capsys):
    coded = []

    def code(article):
        if article.url.endswith("/2"):
            raise IndexError("of the coder")
        coded.append(article.url)

    assert watched(site, tmp_path, ["/feed.xml"], code).new == 2
    assert "skipped" in (err := capsys.readouterr().err) and "IndexError" in err and "/a/2" in err
    state = _State(tmp_path / "watch.db")
    state._db.execute("UPDATE feed SET due = 0")
    state._db.commit()
    state.close()
    assert watched(site, tmp_path, ["/feed.xml"], lambda a: coded.append(a.url)).new == 1
    assert sorted(url[-1] for url in coded) == ["1", "2", "3"]


def test_output_that_cannot_be_written_ends_the_watch(site, tmp_path):
    def full(article):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        watched(site, tmp_path, ["/feed.xml"], full)


def test_what_fails_in_a_thread_is_told(site, tmp_path, capsys):
    def failing(get):
        def fetch(url, fresh=None):
            if url.endswith(("/a/2", "/atom.xml")):
                raise RuntimeError("in a thread")
            return get(url, fresh)

        return fetch

    coded = []
    done = watched(site, tmp_path, ["/atom.xml", "/feed.xml"], coded.append, fetch=failing)
    assert done.failed == 1 and coded
    err = capsys.readouterr().err
    assert "/atom.xml" in err and "were not all fetched (in a thread)" in err


def test_a_part_of_a_sitemap_that_fails_leaves_the_others(site, tmp_path, capsys):
    def broken(get):
        return lambda url, fresh=None: get(url.replace("/news.xml", "/bad.xml"), fresh)

    coded = []
    done = watched(site, tmp_path, ["/sitemap.xml", "/feed.xml"], coded.append, fetch=broken)
    assert done.failed == 0 and len(coded) == 3
    assert "no feed or sitemap" in capsys.readouterr().err


def test_nothing_due_is_no_failure_and_says_when(site, tmp_path):
    options = ("watch", "--once", "--allow-private", "--state", tmp_path / "w.db", site.url + "/feed.xml")
    status, out, _ = marsad(*options)
    assert status == 0 and len(lines(out)) == 3
    status, out, err = marsad(*options)
    assert status == 0 and not out
    assert "no feed is due before 20" in err


def test_a_state_that_is_no_database_gives_one_sentence(site, tmp_path):
    (tmp_path / "w.db").write_bytes(b"something else " * 100)
    status, _, err = marsad("watch", "--once", "--state", tmp_path / "w.db", site.url + "/feed.xml")
    assert status == 2 and "cannot be used" in err and "Traceback" not in err
    assert (tmp_path / "w.db").read_bytes().startswith(b"something else")
