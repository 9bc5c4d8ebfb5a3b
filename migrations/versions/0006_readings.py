"""The reading month."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("frozen_at", sa.DateTime(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("period", name=op.f("uq_plans_period")),
    )
    op.create_table(
        "plan_items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("installation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("meter_number", sa.String(length=40), nullable=True),
        sa.Column("digits", sa.Integer(), nullable=True),
        sa.Column("factor", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=40), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("use", sa.String(length=40), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("previous", sa.BigInteger(), nullable=False),
        sa.Column("previous_on", sa.Date(), nullable=True),
        sa.Column("average", sa.BigInteger(), nullable=True),
        sa.Column("recent", sa.JSON(), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("reading_id", sa.BigInteger(), nullable=True),
        sa.Column("volume", sa.BigInteger(), nullable=True),
        sa.Column("held", sa.String(length=40), nullable=True),
        sa.Column("held_detail", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["gas_accounts.id"], name=op.f("fk_plan_items_account_id")),
        sa.ForeignKeyConstraint(["installation_id"], ["installations.id"], name=op.f("fk_plan_items_installation_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_items_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_items")),
        sa.UniqueConstraint("plan_id", "account_id", name=op.f("uq_plan_items_plan_id_account_id")),
    )
    op.create_index("ix_plan_items_account", "plan_items", ["account_id", "plan_id"], unique=False)
    op.create_index("ix_plan_items_held", "plan_items", ["plan_id", "held", "id"], unique=False)
    op.create_index("ix_plan_items_route", "plan_items", ["plan_id", "book", "position", "id"], unique=False)
    op.create_index("ix_plan_items_stand", "plan_items", ["plan_id", "book", "reading_id", "held"], unique=False)
    op.create_table(
        "reading_appointments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("outcome_note", sa.Text(), nullable=True),
        sa.Column("outcome_at", sa.DateTime(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["plan_item_id"], ["plan_items.id"], name=op.f("fk_reading_appointments_plan_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_appointments")),
    )
    op.create_index(op.f("ix_reading_appointments_at"), "reading_appointments", ["at"], unique=False)
    op.create_index("ix_reading_appointments_item", "reading_appointments", ["plan_item_id", "id"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meter_number", sa.String(length=40), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("unread_reason", sa.String(length=120), nullable=True),
        sa.Column("reader", sa.String(length=120), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("entered_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["gas_accounts.id"], name=op.f("fk_readings_account_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_readings_batch_id")),
        sa.ForeignKeyConstraint(["plan_item_id"], ["plan_items.id"], name=op.f("fk_readings_plan_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    op.create_index("ix_readings_batch", "readings", ["batch_id"], unique=False)
    op.create_index("ix_readings_item", "readings", ["plan_item_id", "id"], unique=False)
    op.create_table(
        "reading_acceptances",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reading_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hold", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=False),
        sa.Column("accepted_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_reading_acceptances_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_acceptances")),
    )
    op.create_index("ix_reading_acceptances_reading", "reading_acceptances", ["reading_id"], unique=False)
    op.create_table(
        "reading_supersessions",
        sa.Column(
            "reading_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column(
            "by_reading_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_reading_id"], ["readings.id"], name=op.f("fk_reading_supersessions_by_reading_id")
        ),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_reading_supersessions_reading_id")),
        sa.PrimaryKeyConstraint("reading_id", "by_reading_id", name=op.f("pk_reading_supersessions")),
    )
    op.create_index(
        op.f("ix_reading_supersessions_by_reading_id"), "reading_supersessions", ["by_reading_id"], unique=False
    )
    guards.renew(op.get_bind(), "readings")
    guards.renew(op.get_bind(), "reading_acceptances")
    guards.renew(op.get_bind(), "reading_supersessions")


def downgrade() -> None:
    guards.drop(op.get_bind(), "reading_supersessions")
    op.drop_table("reading_supersessions")
    guards.drop(op.get_bind(), "reading_acceptances")
    op.drop_table("reading_acceptances")
    guards.drop(op.get_bind(), "readings")
    op.drop_table("readings")
    op.drop_table("reading_appointments")
    op.drop_table("plan_items")
    op.drop_table("plans")
