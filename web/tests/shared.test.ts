import { afterEach, expect, test, vi } from "vitest";
import { get, post, Refused, remember, speakTo } from "../src/lib/api";
import { app, ask, called, country, filters, label, may, named, ruleName, several, t } from "../src/lib/app.svelte";
import { CLASS, sideColour, sides, UNNAMED } from "../src/lib/colours";
import { STATES } from "../src/lib/marks";
import { features, held, labels, radius } from "../src/lib/mapstyle";
import { claimSentence, headline, sentence, teller } from "../src/lib/sentence";
import { gathered } from "../src/lib/theirs";
import { words } from "../src/lib/words";

afterEach(() => {
  Object.assign(app, { lang: "en", both: false, start: null, me: null });
  vi.mocked(history.pushState).mockClear();
  vi.mocked(history.replaceState).mockClear();
});

test("a filter that stands twice in the address is one with several values", () => {
  expect(app.asked.type).toBe("shelling,airstrike");
  expect(several("type")).toEqual(["shelling", "airstrike"]);
  expect(several("grade")).toEqual([]);
  expect(filters()).toEqual({ type: "shelling,airstrike" });
});

test("an empty value takes a filter away, and the address follows", () => {
  ask({ country: "SY", type: undefined });
  expect(app.asked).not.toHaveProperty("type");
  expect(vi.mocked(history.pushState).mock.calls[0][2]).toBe("/?lang=en&country=SY");
  ask({ country: "" }, false);
  expect(vi.mocked(history.replaceState)).toHaveBeenCalledOnce();
});

test("every sentence has both languages with the same blanks", () => {
  const blanks = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort();
  expect(Object.keys(words).length).toBeGreaterThan(100);
  for (const [key, { en, ar }] of Object.entries(words)) {
    expect(en && ar, key).toBeTruthy();
    expect(blanks(ar), key).toEqual(blanks(en));
  }
});

test("what is called in both languages", () => {
  expect(called("بنش", "Binnish")).toBe("Binnish");
  app.both = true;
  expect(called("بنش", "Binnish")).toBe("Binnish (\u2068بنش\u2069)");
  expect(called("Telegram", "Telegram")).toBe("Telegram");
  app.lang = "ar";
  expect(called("", "Binnish")).toBe("Binnish");
});

test("names and labels fall back to what is known", () => {
  expect(label("type", "shelling")).toBe("shelling");
  expect(country("SY")).toBe("SY");
  expect(country(null)).toBe("");
  app.start = { labels: { type: { shelling: { en: "Shelling", ar: "قصف" } } }, countries: { SY: { en: "Syria", ar: "سوريا" } } } as never;
  app.lang = "ar";
  expect(label("type", "shelling")).toBe("قصف");
  expect(country("SY")).toBe("سوريا");
  expect(named("Binnish", { Binnish: "بنش" })).toBe("بنش");
  expect(named("Ariha", {})).toBe("Ariha");
});

test("who may do what", () => {
  expect(may("reviewer")).toBe(false);
  app.me = { name: "salma", role: "reviewer", token: null, login: true };
  expect([may("reviewer"), may("admin")]).toEqual([true, false]);
  app.me = { ...app.me, role: "admin" };
  expect([may("reviewer"), may("admin")]).toEqual([true, true]);
});

test("a rule is told in words, with its id where the reader reads English", () => {
  expect(ruleName("reviewer")).toBe(t("byPeople"));
  expect(ruleName("shelling/verb")).toContain("shelling/verb");
  app.lang = "ar";
  expect(ruleName("shelling/verb")).toBe(t("rule_verb"));
});

