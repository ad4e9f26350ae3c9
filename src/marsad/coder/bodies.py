"""What every state has (الشرطة، الحكومة، وزارة الداخلية), told without its country: whose it is, by `lexicon/state.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..lexicon import Lexicon
from ..lexicon.grammar import BODIES, WORDS
from ..model import Actor
from .mention import Mention
from .whose import About, nation

_PLAINLY = 0.5  # of an article's votes for countries, from where it is plainly about one

_FIRSTS = frozenset(name.partition(" ")[0] for name in BODIES)


def named(m: Mention) -> Mapping[str, Any] | None:
    """The body that the words of a mention name, its country's adjective and epithets aside."""
    tokens = m.s.tokens[m.i : m.j]
    if tokens[0].w.word not in _FIRSTS:
        return None
    words = [tokens[0].w.word, *(t.w.norm for t in tokens[1:])]
    while len(words) > 1 and " ".join(words) not in BODIES and (tokens[len(words) - 1].w.demonym or words[-1] in WORDS["epithets"]):
        words.pop()
    return BODIES.get(" ".join(words))


class Bodies:
    """The bodies of states that an article has named so far: what is told without a country is the one told last."""

    def __init__(self, about: About, lexicon: Lexicon):
        self.about, self.lexicon = about, lexicon
        self.last: dict[str, str] = {}  # key of a body → ISO code

    def settle(self, m: Mention) -> None:
        """Set the actor of a mention that names a body, where its country is told or plain."""
        body = named(m) if m.kind in ("actor", "group") else None
        if body is None:
            return
        key = body["key"][0]
        told = nation(m) or (m.actor.country if m.actor is not None else None)
        if told is not None:
            self.last[key] = told
        iso = told or self.last.get(key) or self._plain()
        if iso is not None and iso in self.lexicon.country_names and (m.actor is None or _coarse(m.actor, key)):
            m.actor = self._actor(body, iso)
            m.why = ""

    def _plain(self) -> str | None:
        """The country that the article is plainly about, else its outlet's where it names none."""
        votes = self.about.votes
        if not votes:
            return self.about.home
        best = max(votes, key=lambda iso: votes[iso])
        return best if votes[best] > _PLAINLY * sum(votes.values()) else None

    def _actor(self, body: Mapping[str, Any], iso: str) -> Actor:
        ids = [f"{iso.lower()}.{key}" for key in body["key"]]
        known = next((self.lexicon.actor_by_id[id] for id in ids if id in self.lexicon.actor_by_id), None)
        country = self.lexicon.country_names[iso]
        return known or Actor(
            ids[0], body["ar"].format(country=country["ar"]), body["en"].format(adj=country["adj_en"], country=country["en"]),
            body["kind"], iso, None,
        )  # fmt: skip


def _coarse(actor: Actor, key: str) -> bool:
    """Whether a nation's adjective gave the army or government where a body of it is told: الشرطة الفرنسية."""
    return actor.id == f"{(actor.country or '').lower()}.army" and key not in ("army", "security")
