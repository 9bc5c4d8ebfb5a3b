"""What every table stands on: the declarative base, the names of its constraints, and the column type of times."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, Date, DateTime, Integer, MetaData, String, Table, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column

from app.domain.money import Fen, Price, Rate
from app.domain.volume import Factor, Volume

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored as UTC without a zone (SQLite knows none) and handed back aware."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What a value of this type is."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments and store the others in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Hand the moment back aware."""
        return value.replace(tzinfo=UTC) if value is not None else None


class Base(DeclarativeBase):
    """All tables of the office."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        date: Date,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        Fen: BigInteger,
        Volume: BigInteger,
        Price: BigInteger,
        Rate: Integer,
        Factor: Integer,
    }


def table_of(model: type[Base]) -> Table:
    """The table of a model: a bulk insert into it is one statement, where the ORM would make one for each set of
    columns that happen to be filled, at three times the cost."""
    return Base.metadata.tables[model.__tablename__]


# A big integer everywhere but on SQLite, where only INTEGER makes a rowid.
Identity = BigInteger().with_variant(Integer, "sqlite")
Id = Annotated[int, mapped_column(Identity, primary_key=True)]
Code = Annotated[str, mapped_column(String(40))]
Name = Annotated[str, mapped_column(String(120))]
Long = Annotated[str, mapped_column(Text)]

# `__table_args__ = (..., APPEND_ONLY)`: the database refuses to change or delete a row (migrations/guards.py).
APPEND_ONLY = {"info": {"append_only": True}}
