"""Events, the desk, trying an article, operations and control, in a real browser, in both languages."""

from __future__ import annotations

import json
import re
import urllib.request

import pytest
from conftest import SHARED_GOLD
from support.browser import contested, drawn, languages, logged, needed, served_here, settled, total, turn, until

from marsad.archive import Filters, desk, open_archive
from marsad.coder import code_article
from marsad.read import article_from_text
from marsad.read.sources import read_paths

pytestmark = needed()
ARAB = "text => text.replace(/\\d/g, d => '٠١٢٣٤٥٦٧٨٩'[d])"  # a sentence with the digits of an Arabic page


@languages
def test_an_event_shows_its_sources_and_where_they_differ(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/events/{contested(samples)}?lang={lang}")
    page.wait_for_selector("h1.what")
    head = page.locator("h1.what").inner_text()
    assert ("shelled" in head and "killing 11" in head) if lang == "en" else ("قصف" in head and "١١" in head)
    cards = page.locator("article.claim")
    assert cards.count() == 3
    roles = set(page.eval_on_selector_all("article.claim mark", "ms => ms.map(m => m.dataset.role)"))
    assert {"agent", "target", "time", "source", "trigger"} <= roles or {"agent", "place", "time", "trigger"} <= roles
    words = page.locator("article.claim .arabic").first
    assert words.get_attribute("dir") == "rtl" and "Naskh" in words.evaluate("e => getComputedStyle(e).fontFamily")
    until(page, "document.fonts.check('16px \"Noto Naskh Arabic\"', 'قصف')")
    table = page.locator("table").first.inner_text()
    assert ("Deaths" in table and "8" in table) if lang == "en" else ("القتلى" in table and "٨" in table)
    assert page.locator("details.card").count() == 3
    page.locator("details.card summary").nth(1).click()
    article = json.load(urllib.request.urlopen(f"{samples}/api/events/{contested(samples)}"))["articles"][1]
    shown = page.locator("details.card").nth(1)
    assert article["title"] in shown.locator("summary").inner_text()
    assert shown.locator(".arabic").inner_text() == article["text"].removeprefix(article["title"]).strip()
    assert re.search(r"%|٪", page.locator("section.card", has_text="likeness" if lang == "en" else "التشابه").inner_text())


def test_text_of_an_article_is_never_markup(own, visit_flat):
    address, archive = own
    evil = "قتل 7 مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة الفاشر، الثلاثاء <img src=x onerror=alert(1)><script>window.evil=1</script>، بحسب لجان المقاومة."
    archive.add([article_from_text(evil, published="2020-06-10", url="javascript:alert(1)", title="<b>x</b>")], code_article)
    (event,) = [e for e in archive.events(Filters(until="2021-01-01", since="2020-01-01"))]
    page = visit_flat(f"{address}/events/{event.id}?lang=en")
    page.wait_for_selector("article.claim .arabic")
    assert "<script>" in page.locator(".arabic").first.inner_text()
    assert page.evaluate("window.evil") is None and page.locator("main img, main b:has-text('x')").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


@languages
def test_the_queue_is_worked_off_by_keys(own, visit_flat, lang):
    address, archive = own
    page = visit_flat(f"{address}/desk?lang={lang}")
    page.wait_for_selector("article.claim")
    count = page.locator("ol li").count()
    first = page.locator("h1.what").inner_text()
    page.keyboard.press("j")
    until(page, "t => document.querySelector('h1.what') && document.querySelector('h1.what').innerText !== t", arg=first)
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
    said = page.locator(".said").inner_text()
    assert said.startswith("Taken back: accepted (" if lang == "en" else "تم التراجع عن: معتمد (")


@languages
def test_undo_on_an_events_page_names_and_takes_back_the_last_decision_on_it(own, visit_flat, lang):
    address, archive = own
    id = contested(address)
    claims = archive.event(id).claims
    page = visit_flat(f"{address}/events/{id}?lang={lang}")
    page.wait_for_selector("article.claim")
    undo, reject, rejected = {"en": ("Undo", "Reject", "rejected"), "ar": ("تراجع", "رفض", "مرفوض")}[lang]
    assert page.get_by_role("button", name=undo, exact=True).is_disabled()
    card = page.locator(f"[data-claim='{max(claims)}']")  # not the one that the event has its id from
    card.get_by_role("button", name=reject, exact=True).click()
    (row,) = logged(archive, 1)
    card.wait_for(state="detached")
    other = next(c for c, *_ in archive.claims() if c not in claims)
    desk.decide(archive, other, "accept", row["who"])  # later, and of another event
    button = page.get_by_role(
        "button", name=re.compile(f"^{undo}.*: {rejected} · {re.escape(row['who'])}" if lang == "en" else f"^{undo} عن: {rejected}")
    )
    button.click()
    taken = logged(archive, 3)[0]
    assert taken["verdict"] == "undo" and taken["undoes"] == row["id"]
    card.wait_for()
    assert set(archive.event(id).claims) == set(claims)


@languages
def test_any_part_is_corrected_with_a_reason_and_the_log_tells(own, visit_flat, lang):
    address, archive = own
    (event,) = archive.events(Filters(place="Singa", type="capture", since="2024-11-01"))
    page = visit_flat(f"{address}/events/{event.id}?lang={lang}")
    page.wait_for_selector("article.claim")
    words = {
        "en": ("Correct", "Who did it", "Where", "Type", "Deaths, at least", "Why (kept in the log)", "Save", "Log", "First day"),
        "ar": ("تصحيح", "الفاعل", "المكان", "النوع", "القتلى، الحد الأدنى", "السبب (يُحفظ في السجل)", "حفظ", "السجل", "أول يوم"),
    }[lang]
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
    told = page.locator("tbody tr").first.locator("td").nth(2)
    assert told.get_by_role("link").inner_text() == ((claim.gloss_en) if lang == "en" else page.evaluate(ARAB, claim.gloss_ar))
    shown = told.inner_text()
    assert row["claim_id"] not in shown and ("Kosti" in shown if lang == "en" else "كوستي" in shown and not re.search("[A-Za-z]", shown))


@languages
def test_the_log_tells_what_was_joined_and_what_was_taken_back(own, visit_flat, lang):
    address, archive = own
    one, other = sorted(archive.claims())[:2]
    desk.regroup(archive, "merge", [one[0]], [other[0]], "rana")
    desk.undo(archive, "rana")
    page = visit_flat(f"{address}/log?lang={lang}")
    page.wait_for_selector("tbody tr:nth-child(2)")
    back, merged = page.locator("tbody tr").all()
    assert back.locator(".chip").inner_text() == ("took back: merged" if lang == "en" else "تراجع عن: مُدمَج")
    told = [c.gloss_en if lang == "en" else page.evaluate(ARAB, c.gloss_ar) for _, _, c in (one, other)]
    assert merged.locator("li").all_inner_texts() == told


@languages
def test_what_was_missed_is_added_by_selecting_words(own, visit_flat, lang):
    address, archive = own
    (event,) = archive.events(Filters(place="Singa", type="capture", since="2024-11-01"))
    page = visit_flat(f"{address}/events/{event.id}?lang={lang}")
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


def test_what_was_missed_is_added_by_keys_alone(own, visit_flat):
    address, archive = own
    page = visit_flat(f"{address}/desk?lang=ar&place=سنجة")
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
def test_who_holds_a_place_is_corrected_on_the_articles_page(own, visit_flat, lang):
    address, archive = own
    page = visit_flat(f"{address}/control?lang={lang}&country=SD")
    page.locator("tr[data-place='Singa'] a[href*='/articles/']").first.click()
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
    assert page.locator("article.claim").count() == len(archive.document("singa-back").claims)  # what was rejected can be seen


_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")  # as Arabic pages show figures


@languages
def test_events_are_split_and_merged(own, visit_flat, lang):
    address, archive = own
    id = contested(address)
    claims = archive.event(id).claims
    page = visit_flat(f"{address}/events/{id}?lang={lang}")
    page.wait_for_selector("article.claim")
    page.locator("article.claim").nth(0).get_by_role("button", name="Split off" if lang == "en" else "فصل").click()
    until(page, "document.querySelectorAll('article.claim').length !== 3")
    apart = {e.id for e in archive.events() if set(e.claims) & set(claims)}
    assert len(apart) == 2
    one, two = sorted(apart)
    page.goto(f"{address}/events/{one}?lang={lang}")
    page.wait_for_selector("article.claim")
    page.get_by_role("button", name=re.compile("Merge with|دمج مع")).first.click()
    told = json.load(urllib.request.urlopen(f"{address}/api/events/{two}"))["event"][f"sentence_{lang}"]
    other = page.locator("[data-alike]").first  # the most alike
    other.wait_for()
    assert other.get_attribute("data-alike") == two
    assert (told if lang == "en" else told.translate(_EASTERN)) in other.inner_text()
    other.get_by_role("button").click()  # both are looked at first, by the words of their sources
    other.locator(".both mark").first.wait_for()
    assert other.locator(".both > div").count() == 2 and other.locator(".both .arabic").count() >= 3
    assert len(desk.log(archive)) == 1
    other.locator("button.main").click()
    assert [d["verdict"] for d in logged(archive, 2)] == ["merge", "split"]
    assert len({e.id for e in archive.events() if set(e.claims) & set(claims)}) == 1


@languages
def test_two_reviewers_on_one_event(own, visit_flat, lang):
    address, archive = own
    id = contested(address)
    one, two = (visit_flat(f"{address}/events/{id}?lang={lang}") for _ in range(2))
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
    three = visit_flat(f"{address}/events/{id}?lang={lang}")
    three.wait_for_selector("article.claim")
    two.get_by_role("button", name=reject).first.click()
    three.locator("[role=alert]").wait_for()  # told while looking, before deciding anything


@languages
def test_an_article_is_tried_by_pasting_or_dropping(samples, visit_flat, tmp_path, lang):
    page = visit_flat(f"{samples}/try?lang={lang}")
    page.locator("textarea").fill("قتل 5 مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة الفاشر، السبت، بحسب شبكة أطباء السودان.")
    page.get_by_role("button", name="Code it" if lang == "en" else "رمّز").click()
    page.wait_for_selector("[data-tried]")
    assert page.locator("[data-tried] mark[data-role=agent]").first.inner_text() == "قوات الدعم السريع"
    assert not re.search(r"[.،] ?[،·]", page.locator("[data-tried]").inner_text())  # the end of a sentence is none of a heading
    page.locator("[data-tried] summary").click()
    assert ("bombard" if lang == "en" else "الفاعل: قوات الدعم السريع") in page.locator("pre").inner_text()
    file = tmp_path / "two.jsonl"
    file.write_text(
        '{"text": "سيطر الجيش السوداني على مدينة سنجة، السبت.", "published": "2024-11-24"}\n' * 1
        + '{"text": "حسم الهلال مباراة الديربي بهدفين في الشوط الثاني.", "published": "2024-05-12"}\n',
        "utf-8",
    )
    page.locator("input[type=file]").set_input_files(file)
    until(page, "document.querySelectorAll('[data-tried]').length === 2")
    assert page.locator("[data-tried] > p", has_text=re.compile("No claims|لا روايات")).count() == 1


@languages
def test_operations_and_control_pages(samples, visit_bare, lang):
    page = visit_bare(f"{samples}/operations?lang={lang}")
    page.wait_for_selector("[data-operation]")
    settled(page)
    assert drawn(page, "move")
    assert page.locator("[data-operation]").first.locator("h3").count() >= 1
    turn(page, f"{samples}/control?lang={lang}")
    page.wait_for_selector("table")
    row = page.locator("tr[data-place='Wad Medani']")
    holds = "h => document.querySelector(\"tr[data-place='Wad Medani']\").innerText.includes(h)"
    until(page, holds, arg="Sudanese Armed Forces" if lang == "en" else "الجيش السوداني")
    assert row.locator("svg rect").count() == 2
    assert page.locator(".two .frame").count() == 2
    page.locator(".two input.date").first.fill("2024-01-15")
    until(page, "location.search.includes('one=2024-01-15')")
    settled(page)
    page.locator(".two input.date").nth(1).fill("2024-01-15")
    held = "Rapid Support Forces" if lang == "en" else "قوات الدعم السريع"
    until(page, holds, arg=held)


@languages
def test_the_pocket_between_two_offensives(tmp_path, visit_bare, visit_flat, lang):
    seed = SHARED_GOLD / "seed.txt"
    if not seed.exists():
        pytest.skip("the seed article is not beside this checkout")
    db = tmp_path / "seed.db"
    with open_archive(str(db)) as archive:
        archive.add([i.article for i in read_paths([str(seed)], "2017-10-27") if i.article], code_article)
    name = (lambda en, ar: en) if lang == "en" else (lambda en, ar: ar)
    with served_here(db) as address:
        page = visit_flat(f"{address}/operations?lang={lang}")
        page.wait_for_selector("[data-converging]")
        both = page.locator("[data-converging]").inner_text()
        assert name("Al-Qaim", "القائم") in both and name("Al-Bukamal", "البوكمال") in both and name("Islamic State", "تنظيم الدولة") in both
        assert page.locator("[data-operation]").count() == 2
        axes = page.locator(".axes").all_inner_texts()
        assert any(name("Al-Mayadin", "الميادين") in a and name("T2", "تي 2") in a for a in axes)
        apart = page.locator("[data-conditional]").last.inner_text()
        assert name("Al-Bukamal", "البوكمال") in apart and name("conditional", "مشروط") in apart
        turn(page, f"{address}/control?lang={lang}")
        page.wait_for_selector("table")
        for place, holder in (
            ("Al-Bukamal", name("Islamic State", "تنظيم الدولة")),
            ("Al-Qaim", name("Islamic State", "تنظيم الدولة")),
            ("Al-Mayadin", name("Syrian", "السوري")),
        ):
            assert holder in page.locator(f"tr[data-place='{place}']").inner_text(), place
        page = visit_bare(f"{address}/?lang={lang}&modality=conditional")
        settled(page)
        assert all(e["modality"] == "conditional" for e in drawn(page, "event")) and total(page) >= 1
