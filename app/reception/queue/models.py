"""The tables of visits and of their states."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name

HERE = "state IN ('waiting', 'called', 'serving', 'hold')"


class Visit(Base):
    """A visitor of a day (来访): from the door to the door.

    `number` is what is called (A007), unique within the `day`. `state` is waiting, called, serving, hold, done,
    no_show, left or cancelled, since `state_at`; every state so far is an interval. `place` orders the waiting; it
    stays when a visitor is transferred or comes back. `staff_id` is who is to receive or receives, `desk_id` where.
    `calls` counts the calls of this round, `called_at` is the last. A visit with `confirmed` false was found to need
    no reception (R-12). `needs` are the words of the visitor. `token` opens the page on the visitor's own phone.

    What was said at the door and decides who receives: `first_time` (yes, no, unknown), `asked_for_id` (the rep
    named first; others in VisitNamed), `brought_by_id` (the customer who brought or sent him), `announced_for_id`
    (the rep who announced him), `referral_id`, `company_case_id`, `leader_named` (a leader named the rep),
    `appointment_id`, `family_of_id` (the visit of husband, wife or family).
    """

    __tablename__ = "visits"
    __table_args__ = (
        UniqueConstraint("day", "number"),
        Index("ix_visits_day", "day", "id"),
        Index("ix_visits_line", "day", "state", "purpose_id", "place", "id"),
        Index("ix_visits_customer", "customer_id", "id"),
        Index("ix_visits_phone", "phone", "id"),
        Index("ix_visits_staff", "staff_id", "day", "id"),
        Index("ix_visits_here", "state", "id", sqlite_where=text(HERE), postgresql_where=text(HERE)),
        Index("uq_visits_serving", "staff_id", unique=True, sqlite_where=text("state = 'serving'"),
              postgresql_where=text("state = 'serving'")),
    )  # fmt: skip

    id: Mapped[Id]
    day: Mapped[date]
    number: Mapped[Code]
    purpose_id: Mapped[int] = mapped_column(ForeignKey("purposes.id"))
    channel: Mapped[Code]  # walk_in | phone | appointment | referral
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    phone: Mapped[Code | None]
    party: Mapped[int] = mapped_column(default=1)
    needs: Mapped[Long | None]
    vip: Mapped[bool] = mapped_column(default=False)
    first_time: Mapped[Code] = mapped_column(default="unknown")
    asked_for_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    forgot: Mapped[bool] = mapped_column(default=False)
    complains: Mapped[bool] = mapped_column(default=False)
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    announced_for_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    referral_id: Mapped[int | None] = mapped_column(BigInteger)
    company_case_id: Mapped[int | None] = mapped_column(BigInteger)
    leader_named: Mapped[bool] = mapped_column(default=False)
    appointment_id: Mapped[int | None] = mapped_column(BigInteger)
    family_of_id: Mapped[int | None] = mapped_column(ForeignKey("visits.id"))
    arrived_at: Mapped[datetime]
    place: Mapped[datetime]
    state: Mapped[Code]
    state_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    desk_id: Mapped[int | None] = mapped_column(ForeignKey("desks.id"))
    calls: Mapped[int] = mapped_column(default=0)
    called_at: Mapped[datetime | None]
    confirmed: Mapped[bool] = mapped_column(default=True)
    outcome: Mapped[Code | None]
    outcome_note: Mapped[Long | None]
    ended_at: Mapped[datetime | None]
    token: Mapped[str] = mapped_column(String(40), unique=True)
    registered_by: Mapped[Name]
    registered_by_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)


class VisitInterval(Base):
    """A state that a visit was or is in: since when, until when, with whom, by whom and why.

    An undone step is kept with `undone_at`; the one before it goes on as if it had not ended. At most one is open.
    With `place` an interval holds all that the visit showed then, so that an undo finds it again.
    """

    __tablename__ = "visit_intervals"
    __table_args__ = (
        Index("ix_visit_intervals_visit", "visit_id", "id"),
        Index("ix_visit_intervals_began", "state", "began_at"),
        Index("uq_visit_intervals_open", "visit_id", unique=True,
              sqlite_where=text("ended_at IS NULL AND undone_at IS NULL"),
              postgresql_where=text("ended_at IS NULL AND undone_at IS NULL")),
    )  # fmt: skip

    id: Mapped[Id]
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))
    state: Mapped[Code]
    step: Mapped[Code]  # the verb that began it: register, call, recall, receive, hold, transfer, back, …
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    desk_id: Mapped[int | None] = mapped_column(ForeignKey("desks.id"))
    purpose_id: Mapped[int] = mapped_column(ForeignKey("purposes.id"))
    place: Mapped[datetime]
    calls: Mapped[int] = mapped_column(default=0)
    called_at: Mapped[datetime | None]
    reason: Mapped[Long | None]
    by_name: Mapped[Name]
    by_id: Mapped[int | None] = mapped_column(BigInteger)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[Name | None]


class VisitNamed(Base):
    """A rep whom the visitor named, in the order of the naming (R-41)."""

    __tablename__ = "visit_named"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class VisitHelper(Base):
    """A colleague who was invited to join a reception (R-16)."""

    __tablename__ = "visit_helpers"
    __table_args__ = (UniqueConstraint("visit_id", "staff_id"),)

    id: Mapped[Id]
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[Long | None]
    at: Mapped[datetime]
    by_name: Mapped[Name]


class VisitDeed(Base):
    """Something done for the visitor during the visit, such as a payment: what the visit has led to. Never changed."""

    __tablename__ = "visit_deeds"
    __table_args__ = (
        Index("ix_visit_deeds_visit", "visit_id", "id"),
        Index("ix_visit_deeds_subject", "subject"),
        APPEND_ONLY,
    )

    id: Mapped[Id]
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))
    action: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
