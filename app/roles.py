"""The shipped roles and the rights that each starts with; the office may change them on the page of roles."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.text import N_

ROLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "administrator": (
        N_("Administrator"),
        (
            "office.access.manage",
            "office.policy.manage",
            "office.calendar.manage",
            "office.journal.see",
        ),
    ),
    "front_desk": (
        N_("Front desk"),
        (
            "customers.card.see",
            "customers.files.see_own",
            "customers.files.edit",
            "billing.accounts.see",
            "billing.payments.see",
        ),
    ),
    "cashier": (
        N_("Cashier"),
        (
            "customers.card.see",
            "billing.accounts.see",
            "billing.accounts.edit",
            "billing.accounts.import",
            "billing.tariffs.see",
            "billing.readings.see",
            "billing.readings.plan",
            "billing.readings.enter",
            "billing.readings.accept",
            "billing.statements.see",
            "billing.statements.run",
            "billing.statements.deliver",
            "billing.payments.see",
            "billing.payments.take",
            "billing.payments.reverse",
            "billing.payments.import",
            "billing.ledger.see",
            "billing.month.see",
        ),
    ),
    "meter_reader": (
        N_("Meter reader"),
        (
            "customers.card.see",
            "billing.accounts.see",
            "billing.readings.see",
            "billing.readings.enter",
            "billing.statements.see",
            "billing.statements.deliver",
        ),
    ),
    "sales": (
        N_("Sales"),
        ("customers.card.see", "customers.files.see_own", "customers.files.edit"),
    ),
    "complaints_clerk": (
        N_("Complaints clerk"),
        ("customers.card.see", "customers.files.see_own", "customers.files.edit", "billing.accounts.see"),
    ),
    "department_manager": (
        N_("Department manager"),
        (
            "office.journal.see",
            "customers.card.see",
            "customers.files.see_own",
            "customers.files.see_department",
            "customers.files.edit",
            "customers.files.import",
            "customers.files.export",
            "billing.accounts.see",
            "billing.tariffs.see",
            "billing.readings.see",
            "billing.readings.accept",
            "billing.statements.see",
            "billing.statements.post",
            "billing.payments.see",
            "billing.ledger.see",
            "billing.month.see",
        ),
    ),
    "general_manager": (
        N_("General manager"),
        (
            "office.journal.see",
            "office.policy.manage",
            "customers.card.see",
            "customers.files.see_all",
            "customers.files.export",
            "billing.accounts.see",
            "billing.tariffs.see",
            "billing.tariffs.enter",
            "billing.readings.see",
            "billing.statements.see",
            "billing.payments.see",
            "billing.ledger.see",
            "billing.month.see",
        ),
    ),
    "finance": (
        N_("Finance"),
        (
            "customers.card.see",
            "customers.files.see_all",
            "billing.accounts.see",
            "billing.tariffs.see",
            "billing.tariffs.enter",
            "billing.readings.see",
            "billing.readings.accept",
            "billing.statements.see",
            "billing.statements.run",
            "billing.statements.post",
            "billing.statements.reverse",
            "billing.statements.export",
            "billing.payments.see",
            "billing.payments.reverse",
            "billing.payments.reverse_any",
            "billing.payments.import",
            "billing.payments.export",
            "billing.ledger.see",
            "billing.month.see",
        ),
    ),
}
