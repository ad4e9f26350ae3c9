import { app } from "./app.svelte";

// Okabe and Ito's palette, which the colour-blind can tell apart, for classes of events.
export const CLASS: Record<string, string> = {
  ground: "#d55e00",
  air: "#0072b2",
  blast: "#e69f00",
  people: "#cc79a7",
  unrest: "#009e73",
  talks: "#56b4e9",
  words: "#8a8a8a",
};
/** Events that both we and others have, only we, only they. */
export const FOUND = { both: "#0072b2", here: "#009e73", there: "#d55e00" } as const;
/** The colour of a type of event: that of its class. */
export const typeColour = (type: string) => CLASS[app.start?.labels.type[type]?.class ?? "words"] ?? CLASS.words;
export const UNNAMED = "#8a8a8a";

/** A side's own colour, the same on every page whatever is asked: the lexicon's, else one drawn from its name. */
export function sideColour(holder: string | null): string {
  if (!holder) return UNNAMED;
  const known = app.start?.sides[holder];
  if (known) return known;
  let sum = 7;
  for (const letter of holder) sum = (sum * 31 + letter.codePointAt(0)!) % 100_003;
  const hue = sum % 360;
  const [s, l] = [45 + ((sum >> 3) % 3) * 12, 34 + ((sum >> 5) % 3) * 9];
  return hex(hue, s / 100, l / 100);
}

function hex(hue: number, s: number, l: number): string {
  const part = (n: number) => {
    const k = (n + hue / 30) % 12;
    const value = l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(255 * value)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${part(0)}${part(8)}${part(4)}`;
}

/** The colours of the sides of a set of stays. */
export function sides(holders: (string | null)[]): Map<string, string> {
  return new Map([...new Set(holders.filter((h): h is string => !!h))].map((h) => [h, sideColour(h)]));
}
