"""The reader: a small trained network over words and signs that says what each word tells and how each mention hangs on it.

Words come as vectors (learnt from the company that words keep in news) and as the signs of `signs.py`. Five layers let each word
see its neighbours, the headline and the whole article; then, for every word: which event type it tells, in what modality, whether it
says who holds a place; and for an event's word with a mention beside it: whether that is its agent, target, place, source, day or
toll. Two such networks (minds), fitted from different beginnings, read each article, and their answers are averaged. The numbers are made by `marsad.train` and lie in `weights/`; nothing of a text is in them. Plain numpy, one pass, no network.
"""

from __future__ import annotations

import json
import os
from functools import cached_property
from importlib import resources
from typing import NamedTuple

# One article's matrices are too small to share out among threads, and a process a core is what -j is for.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from ..lexicon import Lexicon
from ..model import EVENT_TYPES
from . import signs
from .page import Page, Spot

RELATIONS = ("agent", "target", "at", "from", "to", "source", "date", "deaths", "injured")
MODALITIES = ("asserted", "planned", "conditional", "possible", "denied")
HOLDING = len(EVENT_TYPES) + 1  # the type number of a statement of control
_WORDS_KEPT = 30_000  # spellings whose vector is remembered
_ASKED = 6  # words on each side that `why` asks about


class Filler(NamedTuple):
    """A mention weighed for one event: the probability of each relation of `RELATIONS`, 0 to 1."""

    spot: Spot
    scores: np.ndarray


class Reading:
    """What the reader made of a page. `types[k]` are the probabilities that token k tells nothing (0) or an event of each type."""

    def __init__(self, reader: Reader, page: Page, hidden: list[np.ndarray]):
        self.page = page
        self.thresholds: dict[str, float] = reader.about["thresholds"]
        self.row_weights: dict[str, float] = reader.about["rows"]
        self._reader, self._hidden = reader, hidden
        both = list(zip(hidden, reader.minds, strict=True))
        self.types = _softmax(_mean([np.maximum(h @ w["t1.w"] + w["t1.b"], 0) @ w["t2.w"] + w["t2.b"] for h, w in both]))
        self.holding = _mean([_sigmoid(h @ w["ctl.w"] + w["ctl.b"]) for h, w in both])[:, 0]

    @cached_property
    def modalities(self) -> np.ndarray:
        """Probabilities of each of `MODALITIES` for every token, were it an event."""
        both = zip(self._hidden, self._reader.minds, strict=True)
        return _mean([_softmax(h @ w["mod.w"] + w["mod.b"]) for h, w in both])

    @cached_property
    def _spots(self) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
        spots, reader = self.page.spots, self._reader
        first, last = [s.i for s in spots], [s.j - 1 for s in spots]
        read = [(h[first] + h[last]) / 2 @ w["pm.w"] for h, w in zip(self._hidden, reader.minds, strict=True)]
        ids = [reader.pair_ids(s.signs) for s in spots]
        return read, _sums(reader.tables["pf"], ids), _sums(reader.tables["lin"], ids)

    def fillers(self, k: int, type_number: int) -> list[Filler]:
        """The mentions around token k, each with its probability in every relation to an event of that type."""
        spots = self.page.near(k)
        if not spots:
            return []
        tables = self._reader.tables
        read, signed, plain = self._spots
        n = [s.n for s in spots]
        ids = [self._reader.pair_ids(signs.beside(self.page, k, s)) for s in spots]
        signed, plain = signed[n] + _sums(tables["pf"], ids), plain[n] + _sums(tables["lin"], ids)
        scores = []
        for m, (hidden, w) in enumerate(zip(self._hidden, self._reader.minds, strict=True)):
            event = np.concatenate([hidden[k], w["et"][type_number]]) @ w["pt.w"] + w["pt.b"]
            inner = np.maximum(event + read[m][n] + _share(signed, m, len(read)), 0)
            half = len(w["pg.w"]) // 2  # each mention beside the strongest of all
            rivals = np.maximum(inner @ w["pg.w"][:half] + inner.max(0) @ w["pg.w"][half:] + w["pg.b"], 0)
            scores.append(_sigmoid(inner @ w["po.w"] + w["po.b"] + rivals @ w["pq.w"] + _share(plain, m, len(read))))
        return [Filler(s, x) for s, x in zip(spots, _mean(scores), strict=True)]


