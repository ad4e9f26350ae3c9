"""Who الجماعة, القوات, التنظيم, قواته stand for; which place عليها and منها mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ..lexicon import Lexicon
from ..lexicon.grammar import STAND_FOR, WORDS
from ..model import Actor
from .mention import Mention
from .scene import Scene


def actors(scenes: list[Scene], lexicon: Lexicon, site: str | None = None) -> None:
    """Give bare group nouns the actor that was named last and fits; what stays open keeps a null actor and the reason.

    `site` is the web domain of the article's outlet, where known: it decides what a loaded name means.
    """
    latest: dict[str, Actor] = {}  # by kind, the last named at the end
    weights = countries(scenes)
    named = {m.actor.id for scene in scenes for m in scene.mentions if m.actor is not None and not _loaded(m, lexicon)}
    for scene in scenes:
        here: list[Mention] = []
        for m in scene.mentions:
            if m.kind not in ("actor", "group", "person"):
                continue
            _namesake(m, lexicon, weights)
            table = _loaded(m, lexicon)
            if table is not None:
                m.actor, m.why = _meant(table, lexicon, site, named, weights)
            if m.actor is not None:
                here.append(m)
                latest.pop(m.actor.kind, None)
                latest[m.actor.kind] = m.actor
            if table is not None or m.actor is not None:
                continue
            if m.kind == "person":
                continue
            head = scene.s.tokens[m.i].w
            m.why = "no name, adjective or earlier mention settles it"
            wanted = STAND_FOR.get(head.word) or (STAND_FOR["قواته"] if head.pron and head.head else None)
            if head.word == "القوات" and m.j > m.i + 1 and scene.s.tokens[m.i + 1].w.norm == "الحكوميه":
                m.actor = latest.get("state_forces") or _forces_of(weights, lexicon)
                continue
            if wanted is None or (
                m.j > m.i + 1 and not head.pron and scene.s.tokens[m.i + 1].w.norm not in WORDS["same"]
            ):
                continue
            subjects = [x.actor for x in here if x.actor and not x.prep and not x.coord] if head.pron else []
            m.actor = next((a for a in (*subjects, *reversed(latest.values())) if a.kind in wanted), None)


def countries(scenes: list[Scene]) -> Counter[str]:
    """How often the article names places and adjectives of each country."""
    votes: Counter[str] = Counter()
    for scene in scenes:
        for m in scene.mentions:
            if m.place is not None:
                votes[m.place.country] += 1
        for t in scene.s.tokens:
            if t.w.demonym:
                votes[t.w.demonym] += 1
    return votes


def _loaded(m: Mention, lexicon: Lexicon) -> Mapping[str, Any] | None:
    """The table of a name that means another actor from outlet to outlet (العدو), where the mention is that name, or arms of it."""
    words = [t.w.word if k == 0 else t.w.norm for k, t in enumerate(m.s.tokens[m.i : m.j])]
    table = lexicon.loaded.get(" ".join(words))
    if table is None and m.cls != "named" and m.s.tokens[m.i].w.head and len(words) > 1:
        table = lexicon.loaded.get(" ".join(words[1:]))  # طائرات العدو, مدفعية الاحتلال
    return table


def _meant(
    table: Mapping[str, Any], lexicon: Lexicon, site: str | None, named: set[str], weights: Counter[str]
) -> tuple[Actor | None, str]:
    """Whom a loaded name means, or None with the reason."""
    for domain, means in table.get("site", {}).items():
        if site and (site == domain or site.endswith("." + domain)):
            return lexicon.actor_by_id[means], ""
    known = set(table.get("cc", {}).values()) & named
    if len(known) == 1:
        return lexicon.actor_by_id[known.pop()], ""
    total = sum(weights.values())
    fits = [(weights[cc], cc) for cc in table.get("cc", {}) if weights.get(cc)]
    best = max(fits, default=(0, ""))
    if best[0] * 3 >= total > 0:
        return lexicon.actor_by_id[table["cc"][best[1]]], ""
    return (
        None,
        "a name that means another actor from outlet to outlet, and neither the outlet nor the article's country settles it",
    )


def _namesake(m: Mention, lexicon: Lexicon, weights: Counter[str]) -> None:
    """A name that several actors bear (الجيش الوطني) means the one of the country that the article is about."""
    if m.actor is None:
        return
    names = [t.w.word if k == 0 else t.w.norm for k, t in enumerate(m.s.tokens[m.i : m.j])]
    for length in range(len(names), 0, -1):
        same = lexicon.namesakes.get(" ".join(names[:length]))
        if same and m.actor in same:
            best = max(same, key=lambda a: (weights.get(a.country or "", 0), a is m.actor))
            m.actor = best
            return


def _forces_of(weights: Counter[str], lexicon: Lexicon) -> Actor | None:
    """The army of the country that the article is about."""
    if not weights:
        return None
    iso = max(weights, key=lambda k: weights[k])
    return lexicon.actor_by_id.get(f"{iso.lower()}.army")
