"""Events by other hands beside ours, on their page in a real browser, in both languages."""

from __future__ import annotations

import pytest
from support.browser import asked, drawn, languages, needed, settled, until

from marsad.archive.hands import put
from marsad.foreign.read import read_foreign

pytestmark = needed()
ACLED = """event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,iso,location,latitude,longitude,notes,fatalities
SDN1,2025-05-03,Explosions/Remote violence,Shelling/artillery/missile attack,Rapid Support Forces,Civilians (Sudan),729,Abu Shouk,13.67,25.35,RSF shelled the camp,9
SDN2,2025-05-02,Battles,Armed clash,RSF,SAF,729,Nyala,12.05,24.88,They fought,0
YEM1,2025-05-02,Battles,Armed clash,A,B,887,Taiz,13.58,44.02,x,1
"""


@pytest.fixture
def beside(own, tmp_path):
    """(address, archive) of the samples with a file of ACLED's beside them."""
    address, archive = own
    (tmp_path / "acled.csv").write_text(ACLED, "utf-8")
    put(archive, "ACLED", read_foreign(tmp_path / "acled.csv")[0])
    return address, archive


def shown(page):
    page.wait_for_selector(".pairs[aria-busy=false]")
    return {kind: page.locator(f".pair[data-found={kind}]").count() for kind in ("both", "here", "there")}


@languages
def test_they_stand_beside_ours_in_figures_list_and_map(beside, visit_bare, lang):
    address, _ = beside
    page = visit_bare(f"{address}/theirs?lang={lang}")
    settled(page)
    assert shown(page)["both"] == 1 and shown(page)["there"] == 2
    both = page.locator(".pair[data-found=both]").inner_text()
    for word in (
        ("Rapid Support Forces", "9 dead", "they differ on: the dead") if lang == "en" else ("القتلى: ٩", "الاختلاف في: عدد القتلى", "Abu Shouk")
    ):
        assert word in both, both
    assert page.locator(".coverage b").inner_text() == ("33%" if lang == "en" else "٣٣٪؜")
    until(page, "document.querySelector('.frame').marsad.queryRenderedFeatures({layers: ['event', 'cluster']}).length > 1")
    assert {e["colour"] for e in drawn(page, "event")} >= {"#d55e00"}
    # A figure is a filter; so are country and days; all stand in the address.
    page.get_by_role("button", name="only there" if lang == "en" else "عندهم فقط").click()
    until(page, "document.querySelectorAll('.pair[data-found=both]').length === 0")
    assert shown(page) == {"both": 0, "here": 0, "there": 2}
    page.get_by_label("Country" if lang == "en" else "البلد").select_option("YE")
    until(page, "document.querySelectorAll('.pair[data-found=there]').length === 1")
    assert asked(page)["found"] == "there" and asked(page)["country"] == "YE"
    assert "Taiz" in page.locator(".pair[data-found=there]").inner_text()


@languages
def test_an_archive_without_them_says_how_they_come(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/theirs?lang={lang}")
    page.wait_for_selector("[data-empty=theirs]")
    assert "marsad import acled FILE" in page.locator("[data-empty=theirs]").inner_text()
