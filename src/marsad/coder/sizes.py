"""How many people a mention tells: its number, one told by a word beside it, a dual, one person."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..lexicon.word import Word
from .mention import Mention

_NUMBER_WITHIN = 4  # tokens of a number that stands before what it counts
_YEARS = range(1900, 2100)  # such a number alone, or before a noun, is a year
_PLURAL = ("ات", "ون", "ين", "ان", "وا")
_ENDINGS = ("ون", "ين", "ان", "و", "ي", "ات")  # of titles told of several

Size = tuple[int, int | None]  # least, most


def size_of(m: Mention, lexicon: Lexicon) -> Size | None:
    """How many people a mention tells (least, most); None for a plural without number."""
    if m.count is not None:
        return None if m.j - m.i == 1 and m.count.min in _YEARS else (m.count.min, m.count.max)
    if m.kind == "phrase":
        return (1, 1) if _somebody(m) else None
    if _one_of_them(m) or _titled(m, lexicon):
        return 1, 1
    number = _behind(m, lexicon)
    if number is not None:
        return number, number
    told = _before(m, lexicon)
    if told is not None:
        return told
    if _two(m, lexicon):
        return 2, 2
    return (1, 1) if _single(m, lexicon) else _household(m, lexicon)


def _one_of_them(m: Mention) -> bool:
    """أحد الجنود, إحدى الطالبات: one of those that the mention tells."""
    before = m.s.tokens[m.i - 1] if m.i else None
    return before is not None and not before.mark and before.w.word in WORDS["one_of"] and before.w.pron == ""


def _titled(m: Mention, lexicon: Lexicon) -> bool:
    """A person by office or by name: مقتل القائد العسكري فلان, مقتل أبو فلان."""
    if m.kind != "person":
        return False
    head = m.s.tokens[m.i].w
    if not head.title:
        return not head.det or m.j - m.i > 1
    after = m.s.tokens[m.j].w if m.j < len(m.s.tokens) else None
    joined = after is not None and after.conj == "و" and not after.verbs
    return head.stem not in WORDS["leaders"] and not joined and not _several(head.word, lexicon)


def _several(word: str, lexicon: Lexicon) -> bool:
    """Whether a title has the ending of a plural or a dual, and is no title without it: مسؤولين, and not أمين."""
    return any(word.endswith(end) and (word.removesuffix(end) in lexicon.titles or end == "ات") for end in _ENDINGS)


def _somebody(m: Mention) -> bool:
    """Whether a loose phrase has the form of one person: a name or a singular (اغتيال سامي فواز, مقتل الممرضة)."""
    head = m.s.tokens[m.i].w
    several = head.word.endswith(_PLURAL) or head.norm in WORDS["another"] or head.word in WORDS["amounts"] or head.word in WORDS["adverbs"]
    return not (m.cls or m.prep or several or any(t.w.number or t.w.time for t in m.s.tokens[m.i : m.j]))


def _behind(m: Mention, lexicon: Lexicon) -> int | None:
    """The number that describes a noun, behind it: أطفالهما الأربعة, الجنود الثلاثة, مسلحين اثنين."""
    tokens = m.s.tokens
    for t in tokens[m.i + 1 : m.j + 1]:
        if not t.mark and t.w.det and t.w.number and not t.w.conj and (tokens[m.i].w.det or tokens[m.i].w.pron):
            return lexicon.numerals.values.get(t.w.stem)
    last = tokens[m.i + 1 : m.j + 1]
    return 2 if any(not t.mark and t.w.word in WORDS["two"] for t in last) else None


def _before(m: Mention, lexicon: Lexicon) -> Size | None:
    """The number that stands before a noun that names somebody: عشرة إسلاميين."""
    tokens = m.s.tokens
    if m.kind not in ("actor", "group") or not m.i or tokens[m.i].w.det or not tokens[m.i - 1].w.number:
        return None
    for at in range(max(0, m.i - _NUMBER_WITHIN), m.i):
        words = [t.w.word if t.i == at else t.w.norm for t in tokens[: m.i + 1]]
        quantity = lexicon.numerals.read(words, at)
        if quantity is not None and quantity.last == m.i:
            return None if quantity.min in _YEARS else (quantity.min, quantity.max)
    return None


def _two(m: Mention, lexicon: Lexicon) -> bool:
    """A dual. The ين of a sound plural is one too: there it needs a word that tells two (فلسطينيين أحدهما صبي, شرطيين قتلا)."""
    head = m.s.tokens[m.i].w
    bare = head.word.removeprefix("ال") if head.det else head.word
    if bare in WORDS["other_two"] or m.s.tokens[m.i].text.endswith("َين"):  # a written fatha
        return True
    if bare in lexicon.duals and (not head.det or bare.endswith("ان") or bare in lexicon.sure_duals):
        return True
    after = m.s.tokens[m.j] if m.j < len(m.s.tokens) else None
    return bare.endswith("ين") and after is not None and not after.mark and (after.w.norm in WORDS["one_of_two"] or _of_two(after.w))


def _of_two(w: Word) -> bool:
    """Whether a word is a verb of two people: إن شرطيين قتلا."""
    return bool(w.verbs) and not w.conj and all(use.form.number == "d" for use in w.verbs)


def _single(m: Mention, lexicon: Lexicon) -> bool:
    """One person by a singular, alone or as somebody's, or by a word for another: جندي, سائقها, وأصيب آخر."""
    head = m.s.tokens[m.i].w
    if head.norm in WORDS["another"] | WORDS["parents"]:
        return True
    bare = head.word.removeprefix("ال") if head.det else head.word
    return bare in lexicon.single or bare.removesuffix("ا") in lexicon.single or (bool(head.pron) and head.stem in lexicon.single)


def _household(m: Mention, lexicon: Lexicon) -> Size | None:
    """A family by the number of its members: أسرة من ثمانية أفراد."""
    s = m.s
    if s.tokens[m.i].w.stem not in WORDS["households"] or WORDS["of"].isdisjoint(s.norms[m.j : m.j + 1]):
        return None
    quantity = lexicon.numerals.read(s.norms, m.j + 1)
    return (quantity.min, quantity.max) if quantity is not None else None
