"""The ledger scored against `tests/gold/histories.toml`, and made of the control rows that people annotated on real articles."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from marsad.coder import code_article, trace_article
from marsad.events.ledger import Statement, Stay, ledger, on, place_key, statements_of
from marsad.lexicon.sides import lineage
from marsad.model import Doc
from marsad.read import article_from_text
from marsad.second.answer import Told, ToldControl
from marsad.second.resolve import Resolver

GOLD = Path(__file__).parent.parent / "gold" / "histories.toml"


def answers(lexicon) -> list[tuple[str, str, str, str]]:
    """(place, day, wanted, got) for each asked day."""
    out = []
    for number, place in enumerate(tomllib.loads(GOLD.read_text("utf-8"))["place"]):
        docs = [
            code_article(article_from_text(text, id=f"h{number}-{n}", published=day, url=f"https://{number}-{n}.example/"), lexicon)
            for n, (day, _outlet, text) in enumerate(place["told"])
        ]
        stays = ledger(s for doc in docs for s in statements_of(doc))
        name = place["name"].split(",")[0].lower()
        own = [v for v in stays.values() if name in v[0].place_en.lower() and v[0].precision == "settlement"]
        for day, wanted in place["asked"].items():
            stay = on(own[0], day) if own else None
            got = "unknown" if stay is None else stay.holder_id or "?" if stay.state == "held" else stay.state
            if wanted.startswith("state:") and stay is not None and stay.holder_id in lexicon.actor_by_id:
                got = wanted if wanted in lineage(lexicon.actor_by_id[stay.holder_id]) else got
            out.append((place["name"], day, wanted, got))
    return out


class Real(NamedTuple):
    """The ledger of annotated rows: how many rows were annotated, the statements that they make and the stays of each place."""

    rows: int
    statements: list[Statement]
    stays: dict[str, list[Stay]]

    def agreeing(self) -> float:
        """The share of statements of a hold of whose day the ledger says the same, or that it is contested."""
        told = [s for s in self.statements if s.kind == "holds"]
        return sum(self._says(s) for s in told) / len(told)

    def _says(self, s: Statement) -> bool:
        stay = on(self.stays[place_key(s.place)], dt.date.fromordinal(s.day).isoformat())
        return stay is not None and (stay.state == "contested" or stay.holder == s.who.name or stay.around == s.who.name)


def of_real_rows(gold: Path, lexicon, most: int) -> Real:
    """The ledger of the control rows of a gold file's first `most` articles that have some; every fifth line is left out."""
    rows, statements = 0, []
    for article in _with_control(gold, most):
        rows += len(article["control"])
        statements += statements_of(_annotated(article, lexicon))
    return Real(rows, statements, ledger(statements))


def _with_control(gold: Path, most: int) -> Iterator[dict]:
    with gold.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if number % 5 and '"control": []' not in line and (article := json.loads(line))["control"]:
                yield article
                most -= 1
                if not most:
                    return


def _annotated(gold: dict, lexicon) -> Doc:
    """An article of the gold with the claims that its control rows make."""
    article = article_from_text(gold["text"], id=gold["id"], published=gold.get("published") or "2020-01-01")
    trace = trace_article(article, lexicon)
    if trace.reading is None:
        return Doc(article, ())
    words = lambda span: gold["text"][span[0] : span[1]] if span else None  # noqa: E731
    told = [
        ToldControl(
            next((n for n, scene in enumerate(trace.page.scenes) if scene.s.start <= c["trigger"][0] < scene.s.end), 0),
            words(c["trigger"]),
            words(c["holder"]),
            words(c["place"]["span"]),
            words(c["source"]),
            c["modality"],
        )
        for c in gold["control"]
    ]
    return Doc(article, Resolver(article, trace.page, lexicon, "gold").claims(Told([], told, {}), trace.reading))
