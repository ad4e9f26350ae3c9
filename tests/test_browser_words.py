"""What pages say, in a real browser, in both languages: digits, names, keys, days, what is counted, what to do next."""

from __future__ import annotations

import json
import re
import urllib.request

import pytest
from support.browser import contested, languages, logged, needed, quiet, served_here, settled, total, turn, until

from marsad.archive import open_archive
from marsad.coder import code_article
from marsad.read import article_from_text

pytestmark = needed()
PATHS = ("/", "/desk", "/operations", "/control", "/try", "/log")
MORE = ("/counts?rows=month&columns=type", "/theirs", "/batch", "/add", "/actors/sd.army", "/places/El%20Fasher", "/articles/qaim-pocket")
ARABIC_DIGITS, WESTERN_DIGITS = re.compile("[٠-٩]"), re.compile("[0-9]")


def _shown(page) -> str:
    """What the page itself says: not the words of articles, nor names of licences and files, nor what is typed in code."""
    return page.evaluate("""() => {
      const copy = document.querySelector('#app').cloneNode(true);
      copy.querySelectorAll('.maplibregl-ctrl-attrib, code, pre, bdi, .arabic, option, .legend small').forEach(e => e.remove());
      return copy.textContent;
    }""")


@pytest.mark.parametrize("digits", ["arab", "latn"])
def test_an_arabic_page_has_digits_of_one_kind(samples, visit_flat, digits):
    page = visit_flat(f"{samples}/?lang=ar&on=2024-07-01")
    settled(page)
    if digits == "latn":
        page.locator(".menu summary").click()
        page.get_by_label("الأرقام").select_option("latn")
    other = WESTERN_DIGITS if digits == "arab" else ARABIC_DIGITS
    event = json.load(urllib.request.urlopen(f"{samples}/api/events"))["events"][0]["id"]
    for path in (*PATHS, f"/events/{event}"):
        turn(page, f"{samples}{path}?lang=ar")
        page.wait_for_selector("main h1", state="attached")
        quiet(page)
        found = [line.strip() for line in _shown(page).splitlines() if other.search(line)]
        assert found == [], (path, found[:5])


@languages
def test_no_middle_dot_stands_beside_arabic_digits(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}")
    for path in PATHS:
        turn(page, f"{samples}{path}?lang={lang}")
        page.wait_for_selector("main h1", state="attached")
        quiet(page)
        assert not re.search(r"[٠-٩]\s*·|·\s*[٠-٩]", page.locator("body").inner_text()), path


def test_names_in_latin_letters_stand_in_arabic_pages_where_they_are_asked_for(samples, visit_flat):
    page = visit_flat(f"{samples}/control?lang=ar&country=SD")
    page.wait_for_selector("table")
    assert not re.search("[A-Za-z]{3,}", page.locator("tbody th").first.inner_text())
    page.locator(".menu summary").click()
    page.get_by_label("الأسماء بالحروف اللاتينية أيضًا").check()
    assert re.search("[A-Za-z]{3,}", page.locator("tbody th").first.inner_text())


def test_the_desks_keys_are_those_of_the_keyboard_whatever_its_letters(own, visit_flat):
    address, archive = own
    page = visit_flat(f"{address}/desk?lang=ar")
    page.wait_for_selector("article.claim")
    first = page.locator("h1.what").inner_text()
    press = "([key, code]) => window.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))"
    page.evaluate("([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))", ["ت", "KeyJ"])
    until(page, "t => document.querySelector('h1.what') && document.querySelector('h1.what').innerText !== t", arg=first)
    page.wait_for_selector("article.claim")
    page.evaluate(press.replace("window", "document.body"), ["ش", "KeyA"])
    assert logged(archive, 1)[0]["verdict"] == "accept"


@languages
def test_the_timeline_zooms_to_the_days_and_playing_gives_them_back(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}&since=2024-05-01&until=2024-08-31")
    settled(page)
    page.wait_for_selector(".timeline svg g")
    ends = page.locator(".ends span").all_inner_texts()
    assert ends == (["1 May 2024", "31 Aug 2024"] if lang == "en" else ["١ مايو ٢٠٢٤", "٣١ أغسطس ٢٠٢٤"])
    play, stop = ("Play", "Stop") if lang == "en" else ("تشغيل", "إيقاف")
    page.get_by_role("button", name=play, exact=True).click()
    until(page, "!location.search.includes('since=2024-05-01')")
    page.get_by_role("button", name=stop, exact=True).click()
    page.get_by_role("button", name=re.compile("Back to|العودة إلى")).click()
    until(page, "location.search.includes('since=2024-05-01') && location.search.includes('until=2024-08-31')")
    settled(page)
    assert page.locator(".ends span").all_inner_texts() == ends


