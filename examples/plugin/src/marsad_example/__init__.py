"""Parts that plug into marsad."""

from pathlib import Path


def words() -> Path:
    """The folder of the lexicon files that this package brings."""
    return Path(__file__).parent / "words"
