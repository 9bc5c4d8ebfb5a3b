"""Who approved a value of an office rule."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("policy_values", sa.Column("approved_by", sa.String(length=120), nullable=True))
    op.add_column("policy_values", sa.Column("approval_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("policy_values", "approval_id")
    op.drop_column("policy_values", "approved_by")