@languages
def test_a_day_that_no_text_names_is_said_so(own, visit_flat, lang):
    address, archive = own
    archive.add([article_from_text("قصفت قوات الدعم السريع مدينة الأبيض.", published="2023-06-10", url="https://x.example/9")], code_article)
    page = visit_flat(f"{address}/?lang={lang}&until=2023-12-01&since=2023-01-01")
    settled(page)
    told = page.locator(".list .event .soft").first.inner_text()
    assert ("the day is not told" if lang == "en" else "ولم يُذكر اليوم") in told and ("between" if lang == "en" else "بين") in told
    pale = page.locator(".timeline rect[fill-opacity='0.4']")
    assert pale.count() == 1 and ("day not told" if lang == "en" else "اليوم غير مذكور") in page.locator(".timeline title").text_content()


@languages
def test_one_of_several_days_is_no_span_on_the_timeline_nor_in_the_list(own, visit_flat, lang):
    address, archive = own
    text = "قصفت قوات الدعم السريع مدينة الفاشر في مايو الماضي."
    archive.add([article_from_text(text, published="2024-06-20", url="https://x.example/1")], code_article)
    page = visit_flat(f"{address}/?lang={lang}&since=2024-05-01&until=2024-08-31&country=SD&type=shelling")
    settled(page)
    assert ("between 1 May 2024 and 31 May 2024" if lang == "en" else "بين ١ مايو ٢٠٢٤ و٣١ مايو ٢٠٢٤") in page.locator(
        ".list .event .soft"
    ).inner_text()
    (bar,) = page.locator(".timeline svg g rect").all()
    assert (
        bar.get_attribute("fill-opacity") == "0.4"
        and ("31 May 2024" if lang == "en" else "٣١ مايو ٢٠٢٤") in page.locator(".timeline title").text_content()
    )
    # Where only the last day of a beginning is known, the strip tells it so, and shows who holds it since its last day too.
    turn(page, f"{address}/control?lang={lang}")
    told = page.locator("tr[data-place^='Al-Mayadin'] svg title").first.text_content()
    assert ("by 27 Oct 2017 at the latest" if lang == "en" else "في ٢٧ أكتوبر ٢٠١٧ على أبعد تقدير") in told
    now = page.locator("tr[data-place='Wad Medani'] svg rect").last
    assert float(now.get_attribute("x")) + float(now.get_attribute("width")) <= 1000 and now.bounding_box()["width"] >= 1


@languages
def test_what_is_told_as_fact_confirmed_and_neither_has_one_word_each_on_every_page(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}&modality=denied")
    settled(page)
    fact, sure, neither = ("told as fact", "confirmed", "not told as fact") if lang == "en" else ("بصيغة الجزم", "موثَّق", "غير مجزوم به")
    assert neither in page.locator(".list .event .soft").first.inner_text()
    turn(page, f"{samples}/?lang={lang}")
    quiet(page)
    options = [" ".join(s.locator("option").all_inner_texts()) for s in page.locator(".choices select").all()]
    assert [sum(word in told for told in options) for word in (sure, neither)] == [1, 1] and any(fact in told for told in options)
    other = r"\b(not |un)?asserted\b|verified|unconfirmed" if lang == "en" else r"مؤكد|مؤكّد|مثبت|لم يُروَ|كواقع|غير موثّق"
    for path in (*PATHS[1:], *MORE):
        turn(page, f"{samples}{path}{'&' if '?' in path else '?'}lang={lang}")
        page.wait_for_selector("main h1", state="attached")
        quiet(page)
        assert not re.search(other, _shown(page)), path


def _words_of(lang: str, text: str) -> set[str]:
    """The words of a page in the other language's letters, but for the names of formats, bodies, licences and commands."""
    if lang == "en":
        return set(re.findall("[\u0620-\u064a]{2,}", text)) - {"مرصد", "العربية"}
    known = {
        "marsad",
        "English",
        "CSV",
        "GeoJSON",
        "ACLED",
        "UCDP",
        "PNG",
        "PDF",
        "HTML",
        "GeoNames",
        "CC",
        "BY",
        "OpenStreetMap",
        "WebGL",
        "import",
        "https",
    }
    return set(re.findall("[A-Za-z]{2,}", text)) - known


