"""Which value of an office rule holds on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select

from app import clock
from app.extensions import db
from app.office.policy.declare import Declared, declared
from app.office.policy.models import PolicyValue
from app.office.policy.profiles import profile

P = TypeVar("P")
PROFILE = "office.profile"


def of(policy_class: type[P], on: date | None = None) -> P:
    """The values of a policy class in force on a day (today when none is given) (O-14).

    The office's own value holds before its profile's, and the profile's before the declared default.
    """
    values = declared(policy_class)
    stored = _stored([*(one.name for one in values), PROFILE], on or clock.today())
    return policy_class(**{one.field: _value(one, stored) for one in values})


def history_of(names: Sequence[str]) -> list[PolicyValue]:
    """Every value these names ever had, newest first (O-14, C-16)."""
    query = select(PolicyValue).where(PolicyValue.name.in_(names))
    return list(db.session.scalars(query.order_by(PolicyValue.valid_from.desc(), PolicyValue.id.desc())))


def _stored(names: Sequence[str], on: date) -> dict[str, str]:
    rows = db.session.execute(
        select(PolicyValue.name, PolicyValue.value)
        .where(PolicyValue.name.in_(names), PolicyValue.valid_from <= on)
        .order_by(PolicyValue.valid_from, PolicyValue.id)
    ).all()
    return {row.name: row.value for row in rows}


def _value(one: Declared, stored: dict[str, str]) -> Any:
    if one.name in stored:
        return one.parse(stored[one.name])
    overrides = profile(stored.get(PROFILE, "gas")).overrides
    return one.parse(overrides[one.name]) if one.name in overrides else one.default
