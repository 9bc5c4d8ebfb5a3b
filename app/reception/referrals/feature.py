"""Customers whom staff or the company refer."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

REFER = Permission("reception.referrals.refer", Text("Register customers that one refers"))
SEE_ALL = Permission("reception.referrals.see_all", Text("See every referral"))
MANAGE = Permission("reception.referrals.manage", Text("Register company customers and confirm referrals"))

REGISTERED = Action("referrals.registered", Text("Referral %(number)s of %(name)s registered for %(day)s"))
ARRIVED = Action("referrals.arrived", Text("Customer of referral %(number)s arrived as visitor %(visitor)s"))
ANNOUNCED = Action("referrals.announced", Text("Referral %(number)s announced by telephone"))
VOUCHED = Action("referrals.vouched", Text("Referral %(number)s handed in for confirmation: %(way)s"))
ENDED = Action("referrals.ended", Text("Referral %(number)s: %(outcome)s"))
COMPANY = Action("referrals.company", Text("Company customer %(number)s %(name)s, introduced by %(introduced_by)s"))
COMPANY_REFUSED = Action(
    "referrals.company_refused", Text("%(name)s is no company customer (%(number)s): was registered here before")
)

FEATURE = Feature(
    package="app.reception.referrals",
    permissions=(REFER, SEE_ALL, MANAGE),
    actions=(REGISTERED, ARRIVED, ANNOUNCED, VOUCHED, ENDED, COMPANY, COMPANY_REFUSED),
    nav=(NavItem("reception", Text("Referrals"), "referrals.listing", REFER, "user-share", order=65),),
    hooks={
        "visitor_hints": "hooks:visitor_hints",
        "visit_registered": "arrivals:visit_registered",
        "visit_ended": "arrivals:visit_ended",
        "visit_reopened": "arrivals:visit_reopened",
        "matters": "approvals:matters",
        "documents": "documents:documents",
        "conduct_rules": "hooks:conduct_rules",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
    },
)
