"""Calls and appointments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("purpose_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("party", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("announced_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("call_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_why", sa.Text(), nullable=True),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["announced_by_id"], ["customers.id"], name=op.f("fk_appointments_announced_by_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_appointments_customer_id")),
        sa.ForeignKeyConstraint(["purpose_id"], ["purposes.id"], name=op.f("fk_appointments_purpose_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_appointments_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("number", name=op.f("uq_appointments_number")),
    )
    op.create_index("ix_appointments_customer", "appointments", ["customer_id", "id"], unique=False)
    op.create_index("ix_appointments_day", "appointments", ["day", "at", "id"], unique=False)
    op.create_index("ix_appointments_phone", "appointments", ["phone", "day"], unique=False)
    op.create_index("ix_appointments_staff", "appointments", ["staff_id", "day"], unique=False)
    op.create_index("ix_appointments_state", "appointments", ["state", "day", "id"], unique=False)
    op.create_table(
        "calls",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("purpose_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("first_time", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=True),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("invited", sa.Boolean(), nullable=False),
        sa.Column("invited_for", sa.Date(), nullable=True),
        sa.Column("matter_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("registered_by", sa.String(length=120), nullable=False),
        sa.Column("registered_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_calls_customer_id")),
        sa.ForeignKeyConstraint(["matter_of_id"], ["calls.id"], name=op.f("fk_calls_matter_of_id")),
        sa.ForeignKeyConstraint(["purpose_id"], ["purposes.id"], name=op.f("fk_calls_purpose_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_calls_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("number", name=op.f("uq_calls_number")),
    )
    op.create_index("ix_calls_customer", "calls", ["customer_id", "id"], unique=False)
    op.create_index("ix_calls_day", "calls", ["day", "id"], unique=False)
    op.create_index("ix_calls_matter", "calls", ["matter_of_id"], unique=False)
    op.create_index("ix_calls_phone", "calls", ["phone", "id"], unique=False)
    op.create_index("ix_calls_staff", "calls", ["staff_id", "day", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("calls")
    op.drop_table("appointments")
