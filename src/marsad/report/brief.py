"""A brief of some days: what changed, incidents by governorate, disagreements; every sentence with the claims that it stands on.

Nothing is written that no claim tells: sentences are those of the claims themselves (`gloss_en`, `gloss_ar`), or name what the
ledger, the operations and the events hold.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
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
from ..telling import Name
from ..telling.things import actor

_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LATIN = re.compile("[A-Za-z]")
_STEPS = 31  # bars of time that a page has room for


class Words:
    """The words of a brief in a language, "en" or "ar", with its digits."""

    def __init__(self, lang: str):
        self.lang = lang

    def __call__(self, what: str, *values: object) -> str:
        pattern: str = table("brief")["say"][what][self.lang]
        # Texts have their digits already, or are names that keep theirs.
        return pattern.format(*(v if isinstance(v, str) else self.digits(str(v)) for v in values))

    def digits(self, text: str) -> str:
        """A text in the digits of the language."""
        return text.translate(_DIGITS) if self.lang == "ar" else text

    def day(self, iso: str) -> str:
        """A day (ISO) as it is written."""
        year, month, day = iso.split("-")
        return self.digits(f"{int(day)} {table('brief')['say']['months'][self.lang][int(month) - 1]} {year}")

    def month(self, iso: str) -> str:
        """The month of a day (ISO) as it is written."""
        year, month, _ = iso.split("-")
        return self.digits(f"{table('brief')['say']['months'][self.lang][int(month) - 1]} {year}")

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
        return self.own_digits(names.get(english, english)) if self.lang == "ar" else english

    def own_digits(self, name: str) -> str:
        """A name in the digits of the language, unless it is written in Latin letters: France 24."""
        return name if _LATIN.search(name) else self.digits(name)

    def side(self, english: str, names: dict[str, str]) -> str:
        """Who holds or moves, as a sentence has it: in English with its article."""
        return actor(Name("", english, known=True)) if self.lang == "en" and english.isascii() else self.name(english, names)

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


class Source(NamedTuple):
    """An article as a footnote names it; what is not known of it is empty."""

    outlet: str
    title: str
    published: str
    url: str


class Steps(NamedTuple):
    """Events by time: what a step is ("day", "week", "month", "year"), and of each its name, its events, and those of which no text tells the day."""

    unit: str
    rows: list[tuple[str, int, int]]


class Brief(NamedTuple):
    """A brief, in words: headings with their lines; figures; what its map and charts are drawn of. `since`, `until`: its days, ISO, inclusive."""

    words: Words
    title: str
    since: str
    until: str
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
    sources = _sources(archive, {article for article, _ in claims.values()})
    lines = Brief(
        w,
        w("title", w.listed(w.country(c) for c in countries) or w("everywhere")),
        since,
        until,
        _figures(w, told, sources),
        [_stay(w, s) for s in sorted(stays, key=lambda s: s.since)],
        [_operation(w, o, operations.names) for o in operations.operations],
        _by_governorate(w, told, claims),
        [_incident(w, e, claims) for e in events if e.modality != "asserted"],
        [_differing(w, e, claims, sources) for e in told if e.disagreements],
        "",
        events,
        [],
    )
    used = dict.fromkeys(id for line in lines_of(lines) for id in line.claims)
    notes = _notes(archive, used, sources)
    outlets = {n.outlet for n in notes if n.outlet}
    articles = {n.claim.rpartition(":")[0] for n in notes}
    reviewed = round(100 * _reviewed(archive, events) / len(events)) if events else 0
    return lines._replace(notes=notes, method=w("method_text", len(articles), len(outlets), w.digits(__version__), reviewed))


def lines_of(b: Brief) -> list[Line]:
    """All sentences of a brief."""
    return [*b.control, *b.operations, *(line for _, lines in b.incidents for line in lines), *b.unsure, *b.disagreements]


def _figures(w: Words, told: list[Event], sources: dict[str, Source]) -> list[tuple[str, str]]:
    dead = [e.deaths.best for e in told if e.deaths]
    hurt = [e.injured.best for e in told if e.injured]
    rows = (
        ("events", len(told)),
        ("dead", sum(dead) if dead else None),  # where nobody tells a toll, it is not known, and is not 0
        ("injured", sum(hurt) if hurt else None),
        ("differing", sum(bool(e.disagreements) for e in told)),
        ("articles", len(sources)),
        ("outlets", len({s.outlet for s in sources.values() if s.outlet})),
    )
    return [(w(name), w("no_toll") if n is None else w.digits(f"{n:,}".replace(",", "٬" if w.lang == "ar" else ","))) for name, n in rows]


def _stay(w: Words, s: Stay) -> Line:
    place = w.own_digits((s.place_ar or s.place_en) if w.lang == "ar" else s.place_en)
    who = w.side(s.holder, s.names) if s.holder else w("unnamed")
    if s.state == "contested":
        text = w("contested", w.day(s.since), place, w("and").join([who, *(w.side(r, s.names) for r in s.rivals)]))
    elif s.state == "left":
        text = w("left", w.day(s.since), who, place)
    else:
        text = w("held" if s.since_known else "held_by", w.day(s.since), who, place)
    return Line(text, s.claims)


def _operation(w: Words, o: Operation, names: dict[str, str]) -> Line:
    actors, objectives = w.listed(w.side(a, names) for a in o.actors), w.listed(w.name(x, names) for x in o.objectives)
    text = w("operation", actors, objectives, w(f"state_{o.state}"))
    return Line(text[:1].upper() + text[1:], o.claims, w.days(o.start, o.end or o.start) if o.start else "")


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
    for name, toll in (("deaths", e.deaths), ("injured", e.injured)):
        if toll is not None and len(toll.by) > 1:
            more.append(w("reports", w.label("differ", name), w("or").join(w.digits(v.value) for v in toll.by)))
    # What is not told as fact has no corroboration to speak of.
    more.append(w.label("grade", e.grade) if e.modality == "asserted" else w.label("modality", e.modality))
    return Line(w.digits(text), ids, w.listed(more))


def _differing(w: Words, e: Event, claims: dict[str, tuple[str, Claim]], sources: dict[str, Source]) -> Line:
    text, ids = sentence(e, claims, w.lang)
    told = "؛ " if w.lang == "ar" else "; "
    return Line(
        w.digits(text),
        ids,
        told.join(w("differ", w.label("differ", d.about), w.listed(_voice(w, d.about, v, e, sources) for v in d.values)) for d in e.disagreements),
    )


def _voice(w: Words, about: str, v: Voice, e: Event, sources: dict[str, Source]) -> str:
    if about in ("type", "modality"):
        value = w.label(about, v.value)
    elif about == "day":
        value = w.day(v.value)
    else:
        value = w.own_digits(w.name(v.value, e.names))
    return w("by", value, w.listed(_office(w, o, e, sources) for o in v.by))


def _office(w: Words, id: str, e: Event, sources: dict[str, Source]) -> str:
    known = load().called(id)
    if known:
        return w.own_digits(known.name_ar if w.lang == "ar" else known.name_en)
    if id in sources:  # an article that names neither an outlet nor whose word it has
        title = w.own_digits(sources[id].title or sources[id].url or id)
        return f"«{title}»" if w.lang == "ar" else f"“{title}”"
    return w.own_digits(e.names.get(id, id.rpartition("/")[2]))


def _sources(archive: Archive, articles: Iterable[str]) -> dict[str, Source]:
    out: dict[str, Source] = {}
    for id in articles:
        doc = archive.document(id)
        its = doc.article if doc else Article(id, "")
        out[id] = Source(its.outlet or its.site or "", its.title or "", its.published or "", its.url or "")
    return out


def _notes(archive: Archive, ids: Iterable[str], sources: dict[str, Source]) -> list[Note]:
    found = list(archive.claims_of(ids))
    known = sources | _sources(archive, {article for _, article, _ in found} - set(sources))
    return [Note(id, *known[article], claim.evidence.text) for id, article, claim in found]


def _reviewed(archive: Archive, events: list[Event]) -> int:
    ids = [e.id for e in events]
    with archive.engine.connect() as connection:
        parts = [ids[n : n + 400] for n in range(0, len(ids), 400)]
        return sum(
            connection.scalar(sa.select(sa.func.count()).where(event_table.c.id.in_(part), event_table.c.reviewed == 1)) or 0 for part in parts
        )


def by_type(events: Iterable[Event]) -> Counter[str]:
    """Events by type, of those told as fact."""
    return Counter(e.type for e in events if e.modality == "asserted")


def by_time(b: Brief) -> Steps:
    """The events of a brief that are told as fact, by steps of its time, as many as a page has room for; steps without any are there too.

    What lasts stands where it begins; of what is not known to be of one step, the last day that it can be is counted.
    """
    first, last = date.fromisoformat(b.since), date.fromisoformat(b.until)
    unit = next((u for u, days in (("day", 1), ("week", 7), ("month", 30.5)) if ((last - first).days + 1) / days <= _STEPS), "year")
    starts = [first]
    while (following := _next(unit, starts[-1])) <= last:
        starts.append(following)
    told: Counter[date | None] = Counter()
    open_days: Counter[date | None] = Counter()
    for e in b.events:
        if e.modality != "asserted" or not e.start:
            continue
        begun, at = (max((s for s in starts if s <= min(date.fromisoformat(d), last)), default=None) for d in (e.start, _latest(e)))
        told[at] += 1
        open_days[at] += not e.dated or begun != at
    rows = [(_step(b.words, unit, s), told[s], open_days[s]) for s in starts]
    return Steps(unit, [(b.words("earlier"), told[None], open_days[None])] * bool(told[None]) + rows)


def _latest(e: Event) -> str:
    """The last day (ISO) that an event with a day can have begun on."""
    begins = e.dated and e.type in table("desk")["time"]["lasting"]
    return e.start or "" if begins else e.end or e.start or ""


def _next(unit: str, day: date) -> date:
    """The first day of the step after that of a day; weeks run from the first day of a brief, months and years from their own first."""
    if unit in ("day", "week"):
        return day + timedelta(1 if unit == "day" else 7)
    return date(day.year + 1, 1, 1) if unit == "year" or day.month == 12 else date(day.year, day.month + 1, 1)


def _step(w: Words, unit: str, first: date) -> str:
    if unit == "week":
        return w("week_from", w.day(first.isoformat()))
    return w.day(first.isoformat()) if unit == "day" else w.month(first.isoformat()) if unit == "month" else w.digits(str(first.year))
