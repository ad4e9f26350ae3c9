"""Claims of many articles → events, operations, and who holds what when. Pure functions over frozen types; no storage here."""

from .event import Event, build_event
from .group import group
from .match import Match, match
from .record import Record
from .within import records_of

__all__ = ["Event", "Match", "Record", "build_event", "group", "match", "records_of"]
