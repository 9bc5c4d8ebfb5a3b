"""Gas accounts for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.billing.accounts.models import GasAccount
from app.billing.accounts.rules import AccountFields, NewAccount
from app.billing.accounts.service import open_account
from app.billing.meters.rules import FACTOR_ONE, NewMeter
from app.domain.actor import OPERATOR, Actor
from app.domain.volume import Volume

HEADER = (
    "户号,户名,用户类别,用气性质,人口,地址,电话,表号,表位数,表底数,安装日期,修正系数,"
    "册号,册内序号,本周期累计气量,客户编号"
)


def new_account(number: str = "10000003", /, *, meter: str = "", **changed: Any) -> NewAccount:
    """A residential account that may be opened, with the meter M + its number; `changed` are fields of both."""
    hung = {"digits": 5, "initial_reading": Volume(3_164_000), "installed_on": date(2024, 5, 1), "factor": FACTOR_ONE}
    fields = {"name": "康超", "category": "residential", "address": "光明路36号8栋1804室", "phone": "13390996030"}
    for key, value in changed.items():
        (hung if key in hung else fields)[key] = value
    return NewAccount(number, AccountFields(**fields), NewMeter(meter or f"M{number}", **hung))


def opened(number: str = "10000003", /, *, by: Actor = OPERATOR, **changed: Any) -> GasAccount:
    """Such an account, opened."""
    return open_account(new_account(number, **changed), by=by)


def sheet(*rows: str, header: str = HEADER) -> bytes:
    """A sheet of accounts as text with commas."""
    return "\n".join([header, *rows]).encode()


GOOD = "10000003,康超,居民,普通,7,光明路36号8栋1804室,13390996030,M70000000,5,3164,2024-05-01,1,B01,1,548,"
