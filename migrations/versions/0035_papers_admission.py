"""Papers of customers and their admission."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "admission_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission_steps")),
    )
    op.create_index("ix_admission_steps_customer", "admission_steps", ["customer_id", "id"], unique=False)
    op.create_table(
        "paper_kinds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("expires", sa.Boolean(), nullable=False),
        sa.Column("checked_by", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_kinds")),
        sa.UniqueConstraint("key", name=op.f("uq_paper_kinds_key")),
        sa.UniqueConstraint("name", name=op.f("uq_paper_kinds_name")),
    )
    op.create_table(
        "paper_requirements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paper_kind_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_kind_id"], ["paper_kinds.id"], name=op.f("fk_paper_requirements_paper_kind_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_requirements")),
        sa.UniqueConstraint(
            "paper_kind_id", "kind", "category", name=op.f("uq_paper_requirements_paper_kind_id_kind_category")
        ),
    )
    op.create_table(
        "admissions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_admissions_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admissions")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_admissions_customer_id")),
        sa.UniqueConstraint("number", name=op.f("uq_admissions_number")),
    )
    op.create_index("ix_admissions_state", "admissions", ["state", "id"], unique=False)
    op.create_table(
        "invoicing_data",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("tax_number", sa.String(length=40), nullable=False),
        sa.Column("bank", sa.String(length=120), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_why", sa.Text(), nullable=True),
        sa.Column("verified_by", sa.String(length=120), nullable=True),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.Column("entered_by", sa.String(length=120), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_invoicing_data_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoicing_data")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_invoicing_data_customer_id")),
    )
    op.create_index("ix_invoicing_data_state", "invoicing_data", ["state", "id"], unique=False)
    op.create_table(
        "papers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("issuer", sa.String(length=120), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_why", sa.Text(), nullable=True),
        sa.Column("verified_by", sa.String(length=120), nullable=True),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.Column("replaced_by_id", sa.BigInteger(), nullable=True),
        sa.Column("renewal_until", sa.Date(), nullable=True),
        sa.Column("renewal_note", sa.Text(), nullable=True),
        sa.Column("warned_days", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("added_by", sa.String(length=120), nullable=False),
        sa.Column("added_by_id", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_papers_customer_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["paper_kinds.id"], name=op.f("fk_papers_kind_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
    )
    op.create_index("ix_papers_customer", "papers", ["customer_id", "id"], unique=False)
    op.create_index("ix_papers_expires", "papers", ["state", "expires_on", "customer_id"], unique=False)
    op.create_index("ix_papers_number", "papers", ["number"], unique=False)
    guards.renew(op.get_bind(), "admission_steps")


def downgrade() -> None:
    op.drop_table("papers")
    op.drop_table("invoicing_data")
    op.drop_table("admissions")
    op.drop_table("paper_requirements")
    op.drop_table("paper_kinds")
    guards.drop(op.get_bind(), "admission_steps")
    op.drop_table("admission_steps")
