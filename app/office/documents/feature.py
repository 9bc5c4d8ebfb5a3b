"""Printable forms: on screen, as PDF, one or many, first prints and reprints."""

from app.domain.text import Text
from app.office.documents.policy import PaperPolicy
from app.web.feature import Action, Feature, NavItem
from app.web.guard import SIGNED_IN

PRINTED = Action("documents.printed", Text("%(form)s %(number)s printed; prints so far: %(count)s"))

FEATURE = Feature(
    package="app.office.documents",
    actions=(PRINTED,),
    nav=(NavItem("office", Text("Forms"), "documents.index", SIGNED_IN, "forms", 50),),
    policies=(PaperPolicy,),
    hooks={"documents": "calibration:documents"},
    jobs={"documents.print_many": "many:print_job"},
)
