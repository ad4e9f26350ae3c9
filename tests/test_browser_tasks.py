"""What an investigator does in the pages from beginning to end, in a real browser, in both languages, with the clicks counted."""

from __future__ import annotations

import json

from support.browser import languages, needed, settled, total, turn, until

from marsad.archive import Filters, desk
from marsad.archive import saved as saved_views

pytestmark = needed()


def saved(page, click) -> bytes:
    """What a click saves."""
    with page.expect_download() as coming:
        click()
    return coming.value.path().read_bytes()


@languages
def test_a_view_is_saved_as_files_a_picture_and_a_brief(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}&country=SD&since=2024-01-01&until=2025-06-01", device_scale_factor=0.5)  # a picture of some size
    settled(page)
    count = total(page)
    page.locator(".away summary").click()
    button = lambda name: page.locator(".away button", has_text=name)  # noqa: E731
    rows = saved(page, button("CSV").click).decode("utf-8-sig").splitlines()
    assert len(rows) - 1 == count > 5
    points = json.loads(saved(page, button("GeoJSON").click))
    assert len(points["features"]) >= count - 2
    assert saved(page, button("ACLED").click).startswith(b"\xef\xbb\xbfevent_id_cnty")
    assert saved(page, button("PNG").click).startswith(b"\x89PNG") and len(saved(page, button("PNG").click)) > 20_000
    brief = saved(page, button("HTML").click).decode()
    assert f'lang="{lang}"' in brief and brief.count("data-claims") > 8
    assert saved(page, button("PDF").click).startswith(b"%PDF")
    turn(page, f"{samples}/?lang={lang}")
    settled(page)
    assert button("PDF").is_disabled()
    until(page, "document.querySelector('.away p').innerText.length > 20")


