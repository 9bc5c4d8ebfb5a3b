"""Appointments and expected visitors."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("reception.appointments.see", Text("See appointments"))
KEEP = Permission("reception.appointments.keep", Text("Make and change appointments"))

FEATURE = Feature(
    package="app.reception.appointments",
    permissions=(SEE, KEEP),
)
