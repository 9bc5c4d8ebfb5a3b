"""Who receives whom and why, and to whom a customer belongs."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("reception.claims.see", Text("See who registered and received a customer"))
RECORD = Permission("reception.claims.record", Text("Record evidence of who received a customer"))
DECIDE = Permission("reception.claims.decide", Text("Decide who receives a customer otherwise than the rules"))

FEATURE = Feature(
    package="app.reception.claims",
    permissions=(SEE, RECORD, DECIDE),
)
