"""Customers handed over when somebody leaves, is away long or is transferred."""

from app.customers.handovers.policy import HandoverPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("customers.handovers.see", Text("See hand-overs of customers"))
DECIDE = Permission("customers.handovers.decide", Text("Hand customers over to others"))

BEGUN = Action(
    "handovers.begun", Text("Hand-over %(number)s of the customers of %(name)s begun: %(cause)s, customers: %(total)s")
)
NAMED = Action("handovers.named", Text("Hand-over %(number)s: %(to)s named for customers: %(count)s"))
DRAWN = Action("handovers.drawn", Text("Hand-over %(number)s: successors drawn by lot for customers: %(count)s"))
LEFT_OUT = Action("handovers.left_out", Text("Hand-over %(number)s: customers left out: %(count)s"))
DECIDED = Action("handovers.decided", Text("Hand-over %(number)s decided, customers: %(count)s"))
HANDED = Action("handovers.handed", Text("Hand-over %(number)s carried out, customers: %(count)s"))
SECOND_HANDED = Action(
    "handovers.second_handed", Text("Customer %(number)s: %(to)s is second contact instead of %(from)s")
)
LETTERS = Action("handovers.letters", Text("Hand-over %(number)s: letters to customers sent: %(count)s"))
GIVEN = Action("handovers.given", Text("Hand-over %(number)s signed by the giver"))
TAKEN = Action("handovers.taken", Text("Hand-over %(number)s: customers taken over and signed for: %(count)s"))
CONTACTED = Action("handovers.contacted", Text("First contact after hand-over %(number)s on %(day)s"))
DONE = Action("handovers.done", Text("Hand-over %(number)s done: every customer contacted, every list signed"))
RETURNED = Action("handovers.returned", Text("Hand-over %(number)s: customers returned: %(count)s"))
CANCELLED = Action("handovers.cancelled", Text("Hand-over %(number)s cancelled"))

FEATURE = Feature(
    package="app.customers.handovers",
    permissions=(SEE, DECIDE),
    actions=(
        BEGUN,
        NAMED,
        DRAWN,
        LEFT_OUT,
        DECIDED,
        HANDED,
        SECOND_HANDED,
        LETTERS,
        GIVEN,
        TAKEN,
        CONTACTED,
        DONE,
        RETURNED,
        CANCELLED,
    ),
    nav=(NavItem("customers", Text("Hand-overs of customers"), "handovers.listing", SEE, "arrows-exchange", order=50),),
    policies=(HandoverPolicy,),
    hooks={
        "task_kinds": "tasks:kinds",
        "staff_leaves": "service.starting:staff_leaves",
        "staff_moved": "service.starting:staff_moved",
        "people_changed": "service.starting:people_changed",
        "owners_changed": "service.moving:owners_changed",
        "check_merge": "hooks:against_merge",
        "contact_reported": "service.signing:contact_reported",
        "documents": "documents:documents",
        "today": "hooks:notices",
        "may_see_subject": "hooks:may_see_subject",
        "every_minute": "nightly:tick",
    },
    jobs={
        "handovers.hand": "service.deciding:hand_job",
        "handovers.return": "service.returning:return_job",
        "handovers.look": "nightly:look_job",
    },
)
