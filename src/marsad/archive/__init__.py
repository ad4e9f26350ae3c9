"""The archive: articles with their revisions, claims, events, human decisions. SQLite by default, PostgreSQL for a team."""

from typing import TYPE_CHECKING, Any

from .filters import Filters

if TYPE_CHECKING:
    from .store import Added, Archive, open_archive

__all__ = ["Added", "Archive", "Filters", "open_archive"]


def __getattr__(name: str) -> Any:
    """The store is loaded when it is first asked for: the command line needs the filters alone to start."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import store

    return getattr(store, name)
