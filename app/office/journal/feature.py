"""The journal: everybody's deeds as sentences, and the timeline of a customer."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE_JOURNAL = Permission("office.journal.see", Text("See the journal of all deeds"))

EXPORTED = Action("journal.exported", Text("Journal exported (%(format)s), rows: %(rows)s"))

FEATURE = Feature(
    package="app.office.journal",
    permissions=(SEE_JOURNAL,),
    actions=(EXPORTED,),
    nav=(NavItem("office", Text("Journal"), "journal.show", SEE_JOURNAL, "history", 80),),
)
