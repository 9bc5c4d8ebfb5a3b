"""The deeds that have a page of their own: form, words and verb; and registering with what follows at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.domain.actor import Actor
from app.domain.text import Text
from app.reception.calls.queries import call
from app.reception.enquiries import asking, forms, rules, service
from app.reception.enquiries.asking import Known
from app.reception.enquiries.queries.people import office_today
from app.reception.queue.queries import visit
from app.web.converters import id_typed

NOTE = "note"  # for whoever was told of a matter of weight, however he stands to it otherwise


@dataclass(frozen=True, slots=True)
class EnquiryDeed:
    """A deed with a page: its move, its form, its title, the word on its button, its verb over id, form and actor."""

    move: str
    form: Callable[..., Any]
    title: Text
    button: Text
    verb: Callable[[int, Any, Actor], object]


def register_as_typed(form: forms.NewForm, known: Known, by: Actor) -> int:
    """Register what was typed, and finish it or hand it on at once; returns its id. Raises Refused."""
    asking.check_matter(form, known)
    visit_id, call_id = _seen(form.visit_id.data, visit, by), _seen(form.call_id.data, call, by)
    enquiry = service.register(form.enquiry(visit_id=visit_id, call_id=call_id), by=by)
    if enquiry.state == rules.OPEN and form.then.data == forms.AT_ONCE:
        service.finish(enquiry.id, enquiry.version, form.result.data or "", by=by)
    elif enquiry.state == rules.OPEN and form.then.data == forms.ON:
        to = asking.to_whom(form, by)
        service.hand_on(enquiry.id, enquiry.version, to or 0, None, by=by)
    return enquiry.id


def hand_on(enquiry_id: int, form: forms.HandOnForm, by: Actor) -> None:
    """Ask the chosen person, or the head of the chosen department. Raises Refused."""
    to, department_id = form.to.data, form.department.data
    rules.check_addressee(to, department_id)
    asked = to if to is not None else rules.head_wanted(department_id, office_today())
    service.hand_on(enquiry_id, form.seen_version(), asked, form.words.data, by=by)


def _finish(enquiry_id: int, form: forms.FinishForm, by: Actor) -> None:
    service.finish(enquiry_id, form.seen_version(), form.result.data, state=form.state.data, by=by)


def _seen(typed: str | None, look: Callable[[int, Actor], object], by: Actor) -> int | None:
    """The visit or call from which the enquiry came, if this actor may see it. Raises NoResultFound."""
    found = id_typed(typed)
    if found is not None:
        look(found, by)
    return found


DEEDS = {
    "hand-on": EnquiryDeed(rules.HAND_ON, forms.HandOnForm, Text("Hand over an enquiry"), Text("Hand it on"), hand_on),
    "give-back": EnquiryDeed(
        rules.GIVE_BACK,
        forms.GiveBackForm,
        Text("Give an enquiry back"),
        Text("Give it back"),
        lambda one, form, by: service.give_back(one, form.seen_version(), form.reason.data, by=by),
    ),
    "finish": EnquiryDeed(rules.FINISH, forms.FinishForm, Text("Finish an enquiry"), Text("Finish"), _finish),
    "tell": EnquiryDeed(
        rules.TELL,
        forms.TellForm,
        Text("Report a matter of weight"),
        Text("Report it to the general manager"),
        lambda one, form, by: service.tell(one, form.seen_version(), form.words.data, by=by),
    ),
    "note": EnquiryDeed(
        NOTE,
        forms.NoteForm,
        Text("Take note of a matter of weight"),
        Text("Taken note"),
        lambda one, form, by: service.note(one, form.words.data, by=by),
    ),
}
