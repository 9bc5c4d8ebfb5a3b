"""Registers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["corrects_id"], ["register_entries.id"], name=op.f("fk_register_entries_corrects_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entries")),
        sa.UniqueConstraint("register", "year", "number", name=op.f("uq_register_entries_register_year_number")),
    )
    op.create_index(op.f("ix_register_entries_corrects_id"), "register_entries", ["corrects_id"], unique=False)
    op.create_index("ix_register_entries_day", "register_entries", ["register", "day", "id"], unique=False)
    guards.renew(op.get_bind(), "register_entries")


def downgrade() -> None:
    guards.drop(op.get_bind(), "register_entries")
    op.drop_table("register_entries")
