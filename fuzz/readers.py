"""A coverage-guided fuzzer for each reader: `python fuzz/readers.py KIND FOLDER [options of libFuzzer]`.

It begins with the good inputs of `tests/support/readers.py`, breaks them in ways that reach new code, and stops at the first input
whose items do not hold what `check` asks, or at which a reader fails in a way it did not foresee. That input lies in FOLDER as
crash-…; `python fuzz/readers.py KIND FOLDER FILE` shows its traceback again. What is found becomes a test (tests/found/).
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

with atheris.instrument_imports(include=["marsad", "feedparser", "email", "ijson", "openpyxl", "csv", "json", "zipfile"]):
    from support import readers

    from marsad.lexicon import load
    from marsad.read import items

_LONGEST = 20_000  # bytes of an input


def _raised(error: Exception) -> str:
    """In the place of `reason_of`: what no reader foresaw is raised, so that its traceback is seen."""
    reason = _reason_of(error)
    if items.STUMBLED in reason:
        raise error
    return reason


def main() -> None:
    """Run one reader until the time is over or something is found."""
    kind, folder, *options = sys.argv[1:]
    corpus = Path(folder) / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(readers.seeds()[kind]):
        (corpus / f"seed-{number}").write_bytes(seed)
    inputs = [option for option in options if not option.startswith("-")]
    limits = [f"-artifact_prefix={folder}/", "-timeout=25", "-rss_limit_mb=3000", f"-max_len={_LONGEST}", f"-dict={ROOT}/fuzz/words.dict"]
    arguments = [sys.argv[0], *limits, *(options if inputs else [*options, str(corpus)])]
    load()  # a reader that asks how often words are written (pdf) would else load it within the time of its first input
    atheris.Setup(arguments, lambda data: readers.check(kind, data))
    atheris.Fuzz()


_reason_of = items.reason_of
items.reason_of = _raised
if __name__ == "__main__":
    main()
