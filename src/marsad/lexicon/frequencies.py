"""How often words are written: the common ones in memory, the rare ones in a table on disk that all processes share (mmap)."""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from ..sealed import Damaged, sealed, unsealed

COMMON = 1e-6  # occurrences per word of running text from which on a word is kept in memory


class Frequencies:
    """Occurrences per word of running text (wordfreq, Arabic), by words as written; 0.0 of a word that is not known."""

    def __init__(self, common: Mapping[str, float], rare: Path | None = None):
        self._common = common
        self._table = _Table(rare) if rare is not None else None

    def __call__(self, word: str) -> float:
        found = self._common.get(word)
        if found is not None:
            return found
        return self._table.get(word) if self._table is not None else 0.0

    def common(self, word: str) -> float:
        """The same of common words; 0.0 of a rare one. For look-ups of many words that are hardly any."""
        return self._common.get(word, 0.0)


class _Table:
    """An open-addressed hash table of (64 bits of a word's digest, its frequency). Two words of one digest among all of a
    language are as good as impossible: a chance of one in 10^8 for half a million words. Raises `Damaged` for a file that is
    not what was written."""

    def __init__(self, path: Path):
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:  # ValueError: an empty file cannot be mapped
            raise Damaged from error
        cells = unsealed(memoryview(self._map))
        self._size = len(cells) // 16
        self._keys = cells[: self._size * 8].cast("Q")
        self._values = cells[self._size * 8 :].cast("d")

    def get(self, word: str) -> float:
        digest = _digest(word)
        at, keys = digest % self._size, self._keys
        while key := keys[at]:
            if key == digest:
                return self._values[at]
            at = (at + 1) % self._size
        return 0.0


def write_table(path: Path, frequencies: Mapping[str, float]) -> None:
    """Write the table of these words."""
    size = 2 * len(frequencies) + 1
    keys, values = array("Q", bytes(8 * size)), array("d", bytes(8 * size))
    for word, value in frequencies.items():
        digest = _digest(word)
        at = digest % size
        while keys[at]:
            at = (at + 1) % size
        keys[at], values[at] = digest, value
    path.write_bytes(sealed(keys.tobytes() + values.tobytes()))


def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1
