"""What is known of pages: `lexicon/pages.toml`, checked when it is first asked for."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from msgspec import Meta, Struct

from ...lexicon.tables import checked

Names = Annotated[tuple[Annotated[str, Meta(min_length=1)], ...], Meta(min_length=1)]
Keys = Annotated[tuple[Annotated[str, Meta(min_length=1, pattern=r"^[^A-Z]+$")], ...], Meta(min_length=1)]  # compared in lower case


class Data(Struct, frozen=True, forbid_unknown_fields=True):
    """What a page's data call what they hold."""

    article_types: Names
    date_metas: Keys
    body: Keys
    title: Keys
    date: Keys
    not_text: Keys
    update_date: Keys
    update_lists: tuple[str, ...]
    update_text: Keys


class Pages(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of the elements of pages, and words that they hold."""

    body: Names
    furniture: Keys
    phrases: Keys
    title: Names
    author: Names
    section: Names
    date: Names
    clock: Names
    live_update: Keys
    update: Keys
    live: Keys
    ago: Names
    before_names: Names
    data: Data


@cache
def pages() -> Pages:
    """The table. Raises `LexiconError` where a key is unknown or missing, or a name is none."""
    return checked("pages", Pages)
