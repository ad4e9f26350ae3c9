"""The reader: a small trained network over words and signs that says what each word tells and how each mention hangs on it.

Words come as vectors (learnt from the company that words keep in news) and as the signs of `signs.py`. Five layers let each word
see its neighbours, the headline and the whole article; then, for every word: which event type it tells, in what modality, whether it
says who holds a place; and for an event's word with a mention beside it: whether that is its agent, target, place, source, day or
toll. Where there are several such networks (minds) their answers are averaged; one ships. The numbers are made by `marsad.train`
and lie in `weights/`; nothing of a text is in them. Plain numpy, one pass, no connection to anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from importlib import resources
from itertools import chain
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from ..lexicon import Lexicon
from ..model import EVENT_TYPES, Modality
from . import signs
from .page import Page, Spot
from .pairs import PairSigns, PairTables
from .tokens import Token

RELATIONS = ("agent", "target", "at", "from", "to", "source", "date", "deaths", "injured")
MODALITIES: tuple[Modality, ...] = ("asserted", "planned", "conditional", "possible", "denied")
HOLDING = len(EVENT_TYPES) + 1  # the type number of a statement of control
_WORDS_KEPT = 30_000  # spellings whose vector is remembered
_MENTIONS_KEPT = 1 << 13  # lists of signs of mentions whose sums are remembered
_PLACES_KEPT = 1 << 12  # lists of signs of a token's place, cues and frames
_PIECE = 4_096  # tokens that the layers take at once
_ASKED = 6  # words on each side that `why` asks about
_AT_ONCE = 512  # lists of signs summed at once: a long article is read in bounded memory
_EVENTS_AT_ONCE = 32  # events whose fillers are weighed at once


class Filler(NamedTuple):
    """A mention weighed for one event: the probability of each relation of `RELATIONS`, 0 to 1."""

    spot: Spot
    scores: Sequence[float]


class Fillers:
    """The mentions weighed for one event, by relation: `columns[r][n]` is the probability that `spots[n]` stands in relation `RELATIONS[r]`
    to it, and `most[r]` the highest of those, 0 where there are none."""

    __slots__ = ("columns", "most", "spots")

    def __init__(self, spots: Sequence[Spot], columns: Sequence[Sequence[float]], most: Sequence[float]):
        self.spots, self.columns, self.most = spots, columns, most

    def __iter__(self) -> Iterator[Filler]:
        return map(Filler, self.spots, zip(*self.columns, strict=True))


_NO_FILLERS = Fillers((), ((),) * len(RELATIONS), (0.0,) * len(RELATIONS))


class Reading:
    """What the reader made of a page. `types[k]` are the probabilities that token k tells nothing (0) or an event of each type."""

    def __init__(self, reader: Reader, page: Page, hidden: np.ndarray):
        self.page = page
        self.thresholds: dict[str, float] = reader.about["thresholds"]
        self.least = self.thresholds["row"]  # confidence of a row that is kept, and of one that is not told as fact
        self.least_not_asserted = self.thresholds["row not asserted"]
        self.row_weights: dict[str, float] = reader.about["rows"]
        self._reader, self._hidden = reader, hidden
        w = reader.w
        self.types = _softmax(_agreed(_positive(hidden @ w["t1.w"] + w["t1.b"]) @ w["t2.w"] + w["t2.b"]))
        self.holding = _agreed(_sigmoid(hidden @ w["ctl.w"] + w["ctl.b"]))[:, 0]
        self._fillers: dict[tuple[int, int], Fillers] = {}
        self._modal: dict[int, list[float]] = {}

    @cached_property
    def modalities(self) -> np.ndarray:
        """Probabilities of each of `MODALITIES` for every token, were it an event."""
        return self._modalities(self._hidden)

    def modality(self, k: int) -> list[float]:
        """Probabilities of each of `MODALITIES` for token k, were it an event."""
        if not self._modal:
            asked = sorted({k, *(likely for likely, _ in self._likely)})
            self._modal.update(zip(asked, self._modalities(self._hidden[:, asked]).tolist(), strict=True))
        found = self._modal.get(k)
        return found if found is not None else self._modalities(self._hidden[:, [k]])[0].tolist()

    def _modalities(self, hidden: np.ndarray) -> np.ndarray:
        w = self._reader.w
        return _agreed(_softmax(_positive(hidden @ w["m1.w"] + w["m1.b"]) @ w["mod.w"] + w["mod.b"]))

    def fillers(self, k: int, type_number: int) -> Fillers:
        """The mentions around token k, each with its probability in every relation to an event of that type."""
        asked = (k, type_number)
        if asked not in self._fillers:
            block = [asked, *(self._likely.pop() for _ in range(min(_EVENTS_AT_ONCE, len(self._likely))))]
            self._fillers |= self._weigh(list(dict.fromkeys(block)))
        return self._fillers[asked]

    @cached_property
    def _likely(self) -> list[tuple[int, int]]:
        """The events and statements of control (token, type) whose fillers will be asked for, the last first: all are weighed in a few
        large products."""
        told = np.flatnonzero(1.0 - self.types[:, 0] >= self.thresholds["event"])[::-1]
        held = np.flatnonzero(self.holding >= self.thresholds["holding"])[::-1].tolist()
        return [*((k, HOLDING) for k in held), *zip(told.tolist(), (self.types[told, 1:].argmax(1) + 1).tolist(), strict=True)]

    @cached_property
    def _spots(self) -> tuple[np.ndarray, np.ndarray]:
        """What each mention of the page brings, whatever the event: to the inner layer and the relations, and to the product with the event."""
        spots, reader = self.page.spots, self._reader
        first, last = [s.i for s in spots], [s.j - 1 for s in spots]
        seen, w = (self._hidden[:, first] + self._hidden[:, last]) / 2, reader.w
        told = [s.signs for s in spots]
        brought = reader.of_pairs.of(told, told)
        brought += reader.pair_tables.of_spots(spots)
        brought[:, :, : reader.pair_width] += seen @ w["pm.w"]
        return brought, seen @ w["bm.w"] + w["bm.b"]

    @cached_property
    def _pairs(self) -> PairSigns:
        return PairSigns(self.page, self._reader.pair_tables)

    def _weigh(self, events: list[tuple[int, int]]) -> dict[tuple[int, int], Fillers]:
        """The fillers of several events. Their mentions stand in one row, `of[p]` is the event that the p-th is weighed for."""
        near = [self.page.near(k) for k, _ in events]
        with_some = [n for n, spots in enumerate(near) if spots]
        out = dict.fromkeys(events, _NO_FILLERS)
        if not with_some:
            return out
        sizes = [len(near[n]) for n in with_some]
        of, starts = np.repeat(np.arange(len(sizes)), sizes), np.cumsum([0, *sizes[:-1]])
        spots = np.array([s.n for n in with_some for s in near[n]])
        tokens, types = zip(*(events[n] for n in with_some), strict=True)
        scores = self._scores(tokens, types, of, spots, starts)
        columns, most = scores.T.tolist(), np.maximum.reduceat(scores, starts, 0).tolist()
        for n, start, size, highest in zip(with_some, starts.tolist(), sizes, most, strict=True):
            out[events[n]] = Fillers(near[n], [c[start : start + size] for c in columns], highest)
        return out

    def _scores(self, tokens: Sequence[int], types: Sequence[int], of: np.ndarray, spots: np.ndarray, starts: np.ndarray) -> np.ndarray:
        """The probability of each relation (a column) of pairs: mention `spots[p]` and event `of[p]`, which is that of token `tokens[of[p]]`
        and of type `types[of[p]]`; the pairs of an event begin at its place in `starts`."""
        reader, w = self._reader, self._reader.w
        brought, brought_together = self._spots
        typed = np.concatenate([self._hidden[:, tokens], w["et"][:, types]], 2)
        event, met = typed @ w["pt.w"] + w["pt.b"], typed @ w["be.w"] + w["be.b"]
        both = self._pairs.beside(tokens, of, spots)
        both += brought.take(spots, 1)
        plain = both[:, :, reader.pair_width :]
        inner = both[:, :, : reader.pair_width] + event.take(of, 1)
        np.maximum(inner, 0, out=inner)
        half = w["pg.w"].shape[1] // 2  # each mention beside the strongest of all
        strongest = np.maximum.reduceat(inner, starts, 1) @ w["pg.w"][:, half:] + w["pg.b"]
        rivals = inner @ w["pg.w"][:, :half]
        rivals += strongest.take(of, 1)
        np.maximum(rivals, 0, out=rivals)
        together = met.take(of, 1)
        together *= brought_together.take(spots, 1)
        told = inner @ w["po.w"] + rivals @ w["pq.w"] + together @ w["bo.w"]
        told += w["po.b"]
        told += plain
        return _agreed(_sigmoid(told))


T = TypeVar("T")
InMention = tuple[bool, tuple[str, ...]]  # whether a token opens a mention, and the mention's signs


class Remembered(Generic[T]):
    """Lines of numbers (for each mind one of `width`) under keys; at most some `kept` are remembered, for all threads together.

    `make(things)` makes those of things not met before, all at once: (minds, things, width).
    """

    def __init__(self, minds: int, width: int, kept: int, make: Callable[[Sequence[T]], np.ndarray]):
        self._make, self._lock = make, Lock()
        self._at: dict[Hashable, int] = {}
        self._lines = np.empty((minds, kept, width), np.float32)

    def of(self, keys: Sequence[Hashable], things: Sequence[T]) -> np.ndarray:
        """The lines of things, each under its key, in their order."""
        known = self._at
        with self._lock:
            try:
                at = [known[key] for key in keys]
            except KeyError:
                self._learn(dict(zip(keys, things, strict=True)))
                at = [known[key] for key in keys]
            return self._lines.take(at, 1)

    def _learn(self, things: dict[Hashable, T]) -> None:
        known, (minds, kept, width) = self._at, self._lines.shape
        new = {key: thing for key, thing in things.items() if key not in known}
        if len(known) + len(new) > kept:
            known.clear()
            new = things
            if len(new) > kept:
                self._lines = np.empty((minds, len(new), width), np.float32)
        begin, end = len(known), len(known) + len(new)
        self._lines[:, begin:end] = self._make(list(new.values()))
        known.update(zip(new, range(begin, end), strict=True))


class Vectors(NamedTuple):
    """Word vectors, a line a word: bytes, and what a byte of the line is worth."""

    numbers: np.ndarray
    scale: np.ndarray

    def of(self, lines: Sequence[int] | slice) -> np.ndarray:
        """Some of them in numbers: few of the words that are known stand in any text."""
        told: np.ndarray = self.numbers[lines].astype(np.float32) * self.scale[lines]
        return told


class Reader:
    """The network's numbers and the names that index them. Make it with `load()`.

    In all numbers (`w`, `tables`) and in all that is made of them the minds come first: `w["t1.w"][m]` is that of mind m, and one
    product is taken for all of them.
    """

    def __init__(self, minds: list[dict[str, np.ndarray]], vectors: dict[str, Vectors], names: dict[str, list[str]], about: dict[str, Any]):
        self.vectors, self.names, self.about = vectors, names, about
        self.w = {name: np.stack([np.atleast_2d(mind[name]) for mind in minds]) for name in minds[0]}
        for name in self.w:
            if name.startswith("pw"):  # what a sigmoid is taken of is turned round once here and not in every article
                self.w[name][..., self.w[name].shape[-1] // 2 :] *= -1
        self._stems = {word: n for n, word in enumerate(names["stems"], 1)}
        self._skeletons = {word: n for n, word in enumerate(names["skeletons"], 1)}
        self._signs = {name: n for n, name in enumerate(names["signs"], 1)}
        self._pairs = {name: n for n, name in enumerate(names["pairs"], 1)}
        # What a sign of a pair adds to the inner layer and to the relations lies side by side: looked up once.
        self.pair_width: int = self.w["pf"].shape[2]
        self.pair_tables = PairTables(self._pairs, np.concatenate([self.w.pop("pf"), self.w.pop("lin")], 2))
        self._dilations: list[int] = about["dilations"]
        width, size = self.w["inp.w"].shape[2], len(minds)
        self._of_places = Remembered(size, width, _PLACES_KEPT, self._sums_of_places)
        self._in_mentions = Remembered(size, width, _MENTIONS_KEPT, self._sums_in_mentions)
        self.of_pairs = Remembered(size, self.pair_tables.table.shape[2], _MENTIONS_KEPT, self._sums_of_pairs)
        self._words = Remembered(size, width, _WORDS_KEPT, self._of_words)

    def read(self, page: Page, lexicon: Lexicon) -> Reading:
        """Read one article. `page` has at least one token."""
        return Reading(self, page, self._seen(page, self._inputs(page, lexicon)))

    def why(self, page: Page, lexicon: Lexicon, k: int, type_number: int) -> list[tuple[str, float]]:
        """The words around token k, and the signs of its own word, by what each adds to its telling an event of that type.

        Measured, not derived: the change of the log odds when the word (or the sign) is taken away. For `explain`, not for speed.
        """
        whole = self._inputs(page, lexicon)
        full = self._odds(page, whole, k, type_number)
        out: list[tuple[str, float]] = []
        base = page.base[page.scene_of[k]]
        last = base + len(page.scenes[page.scene_of[k]].s.tokens)
        for n in range(max(base, k - _ASKED), min(last, k + _ASKED + 1)):
            if n != k and not page.tokens[n].mark:
                without = whole.copy()
                without[:, n] = 0
                out.append((f"«{page.tokens[n].text}»", full - self._odds(page, without, k, type_number)))
        t = page.tokens[k]
        for name in signs.of_word(t.w, t.text, t.mark):
            if name in self._signs:
                without = whole.copy()
                without[:, k] -= self.w["f"][:, self._signs[name]]
                out.append((name, full - self._odds(page, without, k, type_number)))
        return sorted(out, key=lambda x: -abs(x[1]))

    def _odds(self, page: Page, inputs: np.ndarray, k: int, type_number: int) -> float:
        p = float(Reading(self, page, self._seen(page, inputs)).types[k][type_number])
        p = min(max(p, 1e-6), 1 - 1e-6)
        return float(np.log(p / (1 - p)))

    def _seen(self, page: Page, inputs: np.ndarray) -> np.ndarray:
        """What each token looks like among its neighbours, to each mind."""
        w = self.w
        x = np.maximum(inputs, 0)
        size, halo = x.shape[1], sum(self._dilations)
        # A long text piece by piece, each with as many tokens on both sides as the layers look over: big arrays are slow.
        parts: list[np.ndarray] = []
        for at in range(0, size, _PIECE):
            low = max(0, at - halo)
            with np.errstate(over="ignore"):  # what is too large for a number shuts its gate
                parts.append(self._layers(x[:, low : at + _PIECE + halo])[:, at - low : at - low + _PIECE])
        h = np.concatenate(parts, 1)
        head = [k for k, s in enumerate(page.scene_of) if page.scenes[s].s.title]
        whole = np.concatenate([_middle(h), _middle(h[:, head])], 2)
        return np.concatenate([h + (whole @ w["doc.w"] + w["doc.b"]), x], 2)

    def _layers(self, x: np.ndarray) -> np.ndarray:
        w = self.w
        h = _norm(x.copy(), w["ln0.g"], w["ln0.b"])
        for n, step in enumerate(self._dilations):
            before, here, after = (w[f"dw{n}"][:, at : at + 1] for at in range(3))
            near = h * here
            near[:, step:] += h[:, :-step] * before
            near[:, :-step] += h[:, step:] * after
            gated = near @ w[f"pw{n}.w"]
            gated += w[f"pw{n}.b"]
            half = gated.shape[2] // 2
            gate = np.exp(gated[:, :, half:])  # what a sigmoid lets through: y / (1 + exp(-x))
            gate += 1.0
            np.divide(gated[:, :, :half], gate, out=gate)
            gate += h
            h = _norm(gate, w[f"ln{n + 1}.g"], w[f"ln{n + 1}.b"])
        return h

    def _inputs(self, page: Page, lexicon: Lexicon) -> np.ndarray:
        """What each token brings: its word, its place in sentence and clauses, and the mention that it stands in."""
        places: list[tuple[str, ...]] = []
        for scene in page.scenes:
            own: list[tuple[str, ...]] = [(signs.of_sentence(scene),)] * len(scene.s.tokens)
            for told in (signs.of_place_in_sentence(scene), signs.of_cues(scene, lexicon), signs.of_frames(scene)):
                for i, names in told.items():
                    own[i] += tuple(names)
            places += own
        mentions: list[tuple[InMention, ...]] = [()] * len(page.tokens)
        for spot in page.spots:
            spot.signs = spot.signs or signs.of_mention(spot.m)
            mentions[spot.i] += ((True, spot.signs),)
            for k in range(spot.i + 1, spot.j):
                mentions[k] += ((False, spot.signs),)
        inputs = self._words.of([t.text for t in page.tokens], page.tokens)
        inputs += self._of_places.of(places, places)
        inputs += self._in_mentions.of(mentions, mentions)
        return inputs

    def _sums_of_places(self, keys: Sequence[tuple[str, ...]]) -> np.ndarray:
        """What the signs of tokens add, wherever those come from."""
        known = self._signs
        return _sums(self.w["f"], *_flat([[known[name] for name in names if name in known] for names in keys]))

    def _sums_in_mentions(self, keys: Sequence[tuple[InMention, ...]]) -> np.ndarray:
        """What mentions bring to a token that opens them, or stands in them."""
        return self._sums_of_places(
            [tuple([("mention: " if opens else "in a mention: ") + n for opens, names in key for n in names]) for key in keys]
        )

    def _sums_of_pairs(self, keys: Sequence[tuple[str, ...]]) -> np.ndarray:
        """What a mention's signs add to it as a filler."""
        known = self._pairs
        return _sums(self.pair_tables.table, *_flat([[known[name] for name in names if name in known] for names in keys]))

    def _of_words(self, tokens: Sequence[Token]) -> np.ndarray:
        """What words bring by their vectors and by what the lexicon says of them, for each mind a line a word."""
        w, known = self.w, self._signs
        stems = [self._stems.get(signs.key(t.w.stem), 0) for t in tokens]
        skeletons = [self._skeletons.get(signs.skeleton(t.w.stem), 0) for t in tokens]
        vectors = np.concatenate([self.vectors["stems"].of(stems), self.vectors["skeletons"].of(skeletons)], 1)
        rows = [[known[name] for name in signs.of_word(t.w, t.text, t.mark) if name in known] for t in tokens]
        made: np.ndarray = vectors @ w["inp.w"] + w["inp.b"] + _sums(w["f"], *_flat(rows))
        return made


