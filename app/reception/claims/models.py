"""The tables of who registered whom, who received whom and why, and of the evidence for both."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Registration(Base):
    """That a customer is registered as received by a member of staff (客户归属登记): the basis of commission (R-83).

    The person is `customer_id`, else `phone` (as typed, tidied). Valid until `valid_until`, that day included; kept
    as history after it (R-84). Counts only once the day's register is reviewed (`reviewed_at`, R-85). `state` is
    standing, void or replaced (`replaced_by_id`). `basis` tells from what it comes: visit, call, hand-over, decision.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        Index("ix_registrations_customer", "customer_id", "id"),
        Index("ix_registrations_phone", "phone", "id"),
        Index("ix_registrations_staff", "staff_id", "valid_until", "id"),
        Index("ix_registrations_valid", "state", "valid_until", "id"),
        Index("ix_registrations_visit", "visit_id"),
    )

    id: Mapped[Id]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    phone: Mapped[Code | None]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    basis: Mapped[Code]
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    call_id: Mapped[int | None] = mapped_column(BigInteger)
    registered_at: Mapped[datetime]
    day: Mapped[date]
    valid_until: Mapped[date]
    reviewed_at: Mapped[datetime | None]
    state: Mapped[Code] = mapped_column(default="standing")
    state_why: Mapped[Long | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    version: Mapped[int] = mapped_column(default=1)


class Reception(Base):
    """A decision on who receives a visitor (接待分派): by which rule, at what cost, and every step of the reasoning.

    `basis` is one of claims/rules.py; `cost` how many turns it uses; `steps` the sentences ("why this person"), as
    `Text` in JSON; `facts` what was known then: who was here, who was asked for, whose registration was valid.
    `reason` is given where somebody decided otherwise than the rules. Never changed: another decision is another row.
    """

    __tablename__ = "receptions"
    __table_args__ = (
        Index("ix_receptions_visit", "visit_id", "id"),
        Index("ix_receptions_staff", "staff_id", "day", "id"),
        Index("ix_receptions_day", "day", "id"),
        APPEND_ONLY,
    )

    id: Mapped[Id]
    visit_id: Mapped[int] = mapped_column(BigInteger)
    interval_id: Mapped[int | None] = mapped_column(BigInteger)
    day: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    basis: Mapped[Code]
    cost: Mapped[int] = mapped_column(default=0)
    steps: Mapped[list[Any]]
    facts: Mapped[dict[str, Any]]
    reason: Mapped[Long | None]
    at: Mapped[datetime]
    by_name: Mapped[Name]
    by_id: Mapped[int | None] = mapped_column(BigInteger)


class Evidence(Base):
    """Something that was seen or said and may decide later to whom a customer belongs (归属凭据).

    `kind`: asked_for, forgot, recognised, named, refused, complained, brought_by, family, company, encouraged,
    quarrel, note. `staff_id` is whom it is about (who was asked for, who was recognised), `other_id` the other one.
    Never changed.
    """

    __tablename__ = "claim_evidence"
    __table_args__ = (
        Index("ix_claim_evidence_visit", "visit_id", "id"),
        Index("ix_claim_evidence_customer", "customer_id", "id"),
        Index("ix_claim_evidence_phone", "phone", "id"),
        APPEND_ONLY,
    )

    id: Mapped[Id]
    kind: Mapped[Code]
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    case_id: Mapped[int | None] = mapped_column(BigInteger)
    customer_id: Mapped[int | None] = mapped_column(BigInteger)
    phone: Mapped[Code | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[Long | None]
    at: Mapped[datetime]
    by_name: Mapped[Name]
    by_id: Mapped[int | None] = mapped_column(BigInteger)


class ClaimCase(Base):
    """A question of ownership that a person decides (归属争议): a change of rep, a complaint about one, a dispute.

    `kind`: change_rep (A-04), designated (A-05), complaint_on_rep (A-10), ownership (A-09), family (R-47), recognised
    (R-35 to R-40, settled by the rules). `state` is open, waiting, decided or refused; `outcome` one of OUTCOMES and
    `commission_case` the row CM-… that follows later: while a case waits, what follows if it is granted.
    """

    __tablename__ = "claim_cases"
    __table_args__ = (Index("ix_claim_cases_visit", "visit_id"), Index("ix_claim_cases_state", "state", "id"))

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[Code]
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    phone: Mapped[Code | None]
    first_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    second_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    words: Mapped[Long]
    fault: Mapped[Code | None]
    state: Mapped[Code] = mapped_column(default="open")
    outcome: Mapped[Code | None]
    commission_case: Mapped[Code | None]
    opinion: Mapped[Long | None]
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
    opened_at: Mapped[datetime]
    opened_by: Mapped[Name]
    opened_by_id: Mapped[int | None] = mapped_column(BigInteger)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[Name | None]
    version: Mapped[int] = mapped_column(default=1)


class OpenDays(Base):
    """A fair, launch or similar event (展会/开盘) with a rule of its own for who receives (R-51, A-13).

    `rule`: rota (without owners), inviter, or free (whoever the desk names). In force once it is approved.
    """

    __tablename__ = "open_days"

    id: Mapped[Id]
    name: Mapped[Name]
    first_on: Mapped[date]
    last_on: Mapped[date]
    rule: Mapped[Code]
    words: Mapped[Long | None]
    state: Mapped[Code] = mapped_column(default="waiting")
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)
