"""What was ordered and delivered, with the customer's excess ratio."""

from app.complaints.deliveries.policy import DeliveryPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("complaints.deliveries.see", Text("See orders and deliveries"))
KEEP = Permission("complaints.deliveries.keep", Text("Enter orders and deliveries"))

ENTERED = Action("deliveries.entered", Text("Order %(order)s, delivery note %(note)s entered: %(delivered)s pieces"))
CHANGED = Action("deliveries.changed", Text("Order %(order)s, delivery note %(note)s corrected"))
WITHDRAWN = Action("deliveries.withdrawn", Text("Order %(order)s, delivery note %(note)s taken back with its import"))

FEATURE = Feature(
    package="app.complaints.deliveries",
    permissions=(SEE, KEEP),
    actions=(ENTERED, CHANGED, WITHDRAWN),
    nav=(NavItem("complaints", Text("Orders and deliveries"), "deliveries.listing", SEE, "truck-delivery", 30),),
    policies=(DeliveryPolicy,),
    hooks={
        "customer_of_subject": "hooks:customer_of_subject",
        "fact_labels": "hooks:fact_labels",
        "import_kinds": "imports:kinds",
        "may_change_subject": "hooks:may_change_subject",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
    },
)
