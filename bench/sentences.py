"""Sentences of events whose parts a person annotated, to be read one by one by an editor: so what is judged are the sentences, not the reader.

Run: python bench/sentences.py GOLD.jsonl [--most N] [--start N] [--every N] [--leave-out N]

The gold's spans are resolved as a second coder's words are. Of each article one event is told. `--leave-out 5` passes over every fifth line.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from marsad.coder import trace_article
from marsad.events import build_event, records_of
from marsad.lexicon import load
from marsad.model import Article, Claim, Count, Doc, Harm
from marsad.read import article_from_text
from marsad.second.answer import Told, ToldEvent
from marsad.second.resolve import Resolver

_WHAT = (("deaths", "killed"), ("injured", "injured"))


def documents(path: Path, leave_out: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a gold file that have events, with their numbers from 1, without every `leave_out`th."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if leave_out and number % leave_out == 0:
                continue
            gold = json.loads(line)
            if gold["events"]:
                yield number, gold


def claims_of(gold: dict[str, Any]) -> tuple[Article, list[Claim]]:
    """An article of the gold with the claims that its annotation makes."""
    lexicon = load()
    article = article_from_text(gold["text"], id=gold["id"], published=gold.get("published"))
    trace = trace_article(article, lexicon)
    if trace.reading is None:
        return article, []
    resolver = Resolver(article, trace.page, lexicon, "gold")
    out: list[Claim] = []
    for event in gold["events"]:
        told = Told([_told(event, gold["text"], trace.page.scenes)], [], {})
        for claim in resolver.claims(told, trace.reading):
            if claim.kind == "event":
                out.append(_with_numbers(claim, event))
    return article, out


def _told(event: dict[str, Any], text: str, scenes: list) -> ToldEvent:
    words = lambda span: text[span[0] : span[1]] if span else None  # noqa: E731
    sentence = next((n for n, scene in enumerate(scenes) if scene.s.start <= event["trigger"][0] < scene.s.end), 0)
    return ToldEvent(
        sentence=sentence, type=event["type"], trigger=words(event["trigger"]), agents=tuple(map(words, event["agent"])), targets=tuple(map(words, event["target"])),
        places=tuple((words(p["span"]), p["role"]) for p in event["place"]), time=words(event.get("date_span")), source=words(event["source"]),
        modality=event["modality"], killed=None, injured=None,
    )  # fmt: skip


def _with_numbers(claim: Claim, event: dict[str, Any]) -> Claim:
    counts = {name: Count(event[name]["min"], event[name]["max"]) for name, _ in _WHAT if event[name]}
    harms = tuple(Harm(what, "people", counts[name], None, claim.trigger) for name, what in _WHAT if name in counts)
    return msgspec.structs.replace(claim, harm=harms, **counts)


def told(article: Article, claim: Claim) -> tuple[str, str]:
    """The English and the Arabic sentence of the event of one claim."""
    event = build_event(records_of(Doc(article, (claim,))))
    return event.sentence_en, event.sentence_ar


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--most", type=int, default=100)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--leave-out", type=int, default=0)
    args = parser.parse_args()
    shown = 0
    for number, gold in islice(documents(args.gold, args.leave_out), args.start, None, args.every):
        article, claims = claims_of(gold)
        if not claims:
            continue
        claim = claims[number % len(claims)]
        english, arabic = told(article, claim)
        shown += 1
        print(f"{shown}. line {number}, {claim.type}, {claim.modality}: {' '.join(claim.evidence.text.split())[:300]}\n   {english}\n   {arabic}")
        if shown == args.most:
            break


if __name__ == "__main__":
    main()
