"""Full text with our normalisation: اﻷنبار finds الانبار, والأنبار and بالأنبار."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..arabic.normalise import fold
from .schema import article

_WORD = re.compile(r"\w+")
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")  # that may stand joined to a name without an article
_JOINED = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{2})")


def index_words(text: str) -> str:
    """The words of a text as they are indexed and asked for: folded, without article and what joins it."""
    return " ".join(_JOINED.sub("", word.lower()) for word in _WORD.findall(fold(text)))


def names(*told: str) -> str:
    """Names as they are kept and asked for in parts: folded, in small letters, one a line."""
    return "\n".join(fold(name).lower() for name in told)


def marks_text(marks: Iterable[str]) -> str | None:
    """Marks as they are kept and asked for: one a line, the last line closed too; None for none."""
    kept = sorted(set(marks))
    return "\n".join(kept) + "\n" if kept else None


def put(connection: Connection, article_id: str, seq: int, text: str, known: bool) -> None:
    """Index an article's text, in place of what was indexed of it where it is `known`; `seq` is its number in the archive."""
    words = index_words(text)[:900_000]
    if connection.dialect.name == "postgresql":
        if known:
            connection.execute(sa.text("DELETE FROM search WHERE article_id = :id"), {"id": article_id})
        connection.execute(
            sa.text("INSERT INTO search (words, article_id) VALUES (to_tsvector('simple', :words), :id)"),
            {"words": words, "id": article_id},
        )
        return
    if known:  # by its number: a full-text table has no other index
        connection.execute(sa.text("DELETE FROM search WHERE rowid = :seq"), {"seq": seq})
    connection.execute(
        sa.text("INSERT INTO search (rowid, words, article_id) VALUES (:seq, :words, :id)"),
        {"seq": seq, "words": words, "id": article_id},
    )


def matching(connection: Connection, query: str) -> sa.Select[str] | None:
    """A selection of the ids of articles that hold all the words (a phrase in quotes as it stands); None for no words."""
    phrases = [index_words(a or b) for a, b in re.findall(r'"([^"]+)"|(\S+)', query)]
    phrases = [p for p in phrases if p]
    if not phrases:
        return None
    if connection.dialect.name == "postgresql":
        asked = " && ".join(f"phraseto_tsquery('simple', :p{n})" for n in range(len(phrases)))
        given: list[sa.BindParameter[str]] = [sa.bindparam(f"p{n}", p, unique=True) for n, p in enumerate(phrases)]
        clause = sa.text(f"search.words @@ ({asked})").bindparams(*given)
    else:
        asked = " AND ".join(f'"{p}"' for p in phrases)
        clause = sa.text("search.words MATCH :asked").bindparams(sa.bindparam("asked", asked, unique=True))
    found = sa.column("article_id", sa.String)
    return sa.select(found).select_from(sa.table("search", sa.column("words", sa.String), found)).where(clause)


def holding(connection: Connection, names: Sequence[str]) -> sa.ColumnElement[bool]:
    """A clause on articles: those that hold one of these names, also where و or ب is joined to it."""
    asked = [matching(connection, f'"{joined}{name.replace(chr(34), " ").strip()}"') for name in names for joined in _CLITICS]
    return sa.or_(sa.false(), *(article.c.id.in_(ids) for ids in asked if ids is not None))
