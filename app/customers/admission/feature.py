"""Admission of customers: opening an account, suspension, disqualification."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("customers.admission.see", Text("See who is admitted, suspended or disqualified"))
APPLY = Permission("customers.admission.apply", Text("Apply for the admission of a customer"))
DECIDE = Permission("customers.admission.decide", Text("Suspend customers, lift it, and propose to disqualify them"))

FEATURE = Feature(package="app.customers.admission", permissions=(SEE, APPLY, DECIDE))
