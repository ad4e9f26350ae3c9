"""A brief as one HTML page that stands alone, and as PDF by a browser of this machine."""

from __future__ import annotations

import contextlib
import html
import json
import math
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path

from ..errors import InputError
from ..events.event import Event
from ..lexicon.tables import table
from ..outfile import OutFile
from .brief import Brief, Line, Note, Words, counted

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
_SECONDS = 90
_COLOURS = {
    "ground": "#d55e00",
    "air": "#0072b2",
    "blast": "#e69f00",
    "people": "#cc79a7",
    "unrest": "#009e73",
    "talks": "#56b4e9",
    "words": "#8a8a8a",
}
_NAMED = 14  # places that the map names


def write_brief(b: Brief, path: Path) -> None:
    """Write a brief as HTML, or as PDF where the name ends in .pdf. Raises `InputError`."""
    if path.is_dir():
        raise InputError(f"{path} is a folder; give the name of a file to write.")
    page = brief_html(b)
    if path.suffix.lower() == ".pdf":
        data = pdf_of(page)
    else:
        data = page.encode()
    file = OutFile(path)
    file.part.write_bytes(data)
    file.done()


def pdf_of(page: str) -> bytes:
    """An HTML page printed by a browser of this machine. Raises `InputError` where there is none, or it fails."""
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise InputError("PDF is printed by Chromium, Chrome or Edge, and none is on this machine; write .html and print that.")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "brief.html", Path(folder) / "brief.pdf"
        source.write_text(page, "utf-8")
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--no-sandbox",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        if not target.exists():
            raise InputError(f"{Path(browser).name} did not print the brief; write .html and print that.")
        return target.read_bytes()


def brief_html(b: Brief) -> str:
    """The page: all of it in one file, with no script."""
    w = b.words
    at = {note.claim: n for n, note in enumerate(b.notes, 1)}
    section: Callable[[str, str], str] = lambda head, body: f"<section><h2>{_e(w(head))}</h2>{body}</section>"  # noqa: E731
    lines: Callable[[Iterable[Line]], str] = lambda ls: "".join(_line(w, line, at) for line in ls) or f"<p class='soft'>{_e(w('none'))}</p>"  # noqa: E731
    figures = "".join(f"<div><b>{_e(value)}</b><span>{_e(name)}</span></div>" for name, value in b.figures)
    types, days = counted(b.events)
    colour = {t: _COLOURS[row["class"]] for t, row in table("labels")["type"].items()}
    charts = _bars([(w.label("type", t), n, colour[t]) for t, n in types.most_common(12)], w) if types else ""
    by_day = _bars([(w.day(d), n, "#123c4a") for d, n in sorted(days.items())[-31:]], w) if days else ""
    incidents = "".join(f"<h3>{_e(name)} <small>({_e(w.digits(str(len(ls))))})</small></h3>{lines(ls)}" for name, ls in b.incidents)
    body = section("figures", f"<div class='figures'>{figures}</div>")
    if not b.events and not b.control:
        body += f"<p>{_e(w('nothing'))}</p>"
    else:
        body += f"<section><h2>{_e(w('changed'))}</h2><h3>{_e(w('control'))}</h3>{lines(b.control)}<h3>{_e(w('operations'))}</h3>{lines(b.operations)}</section>"
        body += section("map", _map(b.events, w, colour))
        body += f"<div class='two'>{section('by_type', charts)}{section('by_day', by_day)}</div>"
        body += section("incidents", incidents or f"<p class='soft'>{_e(w('none'))}</p>")
        body += section("disagreements", lines(b.disagreements)) + section("unsure", lines(b.unsure))
    body += section("method", f"<p>{_e(b.method)}</p><p class='soft'>{_e(w('places'))}</p>")
    body += section("notes", f"<ol class='notes'>{''.join(_note(w, n, note) for n, note in enumerate(b.notes, 1))}</ol>")
    style = (resources.files("marsad.report") / "brief.css").read_text("utf-8")
    direction = "rtl" if w.lang == "ar" else "ltr"
    return (
        f'<!doctype html><html lang="{w.lang}" dir="{direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_e(b.title)}</title><style>{style}</style></head><body><header><h1>{_e(b.title)}</h1><p>{_e(b.span)}</p></header><main>{body}</main></body></html>"
    )  # fmt: skip


def _e(text: str) -> str:
    return html.escape(text)


def _line(w: Words, line: Line, at: dict[str, int]) -> str:
    notes = "".join(f'<a href="#n{at[c]}">[{_e(w.digits(str(at[c])))}]</a>' for c in line.claims if c in at)
    more = f" <small>{_e(line.more)}</small>" if line.more else ""
    return f'<p class="line" data-claims="{_e(" ".join(line.claims))}">{_e(line.text)}{more} <sup>{notes}</sup></p>'


