"""Visits and their states."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("purpose_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("party", sa.Integer(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=True),
        sa.Column("vip", sa.Boolean(), nullable=False),
        sa.Column("first_time", sa.String(length=40), nullable=False),
        sa.Column("asked_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("forgot", sa.Boolean(), nullable=False),
        sa.Column("complains", sa.Boolean(), nullable=False),
        sa.Column("brought_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("announced_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("referral_id", sa.BigInteger(), nullable=True),
        sa.Column("company_case_id", sa.BigInteger(), nullable=True),
        sa.Column("leader_named", sa.Boolean(), nullable=False),
        sa.Column("appointment_id", sa.BigInteger(), nullable=True),
        sa.Column("family_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("desk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("outcome_note", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("registered_by", sa.String(length=120), nullable=False),
        sa.Column("registered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["announced_for_id"], ["staff.id"], name=op.f("fk_visits_announced_for_id")),
        sa.ForeignKeyConstraint(["asked_for_id"], ["staff.id"], name=op.f("fk_visits_asked_for_id")),
        sa.ForeignKeyConstraint(["brought_by_id"], ["customers.id"], name=op.f("fk_visits_brought_by_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_visits_customer_id")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_visits_desk_id")),
        sa.ForeignKeyConstraint(["family_of_id"], ["visits.id"], name=op.f("fk_visits_family_of_id")),
        sa.ForeignKeyConstraint(["purpose_id"], ["purposes.id"], name=op.f("fk_visits_purpose_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visits_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_visits_day_number")),
        sa.UniqueConstraint("token", name=op.f("uq_visits_token")),
    )
    op.create_index("ix_visits_customer", "visits", ["customer_id", "id"], unique=False)
    op.create_index("ix_visits_day", "visits", ["day", "id"], unique=False)
    op.create_index(
        "ix_visits_here",
        "visits",
        ["state", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'called', 'serving', 'hold')"),
        postgresql_where=sa.text("state IN ('waiting', 'called', 'serving', 'hold')"),
    )
    op.create_index("ix_visits_line", "visits", ["day", "state", "purpose_id", "place", "id"], unique=False)
    op.create_index("ix_visits_phone", "visits", ["phone", "id"], unique=False)
    op.create_index("ix_visits_staff", "visits", ["staff_id", "day", "id"], unique=False)
    op.create_index(
        "uq_visits_serving",
        "visits",
        ["staff_id"],
        unique=True,
        sqlite_where=sa.text("state = 'serving'"),
        postgresql_where=sa.text("state = 'serving'"),
    )
    op.create_table(
        "visit_deeds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_deeds_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_deeds")),
    )
    op.create_index("ix_visit_deeds_subject", "visit_deeds", ["subject"], unique=False)
    op.create_index("ix_visit_deeds_visit", "visit_deeds", ["visit_id", "id"], unique=False)
    op.create_table(
        "visit_helpers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_helpers_staff_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_helpers_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_helpers")),
        sa.UniqueConstraint("visit_id", "staff_id", name=op.f("uq_visit_helpers_visit_id_staff_id")),
    )
    op.create_table(
        "visit_intervals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("desk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("purpose_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.DateTime(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_visit_intervals_desk_id")),
        sa.ForeignKeyConstraint(["purpose_id"], ["purposes.id"], name=op.f("fk_visit_intervals_purpose_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_intervals_staff_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_intervals_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_intervals")),
    )
    op.create_index("ix_visit_intervals_began", "visit_intervals", ["state", "began_at"], unique=False)
    op.create_index("ix_visit_intervals_visit", "visit_intervals", ["visit_id", "id"], unique=False)
    op.create_index(
        "uq_visit_intervals_open",
        "visit_intervals",
        ["visit_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND undone_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND undone_at IS NULL"),
    )
    op.create_table(
        "visit_named",
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_named_staff_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_named_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "place", name=op.f("pk_visit_named")),
    )
    guards.renew(op.get_bind(), "visit_deeds")


def downgrade() -> None:
    op.drop_table("visit_named")
    op.drop_table("visit_intervals")
    op.drop_table("visit_helpers")
    guards.drop(op.get_bind(), "visit_deeds")
    op.drop_table("visit_deeds")
    op.drop_table("visits")
