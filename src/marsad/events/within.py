"""What one article tells beside a claim: who accuses, who denies, and which killing is the outcome of which attack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec.structs import replace

from ..arabic.normalise import fold
from ..lexicon.tables import table
from ..model import ActorSpan, Claim, Doc
from .record import Blame, Party, Record, party, record_of

_AFTER = 400  # characters behind a claim within which an accusation or a denial is about it
_OUTCOME = 260  # between the words that tell a deed and those that tell what came of it
_NAME = 4  # words behind a verb of denying in which its subject ends


def records_of(doc: Doc) -> list[Record]:
    """The event claims of a coded article."""
    return told_together(doc, [record_of(doc, claim) for claim in doc.claims if claim.kind == "event"])


def told_together(doc: Doc, records: list[Record]) -> list[Record]:
    """The records of an article's event claims (in the order of its claims) with what the article says of them elsewhere."""
    claims = [c for c in doc.claims if c.kind == "event"]
    records = _blamed(claims, records)
    records = _denied(doc, claims, records)
    return _outcomes(claims, records)


def _violent(record: Record) -> bool:
    return record.family == "violence"


def _about(at: int, claims: list[Claim], records: list[Record]) -> int | None:
    """The last claim of violence told before an offset, and near it."""
    near = [n for n, c in enumerate(claims) if _violent(records[n]) and 0 < at - c.trigger.start <= _AFTER]
    return max(near, key=lambda n: claims[n].trigger.start, default=None)


def _blamed(claims: list[Claim], records: list[Record]) -> list[Record]:
    """An accusation is about the violence told before it that names no doer of its own."""
    out = list(records)
    for claim in claims:
        named = [party(a) for a in (*claim.agents, *claim.targets) if a.actor is not None]
        if claim.type != "accusation" or claim.modality != "asserted" or len(named) < 2:
            continue
        n = _about(claim.trigger.start, claims, records)
        if n is not None and not out[n].agents:
            by, accused = named[0], [p for p in named[1:] if not p.same_side(named[0])]
            out[n] = replace(out[n], blames=(*out[n].blames, *(Blame(by, p) for p in accused)))
    return out


def _denied(doc: Doc, claims: list[Claim], records: list[Record]) -> list[Record]:
    """نفى الجيش ذلك: a denial that names no event again is of the one told before it; who denies is somebody the article names."""
    out = list(records)
    for at, who in _denials(doc, claims):
        n = _about(at, claims, records)
        if n is not None and out[n].modality != "denied" and not any(who.related(p) for p in out[n].denies):
            out[n] = replace(out[n], denies=(*out[n].denies, who))
    return out


def _denials(doc: Doc, claims: list[Claim]) -> Iterator[tuple[int, Party]]:
    verbs, objects = _words()
    known = _named(claims)
    words: list[tuple[int, str]] = []
    at = 0
    for word in doc.text.split():
        at = doc.text.index(word, at)
        words.append((at, fold(word.strip('،.؛:"»«()'))))
        at += len(word)
    for n, (start, word) in enumerate(words):
        if word not in verbs:
            continue
        behind = [w for _, w in words[n + 1 : n + 3 + _NAME + 2]]
        who = next((p for text, p in known if behind[: len(text)] == text), None)
        size = next((len(text) for text, _ in known if behind[: len(text)] == text), 0)
        if who is not None and any(" ".join(behind[size : size + k]) in objects for k in (1, 2)):
            yield start, who


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    within = table("merging")["within"]
    return frozenset(map(fold, within["denials"])), frozenset(map(fold, within["denied"]))


def _named(claims: Iterable[Claim]) -> list[tuple[list[str], Party]]:
    """The known actors of the claims by the folded words that name them, and by the first of those (الجيش السوداني: الجيش)."""
    spans: list[ActorSpan] = [s for c in claims for s in (*c.agents, *c.targets, *([c.source] if c.source else []))]
    told: dict[tuple[str, ...], Party] = {}
    for s in spans:
        if s.actor is not None and (words := tuple(fold(s.text).split())):
            told.setdefault(words, party(s))
            if words[0].startswith("ال"):
                told.setdefault(words[:1], party(s))
    return [(list(words), who) for words, who in sorted(told.items(), key=lambda i: -len(i[0]))]


def _outcomes(claims: list[Claim], records: list[Record]) -> list[Record]:
    """A killing told beside an attack, of no other place, day or doer, is what came of it; so is the attack told again without its place."""
    out = list(records)
    causes = table("merging")["within"]["outcomes"]
    for n, record in enumerate(records):
        deeds = causes.get(record.type, ())
        near = [
            k
            for k, other in enumerate(records)
            if (other.type in deeds or _again(record, other))
            and k != n
            and abs(claims[k].trigger.start - claims[n].trigger.start) <= _OUTCOME
            and _one(record, other)
        ]
        if near:
            cause = records[min(near, key=lambda k: abs(claims[k].trigger.start - claims[n].trigger.start))]
            out[n] = replace(
                record, part_of=cause.id, spots=record.spots or cause.spots, start=cause.start, end=cause.end, dated=cause.dated, hour=cause.hour
            )
    return out


def _again(record: Record, other: Record) -> bool:
    return record.type == other.type and _violent(record) and not record.spots and bool(other.spots)


def _one(outcome: Record, deed: Record) -> bool:
    if outcome.modality != deed.modality or outcome.total or deed.total:
        return False
    if outcome.spots and deed.spots and not {s.key for s in outcome.spots} & {s.key for s in deed.spots}:
        return False
    if outcome.agents and deed.agents and not any(a.related(b) for a in outcome.agents for b in deed.agents):
        return False
    if outcome.start is not None and deed.end is not None and outcome.start > deed.end:
        return False
    if deed.start is not None and outcome.end is not None and deed.start > outcome.end:
        return False
    return outcome.deaths is None or deed.deaths is None or outcome.deaths == deed.deaths
