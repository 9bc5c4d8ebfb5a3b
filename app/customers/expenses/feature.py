"""Expenses for customers, checked against the register."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

CLAIM = Permission("customers.expenses.claim", Text("Claim expenses for customers"))
CHECK = Permission("customers.expenses.check", Text("Check and decide expense claims"))

CLAIMED = Action("expenses.claimed", Text("Claim %(number)s of %(amount)s made for customer %(customer)s"))
STOPPED = Action("expenses.stopped", Text("Claim %(number)s of %(amount)s refused: “%(typed)s” is not on file"))
CLEARED = Action("expenses.cleared", Text("Claim %(number)s of %(amount)s cleared"))
REFUSED = Action("expenses.refused", Text("Claim %(number)s of %(amount)s refused"))
WITHDRAWN = Action("expenses.withdrawn", Text("Claim %(number)s of %(amount)s withdrawn"))
EXPORTED = Action("expenses.exported", Text("Expense claims exported, rows: %(rows)s"))

FEATURE = Feature(
    package="app.customers.expenses",
    permissions=(CLAIM, CHECK),
    actions=(CLAIMED, STOPPED, CLEARED, REFUSED, WITHDRAWN, EXPORTED),
    nav=(NavItem("customers", Text("Expense claims"), "expenses.listing", CLAIM, "receipt", 70),),
    hooks={
        "customers_withdrawn": "hooks:withdrawn",
        "documents": "documents:documents",
        "customer_of_subject": "hooks:customer_of_subject",
        "may_see_subject": "hooks:may_see_subject",
        "today": "hooks:notices",
    },
)
