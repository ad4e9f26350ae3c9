"""What every state has (الشرطة، الحكومة، وزارة الداخلية), told without its country: whose it is, by `lexicon/state.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..lexicon import Lexicon, asides
from ..lexicon.grammar import BODIES, WORDS
from ..model import Actor
from .mention import Mention
from .scene import Scene
from .whose import About, nation

_PLAINLY = 0.5  # of an article's votes for countries, from where it is plainly about one
_AHEAD = 1.5  # how many times the votes of the next
_TOWNS = 2  # of another country, from where the article is about that one too
_NEAR = 2  # sentences behind which a body told with another country than the article's is that one still
_FAR_OFF = frozenset({"army", "airforce", "navy", "intel", "mod", "mofa"})  # bodies that act in other countries than their own
# Who rescues and counts where it happened, whoever did it: غارة إسرائيلية في جنوب لبنان، وفق وزارة الصحة.
_COUNTING = frozenset({"moh", "civildefence", "redcrescent"})

_FIRSTS = frozenset(name.partition(" ")[0] for name in BODIES)


def named(m: Mention) -> Mapping[str, Any] | None:
    """The body that the words of a mention name, its country's adjective and epithets aside."""
    tokens = m.s.tokens[m.i : m.j]
    if tokens[0].w.word not in _FIRSTS or _describes(m):
        return None
    words = [tokens[0].w.word, *(t.w.norm for t in tokens[1:])]
    while len(words) > 1 and " ".join(words) not in BODIES and (tokens[len(words) - 1].w.demonym or words[-1] in WORDS["epithets"]):
        words.pop()
    return BODIES.get(" ".join(words))


def _describes(m: Mention) -> bool:
    """Whether the word for a ministry is an adjective of what stands before it: الشؤون الداخلية."""
    w, before = m.s.tokens[m.i].w, m.s.tokens[m.i - 1] if m.i else None
    return before is not None and not before.mark and before.w.stem in asides.words("affairs") and before.w.det and not (w.conj or w.prep)


class Bodies:
    """The bodies of states that an article has named so far: what is told without a country is the one told last."""

    def __init__(self, about: About, lexicon: Lexicon):
        self.about, self.lexicon = about, lexicon
        self.last: dict[str, tuple[str, int]] = {}  # key of a body → ISO code, and the sentence in which it was told
        self.at = 0  # how many sentences were read
        self.scene: Scene | None = None

    def begin(self, scene: Scene) -> None:
        """Go on to the next sentence."""
        self.at, self.scene = self.at + 1, scene

    def settle(self, m: Mention) -> None:
        """Set the actor of a mention that names a body, where its country is told or plain."""
        body = named(m) if m.kind in ("actor", "group") else None
        if body is None:
            return
        key = body["key"][0]
        told = nation(m) or (m.actor.country if m.actor is not None else None) or self._beside(m, key)
        if told is not None:
            self.last[key] = told, self.at
        iso = told or self._untold(key)
        if iso is not None and iso in self.lexicon.country_names and (m.actor is None or _coarse(m.actor, key)):
            m.actor = self._actor(body, iso)
            m.why = ""

    def untold(self, key: str) -> Actor | None:
        """The body of a key that is told without a country; None where nothing settles whose it is."""
        iso = self._untold(key)
        return self._actor(_body(key), iso) if iso in self.lexicon.country_names else None

    def at_home(self, key: str) -> Actor | None:
        """The same of the country that most of an article's towns lie in: القوات الحكومية are a side of the war there."""
        lands = self.about.lands
        land = max(lands, key=lambda iso: lands[iso], default="")
        home = land if land in self.lexicon.country_names and lands[land] * 2 > lands.total() else None
        return self._actor(_body(key), home) if home is not None else self.untold(key)

    def elsewhere(self, iso: str | None) -> set[str]:
        """The countries in which the sentence says that it happened, where none of them is `iso` and the sentence tells nothing of that one."""
        if self.scene is None:
            return set()
        lands = self._inside()
        return set() if iso in lands or iso in self.scene.s.nations else lands

    def _inside(self) -> set[str]:
        """The countries of the places that the sentence says something was in."""
        mentions = self.scene.mentions if self.scene is not None else []
        return {m.place.country for m in mentions if m.place is not None and m.place.country and _within(m)}

    def _beside(self, m: Mention, key: str) -> str | None:
        """The country of the place right behind a body that acts at home: الدفاع المدني في جنوب لبنان."""
        if key in _FAR_OFF or self.scene is None:
            return None
        places = (x.place for x in self.scene.mentions if x.place is not None and _within(x) and x.i in (m.j, m.j + 1))
        return next((p.country for p in places if p.country), None)

    def _untold(self, key: str) -> str | None:
        """Whose a body is that is told without a country: the one told last, unless the article is about another country and it was long
        ago; else that of the article, unless its sentence is about another."""
        plain, (last, at) = self._plain(key), self.last.get(key, ("", 0))
        land = max(self.about.lands, key=lambda iso: self.about.lands[iso], default=last)
        if last and (key in _FAR_OFF or plain == last or self.at - at <= _NEAR or (plain is None and land == last)):
            return last
        lands = self.elsewhere(plain) or (self._inside() if key in _COUNTING else set())
        if not lands:
            return plain if not last or self.about.votes[plain or ""] > self.about.votes[last] * 2 else None
        return next(iter(lands)) if len(lands) == 1 and key not in _FAR_OFF else None

    def _plain(self, key: str) -> str | None:
        """The country that the article is plainly about, else its outlet's where it names none. An article on what another state does in
        a country is plainly about neither: there a body that acts at home may be of both."""
        votes = self.about.votes
        if not votes:
            return self.about.home
        best, second = (*sorted(votes, key=lambda iso: votes[iso], reverse=True), "")[:2]
        if votes[best] <= _PLAINLY * sum(votes.values()) or (second and votes[best] < _AHEAD * votes[second]):
            return None
        lands = self.about.lands
        land = max(lands, key=lambda iso: lands[iso], default=best)
        return best if key in _FAR_OFF or land == best or lands[land] < _TOWNS else None

    def _actor(self, body: Mapping[str, Any], iso: str) -> Actor:
        ids = [f"{iso.lower()}.{key}" for key in body["key"]]
        known = next((self.lexicon.actor_by_id[id] for id in ids if id in self.lexicon.actor_by_id), None)
        country = self.lexicon.country_names[iso]
        return known or Actor(
            ids[0],
            body["ar"].format(country=country["ar"]),
            body["en"].format(adj=country["adj_en"], country=country["en"]),
            body["kind"],
            iso,
            None,
        )


def _body(key: str) -> Mapping[str, Any]:
    """The body of a key."""
    return next(b for b in BODIES.values() if b["key"][0] == key)


def _coarse(actor: Actor, key: str) -> bool:
    """Whether a nation's adjective gave the army or government where a body of it is told: الشرطة الفرنسية."""
    return actor.id == f"{(actor.country or '').lower()}.army" and key not in ("army", "security")


def _within(m: Mention) -> bool:
    """Whether a place is told as where something is: في مصر, بمدينة بركان."""
    return m.prep in asides.words("inside")
