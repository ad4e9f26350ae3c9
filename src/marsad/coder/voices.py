"""Through whom the text has what a source says: an outlet that was told, an agency that relays."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .mention import Mention
from .reader import Reading
from .scene import Event

_TOLD_WITHIN = 2  # tokens from a speaker to the outlet told: قال فلان لرويترز


def relays(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Set `via`: the outlet that the source told (… لرويترز), or the subject of a relaying verb before it (نقلت رويترز عن …)."""
    for event in events:
        _relay(event)


def _relay(event: Event) -> None:
    source = event.source
    if source is None or source.s is not event.scene.s:
        return
    for m in event.scene.mentions:
        told = m.kind == "source" and m.cls == "outlet" and m.prep == "ل" and 0 <= m.i - source.j <= _TOLD_WITHIN
        if (told or _relayed(m, source)) and not _same(m, source):
            event.via.append(m)


def _relayed(m: Mention, source: Mention) -> bool:
    """نقلت رويترز عن مصدر: the agency between the verb and عن."""
    if source.prep != "عن" or m.prep or not 0 < m.i < source.i:
        return False
    return m.s.norms[m.i - 1].removeprefix("و") in WORDS["relays"]


def _same(a: Mention, b: Mention) -> bool:
    return a is b or (a.actor is not None and b.actor is not None and a.actor.id == b.actor.id)
