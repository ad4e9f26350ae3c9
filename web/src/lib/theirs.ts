// Events by other hands on a map: points that lie close together at a zoom are one mark, of its own colour where all are of one kind.
import type { Cluster, MapView, Spot } from "./types";

const CELLS = 28; // marks along the width of the world at zoom 0

export function gathered(spots: Spot[], zoom: number): MapView {
  const cell = 360 / 2 ** zoom / CELLS;
  const groups = new Map<string, Spot[]>();
  for (const spot of spots) {
    const key = `${Math.floor(spot.lat / cell)} ${Math.floor(spot.lon / cell)}`;
    groups.set(key, [...(groups.get(key) ?? []), spot]);
  }
  return { clusters: [...groups.values()].map(mark), moves: [] };
}

/** One mark of some points. That of one kind is drawn as one event, the larger the more there are; `type` is the kind. */
function mark(spots: Spot[]): Cluster {
  const events = spots.reduce((sum, s) => sum + s.events, 0);
  const one = spots.every((s) => s.found === spots[0].found);
  const mean = (of: (s: Spot) => number) => spots.reduce((sum, s) => sum + of(s) * s.events, 0) / events;
  const [lats, lons] = [spots.map((s) => s.lat), spots.map((s) => s.lon)];
  return {
    events: one ? 1 : events,
    lat: mean((s) => s.lat),
    lon: mean((s) => s.lon),
    box: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    wide: false,
    deaths: events - 1,
    id: "",
    type: spots[0].found,
    modality: "asserted",
    grade: "",
    start: null,
  };
}
