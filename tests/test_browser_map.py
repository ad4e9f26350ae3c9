"""The map, the timeline, the filters, languages and access, in a real browser."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, news
from support.browser import asked, contested, drawn, languages, look_at, needed, quiet, served_here, settled, total, turn, until

from marsad.archive import desk, open_archive
from marsad.coder import code_article
from marsad.read import article_from_text
from marsad.serve.accounts import add_person

pytestmark = needed()
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PATHS = ("/", "/desk", "/batch", "/operations", "/control", "/counts", "/theirs", "/add", "/try", "/log", "/actors/sd.rsf", "/places/Wad%20Medani")


@languages
def test_the_map_shows_every_event_over_the_base_map(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}")
    settled(page)
    shown = drawn(page, "event", "cluster", "area")
    with_place = page.evaluate("fetch('/api/map?zoom=3').then(r => r.json()).then(m => m.clusters.reduce((n, c) => n + c.events, 0))")
    ids = {c["id"]: c["events"] for c in shown}
    assert sum(ids.values()) == with_place > 20
    assert drawn(page, "land") and drawn(page, "border")
    until(page, "document.querySelector('.frame').marsad.queryRenderedFeatures({layers: ['names']}).length > 15")
    names = {n[lang] for n in drawn(page, "names")}
    assert ("Egypt" if lang == "en" else "مصر") in names and len(names) > 15
    credit = page.locator(".maplibregl-ctrl-attrib")
    assert "Natural Earth" in credit.inner_text() and "GeoNames" in credit.inner_text()
    assert page.locator(".legend li").count() >= 10
    tiles = "performance.getEntriesByType('resource').filter(r => r.name.includes('/tiles/')).length"
    assert page.evaluate(tiles) == 0
    page.locator(".menu summary").click()
    page.get_by_label(re.compile("OpenStreetMap")).check()
    until(page, f"{tiles} > 0")
    until(page, "document.querySelector('.maplibregl-ctrl-attrib').innerText.includes('OpenStreetMap')")
    settled(page)
    assert {c["id"] for c in drawn(page, "event", "cluster", "area")} == set(ids)
    assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
    page.set_viewport_size({"width": 1100, "height": 700})  # what was all in view stays so in another frame
    settled(page)
    until(
        page,
        """n => document.querySelector('.frame').marsad.queryRenderedFeatures({layers: ['event', 'cluster', 'area']})
      .reduce((n, f) => n.set(f.properties.id, f.properties.events), new Map()).values().reduce((a, b) => a + b, 0) === n""",
        with_place,
    )


@languages
def test_clusters_open_and_one_event_opens_its_page(samples, visit_bare, lang):
    page = visit_bare(f"{samples}/?lang={lang}&country=SD")
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
    turn(page, f"{samples}/?lang={lang}&country=UA")
    settled(page)
    look_at(page, 50, 36.2, 9)
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


RING = """() => {
  const map = document.querySelector('.frame').marsad, [ring] = map.queryRenderedFeatures({layers: ['chosen']});
  const edge = map.getCanvas().getBoundingClientRect();
  return ring && (p => [p.x + edge.left, p.y + edge.top])(map.project(ring.geometry.coordinates));
}"""


@languages
def test_a_chosen_point_is_marked_and_lies_under_nothing(samples, visit_bare, lang):
    page = visit_bare(f"{samples}/?lang={lang}&at=13.62,25.35,9")
    settled(page)
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        look_at(page, 13.62, 25.35, 9)
        if width > 700:  # where the list of what is here will open
            page.evaluate("s => void document.querySelector('.frame').marsad.panBy([s * 400, 60])", 1 if lang == "en" else -1)
            settled(page)
        spot = page.evaluate(RING.replace("'chosen'", "'cluster'"))
        page.mouse.click(*spot)
        card = page.locator("#here")
        card.wait_for()
        until(page, f"({RING})()")
        settled(page)
        over, (x, y) = card.bounding_box(), page.evaluate(RING)
        frame = page.locator(".stage").bounding_box()
        assert not (over["x"] <= x <= over["x"] + over["width"] and over["y"] <= y <= over["y"] + over["height"])
        assert frame["x"] < x < frame["x"] + frame["width"] and frame["y"] < y < frame["y"] + frame["height"]
        page.keyboard.press("Escape")
        card.wait_for(state="detached")
        until(page, f"!({RING})()")
    page.mouse.click(*page.evaluate(RING.replace("'chosen'", "'cluster'")))
    card.wait_for()
    turn(page, f"{samples}/?lang={lang}&type=capture")  # other filters keep other events
    card.wait_for(state="detached")


@languages
def test_what_is_chosen_by_a_mark_stands_in_its_field_in_the_readers_language(samples, visit_bare, lang):
    page = visit_bare(f"{samples}/?lang={lang}&at=13.15,33.93,9&on=2024-12-20")
    settled(page)
    until(page, "document.querySelector('.frame').marsad.queryRenderedFeatures({layers: ['control']}).length > 0")
    (x, y) = page.evaluate(RING.replace("'chosen'", "'control'"))
    page.mouse.click(x + 14, y - 14)  # the square stands beside its point
    until(page, "location.search.includes('place=')")
    assert page.get_by_role("combobox", name="Place" if lang == "en" else "المكان").input_value() == ("Singa" if lang == "en" else "سنجة")
    assert total(page) > 0
    for path, field in (("/places/Singa", "place"), ("/places/Singa", "actor")):
        turn(page, f"{samples}{path}?lang={lang}")
        page.locator(f"main a[href*='?{field}=']").first.click()
        until(page, f"location.search.includes('{field}=')")
        assert re.search("[A-Za-z]" if lang == "en" else "[\u0620-\u064a]", asked(page)[field]) and total(page) > 0


@languages
def test_a_governorate_is_an_area_movements_are_arrows_and_control_is_coloured(samples, visit_bare, lang):
    page = visit_bare(f"{samples}/?lang={lang}&at=34.2,41,6&on=2017-11-01")
    settled(page)
    assert drawn(page, "area") and all(c["wide"] for c in drawn(page, "area"))
    assert not any(c["wide"] for c in drawn(page, "event", "cluster"))
    until(page, "document.querySelector('.frame').marsad.queryRenderedFeatures({layers: ['move-head']}).length > 0")
    assert drawn(page, "move")
    held = drawn(page, "control")
    assert held and all(h["icon"].startswith(("held", "contested", "left", "would")) for h in held)
    assert page.locator(".legend").get_by_text("Islamic State" if lang == "en" else "تنظيم الدولة الإسلامية").count() == 1
    turn(page, f"{samples}/?lang={lang}&on=2024-07-01")
    look_at(page, 13.5, 33.6, 7)
    until(
        page, "document.querySelector('.frame').marsad.queryRenderedFeatures({layers: ['control']}).some(f => f.properties.icon.startsWith('would'))"
    )  # إذا سيطرت ... على سنار
    turn(page, f"{samples}/?lang={lang}&modality=conditional")
    settled(page)
    look_at(page, 34.45, 40.92, 9)
    assert {e["modality"] for e in drawn(page, "event")} == {"conditional"}


@languages
def test_places_left_and_contested_have_marks_of_their_own(own, visit_bare, lang):
    address, archive = own
    archive.add(
        [
            article_from_text("انسحب الجيش السوداني من مدينة الفولة، السبت.", published="2024-06-23", url="https://a.example/1"),
            article_from_text("أعلن الجيش السوداني سيطرته على مدينة الفولة، الخميس.", published="2024-06-20", url="https://a.example/2"),
            article_from_text("سيطر الجيش السوداني على مدينة كوستي، السبت.", published="2024-06-23", url="https://a.example/3", title="x"),
            article_from_text("سيطرت قوات الدعم السريع على مدينة كوستي، السبت.", published="2024-06-23", url="https://b.example/3"),
        ],
        code_article,
    )
    page = visit_bare(f"{address}/?lang={lang}&at=12.5,30,5&on=2024-07-01")
    settled(page)
    assert {h["icon"].split()[0] for h in drawn(page, "control")} >= {"left", "contested"}


def _contrast(a: str, b: str) -> float:
    """How two colours (#rrggbb) stand out from each other, as WCAG counts it: 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        return sum(w * (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4) for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    one, other = sorted((light(a), light(b)), reverse=True)
    return (one + 0.05) / (other + 0.05)


def _weak(page) -> dict[str, float]:
    """What of the base map does not stand out, in the colours that the map has: land from sea, lines and names from both."""
    has = page.evaluate("""() => {
      const map = document.querySelector('.frame').marsad, flat = told => [told].flat(9).filter(x => /^#[0-9a-f]{6}$/.test(x));
      const of = (layer, what) => flat(map.getPaintProperty(layer, what));
      return {
        sea: of('ground', 'background-color'), land: of('land', 'fill-color'), shore: of('shore', 'line-color'), border: of('border', 'line-color'),
        river: of('river', 'line-color'), names: ['names', 'divisions', 'towns', 'river-names'].flatMap(x => of(x, 'text-color')),
      };
    }""")
    (sea,), (land,) = has["sea"], has["land"]
    least = {"shore": 2.0, "border": 3.0, "river": 2.5, "names": 4.5}
    found = {f"{what} on land": _contrast(colour, land) for what in least for colour in has[what]} | {"land and sea": _contrast(land, sea)}
    found |= {f"{what} on the sea": _contrast(colour, sea) for what in ("shore",) for colour in has[what]}
    return {what: round(ratio, 2) for what, ratio in found.items() if ratio < least.get(what.split(" ")[0], 1.4)}


def test_dark_and_light(samples, visit_bare):
    page = visit_bare(f"{samples}/?lang=en")
    settled(page)
    ground = "document.querySelector('.frame').marsad.getPaintProperty('ground', 'background-color')"
    assert _weak(page) == {}
    light = page.evaluate(ground), page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".menu summary").click()
    page.get_by_label("Theme").select_option("dark")
    until(page, f"b => {ground} !== b", arg=light[0])
    until(page, "b => getComputedStyle(document.body).backgroundColor !== b", arg=light[1])
    settled(page)
    assert drawn(page, "event", "cluster") and _weak(page) == {}
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_controls_are_mirrored_and_the_map_is_not(samples, visit_bare):
    left = {}
    page = visit_bare(f"{samples}/?lang=en&at=30,40,4")
    for lang in ("en", "ar"):
        if lang == "ar":
            page.get_by_role("button", name="العربية").click()
            until(page, "document.documentElement.dir === 'rtl'")
        settled(page)
        left[lang] = page.locator(".zoom").bounding_box()["x"], page.locator("aside").bounding_box()["x"]
        west, east = page.evaluate("[30, 50].map(x => document.querySelector('.frame').marsad.project([x, 30]).x)")
        assert west < east
    assert left["en"][0] > left["ar"][0] and left["en"][1] < left["ar"][1]