test("sides keep their colours: the lexicon's, else one of the name", () => {
  app.start = { sides: { army: "#123456" } } as never;
  expect(sideColour("army")).toBe("#123456");
  expect(sideColour(null)).toBe(UNNAMED);
  expect(sideColour("كتيبة")).toMatch(/^#[0-9a-f]{6}$/);
  expect(sideColour("كتيبة")).toBe(sideColour("كتيبة"));
  expect(sideColour("كتيبة")).not.toBe(sideColour("لواء"));
  expect([...sides(["army", null, "army", "other"]).keys()]).toEqual(["army", "other"]);
});

test("sentences of the server, and the type's label where there are none", () => {
  const e = { sentence_en: "Shelling of Binnish", sentence_ar: "قصف بنش، 3 قتلى", type: "shelling" } as never;
  expect(sentence(e)).toBe("Shelling of Binnish");
  app.lang = "ar";
  expect(sentence(e)).toBe("قصف بنش، ٣ قتلى");
  expect(claimSentence({ gloss_en: "x", gloss_ar: "", type: "shelling" } as never)).toBe("shelling");
});

test("what the server counted becomes points, areas and ways with heads", () => {
  const cluster = {
    events: 3,
    lat: 36,
    lon: 36.5,
    box: [1, 2, 3, 4],
    wide: false,
    deaths: 2,
    id: "e",
    type: "shelling",
    modality: "asserted",
    grade: "A",
    start: null,
  };
  const move = { event: "m", type: "advance", modality: "planned", start: "a", start_at: [36, 36], end: "b", end_at: [36, 37], names: {} };
  const drawn = features(
    { clusters: [cluster, { ...cluster, wide: true, events: 1 }], moves: [move] } as never,
    (type) => CLASS[type === "shelling" ? "blast" : "ground"],
    (n) => `${n}!`,
  );
  expect(drawn.events.features).toHaveLength(1);
  expect(drawn.events.features[0]).toMatchObject({ geometry: { coordinates: [36.5, 36] }, properties: { colour: CLASS.blast, shown: "3!", box: "1,2,3,4" } });
  const ring = (drawn.areas.features[0].geometry as GeoJSON.Polygon).coordinates[0];
  expect(ring[0]).toEqual(expect.arrayContaining(ring.at(-1)!.map((n) => expect.closeTo(n, 6))));
  expect(drawn.areas.features[0].properties).toMatchObject({ shown: "" });
  const [way, head] = drawn.moves.features;
  expect((way.geometry as GeoJSON.LineString).coordinates).toHaveLength(21);
  expect((way.geometry as GeoJSON.LineString).coordinates[0]).toEqual([36, 36]);
  expect((way.geometry as GeoJSON.LineString).coordinates.at(-1)).toEqual([37, 36]);
  expect(head.properties!.bearing).toBeGreaterThan(45);
  expect(head.properties!.bearing).toBeLessThan(135);
});

test("places held are squares, governorates areas", () => {
  const stay = { place_key: "g1", lat: 36, lon: 36.5, precision: "settlement", state: "held", holder: "army", rivals: [] };
  const drawn = held([stay, { ...stay, place_key: "g2", precision: "governorate", holder: null }] as never, new Map([["army", "#111111"]]));
  expect(drawn.points.features.map((f) => f.properties)).toMatchObject([{ key: "g1", colour: "#111111" }]);
  expect(drawn.areas.features.map((f) => f.properties)).toMatchObject([{ key: "g2", colour: "#8a8a8a" }]);
});

test("requests carry the language and the token; what the server refuses is told by its sentence", async () => {
  const fetched = vi.fn<typeof fetch>(async () => new Response(JSON.stringify({ ok: 1 })));
  vi.stubGlobal("fetch", fetched);
  remember({ name: "salma", role: "reviewer", token: "secret", login: true });
  speakTo("ar");
  await get("events", { q: "قصف", limit: 0, place: "", type: null });
  expect(fetched.mock.calls[0][0]).toBe("/api/events?q=%D9%82%D8%B5%D9%81&limit=0");
  expect(fetched.mock.calls[0][1]!.headers).toEqual({ "Accept-Language": "ar" });
  await post("undo", { number: 1 });
  expect(fetched.mock.calls[1][1]).toMatchObject({
    method: "POST",
    body: '{"number":1}',
    headers: { "X-CSRF-Token": "secret", "Content-Type": "application/json" },
  });
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ error: "there is no such event." }), { status: 404 }));
  await expect(get("events/none")).rejects.toEqual(expect.objectContaining({ status: 404, message: "there is no such event." }));
  vi.stubGlobal("fetch", async () => new Response("<html>", { status: 502, statusText: "Bad Gateway" }));
  await expect(get("start")).rejects.toBeInstanceOf(Refused);
  await expect(get("start")).rejects.toThrow(words.unreached.ar); // what stands before the server speaks English
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(get("start")).rejects.toEqual(expect.objectContaining({ status: 0, message: words.unreached.ar }));
  vi.stubGlobal("fetch", async () => Promise.reject(new DOMException("given up", "AbortError")));
  await expect(get("start")).rejects.toHaveProperty("name", "AbortError");
});

