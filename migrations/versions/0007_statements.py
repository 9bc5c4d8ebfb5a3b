"""Settlement slips."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("totals", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("posted_by", sa.String(length=120), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("posted_at", sa.DateTime(), nullable=True),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index("ix_runs_period", "runs", ["period", "id"], unique=False)
    op.create_index(
        "uq_runs_open",
        "runs",
        ["period"],
        unique=True,
        sqlite_where=sa.text("kind = 'month' AND state IN ('drafting', 'drafted', 'posting')"),
        postgresql_where=sa.text("kind = 'month' AND state IN ('drafting', 'drafted', 'posting')"),
    )
    op.create_table(
        "statements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reading_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("account_number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("use", sa.String(length=40), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("book", sa.String(length=40), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("meter_number", sa.String(length=40), nullable=True),
        sa.Column("digits", sa.Integer(), nullable=True),
        sa.Column("previous", sa.BigInteger(), nullable=False),
        sa.Column("previous_on", sa.Date(), nullable=True),
        sa.Column("current", sa.BigInteger(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("reader", sa.String(length=120), nullable=True),
        sa.Column("factor", sa.Integer(), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=False),
        sa.Column("cycle_start", sa.Date(), nullable=True),
        sa.Column("cumulative_from", sa.BigInteger(), nullable=False),
        sa.Column("cumulative_to", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("tax_rate", sa.Integer(), nullable=True),
        sa.Column("tariff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ceilings", sa.JSON(), nullable=False),
        sa.Column("reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["gas_accounts.id"], name=op.f("fk_statements_account_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_statements_customer_id")),
        sa.ForeignKeyConstraint(["plan_item_id"], ["plan_items.id"], name=op.f("fk_statements_plan_item_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_statements_reading_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["statements.id"], name=op.f("fk_statements_reverses_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_statements_run_id")),
        sa.ForeignKeyConstraint(["tariff_id"], ["tariffs.id"], name=op.f("fk_statements_tariff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint(
            "account_id", "period", "kind", "sequence", name=op.f("uq_statements_account_id_period_kind_sequence")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_statements_number")),
    )
    op.create_index("ix_statements_customer", "statements", ["customer_id", "id"], unique=False)
    op.create_index("ix_statements_cycle", "statements", ["account_id", "cycle_start"], unique=False)
    op.create_index("ix_statements_item", "statements", ["plan_item_id"], unique=False)
    op.create_index("ix_statements_period", "statements", ["period", "id"], unique=False)
    op.create_index("ix_statements_run", "statements", ["run_id", "book", "position", "id"], unique=False)
    op.create_table(
        "statement_deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_statement_deliveries_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_deliveries")),
    )
    op.create_index("ix_statement_deliveries_statement", "statement_deliveries", ["statement_id", "id"], unique=False)
    op.create_table(
        "statement_lines",
        sa.Column("statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("tariff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_statement_lines_statement_id")),
        sa.ForeignKeyConstraint(["tariff_id"], ["tariffs.id"], name=op.f("fk_statement_lines_tariff_id")),
        sa.PrimaryKeyConstraint("statement_id", "place", name=op.f("pk_statement_lines")),
    )
    op.create_index("ix_statement_lines_tariff", "statement_lines", ["tariff_id"], unique=False)
    guards.renew(op.get_bind(), "statements", "(SELECT state FROM runs WHERE runs.id = OLD.run_id) = 'posted'")
    guards.renew(op.get_bind(), "statement_deliveries")
    guards.renew(
        op.get_bind(),
        "statement_lines",
        "(SELECT r.state FROM statements s JOIN runs r ON r.id = s.run_id WHERE s.id = OLD.statement_id) = 'posted'",
    )


def downgrade() -> None:
    guards.drop(op.get_bind(), "statement_lines")
    op.drop_table("statement_lines")
    guards.drop(op.get_bind(), "statement_deliveries")
    op.drop_table("statement_deliveries")
    guards.drop(op.get_bind(), "statements")
    op.drop_table("statements")
    op.drop_table("runs")
