"""What stands beside an event: notes, tags, assignment, sources as they were read; in a real browser, in both languages."""

from __future__ import annotations

import hashlib
import time

from support.browser import contested, languages, needed, total, until

from marsad.archive import desk, pins
from marsad.coder import code_article
from marsad.read import article_from_text
from marsad.read.items import Original
from marsad.serve.accounts import add_person

pytestmark = needed()


def wait(archive, id, told):
    for _ in range(100):
        its = pins.pinned(archive, [id]).get(id, pins.BARE)
        if told(its):
            return its
        time.sleep(0.1)
    raise AssertionError(its)


@languages
def test_a_note_a_tag_and_an_assignment_are_put_on_an_event_found_and_taken_back(own, visit_flat, lang):
    address, archive = own
    id = contested(address)
    add_person(archive, "رنا", "reviewer", "a long password")
    page = visit_flat(f"{address}/?lang={lang}")
    page.get_by_role("textbox", name="Name" if lang == "en" else "اسم المستخدم").fill("رنا")
    page.get_by_label("Password" if lang == "en" else "كلمة المرور").fill("a long password")
    page.keyboard.press("Enter")
    page.wait_for_selector("nav")
    page.goto(f"{address}/events/{id}?lang={lang}")
    card = page.locator("section.pins")
    card.wait_for()
    words = {
        "en": ("New tag", "Assigned to", "Note", "Take back", "Undo: note"),
        "ar": ("وسم جديد", "المكلَّف بالمتابعة", "ملاحظة", "سحب الملاحظة", "تراجع عن: ملاحظة"),
    }[lang]
    card.get_by_label(words[0]).fill("عاجل")
    page.keyboard.press("Enter")
    wait(archive, id, lambda p: p.tags == ("عاجل",))
    card.locator(".tag").wait_for()
    card.get_by_label(words[1]).select_option("رنا")
    wait(archive, id, lambda p: p.assigned == ("رنا",))
    card.locator("textarea").fill("اتصل بالمستشفى\nقبل النشر")
    card.locator("form button").last.click()
    its = wait(archive, id, lambda p: len(p.notes) == 1)
    assert its.notes[0].text == "اتصل بالمستشفى\nقبل النشر" and its.notes[0].who == "رنا"
    card.locator("li p").wait_for()
    # As others see it, in the list, and by the filters.
    page.goto(f"{address}/?lang={lang}&tag=%D8%B9%D8%A7%D8%AC%D9%84&assigned=%D8%B1%D9%86%D8%A7&note=%D8%A7%D9%84%D9%86%D8%B4%D8%B1")
    assert total(page) == 1
    line = page.locator(f"[data-event='{id}'] .pins").inner_text()
    assert "عاجل" in line and "رنا" in line and ("notes: 1" in line if lang == "en" else "الملاحظات: ١" in line)
    # A note is taken back by its writer, by the button that names it, and the log keeps all of it.
    page.goto(f"{address}/events/{id}?lang={lang}")
    card.wait_for()
    page.get_by_role("button", name=words[4]).click()
    wait(archive, id, lambda p: not p.notes)
    card.locator("li p").wait_for(state="detached")
    card.locator(".tag button").click()
    wait(archive, id, lambda p: not p.tags)
    page.goto(f"{address}/log?lang={lang}")
    page.wait_for_selector("tbody tr")
    assert page.locator("tbody tr").count() == 5
    assert {r["verdict"] for r in desk.log(archive)} == {"untag", "undo", "note", "assign", "tag"}
    assert "اتصل بالمستشفى" in page.locator("tbody").inner_text()


@languages
def test_what_another_puts_on_an_event_is_seen_while_one_looks(own, visit_flat, lang):
    address, archive = own
    id = contested(address)
    page = visit_flat(f"{address}/events/{id}?lang={lang}")
    page.wait_for_selector("section.pins textarea")
    pins.put(archive, id, "note", "seen by all", "omar")
    page.locator("section.pins li p", has_text="seen by all").wait_for()
    assert page.locator("[role=alert]").count() == 0  # it is no change of the event
    claim = next(iter(archive.event(id).claims))
    page.locator(f"[data-claim='{claim}'] button").first.click()
    until(page, "document.querySelector('.said').innerText !== ''")
    assert desk.log(archive)[0]["verdict"] == "accept"


def test_who_may_only_read_sees_them(own, visit_flat):
    address, archive = own
    id = contested(address)
    pins.put(archive, id, "tag", "read", "omar")
    pins.put(archive, id, "assign", "omar", "omar")
    add_person(archive, "vera", "viewer", "a long password")
    page = visit_flat(f"{address}/?lang=en")
    page.get_by_role("textbox", name="Name").fill("vera")
    page.get_by_label("Password").fill("a long password")
    page.keyboard.press("Enter")
    page.wait_for_selector("nav")
    page.goto(f"{address}/events/{id}?lang=en")
    card = page.locator("section.pins")
    card.wait_for()
    assert "read" in card.inner_text() and "omar" in card.inner_text()
    assert card.locator("input, textarea, select, button").count() == 0


@languages
def test_a_source_as_it_was_read_is_shown_as_words_and_saved_as_bytes(own, visit_flat, lang):
    address, archive = own
    text = "قتل 7 مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة نيالا، الثلاثاء، بحسب لجان المقاومة."
    raw = f"<html><body><nav>القائمة</nav><script>window.evil=1</script><p>{text}</p></body></html>".encode()
    article = article_from_text(text, published="2021-06-10", url="https://k.example/1")
    archive.add([article], code_article, originals={article.id: Original(raw, "text/html", "utf-8", "https://k.example/1", "2021-06-10T09:30:00Z")})
    id = next(e.id for e in archive.events() if any(c.startswith(article.id) for c in e.claims))
    page = visit_flat(f"{address}/events/{id}?lang={lang}")
    copy = page.locator("article.claim details.copy")
    copy.locator("summary").click()
    words = copy.locator("pre")
    words.wait_for()
    assert "القائمة" in words.inner_text() and text in words.inner_text() and page.evaluate("window.evil") is None
    assert hashlib.sha256(raw).hexdigest() in copy.inner_text() and "https://k.example/1" in copy.inner_text()
    assert ("2021" if lang == "en" else "٢٠٢١") in copy.locator("summary").inner_text()
    with page.expect_download() as coming:
        copy.locator("a").click()
    assert coming.value.path().read_bytes() == raw and coming.value.suggested_filename.endswith(".html")
