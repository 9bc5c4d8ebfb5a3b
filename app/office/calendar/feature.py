"""Working days, holidays and office hours."""

from app.domain.text import Text
from app.office.calendar.policy import OfficeHours
from app.web.feature import Action, Feature, NavItem, Permission

MANAGE_CALENDAR = Permission("office.calendar.manage", Text("Manage holidays and working days"))

DAY_OFF = Action("calendar.day_off", Text("%(day)s is a day off: %(name)s"))
DAY_WORKED = Action("calendar.day_worked", Text("%(day)s is a working day: %(name)s"))
DAY_CLEARED = Action("calendar.day_cleared", Text("%(day)s is again as its weekday says"))
YEARS_SEEDED = Action("calendar.years_seeded", Text("Official holidays taken over: %(years)s"))
YEAR_COMPLETED = Action("calendar.year_completed", Text("Holidays of %(year)s entered completely"))

FEATURE = Feature(
    package="app.office.calendar",
    permissions=(MANAGE_CALENDAR,),
    actions=(DAY_OFF, DAY_WORKED, DAY_CLEARED, YEARS_SEEDED, YEAR_COMPLETED),
    nav=(NavItem("office", Text("Calendar"), "calendar.show", MANAGE_CALENDAR, "calendar", 60),),
    policies=(OfficeHours,),
    hooks={"first_start": "service:seed", "today": "notices:notices"},
)
