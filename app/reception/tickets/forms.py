"""Forms of tickets and their printers."""

from __future__ import annotations

from app.domain.text import N_
from app.reception.tickets.models import TicketPrinter
from app.reception.tickets.rules import BROWSER, KINDS, PAPERS, USUAL_PORT, NewPrinter
from app.web.fields import ChoiceField, LineField, WholeField, YesField
from app.web.forms import Form, OnceForm, VersionFields


class PrinterFields(Form):
    name = LineField(N_("Name of the printer"), longest=40)
    kind = ChoiceField(N_("Kind of printer"), choices=list(KINDS.items()), default=BROWSER)
    paper = ChoiceField(N_("Paper"), choices=list(PAPERS.items()), default="80mm")
    host = LineField(N_("Address in the network"), required=False, hint=N_("Only for a printer in the network."))
    port = WholeField(N_("Port"), low=1, high=65_535, required=False, hint=N_("Usually 9100."))
    usual = YesField(N_("Prints the ticket of every visitor by itself"))

    def new_printer(self, *, active: bool = True) -> NewPrinter:
        """What was typed."""
        return NewPrinter(
            self.name.data or "", self.kind.data, self.paper.data, self.host.data, self.port.data or USUAL_PORT,
            usual=bool(self.usual.data) and active, active=active,
        )  # fmt: skip


class AddPrinterForm(PrinterFields, OnceForm):
    pass


class ChangePrinterForm(PrinterFields, VersionFields):
    active = YesField(N_("In use"))


class PrintForm(OnceForm):
    printer_id = ChoiceField(N_("Printer"), coerce=int, translate=False)


class TrialForm(OnceForm):
    pass


def typed(printer: TicketPrinter) -> dict[str, object]:
    """A printer as the fields of its form."""
    names = ("name", "kind", "paper", "host", "port", "usual", "active", "version")
    return {name: getattr(printer, name) for name in names}
