"""How many were killed and injured, and who was harmed, taken or moved, by group."""

from __future__ import annotations

from typing import NamedTuple

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from ..model import Fate
from .mention import AMONG, Mention
from .page import Page
from .reader import Reading
from .scene import Event
from .sizes import size_of

_TAKEN: dict[str, Fate] = {"arrest": "captured", "abduction": "abducted", "release": "freed", "displacement": "displaced"}
_TOLLS: tuple[tuple[str, Fate], ...] = (("deaths", "killed"), ("injured", "injured"))  # relation, what befell people
_PEOPLE = ("group", "actor", "person")
_THINGS = frozenset(("site", "aircraft", "ground"))
_HARM_BEFORE = 4  # words from a number back to what befell them
_VERB_WITHIN = 12  # tokens from people to the verb that tells what befell them
_JOINED_WITHIN = 5  # words between two numbers that are added up
_AMONG_WITHIN = 8  # tokens from a number to a part of it (بينهم خمسة أطفال)


class Harmed(NamedTuple):
    """Who was harmed: a mention with its number. `among` marks a part of a number told beside it."""

    what: Fate
    mention: Mention
    size: tuple[int, int | None]
    among: bool


def count(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Set deaths, injured and harms of the events from the mentions that were chosen for them."""
    for event in events:
        if not event.turned_down:
            _count(event, reading.page, lexicon)


def _count(event: Event, page: Page, lexicon: Lexicon) -> None:
    for relation, what in _TOLLS:
        for m, _ in event.choices[relation].taken:
            beside = _beside(m, event, page)
            told = [] if _sum_of_both(m, beside) else together(m, beside, relation, lexicon)
            if told:
                setattr(event, relation, total(told))
                event.harms += [Harmed(what, part, size, False) for part, size in told]
    for relation in ("deaths", "injured"):
        _both(event, relation)
    moved = _TAKEN.get(event.type)
    if moved is not None:
        people = event.agents if moved == "displaced" and not event.targets else event.targets
        for m in people:
            size = size_of(m, lexicon)
            if size is not None and m.kind in ("group", "actor"):
                event.harms.append(Harmed(moved, m, size, False))
    event.harms += _parts(event, lexicon)


def _beside(m: Mention, event: Event, page: Page) -> list[Mention]:
    """The mentions of the sentence in which `m` stands: a toll may be told in another than its event."""
    return next(scene.mentions for scene in (event.scene, *page.scenes) if scene.s is m.s)


def _both(event: Event, told: str) -> None:
    """عشرات القتلى والجرحى, مقتل وجرح عشرات المدنيين: a vague number that is told of dead and injured alike is that of both."""
    other, what = _TOLLS[1] if told == "deaths" else _TOLLS[0]
    for m, _ in event.choices[told].taken:
        if getattr(event, other) is None and m.count is not None and m.count.max is None and _of_both(m):
            size = m.count.min, m.count.max
            setattr(event, other, size)
            event.harms.append(Harmed(what, m, size, False))


def _sum_of_both(m: Mention, mentions: list[Mention]) -> bool:
    """Whether an exact number counts the dead and the injured together, so that nobody knows how many of each: مقتل وإصابة 29 شخصا,
    40 شهيدا وجريحا (and جريحا alone is none of them). `mentions` are those of its sentence."""
    before = next((other for other in mentions if other.j == m.i and other.kind in _PEOPLE), None)
    if before is not None and before.count is not None and before.count.max != 1 and m.count is None and m.s.tokens[m.i].w.conj == "و":
        return {_says(before), _says(m)} == {"deaths", "injured"}
    others = any(t.w.word in WORDS["others"] for t in m.s.tokens[m.i : m.j])
    if others or m.count is None or m.count.max is None or not _of_both(m):
        return False
    # متظاهرا قتل وأصيب 40 آخرون: the first verb has somebody of its own before it
    return not any(other.j == m.i - 2 for other in mentions if other.kind in _PEOPLE) or _says(m) != ""


def _of_both(m: Mention) -> bool:
    """Whether the dead and the injured stand side by side, joined by و, behind a number or before it."""
    tokens = m.s.tokens
    behind = tokens[m.j] if m.j < len(tokens) else None
    if behind is not None and not behind.mark and behind.w.conj == "و" and _says(m):
        hurt = "injured" if behind.w.stem in WORDS["wounded"] else "deaths" if behind.w.stem in WORDS["casualty_words"] else ""
        return bool(hurt) and hurt != _says(m)
    before = tokens[m.i - 2 : m.i] if m.i > 1 else []
    return len(before) > 1 and before[1].w.conj == "و" and {t.w.harm for t in before if not t.mark} == {"deaths", "injured"}


def together(m: Mention, mentions: list[Mention], relation: str, lexicon: Lexicon) -> list[tuple[Mention, tuple[int, int | None]]]:
    """The mentions with their numbers that are counted in one breath with `m` (قتل 30 مسلحا وجنديان), itself among them.

    `mentions` are those of its sentence in order, `relation` is deaths or injured. Empty where `m` tells no number."""
    own = size_of(m, lexicon)
    if own is None:
        return []
    chain: list[tuple[Mention, tuple[int, int | None]]] = []
    found = False
    for other in mentions:
        size = size_of(other, lexicon) if other.kind in _PEOPLE else None
        if size is None or (other is not m and other.prep == AMONG):
            continue
        if chain and not _adds_up(chain[-1][0], other, mentions, relation, lexicon):
            if found:
                break
            chain = []
        chain.append((other, size))
        found = found or other is m
    return chain if found else [(m, own)]


def total(told: list[tuple[Mention, tuple[int, int | None]]]) -> tuple[int, int | None]:
    """The sum of the numbers of `together` (least, most)."""
    most = [size[1] for _, size in told]
    return sum(size[0] for _, size in told), None if None in most else sum(n for n in most if n is not None)


def _adds_up(a: Mention, b: Mention, mentions: list[Mention], relation: str, lexicon: Lexicon) -> bool:
    """Whether the number of b is told as one more of the same harm as that of a, which stands before it; `mentions` are those of their sentence."""
    tokens = a.s.tokens
    gap = [t for t in tokens[a.j : b.i] if not t.mark]
    if (
        len(gap) > _JOINED_WITHIN
        or any(t.w.norm in WORDS["by_what"] for t in gap)
        or any(m.kind in ("place", "time") and a.j <= m.i < b.i for m in mentions)
    ):
        return False
    if not tells(a) | {_says(b)} <= {"", relation} or {a.cls, b.cls} & _THINGS or group_of(b, lexicon) == "prisoners" or _of_one_number(a, b):
        return False
    told = {t.w.harm for t in gap if t.w.harm}
    if any((t.w.verbs or t.w.nouns) and not t.w.harm for t in gap) or not told <= {relation} or (told and _behind_harm(a) != relation):
        return False
    after = tokens[b.j] if b.j < len(tokens) else None
    if after is not None and not after.mark and after.w.verbs and not after.w.conj and after.w.harm not in ("", relation):
        return False
    return tokens[b.i].w.conj == "و" or any(t.w.word in WORDS["adding"] or (t.w.conj == "و" and t.w.harm) for t in gap)


def _behind_harm(m: Mention) -> str:
    """What the nearest word of dying or of being hurt before a mention tells: deaths, injured or nothing."""
    before = [t.w for t in m.s.tokens[max(0, m.i - _HARM_BEFORE) : m.i] if not t.mark]
    for w in reversed(before):
        if w.harm or w.stem in WORDS["victims_of"]:
            return w.harm or "deaths"
        if w.word in WORDS["hurting"] or w.stem in WORDS["wounded"]:  # ارتفعت حصيلة الجرحى إلى تسعة
            return "injured"
    return ""


def _before_harm(m: Mention) -> str:
    """What the verb behind a mention tells of it: right behind it (إن ضابطين أصيبا), or as the next verb where no word before it tells
    of harm (إن أربعة شبان بينهم طفلان، أصيبوا بجروح)."""
    near = next(iter(m.s.tokens[m.j : m.j + 1]), None)
    if near is not None and not near.mark and near.w.verbs and not near.w.conj:
        return near.w.harm
    if _behind_harm(m):
        return ""
    verb = next((t.w for t in m.s.tokens[m.j : m.j + _VERB_WITHIN] if not t.mark and t.w.verbs and not t.w.nouns), None)
    return verb.harm if verb is not None and not verb.conj and not verb.pron_verb else ""


def tells(m: Mention) -> set[str]:
    """What a mention's own words, the verb of harm behind it, else the nearest such word before it, tell of it: deaths, injured, both or nothing."""
    own = _says(m)
    return {own} if own else {_before_harm(m) or _behind_harm(m)} - {""}


def _of_one_number(a: Mention, b: Mention) -> bool:
    """11 ضابطا وجنديا: both nouns are counted by the one number."""
    if a.count is None or a.count.min <= 10 or b.count is not None:
        return False
    last, first = a.s.tokens[a.j - 1].w.word, b.s.tokens[b.i].w.word
    return not first.endswith(("ان", "ين")) and last.endswith("ا") == first.endswith("ا")


def _says(m: Mention) -> str:
    """deaths or injured, where the mention's own words say so or the one behind them: 12 جريحا, ثلاثة جنود جرحى."""
    for t in m.s.tokens[m.i : m.j]:
        if t.w.stem in WORDS["wounded"] or t.w.stem in WORDS["injuries"]:
            return "injured"
        if t.w.stem in WORDS["casualty_words"] or t.w.harm == "deaths":
            return "deaths"
    behind = m.s.tokens[m.j].w if m.j < len(m.s.tokens) and not m.s.tokens[m.j].mark else None
    if behind is None or behind.conj or behind.verbs:
        return ""
    return "injured" if behind.stem in WORDS["wounded"] else "deaths" if behind.stem in WORDS["casualty_words"] else ""


def _parts(event: Event, lexicon: Lexicon) -> list[Harmed]:
    """قتل 20 بينهم خمسة أطفال: the numbers told to be among those already counted."""
    out: list[Harmed] = []
    for whole in event.harms:
        if whole.mention.s is not event.scene.s:
            continue
        for m in event.scene.mentions:
            size = size_of(m, lexicon) if m.prep == AMONG else None
            if size is not None and 0 <= m.i - whole.mention.j <= _AMONG_WITHIN:
                out.append(Harmed(whole.what, m, size, True))
    return out


def group_of(m: Mention, lexicon: Lexicon) -> str:
    """The group of a mention of people: children, women, soldiers …; people where its words do not say."""
    for t in m.s.tokens[m.i : m.j]:
        stem = t.w.stem
        if t.i > m.i and stem in words("clans") and m.s.norms[t.i - 1] in WORDS["of"]:
            continue  # أربعة من عائلة X are no families
        group = lexicon.harmed.get(t.w.word) or lexicon.harmed.get(stem) or lexicon.harmed.get(stem.removesuffix("ا"))
        if group is None and len(stem) > 4 and stem.endswith(("ان", "ين", "ون")):
            group = lexicon.harmed.get(stem[:-2])
        if group:
            return group
    return "people"
