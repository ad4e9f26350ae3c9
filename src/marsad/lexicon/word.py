"""What one written word may be: the forms of verbs and nouns that tell events, and all else that the lexicon knows of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..arabic.clitics import Form
from ..arabic.inflect import VerbForm


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
