import { app, label, named, t } from "./app.svelte";
import { digits, number } from "./format";
import type { Event } from "./types";

const list = (items: string[]) => new Intl.ListFormat(app.lang, { type: "conjunction" }).format(items);

export function place(e: { place_en: string; place_ar: string }): string {
  return app.lang === "ar" ? e.place_ar || e.place_en : e.place_en || e.place_ar;
}

/** What happened in one sentence, in the reader's language: type, whom, where, by whom, the dead and injured. */
export function sentence(e: Event): string {
  const parts = [label("type", e.type)];
  if (e.target.length) parts.push(t("on", list(e.target.map((v) => named(v.value, e.names)))));
  if (place(e)) parts.push(e.place_en.startsWith("near ") && app.lang === "en" ? e.place_en : t("in", place(e)));
  let line = parts.join(" ");
  if (e.doer.length) line += (app.lang === "ar" ? "، " : ", ") + t("by", list(e.doer.map((v) => named(v.value, e.names))));
  const harm = [];
  if (e.deaths) harm.push(t("dead", number(e.deaths.best)) + (e.deaths.by.length > 1 ? ` (${t("range", digits(e.deaths.by.map((v) => v.value).join(app.lang === "ar" ? "، " : ", ")))})` : ""));
  if (e.injured) harm.push(t("injured", number(e.injured.best)));
  if (harm.length) line += (app.lang === "ar" ? "؛ " : "; ") + harm.join(app.lang === "ar" ? "، " : ", ");
  return e.modality === "asserted" ? line : `${label("modality", e.modality)}${app.lang === "ar" ? ": " : ": "}${line}`;
}
