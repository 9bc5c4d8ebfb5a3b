"""The rights in customer files."""

from collections.abc import Mapping

EVERYBODY: tuple[str, ...] = ()

ROLES: Mapping[str, tuple[str, ...]] = {
    "front_desk": (
        "customers.card.see",
        "customers.files.see_own",
        "customers.files.edit",
    ),
    "cashier": ("customers.card.see",),
    "meter_reader": ("customers.card.see",),
    "sales": (
        "customers.card.see",
        "customers.files.see_own",
        "customers.files.edit",
    ),
    "complaints_clerk": (
        "customers.card.see",
        "customers.files.see_own",
        "customers.files.edit",
    ),
    "department_manager": (
        "customers.card.see",
        "customers.files.see_own",
        "customers.files.see_department",
        "customers.files.edit",
        "customers.files.import",
        "customers.files.export",
    ),
    "general_manager": (
        "customers.card.see",
        "customers.files.see_all",
        "customers.files.export",
    ),
    "finance": (
        "customers.card.see",
        "customers.files.see_all",
    ),
}