def _note(w: Words, n: int, note: Note) -> str:
    url = note.url if note.url.startswith(("http://", "https://")) else ""
    title = f'<a href="{_e(url)}">{_e(note.title or url)}</a>' if url else _e(note.title)
    day = _e(w.day(note.published)) if note.published else ""
    told = w("comma").join(p for p in (f"<bdi>{_e(note.outlet)}</bdi>", f"<bdi>{title}</bdi>" if title else "", day) if p)
    return f'<li id="n{n}"><q lang="ar" dir="rtl">{_e(note.words)}</q><br>{told} <code dir="ltr">{_e(note.claim)}</code></li>'


def _bars(rows: list[tuple[str, int, str]], w: Words) -> str:
    """Rows as bars with their numbers: a table that is its own chart."""
    most = max(n for _, n, _ in rows)
    cells = "".join(
        f"<tr><th>{_e(name)}</th><td><svg viewBox='0 0 100 10' preserveAspectRatio='none'><rect width='{100 * n / most:.1f}' height='10' fill='{colour}'/></svg></td><td>{_e(w.digits(str(n)))}</td></tr>"
        for name, n, colour in rows
    )  # fmt: skip
    return f"<table class='bars'>{cells}</table>"


def _map(events: list[Event], w: Words, colour: dict[str, str]) -> str:
    """Events over land and borders; the places with the most of them by name."""
    spots = [(e, e.lon, e.lat) for e in events if e.lat is not None and e.lon is not None]
    if not spots:
        return f"<p class='soft'>{_e(w('none'))}</p>"
    eastings, northings = [lon for _, lon, _ in spots], [lat for _, _, lat in spots]
    west, east, south, north = min(eastings), max(eastings), min(northings), max(northings)
    margin = max(0.6, 0.12 * max(east - west, north - south))
    west, east, south, north = west - margin, east + margin, south - margin, north + margin
    narrow = math.cos(math.radians((south + north) / 2))
    scale = 900 / max((east - west) * narrow, 0.1)
    height = min(900.0, (north - south) * scale)
    x: Callable[[float], float] = lambda lon: (lon - west) * narrow * scale  # noqa: E731
    y: Callable[[float], float] = lambda lat: (north - lat) * scale  # noqa: E731
    path: Callable[[list[list[float]]], str] = lambda line: "M" + "L".join(f"{x(a):.1f} {y(b):.1f}" for a, b in line)  # noqa: E731
    ground = "".join(
        f"<path d='{''.join(path(line) for line in lines)}' class='{kind}'/>" for kind, lines in _ground(west, south, east, north)
    )  # fmt: skip
    dots = "".join(
        f"<circle cx='{x(lon):.1f}' cy='{y(lat):.1f}' r='{5 + 1.6 * math.sqrt(e.deaths.best if e.deaths else 0):.1f}' fill='{colour[e.type] if e.modality == 'asserted' else 'none'}' stroke='{colour[e.type]}'/>"
        for e, lon, lat in spots
    )
    names: dict[str, tuple[float, float]] = {}
    for e, lon, lat in sorted(spots, key=lambda spot: -(spot[0].deaths.best if spot[0].deaths else 0)):
        name = (e.place_ar or e.place_en) if w.lang == "ar" else (e.place_en or e.place_ar)
        if all(math.hypot(x(lon) - a, y(lat) - b) > 34 for a, b in names.values()):
            names.setdefault(name, (x(lon), y(lat)))
    texts = "".join(f"<text x='{a:.1f}' y='{b - 9:.1f}'>{_e(name)}</text>" for name, (a, b) in list(names.items())[:_NAMED])
    return f"<svg class='map' viewBox='0 0 900 {height:.0f}' role='img' aria-label='{_e(w('map'))}'>{ground}{dots}{texts}</svg>"


def _ground(west: float, south: float, east: float, north: float) -> list[tuple[str, list[list[list[float]]]]]:
    """(kind, lines) of land and borders near these degrees, from the pages' base map; nothing where the pages were not built."""
    files = sorted((Path(__file__).parent.parent / "serve" / "pages" / "assets").glob("base-*.json"))
    if not files:
        return []
    near: Callable[[list[list[float]]], bool] = lambda line: any(west - 3 <= a <= east + 3 and south - 3 <= b <= north + 3 for a, b in line)  # noqa: E731
    told = json.loads(files[0].read_text("utf-8"))["features"]
    land, border = (next(f for f in told if f["properties"]["kind"] == kind) for kind in ("land", "border"))
    return [
        ("land", [ring for polygon in land["geometry"]["coordinates"] for ring in polygon if near(ring) or len(ring) > 3000]),  # a continent goes round the view
        ("border", [line for line in border["geometry"]["coordinates"] if near(line)]),
    ]  # fmt: skip
