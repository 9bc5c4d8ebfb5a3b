"""Tickets with the number, and their printers."""

from app.domain.text import Text
from app.reception.tickets.policy import TicketPolicy
from app.web.feature import Action, Feature, NavItem, Permission

PRINT = Permission("reception.tickets.print", Text("Print tickets"))
MANAGE = Permission("reception.tickets.manage", Text("Set up ticket printers"))

ADDED = Action("tickets.printer_added", Text("Ticket printer %(name)s set up"))
CHANGED = Action("tickets.printer_changed", Text("Ticket printer %(name)s changed"))
ASKED = Action("tickets.asked", Text("Ticket of %(number)s sent to %(printer)s"))
PRINTED = Action("tickets.printed", Text("Ticket of %(number)s printed on %(printer)s"))
FAILED = Action("tickets.failed", Text("Ticket of %(number)s not printed on %(printer)s: %(cause)s"))

FEATURE = Feature(
    package="app.reception.tickets",
    permissions=(PRINT, MANAGE),
    actions=(ADDED, CHANGED, ASKED, PRINTED, FAILED),
    nav=(NavItem("reception", Text("Ticket printers"), "tickets.printers", MANAGE, "printer", 94),),
    policies=(TicketPolicy,),
    hooks={"visit_registered": "hooks:registered", "visit_marks": "hooks:marks"},
    jobs={"tickets.send": "sending:send_job", "tickets.test": "sending:test_job"},
)
