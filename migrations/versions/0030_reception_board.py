"""Screens, announcements, ticket printers and tickets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "screens",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("token", sa.String(length=60), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("voice", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screens")),
        sa.UniqueConstraint("name", name=op.f("uq_screens_name")),
        sa.UniqueConstraint("token", name=op.f("uq_screens_token")),
    )
    op.create_table(
        "ticket_printers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("host", sa.String(length=120), nullable=True),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("usual", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_printers")),
        sa.UniqueConstraint("name", name=op.f("uq_ticket_printers_name")),
    )
    op.create_table(
        "announcements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("desk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("where", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_announcements_desk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index("ix_announcements_day", "announcements", ["day", "id"], unique=False)
    op.create_table(
        "screen_desks",
        sa.Column("screen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("desk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_screen_desks_desk_id")),
        sa.ForeignKeyConstraint(["screen_id"], ["screens.id"], name=op.f("fk_screen_desks_screen_id")),
        sa.PrimaryKeyConstraint("screen_id", "desk_id", name=op.f("pk_screen_desks")),
    )
    op.create_table(
        "ticket_prints",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("printer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=120), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["printer_id"], ["ticket_printers.id"], name=op.f("fk_ticket_prints_printer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_prints")),
    )
    op.create_index("ix_ticket_prints_state", "ticket_prints", ["state", "id"], unique=False)
    op.create_index("ix_ticket_prints_visit", "ticket_prints", ["visit_id", "id"], unique=False)
    guards.renew(op.get_bind(), "announcements")


def downgrade() -> None:
    op.drop_table("ticket_prints")
    op.drop_table("screen_desks")
    guards.drop(op.get_bind(), "announcements")
    op.drop_table("announcements")
    op.drop_table("ticket_printers")
    op.drop_table("screens")
