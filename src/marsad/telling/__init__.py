"""What a claim or an event tells, in one sentence an editor would print: `english(told)`, `arabic(told)`.

The patterns stand in `lexicon/sentences.toml`, the nouns of which descriptions are made in `lexicon/nouns.toml`, names of persons in
`lexicon/latin.toml`; nothing here knows where the values come from.
"""

from .arabic import arabic
from .english import english
from .told import Folk, Name, Told, Where

__all__ = ["Folk", "Name", "Told", "Where", "arabic", "english"]
