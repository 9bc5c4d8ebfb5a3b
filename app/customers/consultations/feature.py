"""What customers come to have done, and how far it is."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("customers.consultations.see", Text("See consultations"))
KEEP = Permission("customers.consultations.keep", Text("Keep consultations"))

OPENED = Action("consultations.opened", Text("Consultation %(number)s opened"))
CHANGED = Action("consultations.changed", Text("Consultation %(number)s changed"))
REACHED = Action("consultations.reached", Text("Consultation %(number)s: %(stage)s on %(day)s"))
TAKEN_BACK = Action("consultations.taken_back", Text("Consultation %(number)s: %(stage)s taken back"))

FEATURE = Feature(
    package="app.customers.consultations",
    permissions=(SEE, KEEP),
    actions=(OPENED, CHANGED, REACHED, TAKEN_BACK),
    nav=(NavItem("customers", Text("Consultations"), "consultations.listing", SEE, "home-question", order=30),),
    tabs=(Tab("customer", Text("Consultations"), "consultations.of_customer", SEE, 12),),
    hooks={
        "documents": "documents:documents",
        "customer_of_subject": "queries:customer_of_subject",
        "may_see_subject": "queries:may_see_subject",
        "may_change_subject": "queries:may_change_subject",
        "fact_labels": "hooks:fact_labels",
    },
)
