"""Corrections, reviews, closing, minutes, call list, analyses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "day_closings",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("leftovers", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_closings")),
    )
    op.create_table(
        "day_reviews",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(), nullable=False),
        sa.Column("handed_in_by", sa.String(length=120), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=120), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_reviews")),
    )
    op.create_table(
        "minutes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("chair", sa.String(length=120), nullable=False),
        sa.Column("present", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_by", sa.String(length=120), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("day", "kind", name=op.f("uq_minutes_day_kind")),
    )
    op.create_table(
        "period_analyses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_analyses")),
    )
    op.create_index("ix_period_analyses_period", "period_analyses", ["period", "first_on", "id"], unique=False)
    op.create_table(
        "register_corrections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_corrections")),
    )
    op.create_index("ix_register_corrections_subject", "register_corrections", ["subject", "id"], unique=False)
    op.create_table(
        "planned_calls",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("aim", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_planned_calls_customer_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_planned_calls_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_calls")),
    )
    op.create_index("ix_planned_calls_day", "planned_calls", ["day", "staff_id", "id"], unique=False)
    op.create_index("ix_planned_calls_state", "planned_calls", ["state", "day"], unique=False)
    op.create_table(
        "minutes_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("minutes_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer", sa.String(length=120), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_lines_minutes_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_minutes_lines_staff_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_minutes_lines_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_lines")),
    )
    op.create_index("ix_minutes_lines_minutes", "minutes_lines", ["minutes_id", "id"], unique=False)
    guards.renew(op.get_bind(), "day_closings")
    guards.renew(op.get_bind(), "period_analyses")
    guards.renew(op.get_bind(), "register_corrections")
    guards.renew(op.get_bind(), "minutes_lines")


def downgrade() -> None:
    guards.drop(op.get_bind(), "minutes_lines")
    op.drop_table("minutes_lines")
    op.drop_table("planned_calls")
    guards.drop(op.get_bind(), "register_corrections")
    op.drop_table("register_corrections")
    guards.drop(op.get_bind(), "period_analyses")
    op.drop_table("period_analyses")
    op.drop_table("minutes")
    op.drop_table("day_reviews")
    guards.drop(op.get_bind(), "day_closings")
    op.drop_table("day_closings")
