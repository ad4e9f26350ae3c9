"""What a person sees and does on the pages, in both languages, in a real browser."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import browser as browsers
import pytest
from conftest import ROOT, SHARED_GOLD, news

from marsad.archive import Filters, desk, open_archive
from marsad.coder import code_article
from marsad.read import article_from_text
from marsad.read.sources import read_paths
from marsad.serve.app import PAGES
from marsad.serve.people import add_person

pytestmark = [
    pytest.mark.skipif(browsers.chromium() is None, reason="chromium is not on this machine"),
    pytest.mark.skipif(not (PAGES / "index.html").exists(), reason="the pages are not built: run make setup"),
]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
SAMPLES = ROOT / "src" / "marsad" / "samples" / "articles.jsonl"
PATHS = ("/", "/desk", "/operations", "/control", "/try", "/log")
languages = pytest.mark.parametrize("lang", ["en", "ar"])


def fill(db: Path) -> None:
    with open_archive(str(db)) as archive:
        archive.add((i.article for i in read_paths([str(SAMPLES)], None) if i.article), code_article)


@pytest.fixture(scope="module")
def chrome():
    with browsers.browser() as running:
        yield running


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    db = tmp_path_factory.mktemp("serve") / "samples.db"
    fill(db)
    with browsers.served(db) as address:
        yield address


@pytest.fixture
def own(tmp_path):
    """(address, archive) of an archive that a test may change."""
    db = tmp_path / "own.db"
    fill(db)
    with browsers.served(db) as address, open_archive(str(db)) as archive:
        yield address, archive


@pytest.fixture
def visit(chrome):
    """Opens pages; whatever the browser complains of fails the test."""
    contexts, faults = [], []

    def open_page(address: str, width: int = 1440, height: int = 900, **options):
        context = chrome.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console", lambda m: faults.append(m.text) if m.type == "error" and "status of 4" not in m.text else None
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def until(page, told: str, arg=None) -> None:
    """Waits for a condition. The pages' policy forbids evaluating text, which the browser driver's own waiting would do."""
    for _ in range(150):
        try:
            if page.evaluate(told, arg):
                return
        except Exception as error:  # a page that is being left cannot answer
            if "context was destroyed" not in str(error):
                raise
        time.sleep(0.1)
    raise AssertionError(f"never came: {told}")


def settled(page):
    """Waits until the map has drawn what it was given."""
    page.wait_for_selector(".frame[data-ready=true]")
    until(
        page,
        "!document.querySelector('.stage') || document.querySelector('.stage').getAttribute('aria-busy') === 'false'",
    )
    until(page, "[...document.querySelectorAll('.frame')].every(f => f.marsad.loaded() && !f.marsad.isMoving())")
    page.wait_for_timeout(300)
    until(page, "[...document.querySelectorAll('.frame')].every(f => f.marsad.loaded() && !f.marsad.isMoving())")


def logged(archive, count: int) -> list[dict]:
    """The log once it has so many rows."""
    for _ in range(150):
        rows = desk.log(archive)
        if len(rows) >= count:
            return rows
        time.sleep(0.1)
    raise AssertionError(f"the log has {len(rows)} rows, not {count}")


def drawn(page, *layers):
    return page.evaluate(
        "l => document.querySelector('.frame').marsad.queryRenderedFeatures({layers: l}).map(f => f.properties)",
        list(layers),
    )


def asked(page) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlsplit(page.url).query).items()}


def total(page) -> int:
    page.wait_for_selector(".list[aria-busy=false] h2")
    digits = page.locator(".list h2").inner_text().translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    return int(re.search(r"\d+", digits).group())


# -- the map ---------------------------------------------------------------------------------------------------------------


@languages
def test_the_map_shows_every_event_over_the_base_map(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}")
    settled(page)
    shown = drawn(page, "event", "cluster", "area")
    with_place = page.evaluate("fetch('/api/map?zoom=3').then(r => r.json()).then(m => m.clusters.reduce((n, c) => n + c.events, 0))")  # fmt: skip
    ids = {c["id"]: c["events"] for c in shown}
    assert sum(ids.values()) == with_place > 20
    tiles = page.evaluate("performance.getEntriesByType('resource').filter(r => r.name.includes('/tiles/')).length")
    assert tiles > 0
    assert page.locator(".legend li").count() >= 10
    assert "OpenStreetMap" in page.locator(".maplibregl-ctrl-attrib").inner_text()
    assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")


@languages
def test_clusters_open_and_one_event_opens_its_page(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}&country=SD")
    settled(page)
    at = page.evaluate("""() => {
      const map = document.querySelector('.frame').marsad, r = map.getCanvas().getBoundingClientRect();
      const points = map.queryRenderedFeatures({layers: ['cluster']}).map(f => map.project(f.geometry.coordinates));
      const p = points.find(p => document.elementFromPoint(p.x + r.left, p.y + r.top) === map.getCanvas());
      return [p.x + r.left, p.y + r.top, map.getZoom()];
    }""")
    page.mouse.click(at[0], at[1])
    until(
        page,
        "z => document.querySelector('.frame').marsad.getZoom() > z + 0.5 || document.querySelector('#here')",
        arg=at[2],
    )
    page.goto(f"{samples}/?lang={lang}&country=UA&at=50,36.2,9")
    settled(page)
    spot = page.evaluate("""() => {
      const map = document.querySelector('.frame').marsad, f = map.queryRenderedFeatures({layers: ['event', 'cluster']})[0];
      const p = map.project(f.geometry.coordinates), r = map.getCanvas().getBoundingClientRect();
      return [p.x + r.left, p.y + r.top];
    }""")
    page.mouse.click(*spot)
    page.wait_for_selector("#here .event a")
    page.locator("#here .event a").first.click()
    page.wait_for_selector("h1.what")
    assert "/events/e" in page.url


@languages
def test_a_governorate_is_an_area_movements_are_arrows_and_control_is_coloured(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}&at=34.2,41,6&on=2017-11-01")
    settled(page)
    assert drawn(page, "area") and all(c["wide"] for c in drawn(page, "area"))
    assert not any(c["wide"] for c in drawn(page, "event", "cluster"))
    assert drawn(page, "move") and drawn(page, "move-head")
    held = drawn(page, "control")
    assert held and all(h["icon"].startswith(("held", "contested", "left", "would")) for h in held)
    assert (
        page.locator(".legend").get_by_text("Islamic State" if lang == "en" else "تنظيم الدولة الإسلامية").count() == 1
    )
    page.goto(f"{samples}/?lang={lang}&at=13.5,33.6,7&on=2024-07-01")
    settled(page)
    assert any(h["icon"].startswith("would") for h in drawn(page, "control"))  # إذا سيطرت ... على سنار
    page.goto(f"{samples}/?lang={lang}&at=34.2,41,6&on=2017-11-01")
    settled(page)
    hollow = [e for e in drawn(page, "event", "cluster") if e["modality"] != "asserted"]
    page.goto(f"{samples}/?lang={lang}&at=34.45,40.92,9&modality=conditional")
    settled(page)
    assert hollow or drawn(page, "event")[0]["modality"] == "conditional"


@languages
def test_places_left_and_contested_have_marks_of_their_own(own, visit, lang):
    address, archive = own
    archive.add([
        article_from_text("انسحب الجيش السوداني من مدينة الفولة، السبت.", published="2024-06-23", url="https://a.example/1"),
        article_from_text("أعلن الجيش السوداني سيطرته على مدينة الفولة، الخميس.", published="2024-06-20", url="https://a.example/2"),
        article_from_text("سيطر الجيش السوداني على مدينة كوستي، السبت.", published="2024-06-23", url="https://a.example/3", title="x"),
        article_from_text("سيطرت قوات الدعم السريع على مدينة كوستي، السبت.", published="2024-06-23", url="https://b.example/3"),
    ], code_article)  # fmt: skip
    page = visit(f"{address}/?lang={lang}&at=12.5,30,5&on=2024-07-01")
    settled(page)
    assert {h["icon"].split()[0] for h in drawn(page, "control")} >= {"left", "contested"}


def test_dark_and_light(samples, visit):
    page = visit(f"{samples}/?lang=en")
    settled(page)
    ground = "document.querySelector('.frame').marsad.getPaintProperty('ground', 'background-color')"
    light = page.evaluate(ground), page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_label("Theme").select_option("dark")
    until(page, f"b => {ground} !== b", arg=light[0])
    until(page, "b => getComputedStyle(document.body).backgroundColor !== b", arg=light[1])
    settled(page)
    assert drawn(page, "event", "cluster")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_controls_are_mirrored_and_the_map_is_not(samples, visit):
    left = {}
    for lang in ("en", "ar"):
        page = visit(f"{samples}/?lang={lang}&at=30,40,4")
        settled(page)
        left[lang] = page.locator(".zoom").bounding_box()["x"], page.locator("aside").bounding_box()["x"]
        west, east = page.evaluate("[30, 50].map(x => document.querySelector('.frame').marsad.project([x, 30]).x)")
        assert west < east
    assert left["en"][0] > left["ar"][0] and left["en"][1] < left["ar"][1]


# -- timeline and filters ---------------------------------------------------------------------------------------------------


@languages
def test_brushing_the_timeline_chooses_days_everywhere(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}")
    settled(page)
    everything = total(page)
    box = page.locator(".timeline svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 30, steps=5)
    page.mouse.up()
    until(page, "location.search.includes('since=')")
    some = total(page)
    assert 0 < some < everything
    sent = visit(page.url)  # a colleague opens the address
    settled(sent)
    assert total(sent) == some and asked(sent)["since"] == asked(page)["since"]
    page.get_by_role("button", name="All days" if lang == "en" else "كل الأيام").click()
    assert total(page) == everything


@languages
def test_play_steps_through_time_and_stops(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}")
    settled(page)
    page.get_by_role("button", name="Play" if lang == "en" else "تشغيل").click()
    until(page, "location.search.includes('since=')")
    first = asked(page)["since"]
    until(page, "s => new URLSearchParams(location.search).get('since') !== s", arg=first)
    page.get_by_role("button", name="Stop" if lang == "en" else "إيقاف").click()
    still = asked(page)["since"]
    page.wait_for_timeout(1300)
    assert asked(page)["since"] == still > first


@languages
def test_filters_narrow_the_list_and_live_in_the_address(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}")
    settled(page)
    everything = total(page)
    names = {"en": ("Type", "Country", "How it is told", "Corroboration", "Clear all"), "ar": ("النوع", "البلد", "صيغة الخبر", "درجة التوثيق", "مسح الكل")}[lang]  # fmt: skip
    for name, value, key in (
        (names[0], "capture", "type"),
        (names[1], "SD", "country"),
        (names[2], "asserted", "modality"),
    ):
        page.get_by_role("combobox", name=name, exact=True).select_option(value)
        until(page, "k => new URLSearchParams(location.search).has(k)", arg=key)
    some = total(page)
    assert 0 < some < everything
    page.go_back()
    until(page, "!location.search.includes('modality')")
    assert page.get_by_role("combobox", name=names[2], exact=True).input_value() == ""
    page.get_by_role("button", name=names[4]).click()
    assert total(page) == everything
    place = page.get_by_role("combobox", name="Place" if lang == "en" else "المكان")
    place.fill("ود مدني")
    page.wait_for_selector("[role=option]:visible")
    place.press("ArrowDown")
    place.press("Enter")
    until(page, "location.search.includes('place=')")
    page.wait_for_selector(".strips svg")
    assert "Rapid Support Forces" in page.locator(".strips svg").first.get_attribute("aria-label") or "الدعم السريع" in page.locator(".strips svg").first.get_attribute("aria-label")  # fmt: skip
    for key, value in (("q", "ود مدني"), ("outlet", "مرايا"), ("source", "شبكة أطباء"), ("confidence", "0.8"), ("reviewed", "true"), ("actor", "الدعم السريع"), ("admin1", "North Darfur"), ("grade", "contested")):  # fmt: skip
        page.goto(f"{samples}/?lang={lang}&{key}={value}")
        settled(page)
        assert total(page) < everything, key


# -- an event ---------------------------------------------------------------------------------------------------------------


def contested(archive_or_address) -> str:
    import json
    import urllib.request

    page = json.load(urllib.request.urlopen(f"{archive_or_address}/api/events?grade=contested"))
    return page["events"][0]["id"]


@languages
def test_an_event_shows_its_sources_and_where_they_differ(samples, visit, lang):
    page = visit(f"{samples}/events/{contested(samples)}?lang={lang}")
    page.wait_for_selector("h1.what")
    head = page.locator("h1.what").inner_text()
    assert ("Shelling" in head and "11 dead" in head) if lang == "en" else ("قصف" in head and "١١" in head)
    cards = page.locator("article.claim")
    assert cards.count() == 3
    roles = set(page.eval_on_selector_all("article.claim mark", "ms => ms.map(m => m.dataset.role)"))
    assert {"agent", "target", "time", "source", "trigger"} <= roles or {"agent", "place", "time", "trigger"} <= roles
    words = page.locator("article.claim .arabic").first
    assert words.get_attribute("dir") == "rtl" and "Naskh" in words.evaluate("e => getComputedStyle(e).fontFamily")
    until(page, "document.fonts.check('16px \"Noto Naskh Arabic\"', 'قصف')")
    table = page.locator("table").first.inner_text()
    assert ("deaths" in table and "8" in table) if lang == "en" else ("القتلى" in table and "٨" in table)
    assert page.locator("details.card").count() == 3
    page.locator("details.card summary").nth(1).click()
    assert page.locator("details.card .arabic").nth(1).inner_text().count("\n") >= 1
    assert re.search(
        r"%|٪", page.locator("section.card", has_text="likeness" if lang == "en" else "التشابه").inner_text()
    )


def test_text_of_an_article_is_never_markup(own, visit):
    address, archive = own
    evil = "قتل 7 مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة الفاشر، الثلاثاء <img src=x onerror=alert(1)><script>window.evil=1</script>، بحسب لجان المقاومة."  # fmt: skip
    archive.add(
        [article_from_text(evil, published="2020-06-10", url="javascript:alert(1)", title="<b>x</b>")], code_article
    )
    (event,) = [e for e in archive.events(Filters(until="2021-01-01", since="2020-01-01"))]
    page = visit(f"{address}/events/{event.id}?lang=en")
    page.wait_for_selector("article.claim .arabic")
    assert "<script>" in page.locator(".arabic").first.inner_text()
    assert page.evaluate("window.evil") is None and page.locator("main img, main b:has-text('x')").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


# -- the desk ---------------------------------------------------------------------------------------------------------------


@languages
def test_the_queue_is_worked_off_by_keys(own, visit, lang):
    address, archive = own
    page = visit(f"{address}/desk?lang={lang}")
    page.wait_for_selector("article.claim")
    count = page.locator("ol li").count()
    first = page.locator("h1.what").inner_text()
    page.keyboard.press("j")
    until(
        page, "t => document.querySelector('h1.what') && document.querySelector('h1.what').innerText !== t", arg=first
    )
    page.keyboard.press("k")
    until(page, "t => document.querySelector('h1.what')?.innerText === t", arg=first)
    claims = page.locator("article.claim").count()
    for n in range(claims):
        page.keyboard.press("a")
        logged(archive, n + 1)
        until(page, "document.querySelector('.said').innerText !== ''")
        page.keyboard.press("n")
    until(page, "n => document.querySelectorAll('ol li').length < n", arg=count)
    assert {d["verdict"] for d in desk.log(archive)} == {"accept"}
    page.wait_for_selector("article.claim")
    page.keyboard.press("u")
    until(page, "n => document.querySelectorAll('ol li').length === n", arg=count)
    assert desk.log(archive)[0]["verdict"] == "undo"
    assert page.locator(".said").inner_text() == ("Taken back." if lang == "en" else "تم التراجع.")


@languages
def test_any_part_is_corrected_with_a_reason_and_the_log_tells(own, visit, lang):
    address, archive = own
    (event,) = archive.events(Filters(place="Singa", type="capture", since="2024-11-01"))
    page = visit(f"{address}/events/{event.id}?lang={lang}")
    page.wait_for_selector("article.claim")
    words = {"en": ("Correct", "Who did it", "Where", "Type", "Deaths, at least", "Why (kept in the log)", "Save", "Log", "First day"), "ar": ("تصحيح", "الفاعل", "المكان", "النوع", "القتلى، الحد الأدنى", "السبب (يُحفظ في السجل)", "حفظ", "السجل", "أول يوم")}[lang]  # fmt: skip
    page.get_by_role("button", name=words[0], exact=True).click()
    form = page.locator("article.claim form")
    form.get_by_role("combobox", name=words[3], exact=True).select_option("clash")
    form.locator("button.x").first.click()
    agent = form.get_by_role("combobox", name=words[1], exact=True)
    agent.fill("الدعم السريع")
    page.wait_for_selector("[role=option]:visible")
    agent.press("Enter")
    place = form.get_by_role("combobox", name=words[2], exact=True)
    place.fill("كوستي")
    page.wait_for_selector("[role=option]:visible")
    place.press("ArrowDown")
    place.press("Enter")
    form.get_by_label(words[4]).fill("4")
    form.get_by_label(words[8]).fill("2024-11-22")
    form.get_by_label(words[5]).fill("كما في البيان")
    form.get_by_role("button", name=words[6]).click()
    (row,) = logged(archive, 1)
    assert row["verdict"] == "correct" and row["reason"] == "كما في البيان"
    assert row["fields"]["type"] == ["capture", "clash"] and row["fields"]["deaths"] == [None, "4"]
    ((_, _, claim),) = archive.claims_of([row["claim_id"]])
    assert [a.actor.id for a in claim.agents] == ["sd.rsf"] and "Kosti" in [p.name_en for p in claim.places]
    assert claim.time.start == "2024-11-22"
    page.get_by_role("link", name=words[7], exact=True).click()
    page.wait_for_selector("table")
    assert "كما في البيان" in page.locator("table").inner_text()


@languages
def test_what_was_missed_is_added_by_selecting_words(own, visit, lang):
    address, archive = own
    (event,) = archive.events(Filters(place="Singa", type="capture", since="2024-11-01"))
    page = visit(f"{address}/events/{event.id}?lang={lang}")
    page.wait_for_selector("details.card .arabic")
    page.evaluate("""() => {
      const spans = [...document.querySelectorAll('details.card .arabic [data-start]')];
      const span = spans.find(s => s.textContent.includes('معارك')), node = span.firstChild, at = node.textContent.indexOf('معارك');
      getSelection().setBaseAndExtent(node, at, node, at + 5);
    }""")
    form = page.locator("details.card form")
    form.wait_for()
    assert form.locator("mark").inner_text() == "معارك"
    form.get_by_role("combobox", name="Type" if lang == "en" else "النوع", exact=True).select_option("shelling")
    form.get_by_role("button", name="Save" if lang == "en" else "حفظ").click()
    (row,) = logged(archive, 1)
    assert row["verdict"] == "add"
    ((_, _, claim),) = archive.claims_of([row["claim_id"]])
    assert (claim.trigger.text, claim.type, claim.rule) == ("معارك", "shelling", "reviewer")
    assert "معارك" in claim.evidence.text


def test_what_was_missed_is_added_by_keys_alone(own, visit):
    address, archive = own
    page = visit(f"{address}/desk?lang=ar&place=سنجة")
    page.wait_for_selector("article.claim")
    page.keyboard.press("i")
    page.keyboard.type("مدينة سنجة")
    page.keyboard.press("Enter")
    form = page.locator("details.card form")
    form.wait_for()
    form.get_by_role("combobox", name="النوع", exact=True).select_option("displacement")
    form.get_by_role("button", name="حفظ").press("Enter")
    assert logged(archive, 1)[0]["fields"] == {"type": [None, "displacement"]}


@languages
def test_who_holds_a_place_is_corrected_on_the_articles_page(own, visit, lang):
    address, archive = own
    page = visit(f"{address}/control?lang={lang}&country=SD")
    page.locator("tr[data-place='Singa'] a").first.click()
    page.wait_for_selector("article.claim")
    assert "/articles/singa-back" in page.url
    (id,) = [i for i, a, c in archive.claims() if a == "singa-back" and c.kind == "control"]
    card = page.locator(f"article[data-claim='{id}']")
    card.get_by_role("button", name="Correct" if lang == "en" else "تصحيح", exact=True).click()
    holder = card.get_by_role("combobox", name="Who holds it" if lang == "en" else "المسيطر", exact=True)
    holder.fill("الدعم السريع")
    page.wait_for_selector("[role=option]:visible")
    holder.press("Enter")
    card.get_by_role("button", name="Save" if lang == "en" else "حفظ").click()
    (row,) = logged(archive, 1)
    assert row["fields"]["holder"] == ["Sudanese Armed Forces", "Rapid Support Forces"]
    card.get_by_role("button", name="Reject" if lang == "en" else "رفض").click()
    assert logged(archive, 2)[0]["verdict"] == "reject"
    until(page, "i => document.querySelector(`article[data-claim='${i}'] .verdict`)?.innerText.length > 0", arg=id)
    assert page.locator("article.claim").count() == len(
        archive.document("singa-back").claims
    )  # what was rejected can be seen


@languages
def test_events_are_split_and_merged(own, visit, lang):
    address, archive = own
    id = contested(address)
    claims = archive.event(id).claims
    page = visit(f"{address}/events/{id}?lang={lang}")
    page.wait_for_selector("article.claim")
    page.locator("article.claim").nth(0).get_by_role("button", name="Split off" if lang == "en" else "فصل").click()
    until(page, "document.querySelectorAll('article.claim').length !== 3")
    apart = {e.id for e in archive.events() if set(e.claims) & set(claims)}
    assert len(apart) == 2
    page.goto(f"{address}/events/{sorted(apart)[0]}?lang={lang}")
    page.wait_for_selector("article.claim")
    page.get_by_role("button", name=re.compile("Merge with|دمج مع")).first.click()
    other = page.locator("section.card p.row", has_text="قصف" if lang == "ar" else "Shelling").first
    other.wait_for()
    other.get_by_role("button").click()
    assert [d["verdict"] for d in logged(archive, 2)] == ["merge", "split"]
    assert len({e.id for e in archive.events() if set(e.claims) & set(claims)}) == 1


@languages
def test_two_reviewers_on_one_event(own, visit, lang):
    address, archive = own
    id = contested(address)
    one, two = (visit(f"{address}/events/{id}?lang={lang}") for _ in range(2))
    for page in (one, two):
        page.wait_for_selector("article.claim")
    accept, reject = ("Accept", "Reject") if lang == "en" else ("اعتماد", "رفض")
    one.get_by_role("button", name=accept).first.click()
    one.wait_for_selector(".verdict")
    two.get_by_role("button", name=reject).first.click()
    alert = two.locator("[role=alert]")
    alert.wait_for()
    assert [d["verdict"] for d in desk.log(archive)] == ["accept"]  # nothing was written over it
    alert.get_by_role("button").click()
    two.wait_for_selector(".verdict")
    three = visit(f"{address}/events/{id}?lang={lang}")
    three.wait_for_selector("article.claim")
    two.get_by_role("button", name=reject).first.click()
    three.locator("[role=alert]").wait_for()  # told while looking, before deciding anything


# -- trying, operations, control --------------------------------------------------------------------------------------------


@languages
def test_an_article_is_tried_by_pasting_or_dropping(samples, visit, tmp_path, lang):
    page = visit(f"{samples}/try?lang={lang}")
    page.locator("textarea").fill(
        "قتل 5 مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة الفاشر، السبت، بحسب شبكة أطباء السودان."
    )
    page.get_by_role("button", name="Code it" if lang == "en" else "رمّز").click()
    page.wait_for_selector("[data-tried]")
    assert page.locator("[data-tried] mark[data-role=agent]").first.inner_text() == "قوات الدعم السريع"
    page.locator("[data-tried] summary").click()
    assert "bombard" in page.locator("pre").inner_text()
    file = tmp_path / "two.jsonl"
    file.write_text('{"text": "سيطر الجيش السوداني على مدينة سنجة، السبت.", "published": "2024-11-24"}\n' * 1 + '{"text": "حسم الهلال مباراة الديربي بهدفين في الشوط الثاني.", "published": "2024-05-12"}\n', "utf-8")  # fmt: skip
    page.locator("input[type=file]").set_input_files(file)
    until(page, "document.querySelectorAll('[data-tried]').length === 2")
    assert page.get_by_text(re.compile("No claims|لا روايات")).count() == 1


@languages
def test_operations_and_control_pages(samples, visit, lang):
    page = visit(f"{samples}/operations?lang={lang}")
    page.wait_for_selector("[data-operation]")
    settled(page)
    assert drawn(page, "move")
    assert page.locator("[data-operation]").first.locator("h3").count() >= 1
    page.goto(f"{samples}/control?lang={lang}")
    page.wait_for_selector("table")
    row = page.locator("tr[data-place='Wad Medani']")
    assert ("Sudanese Armed Forces" if lang == "en" else "الجيش السوداني") in row.inner_text()
    assert row.locator("svg rect").count() == 2
    assert page.locator(".two .frame").count() == 2
    page.locator(".two input[type=date]").first.fill("2024-01-15")
    until(page, "location.search.includes('one=2024-01-15')")
    settled(page)
    page.locator(".two input[type=date]").nth(1).fill("2024-01-15")
    held = "Rapid Support Forces" if lang == "en" else "قوات الدعم السريع"
    until(page, "h => document.querySelector(\"tr[data-place='Wad Medani']\").innerText.includes(h)", arg=held)


@languages
def test_the_pocket_between_two_offensives(tmp_path, visit, lang):
    seed = SHARED_GOLD / "seed.txt"
    if not seed.exists():
        pytest.skip("the seed article is not beside this checkout")
    db = tmp_path / "seed.db"
    with open_archive(str(db)) as archive:
        archive.add([i.article for i in read_paths([str(seed)], "2017-10-27") if i.article], code_article)
    name = (lambda en, ar: en) if lang == "en" else (lambda en, ar: ar)
    with browsers.served(db) as address:
        page = visit(f"{address}/operations?lang={lang}")
        page.wait_for_selector("[data-converging]")
        both = page.locator("[data-converging]").inner_text()
        assert name("Al-Qaim", "القائم") in both and name("Al-Bukamal", "البوكمال") in both and name("Islamic State", "تنظيم الدولة") in both  # fmt: skip
        assert page.locator("[data-operation]").count() == 2
        axes = page.locator(".axes").all_inner_texts()
        assert any(name("Al-Mayadin", "الميادين") in a and name("T2", "تي 2") in a for a in axes)
        apart = page.locator("[data-conditional]").last.inner_text()
        assert name("Al-Bukamal", "البوكمال") in apart and name("conditional", "مشروط") in apart
        page.goto(f"{address}/control?lang={lang}")
        page.wait_for_selector("table")
        for place, holder in (("Al-Bukamal", name("Islamic State", "تنظيم الدولة")), ("Al-Qaim", name("Islamic State", "تنظيم الدولة")), ("Al-Mayadin", name("Syrian", "السوري"))):  # fmt: skip
            assert holder in page.locator(f"tr[data-place='{place}']").inner_text(), place
        page.goto(f"{address}/?lang={lang}&modality=conditional")
        settled(page)
        assert all(e["modality"] == "conditional" for e in drawn(page, "event")) and total(page) >= 1


# -- languages, access, phones ------------------------------------------------------------------------------------------------


def test_the_language_is_switched_and_kept(samples, visit):
    page = visit(f"{samples}/?lang=en")
    settled(page)
    page.get_by_role("button", name="العربية").click()
    until(page, "document.documentElement.dir === 'rtl'")
    assert asked(page)["lang"] == "ar"
    assert re.search("[٠-٩]", page.locator(".list h2").inner_text())
    assert page.locator(".list .event").first.inner_text().count("·") >= 2
    page.goto(f"{samples}/desk")
    page.wait_for_selector("h1")
    assert page.evaluate("document.documentElement.lang") == "ar"


@languages
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_screen_reader_finds_no_serious_fault(samples, visit, lang, theme):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run make setup")
    page = visit(f"{samples}/?lang={lang}", color_scheme=theme, bypass_csp=True)
    for path in (*PATHS, f"/events/{contested(samples)}", "/articles/qaim-pocket"):
        page.goto(f"{samples}{path}?lang={lang}")
        page.wait_for_selector("main h1")
        page.wait_for_timeout(1200)
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => [v.id, v.nodes.map(n => n.html + ' ' + n.failureSummary).slice(0, 3)]))")  # fmt: skip
        assert found == [], (path, found)


@languages
def test_a_phone_shows_every_page_without_sideways_scrolling(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}", 390, 844, has_touch=True, is_mobile=True)
    for path in (*PATHS, f"/events/{contested(samples)}"):
        page.goto(f"{samples}{path}?lang={lang}")
        page.wait_for_selector("main h1", state="attached")
        page.wait_for_timeout(900)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (path, wide)


def test_everything_on_the_map_page_is_reached_by_keyboard(samples, visit):
    page = visit(f"{samples}/?lang=en")
    settled(page)
    page.wait_for_selector(".list .event a")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(e => e.className + ' ' + e.tagName + ' ' + (e.getAttribute('aria-label') ?? e.innerText ?? '').slice(0, 20))(document.activeElement)"
            )
        )
    told = " ".join(reached)
    for part in ("canvas", "Play", "Zoom in", "SUMMARY", "SELECT", "combobox" if "combobox" in told else "INPUT"):
        assert part.lower() in told.lower(), part
    page.locator(".list .event a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("h1.what")


@languages
def test_logging_in_and_what_each_role_may(tmp_path, visit, lang):
    db = tmp_path / "team.db"
    with open_archive(str(db)) as archive:
        archive.add([news(7)], code_article)
        add_person(archive, "vera", "viewer", "a long password")
        add_person(archive, "rana", "reviewer", "a long password")
        (event,) = archive.events()
    with browsers.served(db) as address:
        page = visit(f"{address}/events/{event.id}?lang={lang}")
        name, password, enter = ("Name", "Password", "Log in") if lang == "en" else ("الاسم", "كلمة المرور", "دخول")

        def come_in(who, secret="a long password"):
            page.get_by_label(name).fill(who)
            page.get_by_label(password).fill(secret)
            page.get_by_role("button", name=enter).click()

        page.wait_for_selector("form")
        assert page.locator("nav").count() == 0 and "الفاشر" not in page.content()
        come_in("vera", "not the one")
        page.wait_for_selector("[role=alert]:has-text('.')")
        come_in("vera")
        page.wait_for_selector("article.claim")
        assert page.get_by_role("button", name="Accept" if lang == "en" else "اعتماد").count() == 0
        page.get_by_role("button", name=re.compile("Log out|خروج")).click()
        page.wait_for_selector("form")
        come_in("rana")
        page.wait_for_selector("nav")
        page.goto(f"{address}/events/{event.id}?lang={lang}")
        page.wait_for_selector("article.claim")
        page.get_by_role("button", name="Accept" if lang == "en" else "اعتماد").click()
        page.wait_for_selector(".verdict")
    with open_archive(str(db)) as archive:
        assert [d["who"] for d in desk.log(archive)] == ["rana"]
