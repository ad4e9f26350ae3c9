"""Compile the parsed tables into look-up structures: what one written word may be, and which phrases are names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from ..arabic.calendar import Calendar
from ..arabic.clitics import PRONOUNS, Clitics, Form
from ..arabic.inflect import VerbForm, adjective_forms, noun_forms, verb_forms
from ..arabic.mending import Mender
from ..arabic.normalise import fold, strip_marks
from ..arabic.numerals import Numerals
from ..arabic.repair import LONGEST, nearest, unjoin
from ..errors import LexiconError
from ..gazetteer.index import Gazetteer
from ..model import Actor
from . import schema
from .frequencies import Frequencies
from .grammar import UNITS, WORDS
from .types import having

_NUMBER_AND_WORD = re.compile(r"[0-9\u0660-\u0669]{1,6}(?=[\u0621-\u064a]{3})")  # written together: 40شخصا
_WORD_AND_NUMBER = re.compile(r"[\u0621-\u063a\u0641-\u064a]{3,}(?=[0-9\u0660-\u0669])")  # نحو107, without ـ: الـ24
T = TypeVar("T")
_RARE = 1e-7  # occurrences per word of running text, under which a word may be a misspelling


class Refined(NamedTuple):
    """What near a frame's word speaks for another type: folded words behind it, or a class of mention."""

    type: str
    words: frozenset[str]
    agent: str | None


class Frame(NamedTuple):
    """One event frame of `lexicon/events/`. Word lists are folded and without article."""

    id: str
    type: str
    object: str
    genitive: str
    prep: Mapping[str, str]
    voice: str
    harm: str
    refine: tuple[Refined, ...]
    with_words: frozenset[str]
    with_for: Mapping[str, frozenset[str]]
    free: frozenset[str]
    of_words: frozenset[str]
    of_for: Mapping[str, frozenset[str]]
    with_modifier: frozenset[str]
    not_object: frozenset[str]
    weak_noun: bool


class VerbUse(NamedTuple):
    """A written form as a form of one verb: `use` is "frame" or a list name of `speech.toml` (say, aux, light …)."""

    use: str
    lemma: str
    form: VerbForm
    frame: Frame | None


class NounUse(NamedTuple):
    """A written form as an event noun: `lemma` is its singular; `part` is true for a participle."""

    lemma: str
    frame: Frame
    part: bool = False


class Word:
    """All that the lexicon knows of one written word, whatever stands around it. Cached per spelling."""

    __slots__ = (
        "according",
        "area",
        "asks",
        "break_",
        "contested",
        "counted",
        "cue",
        "demonym",
        "direction",
        "figure",
        "frame",
        "fut",
        "harm",
        "head",
        "joint",
        "loose",
        "names",
        "nouns",
        "number",
        "office",
        "opens",
        "parts",
        "place_type",
        "pron_verb",
        "says",
        "site",
        "source",
        "speaks",
        "starts",
        "stop",
        "time",
        "title",
        "topics",
        "uses",
        "verbs",
        "victim",
        "war",
        "weight",
        *Form._fields,
    )

    norm: str
    conj: str
    prep: str
    word: str
    det: bool
    stem: str
    pron: str
    cut: int

    def __init__(self, form: Form):
        for name, value in zip(Form._fields, form, strict=True):
            setattr(self, name, value)
        self.verbs: tuple[VerbUse, ...] = ()
        self.nouns: tuple[NounUse, ...] = ()
        self.demonym: str | None = None
        self.head: str | None = None  # class of an armed head: state, group, aircraft, ground
        self.victim: str | None = None
        self.place_type: str | None = None
        self.site = self.office = self.title = self.source = self.area = self.direction = False
        self.stop = self.number = self.time = self.break_ = self.names = self.counted = False
        self.fut = self.war = self.starts = False  # starts: an actor's name may begin with it
        self.weight = 0  # how much it can at most say for a conflict, as coder/relevance.py weighs
        self.topics: tuple[str, ...] = ()  # what else than war it speaks of
        self.pron_verb = ""
        self.uses: tuple[VerbUse | NounUse, ...] = ()  # what it can tell of events: as a form of a verb, then as a noun
        self.frame: Frame | None = None  # the first of them
        self.harm = ""  # deaths or injured, where it tells of them
        self.opens = False  # whether a mention may begin with it
        self.cue = self.according = False  # whether a phrase of doubt or denial, or of whose word it is, may begin with it
        self.asks = False  # whether the words around it say something of what it tells
        self.contested = False  # whether a name may begin with it that several bear
        self.parts = ""  # which clause may begin with it: relative, that, or other
        self.joint: int | None = None  # where it parts, if it is two words written as one
        self.figure = False  # whether a time or a number may begin with it
        self.loose = False  # whether it may stand in a noun phrase, as far as the word itself tells
        self.speaks = False  # whether it is a verb of saying or a word for whose word it is (بحسب)
        self.says: tuple[str, ...] = ()  # of people: which they are, and whether they are dead or hurt


