"""The tables of service orders."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name
from app.domain.money import Fen


class ServiceOrder(Base):
    """A repair that a customer asked for (服务指令, F-94; C-125): an order with a watched deadline, or "not ours".

    `part`: private or public. `warranty` is whether it is within warranty: then the builder is told (`referred_to`).
    States: asked, ordered, done, referred, refused, cancelled.
    """

    __tablename__ = "service_orders"
    __table_args__ = (
        Index("ix_service_orders_state", "state", "due_on", "id"),
        Index("ix_service_orders_customer", "customer_id", "id"),
        Index("ix_service_orders_staff", "staff_id", "state", "due_on", "id"),
        Index("ix_service_orders_department", "department_id", "state", "staff_id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    contact_name: Mapped[Name | None]
    contact_phone: Mapped[Code | None]
    place: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[datetime]
    what: Mapped[Long]
    part: Mapped[Code]
    warranty: Mapped[bool | None]
    ours: Mapped[bool | None]
    referred_to: Mapped[Name | None]
    referred_words: Mapped[Long | None]
    owner_told_on: Mapped[date | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    task: Mapped[Long | None]
    due_on: Mapped[date | None]
    fee_fen: Mapped[Fen | None]
    done_at: Mapped[datetime | None]
    result: Mapped[Long | None]
    satisfied: Mapped[Code | None]
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), index=True)
    came_from: Mapped[str | None] = mapped_column(String(60))
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
