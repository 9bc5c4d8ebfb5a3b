"""Further ways to class customers, as the office defines them."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

MANAGE = Permission("customers.classes.manage", Text("Define classification schemes"))

FEATURE = Feature(package="app.customers.classes", permissions=(MANAGE,))
