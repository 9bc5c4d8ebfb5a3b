"""The rota: members, duty, days, the ledger of turns, checks, requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rota_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=120), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_rota_days")),
    )
    op.create_table(
        "duties",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shift", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_duties_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
        sa.UniqueConstraint("day", "staff_id", name=op.f("uq_duties_day_staff_id")),
    )
    op.create_index(op.f("ix_duties_staff_id"), "duties", ["staff_id"], unique=False)
    op.create_table(
        "readiness_checks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("consequence", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_readiness_checks_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_checks")),
    )
    op.create_index("ix_readiness_checks_day", "readiness_checks", ["day", "staff_id", "id"], unique=False)
    op.create_table(
        "rota_members",
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_rota_members_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_rota_members")),
    )
    op.create_table(
        "rota_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["other_id"], ["staff.id"], name=op.f("fk_rota_requests_other_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_rota_requests_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_requests")),
    )
    op.create_index("ix_rota_requests_day", "rota_requests", ["day", "id"], unique=False)
    op.create_table(
        "turn_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("interval_id", sa.BigInteger(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("credit", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("undoes_id", sa.BigInteger(), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["other_id"], ["staff.id"], name=op.f("fk_turn_entries_other_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_turn_entries_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_entries")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_turn_entries_undoes_id")),
    )
    op.create_index("ix_turn_entries_day", "turn_entries", ["day", "id"], unique=False)
    op.create_index("ix_turn_entries_staff", "turn_entries", ["staff_id", "day", "id"], unique=False)
    op.create_index("ix_turn_entries_visit", "turn_entries", ["visit_id"], unique=False)
    guards.renew(op.get_bind(), "readiness_checks")
    guards.renew(op.get_bind(), "turn_entries")


def downgrade() -> None:
    guards.drop(op.get_bind(), "turn_entries")
    op.drop_table("turn_entries")
    op.drop_table("rota_requests")
    op.drop_table("rota_members")
    guards.drop(op.get_bind(), "readiness_checks")
    op.drop_table("readiness_checks")
    op.drop_table("duties")
    op.drop_table("rota_days")
