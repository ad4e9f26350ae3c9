"""The figures that the project's own gold must keep, pinned in floors.json with the digest of each set.

Run: python tests/gold/floors.py            what is, beside what is pinned
     python tests/gold/floors.py --update   pin what is
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from marsad import evaluate
from marsad.coder import code_article
from marsad.lexicon import load
from marsad.read import article_from_text

FOLDER = Path(__file__).parent
PINNED = FOLDER / "floors.json"
SETS = ("own", "fresh", "fresh_c", "sentences", "short")
UNTAUGHT = {"short": 5}  # of these every so many-th text alone is scored: the others are taught
FIGURES = ("events", "row", "agent", "target", "place", "date_right", "source", "casualties", "control")


def digest(name: str) -> str:
    """What tells one version of a set from another."""
    return hashlib.sha256((FOLDER / f"{name}.jsonl").read_bytes()).hexdigest()[:16]


def measured(name: str) -> dict[str, float]:
    """The figures of a set now: F where there is one, else the share that is right; and the traps with claims."""
    every = UNTAUGHT.get(name, 1)
    gold = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()[every - 1 :: every]]
    lexicon, coded = load(), {}
    for d in gold:
        article = article_from_text(d["text"], id=d["id"], published=d.get("published"))
        coded[d["id"]] = code_article(article, lexicon).to_dicts()["claims"]
    figures = evaluate.score(gold, coded).figures
    out = {k: round(v.f if isinstance(v, evaluate.Ratio) else v or 0.0, 3) for k in FIGURES if (v := figures[k]) is not None}
    return {**out, "traps": float(figures["trap_articles_with_claims"] or 0)}


def main() -> None:
    now = {name: {"digest": digest(name), "figures": measured(name)} for name in SETS}
    if "--update" in sys.argv:
        PINNED.write_text(json.dumps(now, indent=1) + "\n", "utf-8")
    before = json.loads(PINNED.read_text("utf-8"))
    for name, found in now.items():
        for figure, value in found["figures"].items():
            print(f"{name:10} {figure:12} {value:.3f}  pinned {before.get(name, {}).get('figures', {}).get(figure)}")


if __name__ == "__main__":
    main()
