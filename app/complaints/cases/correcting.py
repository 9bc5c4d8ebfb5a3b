"""Correcting what stands on a complaint: the fields that its user may change there, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.complaints.cases import asked_fields
from app.complaints.cases import fields as of
from app.complaints.cases.forms import CorrectionFields
from app.complaints.cases.queries.acting import CUSTOMER, writable
from app.complaints.cases.queries.page import Case
from app.complaints.causes.queries import cause_choices
from app.complaints.naming import customer_named
from app.domain.actor import Actor
from app.office.staff.queries import department_choices


def form_of(case: Case, customer: Any | None) -> tuple[Any, list[str]]:
    """The form of what this user may correct now, filled with what stands there; and the keys of its fields."""
    allowed = writable(case.seat, case.here) if case.here else frozenset[str]()
    keys = [key for key in of.FIELDS if key in allowed]
    lists = asked_fields.Lists(
        department_choices(keep=case.one.responsible_department_id),
        cause_choices(case.route.cause_scheme, keep=case.one.cause_id),
    )
    made = asked_fields.form_of(keys, (), lists, CorrectionFields)
    known = {"version": case.one.version, "customer": customer.number if customer else None}
    return made(data={**known, **asked_fields.typed(keys, case.one)}), keys


def values_of(case: Case, customer: Any | None, form: Any, keys: Sequence[str], by: Actor) -> dict[str, Any]:
    """What was typed, only what differs. Raises Refused for a customer who is none, or of whom he may not know."""
    typed = {**asked_fields.values_of(keys, form), CUSTOMER: _customer(case, customer, form, by)}
    return {key: value for key, value in typed.items() if value != getattr(case.one, key)}


def grouped(form: Any, keys: Sequence[str]) -> list[tuple[str, list[Any]]]:
    """The fields under their headings, in the order of the catalogue."""
    found = ((word, [form[key] for key in keys if of.FIELDS[key].group == group]) for group, word in of.GROUPS.items())
    return [(word, fields) for word, fields in found if fields]


def _customer(case: Case, customer: Any | None, form: Any, by: Actor) -> int | None:
    if customer is None and not form.customer.data:
        return case.one.customer_id  # he may have one whom this user may not see
    return customer_named(form.customer.data, by)
