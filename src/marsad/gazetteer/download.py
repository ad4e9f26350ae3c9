"""GeoNames' files of a country, downloaded: the dump and its alternate names, with progress, taken up again where they broke off."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import urllib3

from ..errors import InputError
from ..folders import cache_folder

HOST = "https://download.geonames.org/export/dump"
_CHUNK = 1 << 16
_MOST = 1 << 30  # bytes of one file

Progress = Callable[[str, int, int | None], None]


def fetch(country: str, host: str = HOST, progress: Progress | None = None) -> tuple[Path, Path]:
    """The dump and the alternate names file of a country (ISO code), unpacked in the cache folder.

    `progress(name, bytes so far, bytes in all or None)` is told of every piece. Raises `InputError` where the server does not give them;
    what came stays, and the next call goes on behind it.
    """
    if not re.fullmatch("[A-Z]{2}", country):
        raise InputError(f"{country} is no country code; give two letters such as SY or IQ.")
    folder = cache_folder() / "geonames"
    folder.mkdir(parents=True, exist_ok=True)
    return (
        _unpacked(_download(f"{host}/{country}.zip", folder / f"{country}.zip", progress), f"{country}.txt", folder / f"{country}.txt"),
        _unpacked(
            _download(f"{host}/alternatenames/{country}.zip", folder / f"{country}-names.zip", progress),
            f"{country}.txt",
            folder / f"{country}-names.txt",
        ),
    )


def _download(url: str, to: Path, progress: Progress | None) -> Path:
    part = to.with_suffix(".part")
    begun = part.stat().st_size if part.exists() else 0
    http = urllib3.PoolManager(timeout=urllib3.Timeout(connect=20, read=60), retries=urllib3.Retry(3, redirect=3))
    try:
        answer = http.request("GET", url, preload_content=False, headers={"Range": f"bytes={begun}-"} if begun else {})
        if answer.status == 416 and begun:  # all of it was here
            answer.release_conn()
            return part.replace(to)
        if answer.status not in (200, 206):
            raise InputError(f"{url} cannot be had (the server answers {answer.status}); check the country's code and try again later.")
        if answer.status == 200:
            begun = 0  # the server gives no parts: from the beginning
        length = answer.headers.get("Content-Length")
        total = begun + int(length) if length and length.isdigit() else None
        with part.open("ab" if begun else "wb") as out:
            for piece in answer.stream(_CHUNK):
                out.write(piece)
                begun += len(piece)
                if begun > _MOST:
                    raise InputError(f"{url} is larger than a country's file can be; it was not taken.")
                if progress is not None:
                    progress(to.name, begun, total)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise InputError(f"{url} broke off ({type(error).__name__}); run the command again and it goes on from there.") from error
    return part.replace(to)


def _unpacked(packed: Path, member: str, to: Path) -> Path:
    try:
        with zipfile.ZipFile(packed) as archive, archive.open(member) as file, to.open("wb") as out:
            while piece := file.read(io.DEFAULT_BUFFER_SIZE * 8):
                out.write(piece)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        packed.unlink(missing_ok=True)
        raise InputError(f"{packed.name} is damaged or holds no {member}; run the command again to download it anew.") from error
    return to
