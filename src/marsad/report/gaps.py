"""What articles have that the lexicon lacks: predicates, actors and places by frequency, as entries that an analyst fills in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..coder import scenes
from ..coder.mention import Mention
from ..coder.relevance import may_speak_of_conflict
from ..coder.scene import Scene
from ..coder.whose import countries
from ..lexicon import load
from ..lexicon.word import Word
from ..lexicon.written import entry_text
from ..model import Article

_HEAD = """\
# What your articles have and the lexicon lacks, most frequent first. Fill in what is empty (docs/lexicon.md says what each field
# means), take out what is none, and give the file to `marsad lexicon add`.
"""
_ACTING = ("actor", "group", "source")
_SHORTEST = 3  # letters of a verb


class Gaps:
    """Counts over the articles that speak of a conflict, each gap with the first sentence that has it."""

    def __init__(self) -> None:
        self._lexicon = load()
        self.counts: dict[str, Counter[str]] = {"predicate": Counter(), "actor": Counter(), "place": Counter()}
        self._shown: dict[tuple[str, str], str] = {}
        self._countries: dict[tuple[str, str], Counter[str]] = {}

    def take(self, article: Article) -> None:
        """Count what an article has."""
        if not may_speak_of_conflict(article, self._lexicon):
            return
        found = scenes(article, self._lexicon)
        votes = countries(found, self._lexicon)
        country = max(votes, key=lambda iso: votes[iso]) if votes else None
        for scene in found:
            for kind, words in (*self._mentions(scene), *(("predicate", word) for word in predicates(scene))):
                self.counts[kind][words] += 1
                self._shown.setdefault((kind, words), " ".join(article.text[scene.s.start : scene.s.end].split()))
                if country:
                    self._countries.setdefault((kind, words), Counter())[country] += 1

    def _mentions(self, scene: Scene) -> Iterator[tuple[str, str]]:
        for m in scene.mentions:
            if m.kind in _ACTING and m.actor is None and m.cls not in ("civilians", "demonstrators"):
                yield "actor", named(m)
            elif m.kind == "place" and not m.candidates and m.cls != "common" and (m.place is None or not m.place.listed):
                yield "place", named(m)

    def proposals(self, least: int = 1) -> str:
        """The file's text: entries in the lexicon's own format, with how often and where, what only an analyst knows left empty."""
        out = [_HEAD]
        self._join()
        for kind, of in (("predicate", "frame"), ("actor", "actor"), ("place", "place")):
            for words, n in self.counts[kind].most_common():
                if n >= least:
                    out.append(entry_text(of, self._entry(kind, words), (f"{n} times: {self._shown[kind, words]}",)))
        return "\n".join(out)

    def _join(self) -> None:
        """An unknown word's و is part of its letters: what stands without it too is that word."""
        counts = self.counts["predicate"]
        for word in [w for w in counts if w.startswith("و") and w[1:] in counts]:
            counts[word[1:]] += counts.pop(word)

    def _entry(self, kind: str, words: str) -> dict[str, Any]:
        votes = self._countries.get((kind, words))
        country = votes.most_common(1)[0][0] if votes else ""
        if kind == "predicate":
            return {"id": f"own-{words}", "type": "", "verbs": [words], "examples": [{"text": self._shown[kind, words], "yields": []}]}
        if kind == "actor":
            return {"id": f"own.{words.replace(' ', '-')}", "ar": words, "en": "", "kind": "", "cc": country or ""}
        return {"ar": words, "en": "", "kind": "settlement", "cc": country or "", "at": []}


def predicates(scene: Scene) -> Iterator[str]:
    """Words that no list knows and that stand where a verb does: at the head of their sentence or behind a mark or و, before somebody
    who acts or is harmed, where the sentence has an armed actor or people."""
    if not any(m.armed or m.people for m in scene.mentions):
        return
    tokens = scene.s.tokens
    for t, after in pairwise(tokens):
        first = t.i == 0 or tokens[t.i - 1].mark or t.w.conj
        m = scene.mention_at(after.i)
        if first and m is not None and m.agentive and scene.mention_at(t.i) is None and not t.mark and not _known(t.w):
            yield t.w.word


def _known(w: Word) -> bool:
    """Whether a word is no verb that the lexicon lacks: it knows it, or the word's prefixes and length speak against a verb."""
    lists = w.verbs or w.nouns or w.head or w.victim or w.names or w.place_type or w.office or w.title or w.demonym or w.site
    return bool(lists or w.stop or w.time or w.number or w.break_ or w.direction or w.area or w.det or w.prep or len(w.word) < _SHORTEST)


def named(m: Mention) -> str:
    """The words of a mention as written, prefixes off; of a place its bare name."""
    i, j = m.core if m.kind == "place" else (m.i, m.j)
    i += m.kind == "place" and j - i > 1 and m.s.tokens[i].w.place_type is not None  # of قرية أم الزهور the name alone
    first, *others = m.s.tokens[i:j]
    bare = first.text[len(first.w.conj) + len(first.w.prep) :]
    if first.w.det and first.w.prep.endswith("ل"):  # للجيش: the article has lost its ا
        bare = "ال" + bare.removeprefix("ل").removeprefix("ال")
    return " ".join([bare, *(t.text for t in others)])
