// The base map: land and borders of Natural Earth (public domain), as the package world-atlas has them, thinned to what a screen shows.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mesh } from "topojson-client";

const REGION = [-20, -12, 75, 52]; // west, south, east, north: drawn finely; elsewhere coarsely
const FINE = 0.006; // degrees between points
const COARSE = 0.08;

/** A line with points that are not nearer to each other than is drawn; its ends stay. */
function thinned(line) {
  const kept = [line[0]];
  for (const [x, y] of line.slice(1, -1)) {
    const [a, b] = kept[kept.length - 1];
    const inside = x > REGION[0] && x < REGION[2] && y > REGION[1] && y < REGION[3];
    if (Math.hypot(x - a, y - b) >= (inside ? FINE : COARSE)) kept.push([x, y]);
  }
  kept.push(line[line.length - 1]);
  return kept.map(([x, y]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]);
}

/** The base map as a file of the build: its name, and what is in it. */
export function base() {
  const world = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-10m.json"), "utf8"));
  const land = feature(world, world.objects.land).features ?? [feature(world, world.objects.land)];
  const rings = land.flatMap((f) => (f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates));
  const polygons = rings.map((polygon) => polygon.map(thinned).filter((ring) => ring.length > 4)).filter((polygon) => polygon.length);
  const borders = mesh(world, world.objects.countries, (a, b) => a !== b).coordinates.map(thinned);
  const source = JSON.stringify({
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: { kind: "land" }, geometry: { type: "MultiPolygon", coordinates: polygons } },
      { type: "Feature", properties: { kind: "border" }, geometry: { type: "MultiLineString", coordinates: borders } },
    ],
  });
  return { fileName: `assets/base-${createHash("sha256").update(source).digest("hex").slice(0, 10)}.json`, source };
}
