"""Events, claims, articles and stays of an archive in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.table import Table

from ..archive.pins import Pins
from ..events import Event
from ..events.ledger import Stay, Word
from ..events.operations import Operations
from ..foreign.read import Foreign
from ..model import Claim, Doc
from .terminal import console


def _table(headings: Iterable[tuple[str, int]]) -> Table:
    view = Table(expand=True)
    for heading, ratio in headings:
        view.add_column(heading, ratio=ratio, overflow="fold")
    return view


def events_table(events: list[Event]) -> None:
    """One line an event."""
    view = _table((("id", 4), ("type", 3), ("place", 5), ("days", 4), ("who → whom", 7), ("dead", 2), ("sources", 2), ("grade", 3)))
    for e in events:
        dead = (
            ""
            if e.deaths is None
            else f"{e.deaths.best}" + (f" ({e.deaths.min}–{'' if e.deaths.max is None else e.deaths.max})" if len(e.deaths.by) > 1 else "")
        )
        who = ", ".join(v.value for v in e.doer) + (" → " + ", ".join(v.value for v in e.target) if e.target else "")
        view.add_row(
            e.id,
            e.type + ("" if e.modality == "asserted" else f" ({e.modality})"),
            f"{e.place_en} {e.place_ar}",
            _days(e),
            who,
            dead,
            str(e.sources),
            e.grade,
        )
    console().print(view)


def _days(e: Event) -> str:
    return (e.start or "") if e.start == e.end else f"{e.start} – {e.end}"


def hands_table(found: list[tuple[str, Foreign]]) -> None:
    """One line an event of other hands."""
    view = _table((("by", 2), ("id", 3), ("type", 4), ("place", 4), ("days", 3), ("who → whom", 6), ("dead", 1)))
    for made_by, e in found:
        days = e.start if e.start == e.end else f"{e.start} – {e.end}"
        who = " → ".join(filter(None, (e.doer, e.target)))
        view.add_row(made_by, e.id, e.told or e.type or "", e.place, days, who, "" if e.deaths is None else str(e.deaths))
    console().print(view)


def claims_table(claims: list[tuple[str, str, Claim]]) -> None:
    """One line a claim."""
    view = _table((("claim", 5), ("type", 3), ("what it says", 10), ("evidence", 10)))
    for id, _, claim in claims:
        view.add_row(id, claim.type, claim.gloss_en, claim.evidence.text)
    console().print(view)


def articles_table(docs: list[Doc]) -> None:
    """One line an article."""
    view = _table((("id", 3), ("day", 2), ("outlet", 3), ("headline", 9), ("claims", 1)))
    for doc in docs:
        view.add_row(doc.id, doc.article.published or "", doc.article.outlet or doc.article.site or "", doc.article.title or "", str(len(doc.claims)))
    console().print(view)


def stays_table(stays: list[Stay], day: str | None) -> None:
    """One line a place (on a day), or a stay."""
    view = _table((("place", 5), ("country", 2), ("state", 2), ("holder", 5), ("since", 3), ("besieged by", 3), ("by whose word", 5), ("claims", 5)))
    for s in stays:
        holder = " / ".join(filter(None, (s.holder, *s.rivals)))
        state = s.state + (f" (last told {s.last_told})" if s.state == "faded" else "") + (f" ({s.share:g}%)" if s.share is not None else "")
        holder += f" (around it: {s.around})" if s.around else ""
        view.add_row(
            f"{s.place_en} {s.place_ar}",
            s.country or "",
            state,
            holder,
            ("" if s.since_known else "by ") + s.since + (f" – {s.until}" if s.until and day is None else ""),
            s.besieged_by or "",
            _why(s) if day is None else ", ".join(s.offices),
            ", ".join(s.claims),
        )
    out = console()
    out.print(view)
    if day is not None:
        out.print(f"on {day}: {len(stays)} place(s)")


def _why(s: Stay) -> str:
    """Why a stay began and ended, by whose word, and who contradicts it."""
    told: Callable[[Iterable[Word]], str] = lambda words: ", ".join(f"{w.who} {w.kind} ({w.office}, {w.day})" for w in words)  # noqa: E731
    parts = (("began", s.began), ("ended", s.ended), ("against", s.against))
    return "; ".join(f"{name}: {told(words)}" for name, words in parts if words)


def event_view(event: Event, claims: list[tuple[str, str, Claim]], pins: Pins) -> None:
    """One event with its sources side by side, and what people put on it."""
    out = console()
    events_table([event])
    out.print(f"grade: {event.grade}; " + "; ".join(event.reasons))
    for d in event.disagreements:
        out.print(f"they differ on {d.about}: " + "; ".join(f"{v.value} ({', '.join(v.by)})" for v in d.values))
    if pins.tags or pins.assigned:
        out.print("; ".join(f"{name}: {', '.join(values)}" for name, values in (("tags", pins.tags), ("assigned to", pins.assigned)) if values))
    for note in pins.notes:
        out.print(f"{note.who} ({note.at[:10]}): {note.text}", markup=False)
    claims_table(claims)
    for pair in event.pairs:
        parts = ", ".join(f"{name} {value:.2f}" for name, value in pair.parts.items())
        out.print(f"{pair.one} = {pair.other}: {pair.score:.2f} ({parts})")


def operations_view(found: Operations) -> None:
    """Operations with their axes and phases, then what converges and who says that it is coordinated."""
    out = console()
    names = {o.id: f"{', '.join(o.actors)} on {', '.join(o.objectives)}" for o in found.operations}
    for o in found.operations:
        against = f" against {', '.join(o.opponents)}" if o.opponents else ""
        out.print(f"{o.id} {names[o.id]}{against}: {o.state}, {o.start} – {o.end}", style="bold")
        for axis in o.axes:
            out.print(f"  axis {axis.start or '…'} → {axis.end}  ({', '.join(axis.offices)})")
        for p in o.phases:
            out.print(f"  {p.day} {p.type} {p.modality} {p.place or ''}  ({p.office}; {p.claim})")
    for c in found.converging:
        out.print(f"converging: {names[c.one]} / {names[c.other]}: {c.kilometres} km apart, both against {', '.join(c.opponents)}", style="bold")
        for told in c.coordination:
            how = "says that they are coordinated" if told.modality == "asserted" else f"reports it as {told.modality}"
            out.print(f"  {told.office} {how}  ({told.claim})")
