"""Who looks after whom, and contact reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "owner_spells",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("from_at", sa.DateTime(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("ended_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_owner_spells_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner_spells")),
    )
    op.create_index("ix_owner_spells_customer", "owner_spells", ["customer_id", "id"], unique=False)
    op.create_index("ix_owner_spells_staff", "owner_spells", ["staff_id", "until_at", "customer_id"], unique=False)
    op.create_index(
        "uq_owner_spells_main",
        "owner_spells",
        ["customer_id"],
        unique=True,
        sqlite_where=sa.text("part = 'main' AND until_at IS NULL"),
        postgresql_where=sa.text("part = 'main' AND until_at IS NULL"),
    )
    op.create_index(
        "uq_owner_spells_second",
        "owner_spells",
        ["customer_id", "staff_id"],
        unique=True,
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.create_table(
        "contact_reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("spoke_with", sa.String(length=120), nullable=True),
        sa.Column("joined_by", sa.String(length=200), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_what", sa.String(length=200), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_contact_reports_customer_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_contact_reports_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_reports")),
        sa.UniqueConstraint("number", name=op.f("uq_contact_reports_number")),
    )
    op.create_index("ix_contact_reports_customer", "contact_reports", ["customer_id", "id"], unique=False)
    op.create_index("ix_contact_reports_next", "contact_reports", ["next_on", "staff_id"], unique=False)
    op.create_index("ix_contact_reports_staff", "contact_reports", ["staff_id", "id"], unique=False)
    guards.renew(op.get_bind(), "owner_spells", "OLD.until_at IS NOT NULL")


def downgrade() -> None:
    op.drop_table("contact_reports")
    guards.drop(op.get_bind(), "owner_spells")
    op.drop_table("owner_spells")
