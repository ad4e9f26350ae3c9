"""Days told from one act to the one before it (قتل ثلاثة بعد ستة أيام من تفجير …): the earlier act was so long before the later one; and the
month of what is planned (يعتزم شن هجوم في أكتوبر), which is the next of that name."""

from __future__ import annotations

import datetime as dt

from ..arabic.days import month_end
from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from ..model import Article
from .mention import Mention
from .scene import Event, Scene

_LINK_WITHIN = 3  # tokens from the من behind a span to the word of the earlier act: بعد يوم من اندلاع اشتباكات
_DEATHS_WITHIN = 8  # tokens from the word of who died in an act to the act
_SPAN_WITHIN = 6  # tokens from بعد to that من
_YEAR = 366  # days
_DAY_WITHIN = 20  # tokens from بعد back to the day from which it counts


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
        if event.modality == "planned" and event.when is not None:
            event.when = _to_come(event.when, published, lexicon)


def _to_come(m: Mention, published: dt.date, lexicon: Lexicon) -> Mention:
    """A month without a year that what is planned was put into before publication, a year later; any other time as it is."""
    when, tokens = m.when, m.s.tokens[m.i : m.j]
    if when is None or when.precision != "month" or when.end >= published or (published - when.end).days > _YEAR:
        return m
    if any(t.w.word in lexicon.calendar.past or any(c.isdigit() for c in t.text) for t in tokens):
        return m
    moved = Mention(m.s, m.i, m.j, "time")
    start = when.start.replace(year=when.start.year + 1)
    moved.when = when._replace(start=start, end=month_end(start))
    return moved


def _counted(event: Event, published: dt.date, lexicon: Lexicon) -> Mention | None:
    s = event.scene.s
    links = [t.i for t in s.tokens[max(0, event.i - _reach(event)) : event.i] if t.w.word in WORDS["counted_from"]]
    if not links:
        return None
    after = WORDS["after"] | words("after")
    at = next((t.i for t in reversed(s.tokens[max(0, links[-1] - _SPAN_WITHIN) : links[-1]]) if t.w.word in after), None)
    if at is None:
        return None
    ago = next(iter(lexicon.calendar.firsts("ago")))  # six days after an act is told as that act six days ago is
    told = [ago, *(n for n in s.norms[at + 1 : links[-1]] if n not in WORDS["about"])]
    when = lexicon.calendar.read(told, 0, _day_before(event.scene, at) or published)
    if when is None or when.last != len(told):
        return None
    m = Mention(s, at, links[-1], "time")
    m.when = when
    return m


def _reach(event: Event) -> int:
    """How far before the word of an act the span from which it is counted may end: farther where people are told to have died in it (بعد أسبوع
    على مقتل 13 عاملا في هجوم)."""
    before = event.scene.s.tokens[max(0, event.i - _DEATHS_WITHIN) : event.i]
    died = next((t.i for t in before if t.w.harm and t.w.nouns), None)
    parted = died is None or any(t.mark or (t.w.verbs and not t.w.nouns) for t in before if t.i > died)
    return _LINK_WITHIN if parted or died is None else event.i - died + 1


def _day_before(scene: Scene, at: int) -> dt.date | None:
    """The last single day that a sentence tells shortly before token `at`."""
    near = (scene.mention_at(i) for i in range(at - 1, max(-1, at - 1 - _DAY_WITHIN), -1))
    told = (m.when for m in near if m is not None and m.when is not None)
    return next((when.start for when in told if when.start == when.end), None)
