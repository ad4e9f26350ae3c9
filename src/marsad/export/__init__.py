"""Claims and events → files that the field's tools read: CSV, GeoJSON, Parquet, ACLED's columns."""

from .files import FORMATS, export

__all__ = ["FORMATS", "export"]
