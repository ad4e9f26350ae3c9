"""Events for spreadsheets and for humanitarian tools: an Excel workbook with its evidence, CSV with HXL tags; JSON-LD for the web."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..archive import Archive, Filters
from ..archive.pins import pinned, row_of
from ..events import Event
from ..lexicon.tables import table
from .rows import claim_row, columns_of, event_row, safe

_CELL = 32_000  # letters that a cell of Excel holds, some spared


def excel(archive: Archive, filters: Filters, path: Path) -> int:
    """A workbook of two sheets: `events`, and `evidence` with the claims that they are made of, each with its sentence."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheets = {name: book.create_sheet(name) for name in ("events", "evidence")}
    count, pins = 0, pinned(archive)
    sheets["events"].append(list(columns_of("event")))
    sheets["evidence"].append(["event_id", *columns_of("claim")])

    def put(name: str, row: dict[str, Any]) -> None:
        sheets[name].append([_cell(value) for value in row.values()])

    for e in archive.events(filters):
        put("events", event_row(e) | row_of(pins, e.id))
        count += 1
        for claim in archive.claims_of(e.claims):
            put("evidence", {"event_id": e.id, **claim_row(*claim)})
    book.save(path)
    return count


def _cell(value: Any) -> Any:
    """A cell that Excel can hold and does not run: no control characters, of bounded length."""
    if not isinstance(value, str):
        return value
    plain = "".join(c for c in value if c >= " " or c in "\n\t")[:_CELL]
    return safe(plain)


def hxl(events: Iterable[Event], path: Path) -> int:
    """CSV whose second row bears HXL hashtags (hxlstandard.org), by the table in `lexicon/columns.toml`; columns without one are
    left out."""
    tags = {name: about["hxl"] for name, about in table("columns")["event"].items() if about.get("hxl")}
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(tags)
        writer.writerow(tags.values())
        for e in events:
            row = event_row(e)
            writer.writerow([safe(row.get(name)) for name in tags])
            count += 1
    return count


def jsonld(events: Iterable[Event], path: Path) -> int:
    """The events as schema.org's `Event`s in one graph (JSON-LD 1.1)."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"@context":{"@vocab":"https://schema.org/","marsad":"urn:marsad:"},"@graph":[')
        for e in events:
            file.write(("," if count else "") + "\n" + json.dumps(_linked(e), ensure_ascii=False))
            count += 1
        file.write("\n]}\n")
    return count


def _linked(e: Event) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": [{"@language": "en", "@value": e.place_en}, {"@language": "ar", "@value": e.place_ar}]}
    if e.lat is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": e.lat, "longitude": e.lon}
    if e.country:
        place["address"] = {"@type": "PostalAddress", "addressCountry": e.country, "addressRegion": e.admin1}
    return {
        "@id": f"urn:marsad:event:{e.id}",
        "@type": "Event",
        "additionalType": f"urn:marsad:type:{e.type}",
        "startDate": e.start,
        "endDate": e.end,
        "location": place,
        "description": [{"@language": "en", "@value": e.sentence_en}, {"@language": "ar", "@value": e.sentence_ar}],
        "marsad:modality": e.modality,
        "marsad:grade": e.grade,
        "marsad:doer": [v.value for v in e.doer],
        "marsad:target": [v.value for v in e.target],
        "marsad:deaths": e.deaths.best if e.deaths else None,
        "marsad:injured": e.injured.best if e.injured else None,
        "marsad:claims": list(e.claims),
    }
