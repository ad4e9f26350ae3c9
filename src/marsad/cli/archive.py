"""The commands that work on an archive: add, status, find, event, recode, control, operations, export."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import field, make_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter, validators

from ..archive.filters import SEVERAL, Filters, asked_fields, bare
from ..errors import InputError
from ..say import put_line, say
from ..scale.budget import SECONDS
from . import second as second_cli
from .intake import AS_IT_COMES, SAMPLES, Budget, Db, Jobs, Reading, address, articles, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..archive import Added
    from ..events.event import Event
    from ..read.items import Original


def _make_asked() -> Any:
    """The filters of the archive as options of the command line, each with its line of help."""
    options = [
        (
            name,
            Annotated[bare(kind), Parameter(help=help, consume_multiple=False, negative_iterable="")],
            field(default=() if name in SEVERAL else None),
        )
        for name, kind, help in asked_fields()
        if name != "query"
    ]
    made = make_dataclass("Asked", options, frozen=True)
    made.__module__ = __name__  # the parser takes classes of `types`, where this one is made, for simple values
    return Parameter(name="*")(made)


if TYPE_CHECKING:

    class Asked:
        """The filters, as `_make_asked` makes them."""
else:
    Asked = _make_asked()
ALL = Asked()


def filters_of(asked: Any, query: str | None = None, limit: int | None = None) -> Filters:
    """What was asked on the command line, as the archive takes it. Raises `InputError` for a day that is none."""
    told: dict[str, Any] = {**asked.__dict__, "since": _day(asked.since), "until": _day(asked.until)}
    return Filters(query=query or None, limit=limit, **told)


def add(
    *paths: str,
    db: Db = None,
    samples: Annotated[bool, Parameter(negative="")] = False,
    jobs: Jobs = 1,
    budget: Budget = SECONDS,
    precision: Literal["low", "normal", "high"] = "normal",
    reading: Reading = AS_IT_COMES,
    copies: bool = True,
    second: second_cli.Asked = second_cli.NONE,
) -> int:
    """Code articles and keep them in an archive, with the events that their claims make.

    Parameters
    ----------
    paths
        What to read, as for `marsad code`; Parquet that marsad wrote on Spark is taken as it was coded there. What is in the
        archive already, word for word, is passed over.
    db
        The archive: a file (marsad.db), or a postgresql:// address; $MARSAD_DB where it is not given.
    samples
        Add the sample articles that ship with marsad.
    jobs
        Code on so many processes while this one stores.
    budget
        Seconds of a core's time that an article may take: one that takes more is named and passed over.
    precision
        high: only the claims that are most probably right; low: those too that hardly ever are (docs/quality.md).
    copies
        Keep the page, file or post of each article as it was read, packed, with its SHA-256, address and time (rows of tables have none).
    """
    from ..archive import Added, open_archive
    from ..coder import BY_PRECISION
    from ..lexicon.ready import ready
    from ..read import Item, Tally
    from ..scale.written import written_articles, written_files

    if samples:
        paths = (*paths, SAMPLES)
    written = {path: files for path in paths if (files := written_files(path))}
    others = [path for path in paths if path not in written]
    tally, done = Tally(), Added()
    originals: dict[str, Original] | None = {} if copies else None
    coming = articles(others, reading, tally, originals) if others or reading.url or not written else None
    with open_archive(address(db, must_exist=False)) as archive:
        ready()
        if written:
            coded = written_articles([f for files in written.values() for f in files], lambda where, reason: tally.add(Item(where, None, reason)))
            done = archive.take(coded, _count if sys.stderr.isatty() else None)
            tally.read += sum(done)
        if coming is not None:
            done = done.plus(
                archive.add(
                    coming,
                    BY_PRECISION[precision],
                    jobs=jobs,
                    budget=budget,
                    on_fault=lambda f: tally.failed(f.article.id, f.reason),
                    originals=originals,
                )
            )
        told = second.second is None or second_cli.code_archive(archive, second)
    print(f"marsad: {done.new} new article(s), {done.changed} changed, {done.same} as they were", file=sys.stderr)
    if tally.skipped or tally.passed:
        summary(tally)
    return 0 if tally.read and told else 1


def _count(done: Added) -> None:
    print(f"marsad: {sum(done):,} article(s)", end="\r", file=sys.stderr)


def status(*, db: Db = None) -> int:
    """Say what is in an archive.

    Parameters
    ----------
    db
        The archive.
    """
    from ..archive import open_archive

    with open_archive(address(db), make=False) as archive:
        s = archive.status()
    print(f"{s['article']} articles of {s['outlets']} outlets in {s['revision']} revisions, {s['first'] or '–'} to {s['last'] or '–'}")
    print(f"{s['claim']} claims, {s['event']} events: " + ", ".join(f"{n} {g}" for g, n in sorted(s["grades"].items())))
    print(f"{s['decision']} human decisions")
    for program, lexicon, n in s["made_by"]:
        print(f"{n} claims by marsad {program}, lexicon {lexicon}")
    return 0


def find(
    query: str = "",
    *,
    db: Db = None,
    kind: Literal["events", "claims", "articles"] = "events",
    asked: Asked = ALL,
    limit: Annotated[int, Parameter(validator=validators.Number(gte=1))] = 50,
    format: Annotated[Literal["table", "jsonl"], Parameter(name=["--format", "-f"])] = "table",
) -> int:
    """Search an archive: full text in Arabic, whatever the spelling, and by what events and claims are.

    Parameters
    ----------
    query
        Words that the article holds; a phrase in quotes.
    db
        The archive.
    kind
        What to show.
    limit
        At most so many.
    format
        A table, or one JSON object a line.
    """
    import msgspec

    from ..archive import open_archive
    from ..report.archive import articles_table, claims_table, events_table

    filters = filters_of(asked, query, limit)
    with open_archive(address(db), make=False) as archive:
        asks: dict[str, Callable[[Filters], Iterable[Any]]] = {"events": archive.events, "claims": archive.claims, "articles": archive.documents}
        rows = list(asks[kind](filters))
    if format == "jsonl":
        for row in rows:
            put_line(msgspec.json.encode(row))
    else:
        tables: dict[str, Callable[[list[Any]], None]] = {"events": events_table, "claims": claims_table, "articles": articles_table}
        tables[kind](rows)
    return 0 if rows else 1


def event(id: str, *, db: Db = None) -> int:
    """Show one event: its values, who says what, where the sources disagree, and why its claims are one.

    Parameters
    ----------
    id
        The event's id, as `marsad find` shows it.
    db
        The archive.
    """
    from ..archive import open_archive
    from ..archive.pins import BARE, pinned
    from ..report.archive import event_view

    with open_archive(address(db), make=False) as archive:
        found = archive.event(id)
        if found is None:
            raise InputError(f"there is no event {id}; `marsad find` shows the ids.")
        event_view(found, archive.claims_of(found.claims), pinned(archive, [found.id]).get(found.id, BARE))
    return 0


def recode(*, db: Db = None, budget: Budget = SECONDS) -> int:
    """Code again what an older program or lexicon coded. What people decided stands.

    Parameters
    ----------
    db
        The archive.
    budget
        Seconds of a core's time that an article may take: one that takes more is named and stays as it was.
    """
    from ..archive import open_archive
    from ..coder import code_article

    with open_archive(address(db), make=False) as archive:
        done = archive.recode(
            code_article,
            lambda n: print(f"marsad: {n} re-coded", end="\r", file=sys.stderr) if sys.stderr.isatty() else None,
            lambda fault: say(f"skipped {fault.article.id}: {fault.reason}"),
            budget=budget,
        )
    print(f"marsad: {done} article(s) coded again", file=sys.stderr)
    return 0


def control(
    *,
    db: Db = None,
    on: str | None = None,
    place: str | None = None,
    country: str | None = None,
    format: Annotated[Literal["table", "jsonl"], Parameter(name=["--format", "-f"])] = "table",
) -> int:
    """Who holds which place on a day, by whose word.

    Parameters
    ----------
    db
        The archive.
    on
        The day (YYYY-MM-DD); today where it is not given.
    place
        Only places whose name, in either language, holds this; shows all their stays.
    country
        Only places of this country (two letters).
    format
        A table, or one JSON object a line.
    """
    import msgspec

    from ..archive import open_archive
    from ..archive.control import control_on, timelines
    from ..report.archive import stays_table

    day = _day(on) or dt.date.today().isoformat()
    with open_archive(address(db), make=False) as archive:
        stays = (
            [s for line in timelines(archive, place, country).values() for s in line]
            if place and not on
            else control_on(archive, day, place, country)
        )
    if format == "jsonl":
        for stay in stays:
            put_line(msgspec.json.encode(stay))
    else:
        stays_table(stays, None if place and not on else day)
    return 0 if stays else 1


def operations(
    *,
    db: Db = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    format: Annotated[Literal["table", "jsonl"], Parameter(name=["--format", "-f"])] = "table",
) -> int:
    """Who undertakes what towards which objective: axes, phases, state; and which operations converge on one pocket.

    Parameters
    ----------
    db
        The archive.
    country
        Only claims in this country (two letters).
    since
        Only claims of this day or later.
    until
        Only claims of this day or earlier.
    format
        Text, or one JSON object with all of them.
    """
    import msgspec

    from ..archive import open_archive
    from ..archive.control import archive_operations
    from ..report.archive import operations_view

    with open_archive(address(db), make=False) as archive:
        found = archive_operations(archive, Filters(country=tuple(country.split(",")) if country else (), since=_day(since), until=_day(until)))
    if format == "jsonl":
        put_line(msgspec.json.encode(found))
    else:
        operations_view(found)
    return 0 if found.operations else 1


def export(
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    db: Db = None,
    format: Annotated[str, Parameter(name=["--format", "-f"])] = "csv",
    kind: Literal["events", "claims"] = "events",
    changes_since: str | None = None,
    geometry: Literal["both", "points", "lines"] = "both",
    query: str | None = None,
    asked: Asked = ALL,
) -> int:
    """Write events or claims to a file, in the formats of the field's tools (docs/exchange.md). Beside it, NAME.datapackage.json
    says what each column holds, and from which versions and which question the file is made.

    Parameters
    ----------
    output
        The file.
    db
        The archive.
    format
        csv, parquet, xlsx (with its evidence), hxl, jsonld; geojson, geoparquet, gpkg, kml; the columns of acled, ucdp (GED),
        polecat (PLOVER), gdelt (CAMEO); of what reviewers decided: gold (for `marsad eval`) or proposals (for the lexicon).
    kind
        Events with their claim ids and grades, or flat claims.
    changes_since
        Only what became of events after this day or time (UTC): new, changed, or gone with the id that replaced it. Without filters.
    geometry
        Of geojson: points of events, lines of movements, or both.
    query
        Words that the article holds.
    """
    from ..archive import open_archive
    from ..export import export as write
    from ..export import export_changes
    from ..export.package import describe

    filters = filters_of(asked, query)
    if changes_since is not None and (kind != "events" or filters != Filters()):
        raise InputError("--changes-since tells what became of all events; leave --kind and the filters out.")
    with open_archive(address(db), make=False) as archive:
        if changes_since:
            count = export_changes(archive, format, changes_since, output)
        else:
            count = write(archive, format, kind, filters, output, geometry)
        describe(archive, format, kind, filters, output, count)
    print(f"marsad: {count} written to {output}", file=sys.stderr)
    return 0


def report(
    *,
    since: str,
    until: str,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    db: Db = None,
    country: Annotated[tuple[str, ...], Parameter(consume_multiple=False, negative="")] = (),
    lang: Literal["ar", "en"] = "en",
) -> int:
    """Write a brief of some days: what changed, incidents by governorate, where sources differ; each sentence with its claims.

    Parameters
    ----------
    since
        The first day (YYYY-MM-DD).
    until
        The last day.
    output
        The file: .html, or .pdf (printed by Chromium, Chrome or Edge, where one is on this machine).
    db
        The archive.
    country
        Only this country (two letters); may be given again.
    lang
        Its language: ar or en.
    """
    from ..archive import open_archive
    from ..report.brief import brief
    from ..report.brief_page import write_brief

    first, last = _day(since), _day(until)
    if not first or not last or first > last:
        raise InputError("the brief needs a first day and a last that is not before it; give --since and --until.")
    with open_archive(address(db), make=False) as archive:
        made = brief(archive, first, last, Filters(country=country).country, lang)
    write_brief(made, output)
    print(f"marsad: {len(made.events)} event(s), {len(made.notes)} claim(s) in {output}", file=sys.stderr)
    return 0 if made.notes else 1


def alert(
    *,
    db: Db = None,
    query: str | None = None,
    asked: Asked = ALL,
    view: str | None = None,
    whose: str | None = None,
    webhook: str | None = None,
    mail: str | None = None,
    page: str = "http://127.0.0.1:8000",
    lang: Literal["ar", "en"] = "en",
    state: Path | None = None,
) -> int:
    """Tell of new events of a view, each once, to a webhook or by mail; run it after `marsad add`, by hand or on a schedule.

    Parameters
    ----------
    db
        The archive.
    query
        Words that the article holds.
    view
        A view that somebody keeps in the pages under this name, instead of filters: as it is kept now, its drawn area too.
    whose
        Who keeps it, where several keep a view of that name.
    webhook
        An address that takes JSON by POST.
    mail
        Whom to write to, by the server of $MARSAD_SMTP (smtp://user:password@host:port) from $MARSAD_MAIL_FROM.
    page
        Where `marsad serve` stands, for the links.
    lang
        The language of mails.
    state
        Where to remember what was told; by default in the user's data folder. What is there the first time is no news.
    """
    from ..alerts import Mail, Webhook
    from ..alerts import alert as tell
    from ..archive import open_archive
    from ..archive.saved import named
    from ..folders import data_folder

    sends: list[Callable[[list[Event]], None]] = [*([Webhook(webhook, page)] if webhook else []), *([Mail(mail, page, lang)] if mail else [])]
    if not sends:
        raise InputError("say whom to tell: give --webhook or --mail.")
    filters = filters_of(asked, query)
    if view is not None and filters != Filters():
        raise InputError("--view has its own filters; leave the others out.")
    with open_archive(address(db), make=False) as archive:
        if view is not None:
            filters = named(archive, view, whose)
        count = tell(archive, filters, state or data_folder() / "alerts.db", sends)
    print(f"marsad: {count} new event(s) told", file=sys.stderr)
    return 0


def _day(value: str | None) -> str | None:
    from ..read.article import check_date

    return check_date(value) if value else None


def register(app: App) -> None:
    """Add these commands to the command line."""
    for command in (add, status, find, event, recode, control, operations, export, report, alert):
        app.command(command)
