"""The search index in the database: FTS5 on SQLite, a GIN index on PostgreSQL.

One row for each record; its rowid holds the kind and the record's id, so that no table in between is needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, bindparam, literal_column, select, text
from sqlalchemy.orm import Session

from app.extensions import db
from app.search.tokens import query_tokens
from app.unit_of_work import current_work

KINDS = {
    "customer": 1, "account": 2, "statement": 3, "visit": 4, "complaint": 5, "call": 6, "enquiry": 7, "appointment": 8,
}  # fmt: skip
ROOM = 16  # for kinds


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


def matching(kind: str, query: str) -> Select[Any] | None:
    """Select the ids of the records of a kind that hold every token of `query`; None where nothing is asked.

    Use it as `Customer.id.in_(matching("customer", query))`, always together with visible().
    """
    tokens = query_tokens(query)
    if not tokens:
        return None
    asked = [_mark(kind), *tokens]
    ids: Select[Any] = select(literal_column(f"rowid / {ROOM}")).select_from(text("search_words"))
    if _is_sqlite(db.session()):
        match = " AND ".join('"' + token.replace('"', '""') + '"' for token in asked)
        return ids.where(text("search_words MATCH :match").bindparams(bindparam("match", match, unique=True)))
    return ids.where(text("words @> CAST(:asked AS text[])").bindparams(bindparam("asked", asked, unique=True)))


def _rowid(kind: str, subject_id: int) -> int:
    return subject_id * ROOM + KINDS[kind]


def _mark(kind: str) -> str:
    return f"_kind{KINDS[kind]}"


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
