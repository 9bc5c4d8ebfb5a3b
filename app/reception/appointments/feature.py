"""Appointments and expected visitors."""

from app.domain.text import Text
from app.reception.appointments.policy import AppointmentPolicy
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("reception.appointments.see", Text("See appointments"))
KEEP = Permission("reception.appointments.keep", Text("Make and change appointments"))

MADE = Action("appointments.made", Text("Appointment %(number)s of %(name)s for %(day)s made"))
ANNOUNCED = Action("appointments.announced", Text("Visitor %(name)s announced for %(day)s: %(number)s"))
CHANGED = Action("appointments.changed", Text("Appointment %(number)s of %(name)s changed"))
CANCELLED = Action("appointments.cancelled", Text("Appointment %(number)s of %(name)s called off"))
ARRIVED = Action("appointments.arrived", Text("Appointment %(number)s: %(name)s has come as %(visit)s"))
REOPENED = Action("appointments.reopened", Text("Appointment %(number)s: %(name)s is expected again"))
MISSED = Action("appointments.missed", Text("Appointment %(number)s: %(name)s did not come"))

FEATURE = Feature(
    package="app.reception.appointments",
    permissions=(SEE, KEEP),
    actions=(MADE, ANNOUNCED, CHANGED, CANCELLED, ARRIVED, REOPENED, MISSED),
    nav=(NavItem("reception", Text("Appointments"), "appointments.listing", SEE, "calendar-event", 20),),
    tabs=(Tab("customer", Text("Appointments"), "appointments.of_customer", SEE, 25),),
    policies=(AppointmentPolicy,),
    hooks={
        "visitor_hints": "hooks:visitor_hints",
        "visit_registered": "hooks:visit_registered",
        "visit_ended": "hooks:visit_ended",
        "visit_reopened": "hooks:visit_reopened",
        "search": "hooks:hits",
        "today": "hooks:notices",
        "may_see_subject": "hooks:may_see_subject",
        "every_minute": "nightly:ask_once_a_day",
    },
    jobs={"appointments.missed": "nightly:miss_job"},
)