class Phrases(Generic[T]):
    """Names of one or more words, matched longest first over folded words."""

    def __init__(self) -> None:
        self.table: dict[str, T] = {}
        self.longest: dict[str, int] = {}
        self._seconds: dict[str, set[str]] = {}  # the words that follow a first one

    def add(self, phrase: str, value: T) -> None:
        words = fold(phrase).replace("(", " ").replace(")", " ").split()
        key = " ".join(w for w, before in zip(words, ["", *words], strict=False) if w != before)  # as the text is read: بي كي كي is بي كي
        self.table.setdefault(key, value)
        first, *rest = key.split(" ")
        self.longest[first] = max(self.longest.get(first, 0), len(rest) + 1)
        if rest:
            self._seconds.setdefault(first, set()).add(rest[0])

    def match(self, words: Sequence[str], at: int, first: str) -> tuple[int, T] | None:
        """(end, value) of the longest phrase that starts at `at`, whose first word is read as `first`."""
        size = self.longest.get(first)
        if not size:
            return None
        if size > 1 and at + 1 < len(words) and words[at + 1] in self._seconds[first]:
            for length in range(min(size, len(words) - at), 1, -1):
                value = self.table.get(" ".join([first, *words[at + 1 : at + length]]))
                if value is not None:
                    return at + length, value
        value = self.table.get(first)
        return None if value is None else (at + 1, value)


def several(ids: str | Sequence[str]) -> tuple[str, ...]:
    """The ids that a country of `loaded.toml` has for a name: one, or one for each time."""
    return (ids,) if isinstance(ids, str) else tuple(ids)


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


def _asks(frame: Frame) -> bool:
    """Whether the signs of a frame's word (`coder/signs.py`) hang on words around it, or the frame has a voice or a harm of its own."""
    words = frame.with_for or frame.with_words or frame.with_modifier or frame.of_for or frame.of_words or frame.not_object
    return bool(words or frame.voice or frame.harm or frame.refine)


class Words(dict[str, Word]):
    """What each written word may be: read once, then the same object each time for one spelling."""

    def __init__(self, read: Callable[[str], Word]):
        super().__init__()
        self._read = read

    def __missing__(self, surface: str) -> Word:
        if len(self) > 200_000:  # a bound on memory for endless streams
            self.clear()
        word = self[surface] = self._read(surface)
        return word


