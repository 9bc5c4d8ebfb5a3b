"""What the pages of the queue answer after a deed: the place of work as it stands now, and a sentence."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import render_template, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.staff.queries import colleagues
from app.reception.counters.queries import desk_choices, purpose_choices
from app.reception.queue import at_door, feature, queries, screen
from app.reception.queue.deeds import MORE, done_of, label_of, offered
from app.reception.queue.forms import RegisterForm, StepForm
from app.reception.queue.models import Visit
from app.reception.queue.queries import Door, Row
from app.reception.queue.rules import STATES, StillServing
from app.reception.queue.waits import Range
from app.web import hx
from app.web.guard import actor, may

PAGE, PLACE = "reception/queue/index.html", "reception/queue/_workplace.html"
REGISTER = "reception/queue/_register.html"


class Said(NamedTuple):
    """What was done just now; `undo` where one click takes it back."""

    id: int
    version: int
    number: str
    done: Text
    undo: bool


class Made(NamedTuple):
    """A visitor who was registered just now, with the ways to why and to the ticket."""

    row: Row
    ahead: int
    wait: Range | None
    why: str | None
    ticket: str | None
    after: str | None


def me() -> int:
    """The member of staff who sits here. Raises Refused for whoever is none."""
    staff_id = actor().staff_id
    if staff_id is None:
        raise Refused(Text("Only a member of staff sits at a desk."))
    return staff_id


def page(
    *,
    status: int = 200,
    made: int | None = None,
    form: RegisterForm | None = None,
    door: Door | None = None,
    **said: Any,
) -> Response:
    """The whole page, or to htmx the place of work alone."""
    purposes = purpose_choices()
    context = screen.workplace(actor(), purposes) | said
    if not hx.is_fragment():
        context |= door_context(form, door, made, purposes)
    return hx.render(PAGE, PLACE, status=status, **context)


def door_context(
    form: RegisterForm | None, door: Door | None, made: int | None, purposes: screen.Purposes
) -> dict[str, Any]:
    """What the form at the door needs."""
    return {
        "form": form or (at_door.fresh_form(purposes) if may(feature.REGISTER) else None),
        "door": door,
        "made": made_of(made) if made else None,
        "key_of": at_door.key_of,
        "fills": at_door.fills,
        "rights": feature,
        "bulletin": screen.way_to("bulletin.unread") if actor().may("reception.bulletin.read") else None,
    }


def made_of(visit_id: int) -> Made:
    """What is said of a new visitor: number, who receives and why, how many are ahead. Raises NoResultFound."""
    visit, by = queries.visit(visit_id, actor()), actor()
    why = visit.staff_id is not None and by.may("reception.claims.see")
    prints = by.may("reception.tickets.print")
    return Made(
        queries.row(visit_id),
        queries.ahead_of(visit),
        queries.wait_of(visit),
        screen.way_to("claims.visit", visit_id=visit_id) if why else None,
        screen.way_to("tickets.show", visit_id=visit_id) if prints else None,
        screen.way_to("tickets.after", visit_id=visit_id) if prints else None,
    )


def registered(visit: Visit) -> Response:
    """The form for the next visitor, with a line on this one, and the line of visitors as it is now."""
    if not hx.is_fragment():
        return hx.go(url_for("queue.index", made=visit.id))
    purposes = purpose_choices()
    form = render_template(REGISTER, **door_context(None, None, visit.id, purposes))
    place = render_template(PLACE, **screen.workplace(actor(), purposes) | {"beside": True})
    return Response(form + place, mimetype="text/html")


def not_registered(form: RegisterForm, door: Door) -> Response:
    """The form as typed with the sentence beside its field, and what the door knows."""
    if not hx.is_fragment():
        return page(status=form.status, form=form, door=door)
    region = render_template(REGISTER, **door_context(form, door, None, ()))
    return Response(region, form.status, mimetype="text/html")


def done(visit: Visit, key: str, *, back: bool = False) -> Response:
    """The place of work after a step, with the way back; from the page of a visit that page."""
    if not hx.is_fragment():
        return hx.go(url_for("queue.show", visit_id=visit.id) if back else url_for("queue.index"))
    undo = key not in MORE and visit.state not in screen.BUSY  # whoever stands at a desk has it there
    said = Said(visit.id, visit.version, visit.number, done_of(key), undo)
    return hx.with_trigger(page(said=said), **{"queue-done": True})


def problem(refused: Refused) -> Response:
    """The place of work as it is now, and why the deed was not done."""
    return page(status=refused.status, problem=refused.text)


def question(busy: StillServing, again: str) -> Response:
    """My desk with the question: finish and call, or stay (R-15)?"""
    staff_id, rights = me(), screen.rights_of(actor())
    panel = screen.asking(screen.panel_of(staff_id, actor().name, rights), busy, again)
    return page(status=busy.status, panel=panel)


def refused(visit_id: int, key: str, form: StepForm, why: Refused | None) -> Response:
    """Why a step was not taken: where its words were wrong they stand as typed, else the visitor as he is now."""
    status = form.refuse(why) if why else form.status
    of_words = why is None or (why.field is not None and not isinstance(why, Conflict))
    if why is not None and not of_words and form.back.data != "visit":
        return problem(why)
    answer = hx.render(
        "reception/queue/do.html",
        "reception/queue/_deeds.html",
        status=status,
        **deeds_context(queries.row(visit_id), form, opened=key, problem=why.text if why and not of_words else None),
    )
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#deeds", "outerHTML"
    return answer


def step_form() -> StepForm:
    """The words of a step as sent, with the office's people, purposes and desks to choose from."""
    return StepForm().take_choices(staff_id=colleagues(), purpose_id=purpose_choices(), desk_id=desk_choices())


def deeds_context(row: Row, form: StepForm, *, opened: str = "", problem: Text | None = None) -> dict[str, Any]:
    """What may be done with a visitor as he is now, each step with a form of its own; the one refused stands open."""
    steps = offered(row.state, actor())
    return {
        "row": row,
        "offered": steps,
        "label_of": label_of,
        "dashed": dashed,
        "forms": {
            key: _among_others(form if key == opened else _blank(form), key) for key, deed in steps if deed.fields
        },
        "opened": opened,
        "problem": problem,
        "back": form.back.data,
        "named": screen.shows_names(actor()),
        "states": STATES,
        "colours": screen.COLOURS,
    }


def _blank(form: StepForm) -> StepForm:
    """An empty form with the choices of the one that was sent."""
    made = StepForm(formdata=None)
    for name in ("staff_id", "purpose_id", "desk_id"):
        made[name].choices = form[name].choices
    return made


def _among_others(form: StepForm, key: str) -> StepForm:
    """The form of one step among others on the page: its fields have ids of their own."""
    for one in form:
        one.id = f"{key}-{one.name}"
    return form


def dashed(key: str) -> str:
    """A step as it stands in addresses."""
    return key.replace("_", "-")
