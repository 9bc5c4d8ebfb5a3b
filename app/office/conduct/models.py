"""The tables of conduct: cases, deductions, base points and bonuses."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class ConductCase(Base):
    """An incident or violation (违规记录) of one person, and what is proposed and decided about it (S-31, X-06).

    `rule` is the key of the declared rule that was broken, or "own" for a rule in the words of whoever recorded it;
    `source` the thing it comes from, such as "complaint:12". Once something is proposed, `proposed_by` is who did so.
    `sanction` is none, correction, warning, minor_demerit, major_demerit, deduction, training or dismissal; nothing
    of it has an effect before somebody with authority has decided.

    States: recorded, proposed (its approval is under way), decided, refused, appealed, upheld, lifted.
    """

    __tablename__ = "conduct_cases"
    __table_args__ = (
        Index("ix_conduct_cases_staff", "staff_id", "happened_on", "id"),
        Index("ix_conduct_cases_state", "state", "id"),
        Index("ix_conduct_cases_source", "source"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[Code]  # incident, violation
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    happened_on: Mapped[date]
    rule: Mapped[Code]
    rule_words: Mapped[Name]
    facts: Mapped[Long]
    source: Mapped[str | None] = mapped_column(String(60))
    sanction: Mapped[Code]
    amount_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    proposed_by: Mapped[Name]
    proposed_by_id: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    decided_by: Mapped[Name | None]
    decided_on: Mapped[date | None]
    decision: Mapped[Long | None]
    appeal: Mapped[Long | None]
    appealed_at: Mapped[datetime | None]
    appeal_answer: Mapped[Long | None]
    appeal_decided_by: Mapped[Name | None]
    appeal_decided_at: Mapped[datetime | None]
    state: Mapped[Code]
    version: Mapped[int] = mapped_column(default=1)


class Deduction(Base):
    """Money to be taken from somebody's bonus by a decision (扣款), or, negative, given back by a lifted one.

    `base` says under which cap it falls: "bonus" (at most half of a month's bonus, K-51) or "demerit" (the whole
    bonus of the month of a major demerit, K-45): two ledgers with caps of their own (D-21).
    """

    __tablename__ = "deductions"
    __table_args__ = (Index("ix_deductions_staff", "staff_id", "decided_on", "id"), APPEND_ONLY)

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("conduct_cases.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    base: Mapped[Code]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    decided_on: Mapped[date]
    from_month: Mapped[str] = mapped_column(String(7))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("deductions.id"), unique=True)
    at: Mapped[datetime]
    by: Mapped[Name]


class Instalment(Base):
    """What a month takes of a deduction (分期扣款), written when the month is settled; never changed (K-51).

    Every open deduction has a row, with nothing where it was only carried on. `bonus_fen` is the bonus that the month
    was settled with; empty where none was entered.
    """

    __tablename__ = "instalments"
    __table_args__ = (
        UniqueConstraint("deduction_id", "month"),
        Index("ix_instalments_staff", "staff_id", "month"),
        APPEND_ONLY,
    )

    id: Mapped[Id]
    deduction_id: Mapped[int] = mapped_column(ForeignKey("deductions.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    month: Mapped[str] = mapped_column(String(7))
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    bonus_fen: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]
    by: Mapped[Name]


class DeductionMonth(Base):
    """A month whose deductions are settled (已结算月份): once only, and the months one after the other (K-51)."""

    __tablename__ = "deduction_months"
    __table_args__ = (APPEND_ONLY,)

    id: Mapped[Id]
    month: Mapped[str] = mapped_column(String(7), unique=True)
    people: Mapped[int]
    taken_fen: Mapped[int] = mapped_column(BigInteger)
    returned_fen: Mapped[int] = mapped_column(BigInteger)
    cap_percent: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[Name]


class BasePoints(Base):
    """The base points (基点数) of a member of staff from a day on (S-29)."""

    __tablename__ = "base_points"
    __table_args__ = (Index("ix_base_points_staff", "staff_id", "valid_from", "id"), APPEND_ONLY)

    id: Mapped[Id]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    points: Mapped[int]
    valid_from: Mapped[date]
    set_at: Mapped[datetime]
    set_by: Mapped[Name]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"), index=True)


class MonthBonus(Base):
    """The bonus (效益奖金) of a member of staff for a month, before deductions; a later row replaces an earlier."""

    __tablename__ = "month_bonuses"
    __table_args__ = (Index("ix_month_bonuses_staff", "staff_id", "month", "id"), APPEND_ONLY)

    id: Mapped[Id]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    month: Mapped[str] = mapped_column(String(7), index=True)
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    set_at: Mapped[datetime]
    set_by: Mapped[Name]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"), index=True)
