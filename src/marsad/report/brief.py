"""A brief of some days: what changed, incidents by governorate, disagreements; every sentence with the claims that it stands on.

Nothing is written that no claim tells: sentences are those of the claims themselves (`gloss_en`, `gloss_ar`), or name what the
ledger, the operations and the events hold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

import sqlalchemy as sa

from .. import __version__
from ..archive import Archive, Filters
from ..archive.control import archive_operations, timelines
from ..archive.filters import NONE
from ..archive.schema import event as event_table
from ..coder.gloss import glossed
from ..events.event import Event
from ..events.ledger import Stay
from ..events.operations import Operation
from ..events.tolls import Voice
from ..lexicon import load
from ..lexicon.tables import table
from ..model import Article, Claim

_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Words:
    """The words of a brief in a language, "en" or "ar", with its digits."""

    def __init__(self, lang: str):
        self.lang = lang

    def __call__(self, what: str, *values: object) -> str:
        pattern: str = table("brief")["say"][what][self.lang]
        return pattern.format(*(self.digits(str(v)) for v in values))

    def digits(self, text: str) -> str:
        """A text in the digits of the language."""
        return text.translate(_DIGITS) if self.lang == "ar" else text

    def day(self, iso: str) -> str:
        """A day (ISO) as it is written."""
        year, month, day = iso.split("-")
        return self.digits(f"{int(day)} {table('brief')['say']['months'][self.lang][int(month) - 1]} {year}")

    def days(self, first: str, last: str) -> str:
        """A day, or from one to another."""
        return self.day(first) if first == last else self("span", self.day(first), self.day(last))

    def when(self, e: Event) -> str:
        """The days of an event: of what lasts a span, of what does not one of them; and whether a text names it."""
        first, last = e.start or "", e.end or e.start or ""
        if first == last:
            return self.day(first)
        if not e.dated:
            return self("dayless", self.day(first), self.day(last))
        lasts = e.type in table("desk")["time"]["lasting"]
        return self("span" if lasts else "between", self.day(first), self.day(last))

    def label(self, kind: str, name: str) -> str:
        """What a type, a grade and so on is called."""
        label: str = table("labels")[kind][name][self.lang]
        return label

    def name(self, english: str, names: dict[str, str]) -> str:
        """A name in the language, where both are known."""
        return names.get(english, english) if self.lang == "ar" else english

    def listed(self, parts: Iterable[str]) -> str:
        """Parts in one line."""
        return self("comma").join(parts)

    def country(self, code: str | None) -> str:
        """A country by its code."""
        return load().country_names[code][self.lang] if code in load().country_names else (code or "")

    def division(self, english: str) -> str:
        """A first-level division by its English name."""
        return next((d["ar"] for d in load().admin1 if d["en"] == english), english) if self.lang == "ar" else english


class Line(NamedTuple):
    """A sentence, with the ids of the claims that it stands on; `more` are particulars in small."""

    text: str
    claims: tuple[str, ...]
    more: str = ""


class Note(NamedTuple):
    """A claim as a footnote: where it stands, and its words."""

    claim: str
    outlet: str
    title: str
    published: str
    url: str
    words: str


class Brief(NamedTuple):
    """A brief, in words: headings with their lines; figures; what its map and charts are drawn of."""

    words: Words
    title: str
    span: str
    figures: list[tuple[str, str]]
    control: list[Line]
    operations: list[Line]
    incidents: list[tuple[str, list[Line]]]
    unsure: list[Line]
    disagreements: list[Line]
    method: str
    events: list[Event]
    notes: list[Note]


def brief(archive: Archive, since: str, until: str, countries: tuple[str, ...], lang: str) -> Brief:
    """The brief of the days from `since` to `until` (ISO, inclusive) in these countries (all, where none is given)."""
    w = Words(lang)
    filters = Filters(since=since, until=until, country=countries)
    events = list(archive.events(filters))
    claims = {id: (article, claim) for id, article, claim in archive.claims_of([id for e in events for id in e.claims])}
    told = [e for e in events if e.modality == "asserted"]
    one = countries[0] if len(countries) == 1 and countries[0] != NONE else None
    stays = [
        s for line in timelines(archive, None, one).values() for s in line if since <= s.since <= until and (not countries or s.country in countries)
    ]
    operations = archive_operations(archive, filters)
    lines = Brief(
        w, w("title", w.listed(w.country(c) for c in countries) or w("everywhere")), w.days(since, until), _figures(w, told, archive, claims),
        [_stay(w, s) for s in sorted(stays, key=lambda s: s.since)], [_operation(w, o, operations.names) for o in operations.operations],
        _by_governorate(w, told, claims), [_incident(w, e, claims) for e in events if e.modality != "asserted"],
        [_differing(w, e, claims) for e in told if e.disagreements], "", events, [],
    )  # fmt: skip
    used = dict.fromkeys(id for line in lines_of(lines) for id in line.claims)
    notes = _notes(archive, used)
    outlets = {n.outlet for n in notes}
    articles = {n.claim.rpartition(":")[0] for n in notes}
    reviewed = round(100 * _reviewed(archive, events) / len(events)) if events else 0
    return lines._replace(notes=notes, method=w("method_text", len(articles), len(outlets), __version__, reviewed))


def lines_of(b: Brief) -> list[Line]:
    """All sentences of a brief."""
    return [*b.control, *b.operations, *(line for _, lines in b.incidents for line in lines), *b.unsure, *b.disagreements]


def _figures(w: Words, told: list[Event], archive: Archive, claims: dict[str, tuple[str, Claim]]) -> list[tuple[str, str]]:
    dead = sum(e.deaths.best for e in told if e.deaths)
    hurt = sum(e.injured.best for e in told if e.injured)
    articles = {article for article, _ in claims.values()}
    rows = (
        ("events", len(told)),
        ("dead", dead),
        ("injured", hurt),
        ("differing", sum(bool(e.disagreements) for e in told)),
        ("articles", len(articles)),
        ("outlets", len({o for e in told for o in e.outlets})),
    )
    return [(w(name), w.digits(f"{n:,}".replace(",", "٬" if w.lang == "ar" else ","))) for name, n in rows]


def _stay(w: Words, s: Stay) -> Line:
    place = (s.place_ar or s.place_en) if w.lang == "ar" else s.place_en
    who = w.name(s.holder, s.names) if s.holder else w("unnamed")
    if s.state == "contested":
        text = w("contested", w.day(s.since), place, w("and").join([who, *(w.name(r, s.names) for r in s.rivals)]))
    elif s.state == "left":
        text = w("left", w.day(s.since), who, place)
    else:
        text = w("held" if s.since_known else "held_by", w.day(s.since), who, place)
    return Line(text, s.claims)


def _operation(w: Words, o: Operation, names: dict[str, str]) -> Line:
    called: Callable[[Iterable[str]], str] = lambda xs: w.listed(w.name(x, names) for x in xs)  # noqa: E731
    return Line(
        w("operation", called(o.actors), called(o.objectives), w(f"state_{o.state}")), o.claims, w.days(o.start, o.end or o.start) if o.start else ""
    )


def _by_governorate(w: Words, told: list[Event], claims: dict[str, tuple[str, Claim]]) -> list[tuple[str, list[Line]]]:
    groups: defaultdict[str, list[Event]] = defaultdict(list)
    for e in told:
        if e.admin1:
            groups[w.listed([w.division(e.admin1), *([w.country(e.country)] if e.country else [])])].append(e)
        else:
            groups[w("no_governorate", w.country(e.country)) if e.country else w("nowhere")].append(e)
    most = sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))
    return [(name, [_incident(w, e, claims) for e in sorted(its, key=lambda e: e.start or "")]) for name, its in most]


def sentence(e: Event, claims: dict[str, tuple[str, Claim]], lang: str) -> tuple[str, tuple[str, ...]]:
    """An event's own sentence, with the claims that it stands on; of one that an older program kept, that of its surest claim."""
    known = tuple(id for id in e.claims if id in claims)
    told = e.sentence_ar if lang == "ar" else e.sentence_en
    if told or not known:
        return told, known
    best = max(known, key=lambda id: (claims[id][1].modality == e.modality, claims[id][1].confidence, id))
    claim = glossed(claims[best][1])
    return (claim.gloss_ar if lang == "ar" else claim.gloss_en), (best, *(id for id in known if id != best))


