"""From the reading to events: which words tell one, of which type and modality, and who, where, when, by whose word.

Every choice is a probability over a threshold (`weights/about.json`): one mention a name, no mention both agent and target. A further
agent or place that no و or comma joins to one that is likelier must reach a higher one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from ..lexicon.types import types
from ..model import EVENT_TYPES, EventType, PlaceRole
from .loose import nowhere
from .mention import Mention
from .page import Spot
from .reader import MODALITIES, RELATIONS, Fillers, Reading
from .scene import Choice, Event, Scene, two_best

ROLES: tuple[PlaceRole, ...] = ("at", "from", "to")
_ROLE_CALLED: dict[str, PlaceRole] = {role: role for role in ROLES}
_DENIED_WITHIN = 12  # tokens from a verb of denying to what it denies
_JOINED_WITHIN = 8  # tokens from one mention to another of the same list
_LIST = 30  # tokens from one of a list to its last
_WORTH_SHOWING = 0.02  # probability of the best of those turned down, above which it is kept
_IMMINENT_WITHIN = 8  # tokens from what is near to the word that says so
_HELD_WITHIN = 4  # tokens from a verb of holding talks to the talks
_TRIED_WITHIN = 4  # tokens from a word of trying to what is tried
_SHOWN = 0.08  # from here a word that tells no event is kept for `explain`


def events(reading: Reading, lexicon: Lexicon) -> list[Event]:
    """The words that may tell an event, in order, with their roles; those under the threshold come turned down, without roles."""
    page, bar = reading.page, reading.thresholds
    out: list[Event] = []
    nothing = reading.types[:, 0].tolist()
    may = [k for k, p in enumerate(nothing) if 1.0 - p >= _SHOWN and not page.tokens[k].mark]
    for k, (first, p_first), (second, p_second) in zip(may, *two_best(reading.types[may]), strict=True):
        sure = 1.0 - nothing[k]
        scene = page.scenes[page.scene_of[k]]
        event = Event(scene, k, page.tokens[k].i, EVENT_TYPES[first - 1], sure, p_first, (EVENT_TYPES[second - 1], p_second))
        if sure >= bar["event"]:
            _modality(event, reading)
            event.type = _attempted(event)
            fill(event, reading.fillers(k, first), bar, event.type in lexicon.mutual_types)
        else:
            event.turned_down = f"tells no event ({sure:.2f} of {bar['event']:.2f})"
        out.append(event)
    return out


def _modality(event: Event, reading: Reading) -> None:
    if _groundless(event) or (event.type == "protest" and event.noun and _called_off(event)):
        event.modality = "denied"
        return
    odds = reading.modality(event.k)
    other = max(range(1, len(odds)), key=odds.__getitem__)
    # A denial turns what is told into its opposite: without a word that denies, it must be the likelier of the two.
    denied = MODALITIES[other] == "denied"
    enough = odds[other] >= reading.thresholds["modality"] and (not denied or _behind_a_denial(event))
    if (enough or odds[other] > odds[0]) and not (denied and _habit(event)):
        event.modality = MODALITIES[other]
        if event.modality == "planned" and _took_place(event):
            event.modality = "asserted"
    elif _perhaps(event) or _imminent(event):
        event.modality = "possible"
    elif event.type == "capture" and event.noun and headed(event.scene, event.i):
        event.modality = "planned"


def _behind_a_denial(event: Event) -> bool:
    """Whether a verb of denying stands before it, in its clause or the one above (نفى الجيش قصف …)."""
    of = event.scene.clauses.of
    before = event.scene.s.tokens[max(0, event.i - _DENIED_WITHIN) : event.i]
    return any(use.use == "deny" for t in before if of[event.i] - of[t.i] in (0, 1) for use in t.w.verbs)


def _habit(event: Event) -> bool:
    """Whether a word of habit stands before it in its clause, whose ما denies nothing: عادة ما تتهم إسرائيل باستهداف X."""
    of = event.scene.clauses.of
    before = event.scene.s.tokens[max(0, event.i - _DENIED_WITHIN) : event.i]
    return any(not t.mark and t.w.stem in words("habit") and of[t.i] == of[event.i] for t in before)


def _groundless(event: Event) -> bool:
    """Whether its sentence says before an event that what is told of it is not true: لا صحة لما ينشر عن سقوط البلدة."""
    tokens = event.scene.s.tokens[max(0, event.i - _DENIED_WITHIN) : event.i]
    return any(a.w.norm in words("no") and b.w.stem in words("truth") for a, b in pairwise(tokens) if not (a.mark or b.mark))


def _took_place(event: Event) -> bool:
    """Whether a verb of the past right before talks or a march, or before what counts them, says that they were held: اختتمت جولة محادثات."""
    if not (types()[event.type].mutual or event.type == "protest"):
        return False  # بدأت معركة استعادة المدينة
    before = event.scene.s.tokens[max(0, event.i - _HELD_WITHIN) : event.i]
    return event.noun and any(t.w.word in words("held") and not t.w.prep for t in before if not t.mark)


def _called_off(event: Event) -> bool:
    """Whether the word before an event says that it does not take place: تعليق احتجاجاتها, إلغاء المسيرة."""
    who = event.scene.mention_at(event.i - 1) if event.i else None  # ألغت النقابات إضرابها
    at = (who.i if who is not None and who.agentive else event.i) - 1
    before = event.scene.s.tokens[at] if at >= 0 else None
    return before is not None and not before.mark and not WORDS["calling_off"].isdisjoint((before.w.stem, before.w.word))


def _imminent(event: Event) -> bool:
    """Whether its sentence says of an event that it is near: السيطرة على X باتت وشيكة, هجوم وشيك."""
    s, of = event.scene.s, event.scene.clauses.of
    behind = s.tokens[event.i + 1 : event.i + 1 + _IMMINENT_WITHIN]
    return any(not t.mark and t.w.stem in WORDS["imminent"] and of[t.i] == of[event.i] for t in behind) and event.noun


def _perhaps(event: Event) -> bool:
    """Whether the event's verb is of the present right behind قد: it may happen, whatever the weights say."""
    before = event.scene.s.tokens[event.i - 1].w if event.i else None
    tenses = {use.form.tense for use in event.token.w.verbs}
    return before is not None and before.word in WORDS["perhaps"] and tenses == {"present"}


