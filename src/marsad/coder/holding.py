"""Who holds a place: a capture passes it on; other words (تسيطر على، معقل، الخاضعة لـ) say it outright.

What is held may be a part of a place (أجزاء من المدينة) or land that has no name (مناطق واسعة، سلسلة جبلية): such a statement is kept and says
that it is about a part; nobody holds the whole by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..gazetteer import Place
from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..model import Article, Modality
from . import repeats, shares
from .decide import fill, headed, tried
from .mention import Mention
from .reader import HOLDING, Reading
from .scene import Choice, Event, Scene
from .tokens import Sentence, Token
from .unplaced import COARSE, named, settle, told

_PARTS_BEFORE, _PARTS_BEHIND = 12, 6  # tokens before a place, and behind the word of a hold, where parts of it are told
_RELATIVE_WITHIN = 2  # tokens from a relative pronoun to the word that tells a hold
_OF_WITHIN = 3  # tokens from a word of parts to its preposition
_SURELY, _HOLDER = 0.7, 0.3  # from here a word surely tells a hold; how likely its holder must be then
_SENTENCES_BACK = 5  # before a statement, from which a place without a name may take the area that it lies in


class Holding:
    """A statement that `holder` holds `place`, told by token `i` of its scene; `sure` is its probability (docs/quality.md).

    `part`: not the whole of a named place is held, but a part of it or land in it that has no name.
    """

    __slots__ = ("holder", "i", "modality", "part", "place", "rule", "scene", "share", "source", "sure", "when")

    def __init__(self, scene: Scene, i: int, place: Mention, holder: Mention, rule: str, sure: float):
        self.scene, self.i, self.place, self.holder, self.rule, self.sure = scene, i, place, holder, rule, sure
        self.modality: Modality = "asserted"
        self.source: Mention | None = None
        self.when: Mention | None = None
        self.share: float | None = None  # in percent, of a part that was held for a time
        self.part = False


def find(reading: Reading, events: list[Event], article: Article, lexicon: Lexicon) -> list[Holding]:
    """The statements of control of a page; `events` are all that was decided, those turned down too. One for each place and holder."""
    told = [e for e in events if not e.turned_down]
    out: dict[tuple[object, object], Holding] = {}
    besieged = {(id(e.scene), _who(a), _where(m)) for e in told if e.type == "siege" for a in e.agents for m, _ in e.places if m.place}
    # A later telling of a capture may name what the fullest does not.
    captures = [e for e in events if not e.turned_down or e.turned_down == repeats.FOLDED]
    held = list(_shares(reading, article, lexicon))
    shared = {(id(h.scene), h.i) for h in held}  # who holds a share does not hold the whole
    held += [h for h in (*captured(captures), *_told(reading, told, lexicon)) if (id(h.scene), h.i) not in shared]
    for h in held:
        # Nobody besieges what they hold: a sentence that tells a siege (تحكم حصارها على) tells no hold of the besieger's.
        if (id(h.scene), _who(h.holder), _where(h.place)) not in besieged:
            out.setdefault((_who(h.holder), _where(h.place)), h)
    return list(out.values())


def captured(events: list[Event]) -> list[Holding]:
    """What captures pass on: whoever took a place holds it."""
    out: list[Holding] = []
    for e in events:
        if e.type != "capture" or e.modality not in ("asserted", "conditional", "possible") or not e.agents:
            continue
        for m, part in _held([m for m, role in e.places if role == "at"], e.scene.s, e.i):
            h = Holding(e.scene, e.i, m, e.agents[0], "control/capture", e.confidence)
            h.modality, h.source, h.when, h.part = e.modality, e.source, e.when, part
            out.append(h)
    return out


def _told(reading: Reading, events: list[Event], lexicon: Lexicon) -> list[Holding]:
    page, bar = reading.page, reading.thresholds
    captures = {e.k for e in events if e.type in ("capture", "release")}  # who frees captives holds nothing by that
    # What is taken by a side that is not told (استعادة X آخر معاقل Y) is no longer held by who held it.
    taken = {id(m) for e in events if e.type == "capture" and e.modality == "asserted" and not e.agents for m, _ in e.places}
    out: list[Holding] = []
    for k, sure in enumerate(reading.holding):
        at = page.scene_of[k]
        scene = page.scenes[at]
        if sure < bar["holding"] or k in captures or page.tokens[k].mark:
            continue
        told = _filled(reading, k)
        if not told.agents or tried(scene, told.i) or headed(scene, told.i):
            continue
        _as_related(told, lexicon)
        for m, _ in told.places:  # what is held is no way from or to it
            settle(m, scene, _last_place(page.scenes[max(0, at - _SENTENCES_BACK) : at], _broad(m)), lexicon)
        for m, part in _held([m for m, _ in told.places if id(m) not in taken], scene.s, told.i):
            # As sure as that it is said, that this is who holds, and that this is the place: together, not one alone.
            odds = float(sure) * told.choices["agent"].sure_of(told.agents[0]) * told.choices["place"].sure_of(m)
            h = Holding(scene, told.i, m, told.agents[0], "control/told", odds)
            h.source, h.when, h.part = told.source, told.when, part
            h.modality = "conditional" if _would(scene, told.i) else "asserted"
            out.append(h)
    return out


def _as_related(told: Event, lexicon: Lexicon) -> None:
    """Let what a relative clause tells to be held be the place right before it.

    بلدة X التابعة لمحافظة Y، التي يسيطر التنظيم على معظم مناطقها is about Y.
    """
    s, i = told.scene.s, told.i
    pronoun = next((t for t in reversed(_before(s, i, _RELATIVE_WITHIN)) if t.w.norm in lexicon.speech["relative"]), None)
    behind = s.tokens[i + 1 : i + 1 + _PARTS_BEHIND + _OF_WITHIN]
    if pronoun is None or not told.places or not any(t.w.pron and not t.w.verbs for t in behind):
        return
    places = [m for m in told.scene.mentions if m.kind == "place" and m.j <= pronoun.i and not m.cls]
    related = max(places, key=lambda m: m.j, default=None)
    between = [t for t in s.tokens[related.j : pronoun.i] if not t.mark] if related is not None else []
    if related is not None and not between and all(m.s is s and m.j <= pronoun.i for m, _ in told.places):
        told.places = [(related, "at")]
        told.choices["place"] = Choice([(related, max(p for _, p in told.choices["place"].taken))], None)


def _held(places: list[Mention], s: Sentence, i: int) -> Iterator[tuple[Mention, bool]]:
    """Of the places of the statement that token i of a sentence tells, in the order of the text, those that are held, each with whether
    only a part of it is. A head without a name gives way to the place that it is of: مناطق واسعة من عفرين is a part of عفرين, سلسلة جبال X
    all of it."""
    found = [m for m in places if (m.place is not None or told(m)) and not _describes(m)]
    for n, m in enumerate(found):
        before, after = found[n - 1] if n else None, found[n + 1] if n + 1 < len(found) else None
        if after is not None and _gives_way(m, after):
            continue
        of_head = before is not None and _gives_way(before, m)
        if before is None or of_head or not _says_where(m, before):
            yield m, not whole(m) or (of_head and before is not None and before.j < m.i) or in_parts(m, s, i)


def _gives_way(head: Mention, m: Mention) -> bool:
    """Whether a head without a name is of the place behind it: right behind it, or with من or في between them."""
    between = head.s.tokens[head.j : m.i]
    if named(head) or head.s is not m.s or head.j > m.i or m.s.tokens[m.i].w.conj:
        return False
    return not between or (len(between) == 1 and between[0].w.word in WORDS["out_of"])


def _says_where(m: Mention, before: Mention) -> bool:
    """Whether a place only says where the one before it lies: المقر في مدينة X, whose own name it has not."""
    lies = m.prep in WORDS["lying_in"] and before.s is m.s and before.j <= m.i and not m.s.tokens[m.i].w.conj
    return lies and before.place is not None and not before.place.listed


def _describes(m: Mention) -> bool:
    """Whether a loose phrase goes on with the noun before it: both definite, nothing between them."""
    if m.kind != "phrase" or not m.i:
        return False
    before, first = m.s.tokens[m.i - 1], m.s.tokens[m.i]
    return first.w.det and before.w.det and not (before.mark or before.w.verbs or first.w.conj or first.w.prep)


def _filled(reading: Reading, k: int) -> Event:
    """What token k of a page tells of a hold, with who and where. Where it surely tells one, its holder need be less sure: it has one."""
    page, bar, sure = reading.page, reading.thresholds, float(reading.holding[k])
    told = Event(page.scenes[page.scene_of[k]], k, page.tokens[k].i, "capture", sure, sure, ("", 0.0))
    fill(told, reading.fillers(k, HOLDING), bar)
    if not told.agents and sure >= _SURELY:
        fill(told, reading.fillers(k, HOLDING), bar | {"agent": _HOLDER})
    return told


def _before(s: Sentence, i: int, within: int) -> list[Token]:
    return s.tokens[max(0, i - within) : i]


def _broad(m: Mention) -> bool:
    """Whether a mention without a name may be as wide as a country (مناطق واسعة), so that no town beside it says where it is."""
    stem = m.s.tokens[m.i].w.stem
    return stem in WORDS["plural_places"] or stem in WORDS["parts_of"] or stem in WORDS["portions"]


def _last_place(before: list[Scene], broad: bool) -> Place | None:
    """The last place that some sentences told of: a country or division for what is `broad`, else a town or site."""
    found = (m for scene in reversed(before) for m in reversed(scene.mentions) if m.kind == "place" and m.cls != "dateline")
    return next((m.place for m in found if m.place is not None and (m.place.precision in COARSE) is broad), None)


def _would(scene: Scene, i: int) -> bool:
    """Whether the word at i tells what would be, behind a condition of its sentence: في حال السيطرة عليها ستكون المنطقة في قبضة X."""
    norms = scene.s.norms[: i + 1]
    opened = next((n for n, norm in enumerate(norms) if norm in WORDS["conditions"]), None)
    return opened is not None and any(norm in WORDS["futures"] for norm in norms[opened:])


def _shares(reading: Reading, article: Article, lexicon: Lexicon) -> Iterator[Holding]:
    """Holds of a part of a country or division, told by its share and how long they lasted."""
    page, bar = reading.page, reading.thresholds
    for k, sure in enumerate(reading.holding):
        at = page.scene_of[k]
        scene, i = page.scenes[at], page.tokens[k].i
        share = shares.share_at(scene, i, article) if sure >= bar["holding"] and not page.tokens[k].mark else None
        if share is None:
            continue
        told = _filled(reading, k)
        of, when = shares.whole(page.scenes, at, i, share.token), shares.lasting(scene, i, article, lexicon)
        if told.agents and of is not None and when is not None:
            h = Holding(scene, i, of, told.agents[0], "control/share", float(sure) * told.choices["agent"].sure_of(told.agents[0]))
            h.source, h.when, h.share = told.source, when, share.percent
            yield h


def whole(m: Mention) -> bool:
    """Whether a mention stands for the whole of its place: a place by its name or one site (القصر الرئاسي), not "three villages" nor
    what is known by a governorate alone and has no name of its own (عقبة برم has)."""
    if m.place is None or m.kind not in ("place", "site"):
        return False
    several = m.s.tokens[m.i].w.stem in WORDS["plural_places"] and not m.candidates  # ولايات الإقليم, not مدن الرقة وكوباني
    return not (several or (m.kind == "site" and m.count is not None) or (m.place.precision in COARSE and not named(m)))


def in_parts(m: Mention, s: Sentence, i: int) -> bool:
    """Whether the words around say that parts of a place are held: before it (أجزاء من X وY، معظم X، 60 في المئة من X), or behind the
    word at i of `s` that tells the hold, of a place before it (X التي يسيطر على أجزاء منها)."""
    if m.s is s and m.j <= i:
        behind = [(t.w.stem, t.w.norm) for t in s.tokens[i + 1 : i + 1 + _PARTS_BEHIND]]
        told = next((n for n, (stem, _) in enumerate(behind) if stem in WORDS["parts_of"] or stem in WORDS["portions"]), len(behind))
        if any(norm in WORDS["of_it"] for _, norm in behind[told:]):
            return True
    before = _before(m.s, m.i, _PARTS_BEFORE)
    on = max((n for n, t in enumerate(before) if t.w.word in WORDS["upon"] or (m.s is s and t.i == i)), default=-1)
    return _parts_in(before[on + 1 :], m)


def _parts_in(before: list[Token], m: Mention) -> bool:
    if before and before[-1].w.stem in WORDS["portions"]:
        return True
    of = [n for n, t in enumerate(before) if t.w.word in WORDS["out_of"]] + [len(before)] * (m.prep in WORDS["out_of"])
    parts = (n for n, t in enumerate(before) if t.w.stem in WORDS["parts_of"] or t.w.stem in WORDS["portions"])
    share = any(before[k - 1].w.norm[:1].isdigit() for k in of if k)  # 60% من X: a sign of percent is no word
    return share or any(n < k <= n + _OF_WITHIN for n in parts for k in of)


def _who(m: Mention) -> object:
    return m.actor.id if m.actor else " ".join(m.s.norms[m.i : m.j])


def _where(m: Mention) -> object:
    if m.place is None:
        return " ".join(m.s.norms[m.i : m.j])
    # Two unknown towns of one governorate, or two villages lent the spot of the town beside them, are two places.
    apart = m.place.precision in COARSE or (not m.place.listed and (named(m) or not (m.s.tokens[m.i].w.site or m.s.tokens[m.i].w.area)))
    name = m.place.name_ar if apart else ""
    return (m.place.lat, m.place.lon, name)
