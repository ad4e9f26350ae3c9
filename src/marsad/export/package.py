"""What goes with an export: a Frictionless data package that says what each column holds and what the file was made of.

https://specs.frictionlessdata.io/data-package/
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from ..archive import Archive, Filters
from ..archive.filters import told
from ..lexicon.tables import table
from ..versions import versions
from .acled import COLUMNS as ACLED
from .schemes import GDELT, POLECAT, UCDP

_SCHEME = {
    "acled": ("ACLED's codebook", "https://acleddata.com"),
    "ucdp": ("UCDP GED's codebook (24.1, 25.1)", "https://ucdp.uu.se/downloads/"),
    "polecat": ("the codebook of POLECAT and PLOVER", "https://github.com/openeventdata/PLOVER"),
    "gdelt": ("the GDELT 1.0 event codebook", "https://www.gdeltproject.org"),
}
_COLUMNS = {"acled": ACLED, "ucdp": UCDP, "polecat": POLECAT, "gdelt": GDELT}


def describe(archive: Archive, format: str, kind: str, filters: Filters, path: Path, count: int) -> Path:
    """Write `NAME.datapackage.json` beside an export; returns its path."""
    made, columns = versions(), table("columns")
    now = dt.datetime.now(dt.UTC)
    citation = columns["citation"].format(version=made.program, lexicon=made.lexicon, articles=archive.status()["article"], day=f"{now:%Y-%m-%d}")
    resource: dict[str, Any] = {
        "name": path.stem.lower(),
        "path": path.name,
        "format": format,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_sum(path)}",
        "rows": count,
    }
    if format in _SCHEME:
        resource["description"] = "Columns of {}: {}. docs/ontology.md says how events are written in them, and what is lost.".format(
            *_SCHEME[format]
        )
        resource["schema"] = {"fields": [{"name": name} for name in _COLUMNS[format]]}
    elif format not in ("gold", "proposals"):
        resource["schema"] = {
            "fields": [
                {"name": name, "type": about["type"], "description": about["means"], **({"hxl": about["hxl"]} if about.get("hxl") else {})}
                for name, about in columns["claim" if kind == "claims" else "event"].items()
            ]
        }
    package = {
        "profile": "data-package",
        "name": f"marsad-{path.stem.lower()}",
        "created": now.isoformat(timespec="seconds"),
        "sources": [{"title": "articles read by marsad"}],
        "description": citation,
        "licenses": [{"name": "see-title", "title": columns["licence"]}],
        "marsad": {"program": made.program, "lexicon": made.lexicon, "query": told(filters)},
        "resources": [resource],
    }
    beside = path.with_name(f"{path.name}.datapackage.json")
    beside.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return beside


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
