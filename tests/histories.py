"""The ledger scored against `tests/gold/histories.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

from marsad.coder import code_article
from marsad.events.ledger import ledger, on, statements_of
from marsad.lexicon.sides import lineage
from marsad.read import article_from_text

GOLD = Path(__file__).parent / "gold" / "histories.toml"


def answers(lexicon) -> list[tuple[str, str, str, str]]:
    """(place, day, wanted, got) for each asked day."""
    out = []
    for number, place in enumerate(tomllib.loads(GOLD.read_text("utf-8"))["place"]):
        docs = [
            code_article(article_from_text(text, id=f"h{number}-{n}", published=day, url=f"https://{number}-{n}.example/"), lexicon)
            for n, (day, _outlet, text) in enumerate(place["told"])
        ]  # fmt: skip
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
