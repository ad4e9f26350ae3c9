"""Fetching politely, and watching feeds: new, changed, gone, slow, moved, packed, huge; restarts, signals, dead feeds."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from conftest import ROOT, command
from support import feed_server

from marsad.errors import InputError
from marsad.read.doors.feeds import parse_feed
from marsad.read.fetch import Fetcher, fetched_items
from marsad.watch import Watcher, feeds_of


@pytest.fixture
def site():
    site, server = feed_server.start()
    for n in range(1, 6):
        site.publish(n)
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher(tmp_path):
    with Fetcher(tmp_path / "pages.db", allow_private=True, gap=0.0, deadline=2.0) as fetcher:
        yield fetcher


def watch(site, fetcher, tmp_path, *feeds, every=0.0):
    coded = []
    watcher = Watcher([site.url + f for f in feeds or ("/feed.xml",)], tmp_path / "watch.db", fetcher, every, coded.append)
    try:
        return watcher.run(once=True), coded
    finally:
        watcher.close()


# -- fetching -----------------------------------------------------------------------------------------------------------


def test_pages_come_with_their_particulars(site, fetcher):
    (item,) = fetched_items([site.url + "/a/1"], fetcher)
    assert item.article.title == "خبر رقم 1 من نيالا"
    assert item.article.url == site.url + "/a/1"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/private/1", "robots.txt"),
        ("/a/99", "status 404"),
        ("/circle", "circle"),
        ("/bomb", "unpacks to more than"),
        ("/huge", "more than"),
        ("/slow", "takes more than"),
        ("/cut", "cannot be read"),
    ],
)
def test_what_cannot_be_had_says_why(site, fetcher, path, words):
    start = time.monotonic()
    (item,) = fetched_items([site.url + path], fetcher)
    assert item.article is None
    assert words in item.reason
    assert time.monotonic() - start < 10


def test_packed_and_moved_pages(site, fetcher):
    packed, moved = fetched_items([site.url + "/packed", site.url + "/moved"], fetcher)
    assert packed.article.title == "خبر رقم 5 من بابنوسة".replace("بابنوسة", feed_server.PLACES[5])
    assert moved.article.url == site.url + "/a/4"


def test_a_page_is_asked_for_again_only_under_conditions(site, fetcher):
    url = site.url + "/a/1"
    fetcher.get(url)
    fetcher.get(url)
    assert site.asked["/a/1"] == 1
    again = fetcher.get(url, fresh=0)
    assert again.unchanged and again.body == site.articles[1]
    assert site.conditional == 1


def test_the_agent_names_itself(site, fetcher):
    fetcher.get(site.url + "/a/1")
    assert site.agents and all(agent.startswith("marsad/") for agent in site.agents)


def test_robots_are_obeyed_and_a_failing_server_is_left_alone(site, tmp_path):
    site.robots = "User-agent: marsad\nDisallow: /a/\nCrawl-delay: 7\n"
    with Fetcher(tmp_path / "p.db", allow_private=True, gap=0.0) as fetcher:
        assert "robots" in fetcher.get(site.url + "/a/1").fault
        assert fetcher.pause(site.url.split("//")[1]) == 7.0
    assert site.asked["/a/1"] == 0
    with Fetcher(tmp_path / "q.db", allow_private=True, gap=0.0, deadline=1.0) as fetcher:
        assert fetcher.get("http://127.0.0.1:9/x").fault


def test_one_request_at_a_time_for_a_host_with_a_pause_between(site, tmp_path):
    with Fetcher(tmp_path / "p.db", allow_private=True, gap=0.05) as fetcher:
        start = time.monotonic()
        threads = [threading.Thread(target=fetcher.get, args=(f"{site.url}/a/{n}",)) for n in range(1, 6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert time.monotonic() - start >= 5 * 0.05
    assert site.most_at_once == 1


def test_code_takes_an_address_or_the_name_of_a_column(site, tmp_path):
    def marsad(*args):
        return command("code", "-f", "jsonl", *args, cwd=tmp_path)

    _, out, err = marsad("--allow-private", "--url", site.url + "/a/1", "--url", site.url + "/a/99")
    assert [json.loads(line)["url"] for line in out.splitlines()] == [site.url + "/a/1"]
    assert "status 404" in err
    (tmp_path / "t.csv").write_text(f'text,page\n"{feed_server.story(1).splitlines()[0]}",https://c.example/7\n', "utf-8")
    _, out, _ = marsad("t.csv", "--url", "page")
    assert json.loads(out)["url"] == "https://c.example/7"


# -- feeds --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "articles"), [("/feed.xml", 5), ("/atom.xml", 1), ("/feed.json", 1), ("/sitemap.xml", 1), ("/malformed.xml", 1)])
def test_kinds_of_feeds(site, fetcher, tmp_path, path, articles):
    done, coded = watch(site, fetcher, tmp_path, path)
    assert done.new == len(coded) >= articles
    assert all(a.published == "2025-05-04" for a in coded if path != "/malformed.xml")


def test_new_articles_once_and_changed_ones_again(site, fetcher, tmp_path):
    assert watch(site, fetcher, tmp_path)[0].new == 5
    assert watch(site, fetcher, tmp_path)[0][1:3] == (0, 0)
    site.publish(6)
    site.publish(2, "Sun, 04 May 2025 12:00:00 GMT", feed_server.page(2, "\nوارتفع عدد القتلى إلى تسعة مساء، بحسب المصدر."))
    done, coded = watch(site, fetcher, tmp_path)
    assert (done.new, done.changed) == (1, 1)
    assert any("تسعة" in a.text for a in coded)
    site.publish(3, "Sun, 04 May 2025 13:00:00 GMT")  # a new stamp, the same words
    assert watch(site, fetcher, tmp_path)[0][1:3] == (0, 0)


def test_gone_and_forbidden_entries_are_not_asked_for_forever(site, fetcher, tmp_path):
    site.extra = ["/a/99", "/private/1", "/circle"]
    for _ in range(5):
        watch(site, fetcher, tmp_path)
    assert site.asked["/a/99"] == 1
    assert site.asked["/private/1"] == 0
    assert 1 <= site.asked["/circle"] <= 6 * 3


def test_a_dead_feed_is_told_and_tried_ever_more_seldom(site, fetcher, tmp_path, capsys):
    site.broken = True
    done, _ = watch(site, fetcher, tmp_path, "/feed.xml", "/feed.json", every=60)
    assert (done.failed, done.new) == (1, 1)
    assert "status 500" in capsys.readouterr().err
    asked = site.asked["/feed.xml"]
    watch(site, fetcher, tmp_path, "/feed.xml", every=60)
    assert site.asked["/feed.xml"] == asked  # not due yet
    site.broken = False


def test_what_is_no_feed_is_told(site, fetcher, tmp_path, capsys):
    assert watch(site, fetcher, tmp_path, "/bad.xml")[0].failed == 1
    assert "no feed or sitemap" in capsys.readouterr().err
    with pytest.raises(InputError):
        parse_feed(b"plain words")


def test_entities_are_not_expanded():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.example/&b;</loc></url></urlset>'
    (entry,) = parse_feed(bomb).entries
    assert "aaaa" not in entry.url


def test_reprints_across_feeds_are_linked(site, fetcher, tmp_path):
    site.publish(8, body=feed_server.page(2).replace("خبر رقم 2".encode(), "خبر منقول".encode()))
    _, coded = watch(site, fetcher, tmp_path)
    by_url = {a.url.rsplit("/", 1)[1]: a for a in coded}
    assert by_url["8"].reprint_of == by_url["2"].id
    assert by_url["2"].reprint_of is None


def test_opml(tmp_path):
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="x"><outline type="rss" xmlUrl="https://a.example/feed"/></outline><outline xmlUrl="https://b.example/rss"/></body></opml>',
        "utf-8",
    )
    assert feeds_of([str(opml), "https://c.example/"]) == ["https://a.example/feed", "https://b.example/rss", "https://c.example/"]
    for wrong in (["nowhere.opml"], []):
        with pytest.raises(InputError):
            feeds_of(wrong)


# -- the command --------------------------------------------------------------------------------------------------------


def start_command(site, tmp_path, *options):
    environment = os.environ | {"MARSAD_DATA": str(tmp_path / "data")}
    return subprocess.Popen(
        [sys.executable, "-c", "from marsad.cli import main; main()", "watch", "--allow-private", site.url + "/feed.xml", "-o", str(tmp_path / "out.jsonl"), *options],
        cwd=ROOT, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.dear
def test_an_article_over_its_budget_is_named_and_passed_over(site, tmp_path):
    site.publish(3, body=feed_server.page(3, " قتل خمسة وجرح ستة، وأصيب سبعة." * 15_000))
    running = start_command(site, tmp_path, "--once", "--budget", "0.5")
    _, err = running.communicate(timeout=90)
    written = [json.loads(line)["url"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert sorted(written) == [site.url + f"/a/{n}" for n in (1, 2, 4, 5)]
    assert f"skipped {site.url}/a/3: coding it takes more than 0.5 s".encode() in err


@pytest.mark.slow
def test_the_command_stops_on_a_signal_and_goes_on_after_a_restart(site, tmp_path):
    out = tmp_path / "out.jsonl"
    running = start_command(site, tmp_path, "--every", "0.02")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (out.exists() and out.read_bytes().count(b"\n") >= 2):
        time.sleep(0.05)
    running.send_signal(signal.SIGTERM)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 0
    assert b"stopped" in err and b"Traceback" not in err
    before = [json.loads(line)["url"] for line in out.read_text("utf-8").splitlines()]
    assert len(before) >= 2
    again = start_command(site, tmp_path, "--once")
    again.communicate(timeout=90)
    after = [json.loads(line)["url"] for line in out.read_text("utf-8").splitlines()]
    assert len(after) == len(set(after)) == 5
