"""What the coder saw: tokens with their clitics, mentions and what they resolved to, and each decision with what spoke for it."""

from __future__ import annotations

import re

from rich.console import Console
from rich.markup import escape

from ..coder import Trace, weights
from ..coder.mentions import Mention
from ..coder.scene import Choice, Event, Scene
from ..coder.tokens import Token
from ..lexicon import load
from ..lexicon.tables import table
from ..model import EVENT_TYPES
from .terminal import PlainConsole

_REASONS = 6  # words and signs shown for a decision
_LABELS = {"date": "day", "deaths": "deaths", "injured": "injured"}
_ARABIC = re.compile("[\u0620-\u064a]")


class Said:
    """The words of an explanation in a language, "en" or "ar". In Arabic the names that only the program uses are left out."""

    def __init__(self, lang: str):
        self.lang = lang

    def __call__(self, what: str, *values: object) -> str:
        pattern: str = table("explain")["say"][what][self.lang]
        return pattern.format(*values)

    def kind(self, name: str) -> str:
        """A kind of mention, or what one is to an event."""
        return table("explain")["kind"].get(name, name) if self.lang == "ar" else _LABELS.get(name, name)

    def label(self, table_: str, name: str) -> str:
        """A type or a way of telling."""
        return table("labels")[table_][name]["ar"] if self.lang == "ar" else name

    def why(self, reason: str) -> str:
        """A reason of the program, the figures behind it left as they are."""
        bare = reason.partition(" (")[0]
        return table("explain")["why"].get(bare, reason) if self.lang == "ar" else reason

    def signs(self, signs: list[tuple[str, float]]) -> str:
        """What decided, with its weight: words and signs, in Arabic words alone."""
        shown = [(n, v) for n, v in signs if self.lang == "en" or _ARABIC.search(n)]
        shown = [(n if self.lang == "en" else "".join(c for c in n if not c.isascii() or c == " ").strip(), v) for n, v in shown]
        return ("، " if self.lang == "ar" else ", ").join(f"{name} {value:+.1f}" for name, value in shown)


def explanation(trace: Trace, console: Console | None = None, lang: str = "en") -> None:
    """Print the trace of one article, in English or Arabic."""
    out = console or PlainConsole(highlight=False, soft_wrap=True)
    say = Said(lang)
    title = trace.article.title or trace.article.id
    out.print(f"[bold]{escape(title)}[/]  {say('published', trace.article.published or say('unknown'))}")
    if trace.note:
        out.print(f"[yellow]{escape(say.why(trace.note))}[/]")
    for found in trace.article.found:
        if found.origin != "given":
            out.print(f"[dim]{escape(say('found', say.kind(found.field), say.kind(found.value), found.origin, f'{found.sure:.2f}'))}[/]")
    for start, end in trace.article.chrome:
        out.print(f"[dim]{escape(say('furniture', trace.article.text[start:end]))}[/]")
    for scene in trace.page.scenes:
        _scene(out, scene, trace, say)
    out.print(f"\n[bold]{say('claims', len(trace.doc.claims))}[/]")
    for claim in trace.doc.claims:
        where = f"[{claim.trigger.start}:{claim.trigger.end}]"
        words = escape(claim.trigger.text) + (f"  {escape(claim.gloss_en)}" if lang == "en" else "")
        rule = f"[green]{claim.rule}[/] " if lang == "en" else ""
        type_, modality = say.label("type", claim.type), say.label("modality", claim.modality)
        out.print(f"  {rule}{type_}/{modality} {claim.confidence:.2f} {escape(where)} {words}")


def _scene(out: Console, scene: Scene, trace: Trace, say: Said) -> None:
    s = scene.s
    name = say("headline") if s.title else say("sentence", s.index)
    out.print(f"\n[bold]── {name}[/] [{s.start}:{s.end}] {escape(trace.article.text[s.start : s.end])}")
    clauses: dict[int, list[str]] = {}
    for t, number in zip(s.tokens, scene.clauses.of, strict=True):
        clauses.setdefault(number, []).append(_token(t))
    for number, words in clauses.items():
        out.print(f"  {escape(say('clause', number, ' '.join(words)))}")
    for m in scene.mentions:
        out.print(f"  [cyan]{say.kind(m.kind)}[/] {escape(_words(m))}{escape(_meaning(m, say))}")
    for e in trace.events:
        if e.scene is scene:
            _event(out, e, trace, say)
    for h in trace.holdings:
        if h.scene is scene:
            rule = f"[green]{h.rule}[/] " if say.lang == "en" else ""
            out.print(f"  {rule}{escape(say('holds', _words(h.holder), _words(h.place), say.label('modality', h.modality), f'{h.sure:.2f}'))}")


def _event(out: Console, e: Event, trace: Trace, say: Said) -> None:
    down = f"[red]{escape(say('turned_down', say.why(e.turned_down or '')))}[/]"
    state = down if e.turned_down else f"[green]{say('claim', f'{e.confidence:.2f}')}[/]"
    rival = say("rival", say.label("type", e.rival[0]), f"{e.rival[1]:.2f}") if e.rival[1] >= 0.02 else ""
    rule = f"[bold]{e.rule}[/] " if say.lang == "en" else ""
    arrow = "←" if say.lang == "ar" else "→"
    out.print(f"  {rule}{escape(e.token.text)} {arrow} {say.label('type', e.type)} {e.kind:.2f}{rival}, {say.label('modality', e.modality)}  {state}")
    for relation, choice in e.choices.items():
        line = _choice(choice, say)
        if line:
            out.print(f"      {say.kind(relation)}: {escape(line)}")
    assert trace.reading is not None
    reasons = weights().why(trace.page, load(), e.k, EVENT_TYPES.index(e.type) + 1)[:_REASONS]
    if told := say.signs(reasons):
        out.print(f"      [dim]{escape(say('decides', told))}[/]")


def _choice(choice: Choice, say: Said) -> str:
    line = "; ".join(f"{_words(m)} {p:.2f}" for m, p in choice.taken)
    if choice.runner_up is not None:
        m, p = choice.runner_up
        between = "؛ " if say.lang == "ar" else " · "
        line += f"{between if line else say('none') + between}{say('next', _words(m), f'{p:.2f}')}"
    return line


def _token(t: Token) -> str:
    if t.mark:
        return t.text
    w = t.w
    parts = [p for p in (w.conj, "س" if w.fut else "", w.prep) if p]
    return "+".join([*parts, w.word]) + (f"+{w.pron}" if w.pron else "")


def _words(m: Mention) -> str:
    return " ".join(t.text for t in m.s.tokens[m.i : m.j])


def _meaning(m: Mention, say: Said) -> str:
    notes = [m.cls] if m.cls and say.lang == "en" else []
    if m.prep:
        notes.append(say("after", m.prep))
    if m.count is not None:
        notes.append(f"{m.count.min}–{'' if m.count.max is None else m.count.max}")
    if m.kind in ("actor", "group", "person", "source"):
        known = m.actor and f"= {m.actor.name_ar if say.lang == 'ar' else m.actor.id}"
        notes.append(known or say("actor_open", m.why or say("actor_why")))
    if m.kind == "place":
        english = m.place and f"= {m.place.name_en}, {m.place.country} ({m.place.precision})"
        notes.append((english if say.lang == "en" else m.place and f"= {m.place.name_ar}") or say("place_open"))
    if m.when is not None:
        notes.append(f"= {m.when.start}..{m.when.end}")
    return "  " + "; ".join(notes)
