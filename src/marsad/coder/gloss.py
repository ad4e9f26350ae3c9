"""A claim in one sentence of each language, by the patterns of `lexicon/sentences.toml`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from ..arabic.normalise import fold_word
from ..lexicon.sides import is_party, one_side
from ..lexicon.tables import table
from ..lexicon.types import types
from ..model import ActorSpan, Claim, Harm, PlaceSpan, Span
from ..telling import Folk, Name, Told, Where, arabic, english
from ..telling.ahead import claim_ahead, claim_undone
from ..telling.places import more_than_named
from ..telling.told import FORCES
from ..telling.turns import claim_turn
from ..telling.words import grammar, names_people, noun_of, stands_for_others

_MOVED = ("captured", "abducted", "freed", "displaced")


def glossed(claim: Claim) -> Claim:
    """The claim with its sentences."""
    told = told_of(claim)
    return replace(claim, gloss_en=english(told), gloss_ar=arabic(told))


def told_of(claim: Claim) -> Told:
    """What a claim's sentence is made of."""
    named = [h for h in claim.harm if _by_name(h, claim.targets)]
    counted = [h for h in claim.harm if h not in named]
    spans = [(h.span.start, h.span.end) for h in counted]
    spots = [(p.start, p.end) for p in claim.places]
    # Whom a number counts is told by it, and a camp that was shelled is named once, as the place.
    targets = [t for t in claim.targets if not _within(t, spans) and not _within(t, spots)]
    if claim.type == "clash":  # sides fight; people whom the fight harmed are none
        targets = [t for t in targets if t.actor is not None or not names_people(t.text)]
    doers = [claim.holder] if claim.holder else [a for a in claim.agents if not _within(a, spans)]
    source = claim.source
    own, blames = (_own(claim, doers), _blames(claim, doers)) if source else (False, False)
    who = _joined(doers, _actor)
    return Told(
        type=claim.type,
        modality=claim.modality,
        doers=() if blames else who,
        targets=_joined(targets, _target),
        at=_places(claim, "at"),
        to=_places(claim, "to"),
        start=_places(claim, "from"),
        killed=_folks(counted, ("killed",)),
        injured=_folks(counted, ("injured",)),
        moved=_folks(counted, _MOVED),
        weapon=claim.weapon,
        source=_actor(source) if source else None,
        own=own,
        accused=who if blames else (),
        accusers=(_actor(source),) if source and blames else (),
        share=claim.share,
        turn=claim_turn(claim),
        ahead=claim_ahead(claim),
        undone=claim_undone(claim),
        part=claim.part and all(p.listed for p in claim.places),  # land without a name is told by its own words
        **_lasted(claim),
    )


def _lasted(claim: Claim) -> dict[str, Any]:
    """From when to when a part was held: by years where they differ."""
    if claim.share is None or claim.time is None:
        return {}
    start, end = claim.time.start, claim.time.end
    return {"since": start, "until": end} if start[:4] == end[:4] else {"since": start[:4], "until": end[:4]}


def _joined(spans: list[ActorSpan], name_of: Callable[[ActorSpan], Name]) -> tuple[Name, ...]:
    """The names of spans; those that stand side by side are one: whose people (مقاتلي + المعارضة), or a name and its adjective."""
    out: list[Name] = []
    last: ActorSpan | None = None
    for span in sorted(spans, key=lambda s: s.start):
        if last is not None and span.start - last.end == 1 and (last.actor is None or span.actor is None):
            if last.actor is None:
                words = f"{last.text} {span.text}"
                out[-1] = Name(words, of=_actor(span).en)
                last = replace(last, end=span.end, text=words)
            continue
        out.append(name_of(span))
        last = span
    return tuple(n for n in out if n.known or n.ar not in table("sentences")["grammar"]["empty"])


def _own(claim: Claim, doers: list[ActorSpan]) -> bool:
    by = claim.source.actor if claim.source else None
    return by is not None and any(d.actor is not None and one_side(by, d.actor) for d in doers)


def _blames(claim: Claim, doers: list[ActorSpan]) -> bool:
    """Whether only a party names the doer of harm to its own side or to civilians: then the sentence accuses and does not assert."""
    by = claim.source.actor if claim.source else None
    if by is None or claim.modality != "asserted" or claim.kind == "control" or types()[claim.type].family != "violence" or claim.type == "clash":
        return False
    if not is_party(by) or not any(d.actor for d in doers) or _own(claim, doers):
        return False
    return all(t.actor is None or one_side(by, t.actor) or not is_party(t.actor) for t in claim.targets)


def _within(span: Span | ActorSpan, others: list[tuple[int, int]]) -> bool:
    return any(span.start < end and start < span.end for start, end in others)


def _by_name(harm: Harm, targets: Sequence[ActorSpan]) -> bool:
    """Whether the one harmed is told by name (مقتل القائد فلان), not by a noun of people nor as one of some (أحد مرافقيه)."""
    one_of = any(_within(harm.span, [(t.start, t.end)]) and fold_word(t.text.split(" ", 1)[0]) in grammar("one_of") for t in targets)
    return harm.count.min == harm.count.max == 1 and not (one_of or names_people(harm.span.text))


def _folks(harms: list[Harm], what: tuple[str, ...]) -> tuple[Folk, ...]:
    parts = tuple(_folk(h) for h in harms if h.what in what and h.among)
    wholes = [_folk(h) for h in harms if h.what in what and not h.among and h.count.max != 0]
    wholes = [f for f in wholes if f not in parts] or wholes
    return tuple(replace(f, among=parts if n == 0 else ()) for n, f in enumerate(wholes)) or parts


def _folk(harm: Harm) -> Folk:
    owner = Name(harm.actor.name_ar, harm.actor.name_en, known=True) if harm.actor else None
    return Folk(noun_of(harm.span.text, harm.group), harm.count.min, harm.count.max, of=owner)


def _actor(span: ActorSpan) -> Name:
    if span.actor is None or (span.actor.kind == "person" and stands_for_others(span.text)):
        first, _, rest = span.text.partition(" ")
        return Name(rest if rest and first in table("sentences")["grammar"]["echo"] else span.text)
    a = span.actor
    return Name(a.name_ar, a.name_en, known=True, force=a.kind in FORCES, person=a.kind == "person")


def _target(span: ActorSpan) -> Name:
    if span.actor is None or span.actor.kind == "person" or not names_people(span.text):
        return _actor(span)
    return Name(span.text, of=_actor(span).en)


def _places(claim: Claim, role: str) -> tuple[Where, ...]:
    return tuple(_place(p) for p in claim.places if p.role == role)


def _place(p: PlaceSpan) -> Where:
    return Where(
        p.name_ar, p.name_en, p.precision, p.country, p.text, p.admin1, p.listed, p.listed and more_than_named(p.text, p.name_ar, p.precision)
    )
