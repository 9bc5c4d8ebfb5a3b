"""Customers whom staff or the company refer."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

REFER = Permission("reception.referrals.refer", Text("Register customers that one refers"))
SEE_ALL = Permission("reception.referrals.see_all", Text("See every referral"))
MANAGE = Permission("reception.referrals.manage", Text("Register company customers and confirm referrals"))

FEATURE = Feature(
    package="app.reception.referrals",
    permissions=(REFER, SEE_ALL, MANAGE),
)
