"""The brief: every sentence stands on claims of the archive, nothing else is in it; both languages; HTML and PDF; files of a view."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
from conftest import command as marsad
from conftest import news
from lxml import html
from msgspec.structs import replace
from support.browser import chromium, fill
from support.serving import built, local

from marsad import __version__
from marsad.archive import open_archive
from marsad.coder import code_article
from marsad.lexicon.tables import table
from marsad.read import article_from_text
from marsad.report.brief import brief, by_time, lines_of
from marsad.report.brief_page import brief_html

TEXTS = [
    news(7, url="https://a.example/1"),
    news(9, url="https://b.example/2"),
    article_from_text("أعلن الجيش السوداني سيطرته على مدينة سنجة، الأربعاء.", published="2024-06-13", url="https://e.example/5", title="<b>سنجة</b>"),
    article_from_text(
        "قال الجيش السوداني إنه سيشن هجوما على مدينة ود مدني إذا رفضت قوات الدعم السريع الانسحاب.", published="2024-06-13", url="javascript:alert(1)"
    ),
    article_from_text("قتل ثلاثة أطفال في غارة جوية شنها الجيش السوداني على مدينة كوستي، السبت.", published="2023-01-09", url="https://d.example/4"),
]
languages = pytest.mark.parametrize("lang", ["en", "ar"])


@pytest.fixture
def archive(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add(TEXTS, code_article)
        yield archive


_LAID = """() => {
  const box = e => (r => [r.left, r.top, r.right, r.bottom])(e.getBoundingClientRect());
  const shown = [...document.querySelectorAll('.map text')].filter(t => getComputedStyle(t).display !== 'none');
  return {
    map: box(document.querySelector('.map')), names: shown.map(box).map(([a, b, c, d]) => [a, b + (d - b) / 5, c, d - (d - b) / 5]),  // as high as letters are
    points: [...document.querySelectorAll('.map circle:not(.wide)')].map(box),
    title: box(document.querySelector('h1')), text: box(document.querySelector('h2')), figures: [...document.querySelectorAll('.figures div')].map(box),
    wide: document.documentElement.scrollWidth,
  };
}"""


@pytest.mark.skipif(chromium() is None, reason="chromium is not on this machine")
@pytest.mark.parametrize("width", [1440, 390])
@languages
def test_names_on_the_map_lie_over_nothing_and_all_of_a_page_stands_in_line(tmp_path, visit_flat, lang, width):
    fill(tmp_path / "s.db")
    with open_archive(str(tmp_path / "s.db")) as archive:
        (tmp_path / "brief.html").write_text(brief_html(brief(archive, "2024-03-01", "2025-05-31", ("SD",), lang)), "utf-8")
    laid = visit_flat((tmp_path / "brief.html").as_uri(), width, 900).evaluate(_LAID)

    def meet(a: list[float], b: list[float]) -> bool:
        return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

    names = laid["names"]
    assert len(names) >= (7 if width > 700 else 4)
    assert not [(a, b) for n, a in enumerate(names) for b in names[n + 1 :] if meet(a, b)]
    assert not [(a, b) for a in names for b in laid["points"] if meet(a, b)]
    frame = laid["map"]
    assert all(frame[0] - 1 <= n[0] and n[2] <= frame[2] + 1 and frame[1] <= n[1] and n[3] <= frame[3] for n in names)
    assert abs(laid["title"][2 if lang == "ar" else 0] - laid["text"][2 if lang == "ar" else 0]) < 2
    assert len({round(box[1]) for box in laid["figures"]}) == (2 if width > 700 else 3) and laid["wide"] <= width


@languages
def test_every_sentence_is_footnoted_to_claims_whose_words_it_is(archive, lang):
    made = brief(archive, "2024-06-01", "2024-06-30", ("SD",), lang)
    lines = lines_of(made)
    known = {id: claim for id, _, claim in archive.claims()}
    assert len(lines) >= 4 and all(line.claims and set(line.claims) <= set(known) for line in lines)
    assert {n.claim for n in made.notes} == {id for line in lines for id in line.claims}
    assert all(known[n.claim].evidence.text == n.words for n in made.notes)
    page = html.fromstring(brief_html(made))
    for p in page.xpath("//p[@data-claims]"):
        targets = [a.get("href")[1:] for a in p.xpath(".//sup/a")]
        codes = [page.get_element_by_id(t).xpath(".//code")[0].text for t in targets]
        assert codes == p.get("data-claims").split()
    own = {e.claims: made.words.digits(e.sentence_ar if lang == "ar" else e.sentence_en) for e in archive.events()}
    assert made.incidents and all(its for _, its in made.incidents)
    for _, its in made.incidents:  # the sentence of an incident is its event's own
        assert all(line.text and line.text == own[line.claims] for line in its)


@languages
def test_only_these_days_and_what_is_not_told_as_fact_stands_apart(archive, lang):
    made = brief(archive, "2024-06-01", "2024-06-30", ("SD",), lang)
    shown = html.fromstring(brief_html(made)).text_content()
    assert ("كوستي" if lang == "ar" else "Kosti") not in shown and ("الفاشر" if lang == "ar" else "Fasher") in shown
    sure = [line.text for _, its in made.incidents for line in its]
    assert made.unsure and not {line.text for line in made.unsure} & set(sure)
    assert any(("سنجة" if lang == "ar" else "Sing") in line.text for line in made.control)
    assert len(made.disagreements) == 1 and {"7", "9"} <= set(re.findall("[79]", made.disagreements[0].more.translate(str.maketrans("٧٩", "79"))))
    empty = brief(archive, "1990-01-01", "1990-01-02", (), lang)
    assert not lines_of(empty) and table("brief")["say"]["nothing"][lang] in brief_html(empty)


def test_the_arabic_brief_is_arabic(archive):
    made = brief(archive, "2024-06-01", "2024-06-30", ("SD",), "ar")
    page = html.fromstring(brief_html(made))
    for node in page.xpath("//code|//section[ol]|//svg"):
        node.getparent().remove(node)
    for node in page.xpath("//section[last()]"):
        node.getparent().remove(node)
    text = (
        " ".join(page.body.text_content().split())
        .replace("CC BY 4.0", "")
        .replace("GeoNames", "")
        .replace("Natural Earth", "")
        .replace(__version__, "")
    )
    assert not re.findall("[A-Za-z]{2,}|[0-9]", text.replace("style", "")), re.findall("[A-Za-z]{2,}|[0-9]", text)
    assert page.getroottree().getroot().get("dir") == "rtl"


@languages
@pytest.mark.parametrize(
    ("since", "until", "unit", "steps"),
    [
        ("2024-06-08", "2024-06-14", "day", 7),
        ("2024-06-01", "2024-07-31", "week", 9),
        ("2023-01-01", "2024-06-30", "month", 18),
        ("2020-01-01", "2024-06-30", "year", 5),
    ],
)
def test_every_event_is_counted_in_a_step_of_time_and_no_step_is_left_out(archive, lang, since, until, unit, steps):
    told = "حاصرت قوات الدعم السريع مدينة بابنوسة منذ 3 مايو 2022، فيما قصف الجيش السوداني المدينة، الثلاثاء."
    archive.add([article_from_text(told, published="2024-06-12", url="https://f.example/6")], code_article)
    made = brief(archive, since, until, (), lang)
    found = by_time(made)
    early = [row for row in found.rows if row[0] == made.words("earlier")]
    assert found.unit == unit and len(found.rows) - len(early) == steps
    assert sum(n for _, n, _ in found.rows) == sum(e.modality == "asserted" for e in made.events) > 0
    began = [e for e in made.events if e.modality == "asserted" and date.fromisoformat(e.start) < date.fromisoformat(since) and e.dated]
    assert sum(n for _, n, _ in early) == len(began) and bool(began) == (since > "2022-05-03")


def test_footnotes_stand_in_order_right_behind_their_sentence(archive):
    page = html.fromstring(brief_html(brief(archive, "2024-06-01", "2024-06-30", ("SD",), "ar")))
    lines = page.xpath("//p[@data-claims]")
    numbers = [[int(a.get("href")[2:]) for a in p.xpath(".//sup/a")] for p in lines]
    assert any(len(n) > 1 for n in numbers) and all(n == sorted(n) for n in numbers)
    assert all(p.text and p.text == p.text.rstrip() for p in lines)  # a number never begins a line


def test_an_article_that_names_no_outlet_is_no_outlet(tmp_path):
    with open_archive(str(tmp_path / "o.db")) as archive:
        archive.add([article_from_text("قصف الجيش السوداني مدينة كوستي، السبت.", published="2024-06-09", title="قصف كوستي")], code_article)
        made = brief(archive, "2024-06-01", "2024-06-30", (), "en")
        assert made.notes and all(n.outlet == "" for n in made.notes)
        assert dict(made.figures)["Outlets"] == "0" and dict(made.figures)["Articles"] == "1" and "articles: 1; outlets: 0" in made.method
        note = html.fromstring(brief_html(made)).xpath("//ol/li")[0]
        assert [b.text_content() for b in note.xpath("./bdi")] == ["قصف كوستي"]


@languages
def test_where_nobody_tells_a_toll_there_is_no_number_of_dead(tmp_path, lang):
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add([article_from_text("قصف الجيش السوداني مدينة كوستي، السبت.", published="2024-06-09")], code_article)
        made = brief(archive, "2024-06-01", "2024-06-30", (), lang)
        figures = [value for _, value in made.figures]
        assert figures[0] in ("1", "١") and figures[1:3] == ["not told" if lang == "en" else "لم يُذكر عددهم"] * 2


def test_sides_are_named_in_english_sentences_as_the_claims_name_them(archive):
    made = brief(archive, "2024-06-01", "2024-06-30", ("SD",), "en")
    assert any("is held by the Sudanese Armed Forces" in line.text for line in made.control)


def test_the_map_holds_all_its_points_and_says_what_they_mean(archive):
    far = "قصف الطيران الحربي مدينة خاركيف في أوكرانيا، السبت."
    archive.add([article_from_text(far, published="2024-06-09", url="https://g.example/7")], code_article)
    for countries in ((), ("SD",)):
        made = brief(archive, "2024-06-01", "2024-06-30", countries, "ar")
        page = html.fromstring(brief_html(made))
        _, _, width, height = map(float, page.xpath("//svg[@class='map']/@viewbox")[0].split())
        points = [(float(c.get("cx")), float(c.get("cy"))) for c in page.xpath("//svg[@class='map']/circle")]
        assert len(points) == sum(e.lat is not None for e in made.events) > 1
        assert all(0 < x < width and 0 < y < height for x, y in points) and 0.4 < height / width < 0.8
        assert table("brief")["say"]["size"]["ar"] in [li.text_content() for li in page.xpath("//ul[@class='key']/li")]


def test_what_is_known_to_a_governorate_alone_is_no_point_of_the_map(archive):
    archive.add(
        [
            article_from_text("قصف الجيش السوداني ولاية شمال دارفور، السبت.", published="2024-06-09", url="https://h.example/8"),
            article_from_text("قصف الجيش السوداني مواقع لقوات الدعم السريع، السبت.", published="2024-06-09", url="https://i.example/9"),
        ],
        code_article,
    )
    made = brief(archive, "2024-06-01", "2024-06-30", (), "ar")
    wide = [e for e in made.events if e.lat is not None and e.precision in ("governorate", "region", "country")]
    lost = sum(e.lat is None for e in made.events)
    page = html.fromstring(brief_html(made))
    assert wide and len(page.xpath("//svg[@class='map']/circle[@class='wide']")) == len(wide)
    key = [li.text_content() for li in page.xpath("//ul[@class='key']/li")]
    say = table("brief")["say"]
    assert say["wide"]["ar"] in key and lost and say["off_map"]["ar"].format(made.words.digits(str(lost))) in key


def test_names_keep_their_digits_and_an_article_without_an_outlet_speaks_under_its_title(tmp_path):
    texts = [
        replace(
            article_from_text(
                f"قتل {n} مدنيين في قصف مدفعي شنته قوات الدعم السريع على سوق مدينة الفاشر، السبت.", published="2024-06-09", title=title
            ),
            outlet=outlet,
        )
        for n, title, outlet in ((7, "قصف سوق الفاشر", None), (9, "قتلى في الفاشر", "France 24 Arabic"))
    ]
    with open_archive(str(tmp_path / "d.db")) as archive:
        archive.add(texts, code_article)
        (line,) = brief(archive, "2024-06-01", "2024-06-30", (), "ar").disagreements
    assert "٩ (France 24 Arabic)" in line.more and "٧ («قصف سوق الفاشر»)" in line.more


@built
def test_a_brief_brings_its_fonts_and_numbers_its_pages(archive):
    style = html.fromstring(brief_html(brief(archive, "2024-06-01", "2024-06-30", (), "ar"))).xpath("//style")[0].text
    assert style.count("@font-face") == 2 and "counter(page, arabic-indic)" in style and "http" not in style


def test_text_of_articles_is_never_markup_in_a_brief(archive):
    page = brief_html(brief(archive, "2024-06-01", "2024-06-30", (), "en"))
    assert "<b>سنجة</b>" not in page and "javascript:" not in page and "<script" not in page


@pytest.mark.dear
@languages
def test_the_command_writes_html_and_pdf(archive, tmp_path, lang):
    base = ["report", "--db", tmp_path / "a.db", "--since", "2024-06-01", "--until", "2024-06-30", "--country", "sd", "--lang", lang]
    status, _, err = marsad(*base, "-o", tmp_path / "b.html")
    assert status == 0 and "event(s)" in err and (tmp_path / "b.html").read_text("utf-8").startswith("<!doctype html>")
    if chromium() is None:
        pytest.skip("chromium is not on this machine")
    assert marsad(*base, "-o", tmp_path / "b.pdf")[0] == 0
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")


def test_a_brief_that_cannot_be_made_is_told_in_a_sentence(archive, tmp_path, monkeypatch):
    base = ["report", "--db", tmp_path / "a.db", "--until", "2024-06-01"]
    for since, output, word in (("2024-06-30", "b.html", "--since"), ("yesterday", "b.html", "not a date"), ("2024-05-01", ".", "folder")):
        status, _, err = marsad(*base, "--since", since, "-o", tmp_path / output)
        assert status == 2 and word in err
    monkeypatch.setenv("PATH", str(tmp_path))
    status, _, err = marsad(*base, "--since", "2024-05-01", "-o", tmp_path / "b.pdf")
    assert status == 2 and "Chromium" in err and not (tmp_path / "b.pdf").exists()


@built
def test_a_view_is_taken_away_as_files(archive):
    with local(archive) as client:
        answer = client.get("/api/export?format=csv&type=shelling")
        assert 'filename="marsad.csv"' in answer.headers["content-disposition"]
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        shown = {e["id"] for e in client.get("/api/events?type=shelling").json()["events"]}
        assert {r["event_id"] for r in rows} == shown and rows
        points = json.loads(client.get("/api/export?format=geojson&country=SD").content)["features"]
        assert {f["id"] for f in points if f["geometry"]["type"] == "Point"} == {
            e["id"] for e in client.get("/api/events?country=SD&on_map=true").json()["events"]
        }
        assert client.get("/api/export?format=xlsx&country=SD").content.startswith(b"PK")
        assert b"event_id_cnty" in client.get("/api/export?format=acled").content
        page = client.get("/api/brief?since=2024-06-01&until=2024-06-30&country=sd&lang=ar")
        assert page.headers["content-type"].startswith("text/html") and "موجز" in page.text
        assert "attachment" in page.headers["content-disposition"]
        for wrong in ("brief?since=2024-06-01", "brief?since=2024-07-01&until=2024-06-01", "export?format=lunch"):
            assert client.get(f"/api/{wrong}").status_code == 400, wrong
