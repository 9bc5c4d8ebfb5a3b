"""The shipped roles and the rights that each starts with; the office may change them on the page of roles."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.text import N_
from app.roles import billing, complaints, customers, office, reception

BLUEPRINTS = (office, customers, reception, complaints, billing)
NAMES = {
    "administrator": N_("Administrator"),
    "front_desk": N_("Front desk"),
    "cashier": N_("Cashier"),
    "meter_reader": N_("Meter reader"),
    "sales": N_("Sales"),
    "complaints_clerk": N_("Complaints clerk"),
    "department_manager": N_("Department manager"),
    "general_manager": N_("General manager"),
    "finance": N_("Finance"),
}


def _rights(role: str) -> tuple[str, ...]:
    everybody = [right for one in BLUEPRINTS for right in one.EVERYBODY]
    return (*everybody, *(right for one in BLUEPRINTS for right in one.ROLES.get(role, ())))


ROLES: Mapping[str, tuple[str, tuple[str, ...]]] = {role: (name, _rights(role)) for role, name in NAMES.items()}
