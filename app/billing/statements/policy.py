"""Office rules of settlement slips."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value

DAYS = Text("calendar days")


@policy("billing.statements", Text("Settlement slips"))
class StatementPolicy:
    """Who posts, which cycle a month belongs to, and how many days a user has to pay."""

    second_person: bool = value(True, Text("Statements are posted by another person than drafted them"), row="G-11")
    first_month_to_old_cycle: bool = value(
        False, Text("The first month of a price cycle still belongs to the old cycle"), row="G-10"
    )
    term_residential: int = value(
        7, Text("Term of payment of residential users"), row="G-13", unit=DAYS, low=0, high=365
    )
    term_public_welfare: int = value(
        7, Text("Term of payment of public-welfare users"), row="G-12", unit=DAYS, low=0, high=365
    )
    term_commercial: int = value(7, Text("Term of payment of commercial users"), row="G-12", unit=DAYS, low=0, high=365)
    ways_to_pay: str = value(
        "缴费方式：营业厅现金或刷卡，微信、支付宝扫码，银行转账（请注明户号）",
        Text("Ways to pay, as printed on settlement slips"),
        row="F-82",
        empty=True,
    )