def _incident(w: Words, e: Event, claims: dict[str, tuple[str, Claim]]) -> Line:
    text, ids = sentence(e, claims, w.lang)
    more = [w.when(e)] if e.start else []
    if e.modality != "asserted":
        more.append(w.label("modality", e.modality))
    for name, toll in (("deaths", e.deaths), ("injured", e.injured)):
        if toll is not None and len(toll.by) > 1:
            more.append(f"{w.label('differ', name)}: {w('reports', w.listed(w.digits(v.value) for v in toll.by))}")
    more.append(w.label("grade", e.grade))
    return Line(w.digits(text), ids, w.listed(more))


def _differing(w: Words, e: Event, claims: dict[str, tuple[str, Claim]]) -> Line:
    text, ids = sentence(e, claims, w.lang)
    told = "؛ " if w.lang == "ar" else "; "
    return Line(
        w.digits(text),
        ids,
        told.join(w("differ", w.label("differ", d.about), w.listed(_voice(w, d.about, v, e) for v in d.values)) for d in e.disagreements),
    )


def _voice(w: Words, about: str, v: Voice, e: Event) -> str:
    value = w.label(about, v.value) if about in ("type", "modality") else w.day(v.value) if about == "day" else w.name(v.value, e.names)
    return w("by", value, w.listed(_office(w, o, e) for o in v.by))


def _office(w: Words, id: str, e: Event) -> str:
    known = load().called(id)
    return (known.name_ar if w.lang == "ar" else known.name_en) if known else e.names.get(id, id.rpartition("/")[2])


def _notes(archive: Archive, ids: Iterable[str]) -> list[Note]:
    out: list[Note] = []
    docs: dict[str, tuple[str, str, str, str]] = {}
    for id, article, claim in archive.claims_of(ids):
        if article not in docs:
            doc = archive.document(article)
            its = doc.article if doc else Article(article, "")
            docs[article] = (its.outlet or its.site or article, its.title or "", its.published or "", its.url or "")
        out.append(Note(id, *docs[article], claim.evidence.text))
    return out


def _reviewed(archive: Archive, events: list[Event]) -> int:
    ids = [e.id for e in events]
    with archive.engine.connect() as connection:
        parts = [ids[n : n + 400] for n in range(0, len(ids), 400)]
        return sum(
            connection.scalar(sa.select(sa.func.count()).where(event_table.c.id.in_(part), event_table.c.reviewed == 1)) or 0 for part in parts
        )


def counted(events: Iterable[Event]) -> tuple[Counter[str], Counter[str]]:
    """(events by type, events by first day) of those told as fact."""
    told = [e for e in events if e.modality == "asserted"]
    return Counter(e.type for e in told), Counter(e.start for e in told if e.start)
