"""Registrations, receptions, evidence, cases of ownership, open days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "open_days",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_days")),
    )
    op.create_table(
        "claim_evidence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["other_id"], ["staff.id"], name=op.f("fk_claim_evidence_other_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_claim_evidence_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_evidence")),
    )
    op.create_index("ix_claim_evidence_customer", "claim_evidence", ["customer_id", "id"], unique=False)
    op.create_index("ix_claim_evidence_phone", "claim_evidence", ["phone", "id"], unique=False)
    op.create_index("ix_claim_evidence_visit", "claim_evidence", ["visit_id", "id"], unique=False)
    op.create_table(
        "receptions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("interval_id", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_receptions_owner_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_receptions_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receptions")),
    )
    op.create_index("ix_receptions_day", "receptions", ["day", "id"], unique=False)
    op.create_index("ix_receptions_staff", "receptions", ["staff_id", "day", "id"], unique=False)
    op.create_index("ix_receptions_visit", "receptions", ["visit_id", "id"], unique=False)
    op.create_table(
        "claim_cases",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("second_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("fault", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("commission_case", sa.String(length=40), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=120), nullable=False),
        sa.Column("opened_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_claim_cases_customer_id")),
        sa.ForeignKeyConstraint(["first_id"], ["staff.id"], name=op.f("fk_claim_cases_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["staff.id"], name=op.f("fk_claim_cases_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_claim_cases_number")),
    )
    op.create_index("ix_claim_cases_state", "claim_cases", ["state", "id"], unique=False)
    op.create_index("ix_claim_cases_visit", "claim_cases", ["visit_id"], unique=False)
    op.create_table(
        "registrations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("call_id", sa.BigInteger(), nullable=True),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_why", sa.Text(), nullable=True),
        sa.Column("replaced_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_registrations_customer_id")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["registrations.id"], name=op.f("fk_registrations_replaced_by_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_registrations_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
    )
    op.create_index("ix_registrations_customer", "registrations", ["customer_id", "id"], unique=False)
    op.create_index("ix_registrations_phone", "registrations", ["phone", "id"], unique=False)
    op.create_index("ix_registrations_staff", "registrations", ["staff_id", "valid_until", "id"], unique=False)
    op.create_index("ix_registrations_valid", "registrations", ["state", "valid_until", "id"], unique=False)
    op.create_index("ix_registrations_visit", "registrations", ["visit_id"], unique=False)
    guards.renew(op.get_bind(), "claim_evidence")
    guards.renew(op.get_bind(), "receptions")


def downgrade() -> None:
    op.drop_table("registrations")
    op.drop_table("claim_cases")
    guards.drop(op.get_bind(), "receptions")
    op.drop_table("receptions")
    guards.drop(op.get_bind(), "claim_evidence")
    op.drop_table("claim_evidence")
    op.drop_table("open_days")
