"""The tables of orders and deliveries."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Name
from app.domain.money import Fen, Rate


class DeliveryNote(Base):
    """What was ordered and delivered (订单/交货单, F-98), as far as a complaint needs it.

    `excess_ratio` is the excess acceptance ratio (超量允收比率) that the customer noted on this order, in millionths;
    empty where he noted none (K-36).
    """

    __tablename__ = "delivery_notes"
    __table_args__ = (
        UniqueConstraint("order_number", "material_number", "note_number"),
        Index("ix_delivery_notes_customer", "customer_id", "shipped_on", "id"),
    )

    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    order_number: Mapped[Code]
    material_number: Mapped[Code]
    note_number: Mapped[Code]
    product: Mapped[Name | None]
    unit: Mapped[str] = mapped_column(String(20))
    ordered: Mapped[int] = mapped_column(BigInteger)
    delivered: Mapped[int] = mapped_column(BigInteger)
    shipped_on: Mapped[date]
    price_fen: Mapped[Fen]  # of one unit
    excess_ratio: Mapped[Rate | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # of sales
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"), index=True)
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
