"""What is asked before many papers are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request

from app.domain.text import N_
from app.office.documents.document import Document
from app.office.documents.many import Order
from app.office.documents.render import sheet_for
from app.printing.papers import PAPERS
from app.web.fields import ChoiceField, LineField, WholeField, YesField
from app.web.forms import OnceForm


class OrderForm(OnceForm):
    period = LineField(N_("Period"), hint=N_("Like 2026-11."), longest=7)
    book = LineField(N_("Book"), required=False, hint=N_("Empty for all books."), longest=40)
    paper = ChoiceField(N_("Paper"))
    copies = WholeField(N_("Copies of each paper"), low=1, high=5)
    joined = YesField(N_("One file for all books"))

    def __init__(self, document: Document, arguments: Sequence[str]) -> None:
        known = {"period": request.args.get("period"), "book": request.args.get("book")}
        super().__init__(data={**known, "paper": sheet_for(document, None).paper.key, "copies": 1})
        self.document = document
        self.paper.choices = [(key, PAPERS[key].label) for key in document.papers]
        for name in ("period", "book"):
            if name not in arguments:
                del self._fields[name]

    def arguments(self) -> dict[str, Any]:
        """The order as the job's arguments."""
        chosen = {name: self._fields[name].data or "" for name in ("period", "book") if name in self._fields}
        return {
            "kind": self.document.key,
            "arguments": chosen,
            "paper": self.paper.data,
            "copies": self.copies.data,
            "joined": self.joined.data,
        }

    def order(self) -> Order:
        """The order."""
        return Order(**self.arguments())
