import type { Map as MapLibre, StyleSpecification } from "maplibre-gl";
import type { Cluster, MapView, Start, Stay } from "./types";

type Base = Start["base"];
type Feature = GeoJSON.Feature;
const FONT = ["Noto Sans Arabic"];
const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const hollow = ["!=", ["get", "modality"], "asserted"] as unknown as boolean;

/** How full areas are: the paler the closer one looks, where several of them would cover all that is seen. */
const closer = (full: number) => ["interpolate", ["linear"], ["zoom"], 7, full, 10, full / 4] as unknown as number;

/** The base map and, over it, the layers that data are put into. */
export function style(base: Base, dark: boolean, lang: "en" | "ar", pictures: boolean): StyleSpecification {
  const drawn = !pictures && base.shipped;
  const url = base.url.startsWith("/") ? location.origin + base.url : base.url;
  return {
    version: 8,
    sources: {
      ...(drawn
        ? {
            land: { type: "geojson", data: location.origin + __BASE__, attribution: "Natural Earth", tolerance: 0.3 } as never,
            names: { type: "geojson", data: empty },
          }
        : {}),
      ...(drawn
        ? {}
        : {
            base: {
              type: base.kind,
              tiles: [url],
              ...(base.kind === "raster" ? { tileSize: 256 } : {}),
              minzoom: base.min_zoom,
              maxzoom: base.max_zoom,
              attribution: base.credit,
            } as never,
          }),
      control: { type: "geojson", data: empty },
      held: { type: "geojson", data: empty },
      areas: { type: "geojson", data: empty },
      chosen: { type: "geojson", data: empty },
      moves: { type: "geojson", data: empty },
      events: { type: "geojson", data: empty },
      drawn: { type: "geojson", data: empty },
    } as never,
    layers: [
      { id: "ground", type: "background", paint: { "background-color": dark ? "#06151d" : "#b5d0dc" } },
      ...(drawn ? ground(dark) : base.kind === "raster" ? [raster(dark)] : vector(dark, lang)),
      { id: "area", type: "fill", source: "areas", paint: { "fill-color": ["get", "colour"], "fill-opacity": closer(0.16) } },
      { id: "area-edge", type: "line", source: "areas", paint: { "line-color": ["get", "colour"], "line-width": 1.5, "line-dasharray": [3, 2] } },
      { id: "held", type: "fill", source: "held", paint: { "fill-color": ["get", "colour"], "fill-opacity": closer(0.22) } },
      { id: "held-edge", type: "line", source: "held", paint: { "line-color": ["get", "colour"], "line-width": 2, "line-dasharray": [1, 1.5] } },
      { id: "drawn", type: "fill", source: "drawn", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": "#e69f00", "fill-opacity": 0.1 } },
      { id: "drawn-edge", type: "line", source: "drawn", paint: { "line-color": dark ? "#ffb84d" : "#b36b00", "line-width": 2.5 } },
      {
        id: "drawn-corner",
        type: "circle",
        source: "drawn",
        filter: ["==", ["geometry-type"], "Point"],
        paint: { "circle-radius": 5, "circle-color": "#ffffff", "circle-stroke-color": "#b36b00", "circle-stroke-width": 2.5 },
      },
      ...(drawn ? [...names(dark, lang), rivers(dark, lang)] : []),
      {
        id: "move",
        type: "line",
        source: "moves",
        filter: ["==", ["geometry-type"], "LineString"],
        paint: { "line-color": ["get", "colour"], "line-width": 2.5, "line-opacity": ["case", hollow, 0.55, 0.95] },
      },
      {
        id: "move-head",
        type: "symbol",
        source: "moves",
        filter: ["==", ["geometry-type"], "Point"],
        layout: { "icon-image": "head", "icon-rotate": ["get", "bearing"], "icon-rotation-alignment": "map", "icon-allow-overlap": true },
      },
      // It gives way to the numbers of events that stand on it, as names do.
      {
        id: "area-count",
        type: "symbol",
        source: "areas",
        layout: { "text-field": ["get", "shown"], "text-font": FONT, "text-size": 12 },
        paint: { "text-color": dark ? "#ffffff" : "#17242b", "text-halo-color": dark ? "#10191d" : "#ffffff", "text-halo-width": 1.5 },
      },
      {
        id: "event",
        type: "circle",
        source: "events",
        filter: ["==", ["get", "events"], 1],
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "deaths"]], 0, 6, 3, 10, 10, 18, 30, 30],
          "circle-color": ["case", hollow, dark ? "#10191d" : "#ffffff", ["get", "colour"]],
          "circle-opacity": ["case", hollow, 0.5, 0.85],
          "circle-stroke-color": ["case", hollow, ["get", "colour"], dark ? "#ffffff" : "#17242b"],
          "circle-stroke-width": ["case", hollow, 3, 1.2],
        },
      },
      {
        id: "cluster",
        type: "circle",
        source: "events",
        filter: [">", ["get", "events"], 1],
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "events"]], 0.3, 12, 2, 19, 4, 30],
          "circle-color": dark ? "#1c6a84" : "#123c4a",
          "circle-opacity": 0.88,
          "circle-stroke-color": "#ffffff",
          "circle-stroke-width": 1.5,
        },
      },
      // Round the point whose events are listed beside the map.
      {
        id: "chosen",
        type: "circle",
        source: "chosen",
        paint: {
          "circle-radius": ["get", "radius"],
          "circle-color": "transparent",
          "circle-stroke-color": dark ? "#ffb84d" : "#b36b00",
          "circle-stroke-width": 3,
        },
      },
      {
        id: "count",
        type: "symbol",
        source: "events",
        filter: [">", ["get", "events"], 1],
        layout: { "text-field": ["get", "shown"], "text-font": FONT, "text-size": 12, "text-allow-overlap": true },
        paint: { "text-color": "#ffffff" },
      },
      // Above the events, and beside their point: neither hides the other.
      {
        id: "control",
        type: "symbol",
        source: "control",
        layout: {
          "icon-image": ["get", "icon"],
          "icon-anchor": "bottom-left",
          "icon-offset": [5, -5],
          "icon-allow-overlap": true,
          "icon-ignore-placement": true,
        },
      },
    ] as StyleSpecification["layers"],
  };
}

