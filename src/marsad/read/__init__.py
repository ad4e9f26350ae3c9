"""Bytes → `Article`. The coder never opens a file; this package does."""

from .article import article_from_text
from .sources import Item, read_paths

__all__ = ["Item", "article_from_text", "read_paths"]
