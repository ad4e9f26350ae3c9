"""Which of the places around an event are its own."""

from __future__ import annotations

from ..lexicon.grammar import WORDS
from .draft import Draft, Scene
from .mention import Mention
from .subjects import same_clause


def axes(scene: Scene, d: Draft) -> None:
    """Axes told after the movement, clause by clause: تتقدم من محورين، الأول من X والثاني من Y."""
    if d.frame.type not in ("advance", "withdrawal", "displacement") or d.verb is None:
        return
    stop = next(
        (
            t.i
            for t in scene.s.tokens[d.j :]
            if (t.w.verbs and not t.w.det and scene.mention_at(t.i) is None)
            or t.i in scene.clauses.relative
            or t.i in scene.clauses.that
            or t.text in ":؛"
        ),
        len(scene.s.tokens),
    )
    for m in scene.mentions:
        if m.kind == "place" and m.prep == "من" and d.i < m.i < stop and scene.clauses.of[m.i] != d.clause:
            d.places.append((m, "from"))


def settle_places(scene: Scene, d: Draft) -> None:
    """Keep the most specific of nested places; where none was found, take the clause's, then the sentence's only one."""
    d.places = [(m, role) for m, role in d.places if m.place is not None]
    if not d.places:
        candidates = [
            m for m in scene.mentions if m.kind == "place" and m.prep in WORDS["at"] and same_clause(scene, m.i, d.i)
        ]
        if not candidates:
            chains = _chains(scene, [m for m in scene.mentions if m.kind == "place"])
            candidates = (
                chains[0][:1]
                if len(chains) == 1
                and chains[0][0].prep not in ("بين", "مع", "ل")
                and (chains[0][0].prep or chains[0][0].relative or d.type == "clash")
                and d.type not in ("accusation", "demand", "threat", "rejection", "condemnation", "support")
                else []
            )
        d.places = [
            (m, "at" if d.frame.place == "at" or m.prep in WORDS["at"] else d.frame.place) for m in candidates[:1]
        ]
        if d.places and d.frame.place == "to" and d.frame.type == "advance":
            d.places = [(d.places[0][0], "to")]
    kept: list[tuple[Mention, str]] = []
    for m, role in d.places:
        if any(m is k for k, _ in kept):
            continue
        if role == "at" and any(_nested(scene, k, m) for k, r in kept if r == role or r == "to"):
            continue
        if role in ("to", "from") and any(
            r == role and same_clause(scene, k.i, m.i) and _nested(scene, k, m) for k, r in kept
        ):
            continue
        kept.append((m, role))
    d.places = kept


def _nested(scene: Scene, inner: Mention, outer: Mention) -> bool:
    """Whether `outer` only says where `inner` lies: no و between, within five tokens and one clause."""
    if outer.coord or outer.i < inner.j:
        return False
    gap = scene.s.tokens[inner.j : outer.i]
    if len(gap) > 5 or any(t.mark and t.text in ":؛" for t in gap):
        return any(
            m.kind == "place" and inner.j <= m.i < outer.i and _nested(scene, inner, m) and _nested(scene, m, outer)
            for m in scene.mentions
        )
    return not any(t.w.conj or (t.w.verbs and not t.w.det) for t in gap)


def _chains(scene: Scene, places: list[Mention]) -> list[list[Mention]]:
    chains: list[list[Mention]] = []
    for m in places:
        if chains and _nested(scene, chains[-1][-1], m):
            chains[-1].append(m)
        else:
            chains.append([m])
    return chains
