"""The registers of visits and calls: corrections, review, closing, minutes."""

from app.domain.text import Text
from app.reception.register.policy import RegisterPolicy
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("reception.register.see", Text("See the visit register"))
CORRECT = Permission("reception.register.correct", Text("Correct entries of the visit and call registers"))
CLOSE = Permission("reception.register.close", Text("Hand in and close the day at the desk"))
MINUTES = Permission("reception.register.minutes", Text("Write minutes and the call list"))

CORRECTED = Action("register.corrected", Text("Line %(number)s of the register of %(day)s corrected: %(field)s"))
ANALYSED = Action("register.analysed", Text("Personal analysis added to line %(number)s of %(day)s"))
HANDED_IN = Action("register.handed_in", Text("Register of %(day)s handed in, visits: %(visits)s, calls: %(calls)s"))
REVIEWED = Action("register.reviewed", Text("Register of %(day)s reviewed and valid"))
SENT_BACK = Action("register.sent_back", Text("Register of %(day)s sent back"))
CLOSED = Action("register.closed", Text("Day %(day)s closed, visits: %(visits)s, left over: %(leftovers)s"))
MINUTED = Action("register.minuted", Text("Minutes of the meeting on %(day)s begun"))
MINUTES_CHANGED = Action("register.minutes_changed", Text("Minutes of the meeting on %(day)s changed"))
REPORTED = Action("register.reported", Text("Report on %(customer)s entered in the minutes of %(day)s"))
SIGNED = Action("register.signed", Text("Minutes of the meeting on %(day)s signed"))
PLANNED = Action("register.planned", Text("Call to %(name)s planned for %(day)s"))
CALLED = Action("register.called", Text("Planned call to %(name)s done: %(result)s"))
DROPPED = Action("register.dropped", Text("Planned call to %(name)s dropped"))
EXPORTED = Action("register.exported", Text("%(register)s of %(period)s exported as %(format)s, lines: %(rows)s"))

FEATURE = Feature(
    package="app.reception.register",
    permissions=(SEE, CORRECT, CLOSE, MINUTES),
    actions=(
        CORRECTED,
        ANALYSED,
        HANDED_IN,
        REVIEWED,
        SENT_BACK,
        CLOSED,
        MINUTED,
        MINUTES_CHANGED,
        REPORTED,
        SIGNED,
        PLANNED,
        CALLED,
        DROPPED,
        EXPORTED,
    ),
    nav=(
        NavItem("reception", Text("Registers of the desk"), "register.index", SEE, "book", order=50),
        NavItem("reception", Text("Minutes of meetings"), "register.minutes", SEE, "notebook", order=52),
        NavItem("reception", Text("Call list"), "register.call_list", SEE, "checklist", order=53),
    ),
    policies=(RegisterPolicy,),
    hooks={
        "aged": "aging:aged",
        "documents": "documents:documents",
        "every_minute": "nightly:ask_once_a_day",
        "matters": "hooks:matters",
        "may_see_subject": "hooks:may_see_subject",
        "monthly_registers": "monthly:monthly_registers",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
    jobs={"register.close_days": "nightly:close_forgotten"},
)
