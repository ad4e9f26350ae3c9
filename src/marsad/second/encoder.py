"""A pretrained Arabic encoder from a local folder as a second coder: `--second encoder:FOLDER`, trained by `marsad train --encoder`.

Two heads over the encoder's last layer: one says of each word whether it tells an event and of which type; the other, given the
event's word, which words play which part. The folder holds the encoder as its authors publish it, and beside it `marsad.json` (the
labels) and `marsad.pt` (the heads). Nothing is downloaded: give a folder that you have.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..coder import scenes, weights
from ..coder.page import Page
from ..coder.scene import Scene
from ..errors import InputError
from ..lexicon import load
from ..model import EVENT_TYPES, Article, PlaceRole, Second
from .answer import ROLES, Told, ToldEvent
from .resolve import Resolver

LABELS = "marsad.json"
HEADS = "marsad.pt"
TYPES: tuple[str, ...] = ("none", *EVENT_TYPES)
PARTS: tuple[str, ...] = ("none", "agent", "target", "at", "from", "to", "source", "date", "deaths", "injured")
_NEEDS = "an encoder needs torch and transformers; install them with: pip install 'marsad[encoder]'"
_WORDS = 200  # of a sentence, so many are read


def libraries() -> tuple[Any, Any]:
    """(torch, transformers). Raises `InputError` where they are not installed."""
    try:
        import torch  # pyright: ignore[reportMissingImports]  # both are an extra, seldom installed
        import transformers  # pyright: ignore[reportMissingImports]  # the same
    except ImportError as error:
        raise InputError(f"{_NEEDS} ({error}).") from None
    return torch, transformers


class Network:
    """The encoder with its heads, on a GPU where there is one."""

    def __init__(self, folder: Path, heads: bool):
        """Load it; with `heads`, those that were trained too. Raises `InputError` where the folder lacks a part of it."""
        if not (folder / "config.json").is_file():
            raise InputError(f"{folder} holds no encoder (config.json is not there); give the folder of a model that you have.")
        self.torch, transformers = libraries()
        try:
            self.tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True, use_fast=True)
            self.encoder = transformers.AutoModel.from_pretrained(folder, local_files_only=True)
        except Exception as error:  # whatever transformers makes of a damaged folder
            raise InputError(f"the encoder in {folder} cannot be loaded ({type(error).__name__}: {str(error)[:120]}).") from error
        size, nn = self.encoder.config.hidden_size, self.torch.nn
        self.types = nn.Linear(size, len(TYPES))
        self.parts = nn.Sequential(nn.Linear(2 * size, size), nn.ReLU(), nn.Linear(size, len(PARTS)))
        if heads:
            self._load_heads(folder)
        self.device = self.torch.device("cuda" if self.torch.cuda.is_available() else "cpu")
        for part in self.modules():
            part.to(self.device).eval()

    def modules(self) -> tuple[Any, Any, Any]:
        """What is trained: the encoder, the head of types, the head of parts."""
        return self.encoder, self.types, self.parts

    def _load_heads(self, folder: Path) -> None:
        if not (folder / LABELS).is_file() or not (folder / HEADS).is_file():
            raise InputError(f"the encoder in {folder} was not trained for marsad; run: marsad train --encoder {folder} GOLD.jsonl")
        labels = json.loads((folder / LABELS).read_text("utf-8"))
        if labels.get("types") != list(TYPES) or labels.get("parts") != list(PARTS):
            raise InputError(f"the encoder in {folder} was trained for another ontology; train it anew.")
        held = self.torch.load(folder / HEADS, map_location="cpu", weights_only=True)
        self.types.load_state_dict(held["types"])
        self.parts.load_state_dict(held["parts"])

    def save(self, folder: Path, about: dict[str, Any]) -> None:
        """Write encoder, tokenizer, heads and labels."""
        folder.mkdir(parents=True, exist_ok=True)
        self.encoder.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
        held = {"types": self.types.state_dict(), "parts": self.parts.state_dict()}
        self.torch.save(held, folder / HEADS)
        labels = {"types": list(TYPES), "parts": list(PARTS), **about}
        (folder / LABELS).write_text(json.dumps(labels, ensure_ascii=False, indent=1), "utf-8")

    def hidden(self, words: Sequence[str]) -> Any:
        """The last layer's vector of each word (its first piece); words beyond the encoder's length have zeros."""
        packed = self.tokenizer(list(words[:_WORDS]), is_split_into_words=True, return_tensors="pt", truncation=True, max_length=self._longest())
        out = self.encoder(**packed.to(self.device)).last_hidden_state[0]
        rows = self.torch.zeros(len(words), out.shape[1], device=self.device)
        first: dict[int, int] = {}
        for piece, word in enumerate(packed.word_ids(0)):
            if word is not None:
                first.setdefault(word, piece)
        if first:
            rows[list(first)] = out[list(first.values())]
        return rows

    def _longest(self) -> int:
        return min(512, getattr(self.encoder.config, "max_position_embeddings", 514) - 2)

    def part_scores(self, hidden: Any, k: int) -> Any:
        """The scores of every word's part in the event that word `k` tells."""
        event = hidden[k].expand(len(hidden), -1)
        return self.parts(self.torch.cat([hidden, event], dim=1))


