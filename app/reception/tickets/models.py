"""The tables of ticket printers and of printed tickets."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class TicketPrinter(Base):
    """A printer for tickets (小票打印机): the browser's own, or one in the network that takes ESC/POS."""

    __tablename__ = "ticket_printers"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    kind: Mapped[Code]  # browser | network
    paper: Mapped[Code]  # 80mm | 58mm
    host: Mapped[Name | None]
    port: Mapped[int | None]
    usual: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class TicketPrint(Base):
    """A print of a visitor's ticket (排队小票): pending, ok or failed with its cause. The newest tells the state."""

    __tablename__ = "ticket_prints"
    __table_args__ = (Index("ix_ticket_prints_visit", "visit_id", "id"), Index("ix_ticket_prints_state", "state", "id"))

    id: Mapped[Id]
    visit_id: Mapped[int] = mapped_column(BigInteger)
    printer_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_printers.id"))
    state: Mapped[Code] = mapped_column(default="pending")
    cause: Mapped[Long | None]
    asked_at: Mapped[datetime]
    asked_by: Mapped[Name]
    asked_by_id: Mapped[int | None] = mapped_column(BigInteger)
    ended_at: Mapped[datetime | None]
