"""Who says what of an event: independent sources, who names the doer and from which side, who denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from .record import Party, Record


class Doer(msgspec.Struct, frozen=True):
    """One who is said to have done it, and by whose word: its own side's, an enemy's (the harmed side, or another party of the same
    country), a third party's, witnesses' and local people's, that of sources that are no party; and who denies it."""

    name: str
    id: str | None
    claimed_by: tuple[str, ...] = ()
    enemies: tuple[str, ...] = ()
    thirds: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    independent: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()

    @property
    def blamed(self) -> bool:
        """Whether parties alone name it, and not its own: then it is accused, not told."""
        return bool(self.enemies or self.thirds) and not (self.claimed_by or self.witnesses or self.independent)


def offices_of(members: Sequence[Record]) -> dict[str, str]:
    """The office of each record by its id, a copy by its original's where that is among the members."""
    own = {r.article: r.office for r in members if r.root == r.article and not (r.source and r.source.id)}
    return {r.id: own.get(r.root, r.office) if r.office.startswith("copy of ") else r.office for r in members}


def telling(members: Sequence[Record]) -> list[Record]:
    """The records that the event rests on: those that assert it; where none does, those that tell it otherwise; denials last of all.

    Whoever denies corroborates nothing, even where it tells part of it too.
    """
    deniers = [p for r in members for p in denying(r)]
    for wanted in (("asserted",), ("possible", "planned", "conditional"), ("denied",)):
        told = [r for r in members if r.modality in wanted]
        kept = [r for r in told if wanted == ("denied",) or r.voice is None or not any(r.voice.same_side(d) for d in deniers)]
        if kept or told:
            return kept or told
    return list(members)


def denying(record: Record) -> tuple[Party, ...]:
    """Those who deny it by this record."""
    own = (record.voice,) if record.modality == "denied" and record.voice is not None else ()
    return (*own, *record.denies)


def free_of(told: Iterable[Record]) -> list[Record]:
    """The records that are no party's word. What an article tells without a source beside a party's word rests on that word."""
    records = list(told)
    quoting = {r.article for r in records if r.voice is not None and r.voice.partisan}
    return [r for r in records if (r.voice is None or not r.voice.partisan) and (r.source is not None or r.article not in quoting)]


def sources_of(members: Sequence[Record]) -> tuple[str, ...]:
    """The independent sources, one name each: those that are no party, and parties, which together are one where nobody of the
    doer's side owns up to it: two enemies who accuse do not corroborate each other."""
    offices = offices_of(members)
    told = telling(members)
    free = sorted({offices[r.id] for r in free_of(told)})
    doers = [p for r in told for p in r.agents if p.id]
    parties: dict[str, str] = {}
    for r in sorted(told, key=lambda r: r.id):
        if r.voice is not None and r.voice.partisan:
            own = any(r.voice.same_side(p) for p in doers)
            parties.setdefault("own" if own else "others", offices[r.id])
    return (*free, *sorted(parties.values()))


def parties_alone(members: Sequence[Record]) -> bool:
    """Whether nobody tells it who is no party."""
    return not free_of(telling(members))


def doers_of(members: Sequence[Record]) -> tuple[Doer, ...]:
    """Everyone who is said to have done it, those told by most first."""
    offices = offices_of(members)
    found: dict[str, dict[str, set[str]]] = {}
    who: dict[str, Party] = {}
    denied = [(r, p) for r in members for p in denying(r)]
    harmed = [p for r in members for p in r.targets if p.id]
    for record in members:
        if record.modality == "denied":
            continue
        for doer in record.agents:
            who.setdefault(doer.name, doer)
            kind = _kind(record, doer, harmed)
            found.setdefault(doer.name, defaultdict(set))[kind].add(offices[record.id])
        for blame in record.blames:
            who.setdefault(blame.doer.name, blame.doer)
            kind = _from(blame.by, blame.doer, harmed) or "independent"
            found.setdefault(blame.doer.name, defaultdict(set))[kind].add(blame.by.id or blame.by.name)
    for name, voices in found.items():
        for _, by in denied:
            if by.same_side(who[name]) and by.id:
                voices["denied_by"].add(by.id)
    made = [Doer(name, who[name].id, **{kind: tuple(sorted(by)) for kind, by in voices.items()}) for name, voices in found.items()]
    return tuple(sorted(made, key=lambda d: (d.blamed, -_weight(d), d.name)))


def _weight(d: Doer) -> int:
    return len(d.claimed_by) + len(d.enemies) + len(d.thirds) + len(d.witnesses) + len(d.independent)


def _kind(record: Record, doer: Party, harmed: Iterable[Party]) -> str:
    voice = record.voice
    if voice is not None and voice.partisan and any(voice.same_side(p) for p in record.agents):
        return "claimed_by"  # who owns up to a deed names those beside it as its allies, and accuses nobody
    if voice is not None and (side := _from(voice, doer, harmed)) is not None:
        return side
    return "witnesses" if record.source is not None and not record.source.id else "independent"


def _from(voice: Party, doer: Party, harmed: Iterable[Party]) -> str | None:
    """From which side a party names the doer; None for a source that is no party, and for a doer that nobody knows."""
    if not voice.partisan or not doer.id:
        return None
    if voice.same_side(doer):
        return "claimed_by"
    hurt = any(voice.same_side(p) for p in harmed)
    return "enemies" if hurt or (voice.country is not None and voice.country == doer.country) else "thirds"
