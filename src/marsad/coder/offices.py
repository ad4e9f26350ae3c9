"""Whose an office is and who holds it, by its own words: the nation beside it, a name within it, what it heads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ..lexicon import Lexicon, asides
from ..lexicon.grammar import WORDS
from ..lexicon.names import Phrases
from ..model import Actor
from . import persons
from .mention import national
from .tokens import Sentence


class Reader(Protocol):
    """What reads names and nations in a sentence: `phrases.NounPhrases`."""

    def phrase(self, phrases: Phrases[Actor], s: Sentence, i: int) -> tuple[int, Actor] | None: ...
    def of_state(self, s: Sentence, i: int, k: int) -> str | None: ...


def whose(s: Sentence, i: int, j: int, read: Reader, lexicon: Lexicon) -> Actor | None:
    """Who is told by the office or title at the tokens [i, j): whom its words name, else the state of the nation beside it."""
    if i and not s.tokens[i - 1].mark and persons.of_kin(s.tokens[i - 1].w):
        return None  # نجل الرئيس الليبي
    own = next(_nations(s, i, j, read, lexicon), None) if s.tokens[i].w.title else None
    of_nation = s.tokens[i].w.det and i + 1 < j and s.tokens[i + 1].w.det and read.of_state(s, i, i + 1) is not None
    for k in range(i, j):
        match = read.phrase(lexicon.actors, s, k)
        if match is None or _anothers(s, i, k, match[1], own):
            continue
        actor = match[1]
        if of_nation and k > i + 1 and actor.kind != "person" and not tied_at(s, k):
            continue
        if actor.kind == "person" and s.tokens[i].w.stem in asides.words("ruled"):
            return persons.rule(actor, lexicon)
        if actor.kind == "person" and any(t.w.norm in WORDS["in"] for t in s.tokens[i:k]):
            return None  # مسؤولين في حملة ترامب
        if actor.kind == "state_forces" or actor.kind == "external_forces":
            return _people(s, i, k, match[0], actor, lexicon)
        return actor
    iso = next(_nations(s, i, j, read, lexicon), None)
    return _of_nation(s, i, j, iso, lexicon) if iso is not None else None


def _nations(s: Sentence, i: int, j: int, read: Reader, lexicon: Lexicon) -> Iterator[str]:
    """The countries (ISO codes) whose adjectives tell whose an office is, those that agree with its head first. Behind a given name an
    adjective is a surname, or tells of something else."""
    name = next((k for k in range(i + 1, j) if persons.given(s.tokens[k].w, lexicon)), j)
    agrees = [k for k in range(i + 1, name) if s.tokens[k].w.det == s.tokens[i].w.det]
    for k in (*agrees, *range(i, name)):
        iso = read.of_state(s, i, k) if k in agrees or s.tokens[k].w.det or k == j - 1 else None
        if iso and not _a_surname(s, i, k):
            yield iso


def _a_surname(s: Sentence, i: int, k: int) -> bool:
    """Whether the definite adjective at token k stands behind a man's name that nothing else is known of: النائب مشير المصري."""
    before = s.tokens[k - 1].w
    plain = not (before.det or before.names or before.title or before.office or before.head or before.place_type or before.nouns or before.pron)
    return k == i + 2 and s.tokens[i].w.det and s.tokens[k].w.det and plain and not before.site and not before.victim


def _of_nation(s: Sentence, i: int, j: int, iso: str, lexicon: Lexicon) -> Actor:
    words = s.tokens[i + 1 : j]
    military = s.tokens[i].w.stem in asides.words("officers") or any(s.tokens[m].w.norm in WORDS["military"] for m in range(i, j))
    military = military or any(t.w.stem in asides.words("of_arms") for t in words)
    return national(iso, "state" if military else "government", lexicon)


def _anothers(s: Sentence, i: int, k: int, actor: Actor, own: str | None) -> bool:
    """Whether the name at token k is not who holds the office: his kin's, of another nation than the office, or whom it is against."""
    if actor.kind == "person" and any(persons.of_kin(t.w) for t in s.tokens[i:k]):
        return True
    if any(t.w.stem in asides.words("against") for t in s.tokens[i + 1 : k]):
        return True
    return own is not None and actor.country is not None and actor.country != own and not tied_at(s, k)


def _people(s: Sentence, i: int, k: int, end: int, actor: Actor, lexicon: Lexicon) -> Actor:
    """The government where officials are told by a nation's people that are a name of its forces too: المسؤولين الروس."""
    official = s.tokens[i].w.title and end == k + 1 == i + 2 and s.tokens[i].w.stem not in asides.words("officers")
    commands = any(s.tokens[m].w.norm in WORDS["military"] for m in range(i, end)) or s.tokens[k].w.head
    return national(actor.country, "government", lexicon) if official and not commands and actor.country else actor


def tied_at(s: Sentence, k: int) -> bool:
    """Whether a preposition ties the name at token k to what stands before it: المتحدث باسم X, القيادي في X."""
    return bool(s.tokens[k].w.prep) or s.norms[k - 1] in WORDS["prepositions"] | WORDS["in_the_name"]


def is_government(actor: Actor) -> bool:
    """Whether an actor is a country's government, and no ministry of it."""
    return actor.kind == "government" and actor.id.endswith((".gov", ".govt"))


def kind_of_force(s: Sentence, i: int, j: int) -> str:
    """What a nation's adjective makes of an armed head at token i: its police, its government (القيادة السورية), its forces (عناصر أمنية)."""
    w = s.tokens[i].w
    if w.stem in asides.words("policing"):
        return "police"
    if w.det and w.stem in asides.words("leadership") and i + 1 < j and s.tokens[i + 1].w.demonym:
        return "government"
    if w.head == "group" and any(t.w.stem in asides.words("of_security") for t in s.tokens[i + 1 : j]):
        return "state"
    return w.head or "state"


def only_leads(s: Sentence, i: int) -> bool:
    """Whether a head only says who leads others: تحالف بقيادة السعودية."""
    return s.tokens[i].w.prep == "ب" and s.tokens[i].w.stem in asides.words("leadership")