@languages
def test_brushing_the_timeline_chooses_days_everywhere(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}")
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
    sent = visit_flat(page.url)  # a colleague opens the address
    settled(sent)
    assert total(sent) == some and asked(sent)["since"] == asked(page)["since"]
    page.get_by_role("button", name="All days" if lang == "en" else "كل الأيام").click()
    assert total(page) == everything


@languages
def test_play_steps_through_time_and_stops(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}")
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
def test_filters_narrow_the_list_and_live_in_the_address(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}")
    settled(page)
    everything = total(page)
    names = {
        "en": ("Type", "Country", "How it is told", "Corroboration", "Clear all"),
        "ar": ("النوع", "البلد", "صيغة الخبر", "درجة التوثيق", "مسح الكل"),
    }[lang]
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
    told = page.locator(".strips svg").first.get_attribute("aria-label")
    assert ("Rapid Support Forces" if lang == "en" else "الدعم السريع") in told
    for key, value in (
        ("q", "ود مدني"),
        ("outlet", "مرايا"),
        ("source", "شبكة أطباء"),
        ("confidence", "0.8"),
        ("reviewed", "true"),
        ("actor", "الدعم السريع"),
        ("admin1", "North Darfur"),
        ("grade", "contested"),
    ):
        turn(page, f"{samples}/?lang={lang}&{key}={value}")
        settled(page)
        assert total(page) < everything, key


