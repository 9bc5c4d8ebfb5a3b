"""The tables of decisions and of special meetings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name
from app.domain.money import Fen

STANDS = "state IN ('proposed', 'approved')"
OPEN_OBJECTION = "state = 'submitted'"


class ComplaintDecision(Base):
    """A decision on a complaint, proposed and decided by authority (决定/核决; K-16, K-31, A-21 to A-24).

    `basis` is how it is decided: amount (A-24), leader (A-21), meeting (A-22). `amount_fen` is what it costs: it
    chooses the chain. `remedies` are the remedies granted: allowance, return, exchange, rework, compensation,
    apology, explanation, other, none. A refused one stays; a new one is proposed. At most one of a complaint waits or
    holds. After a reopening it is `to_confirm`, until somebody says that it still holds or proposes another. `why` says
    why it became void. States: proposed, approved, refused, void.
    """

    __tablename__ = "complaint_decisions"
    __table_args__ = (
        Index("ix_complaint_decisions_of", "complaint_id", "id"),
        Index("ix_complaint_decisions_state", "state", "id"),
        Index("ix_complaint_decisions_to_confirm", "to_confirm", "state", "id"),
        Index(
            "uq_complaint_decisions_standing", "complaint_id", unique=True, sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
    )  # fmt: skip

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    basis: Mapped[Code]
    upheld: Mapped[bool]
    amount_fen: Mapped[Fen]
    return_quantity: Mapped[int | None] = mapped_column(BigInteger)  # approved to come back (K-35)
    remedies: Mapped[list[Any]]
    words: Mapped[Long]  # the decision as the office words it, internal
    for_customer: Mapped[Long]  # what may be told to the customer
    approval_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    state: Mapped[Code]
    proposed_by: Mapped[Name]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[Name | None]
    decided_on: Mapped[date | None]
    to_confirm: Mapped[bool] = mapped_column(default=False)
    why: Mapped[Long | None]
    version: Mapped[int] = mapped_column(default=1)


class ComplaintMeeting(Base):
    """A special meeting on a serious complaint (专题会议; K-57, A-22): who was there, what was said and resolved."""

    __tablename__ = "complaint_meetings"
    __table_args__ = (Index("ix_complaint_meetings_of", "complaint_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    body: Mapped[Code]  # managers (经理办公会) or special (总经理专题会议)
    held_on: Mapped[date]
    attendees: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[Long]
    resolved: Mapped[Long]
    at: Mapped[datetime]
    by: Mapped[Name]


class ComplaintObjection(Base):
    """An objection to a decision (异议签呈; K-22, K-24, A-31) by a department or, through sales, by the customer.

    At most one of a complaint waits. States: submitted, allowed (the complaint goes back to its decision), refused,
    withdrawn.
    """

    __tablename__ = "complaint_objections"
    __table_args__ = (
        Index("ix_complaint_objections_of", "complaint_id", "id"),
        Index(
            "uq_complaint_objections_open", "complaint_id", unique=True, sqlite_where=text(OPEN_OBJECTION),
            postgresql_where=text(OPEN_OBJECTION),
        ),
    )  # fmt: skip

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("complaint_decisions.id"))
    whose: Mapped[Code]  # department, customer
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    reason: Mapped[Long]
    approval_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