test("no sentence of the interface shows the marks of markup", () => {
  for (const [key, { en, ar }] of Object.entries(words)) expect(en + ar, key).not.toMatch(/[`*_<>]/);
});

test("what is counted has its English plural", () => {
  expect([t("claims", "1"), t("claims", "2"), t("claims", "0")]).toEqual(["1 claim", "2 claims", "0 claims"]);
});

test("points close together at a zoom are one mark, of its own colour where all are of one kind", () => {
  const spots = [
    { found: "both", lat: 13, lon: 25, events: 2 },
    { found: "both", lat: 13.1, lon: 25.1, events: 1 },
    { found: "there", lat: 33, lon: 44, events: 1 },
    { found: "here", lat: 33, lon: 44, events: 4 },
  ] as const;
  const far = gathered([...spots], 3).clusters;
  expect(far.map((c) => [c.events, c.type, c.deaths])).toEqual([
    [1, "both", 2],
    [5, "there", 4],
  ]);
  expect(far[0].box).toEqual([25, 13, 25.1, 13.1]);
  expect(gathered([...spots], 12).clusters).toHaveLength(3);
});

test("the headline of an article is what its text begins with, on a line of its own", () => {
  const article = (title: string | null, text: string) => ({ id: "a:1", outlet: null, title, text }) as never;
  expect(headline(article("قصف 😀", "قصف 😀\n\nقتل مدني."))).toBe(7);
  expect(headline(article("قصف", "قصف الجيش بلدة."))).toBe(0);
  expect(headline(article("قصف", "قصف"))).toBe(0);
  expect(headline(article(null, "قصف\nقتل مدني."))).toBe(0);
});

test("who tells is the source, else the outlet, else the headline; an id only where there is nothing else", () => {
  const article = { id: "a:1", outlet: "مرايا", title: "قصف" } as never;
  expect(teller({ source: { text: "شهود", actor: null } } as never, article)).toBe("شهود");
  expect(teller({ source: null } as never, article)).toBe("مرايا");
  expect(teller({ source: null } as never, { id: "a:1", outlet: null, title: "قصف" } as never)).toBe("قصف");
  expect(teller({ source: null } as never, { id: "a:1", outlet: null, title: null } as never)).toBe("a:1");
});

test("the name of a town stands clear of the events that are drawn on it", () => {
  const town = { name_ar: "بنش", name_en: "Binnish", lat: 35.95, lon: 36.71, rank: 2 };
  const many = { lat: 35.95, lon: 36.71, events: 100, deaths: 0 };
  const away = (events: (typeof many)[], zoom = 8) => labels([town], events, zoom).features[0].properties!.away as number;
  expect(away([])).toBe(0.5);
  expect(away([many]) * 12).toBeGreaterThan(radius(many));
  expect(away([{ ...many, lon: 36.74 }])).toBeGreaterThan(0.5); // eleven pixels off, at this zoom
  expect(away([{ ...many, lon: 36.74 }], 11)).toBe(0.5);
  expect([1, 2, 100, 10 ** 6].map((events) => Math.round(radius({ events, deaths: 0 })))).toEqual([6, 12, 19, 30]);
  expect([9, 100, 5000].map((deaths) => Math.round(radius({ events: 1, deaths })))).toEqual([10, 18, 30]);
});

test("what becomes of places is told by nouns, which agree with a town and a camp alike", () => {
  for (const key of [...Object.values(STATES), "besieged"] as const) expect(words[key].ar, key).not.toMatch(/عليه|منه|يحاصره|عليها|منها/);
});
