"""Who holds a place: a capture passes it on; other words (تسيطر على، معقل، الخاضعة لـ) say it outright."""

from __future__ import annotations

from collections.abc import Iterator

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..model import Article, Modality
from . import shares
from .decide import fill
from .mention import Mention
from .reader import HOLDING, Reading
from .scene import Event, Scene
from .unplaced import COARSE, named

_PART_WITHIN = 3  # tokens before a place where parts of it are told


class Holding:
    """A statement that `holder` holds `place`, told by token `i` of its scene; `sure` is its probability (docs/quality.md)."""

    __slots__ = ("holder", "i", "modality", "place", "rule", "scene", "share", "source", "sure", "when")

    def __init__(self, scene: Scene, i: int, place: Mention, holder: Mention, rule: str, sure: float):
        self.scene, self.i, self.place, self.holder, self.rule, self.sure = scene, i, place, holder, rule, sure
        self.modality: Modality = "asserted"
        self.source: Mention | None = None
        self.when: Mention | None = None
        self.share: float | None = None  # in percent, of a part that was held for a time


def find(reading: Reading, events: list[Event], article: Article, lexicon: Lexicon) -> list[Holding]:
    """The statements of control of a page; `events` are its decided events. One for each place and holder."""
    out: dict[tuple[object, object], Holding] = {}
    besieged = {(id(e.scene), _who(a), _where(m)) for e in events if e.type == "siege" for a in e.agents for m, _ in e.places if m.place}
    for h in [*_shares(reading, article, lexicon), *captured(events), *_told(reading, events)]:  # who holds a share does not hold the whole
        # Nobody besieges what they hold: a sentence that tells a siege (تحكم حصارها على) tells no hold of the besieger's.
        if (id(h.scene), _who(h.holder), _where(h.place)) not in besieged:
            out.setdefault((_who(h.holder), _where(h.place)), h)
    return list(out.values())


def captured(events: list[Event]) -> list[Holding]:
    """What captures pass on: whoever took a place holds it."""
    out = []
    for e in events:
        if e.type != "capture" or e.modality not in ("asserted", "conditional", "possible") or not e.agents:
            continue
        for m, role in e.places:
            if role == "at" and _whole(m):
                h = Holding(e.scene, e.i, m, e.agents[0], "control/capture", e.confidence)
                h.modality, h.source, h.when = e.modality, e.source, e.when
                out.append(h)
    return out


def _told(reading: Reading, events: list[Event]) -> list[Holding]:
    page, bar = reading.page, reading.thresholds
    captures = {e.k for e in events if e.type == "capture"}
    out = []
    for k, sure in enumerate(reading.holding):
        if sure < bar["holding"] or k in captures or page.tokens[k].mark:
            continue
        scene = page.scenes[page.scene_of[k]]
        told = Event(scene, k, page.tokens[k].i, "capture", float(sure), float(sure), ("", 0.0))
        fill(told, reading.fillers(k, HOLDING), bar)
        for m, _ in told.places if told.agents else ():  # what is held is no way from or to it
            if _whole(m):
                # As sure as that it is said, that this is who holds, and that this is the place: together, not one alone.
                odds = float(sure) * told.choices["agent"].sure_of(told.agents[0]) * told.choices["place"].sure_of(m)
                h = Holding(scene, told.i, m, told.agents[0], "control/told", odds)
                h.source, h.when = told.source, told.when
                h.modality = "conditional" if _would(scene, told.i) else "asserted"
                out.append(h)
    return out


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
        told = Event(scene, k, i, "capture", float(sure), float(sure), ("", 0.0))
        fill(told, reading.fillers(k, HOLDING), bar)
        of, when = shares.whole(page.scenes, at, i, share.token), shares.lasting(scene, i, article, lexicon)
        if told.agents and of is not None and when is not None:
            h = Holding(scene, i, of, told.agents[0], "control/share", float(sure) * told.choices["agent"].sure_of(told.agents[0]))
            h.source, h.when, h.share = told.source, when, share.percent
            yield h


def _whole(m: Mention) -> bool:
    """Whether a mention stands for the whole of its place: a place by its name or one site (القصر الرئاسي), not "three villages" nor
    what is known by a governorate alone and has no name of its own (عقبة برم has); and nothing that parts are said of (أجزاء من X)."""
    if m.place is None or m.kind not in ("place", "site"):
        return False
    several = m.s.tokens[m.i].w.stem in WORDS["plural_places"] and not m.candidates  # ولايات الإقليم, not مدن الرقة وكوباني
    if several or (m.kind == "site" and m.count is not None) or (m.place.precision in COARSE and not named(m)):
        return False
    before = [t.w.stem for t in m.s.tokens[max(0, m.i - _PART_WITHIN) : m.i]]
    return not (m.prep in ("من", "في") and any(stem in WORDS["parts_of"] for stem in before))


def _who(m: Mention) -> object:
    return m.actor.id if m.actor else " ".join(m.s.norms[m.i : m.j])


def _where(m: Mention) -> object:
    assert m.place is not None
    name = m.place.name_ar if m.place.precision in COARSE else ""  # two unknown towns of one governorate are two places
    return (m.place.lat, m.place.lon, name)
