"""Remedies in the books."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

BOOK = Permission("complaints.vouchers.book", Text("Book allowances and returns"))
SEE = Permission("complaints.vouchers.see", Text("See vouchers and withheld receivables"))

FEATURE = Feature(package="app.complaints.vouchers", permissions=(BOOK, SEE))
