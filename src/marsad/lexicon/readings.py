"""Read one written word by the tables of the lexicon, whatever stands around it: its parts, what it may be, what a misspelling means."""

from __future__ import annotations

import re
from functools import lru_cache

from ..arabic.clitics import PRONOUNS, Clitics
from ..arabic.mending import Mender
from ..arabic.normalise import fold, strip_marks
from ..arabic.repair import LONGEST, nearest, unjoin
from ..gazetteer.index import Gazetteer
from .compile import Tables
from .frequencies import Frequencies
from .grammar import UNITS, WORDS
from .word import Frame, VerbUse, Word, Words

_NUMBER_AND_WORD = re.compile(r"[0-9\u0660-\u0669]{1,6}(?=[\u0621-\u064a]{3})")  # written together: 40شخصا
_WORD_AND_NUMBER = re.compile(r"[\u0621-\u063a\u0641-\u064a]{3,}(?=[0-9\u0660-\u0669])")  # نحو107, without ـ: الـ24
_RARE = 1e-7  # occurrences per word of running text, under which a word may be a misspelling


def _asks(frame: Frame) -> bool:
    """Whether the signs of a frame's word (`coder/signs.py`) hang on words around it, or the frame has a voice or a harm of its own."""
    words = frame.with_for or frame.with_words or frame.with_modifier or frame.of_for or frame.of_words or frame.not_object
    return bool(words or frame.voice or frame.harm or frame.refine)


class Lexicon(Tables):
    """Everything the coder looks up. Make it with `marsad.lexicon.load()`."""

    def __init__(self, tables: Tables, frequency: Frequencies, gazetteer: Gazetteer):
        vars(self).update(vars(tables))  # as they were compiled, in this process or when the index was built
        self.frequency, self.gazetteer = frequency, gazetteer
        self.words = Words(self._read_word)
        self._joint = lru_cache(maxsize=1 << 17)(self._find_joint)
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
        self.clitics = Clitics(frequency, known, self.whole, self.short)
        self.mender = Mender(
            self.posts,
            frequency,
            knows=lambda word: not self._plain(self._analyse(word)),
            tells=lru_cache(maxsize=1 << 16)(self._tells),
            spelt=lambda phrase: phrase in self.actors.table or phrase in self.outlets.table,
        )

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
