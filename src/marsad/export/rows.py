"""Flat rows: one a claim, one an event. Lists are joined by "; ", for spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..events import Event
from ..events.tolls import Harmed, number
from ..lexicon.tables import table
from ..model import Claim, Count
from ..telling.places import labelled

Row = dict[str, Any]
# Signs that make a formula of a cell in some spreadsheet; the full-width ones do in some settings of Excel.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NO_OUTLET = re.compile(r"[0-9a-f]{16}")  # an article's id stands in for an outlet that is not known


# What a spreadsheet may pass over before a formula: spaces, line breaks, marks of direction and of the byte order.
_UNSEEN = re.compile(r"[\s\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]*")


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs: text that begins like a formula, signs that are not seen aside, gets a quote before it; numbers stay
    numbers."""
    if not isinstance(value, str):
        return value
    begins = value.startswith(_RISKY) or _UNSEEN.sub("", value, count=1).startswith(_RISKY)
    return "'" + value if begins else value


def columns_of(kind: str) -> dict[str, str]:
    """The columns of flat rows in their order, with their types, by the data dictionary; `kind` is event or claim."""
    return {name: about["type"] for name, about in table("columns")[kind].items()}


def without_pins(types: dict[str, str]) -> dict[str, str]:
    """Those of events without what people put on them, which maps leave out."""
    return {name: told for name, told in types.items() if name not in ("tags", "assigned_to", "notes")}


def outlets_of(e: Event) -> list[str]:
    """The outlets of an event that are known by name."""
    return [name for name in e.outlets if not _NO_OUTLET.fullmatch(name)]


def event_row(e: Event) -> Row:
    """An event with its grade and the ids of its claims."""
    return {
        "event_id": e.id,
        "sentence_en": e.sentence_en,
        "sentence_ar": e.sentence_ar,
        "type": e.type,
        "modality": e.modality,
        "start": e.start,
        "end": e.end,
        "place_en": e.place_en,
        "place_ar": e.place_ar,
        "latitude": e.lat,
        "longitude": e.lon,
        "precision": e.precision,
        "country": e.country,
        "country_basis": e.country_basis,
        "admin1": e.admin1,
        "admin2": e.admin2,
        "admin3": e.admin3,
        "pcode": e.pcode,
        "doer": _join(v.value for v in e.doer),
        "doer_ids": _join(e.doer_ids),
        "target": _join(v.value for v in e.target),
        "target_ids": _join(e.target_ids),
        **_voices(e),
        "deaths_told": e.deaths.told if e.deaths else None,
        "injured_told": e.injured.told if e.injured else None,
        "harm": _join(map(harm_told, e.harm)),
        "deaths": e.deaths.best if e.deaths else None,
        "deaths_min": e.deaths.min if e.deaths else None,
        "deaths_max": e.deaths.max if e.deaths else None,
        "injured": e.injured.best if e.injured else None,
        "injured_min": e.injured.min if e.injured else None,
        "injured_max": e.injured.max if e.injured else None,
        "grade": e.grade,
        "reasons": _join(e.reasons),
        "sources": e.sources,
        "parties_alone": e.parties_alone,
        "offices": _join(e.offices),
        "outlets": _join(outlets_of(e)),
        "disagreements": _join(f"{d.about}: " + " / ".join(v.value for v in d.values) for d in e.disagreements),
        "first_report": e.first_report,
        "last_report": e.last_report,
        "claim_ids": _join(e.claims),
    }


def harm_told(h: Harmed) -> str:
    """A group of those harmed as a cell has it: "killed civilians 8", "of them killed children 3", "injured people 20+"."""
    return f"{'of them ' if h.among else ''}{h.what} {h.group} {number(h.best, h.best_max)}"


def _voices(e: Event) -> Row:
    """Who names the doers, and from which side."""
    told = {
        "claimed_by": "claimed_by",
        "accused_by_enemy": "enemies",
        "accused_by_third": "thirds",
        "told_by_witnesses": "witnesses",
        "told_by_independent": "independent",
    }
    cells = {column: _join(f"{d.name}: {', '.join(by)}" for d in e.doers if (by := getattr(d, kind))) for column, kind in told.items()}
    return {"blamed": _join(d.name for d in e.doers if d.blamed), **cells, "denied_by": _join(e.denied_by)}


def claim_row(id: str, article: str, c: Claim) -> Row:
    """A claim with its evidence and rule."""
    at = next((p for p in c.places if p.role == "at"), c.places[0] if c.places else None)
    return {
        "claim_id": id,
        "article_id": article,
        "kind": c.kind,
        "type": c.type,
        "modality": c.modality,
        "agents": _join(a.actor.name_en if a.actor else a.text for a in c.agents),
        "agent_ids": _join(a.actor.id for a in c.agents if a.actor),
        "targets": _join(t.actor.name_en if t.actor else t.text for t in c.targets),
        "target_ids": _join(t.actor.id for t in c.targets if t.actor),
        "holder": (c.holder.actor.name_en if c.holder.actor else c.holder.text) if c.holder else None,
        "place_en": (at.name_en if at.listed else labelled(at.text, at.name_en)) if at else None,
        "place_ar": at.name_ar if at else None,
        "place_role": at.role if at else None,
        "latitude": at.lat if at else None,
        "longitude": at.lon if at else None,
        "precision": at.precision if at else None,
        "country": at.country if at else c.country,
        "country_basis": c.country_basis,
        "admin1": at.admin1 if at else None,
        "admin2": at.district if at else None,
        "admin3": at.admin3 if at else None,
        "pcode": at.pcode if at else None,
        "start": c.time.start if c.time else None,
        "end": c.time.end if c.time else None,
        "time_basis": c.time.basis if c.time else None,
        "source": c.source.text if c.source else None,
        "source_id": c.source.actor.id if c.source and c.source.actor else None,
        **_count("deaths", c.deaths),
        **_count("injured", c.injured),
        "weapon": c.weapon,
        "evidence": c.evidence.text,
        "evidence_start": c.evidence.start,
        "evidence_end": c.evidence.end,
        "rule": c.rule,
        "confidence": round(c.confidence, 3),
        "gloss_en": c.gloss_en,
        "gloss_ar": c.gloss_ar,
    }


def _count(name: str, count: Count | None) -> Row:
    return {f"{name}_min": count.min if count else None, f"{name}_max": count.max if count else None}


def _join(values: Iterable[object]) -> str:
    return "; ".join(str(v) for v in values)
