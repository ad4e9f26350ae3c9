"""A brief as one HTML page that stands alone, and as PDF by a browser of this machine."""

from __future__ import annotations

import base64
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
from typing import NamedTuple

from ..errors import InputError
from ..events.event import Event
from ..lexicon.tables import table
from ..outfile import OutFile
from .brief import Brief, Line, Note, Words, by_time, by_type

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
_PALE = " fill-opacity='0.4'"
_WIDE = frozenset(("governorate", "region", "country"))
_WIDE_CLASS = " class='wide'"
_AREA, _LARGEST = 22, 30  # radii: of what is known to a governorate or more alone, which is no point; and of the most dead
_NAMED = 14  # places that the map names
_LETTERS, _LETTERS_PHONE = 20, 34  # the size of its letters, in its own units; brief.css has them too
_LARGER = 1.6  # by how much points are larger on a phone; so has brief.css
_CLASS = {(under, fine): f" class='{'under' if under else 'over'}{' fine' if fine else ''}'" for under in (False, True) for fine in (False, True)}
_WIDTH = 900  # of the map, in its own units
_LOW, _HIGH = 0.45, 0.75  # the height of the map, by its width: a single place has its surroundings, a long land stays on its page
_ASSETS = Path(__file__).parent.parent / "serve" / "pages" / "assets"  # made with the pages
_FONTS = (("Noto Naskh Arabic", 400), ("Noto Sans Arabic", 600))


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
    colour = {t: _COLOURS[row["class"]] for t, row in table("labels")["type"].items()}
    charts = _bars([(w.label("type", t), n, 0, colour[t]) for t, n in by_type(b.events).most_common()], w)
    steps = by_time(b)
    pale = f"<p class='soft'>{_e(w('pale'))}</p>" if any(open_days for _, _, open_days in steps.rows) else ""
    by_step = _bars([(name, n, open_days, "#123c4a") for name, n, open_days in steps.rows], w) + pale
    incidents = "".join(f"<h3>{_e(name)} <small>({_e(w.digits(str(len(ls))))})</small></h3>{lines(ls)}" for name, ls in b.incidents)
    body = section("figures", f"<div class='figures'>{figures}</div>")
    if not b.events and not b.control:
        body += f"<p>{_e(w('nothing'))}</p>"
    else:
        body += f"<section><h2>{_e(w('changed'))}</h2><h3>{_e(w('control'))}</h3>{lines(b.control)}"
        body += f"<h3>{_e(w('operations'))}</h3>{lines(b.operations)}</section>"
        body += section("map", _map(b.events, w, colour))
        body += f"<div class='two'>{section('by_type', charts)}{section(f'by_{steps.unit}', by_step)}</div>"
        body += section("incidents", incidents or f"<p class='soft'>{_e(w('none'))}</p>")
        body += section("disagreements", lines(b.disagreements)) + section("unsure", lines(b.unsure))
    body += section("method", f"<p>{_e(b.method)}</p><p class='soft'>{_e(w('places'))}</p>")
    body += section("notes", f"<ol class='notes'>{''.join(_note(w, n, note) for n, note in enumerate(b.notes, 1))}</ol>")
    style = _fonts() + (resources.files("marsad.report") / "brief.css").read_text("utf-8") + _page_numbers(w)
    direction = "rtl" if w.lang == "ar" else "ltr"
    return (
        f'<!doctype html><html lang="{w.lang}" dir="{direction}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_e(b.title)}</title><style>{style}</style></head><body>"
        f"<header><h1>{_e(b.title)}</h1><p>{_e(w.days(b.since, b.until))}</p></header><main>{body}</main></body></html>"
    )


def _e(text: str) -> str:
    return html.escape(text)


def _fonts() -> str:
    """The fonts of the pages, in the brief itself, so that it looks the same wherever it is read; nothing where the pages were not built."""
    faces: list[str] = []
    for family, weight in _FONTS:
        for file in sorted(_ASSETS.glob(f"{family.lower().replace(' ', '-')}-arabic-{weight}-normal-*.woff2"))[:1]:
            data = base64.b64encode(file.read_bytes()).decode()
            faces.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url(data:font/woff2;base64,{data}) format("woff2"); }}\n'
            )
    return "".join(faces)


def _page_numbers(w: Words) -> str:
    kind = "arabic-indic" if w.lang == "ar" else "decimal"
    return f"@page {{ margin: 1.6cm; @bottom-center {{ content: counter(page, {kind}); font-size: 9pt; color: #4c5d66; }} }}"


def _line(w: Words, line: Line, at: dict[str, int]) -> str:
    ids = sorted((c for c in line.claims if c in at), key=lambda c: at[c])
    notes = "".join(f'<a href="#n{at[c]}">[{_e(w.digits(str(at[c])))}]</a>' for c in ids)
    few = ' class="few"' if len(ids) < 5 else ""
    more = f"<small>{_e(line.more)}</small>" if line.more else ""
    # No space before the notes: the first of them never begins a line.
    return f'<p class="line" data-claims="{_e(" ".join(ids))}">{_e(line.text)}<sup{few}>{notes}</sup>{more}</p>'


