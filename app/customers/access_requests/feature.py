"""Requests to read the files of customers."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

ASK = Permission("customers.access.ask", Text("Ask to read a customer file"))
SEE = Permission("customers.access.see", Text("See who may read and who has read customer files"))

FEATURE = Feature(package="app.customers.access_requests", permissions=(ASK, SEE))
