"""What the office decides about customer files."""

from __future__ import annotations

from app.domain.text import N_, Text
from app.office.policy.declare import policy, value

ALWAYS, PERSONS, NEVER = "always", "persons", "never"
COVERED = ((ALWAYS, N_("Of everybody")), (PERSONS, N_("Of persons only")), (NEVER, N_("Of nobody")))


@policy("customers.files", Text("Customer files"))
class FilePolicy:
    """Which fields stay covered on list and file page until somebody shows them, which is recorded (O-07)."""

    mask_phone: str = value(ALWAYS, Text("Telephone numbers stay covered until shown"), row="O-07", choices=COVERED)
    mask_address: str = value(PERSONS, Text("Addresses stay covered until shown"), row="O-07", choices=COVERED)
    mask_contact: str = value(NEVER, Text("Names of contacts stay covered until shown"), row="O-07", choices=COVERED)
    mask_uscc: str = value(NEVER, Text("Credit codes stay covered until shown"), row="O-07", choices=COVERED)
    mask_note: str = value(NEVER, Text("Notes stay covered until shown"), row="O-07", choices=COVERED)
