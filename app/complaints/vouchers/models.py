"""The tables of vouchers and of receivables left out of a bonus base."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name
from app.domain.money import Fen


class Voucher(Base):
    """What accounting books for a remedy (传票, F-73; K-35 to K-39); never changed.

    A wrong one is reversed by another.
    """

    __tablename__ = "vouchers"
    __table_args__ = (Index("ix_vouchers_booked", "booked_on", "id"), APPEND_ONLY)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    subject: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[Code]  # return, allowance
    quantity: Mapped[int | None] = mapped_column(BigInteger)
    amount_fen: Mapped[Fen]
    tax_fen: Mapped[Fen]
    words: Mapped[str] = mapped_column(String(300))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"), unique=True)
    booked_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[Name]


class WithheldReceivable(Base):
    """A receivable that a complaint delays, taken out of the base of the collection bonus (K-37, S-30).

    It stands from `from_month` to `until_month` (open while empty), such as 2026-11.
    """

    __tablename__ = "withheld_receivables"
    __table_args__ = (
        Index("ix_withheld_receivables_staff", "staff_id", "from_month", "id"),
        Index(
            "uq_withheld_receivables_open", "complaint_id", "material_number", unique=True,
            sqlite_where=text("until_month IS NULL"), postgresql_where=text("until_month IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    material_number: Mapped[Code | None]
    amount_fen: Mapped[Fen]
    from_month: Mapped[str] = mapped_column(String(7))
    until_month: Mapped[str | None] = mapped_column(String(7))
    why_ended: Mapped[Long | None]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
