"""A format: how many events of each type, as lines of text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from marsad.archive import Archive, Filters


def export(archive: Archive, filters: Filters, path: Path) -> int:
    """Write the file; returns how many lines."""
    counts = Counter(e.type for e in archive.events(filters))
    path.write_text("".join(f"{type_}\t{n}\n" for type_, n in counts.most_common()), "utf-8")
    return len(counts)
