"""Petitions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "petitions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("chain", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("follows_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("discarded_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name=op.f("fk_petitions_author_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_petitions_department_id")),
        sa.ForeignKeyConstraint(["follows_id"], ["petitions.id"], name=op.f("fk_petitions_follows_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petitions")),
        sa.UniqueConstraint("number", name=op.f("uq_petitions_number")),
    )
    op.create_index("ix_petitions_author", "petitions", ["author_id", "id"], unique=False)
    op.create_index("ix_petitions_department", "petitions", ["department_id", "id"], unique=False)
    guards.renew(op.get_bind(), "petitions", "OLD.sent_at IS NOT NULL")


def downgrade() -> None:
    guards.drop(op.get_bind(), "petitions")
    op.drop_table("petitions")
