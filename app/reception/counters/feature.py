"""What visitors come for, and the desks that they are called to."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

MANAGE = Permission("reception.counters.manage", Text("Set up purposes and desks"))

FEATURE = Feature(
    package="app.reception.counters",
    permissions=(MANAGE,),
)
