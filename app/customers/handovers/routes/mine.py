"""What a member of staff has to do for the customers that he hands over or takes over."""

from __future__ import annotations

from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.handovers import rules
from app.customers.handovers.forms import ContactForm
from app.customers.handovers.queries.lists import waiting_for
from app.customers.handovers.routes.blueprint import FOLDER, bp
from app.customers.handovers.service import signing
from app.domain.errors import Refused
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires


@bp.get("/mine")
@requires(SIGNED_IN)
def mine() -> Response:
    """The hand-overs in which the user has something to sign or somebody to contact."""
    return _mine(ContactForm(data={"contacted_on": clock.today()}))


@bp.post("/mine/contact")
@requires(SIGNED_IN)
def contact() -> Response:
    """Keep the first contact with the customers ticked."""
    form = ContactForm()
    if form.posted():
        try:
            signing.contact(form.ticked(), form.contacted_on.data, by=actor())
            return hx.go(url_for(".mine"))
        except Refused as refused:
            form.refuse(refused)
    return _mine(form)


@bp.post("/mine/<int:handover_id>/take")
@requires(SIGNED_IN)
def take(handover_id: int) -> Response:
    """Sign for all customers that one takes over with a hand-over."""
    signing.sign_as_taker(handover_id, by=actor())
    return hx.go(url_for(".mine"))


def _mine(form: ContactForm) -> Response:
    context: dict[str, Any] = {"found": waiting_for(actor()), "form": form, "me": actor().staff_id}
    return hx.render(f"{FOLDER}/mine.html", f"{FOLDER}/_mine.html", status=form.status, rules=rules, **context)
