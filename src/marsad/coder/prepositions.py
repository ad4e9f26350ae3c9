"""Which preposition governs a mention, and which mentions are joined by و."""

from __future__ import annotations

from ..lexicon.grammar import WORDS
from .mention import AMONG, BY, Mention
from .tokens import Sentence


def govern(s: Sentence, m: Mention, previous: Mention | None) -> None:
    """Set `prep` and `coord` of `m`, given the mention before it."""
    first = s.tokens[m.i].w
    if (m.i and s.norms[m.i - 1].removeprefix("و") in WORDS["among"]) or (
        m.i > 1 and s.norms[m.i - 2] in WORDS["among"] and not s.tokens[m.i - 1].mark
    ):
        m.prep = AMONG  # a part of those just counted: no argument of its own
        return
    told = _told(s, m, previous)
    if told is not None:
        m.prep = "من" if told == "في" and _position(s, m, previous) else told
    if m.kind == "place" and m.i and s.norms[m.i - 1] in WORDS["beside"]:
        m.prep = "~"
    m.prep = m.prep or _farther(s, m, previous)
    if previous is None or m.kind == "time" or previous.kind == "time":
        return
    gap = s.tokens[previous.j : m.i]
    linked = first.conj == "و" and not gap
    linked = linked or (len(gap) == 1 and gap[0].mark and gap[0].text in "،," and _listed(s, m, previous))
    if linked and not (first.prep and first.prep != previous.prep) and _alike(m, previous):
        m.coord = True
        m.prep = m.prep or previous.prep


def _told(s: Sentence, m: Mention, previous: Mention | None) -> str | None:
    """The preposition that is joined to a mention or stands right before it; None where none does."""
    first, before = s.tokens[m.i].w, s.norms[m.i - 1] if m.i else ""
    if m.kind == "source" and before.removeprefix("و") in WORDS["recipients"]:
        return AMONG
    if first.prep:
        return first.prep
    if before.removeprefix("و") in WORDS["prepositions"] and not first.conj and not _is_verb(s, m.i - 1):
        prep = before if before in WORDS["prepositions"] else before[1:]
        if prep == "من" and m.i > 1 and s.norms[m.i - 2] in WORDS["both"]:
            return ""  # كل من X وY: both, not from them
        if prep in WORDS["between"] and m.count is not None and m.count.max is not None and m.count.max > m.count.min:
            return ""  # قتل ما بين 20 و30 جنديا: a range, no two sides
        return prep
    if m.kind == "place" and not first.conj and not m.cls:
        if (
            previous is not None
            and previous.kind == "place"
            and m.i - previous.j <= 1
            and not any(t.w.nouns or t.w.verbs for t in s.tokens[previous.j : m.i])
            and not _state_that_acts(s, previous)
        ):
            return "~"  # says where the place before it lies
        if first.direction or first.area:
            return "في"
    return None


def _position(s: Sentence, m: Mention, previous: Mention | None) -> bool:
    """Whether a place is where the positions lie that the act goes out from: من مواقعها في X, but not عددا من المواقع في X."""
    if m.kind != "place" or previous is None or previous.kind != "site" or previous.prep != "من" or previous.j != m.i - 1:
        return False
    before = s.tokens[previous.i - 2] if previous.i > 1 else None
    return before is None or not (before.w.number or before.w.stem in WORDS["amounts"])


def _farther(s: Sentence, m: Mention, previous: Mention | None) -> str:
    """What governs a mention by words of more than one token, or over a word between."""
    first = s.tokens[m.i].w
    if m.i and (s.norms[m.i - 1] in WORDS["by"] or " ".join(s.norms[max(0, m.i - 2) : m.i]) in WORDS["by"]):
        return BY
    if m.i < 2 or first.conj:
        return ""
    if m.kind == "actor":
        return _mediated(s, m.i)
    if m.kind == "site" and s.norms[m.i - 2] in WORDS["prepositions"]:
        of = s.tokens[m.i - 1]
        if not (of.mark or of.w.det or of.w.verbs or of.w.nouns or of.w.stop) and (previous is None or previous.j < m.i):
            return s.norms[m.i - 2]  # على أسطح المنازل
    return ""


def _is_verb(s: Sentence, i: int) -> bool:
    """وعبر الآلاف الحدود: a preposition's form that opens its clause is the verb."""
    t = s.tokens[i]
    return bool(t.w.verbs) and not t.w.prep and (bool(t.w.conj) or (i == 0 and (not t.w.stop or t.w.norm in WORDS["crossing"])))


def _state_that_acts(s: Sentence, place: Mention) -> bool:
    """قصفت روسيا مدينة خاركيف: a country right behind a verb is its subject, and the place behind it no part of a name."""
    country = bool(place.candidates) and all(p.precision == "country" for p in place.candidates)
    return country and not place.prep and place.i > 0 and _is_verb(s, place.i - 1)


def _mediated(s: Sentence, i: int) -> str:
    """The preposition before a stronghold whose holder is named: على آخر معاقل داعش."""
    k = i - 1
    while k > 0 and s.tokens[k].w.stem in WORDS["held"] and i - k <= 3:
        if s.tokens[k].w.prep:
            return s.tokens[k].w.prep
        k -= 1
    return s.norms[k] if k < i - 1 and s.norms[k] in WORDS["prepositions"] else ""


def _listed(s: Sentence, m: Mention, previous: Mention) -> bool:
    """A comma continues a list only where a و closes it later or the kinds are both places."""
    after = s.tokens[m.j] if m.j < len(s.tokens) else None
    return m.kind == "place" and previous.kind == "place" and after is not None and (after.mark or after.w.conj == "و")


def _alike(a: Mention, b: Mention) -> bool:
    if a.kind == "place" or b.kind == "place":
        return a.kind == b.kind or ({a.kind, b.kind} == {"place", "site"} and (a.typed or b.typed) == "site")
    return True
