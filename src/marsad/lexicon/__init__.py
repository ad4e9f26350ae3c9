"""The knowledge: TOML files that an analyst edits, loaded, checked and compiled once.

`load()` gives the process-wide `Lexicon`. What is costly to make (the place index, word frequencies) is built once into
the user's cache folder and read from there; it is rebuilt when a lexicon file, packaged or the user's own, or the GeoNames package changes.
"""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import pickle
import shutil
import sys
from collections.abc import Callable, Generator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from ..errors import LexiconError
from ..folders import cache_folder
from ..gazetteer.added import added_files
from ..gazetteer.index import NOWHERE, Gazetteer, Index, names_of
from ..plugins import lexicon_files
from ..say import say
from ..sealed import Damaged, read_sealed, sealed
from .compile import Tables
from .contents import digest_of
from .frequencies import COMMON, Frequencies, write_table
from .own import laid_over, own_files, read_own
from .readings import Lexicon
from .tables import bare, parse

__all__ = ["Lexicon", "load", "read_tables", "setup"]

_SINGLE = (
    "admin1",
    "calendar",
    "countries",
    "districts",
    "heads",
    "loaded",
    "numerals",
    "places",
    "posts",
    "sources",
    "speech",
    "types",
    "weapons",
    "words",
)


_KEPT = 3  # indexes in the cache folder
_PARTS = ("arabic", "gazetteer", "lexicon")  # what the index is made by and of
_OF_WORDS = ("lexicon/__init__.py", "lexicon/frequencies.py", "sealed.py")  # what the frequencies of words are kept by
_OF_PLACES = (
    "arabic/normalise.py",
    "gazetteer",
    "lexicon/compile.py",
    "lexicon/divisions.tsv",
    "lexicon/naming.toml",
    "errors.py",
)  # what its places are, besides tables


def read_tables() -> dict[str, Any]:
    """All lexicon files as parsed tables, those of plug-ins laid over them, the user's own over these. Raises `LexiconError` naming the file
    where one is not valid TOML."""
    return _with(without_own(), own_files())


def without_own() -> dict[str, Any]:
    """The same without the user's own."""
    return _with(packaged(), lexicon_files())


def _with(tables: dict[str, Any], files: list[Path]) -> dict[str, Any]:
    more = read_own(files)
    tables["frames"] = laid_over(tables["frames"], more["frame"])
    tables["actors"] = laid_over(tables["actors"], more["actor"])
    tables["places"] = {"place": tables["places"]["place"] + more["place"]}
    return tables


def packaged() -> dict[str, Any]:
    """The packaged files alone, each frame, actor and place with its `file`. Raises as `read_tables`."""
    folder = resources.files(__name__)
    tables: dict[str, Any] = {name: parse(folder / f"{name}.toml") for name in _SINGLE}
    for kind in ("events", "actors"):
        files = sorted((entry for entry in (folder / kind).iterdir() if entry.name.endswith(".toml")), key=lambda e: e.name)
        one = {"events": "frame", "actors": "actor"}[kind]
        tables[one + "s"] = [{**entry, "file": f"{kind}/{file.name}"} for file in files for entry in parse(file)[one]]
    tables["places"] = {"place": [{**place, "file": "places.toml"} for place in tables["places"]["place"]]}
    return tables


@cache
def index_key() -> str:
    """What the index is kept under: changes with every file that it is made by and of, and with the Python that wrote it. Who made a
    claim is another matter: `marsad.versions`."""
    added = [(path.name, f"{path.stat().st_size} {path.stat().st_mtime_ns}".encode()) for path in added_files()]
    own = [(str(path), path.read_bytes()) for path in (*lexicon_files(), *own_files())]
    return digest_of(resources.files("marsad"), _PARTS, [*added, *own, ("python", sys.version.encode())])


def setup(force: bool = False) -> tuple[Path, bool]:
    """Build the index if it is missing or old, or with `force` whatever is there. Returns its path and whether it was built now."""
    path = cache_folder() / f"index-{index_key()}.bin"
    if path.exists() and _rare(path).exists() and not force:
        return path, False
    from ..gazetteer.added import load_added, merge
    from ..gazetteer.build import ordinary_keys

    with _uncollected():
        every = cache(_every_word)  # of half a million words, where they are asked for at all
        tables = read_tables()
        compiled = _compiled(tables)
        places = _places(tables, every, force)
        if added_files():
            places = merge(places, load_added(), ordinary_keys(every().items()))
        common, rare = _words(every, force)
        for old in _older(path.parent, "index-*.bin"):
            _forget(old)
        _write(_rare(path), lambda part: shutil.copyfile(rare, part))
        index = {"frequencies": common, "places": places, "names": dict(names_of(places)), "tables": pickle.dumps(compiled, pickle.HIGHEST_PROTOCOL)}
        _write(path, lambda part: part.write_bytes(sealed(marshal.dumps(index))))
    return path, True


