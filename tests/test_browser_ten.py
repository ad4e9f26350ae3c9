"""The ten tasks of an investigator, done in the pages in both languages with every click and choice counted, held against docs/serve.md."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from support.browser import fill, languages, needed, served_here, turn, until

from marsad.archive import Filters, desk, open_archive
from marsad.coder import code_article
from marsad.read import article_from_text

pytestmark = [*needed(), pytest.mark.slow]
DISPUTED = (
    "قتل 5 مدنيين في غارة جوية شنها الجيش السوداني على مدينة نيالا، الثلاثاء، بحسب لجان المقاومة.",
    "قتل 5 مدنيين في غارة جوية شنتها قوات الدعم السريع على مدينة نيالا، الثلاثاء، بحسب مصدر طبي.",
)


def documented() -> dict[str, tuple[int, int]]:
    """(clicks, fields) of each task by its words, as docs/serve.md has them."""
    rows = re.findall(r"^\| ([^|]+) \| (\d+): [^|]+ \| (?:(\d+): [^|]+|–) \|$", (ROOT / "docs" / "serve.md").read_text("utf-8"), re.MULTILINE)
    return {task: (int(clicks), int(fields or 0)) for task, clicks, fields in rows}


class Steps:
    """What a person does on a page, counted: clicks and choices, and fields that are typed into."""

    def __init__(self, page):
        self.page, self.clicks, self.fields = page, 0, 0

    def begin(self, address: str) -> None:
        """A task begins on the map page."""
        self.clicks = self.fields = 0
        turn(self.page, address)
        self.page.evaluate("document.querySelector('.away')?.removeAttribute('open')")  # closed, as on a page just opened
        self.page.wait_for_selector(".list[aria-busy=false] h2")

    def click(self, locator) -> None:
        self.clicks += 1
        locator.click()

    def choose(self, locator, value: str) -> None:
        self.clicks += 1
        locator.select_option(value)
        self.page.wait_for_selector(".list[aria-busy=false] h2")

    def type(self, locator, text: str) -> None:
        self.fields += 1
        locator.fill(text)

    def saved(self, locator) -> bytes:
        with self.page.expect_download() as coming:
            self.click(locator)
        return coming.value.path().read_bytes()

    def done(self, task: str) -> None:
        """As many as the documentation says."""
        assert (self.clicks, self.fields) == documented()[task], task


@pytest.fixture
def desk_of(tmp_path):
    """(address, archive) with the samples and an airstrike whose doer is disputed."""
    db = tmp_path / "ten.db"
    fill(db)
    with open_archive(str(db)) as archive:
        archive.add([article_from_text(t, published="2024-06-12", url=f"https://{n}.example/1") for n, t in enumerate(DISPUTED)], code_article)
        with served_here(db) as address:
            yield address, archive


def test_ten_tasks_are_documented():
    assert len(documented()) == 10 and all(clicks <= 6 for clicks, _ in documented().values())


@languages
def test_what_is_found_and_taken_out(desk_of, visit_flat, lang):
    address, _ = desk_of
    page = visit_flat(f"{address}/?lang={lang}", permissions=["clipboard-read", "clipboard-write"])
    page.set_default_timeout(60_000)
    steps, ar = Steps(page), lang == "ar"
    say = lambda en, arabic: arabic if ar else en  # noqa: E731
    home = f"{address}/?lang={lang}"
    choice = lambda en, arabic: page.locator("aside").get_by_label(say(en, arabic), exact=True)  # noqa: E731
    away = page.locator(".away summary")

    steps.begin(home)
    steps.choose(choice("Type", "النوع"), "airstrike")
    steps.choose(choice("Governorate", "المحافظة"), "South Darfur")
    steps.choose(choice("Harmed", "المتضررون"), "civilians")
    steps.choose(choice("Sources differ on", "اختلفت المصادر في"), "doer")
    for name, value in ((say("From", "من"), "1/6/2024"), (say("To", "إلى"), "30/6/2024"), (say("Deaths, at least", "القتلى، لا يقل عن"), "1")):
        steps.type(page.locator("aside").get_by_label(name, exact=True), value)
        page.keyboard.press("Enter")
    until(page, "['since','until','deaths','differ','harmed','admin1','type'].every(n => location.search.includes(n + '='))")
    steps.click(away)
    rows = steps.saved(page.locator(".away button", has_text="CSV")).decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and "Sudanese Armed Forces" in rows[1] and "Rapid Support Forces" in rows[1]
    steps.done("airstrikes that killed civilians in a governorate in a month, who did it disputed, saved as a table")

    steps.begin(home)
    steps.click(page.locator("nav a", has_text=say("Control", "السيطرة")))
    steps.click(page.locator("tr[data-place='Wad Medani'] th a"))
    steps.click(page.locator("main ul").first.locator("li a").first)
    page.wait_for_selector("article.claim mark")
    steps.done("who held a town over time, and why")

    steps.begin(home)
    steps.click(page.locator(".list .event a", has_text=say(re.compile("^The Rapid Support Forces"), "الدعم السريع")).first)
    steps.click(page.locator("p.who a").first)
    page.wait_for_selector("main table")
    assert "/actors/" in page.url
    steps.done("all that an actor did")

    steps.begin(f"{home}&country=SD")
    steps.click(away)
    steps.click(page.locator(".away button", has_text=say("Copy the address", "نسخ الرابط")))
    until(page, "document.querySelector('.said').innerText !== ''")
    assert "country=SD" in page.evaluate("navigator.clipboard.readText()")
    steps.done("a view shared")

    steps.begin(home)
    steps.click(away)
    assert steps.saved(page.locator(".away button", has_text="ACLED")).startswith(b"\xef\xbb\xbfevent_id_cnty")
    steps.done("an export in ACLED's columns")

    steps.begin(home)
    steps.choose(choice("Sources differ on", "اختلفت المصادر في"), "deaths")
    steps.click(page.locator(".list .event a").first)
    page.wait_for_selector("h1.what")
    assert say("Deaths", "القتلى") in page.locator("table").first.inner_text()
    steps.done("outlets that differ on a toll")

    steps.begin(home)
    for name, value in ((say("From", "من"), "10/6/2024"), (say("To", "إلى"), "16/6/2024")):
        steps.type(page.locator("aside").get_by_label(name, exact=True), value)
        page.keyboard.press("Enter")
    steps.click(away)
    assert steps.saved(page.locator(".away button", has_text="PDF")).startswith(b"%PDF")
    steps.done("a weekly brief in Arabic")


@languages
def test_what_is_corrected_and_merged(desk_of, visit_flat, lang):
    address, archive = desk_of
    page = visit_flat(f"{address}/?lang={lang}")
    page.set_default_timeout(60_000)
    steps, ar = Steps(page), lang == "ar"
    home = f"{address}/?lang={lang}"
    named = lambda en, arabic: page.get_by_role("button", name=arabic if ar else en)  # noqa: E731

    steps.begin(home)
    steps.click(page.locator("nav a", has_text="مراجعة جماعية" if ar else "Many at once"))
    steps.type(page.locator("input.words"), "قوات الدعم السريع")
    to = page.get_by_role("combobox", name="الجهة المقصودة" if ar else "The actor that they mean")
    steps.type(to, "حركة العدل والمساواة")
    page.wait_for_selector("[role=option]:visible")
    page.keyboard.press("Enter")
    steps.click(named("Look at them", "معاينة"))
    page.wait_for_selector("main tbody tr")
    steps.click(page.locator("button.main"))
    named("Undo all of them", "تراجع عنها كلها").wait_for()
    assert len(desk.log(archive, limit=500)) >= 5
    steps.done("a wrong actor corrected on twenty claims")
    named("Undo all of them", "تراجع عنها كلها").click()
    named("Undo all of them", "تراجع عنها كلها").wait_for(state="detached")

    found = max(archive.events(Filters(type="airstrike", admin1="South Darfur")), key=lambda e: len(e.claims))
    desk.regroup(archive, "split", found.claims[:1], found.claims[1:], "rana")
    two = {e.id for e in archive.events(Filters(type="airstrike", admin1="South Darfur"))}
    assert len(two) == 2
    steps.begin(f"{home}&type=airstrike&admin1=South+Darfur")
    steps.click(page.locator(".list .event a").first)
    page.wait_for_selector("article.claim")
    steps.click(named("Merge with", "دمج مع"))
    row = page.locator("[data-alike]").first
    steps.click(row.get_by_role("button").first)
    row.locator(".both mark").first.wait_for()
    before = page.locator(".said").inner_text()
    steps.click(row.locator("button.main"))
    until(page, "before => !['', before].includes(document.querySelector('.said').innerText)", arg=before)
    assert len(list(archive.events(Filters(type="airstrike", admin1="South Darfur")))) == 1
    steps.done("two events merged")
