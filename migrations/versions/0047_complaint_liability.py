"""Losses and who bears them, improvements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "improvements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("block", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(length=120), nullable=True),
        sa.Column("done_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("effect", sa.String(length=40), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=120), nullable=True),
        sa.Column("effect_words", sa.Text(), nullable=True),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_improvements_complaint_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_improvements_department_id")),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_improvements_done_by_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["improvements.id"], name=op.f("fk_improvements_replaces_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_improvements_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvements")),
    )
    op.create_index("ix_improvements_of", "improvements", ["complaint_id", "id"], unique=False)
    op.create_index("ix_improvements_state", "improvements", ["state", "due_on", "id"], unique=False)
    op.create_table(
        "losses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("resale_until", sa.Date(), nullable=True),
        sa.Column("sold", sa.String(length=40), nullable=True),
        sa.Column("grade_a_fen", sa.BigInteger(), nullable=True),
        sa.Column("proceeds_fen", sa.BigInteger(), nullable=True),
        sa.Column("loss_fen", sa.BigInteger(), nullable=True),
        sa.Column("fixed_on", sa.Date(), nullable=True),
        sa.Column("fixed_by", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voided_on", sa.Date(), nullable=True),
        sa.Column("voided_by", sa.String(length=120), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("judged", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_losses_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_losses")),
    )
    op.create_index(op.f("ix_losses_complaint_id"), "losses", ["complaint_id"], unique=False)
    op.create_index("ix_losses_judged", "losses", ["state", "judged", "id"], unique=False)
    op.create_index("ix_losses_newest", "losses", ["state", "id"], unique=False)
    op.create_index("ix_losses_state", "losses", ["state", "resale_until", "id"], unique=False)
    op.create_index(
        "uq_losses_of",
        "losses",
        ["complaint_id"],
        unique=True,
        sqlite_where=sa.text("state != 'void'"),
        postgresql_where=sa.text("state != 'void'"),
    )
    op.create_table(
        "loss_judgements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("loss_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("loss_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agreed_with", sa.String(length=300), nullable=True),
        sa.Column("judged_on", sa.Date(), nullable=True),
        sa.Column("judged_by", sa.String(length=120), nullable=True),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_loss_judgements_complaint_id")),
        sa.ForeignKeyConstraint(["loss_id"], ["losses.id"], name=op.f("fk_loss_judgements_loss_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loss_judgements")),
    )
    op.create_index(op.f("ix_loss_judgements_loss_id"), "loss_judgements", ["loss_id"], unique=False)
    op.create_index(op.f("ix_loss_judgements_month"), "loss_judgements", ["month"], unique=False)
    op.create_index("ix_loss_judgements_of", "loss_judgements", ["complaint_id", "id"], unique=False)
    op.create_index("ix_loss_judgements_state", "loss_judgements", ["state", "loss_id"], unique=False)
    op.create_index(
        "uq_loss_judgements_of",
        "loss_judgements",
        ["complaint_id"],
        unique=True,
        sqlite_where=sa.text("state != 'void'"),
        postgresql_where=sa.text("state != 'void'"),
    )
    op.create_table(
        "loss_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("loss_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["loss_id"], ["losses.id"], name=op.f("fk_loss_lines_loss_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loss_lines")),
    )
    op.create_index(op.f("ix_loss_lines_loss_id"), "loss_lines", ["loss_id"], unique=False)
    op.create_table(
        "loss_shares",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("judgement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bearer", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("cause_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["cause_id"], ["complaint_causes.id"], name=op.f("fk_loss_shares_cause_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_loss_shares_department_id")),
        sa.ForeignKeyConstraint(["judgement_id"], ["loss_judgements.id"], name=op.f("fk_loss_shares_judgement_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_loss_shares_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loss_shares")),
    )
    op.create_index("ix_loss_shares_of", "loss_shares", ["judgement_id", "id"], unique=False)
    op.create_table(
        "loss_members",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("share_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("conduct_case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["conduct_case_id"], ["conduct_cases.id"], name=op.f("fk_loss_members_conduct_case_id")
        ),
        sa.ForeignKeyConstraint(["share_id"], ["loss_shares.id"], name=op.f("fk_loss_members_share_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_loss_members_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loss_members")),
        sa.UniqueConstraint("share_id", "staff_id", name=op.f("uq_loss_members_share_id_staff_id")),
    )
    op.create_index("ix_loss_members_case", "loss_members", ["conduct_case_id", "amount_fen"], unique=False)
    op.create_index("ix_loss_members_staff", "loss_members", ["staff_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("loss_members")
    op.drop_table("loss_shares")
    op.drop_table("loss_lines")
    op.drop_table("loss_judgements")
    op.drop_table("losses")
    op.drop_table("improvements")
