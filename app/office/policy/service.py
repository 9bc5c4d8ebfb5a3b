"""Setting values of office rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import insert

from app.domain.actor import Actor
from app.office.history.service import record
from app.office.policy.feature import POLICY_SET
from app.office.policy.models import PolicyValue
from app.unit_of_work import unit_of_work


def set_values(values: Mapping[str, str], *, valid_from: date, reason: str | None, by: Actor) -> None:
    """Let these values ("policy.field" -> stored text, already parsed once) hold from a day on (O-14)."""
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
                )
            )
            facts = {"name": name, "value": value, "from": valid_from}
            record(POLICY_SET, f"policy:{name}", facts=facts, reason=reason)
