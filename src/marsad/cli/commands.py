"""The command line: one function a command."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from .. import __version__
from ..errors import InputError, MarsadError
from ..say import say
from ..scale.budget import SECONDS, within
from . import archive, care, exchange, lexicon, second, serve, train
from .intake import AS_IT_COMES, SAMPLES, Budget, Jobs, Reading, Sink, articles, summary
from .second import NONE, Asked, Beside

if TYPE_CHECKING:
    from ..model import Article, Doc
    from ..read.items import Original

app = App(name="marsad", version=__version__, help="Reads Arabic news and turns it into conflict claims with their evidence.")

for family in (archive, care, exchange, lexicon, second, serve, train):
    family.register(app)


@app.command
def code(
    *paths: str,
    format: Annotated[Literal["table", "jsonl"], Parameter(name=["--format", "-f"])] = "table",
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    report: Path | None = None,
    samples: Annotated[bool, Parameter(negative="")] = False,
    jobs: Jobs = 1,
    budget: Budget = SECONDS,
    precision: Literal["low", "normal", "high"] = "normal",
    reading: Reading = AS_IT_COMES,
    second: Asked = NONE,
) -> int:
    """Code articles: pages, texts, folders, tables, feeds, web archives, Telegram exports, or - for standard input.

    Parameters
    ----------
    paths
        What to read; its kind is told by its bytes.
    format
        A readable table, or one JSON object a line (for collections of any size).
    output
        Write there instead of to the terminal.
    report
        Also write an HTML report with the evidence highlighted and a map.
    samples
        Code the sample articles that ship with marsad.
    jobs
        On so many processes; what comes out keeps its order.
    budget
        Seconds of a core's time that an article may take: one that takes more is named and passed over.
    precision
        high: only the claims that are most probably right, some of many; low: those too that are hardly ever right as a whole
        (docs/quality.md says how many of how many).
    """

    from ..coder import BY_PRECISION
    from ..lexicon.ready import ready
    from ..read import Tally
    from ..scale.pool import Fault, coded

    if samples:
        paths = (*paths, SAMPLES)
    docs: list[Doc] = []
    tally = Tally()
    keep = report is not None or format == "table"
    sink = Sink(output) if format == "jsonl" else None
    ready()
    beside = Beside(second)
    try:
        for made in coded(articles(paths, reading, tally), BY_PRECISION[precision], jobs, budget):
            if isinstance(made, Fault):
                tally.failed(made.article.id, made.reason)
                continue
            line = made.line
            if keep or beside.coder is not None:
                doc = beside.doc(made.article, made.doc())
                line = doc.to_json() if beside.coder is not None else line
                if keep:
                    docs.append(doc)
            if sink is not None:
                sink.write(line)
    finally:
        told = beside.close()
        if sink is not None:
            sink.close(complete=sys.exc_info()[0] is None)
    if format == "table":
        from ..report import table

        table(docs, output)
    if report is not None:
        from ..report import write_html

        write_html(docs, report)
        print(f"marsad: wrote {report}", file=sys.stderr)
    summary(tally)
    return 0 if tally.read and told else 1


@app.command
def explain(*paths: str, reading: Reading = AS_IT_COMES) -> int:
    """Show, sentence by sentence, what the coder saw in an article and which rule made or blocked each claim.

    Parameters
    ----------
    paths
        What to read, as for `marsad code`.
    """
    from ..coder import trace_article
    from ..read import Tally
    from ..read.items import reason_of
    from ..report import explanation

    tally = Tally()
    for article in articles(paths, reading, tally):
        try:
            trace = trace_article(article)
        except Exception as error:
            tally.failed(article.id, reason_of(error))
            continue
        explanation(trace)
    summary(tally)
    return 0 if tally.read else 1


@app.command
def watch(
    *feeds: str,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    db: str | None = None,
    copies: bool = True,
    every: float = 15,
    once: Annotated[bool, Parameter(negative="")] = False,
    state: Path | None = None,
    allow_private: Annotated[bool, Parameter(negative="")] = False,
    budget: Budget = SECONDS,
) -> int:
    """Read feeds and sitemaps on a schedule and code each new article, until it is told to stop (Ctrl-C).

    Parameters
    ----------
    feeds
        Addresses of RSS, Atom or JSON feeds and sitemaps, or OPML files that list them.
    output
        Append the coded articles to this file, one JSON object a line; without it they go to standard output.
    db
        Keep the articles in this archive instead, with the events that their claims make.
    copies
        With --db: keep each page as it was read, packed, with its SHA-256, address and time.
    every
        Minutes between two looks at a feed.
    once
        Look once and end.
    state
        Where to remember what was seen; by default in the user's data folder.
    allow_private
        Fetch from addresses of private networks too (localhost, 10.0.0.1), which a feed of the web has no business to name.
    budget
        Seconds of a core's time that an article may take: one that takes more is named and passed over.
    """
    import signal

    from ..archive import open_archive
    from ..coder import code_article
    from ..folders import data_folder
    from ..lexicon.ready import ready
    from ..read.fetch import Fetcher
    from ..watch import Watcher, feeds_of
    from .intake import appending

    if db is not None and output is not None:
        raise InputError("--db keeps the articles in an archive, --output writes them to a file; give one of them.")
    urls = feeds_of(feeds)
    ready()
    originals: dict[str, Original] | None = {} if db is not None and copies else None

    def take(article: Article) -> None:
        with within(budget):
            doc = code_article(article)
        if into is None:
            write(doc)
        else:
            into.add([article], lambda _: doc, originals=originals)

    with Fetcher(allow_private=allow_private) as fetcher, open_archive(db) if db else nullcontext() as into, appending(output) as write:
        where = state or data_folder() / "watch.db"
        watcher = Watcher(urls, where, fetcher, every * 60, take, originals)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: watcher.stop.set())
        done = watcher.run(once)
        watcher.close()
    if watcher.stop.is_set():
        print(f"marsad: stopped; {done.new} new and {done.changed} changed article(s) in all", file=sys.stderr)
    return 1 if done.feeds and done.failed == done.feeds else 0


@app.command
def setup(force: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Build the index of places and words that marsad keeps in the user's cache folder.

    Parameters
    ----------
    force
        Build it anew even if it is there.
    """
    from ..lexicon import setup as build

    path, built = build(force)
    print(f"marsad: {'built' if built else 'found'} the index {path} ({path.stat().st_size / 1e6:.1f} MB)")
    return 0


