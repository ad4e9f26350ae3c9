"""The server's own sentences in the reader's language: what it refuses is made in English and told in Arabic where a page asks so."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon.tables import table


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """(what a sentence looks like, what it says in Arabic); those that say most by themselves first."""
    rows = sorted(table("refusals")["say"], key=lambda row: -len(row["en"].replace("{}", "")))
    return [(re.compile(re.escape(row["en"]).replace(r"\{\}", "(.*)"), re.S), row["ar"]) for row in rows]


def told(sentence: str, lang: str) -> str:
    """A sentence of the server in a language ("ar", else as it stands); one that is not known stays as it is."""
    if lang != "ar":
        return sentence
    for pattern, arabic in _patterns():
        if found := pattern.fullmatch(sentence):
            return arabic.format(*(f"\u2068{part}\u2069" for part in found.groups()))
    return sentence


def language(header: str | None) -> str:
    """The language that a request's Accept-Language asks for first: "ar" or "en"."""
    return "ar" if (header or "").strip().lower().startswith("ar") else "en"
