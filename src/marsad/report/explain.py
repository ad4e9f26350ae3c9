"""What the coder saw: tokens with their clitics, mentions and what they resolved to, clauses, rules made and blocked."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from ..coder import Trace
from ..coder.draft import Draft, Scene
from ..coder.mentions import Mention
from .terminal import PlainConsole


def explanation(trace: Trace, console: Console | None = None) -> None:
    """Print the trace of one article."""
    out = console or PlainConsole(highlight=False, soft_wrap=True)
    out.print(
        f"[bold]{escape(trace.article.title or trace.article.id)}[/]  published {trace.article.published or 'unknown'}"
    )
    if trace.note:
        out.print(f"[yellow]{escape(trace.note)}[/]")
    for found in trace.article.found:
        if found.origin != "given":
            out.print(f"[dim]{found.field}: {escape(found.value)}  by {found.origin}, {found.sure:.2f} sure[/]")
    for start, end in trace.article.chrome:
        out.print(f"[dim]page furniture, passed over: {escape(trace.article.text[start:end])}[/]")
    for scene in trace.scenes:
        _scene(out, scene, trace)
    out.print(f"\n[bold]{len(trace.doc.claims)} claim(s)[/]")
    for claim in trace.doc.claims:
        out.print(
            f"  [green]{claim.rule}[/] {claim.type}/{claim.modality} [{claim.trigger.start}:{claim.trigger.end}] {escape(claim.trigger.text)}  {escape(claim.gloss_en)}"
        )


def _scene(out: Console, scene: Scene, trace: Trace) -> None:
    s = scene.s
    out.print(
        f"\n[bold]── {'headline' if s.title else f'sentence {s.index}'}[/] [{s.start}:{s.end}] {escape(trace.article.text[s.start : s.end])}"
    )
    clauses: dict[int, list[str]] = {}
    for t, number in zip(s.tokens, scene.clauses.of, strict=True):
        clauses.setdefault(number, []).append(_token(t))
    for number, words in clauses.items():
        out.print(f"  clause {number}: {escape(' '.join(words))}")
    for m in scene.mentions:
        out.print(f"  [cyan]{m.kind}[/] {escape(_words(m))}{escape(_meaning(m))}")
    for c in scene.speech:
        out.print(
            f"  [magenta]credit[/] {c.use}: {escape(_words(c.source)) if c.source else 'unnamed'} covers tokens {c.first}–{c.last}"
        )
    for d in scene.drafts:
        _draft(out, d)
    for h in trace.holdings:
        if h.scene is scene:
            out.print(
                f"  [green]{h.rule}[/] {escape(_words(h.holder)) if h.holder else 'someone'} holds {escape(_words(h.place))} ({h.modality})"
            )


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
        notes.append(
            f"= {m.actor.id}"
            if m.actor
            else f"actor open: {m.why or 'no name, adjective or earlier mention settles it'}"
        )
    if m.kind == "place":
        notes.append(
            f"= {m.place.name_en}, {m.place.country} ({m.place.precision})"
            if m.place
            else "place open: not in the gazetteer"
        )
    if m.when is not None:
        notes.append(f"= {m.when.start}..{m.when.end}")
    return "  " + "; ".join(notes)


def _draft(out: Console, d: Draft) -> None:
    word = " ".join(t.text for t in d.scene.s.tokens[d.i : d.j])
    state = f"[red]blocked: {escape(d.blocked)}[/]" if d.blocked else "[green]claim[/]"
    roles = []
    for label, mentions in (("agent", d.agents), ("target", d.targets)):
        roles += [f"{label} {_words(m)}" for m in mentions]
    roles += [f"{role} {_words(m)}" for m, role in d.places]
    if d.source is not None:
        roles.append(f"source {_words(d.source)}")
    out.print(f"  [bold]{d.rule}[/] {escape(word)} → {d.type}/{d.modality} {state}  {escape('; '.join(roles))}")
