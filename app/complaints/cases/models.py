"""The tables of complaints, of their stages and of what they are linked with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name
from app.domain.money import Fen, Rate


class Complaint(Base):
    """A complaint of a customer (客户投诉/客户抱怨), from the first word to the last (K-01 to K-31, K-55 to K-74).

    `number` (YYMMNN, K-04) is given where the route says so; it never changes. `first_contact_id` is whoever heard it
    first and stays for ever (首问); `handler_id` accepts, follows up and answers (K-65). `stage_id` is the stage where
    it is now, `holder_department_id` and `holder_id` who holds that stage (both sorted and searched by, worked out
    from the stage). What stages add stands in the columns below "what happened"; history keeps every change. Columns
    in INTERNAL (cases/fields.py) never leave the office (K-21).

    States: open, closed, cancelled (entered by mistake). `accepted` is whether the customer accepts the outcome.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        Index("ix_complaints_state_due", "state", "due_on", "id"),
        Index("ix_complaints_state", "state", "id"),
        Index("ix_complaints_department", "holder_department_id", "state", "due_on", "id"),
        Index("ix_complaints_holder", "holder_id", "state", "due_on", "id"),
        Index("ix_complaints_handler", "handler_id", "state", "id"),
        Index("ix_complaints_customer", "customer_id", "state", "id"),
        Index("ix_complaints_month", "number_month", "number_serial"),
        Index("ix_complaints_closed", "closed_on", "id"),
        Index("ix_complaints_heard", "heard_at", "id"),
        Index("ix_complaints_order", "order_number"),
    )

    id: Mapped[Id]
    number: Mapped[Code | None] = mapped_column(unique=True)
    number_month: Mapped[str | None] = mapped_column(String(4))
    number_serial: Mapped[int | None]
    route_id: Mapped[int] = mapped_column(ForeignKey("complaint_routes.id"))
    state: Mapped[Code] = mapped_column(default="open")
    stage_id: Mapped[int | None]  # complaint_stages.id
    stage_key: Mapped[Code | None]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    holder_department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    due_on: Mapped[date | None]  # of the whole
    stage_due_on: Mapped[date | None]
    paused: Mapped[bool] = mapped_column(default=False)

    # who, when, by which way
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    contact_name: Mapped[Name | None]
    contact_phone: Mapped[Code | None]
    channel: Mapped[Code]
    heard_at: Mapped[datetime]
    first_contact_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)  # that took it
    came_from: Mapped[str | None] = mapped_column(String(60))  # "visit:12", "call:7", "service_order:3"

    # what happened
    matter: Mapped[str] = mapped_column(String(200))
    facts: Mapped[Long]
    remedy_wanted: Mapped[Code]
    remedy_words: Mapped[Long | None]
    quantity_unknown: Mapped[bool] = mapped_column(default=False)  # 客户加工中未确定 (K-11)
    confirmed_at: Mapped[datetime | None]  # read back to the customer (K-72)
    kind: Mapped[Code]  # quality, non_quality, unclear
    severity: Mapped[Code]  # ordinary, larger, serious
    origin: Mapped[Code]  # domestic, overseas
    ours: Mapped[bool | None]  # K-68
    referred_to: Mapped[Name | None]
    upheld: Mapped[bool | None]
    no_loss: Mapped[bool] = mapped_column(default=False)

    # the goods (K-06, K-10)
    order_number: Mapped[Code | None]
    material_number: Mapped[Code | None]
    product: Mapped[Name | None]
    shipped_on: Mapped[date | None]
    unit: Mapped[str | None] = mapped_column(String(20))
    quantity: Mapped[int | None] = mapped_column(BigInteger)
    defective_quantity: Mapped[int | None] = mapped_column(BigInteger)
    sample: Mapped[str | None] = mapped_column(String(200))

    # what the stages add
    sales_opinion: Mapped[Long | None]
    quality_analysis: Mapped[Long | None]
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("complaint_causes.id"))
    responsible_department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)
    production_cause: Mapped[Long | None]
    countermeasure: Mapped[Long | None]
    production_unit: Mapped[Name | None]
    shift: Mapped[Name | None]
    operators: Mapped[str | None] = mapped_column(String(200))
    produced_on: Mapped[date | None]
    manager_opinion: Mapped[Long | None]
    research_opinion: Mapped[Long | None]
    office_check: Mapped[Long | None]
    supplier: Mapped[Name | None]
    supplier_share: Mapped[Rate | None]
    handling_opinion: Mapped[Long | None]
    customer_result: Mapped[Long | None]
    supervisor_check: Mapped[Long | None]
    combined_opinion: Mapped[Long | None]
    negligence: Mapped[bool | None]
    track: Mapped[bool | None]
    proposed_remedy: Mapped[Code | None]
    proposed_fen: Mapped[Fen | None]
    solution: Mapped[Long | None]
    lessons: Mapped[Long | None]

    # the end
    decided_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    accepted: Mapped[bool | None]
    accepted_on: Mapped[date | None]
    return_visited_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    closed_by: Mapped[Name | None]
    reopened: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


