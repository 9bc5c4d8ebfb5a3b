"""Setting values of office rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import insert

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.policy import kinds, queries
from app.office.policy.declare import Declared
from app.office.policy.feature import POLICY_SET
from app.office.policy.models import PolicyValue
from app.office.policy.profiles import known
from app.unit_of_work import unit_of_work


def set_values(
    values: Mapping[str, str],
    *,
    valid_from: date,
    reason: str | None,
    by: Actor,
    approved_by: str | None = None,
    approval_id: int | None = None,
) -> None:
    """Let these values ("policy.field" -> stored text, already parsed once) hold from a day on (O-14, C-16).

    `by` is whose values they are; `approved_by` who said yes to them, with `approval_id` where that was asked for.
    """
    known = queries.every_value()
    with unit_of_work(by=by) as work:
        for name, value in values.items():
            work.session.execute(
                insert(PolicyValue).values(
                    name=name,
                    value=value,
                    valid_from=valid_from,
                    set_at=work.at,
                    staff_id=by.staff_id,
                    actor_name=by.name,
                    reason=reason,
                    approved_by=approved_by,
                    approval_id=approval_id,
                )
            )
            queries.forget()
            label = known[name].value.label if name in known else name
            facts = {"name": label, "value": value, "from": valid_from}
            record(POLICY_SET, f"policy:{name}", facts=facts, reason=reason)


def change_value(name: str, typed: str, *, valid_from: date, reason: str, by: Actor) -> str | None:
    """Set one value of an office rule as an administrator typed it (O-14, A-17).

    Returns None where it is set; where others have to say yes first, the address of the proposal made of it. What was
    decided under a value stays decided: it can change from today on at the earliest. Raises Refused for that, for
    what cannot be read or lies beyond its limits, and for what holds already; NoResultFound for no value.
    """
    with unit_of_work(by=by):
        found = queries.in_force(name, valid_from)
        values = {name: _read(found.one, typed)}
        if valid_from < clock.today():
            raise Refused(Text("A value can hold from today on, not from a day that is over."), field="valid_from")
        if found.origin == queries.OFFICE and found.one.write(found.value) == values[name]:
            raise Refused(Text("This value holds already on that day."), field="value")
        proposal = kinds.proposal_of(values, valid_from=valid_from, reason=reason, by=by)
        if proposal is None:
            set_values(values, valid_from=valid_from, reason=reason, by=by, approved_by=by.name)
    return proposal


def switch_profile(key: str, *, valid_from: date, reason: str, by: Actor) -> str | None:
    """Let the office be of another kind from a day on (O-14). Raises Refused for an unknown profile and as above."""
    if key not in {profile.key for profile in known()}:
        raise Refused(Text("Please choose one of the list."), field="value")
    return change_value(queries.PROFILE, key, valid_from=valid_from, reason=reason, by=by)


def _read(one: Declared, typed: str) -> str:
    try:
        return one.write(one.parse(typed))
    except Refused as refused:
        raise Refused(refused.text, field="value") from None
