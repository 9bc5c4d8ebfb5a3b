"""Forms of petitions."""

from __future__ import annotations

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from app.domain.text import N_, Text
from app.office.petitions.models import Petition
from app.office.petitions.rules import MOST_PEOPLE, ROUTES, Words
from app.web.converters import read_id
from app.web.fields import ChoiceField, LineField, MoneyField, NoteField
from app.web.forms import Form, OnceForm, VersionFields
from app.web.language import say

HINT = N_(
    "In the order in which they are asked. A report or an appeal may name nobody: then every superior is asked, up to "
    "the top."
)


class PeopleField(Field):
    """People one after the other, in boxes of one name; the style sheet hides all empty ones but the first."""

    kind = "people"
    required = False

    def __init__(self, label: str, *, hint: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, default=(), **kwargs)
        self.hint = hint
        self.choices: list[tuple[int, str]] = []

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            self.data = tuple(read_id(str(typed)) for typed in valuelist if typed)
        except ValueError:
            self.data = ()
            raise ValueError(say(Text("Please choose one of the list."))) from None

    def pre_validate(self, form: Any) -> None:
        known = {one for one, _ in self.choices}
        if any(one not in known for one in self.data):
            raise StopValidation(say(Text("Please choose one of the list.")))

    def boxes(self) -> list[int | None]:
        """What stands in each box."""
        filled: list[int | None] = list(self.data)[:MOST_PEOPLE]
        return filled + [None] * (MOST_PEOPLE - len(filled))


class ChainForm(Form):
    route = ChoiceField(N_("Route"), choices=list(ROUTES.items()), default="report")
    people = PeopleField(N_("To be decided by"), hint=HINT)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people.choices = people


class DraftFields(ChainForm):
    subject = LineField(N_("Subject of the petition"), longest=200)
    body = NoteField(N_("Text of the petition"), longest=10_000)
    amount = MoneyField(N_("Amount"), required=False, hint=N_("In yuan; empty where no money is asked for."))

    def words(self) -> Words:
        """What was typed."""
        return Words(
            self.subject.data or "", self.body.data or "", self.amount.data, self.route.data, tuple(self.people.data)
        )


class WriteForm(DraftFields, OnceForm):
    pass


class ChangeForm(DraftFields, VersionFields):
    pass


class DiscardForm(VersionFields):
    pass


class SendForm(VersionFields, OnceForm):
    pass


class FollowForm(OnceForm):
    pass


def typed(petition: Petition) -> dict[str, Any]:
    """A draft as the fields of its form."""
    return {
        "subject": petition.subject,
        "body": petition.body,
        "amount": petition.amount_fen,
        "route": petition.route,
        "people": tuple(petition.chain),
        "version": petition.version,
    }
