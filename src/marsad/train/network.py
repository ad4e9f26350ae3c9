# torch tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false
"""The network of `coder/reader.py` in torch, and its loss."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..coder.reader import HOLDING, MODALITIES, RELATIONS
from ..model import EVENT_TYPES
from .examples import Example

WIDTH, PAIR, TYPE, RIVAL, TOGETHER, TOLD = 128, 96, 24, 48, 64, 64
DILATIONS = (1, 2, 4, 8, 1)
_LIKELY_NOTHING = 4.0  # the weight that "tells no event" starts with: 39 of 40 words tell none


class Names(NamedTuple):
    """Numbers of the words and signs that the network knows, from 1."""

    stems: dict[str, int]
    skeletons: dict[str, int]
    signs: dict[str, int]
    pairs: dict[str, int]


class Numbered(NamedTuple):
    """An example by numbers."""

    example: Example
    stems: list[int]
    skeletons: list[int]
    signs: list[list[int]]
    pairs: list[list[list[int]]]


def numbered(example: Example, names: Names) -> Numbered:
    """Words and signs by their numbers; unknown words are 0, unknown signs left out."""
    known = names.signs
    return Numbered(
        example,
        [names.stems.get(w, 0) for w in example.stems],
        [names.skeletons.get(w, 0) for w in example.skeletons],
        [[known[s] for s in row if s in known] for row in example.signs],
        [[[names.pairs[s] for s in row if s in names.pairs] for row in p.signs] for p in example.pairs],
    )


class Network(nn.Module):
    """See `coder/reader.py`; the names of the parts are those of the weights."""

    def __init__(self, names: Names, stems: Tensor, skeletons: Tensor, drop: float = 0.2):
        super().__init__()
        self.stems = nn.Embedding.from_pretrained(stems, freeze=True)
        self.skeletons = nn.Embedding.from_pretrained(skeletons, freeze=True)
        self.f = _bag(len(names.signs) + 1, WIDTH)
        self.inp = nn.Linear(stems.shape[1] + skeletons.shape[1], WIDTH)
        self.drop = nn.Dropout(drop)
        self.dw = nn.ParameterList([nn.Parameter(torch.randn(3, WIDTH) * 0.3) for _ in DILATIONS])
        self.pw = nn.ModuleList([nn.Linear(WIDTH, 2 * WIDTH) for _ in DILATIONS])
        self.ln = nn.ModuleList([nn.LayerNorm(WIDTH) for _ in range(len(DILATIONS) + 1)])
        self.doc = nn.Linear(2 * WIDTH, WIDTH)
        self.t1, self.t2 = nn.Linear(2 * WIDTH, 128), nn.Linear(128, len(EVENT_TYPES) + 1)
        self.ctl = nn.Linear(2 * WIDTH, 1)
        self.m1, self.mod = nn.Linear(2 * WIDTH, TOLD), nn.Linear(TOLD, len(MODALITIES))
        self.et = nn.Embedding(HOLDING + 1, TYPE)
        self.pt, self.pm = nn.Linear(2 * WIDTH + TYPE, PAIR), nn.Linear(2 * WIDTH, PAIR, bias=False)
        self.pf = _bag(len(names.pairs) + 1, PAIR)
        self.lin = _bag(len(names.pairs) + 1, len(RELATIONS), 0.0)
        self.po = nn.Linear(PAIR, len(RELATIONS))
        self.pg, self.pq = nn.Linear(2 * PAIR, RIVAL), nn.Linear(RIVAL, len(RELATIONS), bias=False)
        self.be, self.bm = nn.Linear(2 * WIDTH + TYPE, TOGETHER), nn.Linear(2 * WIDTH, TOGETHER)
        self.bo = nn.Linear(TOGETHER, len(RELATIONS), bias=False)
        self.t2.bias.data[0] += _LIKELY_NOTHING
        self.ctl.bias.data -= _LIKELY_NOTHING
        self.po.bias.data -= 2.5

    def encode(self, batch: list[Numbered]) -> Tensor:
        """What each token of each article looks like to the network: (articles, tokens, 2 × WIDTH)."""
        long = max(len(x.stems) for x in batch)
        mask, head = torch.zeros(len(batch), long, 1), torch.zeros(len(batch), long, 1)
        stems, skeletons = (torch.zeros(len(batch), long, dtype=torch.long) for _ in range(2))
        rows: list[list[int]] = []
        for n, x in enumerate(batch):
            size = len(x.stems)
            stems[n, :size], skeletons[n, :size] = torch.tensor(x.stems), torch.tensor(x.skeletons)
            mask[n, :size] = 1
            head[n, :size, 0] = torch.tensor(x.example.title, dtype=torch.float)
            rows += x.signs + [[]] * (long - size)
        words = self.drop(torch.cat([self.stems(stems), self.skeletons(skeletons)], -1))
        x = self.drop(torch.relu(self.inp(words) + self.f(*_flat(rows)).view(len(batch), long, -1)))
        h = self.ln[0](x)
        for side, gate, norm, step in zip(self.dw, self.pw, self.ln[1:], DILATIONS, strict=True):
            seen = h * mask
            wide = F.pad(seen, (0, 0, step, step))
            near = side[0] * wide[:, :long] + side[1] * seen + side[2] * wide[:, 2 * step : 2 * step + long]
            h = norm(h + self.drop(F.glu(gate(near), -1)))
        whole = torch.cat([(h * mask).sum(1) / mask.sum(1), (h * head).sum(1) / head.sum(1).clamp(min=1)], -1)
        return self.drop(torch.cat([h + self.doc(whole).unsqueeze(1), x], -1))

    def types(self, hidden: Tensor) -> Tensor:
        """Scores of telling nothing (0) and of each event type."""
        return self.t2(self.drop(torch.relu(self.t1(hidden))))

    def modality(self, hidden: Tensor) -> Tensor:
        """Scores of each modality, for tokens that tell an event."""
        return self.mod(self.drop(torch.relu(self.m1(hidden))))

    def relations(self, event: Tensor, types: Tensor, mention: Tensor, rows: list[list[int]], group: Tensor) -> Tensor:
        """Scores of each relation for pairs of an event's token and a mention; `group` numbers the events, from 0."""
        flat = _flat(rows)
        typed = torch.cat([event, self.et(types)], -1)
        inner = torch.relu(self.pt(typed) + self.pm(mention) + self.pf(*flat))
        most = torch.zeros(int(group[-1]) + 1, PAIR).scatter_reduce(0, group[:, None].expand(-1, PAIR), inner, "amax")
        rivals = torch.relu(self.pg(self.drop(torch.cat([inner, most[group]], -1))))
        together = self.drop(self.be(typed) * self.bm(mention))
        return self.po(self.drop(inner)) + self.pq(rivals) + self.bo(together) + self.lin(*flat)

    def loss(self, batch: list[Numbered]) -> Tensor:
        """The summed loss of a batch of articles over all that the reader decides."""
        hidden = self.encode(batch)
        types = torch.full(hidden.shape[:2], -1, dtype=torch.long)
        holding = torch.full(hidden.shape[:2], -1.0)
        told: list[tuple[int, int, int]] = []
        for n, x in enumerate(batch):
            e, size = x.example, len(x.stems)
            types[n, :size], holding[n, :size] = torch.from_numpy(e.types), torch.from_numpy(e.holding)
            told += [(n, int(k), int(e.modality[k])) for k in np.flatnonzero(e.types > 0)]
        total = F.cross_entropy(self.types(hidden).flatten(0, 1), types.flatten(), ignore_index=-1, reduction="sum")
        asked = holding >= 0
        held = self.ctl(hidden).squeeze(-1)[asked]
        total = total + 0.5 * F.binary_cross_entropy_with_logits(held, holding[asked], reduction="sum")
        if told:
            t = torch.tensor(told)
            rare = torch.tensor([1.0, 2.0, 2.0, 2.0, 2.0])  # one event in twelve is not told as fact
            total = total + F.cross_entropy(self.modality(hidden[t[:, 0], t[:, 1]]), t[:, 2], rare, reduction="sum")
        return total + 0.7 * self.pairs_loss(hidden, batch)

    def pairs_loss(self, hidden: Tensor, batch: list[Numbered], sure: list[list[float]] | None = None) -> Tensor:
        """The summed loss over the relations of each event's mentions; `sure` weighs the events of each article, by default 1."""
        at: list[tuple[int, int, int, int]] = []
        kinds: list[int] = []
        rows: list[list[int]] = []
        group: list[int] = []
        labels: list[np.ndarray] = []
        weights: list[float] = []
        for n, x in enumerate(batch):
            for m, (p, signed) in enumerate(zip(x.example.pairs, x.pairs, strict=True)):
                at += [(n, p.k, first, last) for first, last in p.ends]
                group += [len(labels)] * len(p.ends)
                kinds += [p.type] * len(p.ends)
                weights += [sure[n][m] if sure else 1.0] * len(p.ends)
                rows += signed
                labels.append(p.labels)
        if not at:
            return hidden.new_zeros(())
        a, wanted = torch.tensor(at), torch.from_numpy(np.concatenate(labels))
        mention = (hidden[a[:, 0], a[:, 2]] + hidden[a[:, 0], a[:, 3]]) / 2
        scores = self.relations(hidden[a[:, 0], a[:, 1]], torch.tensor(kinds), mention, rows, torch.tensor(group))
        asked, weight = wanted >= 0, torch.tensor(weights)[:, None].expand_as(wanted)
        each = F.binary_cross_entropy_with_logits(scores[asked], wanted[asked], reduction="none")
        return (each * weight[asked]).sum()


def _bag(rows: int, width: int, spread: float = 0.02) -> nn.EmbeddingBag:
    bag = nn.EmbeddingBag(rows, width, mode="sum", padding_idx=0)
    nn.init.normal_(bag.weight, std=spread)
    bag.weight.data[0] = 0
    return bag


def _flat(rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    sizes = np.fromiter((len(r) for r in rows), np.int64, len(rows))
    starts = np.concatenate([[0], sizes.cumsum()[:-1]])
    flat = np.fromiter((n for r in rows for n in r), np.int64, int(sizes.sum())) if sizes.any() else np.zeros(1, np.int64)
    return torch.from_numpy(flat), torch.from_numpy(starts)
