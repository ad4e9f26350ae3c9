"""The patterns of page furniture, from `lexicon/chrome.toml` and the names of outlets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache

from ..arabic.normalise import fold
from ..lexicon.tables import table

_WILD = re.compile(r"[\s…#]")  # where the first piece of a phrase ends: … is any words, # a number
_NUMBER = re.compile(r"[\d.,٬،]")
_WORD = re.compile(r"\w*")


class Opening:
    """Phrases that a folded line may open with, and what must stand behind them. Compiled when the first line opens like one of them: most
    lines do not, and a first claim waits for no pattern that its text does not need."""

    def __init__(self, phrases: Sequence[str], behind: str):
        self._phrases, self._behind = phrases, behind
        words: set[str] = set()  # that stand whole at the head of a phrase: no letter can be behind them
        begins: set[str] = set()
        within: set[str] = set()
        for phrase in (fold(phrase).lower() for phrase in phrases):
            word = _word(phrase)
            if phrase.startswith("…"):
                within.add(_WILD.split(phrase[1:].lstrip())[0])
            elif word and not phrase.removeprefix(word).startswith(("…", "#")):
                words.add(word)
            else:
                begins.add(_WILD.split(phrase)[0])
        self._numbered = "" in begins
        self._words, self._begin, self._within = frozenset(words), tuple(begins - {""}), tuple(within)

    def match(self, line: str) -> re.Match[str] | None:
        """Where a line opens with one of the phrases."""
        told = line.lower()
        numbered = self._numbered and _NUMBER.match(told)
        if numbered or _word(told) in self._words or told.startswith(self._begin) or any([piece in told for piece in self._within]):
            return self._pattern.match(line)
        return None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_union(self._phrases)}){self._behind}", re.IGNORECASE)


def _word(text: str) -> str:
    """The letters and digits that a text begins with; "" where it begins with something else."""
    found = _WORD.match(text)
    return found.group() if found else ""


class ChromeWords:
    """Patterns over folded lines, each compiled when it is first asked for. The others are folded words and phrases."""

    def __init__(self) -> None:
        t = self._table = table("chrome")
        self.labels = frozenset(fold(label) for label in t["labels"])
        self.date_labels = tuple(sorted((fold(w) for w in t["published"] + t["updated"]), key=len, reverse=True))
        self.languages = frozenset(fold(name).lower() for name in t["languages"])
        self.live = tuple(fold(word) for word in t["live"])
        self.home = frozenset(fold(word) for word in t["home"])

        bare = " |".join(rf"(?<={re.escape(fold(word))})" for word in t["bare_bylines"])
        self.anywhere = Opening(t["anywhere"], r"\s*[:.»›]*$")
        self.tags = Opening(t["tags"], r"\s*:")
        self.credit = Opening(t["credits"], r"\s*[:/]\s*(?=(?:\S+\s*){1,5}$)")
        self.heading = Opening(t["related"], "$")
        self.related_link = Opening(t["related"], r"\s*[.…]*\s*[:|،-]\s*\S")
        self.end = Opening(t["end"], "$")
        self.byline = Opening(t["bylines"], rf"\s*(?:[:/|]\s*|{bare} )")

    @cached_property
    def credited(self) -> re.Pattern[str]:
        return re.compile(rf"\(\s*(?:{self._agency}|{self._union('credited')})(?:\s*[-/–]\s*[^()]*)?\s*\)\s*$", re.IGNORECASE)

    @cached_property
    def caption(self) -> re.Pattern[str]:
        captions, credited = self._union("captions"), self._union("credited")
        return re.compile(rf"\(?(?:{captions})(?:\s*[:/|)،-].*|\s*$)|.*\((?:{credited})\)\s*$", re.IGNORECASE)

    @cached_property
    def published(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self._union('published')})(?!\w)", re.IGNORECASE)

    @cached_property
    def updated(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self._union('updated')})(?!\w)", re.IGNORECASE)

    @cached_property
    def topbar(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self._union('topbar')})(?!\w)", re.IGNORECASE)

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """The names by which outlets are told in datelines, the longest first; no dateline is without one."""
        names = {fold(name) for o in table("sources")["outlet"] for name in (o["ar"], *o.get("also", ()))}
        return tuple(sorted(names | {fold(w) for w in self._table["datelines"]}, key=len, reverse=True))

    def agencies_in(self, head: str) -> tuple[str, ...]:
        """The names of outlets that stand as words of their own at the head of a folded line; a day told in digits may touch one."""
        return tuple([name for name in self.agencies if name in head and re.search(rf"(?<![^\W\d_]){re.escape(name)}(?!\w)", head)])

    @property
    def _agency(self) -> str:
        return "|".join(map(re.escape, self.agencies))

    def _union(self, name: str) -> str:
        return _union(self._table[name])


@lru_cache(maxsize=256)
def dateline_of(agencies: tuple[str, ...]) -> re.Pattern[str]:
    """A dateline with one of some outlets. Of all of them it took longer to compile than all other patterns together."""
    agency = "|".join(map(re.escape, agencies))
    city = r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}(?:\s*[،,(]\s*[^\W\d_]+(?: [^\W\d_]+)?\)?)?"
    sep = r"\s*[-–—:/|]\s*"
    return re.compile(
        rf"(?:(?P<city>{city}){sep}\(?\s*(?P<agency>{agency})(?!\w)[^.،:]{{0,25}}?\s*\)?\s*(?:[-–—:/]+\s*|$)"
        rf"|(?P<city2>{city})\s*\(\s*(?P<agency2>{agency})\s*\)\s*(?:[-–—:]\s*|$)"
        rf"|(?P<city4>{city})\s+[\d/-]{{8,10}}\s*[-–—(]?\s*(?P<agency4>{agency})\s*\)?\s*[-–—:]\s*"
        rf"|(?P<agency3>{agency}){sep}(?P<city3>{city}){{0,1}}(?:\s*[-–—]\s*[^\W\d_]+)?\s*(?:[-–—]?\s*\(\s*(?:{agency})\s*\))?\s*$)"
    )


@cache
def chrome_words() -> ChromeWords:
    """The words of `lexicon/chrome.toml`, once a process."""
    return ChromeWords()


def _union(phrases: Sequence[str]) -> str:
    """Phrases of the lexicon as one alternation over folded text: … for any words, # for a number."""
    parts: list[str] = []
    for phrase in sorted({fold(p).lower() for p in phrases}, key=len, reverse=True):
        part = re.escape(phrase).replace(r"\ …", r"(?:[\s:].*)?").replace(r"…\ ", r"(?:.*\s)?").replace("…", ".*")
        parts.append(part.replace(r"\#\ ", r"[\d.,٬،]+\s*").replace(r"\#", r"[\d.,٬،]+").replace(r"\ ", r"\s*[ :]\s*"))
    return "|".join(parts)
