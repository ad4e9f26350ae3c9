"""What reviewers decided → gold for `marsad eval`, and proposals for the lexicon."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..archive import Archive
from ..archive.desk import changes, finished
from ..model import ActorSpan, Claim, Count, Doc, PlaceSpan, Span, Time

_SHOWN = 3  # example sentences of one proposal


def gold(archive: Archive, path: Path) -> int:
    """Articles of which every claim was decided on, one JSON object a line as docs/evaluate.md describes; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for doc, claims in finished(archive):
            file.write(json.dumps(_article(doc, claims), ensure_ascii=False) + "\n")
            count += 1
    return count


def _article(doc: Doc, claims: list[Claim]) -> dict[str, Any]:
    return {
        "id": doc.id,
        "published": doc.article.published,
        "title": doc.article.title,
        "text": doc.text,
        "relevant": bool(claims),
        "events": [_event(c) for c in claims if c.kind == "event"],
        "control": [row for c in claims if c.kind == "control" for row in _holding(c)],
    }


def _event(c: Claim) -> dict[str, Any]:
    return {
        "type": c.type,
        "trigger": _span(c.trigger),
        "agent": [_span(a) for a in c.agents],
        "target": [_span(t) for t in c.targets],
        "place": [{"span": _span(p), "role": p.role, "lat": p.lat, "lon": p.lon} for p in c.places],
        "date": _date(c.time),
        "source": _span(c.source) if c.source else None,
        "modality": c.modality,
        "deaths": _count(c.deaths),
        "injured": _count(c.injured),
    }


def _holding(c: Claim) -> Iterator[dict[str, Any]]:
    for place in c.places:
        yield {
            "place": {"span": _span(place)},
            "holder": _span(c.holder) if c.holder else None,
            "trigger": _span(c.trigger),
            "modality": c.modality,
            "source": _span(c.source) if c.source else None,
            "date": _date(c.time),
        }


def _span(x: Span | ActorSpan | PlaceSpan) -> list[int]:
    return [x.start, x.end]


def _date(time: Time | None) -> str | None:
    if time is None or time.basis != "text":
        return None
    return time.start if time.start == time.end else f"{time.start}/{time.end}"


def _count(count: Count | None) -> dict[str, int | None] | None:
    return {"min": count.min, "max": count.max} if count else None


def proposals(archive: Archive, path: Path) -> int:
    """What reviewers' corrections say about the lexicon, as commented TOML for an analyst to look through; returns how many."""
    words: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    wrong: defaultdict[str, list[str]] = defaultdict(list)
    fired: Counter[str] = Counter()
    for doc, coded, verdict, left in changes(archive):
        if coded is not None:
            fired[coded.rule] += 1
        if verdict == "reject" and coded is not None:
            wrong[coded.rule].append(coded.evidence.text)
        elif left is not None:
            for key in _news(doc, coded, left):
                words[key].append(left.evidence.text)
    lines = [
        "# What reviewers corrected, for an analyst to look through: copy into the lexicon what holds in general (docs/lexicon.md",
        "# says how to add a verb, an actor or a place), with a sentence of your own. [[wrong]] are rules whose claims were rejected.",
    ]
    for (kind, told, means), sentences in sorted(words.items(), key=lambda i: (i[0][0], -len(i[1]), i[0])):
        lines += ["", f"[[{kind}]]", f"words = {_quoted(told)}", f"means = {_quoted(means)}", *_examples(sentences)]
    for rule, sentences in sorted(wrong.items(), key=lambda i: (-len(i[1]), i[0])):
        lines += [
            "",
            "[[wrong]]",
            f"rule = {_quoted(rule)}",
            f"rejected_of = [{len(sentences)}, {fired[rule]}]",
            *_examples(sentences),
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(words) + len(wrong)


def _news(doc: Doc, coded: Claim | None, left: Claim) -> Iterable[tuple[str, str, str]]:
    """(kind, words, meaning) that the coder did not know of a claim: its trigger, its actors, its places."""
    if coded is None or coded.type != left.type:
        yield "trigger", left.trigger.text, left.type
    before = {(a.start, a.end, a.actor.id if a.actor else None) for a in ((*coded.agents, *coded.targets) if coded else ())}
    for a in (*left.agents, *left.targets):
        if a.actor is not None and (a.start, a.end, a.actor.id) not in before and _own_words(a, left):
            yield "actor", a.text, a.actor.id
    places = {(p.start, p.end, p.name_en) for p in (coded.places if coded else ())}
    for p in left.places:
        if (p.start, p.end, p.name_en) not in places and _own_words(p, left):
            yield "place", p.text, f"{p.name_en}, {p.lat}, {p.lon}"


def _own_words(part: ActorSpan | PlaceSpan, claim: Claim) -> bool:
    return (part.start, part.end) != (claim.evidence.start, claim.evidence.end)


def _examples(sentences: list[str]) -> list[str]:
    kept = list(dict.fromkeys(sentences))[:_SHOWN]
    return [f"times = {len(sentences)}", f"sentences = [{', '.join(_quoted(s) for s in kept)}]"]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is a TOML string