class EncoderCoder:
    """Codes with a trained encoder."""

    def __init__(self, folder: str):
        self._network = Network(Path(folder), heads=True)
        labels = json.loads((Path(folder) / LABELS).read_text("utf-8"))
        self.by = f"second/encoder:{labels.get('name', Path(folder).name)}@{labels.get('trained', 'unknown')}"

    def code(self, article: Article) -> Second:
        """As `SecondCoder`."""
        lexicon = load()
        page = Page(scenes(article, lexicon))
        if not page.tokens:
            return Second(self.by)
        told = Told([], [], Counter())
        with self._network.torch.no_grad():
            for number, scene in enumerate(page.scenes):
                told.events.extend(self._events(article.text, scene, number))
        resolver = Resolver(article, page, lexicon, self.by)
        claims = resolver.claims(told, weights().read(page, lexicon))
        return Second(self.by, claims, dict(resolver.dropped))

    def _events(self, text: str, scene: Scene, number: int) -> list[ToldEvent]:
        tokens = scene.s.tokens
        hidden = self._network.hidden([t.text for t in tokens])
        types = self._network.types(hidden).argmax(dim=1).tolist()
        out: list[ToldEvent] = []
        for k, type_ in enumerate(types):
            if type_ == 0 or tokens[k].mark:
                continue
            parts = self._network.part_scores(hidden, k).argmax(dim=1).tolist()
            runs: dict[str, list[str]] = {name: [] for name in PARTS}
            for name, i, j in _runs(parts):
                runs[name].append(text[tokens[i].inner : tokens[j - 1].end])
            first = {name: next(iter(runs[name]), None) for name in ("date", "source", "deaths", "injured")}
            places: tuple[tuple[str, PlaceRole], ...] = tuple((words, role) for role in ROLES for words in runs[role])
            out.append(
                ToldEvent(
                    number,
                    EVENT_TYPES[type_ - 1],
                    text[tokens[k].inner : tokens[k].end],
                    tuple(runs["agent"]),
                    tuple(runs["target"]),
                    places,
                    first["date"],
                    first["source"],
                    "asserted",
                    first["deaths"],
                    first["injured"],
                )
            )
        return out

    def close(self) -> None:
        """Nothing is held open."""


def _runs(parts: Sequence[int]) -> list[tuple[str, int, int]]:
    """Words of one part in a row, as (part, first, behind the last)."""
    out: list[tuple[str, int, int]] = []
    for at, part in enumerate(parts):
        if part == 0:
            continue
        if out and out[-1][0] == PARTS[part] and out[-1][2] == at:
            out[-1] = (PARTS[part], out[-1][1], at + 1)
        else:
            out.append((PARTS[part], at, at + 1))
    return out