def load() -> Reader:
    """The reader with the weights that ship with marsad. Raises FileNotFoundError where the installation is broken."""
    folder = resources.files("marsad") / "weights"
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    names = {kind: (folder / f"{kind}.txt").read_text(encoding="utf-8").split("\n") for kind in ("stems", "skeletons", "signs", "pairs")}
    with (folder / "reader.npz").open("rb") as file, np.load(file, allow_pickle=False) as numbers:
        return assemble({name: numbers[name] for name in numbers.files}, names, about)


def assemble(arrays: dict[str, np.ndarray], names: dict[str, list[str]], about: dict[str, Any]) -> Reader:
    """A reader from the arrays of a file of weights: the word vectors, and each mind's numbers under its own (`0.t1.w`, `1.t1.w`)."""
    arrays = dict(arrays)
    vectors = {name: Vectors(arrays.pop(name), arrays.pop(name + ".scale").astype(np.float32)) for name in ("stems", "skeletons")}
    minds: list[dict[str, np.ndarray]] = []
    for name in sorted(arrays):
        mind, _, part = name.partition(".")
        if int(mind) == len(minds):
            minds.append({})
        minds[int(mind)][part] = arrays[name].astype(np.float32)
    return Reader(minds, vectors, names, about)


def _flat(rows: Sequence[list[int]]) -> tuple[np.ndarray, np.ndarray, int]:
    """Lists of rows one behind the other, the number of the list that each is of, and how many lists there are."""
    return np.array(list(chain.from_iterable(rows)), np.intp), np.repeat(np.arange(len(rows)), list(map(len, rows))), len(rows)


