"""Public screens and what they call out."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

MANAGE = Permission("reception.board.manage", Text("Set up public screens"))

FEATURE = Feature(
    package="app.reception.board",
    permissions=(MANAGE,),
)
