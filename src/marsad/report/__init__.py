"""Claims → a table, an explanation, an HTML page."""

from .explain import explanation
from .html import write_html
from .terminal import progress, table

__all__ = ["explanation", "progress", "table", "write_html"]
