"""With what: the weapon that a violent claim's clause names."""

from __future__ import annotations

from ..lexicon import Lexicon
from .draft import Scene

_ARMED = frozenset(
    (
        "offensive",
        "clash",
        "armed_attack",
        "airstrike",
        "shelling",
        "bombing",
        "suicide_bombing",
        "killing",
        "interception",
        "crackdown",
    )
)


def name(scene: Scene, lexicon: Lexicon) -> None:
    """Set the weapon of the drafts whose clause names one between them and the next event word."""
    tokens = scene.s.tokens
    for d in scene.drafts:
        if d.type not in _ARMED or d.weapon:
            continue
        first = max((x.j for x in scene.drafts if x.i < d.i), default=0)
        last = min((x.i for x in scene.drafts if x.i > d.i), default=len(tokens))
        found: list[int] = []
        for t in tokens[max(first, d.i - 6) : last]:
            if not t.mark and scene.clauses.of[t.i] == d.clause:
                for first_word in (t.w.word, t.w.stem):
                    if first_word in lexicon.weapons.longest and (hit := lexicon.weapons.match(scene.s.norms, t.i, first_word)):  # fmt: skip
                        found.append(hit[1])
        if found:
            d.weapon = lexicon.weapon_ids[min(found)]
