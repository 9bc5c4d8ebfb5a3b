"""Conduct: cases, deductions, base points, bonuses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deduction_months",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("taken_fen", sa.BigInteger(), nullable=False),
        sa.Column("returned_fen", sa.BigInteger(), nullable=False),
        sa.Column("cap_percent", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deduction_months")),
        sa.UniqueConstraint("month", name=op.f("uq_deduction_months_month")),
    )
    op.create_table(
        "base_points",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by", sa.String(length=120), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_base_points_batch_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_base_points_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base_points")),
    )
    op.create_index(op.f("ix_base_points_batch_id"), "base_points", ["batch_id"], unique=False)
    op.create_index("ix_base_points_staff", "base_points", ["staff_id", "valid_from", "id"], unique=False)
    op.create_table(
        "conduct_cases",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("rule_words", sa.String(length=120), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=True),
        sa.Column("sanction", sa.String(length=40), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.String(length=120), nullable=False),
        sa.Column("proposed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("appeal", sa.Text(), nullable=True),
        sa.Column("appealed_at", sa.DateTime(), nullable=True),
        sa.Column("appeal_answer", sa.Text(), nullable=True),
        sa.Column("appeal_decided_by", sa.String(length=120), nullable=True),
        sa.Column("appeal_decided_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_conduct_cases_department_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_conduct_cases_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conduct_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_conduct_cases_number")),
    )
    op.create_index("ix_conduct_cases_source", "conduct_cases", ["source"], unique=False)
    op.create_index("ix_conduct_cases_staff", "conduct_cases", ["staff_id", "happened_on", "id"], unique=False)
    op.create_index("ix_conduct_cases_state", "conduct_cases", ["state", "id"], unique=False)
    op.create_table(
        "month_bonuses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by", sa.String(length=120), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_month_bonuses_batch_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_month_bonuses_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_bonuses")),
    )
    op.create_index(op.f("ix_month_bonuses_batch_id"), "month_bonuses", ["batch_id"], unique=False)
    op.create_index(op.f("ix_month_bonuses_month"), "month_bonuses", ["month"], unique=False)
    op.create_index("ix_month_bonuses_staff", "month_bonuses", ["staff_id", "month", "id"], unique=False)
    op.create_table(
        "deductions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("base", sa.String(length=40), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("from_month", sa.String(length=7), nullable=False),
        sa.Column("reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["conduct_cases.id"], name=op.f("fk_deductions_case_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["deductions.id"], name=op.f("fk_deductions_reverses_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_deductions_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deductions")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_deductions_reverses_id")),
    )
    op.create_index(op.f("ix_deductions_case_id"), "deductions", ["case_id"], unique=False)
    op.create_index("ix_deductions_staff", "deductions", ["staff_id", "decided_on", "id"], unique=False)
    op.create_table(
        "instalments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deduction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("bonus_fen", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["deduction_id"], ["deductions.id"], name=op.f("fk_instalments_deduction_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_instalments_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalments")),
        sa.UniqueConstraint("deduction_id", "month", name=op.f("uq_instalments_deduction_id_month")),
    )
    op.create_index("ix_instalments_staff", "instalments", ["staff_id", "month"], unique=False)
    guards.renew(op.get_bind(), "deduction_months")
    guards.renew(op.get_bind(), "base_points")
    guards.renew(op.get_bind(), "month_bonuses")
    guards.renew(op.get_bind(), "deductions")
    guards.renew(op.get_bind(), "instalments")


def downgrade() -> None:
    guards.drop(op.get_bind(), "instalments")
    op.drop_table("instalments")
    guards.drop(op.get_bind(), "deductions")
    op.drop_table("deductions")
    guards.drop(op.get_bind(), "month_bonuses")
    op.drop_table("month_bonuses")
    op.drop_table("conduct_cases")
    guards.drop(op.get_bind(), "base_points")
    op.drop_table("base_points")
    guards.drop(op.get_bind(), "deduction_months")
    op.drop_table("deduction_months")