OPEN_STAY, LATE_STAY = "left_at IS NULL", "late_days > 0"


class ComplaintStage(Base):
    """One stay of a complaint at a stage (流转记录): when it came, who held it, how it went on.

    `outcome`: passed, returned, skipped, reopened; empty while it is there. `opinion` is what the holder wrote,
    internal.
    """

    __tablename__ = "complaint_stages"
    __table_args__ = (
        Index("ix_complaint_stages_of", "complaint_id", "id", "department_id", "staff_id"),
        Index(
            "uq_complaint_stages_open", "complaint_id", unique=True, sqlite_where=text(OPEN_STAY),
            postgresql_where=text(OPEN_STAY),
        ),
        Index("ix_complaint_stages_left", "department_id", "left_on", "id"),
        Index("ix_complaint_stages_late", "id", sqlite_where=text(LATE_STAY), postgresql_where=text(LATE_STAY)),
        Index(
            "ix_complaint_stages_late_left", "left_on", "id", sqlite_where=text(LATE_STAY),
            postgresql_where=text(LATE_STAY),
        ),
        Index("ix_complaint_stages_department", "department_id", "complaint_id"),
        Index("ix_complaint_stages_staff", "staff_id", "complaint_id"),
    )  # fmt: skip

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    stage_id: Mapped[int] = mapped_column(ForeignKey("complaint_route_stages.id"))
    key: Mapped[Code]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    entered_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    left_on: Mapped[date | None]
    left_by: Mapped[Name | None]
    outcome: Mapped[Code | None]
    opinion: Mapped[Long | None]
    due_on: Mapped[date | None]
    late_days: Mapped[int | None]  # written when it is left, in the unit of the route; 0 when in time


class ComplaintLink(Base):
    """Two complaints that belong together (关联投诉): a new form after an outcome that was not accepted (K-20), the
    same matter once more, or simply related."""

    __tablename__ = "complaint_links"
    __table_args__ = (UniqueConstraint("complaint_id", "earlier_id"), APPEND_ONLY)

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    earlier_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    relation: Mapped[Code]  # not_accepted, repeats, relates
    at: Mapped[datetime]
    by: Mapped[Name]


class ComplaintClosing(Base):
    """A complaint as it stood when it was closed (结案记录): what a past month counts, whatever happens later (K-30).

    `facts` are the figures of the monthly table: kind, severity, origin, cause, responsible department, customer,
    upheld, accepted, days taken, late stages. A reopening writes a row of its own with `opens` true.
    """

    __tablename__ = "complaint_closings"
    __table_args__ = (Index("ix_complaint_closings_on", "closed_on", "id"), APPEND_ONLY)

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    closed_on: Mapped[date]
    opens: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Long | None]
    facts: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[Name]
