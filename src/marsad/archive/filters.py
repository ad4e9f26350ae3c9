"""What is asked of an archive, for `find`, `export` and the pages alike."""

from __future__ import annotations

import msgspec


class Filters(msgspec.Struct, frozen=True):
    """All given filters must hold. Days are ISO dates, inclusive; `query` is full text; `place` and `admin1` a part of a name in
    either language; `type` may list several with commas; `outlet` is who published, `source` anybody whose word it is; `box` is
    (west, south, east, north) in degrees. Confidence, source, reviewed and box are asked of events alone.
    """

    query: str | None = None
    type: str | None = None
    modality: str | None = None
    grade: str | None = None
    country: str | None = None
    admin1: str | None = None
    place: str | None = None
    actor: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    source: str | None = None
    confidence: float | None = None
    reviewed: bool | None = None
    box: tuple[float, float, float, float] | None = None
    limit: int | None = None
