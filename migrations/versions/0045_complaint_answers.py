"""Replies to customers, return visits, late stages, abnormality slips."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "abnormality_slips",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=120), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_abnormality_slips_complaint_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_abnormality_slips_customer_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_abnormality_slips_department_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_abnormality_slips_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_abnormality_slips")),
        sa.UniqueConstraint("number", name=op.f("uq_abnormality_slips_number")),
    )
    op.create_index(op.f("ix_abnormality_slips_complaint_id"), "abnormality_slips", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_abnormality_slips_customer_id"), "abnormality_slips", ["customer_id"], unique=False)
    op.create_index(
        "ix_abnormality_slips_department", "abnormality_slips", ["department_id", "state", "id"], unique=False
    )
    op.create_index("ix_abnormality_slips_maker", "abnormality_slips", ["made_by_id", "state", "id"], unique=False)
    op.create_index("ix_abnormality_slips_state", "abnormality_slips", ["state", "id"], unique=False)
    op.create_table(
        "complaint_visits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("satisfied", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_visits_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_visits")),
    )
    op.create_index("ix_complaint_visits_of", "complaint_visits", ["complaint_id", "id"], unique=False)
    op.create_table(
        "status_messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("told", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_status_messages_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_messages")),
    )
    op.create_index("ix_status_messages_of", "status_messages", ["complaint_id", "id"], unique=False)
    op.create_table(
        "lateness_enquiries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=120), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=True),
        sa.Column("received_by", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.String(length=120), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_lateness_enquiries_complaint_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_lateness_enquiries_department_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_lateness_enquiries_staff_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["complaint_stages.id"], name=op.f("fk_lateness_enquiries_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lateness_enquiries")),
        sa.UniqueConstraint("number", name=op.f("uq_lateness_enquiries_number")),
        sa.UniqueConstraint("stage_id", name=op.f("uq_lateness_enquiries_stage_id")),
    )
    op.create_index(op.f("ix_lateness_enquiries_complaint_id"), "lateness_enquiries", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_lateness_enquiries_department_id"), "lateness_enquiries", ["department_id"], unique=False)
    op.create_index("ix_lateness_enquiries_state", "lateness_enquiries", ["state", "id"], unique=False)
    op.create_table(
        "reply_letters",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("salutation", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_by", sa.String(length=120), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_reply_letters_complaint_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["complaint_decisions.id"], name=op.f("fk_reply_letters_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_letters")),
        sa.UniqueConstraint("number", name=op.f("uq_reply_letters_number")),
    )
    op.create_index("ix_reply_letters_of", "reply_letters", ["complaint_id", "id"], unique=False)
    guards.renew(op.get_bind(), "complaint_visits")
    guards.renew(op.get_bind(), "status_messages")


def downgrade() -> None:
    op.drop_table("reply_letters")
    op.drop_table("lateness_enquiries")
    guards.drop(op.get_bind(), "status_messages")
    op.drop_table("status_messages")
    guards.drop(op.get_bind(), "complaint_visits")
    op.drop_table("complaint_visits")
    op.drop_table("abnormality_slips")
