"""Compile the parsed tables into what is looked up: forms of verbs and nouns, kinds of words, names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..arabic.calendar import Calendar
from ..arabic.clitics import PRONOUNS
from ..arabic.inflect import adjective_forms, noun_forms, verb_forms
from ..arabic.normalise import fold
from ..arabic.numerals import Numerals
from ..errors import LexiconError
from ..model import Actor
from . import schema
from .names import Phrases, several
from .types import having
from .word import Frame, NounUse, Refined, VerbUse


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(folded.removeprefix("ال") if len(folded) > 4 else folded for folded in map(fold, words))


def _frame(entry: schema.FrameEntry) -> Frame:
    return Frame(
        entry.id,
        entry.type,
        entry.object,
        entry.genitive or entry.object,
        {fold(word): role for word, role in entry.prep.items()},
        entry.voice or "",
        entry.harm or "",
        tuple(Refined(r.type, frozenset(map(fold, r.words)), r.agent) for r in entry.refine),
        _stems(entry.with_),
        {fold(lemma): _stems(words) for lemma, words in entry.with_for.items()},
        _stems(entry.free),
        _stems(entry.of),
        {fold(lemma): _stems(words) for lemma, words in entry.of_for.items()},
        _stems(entry.with_modifier),
        _stems(entry.not_object),
        entry.weak_noun,
    )


class Tables:
    """The tables of the lexicon, each as it is looked up. `Lexicon` (readings.py) reads words by them. Raises `LexiconError`. The index holds
    them compiled, as `pickle` writes them: they are plain data."""

    def __init__(self, tables: Mapping[str, Any]):
        self.countries: list[Mapping[str, Any]] = tables["countries"]["country"]
        self.admin1: list[Mapping[str, Any]] = tables["admin1"]["admin1"]
        self.armed_types = having("armed")
        self.mutual_types = having("mutual")
        self.families: tuple[frozenset[str], ...] = tuple(frozenset(row) for row in tables["types"]["retold"]["rows"])
        self.districts: list[Mapping[str, Any]] = tables["districts"]["district"]
        self.places: list[dict[str, Any]] = tables["places"]["place"]  # as they stand: the index is built of them
        schema.places(self.places)
        self.harmed: dict[str, str] = {fold(w): group for group, ws in tables["heads"]["groups"].items() for w in ws}
        self.topics: dict[str, frozenset[str]] = {k: _stems(v) for k, v in tables["words"]["topics"].items()}
        self.war = _stems(tables["words"]["war"]["words"])
        self.numerals = Numerals(tables["numerals"])
        self.calendar = Calendar(tables["calendar"], self.numerals)
        entries = schema.frames(tables["frames"])
        self.frames = tuple(map(_frame, entries))
        self._speech(tables["speech"])
        self._heads(tables["heads"])
        self._actors(schema.actors(tables["actors"]), tables["sources"]["outlet"])
        self._events(entries)
        self.loaded: dict[str, Mapping[str, Any]] = {}
        for raw in tables["loaded"]["loaded"]:
            inner = (id for means in raw.get("in", {}).values() for id in means.values())
            for means in (*raw.get("site", {}).values(), *(id for ids in raw.get("cc", {}).values() for id in several(ids)), *inner):
                if means not in self.actor_by_id:
                    raise LexiconError(f"loaded.toml: {raw['ar'][0]} means {means}, which no actor has as its id.")
            for name in raw["ar"]:
                self.loaded[" ".join(fold(name).split())] = raw
        self._contested = {name.partition(" ")[0] for name in (*self.loaded, *self.namesakes)}
        self.weapons = Phrases[int]()
        self.weapon_ids: list[str] = [raw["id"] for raw in tables["weapons"]["weapon"]]
        for rank, raw in enumerate(tables["weapons"]["weapon"]):
            for word in raw["ar"]:
                self.weapons.add(word, rank)
        self.stop, self.whole, self.short = (frozenset(map(fold, tables["words"][name])) for name in ("stop", "whole", "short"))
        self.posts: Mapping[str, Any] = tables["posts"]

    def _speech(self, speech: Mapping[str, Any]) -> None:
        self.verb_forms: dict[str, list[VerbUse]] = {}
        for use, lemmas in speech["verbs"].items():
            for lemma in lemmas:
                parts = lemma.split()
                for form, what in verb_forms(*parts).items():
                    self.verb_forms.setdefault(form, []).append(VerbUse(use, fold(parts[0]), what, None))
        phrases = {k: [fold(p) for p in v] for k, v in speech["phrases"].items()}
        self.speech: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in phrases.items()}
        self.according = Phrases[str]()
        for phrase in phrases["according"]:
            self.according.add(phrase, phrase)
        self.cues = Phrases[str]()
        for modality in ("possible", "planned", "denied", "conditional"):
            for phrase in phrases[modality]:
                self.cues.add(phrase, modality)
        self.held_by = Phrases[bool]()
        for phrase in speech["control"]["held_by"]:
            self.held_by.add(phrase, True)
        self.strongholds = frozenset(fold(w) for w in speech["control"]["strongholds"])

    def _heads(self, heads: Mapping[str, Any]) -> None:
        self.head_words: dict[str, str] = {}
        for kind in ("group", "state", "aircraft", "ground"):
            for word in heads["armed"][kind]:
                if " " not in word:
                    self.head_words.setdefault(fold(word), kind)
                    self.head_words.setdefault(fold(word).removeprefix("ال"), kind)
        self.victims: dict[str, str] = {fold(w): kind for kind, ws in heads["victims"].items() for w in ws}
        singulars = {fold(w) for w in heads["singular"]["people"]}
        relatives = {w[:-1] + "ت" if w.endswith("ه") else w for w in map(fold, heads["singular"]["kin"])}
        kin = {w + pron for w in relatives for pron in PRONOUNS}
        both = {w + ending + pron for w in relatives for ending in "يا" for pron in PRONOUNS}  # طفليه, شقيقتاها
        self.single = frozenset(singulars | kin)
        plurals = set(self.victims) | set(self.head_words)
        stems = {w[:-1] + "ت" if w.endswith("ه") else w for w in singulars}
        broken = {fold(w)[:-1] + "ت" if w.endswith("ة") else fold(w) for w in heads["singular"]["broken"]}
        self.duals = frozenset({w + "ان" for w in stems} | {w + "ين" for w in stems if w in broken or w + "ين" not in plurals} | both)
        self.sure_duals = frozenset(w + "ين" for w in stems & broken)
        for w in singulars:
            victim, head = self.victims.get(w), self.head_words.get(w)
            base = w[:-1] + "ت" if w.endswith("ه") else w
            for form in (w, w + "ا", base + "ان", base + "ين"):
                if head:
                    self.head_words.setdefault(form, head)
                else:
                    self.victims.setdefault(form, victim or "civilians")
        for w in kin | both:
            self.victims.setdefault(w, "civilians")
        self.sites = {fold(w) for w in heads["sites"]["words"]}
        self.sites |= {
            w + "ا" for w in self.sites if not w.startswith("ال") and not w.endswith(("ه", "ا", "ي", "ء", "ين", "ون", "ات")) and len(w) > 2
        }
        self.offices = {fold(w) for w in heads["offices"]["words"]}
        self.titles = {fold(w) for w in heads["titles"]["words"]}
        self.source_words = {fold(w) for w in heads["sources"]["words"]}
        self.place_types: dict[str, str] = {fold(w): kind for kind, ws in heads["place_types"].items() for w in ws}
        self.areas = {fold(w) for w in heads["areas"]["words"]}
        self.directions = {fold(w) for w in heads["directions"]["words"] if " " not in w}
        self.direction_adjectives = {fold(w) for w in heads["directions"]["adjectives"]}
        self.modifiers = {fold(w) for w in heads["modifiers"]["words"]}
        self.demonyms: dict[str, str] = {}
        self.country_names: dict[str, Mapping[str, Any]] = {c["iso"]: c for c in self.countries}
        for country in self.countries:
            for adjective in country["adj"]:
                for form in adjective_forms(adjective):
                    self.demonyms.setdefault(form, country["iso"])

    def _actors(self, actors: Sequence[schema.ActorEntry], outlets: Sequence[Mapping[str, Any]]) -> None:
        self.actors, self.outlets = Phrases[Actor](), Phrases[Actor]()
        self.actor_by_id: dict[str, Actor] = {}
        self.namesakes: dict[str, list[Actor]] = {}  # folded name → the actors that bear it, where several do
        self.renamed: dict[str, tuple[str, str]] = {}  # id → (last day of the name, id of what it became)
        self.since: dict[str, str] = {}  # id → first day of the name
        self.until: dict[str, str] = {}  # id → last day of the name
        self.before: dict[str, str] = {}  # id → id of who bore the name before that day
        self.openers: dict[str, set[str]] = {}  # id → first words of its names, without their article
        bearers: dict[str, list[Actor]] = {}
        for entry in actors:
            actor = Actor(entry.id, entry.ar, entry.en, entry.kind, entry.cc or None, entry.of)
            self.actor_by_id[actor.id] = actor
            if entry.became:
                self.renamed[actor.id] = entry.until or "", entry.became
            if entry.since:
                self.since[actor.id] = entry.since
            if entry.until:
                self.until[actor.id] = entry.until
            if entry.before:
                self.before[actor.id] = entry.before
            for name in (entry.ar, *entry.also):
                self.actors.add(name, actor)
                self.openers.setdefault(actor.id, set()).add(fold(name).split()[0].removeprefix("ال"))
                same = bearers.setdefault(" ".join(fold(name).split()), [])
                if actor not in same:
                    same.append(actor)
        self.namesakes = {name: same for name, same in bearers.items() if len(same) > 1}
        persons = [fold(entry.ar).split() for entry in actors if entry.kind == "person"]
        self.surnames = frozenset(name[-1] for name in persons) - {name[0] for name in persons if len(name) > 1}  # no known person's given name
        self.dated = frozenset(self.renamed) | frozenset(self.since)
        self._outlet_by_id: dict[str, Actor] = {}
        for raw in outlets:
            outlet = Actor("outlet." + raw["en"].lower().replace(" ", "-"), raw["ar"], raw["en"], "organisation", raw["cc"] or None)
            self._outlet_by_id[outlet.id] = outlet
            for name in (raw["ar"], *raw.get("also", ())):
                self.outlets.add(name, outlet)
        self.capitals: dict[str, str] = {}
        for country in self.countries:
            for name in (country["ar"], *country.get("also", ()), *country.get("capital", ())):
                self.capitals[fold(name)] = country["iso"]

    def called(self, id: str) -> Actor | None:
        """The actor or outlet of an id."""
        return self.actor_by_id.get(id) or self._outlet_by_id.get(id)

    def lived(self, actor: Actor, day: str | None) -> bool:
        """Whether an actor bore its name on a day (ISO date), as far as the lexicon knows; True without a day."""
        return day is None or day >= self.since.get(actor.id, "")

    def of_day(self, ids: str | Sequence[str], day: str | None) -> Actor | None:
        """The actor of several for one name, each of its own years, that a day (ISO date) falls in; None where none or no day tells it."""
        actors = [self.actor_by_id[id] for id in several(ids)]
        if len(actors) == 1:
            return self.at_date(actors[0], day)
        return next((a for a in actors if day and self.lived(a, day) and day <= self.until.get(a.id, "9")), None)

    def at_date(self, actor: Actor, day: str | None) -> Actor | None:
        """The actor that a name meant on a day (ISO date or None): an old name that lives on means what its bearer became, a name that
        another bore before means that one; None where nobody bore it yet."""
        seen = {actor.id}
        while day and day < self.since.get(actor.id, ""):
            if actor.id not in self.before:
                return None
            actor = self.actor_by_id[self.before[actor.id]]
        while day and actor.id in self.renamed:
            until, became = self.renamed[actor.id]
            if not until or day <= until or became in seen:
                break
            actor = self.actor_by_id[became]
            seen.add(became)
        return actor

    def _events(self, entries: Sequence[schema.FrameEntry]) -> None:
        self.noun_forms: dict[str, list[NounUse]] = {}
        for entry, frame in zip(entries, self.frames, strict=True):
            for lemma in entry.verbs:
                parts = lemma.split()
                for form, what in verb_forms(*parts).items():
                    self.verb_forms.setdefault(form, []).append(VerbUse("frame", fold(parts[0]), what, frame))
            for lemma in entry.nouns:
                singular, *plurals = lemma.split()
                forms = noun_forms(singular) | {fold(p) for p in plurals}
                if not singular.endswith(("ة", "اء", "ا")):
                    forms.add(fold(singular) + "ا")
                if singular.endswith("ة"):
                    forms.add(fold(singular)[:-1] + "تي")
                for form in forms:
                    self._noun(form, NounUse(fold(singular), frame))
            for lemma in entry.participles:
                for form in lemma.split():
                    self._noun(fold(form), NounUse(fold(form), frame, True))
            for word in entry.counted:
                self._noun(fold(word), NounUse("counted", frame))

    def _noun(self, form: str, use: NounUse) -> None:
        uses = self.noun_forms.setdefault(form, [])
        if all(u.frame is not use.frame for u in uses):
            uses.append(use)