/** Rivers are of the scale 1:50,000,000: closer than this their lines lie kilometres beside the water, and say what is not so. They fade before. */
const RIVERS_END = 8;

/** Land, waters and borders, drawn: sharp at every zoom, in the colours of the page. */
const ground = (dark: boolean) => [
  { id: "land", type: "fill", source: "land", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": dark ? "#2a3943" : "#f6f4ef" } },
  {
    id: "shore",
    type: "line",
    source: "land",
    filter: ["==", ["get", "kind"], "land"],
    paint: { "line-color": dark ? "#5a8296" : "#5f8fa3", "line-width": 0.8 },
  },
  { id: "lake", type: "fill", source: "land", filter: ["==", ["get", "kind"], "lake"], paint: { "fill-color": dark ? "#06151d" : "#b5d0dc" } },
  {
    id: "river",
    type: "line",
    source: "land",
    maxzoom: RIVERS_END,
    filter: ["==", ["get", "kind"], "river"],
    layout: { "line-join": "round", "line-cap": "round" },
    paint: {
      "line-opacity": ["interpolate", ["linear"], ["zoom"], RIVERS_END - 1, 1, RIVERS_END, 0],
      "line-color": dark ? "#5f8ea3" : "#6c9db1",
      "line-width": ["interpolate", ["linear"], ["zoom"], 3, ["case", ["has", "en"], 0.8, 0.4], 9, ["case", ["has", "en"], 2.6, 1.4]],
    },
  },
  {
    id: "border",
    type: "line",
    source: "land",
    filter: ["==", ["get", "kind"], "border"],
    paint: { "line-color": dark ? "#93a5af" : "#78848d", "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.7, 8, 1.6], "line-dasharray": [4, 2] },
  },
];

/** Names of the great rivers, along them: few, and placed before those of towns. */
const rivers = (dark: boolean, lang: "en" | "ar") => ({
  id: "river-names",
  type: "symbol",
  source: "land",
  minzoom: 4,
  maxzoom: RIVERS_END - 0.5,
  filter: ["all", ["==", ["get", "kind"], "river"], ["has", "en"]],
  layout: {
    "symbol-placement": "line",
    "symbol-spacing": 320,
    "text-field": ["get", lang],
    "text-font": FONT,
    "text-size": ["interpolate", ["linear"], ["zoom"], 4, 11.5, 9, 15],
    "text-max-angle": 40,
  },
  paint: { "text-color": dark ? "#9bcbdf" : "#235a72", "text-halo-color": dark ? "#10191d" : "#ffffff", "text-halo-width": 1.2 },
});

/** Names of places by the reader's language, larger for larger ones; they give way to each other, never to events. A town is a dot with
 * its name beside it, so that an event there does not hide the name. */
const names = (dark: boolean, lang: "en" | "ar") => {
  const town = [">=", ["get", "rank"], 2];
  const text = {
    "text-field": ["get", lang],
    "text-font": FONT,
    "text-size": ["match", ["get", "rank"], 0, 15, 1, 12, 2, 13, 3, 11.5, 10.5],
    "symbol-sort-key": ["get", "order"],
    "text-max-width": 8,
  };
  const paint = {
    "text-color": ["match", ["get", "rank"], 0, dark ? "#c9d6dc" : "#4a5a63", 1, dark ? "#a6b9c3" : "#525f67", dark ? "#e8eef1" : "#22303a"],
    "text-halo-color": dark ? "#10191d" : "#ffffff",
    "text-halo-width": 1.3,
  };
  const region = (id: string, rank: number) => ({
    id,
    type: "symbol",
    source: "names",
    filter: ["==", ["get", "rank"], rank],
    layout: {
      ...text,
      "text-letter-spacing": lang === "en" ? (rank ? 0.08 : 0.12) : 0,
      // Small ones beside each other are all named: what has no room in the middle stands round it, clear of events that are there.
      "text-variable-anchor": ["center", "bottom", "top", "right", "bottom-right", "top-right"],
      "text-radial-offset": ["max", 0.7, ["coalesce", ["get", "away"], 0]],
    },
    paint,
  });
  // The last is placed first: countries, then towns, then divisions where there is room.
  return [
    {
      id: "town-dots",
      type: "circle",
      source: "names",
      filter: town,
      paint: { "circle-radius": 1.8, "circle-color": dark ? "#94a9b4" : "#66747c" },
    },
    region("divisions", 1),
    {
      id: "towns",
      type: "symbol",
      source: "names",
      filter: town,
      layout: { ...text, "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": ["get", "away"], "text-justify": "auto" },
      paint,
    },
    region("names", 0),
  ];
};

export type Named = { name_ar: string; name_en: string; lat: number; lon: number; rank: number };

/** How large an event, or several, are drawn at a point, in pixels: as the layers "event" and "cluster" have it. */
export function radius({ events, deaths }: Pick<Cluster, "events" | "deaths">): number {
  const [at, stops] =
    events > 1
      ? [
          Math.log10(events),
          [
            [0.3, 12],
            [2, 19],
            [4, 30],
          ],
        ]
      : [
          Math.sqrt(deaths),
          [
            [0, 6],
            [3, 10],
            [10, 18],
            [30, 30],
          ],
        ];
  const next = stops.findIndex(([x]) => x >= at);
  if (next <= 0) return stops[next < 0 ? stops.length - 1 : 0][1];
  const [[a, from], [b, to]] = [stops[next - 1], stops[next]];
  return from + ((to - from) * (at - a)) / (b - a);
}

/** What the server names → what the layer draws. Where events stand on a town, its name stands so far away (in ems) that they do not hide it. */
export function labels(found: Named[], events: Pick<Cluster, "lat" | "lon" | "events" | "deaths">[], zoom: number): GeoJSON.FeatureCollection {
  const pixels = (512 * 2 ** zoom) / 360; // a degree of longitude
  const drawn = events.map((e) => ({ ...e, r: radius(e) + 4 }));
  const over = (p: Named) =>
    Math.max(0, ...drawn.filter((e) => Math.hypot(e.lon - p.lon, (e.lat - p.lat) / Math.cos((p.lat * Math.PI) / 180)) * pixels < e.r).map((e) => e.r));
  const away = (p: Named) => Math.max(0.5, over(p) / 12);
  return collection(found.map((p, order) => point(p.lat, p.lon, { ar: p.name_ar, en: p.name_en, rank: p.rank, order, away: away(p) })));
}

const raster = (dark: boolean) => ({
  id: "base",
  type: "raster",
  source: "base",
  paint: dark
    ? { "raster-hue-rotate": 180, "raster-brightness-min": 0.95, "raster-brightness-max": 0.06, "raster-saturation": -0.25, "raster-contrast": 0.15 }
    : { "raster-saturation": -0.35, "raster-opacity": 0.9 },
});

/** A plain drawing of vector tiles by the layers that Protomaps and OpenMapTiles name. */
function vector(dark: boolean, lang: "en" | "ar") {
  const ink = dark ? "#4a5f69" : "#9fb0b8";
  const line = (name: string, width: number) => ({
    id: `base-${name}`,
    type: "line",
    source: "base",
    "source-layer": name,
    paint: { "line-color": ink, "line-width": width },
  });
  const label = (name: string) => ({
    id: `base-${name}`,
    type: "symbol",
    source: "base",
    "source-layer": name,
    filter: ["has", "name"],
    layout: { "text-field": ["coalesce", ["get", `name:${lang}`], ["get", "name"]], "text-font": FONT, "text-size": 12 },
    paint: { "text-color": dark ? "#e8eef1" : "#17242b", "text-halo-color": dark ? "#10191d" : "#ffffff", "text-halo-width": 1.2 },
  });
  return [
    {
      id: "base-water",
      type: "fill",
      source: "base",
      "source-layer": "water",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": dark ? "#17323d" : "#b5d0da" },
    },
    line("roads", 0.6),
    line("transportation", 0.6),
    line("boundaries", 1),
    line("boundary", 1),
    label("places"),
    label("place"),
  ];
}

/** Images for places held (square), contested (striped) and left (hollow), in the colours of sides; and the head of an arrow. */
export function images(map: MapLibre, stays: Stay[], colours: Map<string, string>): void {
  if (!map.hasImage("head"))
    map.addImage(
      "head",
      draw((c, s) => {
        c.fillStyle = "#17242b";
        c.strokeStyle = "#ffffff";
        c.lineWidth = 2;
        c.beginPath();
        c.moveTo(s / 2, 4);
        c.lineTo(s - 8, s - 6);
        c.lineTo(8, s - 6);
        c.closePath();
        c.fill();
        c.stroke();
      }),
      { pixelRatio: 2 },
    );
  for (const stay of stays) {
    const name = icon(stay, colours);
    if (map.hasImage(name)) continue;
    const own = colours.get(stay.holder ?? "") ?? "#8a8a8a";
    const other = colours.get(stay.rivals[0] ?? "") ?? "#ffffff";
    map.addImage(
      name,
      draw((c, s) => square(c, s, stay.state, own, other)),
      { pixelRatio: 2 },
    );
  }
}

export function square(c: CanvasRenderingContext2D, s: number, state: Stay["state"], own: string, other: string): void {
  const inset = state === "would" ? 8 : 5;
  // A white edge outside, so that dark colours stand out from a dark map too.
  const edged = (colour: string, width: number, edge: () => void) => {
    c.strokeStyle = "#ffffff";
    c.lineWidth = width + 3;
    edge();
    c.strokeStyle = colour;
    c.lineWidth = width;
    edge();
  };
  c.save();
  if (state === "would") {
    c.translate(s / 2, s / 2);
    c.rotate(Math.PI / 4);
    edged(own, 5, () => c.strokeRect(inset - s / 2, inset - s / 2, s - 2 * inset, s - 2 * inset));
    return c.restore();
  }
  c.beginPath();
  c.rect(inset, inset, s - 2 * inset, s - 2 * inset);
  c.fillStyle = state === "left" || state === "faded" ? "rgba(255,255,255,0.75)" : own;
  c.fill();
  if (state === "contested") {
    c.clip();
    c.strokeStyle = other;
    c.lineWidth = 5;
    for (let x = -s; x < 2 * s; x += 12) {
      c.beginPath();
      c.moveTo(x, s);
      c.lineTo(x + s, 0);
      c.stroke();
    }
  }
  c.restore();
  if (state === "left") c.setLineDash([7, 5]);
  const outline = () => c.strokeRect(inset, inset, s - 2 * inset, s - 2 * inset);
  edged(state === "left" ? own : "#17242b", state === "left" ? 5 : 2.5, outline);
}

function draw(paint: (c: CanvasRenderingContext2D, size: number) => void, size = 36): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const c = canvas.getContext("2d", { willReadFrequently: true })!; // it is read at once: one on a graphics card would be waited for
  paint(c, size);
  return c.getImageData(0, 0, size, size);
}

const icon = (s: Stay, colours: Map<string, string>) =>
  `${s.state} ${colours.get(s.holder ?? "")} ${s.state === "contested" ? colours.get(s.rivals[0] ?? "") : ""}`;

const point = (lat: number, lon: number, properties: Record<string, unknown>): Feature => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [lon, lat] },
  properties,
});

