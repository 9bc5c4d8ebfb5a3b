"""Petitions (签呈): the free form of a request for a decision."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

WRITE = Permission("office.petitions.write", Text("Write petitions"))

DRAFTED = Action("petitions.drafted", Text("Draft of a petition written"))
FOLLOWED = Action("petitions.followed", Text("Draft of a petition written that follows %(follows)s"))
CHANGED = Action("petitions.changed", Text("Draft of a petition changed"))
DISCARDED = Action("petitions.discarded", Text("Draft of a petition discarded"))
SENT = Action("petitions.sent", Text("Petition %(number)s sent: %(subject)s"))
NOTED = Action("petitions.noted", Text("Note taken of the decision on petition %(number)s"))

FEATURE = Feature(
    package="app.office.petitions",
    permissions=(WRITE,),
    actions=(DRAFTED, FOLLOWED, CHANGED, DISCARDED, SENT, NOTED),
    nav=(NavItem("office", Text("Petitions"), "petitions.listing", WRITE, "file-text", order=40),),
    hooks={
        "documents": "documents:documents",
        "matters": "approvals:matters",
        "may_see_subject": "queries:may_see_subject",
        "may_change_subject": "queries:may_change_subject",
        "search": "hooks:hits",
        "task_kinds": "tasks:kinds",
    },
)
