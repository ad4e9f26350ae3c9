"""What is asked of an archive, for `find`, `export` and the pages alike."""

from __future__ import annotations

import msgspec


class Filters(msgspec.Struct, frozen=True):
    """All given filters must hold. Days are ISO dates, inclusive; `query` is full text; `place` a part of a name in either language."""

    query: str | None = None
    type: str | None = None
    modality: str | None = None
    grade: str | None = None
    country: str | None = None
    place: str | None = None
    actor: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    limit: int | None = None
