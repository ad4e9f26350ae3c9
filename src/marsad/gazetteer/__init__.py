"""Names → places: build the index once, look names up, resolve which place a name means in its article."""

from .build import km
from .index import Gazetteer, Place
from .resolve import resolve

__all__ = ["Gazetteer", "Place", "km", "resolve"]
