// Okabe and Ito's palette, which the colour-blind can tell apart; classes of events, and sides that hold places.
export const CLASS: Record<string, string> = {
  ground: "#d55e00",
  air: "#0072b2",
  blast: "#e69f00",
  people: "#cc79a7",
  unrest: "#009e73",
  talks: "#56b4e9",
  words: "#8a8a8a",
};

const SIDES = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195", "#8c564b", "#5f7a00", "#a0522d"];

/** A colour for each side of a set of stays: the same side has the same colour on every map and strip of a page. */
export function sides(holders: (string | null)[]): Map<string, string> {
  const seen = [...new Set(holders.filter((h): h is string => !!h))].sort();
  return new Map(seen.map((h, n) => [h, SIDES[n % SIDES.length]]));
}
