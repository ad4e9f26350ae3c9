"""A comparison as rows, and as a page with a table and a map that needs no network."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from ..events import Event
from .compare import Comparison
from .read import Foreign

_COLOURS = {"both": "#2b6cb0", "only here": "#2f855a", "only there": "#c05621"}
_WIDE = 900  # of the map
_STYLE = (
    "body{font:15px system-ui;margin:2rem}table{border-collapse:collapse}"
    "td,th{padding:.3rem .6rem;border-bottom:1px solid #ddd;text-align:start;vertical-align:top}"
)


def rows(c: Comparison) -> list[dict[str, Any]]:
    """One row an event: found where, ours and theirs, how far apart, in what they differ; by day."""
    out = [_row("both", p.ours, p.theirs, p.days, p.km, p.differ) for p in c.both]
    out += [_row("only here", e, None) for e in c.here] + [_row("only there", None, f) for f in c.there]
    return sorted(out, key=lambda r: (r["day"] or "", r["found"]))


def _row(
    found: str, e: Event | None, f: Foreign | None, days: int | None = None, far: float | None = None, differ: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {
        "found": found,
        "day": (e.start if e else None) or (f.start if f else None),
        "place": e.place_en if e else f.place if f else "",
        "latitude": e.lat if e else f.lat if f else None,
        "longitude": e.lon if e else f.lon if f else None,
        "our_id": e.id if e else "",
        "our_type": e.type if e else "",
        "our_deaths": (e.deaths.told if e.deaths else "") if e else "",
        "their_id": f.id if f else "",
        "their_type": f.told if f else "",
        "their_deaths": f.deaths if f and f.deaths is not None else "",
        "days_apart": days,
        "km_apart": far,
        "differ": "; ".join(differ),
        "text": (e.sentence_en if e else f.text if f else "")[:300],
    }


def summary(c: Comparison) -> str:
    """The comparison in a sentence."""
    share = "–" if c.coverage is None else f"{c.coverage:.2f}"
    differ = sum(bool(p.differ) for p in c.both)
    return f"{len(c.both)} in both ({differ} of them differ), {len(c.here)} only here, {len(c.there)} only there; {share} of theirs are here"


def page(c: Comparison, title: str, path: Path) -> None:
    """Write the page."""
    found = rows(c)
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in found[0]) if found else ""
    body = "".join(
        f'<tr style="border-inline-start:4px solid {_COLOURS[r["found"]]}">'
        + "".join(f'<td dir="auto">{escape("" if v is None else str(v))}</td>' for v in r.values())
        + "</tr>"
        for r in found
    )
    keys = " ".join(f'<span style="color:{colour}">● {name}</span>' for name, colour in _COLOURS.items())
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
        f"<h1>{escape(title)}</h1><p>{escape(summary(c))}.</p><p>{keys}</p>{_map(found)}"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></html>\n",
        "utf-8",
    )


def _map(found: list[dict[str, Any]]) -> str:
    """The events as dots, on their longitudes and latitudes."""
    spots = [(r["longitude"], r["latitude"], r) for r in found if r["latitude"] is not None and r["longitude"] is not None]
    if not spots:
        return ""
    west, east = min(s[0] for s in spots) - 0.2, max(s[0] for s in spots) + 0.2
    south, north = min(s[1] for s in spots) - 0.2, max(s[1] for s in spots) + 0.2
    scale = min(_WIDE / (east - west), _WIDE / (north - south))
    dots = "".join(
        f'<circle cx="{(x - west) * scale:.1f}" cy="{(north - y) * scale:.1f}" r="5" fill="{_COLOURS[r["found"]]}" fill-opacity=".7">'
        f"<title>{escape(str(r['day']))} {escape(r['place'])}: {r['found']}</title></circle>"
        for x, y, r in spots
    )
    size = f'width="{(east - west) * scale:.0f}" height="{(north - south) * scale:.0f}"'
    return f'<svg role="img" aria-label="map of the events" {size} style="border:1px solid #ccc;background:#f7fafc">{dots}</svg>'
