import { app, called, label, named, t } from "./app.svelte";
import { digits, number } from "./format";
import type { ActorSpan, Claim, Count, Event } from "./types";

const list = (items: string[]) => new Intl.ListFormat(app.lang, { type: "conjunction" }).format(items);

export function place(e: { place_en: string; place_ar: string }): string {
  return called(e.place_ar, e.place_en);
}

type Told = { type: string; move?: { start: string; end: string }; modality: string; targets: string[]; places: { place_en: string; place_ar: string }[]; doers: string[]; dead: string | null; reports?: string; injured: string | null };

function line(told: Told): string {
  const comma = app.lang === "ar" ? "، " : ", ";
  const parts = [label("type", told.type)];
  if (told.targets.length) parts.push(t("on", list(told.targets)));
  const where = told.places.map(place).filter(Boolean);
  if (told.move) parts.push(t("fromTo", told.move.start, told.move.end));
  else if (where.length) parts.push(app.lang === "en" && where[0].startsWith("near ") ? list(where) : t("in", list(where)));
  let line = parts.join(" ");
  if (told.doers.length) line += comma + t(told.type === "control" ? "heldBy" : "by", list(told.doers));
  const harm = [told.dead === null ? "" : t("dead", told.dead) + (told.reports ? ` (${t("range", told.reports)})` : ""), told.injured === null ? "" : t("injured", told.injured)].filter(Boolean);
  if (harm.length) line += (app.lang === "ar" ? "؛ " : "; ") + harm.join(comma);
  return told.modality === "asserted" ? line : `${label("modality", told.modality)}: ${line}`;
}

/** What happened in one sentence, in the reader's language: type, whom, where, by whom, the dead and injured. */
export function sentence(e: Event): string {
  const reports = e.deaths && e.deaths.by.length > 1 ? digits(e.deaths.by.map((v) => v.value).join(app.lang === "ar" ? "، " : ", ")) : "";
  const names = (voices: Event["doer"]) => voices.map((v) => digits(named(v.value, e.names)));
  // A movement is told by its way: listed at its goal it would seem to have happened there.
  const way = e.moves?.[0];
  const move = way && { start: named(way.start, e.names), end: named(way.end, e.names) };
  return line({ type: e.type, modality: e.modality, move, targets: names(e.target), places: [e], doers: names(e.doer), dead: e.deaths ? number(e.deaths.best) : null, reports, injured: e.injured ? number(e.injured.best) : null });
}

const count = (c: Count | null) => (c === null ? null : c.min === c.max ? number(c.min) : c.max === null ? t("orMore", number(c.min)) : `${number(c.min)}–${number(c.max)}`);

/** The same for one claim. */
export function claimSentence(c: Claim): string {
  const names = (spans: ActorSpan[]) => spans.map((s) => (s.actor ? (app.lang === "ar" ? s.actor.name_ar : s.actor.name_en) : digits(s.text)));
  const places = c.places.map((p) => ({ place_en: p.name_en, place_ar: p.name_ar }));
  return line({ type: c.type, modality: c.modality, targets: names(c.targets), places, doers: names(c.holder ? [c.holder] : c.agents), dead: count(c.deaths), injured: count(c.injured) });
}
