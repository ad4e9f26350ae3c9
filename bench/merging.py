"""How well claims of several articles are merged into events, and how well holders of places are told: the tables of docs/archive.md.

python bench/merging.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.histories import answers
from support.merging import FIRST, SECOND, score

from marsad.lexicon import load


def main() -> None:
    lexicon = load()
    for name, gold in (("merging.toml", FIRST), ("merging_b.toml", SECOND)):
        print(f"{name}: {score(lexicon, gold)}")
    told = answers(lexicon)
    right = sum(wanted == got for *_, wanted, got in told)
    print(f"histories.toml: {right} of {len(told)} asked days right ({right / len(told):.3f})")


if __name__ == "__main__":
    main()
