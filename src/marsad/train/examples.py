"""Gold articles → what the network learns from: signs of every token, and for each annotated event the mentions around it.

Gold is of the format of docs/evaluate.md. Labels are 0 or 1, or -1 for what is neither asked for nor wrong: the other words of a
trigger, and the same name standing elsewhere in the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from ..coder import harm, scenes, signs
from ..coder.page import Page, Spot
from ..coder.reader import HOLDING, MODALITIES, RELATIONS
from ..evaluate import overlap, same
from ..lexicon import Lexicon
from ..model import EVENT_TYPES, Article

_NUMBER = {name: n for n, name in enumerate(EVENT_TYPES, 1)}
_PEOPLE = ("group", "person", "actor")
HELD = ("agent", "at", "source")  # relations that a statement of control asks for


class Pairs(NamedTuple):
    """An event's token with the mentions around it: their first and last tokens, signs, and labels by relation."""

    k: int
    type: int
    ends: list[tuple[int, int]]
    signs: list[tuple[str, ...]]
    labels: np.ndarray


class Example(NamedTuple):
    """One article: `types`, `modality` and `holding` are labels by token."""

    id: str
    stems: list[str]
    skeletons: list[str]
    signs: list[tuple[str, ...]]
    title: list[bool]
    types: np.ndarray
    modality: np.ndarray
    holding: np.ndarray
    pairs: list[Pairs]


def article_of(gold: Mapping[str, Any]) -> Article:
    """The article of a line of gold."""
    chrome = tuple((a, b) for a, b in gold.get("chrome", ()))
    return Article(id=gold["id"], text=gold["text"], published=gold.get("published"), chrome=chrome)


def examples(gold: Iterable[Mapping[str, Any]], lexicon: Lexicon) -> Iterator[Example]:
    """One example an article, in order; articles without a word are left out."""
    for article in gold:
        page = Page(scenes(article_of(article), lexicon))
        if page.tokens:
            yield _example(article, page, lexicon)


