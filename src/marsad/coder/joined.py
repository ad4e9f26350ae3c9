"""One side or thing that was read in two pieces (قوة | من لواء X, أحد | عناصر الشرطة, مقر المنطقة | الصناعية are one each) or told twice for
one event (اتفاق موسكو بين تركيا وروسيا)."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from ..model import PlaceRole
from .mention import Mention
from .reader import Reading
from .scene import Choice, Event

_CONSTRUCT = ("ي", "و")  # of a plural before whose it is: مسلحي المعارضة
_COMMAS = "،,"
_CALLED_WITHIN = 6  # tokens from a body to what it is called
_PARTED = (("agent", "agents"), ("target", "targets"))  # relation, field of the event


def unite(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Make one mention of the pieces of a phrase that were chosen for one relation of an event; another event that has a piece of it as
    its doer or target has all of it."""
    wholes: dict[int, list[Mention]] = {}  # by the identity of their sentence
    for event in events:
        for relation, field in _PARTED:
            chosen: list[Mention] = getattr(event, field)
            if len(chosen) > 1:
                whole = _once(event, _united(chosen))
                if len(whole) < len(chosen):
                    setattr(event, field, whole)
                    event.choices[relation] = _chosen(event.choices[relation], whole)
                    wholes.setdefault(id(event.scene.s), []).extend(m for m in whole if m not in chosen)
        if len(event.places) > 1:
            event.places = _one_place(event.places)
    for event in events:
        for relation, field in _PARTED if wholes else ():
            pieces: list[Mention] = getattr(event, field)
            grown = [_whole_of(m, wholes) for m in pieces]
            if grown != pieces:
                setattr(event, field, grown)
                event.choices[relation] = _chosen(event.choices[relation], grown)


def _one_place(places: list[tuple[Mention, PlaceRole]]) -> list[tuple[Mention, PlaceRole]]:
    """Places of which pieces side by side are one: محيط | وزارة الداخلية, الأحياء الجنوبية | لمدينة ميدي."""
    out: list[tuple[Mention, PlaceRole]] = []
    for m, role in sorted(places, key=lambda x: x[0].start):
        before = out[-1] if out else None
        if before is not None and before[1] == role and _leads_to(before[0], m):
            out[-1] = (_whole_place(before[0], m), role)
        else:
            listed = before is not None and before[0].s is m.s and before[0].j == m.i and m.s.tokens[m.i].w.conj == "و" and not m.prep
            out.append((m, before[1] if before is not None and listed else role))  # إلى راشيا وحاصبيا: both are reached
    return out


def _leads_to(a: Mention, b: Mention) -> bool:
    """Whether what stands right behind a place that no gazetteer knows goes on with its name or says of what it is a part; b opens no other place."""
    if a.s is not b.s or a.j != b.i or a.candidates or b.cls == "common":
        return False
    w = a.s.tokens[b.i].w
    another = bool(w.place_type or w.site) and not w.det and not w.prep and a.j - a.i > 1
    return not w.conj and w.prep in ("", "ل") and not another


def _whole_place(a: Mention, b: Mention) -> Mention:
    """The mention of both pieces of a place, which lies where the gazetteer has the second, else where the first was put."""
    whole, known = Mention(a.s, a.i, b.j, a.kind, a.cls, a.actor), b if b.candidates else a
    whole.prep, whole.core, whole.typed, whole.relative = a.prep, known.core, known.typed, True
    whole.place, whole.candidates, whole.margin = known.place or b.place, known.candidates, known.margin
    return whole


def _whole_of(m: Mention, wholes: dict[int, list[Mention]]) -> Mention:
    return next((w for w in wholes.get(id(m.s), ()) if w.i <= m.i and m.j <= w.j), m)


def _united(chosen: list[Mention]) -> list[Mention]:
    out: list[Mention] = []
    for m in sorted(chosen, key=lambda m: m.start):
        if out and _goes_on(out[-1], m):
            out[-1] = _one(out[-1], m)
        else:
            out.append(m)
    return out


def _once(event: Event, chosen: list[Mention]) -> list[Mention]:
    """Each side where it is told nearest to the event, unless a list has it twice (الطائرات والمدفعية السعودية)."""
    nearest = sorted(chosen, key=lambda m: (m.s is not event.scene.s, abs(m.i - event.i)))
    kept: list[Mention] = []
    for m in nearest:
        side = (
            m.kind in ("actor", "place") and m.count is None and m.actor is not None
        )  # the dead of a side are told beside it: دورية للحوثيين … 8 حوثيين
        if not side or not any(m.actor == other.actor and not _listed(m, other) for other in kept):
            kept.append(m)
    return [m for m in chosen if m in kept]


