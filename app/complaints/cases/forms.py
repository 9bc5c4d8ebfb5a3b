"""Forms of complaints: the filters of the list, intake, and the deeds that have a page of their own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from wtforms import HiddenField

from app.complaints.cases import fields as of
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import visible
from app.complaints.cases.queries.listing import EVERY, LATE, PAUSED, UNKNOWN
from app.complaints.cases.rules import GOODS, MOST_PIECES, NewComplaint
from app.complaints.cases.words import CHANNELS, KINDS, ORIGINS, RELATIONS, REMEDIES, SEVERITIES, STATES
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.extensions import db
from app.web.fields import ChoiceField, DayField, LineField, MomentField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm, VersionFields

STANDINGS = [
    *STATES.items(),
    (LATE, N_("Late complaints")),
    (PAUSED, N_("Complaints that stand still")),
    (UNKNOWN, N_("Quantity not yet known")),
    (EVERY, N_("Every state")),
]
LABELS = {key: one.label for key, one in of.FIELDS.items()}
HINTS = {key: one.help for key, one in of.FIELDS.items()}
LONGEST_MATTER = 200


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Number, customer or words of the matter"), required=False, longest=60)
    state = ChoiceField(N_("State"), required=False, choices=STANDINGS)
    route = ChoiceField(N_("Route of the complaint"), required=False, translate=False)
    stage = ChoiceField(N_("Stage of the complaint"), required=False, translate=False)
    department = ChoiceField(N_("Waits for the department"), required=False, coerce=int, translate=False)
    handler = ChoiceField(N_("Who follows it up"), required=False, coerce=int, translate=False)
    severity = ChoiceField(LABELS["severity"], required=False, choices=list(SEVERITIES.items()))
    kind = ChoiceField(LABELS["kind"], required=False, choices=list(KINDS.items()))
    cause = ChoiceField(LABELS["cause_id"], required=False, coerce=int, translate=False)
    month = LineField(N_("Month of the number"), required=False, longest=7, hint=N_("Like 2026-11."))
    customer = HiddenField()


class NewForm(OnceForm):
    contact_phone = LineField(N_("Telephone or customer number"), required=False, longest=40)
    contact_name = LineField(LABELS["contact_name"], required=False)
    customer_id = ChoiceField(N_("Customer"), coerce=int, translate=False, required=False)
    channel = ChoiceField(LABELS["channel"], choices=list(CHANNELS.items()), default="telephone")
    facts = NoteField(LABELS["facts"])
    matter = LineField(
        N_("In one line"), required=False, longest=LONGEST_MATTER, hint=N_("Empty: the first line of what happened.")
    )
    remedy_wanted = ChoiceField(LABELS["remedy_wanted"], choices=list(REMEDIES.items()), default="explanation")
    remedy_words = NoteField(LABELS["remedy_words"], required=False)
    severity = ChoiceField(LABELS["severity"], choices=list(SEVERITIES.items()), default="ordinary")
    kind = ChoiceField(LABELS["kind"], choices=list(KINDS.items()), default="unclear")
    origin = ChoiceField(LABELS["origin"], choices=list(ORIGINS.items()), default="domestic")
    route_key = ChoiceField(N_("Route of the complaint"), translate=False)
    order_number = LineField(LABELS["order_number"], required=False, longest=40)
    material_number = LineField(LABELS["material_number"], required=False, longest=40)
    product = LineField(LABELS["product"], required=False)
    shipped_on = DayField(LABELS["shipped_on"], required=False)
    quantity = WholeField(LABELS["quantity"], required=False, high=MOST_PIECES)
    defective_quantity = WholeField(LABELS["defective_quantity"], required=False, high=MOST_PIECES)
    unit = LineField(LABELS["unit"], required=False, longest=20)
    quantity_unknown = YesField(LABELS["quantity_unknown"], hint=HINTS["quantity_unknown"])
    sample = LineField(LABELS["sample"], required=False, longest=200, hint=HINTS["sample"])
    handler_id = ChoiceField(
        N_("Who follows it up"), required=False, coerce=int, translate=False, hint=N_("Empty: by the office's rule.")
    )
    heard_at = MomentField(N_("Heard at"), required=False, hint=N_("Empty: now."))
    confirmed = YesField(N_("Read back to the customer, who confirms it"), hint=N_("Otherwise it is read back next."))
    came_from = HiddenField()

    def complaint(self, came_from: str | None) -> NewComplaint:
        """What was typed."""
        plain = (
            "route_key", "channel", "facts", "remedy_wanted", "remedy_words", "kind", "severity", "origin",
            "customer_id", "contact_name", "contact_phone", "heard_at", "handler_id", "quantity_unknown",
            "confirmed", *GOODS,
        )  # fmt: skip
        values: dict[str, Any] = {name: self[name].data for name in plain}
        return NewComplaint(matter=self.matter.data or first_line(values["facts"]), came_from=came_from, **values)

    @property
    def goods(self) -> list[Any]:
        """The fields about the goods, in the order of the form."""
        return [self[name] for name in (*GOODS, "quantity_unknown")]

    @property
    def more(self) -> list[Any]:
        """What seldom has to be said."""
        return [self.matter, self.remedy_words, self.handler_id, self.heard_at]

    @property
    def more_said(self) -> bool:
        """Whether something stands there already, or was refused."""
        return any(one.data or one.errors for one in self.more)

    @property
    def goods_said(self) -> bool:
        """Whether something stands there already, or was refused."""
        return any(one.data or one.errors for one in self.goods)


class ConfirmForm(VersionFields):
    pass


class SendBackForm(VersionFields):
    to = ChoiceField(N_("Back to the stage"), translate=False)
    reason = NoteField(N_("Why it is sent back"))


class HandOnForm(VersionFields):
    holder_id = ChoiceField(N_("Who has it at this stage"), required=False, coerce=int, translate=False)
    handler_id = ChoiceField(N_("Who follows it up and answers"), required=False, coerce=int, translate=False)
    reason = NoteField(N_("Why it is handed on"))


class PauseForm(VersionFields):
    cause = NoteField(N_("Why it stands still"))


class ReferForm(VersionFields):
    referred_to = LineField(N_("To whom the customer was referred"))
    words = NoteField(N_("What the customer was told"))


class WordsForm(VersionFields):
    words = NoteField(N_("What was found"))


class ReasonForm(VersionFields):
    reason = NoteField(N_("Reason"))


class ReopenForm(VersionFields):
    to = ChoiceField(
        N_("Goes on at the stage"), required=False, translate=False, hint=N_("Empty: where the work begins again.")
    )
    reason = NoteField(N_("Why it is reopened"))


class CorrectionFields(VersionFields):
    customer = LineField(N_("Customer no."), required=False, longest=40)
    reason = NoteField(N_("Why it is corrected"), required=False, hint=N_("Needed where the day moves by it."))


class LinkForm(Form):
    number = LineField(N_("Number of the other complaint"), longest=20)
    relation = ChoiceField(N_("How they belong together"), choices=list(RELATIONS.items()), default="relates")

    def other_id(self, actor: Actor) -> int:
        """The complaint of the number that was typed. Raises Refused for none that this user may know of."""
        query = select(Complaint.id).where(Complaint.number == (self.number.data or ""), visible(actor))
        found = db.session.scalar(query)
        if found is None:
            raise Refused(Text("There is no complaint of this number."), field="number")
        return found


def first_line(words: str | None) -> str:
    """The first line of what happened, as the matter of the complaint in one line."""
    return next((one.strip() for one in (words or "").splitlines() if one.strip()), "")[:LONGEST_MATTER]