def _note(w: Words, n: int, note: Note) -> str:
    url = note.url if note.url.startswith(("http://", "https://")) else ""
    title = f'<a href="{_e(url)}">{_e(note.title or url)}</a>' if url else _e(note.title)
    day = _e(w.day(note.published)) if note.published else ""
    told = w("comma").join(p for p in (f"<bdi>{_e(note.outlet)}</bdi>" if note.outlet else "", f"<bdi>{title}</bdi>" if title else "", day) if p)
    return f'<li id="n{n}"><q lang="ar" dir="rtl">{_e(note.words)}</q><br>{told} <code dir="ltr">{_e(note.claim)}</code></li>'


def _bars(rows: list[tuple[str, int, int, str]], w: Words) -> str:
    """Rows as bars with their numbers: a table that is its own chart. A row is its name, its number, how many of these are pale, its colour."""
    most = max((n for _, n, _, _ in rows), default=0) or 1
    bar: Callable[[int, int, str, str], str] = lambda at, n, colour, more: (  # noqa: E731
        f"<rect x='{100 * at / most:.1f}' width='{100 * n / most:.1f}' height='10' fill='{colour}'{more}/>"
    )
    cells = "".join(
        f"<tr><th>{_e(name)}</th><td><svg viewBox='0 0 100 10' preserveAspectRatio='none'>"
        f"{bar(0, n - pale, colour, '')}{bar(n - pale, pale, colour, _PALE)}</svg></td><td>{_e(w.digits(str(n)))}</td></tr>"
        for name, n, pale, colour in rows
    )
    return f"<table class='bars'>{cells}</table>"


class _View(NamedTuple):
    """The part of the earth that a map shows, in degrees, as it is drawn: as many units a degree, the height in units."""

    west: float
    south: float
    east: float
    north: float
    narrow: float
    scale: float

    def x(self, lon: float) -> float:
        return (lon - self.west) * self.narrow * self.scale

    def y(self, lat: float) -> float:
        return (self.north - lat) * self.scale


def _view(points: list[tuple[float, float]]) -> _View:
    """What shows these points (longitude, latitude) with a margin, neither too low nor too high."""
    eastings, northings = [lon for lon, _ in points], [lat for _, lat in points]
    west, east, south, north = min(eastings), max(eastings), min(northings), max(northings)
    margin = max(0.6, 0.12 * max(east - west, north - south))
    west, east, south, north = west - margin, east + margin, south - margin, north + margin
    narrow = math.cos(math.radians((south + north) / 2))
    width, height = (east - west) * narrow, north - south
    wider, higher = max(0.0, height / _HIGH - width) / narrow / 2, max(0.0, width * _LOW - height) / 2
    west, east, south, north = west - wider, east + wider, south - higher, north + higher
    return _View(west, south, east, north, narrow, _WIDTH / ((east - west) * narrow))


def _map(events: list[Event], w: Words, colour: dict[str, str]) -> str:
    """Events over land, waters and borders; the places with the most dead by name; and what its marks mean."""
    spots = _spots(events)
    if not spots:
        return f"<p class='soft'>{_e(w('none'))}</p>"
    v = _view([(lon, lat) for _, lon, lat in spots])
    path: Callable[[list[list[float]]], str] = lambda line: "M" + "L".join(f"{v.x(a):.1f} {v.y(b):.1f}" for a, b in line)  # noqa: E731
    ground = "".join(f"<path d='{''.join(path(line) for line in lines)}' class='{kind}'/>" for kind, lines in _ground(v))
    size: Callable[[Event], float] = lambda e: (  # noqa: E731
        _AREA if e.precision in _WIDE else min(_LARGEST, 6 + 1.3 * math.sqrt(e.deaths.best if e.deaths else 0))
    )
    spots.sort(key=lambda spot: (spot[0].precision not in _WIDE, -size(spot[0])))  # so that no small one lies under a large one
    dots = "".join(
        f"<circle cx='{v.x(lon):.1f}' cy='{v.y(lat):.1f}' r='{size(e):.1f}' fill='{colour[e.type] if e.modality == 'asserted' else '#fff'}'"
        f" stroke='{colour[e.type]}'{_WIDE_CLASS if e.precision in _WIDE else ''}/>"
        for e, lon, lat in spots
    )
    called: Callable[[Event], str] = lambda e: (e.place_ar or e.place_en) if w.lang == "ar" else (e.place_en or e.place_ar)  # noqa: E731
    height = (v.north - v.south) * v.scale
    first = sorted(spots, key=lambda spot: spot[0].precision in _WIDE)
    texts = _names([(called(e), v.x(lon), v.y(lat), size(e)) for e, lon, lat in first], height)
    drawn = f"<svg class='map' viewBox='0 0 {_WIDTH} {height:.0f}' role='img' aria-label='{_e(w('map'))}'>{ground}{dots}{texts}</svg>"
    return drawn + _key(events, w, colour)


