"""Bytes → `Article`. The coder never opens a file; this package does."""

from .article import article_from_text
from .doors.rows import Columns
from .items import Item, Tally
from .reprints import Reprints, linked
from .select import Selection, selected
from .sources import read_bytes, read_paths
from .stream import Meter

__all__ = [
    "Columns",
    "Item",
    "Meter",
    "Reprints",
    "Selection",
    "Tally",
    "article_from_text",
    "linked",
    "read_bytes",
    "read_paths",
    "selected",
]
