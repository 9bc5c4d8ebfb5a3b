"""Whose turn it is."""

from app.domain.text import Text
from app.reception.rota.policy import RotaPolicy
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("reception.rota.see", Text("See the rota"))
KEEP = Permission("reception.rota.keep", Text("Keep the roster of the day: sign others in and out"))
TAKE_TURNS = Permission("reception.rota.take_turns", Text("Take turns in the rota"))
MANAGE = Permission("reception.rota.manage", Text("Manage the rota: plan duty, check readiness, overrule"))

OPENED = Action("rota.opened", Text("Rota of %(day)s opened"))
CLOSED = Action("rota.closed", Text("Rota of %(day)s closed"))
CHANGED = Action("rota.changed", Text("Rota of %(day)s: %(person)s – %(what)s"))
CHECKED = Action("rota.checked", Text("Readiness of %(person)s on %(day)s: %(result)s"))
OVERRULED = Action("rota.overruled", Text("Rota of %(day)s overruled for %(person)s: %(what)s"))
ASKED = Action("rota.asked", Text("Asked about the rota of %(day)s for %(person)s: %(what)s"))
SETTLED = Action("rota.settled", Text("Request about the rota of %(day)s for %(person)s, %(what)s: %(result)s"))
MEMBER = Action("rota.member", Text("Rota: %(person)s – %(what)s"))
TAKEN_OUT = Action("rota.taken_out", Text("Report on the rota from %(first)s until %(last)s taken out"))
PLANNED = Action("rota.planned", Text("Duty of %(person)s on %(day)s planned: %(shift)s"))

FEATURE = Feature(
    package="app.reception.rota",
    permissions=(SEE, KEEP, TAKE_TURNS, MANAGE),
    actions=(OPENED, CLOSED, CHANGED, CHECKED, OVERRULED, ASKED, SETTLED, MEMBER, TAKEN_OUT, PLANNED),
    nav=(NavItem("reception", Text("Rota"), "rota.today", SEE, "list-numbers", order=40),),
    policies=(RotaPolicy,),
    hooks={
        "documents": "documents:documents",
        "live_topics": "live:topics",
        "matters": "hooks:matters",
        "staff_left": "service:forget_leaver",
        "today": "hooks:notices",
    },
)
