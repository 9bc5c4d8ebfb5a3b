"""Referrals and company customers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "company_customers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("introduced_by", sa.String(length=120), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("named_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("named_why", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_why", sa.Text(), nullable=True),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_company_customers_customer_id")),
        sa.ForeignKeyConstraint(["named_id"], ["staff.id"], name=op.f("fk_company_customers_named_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_customers")),
        sa.UniqueConstraint("number", name=op.f("uq_company_customers_number")),
    )
    op.create_index("ix_company_customers_customer", "company_customers", ["customer_id"], unique=False)
    op.create_index("ix_company_customers_phone", "company_customers", ["phone", "id"], unique=False)
    op.create_table(
        "referrals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("referrer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("relation", sa.String(length=120), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("appointed_on", sa.Date(), nullable=False),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_why", sa.Text(), nullable=True),
        sa.Column("way", sa.String(length=40), nullable=True),
        sa.Column("announced_at", sa.DateTime(), nullable=True),
        sa.Column("announced_to", sa.String(length=120), nullable=True),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("receiver_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=120), nullable=True),
        sa.Column("again_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["again_of_id"], ["referrals.id"], name=op.f("fk_referrals_again_of_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_referrals_customer_id")),
        sa.ForeignKeyConstraint(["receiver_id"], ["staff.id"], name=op.f("fk_referrals_receiver_id")),
        sa.ForeignKeyConstraint(["referrer_id"], ["staff.id"], name=op.f("fk_referrals_referrer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
        sa.UniqueConstraint("number", name=op.f("uq_referrals_number")),
    )
    op.create_index("ix_referrals_day", "referrals", ["appointed_on", "id"], unique=False)
    op.create_index("ix_referrals_phone", "referrals", ["phone", "id"], unique=False)
    op.create_index("ix_referrals_referrer", "referrals", ["referrer_id", "id"], unique=False)
    op.create_index("ix_referrals_state", "referrals", ["state", "appointed_on", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("referrals")
    op.drop_table("company_customers")
