"""What a researcher's script calls (docs/python.md): reading, coding, explaining, and an archive as tables."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .errors import InputError

if TYPE_CHECKING:  # `import marsad` costs nothing until something is asked of it
    from .archive import Added, Archive, Filters
    from .events import Event
    from .model import Article, Claim, Doc
    from .read import Item
    from .tabular import Kind

Precision = Literal["low", "normal", "high"]


def code(text: str, *, published: str | None = None, title: str | None = None, url: str | None = None) -> Doc:
    """Code one article's text and return its `marsad.model.Doc`.

    `published` is an ISO date, used to work out relative dates; without it they stay open.
    Raises `marsad.errors.InputError` for a malformed date or a text without Arabic.
    """
    from .coder import code_article
    from .read import article_from_text

    return code_article(article_from_text(text, published=published, title=title, url=url))


def code_many(
    many: Iterable[Article | str], *, published: str | None = None, jobs: int = 1, budget: float | None = None, precision: Precision = "normal"
) -> Iterator[Doc]:
    """Code articles (of `articles`, or texts published on the day `published`) one after the other, in their order, on `jobs` processes.

    What cannot be coded, or takes more than `budget` seconds (five, where none is given), is warned of and passed over. Raises
    `InputError` for a precision or a number of jobs that is none, at once, and for a malformed date.
    """
    if precision not in ("low", "normal", "high"):
        raise InputError(f"'{precision}' is no precision; give low, normal or high.")
    if jobs < 1:
        raise InputError(f"{jobs} is no number of processes; give 1 or more.")
    return _coded(many, published, jobs, budget, precision)


def _coded(many: Iterable[Article | str], published: str | None, jobs: int, budget: float | None, precision: Precision) -> Iterator[Doc]:
    from .coder import BY_PRECISION
    from .read.article import check_date
    from .scale.budget import SECONDS
    from .scale.pool import Fault, coded

    day = check_date(published) if published else None
    for made in coded(_articles(many, day), BY_PRECISION[precision], jobs, budget or SECONDS):
        if isinstance(made, Fault):
            warnings.warn(f"skipped {made.article.id}: {made.reason}", stacklevel=2)
        else:
            yield made.doc()


def _articles(given: Iterable[Article | str], day: str | None) -> Iterator[Article]:
    from .read import article_from_text

    for n, one in enumerate(given):
        if not isinstance(one, str):
            yield one
            continue
        try:
            yield article_from_text(one, published=day)
        except InputError as error:
            warnings.warn(f"skipped text {n}: {error}", stacklevel=2)


def articles(*paths: str | Path, published: str | None = None, kind: str | None = None) -> Iterator[Article]:
    """The articles of files, folders and addresses (http://…), whatever they hold (docs/reading.md), copies linked.

    `published` serves where an article has no date of its own; `kind` overrules what the bytes tell (text, html, jsonl, csv, warc …).
    What is skipped is warned of. Raises `InputError` at once for a path that is not there, a kind or a date that is none.
    """
    from .read import linked, read_paths

    addresses = [str(p) for p in paths if "://" in str(p)]
    files = read_paths([str(p) for p in paths if "://" not in str(p)], published, kind=kind)
    return _told(linked(_items(files, addresses, published)))


def _items(files: Iterator[Item], addresses: list[str], published: str | None) -> Iterator[Item]:
    yield from files
    if addresses:
        from .read.fetch import Fetcher, fetched_items

        with Fetcher() as fetcher:
            yield from fetched_items(addresses, fetcher, published)


def _told(items: Iterable[Item]) -> Iterator[Article]:
    for item in items:
        if item.article is not None:
            yield item.article
        elif not item.passed:
            warnings.warn(f"skipped {item.where}: {item.reason}", stacklevel=2)


def frame(docs: Iterable[Doc], to: Kind | None = None) -> Any:
    """The claims of coded articles as one table, a row a claim (the columns of `Doc.rows`), in the order of the articles.

    `to` is pandas, polars, pyarrow or rows, as `marsad.tabular.table_of` takes it, which says what is raised.
    """
    from .tabular import table_of

    return table_of([row for doc in docs for row in doc.rows()], to)


def explain(text: str | Article, *, published: str | None = None, lang: Literal["en", "ar"] = "en") -> str:
    """What decided each claim of an article, and what was turned down and why, as `marsad explain` prints it.

    Raises `InputError` as `code` does.
    """
    import io

    from .coder import trace_article
    from .read import article_from_text
    from .report import explanation
    from .report.terminal import console

    article = article_from_text(text, published=published) if isinstance(text, str) else text
    out = io.StringIO()
    explanation(trace_article(article), console(out), lang)
    return out.getvalue()


def open_archive(address: str | Path = "marsad.db", *, make: bool = True) -> Tables:
    """An archive (a file, or a postgresql:// address) whose answers are tables. `make`: where there is none, make an empty one.

    Raises `InputError` where there is none and none is to be made, or what is there is no archive of marsad.
    """
    from .archive import open_archive

    return Tables(open_archive(str(address), make))


class Tables:
    """An open archive, asked for tables. Filters are those of `marsad find` with their names (docs/archive.md): `type="capture"`,
    `country="SD"`, `since="2025-01-01"` …; several values of one as a tuple. An unknown or malformed one raises `InputError`.

    Tables are those of `marsad.tabular.table_of`: `to` says of which library. `archive` is the store itself.
    """

    def __init__(self, archive: Archive):
        self.archive = archive

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the archive."""
        self.archive.close()

    def add(self, articles: Iterable[Article], *, jobs: int = 1) -> Added:
        """Code articles, keep them, and make their claims into events. Returns how many were new, changed and as they were."""
        from .coder import code_article

        return self.archive.add(
            articles, code_article, jobs=jobs, on_fault=lambda f: warnings.warn(f"skipped {f.article.id}: {f.reason}", stacklevel=2)
        )

    def find(self, query: str | None = None, **filters: Any) -> list[Event]:
        """The events of articles that hold these words (Arabic, whatever the spelling), and that the filters keep."""
        return list(self.archive.events(_filters(query=query, **filters)))

    def events(self, *, to: Kind | None = None, **filters: Any) -> Any:
        """A row an event, in the columns of `marsad export`."""
        from .archive.pins import pinned, row_of
        from .export.rows import event_row
        from .tabular import table_of

        pins = pinned(self.archive)
        return table_of([event_row(e) | row_of(pins, e.id) for e in self.archive.events(_filters(**filters))], to)

    def claims(self, *, to: Kind | None = None, **filters: Any) -> Any:
        """A row a claim, in the columns of `marsad export --kind claims`."""
        from .export.rows import claim_row
        from .tabular import table_of

        found: Iterable[tuple[str, str, Claim]] = self.archive.claims(_filters(**filters))
        return table_of([claim_row(*one) for one in found], to)

    def ledger(self, *, on: str | None = None, place: str | None = None, country: str | None = None, to: Kind | None = None) -> Any:
        """Who holds which place: on a day (ISO), or all stays of all days. Lists stay lists in their cells."""
        import msgspec

        from .archive.control import control_on, timelines
        from .read.article import check_date
        from .tabular import table_of

        stays = (
            control_on(self.archive, check_date(on), place, country)
            if on
            else [s for line in timelines(self.archive, place, country).values() for s in line]
        )
        return table_of([msgspec.to_builtins(s) for s in stays], to)

    def operations(self, *, to: Kind | None = None, **filters: Any) -> Any:
        """A row an operation: side, objectives, opponents, state, days. Lists stay lists in their cells."""
        import msgspec

        from .archive.control import archive_operations
        from .tabular import table_of

        return table_of([msgspec.to_builtins(o) for o in archive_operations(self.archive, _filters(**filters)).operations], to)

    def export(self, path: str | Path, format: str = "csv", *, kind: Literal["events", "claims"] = "events", **filters: Any) -> int:
        """Write a file as `marsad export` does; returns how many rows or features. Raises `InputError` for what a format cannot hold."""
        from .export import export

        return export(self.archive, format, kind, _filters(**filters), Path(path))


def _filters(**asked: Any) -> Filters:
    import msgspec

    from .archive import Filters

    names = Filters.__struct_fields__
    if unknown := sorted(set(asked) - set(names)):
        raise InputError(f"there is no filter {unknown[0]}; give some of {', '.join(names)}.")
    try:  # the constructor sees to several values, the conversion to types and bounds
        return msgspec.convert(msgspec.to_builtins(Filters(**asked)), Filters)
    except msgspec.ValidationError as error:
        raise InputError(f"a filter has a value that it cannot have: {error}.") from None
