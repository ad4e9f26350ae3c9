"""How pages are laid out, in a real browser, in both languages: what a first visit leaves room for, articles, totals, paper, phones."""

from __future__ import annotations

import json
import re
import urllib.request
from urllib.parse import quote

from support.browser import contested, languages, needed, quiet, turn, until

from marsad.archive import desk

pytestmark = needed()


def _box(page, selector: str) -> dict[str, float]:
    return page.locator(selector).first.bounding_box()


@languages
def test_a_first_visit_leaves_the_filters_their_room(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}")
    page.wait_for_selector(".list[aria-busy=false] .event")
    shown = _box(page, "aside")
    strip = _box(page, ".welcome")
    assert strip["height"] < 150 and strip["width"] > 1400 and shown["y"] >= strip["y"] + strip["height"] - 1
    page.locator(".welcome button").click()
    assert abs(_box(page, "aside")["height"] - shown["height"]) < 1


@languages
def test_on_a_phone_nothing_jumps_while_days_play(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/?lang={lang}", 390, 844)
    page.wait_for_selector(".list[aria-busy=false] .event")
    before = _box(page, ".timeline svg")
    page.get_by_role("button", name="Play" if lang == "en" else "تشغيل").click()
    page.wait_for_selector(".timeline .span")
    assert _box(page, ".timeline svg") == before


@languages
def test_an_article_has_its_headline_once_and_its_text_first(samples, visit_flat, lang):
    event = json.load(urllib.request.urlopen(f"{samples}/api/events/{contested(samples)}"))
    article = next(a for a in event["articles"] if a["title"] and a["text"].startswith(f"{a['title']}\n"))
    page = visit_flat(f"{samples}/articles/{article['id']}?lang={lang}")
    page.wait_for_selector("main .arabic")
    assert page.locator("h1").inner_text().strip() == article["title"]
    whole = page.locator("main .card").first
    assert article["title"] not in whole.inner_text() and article["text"].splitlines()[-1][:20] in whole.inner_text()
    assert whole.locator(".arabic").bounding_box()["y"] < whole.locator("input.add").bounding_box()["y"]
    # Words of the headline can be selected as those of the text.
    page.evaluate("() => { const t = document.querySelector('h1 [data-start]').firstChild; getSelection().setBaseAndExtent(t, 0, t, t.length); }")
    page.wait_for_selector("main .card form")
    page.goto(f"{samples}/events/{event['event']['id']}?lang={lang}")
    page.locator("details.card summary", has_text=article["title"]).click()
    assert article["title"] not in page.locator("details.card[open] .arabic").inner_text()


@languages
def test_totals_stand_under_the_numbers_that_they_sum_and_bars_beside_what_they_draw(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/counts?lang={lang}")
    for column, what in enumerate(("events", "deaths")):
        turn(page, f"{samples}/counts?lang={lang}&count={what}")
        until(page, "n => document.querySelectorAll('[data-breakdown] tbody tr:first-child td.number')[n]?.querySelector('.bar')", column)
        quiet(page)
        edges = page.evaluate(
            """column => [...document.querySelectorAll('[data-breakdown] tbody tr')].map(tr => {
          const range = document.createRange(), cell = tr.querySelectorAll('td.number')[column];
          range.selectNodeContents(cell);
          range.setStartAfter(cell.querySelector('.bar'));
          const { left, right } = range.getBoundingClientRect();
          return document.documentElement.dir === 'rtl' ? right : left;
        })""",
            column,
        )
        assert len(edges) > 3 and max(edges) - min(edges) < 2
        assert page.locator("[data-breakdown] .bar").count() == len(edges)  # none beside the number that it does not draw


@languages
def test_where_no_toll_is_told_no_page_says_that_nobody_died(samples, visit_flat, lang):
    untold = "No number of dead is told" if lang == "en" else "لم يُذكر عدد القتلى"
    found = json.load(urllib.request.urlopen(f"{samples}/api/events?modality=asserted&limit=100"))["events"]
    tolls: dict[str, list] = {}
    for event in found:
        tolls.setdefault(event["place_en"] or "", []).append(event["deaths"])
    silent = next(place for place, told in sorted(tolls.items()) if place and not any(told))
    page = visit_flat(f"{samples}/places/{quote(silent)}?lang={lang}")
    page.wait_for_selector(".figures")
    assert untold in page.locator(".figures").inner_text()
    dead = page.locator("section table td:last-child").all_inner_texts()
    assert dead and set(dead) == {"–"}
    page.goto(f"{samples}/places/{quote(next(place for place, told in sorted(tolls.items()) if place and any(told)))}?lang={lang}")
    page.wait_for_selector(".figures")
    assert untold not in page.locator(".figures").inner_text()
    page.goto(f"{samples}/counts?lang={lang}&rows=type")
    page.wait_for_selector("[data-breakdown] [data-untold]")
    counted = json.load(urllib.request.urlopen(f"{samples}/api/breakdown?rows=type"))["totals"]
    none = sum(cell["deaths"] is None for cell in counted)
    assert 0 < none < len(counted) and page.locator("[data-untold]").count() == none
    assert page.locator("[data-untold]").first.get_attribute("aria-label") == untold


@languages
def test_paper_has_what_is_read_and_nothing_that_waits_to_be_filled_in(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/events/{contested(samples)}?lang={lang}")
    page.wait_for_selector("article.claim")
    page.emulate_media(media="print", color_scheme="dark")
    until(page, "document.documentElement.dataset.theme === 'dark'")
    # Also from the dark theme: words stand on pale marks, as paper is white.
    grounds = page.eval_on_selector_all("mark", "marks => marks.map(m => getComputedStyle(m).backgroundColor)")
    assert grounds and all(min(map(int, re.findall(r"\d+", ground)[:3])) > 150 for ground in grounds), grounds
    assert page.locator("article.claim:visible").count() >= 2
    for unread in ("main input", "main select", "main textarea", "main .back", "main .pins", "main details:not([open])"):
        assert page.locator(f"{unread}:visible").count() == 0, unread
    assert page.locator("mark.agent").first.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"


@languages
def test_on_a_phone_the_name_of_the_page_is_in_view(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/log?lang={lang}", 390, 844)
    for path in ("/log", "/", "/counts"):
        turn(page, f"{samples}{path}?lang={lang}")
        until(
            page,
            """path => {
              const now = document.querySelector('nav a[aria-current]');
              if (now?.getAttribute('href') !== path) return false;
              const { left, right } = now.getBoundingClientRect();
              return left >= 0 && right <= innerWidth;
            }""",
            path,
        )


@languages
def test_a_place_that_nothing_is_told_of_says_so_alone(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/places/Nowhere?lang={lang}")
    page.wait_for_selector("main h1")
    assert ("Nothing is told of it" if lang == "en" else "لا ذكر له") in page.locator("main").inner_text()
    assert page.locator("main h2").count() == 0 and page.locator("main .figures").count() == 0


@languages
def test_a_hold_that_was_last_told_long_ago_is_none_on_any_page(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/control?lang={lang}&country=SD")
    state = "() => document.querySelector(\"tr[data-place='Wad Medani'] td\")?.textContent.trim()"
    for day, told in (("2025-01-11", ("held", "سيطرة")), ("2029-01-01", ("held when last told, long ago", "خبر سيطرة قديم لم يتجدد"))):
        turn(page, f"{samples}/control?lang={lang}&country=SD&two={day}")
        until(page, f"told => ({state})() === told", told[lang == "ar"])
        (served,) = json.load(urllib.request.urlopen(f"{samples}/api/control?on={day}&place=Wad%20Medani"))
        assert (served["state"] == "held") == (day < "2026")
    # Nor does the strip go on telling it as a hold: from the day that it is none, the bar is another.
    turn(page, f"{samples}/control?lang={lang}")
    old = page.locator("tr[data-place='Al-Bukamal'] svg").first
    old.locator("rect.faded").wait_for(state="attached")
    told = old.locator("title").first.text_content()
    assert ("no longer said to be held from 28 Oct 2020" if lang == "en" else "ولا يُعدّ سيطرة منذ ٢٨ أكتوبر ٢٠٢٠") in told
    assert page.locator("tr[data-place='Singa'] rect.faded").count() == 0
    legend = page.locator(".legend").inner_text()
    assert ("held when last told, long ago" if lang == "en" else "خبر سيطرة قديم لم يتجدد") in legend


@languages
def test_in_a_form_each_field_stands_under_its_name_and_above_what_was_chosen(own, visit_flat, lang):
    address, _ = own
    page = visit_flat(f"{address}/events/{contested(address)}?lang={lang}")
    page.get_by_role("button", name="Correct" if lang == "en" else "تصحيح", exact=True).first.click()
    page.wait_for_selector("form.card .chip")
    tops = page.evaluate("""() => [...document.querySelectorAll('form.card .grid > div:has(.chip)')].map(div =>
      ['label', 'input', '.chip'].map(part => div.querySelector(part).getBoundingClientRect().top))""")
    assert tops and all(name <= field < chosen for name, field, chosen in tops)


@languages
def test_a_log_with_decisions_is_read_on_a_phone(own, visit_flat, lang):
    address, archive = own
    id, _, _ = next(iter(archive.claims()))
    desk.decide(archive, id, "accept", "rana")
    page = visit_flat(f"{address}/log?lang={lang}", 390, 844)
    page.wait_for_selector("main tbody tr")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    when, who = (page.locator("main tbody td").nth(n).evaluate("e => e.scrollWidth - e.clientWidth") for n in (0, 1))
    assert when <= 1 and who <= 1  # neither runs into the other
    edges = page.eval_on_selector_all("main tbody td:not(:empty)", "cells => cells.map(c => c.getBoundingClientRect()).map(b => [b.left, b.right])")
    assert all(left >= 0 and right <= 390 for left, right in edges)  # nothing lies to the side, to be scrolled to


@languages
def test_who_holds_what_is_read_on_a_phone(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/control?lang={lang}", 390, 844)
    page.wait_for_selector("table.held tbody tr")
    edges = page.eval_on_selector_all(
        "table.held :is(td, th[scope=row])", "cells => cells.map(c => c.getBoundingClientRect()).map(b => [b.left, b.right])"
    )
    assert all(left >= 0 and right <= 390 for left, right in edges)
    assert page.locator(".map .flat").first.bounding_box()["height"] < 200 and page.locator(".two .map").first.bounding_box()["height"] < 200


@languages
def test_an_actors_tables_are_seen_whole_on_a_phone_and_names_keep_their_direction(samples, visit_flat, lang):
    page = visit_flat(f"{samples}/actors/sd.army?lang={lang}", 390, 844)
    page.wait_for_selector("main table")
    assert page.locator(".figures").bounding_box()["y"] < 400  # its figures come before the names of its parts
    hidden = page.eval_on_selector_all("main .scroll", "frames => frames.map(f => f.scrollWidth - f.clientWidth)")
    assert hidden and max(hidden) <= 0, hidden
    # An outlet's name in the other script, and what follows it, stand where they are read.
    source = page.locator("main ul li", has_text="\u2068صوت الجزيرة\u2069").first
    name, mark = source.evaluate("""li => {
      const text = [...li.childNodes].find(n => n.data?.includes('صوت')), range = document.createRange();
      const at = text.data.indexOf('صوت');
      range.setStart(text, at);
      range.setEnd(text, at + 3);
      const mark = li.querySelector('a').getBoundingClientRect(), word = range.getBoundingClientRect();
      return mark.top > word.bottom ? [0, 0] : [word.left, mark.left];
    }""")
    assert name <= mark if lang == "en" else mark <= name