@languages
def test_no_page_has_words_of_the_other_language(samples, visit_flat, lang):
    found = json.load(urllib.request.urlopen(f"{samples}/api/events?limit=100"))["events"]
    # Outlets that the lexicon does not know have the one name that they give themselves.
    own = {word for e in found for outlet in e["outlets"] for word in re.findall(r"\w{2,}", outlet)} if lang == "en" else set()
    page = visit_flat(f"{samples}/?lang={lang}&type=riot&modality=planned&admin1=Idlib&grade=confirmed&harmed=medics&on=2024-07-01")
    for path in (None, *PATHS, *MORE, f"/events/{contested(samples)}"):
        if path:
            turn(page, f"{samples}{path}{'&' if '?' in path else '?'}lang={lang}")
        page.wait_for_selector("main h1", state="attached")
        quiet(page)
        assert _words_of(lang, _shown(page)) - own == set(), path
        # Nor has it controls of the browser's own, which speak the browser's language.
        assert page.locator("input:is([type=date], [type=month], [type=file]):not(.hidden)").count() == 0, path


@languages
def test_what_does_not_work_is_said_in_the_readers_language(own, visit_flat, lang):
    address, _ = own
    page = visit_flat(f"{address}/events/{contested(address)}?lang={lang}")
    page.wait_for_selector("section.pins")
    said = "s => document.querySelector('.said').innerText.includes(s)"
    field = page.get_by_label("New tag" if lang == "en" else "وسم جديد")
    field.fill("a,b")
    field.press("Enter")
    until(page, said, "a tag has at most 40 letters" if lang == "en" else "الوسم لا يزيد على \u2068٤٠\u2069 حرفًا")
    # What stands between the page and its server answers for it, in English.
    page.route("**/api/**", lambda route: route.fulfill(status=429, body="<html>Too Many Requests</html>"))
    field.fill("c")
    field.press("Enter")
    until(page, said, "The server does not answer" if lang == "en" else "لا يجيب الخادم")


@languages
def test_what_is_not_on_the_map_is_counted_on_every_page_of_events(own, visit_flat, lang):
    address, archive = own
    text = "أعلن الجيش السوداني مقتل 12 من عناصر الدعم السريع في اشتباكات أمس."
    archive.add([article_from_text(text, published="2025-05-03", url="https://x.example/1")], code_article)
    page = visit_flat(f"{address}/log?lang={lang}")
    page.wait_for_selector("main h1")
    line = re.compile(r"^Events not on the map: \d+$" if lang == "en" else r"^أحداث ليست على الخريطة: [٠-٩]+$")
    for path in ("/", "/desk", "/batch", "/counts", "/operations", "/control", "/actors/sd.rsf"):
        turn(page, f"{address}{path}?lang={lang}")
        page.locator(".lost button").first.wait_for()
        assert line.match(page.locator(".lost button").first.inner_text()), path
    # From a page that is not of events they are a step away: all that are told of this actor and on no map.
    page.locator(".lost button").first.click()
    page.wait_for_selector(".list[aria-busy=false] .event")
    assert "on_map=false" in page.url and "actor=sd.rsf" in page.url
    assert (
        page.locator(".list .event", has_text="place not known" if lang == "en" else "المكان غير معروف").count()
        == page.locator(".list .event").count()
        > 0
    )


@languages
def test_the_map_goes_to_what_a_filter_keeps(samples, visit_bare, lang):
    page = visit_bare(f"{samples}/?lang={lang}")
    settled(page)
    page.get_by_role("combobox", name="Country" if lang == "en" else "البلد", exact=True).select_option("UA")
    until(page, "(c => c.lat > 44 && c.lat < 53 && c.lng > 22 && c.lng < 41)(document.querySelector('.frame').marsad.getCenter())")
    page.locator(".chip button").first.click()
    until(page, "document.querySelector('.frame').marsad.getCenter().lat < 40")


@languages
def test_two_types_are_chosen_and_the_counts_follow(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}")
    settled(page)
    every = total(page)
    name = "Type" if lang == "en" else "النوع"
    counts = []
    for type_ in ("capture", "airstrike"):
        page.get_by_role("combobox", name=name, exact=True).select_option(type_)
        until(page, "t => new URLSearchParams(location.search).get('type')?.includes(t)", arg=type_)
        counts.append(total(page))
    assert 0 < counts[0] < counts[1] < every
    page.reload()
    settled(page)
    assert total(page) == counts[1] and page.locator(".choices .chip").count() == 2
    country = page.get_by_role("combobox", name="Country" if lang == "en" else "البلد", exact=True)
    until(page, "document.querySelectorAll('.choices select')[2].options.length < 8")
    shown = " ".join(country.locator("option").all_inner_texts()).translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    assert sum(map(int, re.findall(r"\((\d+)\)", shown))) == counts[1]
    page.goto(f"{samples}/?lang={lang}&type=capture&type=airstrike")
    settled(page)
    assert total(page) == counts[1]