class Lexicon:
    """Everything the coder looks up. Make it with `marsad.lexicon.load()`."""

    def __init__(self, tables: Mapping[str, Any], frequency: Frequencies, gazetteer: Gazetteer):
        self.countries: list[Mapping[str, Any]] = tables["countries"]["country"]
        self.admin1: list[Mapping[str, Any]] = tables["admin1"]["admin1"]
        self.armed_types = having("armed")
        self.mutual_types = having("mutual")
        self.families: tuple[frozenset[str], ...] = tuple(frozenset(row) for row in tables["types"]["retold"]["rows"])
        self.districts: list[Mapping[str, Any]] = tables["districts"]["district"]
        self.places: list[dict[str, Any]] = tables["places"]["place"]  # as they stand: the index is built of them
        schema.places(self.places)
        self.harmed: dict[str, str] = {fold(w): group for group, ws in tables["heads"]["groups"].items() for w in ws}
        self.gazetteer = gazetteer
        self.topics: dict[str, frozenset[str]] = {k: _stems(v) for k, v in tables["words"]["topics"].items()}
        self.war = _stems(tables["words"]["war"]["words"])
        self.numerals = Numerals(tables["numerals"])
        self.calendar = Calendar(tables["calendar"], self.numerals)
        entries = schema.frames(tables["frames"])
        self.frames = tuple(map(_frame, entries))
        self.words = Words(self._read_word)
        self._joint = lru_cache(maxsize=1 << 17)(self._find_joint)
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
        self.stop = frozenset(fold(w) for w in tables["words"]["stop"])
        whole = frozenset(fold(w) for w in tables["words"]["whole"])
        known = set(self.verb_forms) | set(self.noun_forms) | set(self.demonyms) | set(self.head_words)
        for words in (
            self.place_types,
            self.areas,
            self.directions,
            self.victims,
            self.sites,
            self.offices,
            self.titles,
            self.source_words,
        ):
            known |= {w for w in words if " " not in w}
        known |= {w for w in self.actors.longest if len(w) > 3} | {w for w in self.outlets.longest if len(w) > 3}
        known |= {w for w in gazetteer.longest if w not in gazetteer.weak and len(w) > 3}
        known -= {w for w in known if len(w) < 3}
        short = frozenset(fold(w) for w in tables["words"]["short"])
        self.clitics = Clitics(frequency, known, whole, short)
        self.frequency = frequency
        self.mender = Mender(
            tables["posts"],
            frequency,
            knows=lambda word: not self._plain(self._analyse(word)),
            tells=lru_cache(maxsize=1 << 16)(self._tells),
            spelt=lambda phrase: phrase in self.actors.table or phrase in self.outlets.table,
        )

    # -- compilation -----------------------------------------------------------------------------------------------

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

    # -- look-up ---------------------------------------------------------------------------------------------------

    def _read_word(self, surface: str) -> Word:
        word = self._meant(surface)
        word.joint = self.joined_at(surface)
        return word

    def _meant(self, surface: str) -> Word:
        """A written word, or the one that is meant by a misspelling."""
        word = self._analyse(surface)
        if self._unknown(word, surface):
            meant = nearest(strip_marks(surface), self.frequency.common)
            if meant is not None:
                other = self._analyse(meant)
                if not self._plain(other):
                    return other
        return word

    def joined_at(self, surface: str) -> int | None:
        """Where a written word of two joined ones parts (الأممالمتحدة, الحسكةاعتقلت, 40شخصا, نحو107), as an index; None for any other word."""
        numbered = _NUMBER_AND_WORD.match(surface)
        if numbered is not None:
            return numbered.end()
        before = _WORD_AND_NUMBER.match(surface)
        if before is not None:
            return before.end() if self._known(before.group()) else None
        return self._joint(surface) if 8 <= len(surface) <= LONGEST else None

    def _find_joint(self, surface: str) -> int | None:
        if strip_marks(surface) != surface or not ("ة" in surface[:-1] or self._unknown(self._analyse(surface), surface)):
            return None
        return unjoin(surface, self._known)

    def _known(self, part: str) -> bool:
        """Whether a part of a written word is a word itself, or a place's name."""
        return self.frequency(part) > 1e-6 or not self._plain(self._analyse(part)) or fold(part) in self.gazetteer

    def _unknown(self, word: Word, surface: str) -> bool:
        """Whether neither the lexicon nor the frequency list knows a word in any of its parts."""
        raw = strip_marks(surface)
        return (
            not raw.isascii()
            and not raw[:1].isdigit()
            and self.frequency(raw) < _RARE
            and not (word.conj or word.prep or word.pron)
            and self.frequency(raw.removeprefix("ال")) < _RARE
            and self._plain(word)
        )

    @staticmethod
    def _plain(word: Word) -> bool:
        """Whether the lexicon says nothing of a word."""
        return not (
            word.verbs
            or word.nouns
            or word.demonym
            or word.head
            or word.victim
            or word.site
            or word.office
            or word.title
            or word.source
            or word.place_type
            or word.area
            or word.direction
            or word.stop
            or word.number
            or word.time
            or word.names
        )

    def _tells(self, surface: str) -> bool:
        """Whether a word may tell an event or begin to name who is in it."""
        word = self._analyse(surface)
        return bool(any(use.frame for use in word.verbs) or word.nouns or word.head or word.victim or word.starts)

    def _analyse(self, surface: str) -> Word:
        word = Word(self.clitics.split(surface))
        bare, stem = word.word, word.stem
        self._verb_readings(word, surface.endswith("ة"))
        uses = self.noun_forms.get(stem) or self.noun_forms.get(bare)
        if uses:
            word.nouns = tuple(uses)
            word.counted = any(u.lemma == "counted" for u in uses)
        word.demonym = self.demonyms.get(stem)
        word.head = self.head_words.get(bare) or self.head_words.get(stem)
        word.victim = self.victims.get(bare) or self.victims.get(stem)
        word.site = bare in self.sites or stem in self.sites
        word.office = bare in self.offices
        word.title = bare in self.titles
        word.source = bare in self.source_words
        word.place_type = self.place_types.get(stem)
        word.area = stem in self.areas
        word.direction = stem in self.directions and not word.det
        if word.pron_verb and (word.victim or word.head or word.place_type or word.title or word.site):
            word.verbs, word.pron_verb = (), ""  # امرأة is not أمرا + ه
        word.stop = word.norm in self.stop or bare in self.stop
        word.number = (
            bare in self.numerals.starters or stem in self.numerals.starters or bare[:1].isdigit() or (bare.startswith("ال") and bare[2:3].isdigit())
        )
        word.time = bare in self.calendar.starters or bare[:1].isdigit() or bare.removeprefix("ال") in self.calendar.starters
        word.break_ = bare in self.speech["break"] or word.norm in self.speech["break"]
        word.names = bare in self.actors.longest or word.norm in self.actors.longest or bare in self.outlets.longest or bare in self.gazetteer.longest
        word.war = stem in self.war or bare in self.war
        word.starts = bare in self.actors.longest or word.norm in self.actors.longest
        word.weight = word.war + 3 * bool(word.head) + word.office + 2 * (word.victim == "demonstrators")
        word.topics = tuple(topic for topic, words in self.topics.items() if stem in words or word.norm in words)
        word.uses = (*word.verbs, *word.nouns)
        frames = [use.frame for use in word.uses if use.frame is not None]
        word.frame, word.harm = next(iter(frames), None), next((frame.harm for frame in frames if frame.harm), "")
        word.asks = any(map(_asks, frames))
        word.opens = self._opens(word)
        word.contested = not self._contested.isdisjoint((bare, word.norm, "ال" + word.norm[2:] if word.norm.startswith("لل") else ""))
        word.parts = self._parts(word)
        word.figure = word.time or word.number or bare in self.numerals.eleven
        word.loose = not (word.stop or word.break_ or len(stem) < 3 or bare in WORDS["reasons"]) and (word.det or bool(word.prep) or not word.verbs)
        word.speaks = word.norm in WORDS["said_by"] or any(use.use == "say" for use in word.verbs)
        word.cue = word.norm in self.cues.longest or bare in self.cues.longest
        word.according = word.norm in self.according.longest or bare in self.according.longest
        hurt = stem in WORDS["wounded"] or stem in WORDS["injuries"]
        told = ((word.victim, True), ("casualties", stem in WORDS["casualty_words"]), ("wounded", hurt))
        word.says = tuple(name for name, said in told if name and said)
        return word

    def _parts(self, word: Word) -> str:
        """Which clause a word may begin, as far as it tells by itself."""
        for kind in ("relative", "that"):
            if word.norm in self.speech[kind] or word.word in self.speech[kind]:
                return kind
        goes_on = word.conj and word.verbs and not word.det and not word.prep
        return "other" if goes_on or word.break_ or word.norm in WORDS["what"] or word.norm in self.speech["result"] else ""

    def _opens(self, word: Word) -> bool:
        """Whether a mention may begin with a word: it is known as a name, a number, a time or the head of something."""
        named = word.names or word.demonym or word.time or word.number or word.word in self.numerals.eleven
        who = word.title or word.source or word.head or word.office or word.victim
        where = word.place_type or word.area or word.direction or word.site
        return bool(named or who or where or word.stem in UNITS or word.stem in WORDS["territories"] or word.stem in WORDS["vessels"])

    def _verb_readings(self, word: Word, feminine: bool) -> None:
        """Fill the verb readings. `feminine`: the word ends in ة, which no verb and no pronoun does (إصابة is not أصابه)."""
        if feminine:
            return
        for conj in dict.fromkeys((word.conj, "")):
            body = word.norm[len(conj) :]
            for fut, base in ((False, body), (True, body[1:] if body.startswith("س") and len(body) > 4 else "")):
                if not base:
                    continue
                uses = self._verb(base, fut)
                pron = ""
                if not uses:
                    for pronoun in PRONOUNS:
                        if base.endswith(pronoun) and len(base) - len(pronoun) >= 3:
                            rest = base[: -len(pronoun)]
                            uses = self._verb(rest, fut)
                            if not uses and rest.endswith("و") and len(rest) > 3:
                                uses = self._verb(rest + "ا", fut)
                            if not uses and base.endswith(("وه", "وها", "وهم")):
                                uses = self._verb(base[: base.rindex("وه")] + "وا", fut)  # شنوه
                            if not uses and rest.endswith("ا") and len(rest) > 3:
                                uses = self._verb(rest[:-1] + "ي", fut)
                            if uses:
                                pron = pronoun
                                break
                if uses:
                    word.verbs, word.fut, word.pron_verb = tuple(uses), fut, pron
                    return

    def _verb(self, form: str, fut: bool) -> list[VerbUse]:
        uses = self.verb_forms.get(form, [])
        return [u for u in uses if u.form.tense == "present"] if fut else uses


def compile_lexicon(tables: Mapping[str, Any], frequency: Frequencies, gazetteer: Gazetteer | None) -> Lexicon:
    """A `Lexicon` from parsed tables; without a gazetteer it serves to build one. Raises `LexiconError`."""
    return Lexicon(tables, frequency, gazetteer or Gazetteer((), {}, ()))
