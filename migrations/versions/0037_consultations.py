"""Consultations, correspondence, major changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=True),
        sa.Column("adviser_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("designer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("family", sa.String(length=200), nullable=True),
        sa.Column("income", sa.String(length=120), nullable=True),
        sa.Column("preferences", sa.Text(), nullable=True),
        sa.Column("house_address", sa.String(length=200), nullable=True),
        sa.Column("house_type", sa.String(length=120), nullable=True),
        sa.Column("area_m2", sa.Integer(), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("measured", sa.Text(), nullable=True),
        sa.Column("design", sa.Text(), nullable=True),
        sa.Column("materials", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("stage_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["adviser_id"], ["staff.id"], name=op.f("fk_consultations_adviser_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_consultations_customer_id")),
        sa.ForeignKeyConstraint(["designer_id"], ["staff.id"], name=op.f("fk_consultations_designer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
        sa.UniqueConstraint("number", name=op.f("uq_consultations_number")),
    )
    op.create_index("ix_consultations_customer", "consultations", ["customer_id", "id"], unique=False)
    op.create_index("ix_consultations_opened", "consultations", ["opened_on", "id"], unique=False)
    op.create_index("ix_consultations_stage", "consultations", ["stage", "opened_on", "id"], unique=False)
    op.create_table(
        "major_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("consequence", sa.Text(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_why", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_major_changes_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_major_changes")),
    )
    op.create_index("ix_major_changes_customer", "major_changes", ["customer_id", "happened_on", "id"], unique=False)
    op.create_table(
        "consultation_stages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("takes_back_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_consultation_stages_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_stages")),
    )
    op.create_index("ix_consultation_stages_of", "consultation_stages", ["consultation_id", "id"], unique=False)
    op.create_table(
        "correspondence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("direction", sa.String(length=40), nullable=False),
        sa.Column("counterpart", sa.String(length=40), nullable=False),
        sa.Column("counterpart_name", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("met", sa.Boolean(), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_correspondence_contact_id")),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_correspondence_contract_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_correspondence_customer_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_correspondence_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correspondence")),
        sa.UniqueConstraint("number", name=op.f("uq_correspondence_number")),
    )
    op.create_index("ix_correspondence_at", "correspondence", ["at", "id"], unique=False)
    op.create_index("ix_correspondence_customer", "correspondence", ["customer_id", "id"], unique=False)
    op.create_index("ix_correspondence_open", "correspondence", ["answered_on", "answer_due_on", "id"], unique=False)
    guards.renew(op.get_bind(), "consultation_stages")


def downgrade() -> None:
    op.drop_table("correspondence")
    guards.drop(op.get_bind(), "consultation_stages")
    op.drop_table("consultation_stages")
    op.drop_table("major_changes")
    op.drop_table("consultations")
