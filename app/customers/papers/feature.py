"""The papers of customers, with their days."""

from app.customers.papers.policy import PaperPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab
from app.web.guard import SIGNED_IN

KEEP = Permission("customers.papers.keep", Text("Enter the papers of customers"))
VERIFY_SALES = Permission("customers.papers.verify_sales", Text("Verify papers for sales"))
VERIFY_FINANCE = Permission("customers.papers.verify_finance", Text("Verify papers and invoicing data for finance"))
MANAGE = Permission("customers.papers.manage", Text("Define which papers customers must have"))

ENTERED = Action("papers.entered", Text("%(kind)s of customer %(number)s entered"))
CHANGED = Action("papers.changed", Text("%(kind)s: what was entered is mended"))
VERIFIED = Action("papers.verified", Text("%(kind)s of customer %(number)s verified"))
REJECTED = Action("papers.rejected", Text("%(kind)s of customer %(number)s rejected"))
PROVED = Action("papers.renewal_proved", Text("%(kind)s of customer %(number)s: renewal under way until %(until)s"))
INVOICING = Action("papers.invoicing", Text("Invoicing data of customer %(number)s entered"))
INVOICING_VERIFIED = Action("papers.invoicing_verified", Text("Invoicing data of customer %(number)s verified"))
INVOICING_REJECTED = Action("papers.invoicing_rejected", Text("Invoicing data of customer %(number)s rejected"))
WARNED = Action("papers.warned", Text("%(kind)s of customer %(number)s expires on %(until)s: warned"))
KIND_ADDED = Action("papers.kind_added", Text("Kind of paper %(name)s added"))
KIND_CHANGED = Action("papers.kind_changed", Text("Kind of paper %(name)s changed"))
REQUIRED = Action("papers.required", Text("Required papers changed: %(added)s more, %(removed)s fewer"))

FEATURE = Feature(
    package="app.customers.papers",
    permissions=(KEEP, VERIFY_SALES, VERIFY_FINANCE, MANAGE),
    actions=(
        ENTERED,
        CHANGED,
        VERIFIED,
        REJECTED,
        PROVED,
        INVOICING,
        INVOICING_VERIFIED,
        INVOICING_REJECTED,
        WARNED,
        KIND_ADDED,
        KIND_CHANGED,
        REQUIRED,
    ),
    nav=(NavItem("customers", Text("Kinds of papers"), "papers.kinds", MANAGE, "license", order=86),),
    tabs=(Tab("customer", Text("Customer papers"), "papers.of_customer", SIGNED_IN, order=8),),
    policies=(PaperPolicy,),
    hooks={
        "task_kinds": "tasks:kinds",
        "every_minute": "nightly:ask_once_a_day",
        "today": "hooks:notices",
        "fact_labels": "hooks:fact_labels",
        "fact_values": "hooks:fact_values",
        "customer_of_subject": "hooks:customer_of_subject",
        "may_see_subject": "hooks:may_see_subject",
        "may_change_subject": "hooks:may_change_subject",
    },
    jobs={"papers.warn": "nightly:warn_job"},
)
