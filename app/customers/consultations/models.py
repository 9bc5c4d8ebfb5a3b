"""The tables of consultations and of the stages they went through."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name
from app.domain.money import Fen


class Consultation(Base):
    """What a customer comes to have done (咨询), as the enquiry form of two pages asks (F-33, F-34; C-105 to C-107).

    Page 1 is the customer's: family, income, preferences, house, wishes. Page 2 is the designer's. `stage` is the
    newest step that holds (see ConsultationStage). `area_m2` is in hundredths of a square metre.
    """

    __tablename__ = "consultations"
    __table_args__ = (
        Index("ix_consultations_customer", "customer_id", "id"),
        Index("ix_consultations_stage", "stage", "opened_on", "id"),
        Index("ix_consultations_opened", "opened_on", "id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    opened_on: Mapped[date]
    source: Mapped[Name | None]
    adviser_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    designer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    family: Mapped[str | None] = mapped_column(String(200))
    income: Mapped[Name | None]
    preferences: Mapped[Long | None]
    house_address: Mapped[str | None] = mapped_column(String(200))
    house_type: Mapped[Name | None]
    area_m2: Mapped[int | None]
    budget: Mapped[Fen | None]
    wishes: Mapped[Long | None]
    handed_over_on: Mapped[date | None]  # the keys of the house
    measured: Mapped[Long | None]
    design: Mapped[Long | None]
    materials: Mapped[Long | None]
    advice: Mapped[Long | None]
    stage: Mapped[Code] = mapped_column(default="enquiry")
    stage_on: Mapped[date]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class ConsultationStage(Base):
    """One change of stage (阶段变化): deposit, measuring, drawings … lost (C-107), with its day and its sum; never
    changed: a wrong one is taken back by another row that names it in `takes_back_id`."""

    __tablename__ = "consultation_stages"
    __table_args__ = (Index("ix_consultation_stages_of", "consultation_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    stage: Mapped[Code]
    on_day: Mapped[date]
    amount: Mapped[Fen | None]
    note: Mapped[Long | None]
    takes_back_id: Mapped[int | None] = mapped_column(BigInteger)
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
