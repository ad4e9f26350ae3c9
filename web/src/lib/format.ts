// Numbers and days in the reader's language and digits. One kind of digits a page: those that the reader chose.
import { app, t } from "./app.svelte";
import type { Event } from "./types";

const locale = () => (app.lang === "ar" ? `ar-EG-u-nu-${app.digits}` : "en-GB");

export const number = (n: number) => new Intl.NumberFormat(locale()).format(n);
export const percent = (n: number) => new Intl.NumberFormat(locale(), { style: "percent" }).format(n);

export function day(iso: string | null | undefined, long = false): string {
  if (!iso) return "";
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: long ? "long" : "short", year: "numeric", timeZone: "UTC" }).format(date);
}

export const month = (iso: string) =>
  new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${iso.slice(0, 10)}T00:00:00Z`));

export function moment(iso: string): string {
  // The month in letters, as other days are written: in digits alone, Arabic readers read them in either order.
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit" }).format(new Date(iso));
}

/** How large a file is. */
export const bytes = (n: number) =>
  t(n < 1_000_000 ? "kilobytes" : "megabytes", number(n < 1_000_000 ? Math.max(1, Math.round(n / 1000)) : Math.round(n / 100_000) / 10));
/** From one day to another: what lasted. */
export const days = (start: string | null, end: string | null, long = false) =>
  !start ? "" : !end || start === end ? day(start, long) : t("span", day(start, long), day(end, long));

/** When an event was: what lasts has a span, what does not happened on one of its days; and where no text names the day, that is said. */
export function when(e: Pick<Event, "start" | "end" | "dated" | "type">, long = false): string {
  if (!e.start) return t("noDay");
  if (!e.end || e.start === e.end) return day(e.start, long);
  if (!e.dated) return t("dayNotTold", day(e.start, long), day(e.end, long));
  return app.start!.lasting.includes(e.type) ? days(e.start, e.end, long) : t("between", day(e.start, long), day(e.end, long));
}

/** Numbers inside a value such as "7–9" or "7 or more" in the reader's digits and words. */
export const digits = (text: string) => text.replace(/(\d+)(?: or more|\+)/g, (_, n) => t("orMore", n)).replace(/\d+/g, (n) => number(Number(n)));

/** The digits of a name in those of the page, one by one: الفرقة 14 مشاة. */
export const native = (name: string) => name.replace(/\d/g, (digit) => number(Number(digit)));

/** The numbers of a sentence in the digits of the page; those that are a part of a name, an address or a day in figures stay. */
export const numbers = (told: string) => told.replace(/(?<![\w./:-])\d+(?![\w/:-]|\.\d)/g, native);

/** How many sources tell of it without leaning on each other. */
export const sourcesOf = (count: number) => (count === 1 ? t("oneSource") : t("sources1", number(count)));

/** A name in its own direction, whatever stands around it. */
export const apart = (name: string) => `\u2068${name}\u2069`;

/** Names that stand side by side, each in its own direction: a Latin one that comes first does not turn the others round. */
export const beside = (names: string[]) => line(names.map(apart));

/** Several names as a sentence has them. */
export const list = (names: string[]) => new Intl.ListFormat(app.lang).format(names);

/** Particulars in one line: a middle dot beside Arabic digits would be read as a zero. */
export const line = (parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(app.lang === "ar" ? "، " : " · ");

/** Digits as people type them, Arabic or Persian ones too, as plain ones. */
export const plain = (text: string) => text.replace(/[٠-٩]/g, (c) => String(c.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (c) => String(c.charCodeAt(0) - 0x6f0));

const MONTHS: Map<string, number> = new Map(
  ["en-GB", "ar-EG", "ar-SY", "ar-DZ", "ar-MA"].flatMap((l) =>
    (["long", "short"] as const).flatMap((style) =>
      Array.from(
        { length: 12 },
        (_, m) =>
          [new Intl.DateTimeFormat(`${l}-u-nu-latn`, { month: style, timeZone: "UTC" }).format(new Date(Date.UTC(2024, m, 15))).toLowerCase(), m + 1] as const,
      ),
    ),
  ),
);

/** A day as people write it (2024-06-11, 11/6/2024, 11 يونيو 2024, in either kind of digits) → ISO; null where it is none. */
export function dayOf(typed: string): string | null {
  const text = plain(typed)
    .replace(/[\u200e\u200f\u061c]/g, "")
    .trim()
    .toLowerCase();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  const numeric = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text);
  const worded = /^(\d{1,2})\s+(.+?)\s+(\d{4})$/.exec(text);
  const [y, m, d] = iso
    ? [iso[1], iso[2], iso[3]]
    : numeric
      ? [numeric[3], numeric[2], numeric[1]]
      : worded
        ? [worded[3], MONTHS.get(worded[2]) ?? 0, worded[1]]
        : [0, 0, 0];
  const date = new Date(Date.UTC(Number(y), Number(m) - 1, Number(d)));
  return Number(y) >= 1900 && Number(y) <= 2100 && date.getUTCMonth() === Number(m) - 1 && date.getUTCDate() === Number(d)
    ? date.toISOString().slice(0, 10)
    : null;
}
