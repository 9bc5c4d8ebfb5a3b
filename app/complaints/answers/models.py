"""The tables of what customers are told about their complaints."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class ReplyLetter(Base):
    """A letter that tells a customer what was decided (客诉答复函; K-21): never the complaint form itself.

    States: draft, sent, void. A sent one never changes.
    """

    __tablename__ = "reply_letters"
    __table_args__ = (Index("ix_reply_letters_of", "complaint_id", "id"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("complaint_decisions.id"))
    salutation: Mapped[Name]
    words: Mapped[Long]
    way: Mapped[Code | None]  # letter, telephone, in person, e-mail
    sent_on: Mapped[date | None]
    sent_by: Mapped[Name | None]
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class StatusMessage(Base):
    """Something that was told about a complaint, inside the office or to the customer (进度通报; K-79)."""

    __tablename__ = "status_messages"
    __table_args__ = (Index("ix_status_messages_of", "complaint_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    outside: Mapped[bool]  # told to the customer
    way: Mapped[Code]
    told: Mapped[Name]
    words: Mapped[Long]
    at: Mapped[datetime]
    by: Mapped[Name]


class ComplaintVisit(Base):
    """A return visit after a complaint (投诉回访; K-67): satisfied or not, and what the customer said."""

    __tablename__ = "complaint_visits"
    __table_args__ = (Index("ix_complaint_visits_of", "complaint_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    visited_on: Mapped[date]
    way: Mapped[Code]
    reached: Mapped[bool]
    satisfied: Mapped[Code | None]  # satisfied, fair, dissatisfied
    words: Mapped[Long]
    at: Mapped[datetime]
    by: Mapped[Name]