/** A circle on the ground, for what is known to a governorate or more alone. */
function area(c: { lat: number; lon: number }, properties: Record<string, unknown>, kilometres = 45): Feature {
  const ring = Array.from({ length: 49 }, (_, n) => {
    const a = (n / 48) * 2 * Math.PI;
    return [c.lon + ((kilometres / 111) * Math.cos(a)) / Math.cos((c.lat * Math.PI) / 180), c.lat + (kilometres / 111) * Math.sin(a)];
  });
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties };
}

/** What the server counted → what the layers draw. */
export function features(view: MapView, paint: (type: string) => string, shown: (n: number) => string) {
  const of = (c: Cluster) => ({ ...c, box: c.box.join(","), colour: paint(c.type), shown: c.events > 1 ? shown(c.events) : "" });
  const points = view.clusters.filter((c) => !c.wide).map((c) => point(c.lat, c.lon, of(c)));
  const areas = view.clusters.filter((c) => c.wide).map((c) => area(c, of(c)));
  const moves = view.moves.flatMap((m) => {
    const line = bent([m.start_at[1], m.start_at[0]], [m.end_at[1], m.end_at[0]]);
    // The head stands before the end, where a circle would cover it.
    const last = line[16];
    const before = line[14];
    const bearing = (Math.atan2((last[0] - before[0]) * Math.cos((last[1] * Math.PI) / 180), last[1] - before[1]) * 180) / Math.PI;
    const told = { id: m.event, modality: m.modality, colour: paint(m.type) };
    return [
      { type: "Feature", geometry: { type: "LineString", coordinates: line }, properties: told } as Feature,
      point(last[1], last[0], { ...told, bearing }),
    ];
  });
  return { events: collection(points), areas: collection(areas), moves: collection(moves) };
}

