"""Customers handed over when somebody leaves, is away long or is transferred."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("customers.handovers.see", Text("See hand-overs of customers"))
DECIDE = Permission("customers.handovers.decide", Text("Hand customers over to others"))

FEATURE = Feature(package="app.customers.handovers", permissions=(SEE, DECIDE))
