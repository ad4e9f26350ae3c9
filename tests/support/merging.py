"""Merging scored against `tests/gold/merging.toml`: B³ over the labelled claims, and whether near misses stay apart."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from marsad.coder import code_article
from marsad.events import Record, group, records_of
from marsad.model import Doc, Found
from marsad.read import Item, article_from_text, linked

FIRST = Path(__file__).parent.parent / "gold" / "merging.toml"
SECOND = Path(__file__).parent.parent / "gold" / "merging_b.toml"


class Scored(NamedTuple):
    """B³ precision, recall and F; the share of near-miss pairs kept apart; labels that no claim was found for."""

    precision: float
    recall: float
    f: float
    apart: float
    pairs: int
    claims: int
    missing: list[str]


def stories(gold: Path = FIRST) -> list[dict]:
    return tomllib.loads(gold.read_text("utf-8"))["group"]


def docs_of(story: dict, number: int, lexicon) -> list[Doc]:
    items = [
        Item(
            "",
            article_from_text(a["text"], id=f"g{number}-{n}", published=a["published"], found={"outlet": Found("outlet", a["outlet"], "gold", 1.0)}),
        )
        for n, a in enumerate(story["article"])
    ]
    return [code_article(item.article, lexicon) for item in linked(items)]


def labelled(lexicon, gold: Path = FIRST) -> tuple[list[Record], dict[str, str], list[str]]:
    """All records of all stories, the label of those that the gold names, and the labels that found no claim."""
    records: list[Record] = []
    labels: dict[str, str] = {}
    missing: list[str] = []
    for number, story in enumerate(stories(gold)):
        for doc, article in zip(docs_of(story, number, lexicon), story["article"], strict=True):
            events = [c for c in doc.claims if c.kind == "event"]
            found = records_of(doc)
            records += found
            for words, letter in article["is"].items():
                at = doc.text.index(words)
                near = [
                    (abs(c.trigger.start - at), n) for n, c in enumerate(events) if c.trigger.start - 2 <= at + len(words) and at <= c.trigger.end + 2
                ]
                if near:
                    labels[found[min(near)[1]].id] = f"{number}{letter}"
                else:
                    missing.append(f"{story['story']}: {words}")
    return records, labels, missing


def score(lexicon, gold: Path = FIRST) -> Scored:
    records, labels, missing = labelled(lexicon, gold)
    of = {r.id: n for n, g in enumerate(group(records)) for r in g}
    ids = sorted(labels)
    precision = recall = 0.0
    for one in ids:
        same_group = [i for i in ids if of[i] == of[one]]
        same_label = [i for i in ids if labels[i] == labels[one]]
        both = len(set(same_group) & set(same_label))
        precision += both / len(same_group)
        recall += both / len(same_label)
    p, r = precision / len(ids), recall / len(ids)
    near = {n for n, s in enumerate(stories(gold)) if s.get("near")}
    pairs = [(a, b) for a, b in combinations(ids, 2) if labels[a] != labels[b] and labels[a][:-1] == labels[b][:-1] and int(labels[a][:-1]) in near]
    apart = sum(of[a] != of[b] for a, b in pairs) / len(pairs)
    return Scored(p, r, 2 * p * r / (p + r), apart, len(pairs), len(ids), missing)
