"""Blank contracts."""

from app.customers.stationery.policy import StationeryPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("customers.stationery.see", Text("See where blank contracts are"))
KEEP = Permission("customers.stationery.keep", Text("Keep, issue and pass on blank contracts"))
REPORT = Permission("customers.stationery.report", Text("Receive contracts for finance"))

DRAWN = Action("stationery.drawn", Text("Blank contracts %(first)s to %(last)s drawn: %(kind)s"))
KEPT = Action("stationery.kept", Text("Blank contract %(serial)s taken into keeping by %(to)s"))
ISSUED = Action("stationery.issued", Text("Blank contract %(serial)s issued to %(to)s"))
RETURNED = Action("stationery.returned", Text("Blank contract %(serial)s returned to %(to)s"))
SIGNED = Action("stationery.signed", Text("Contract %(serial)s signed with %(customer)s"))
PASSED = Action("stationery.passed", Text("Contract %(serial)s passed on to %(to)s for approval: %(purpose)s"))
REPORTED = Action("stationery.reported", Text("Contract %(serial)s reported to finance, to %(to)s"))
CAME_BACK = Action("stationery.back", Text("Contract %(serial)s came back to %(to)s"))
RECEIVED = Action("stationery.handed_over", Text("Contract %(serial)s received by finance, by %(to)s"))
VOID = Action("stationery.void", Text("Contract %(serial)s made void"))
LOST = Action("stationery.lost", Text("Contract %(serial)s lost, was with %(holder)s"))
FOUND = Action("stationery.found", Text("Contract %(serial)s found, is with %(to)s"))
DECIDED = Action("stationery.decided", Text("Contract %(serial)s: %(outcome)s"))
KIND_SET = Action("stationery.kind_set", Text("Kind of contract stationery %(name)s set, reserve %(reserve)s"))
ASKED = Action("stationery.asked", Text("Blank contracts asked for: %(kind)s for %(month)s, %(wanted)s (%(number)s)"))
REQUEST_OFF = Action("stationery.request_off", Text("Request %(number)s for blank contracts cancelled"))
EXPORTED = Action("stationery.exported", Text("Balance of contract stationery of %(month)s taken out"))

FEATURE = Feature(
    package="app.customers.stationery",
    permissions=(SEE, KEEP, REPORT),
    actions=(
        DRAWN,
        KEPT,
        ISSUED,
        RETURNED,
        SIGNED,
        PASSED,
        REPORTED,
        CAME_BACK,
        RECEIVED,
        VOID,
        LOST,
        FOUND,
        DECIDED,
        KIND_SET,
        ASKED,
        REQUEST_OFF,
        EXPORTED,
    ),
    nav=(NavItem("customers", Text("Contract stationery"), "stationery.listing", SEE, "file-certificate", 65),),
    policies=(StationeryPolicy,),
    hooks={
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "every_minute": "nightly:ask_once_a_day",
        "handover_parts": "hooks:handover_parts",
        "matters": "approvals:matters",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
        "staff_left": "hooks:staff_left",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
    jobs={"stationery.month": "nightly:look_job"},
)
