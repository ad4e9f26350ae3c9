import { app } from "./app.svelte";

const locale = () => (app.lang === "ar" ? "ar-EG-u-nu-arab" : "en-GB");

export const number = (n: number) => new Intl.NumberFormat(locale()).format(n);
export const percent = (n: number) => new Intl.NumberFormat(locale(), { style: "percent" }).format(n);

export function day(iso: string | null | undefined, long = false): string {
  if (!iso) return "";
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: long ? "long" : "short", year: "numeric", timeZone: "UTC" }).format(date);
}

export function moment(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

export const days = (start: string | null, end: string | null, long = false) => (!start ? "" : !end || start === end ? day(start, long) : `${day(start, long)} – ${day(end, long)}`);

/** Numbers inside a value such as "7–9" in the reader's digits. */
export const digits = (text: string) => text.replace(/\d+/g, (n) => number(Number(n)));
