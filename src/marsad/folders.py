"""Where marsad keeps what it makes: the index, which can be made anew, and the places that a user added, which cannot."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Where the index lives: `$MARSAD_CACHE`, else `marsad` in the user's cache folder."""
    return _folder("MARSAD_CACHE", "Caches", "XDG_CACHE_HOME", ".cache")


def data_folder() -> Path:
    """Where added places are kept: `$MARSAD_DATA`, else `marsad` in the user's data folder."""
    return _folder("MARSAD_DATA", "Application Support", "XDG_DATA_HOME", ".local/share")


def _folder(own: str, mac: str, xdg: str, default: str) -> Path:
    if os.environ.get(own):
        return Path(os.environ[own])
    if sys.platform == "darwin":
        return Path.home() / "Library" / mac / "marsad"
    return Path(os.environ.get(xdg) or Path.home() / default) / "marsad"