@app.command(name="eval")
def evaluate(
    gold: Path,
    coded: Path | None = None,
    compare: Annotated[tuple[Path, Path] | None, Parameter(consume_multiple=True)] = None,
    misses: int = 20,
    json: Annotated[bool, Parameter(negative="")] = False,
    second: Asked = NONE,
) -> int:
    """Score the coder on your own gold: figures, figures by type, and what was missed or coded in excess.

    Parameters
    ----------
    gold
        Annotated articles, one JSON object a line (docs/evaluate.md describes the format).
    coded
        What `marsad code --format jsonl` wrote for them; without it they are coded now.
    compare
        Two such files: show the figures of both and which claims only one of them has.
    misses
        How many misses to list.
    json
        Print the figures as one JSON object.
    """
    from ..report.scores import print_comparison, print_scores, read_coded, read_gold, scores_json

    articles = read_gold(gold)
    if compare is not None:
        print_comparison(articles, *(read_coded(path, articles) for path in compare))
        return 0
    if second.second is not None:
        from ..second.scoring import claims_of

        claims = claims_of(articles, Beside(second))
    elif coded is not None:
        claims = read_coded(coded, articles)
    else:
        from ..coder import code_article
        from ..read import article_from_text

        claims = {
            a["id"]: code_article(article_from_text(a["text"], id=a["id"], title=a.get("title"), published=a.get("published"))).to_dicts()["claims"]
            for a in articles
        }
    scores_json(articles, claims) if json else print_scores(articles, claims, misses)
    return 0


gazetteer = App(
    name="gazetteer", help="Add places (GeoNames, Who's On First, OCHA's tables, any CSV, one by one), fetch, list, take away; list ambiguous names."
)
app.command(gazetteer)


@gazetteer.command(name="add")
def gazetteer_add(
    file: Path | None = None,
    alternates: Path | None = None,
    *,
    name: str | None = None,
    country: str | None = None,
    place: str | None = None,
    en: str | None = None,
    lat: float | None = None,
    lon: float | None = None,
    admin1: str | None = None,
    recode: str | None = None,
) -> int:
    """Add places that have an Arabic name: a file or folder of them, or one with --place.

    Parameters
    ----------
    file
        A GeoNames dump (SY.txt), a Who's On First repository's folder or SQLite file, a COD-AB table or any CSV or XLSX with names and coordinates.
    alternates
        GeoNames' alternate names file, for Arabic names that the dump's own column lacks.
    name
        What the source is kept under; its file's name where it is not given.
    country
        ISO code of two letters: of the one place, or of a table that has no column for it.
    place
        The Arabic name of one place, with --lat and --lon.
    en
        Its English name.
    lat
        Degrees north.
    lon
        Degrees east.
    admin1
        English name of the first-level division; without it that of the nearest town.
    recode
        The archive to code again with the new places.
    """
    from ..gazetteer import added

    if (file is None) == (place is None):
        raise InputError("give either a file of places or one place with --place, --lat, --lon and --country.")
    if place is not None:
        kept = added.add_place(added.one(place, en, lat, lon, country, admin1))
        print(f"marsad: {place} is kept with {kept - 1} other place(s) added one by one")
    else:
        assert file is not None
        done = added.add(file, alternates, country, name)
        passed = f", {done.broken} line(s) not of the format passed over" if done.broken else ""
        print(f"marsad: {done.kept} place(s) kept as {done.name}{passed}")
    return _with_new_places(recode)


