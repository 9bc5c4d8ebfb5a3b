"""Petitions (签呈): the free form of a request for a decision."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

WRITE = Permission("office.petitions.write", Text("Write petitions"))

FEATURE = Feature(
    package="app.office.petitions",
    permissions=(WRITE,),
)