class Reader:
    """The network's numbers and the names that index them. Make it with `load()`."""

    def __init__(self, minds: list[dict[str, np.ndarray]], vectors: dict[str, np.ndarray], names: dict[str, list[str]], about: dict):
        self.minds, self.vectors, self.names, self.about = minds, vectors, names, about
        # Tables that are looked up by word or sign lie side by side, so that each is looked up once for all minds.
        self.tables = {name: np.concatenate([w[name] for w in minds], -1) for name in ("f", "inp.w", "inp.b", "pf", "lin")}
        self._stems = {word: n for n, word in enumerate(names["stems"], 1)}
        self._skeletons = {word: n for n, word in enumerate(names["skeletons"], 1)}
        self._signs = {name: n for n, name in enumerate(names["signs"], 1)}
        self._pairs = {name: n for n, name in enumerate(names["pairs"], 1)}
        self._dilations: list[int] = about["dilations"]
        self._words: dict[str, np.ndarray] = {}

    def read(self, page: Page, lexicon: Lexicon) -> Reading:
        """Read one article. `page` has at least one token."""
        return Reading(self, page, self._seen(page, self._inputs(page, lexicon)))

    def why(self, page: Page, lexicon: Lexicon, k: int, type_number: int) -> list[tuple[str, float]]:
        """The words around token k, and the signs of its own word, by what each adds to its telling an event of that type.

        Measured, not derived: the change of the log odds when the word (or the sign) is taken away. For `explain`, not for speed.
        """
        whole = self._inputs(page, lexicon)
        full = self._odds(page, whole, k, type_number)
        out = []
        base = page.base[page.scene_of[k]]
        last = base + len(page.scenes[page.scene_of[k]].s.tokens)
        for n in range(max(base, k - _ASKED), min(last, k + _ASKED + 1)):
            if n != k and not page.tokens[n].mark:
                without = whole.copy()
                without[n] = 0
                out.append((f"«{page.tokens[n].text}»", full - self._odds(page, without, k, type_number)))
        t = page.tokens[k]
        for name in signs.of_word(t.w, t.text, t.mark):
            if name in self._signs:
                without = whole.copy()
                without[k] -= self.tables["f"][self._signs[name]]
                out.append((name, full - self._odds(page, without, k, type_number)))
        return sorted(out, key=lambda x: -abs(x[1]))

    def _odds(self, page: Page, inputs: np.ndarray, k: int, type_number: int) -> float:
        p = float(Reading(self, page, self._seen(page, inputs)).types[k][type_number])
        p = min(max(p, 1e-6), 1 - 1e-6)
        return float(np.log(p / (1 - p)))

    def _seen(self, page: Page, inputs: np.ndarray) -> list[np.ndarray]:
        """What each token looks like among its neighbours, to each mind."""
        head = np.array([page.scenes[s].s.title for s in page.scene_of])
        return [self._seen_by(w, _share(inputs, m, len(self.minds)), head) for m, w in enumerate(self.minds)]

    def _seen_by(self, w: dict[str, np.ndarray], inputs: np.ndarray, head: np.ndarray) -> np.ndarray:
        x = np.maximum(inputs, 0)
        h = _norm(x, w["ln0.g"], w["ln0.b"])
        zeros = np.zeros_like(h)
        for n, step in enumerate(self._dilations):
            before, after = zeros.copy(), zeros.copy()
            before[step:], after[:-step] = h[:-step], h[step:]
            near = w[f"dw{n}"][0] * before + w[f"dw{n}"][1] * h + w[f"dw{n}"][2] * after
            gated = near @ w[f"pw{n}.w"] + w[f"pw{n}.b"]
            half = gated.shape[1] // 2
            h = _norm(h + gated[:, :half] * _sigmoid(gated[:, half:]), w[f"ln{n + 1}.g"], w[f"ln{n + 1}.b"])
        whole = np.concatenate([h.mean(0), h[head].mean(0) if head.any() else np.zeros(h.shape[1], h.dtype)])
        return np.concatenate([h + (whole @ w["doc.w"] + w["doc.b"]), x], 1)

    def pair_ids(self, names) -> list[int]:
        """Rows of the signs that the weights know."""
        known = self._pairs
        return [known[name] for name in names if name in known]

    def _inputs(self, page: Page, lexicon: Lexicon) -> np.ndarray:
        out = np.empty((len(page.tokens), self.tables["inp.b"].shape[0]), np.float32)
        known = self._signs
        more: list[list[int]] = [[] for _ in page.tokens]
        for base, scene in zip(page.base, page.scenes, strict=True):
            cues, frames = signs.of_cues(scene, lexicon), signs.of_frames(scene)
            for t in scene.s.tokens:
                out[base + t.i] = self._word(t)
                names = (*signs.of_place_in_text(scene, t), *cues.get(t.i, ()), *frames.get(t.i, ()))
                more[base + t.i] = [known[name] for name in names if name in known]
        for spot in page.spots:
            names = spot.signs = spot.signs or signs.of_mention(spot.m)
            opens = [known[n] for name in names if (n := "mention: " + name) in known]
            goes_on = [known[n] for name in names if (n := "in a mention: " + name) in known]
            for k in range(spot.i, spot.j):
                more[k] += opens if k == spot.i else goes_on
        return out + _sums(self.tables["f"], more)

    def _word(self, t) -> np.ndarray:
        got = self._words.get(t.text)
        if got is None:
            if len(self._words) > _WORDS_KEPT:
                self._words.clear()
            tables = self.tables
            stem = self._stems.get(signs.key(t.w.stem), 0)
            skeleton = self._skeletons.get(signs.skeleton(t.w.stem), 0)
            vector = np.concatenate([self.vectors["stems"][stem], self.vectors["skeletons"][skeleton]]).astype(np.float32)
            rows = [self._signs[name] for name in signs.of_word(t.w, t.text, t.mark) if name in self._signs]
            got = self._words[t.text] = vector @ tables["inp.w"] + tables["inp.b"] + tables["f"][rows].sum(0)
        return got