def _every_word() -> dict[str, float]:
    """Occurrences per word of running text, of all words that are written at all."""
    from wordfreq import get_frequency_dict

    return {word: value for word, value in get_frequency_dict("ar", "best").items() if value >= 3e-8}


def _words(every: Callable[[], Mapping[str, float]], force: bool) -> tuple[dict[str, float], Path]:
    """The frequencies of common words, and the table of rare ones. They change with the package that they come from and with nothing that
    a user adds, and to make them takes as long as the rest of an index whose places are kept: what was made is kept beside it."""
    key = digest_of(resources.files("marsad"), _OF_WORDS, [("python", sys.version.encode())])
    path = cache_folder() / f"words-{key}.bin"
    common: dict[str, float]
    with contextlib.suppress(Damaged):
        if not force:
            read_sealed(_rare(path))
            common = marshal.loads(read_sealed(path))
            return common, _rare(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    common = {word: value for word, value in every().items() if value >= COMMON}
    for old in _older(path.parent, "words-*.bin"):
        _forget(old)
    _write(_rare(path), lambda part: write_table(part, {word: value for word, value in every().items() if word not in common}))
    _write(path, lambda part: part.write_bytes(sealed(marshal.dumps(common))))
    return common, _rare(path)


def _places(tables: dict[str, Any], every: Callable[[], Mapping[str, float]], force: bool) -> Index:
    """The places of GeoNames and of the lexicon, without those of the user's gazetteer files. Building them takes most of the time that
    an index takes, and they change with far less than it does: what was built is kept beside the index."""
    from ..gazetteer.build import build

    told = repr([bare(tables[name]) for name in ("countries", "admin1", "places", "districts")])
    key = digest_of(resources.files("marsad"), _OF_PLACES, [("tables", told.encode()), ("python", sys.version.encode())])
    path = cache_folder() / f"places-{key}.bin"
    kept: Index
    with contextlib.suppress(Damaged):
        if not force:
            kept = marshal.loads(read_sealed(path))
            return kept
    frequencies = every()
    lexicon = Lexicon(_compiled(tables), Frequencies({}), Gazetteer(NOWHERE, names_of(NOWHERE)))
    places = build(lexicon, lambda w: frequencies.get(w, 0.0), frequencies.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in _older(path.parent, "places-*.bin"):
        old.unlink(missing_ok=True)
    data: dict[str, Any] = {**places}
    _write(path, lambda part: part.write_bytes(sealed(marshal.dumps(data))))
    kept = marshal.loads(read_sealed(path))  # as later runs have it, so that their index is the same to the byte
    return kept


def _older(folder: Path, pattern: str) -> list[Path]:
    """The files that go. Two versions may be in use on one machine: the latest stay, so that neither builds its index anew at every run."""
    return sorted(folder.glob(pattern), key=lambda p: p.stat().st_mtime, reverse=True)[_KEPT - 1 :]


def _forget(path: Path) -> None:
    """A file and the table of rare words beside it."""
    path.unlink(missing_ok=True)
    _rare(path).unlink(missing_ok=True)


def _write(path: Path, write: Callable[[Path], object]) -> None:
    """A file whole or not at all: two first runs at once do not meet half a file."""
    part = path.with_suffix(f".{os.getpid()}.part")
    write(part)
    part.replace(path)


@contextlib.contextmanager
def _uncollected() -> Generator[None]:
    """A million objects are made, none of which goes: looking for rubbish among them takes half the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _compiled(tables: dict[str, Any]) -> Tables:
    try:
        return Tables(tables)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise LexiconError(
            f"a value in the lexicon's files is of the wrong kind ({type(error).__name__}: {error}); compare the file that "
            "was changed last with its README and run again."
        ) from error


def _read(path: Path) -> tuple[dict[str, Any], Frequencies]:
    """The index and the frequencies of words. Raises `Damaged` where one of the two files is not what was written."""
    data = marshal.loads(read_sealed(path))
    return data, Frequencies(data["frequencies"], _rare(path))


def _rare(path: Path) -> Path:
    """The table of rare words beside an index."""
    return path.with_suffix(".words")


@cache
def load() -> Lexicon:
    """The compiled lexicon of this process; builds the index at first use."""
    path, _ = setup()
    with _uncollected():
        try:
            data, frequencies = _read(path)
        except Damaged:
            say(f"the index {path} is damaged and is built anew")
            path.unlink(missing_ok=True)
            setup()
            data, frequencies = _read(path)
        return Lexicon(pickle.loads(data["tables"]), frequencies, Gazetteer(data["places"], data["names"]))
