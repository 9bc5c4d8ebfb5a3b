"""Positions, who holds them, and who stands above whom."""

from app.domain.text import Text
from app.office.staff.feature import MANAGE_ACCESS
from app.web.feature import Action, Feature, NavItem, Tab
from app.web.guard import SIGNED_IN

POSITION_ADDED = Action("positions.added", Text("Position %(name)s added"))
POSITION_CHANGED = Action("positions.changed", Text("Position %(name)s changed"))
POSITIONS_SEEDED = Action("positions.seeded", Text("Shipped positions taken over: %(keys)s"))
APPOINTED = Action("positions.appointed", Text("%(name)s holds the position %(position)s from %(held_from)s"))
RELIEVED = Action("positions.relieved", Text("%(name)s holds the position %(position)s until %(held_until)s"))
WITHDRAWN = Action("positions.withdrawn", Text("%(name)s will not hold the position %(position)s"))

FEATURE = Feature(
    package="app.office.positions",
    actions=(POSITION_ADDED, POSITION_CHANGED, POSITIONS_SEEDED, APPOINTED, RELIEVED, WITHDRAWN),
    nav=(
        NavItem("office", Text("Organisation"), "positions.organisation", SIGNED_IN, "sitemap", order=800),
        NavItem("office", Text("Positions"), "positions.listing", MANAGE_ACCESS, "id-badge", order=815),
    ),
    tabs=(Tab("person", Text("Posts and superiors"), "positions.of_person", MANAGE_ACCESS, 10),),
    hooks={
        "first_start": "service:seed",
        "staff_left": "service:end_posts",
        "fact_labels": "hooks:fact_labels",
    },
)
