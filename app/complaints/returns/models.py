"""The tables of returned goods."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name
from app.domain.money import Fen, Rate


class ReturnSlip(Base):
    """A return slip for finished goods (成品退货单, F-71; K-33 to K-36), from sales to the store and to accounting.

    `approved_quantity` is that of the decision. `ratio` is the excess ratio that held when the goods came, in
    millionths, `ratio_of` whose it was: customer or office. `booked_quantity` is what is booked. States: draft,
    submitted, approved (on its way to the store), asked (it differs: somebody has to say), received, booked, void.
    """

    __tablename__ = "return_slips"
    __table_args__ = (Index("ix_return_slips_state", "state", "id"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("complaint_decisions.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery_notes.id"))
    order_number: Mapped[Code | None]
    material_number: Mapped[Code]
    product: Mapped[Name | None]
    unit: Mapped[str] = mapped_column(String(20))
    approved_quantity: Mapped[int] = mapped_column(BigInteger)
    slip_quantity: Mapped[int] = mapped_column(BigInteger)  # as sales writes it
    price_fen: Mapped[Fen]
    reason: Mapped[Long]
    handling: Mapped[Code]  # return, rework
    basis: Mapped[str] = mapped_column(String(200))
    received_quantity: Mapped[int | None] = mapped_column(BigInteger)
    received_on: Mapped[date | None]
    received_by: Mapped[Name | None]
    store_note: Mapped[Long | None]
    ratio: Mapped[Rate | None]
    ratio_of: Mapped[Code | None]
    question: Mapped[Long | None]
    ruling: Mapped[Long | None]
    ruled_by: Mapped[Name | None]
    booked_quantity: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
