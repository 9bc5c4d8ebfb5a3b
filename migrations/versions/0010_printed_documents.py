"""Printed documents with their frozen values."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "printed_documents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("frozen", sa.JSON(), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("file", sa.String(length=200), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=False),
        sa.Column("first_by", sa.String(length=120), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("last_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_printed_documents_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_documents")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_printed_documents_kind_subject_id")),
    )
    op.create_index(op.f("ix_printed_documents_customer_id"), "printed_documents", ["customer_id"])


def downgrade() -> None:
    op.drop_table("printed_documents")
