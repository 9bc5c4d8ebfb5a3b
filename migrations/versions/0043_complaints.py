"""Complaints, their stages, links and closings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("number_month", sa.String(length=4), nullable=True),
        sa.Column("number_serial", sa.Integer(), nullable=True),
        sa.Column("route_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=True),
        sa.Column("stage_key", sa.String(length=40), nullable=True),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("holder_department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("stage_due_on", sa.Date(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("contact_name", sa.String(length=120), nullable=True),
        sa.Column("contact_phone", sa.String(length=40), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=False),
        sa.Column("first_contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("handler_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("came_from", sa.String(length=60), nullable=True),
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("remedy_wanted", sa.String(length=40), nullable=False),
        sa.Column("remedy_words", sa.Text(), nullable=True),
        sa.Column("quantity_unknown", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=True),
        sa.Column("referred_to", sa.String(length=120), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("no_loss", sa.Boolean(), nullable=False),
        sa.Column("order_number", sa.String(length=40), nullable=True),
        sa.Column("material_number", sa.String(length=40), nullable=True),
        sa.Column("product", sa.String(length=120), nullable=True),
        sa.Column("shipped_on", sa.Date(), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("defective_quantity", sa.BigInteger(), nullable=True),
        sa.Column("sample", sa.String(length=200), nullable=True),
        sa.Column("sales_opinion", sa.Text(), nullable=True),
        sa.Column("quality_analysis", sa.Text(), nullable=True),
        sa.Column("cause_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("responsible_department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("production_cause", sa.Text(), nullable=True),
        sa.Column("countermeasure", sa.Text(), nullable=True),
        sa.Column("production_unit", sa.String(length=120), nullable=True),
        sa.Column("shift", sa.String(length=120), nullable=True),
        sa.Column("operators", sa.String(length=200), nullable=True),
        sa.Column("produced_on", sa.Date(), nullable=True),
        sa.Column("manager_opinion", sa.Text(), nullable=True),
        sa.Column("research_opinion", sa.Text(), nullable=True),
        sa.Column("office_check", sa.Text(), nullable=True),
        sa.Column("supplier", sa.String(length=120), nullable=True),
        sa.Column("supplier_share", sa.Integer(), nullable=True),
        sa.Column("handling_opinion", sa.Text(), nullable=True),
        sa.Column("customer_result", sa.Text(), nullable=True),
        sa.Column("supervisor_check", sa.Text(), nullable=True),
        sa.Column("combined_opinion", sa.Text(), nullable=True),
        sa.Column("negligence", sa.Boolean(), nullable=True),
        sa.Column("track", sa.Boolean(), nullable=True),
        sa.Column("proposed_remedy", sa.String(length=40), nullable=True),
        sa.Column("proposed_fen", sa.BigInteger(), nullable=True),
        sa.Column("solution", sa.Text(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("return_visited_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cause_id"], ["complaint_causes.id"], name=op.f("fk_complaints_cause_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_complaints_customer_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_complaints_department_id")),
        sa.ForeignKeyConstraint(["first_contact_id"], ["staff.id"], name=op.f("fk_complaints_first_contact_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["staff.id"], name=op.f("fk_complaints_handler_id")),
        sa.ForeignKeyConstraint(
            ["holder_department_id"], ["departments.id"], name=op.f("fk_complaints_holder_department_id")
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["staff.id"], name=op.f("fk_complaints_holder_id")),
        sa.ForeignKeyConstraint(
            ["responsible_department_id"], ["departments.id"], name=op.f("fk_complaints_responsible_department_id")
        ),
        sa.ForeignKeyConstraint(["route_id"], ["complaint_routes.id"], name=op.f("fk_complaints_route_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("number", name=op.f("uq_complaints_number")),
    )
    op.create_index("ix_complaints_closed", "complaints", ["closed_on", "id"], unique=False)
    op.create_index("ix_complaints_customer", "complaints", ["customer_id", "state", "id"], unique=False)
    op.create_index(
        "ix_complaints_department", "complaints", ["holder_department_id", "state", "due_on", "id"], unique=False
    )
    op.create_index(op.f("ix_complaints_department_id"), "complaints", ["department_id"], unique=False)
    op.create_index(op.f("ix_complaints_first_contact_id"), "complaints", ["first_contact_id"], unique=False)
    op.create_index("ix_complaints_handler", "complaints", ["handler_id", "state", "id"], unique=False)
    op.create_index(op.f("ix_complaints_handler_id"), "complaints", ["handler_id"], unique=False)
    op.create_index("ix_complaints_heard", "complaints", ["heard_at", "id"], unique=False)
    op.create_index("ix_complaints_holder", "complaints", ["holder_id", "state", "due_on", "id"], unique=False)
    op.create_index("ix_complaints_month", "complaints", ["number_month", "number_serial"], unique=False)
    op.create_index("ix_complaints_order", "complaints", ["order_number"], unique=False)
    op.create_index(
        op.f("ix_complaints_responsible_department_id"), "complaints", ["responsible_department_id"], unique=False
    )
    op.create_index("ix_complaints_state", "complaints", ["state", "id"], unique=False)
    op.create_index("ix_complaints_state_due", "complaints", ["state", "due_on", "id"], unique=False)
    op.create_table(
        "complaint_closings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("opens", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_closings_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_closings")),
    )
    op.create_index(op.f("ix_complaint_closings_complaint_id"), "complaint_closings", ["complaint_id"], unique=False)
    op.create_index("ix_complaint_closings_on", "complaint_closings", ["closed_on", "id"], unique=False)
    op.create_table(
        "complaint_links",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("earlier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_links_complaint_id")),
        sa.ForeignKeyConstraint(["earlier_id"], ["complaints.id"], name=op.f("fk_complaint_links_earlier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_links")),
        sa.UniqueConstraint("complaint_id", "earlier_id", name=op.f("uq_complaint_links_complaint_id_earlier_id")),
    )
    op.create_index(op.f("ix_complaint_links_earlier_id"), "complaint_links", ["earlier_id"], unique=False)
    op.create_table(
        "complaint_stages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_by", sa.String(length=120), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("late_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_stages_complaint_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_complaint_stages_department_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_complaint_stages_staff_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["complaint_route_stages.id"], name=op.f("fk_complaint_stages_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_stages")),
    )
    op.create_index(
        "ix_complaint_stages_department", "complaint_stages", ["department_id", "complaint_id"], unique=False
    )
    op.create_index(
        "ix_complaint_stages_late",
        "complaint_stages",
        ["id"],
        unique=False,
        sqlite_where=sa.text("late_days > 0"),
        postgresql_where=sa.text("late_days > 0"),
    )
    op.create_index(
        "ix_complaint_stages_late_left",
        "complaint_stages",
        ["left_on", "id"],
        unique=False,
        sqlite_where=sa.text("late_days > 0"),
        postgresql_where=sa.text("late_days > 0"),
    )
    op.create_index("ix_complaint_stages_left", "complaint_stages", ["department_id", "left_on", "id"], unique=False)
    op.create_index(
        "ix_complaint_stages_of", "complaint_stages", ["complaint_id", "id", "department_id", "staff_id"], unique=False
    )
    op.create_index("ix_complaint_stages_staff", "complaint_stages", ["staff_id", "complaint_id"], unique=False)
    op.create_index(
        "uq_complaint_stages_open",
        "complaint_stages",
        ["complaint_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    guards.renew(op.get_bind(), "complaint_closings")
    guards.renew(op.get_bind(), "complaint_links")


def downgrade() -> None:
    op.drop_table("complaint_stages")
    guards.drop(op.get_bind(), "complaint_links")
    op.drop_table("complaint_links")
    guards.drop(op.get_bind(), "complaint_closings")
    op.drop_table("complaint_closings")
    op.drop_table("complaints")
