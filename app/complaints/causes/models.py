"""The causes of complaints, as the office defines them."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Name


class ComplaintCause(Base):
    """A cause of complaints (投诉原因): the fifteen of K-43, those of property (K-69), and the office's own.

    `scheme` says where it is chosen: "factory", "service" or "property". `sanction_rule` is the key of the conduct
    rule that a case of this cause may lead to, such as "complaints.cause_8". `negligence` marks human negligence,
    whose improvement is not tracked (K-17). A cause that is no longer used is retired, never deleted.
    """

    __tablename__ = "complaint_causes"

    id: Mapped[Id]
    key: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    scheme: Mapped[Code]
    negligence: Mapped[bool] = mapped_column(default=False)
    sanction_rule: Mapped[Code | None]
    position: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
