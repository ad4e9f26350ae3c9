"""A claim in the making: what later stages add to before it is frozen into a `Claim`."""

from __future__ import annotations

from ..arabic.calendar import When
from ..lexicon.compile import Frame, VerbForm
from .clauses import Clauses
from .mention import Mention
from .tokens import Sentence


class Scene:
    """One sentence with what was found in it."""

    __slots__ = ("_over", "clauses", "condition", "drafts", "governors", "mentions", "s", "speech", "starts")

    def __init__(self, s: Sentence, mentions: list[Mention], clauses: Clauses):
        self.s, self.mentions, self.clauses = s, mentions, clauses
        self.starts = {m.i: m for m in mentions}
        self._over = {i: m for m in mentions for i in range(m.i, m.j)}
        self.drafts: list[Draft] = []
        self.governors: list[Governor] = []
        self.speech: list = []
        self.condition: tuple[int, int] | None = None  # tokens that make the sentence conditional

    def mention_at(self, i: int) -> Mention | None:
        """The mention that covers token i."""
        return self._over.get(i)


class Governor:
    """A verb that is no event itself but lends its subject: light, auxiliary, announcing, planning verbs."""

    __slots__ = ("form", "i", "lemma", "pron", "subject", "uses")

    def __init__(self, i: int, uses: set[str], form: VerbForm, pron: str, lemma: str = ""):
        self.i, self.uses, self.form, self.pron, self.lemma = i, uses, form, pron, lemma
        self.subject: list[Mention] = []


class Draft:
    """An event told by the word at tokens [i, j) of its sentence. `verb` is None for a noun."""

    __slots__ = (
        "adjective",
        "agents",
        "anaphor",
        "blocked",
        "control",
        "deaths",
        "frame",
        "fut",
        "governor",
        "harms",
        "i",
        "injured",
        "j",
        "lemma",
        "mentions",
        "modality",
        "passive",
        "places",
        "pron",
        "repelled",
        "rule",
        "scene",
        "source",
        "targets",
        "type",
        "vague_place",
        "verb",
        "via",
        "weapon",
        "when",
    )  # fmt: skip

    def __init__(self, scene: Scene, i: int, j: int, frame: Frame, lemma: str, verb: VerbForm | None):
        self.scene, self.i, self.j, self.frame, self.lemma, self.verb = scene, i, j, frame, lemma, verb
        self.type = frame.type
        self.rule = f"{frame.id}/{'verb' if verb else 'noun'}"
        self.agents: list[Mention] = []
        self.targets: list[Mention] = []
        self.places: list[tuple[Mention, str]] = []
        self.adjective: Mention | None = None
        self.source: Mention | None = None
        self.via: list[Mention] = []
        self.modality = "asserted"
        self.when: Mention | None = None
        self.deaths: tuple[int, int | None] | None = None
        self.injured: tuple[int, int | None] | None = None
        self.harms: list = []  # casualties.Harm: who was killed, injured, taken or displaced, by group
        self.weapon: str | None = None
        self.governor: Governor | None = None
        self.passive = False
        self.repelled = False  # an attack told as beaten back: the announcer is not its doer
        self.vague_place = False  # its place stands elsewhere in the sentence
        self.fut = False
        self.pron = ""
        self.anaphor = False
        self.blocked = ""
        self.mentions: list[tuple[int, int]] = []
        self.control: list = []

    @property
    def clause(self) -> int:
        return self.scene.clauses.of[self.i]

    @property
    def start(self) -> int:
        return self.scene.s.tokens[self.i].inner

    @property
    def end(self) -> int:
        return self.scene.s.tokens[self.j - 1].end

    def interval(self) -> When | None:
        return self.when.when if self.when else None
