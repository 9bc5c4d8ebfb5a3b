"""What every office begins with: categories, what files must hold, kinds of papers; and today's owners as a ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

CATEGORIES = ("target", "ordinary", "key", "potential")  # C-06
REQUIRED = {
    "person": ["address", "phone"],
    "company": ["nature", "supervising_unit", "address", "contact", "phone"],  # C-08
}
PAPERS = (  # C-55
    ("business_licence", True, "sales"),
    ("national_tax", False, "finance"),
    ("local_tax", False, "finance"),
    ("organisation_code", True, "sales"),
)


def upgrade() -> None:
    ship_file_rules()
    ship_papers()
    begin_the_ledger()


def ship_file_rules() -> None:
    categories = sa.table("customer_categories", *map(sa.column, ("key", "position", "active")))
    op.bulk_insert(categories, [{"key": key, "position": n, "active": True} for n, key in enumerate(CATEGORIES, 1)])
    op.bulk_insert(
        sa.table("file_requirements", *map(sa.column, ("kind", "category", "filing")), sa.column("fields", sa.JSON)),
        [
            # A household that burns gas is nobody's overdue filing.
            {"kind": kind, "category": key, "fields": fields, "filing": (kind, key) != ("person", "ordinary")}
            for kind, fields in REQUIRED.items()
            for key in CATEGORIES
        ],
    )


def ship_papers() -> None:
    columns = ("id", "key", "expires", "checked_by", "position", "active")
    kinds = sa.table("paper_kinds", *map(sa.column, columns))
    rows = [
        {"key": key, "expires": expires, "checked_by": by, "position": n, "active": True}
        for n, (key, expires, by) in enumerate(PAPERS, 1)
    ]
    op.bulk_insert(kinds, rows)
    required = sa.table("paper_requirements", *map(sa.column, ("paper_kind_id", "kind", "category")))
    for category in CATEGORIES:
        asked = sa.select(kinds.c.id, sa.literal("company"), sa.literal(category))
        op.execute(sa.insert(required).from_select(["paper_kind_id", "kind", "category"], asked))


def begin_the_ledger() -> None:
    """Who owns a customer today has owned him since his file was opened: earlier owners are known to history only."""
    customers = sa.table("customers", *map(sa.column, ("id", "owner_id", "opened_at")))
    columns = ("customer_id", "staff_id", "part", "ground", "from_at", "made_by")
    spells = sa.table("owner_spells", *map(sa.column, columns))
    owned = sa.select(
        customers.c.id, customers.c.owner_id, sa.literal("main"), sa.literal("filed"), customers.c.opened_at,
        sa.literal("Qiantai"),
    ).where(customers.c.owner_id.is_not(None))  # fmt: skip
    op.execute(sa.insert(spells).from_select(list(columns), owned))


def downgrade() -> None:
    """The tables go with the migrations that made them."""
