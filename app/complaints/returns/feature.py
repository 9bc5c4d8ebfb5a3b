"""Goods that customers send back."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab
from app.web.guard import SIGNED_IN

KEEP = Permission("complaints.returns.keep", Text("Write return slips"))
RECEIVE = Permission("complaints.returns.receive", Text("Receive returned goods in the store"))

WRITTEN = Action("returns.written", Text("Return slip %(number)s written: %(quantity)s %(unit)s"))
CHANGED = Action("returns.changed", Text("Return slip %(number)s corrected: %(quantity)s %(unit)s"))
SUBMITTED = Action("returns.submitted", Text("Return slip %(number)s submitted: %(quantity)s %(unit)s"))
SETTLED = Action("returns.settled", Text("Return slip %(number)s: %(outcome)s"))
ASKED = Action("returns.asked", Text("Goods of return slip %(number)s differ: %(counted)s counted, asked what to do"))
RECEIVED = Action("returns.received", Text("Goods of return slip %(number)s received: %(counted)s %(unit)s"))
RULED = Action("returns.ruled", Text("Said about return slip %(number)s: %(outcome)s"))
MONEY_ASKED = Action("returns.money_asked", Text("Asked whether %(amount)s is booked for return slip %(number)s"))
VOIDED = Action("returns.voided", Text("Return slip %(number)s made void"))

FEATURE = Feature(
    package="app.complaints.returns",
    permissions=(KEEP, RECEIVE),
    actions=(WRITTEN, CHANGED, SUBMITTED, SETTLED, ASKED, RECEIVED, RULED, MONEY_ASKED, VOIDED),
    nav=(
        NavItem("complaints", Text("Returned goods"), "returns.listing", KEEP, "arrows-exchange", 34),
        NavItem("complaints", Text("Returned goods for the store"), "returns.store", RECEIVE, "checklist", 35),
    ),
    tabs=(Tab("complaint", Text("Returned goods"), "returns.of_case", SIGNED_IN, 42),),
    hooks={
        "closing_obstacles": "hooks:closing_obstacles",
        "complaint_cancelled": "hooks:complaint_cancelled",
        "complaint_steps": "hooks:complaint_steps",
        "complaints_asked": "hooks:complaints_asked",
        "customer_of_subject": "hooks:customer_of_subject",
        "documents": "documents:documents",
        "matters": "approvals:matters",
        "may_change_subject": "hooks:may_change_subject",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
        "today": "hooks:notices",
    },
)
