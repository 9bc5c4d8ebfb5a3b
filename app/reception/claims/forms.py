"""Forms of claims."""

from __future__ import annotations

from typing import Any

from app.domain.text import N_
from app.reception.claims.queries.receptions import Visitor
from app.reception.claims.queries.registrations import ALL, DEPARTMENT, MINE
from app.reception.claims.service import NewCase
from app.reception.claims.words import (
    CHANGE_REP,
    EVENT_RULES,
    EVIDENCE,
    FAULTS,
    OPENED_BY_HAND,
    OUTCOMES,
    RECOGNISED,
    SETTLED_BY,
)
from app.web.fields import ChoiceField, DayField, LineField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm

WHOSE = {MINE: N_("Mine"), DEPARTMENT: N_("Of my department"), ALL: N_("All")}
FIRST_HINT = N_("Who received or registered the customer first.")


class VoidForm(Form):
    reason = NoteField(N_("Why it is void"))
    version = WholeField("version")


class EvidenceForm(OnceForm):
    kind = ChoiceField(N_("What was seen or said"), choices=list(EVIDENCE.items()), default="note")
    staff = ChoiceField(N_("About whom"), coerce=int, translate=False, required=False)
    note = NoteField(N_("Remark"), required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff.choices = people

    def evidence(self, visitor: Visitor) -> dict[str, Any]:
        """What was typed, about a visitor."""
        return {
            "kind": self.kind.data,
            "visit_id": visitor.visit_id,
            "customer_id": visitor.customer_id,
            "phone": visitor.phone,
            "staff_id": self.staff.data,
            "note": self.note.data,
        }


class RecognisedForm(OnceForm):
    first = ChoiceField(N_("Who had received the customer before"), coerce=int, translate=False)
    closed = YesField(N_("A deal was made before they recognised each other"))
    words = NoteField(N_("How they recognised each other"))

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first.choices = people

    def case(self, visitor: Visitor) -> NewCase:
        """What was typed, about a visitor."""
        about: dict[str, Any] = {"customer_id": visitor.customer_id, "phone": visitor.phone}
        words, first_id = self.words.data or "", self.first.data
        return NewCase(RECOGNISED, visitor.name, words, visitor.visit_id, first_id=first_id, **about)


class CaseForm(OnceForm):
    kind = ChoiceField(N_("What it is about"), choices=list(OPENED_BY_HAND.items()), default=CHANGE_REP)
    first = ChoiceField(N_("First representative"), coerce=int, translate=False, hint=FIRST_HINT)
    second = ChoiceField(
        N_("Second representative"), coerce=int, translate=False, required=False,
        hint=N_("Whom the customer wants, or the other side; empty in a refusal: then the rota decides."),
    )  # fmt: skip
    name = LineField(N_("Customer"), longest=120)
    phone = LineField(
        N_("Telephone"), required=False, longest=40, hint=N_("Of a visitor: empty, where it is the registered one.")
    )
    fault = ChoiceField(N_("Fault of the first representative"), choices=list(FAULTS.items()), default="none")
    new_today = YesField(N_("The customer came today for the first time"))
    insists = YesField(N_("The customer insists after everything was explained"), default=True)
    encouraged = YesField(N_("The second representative is shown to have encouraged it"))
    words = NoteField(N_("What happened"))

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first.choices = self.second.choices = people

    def case(self, visitor: Visitor | None) -> NewCase:
        """What was typed, about the visitor of a visit where there is one."""
        return NewCase(
            kind=self.kind.data,
            name=self.name.data or "",
            words=self.words.data or "",
            visit_id=visitor.visit_id if visitor else None,
            customer_id=visitor.customer_id if visitor else None,
            phone=self.phone.data or (visitor.phone if visitor else None),
            first_id=self.first.data,
            second_id=self.second.data,
            fault=self.fault.data,
            new_today=bool(self.new_today.data),
            insists=bool(self.insists.data),
            encouraged=bool(self.encouraged.data),
        )


class OpinionForm(OnceForm):
    opinion = NoteField(N_("Written opinion"), hint=N_("Each side's fault and contribution, and what follows."))
    outcome = ChoiceField(N_("To whom the customer belongs"), choices=[(one, OUTCOMES[one]) for one in SETTLED_BY])
    quarrel = YesField(N_("They quarrelled: the result goes to the department"))
    version = WholeField("version")


class DaysForm(OnceForm):
    name = LineField(N_("Name of the event"), longest=120)
    first_on = DayField(N_("First day"))
    last_on = DayField(N_("Last day"))
    rule = ChoiceField(N_("Who receives on these days"), choices=list(EVENT_RULES.items()), default="rota")
    words = NoteField(N_("Remark"), required=False)
