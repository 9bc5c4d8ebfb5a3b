"""Requests to read the files of customers."""

from app.customers.access_requests.policy import AccessPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

ASK = Permission("customers.access.ask", Text("Ask to read a customer file"))
SEE = Permission("customers.access.see", Text("See who may read and who has read customer files"))

ASKED = Action("access_requests.asked", Text("Request %(number)s to read the file of customer %(customer)s"))
GRANTED = Action("access_requests.granted", Text("Request %(number)s: the file may be read until %(until)s"))
NOT_GRANTED = Action("access_requests.not_granted", Text("Request %(number)s to read a file: %(state)s"))
ENDED = Action("access_requests.ended", Text("Request %(number)s: leave to read ended early"))

FEATURE = Feature(
    package="app.customers.access_requests",
    permissions=(ASK, SEE),
    actions=(ASKED, GRANTED, NOT_GRANTED, ENDED),
    nav=(
        NavItem("customers", Text("Requests to read"), "access_requests.listing", ASK, "eye-check", order=40),
        NavItem("customers", Text("Who has read"), "access_requests.reads", SEE, "eye", order=42),
    ),
    tabs=(Tab("customer", Text("Readers"), "access_requests.of_customer", SEE, 80),),
    policies=(AccessPolicy,),
    hooks={"matters": "approvals:matters", "may_see_subject": "queries:may_see_subject"},
)
