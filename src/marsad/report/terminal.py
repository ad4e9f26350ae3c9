"""Claims as a table for the terminal, and the progress line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table

from ..model import ActorSpan, Claim, Doc
from ..outfile import OutFile
from ..read import Item, Meter, Tally
from ..say import plain

_QUIET = 5  # articles before progress is worth a line


def progress(items: Iterable[Item], meter: Meter, tally: Tally) -> Iterator[Item]:
    """Pass items through and show on standard error, once there are more than a few, how many articles were read and how
    fast, how many were skipped, and the time that is left by the bytes still unread."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        BarColumn(),
        TextColumn("{task.fields[read]} articles, {task.fields[rate]:.0f} a second, {task.fields[skipped]} skipped"),
        TextColumn("time left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = None
        for n, item in enumerate(items):
            if n == _QUIET:
                task = bar.add_task("", total=meter.total or None, read=0, rate=0.0, skipped=0)
            if task is not None:
                rate = tally.read / max(bar.tasks[0].elapsed or 1.0, 0.1)
                bar.update(task, completed=meter.done, read=tally.read, rate=rate, skipped=tally.skipped + tally.passed)
            yield item


def table(docs: list[Doc], output: Path | None = None) -> None:
    """Print (or write) the claims of each article: type, who → whom, place, date, source, modality, evidence."""
    if output is None:
        _print(docs, console())
    else:
        out = OutFile(output)
        with out.part.open("w", encoding="utf-8") as file:
            _print(docs, console(file))
        out.done()


def console(file: IO[str] | None = None) -> Console:
    """A console for text of articles, which is text and never markup; wide where nobody watches."""
    width = 180 if file else None if sys.stdout.isatty() else 160
    return PlainConsole(file=file, width=width, markup=False, emoji=False)


class PlainConsole(Console):
    """A console that steers the terminal itself and lets no text of an article do it: control characters are left out of all
    that is printed."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """The segments of what is printed, their text plain."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(plain(segment.text), segment.style)


def _print(docs: list[Doc], out: Console) -> None:
    for doc in docs:
        view = Table(title=doc.article.title or doc.id, title_justify="left", expand=True, show_lines=True)
        for heading, ratio in (
            ("type", 3),
            ("who → whom", 6),
            ("place", 4),
            ("date", 3),
            ("source", 4),
            ("modality", 2),
            ("evidence", 9),
        ):
            view.add_column(heading, ratio=ratio, overflow="fold")
        for claim in doc.claims:
            view.add_row(*row(claim))
        out.print(view if doc.claims else f"{doc.article.title or doc.id}: no claims")
        out.print()


def row(claim: Claim) -> tuple[str, ...]:
    """The cells of one claim."""
    who = ", ".join(_name(a) for a in claim.agents)
    if claim.holder is not None:
        who = _name(claim.holder)
    whom = ", ".join(_name(t) for t in claim.targets)
    where = ", ".join({"at": "", "to": "→ ", "from": "from "}[p.role] + p.name_en for p in claim.places)
    if claim.part:
        where = f"part of {where}"
    when = ""
    if claim.time is not None and claim.time.basis == "text":
        when = claim.time.start if claim.time.start == claim.time.end else f"{claim.time.start} – {claim.time.end}"
    harm = "".join(
        f"\n{c.min}{'+' if c.max is None else f'–{c.max}' if c.max != c.min else ''} {what}"
        for c, what in ((claim.deaths, "dead"), (claim.injured, "injured"))
        if c
    )
    return (
        claim.type + harm,
        f"{who} → {whom}" if whom else who,
        where,
        when,
        _name(claim.source) if claim.source else "",
        claim.modality,
        _around(claim),
    )


def _name(x: ActorSpan) -> str:
    return f"{x.actor.name_en} ({x.text})" if x.actor else x.text


def _around(claim: Claim, reach: int = 70) -> str:
    """The evidence, cut to what stands around the trigger."""
    at = claim.trigger.start - claim.evidence.start
    text = claim.evidence.text
    start, end = max(0, at - reach), min(len(text), at + reach)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
