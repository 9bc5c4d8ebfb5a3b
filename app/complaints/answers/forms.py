"""Forms of answers."""

from __future__ import annotations

from app.complaints.answers.rules import LETTER, SATISFACTIONS, TELEPHONE, WAYS
from app.complaints.answers.service import NewMessage, NewVisit
from app.complaints.fields import FIELDS
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField, YesField
from app.web.forms import Form, OnceForm, VersionFields

AT_ONCE, LATER = "at_once", "later"
YES, NO = "yes", "no"
INSIDE, OUTSIDE = "inside", "outside"


class WordsFields(Form):
    salutation = LineField(N_("Salutation"))
    words = NoteField(N_("Words of the letter"), longest=4000)


class SendFields(Form):
    way = ChoiceField(N_("How it goes to the customer"), choices=list(WAYS.items()), default=LETTER)
    sent_on = DayField(N_("Told on"))


class NewLetterForm(WordsFields, SendFields, OnceForm):
    then = ChoiceField(
        N_("What next"),
        choices=[(AT_ONCE, N_("It goes to the customer at once")), (LATER, N_("Keep it as a draft"))],
        default=AT_ONCE,
    )
    accepted = YesField(N_("The customer accepted it at once"), hint=N_("Where he was told in person or by telephone."))
    onward = YesField(N_("The complaint goes on to its next stage"), hint=N_("Unless the letter is kept as a draft."))


class ChangeLetterForm(WordsFields, VersionFields):
    pass


class SendForm(SendFields, VersionFields):
    pass


class VoidForm(VersionFields):
    reason = NoteField(N_("Why it is void"), longest=500)


class MessageForm(OnceForm):
    side = ChoiceField(
        N_("Who was told"),
        choices=[(OUTSIDE, N_("The customer")), (INSIDE, N_("Somebody in the office"))],
        default=OUTSIDE,
    )
    told = LineField(N_("Name of whoever was told"))
    way = ChoiceField(N_("How"), choices=list(WAYS.items()), default=TELEPHONE)
    words = LineField(N_("What was said"), longest=500)
    only_status = YesField(
        N_("Nothing was promised"), hint=N_("Before the decision the customer hears only that it is being handled.")
    )

    def message(self) -> NewMessage:
        """What was typed."""
        outside, only_status = self.side.data == OUTSIDE, bool(self.only_status.data)
        return NewMessage(outside, self.way.data, self.told.data or "", self.words.data or "", only_status)


class AcceptanceForm(OnceForm):
    accepted = ChoiceField(
        N_("Does the customer accept the outcome"),
        choices=[(YES, N_("Yes, he accepts it")), (NO, N_("No, he does not accept it"))],
    )
    said_on = DayField(N_("Said on"))
    words = NoteField(N_("In the customer's words"), required=False)


class VisitForm(OnceForm):
    visited_on = DayField(N_("Visited on"))
    way = ChoiceField(N_("How"), choices=list(WAYS.items()), default=TELEPHONE)
    reached = ChoiceField(N_("Was he reached"), choices=[(YES, N_("Reached")), (NO, N_("Not reached"))], default=YES)
    satisfied = ChoiceField(N_("How satisfied"), choices=list(SATISFACTIONS.items()), required=False)
    words = NoteField(N_("What the customer said"))
    close = YesField(N_("The complaint is closed with it"))
    lessons = NoteField(FIELDS["lessons"].label, required=False)

    def visit(self) -> NewVisit:
        """What was typed."""
        reached, said = self.reached.data == YES, self.words.data or ""
        return NewVisit(self.visited_on.data, self.way.data, reached, self.satisfied.data, said)
