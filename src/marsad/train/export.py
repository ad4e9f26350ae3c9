# torch tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false
"""A fitted network → the files of `weights/`, and back."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from ..coder.reader import Reader, assemble
from .network import DILATIONS, Names, Network

_LOWER = ("inp", "doc", "pw", "dw", "ln", "f")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of files in the archive: the same numbers give the same bytes


def reader_of(networks: Sequence[Network], names: Names, about: dict[str, Any]) -> Reader:
    """The networks as the coder reads with them, without going through files."""
    lists = {kind: list(getattr(names, kind)) for kind in Names._fields}
    return assemble(_minds(networks), lists, {**about, "dilations": list(DILATIONS)})


def write(networks: Sequence[Network], names: Names, about: dict[str, Any], folder: Path) -> None:
    """Write the weights: `reader.npz` (half floats, word vectors as bytes), the names in text files, `about.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    _pack(_minds(networks), folder / "reader.npz")
    for kind in Names._fields:
        (folder / f"{kind}.txt").write_text("\n".join(getattr(names, kind)), encoding="utf-8")
    digest = hashlib.sha256((folder / "reader.npz").read_bytes()).hexdigest()[:20]
    text = json.dumps({**about, "numbers": digest, "dilations": list(DILATIONS)}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "about.json").write_text(text + "\n", encoding="utf-8")


def write_lower(network: Network, names: Names, folder: Path) -> None:
    """Write what was learnt without gold, for later training to begin with: no fold must begin with what has seen its answers."""
    folder.mkdir(parents=True, exist_ok=True)
    _pack({k: x for k, x in _arrays(network).items() if k.split(".")[0].rstrip("0123456789") in _LOWER}, folder / "lower.npz")
    (folder / "lower-signs.txt").write_text("\n".join(names.signs), encoding="utf-8")


def read_lower(folder: Path) -> tuple[dict[str, np.ndarray], list[str]]:
    """What `write_lower` wrote."""
    with np.load(folder / "lower.npz", allow_pickle=False) as numbers:
        arrays = {name: numbers[name].astype(np.float32) for name in numbers.files}
    return arrays, (folder / "lower-signs.txt").read_text(encoding="utf-8").split("\n")


def vectors_of(reader: Reader) -> tuple[torch.Tensor, torch.Tensor]:
    """The word vectors of shipped weights, which no gold has changed."""
    return torch.from_numpy(reader.vectors["stems"].of(slice(None))), torch.from_numpy(reader.vectors["skeletons"].of(slice(None)))


def take_over(network: Network, lower: dict[str, np.ndarray]) -> None:
    """Begin with the lower part as `read_lower` gives it; its signs are the network's first, in the same order."""
    with torch.no_grad():
        for name in ("inp", "doc", *(f"pw{n}" for n in range(len(DILATIONS)))):
            part = network.pw[int(name[2:])] if name.startswith("pw") else getattr(network, name)
            part.weight.copy_(torch.from_numpy(lower[name + ".w"].T))
            part.bias.copy_(torch.from_numpy(lower[name + ".b"]))
        for n in range(len(DILATIONS)):
            network.dw[n].copy_(torch.from_numpy(lower[f"dw{n}"]))
        for n in range(len(DILATIONS) + 1):
            network.ln[n].weight.copy_(torch.from_numpy(lower[f"ln{n}.g"]))
            network.ln[n].bias.copy_(torch.from_numpy(lower[f"ln{n}.b"]))
        network.f.weight[: len(lower["f"])].copy_(torch.from_numpy(lower["f"]))


def _pack(arrays: dict[str, np.ndarray], path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, array in sorted(arrays.items()):
            raw = io.BytesIO()
            np.save(raw, array, allow_pickle=False)
            file.writestr(zipfile.ZipInfo(name + ".npy", _EPOCH), raw.getvalue(), zipfile.ZIP_DEFLATED)


def _arrays(network: Network) -> dict[str, np.ndarray]:
    out: dict[str, np.ndarray] = {}
    for name in ("inp", "doc", "t1", "t2", "ctl", "m1", "mod", "pt", "pm", "po", "pg", "pq", "be", "bm", "bo"):
        out |= _linear(name, getattr(network, name))
    for n, part in enumerate(network.pw):
        out |= _linear(f"pw{n}", part) | {f"dw{n}": _half(network.dw[n])}
    for n, norm in enumerate(network.ln):
        out |= {f"ln{n}.g": _half(norm.weight), f"ln{n}.b": _half(norm.bias)}
    for name in ("f", "et", "pf", "lin"):
        out[name] = _half(getattr(network, name).weight)
    return out


def _minds(networks: Sequence[Network]) -> dict[str, np.ndarray]:
    """The word vectors, which all share, and each network's numbers under its own."""
    out = {f"{n}.{name}": x for n, network in enumerate(networks) for name, x in _arrays(network).items()}
    for name in ("stems", "skeletons"):
        vectors = getattr(networks[0], name).weight.numpy()
        scale = (np.abs(vectors).max(1, keepdims=True) / 127).clip(1e-4).astype(np.float16)
        out |= {name: np.round(vectors / scale).clip(-127, 127).astype(np.int8), name + ".scale": scale}
    return out


def _linear(name: str, part: nn.Linear) -> dict[str, np.ndarray]:
    out = {name + ".w": np.ascontiguousarray(_half(part.weight).T)}
    return out | ({name + ".b": _half(part.bias)} if part.bias is not None else {})


def _half(x: torch.Tensor) -> np.ndarray:
    halved: np.ndarray = x.detach().numpy().astype(np.float16)
    return halved
