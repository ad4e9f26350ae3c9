"""What an investigator does in the pages from beginning to end, in a real browser, in both languages, with the clicks counted."""

from __future__ import annotations

import json

from browser import languages, needed, settled, total, until

pytestmark = needed()


def saved(page, click) -> bytes:
    """What a click saves."""
    with page.expect_download() as coming:
        click()
    return coming.value.path().read_bytes()


@languages
def test_a_view_is_saved_as_files_a_picture_and_a_brief(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}&country=SD&since=2024-01-01&until=2025-06-01")
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
    page.goto(f"{samples}/?lang={lang}")
    settled(page)
    page.locator(".away summary").click()
    assert button("PDF").is_disabled()
    until(page, "document.querySelector('.away p').innerText.length > 20")
