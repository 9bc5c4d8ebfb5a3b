"""The tables of approvals."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Chain(Base):
    """A row of the matrix of approvals (审批权限表): who decides on a matter, of this department, up to this amount.

    `matter` names what is decided ("complaints.decision"); `amount_from` is included, `amount_to` is not; both are
    fen and empty where amounts do not matter. Without a department it holds for all that have no row of their own.
    """

    __tablename__ = "approval_chains"
    __table_args__ = (Index("ix_approval_chains_matter", "matter", "active", "amount_from"),)

    id: Mapped[Id]
    matter: Mapped[Code]
    name: Mapped[Name]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    amount_from: Mapped[int | None] = mapped_column(BigInteger)
    amount_to: Mapped[int | None] = mapped_column(BigInteger)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class ChainStep(Base):
    """A step of a chain (审批环节): who, and how many of them.

    `who` is head (of the request's department), superior (the next above the submitter), line (every superior, up to
    the position given or to the top), position, role, person or top (of the office); `mode` any, all or turns (one
    after the other). A position or role `at_home` is looked for in the request's department only.
    """

    __tablename__ = "approval_chain_steps"
    __table_args__ = (UniqueConstraint("chain_id", "place"),)

    id: Mapped[Id]
    chain_id: Mapped[int] = mapped_column(ForeignKey("approval_chains.id"))
    place: Mapped[int]
    label: Mapped[Name]
    who: Mapped[Code]
    position_id: Mapped[int | None] = mapped_column(ForeignKey("positions.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("roles.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at_home: Mapped[bool] = mapped_column(default=False)
    mode: Mapped[Code]


class Approval(Base):
    """A request for a decision (审批), with a copy of what is decided on (`snapshot`) and of its chain (its steps).

    States: waiting, asked (put back to the submitter with a question), approved, refused, withdrawn, void (the amount
    or the thing itself has changed). `went_to_top` where the matrix had no row for it. `snapshot` is a list of
    {"label": …, "value": …}, each words or {"msgid", "params"}, and never changes.
    """

    __tablename__ = "approvals"
    __table_args__ = (
        Index("ix_approvals_subject", "subject", "id"),
        Index("ix_approvals_state", "state", "submitted_at", "id"),
        Index("ix_approvals_submitter", "submitter_id", "state", "id"),
        # One thing is asked for once at a time, whoever presses first.
        Index(
            "uq_approvals_running",
            "matter",
            "subject",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'asked')"),
            postgresql_where=text("state IN ('waiting', 'asked')"),
        ),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    matter: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(300))
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    submitter_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    submitted_at: Mapped[datetime]
    reason: Mapped[Long | None]
    snapshot: Mapped[list[Any]]
    facts: Mapped[dict[str, Any]]
    chain_name: Mapped[Name]
    went_to_top: Mapped[bool] = mapped_column(default=False)
    state: Mapped[Code]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class ApprovalStep(Base):
    """A step of one request, copied from its chain.

    States: coming, open, approved, refused, passed (nobody but the submitter could decide), ended (with the request).
    """

    __tablename__ = "approval_steps"
    __table_args__ = (UniqueConstraint("approval_id", "place"), Index("ix_approval_steps_state", "state"))

    id: Mapped[Id]
    approval_id: Mapped[int] = mapped_column(ForeignKey("approvals.id"))
    place: Mapped[int]
    label: Mapped[Name]
    who: Mapped[Code]
    position_id: Mapped[int | None] = mapped_column(BigInteger)
    role_id: Mapped[int | None] = mapped_column(BigInteger)
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    at_home: Mapped[bool]
    mode: Mapped[Code]
    state: Mapped[Code]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class ApprovalSeat(Base):
    """Whose voice a step asks for: `staff_id`; and who may give it today: `acting_id`, himself or who stands in.

    `because` says why it is he: `rules.Seat` names the reasons. States: coming (later in turns, or after a question
    back), waiting, given, gone (no longer asked).
    """

    __tablename__ = "approval_seats"
    __table_args__ = (
        UniqueConstraint("step_id", "staff_id"),
        Index("ix_approval_seats_acting", "acting_id", "state", "id"),
        Index("ix_approval_seats_staff", "staff_id", "approval_id"),
    )

    id: Mapped[Id]
    approval_id: Mapped[int] = mapped_column(ForeignKey("approvals.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("approval_steps.id"))
    place: Mapped[int]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    acting_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    because: Mapped[Code | None]
    state: Mapped[Code]
    since: Mapped[datetime]
    due_on: Mapped[date | None]


class ApprovalVoice(Base):
    """What somebody said to a request (审批意见): submit, approve, refuse, ask, answer, withdraw, void, counted, own.

    "counted" is the voice of somebody who had approved at an earlier step already, "own" that of a submitter beside
    whom nobody could decide. `amount_fen` is the amount that was said yes or no to.
    """

    __tablename__ = "approval_voices"
    __table_args__ = (Index("ix_approval_voices_approval", "approval_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    approval_id: Mapped[int] = mapped_column(ForeignKey("approvals.id"))
    step_id: Mapped[int | None] = mapped_column(ForeignKey("approval_steps.id"))
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    by_id: Mapped[int | None] = mapped_column(BigInteger)
    by_name: Mapped[Name]
    because: Mapped[Code | None]
    said: Mapped[Code]
    words: Mapped[Long | None]
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]