def load() -> Reader:
    """The reader with the weights that ship with marsad. Raises FileNotFoundError where the installation is broken."""
    folder = resources.files("marsad") / "weights"
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    names = {kind: (folder / f"{kind}.txt").read_text(encoding="utf-8").split("\n") for kind in ("stems", "skeletons", "signs", "pairs")}
    with (folder / "reader.npz").open("rb") as file, np.load(file, allow_pickle=False) as numbers:
        return assemble({name: numbers[name] for name in numbers.files}, names, about)


def assemble(arrays: dict[str, np.ndarray], names: dict[str, list[str]], about: dict) -> Reader:
    """A reader from the arrays of a file of weights: the word vectors, and each mind's numbers under its own (`0.t1.w`, `1.t1.w`)."""
    arrays = {name: x.astype(np.float32) for name, x in arrays.items()}
    for name in [name.removesuffix(".scale") for name in arrays if name.endswith(".scale")]:  # word vectors lie as bytes with a scale
        arrays[name] = arrays[name] * arrays.pop(name + ".scale")
    vectors = {name: arrays.pop(name) for name in ("stems", "skeletons")}
    minds: list[dict[str, np.ndarray]] = []
    for name in sorted(arrays):
        mind, _, part = name.partition(".")
        if int(mind) == len(minds):
            minds.append({})
        minds[int(mind)][part] = arrays[name]
    return Reader(minds, vectors, names, about)


def _mean(parts: list[np.ndarray]) -> np.ndarray:
    return sum(parts[1:], parts[0]) / len(parts)


def _share(x: np.ndarray, m: int, of: int) -> np.ndarray:
    """The columns of mind m in a table that lies side by side."""
    width = x.shape[1] // of
    return x[:, m * width : (m + 1) * width]


def _sums(table: np.ndarray, rows: list[list[int]]) -> np.ndarray:
    """For each list of rows their sum: a row of zeros stands first in every table, for lists that are empty."""
    flat = [n for ids in rows for n in (ids or (0,))]
    starts = np.zeros(len(rows), np.intp)
    np.cumsum([len(ids) or 1 for ids in rows[:-1]], out=starts[1:])
    return np.add.reduceat(table[flat], starts, axis=0)


def _norm(x: np.ndarray, gain: np.ndarray, shift: np.ndarray) -> np.ndarray:
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-5) * gain + shift


def _softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))
