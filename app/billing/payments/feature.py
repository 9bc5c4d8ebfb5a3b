"""Payments: taking money, taking it back, bringing in the bank's list."""

from app.billing.payments.policy import PaymentPolicy
from app.domain.text import N_, Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("billing.payments.see", Text("See payments"))
TAKE = Permission("billing.payments.take", Text("Take payments"))
REVERSE = Permission("billing.payments.reverse", Text("Reverse own payments of the same day"))
REVERSE_ANY = Permission("billing.payments.reverse_any", Text("Reverse payments of other people and other days"))
IMPORT = Permission("billing.payments.import", Text("Bring in payments and say whose they are"))
EXPORT = Permission("billing.payments.export", Text("Export payments"))

TAKEN = Action("payments.taken", Text("Payment %(number)s of %(amount)s taken for account %(account)s"))
REVERSED = Action("payments.reversed", Text("Payment %(number)s of %(amount)s reversed by %(reversal)s"))
WAITING = Action("payments.unmatched", Text("Payment %(reference)s of %(amount)s waits for its account"))
ASSIGNED = Action("payments.assigned", Text("Waiting payment %(reference)s of %(amount)s is for account %(account)s"))
RETURNED = Action("payments.returned", Text("Waiting payment %(reference)s of %(amount)s was sent back"))

CASH, CARD, WECHAT, ALIPAY, TRANSFER, BANK = "cash", "card", "wechat", "alipay", "transfer", "bank"
CHANNELS = {
    CASH: N_("Cash"),
    CARD: N_("Bank card"),
    WECHAT: N_("WeChat"),
    ALIPAY: N_("Alipay"),
    TRANSFER: N_("Bank transfer"),
    BANK: N_("Bank's list"),
}
AT_THE_COUNTER = (CASH, CARD, WECHAT, ALIPAY, TRANSFER)

FEATURE = Feature(
    package="app.billing.payments",
    permissions=(SEE, TAKE, REVERSE, REVERSE_ANY, IMPORT, EXPORT),
    actions=(TAKEN, REVERSED, WAITING, ASSIGNED, RETURNED),
    nav=(
        NavItem("billing", Text("Take a payment"), "payments.find", TAKE, "cash", 40),
        NavItem("billing", Text("Payments"), "payments.index", SEE, "receipt", 41),
        NavItem("billing", Text("Waiting payments"), "payments.unmatched", IMPORT, "zoom-question", 42),
    ),
    policies=(PaymentPolicy,),
    hooks={
        "today": "hooks:notices",
        "customer_flags": "hooks:flags",
        "import_kinds": "imports:kinds",
        "exports": "exports:exports",
        "erasure_obstacles": "erasing:obstacles",
        "last_business": "erasing:last_business",
        "documents": "documents:documents",
    },
)