def test_the_language_is_switched_and_kept(samples, visit_flat):
    page = visit_flat(f"{samples}/?lang=en")
    settled(page)
    page.get_by_role("button", name="العربية").click()
    until(page, "document.documentElement.dir === 'rtl'")
    assert asked(page)["lang"] == "ar"
    assert re.search("[٠-٩]", page.locator(".list h2").inner_text())
    assert page.locator(".list .event .soft").first.inner_text().count("،") >= 2
    page.goto(f"{samples}/desk")
    page.wait_for_selector("h1")
    assert page.evaluate("document.documentElement.lang") == "ar"


def opened(page):
    """The list of events to merge with, and two of them side by side."""
    page.get_by_role("button", name=re.compile("Merge with|دمج مع")).first.click()
    page.locator("[data-alike] button").first.click()
    page.locator(".both mark").first.wait_for()


SERIOUS = """only => axe.run(document, {resultTypes: ['violations'], ...(only && {runOnly: {type: 'rule', values: only}})}).then(r => r.violations
  .filter(v => ['serious', 'critical'].includes(v.impact))
  .map(v => [v.id, v.nodes.map(n => n.html + ' ' + n.failureSummary).slice(0, 3)]))"""

OF_COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that look at colours


GROUND = "getComputedStyle(document.body).backgroundColor"


