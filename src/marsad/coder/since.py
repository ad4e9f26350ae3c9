"""Days told from one act to the one before it (قتل ثلاثة بعد ستة أيام من تفجير …): the earlier act was so long before the later one."""

from __future__ import annotations

import datetime as dt

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..model import Article
from .mention import Mention
from .scene import Event, Scene

_LINK_WITHIN = 3  # tokens from the من behind a span to the word of the earlier act: بعد يوم من اندلاع اشتباكات
_SPAN_WITHIN = 6  # tokens from بعد to that من


def settle(events: list[Event], article: Article, lexicon: Lexicon) -> None:
    """Set `when` of the events that such a span tells; days count back from the day told before it in its sentence, else from
    publication."""
    if article.published is None:
        return
    published = dt.date.fromisoformat(article.published)
    for event in events:
        own = event.when is not None and event.when.s is event.scene.s and event.when.i > event.i  # its own day, behind it
        if not event.turned_down and not own:
            event.when = _counted(event, published, lexicon) or event.when


def _counted(event: Event, published: dt.date, lexicon: Lexicon) -> Mention | None:
    s = event.scene.s
    links = [t.i for t in s.tokens[max(0, event.i - _LINK_WITHIN) : event.i] if t.w.word in WORDS["counted_from"]]
    if not links:
        return None
    at = next((t.i for t in reversed(s.tokens[max(0, links[-1] - _SPAN_WITHIN) : links[-1]]) if t.w.word in WORDS["after"]), None)
    if at is None:
        return None
    ago = next(iter(lexicon.calendar.firsts("ago")))  # six days after an act is told as that act six days ago is
    words = [*s.norms[:at], ago, *(n for n in s.norms[at + 1 :] if n not in WORDS["about"])]
    when = lexicon.calendar.read(words, at, _day_before(event.scene, at) or published)
    told = links[-1] - sum(n in WORDS["about"] for n in s.norms[at + 1 : links[-1]])
    if when is None or when.last != told:
        return None
    m = Mention(s, at, links[-1], "time")
    m.when = when
    return m


def _day_before(scene: Scene, at: int) -> dt.date | None:
    """The last single day that a sentence tells before token `at`."""
    told = (m.when for m in reversed(scene.mentions) if m.when is not None and m.j <= at)
    return next((when.start for when in told if when.start == when.end), None)
