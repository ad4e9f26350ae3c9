#!/usr/bin/env python3
"""Draw docs/pictures/learning-curve.svg from docs/learning-curve.csv: F of events and of whole rows against the articles annotated.

The rows of the table are those that `python -m marsad.train.curve` prints, by the recipe of the day.
"""

import csv
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
WIDE, HIGH, EDGE = 560, 300, 44
LINES = (("events", "#1f5f8b"), ("rows", "#b3541e"))


def main() -> None:
    with (DOCS / "learning-curve.csv").open(encoding="utf-8") as file:
        points = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    most = max(p["articles"] for p in points) * 1.05
    top = 0.7

    def at(articles: float, f: float) -> tuple[float, float]:
        return EDGE + articles / most * (WIDE - 2 * EDGE), HIGH - EDGE - f / top * (HIGH - 2 * EDGE)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" font-size="12">']
    out.append(f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>')
    for n in range(8):
        _, y = at(0, n / 10)
        out.append(
            f'<path d="M{EDGE} {y:.1f}H{WIDE - EDGE}" stroke="#ddd"/><text x="{EDGE - 8}" y="{y + 4:.1f}" text-anchor="end">{n / 10:.1f}</text>'
        )
    for p in points:
        x, y = at(p["articles"], 0)
        out.append(f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{p["articles"]:,.0f}</text>')
    for name, colour in LINES:
        spots = [at(p["articles"], p[name]) for p in points]
        out.append(f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in spots)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in spots]
        x, y = spots[-1]
        out.append(f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="end" fill="{colour}">F of {name}: {points[-1][name]:.2f}</text>')
    out.append(f'<text x="{WIDE / 2}" y="{HIGH - 8}" text-anchor="middle">real articles taught</text></svg>')
    (DOCS / "pictures" / "learning-curve.svg").write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
