"""The base map that is drawn: rivers and towns by their names, Arabic ones joined and from right to left; in a real browser."""

from __future__ import annotations

import json
from itertools import pairwise

from support.browser import PAGES, drawn, languages, look_at, needed, settled, until

from marsad.lexicon import load

pytestmark = needed()
_MAP = "document.querySelector('.frame').marsad"

# A label of ours in the middle of the view, large and black: tall letters first, then low ones.
_LABEL = """() => {
  const map = document.querySelector('.frame').marsad, at = map.getCenter();
  for (const layer of map.getStyle().layers) if (!['ground', 'names'].includes(layer.id)) map.setLayoutProperty(layer.id, 'visibility', 'none');
  map.setLayoutProperty('names', 'text-size', 40);
  map.setLayoutProperty('names', 'text-max-width', 40);
  map.setPaintProperty('names', 'text-color', '#000000');
  const properties = {ar: 'لللللسسسسس', en: 'x', rank: 0, order: 0};
  const one = {type: 'Feature', geometry: {type: 'Point', coordinates: [at.lng, at.lat]}, properties};
  map.getSource('names').setData({type: 'FeatureCollection', features: [one]});
}"""
# Of the columns that it inks, from left to right: how far the highest point lies over the lowest of all.
_INK = """async () => {
  const map = document.querySelector('.frame').marsad;
  const drawn = new Promise(done => map.once('render', () => {
    const from = map.getCanvas(), to = document.createElement('canvas');
    [to.width, to.height] = [from.width, from.height];
    const c = to.getContext('2d');
    c.drawImage(from, 0, 0);
    done(c.getImageData(Math.round(to.width / 2) - 250, Math.round(to.height / 2) - 60, 500, 120).data);
  }));
  map.triggerRepaint();
  const data = await drawn, tops = [];
  let low = 0;
  for (let i = 0; i < 500; i++) {
    const rows = [...Array(120).keys()].filter(j => data[4 * (j * 500 + i)] < 100);
    if (rows.length) { tops.push(rows[0]); low = Math.max(low, rows.at(-1)); }
  }
  return tops.map(top => low - top);
}"""


def test_no_shore_runs_back_across_the_whole_map():
    (file,) = (PAGES / "assets").glob("base-*.json")
    (land,) = [f["geometry"]["coordinates"] for f in json.loads(file.read_text("utf-8"))["features"] if f["properties"]["kind"] == "land"]
    for polygon in land:
        for ring in polygon:
            jumps = [(a, b) for a, b in pairwise(ring) if abs(a[0] - b[0]) > 180 and min(abs(a[1]), abs(b[1])) < 90]
            assert not jumps and ring[0] == ring[-1], jumps[:3]


@languages
def test_rivers_and_towns_are_named_in_the_readers_language(samples, visit, lang):
    page = visit(f"{samples}/?lang={lang}&at=33.6,43.6,6.5")
    settled(page)
    for layer in ("river", "lake", "town-dots"):
        until(page, f"{_MAP}.queryRenderedFeatures({{layers: ['{layer}']}}).length > 0")
    until(page, f"{_MAP}.queryRenderedFeatures({{layers: ['river-names']}}).length > 0")
    until(page, f"{_MAP}.queryRenderedFeatures({{layers: ['towns']}}).length > 5")
    rivers = {r[lang] for r in drawn(page, "river-names")}
    assert rivers & ({"Euphrates", "Tigris"} if lang == "en" else {"الفرات", "دجلة"}), rivers
    assert rivers <= ({"Euphrates", "Tigris", "Shatt al-Gharraf"} if lang == "en" else {"الفرات", "دجلة", "شط الغراف"})
    # Closer, their lines would lie kilometres beside the water.
    look_at(page, 33.6, 43.6, 9)
    until(page, f"{_MAP}.queryRenderedFeatures({{layers: ['towns']}}).length > 5")
    assert not drawn(page, "river", "river-names") and drawn(page, "land")


@languages
def test_small_countries_beside_each_other_are_all_named_whatever_happens_there(samples, visit_bare, lang):
    page = visit_bare(f"{samples}/?lang={lang}&at=32,36,4")
    settled(page)
    wanted = ["Israel", "Jordan", "Lebanon", "Palestine"] if lang == "en" else ["إسرائيل", "الأردن", "فلسطين", "لبنان"]
    named = f"(([lang, wanted]) => wanted.every(w => {_MAP}.queryRenderedFeatures({{layers: ['names']}}).some(f => f.properties[lang] === w)))"
    for zoom in (4, 5):
        look_at(page, 32, 36, zoom)
        assert drawn(page, "cluster", "event")
        until(page, named, [lang, wanted])


def test_no_river_is_named_as_the_country_or_the_town_beside_it():
    (file,) = (PAGES / "assets").glob("base-*.json")
    rivers = {f["properties"][lang] for f in json.loads(file.read_text("utf-8"))["features"] for lang in ("ar", "en") if lang in f["properties"]}
    places = load().gazetteer.all()
    named = {name for p in places if p.precision in ("country", "settlement") for name in (p.name_ar, p.name_en)}
    assert rivers >= {"نهر الأردن", "Nile"} and not rivers & named - {"الفرات", "السند"}, rivers & named


def test_events_wait_for_no_base_map(samples, visit):
    page = visit(f"{samples}/log?lang=ar")
    held = []
    page.route("**/assets/base-*.json", lambda route: held.append(route))  # never answered
    page.goto(f"{samples}/?lang=ar")
    page.wait_for_selector(".frame[data-ready=true]", timeout=60_000)
    until(page, f"{_MAP}.queryRenderedFeatures({{layers: ['event', 'cluster']}}).length > 3")
    assert held and page.locator(".map .soon").is_visible()  # and what looks like sea is said to be unfinished
    for route in held:
        route.continue_()
    page.locator(".map .soon").wait_for(state="detached", timeout=60_000)


def test_arabic_labels_are_joined_and_run_from_right_to_left(samples, visit):
    page = visit(f"{samples}/?lang=ar&at=33.6,43.6,6.5", device_scale_factor=0.5)  # dots enough to tell letters by
    settled(page)
    page.evaluate(_LABEL)
    until(page, f"{_MAP}.queryRenderedFeatures({{layers: ['names']}}).length === 1")
    settled(page)
    tops = page.evaluate(_INK)
    shapes = page.evaluate(f"Object.keys({_MAP}.style.glyphManager.entries['Noto Sans Arabic'].glyphs.default).join('')")
    assert {"\ufedf", "\ufee0", "\ufeb4", "\ufeb2"} <= set(shapes), shapes  # lam at the beginning and within, sin within and at the end
    half = len(tops) // 2
    assert len(tops) > 60 and max(tops[: half - 20]) < 0.8 * max(tops[half:]), tops  # the tall letters, written first, stand on the right
