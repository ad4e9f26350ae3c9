"""The commands that look after an archive: check, backup, restore, forget."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from ..errors import InputError
from .intake import address

_Db = Annotated[str | None, Parameter(name="--db")]


def check(*, db: _Db = None) -> int:
    """Look an archive over: damage to the file, rows that hang in the air, texts that are not as they were stored; versions.

    Parameters
    ----------
    db
        The archive. Nothing is written to it.
    """
    from ..archive import care, open_archive
    from ..versions import versions

    with open_archive(address(db), make=False) as archive:
        found = care.check(archive, lambda n: _progress(n, None))
    print(f"tables of version {found.tables}")
    for made, count in found.made_by:
        old = "" if made == versions() else "; `marsad recode` codes them anew"
        print(f"{count} article(s) coded by marsad {made.program}, lexicon {made.lexicon}{old}")
    for fault in found.faults:
        more = " …" if fault.rows > len(fault.ids) else ""
        print(f"{fault.what}: {fault.rows} ({', '.join(fault.ids)}{more})")
    print("nothing is wrong" if not found.faults else "put the last backup back with `marsad restore`, or add the articles again")
    return 1 if found.faults else 0


def backup(file: Path, *, db: _Db = None) -> int:
    """Write an archive as it now stands to a new file, while others read and write it. The file is an archive itself.

    Parameters
    ----------
    file
        The new file.
    db
        The archive.
    """
    from ..archive import open_archive
    from ..archive.backup import backup as write

    with open_archive(address(db), make=False) as archive:
        write(archive, file, _progress)
    print(f"marsad: wrote {file} ({file.stat().st_size / 1e6:.1f} MB)", file=sys.stderr)
    return 0


def restore(file: Path, *, db: _Db = None, replace: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Put a backup into an archive, at once or not at all.

    Parameters
    ----------
    file
        What `marsad backup` wrote.
    db
        The archive: a new one, or one that is in use.
    replace
        In place of what the archive holds. Whoever is logged in has to log in again.
    """
    from ..archive import open_archive
    from ..archive.backup import restore as put

    if not file.exists():
        raise InputError(f"there is no file {file}; name what `marsad backup` wrote.")
    with open_archive(address(db, must_exist=False)) as archive:
        count = put(file, archive, replace, _progress)
    print(f"marsad: put back {count} article(s)", file=sys.stderr)
    return 0


def forget(article: str, *, db: _Db = None, reason: str | None = None) -> int:
    """Take an article out of an archive: its text and revisions, claims, searched words, what people wrote of it.

    The log keeps that it was forgotten, when and by whom. Backups, files that were exported and the sources themselves are not
    touched: given to `marsad add` again, the article comes back.

    Parameters
    ----------
    article
        Its id, as `marsad find --kind articles` shows it.
    db
        The archive.
    reason
        Why, for the log.
    """
    from ..archive import care, open_archive
    from ..folders import cache_folder
    from ..read.page_cache import PageCache

    with open_archive(address(db), make=False) as archive:
        gone = care.forget(archive, article, _who(), reason)
    if gone.url and (pages := cache_folder() / "pages.db").exists():
        cache = PageCache(pages)
        cache.drop(gone.url)
        cache.close()
    print(f"marsad: forgot {article}: {gone.revisions} revision(s), {gone.claims} claim(s)", file=sys.stderr)
    if gone.copies:
        print(f"marsad: copies of it are other articles and stay: {', '.join(gone.copies)}", file=sys.stderr)
    return 0


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a name for its user
        return "local"


def _progress(done: int, total: int | None) -> None:
    if sys.stderr.isatty():
        print(f"marsad: {done:,}{f' of {total:,}' if total else ''}", end="\r", file=sys.stderr)


def register(app: App) -> None:
    """Add these commands to the command line."""
    for command in (check, backup, restore, forget):
        app.command(command)
