"""The matrix of approvals, requests and decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approval_chains",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("amount_from", sa.BigInteger(), nullable=True),
        sa.Column("amount_to", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_approval_chains_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_chains")),
    )
    op.create_index("ix_approval_chains_matter", "approval_chains", ["matter", "active", "amount_from"], unique=False)
    op.create_table(
        "approval_chain_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chain_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("who", sa.String(length=40), nullable=False),
        sa.Column("position_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at_home", sa.Boolean(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["chain_id"], ["approval_chains.id"], name=op.f("fk_approval_chain_steps_chain_id")),
        sa.ForeignKeyConstraint(["position_id"], ["positions.id"], name=op.f("fk_approval_chain_steps_position_id")),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_approval_chain_steps_role_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_approval_chain_steps_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_chain_steps")),
        sa.UniqueConstraint("chain_id", "place", name=op.f("uq_approval_chain_steps_chain_id_place")),
    )
    op.create_table(
        "approvals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("submitter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("chain_name", sa.String(length=120), nullable=False),
        sa.Column("went_to_top", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_approvals_customer_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_approvals_department_id")),
        sa.ForeignKeyConstraint(["submitter_id"], ["staff.id"], name=op.f("fk_approvals_submitter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint("number", name=op.f("uq_approvals_number")),
    )
    op.create_index(op.f("ix_approvals_customer_id"), "approvals", ["customer_id"], unique=False)
    op.create_index("ix_approvals_state", "approvals", ["state", "submitted_at", "id"], unique=False)
    op.create_index("ix_approvals_subject", "approvals", ["subject", "id"], unique=False)
    op.create_index("ix_approvals_submitter", "approvals", ["submitter_id", "state", "id"], unique=False)
    op.create_index(
        "uq_approvals_running",
        "approvals",
        ["matter", "subject"],
        unique=True,
        sqlite_where=sa.text("state IN ('waiting', 'asked')"),
        postgresql_where=sa.text("state IN ('waiting', 'asked')"),
    )
    op.create_table(
        "approval_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("approval_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("who", sa.String(length=40), nullable=False),
        sa.Column("position_id", sa.BigInteger(), nullable=True),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("at_home", sa.Boolean(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name=op.f("fk_approval_steps_approval_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_steps")),
        sa.UniqueConstraint("approval_id", "place", name=op.f("uq_approval_steps_approval_id_place")),
    )
    op.create_index("ix_approval_steps_state", "approval_steps", ["state"], unique=False)
    op.create_table(
        "approval_seats",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("approval_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("acting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("because", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["acting_id"], ["staff.id"], name=op.f("fk_approval_seats_acting_id")),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name=op.f("fk_approval_seats_approval_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_approval_seats_staff_id")),
        sa.ForeignKeyConstraint(["step_id"], ["approval_steps.id"], name=op.f("fk_approval_seats_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_seats")),
        sa.UniqueConstraint("step_id", "staff_id", name=op.f("uq_approval_seats_step_id_staff_id")),
    )
    op.create_index("ix_approval_seats_acting", "approval_seats", ["acting_id", "state", "id"], unique=False)
    op.create_index(op.f("ix_approval_seats_approval_id"), "approval_seats", ["approval_id"], unique=False)
    op.create_index("ix_approval_seats_staff", "approval_seats", ["staff_id", "approval_id"], unique=False)
    op.create_table(
        "approval_voices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("approval_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("because", sa.String(length=40), nullable=True),
        sa.Column("said", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name=op.f("fk_approval_voices_approval_id")),
        sa.ForeignKeyConstraint(["step_id"], ["approval_steps.id"], name=op.f("fk_approval_voices_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_voices")),
    )
    op.create_index("ix_approval_voices_approval", "approval_voices", ["approval_id", "id"], unique=False)
    guards.renew(op.get_bind(), "approval_voices")


def downgrade() -> None:
    guards.drop(op.get_bind(), "approval_voices")
    op.drop_table("approval_voices")
    op.drop_table("approval_seats")
    op.drop_table("approval_steps")
    op.drop_table("approvals")
    op.drop_table("approval_chain_steps")
    op.drop_table("approval_chains")
