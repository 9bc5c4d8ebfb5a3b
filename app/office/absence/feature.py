"""Who is away, and who stands in for him."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab
from app.web.guard import SIGNED_IN

MANAGE_ABSENCE = Permission("office.absence.manage", Text("Record absences of the department's staff"))

ABSENCE_RECORDED = Action("absence.recorded", Text("%(name)s is away from %(first_on)s to %(last_on)s"))
ABSENCE_CANCELLED = Action("absence.cancelled", Text("Absence of %(name)s from %(first_on)s cancelled"))
ABSENCE_ENDED = Action("absence.ended", Text("%(name)s, away since %(first_on)s, is away until %(last_on)s"))
DEPUTY_SET = Action("absence.deputy_set", Text("%(deputy)s stands in for %(name)s as a rule"))
DEPUTY_CLEARED = Action("absence.deputy_cleared", Text("Nobody stands in for %(name)s as a rule"))

FEATURE = Feature(
    package="app.office.absence",
    permissions=(MANAGE_ABSENCE,),
    actions=(ABSENCE_RECORDED, ABSENCE_CANCELLED, ABSENCE_ENDED, DEPUTY_SET, DEPUTY_CLEARED),
    nav=(NavItem("office", Text("Absences"), "absence.listing", SIGNED_IN, "user-pause", 65),),
    tabs=(Tab("person", Text("Absences"), "absence.of_person", MANAGE_ABSENCE, 20),),
    hooks={"staff_left": "service:end_absences", "today": "notices:notices"},
)
