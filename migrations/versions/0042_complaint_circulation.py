"""Causes of complaints, and the stages by which they go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_causes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("negligence", sa.Boolean(), nullable=False),
        sa.Column("sanction_rule", sa.String(length=40), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_causes")),
        sa.UniqueConstraint("key", name=op.f("uq_complaint_causes_key")),
    )
    op.create_table(
        "complaint_routes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("cause_scheme", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("day_zero", sa.Boolean(), nullable=False),
        sa.Column("resale_months", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_routes")),
        sa.UniqueConstraint("key", "revision", name=op.f("uq_complaint_routes_key_revision")),
    )
    op.create_table(
        "complaint_route_limits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("route_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["route_id"], ["complaint_routes.id"], name=op.f("fk_complaint_route_limits_route_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_route_limits")),
        sa.UniqueConstraint(
            "route_id", "severity", "origin", name=op.f("uq_complaint_route_limits_route_id_severity_origin")
        ),
    )
    op.create_table(
        "complaint_route_stages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("route_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=40), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("position_key", sa.String(length=40), nullable=True),
        sa.Column("asks", sa.JSON(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("optional", sa.Boolean(), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_complaint_route_stages_department_id")
        ),
        sa.ForeignKeyConstraint(["route_id"], ["complaint_routes.id"], name=op.f("fk_complaint_route_stages_route_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_route_stages")),
        sa.UniqueConstraint("route_id", "key", name=op.f("uq_complaint_route_stages_route_id_key")),
        sa.UniqueConstraint("route_id", "position", name=op.f("uq_complaint_route_stages_route_id_position")),
    )


def downgrade() -> None:
    op.drop_table("complaint_route_stages")
    op.drop_table("complaint_route_limits")
    op.drop_table("complaint_routes")
    op.drop_table("complaint_causes")
