"""What the office decides about appointments."""

from app.domain.text import N_, Text
from app.office.policy.declare import policy, value
from app.reception.appointments.rules import ARRIVAL, FRONT, TIME

PLACES = (
    (TIME, N_("As if come at the appointed time")),
    (FRONT, N_("In front of everybody who waits")),
    (ARRIVAL, N_("By arrival, like everybody")),
)


@policy("reception.appointments", Text("Appointments"))
class AppointmentPolicy:
    """R-62 for whoever is announced; the place in the line is not in the manuals."""

    place: str = value(TIME, Text("Place in the line of whoever has an appointment"), row="R-62", choices=PLACES)
    early: int = value(
        30, Text("So much earlier somebody may come and keep the appointed place"), row="R-62", unit=Text("minutes"),
        low=0, high=480,
    )  # fmt: skip
    late: int = value(
        15, Text("So much later somebody may come and keep the appointed place"), row="R-62", unit=Text("minutes"),
        low=0, high=480,
    )  # fmt: skip
