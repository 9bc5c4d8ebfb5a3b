"""Once a day: whose contract ends soon is told; what has run out ends where the office lets it."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.customers.contracts import queries, service
from app.customers.contracts.policy import ContractPolicy
from app.extensions import db
from app.jobs import daily
from app.jobs.service import Running
from app.office.policy import queries as policy
from app.office.policy.switches import is_on
from app.unit_of_work import in_short_units

KIND = SUBJECT = "contracts.look"


def ask_once_a_day() -> None:
    """Ask for the look in the first minute of each day, also after the program was down (hook `every_minute`)."""
    if is_on("customers.contracts"):
        daily.ask_once_a_day(KIND, SUBJECT)


def look_job(running: Running) -> dict[str, Any]:
    """End what ends by itself, then remind; what was done is not found again when the job is taken up anew."""
    today = date.fromisoformat(running.arguments["day"])
    over = queries.run_out(today) if policy.of(ContractPolicy).ends_itself else []
    db.session.rollback()
    in_short_units(over, lambda part: service.let_end(list(part), by=running.by), by=running.by)
    soon = queries.due(today)
    db.session.rollback()
    running.expect(len(soon))
    in_short_units(soon, lambda part: service.remind(list(part), by=running.by), by=running.by)
    return {"ended": len(over), "reminded": len(soon)}
