"""What customer files are asked beside: first contact, importance, merges and erasure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("first_contact_on", sa.Date(), nullable=True))
    op.add_column("customers", sa.Column("important", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("customers", sa.Column("merged_into_id", sa.BigInteger(), nullable=True))
    op.add_column("customers", sa.Column("erased_at", sa.DateTime(), nullable=True))
    op.create_index(
        "ix_customers_merged",
        "customers",
        ["merged_into_id"],
        sqlite_where=sa.text("merged_into_id IS NOT NULL"),
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index("ix_customers_category", "customers", ["category", "id"])
    op.create_index(
        "ix_customers_important",
        "customers",
        ["id"],
        sqlite_where=sa.text("important = 1"),
        postgresql_where=sa.text("important"),
    )


def downgrade() -> None:
    op.drop_index("ix_customers_important", table_name="customers")
    op.drop_index("ix_customers_category", table_name="customers")
    op.drop_index("ix_customers_merged", table_name="customers")
    for name in ("erased_at", "merged_into_id", "important", "first_contact_on"):
        op.drop_column("customers", name)
