"""Holds that are told by their share: سيطر 3 سنوات على 40 في المئة من مساحته. Whose the area is stands behind the share or is the
place that the sentence named before; how long it lasted is told in years or months, up to the day of publication."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from ..arabic.calendar import When
from ..arabic.normalise import fold
from ..lexicon import Lexicon
from ..lexicon.grammar import SHARE, WORDS
from ..model import Article
from .mention import Mention
from .scene import Scene
from .unplaced import COARSE

_BEHIND = 8  # tokens behind a verb of holding within which its share begins
_OF = 4  # tokens behind the share's number in which the area that it is of is named
_LASTING = 8  # tokens before and behind the verb in which its length is told


class Share(NamedTuple):
    """A share in percent, and the token of its number."""

    percent: float
    token: int


def share_at(scene: Scene, i: int, article: Article) -> Share | None:
    """The share of an area that what token i tells holds; None where it tells none."""
    s = scene.s
    found = SHARE.search(fold(article.text[s.tokens[i].end : s.end]))
    if found is None:
        return None
    number = next((t.i for t in s.tokens[i + 1 : i + 1 + _BEHIND] if fold(t.text).lstrip("ب").startswith(found[1])), None)
    return Share(float(found[1].replace(",", ".").replace("٫", ".")), number) if number is not None else None


def whole(scenes: list[Scene], at: int, i: int, number: int) -> Mention | None:
    """The country or division that a share is of: named behind it (من أراضي سوريا), else the last one before (من مساحته, من البلاد)."""
    scene = scenes[at]
    behind = scene.s.tokens[number + 1 : number + 2 + _OF]
    of = next((t.i for t in behind if t.w.stem in WORDS["extents"]), number)
    named = next((m for m in scene.mentions if number < m.i <= max(of, number) + _OF and _broad(m)), None)
    if named is not None and not any(t.w.pron for t in scene.s.tokens[number + 1 : named.i]):
        return named
    before = [m for m in scene.mentions if m.j <= i and _broad(m)]
    before = before or [m for earlier in scenes[:at] for m in earlier.mentions if _broad(m)]
    return before[-1] if before else None


def _broad(m: Mention) -> bool:
    return m.kind == "place" and m.place is not None and m.place.precision in COARSE and m.cls != "dateline"


def lasting(scene: Scene, i: int, article: Article, lexicon: Lexicon) -> Mention | None:
    """How long what token i tells lasted, as a stretch of days that ends on the day of publication."""
    s = scene.s
    if not article.published:
        return None
    end = dt.date.fromisoformat(article.published)
    near = range(max(0, i - _LASTING), min(len(s.tokens), i + _LASTING))
    told = [(k, *found) for k in near if (found := lexicon.calendar.months_of(s.norms, k)) is not None and not k <= i < found[0]]
    if not told:
        return None
    k, last, months = max(told, key=lambda f: (f[1] - f[0], -abs(f[0] - i)))  # ثلاثين شهرا, not شهرا
    m = Mention(s, k, last, "time")
    m.when = When(k, last, _back(end, months), end, "interval")
    return m


def _back(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = dt.date(year, month + 1, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
