"""Claims and events → files that the field's tools read: CSV, GeoJSON, Parquet, ACLED's columns."""

from .files import FORMATS, export, export_changes

__all__ = ["FORMATS", "export", "export_changes"]
