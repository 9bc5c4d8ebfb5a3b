"""The visitors of the day, from the door to the door."""

from app.domain.text import Text
from app.reception.queue.policy import QueuePolicy
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("reception.queue.see", Text("See the visitors of the day"))
REGISTER = Permission("reception.queue.register", Text("Register visitors"))
SERVE = Permission("reception.queue.serve", Text("Call and receive visitors"))
MANAGE = Permission("reception.queue.manage", Text("Call visitors out of order, move and cancel them"))

REGISTERED = Action("visits.registered", Text("Visitor %(number)s registered"))
ASSIGNED = Action("visits.assigned", Text("Visitor %(number)s assigned to %(staff)s"))
CALLED = Action("visits.called", Text("Visitor %(number)s called by %(staff)s"))
RECALLED = Action("visits.recalled", Text("Visitor %(number)s called again by %(staff)s, calls: %(calls)s"))
RECEIVED = Action("visits.received", Text("Visitor %(number)s received by %(staff)s"))
NO_SHOW = Action("visits.no_show", Text("Visitor %(number)s did not come, calls: %(calls)s"))
BROUGHT_BACK = Action("visits.back", Text("Visitor %(number)s brought back to the line"))
HELD = Action("visits.held", Text("Visitor %(number)s put on hold"))
TAKEN_BACK = Action("visits.taken_back", Text("Visitor %(number)s taken back"))
TRANSFERRED = Action("visits.transferred", Text("Visitor %(number)s transferred"))
TAKEN_OVER = Action("visits.taken_over", Text("Visitor %(number)s handed over to %(staff)s"))
NEEDED_NONE = Action("visits.not_needed", Text("Visitor %(number)s needed no reception"))
FINISHED = Action("visits.finished", Text("Reception of visitor %(number)s finished"))
LEFT = Action("visits.left", Text("Visitor %(number)s left"))
CLOSED = Action("visits.closed", Text("Visitor %(number)s was still here at the closing of the day"))
CANCELLED = Action("visits.cancelled", Text("Visit %(number)s cancelled"))
UNDONE = Action("visits.undone", Text("Last step of visitor %(number)s undone: %(step)s"))
CHANGED = Action("visits.changed", Text("Details of visitor %(number)s changed"))
LINKED = Action("visits.linked", Text("Visitor %(number)s is customer %(customer)s"))
HELPER = Action("visits.helper", Text("%(staff)s invited to join the reception of visitor %(number)s"))

FEATURE = Feature(
    package="app.reception.queue",
    permissions=(SEE, REGISTER, SERVE, MANAGE),
    actions=(
        REGISTERED,
        ASSIGNED,
        CALLED,
        RECALLED,
        RECEIVED,
        NO_SHOW,
        BROUGHT_BACK,
        HELD,
        TAKEN_BACK,
        TRANSFERRED,
        TAKEN_OVER,
        NEEDED_NONE,
        FINISHED,
        LEFT,
        CLOSED,
        CANCELLED,
        UNDONE,
        CHANGED,
        LINKED,
        HELPER,
    ),
    nav=(NavItem("reception", Text("Live queue"), "queue.index", SEE, "users-group", order=10),),
    tabs=(Tab("customer", Text("Past visits"), "queue.of_customer", SEE, order=20),),
    policies=(QueuePolicy,),
    hooks={
        "complaint_origin": "hooks:complaint_origin",
        "live_topics": "live:topics",
        "search": "hooks:hits",
        "today": "hooks:notices",
        "fact_labels": "hooks:fact_labels",
        "may_see_subject": "hooks:may_see_subject",
        "reps_changed": "service:assign_waiting",
        "receiving_now": "hooks:receiving_now",
        "start_again": "service:start_again",
        "take_over": "service:take_over",
        "visit_cards": "hooks:visit_cards",
        "recorded": "service:recorded",
    },
)
