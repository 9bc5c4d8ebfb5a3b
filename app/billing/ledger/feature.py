"""The ledger of a gas account (G-21)."""

from app.domain.text import Text
from app.web.feature import Feature, Permission, Tab

SEE = Permission("billing.ledger.see", Text("See and export the ledgers of gas accounts"))

FEATURE = Feature(
    package="app.billing.ledger",
    permissions=(SEE,),
    tabs=(
        Tab("account", Text("Ledger"), "ledger.of_account", SEE, 40),
        Tab("customer", Text("Gas ledgers"), "ledger.of_customer", SEE, 60),
    ),
    hooks={"documents": "documents:documents"},
)