def _attempted(event: Event) -> EventType:
    """The type of an event, or of an attempt at it where that is what its noun tells: محاولة استعادة X, محاولة اغتيال."""
    attempt = types()[event.type].tried
    return attempt if attempt is not None and event.noun and tried(event.scene, event.i) else event.type


def tried(scene: Scene, i: int) -> bool:
    """Whether the word at token i tells what is only tried: who tries to take a place (تحاول استعادة X) attacks it."""
    told = WORDS["attempts"] | words("striving")
    return any(t.w.word in told for t in scene.s.tokens[max(0, i - _TRIED_WITHIN) : i + 1])


def headed(scene: Scene, i: int) -> bool:
    """Whether the word at token i tells what somebody heads for (باتجاه تحرير X)."""
    return any(t.w.word in WORDS["headings"] for t in scene.s.tokens[max(0, i - 1) : i])


def fill(event: Event, fillers: Fillers, bar: dict[str, float], mutual: bool = False) -> None:
    """Choose the mentions of every relation of an event; `mutual`: its doers are two sides that may stand apart."""
    choose = _Chooser(fillers, bar)
    agents, targets = _without_tails(choose.many("agent")), choose.many("target")
    if mutual:
        agents, targets = _both_sides(agents, targets)
    else:
        agents = _listed(agents, bar["another agent"], ends=True)
    rank = {s.name: p for s, p in agents}
    targets = [(s, p) for s, p in targets if p > rank.get(s.name, 0.0)]
    aimed = {s.name for s, _ in targets}
    agents = [(s, p) for s, p in agents if s.name not in aimed]
    where = choose.places(event)
    likely = sorted(where.values(), key=lambda x: -x[0])
    by_role = ([(s, p) for p, s, role in likely if role == r] for r in ROLES)
    kept = [x for found in by_role if found for x in _listed(found, bar["another place"])]
    places = [where[s.name] for s, _ in sorted(kept, key=lambda x: x[0].i)]  # in the order of the text, as are agents and targets
    source = choose.many("source")
    when = choose.one("date", lambda s: s.m.when is not None)
    event.agents, event.targets = (sorted((s.m for s, _ in ms), key=lambda m: m.start) for ms in (agents, targets))
    event.places = [(s.m, role) for _, s, role in places]
    event.source = source[0][0].m if source else None
    event.when = when[0].m if when else None
    for name, taken in (("agent", agents), ("target", targets), ("source", source[:1]), ("date", [when] if when else [])):
        event.choices[name] = Choice([(s.m, p) for s, p in taken], choose.runner_up(name, {s.n for s, _ in taken}))
    event.choices["place"] = Choice([(s.m, p) for p, s, _ in places], choose.runner_up("at", {s.n for _, s, _ in places}))


def _without_tails(found: list[tuple[Spot, float]]) -> list[tuple[Spot, float]]:
    """Of two that stand side by side, unjoined, the likelier: the other goes on with its name (اتحاد موظفي | القطاع العام) or is
    another's (اتهم الجيش | قوات الدعم السريع بقصف)."""
    ends, begins = ({getattr(s, side): p for s, p in found} for side in ("j", "i"))
    joined = {s.i for s, _ in found if s.m.s.tokens[s.m.i].w.conj}
    return [(s, p) for s, p in found if (s.i in joined or ends.get(s.i, 0.0) < p) and (s.j in joined or begins.get(s.j, 0.0) <= p)]


