"""Which value of an office rule holds on a day."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.errors import Refused
from app.extensions import db
from app.kept import ask_again, once
from app.office.policy.declare import Declared, about, declared
from app.office.policy.models import PolicyValue
from app.office.policy.profiles import profile
from app.web import registry

P = TypeVar("P")
PROFILE = "office.profile"
KEPT = "policy values of this transaction"
OFFICE, OF_PROFILE, SHIPPED = "office", "profile", "shipped"


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy value on a day: `origin` tells whether the office, its profile or the program says it.

    `row` is what the office set last, `coming` what it has set for later days, in their order.
    """

    one: Declared
    value: Any
    origin: str
    row: PolicyValue | None
    coming: tuple[PolicyValue, ...]

    @property
    def unreadable(self) -> bool:
        """True where the office's own text no longer fits what the program allows, and is therefore not used."""
        return self.row is not None and self.origin != OFFICE


def of(policy_class: type[P], on: date | None = None) -> P:
    """The values of a policy class in force on a day (today when none is given) (O-14).

    The office's own value holds before its profile's, and the profile's before the declared default.
    """
    stored = _stored(on or clock.today())
    return policy_class(**{one.field: _value(one, stored) for one in declared(policy_class)})


def history_of(names: Sequence[str]) -> list[PolicyValue]:
    """Every value these names ever had, newest first (O-14, C-16)."""
    query = select(PolicyValue).where(PolicyValue.name.in_(names))
    return list(db.session.scalars(query.order_by(PolicyValue.valid_from.desc(), PolicyValue.id.desc())))


def in_force(name: str, on: date) -> InForce:
    """One value as it holds on a day, with where it comes from (O-14). Raises NoResultFound for an unknown name."""
    one = every_value().get(name)
    if one is None:
        raise NoResultFound(name)
    return _in_force(one, _rows(), on)


def every_value() -> dict[str, Declared]:
    """Every value that can be set, by its name: those of the policy classes, and what their texts carry."""
    return {one.name: one for found in classes() for one in (*declared(found), *about(found))}


def sheet(on: date) -> list[tuple[type, list[InForce]]]:
    """Every value of every feature as it holds on a day, by policy class (O-14, O-21)."""
    rows = _rows()
    return [(found, [_in_force(one, rows, on) for one in declared(found)]) for found in classes()]


def abouts(on: date) -> list[tuple[type, list[InForce]]]:
    """Who interprets the text of each policy class and what fills its gaps, as it holds on a day (O-21)."""
    rows = _rows()
    return [(found, [_in_force(one, rows, on) for one in about(found)]) for found in classes()]


def effect_of_profile(key: str, on: date) -> list[tuple[Declared, Any, Any]]:
    """Which values another profile would change from a day on: the value, as it is, as it would be (O-14).

    What the office set itself stays, whatever the profile.
    """
    stored = _texts(_rows(), on)
    every = [one for policy_class in classes() for one in declared(policy_class) if one.name != PROFILE]
    pairs = ((one, _value(one, stored), _value(one, {**stored, PROFILE: key})) for one in every)
    return [(one, now, then) for one, now, then in pairs if now != then]


def classes() -> list[type]:
    """The policy classes of every feature, in the order of the features."""
    return [policy_class for feature in registry.all_features() for policy_class in feature.policies]


def forget() -> None:
    """Read the values anew: the transaction under way has set one."""
    ask_again(KEPT)


def _stored(on: date) -> dict[str, str]:
    return {name: value for name, since, value in _told() if since <= on}


def _told() -> Sequence[Any]:
    """Every value that was ever set, the oldest first. A page asks for many: they are read once in a transaction."""
    columns = PolicyValue.name, PolicyValue.valid_from, PolicyValue.value
    told = select(*columns).order_by(PolicyValue.valid_from, PolicyValue.id)
    return once(KEPT, lambda: db.session.execute(told).all())


def _rows() -> list[PolicyValue]:
    return list(db.session.scalars(select(PolicyValue).order_by(PolicyValue.valid_from, PolicyValue.id)))


def _texts(rows: Sequence[PolicyValue], on: date) -> dict[str, str]:
    return {row.name: row.value for row in rows if row.valid_from <= on}


def _in_force(one: Declared, rows: Sequence[PolicyValue], on: date) -> InForce:
    own = [row for row in rows if row.name == one.name]
    value, origin = _chosen(one, _texts(rows, on))
    return InForce(
        one=one,
        value=value,
        origin=origin,
        row=next((row for row in reversed(own) if row.valid_from <= on), None),
        coming=tuple(row for row in own if row.valid_from > on),
    )


def _value(one: Declared, stored: Mapping[str, str]) -> Any:
    return _chosen(one, stored)[0]


def _chosen(one: Declared, stored: Mapping[str, str]) -> tuple[Any, str]:
    """The value and whence it comes. A text that can no longer be read must stop no page: the next home answers."""
    overrides = profile(stored.get(PROFILE, "gas")).overrides
    for origin, texts in ((OFFICE, stored), (OF_PROFILE, overrides)):
        if one.name in texts:
            with contextlib.suppress(Refused):
                return one.parse(texts[one.name]), origin
    return one.default, SHIPPED
