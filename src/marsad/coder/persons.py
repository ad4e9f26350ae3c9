"""Whose a person's name is: a surname may be somebody else's, told by another given name, as kin, or in another country."""

from __future__ import annotations

from functools import cache

from ..arabic.normalise import fold
from ..lexicon import Lexicon, asides
from ..lexicon.tables import table
from ..lexicon.word import Word
from ..model import ARMED, Actor
from .mention import national
from .tokens import Sentence, Token

_COMMON, _COMMON_WITH_THE = 2e-5, 1e-4  # of all words, from which a word, and one with its article, is of the language and no surname


@cache
def _given() -> frozenset[str]:
    """Given names of one word, folded."""
    names = (fold(name) for names in table("latin")["persons"].values() for name in names if " " not in name)
    return frozenset(name for name in names if not name.startswith("ال"))


def given(w: Word, lexicon: Lexicon) -> bool:
    """Whether a word is a given name, and no surname only by which somebody is known."""
    more = w.det or w.prep or w.title or w.head or w.office or w.victim or w.source or w.site or w.nouns or w.time or w.number or w.stop
    return w.stem in _given() and w.stem not in lexicon.surnames and not more


def called_so(w: Word) -> bool:
    """Whether a word is a given name, whatever else it may be."""
    return w.stem in _given()


def of_kin(w: Word) -> bool:
    """Whether a word is for somebody's kin (شقيق، نجل): whoever is told so is not the one named behind it."""
    return w.stem in asides.words("kin")


def anothers(s: Sentence, i: int, j: int, actor: Actor, lexicon: Lexicon) -> bool:
    """Whether a known person's name at the tokens [i, j) is another's: his kin's, or a surname that another given name stands before
    (عدنان المالكي) or that is itself another's given name (صالح المطلك)."""
    before = s.tokens[i - 1] if i and not s.tokens[i - 1].mark else None
    if before is not None and of_kin(before.w):
        return True
    if j != i + 1:
        return False
    if before is not None and (_given_before(before.w, actor, lexicon) or _fathers(s, i - 1, actor, lexicon)):
        return True
    return _given_alone(s, i, lexicon)


def _fathers(s: Sentence, k: int, actor: Actor, lexicon: Lexicon) -> bool:
    """Whether the word at token k stands between another's given name and a surname: سليمان هلال الأسد."""
    w, first = s.tokens[k].w, s.tokens[k - 1] if k else None
    plain = not (w.det or w.prep or w.conj or w.verbs or w.nouns or w.title or w.office or w.head or w.stop or w.number or w.time or w.place_type)
    return plain and first is not None and not first.mark and _given_before(first.w, actor, lexicon)


def men(actor: Actor, lexicon: Lexicon) -> Actor | None:
    """Whose the forces are that are told as a known person's: those that the lexicon has by his name (قوات القذافي), the force that he
    commands or speaks for, the army of the government that he heads. None for others: they are not himself."""
    if len(_bearers(actor, lexicon)) > 1:
        return None
    for name in (fold(actor.name_ar), fold(actor.name_ar).split()[-1]):
        for word in asides.words("hosts"):
            told = lexicon.actors.table.get(f"{word} {name}")
            if told is not None and told.kind in ARMED:
                return told
    above = lexicon.actor_by_id.get(actor.of or "")
    if above is None or above.kind in ARMED:
        return above
    return national(above.country, "state", lexicon) if above.kind == "government" and above.country else None


def rule(actor: Actor, lexicon: Lexicon) -> Actor | None:
    """The government that is told as a known person's (إدارة أوباما); of several who share the name, of the one who heads one."""
    rulers = [a for a in _bearers(actor, lexicon) if lexicon.actor_by_id.get(a.of or "", a).kind not in ARMED]
    return national(rulers[0].country, "government", lexicon) if len(rulers) == 1 and rulers[0].country else None


def _bearers(actor: Actor, lexicon: Lexicon) -> list[Actor]:
    """The known persons who share a name of one of them, himself among them."""
    return next((same for same in lexicon.namesakes.values() if actor in same), [actor])


def _given_before(w: Word, actor: Actor, lexicon: Lexicon) -> bool:
    """Whether a word is a given name that is not a known person's own. Foreign names are spelled in many ways, which begin alike."""
    his = fold(actor.name_ar).split()
    return given(w, lexicon) and w.stem not in lexicon.actors.table and all(w.stem[0] != name[0] for name in his)


def _given_alone(s: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether the given name at token i has another surname behind it than that of the person who is known by it alone."""
    after = s.tokens[i + 1] if i + 1 < len(s.tokens) else None
    if after is None or after.mark or after.w.stem in lexicon.actors.table or not given(s.tokens[i].w, lexicon):
        return False
    return given(after.w, lexicon) or (after.w.det and not after.w.prep and not after.w.verbs and surname(after, lexicon))


def surname(t: Token, lexicon: Lexicon) -> bool:
    """Whether a token may be a surname by which a person is told again: no country, no adjective, no common word of the language."""
    if t.w.norm in lexicon.capitals or t.w.demonym:
        return False
    if t.w.det:
        return not t.w.norm.endswith("يه") and lexicon.frequency(t.text) < _COMMON_WITH_THE
    return t.w.stem in _given() or t.w.stem in lexicon.surnames or lexicon.frequency(t.text) < _COMMON
