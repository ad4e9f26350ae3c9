"""A second coder on the command line: the options that `code`, `add` and `eval` share, and `marsad second`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter, validators

from ..errors import InputError
from ..say import put_line, say

if TYPE_CHECKING:
    from ..archive import Archive
    from ..model import Article, Doc
    from ..second import SecondCoder
    from ..second.agree import Merged

_Seconds = Annotated[float, Parameter(validator=validators.Number(gt=0))]


@Parameter(name="*")
@dataclass(frozen=True)
class Asked:
    """A second coder beside marsad's own (docs/second-coder.md). A server's key is read from $MARSAD_SECOND_KEY.

    Parameters
    ----------
    second
        The address of an OpenAI-compatible server (http://127.0.0.1:8080/v1), encoder:FOLDER, or plugin:NAME.
    model
        The server's name of the model.
    second_when
        Which articles it reads: relevant (may speak of a conflict), unsure (of these, those in which the first coder found nothing
        or is unsure of a claim), all.
    second_timeout
        Seconds to wait for an answer.
    second_retries
        How often a question is asked again that the server could not answer.
    second_tokens
        Stop after so many tokens, asked and written.
    second_rate
        At most so many questions a minute.
    second_prices
        What a million tokens cost, asked and written (two numbers), to have the sum told.
    second_cache
        Keep the answers in this file; by default in the user's cache folder.
    """

    second: str | None = None
    model: str | None = None
    second_when: Literal["relevant", "unsure", "all"] = "relevant"
    second_timeout: _Seconds = 120.0
    second_retries: Annotated[int, Parameter(validator=validators.Number(gte=0, lte=20))] = 3
    second_tokens: Annotated[int | None, Parameter(validator=validators.Number(gt=0))] = None
    second_rate: Annotated[float | None, Parameter(validator=validators.Number(gt=0))] = None
    second_prices: tuple[float, float] | None = None
    second_cache: str | None = None


NONE = Asked()


def coder_of(asked: Asked) -> SecondCoder | None:
    """The second coder that is asked for; None where none is. Raises `InputError` where it cannot be had."""
    if asked.second is None:
        if asked.model is not None:
            raise InputError("--model names the model of a second coder; give its server with --second.")
        return None
    from ..second import Options, made

    return made(
        Options(
            asked.second,
            asked.model,
            asked.second_timeout,
            asked.second_retries,
            asked.second_tokens,
            asked.second_rate,
            asked.second_prices,
            os.environ.get("MARSAD_SECOND_KEY"),
            asked.second_cache,
        )
    )


class Beside:
    """Gives documents what a second coder makes of them. Where it cannot go on, the first coder's work goes on without it."""

    def __init__(self, asked: Asked):
        from ..lexicon import load

        self.coder, self._lexicon = coder_of(asked), load()
        self.when: Literal["relevant", "unsure", "all"] = asked.second_when
        self.stopped: str | None = None

    def doc(self, article: Article, doc: Doc) -> Doc:
        """The document with the second coder's claims, where it is to have them."""
        import msgspec

        from ..second import wanted

        if self.coder is None or self.stopped or not wanted(article, doc, self.when, self._lexicon):
            return doc
        try:
            made = self.coder.code(article)
        except InputError as error:
            self.stopped = str(error)
            say(f"the second coder stops here, the first goes on: {error}")
            return doc
        if made.fault:
            say(f"second coder, {article.id}: {made.fault}")
        return msgspec.structs.replace(doc, second=(*doc.second, made))

    def close(self) -> bool:
        """Tell what was asked and spent. Returns whether the second coder came to its end."""
        if self.coder is not None:
            account = getattr(self.coder, "account", None)
            if account is not None:
                say(f"second coder: {account()}")
            self.coder.close()
        return self.stopped is None


def code_archive(archive: Archive, asked: Asked) -> bool:
    """Have the second coder read what it has not read in an archive; each answer is kept as it comes. Returns whether it came to
    its end."""
    from ..archive.second import put, without
    from ..archive.store import article_of

    beside = Beside(asked)
    try:
        for doc in without(archive, beside.coder.by) if beside.coder is not None else ():
            made = beside.doc(article_of(doc), doc)
            if beside.stopped:
                break
            if made is not doc:
                put(archive, doc.id, made.second[-1])
    finally:
        done = beside.close()
    return done


second = App(name="second", help="A second coder's claims in an archive: have them made, held against the first coder's, and shown beside them.")


@second.command
def run(*, db: str | None = None, asked: Asked = NONE) -> int:
    """Have a second coder read the articles of an archive that it has not read. Stopped, it goes on where it was.

    Parameters
    ----------
    db
        The archive.
    """
    from ..archive import open_archive
    from .intake import address

    if asked.second is None:
        raise InputError("no second coder is named; give --second and --model.")
    with open_archive(address(db), make=False) as archive:
        return 0 if code_archive(archive, asked) else 1


@second.command
def agreement(
    *, db: str | None = None, by: str | None = None, format: Annotated[Literal["table", "json"], Parameter(name=["--format", "-f"])] = "table"
) -> int:
    """How far the two coders agree, by field: the share, and Cohen's kappa, which leaves out what chance gives.

    Parameters
    ----------
    db
        The archive.
    by
        Which second coder, as its claims name it; the last where it is not given.
    format
        A table, or one JSON object.
    """
    import json

    from ..archive import open_archive
    from ..second.agree import agreement as told
    from .intake import address

    with open_archive(address(db), make=False) as archive:
        figures = told(archive.documents(), by)
    if format == "json":
        put_line(json.dumps({name: k._asdict() for name, k in figures.items()}).encode())
    else:
        print(f"{'':28}{'share':>8}{'kappa':>8}{'units':>8}")
        for name, k in figures.items():
            print(f"{name:28}{k.share:8.2f}{'–' if k.kappa is None else f'{k.kappa:.2f}':>8}{k.n:8}")
    return 0 if any(k.n for k in figures.values()) else 1


@second.command
def merged(
    *,
    db: str | None = None,
    by: str | None = None,
    found_by: Literal["both", "first", "second"] | None = None,
    format: Annotated[Literal["table", "jsonl"], Parameter(name=["--format", "-f"])] = "table",
) -> int:
    """The claims of both coders side by side: what both found and where they differ, what only one did.

    Parameters
    ----------
    db
        The archive.
    by
        Which second coder, as its claims name it; the last where it is not given.
    found_by
        Only what both found, only what the first alone did, or the second.
    format
        A table, or one JSON object a line.
    """
    from ..archive import open_archive
    from ..second.agree import merged as rows_of
    from .intake import address

    with open_archive(address(db), make=False) as archive:
        rows = [r for doc in archive.documents() if doc.second for r in rows_of(doc, by) if found_by in (None, r.found_by)]
    _show(rows, format)
    return 0 if rows else 1


def _show(rows: Iterable[Merged], format: str) -> None:
    import msgspec

    from ..say import plain

    for row in rows:
        if format == "jsonl":
            put_line(
                msgspec.json.encode(
                    {"article": row.article, "found_by": row.found_by, "differ": row.differ, "first": row.first, "second": row.second}
                )
            )
        else:
            c = row.claim
            differ = f"  [differ: {', '.join(row.differ)}]" if row.differ else ""
            print(plain(f"{row.found_by:7}{row.article:18}{c.type:16}{c.trigger.text:24}{c.gloss_en}{differ}"))


def register(app: App) -> None:
    """Add these commands to the command line."""
    app.command(second)
