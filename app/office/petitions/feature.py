"""Petitions (签呈): the free form of a request for a decision."""

from app.domain.text import Text
from app.web.feature import Action, Feature, Permission

WRITE = Permission("office.petitions.write", Text("Write petitions"))

DRAFTED = Action("petitions.drafted", Text("Draft of a petition written"))
FOLLOWED = Action("petitions.followed", Text("Draft of a petition written that follows %(follows)s"))
CHANGED = Action("petitions.changed", Text("Draft of a petition changed"))
DISCARDED = Action("petitions.discarded", Text("Draft of a petition discarded"))
SENT = Action("petitions.sent", Text("Petition %(number)s sent: %(subject)s"))

FEATURE = Feature(
    package="app.office.petitions",
    permissions=(WRITE,),
    actions=(DRAFTED, FOLLOWED, CHANGED, DISCARDED, SENT),
)
