"""What the office decides about the admission of customers."""

from app.customers.admission.rules import COMPANIES, EVERYBODY, NOBODY
from app.domain.text import N_, Text
from app.office.policy.declare import policy, value

WANTED = ((NOBODY, N_("No customer")), (COMPANIES, N_("Companies")), (EVERYBODY, N_("Every customer")))
PROPOSED, AT_ONCE = "proposed", "at_once"
LIFTING = (
    (PROPOSED, N_("It is proposed to whoever may lift it")),
    (AT_ONCE, N_("The program lifts it at once")),
)
SALES, DISPATCH = "sales", "dispatch"
SUPPLIERS = ((SALES, N_("Whoever looks after the customer")), (DISPATCH, N_("The dispatch department")))


@policy("customers.admission", Text("Admission of customers"))
class AdmissionPolicy:
    """C-56 to C-60; whom the office wants to be admitted is its own affair: gas households are not."""

    wanted: str = value(NOBODY, Text("Who must be admitted before business begins"), row="C-56", choices=WANTED)
    lifting: str = value(PROPOSED, Text("When valid papers are in again, the suspension"), row="C-59", choices=LIFTING)
    data_by: str = value(SALES, Text("Who supplies the data to finance"), row="D-25", choices=SUPPLIERS)
    dispatch: str = value("", Text("Name of the dispatch department"), row="D-25", empty=True)
