"""Deliveries, allowances, returned goods and vouchers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app import guards

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remedy_proofs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("invoice_number", sa.String(length=40), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("price_fen", sa.BigInteger(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("stamped", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_proofs")),
    )
    op.create_index("ix_remedy_proofs_subject", "remedy_proofs", ["subject", "id"], unique=False)
    op.create_table(
        "delivery_notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_number", sa.String(length=40), nullable=False),
        sa.Column("material_number", sa.String(length=40), nullable=False),
        sa.Column("note_number", sa.String(length=40), nullable=False),
        sa.Column("product", sa.String(length=120), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("ordered", sa.BigInteger(), nullable=False),
        sa.Column("delivered", sa.BigInteger(), nullable=False),
        sa.Column("shipped_on", sa.Date(), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        sa.Column("excess_ratio", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_delivery_notes_batch_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_delivery_notes_customer_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_delivery_notes_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_notes")),
        sa.UniqueConstraint(
            "order_number",
            "material_number",
            "note_number",
            name=op.f("uq_delivery_notes_order_number_material_number_note_number"),
        ),
    )
    op.create_index(op.f("ix_delivery_notes_batch_id"), "delivery_notes", ["batch_id"], unique=False)
    op.create_index("ix_delivery_notes_customer", "delivery_notes", ["customer_id", "shipped_on", "id"], unique=False)
    op.create_table(
        "vouchers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("tax_fen", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_vouchers_complaint_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["vouchers.id"], name=op.f("fk_vouchers_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint("number", name=op.f("uq_vouchers_number")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_vouchers_reverses_id")),
    )
    op.create_index("ix_vouchers_booked", "vouchers", ["booked_on", "id"], unique=False)
    op.create_index(op.f("ix_vouchers_complaint_id"), "vouchers", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_vouchers_subject"), "vouchers", ["subject"], unique=False)
    op.create_table(
        "withheld_receivables",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("material_number", sa.String(length=40), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("from_month", sa.String(length=7), nullable=False),
        sa.Column("until_month", sa.String(length=7), nullable=True),
        sa.Column("why_ended", sa.Text(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_withheld_receivables_complaint_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_withheld_receivables_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withheld_receivables")),
    )
    op.create_index(
        op.f("ix_withheld_receivables_complaint_id"), "withheld_receivables", ["complaint_id"], unique=False
    )
    op.create_index(
        "ix_withheld_receivables_staff", "withheld_receivables", ["staff_id", "from_month", "id"], unique=False
    )
    op.create_index(
        "uq_withheld_receivables_open",
        "withheld_receivables",
        ["complaint_id", "material_number"],
        unique=True,
        sqlite_where=sa.text("until_month IS NULL"),
        postgresql_where=sa.text("until_month IS NULL"),
    )
    op.create_table(
        "allowances",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("invoice_number", sa.String(length=40), nullable=True),
        sa.Column("invoice_on", sa.Date(), nullable=True),
        sa.Column("product", sa.String(length=120), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("price_fen", sa.BigInteger(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("tax_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stamped_on", sa.Date(), nullable=True),
        sa.Column("stamped_by", sa.String(length=120), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_allowances_complaint_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_allowances_customer_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["complaint_decisions.id"], name=op.f("fk_allowances_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowances")),
        sa.UniqueConstraint("number", name=op.f("uq_allowances_number")),
    )
    op.create_index(op.f("ix_allowances_complaint_id"), "allowances", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_allowances_customer_id"), "allowances", ["customer_id"], unique=False)
    op.create_index("ix_allowances_state", "allowances", ["state", "id"], unique=False)
    op.create_table(
        "return_slips",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("order_number", sa.String(length=40), nullable=True),
        sa.Column("material_number", sa.String(length=40), nullable=False),
        sa.Column("product", sa.String(length=120), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("approved_quantity", sa.BigInteger(), nullable=False),
        sa.Column("slip_quantity", sa.BigInteger(), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("handling", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("received_quantity", sa.BigInteger(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("received_by", sa.String(length=120), nullable=True),
        sa.Column("store_note", sa.Text(), nullable=True),
        sa.Column("ratio", sa.Integer(), nullable=True),
        sa.Column("ratio_of", sa.String(length=40), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("ruling", sa.Text(), nullable=True),
        sa.Column("ruled_by", sa.String(length=120), nullable=True),
        sa.Column("booked_quantity", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_return_slips_complaint_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_return_slips_customer_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["complaint_decisions.id"], name=op.f("fk_return_slips_decision_id")),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery_notes.id"], name=op.f("fk_return_slips_delivery_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_slips")),
        sa.UniqueConstraint("number", name=op.f("uq_return_slips_number")),
    )
    op.create_index(op.f("ix_return_slips_complaint_id"), "return_slips", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_return_slips_customer_id"), "return_slips", ["customer_id"], unique=False)
    op.create_index("ix_return_slips_state", "return_slips", ["state", "id"], unique=False)
    guards.renew(op.get_bind(), "remedy_proofs")
    guards.renew(op.get_bind(), "vouchers")


def downgrade() -> None:
    op.drop_table("return_slips")
    op.drop_table("allowances")
    op.drop_table("withheld_receivables")
    guards.drop(op.get_bind(), "vouchers")
    op.drop_table("vouchers")
    op.drop_table("delivery_notes")
    guards.drop(op.get_bind(), "remedy_proofs")
    op.drop_table("remedy_proofs")
