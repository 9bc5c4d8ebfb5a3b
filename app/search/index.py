"""The search index in the database: FTS5 on SQLite, a GIN index on PostgreSQL.

One row for each record; its rowid holds the kind and the record's id, so that no table in between is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, TextClause, bindparam, literal_column, select, text
from sqlalchemy.orm import Session

from app.extensions import db
from app.search.tokens import query_tokens
from app.unit_of_work import current_work

KINDS = {
    "customer": 1, "account": 2, "statement": 3, "visit": 4, "complaint": 5, "call": 6, "enquiry": 7, "appointment": 8,
}  # fmt: skip
ROOM = 16  # for kinds
INSIDE = "_in"  # no token that anybody types begins with it


def put(kind: str, records: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Index records (id and tokens) of a kind anew, in the unit of work that is under way."""
    session = current_work().session
    rows: list[dict[str, Any]] = [{"id": _rowid(kind, one), "words": [_mark(kind), *tokens]} for one, tokens in records]
    if not rows:
        return
    session.execute(text("DELETE FROM search_words WHERE rowid = :id"), rows)
    if _is_sqlite(session):
        for row in rows:
            row["words"] = " ".join(row["words"])
    session.execute(text("INSERT INTO search_words (rowid, words) VALUES (:id, :words)"), rows)


def forget(kind: str, ids: Iterable[int]) -> None:
    """Take records out of the index."""
    rows = [{"id": _rowid(kind, one)} for one in ids]
    if rows:
        current_work().session.execute(text("DELETE FROM search_words WHERE rowid = :id"), rows)


def hidden(tokens: Iterable[str]) -> set[str]:
    """The same tokens as only those find a record by them who ask with `inside`: what not everybody may know of it."""
    return {f"{INSIDE}{token}" for token in tokens}


def matching(kind: str, query: str, *, inside: bool = False) -> Select[Any] | None:
    """Select the ids of the records of a kind that hold every token of `query`; None where nothing is asked.

    Use it as `Customer.id.in_(matching("customer", query))`, always together with visible(). With `inside` a token may
    be one of the `hidden` too: only together with the condition that the reader may see what is hidden.
    """
    tokens = query_tokens(query)
    if not tokens:
        return None
    ids: Select[Any] = select(literal_column(f"rowid / {ROOM}")).select_from(text("search_words"))
    asked = [[token, *(hidden([token]) if inside else ())] for token in tokens]
    if _is_sqlite(db.session()):
        match = " AND ".join(f"({' OR '.join(map(_quoted, either))})" for either in ([_mark(kind)], *asked))
        return ids.where(text("search_words MATCH :match").bindparams(bindparam("match", match, unique=True)))
    if not inside:
        return ids.where(_words("@>", [_mark(kind), *tokens]))
    return ids.where(text(f"rowid % {ROOM} = {KINDS[kind]}"), *(_words("&&", either) for either in asked))


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def _words(how: str, tokens: Sequence[str]) -> TextClause:
    """That the words of a record contain all of these (@>) or one of them (&&), on PostgreSQL."""
    return text(f"words {how} CAST(:asked AS text[])").bindparams(bindparam("asked", list(tokens), unique=True))


def _rowid(kind: str, subject_id: int) -> int:
    return subject_id * ROOM + KINDS[kind]


def _mark(kind: str) -> str:
    return f"_kind{KINDS[kind]}"


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
