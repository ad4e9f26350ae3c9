"""The archive: articles with their revisions, claims, events, human decisions. SQLite by default, PostgreSQL for a team."""

from .filters import Filters
from .store import Added, Archive, open_archive

__all__ = ["Added", "Archive", "Filters", "open_archive"]
