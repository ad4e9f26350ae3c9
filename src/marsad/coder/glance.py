"""A first look at an article's words alone: what cannot be about a conflict is not read any further.

`keep.relevant` weighs what the whole reading found: words of war, armed actors, offices, demonstrators against words of other
topics. The words alone give a bound on that: no reading finds more actors than there are words that begin a name. Where even the
bound does not reach what is asked, the reading would refuse the article too, at thirty times the cost.
"""

from __future__ import annotations

import re

from ..lexicon import Lexicon
from ..lexicon.compile import Word
from ..model import ARMED, Article

_BEGINNING = 90  # words: where these speak of war, the whole is read whatever follows
_LONGEST = 10  # words of a name
_WORDS = re.compile(r"[^\s.,،؛:!?؟\"«»()\[\]…“”/\-]+")


def may_speak_of_conflict(article: Article, lexicon: Lexicon) -> bool:
    """False only where `keep.relevant` would refuse the article. True may be told of any other, and is at once of what begins with war."""
    raws = _WORDS.findall(article.body if article.chrome else article.text)
    known = lexicon.words
    words: list[Word] = []
    war = told = 0
    topics: dict[str, int] = {}
    for end in (_BEGINNING, len(raws)):
        words += [known[raw] for raw in raws[len(words) : end + _LONGEST]]
        norms: list[str] | None = None
        for i in range(told, min(end, len(words))):
            w = words[i]
            war += w.weight
            if w.starts:
                norms = norms or [x.norm for x in words]
                found = lexicon.actors.match(norms, i, w.word) or lexicon.actors.match(norms, i, w.norm)
                if found is not None:
                    war += 3 if found[1].kind in ARMED else 1
            for topic in w.topics:
                topics[topic] = topics.get(topic, 0) + 1
        other = max(topics.values(), default=0)
        if war >= 8 and war > 2 * other:
            return True
        told = end
    if other == 0:  # then an event word counts as much as an actor
        war += 2 * sum(bool(w.verbs or w.nouns) for w in words)
    return war >= 2 and war > other * 0.8