def token_signs(page: Page, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The signs of every token of a page, as `Reader` gives them to the network."""
    out: list[list[str]] = []
    for scene in page.scenes:
        cues, frames = signs.of_cues(scene, lexicon), signs.of_frames(scene)
        for t in scene.s.tokens:
            here = (*signs.of_place_in_text(scene, t), *cues.get(t.i, ()), *frames.get(t.i, ()))
            out.append([*signs.of_word(t.w, t.text, t.mark), *here])
    for spot in page.spots:
        for k in range(spot.i, spot.j):
            opens = "mention: " if k == spot.i else "in a mention: "
            out[k] += [opens + name for name in signs.of_mention(spot.m)]
    return [tuple(names) for names in out]


def _example(gold: Mapping[str, Any], page: Page, lexicon: Lexicon) -> Example:
    n = len(page.tokens)
    types, modality, holding = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.float32)
    told: dict[int, Mapping[str, Any]] = {}
    for event in gold["events"]:
        covered = _covered(page, event["trigger"])
        free = [k for k in covered if k not in told]
        if not free:
            continue
        k = min(free, key=lambda k: _rank(page, k, event["type"]))
        told[k], types[k], modality[k] = event, _NUMBER[event["type"]], MODALITIES.index(event["modality"])
        for other in covered:
            if other != k and types[other] == 0:
                types[other] = -1
    held: dict[int, list[Mapping[str, Any]]] = {}
    for statement in gold["control"]:
        covered = _covered(page, statement["trigger"])
        if covered:
            k = next((k for k in covered if k in told), covered[0])
            holding[k] = 1
            held.setdefault(k, []).append(statement)
    pairs = [_event_pairs(gold, page, k, event, lexicon) for k, event in told.items()]
    pairs += [_holding_pairs(gold, page, k, statements) for k, statements in held.items()]
    labelled = plain(gold["id"], page, lexicon)
    return labelled._replace(types=types, modality=modality, holding=holding, pairs=[p for p in pairs if p.ends])


def plain(name: str, page: Page, lexicon: Lexicon) -> Example:
    """An article's words and signs, without a label."""
    none = np.zeros(0)
    return Example(
        id=name,
        stems=[signs.key(t.w.stem) for t in page.tokens],
        skeletons=[signs.skeleton(t.w.stem) for t in page.tokens],
        signs=token_signs(page, lexicon),
        title=[page.scenes[s].s.title for s in page.scene_of],
        types=none,
        modality=none,
        holding=none,
        pairs=[],
    )


def _covered(page: Page, span: list[int]) -> list[int]:
    return [k for k, t in enumerate(page.tokens) if not t.mark and overlap([t.start, t.end], span)]


def _rank(page: Page, k: int, type_: str) -> tuple[int, int]:
    """Of the words of a trigger the one that tells it: a word that the lexicon knows for the type, for any, a verb, a full word."""
    w = page.tokens[k].w
    frames = [u.frame for u in w.uses if u.frame is not None]
    if any(f.type == type_ for f in frames):
        return 0, k
    return (1 if frames else 2 if w.verbs and not w.stop else 3 if not w.stop else 4), k


def _event_pairs(gold: Mapping[str, Any], page: Page, k: int, event: Mapping[str, Any], lexicon: Lexicon) -> Pairs:
    spans: dict[str, list[Any]] = {"agent": event["agent"], "target": event["target"]}
    for role in ("at", "from", "to"):
        spans[role] = [p["span"] for p in event["place"] if p["role"] == role]
    spans["source"] = [event["source"]] if event["source"] else []
    dated = event.get("date_span") and (event["date"] or not gold.get("published"))
    spans["date"] = [event["date_span"]] if dated else []
    near = page.near(k)
    labels = _labels(gold["text"], near, k, spans)
    for relation in ("deaths", "injured"):
        if event.get(relation):
            _count(labels, page, near, k, relation, event[relation]["min"], lexicon)
    return pairs_of(page, k, _NUMBER[event["type"]], near, labels)


def _holding_pairs(gold: Mapping[str, Any], page: Page, k: int, statements: list[Mapping[str, Any]]) -> Pairs:
    near = page.near(k)
    spans = {
        "agent": [s["holder"] for s in statements if s["holder"]],
        "at": [s["place"]["span"] for s in statements],
        "source": [s["source"] for s in statements if s.get("source")],
    }
    labels = _labels(gold["text"], near, k, spans)
    labels[:, [n for n, name in enumerate(RELATIONS) if name not in HELD]] = -1
    return pairs_of(page, k, HOLDING, near, labels)


def pairs_of(page: Page, k: int, type_: int, near: list[Spot], labels: np.ndarray) -> Pairs:
    """Token k of a page with the mentions `near` it, their signs, and their labels by relation."""
    names = [signs.of_mention(s.m) + tuple(signs.beside(page, k, s)) for s in near]
    return Pairs(k, type_, [(s.i, s.j - 1) for s in near], names, labels)


def _labels(text: str, near: list[Spot], k: int, spans: Mapping[str, list[Any]]) -> np.ndarray:
    """The mention that stands at the span, else the nearest of the same words; other mentions of those words are not asked for."""
    out = np.zeros((len(near), len(RELATIONS)), np.float32)
    for relation, wanted in spans.items():
        column = RELATIONS.index(relation)
        for span in wanted:
            hits: list[tuple[int, int]] = []
            for row, spot in enumerate(near):
                here = [spot.m.start, spot.m.end]
                if overlap(span, here):
                    hits.append((0, row))
                elif same(text, span, here):
                    hits.append((1 + abs(spot.i - k), row))
            for n, (far, row) in enumerate(sorted(hits)):
                if far == 0 or n == 0:
                    out[row, column] = 1
                elif out[row, column] != 1:
                    out[row, column] = -1
    return out


def _count(labels: np.ndarray, page: Page, near: list[Spot], k: int, relation: str, least: int, lexicon: Lexicon) -> None:
    """Mark the mention whose number, with those added to it, is the toll: a target before others, the nearest before others."""
    column, target = RELATIONS.index(relation), RELATIONS.index("target")
    hits: list[tuple[bool, int, int]] = []
    for row, spot in enumerate(near):
        if spot.m.kind not in _PEOPLE:
            continue
        told = harm.together(spot.m, page.scenes[spot.scene].mentions, relation, lexicon)
        if (harm.total(told)[0] if told else 1) == least:
            hits.append((bool(labels[row, target] != 1), abs(spot.i - k), row))
    for n, (*_, row) in enumerate(sorted(hits)):
        labels[row, column] = 1 if n == 0 else -1
