// What every page shares: the reader's language and theme, where they are, what they filter by, who they are.
import { get, remember, speakTo } from "./api";
import { native, numbers } from "./format";
import type { Digits, Event, Lang, Me, Names, Start } from "./types";
import { words } from "./words";

const FILTERS = [
  "q",
  "type",
  "modality",
  "grade",
  "country",
  "country_basis",
  "admin1",
  "place",
  "actor",
  "doer",
  "target",
  "since",
  "until",
  "outlet",
  "source",
  "deaths",
  "harmed",
  "differ",
  "party_only",
  "on_map",
  "confidence",
  "reviewed",
  "tag",
  "assigned",
  "note",
  "area",
  "box",
] as const;
export type Filter = (typeof FILTERS)[number];
/** Filters of which several values may be asked for: in the address they stand with commas, or again. */
export const SEVERAL = ["type", "modality", "grade", "country", "country_basis", "admin1", "harmed", "differ", "tag", "assigned"] as const;
export type Several = (typeof SEVERAL)[number];

const url = new URL(location.href);
const read = (query: URLSearchParams) => Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(",")]));
const stored = (name: string) => localStorage.getItem(name);

export const app = $state({
  lang: (url.searchParams.get("lang") ?? localStorage.getItem("lang") ?? (navigator.language.startsWith("ar") ? "ar" : "en")) as Lang,
  theme: (stored("theme") ?? "auto") as "auto" | "light" | "dark",
  digits: (stored("digits") ?? "arab") as Digits, // of the Arabic pages; English ones have Western digits
  pictures: stored("pictures") === "yes", // tiles of OpenStreetMap for the base map, rather than the one that is drawn
  both: stored("both") === "yes", // names in the other language too
  path: url.pathname,
  asked: read(url.searchParams) as Record<string, string>,
  title: "",
  me: null as Me | null,
  start: null as Start | null,
  said: "",
});

localStorage.setItem("lang", app.lang);
speakTo(app.lang);

export const filters = () => Object.fromEntries(FILTERS.filter((f) => app.asked[f]).map((f) => [f, app.asked[f]])) as Partial<Record<Filter, string>>;

export const several = (name: Several) => (app.asked[name] ?? "").split(",").filter(Boolean);

export function t(key: keyof typeof words, ...values: (string | number)[]): string {
  const plural = String(values[0]) === "1" ? "" : "s";
  return words[key][app.lang].replace("{s}", plural).replace(/\{(\d)\}/g, (_, n) => String(values[Number(n)] ?? ""));
}

export function label(kind: keyof Start["labels"], name: string): string {
  return app.start?.labels[kind][name]?.[app.lang] ?? name;
}

/** What is called so in both languages, in the reader's; in both where they ask for it, or where one is wanting. */
export function called(ar: string, en: string): string {
  const [own, other] = app.lang === "ar" ? [ar, en] : [en, ar];
  return native(app.both && own && other && own !== other ? `${own} (\u2068${other}\u2069)` : own || other);
}

/** A first-level division by its English name, in the reader's language. */
export const division = (english: string) => (app.lang === "ar" ? (app.start?.divisions[english] ?? english) : english);

/** A name in the reader's language, where the names of its answer have it. */
export function named(english: string, names: Names): string {
  return native(app.lang === "ar" ? (names[english] ?? english) : english);
}

/** What made a claim, in words: the coder's reading of a kind of event, a rule by its id, or a person. */
export function ruleName(rule: string): string {
  if (rule === "reviewer") return t("byPeople");
  const kind = rule.slice(rule.indexOf("/") + 1);
  const told = kind === "verb" || kind === "noun" || kind === "capture" ? t(`rule_${kind}`) : t("rule_told");
  return app.lang === "en" || app.both ? `${told} (\u2068${rule}\u2069)` : told;
}

export function country(code: string | null): string {
  return code ? (app.start?.countries[code]?.[app.lang] ?? code) : "";
}