@languages
def test_what_is_not_on_the_map_is_counted_and_shown(own, visit_flat, lang):
    address, archive = own
    text = "أعلن الجيش السوداني مقتل 12 من عناصر الدعم السريع في اشتباكات أمس."
    archive.add([article_from_text(text, published="2023-06-10", url="https://x.example/1")], code_article)
    page = visit_flat(f"{address}/?lang={lang}")
    settled(page)
    link = page.locator(".lost button").first
    told = int(re.search(r"\d+", link.inner_text().translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))).group())
    link.click()
    until(page, "location.search.includes('on_map=false')")
    assert total(page) == told > 0


@languages
def test_a_day_is_typed_as_people_write_it_or_chosen_from_a_month(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}")
    settled(page)
    since, until_ = ("From", "To") if lang == "en" else ("من", "إلى")
    field = page.get_by_label(since, exact=True)
    for typed in ("11/6/2024", "١١/٦/٢٠٢٤", "11 June 2024", "١١ يونيو ٢٠٢٤", "11 حزيران 2024", "2024-06-11"):
        field.fill(typed)
        field.press("Tab")
        until(page, "new URLSearchParams(location.search).get('since') === '2024-06-11'")
        field.fill("")
        field.press("Tab")
        until(page, "!location.search.includes('since=')")
    field.fill("31/2/2024")
    field.press("Tab")
    assert field.get_attribute("aria-invalid") == "true" and "since=" not in page.url
    page.locator(".field", has=page.get_by_label(until_, exact=True)).locator(".both button").click()
    days = page.locator(".month .grid small")
    assert days.evaluate_all("days => days.every(d => d.firstElementChild.offsetWidth <= d.clientWidth)") and days.count() == 7
    page.locator(".month .grid button").nth(9).click()
    until(page, "/until=\\d{4}-\\d{2}-10/.test(location.search)")


def _overlap(a, b) -> bool:
    return a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"] and a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]


@languages
def test_the_legend_covers_no_event_and_control_is_drawn_above(samples, visit_bare, lang):
    page = visit_bare(f"{samples}/?lang={lang}&at=13.5,33.6,5&on=2024-07-01")
    settled(page)
    assert not _overlap(page.locator(".legend").bounding_box(), page.locator(".frame").bounding_box())
    layers = page.evaluate("document.querySelector('.frame').marsad.getStyle().layers.map(l => l.id)")
    assert layers.index("control") > layers.index("cluster") > layers.index("event")

    def colours():
        return page.eval_on_selector_all(
            ".legend li:has(rect)", "ls => Object.fromEntries(ls.map(l => [l.textContent, l.querySelector('rect').getAttribute('fill')]))"
        )

    before = colours()
    side = "Rapid Support Forces" if lang == "en" else "قوات الدعم السريع"
    turn(page, f"{samples}/?lang={lang}&country=SD&on=2024-07-01")
    settled(page)
    assert colours()[side] == before[side]
    turn(page, f"{samples}/control?lang={lang}")
    page.wait_for_selector(".two")
    page.wait_for_selector(".legend")
    assert colours()[side] == before[side] and page.locator(".legend").get_by_text("contested" if lang == "en" else "محل نزاع").count() == 1


@languages
def test_a_movement_is_listed_by_its_way(samples, visit_flat, lang):
    found = json.load(urllib.request.urlopen(f"{samples}/api/events?type=advance,withdrawal,offensive,displacement&limit=100"))["events"]
    moved = next(e for e in found if e["moves"])
    page = visit_flat(f"{samples}/events/{moved['id']}?lang={lang}")
    page.wait_for_selector("h1.what")
    way = moved["moves"][0]
    told = page.locator("h1.what").inner_text()
    assert all((name if lang == "en" else moved["names"][name]) in told for name in (way["start"], way["end"])), told
    assert page.locator(".chip").filter(has_text="towards" if lang == "en" else "باتجاه").count() == 1


