"""Who looks after whom, from when until when."""

from app.customers.owners.policy import OwnerPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, Permission

ASSIGN = Permission("customers.owners.assign", Text("Name who looks after a customer"))

PASSED_ON = Action(
    "owners.passed_on", Text("Customer %(number)s %(name)s: %(to)s looks after the customer instead of %(from)s")
)

FEATURE = Feature(package="app.customers.owners", permissions=(ASSIGN,), actions=(PASSED_ON,), policies=(OwnerPolicy,))
