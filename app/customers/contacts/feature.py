"""The people to talk to at a customer."""

from app.customers.files.feature import SEE_CARD
from app.domain.text import Text
from app.web.feature import Action, Feature, Tab

ADDED = Action("contacts.added", Text("Contact %(name)s added at customer %(number)s"))
IMPORTED = Action("contacts.imported", Text("Contact %(name)s of customer %(number)s came with a sheet"))
CHANGED = Action("contacts.changed", Text("Contact %(name)s of customer %(number)s changed"))
MADE_MAIN = Action("contacts.made_main", Text("%(name)s is now the main contact of customer %(number)s"))
LEFT = Action("contacts.left", Text("Contact %(name)s left customer %(number)s on %(left_on)s"))
BACK = Action("contacts.back", Text("Contact %(name)s is back at customer %(number)s"))

FEATURE = Feature(
    package="app.customers.contacts",
    actions=(ADDED, IMPORTED, CHANGED, MADE_MAIN, LEFT, BACK),
    tabs=(Tab("customer", Text("Contacts"), "contacts.of_customer", SEE_CARD, order=5),),
    hooks={
        "fact_labels": "hooks:fact_labels",
        "fact_values": "hooks:fact_values",
        "customers_opened": "hooks:opened",
        "customer_changed": "hooks:changed",
        "customers_withdrawn": "hooks:withdrawn",
        "file_tokens": "queries:tokens",
    },
)