def _both_sides(agents: list[tuple[Spot, float]], targets: list[tuple[Spot, float]]) -> tuple[list[tuple[Spot, float]], list[tuple[Spot, float]]]:
    """What two sides do together, both do (اشتبك الجيش مع المسلحين): a lone doer's counterpart that is a side, no number of dead, is one too."""
    if len({s.name for s, _ in agents}) != 1:
        return agents, targets
    sides = [(s, p) for s, p in targets if (s.m.kind == "actor" or s.m.armed) and s.m.count is None and s.name != agents[0][0].name]
    return agents + sides, [x for x in targets if x not in sides]


def _listed(found: list[tuple[Spot, float]], bar: float, ends: bool = False) -> list[tuple[Spot, float]]:
    """Of mentions, the likeliest first: that one, those that a list joins to one that is kept, and those that are over the bar.

    `ends`: only a list that ends with و is one (the president, Muhammad Khatami, is one man: a comma parts a name from an office).
    """
    last = [s for s, _ in found if s.m.s.tokens[s.m.i].w.conj]
    kept: list[tuple[Spot, float]] = []
    for spot, p in found:
        if not kept or p >= bar or any(_joined(spot, other) and (not ends or _ended(max(spot.i, other.i), spot.scene, last)) for other, _ in kept):
            kept.append((spot, p))
    return kept


def _ended(i: int, scene: int, last: list[Spot]) -> bool:
    """Whether a mention with و stands at token i of a page or behind it, in the same list."""
    return any(s.scene == scene and 0 <= s.i - i <= _LIST for s in last)


def _joined(one: Spot, other: Spot) -> bool:
    """Whether two mentions stand in one list: و or a comma between them, no verb, and not far."""
    first, second = sorted((one, other), key=lambda s: s.i)
    if first.scene != second.scene or not 0 <= second.i - first.j <= _JOINED_WITHIN:
        return False
    tokens = first.m.s.tokens
    between = tokens[first.m.j : second.m.i]
    parted = any(t.w.verbs and not t.w.nouns for t in between if not t.mark)
    return not parted and (bool(tokens[second.m.i].w.conj) or any(t.text in "،," for t in between))


class _Chooser:
    """Picks mentions by the probability of one relation, one mention a name.

    Few of an event's fillers reach a threshold: each relation's probabilities are looked through as one column.
    """

    def __init__(self, fillers: Fillers, bar: dict[str, float]):
        self._spots, self._bar = fillers.spots, bar
        self._columns: dict[str, Sequence[float]] = dict(zip(RELATIONS, fillers.columns, strict=True))
        self._most: dict[str, float] = dict(zip(RELATIONS, fillers.most, strict=True))

    def many(self, relation: str, fits: Callable[[Spot], bool] = lambda s: True) -> list[tuple[Spot, float]]:
        """All over the threshold, the likeliest first."""
        bar, column = self._bar[relation], self._columns[relation]
        if self._most[relation] < bar:  # as most are
            return []
        found: dict[str, tuple[Spot, float]] = {}
        for n in [n for n, p in enumerate(column) if p >= bar]:
            spot, p = self._spots[n], column[n]
            if fits(spot) and (spot.name not in found or p > found[spot.name][1]):
                found[spot.name] = (spot, p)
        return sorted(found.values(), key=lambda x: -x[1])

    def places(self, event: Event) -> dict[str, tuple[float, Spot, PlaceRole]]:
        """By name: how probable it is that something of the event is there, the mention, and its likeliest role.

        Rare roles share their probability with the common one, so the three are added up; where the lexicon says what a
        preposition means for the event's word (تقدم من), that is the role."""
        found: dict[str, tuple[float, Spot, PlaceRole]] = {}
        least = min([self._bar[role] for role in ROLES])
        if sum([self._most[role] for role in ROLES]) < least:
            return found
        columns = [self._columns[role] for role in ROLES]
        for n in [n for n, (a, b, c) in enumerate(zip(*columns, strict=True)) if a + b + c >= least]:
            odds = [column[n] for column in columns]
            spot, p = self._spots[n], min(1.0, sum(odds))
            if spot.m.place is None and nowhere(spot.m):
                continue
            told = event.frame.prep.get(spot.m.prep) if event.frame is not None else None
            role = _ROLE_CALLED.get(told or "", ROLES[odds.index(max(odds))])
            if p >= self._bar[role] and p > found.get(spot.name, (0.0,))[0]:
                found[spot.name] = (p, spot, role)
        return found

    def one(self, relation: str, fits: Callable[[Spot], bool] = lambda s: True) -> tuple[Spot, float] | None:
        """The likeliest over the threshold."""
        return next(iter(self.many(relation, fits)), None)

    def runner_up(self, relation: str, taken: set[int]) -> tuple[Mention, float] | None:
        """The likeliest of those not taken, where it is worth showing."""
        column: Sequence[float] = self._columns[relation]
        p = self._most[relation]
        while p > _WORTH_SHOWING and self._spots[column.index(p)].n in taken:
            column = list(column)
            column[column.index(p)] = 0.0
            p = max(column)
        return (self._spots[column.index(p)].m, p) if p > _WORTH_SHOWING else None