@languages
def test_a_screen_reader_finds_no_serious_fault(samples, visit_bare, lang):
    """In the light and in the dark, where nothing but the colours is another."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run make setup")
    page = visit_bare(f"{samples}/?lang={lang}", color_scheme="light", bypass_csp=True)
    page.evaluate(AXE.read_text("utf-8"))  # stays, as turning to a page loads nothing anew
    grounds, ground = set(), ""
    for path in (*PATHS, f"/events/{contested(samples)}", "/articles/qaim-pocket"):
        turn(page, f"{samples}{path}?lang={lang}")
        page.wait_for_selector("main h1")
        quiet(page)
        if path.startswith("/events/"):
            opened(page)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            if ground:  # a busy machine paints the page anew a moment later
                page.wait_for_function(f"was => {GROUND} !== was", arg=ground)
            quiet(page)
            ground = page.evaluate(GROUND)
            grounds.add((theme, ground))
            assert page.evaluate(SERIOUS, OF_COLOURS if theme == "dark" else None) == [], (path, theme)
    assert len(grounds) == len({ground for _, ground in grounds}) == 2  # each was seen as it is shown


@languages
def test_a_phone_shows_every_page_without_sideways_scrolling(samples, visit_bare, lang):
    page = visit_bare(f"{samples}/?lang={lang}", 390, 844, has_touch=True, is_mobile=True)
    for path in (*PATHS, f"/events/{contested(samples)}"):
        turn(page, f"{samples}{path}?lang={lang}")
        page.wait_for_selector("main h1", state="attached")
        quiet(page)
        if path.startswith("/events/"):
            opened(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (path, wide)


def test_everything_on_the_map_page_is_reached_by_keyboard(samples, visit_bare):
    page = visit_bare(f"{samples}/?lang=en")
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
def test_logging_in_and_what_each_role_may(tmp_path, visit_flat, lang):
    db = tmp_path / "team.db"
    with open_archive(str(db)) as archive:
        archive.add([news(7)], code_article)
        add_person(archive, "vera", "viewer", "a long password")
        add_person(archive, "rana", "reviewer", "a long password")
        (event,) = archive.events()
    with served_here(db) as address:
        page = visit_flat(f"{address}/events/{event.id}?lang={lang}")
        name, password, enter = ("Name", "Password", "Log in") if lang == "en" else ("اسم المستخدم", "كلمة المرور", "دخول")

        def come_in(who, secret="a long password"):
            page.get_by_label(name, exact=True).fill(who)
            page.get_by_label(password).fill(secret)
            page.get_by_role("button", name=enter).click()

        page.wait_for_selector("form")
        until(page, "document.activeElement.autocomplete === 'username'")  # one types at once
        assert page.locator("nav").count() == 0 and "الفاشر" not in page.content()
        come_in("vera", "not the one")
        page.wait_for_selector("[role=alert]:has-text('.')")
        assert page.locator("[role=alert]").evaluate("e => getComputedStyle(e, '::first-letter').textTransform") == "uppercase"
        until(page, "document.activeElement.type === 'password'")
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
        # On a phone all that the head of the page holds, the open settings too, is within its width.
        page.set_viewport_size({"width": 390, "height": 844})
        page.locator(".menu summary").click()
        for part in page.locator("header :is(button, summary, .menu > div)").all():
            box = part.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= 390, part.inner_text()
        assert page.locator("header").bounding_box()["height"] < 140
    with open_archive(str(db)) as archive:
        assert [d["who"] for d in desk.log(archive)] == ["rana"]


@languages
def test_the_base_map_names_towns_at_every_zoom_in_the_readers_language(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}&at=13.55,33.6,9.5")
    settled(page)
    until(page, "document.querySelector('.frame').marsad.queryRenderedFeatures({layers: ['towns']}).length > 0")
    names = {n[lang] for n in drawn(page, "towns")}
    assert names & ({"Sennar", "Sinnar", "Sinja", "Singa"} if lang == "en" else {"سنار", "سنجة"}), names
    script = re.compile("[A-Za-z]" if lang == "en" else "[\u0620-\u064a]")
    assert all(script.search(n) for n in names)