def _sums(table: np.ndarray, rows: np.ndarray, of: np.ndarray, size: int) -> np.ndarray:
    """For each of `size` lists of rows of a table (minds, rows, width) their sum, as one product of how often each list has each row.

    Row `rows[n]` is of list `of[n]`, in any order."""
    if size <= _AT_ONCE:
        return _sum(table, rows, of, size)
    order = np.argsort(of, kind="stable")
    rows, of = rows[order], of[order]
    starts = range(0, size, _AT_ONCE)
    ends = np.searchsorted(of, [*starts, size]).tolist()
    parts = [_sum(table, rows[a:b], of[a:b] - start, min(_AT_ONCE, size - start)) for start, a, b in zip(starts, ends, ends[1:], strict=False)]
    return np.concatenate(parts, 1)


def _sum(table: np.ndarray, rows: np.ndarray, of: np.ndarray, size: int) -> np.ndarray:
    used = np.flatnonzero(np.bincount(rows, minlength=1))
    column = np.empty(table.shape[1], np.intp)  # of the product, by row of the table
    column[used] = np.arange(len(used))
    cell = of * len(used) + column[rows]
    often = np.bincount(cell, minlength=size * len(used)).reshape(size, len(used))
    told: np.ndarray = often.astype(np.float32) @ table[:, used]
    return told


