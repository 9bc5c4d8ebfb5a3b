"""The tables of disagreements between departments."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Dispute(Base):
    """A matter of several departments (跨部门事项): the demanding one leads; where a disagreement
    stops it, the opinions go to the office, which arbitrates and watches that it is done (K-78, A-35).

    States: open, before_office, arbitrated, done.
    """

    __tablename__ = "disputes"
    __table_args__ = (Index("ix_disputes_state", "state", "id"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), index=True)
    matter: Mapped[str] = mapped_column(String(200))
    lead_department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    approval_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    arbitration: Mapped[Long | None]
    arbitrated_by: Mapped[Name | None]
    arbitrated_on: Mapped[date | None]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    result: Mapped[Long | None]
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class DisputeDepartment(Base):
    """A department that such a matter concerns (相关部门), the leading one too: it is asked for its opinion."""

    __tablename__ = "dispute_departments"
    __table_args__ = (UniqueConstraint("dispute_id", "department_id"),)

    id: Mapped[Id]
    dispute_id: Mapped[int] = mapped_column(ForeignKey("disputes.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)


class DisputeOpinion(Base):
    """What a department says in such a matter (各方意见)."""

    __tablename__ = "dispute_opinions"
    __table_args__ = (Index("ix_dispute_opinions_of", "dispute_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    dispute_id: Mapped[int] = mapped_column(ForeignKey("disputes.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    words: Mapped[Long]
    at: Mapped[datetime]
    by: Mapped[Name]
