"""The command line: a file a family of commands."""

from .commands import app, main

__all__ = ["app", "main"]
