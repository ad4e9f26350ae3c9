"""Units told by number (الفرقة 22 مشاة، اللواء الخامس والثلاثون): each a part of the army that the article is about."""

from __future__ import annotations

from ..arabic.normalise import fold
from ..lexicon import Lexicon
from ..lexicon.grammar import UNITS, WORDS
from ..model import Actor
from .mention import Mention
from .tokens import Sentence
from .whose import About

_TENS = frozenset(range(20, 100, 10))


def number(s: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """(number, end) of the figure or ordinal at token i of a unit's name: 22, الـ35, الثانية والعشرين; None for another word."""
    if i >= len(s.tokens) or s.tokens[i].mark:
        return None
    digits = s.norms[i].removeprefix("ال")
    if digits.isdigit():
        return (int(digits), i + 1) if len(digits) <= 4 else None
    if not s.tokens[i].w.det:
        return None
    words = [_masculine(word, lexicon) for word in s.norms[i : i + 2]]
    found = lexicon.numerals.ordinal(words, 0)
    if found is None:
        tens = lexicon.numerals.values.get(words[0].removeprefix("ال"), 0)
        return (tens, i + 1) if tens in _TENS else None
    tens = lexicon.numerals.values.get(words[1].removeprefix("وال"), 0) if words[1:] and words[1].startswith("وال") else 0
    return (found[0] + tens, i + 2) if found[1] == 1 and tens in _TENS else (found[0], i + found[1])


def _masculine(word: str, lexicon: Lexicon) -> str:
    """الثانية → الثاني, الأولى → الأول, as the table of ordinals has them."""
    return lexicon.numerals.masculine.get(word) or word.removesuffix("ه")


def belong(m: Mention, about: About, lexicon: Lexicon, behind: Mention | None = None) -> None:
    """Set the actor of a mention that names a unit by number: part of the army or force that the phrase names, or of the one told right
    `behind` it (اللواء 28 في الحشد الشعبي), else of the army of the article's country. A unit that the lexicon names is that one only in
    its own country (الفرقة الرابعة)."""
    told = _told(m, lexicon)
    if told is None:
        return
    iso = about.country()
    if m.actor is not None and m.actor.id in lexicon.actor_by_id and _is_unit(m.actor):
        if iso is None or m.actor.country == iso:
            return
        m.actor = None
    within = behind.actor if behind is not None and behind.prep in WORDS["lying_in"] and behind.kind == "actor" else None
    above = m.actor or within or (lexicon.actor_by_id.get(f"{iso.lower()}.army") if iso else None)
    if above is not None:
        m.actor = _unit(*told, above)


def _told(m: Mention, lexicon: Lexicon) -> tuple[str, int] | None:
    """(kind of unit, number) of a mention that opens with them: الفرقة 22, قيادة اللواء الثامن."""
    for k in range(m.i, min(m.i + 2, m.j)):
        stem = m.s.tokens[k].w.stem
        found = number(m.s, k + 1, lexicon) if stem in UNITS and k + 1 < m.j else None
        if found is not None:
            return stem, found[0]
    return None


def _is_unit(actor: Actor) -> bool:
    """Whether the lexicon's name of an actor is itself a unit's: الفيلق الخامس."""
    return fold(actor.name_ar.split()[0]).removeprefix("ال") in UNITS


def _unit(stem: str, n: int, above: Actor) -> Actor:
    english, arabic = UNITS[stem]
    return Actor(
        f"{above.id}.{english.lower()}-{n}",
        f"{arabic} {n} ({above.name_ar})",
        f"{_ordinal(n)} {english} ({above.name_en})",
        above.kind,
        above.country,
        above.id,
    )


def _ordinal(n: int) -> str:
    """22 → 22nd."""
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