@languages
def test_an_empty_archive_an_unknown_address_and_a_first_visit_say_what_to_do(tmp_path, visit_flat, lang):
    db = tmp_path / "empty.db"
    open_archive(str(db)).close()
    with served_here(db) as address:
        page = visit_flat(f"{address}/?lang={lang}")
        page.wait_for_selector("[data-empty=archive]")
        assert "marsad add" in page.locator("[data-empty=archive]").inner_text()
        assert page.locator(".welcome li").count() == 5
        page.locator(".welcome button").click()
        page.reload()
        page.wait_for_selector("[data-empty=archive]")
        assert page.locator(".welcome").count() == 0
        for path in ("/desk", "/control", "/operations", "/counts"):
            turn(page, f"{address}{path}?lang={lang}")
            page.wait_for_selector("[data-empty=archive]")
        page.locator("[data-empty=archive] a[href='/add']").click()
        page.wait_for_selector("main h1")
        assert page.url.startswith(f"{address}/add")
        page.goto(f"{address}/nowhere?lang={lang}")
        page.wait_for_selector("[data-empty=address] a")
        page.goto(f"{address}/events/none?lang={lang}")
        page.wait_for_selector("[data-empty=event] a")
        assert ("There is no event" if lang == "en" else "لا يوجد حدث") in page.locator("main").inner_text()


@languages
def test_titles_tell_tabs_apart(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}")
    event = json.load(urllib.request.urlopen(f"{samples}/api/events"))["events"][0]["id"]
    titles = set()
    for path in (*PATHS, f"/events/{event}", "/articles/qaim-pocket"):
        turn(page, f"{samples}{path}?lang={lang}")
        page.wait_for_selector("main h1", state="attached")
        quiet(page)
        titles.add(page.title())
    assert len(titles) == len(PATHS) + 2 and all(("marsad" if lang == "en" else "مرصد") in t for t in titles)


@languages
def test_on_paper_there_are_no_buttons_and_nothing_is_cut_off(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}")
    settled(page)
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == page.locator("header:visible").count() == 0
    assert page.locator(".list").evaluate("e => getComputedStyle(e).overflowY") == "visible"
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"


@languages
def test_what_a_person_corrected_has_no_machines_probability(own, visit_flat, lang):
    from marsad.archive import Filters, desk
    from marsad.serve.commands.correct import Told, corrected

    address, archive = own
    (event,) = archive.events(Filters(place="Singa", type="capture", since="2024-11-01"))
    id, doc, claim = archive.claims_of(event.claims)[0]
    likely = "reading likely right" if lang == "en" else "احتمال صحة القراءة"
    page = visit_flat(f"{address}/events/{event.id}?lang={lang}")
    page.wait_for_selector("article.claim")
    assert likely in page.locator("main").inner_text()
    told, fields = corrected(archive.document(doc), claim, Told(modality="possible"))
    for one in event.claims:
        if one == id:
            desk.decide(archive, id, "correct", "rana", None, told, fields)
        else:
            desk.decide(archive, one, "reject", "rana")
    (now,) = archive.events(Filters(modality="possible", since="2024-11-01", place="Singa"))
    page.goto(f"{address}/events/{now.id}?lang={lang}")
    page.wait_for_selector("article.claim")
    assert likely not in page.locator("main").inner_text()


@languages
def test_what_tells_a_country_without_a_place_is_said_and_counted(own, visit_flat, lang):
    address, archive = own
    texts = ("أعلن الجيش السوداني مقتل 12 من عناصر الدعم السريع في اشتباكات أمس.", "قصفت قوات الدعم السريع مدينة الأبيض أمس.")
    archive.add([article_from_text(text, published="2023-06-10", url=f"https://x.example/{n}") for n, text in enumerate(texts)], code_article)
    page = visit_flat(f"{address}/?lang={lang}&since=2023-06-01&until=2023-06-30")
    settled(page)
    told = "Sudan, by who is involved" if lang == "en" else "السودان، بحسب أطراف الحدث"
    count = "by who is involved: 1" if lang == "en" else "بحسب أطراف الحدث: ١"
    cards = page.locator(".list .event .soft").all_inner_texts()
    assert sum(told in card for card in cards) == 1 and len(cards) == 2
    page.get_by_role("button", name=count, exact=True).click()
    until(page, "location.search.includes('country_basis=actors') && location.search.includes('on_map=false')")
    assert total(page) == 1
    page.locator(".list .event a").click()
    page.wait_for_selector(".chip[data-basis=actors]")
    assert page.locator(".chip[data-basis]").inner_text() == told


@languages
def test_a_browser_that_draws_no_map_says_so_and_shows_the_rest(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}&on=2024-07-01")
    settled(page)
    assert ("draws no map" if lang == "en" else "لا يرسم هذا المتصفح الخريطة") in page.locator(".stage .flat").inner_text()
    assert total(page) > 10 and page.locator(".timeline svg g").count() > 1 and page.locator(".zoom").count() == 0
    page.locator(".away summary").click()
    assert page.locator(".away button", has_text="CSV").is_enabled() and page.locator(".away button", has_text="PNG").count() == 0