@languages
def test_all_that_an_actor_did_and_who_held_a_town_and_why(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/control?lang={lang}&country=SD")
    page.locator("tr[data-place='Wad Medani'] th a").click()
    page.wait_for_selector("h1")
    until(page, "location.pathname === '/places/Wad%20Medani'")
    page.wait_for_selector("main ul li")
    where = [chip.translate({0x2068: None, 0x2069: None}) for chip in page.locator("main .chip").all_inner_texts()]
    assert ("Al-Jazirah · Sudan" if lang == "en" else "الجزيرة، السودان") in where, where
    stays = page.locator("main ul").first.locator("li").all_inner_texts()
    army, rsf = ("Sudanese Armed Forces", "Rapid Support Forces") if lang == "en" else ("الجيش السوداني", "قوات الدعم السريع")
    assert any(army in s for s in stays) and any(rsf in s for s in stays)
    page.locator("main ul").first.locator("li a").first.click()  # why: the words of the article
    page.wait_for_selector("article.claim mark")
    page.goto(f"{samples}/actors/sd.rsf?lang={lang}")
    page.wait_for_selector("main table")
    assert page.locator("h1").inner_text() == rsf and rsf in page.title()
    heads = page.locator("thead").first.inner_text()
    assert ("As doer" in heads and "As target" in heads) if lang == "en" else ("فاعلًا" in heads and "مستهدَفًا" in heads)
    page.get_by_role("link", name="as doer" if lang == "en" else "فاعلًا").click()
    settled(page)
    assert total(page) > 3 and "doer=sd.rsf" in page.url


@languages
def test_a_wrong_actor_is_corrected_on_many_claims_with_one_undo(own, visit_flat, lang):
    address, archive = own
    words = "قوات الدعم السريع"
    page = visit_flat(f"{address}/batch?lang={lang}")
    page.locator("input.words").fill(words)
    to = page.get_by_role("combobox", name="The actor that they mean" if lang == "en" else "الجهة المقصودة")
    to.fill("حركة العدل والمساواة")
    page.wait_for_selector("[role=option]:visible")
    to.press("Enter")
    page.get_by_role("button", name="Look at them" if lang == "en" else "معاينة").click()
    page.wait_for_selector("main tbody tr")
    count = page.locator("main tbody tr").count()
    assert count >= 5 and not desk.log(archive)
    page.locator("main tbody input").first.uncheck()
    page.locator("button.main").click()
    undo = page.get_by_role("button", name="Undo all of them" if lang == "en" else "تراجع عنها كلها")
    undo.wait_for()
    assert len(desk.log(archive)) == count - 1
    assert any("sd.jem" in (*e.doer_ids, *e.target_ids) for e in archive.events())
    undo.click()
    undo.wait_for(state="detached")
    assert not any("sd.jem" in (*e.doer_ids, *e.target_ids) for e in archive.events())


@languages
def test_help_by_a_key_examples_and_the_queue_of_holders(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/desk?lang={lang}")
    page.wait_for_selector("article.claim")
    assert page.locator(".holders li").count() >= 3
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    assert page.locator("dialog tr").count() == 12
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog[open]')")
    page.goto(f"{samples}/try?lang={lang}")
    page.get_by_role("button", name="Example 1" if lang == "en" else "مثال ١").click()
    page.wait_for_selector("[data-tried] mark[data-role=agent]")


@languages
def test_counts_by_two_things_and_two_stretches_of_days_are_saved(samples, visit_flat, lang):
    page = visit_flat(
        f"{samples}/counts?lang={lang}&country=SD&rows=doer&columns=type&since=2024-01-01&until=2024-08-31&since2=2024-09-01&until2=2025-06-01"
    )
    page.wait_for_selector("[data-breakdown] tbody tr")
    heads = page.locator("[data-breakdown] thead tr").first.inner_text()
    assert ("1 Jan 2024" in heads and "1 Sept 2024" in heads) if lang == "en" else ("١ يناير ٢٠٢٤" in heads and "١ سبتمبر ٢٠٢٤" in heads)
    rsf = "Rapid Support Forces" if lang == "en" else "قوات الدعم السريع"
    assert page.locator("[data-breakdown] th[scope=row]").filter(has_text=rsf).count() == 1
    table = saved(page, page.locator("form button", has_text="CSV").click).decode("utf-8-sig")
    assert rsf in table and len(table.splitlines()) == page.locator("[data-breakdown] tbody tr").count()


@languages
def test_a_view_of_an_area_is_kept_and_followed(samples, visit_bare, visit_flat, lang):
    page = visit_bare(f"{samples}/?lang={lang}&at=13.5,33.6,6")
    settled(page)
    every = total(page)
    page.get_by_role("button", name="Only this area" if lang == "en" else "هذه المساحة فقط").click()
    until(page, "location.search.includes('box=')")
    settled(page)
    some = total(page)
    assert 0 < some < every
    page.locator(".saved summary").click()
    page.locator("#view-name").fill("سنار")
    page.locator(".saved form button").click()
    feed = page.locator(".saved li a").nth(1).get_attribute("href")
    entries = page.evaluate(
        "a => fetch(a).then(r => r.text()).then(t => new DOMParser().parseFromString(t, 'text/xml').querySelectorAll('entry').length)", feed
    )
    assert entries == min(some, 50)
    page = visit_flat(f"{samples}/?lang={lang}")  # in another browser
    settled(page)
    page.locator(".saved summary").click()
    page.locator(".saved li a").first.click()
    until(page, "location.search.includes('box=')")
    settled(page)
    assert total(page) == some


@languages
def test_an_area_is_drawn_kept_and_taken_away(own, visit_bare, lang):
    address, archive = own
    page = visit_bare(f"{address}/?lang={lang}&at=13.5,30,5")
    settled(page)
    every = total(page)
    named = lambda en, ar: page.get_by_role("button", name=en if lang == "en" else ar)  # noqa: E731
    named("Draw an area", "رسم مساحة").click()
    close = named("Close the area", "إغلاق المساحة")
    assert close.is_disabled()
    at = page.locator(".frame").bounding_box()
    for x, y in ((0.25, 0.35), (0.75, 0.3), (0.8, 0.8), (0.3, 0.85)):
        page.mouse.click(at["x"] + at["width"] * x, at["y"] + at["height"] * y)
        page.wait_for_timeout(450)  # two clicks at once would close it
    close.click()
    until(page, "new URLSearchParams(location.search).get('area')?.split(';').length === 4")
    settled(page)
    some = total(page)
    assert 0 < some < every
    area = page.evaluate("new URLSearchParams(location.search).get('area')")
    assert some == len(list(archive.events(Filters(area=area))))
    page.locator(".saved summary").click()
    page.locator("#view-name").fill("دارفور")
    page.locator(".saved form button").click()
    page.locator(".saved li bdi").wait_for()
    (kept,) = saved_views.saved(archive, page.evaluate("fetch('/api/me').then(r => r.json()).then(m => m.name)"))
    assert saved_views.named(archive, kept.name) == Filters(area=area)
    named("The drawn area", "المساحة المرسومة").click()
    until(page, "!location.search.includes('area=')")
    named("Draw an area", "رسم مساحة").click()
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('.draw')")