def _agreed(x: np.ndarray) -> np.ndarray:
    """What the minds say together: their mean."""
    together: np.ndarray = x.mean(0) if len(x) > 1 else x[0]
    return together


def _middle(x: np.ndarray) -> np.ndarray:
    """The mean over the tokens; zeros where there are none."""
    return np.add.reduce(x, 1, keepdims=True) / x.shape[1] if x.shape[1] else np.zeros((len(x), 1, x.shape[2]), x.dtype)


def _positive(x: np.ndarray) -> np.ndarray:
    """x with zeros for what is below zero, in place where x was made for it."""
    np.maximum(x, 0, out=x)
    return x


def _norm(x: np.ndarray, gain: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Each token's numbers brought to mean 0 and spread 1, then to gain and shift; x is overwritten."""
    width = x.shape[2]
    x -= x @ np.full((width, 1), 1 / width, np.float32)  # their mean, quicker than by a sum
    x /= np.sqrt(np.einsum("mnw,mnw->mn", x, x)[:, :, None] / width + 1e-5)
    x *= gain
    x += shift
    return x


def _softmax(x: np.ndarray) -> np.ndarray:
    e: np.ndarray = np.exp(x - x.max(-1, keepdims=True))
    e /= e.sum(-1, keepdims=True)
    return e


def _sigmoid(x: np.ndarray) -> np.ndarray:
    y = np.tanh(x * 0.5)  # one quick step, where exp would need its argument bounded and a division
    y *= 0.5
    y += 0.5
    return y
