"""Looks at tasks: who may see which, the lists, one task, the badge, and who may be commanded."""

from app.office.tasks.queries.desk import Desk, desk_of, visible
from app.office.tasks.queries.figures import Figures, badge, figures
from app.office.tasks.queries.lists import Filters, Line, listing
from app.office.tasks.queries.one import Shown, shown

__all__ = [
    "Desk",
    "Figures",
    "Filters",
    "Line",
    "Shown",
    "badge",
    "desk_of",
    "figures",
    "listing",
    "shown",
    "visible",
]
