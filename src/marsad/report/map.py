"""A small offline map of a document's places as SVG: pins, areas by precision, arrows for movements."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from ..model import Claim

_WIDTH, _MARGIN = 640, 60
_AREAS = ("area", "district", "governorate", "region")


def draw_map(claims: Sequence[Claim]) -> str:
    """The map of the claims' places as an inline SVG; nothing where no place is finer than a country."""
    places = {p.at: p for c in claims for p in c.places if p.at and p.precision != "country"}
    if not places:
        return ""
    lats, lons = [lat for lat, _ in places], [lon for _, lon in places]
    # Equirectangular at the middle latitude: distances look right at the scale of a country.
    stretch = math.cos(math.radians(sum(lats) / len(lats)))
    width = max((max(lons) - min(lons)) * stretch, 0.4)
    height = max(max(lats) - min(lats), 0.3)
    scale = min((_WIDTH - 2 * _MARGIN) / width, 420 / height)
    tall = height * scale + 2 * _MARGIN
    west = (max(lons) + min(lons)) / 2 - width / stretch / 2
    north = (max(lats) + min(lats)) / 2 + height / 2

    def xy(at: tuple[float, float]) -> tuple[float, float]:
        return (_WIDTH - width * scale) / 2 + (at[1] - west) * stretch * scale, _MARGIN + (north - at[0]) * scale

    parts = [_grid(west, north, width / stretch, height, stretch * scale, scale, tall, (_WIDTH - width * scale) / 2)]
    for claim in claims:
        origins = [p.at for p in claim.places if p.at and p.role == "from"]
        goals = [p.at for p in claim.places if p.at and p.role == "to"]
        for a in origins:
            for b in goals:
                parts.append(_arrow(xy(a), xy(b), claim.gloss_en))
    for at, p in places.items():
        x, y = xy(at)
        label = html.escape(p.name_en)
        if p.precision in _AREAS:
            parts.append(f'<circle class="area" cx="{x:.0f}" cy="{y:.0f}" r="22"><title>{label}: {p.precision}</title></circle>')
        else:
            parts.append(f'<circle class="pin" cx="{x:.0f}" cy="{y:.0f}" r="6"><title>{label}</title></circle>')
        parts.append(f'<text x="{x + 9:.0f}" y="{y - 8:.0f}">{label} · {html.escape(p.name_ar)}</text>')
    marker = '<marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto-start-reverse">'
    arrow = f'<defs>{marker}<path d="M0 0L10 5L0 10z" fill="#aa3377"/></marker></defs>'
    return f'<svg viewBox="0 0 {_WIDTH} {tall:.0f}" role="img" aria-label="Map of the places">{arrow}{"".join(parts)}</svg>'


def _grid(west: float, north: float, width: float, height: float, sx: float, sy: float, tall: float, left: float) -> str:
    """Meridians and parallels, one or five degrees apart, with their numbers."""
    step = 1 if max(width, height) < 8 else 5
    lines: list[str] = []
    for lon in range(math.floor(west) - step, math.ceil(west + width) + step + 1):
        x = left + (lon - west) * sx
        if lon % step == 0 and 0 < x < _WIDTH:
            lines.append(
                f'<line class="grid" x1="{x:.0f}" x2="{x:.0f}" y1="0" y2="{tall:.0f}"/>'
                f'<text x="{x + 2:.0f}" y="{tall - 4:.0f}" opacity=".5">{lon}°E</text>'
            )
    for lat in range(math.floor(north - height) - step, math.ceil(north) + step + 1):
        y = _MARGIN + (north - lat) * sy
        if lat % step == 0 and 0 < y < tall:
            lines.append(
                f'<line class="grid" x1="0" x2="{_WIDTH}" y1="{y:.0f}" y2="{y:.0f}"/><text x="2" y="{y - 2:.0f}" opacity=".5">{lat}°N</text>'
            )
    return "".join(lines)


def _arrow(a: tuple[float, float], b: tuple[float, float], title: str) -> str:
    mx, my = (a[0] + b[0]) / 2 + (b[1] - a[1]) * 0.15, (a[1] + b[1]) / 2 - (b[0] - a[0]) * 0.15
    line = f"M{a[0]:.0f} {a[1]:.0f}Q{mx:.0f} {my:.0f} {b[0]:.0f} {b[1]:.0f}"
    return f'<path class="move" d="{line}" marker-end="url(#head)"><title>{html.escape(title)}</title></path>'
