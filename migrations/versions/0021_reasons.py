"""Finding words in reasons."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    reasoned = sa.text("reason IS NOT NULL")
    op.create_index("ix_history_reasoned", "history", ["id"], sqlite_where=reasoned, postgresql_where=reasoned)


def downgrade() -> None:
    op.drop_index("ix_history_reasoned", table_name="history")
