"""Remedies in the books."""

from app.complaints.vouchers.policy import VoucherPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

BOOK = Permission("complaints.vouchers.book", Text("Book allowances and returns"))
SEE = Permission("complaints.vouchers.see", Text("See vouchers and withheld receivables"))

BOOKED = Action("vouchers.booked", Text("Voucher %(voucher)s over %(amount)s booked for %(number)s"))
REVERSED = Action("vouchers.reversed", Text("Voucher %(reversed)s reversed by %(voucher)s"))
EXPORTED = Action("vouchers.exported", Text("Vouchers of %(month)s taken out: %(rows)s rows, %(file)s"))
WITHHELD = Action("vouchers.withheld", Text("%(amount)s left out of the bonus base from %(month)s on"))
RELEASED = Action("vouchers.released", Text("%(amount)s left out of the bonus base up to %(month)s"))

FEATURE = Feature(
    package="app.complaints.vouchers",
    permissions=(BOOK, SEE),
    actions=(BOOKED, REVERSED, EXPORTED, WITHHELD, RELEASED),
    nav=(NavItem("complaints", Text("Vouchers for complaints"), "vouchers.listing", SEE, "file-invoice", 36),),
    tabs=(Tab("complaint", Text("In the books"), "vouchers.of_case", SEE, 44),),
    policies=(VoucherPolicy,),
    hooks={
        "complaint_cancelled": "hooks:complaint_cancelled",
        "complaint_closed": "hooks:complaint_closed",
        "complaint_reopened": "hooks:complaint_reopened",
        "documents": "documents:documents",
        "search": "hooks:hits",
        "today": "hooks:notices",
    },
)