/** A line that is bent a little, so that ways there and back do not lie on each other. */
function bent(a: [number, number], b: [number, number]): [number, number][] {
  const middle = [(a[0] + b[0]) / 2 - (b[1] - a[1]) * 0.12, (a[1] + b[1]) / 2 + (b[0] - a[0]) * 0.12];
  return Array.from({ length: 21 }, (_, n) => {
    const k = n / 20;
    const at = (i: number) => (1 - k) ** 2 * a[i] + 2 * k * (1 - k) * middle[i] + k ** 2 * b[i];
    return [at(0), at(1)] as [number, number];
  });
}

/** A point of the map that was chosen, and how large it is drawn, in pixels. */
export type Mark = { lon: number; lat: number; radius: number };
export const mark = ({ lon, lat, radius }: Mark): Feature => point(lat, lon, { radius });

const WIDE = ["governorate", "region", "country"];

/** Places held as squares; what is known to a governorate alone as an area. */
export function held(stays: Stay[], colours: Map<string, string>) {
  const told = (s: Stay) => ({ icon: icon(s, colours), key: s.place_key, colour: colours.get(s.holder ?? "") ?? "#8a8a8a" });
  const fine = stays.filter((s) => !WIDE.includes(s.precision));
  return {
    points: collection(fine.map((s) => point(s.lat, s.lon, told(s)))),
    areas: collection(stays.filter((s) => WIDE.includes(s.precision)).map((s) => area(s, told(s), 35))),
  };
}

/** An area that is a filter, or the corners of one that is being drawn. */
export function outline(area: string, corners: [number, number][]): GeoJSON.FeatureCollection {
  const ring = area ? area.split(";").map((c) => c.split(",").map(Number)) : corners;
  if (!area)
    return collection([
      ...ring.map(([lon, lat]) => point(lat, lon, {})),
      ...(ring.length > 1
        ? [
            {
              type: "Feature",
              geometry: { type: ring.length > 2 ? "Polygon" : "LineString", coordinates: ring.length > 2 ? [[...ring, ring[0]]] : ring },
              properties: {},
            } as Feature,
          ]
        : []),
    ]);
  return collection([{ type: "Feature", geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] }, properties: {} }]);
}
export const collection = (features: Feature[]): GeoJSON.FeatureCollection => ({ type: "FeatureCollection", features });
