"""The patterns of page furniture, from `lexicon/chrome.toml` and the names of outlets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..arabic.normalise import fold
from ..lexicon.tables import table


class ChromeWords(NamedTuple):
    """Patterns over folded lines; the others are folded words and phrases."""

    anywhere: re.Pattern[str]
    tags: re.Pattern[str]
    credit: re.Pattern[str]
    credited: re.Pattern[str]
    heading: re.Pattern[str]
    related_link: re.Pattern[str]
    end: re.Pattern[str]
    caption: re.Pattern[str]
    byline: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    topbar: re.Pattern[str]
    dateline: re.Pattern[str]
    labels: frozenset[str]
    date_labels: tuple[str, ...]
    languages: frozenset[str]
    live: tuple[str, ...]
    home: frozenset[str]


@cache
def chrome_words() -> ChromeWords:
    """The words of `lexicon/chrome.toml`, compiled once."""
    t = table("chrome")
    related = _union(t["related"])
    bare_bylines = " |".join(rf"(?<={re.escape(fold(word))})" for word in t["bare_bylines"])
    captions, bylines = _union(t["captions"]), _union(t["bylines"])
    agencies = {fold(name) for o in table("sources")["outlet"] for name in (o["ar"], *o.get("also", ()))}
    agency = "|".join(map(re.escape, sorted(agencies | {fold(w) for w in t["datelines"]}, key=len, reverse=True)))
    city = r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}(?:\s*[،,(]\s*[^\W\d_]+(?: [^\W\d_]+)?\)?)?"
    sep = r"\s*[-–—:/|]\s*"
    return ChromeWords(
        anywhere=re.compile(rf"(?:{_union(t['anywhere'])})\s*[:.»›]*$", re.IGNORECASE),
        tags=re.compile(rf"(?:{_union(t['tags'])})\s*:", re.IGNORECASE),
        credit=re.compile(rf"(?:{_union(t['credits'])})\s*[:/]\s*(?=(?:\S+\s*){{1,5}}$)", re.IGNORECASE),
        credited=re.compile(rf"\(\s*(?:{agency}|{_union(t['credited'])})(?:\s*[-/–]\s*[^()]*)?\s*\)\s*$", re.IGNORECASE),
        heading=re.compile(rf"(?:{related})$", re.IGNORECASE),
        related_link=re.compile(rf"(?:{related})\s*[.…]*\s*[:|،-]\s*\S", re.IGNORECASE),
        end=re.compile(rf"(?:{_union(t['end'])})$", re.IGNORECASE),
        caption=re.compile(rf"\(?(?:{captions})(?:\s*[:/|)،-].*|\s*$)|.*\((?:{_union(t['credited'])})\)\s*$", re.IGNORECASE),
        byline=re.compile(rf"(?:{bylines})\s*(?:[:/|]\s*|{bare_bylines} )", re.IGNORECASE),
        published=re.compile(rf"(?<!\w)(?:{_union(t['published'])})(?!\w)", re.IGNORECASE),
        updated=re.compile(rf"(?<!\w)(?:{_union(t['updated'])})(?!\w)", re.IGNORECASE),
        topbar=re.compile(rf"(?<!\w)(?:{_union(t['topbar'])})(?!\w)", re.IGNORECASE),
        dateline=re.compile(
            rf"(?:(?P<city>{city}){sep}\(?\s*(?P<agency>{agency})(?!\w)[^.،:]{{0,25}}?\s*\)?\s*(?:[-–—:/]+\s*|$)"
            rf"|(?P<city2>{city})\s*\(\s*(?P<agency2>{agency})\s*\)\s*(?:[-–—:]\s*|$)"
            rf"|(?P<city4>{city})\s+[\d/-]{{8,10}}\s*[-–—(]?\s*(?P<agency4>{agency})\s*\)?\s*[-–—:]\s*"
            rf"|(?P<agency3>{agency}){sep}(?P<city3>{city}){{0,1}}(?:\s*[-–—]\s*[^\W\d_]+)?\s*(?:[-–—]?\s*\(\s*(?:{agency})\s*\))?\s*$)"
        ),
        labels=frozenset(fold(label) for label in t["labels"]),
        date_labels=tuple(sorted((fold(w) for w in t["published"] + t["updated"]), key=len, reverse=True)),
        languages=frozenset(fold(name).lower() for name in t["languages"]),
        live=tuple(fold(word) for word in t["live"]),
        home=frozenset(fold(word) for word in t["home"]),
    )


def _union(phrases: Sequence[str]) -> str:
    """Phrases of the lexicon as one alternation over folded text: … for any words, # for a number."""
    parts: list[str] = []
    for phrase in sorted({fold(p).lower() for p in phrases}, key=len, reverse=True):
        part = re.escape(phrase).replace(r"\ …", r"(?:[\s:].*)?").replace(r"…\ ", r"(?:.*\s)?").replace("…", ".*")
        parts.append(part.replace(r"\#\ ", r"[\d.,٬،]+\s*").replace(r"\#", r"[\d.,٬،]+").replace(r"\ ", r"\s*[ :]\s*"))
    return "|".join(parts)
