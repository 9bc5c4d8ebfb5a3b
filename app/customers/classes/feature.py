"""Further ways to class customers, as the office defines them."""

from app.customers.files.feature import SEE_CARD
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

MANAGE = Permission("customers.classes.manage", Text("Define classification schemes"))

SCHEME_ADDED = Action("classes.scheme_added", Text("Classification scheme %(name)s added"))
SCHEME_CHANGED = Action("classes.scheme_changed", Text("Classification scheme %(name)s changed"))
CLASS_ADDED = Action("classes.class_added", Text("Class %(name)s added to the scheme %(scheme)s"))
CLASS_CHANGED = Action("classes.class_changed", Text("Class %(name)s of the scheme %(scheme)s changed"))
CLASSED = Action("classes.classed", Text("Customer %(number)s classed: %(scheme)s, %(class)s, from %(from_on)s"))
TAKEN_OUT = Action("classes.taken_out", Text("Customer %(number)s is in no class of %(scheme)s from %(from_on)s"))

FEATURE = Feature(
    package="app.customers.classes",
    permissions=(MANAGE,),
    actions=(SCHEME_ADDED, SCHEME_CHANGED, CLASS_ADDED, CLASS_CHANGED, CLASSED, TAKEN_OUT),
    nav=(NavItem("customers", Text("Customer classes"), "classes.listing", MANAGE, "category", order=85),),
    tabs=(Tab("customer", Text("Classes"), "classes.of_customer", SEE_CARD, order=6),),
    hooks={"fact_labels": "hooks:fact_labels", "customer_filters": "hooks:filters"},
)
