"""The table of printed documents."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Name


class PrintedDocument(Base):
    """An official paper that has been printed (已打印单据): its frozen values and how often it left the printer.

    `sha256` is that of the PDF in which it was printed first (its own, or the joined file of a book); `file` is
    where that PDF lies below the folder of papers, where it is kept. `template` tells which version of the form
    was used first.
    """

    __tablename__ = "printed_documents"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    id: Mapped[Id]
    kind: Mapped[Code]
    subject_id: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[Code]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    paper: Mapped[Code]
    frozen: Mapped[dict[str, Any]]
    template: Mapped[Code]
    sha256: Mapped[str | None] = mapped_column(String(64))
    file: Mapped[str | None] = mapped_column(String(200))
    count: Mapped[int]
    first_at: Mapped[datetime]
    first_by: Mapped[Name]
    last_at: Mapped[datetime]
    last_by: Mapped[Name]
