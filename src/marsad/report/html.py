"""Claims as one self-contained HTML page: articles right to left with evidence by role, claims beside, a map each."""

from __future__ import annotations

import html
from importlib import resources
from pathlib import Path

from ..model import ActorSpan, Claim, Doc, PlaceSpan, Span
from ..outfile import OutFile
from .map import draw_map

_ORDER = ("trigger", "source", "time", "place", "target", "agent")


def write_html(docs: list[Doc], path: Path) -> None:
    """Write the report. The file appears whole or not at all."""
    file = OutFile(path)
    file.part.write_text(html_page(docs), encoding="utf-8", errors="replace")
    file.done()


def framed(doc: Doc) -> str:
    """The report of one article in a frame of its own, for notebooks: its styles touch nothing around it, and it reaches nothing."""
    page = html.escape(html_page([doc]))
    return f'<iframe srcdoc="{page}" sandbox="allow-scripts" title="marsad" style="width:100%;height:30em;border:1px solid #ccc"></iframe>'


def html_page(docs: list[Doc]) -> str:
    """The report as one page that needs nothing else."""
    style = (resources.files("marsad.report") / "report.css").read_text("utf-8")
    script = (resources.files("marsad.report") / "report.js").read_text("utf-8")
    claims = sum(len(d.claims) for d in docs)
    body = "".join(_article(n, d) for n, d in enumerate(docs))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>marsad report</title><style>{style}</style></head><body>"
        '<header><h1>marsad <span lang="ar">مرصد</span></h1>'
        f"<p>{len(docs)} articles, {claims} claims. Point at a claim to see its words in the article.</p>"
        '<p class="key">'
        + "".join(
            f'<span class="{role}">{label}</span>'
            for role, label in (
                ("agent", "agent or holder"),
                ("target", "target"),
                ("place", "place"),
                ("time", "time"),
                ("source", "source"),
                ("trigger", "what tells it"),
            )
        )
        + "</p></header>"
        f"<main>{body}</main><footer>Places: GeoNames, CC BY 4.0.</footer><script>{script}</script></body></html>"
    )


def _article(number: int, doc: Doc) -> str:
    rows = "".join(_claim(number, n, c) for n, c in enumerate(doc.claims)) or "<li>No claims.</li>"
    particulars = " · ".join(x for x in (doc.article.published, doc.article.site, doc.id) if x)
    return (
        f'<section><h2 lang="ar" dir="rtl">{html.escape(doc.article.title or doc.id)}</h2><p class="meta">{html.escape(particulars)}</p>'
        f'<div class="pair"><article lang="ar" dir="rtl">{_marked(number, doc)}</article>'
        f"<div><ol>{rows}</ol>{draw_map(doc.claims)}</div></div></section>"
    )


def _marked(number: int, doc: Doc) -> str:
    """The article's text, each character in the innermost role that covers it, tagged with the claims it belongs to."""
    roles: list[str | None] = [None] * len(doc.text)
    owners: list[set[int]] = [set() for _ in doc.text]
    for role in reversed(_ORDER):
        for n, claim in enumerate(doc.claims):
            for start, end in _spans(claim, role):
                for at in range(start, end):
                    roles[at] = role
                    owners[at].add(n)
    out: list[str] = []
    at = 0
    while at < len(doc.text):
        end = at
        while end < len(doc.text) and roles[end] == roles[at] and owners[end] == owners[at]:
            end += 1
        piece = html.escape(doc.text[at:end]).replace("\n", "<br>")
        if roles[at]:
            claims = " ".join(f"c{number}-{n}" for n in sorted(owners[at]))
            piece = f'<mark class="{roles[at]}" data-claims="{claims}">{piece}</mark>'
        out.append(piece)
        at = end
    return "".join(out)


def _spans(claim: Claim, role: str) -> list[tuple[int, int]]:
    spans: dict[str, list[Span | ActorSpan | PlaceSpan]] = {
        "trigger": [claim.trigger],
        "agent": [*claim.agents, *([claim.holder] if claim.holder else [])],
        "target": list(claim.targets),
        "place": list(claim.places),
        "source": [claim.source] if claim.source else [],
        "time": [claim.time.span] if claim.time and claim.time.span else [],
    }
    return [(x.start, x.end) for x in spans[role]]


def _claim(number: int, n: int, claim: Claim) -> str:
    when = ""
    if claim.time is not None and claim.time.basis == "text":
        when = claim.time.start if claim.time.start == claim.time.end else f"{claim.time.start} – {claim.time.end}"
    return (
        f'<li tabindex="0" id="c{number}-{n}" class="{claim.modality}"><b>{claim.type}</b> <i>{claim.modality}</i> {html.escape(claim.gloss_en)}'
        f"<small>{html.escape(when)} <code>{html.escape(claim.rule)}</code></small></li>"
    )
