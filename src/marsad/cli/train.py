"""`marsad train`: fine-tune a pretrained encoder on a user's gold, to code beside marsad's own coder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter, validators

from ..say import say


def train(
    *gold: Path,
    encoder: Path,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    epochs: Annotated[int, Parameter(validator=validators.Number(gte=1))] = 4,
    rate: Annotated[float, Parameter(validator=validators.Number(gt=0))] = 3e-5,
) -> int:
    """Fine-tune a pretrained Arabic encoder on gold, for `--second encoder:FOLDER`. Needs marsad[encoder].

    Parameters
    ----------
    gold
        Annotated articles, one JSON object a line (docs/evaluate.md describes the format).
    encoder
        The folder of an encoder as its authors publish it (CAMeLBERT, AraBERT, ConfliBERT-Arabic …); nothing is downloaded.
    output
        The folder to write; by default the encoder's name with -marsad beside it.
    epochs
        How often the gold is gone through.
    rate
        The learning rate.
    """
    from ..errors import InputError
    from ..report.scores import read_gold
    from ..second.encoder_train import train as fit

    if not gold:
        raise InputError("there is no gold to learn from; give files as docs/evaluate.md describes.")
    out = output or encoder.parent / f"{encoder.name}-marsad"
    articles = [a for path in gold for a in read_gold(path)]
    fit(encoder, articles, out, epochs, rate, lambda n, loss: say(f"epoch {n} of {epochs}: loss {loss:.4f}"))
    say(f"wrote {out}; code with it by --second encoder:{out}")
    return 0


def register(app: App) -> None:
    """Add the command to the command line."""
    app.command(train)
