"""What the coder saw: tokens with their clitics, mentions and what they resolved to, and each decision with what spoke for it."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from ..coder import Trace, weights
from ..coder.mentions import Mention
from ..coder.scene import Choice, Event, Scene
from ..lexicon import load
from ..model import EVENT_TYPES
from .terminal import PlainConsole

_REASONS = 6  # words and signs shown for a decision
_LABELS = {"date": "day", "deaths": "deaths", "injured": "injured"}


def explanation(trace: Trace, console: Console | None = None) -> None:
    """Print the trace of one article."""
    out = console or PlainConsole(highlight=False, soft_wrap=True)
    title = trace.article.title or trace.article.id
    out.print(f"[bold]{escape(title)}[/]  published {trace.article.published or 'unknown'}")
    if trace.note:
        out.print(f"[yellow]{escape(trace.note)}[/]")
    for found in trace.article.found:
        if found.origin != "given":
            value = escape(found.value)
            out.print(f"[dim]{found.field}: {value}  by {found.origin}, {found.sure:.2f} sure[/]")
    for start, end in trace.article.chrome:
        out.print(f"[dim]page furniture, passed over: {escape(trace.article.text[start:end])}[/]")
    for scene in trace.page.scenes:
        _scene(out, scene, trace)
    out.print(f"\n[bold]{len(trace.doc.claims)} claim(s)[/]")
    for claim in trace.doc.claims:
        where = f"[{claim.trigger.start}:{claim.trigger.end}]"
        words = f"{escape(claim.trigger.text)}  {escape(claim.gloss_en)}"
        out.print(f"  [green]{claim.rule}[/] {claim.type}/{claim.modality} {claim.confidence:.2f} {escape(where)} {words}")


def _scene(out: Console, scene: Scene, trace: Trace) -> None:
    s = scene.s
    name = "headline" if s.title else f"sentence {s.index}"
    out.print(f"\n[bold]── {name}[/] [{s.start}:{s.end}] {escape(trace.article.text[s.start : s.end])}")
    clauses: dict[int, list[str]] = {}
    for t, number in zip(s.tokens, scene.clauses.of, strict=True):
        clauses.setdefault(number, []).append(_token(t))
    for number, words in clauses.items():
        out.print(f"  clause {number}: {escape(' '.join(words))}")
    for m in scene.mentions:
        out.print(f"  [cyan]{m.kind}[/] {escape(_words(m))}{escape(_meaning(m))}")
    for e in trace.events:
        if e.scene is scene:
            _event(out, e, trace)
    for h in trace.holdings:
        if h.scene is scene:
            out.print(f"  [green]{h.rule}[/] {escape(_words(h.holder))} holds {escape(_words(h.place))} ({h.modality}, {h.sure:.2f})")  # fmt: skip


def _event(out: Console, e: Event, trace: Trace) -> None:
    state = f"[red]turned down: {escape(e.turned_down)}[/]" if e.turned_down else f"[green]claim, {e.confidence:.2f}[/]"
    rival = f"; else {e.rival[0]} {e.rival[1]:.2f}" if e.rival[1] >= 0.02 else ""
    out.print(f"  [bold]{e.rule}[/] {escape(e.token.text)} → {e.type} {e.kind:.2f}{rival}, {e.modality}  {state}")
    for relation, choice in e.choices.items():
        line = _choice(choice)
        if line:
            out.print(f"      {_LABELS.get(relation, relation)}: {escape(line)}")
    assert trace.reading is not None
    reasons = weights().why(trace.page, load(), e.k, EVENT_TYPES.index(e.type) + 1)[:_REASONS]
    told = ", ".join(f"{name} {value:+.1f}" for name, value in reasons)
    out.print(f"      [dim]what decides it: {escape(told)}[/]")


def _choice(choice: Choice) -> str:
    line = "; ".join(f"{_words(m)} {p:.2f}" for m, p in choice.taken)
    if choice.runner_up is not None:
        m, p = choice.runner_up
        line += f"{' · ' if line else 'none · '}next {_words(m)} {p:.2f}"
    return line


def _token(t) -> str:
    if t.mark:
        return t.text
    w = t.w
    parts = [p for p in (w.conj, "س" if w.fut else "", w.prep) if p]
    return "+".join([*parts, w.word]) + (f"+{w.pron}" if w.pron else "")


def _words(m: Mention) -> str:
    return " ".join(t.text for t in m.s.tokens[m.i : m.j])


def _meaning(m: Mention) -> str:
    notes = [m.cls] if m.cls else []
    if m.prep:
        notes.append(f"after {m.prep}")
    if m.count is not None:
        notes.append(f"{m.count.min}–{'' if m.count.max is None else m.count.max}")
    if m.kind in ("actor", "group", "person", "source"):
        open_ = f"actor open: {m.why or 'no name, adjective or earlier mention settles it'}"
        notes.append(f"= {m.actor.id}" if m.actor else open_)
    if m.kind == "place":
        known = m.place and f"= {m.place.name_en}, {m.place.country} ({m.place.precision})"
        notes.append(known or "place open: not in the gazetteer")
    if m.when is not None:
        notes.append(f"= {m.when.start}..{m.when.end}")
    return "  " + "; ".join(notes)
