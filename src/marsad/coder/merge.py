"""One occurrence, one claim: the headline, the lead and later references of an article fold into the fullest mention."""

from __future__ import annotations

from collections import defaultdict

from .draft import Draft
from .mention import Mention

_LATEST = 50  # drafts of one kind that a draft is held against, the last before it
_FINE = frozenset(("settlement", "site", "neighbourhood", "area"))
_FAMILIES = (
    frozenset(("airstrike", "shelling", "armed_attack", "bombing", "suicide_bombing", "offensive", "killing")),
    frozenset(("clash", "offensive", "armed_attack")),
    frozenset(("capture", "advance", "offensive")),
    frozenset(("withdrawal", "displacement")),
    frozenset(("agreement", "negotiation", "release")),
    frozenset(("protest", "riot", "crackdown")),
)


def fold(drafts: list[Draft]) -> list[Draft]:
    """Block drafts that repeat another and list their spans as its further mentions. Order is kept."""
    kept = [d for d in drafts if not d.blocked]
    for d in kept:
        if d.scene.s.title:
            twin = next((x for x in kept if not x.scene.s.title and not x.blocked and _kin(d, x)), None)
            if twin is not None:
                _into(d, twin, "the headline of it")
            elif any(not x.scene.s.title and not x.blocked for x in kept) and d.type not in ("agreement", "release"):
                d.blocked = "a headline whose body tells otherwise"
    told = _Told()
    spots = {id(d): _places(d) for d in kept}
    for d in [d for d in kept if not d.blocked]:
        for earlier in told.that_it_may_repeat(d, spots[id(d)]):
            if not earlier.blocked and _repeats(d, earlier, spots):
                if _fullness(d) > _fullness(earlier) + 1 and not d.anaphor:
                    _into(earlier, d, "told more fully later")
                    d.agents = d.agents or earlier.agents
                    d.when = d.when or earlier.when
                else:
                    _into(d, earlier, "told before in the article")
                break
        if not d.blocked:
            told.add(d, spots[id(d)])
    return [d for d in drafts if not d.blocked]


class _Told:
    """The drafts before, found by what a repeat shares with them: so that a long article costs no more than its length."""

    def __init__(self) -> None:
        self._number = 0
        self._by_type: defaultdict[tuple, list[tuple[int, Draft]]] = defaultdict(list)
        self._by_spot: defaultdict[tuple, list[tuple[int, Draft]]] = defaultdict(list)
        self._sentence: list[tuple[int, Draft]] = []

    def add(self, d: Draft, spots: set) -> None:
        if self._sentence and self._sentence[-1][1].scene is not d.scene:
            self._sentence = []
        entry = (self._number, d)
        self._number += 1
        self._sentence.append(entry)
        self._by_type[d.type, d.modality].append(entry)
        for spot in spots:
            self._by_spot[d.type, d.modality, spot].append(entry)

    def that_it_may_repeat(self, d: Draft, spots: set) -> list[Draft]:
        """Those of its sentence, those of its type and modality at one of its places; of what points back, wherever it is."""
        found = dict(self._sentence) if self._sentence and self._sentence[-1][1].scene is d.scene else {}
        if d.verb is None and d.anaphor and not d.when:
            found |= self._by_type.get((d.type, d.modality), [])[-_LATEST:]
        else:
            for spot in spots:
                found |= self._by_spot.get((d.type, d.modality, spot), [])[-_LATEST:]
        return [found[number] for number in sorted(found)]


def _into(d: Draft, twin: Draft, why: str) -> None:
    d.blocked = f"{why}: {twin.rule}"
    twin.mentions.append((d.start, d.end))
    twin.deaths = twin.deaths or (d.deaths if not d.scene.s.title else twin.deaths)
    twin.injured = twin.injured or (d.injured if not d.scene.s.title else twin.injured)


def _fullness(d: Draft) -> int:
    """How much a draft tells: its roles, its places by precision, its time and counts."""
    fine = sum(2 if m.place.precision in _FINE else 1 for m, _ in d.places[:1] if m.place is not None)
    return bool(d.agents) + bool(d.targets) + fine + bool(d.when) + bool(d.deaths) + bool(d.injured)


def _kin(a: Draft, b: Draft) -> bool:
    return a.type == b.type or any(a.type in f and b.type in f for f in _FAMILIES)


def _repeats(d: Draft, earlier: Draft, spots: dict[int, set]) -> bool:
    """Whether d tells what `earlier` told: same type, nothing that contradicts, and something that ties them."""
    if not _kin(d, earlier) if d.scene is earlier.scene and earlier.verb is None else d.type != earlier.type:
        return False
    if d.modality != earlier.modality:
        return False
    same_sentence = d.scene is earlier.scene
    if same_sentence:
        led = (
            earlier.verb is None
            and d.verb is not None
            and not (earlier.agents or earlier.targets or earlier.places)
            and d.i - earlier.j < 9
        )  # في هجوم …، استهدفت جماعة موقعا
        if led:
            return True
        apposed = (
            not (d.agents or d.targets or d.deaths) and d.type == "clash" and not (spots[id(d)] - spots[id(earlier)])
        )
        return (
            d.type == earlier.type
            and d.verb is None
            and (apposed or (abs(d.i - earlier.i) <= 2 and earlier.verb is None and d.lemma == earlier.lemma))
        )
    if d.deaths and earlier.deaths and d.deaths != earlier.deaths:
        return False
    if d.when and earlier.when and d.when.when.start != earlier.when.when.start:  # type: ignore[union-attr]
        return False
    a, b = spots[id(d)], spots[id(earlier)]
    if a and b and not a & b:
        return False
    c, e = _who(d.agents), _who(earlier.agents)
    if c and e and not c & e:
        return False
    if d.verb is None and d.anaphor and not d.when and not (a - b) and not (c - e):
        return bool(a & b or c & e or (not a and not c))
    return bool(
        a
        and b
        and a & b
        and c
        and e
        and c & e
        and (not d.targets or _who(d.targets) <= _who(earlier.targets))
        and d.deaths is None
    )


def _places(d: Draft) -> set:
    return {(m.place.lat, m.place.lon) for m, _ in d.places if m.place is not None}


def _who(mentions: list[Mention]) -> set:
    return {m.actor.id if m.actor is not None else " ".join(t.w.stem for t in m.s.tokens[m.i : m.j]) for m in mentions}
