"""Who looks after whom, from when until when."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

ASSIGN = Permission("customers.owners.assign", Text("Name who looks after a customer"))

FEATURE = Feature(package="app.customers.owners", permissions=(ASSIGN,))
