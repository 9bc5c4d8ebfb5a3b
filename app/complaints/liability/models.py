"""The tables of who bears a loss."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name
from app.domain.money import Fen, Rate

HOLDS = "state != 'void'"


class Judgement(Base):
    """How the loss of a complaint is attributed (责任判定; K-41, K-46 to K-52, D-38). A new one replaces an earlier one
    as long as nothing of it was proposed. `agreed_with` are those with whom it was made, where the office says so.
    States: draft, settled, void."""

    __tablename__ = "loss_judgements"
    __table_args__ = (
        Index("ix_loss_judgements_of", "complaint_id", "id"),
        Index("ix_loss_judgements_state", "state", "loss_id"),
        Index(
            "uq_loss_judgements_of", "complaint_id", unique=True, sqlite_where=text(HOLDS), postgresql_where=text(HOLDS)
        ),
    )

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    loss_id: Mapped[int] = mapped_column(ForeignKey("losses.id"), index=True)
    loss_fen: Mapped[Fen]
    reason: Mapped[Long]
    agreed_with: Mapped[str | None] = mapped_column(String(300))
    judged_on: Mapped[date | None]
    judged_by: Mapped[Name | None]
    month: Mapped[str | None] = mapped_column(String(7), index=True)
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class LossShare(Base):
    """The share of one bearer in a loss (责任比例): a person, a group, a section, a department, a supplier, the company
    itself (K-41, K-47, K-48, K-23). `share` is in millionths; all shares of a judgement make 1,000,000. `amount_fen`
    adds up to the loss.
    """

    __tablename__ = "loss_shares"
    __table_args__ = (Index("ix_loss_shares_of", "judgement_id", "id"),)

    id: Mapped[Id]
    judgement_id: Mapped[int] = mapped_column(ForeignKey("loss_judgements.id"))
    bearer: Mapped[Code]  # person, group, section, department, supplier, company
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    name: Mapped[Name | None]  # of a group, a shift or a supplier
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("complaint_causes.id"))
    share: Mapped[Rate]
    amount_fen: Mapped[Fen]


class LossMember(Base):
    """What one member bears of the share of a group or department (K-50): share ÷ all points × own points.

    Whoever bears a share alone has no part in points: 0.
    `conduct_case_id` is the case in the ledger of conduct in which the deduction is proposed.
    """

    __tablename__ = "loss_members"
    __table_args__ = (
        UniqueConstraint("share_id", "staff_id"),
        Index("ix_loss_members_staff", "staff_id", "id"),
        Index("ix_loss_members_case", "conduct_case_id", "amount_fen"),
    )

    id: Mapped[Id]
    share_id: Mapped[int] = mapped_column(ForeignKey("loss_shares.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    points: Mapped[int]
    amount_fen: Mapped[Fen]
    conduct_case_id: Mapped[int | None] = mapped_column(ForeignKey("conduct_cases.id"))
