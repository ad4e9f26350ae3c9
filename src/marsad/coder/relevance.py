"""A first look at an article's words alone: what cannot be about a conflict is not read any further.

Words of war and names of actors stand against words of other topics (sport, markets, weather …). Only what speaks of war too little
is refused here; whether a word of what goes on tells an event is the reader's to say.
"""

from __future__ import annotations

import re

from ..lexicon import Lexicon
from ..lexicon.word import Word
from ..model import ARMED, Article

_BEGINNING = 90  # words: where these speak of war, the whole is read whatever follows
_LONGEST = 10  # words of a name
_SHARE = 0.67  # of what speaks for other topics, that words of war must reach
_WORDS = re.compile(r"[^\s.,،؛:!?؟\"«»()\[\]…“”/\-]+")


def may_speak_of_conflict(article: Article, lexicon: Lexicon) -> bool:
    """Whether an article may have claims; True at once for what begins with war."""
    text = article.body if article.chrome else article.text
    mended = lexicon.mender.mend(text)
    raws = _WORDS.findall(text if mended is None else mended.text)
    known = lexicon.words
    words: list[Word] = []
    war = told = 0
    topics: dict[str, int] = {}
    for end in (_BEGINNING, len(raws)):
        words += [known[raw] for raw in raws[len(words) : end + _LONGEST]]
        looked_at = words[told:end]
        war += sum([w.weight for w in looked_at])
        norms = [w.norm for w in words]
        for i in [i for i, w in enumerate(looked_at, told) if w.starts]:
            found = lexicon.actors.match(norms, i, words[i].word) or lexicon.actors.match(norms, i, words[i].norm)
            if found is not None:
                war += 3 if found[1].kind in ARMED else 1
        for w in [w for w in looked_at if w.topics]:
            for topic in w.topics:
                topics[topic] = topics.get(topic, 0) + 1
        other = max(topics.values(), default=0)
        if war >= 8 and war > 2 * other:
            return True
        told = end
    if other == 0:  # then an event word counts as much as an actor
        war += 2 * sum(bool(w.verbs or w.nouns) for w in words)
    return war >= 1 and war > other * _SHARE