class _Box(NamedTuple):
    """A part of the map, in its units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way from left to right."""
        return (self.left + self.right) / 2

    def meets(self, other: _Box) -> bool:
        """Whether they have something in common."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def _names(points: list[tuple[str, float, float, float]], height: float) -> str:
    """The names of points (with x, y and radius) over or under them, where neither another point nor another name stands; the first go first.

    On a phone letters and points are larger: a name for which they leave no room there is `fine`, and shown on larger screens alone.
    """
    paper, phone = _Sheet(points, height, _LETTERS, 1), _Sheet(points, height, _LETTERS_PHONE, _LARGER)
    texts: list[str] = []
    named: set[str] = set()
    for name, x, y, size in points:
        found = paper.free(name, x, y, size)
        if name in named or not found or len(named) == _NAMED:
            continue
        named.add(name)
        under, box = found[0]
        also = next((other for side, other in phone.free(name, x, y, size) if side == under), None)  # one text has one side
        paper.taken.append(box)
        if also is not None:
            phone.taken.append(also)
        middle, line = also.middle if also is not None else box.middle, box.top + _LETTERS - 2 if under else box.bottom - 5
        texts.append(f"<text x='{middle:.1f}' y='{line:.1f}'{_CLASS[under, also is None]}>{_e(name)}</text>")
    return "".join(texts)


class _Sheet:
    """What a map holds where letters and points are of one size: where names may stand."""

    def __init__(self, points: list[tuple[str, float, float, float]], height: float, letters: int, larger: float):
        self.height, self.letters, self.larger = height, letters, larger
        # Of areas only the middle counts: they are pale, and names stand on them.
        radii = ((x, y, size * larger if size < _AREA else 6) for _, x, y, size in points)
        self.taken = [_Box(x - r, y - r, x + r, y + r) for x, y, r in radii]

    def free(self, name: str, x: float, y: float, size: float) -> list[tuple[bool, _Box]]:
        """Where a name may stand within the map: over its point (False) or under it (True), or neither."""
        high, half, away = 1.2 * self.letters, len(name) * self.letters * 0.28 + 3, size * self.larger + 2
        middle = min(max(x, half), _WIDTH - half)
        sides = ((under, _Box(middle - half, top, middle + half, top + high)) for under, top in ((False, y - away - high), (True, y + away)))
        return [(under, box) for under, box in sides if box.top >= 0 and box.bottom <= self.height and not any(map(box.meets, self.taken))]


def _spots(events: list[Event]) -> list[tuple[Event, float, float]]:
    """Events with where they are drawn: longitude, latitude."""
    return [(e, e.lon, e.lat) for e in events if e.lat is not None and e.lon is not None]


def _key(events: list[Event], w: Words, colour: dict[str, str]) -> str:
    """What the marks of the map mean, of those that it shows, and how many events it does not show."""
    shown = [e for e, _, _ in _spots(events)]
    classes = {colour[e.type] for e in shown}
    marks = [(c, c, "", w.label("class", name)) for name, c in _COLOURS.items() if c in classes]
    if any(e.modality != "asserted" for e in shown):
        marks.append(("#fff", "#4c5d66", "", w("hollow")))
    if any(e.precision in _WIDE for e in shown):
        marks.append(("#4c5d66", "#4c5d66", _WIDE_CLASS, w("wide")))
    items = [f"<svg viewBox='0 0 12 12'><circle cx='6' cy='6' r='4.5' fill='{f}' stroke='{s}'{c}/></svg>{_e(name)}" for f, s, c, name in marks]
    items.append(_e(w("size")))
    if len(shown) < len(events):
        items.append(_e(w("off_map", len(events) - len(shown))))
    return f"<ul class='key'>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _ground(v: _View) -> list[tuple[str, list[list[list[float]]]]]:
    """(kind, lines) of land, waters and borders near what is shown, from the pages' base map; nothing where the pages were not built."""
    files = sorted(_ASSETS.glob("base-*.json"))
    if not files:
        return []
    near: Callable[[list[list[float]]], bool] = lambda line: any(  # noqa: E731
        v.west - 3 <= a <= v.east + 3 and v.south - 3 <= b <= v.north + 3 for a, b in line
    )
    out: list[tuple[str, list[list[list[float]]]]] = []
    for told in json.loads(files[0].read_text("utf-8"))["features"]:
        kind, lines = told["properties"]["kind"], told["geometry"]["coordinates"]
        if told["geometry"]["type"] == "MultiPolygon":
            lines = [ring for polygon in lines for ring in polygon]
        elif told["geometry"]["type"] == "LineString":
            lines = [lines]
        out.append((kind, [line for line in lines if near(line) or (kind == "land" and len(line) > 3000)]))  # a continent goes round the view
    order = ("land", "lake", "river", "border")
    return sorted((kept for kept in out if kept[1]), key=lambda kept: order.index(kept[0]))