def _listed(one: Mention, other: Mention) -> bool:
    first, second = sorted((one, other), key=lambda m: m.i)
    return first.s is second.s and second.i == first.j and bool(second.s.tokens[second.i].w.conj)


def _goes_on(a: Mention, b: Mention) -> bool:
    """Whether b goes on with the phrase of a: right behind it where their form says so, or as those whom a is of (عشرات من أنصار X)."""
    if a.s is not b.s or a.s.tokens[b.i].w.conj:
        return False
    if b.i - a.j == 1 and b.s.tokens[b.i].w.prep == "ل" and b.s.tokens[a.j].w.word in words("owned_by"):
        return True  # منازل تعود للعشائر
    if b.kind == "place":
        return False
    if b.actor is not None and a.actor is None and a.j - a.i == 1 and b.i - a.j <= _CALLED_WITHIN and _called(a, b):
        return True  # تنظيم ما يسمى الدولة (داعش)
    if a.j == b.i:
        return _behind(a, b)
    if _apposed(a, b):
        return True
    between = a.s.norms[a.j : b.i]
    if len(between) == 1 and between[0] in WORDS["in"]:
        return b.kind == "actor" and b.actor is not None and a.kind in ("actor", "group", "person", "phrase")  # قيادي بارز في تنظيم القاعدة
    head = a.s.tokens[a.i].w
    several = not head.det or head.stem in WORDS["amounts"] or head.word in WORDS["crowds"]
    return len(between) == 1 and between[0] in WORDS["of"] and a.kind != "site" and (a.kind != "phrase" or several)


def _called(a: Mention, b: Mention) -> bool:
    """Whether the words between say that a is called b."""
    between = [t for t in a.s.tokens[a.j : b.i] if not t.mark]
    return bool(between) and any(t.w.word in words("so_called") for t in between[:2])


def _apposed(a: Mention, b: Mention) -> bool:
    """Whether b is the name of whom a tells by his office, behind a comma: المتحدث باسم الوزارة، سامر علي."""
    between, name = a.s.tokens[a.j : b.i], a.s.tokens[b.i].w
    comma = len(between) == 1 and between[0].mark and between[0].text in _COMMAS
    named = b.kind == "person" or (b.kind == "phrase" and b.j - b.i > 1)
    return comma and named and a.kind == "person" and bool(a.s.tokens[a.i].w.title) and not (name.title or name.det or name.prep or name.number)


def _behind(a: Mention, b: Mention) -> bool:
    """Of two mentions that stand side by side, whether the second is part of the first's phrase and no object behind a subject."""
    head, last, after = (a.s.tokens[k].w for k in (a.i, a.j - 1, b.i))
    if after.prep == "ل":
        return a.kind in ("site", "phrase")  # مركز للشرطة; مداهمة قوات الأمن | لخيام المعتصمين are two
    if "phrase" in (a.kind, b.kind):
        return a.actor is None or after.det  # استهدفت إسرائيل | مؤسسات
    if last.det:
        return b.j - b.i == 1 and after.det and after.word in WORDS["broken_adjectives"]  # المقاتلين الأجانب
    return last.word.endswith(_CONSTRUCT) or (a.kind == "site" and a.j - a.i == 1) or (b.j - b.i == 1 and bool(after.demonym) and not head.det)


def _one(a: Mention, b: Mention) -> Mention:
    """The mention of both pieces: what the first is, unless nothing knows it, and of the actor that either names."""
    known = b if a.kind == "phrase" else a
    m = Mention(a.s, a.i, b.j, known.kind, known.cls, a.actor or b.actor)
    m.count, m.prep, m.coord = a.count, a.prep, a.coord
    m.place, m.candidates, m.typed, m.core, m.margin = known.place, known.candidates, known.typed, known.core, known.margin
    m.relative, m.basis, m.distance, m.why = known.relative, known.basis, known.distance, known.why
    return m


def _chosen(choice: Choice, whole: list[Mention]) -> Choice:
    """The same choice among the united mentions: each as sure as the least sure of its pieces."""
    taken = [(m, [p for piece, p in choice.taken if piece.s is m.s and m.i <= piece.i < m.j]) for m in whole]
    return Choice([(m, min(odds)) for m, odds in taken if odds], choice.runner_up)
