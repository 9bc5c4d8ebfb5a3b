"""The search index: FTS5 on SQLite, a GIN index on PostgreSQL."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5("
            "words, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\", detail = none)"
        )
    else:
        op.execute("CREATE TABLE search_words (rowid BIGINT PRIMARY KEY, words TEXT[] NOT NULL)")
        op.execute("CREATE INDEX ix_search_words ON search_words USING gin (words)")


def downgrade() -> None:
    op.execute("DROP TABLE search_words")
