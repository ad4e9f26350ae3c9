"""Sentences of events whose parts a person annotated, to be read one by one by an editor: so what is judged are the sentences, not the reader.

Run: python bench/sentences.py GOLD.jsonl [--most N] [--start N] [--every N] [--leave-out N] [--pick N]

The gold's spans are resolved as a second coder's words are; a place that this puts far from the coordinates that the gold has for it is the
gazetteer's place of that name there, else one that no gazetteer has, beside the town that lies nearest. Of each article one event is told;
`--pick` takes another one. `--leave-out 5` passes over every fifth line.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from marsad.arabic.normalise import fold
from marsad.coder import trace_article
from marsad.events import build_event, records_of
from marsad.gazetteer import Place
from marsad.gazetteer.build import km
from marsad.lexicon import load
from marsad.model import Article, Claim, Count, Doc, Harm, PlaceSpan, Span
from marsad.read import article_from_text
from marsad.second.answer import Told, ToldEvent
from marsad.second.resolve import Resolver
from marsad.telling.words import names_people, numerals

_FAR = 25.0  # km from the gold's coordinates beyond which a place is another
_AROUND = 60.0  # km within which a town is beside it
_TOWN = 5000  # inhabitants
_WIDE = ("district", "governorate", "region", "country")
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
                out.append(_placed(_with_numbers(claim, event), event))
    return article, out


def _placed(claim: Claim, event: dict[str, Any]) -> Claim:
    """The claim, its places where the gold has them."""
    return msgspec.structs.replace(claim, places=tuple(_mended(p, event) for p in claim.places))


def _mended(place: PlaceSpan, event: dict[str, Any]) -> PlaceSpan:
    told = next((p for p in event["place"] if p.get("lat") is not None and p["span"][0] < place.end and place.start < p["span"][1]), None)
    if told is None or (place.lat is not None and place.lon is not None and km(place.lat, place.lon, told["lat"], told["lon"]) <= _FAR):
        return place
    if place.listed and place.precision in _WIDE and fold(place.name_ar) in fold(place.text):
        return place  # شمال أفغانستان: its middle is not the country's
    words = fold(place.text).split()
    names = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    there = [p for name in names for p in load().gazetteer.find(name) if km(p.lat, p.lon, told["lat"], told["lon"]) <= _FAR]
    if there:
        return _as(place, max(there, key=lambda p: (len(p.name_ar.split()), p.population)), listed=True)
    town = _beside(told["lat"], told["lon"])
    if town is None:
        return place
    near = town._replace(lat=told["lat"], lon=told["lon"], name_ar=place.text, name_en=f"near {town.name_en}", precision="area", geonameid=None)
    return _as(place, near, listed=False)


def _as(span: PlaceSpan, place: Place, listed: bool) -> PlaceSpan:
    fields = {
        field: getattr(place, field)
        for field in ("name_ar", "name_en", "geonameid", "lat", "lon", "admin1", "precision", "district", "admin3", "pcode")
    }
    return msgspec.structs.replace(span, **fields, country=place.country or None, listed=listed)


@cache
def _towns() -> list[Place]:
    return [p for p in load().gazetteer.all() if p.precision == "settlement" and p.population >= _TOWN]


def _beside(lat: float, lon: float) -> Place | None:
    """The nearest town of a point."""
    around = [p for p in _towns() if abs(p.lat - lat) < 1 and abs(p.lon - lon) < 2]
    best = min(around, key=lambda p: km(lat, lon, p.lat, p.lon), default=None)
    return best if best is not None and km(lat, lon, best.lat, best.lon) <= _AROUND else None


def _told(event: dict[str, Any], text: str, scenes: list) -> ToldEvent:
    words = lambda span: text[span[0] : span[1]] if span else None  # noqa: E731
    sentence = next((n for n, scene in enumerate(scenes) if scene.s.start <= event["trigger"][0] < scene.s.end), 0)
    return ToldEvent(
        sentence=sentence,
        type=event["type"],
        trigger=words(event["trigger"]),
        agents=tuple(map(words, event["agent"])),
        targets=tuple(map(words, event["target"])),
        places=tuple((words(p["span"]), p["role"]) for p in event["place"]),
        time=words(event.get("date_span")),
        source=words(event["source"]),
        modality=event["modality"],
        killed=None,
        injured=None,
    )


def _with_numbers(claim: Claim, event: dict[str, Any]) -> Claim:
    counts = {name: Count(event[name]["min"], event[name]["max"]) for name, _ in _WHAT if event[name]}
    harms = tuple(Harm(what, "people", counts[name], None, _counted(claim, counts[name])) for name, what in _WHAT if name in counts)
    return msgspec.structs.replace(claim, harm=harms, **counts)


def _counted(claim: Claim, count: Count) -> Span:
    """The words of the one target that this number counts; the event's own for none."""
    one = (count.min, count.max)
    spans = [t for t in claim.targets if names_people(t.text) and (_number(t.text) == one or (one == (1, 1) == (len(claim.targets), 1)))]
    return Span(spans[0].start, spans[0].end, spans[0].text) if len(spans) == 1 else claim.trigger


def _number(text: str) -> tuple[int, int | None] | None:
    read = numerals().read(fold(text).split(), 0)
    return (read.min, read.max) if read is not None else None


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
    parser.add_argument("--pick", type=int, default=0)
    args = parser.parse_args()
    shown = 0
    for number, gold in islice(documents(args.gold, args.leave_out), args.start, None, args.every):
        article, claims = claims_of(gold)
        if not claims:
            continue
        claim = claims[(number + args.pick) % len(claims)]
        english, arabic = told(article, claim)
        shown += 1
        print(f"{shown}. line {number}, {claim.type}, {claim.modality}: {' '.join(claim.evidence.text.split())[:300]}\n   {english}\n   {arabic}")
        if shown == args.most:
            break


if __name__ == "__main__":
    main()
