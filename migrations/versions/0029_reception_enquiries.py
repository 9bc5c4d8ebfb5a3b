"""Enquiries, questions, incidents, bulletins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulletins",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_bulletins_department_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["bulletins.id"], name=op.f("fk_bulletins_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletins")),
    )
    op.create_index("ix_bulletins_day", "bulletins", ["day", "id"], unique=False)
    op.create_table(
        "bulletin_reads",
        sa.Column("bulletin_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["bulletin_id"], ["bulletins.id"], name=op.f("fk_bulletin_reads_bulletin_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_bulletin_reads_staff_id")),
        sa.PrimaryKeyConstraint("bulletin_id", "staff_id", name=op.f("pk_bulletin_reads")),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("others", sa.Text(), nullable=True),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("handled", sa.Text(), nullable=True),
        sa.Column("handled_at", sa.DateTime(), nullable=True),
        sa.Column("handled_by", sa.String(length=120), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("verified", sa.Text(), nullable=True),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.Column("verified_by", sa.String(length=120), nullable=True),
        sa.Column("conduct_case_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_incidents_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sa.UniqueConstraint("number", name=op.f("uq_incidents_number")),
    )
    op.create_index("ix_incidents_day", "incidents", ["day", "id"], unique=False)
    op.create_index("ix_incidents_state", "incidents", ["state", "id"], unique=False)
    op.create_table(
        "questions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("topic", sa.String(length=120), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("called_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.String(length=120), nullable=True),
        sa.Column("answered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_questions_asked_by_id")),
        sa.ForeignKeyConstraint(["called_id"], ["staff.id"], name=op.f("fk_questions_called_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_questions_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index("ix_questions_day", "questions", ["day", "id"], unique=False)
    op.create_index("ix_questions_state", "questions", ["state", "id"], unique=False)
    op.create_table(
        "enquiries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("offered_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("weighty", sa.Boolean(), nullable=False),
        sa.Column("deadline_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("matter_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("call_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_enquiries_customer_id")),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadlines.id"], name=op.f("fk_enquiries_deadline_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_enquiries_department_id")),
        sa.ForeignKeyConstraint(["first_id"], ["staff.id"], name=op.f("fk_enquiries_first_id")),
        sa.ForeignKeyConstraint(["matter_of_id"], ["enquiries.id"], name=op.f("fk_enquiries_matter_of_id")),
        sa.ForeignKeyConstraint(["offered_id"], ["staff.id"], name=op.f("fk_enquiries_offered_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_enquiries_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiries")),
        sa.UniqueConstraint("number", name=op.f("uq_enquiries_number")),
    )
    op.create_index("ix_enquiries_customer", "enquiries", ["customer_id", "id"], unique=False)
    op.create_index("ix_enquiries_day", "enquiries", ["day", "id"], unique=False)
    op.create_index("ix_enquiries_department", "enquiries", ["department_id", "state", "id"], unique=False)
    op.create_index("ix_enquiries_first", "enquiries", ["first_id", "id"], unique=False)
    op.create_index("ix_enquiries_matter", "enquiries", ["matter_of_id"], unique=False)
    op.create_index("ix_enquiries_offered", "enquiries", ["offered_id", "id"], unique=False)
    op.create_index("ix_enquiries_owner", "enquiries", ["owner_id", "state", "id"], unique=False)
    op.create_index("ix_enquiries_phone", "enquiries", ["phone", "id"], unique=False)
    op.create_index("ix_enquiries_state", "enquiries", ["state", "id"], unique=False)
    op.create_table(
        "enquiry_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("enquiry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_enquiry_steps_enquiry_id")),
        sa.ForeignKeyConstraint(["from_id"], ["staff.id"], name=op.f("fk_enquiry_steps_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"], name=op.f("fk_enquiry_steps_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_steps")),
    )
    op.create_index("ix_enquiry_steps_enquiry", "enquiry_steps", ["enquiry_id", "id"], unique=False)
    op.create_index("ix_enquiry_steps_to", "enquiry_steps", ["to_id", "enquiry_id"], unique=False)
    op.create_table(
        "work_slips",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("enquiry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_department", sa.String(length=120), nullable=False),
        sa.Column("to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("afterwards", sa.Boolean(), nullable=False),
        sa.Column("done_already", sa.Text(), nullable=True),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_work_slips_enquiry_id")),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"], name=op.f("fk_work_slips_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_slips")),
        sa.UniqueConstraint("number", name=op.f("uq_work_slips_number")),
    )
    op.create_index(op.f("ix_work_slips_enquiry_id"), "work_slips", ["enquiry_id"], unique=False)
    guards.renew(op.get_bind(), "bulletins")
    guards.renew(op.get_bind(), "bulletin_reads")
    guards.renew(op.get_bind(), "enquiry_steps")
    guards.renew(op.get_bind(), "work_slips")


def downgrade() -> None:
    guards.drop(op.get_bind(), "work_slips")
    op.drop_table("work_slips")
    guards.drop(op.get_bind(), "enquiry_steps")
    op.drop_table("enquiry_steps")
    op.drop_table("enquiries")
    op.drop_table("questions")
    op.drop_table("incidents")
    guards.drop(op.get_bind(), "bulletin_reads")
    op.drop_table("bulletin_reads")
    guards.drop(op.get_bind(), "bulletins")
    op.drop_table("bulletins")
