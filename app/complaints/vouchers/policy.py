"""The accounts in which the office books returns and allowances."""

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.vouchers", Text("Vouchers for returns and allowances"))
class VoucherPolicy:
    """K-35: the manual speaks of a voucher for transfer and names no account; these are the usual ones."""

    income: str = value("主营业务收入", Text("Account of the income"), row="F-73")
    tax: str = value("应交税费—应交增值税（销项税额）", Text("Account of the output tax"), row="F-73")
    receivables: str = value("应收账款", Text("Account of the receivables"), row="F-73")