/** The country of an event; where no place tells it, also what does. */
export function countryOf(e: Pick<Event, "country" | "country_basis">): string {
  const basis = e.country && e.country_basis !== "place" ? e.country_basis : null;
  return basis ? t("countryBy", country(e.country), t(`basis_${basis}`)) : country(e.country);
}

// Names of offices by their ids, asked for together when a page first shows them.
const offices = $state<Record<string, { en: string; ar: string } | null>>({});
const unknown = new Set<string>();

/** The office whose word something is, in the reader's language: an outlet stands under its own name. */
export function office(id: string, names: Names = {}): string {
  const outlet = id.indexOf("/");
  if (names[id]) return outlet > 0 ? `${names[id]} (${id.slice(0, outlet)})` : names[id];
  if (outlet > 0) return `${id.slice(outlet + 1)} (${id.slice(0, outlet)})`;
  const known = offices[id];
  if (known === undefined && !unknown.has(id)) {
    unknown.add(id);
    if (unknown.size === 1) queueMicrotask(look);
  }
  return known ? native(known[app.lang]) : id;
}

async function look(): Promise<void> {
  await new Promise((done) => setTimeout(done, 30));
  const ids = [...unknown];
  unknown.clear();
  const found = await get<Record<string, { en: string; ar: string }>>("names", { ids: ids.join(",") }).catch(
    () => ({}) as Record<string, { en: string; ar: string }>,
  );
  for (const id of ids) offices[id] = found[id] ?? null;
}

/** Go to a page; what is given replaces what is asked there. */
export function go(path: string, asked: Record<string, string> = {}): void {
  app.path = path;
  app.asked = asked;
  app.title = "";
  write(true);
  window.scrollTo(0, 0);
}

/** Follow a link of ours without leaving the page; one that is to open elsewhere does. */
export function follow(event: MouseEvent & { currentTarget: HTMLAnchorElement }): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const to = new URL(event.currentTarget.href);
  go(to.pathname, read(to.searchParams));
}

/** Change what is asked on this page: an empty value takes a filter away. */
export function ask(change: Record<string, string | undefined>, step = true): void {
  const next = { ...app.asked };
  for (const [name, value] of Object.entries(change)) {
    if (value) next[name] = value;
    else delete next[name];
  }
  app.asked = next;
  write(step);
}

function write(step: boolean): void {
  const query = new URLSearchParams({ ...app.asked, lang: app.lang }).toString();
  const next = `${app.path}?${query}`;
  if (next === location.pathname + location.search) return;
  if (step) history.pushState(null, "", next);
  else history.replaceState(null, "", next);
}

window.addEventListener("popstate", () => {
  const now = new URL(location.href);
  if (now.pathname !== app.path) app.title = "";
  app.path = now.pathname;
  app.asked = read(now.searchParams);
});

export function speak(lang: Lang): void {
  app.lang = lang;
  localStorage.setItem("lang", lang);
  speakTo(lang);
  write(false);
}

export function count(digits: Digits): void {
  app.digits = digits;
  localStorage.setItem("digits", digits);
}

export function showPictures(pictures: boolean): void {
  app.pictures = pictures;
  localStorage.setItem("pictures", pictures ? "yes" : "no");
}

export function showBoth(both: boolean): void {
  app.both = both;
  localStorage.setItem("both", both ? "yes" : "no");
}

export function paint(theme: "auto" | "light" | "dark"): void {
  app.theme = theme;
  localStorage.setItem("theme", theme);
}

/** Who is asking, and what the pages need at their start. */
export async function begin(): Promise<void> {
  app.me = await get<Me>("me");
  remember(app.me);
  if (!app.me.login || app.me.name) app.start = await get<Start>("start");
}

/** Tell the reader, on screen and to a screen reader; gone after a while. */
let clear = 0;
export function say(sentence: string): void {
  app.said = numbers(sentence);
  window.clearTimeout(clear);
  clear = window.setTimeout(() => (app.said = ""), 8000);
}

export const may = (role: "reviewer" | "admin") => (role === "admin" ? app.me?.role === "admin" : app.me?.role === "reviewer" || app.me?.role === "admin");
