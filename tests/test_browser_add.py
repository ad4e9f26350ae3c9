"""Adding from the page: an article, a village that is missing with what it touches coded again; in a real browser, in both languages."""

from __future__ import annotations

import pytest
from support.browser import fill, languages, needed, served, until
from test_adding import TEXT
from test_browser_ten import documented

from marsad.archive import Filters, open_archive
from marsad.coder import code_article
from marsad.read import article_from_text
from marsad.serve.accounts import add_person

pytestmark = [*needed(), pytest.mark.slow]
VILLAGE = "قتل 4 مدنيين في قصف مدفعي شنته قوات الدعم السريع على قرية ودالنورابي، الثلاثاء، بحسب لجان المقاومة."


def ended(page):
    page.locator("[data-work=done], [data-work=failed]").wait_for(timeout=300_000)
    assert page.locator("[data-work=done]").count(), page.locator("[data-work]").inner_text()


@languages
def test_an_article_is_added_and_a_missing_village_with_what_it_touches(alone, visit_flat, lang):
    db = alone / "own.db"
    fill(db)
    with open_archive(str(db)) as archive:
        archive.add([article_from_text(VILLAGE, published="2024-06-12", url="https://v.example/1")], code_article)
    words = {
        "en": (
            "Article",
            "Add this article",
            "Name in Arabic, as news writes it",
            "Name in English",
            "Latitude",
            "Keep the place",
            "Code these articles again",
        ),
        "ar": (
            "الخبر",
            "إضافة هذا الخبر",
            "الاسم بالعربية كما يرد في الأخبار",
            "الاسم بالإنجليزية",
            "خط العرض",
            "حفظ المكان",
            "إعادة ترميز هذه الأخبار",
        ),
    }[lang]
    with served(db) as address, open_archive(str(db)) as archive:
        page = visit_flat(f"{address}/add?lang={lang}")
        page.wait_for_selector("textarea")
        page.get_by_label(words[0], exact=True).fill(TEXT + " 2021-06-08")
        page.get_by_role("button", name=words[1]).click()
        ended(page)
        assert any("كوستي" in d.text and TEXT in d.text for d in archive.documents())
        assert ("New: 1" if lang == "en" else "جديد: ١") in page.locator("[data-work]").inner_text()
        place = page.locator("section.card", has=page.get_by_label(words[4]))
        place.get_by_label(words[2]).fill("ودالنورابي")
        place.get_by_label(words[3]).fill("Wad al-Nurabi")
        place.get_by_label(words[4]).fill("14.72, 33.10" if lang == "en" else "١٤٫٧٢، ٣٣٫١٠")
        place.get_by_label("Country" if lang == "en" else "البلد").select_option("SD")
        place.get_by_role("button", name=words[5]).click()
        page.locator(".again button").wait_for()
        assert ("hold it: 1" if lang == "en" else "يرد فيها: ١") in page.locator(".again").inner_text()
        page.get_by_role("button", name=words[6]).click()
        assert documented()["a missing village added"] == (3, 3)  # Add, Keep the place, this; three fields above
        until(page, "document.querySelector('[data-work]').dataset.work === 'running'")
        ended(page)
        (event,) = archive.events(Filters(place="Wad al-Nurabi"))
        assert (event.lat, event.lon) == (14.72, 33.1)
        page.close()  # it would ask on of a server that ends


@languages
def test_who_may_not_is_told(own, visit_flat, lang):
    address, archive = own
    add_person(archive, "vera", "viewer", "a long password")
    add_person(archive, "rana", "reviewer", "a long password")
    page = visit_flat(f"{address}/add?lang={lang}")
    for name, texts, told in (
        ("vera", 0, "reviewers add articles" if lang == "en" else "المراجعون هم من يضيفون"),
        ("rana", 1, "added by an admin" if lang == "en" else "يضيفها المدير"),
    ):
        page.get_by_label("Name" if lang == "en" else "اسم المستخدم", exact=True).fill(name)
        page.get_by_label("Password" if lang == "en" else "كلمة المرور").fill("a long password")
        page.keyboard.press("Enter")
        page.wait_for_selector("nav")
        page.get_by_text(told).wait_for()
        assert page.locator("textarea").count() == texts and page.get_by_label("Latitude" if lang == "en" else "خط العرض").count() == 0
        page.evaluate("fetch('/api/me').then(r => r.json()).then(m => fetch('/api/logout', {method: 'POST', headers: {'X-CSRF-Token': m.token}}))")
        page.goto(f"{address}/add?lang={lang}")
