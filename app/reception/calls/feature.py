"""Telephone calls."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("reception.calls.see", Text("See the call register"))
TAKE = Permission("reception.calls.take", Text("Register calls"))

FEATURE = Feature(
    package="app.reception.calls",
    permissions=(SEE, TAKE),
)
