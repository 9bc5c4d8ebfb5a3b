"""Admission of customers: opening an account, suspension, disqualification."""

from app.customers.admission.policy import AdmissionPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("customers.admission.see", Text("See who is admitted, suspended or disqualified"))
APPLY = Permission("customers.admission.apply", Text("Apply for the admission of a customer"))
DECIDE = Permission("customers.admission.decide", Text("Suspend customers, lift it, and propose to disqualify them"))

APPLIED = Action("admission.applied", Text("Admission %(number)s of %(customer)s applied for"))
WITHDRAWN = Action("admission.withdrawn", Text("Application %(number)s of %(customer)s withdrawn"))
REFUSED = Action("admission.refused", Text("Application %(number)s of %(customer)s refused"))
ADMITTED = Action("admission.admitted", Text("Customer %(customer)s admitted (%(number)s)"))
SUSPENDED = Action("admission.suspended", Text("Business with %(customer)s suspended (%(number)s): %(why)s"))
LIFTED = Action("admission.lifted", Text("Suspension of %(customer)s lifted (%(number)s)"))
PROPOSED = Action("admission.proposed", Text("%(deed)s proposed for %(customer)s (%(number)s)"))
DISQUALIFIED = Action("admission.disqualified", Text("Customer %(customer)s disqualified (%(number)s): %(why)s"))
STARTED = Action("admission.started", Text("Business with %(customer)s started (%(number)s)"))
REPORTED = Action(
    "admission.reported", Text("Data of %(customer)s reported to finance and the plant office (%(number)s)")
)
TAKEN = Action("admission.taken", Text("Data of %(customer)s taken over by finance (%(number)s)"))
EXPORTED = Action("admission.exported", Text("List of admitted customers for the parent company, rows: %(rows)s"))
FILED = Action("admission.filed", Text("%(customer)s filed with the parent company on %(day)s (%(number)s)"))

FEATURE = Feature(
    package="app.customers.admission",
    permissions=(SEE, APPLY, DECIDE),
    actions=(
        APPLIED,
        WITHDRAWN,
        REFUSED,
        ADMITTED,
        SUSPENDED,
        LIFTED,
        PROPOSED,
        DISQUALIFIED,
        STARTED,
        REPORTED,
        TAKEN,
        EXPORTED,
        FILED,
    ),
    nav=(NavItem("customers", Text("Admission"), "admission.listing", SEE, "user-check", order=25),),
    tabs=(Tab("customer", Text("Admission"), "admission.of_customer", SEE, order=8),),
    policies=(AdmissionPolicy,),
    hooks={
        "matters": "approvals:matters",
        "papers_changed": "service:papers_changed",
        "task_kinds": "tasks:kinds",
        "every_minute": "nightly:ask_once_a_day",
        "customer_flags": "hooks:flags",
        "customer_standing": "queries:may_do_business",
        "today": "hooks:notices",
        "customer_of_subject": "queries:customer_of_subject",
        "may_see_subject": "queries:may_see_subject",
        "may_change_subject": "queries:may_change_subject",
        "documents": "documents:documents",
    },
    jobs={"admission.look": "nightly:look_job"},
)
