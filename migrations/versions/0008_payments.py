"""Payments, debts and prepaid money."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("tendered", sa.BigInteger(), nullable=True),
        sa.Column("change", sa.BigInteger(), nullable=True),
        sa.Column("to_debts", sa.BigInteger(), nullable=False),
        sa.Column("to_prepaid", sa.BigInteger(), nullable=False),
        sa.Column("prepaid_after", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=True),
        sa.Column("booking", sa.Integer(), nullable=False),
        sa.Column("payer", sa.String(length=120), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("taken_by", sa.String(length=120), nullable=False),
        sa.Column("reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("origin", sa.String(length=60), nullable=True),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["gas_accounts.id"], name=op.f("fk_payments_account_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_payments_batch_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_payments_customer_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["payments.id"], name=op.f("fk_payments_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("number", name=op.f("uq_payments_number")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_payments_reverses_id")),
    )
    op.create_index("ix_payments_account", "payments", ["account_id", "id"], unique=False)
    op.create_index(op.f("ix_payments_batch_id"), "payments", ["batch_id"], unique=False)
    op.create_index("ix_payments_channel", "payments", ["channel", "paid_on", "id"], unique=False)
    op.create_index("ix_payments_paid_on", "payments", ["paid_on", "id"], unique=False)
    op.create_index("ix_payments_sums", "payments", ["paid_on", "channel", "amount"], unique=False)
    op.create_index("ix_payments_taken_by", "payments", ["staff_id", "paid_on", "id"], unique=False)
    op.create_index(
        "uq_payments_reference",
        "payments",
        ["channel", "reference", "booking"],
        unique=True,
        sqlite_where=sa.text("reference IS NOT NULL AND reverses_id IS NULL"),
        postgresql_where=sa.text("reference IS NOT NULL AND reverses_id IS NULL"),
    )
    op.create_table(
        "prepaid_balances",
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_prepaid_balances_not_negative")),
        sa.ForeignKeyConstraint(["account_id"], ["gas_accounts.id"], name=op.f("fk_prepaid_balances_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_prepaid_balances")),
    )
    op.create_table(
        "unmatched_payments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("account_text", sa.String(length=120), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("payer", sa.String(length=120), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_unmatched_payments_batch_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_unmatched_payments_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmatched_payments")),
    )
    op.create_index("ix_unmatched_payments_state", "unmatched_payments", ["state", "id"], unique=False)
    op.create_index("uq_unmatched_payments_reference", "unmatched_payments", ["channel", "reference"], unique=True)
    op.create_table(
        "allocations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["gas_accounts.id"], name=op.f("fk_allocations_account_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_allocations_payment_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_allocations_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocations")),
    )
    op.create_index("ix_allocations_account", "allocations", ["account_id", "id"], unique=False)
    op.create_index("ix_allocations_payment", "allocations", ["payment_id"], unique=False)
    op.create_index("ix_allocations_statement", "allocations", ["statement_id", "id"], unique=False)
    op.create_table(
        "prepaid_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["gas_accounts.id"], name=op.f("fk_prepaid_entries_account_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_prepaid_entries_payment_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_prepaid_entries_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepaid_entries")),
    )
    op.create_index("ix_prepaid_entries_account", "prepaid_entries", ["account_id", "id"], unique=False)
    op.create_index(op.f("ix_prepaid_entries_payment_id"), "prepaid_entries", ["payment_id"], unique=False)
    op.create_table(
        "receivables",
        sa.Column(
            "statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("outstanding", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["gas_accounts.id"], name=op.f("fk_receivables_account_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_receivables_run_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_receivables_statement_id")),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_receivables")),
    )
    op.create_index("ix_receivables_account", "receivables", ["account_id", "statement_id"], unique=False)
    op.create_index(
        "ix_receivables_due",
        "receivables",
        ["due_on", "statement_id"],
        unique=False,
        sqlite_where=sa.text("outstanding <> 0"),
        postgresql_where=sa.text("outstanding <> 0"),
    )
    op.create_index(
        "ix_receivables_month",
        "receivables",
        ["period", "run_id", "delivered_on", "amount", "outstanding"],
        unique=False,
    )
    op.create_index(
        "ix_receivables_open",
        "receivables",
        ["account_id", "due_on"],
        unique=False,
        sqlite_where=sa.text("outstanding <> 0"),
        postgresql_where=sa.text("outstanding <> 0"),
    )
    guards.renew(op.get_bind(), "payments")
    guards.renew(op.get_bind(), "allocations")
    guards.renew(op.get_bind(), "prepaid_entries")


def downgrade() -> None:
    op.drop_table("receivables")
    guards.drop(op.get_bind(), "prepaid_entries")
    op.drop_table("prepaid_entries")
    guards.drop(op.get_bind(), "allocations")
    op.drop_table("allocations")
    op.drop_table("unmatched_payments")
    op.drop_table("prepaid_balances")
    guards.drop(op.get_bind(), "payments")
    op.drop_table("payments")
