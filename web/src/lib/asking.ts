// What the pages ask of the server over and over: an older asking is given up for a newer one.
import { say, t } from "./app.svelte";

/** Run an asking after `wait` milliseconds; what it returns gives it up. */
export function asking(run: (signal: AbortSignal) => Promise<void>, wait = 0): () => void {
  const stop = new AbortController();
  const timer = window.setTimeout(() => run(stop.signal).catch((error) => error.name !== "AbortError" && say(t("failed", error.message))), wait);
  return () => (window.clearTimeout(timer), stop.abort());
}

/** What lies in the box that is asked for and in view, both west,south,east,north. */
export function within(box: string | undefined, view: string): string {
  if (!box) return view;
  const [a, b] = [box, view].map((x) => x.split(",").map(Number));
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])].join(",");
}