@gazetteer.command(name="fetch")
def gazetteer_fetch(*countries: str, host: str | None = None, recode: str | None = None) -> int:
    """Download GeoNames' files of countries and add them. A download that broke off goes on where it was.

    Parameters
    ----------
    countries
        ISO codes of two letters: SY IQ YE.
    host
        A mirror of GeoNames' export folder.
    recode
        The archive to code again with the new places.
    """
    from ..gazetteer import added, download

    def progress(name: str, had: int, total: int | None) -> None:
        if sys.stderr.isatty():
            print(
                f"marsad: {name} {had / 1e6:.1f} of {total / 1e6:.1f} MB" if total else f"marsad: {name} {had / 1e6:.1f} MB",
                end="\r",
                file=sys.stderr,
            )

    if not countries:
        raise InputError("name the countries by their codes: marsad gazetteer fetch SY IQ.")
    for code in countries:
        dump, alternates = download.fetch(code.upper(), host or download.HOST, progress)
        done = added.add(dump, alternates, name=code.upper())
        print(f"marsad: {done.kept} place(s) kept as {done.name}")
    return _with_new_places(recode)


def _with_new_places(recode: str | None) -> int:
    """Build the index anew and code an archive again with it, or say how."""
    from ..lexicon import setup as build

    path, _ = build()
    print(f"marsad: built the index {path} ({path.stat().st_size / 1e6:.1f} MB)")
    if recode is None:
        print("marsad: archives keep the places that they have until they are coded again: marsad recode --db ARCHIVE (or --recode ARCHIVE here)")
        return 0
    from .archive import recode as again

    return again(db=recode)


@gazetteer.command(name="list")
def gazetteer_list() -> int:
    """List what was added."""
    from ..gazetteer.added import added_files, load_added

    for path, rows in zip(added_files(), load_added(), strict=True):
        print(f"{path.stem}\t{len(rows)} places\t{sum(bool(r.level) for r in rows)} of them divisions")
    return 0


@gazetteer.command(name="remove")
def gazetteer_remove(name: str) -> int:
    """Take away what was added under a name that `marsad gazetteer list` shows."""
    from ..gazetteer.added import remove

    if not remove(name):
        print(f"marsad: nothing was added as {name}; `marsad gazetteer list` shows the names.", file=sys.stderr)
        return 1
    return 0


@gazetteer.command(name="collisions")
def gazetteer_collisions() -> int:
    """List the place names that are ordinary words too, most frequent first: word, uses per million, what the text must show."""
    from ..lexicon import load

    lexicon = load()
    names = [key for key in lexicon.gazetteer.weak if " " not in key]
    for key in sorted(names, key=lambda k: (-lexicon.frequency(k), k)):
        needs = "a word that types it" if key in lexicon.gazetteer.faint else "a preposition of place or a word that types it"
        print(f"{key}\t{lexicon.frequency(key) * 1e6:.1f}\t{needs}\t" + "; ".join(sorted({p.name_en for p in lexicon.gazetteer.find(key)})[:4]))
    return 0


@app.command
def schema() -> int:
    """Print the JSON Schema of one output line."""
    import json

    from ..model import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0


def main() -> None:
    """The entry point: an error that marsad raises on purpose is one line and exit code 2."""
    try:
        # The parser takes a lone - for an option; the reader knows standard input by both names.
        sys.exit(app(["/dev/stdin" if arg == "-" else arg for arg in lexicon.chosen(sys.argv[1:])], result_action="return_value"))
    except MarsadError as error:
        say(str(error))
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output went away: nothing to say
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        what = error.filename2 or error.filename
        say(f"{f'{what}: ' if what else ''}{error.strerror or error}; check the path and the disk.")
        sys.exit(2)
    except KeyboardInterrupt:
        print("marsad: interrupted", file=sys.stderr)
        sys.exit(130)
