"""Printable forms: on screen, as PDF, one or many, first prints and reprints."""

from app.domain.text import Text
from app.office.documents.policy import PaperPolicy
from app.web.feature import Action, Feature

PRINTED = Action("documents.printed", Text("%(form)s %(number)s printed; prints so far: %(count)s"))

FEATURE = Feature(
    package="app.office.documents",
    actions=(PRINTED,),
    policies=(PaperPolicy,),
    hooks={"documents": "calibration:documents"},
    jobs={"documents.print_many": "many:print_job"},
)
