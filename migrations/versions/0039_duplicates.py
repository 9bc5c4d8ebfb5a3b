"""Duplicates and merges."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duplicate_keys",
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_duplicate_keys_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "kind", "value", "source", name=op.f("pk_duplicate_keys")),
    )
    op.create_index("ix_duplicate_keys_value", "duplicate_keys", ["kind", "value", "customer_id"], unique=False)
    op.create_table(
        "duplicate_pairs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("second_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["customers.id"], name=op.f("fk_duplicate_pairs_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["customers.id"], name=op.f("fk_duplicate_pairs_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pairs")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_duplicate_pairs_first_id_second_id")),
    )
    op.create_index("ix_duplicate_pairs_second", "duplicate_pairs", ["second_id"], unique=False)
    op.create_index("ix_duplicate_pairs_state", "duplicate_pairs", ["state", "score", "id"], unique=False)
    op.create_table(
        "merges",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("survivor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("loser_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("undone_by", sa.String(length=120), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_why", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["loser_id"], ["customers.id"], name=op.f("fk_merges_loser_id")),
        sa.ForeignKeyConstraint(["survivor_id"], ["customers.id"], name=op.f("fk_merges_survivor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
        sa.UniqueConstraint("number", name=op.f("uq_merges_number")),
    )
    op.create_index("ix_merges_loser", "merges", ["loser_id", "id"], unique=False)
    op.create_index("ix_merges_survivor", "merges", ["survivor_id", "id"], unique=False)
    op.create_table(
        "merge_moves",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_key", sa.JSON(), nullable=False),
        sa.Column("column_name", sa.String(length=60), nullable=False),
        sa.Column("was", sa.String(length=80), nullable=False),
        sa.Column("became", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["merge_id"], ["merges.id"], name=op.f("fk_merge_moves_merge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_moves")),
    )
    op.create_index("ix_merge_moves_merge", "merge_moves", ["merge_id", "id"], unique=False)
    guards.renew(op.get_bind(), "merge_moves")


def downgrade() -> None:
    guards.drop(op.get_bind(), "merge_moves")
    op.drop_table("merge_moves")
    op.drop_table("merges")
    op.drop_table("duplicate_pairs")
    op.drop_table("duplicate_keys")
