"""Inspections, decisions, meetings and objections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_decisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("return_quantity", sa.BigInteger(), nullable=True),
        sa.Column("remedies", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("for_customer", sa.Text(), nullable=False),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("proposed_by", sa.String(length=120), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("to_confirm", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_decisions_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_decisions")),
    )
    op.create_index(op.f("ix_complaint_decisions_approval_id"), "complaint_decisions", ["approval_id"], unique=False)
    op.create_index("ix_complaint_decisions_of", "complaint_decisions", ["complaint_id", "id"], unique=False)
    op.create_index("ix_complaint_decisions_state", "complaint_decisions", ["state", "id"], unique=False)
    op.create_index(
        "ix_complaint_decisions_to_confirm", "complaint_decisions", ["to_confirm", "state", "id"], unique=False
    )
    op.create_index(
        "uq_complaint_decisions_standing",
        "complaint_decisions",
        ["complaint_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('proposed', 'approved')"),
        postgresql_where=sa.text("state IN ('proposed', 'approved')"),
    )
    op.create_table(
        "complaint_meetings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("attendees", sa.String(length=300), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("resolved", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_meetings_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_meetings")),
    )
    op.create_index("ix_complaint_meetings_of", "complaint_meetings", ["complaint_id", "id"], unique=False)
    op.create_table(
        "inspections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("called_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("quality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("making_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("party", sa.String(length=300), nullable=True),
        sa.Column("appointed", sa.Boolean(), nullable=False),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("inspected_on", sa.Date(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("reported_by", sa.String(length=120), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["called_by_id"], ["staff.id"], name=op.f("fk_inspections_called_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_inspections_complaint_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_inspections_customer_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_inspections_department_id")),
        sa.ForeignKeyConstraint(["making_id"], ["departments.id"], name=op.f("fk_inspections_making_id")),
        sa.ForeignKeyConstraint(["quality_id"], ["departments.id"], name=op.f("fk_inspections_quality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
        sa.UniqueConstraint("number", name=op.f("uq_inspections_number")),
    )
    op.create_index("ix_inspections_caller", "inspections", ["called_by_id", "id"], unique=False)
    op.create_index(op.f("ix_inspections_complaint_id"), "inspections", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_inspections_customer_id"), "inspections", ["customer_id"], unique=False)
    op.create_index("ix_inspections_department", "inspections", ["department_id", "id"], unique=False)
    op.create_index("ix_inspections_state", "inspections", ["state", "id"], unique=False)
    op.create_table(
        "complaint_objections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("whose", sa.String(length=40), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_objections_complaint_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["complaint_decisions.id"], name=op.f("fk_complaint_objections_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_complaint_objections_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_objections")),
    )
    op.create_index(op.f("ix_complaint_objections_approval_id"), "complaint_objections", ["approval_id"], unique=False)
    op.create_index("ix_complaint_objections_of", "complaint_objections", ["complaint_id", "id"], unique=False)
    op.create_index(
        "uq_complaint_objections_open",
        "complaint_objections",
        ["complaint_id"],
        unique=True,
        sqlite_where=sa.text("state = 'submitted'"),
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_table(
        "inspection_members",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("inspection_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name=op.f("fk_inspection_members_inspection_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_inspection_members_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_members")),
        sa.UniqueConstraint("inspection_id", "staff_id", name=op.f("uq_inspection_members_inspection_id_staff_id")),
    )
    op.create_index(op.f("ix_inspection_members_staff_id"), "inspection_members", ["staff_id"], unique=False)
    guards.renew(op.get_bind(), "complaint_meetings")


def downgrade() -> None:
    op.drop_table("inspection_members")
    op.drop_table("complaint_objections")
    op.drop_table("inspections")
    guards.drop(op.get_bind(), "complaint_meetings")
    op.drop_table("complaint_meetings")
    op.drop_table("complaint_decisions")
