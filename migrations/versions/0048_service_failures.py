"""Major failures, disagreements, service orders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("lead_department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("arbitration", sa.Text(), nullable=True),
        sa.Column("arbitrated_by", sa.String(length=120), nullable=True),
        sa.Column("arbitrated_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_disputes_complaint_id")),
        sa.ForeignKeyConstraint(
            ["lead_department_id"], ["departments.id"], name=op.f("fk_disputes_lead_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
        sa.UniqueConstraint("number", name=op.f("uq_disputes_number")),
    )
    op.create_index(op.f("ix_disputes_approval_id"), "disputes", ["approval_id"], unique=False)
    op.create_index(op.f("ix_disputes_complaint_id"), "disputes", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_disputes_lead_department_id"), "disputes", ["lead_department_id"], unique=False)
    op.create_index("ix_disputes_state", "disputes", ["state", "id"], unique=False)
    op.create_table(
        "failures",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("symptom", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reported_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("signatory_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("manager_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("solved_first", sa.Boolean(), nullable=False),
        sa.Column("slip_number", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("handling", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("corrective", sa.Text(), nullable=True),
        sa.Column("preventive", sa.Text(), nullable=True),
        sa.Column("analysed_by", sa.String(length=120), nullable=True),
        sa.Column("analysed_on", sa.Date(), nullable=True),
        sa.Column("sent_customer_on", sa.Date(), nullable=True),
        sa.Column("sent_business_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_failures_complaint_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_failures_customer_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["staff.id"], name=op.f("fk_failures_manager_id")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["staff.id"], name=op.f("fk_failures_reported_by_id")),
        sa.ForeignKeyConstraint(["signatory_id"], ["staff.id"], name=op.f("fk_failures_signatory_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
        sa.UniqueConstraint("number", name=op.f("uq_failures_number")),
    )
    op.create_index(op.f("ix_failures_complaint_id"), "failures", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_failures_customer_id"), "failures", ["customer_id"], unique=False)
    op.create_index("ix_failures_state", "failures", ["state", "id"], unique=False)
    op.create_table(
        "service_orders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("contact_name", sa.String(length=120), nullable=True),
        sa.Column("contact_phone", sa.String(length=40), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("warranty", sa.Boolean(), nullable=True),
        sa.Column("ours", sa.Boolean(), nullable=True),
        sa.Column("referred_to", sa.String(length=120), nullable=True),
        sa.Column("referred_words", sa.Text(), nullable=True),
        sa.Column("owner_told_on", sa.Date(), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("task", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("fee_fen", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("satisfied", sa.String(length=40), nullable=True),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("came_from", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_service_orders_complaint_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_service_orders_customer_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_service_orders_department_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_service_orders_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_orders")),
        sa.UniqueConstraint("number", name=op.f("uq_service_orders_number")),
    )
    op.create_index(op.f("ix_service_orders_complaint_id"), "service_orders", ["complaint_id"], unique=False)
    op.create_index("ix_service_orders_customer", "service_orders", ["customer_id", "id"], unique=False)
    op.create_index(
        "ix_service_orders_department", "service_orders", ["department_id", "state", "staff_id"], unique=False
    )
    op.create_index("ix_service_orders_staff", "service_orders", ["staff_id", "state", "due_on", "id"], unique=False)
    op.create_index("ix_service_orders_state", "service_orders", ["state", "due_on", "id"], unique=False)
    op.create_table(
        "dispute_departments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dispute_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_dispute_departments_department_id")
        ),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_departments_dispute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_departments")),
        sa.UniqueConstraint(
            "dispute_id", "department_id", name=op.f("uq_dispute_departments_dispute_id_department_id")
        ),
    )
    op.create_index(
        op.f("ix_dispute_departments_department_id"), "dispute_departments", ["department_id"], unique=False
    )
    op.create_table(
        "dispute_opinions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dispute_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_dispute_opinions_department_id")),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_opinions_dispute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_opinions")),
    )
    op.create_index("ix_dispute_opinions_of", "dispute_opinions", ["dispute_id", "id"], unique=False)
    op.create_table(
        "failure_notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("failure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("told", sa.String(length=120), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["failure_id"], ["failures.id"], name=op.f("fk_failure_notes_failure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failure_notes")),
    )
    op.create_index("ix_failure_notes_of", "failure_notes", ["failure_id", "id"], unique=False)
    guards.renew(op.get_bind(), "dispute_opinions")
    guards.renew(op.get_bind(), "failure_notes")


def downgrade() -> None:
    guards.drop(op.get_bind(), "failure_notes")
    op.drop_table("failure_notes")
    guards.drop(op.get_bind(), "dispute_opinions")
    op.drop_table("dispute_opinions")
    op.drop_table("dispute_departments")
    op.drop_table("service_orders")
    op.drop_table("failures")
    op.drop_table("disputes")
