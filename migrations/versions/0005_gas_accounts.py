"""Gas accounts, meters, price lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tariffs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.Column("issuer", sa.String(length=200), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("entered_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariffs")),
    )
    op.create_index("uq_tariffs_start", "tariffs", ["category", "valid_from"], unique=True)
    op.create_table(
        "meters",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_meters_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meters")),
        sa.UniqueConstraint("number", name=op.f("uq_meters_number")),
    )
    op.create_index("ix_meters_batch", "meters", ["batch_id"], unique=False)
    op.create_table(
        "gas_accounts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("use", sa.String(length=40), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("book", sa.String(length=40), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("cycle_volume", sa.BigInteger(), nullable=False),
        sa.Column("cycle_as_of", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_gas_accounts_batch_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_gas_accounts_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gas_accounts")),
        sa.UniqueConstraint("number", name=op.f("uq_gas_accounts_number")),
    )
    op.create_index("ix_gas_accounts_batch", "gas_accounts", ["batch_id"], unique=False)
    op.create_index("ix_gas_accounts_category", "gas_accounts", ["category", "number"], unique=False)
    op.create_index("ix_gas_accounts_customer", "gas_accounts", ["customer_id", "id"], unique=False)
    op.create_index("ix_gas_accounts_name", "gas_accounts", ["name", "id"], unique=False)
    op.create_index("ix_gas_accounts_route", "gas_accounts", ["book", "position", "id"], unique=False)
    op.create_index("ix_gas_accounts_state", "gas_accounts", ["state", "number"], unique=False)
    op.create_table(
        "installations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("installed_on", sa.Date(), nullable=True),
        sa.Column("initial_reading", sa.BigInteger(), nullable=False),
        sa.Column("factor", sa.Integer(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("final_reading", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["gas_accounts.id"], name=op.f("fk_installations_account_id")),
        sa.ForeignKeyConstraint(["meter_id"], ["meters.id"], name=op.f("fk_installations_meter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installations")),
    )
    op.create_index("ix_installations_account", "installations", ["account_id", "id"], unique=False)
    op.create_index("ix_installations_meter", "installations", ["meter_id", "id"], unique=False)
    op.create_index(
        "uq_installations_account",
        "installations",
        ["account_id"],
        unique=True,
        sqlite_where=sa.text("removed_on IS NULL"),
        postgresql_where=sa.text("removed_on IS NULL"),
    )
    op.create_index(
        "uq_installations_meter",
        "installations",
        ["meter_id"],
        unique=True,
        sqlite_where=sa.text("removed_on IS NULL"),
        postgresql_where=sa.text("removed_on IS NULL"),
    )
    guards.renew(op.get_bind(), "tariffs", "EXISTS (SELECT 1 FROM statement_lines WHERE tariff_id = OLD.id)")


def downgrade() -> None:
    op.drop_table("installations")
    op.drop_table("gas_accounts")
    op.drop_table("meters")
    guards.drop(op.get_bind(), "tariffs")
    op.drop_table("tariffs")
