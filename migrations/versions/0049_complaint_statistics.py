"""The daily problem list, monthly reviews, supervision reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_month_reviews",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("attendees", sa.String(length=300), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_month_reviews")),
    )
    op.create_index("ix_complaint_month_reviews_month", "complaint_month_reviews", ["month", "id"], unique=False)
    op.create_table(
        "supervision_reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("acceptance", sa.Text(), nullable=False),
        sa.Column("maintenance", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("noted_by", sa.String(length=120), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_reports")),
        sa.UniqueConstraint("month", name=op.f("uq_supervision_reports_month")),
    )
    op.create_table(
        "problems",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("passed_to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_problems_complaint_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_problems_customer_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_problems_department_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_problems_made_by_id")),
        sa.ForeignKeyConstraint(["passed_to_id"], ["staff.id"], name=op.f("fk_problems_passed_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problems")),
    )
    op.create_index(op.f("ix_problems_complaint_id"), "problems", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_problems_customer_id"), "problems", ["customer_id"], unique=False)
    op.create_index("ix_problems_day", "problems", ["day", "id"], unique=False)
    op.create_index(op.f("ix_problems_made_by_id"), "problems", ["made_by_id"], unique=False)
    op.create_index("ix_problems_passed", "problems", ["passed_to_id", "solved"], unique=False)
    op.create_index("ix_problems_solved", "problems", ["solved", "kind", "id"], unique=False)
    guards.renew(op.get_bind(), "complaint_month_reviews")


def downgrade() -> None:
    op.drop_table("problems")
    op.drop_table("supervision_reports")
    guards.drop(op.get_bind(), "complaint_month_reviews")
    op.drop_table("complaint_month_reviews")
