"""The morning bulletin: what everybody must know before receiving, and who has read it."""

from app.domain.text import Text
from app.reception.bulletin.policy import BulletinPolicy
from app.web.feature import Action, Feature, NavItem, Permission

READ = Permission("reception.bulletin.read", Text("Read the morning bulletin"))
WRITE = Permission("reception.bulletin.write", Text("Write the morning bulletin"))

PUBLISHED = Action("bulletin.published", Text("Bulletin published for %(day)s to %(last_on)s: %(title)s"))
REPLACED = Action("bulletin.replaced", Text("Bulletin published that replaces an earlier one: %(title)s"))
READ_IT = Action("bulletin.read", Text("Bulletin read: %(title)s"))

FEATURE = Feature(
    package="app.reception.bulletin",
    permissions=(READ, WRITE),
    actions=(PUBLISHED, REPLACED, READ_IT),
    nav=(NavItem("reception", Text("Morning bulletin"), "bulletin.listing", READ, "news", 80),),
    policies=(BulletinPolicy,),
    hooks={
        "before_duty": "hooks:before_duty",
        "live_topics": "live:topics",
        "may_see_subject": "hooks:may_see_subject",
        "today": "hooks:notices",
    },
)
