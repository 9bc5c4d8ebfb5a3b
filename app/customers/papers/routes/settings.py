"""Which kinds of papers there are, and of whom they are asked."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.customers.files.rules import KINDS
from app.customers.papers import queries, service
from app.customers.papers.feature import MANAGE
from app.customers.papers.forms import KindForm
from app.customers.papers.models import PaperKind
from app.customers.papers.routes.blueprint import FOLDER, bp, words
from app.domain.errors import Refused
from app.domain.text import Text
from app.web import hx
from app.web.forms import Form
from app.web.guard import actor, requires


@bp.route("/papers/kinds", methods=["GET", "POST"])
@requires(MANAGE)
def kinds() -> Response:
    """The kinds of papers, and by kind and category of customers which are asked of them."""
    form = Form()
    if form.posted():
        service.require(_ticked(), by=actor())
        return hx.go(url_for("papers.kinds"))
    context: dict[str, Any] = {
        "form": form, "kinds": queries.kinds(active=False), "needed": queries.requirements(),
        "categories": queries.categories(), "of_customers": KINDS, **words(),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/kinds.html", f"{FOLDER}/_kinds.html", status=form.status, **context)


@bp.route("/papers/kinds/new", methods=["GET", "POST"])
@requires(MANAGE)
def new_kind() -> Response:
    """A further kind of paper."""
    return _kind(None)


@bp.route("/papers/kinds/<int:kind_id>", methods=["GET", "POST"])
@requires(MANAGE)
def kind(kind_id: int) -> Response:
    """One kind of paper."""
    return _kind(queries.kind(kind_id))


def _kind(found: PaperKind | None) -> Response:
    form = KindForm(obj=found)
    if form.posted():
        try:
            _store(found, form)
            return hx.go(url_for("papers.kinds"))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "found": found, **words()}
    return hx.render(f"{FOLDER}/kind.html", f"{FOLDER}/_kind.html", status=form.status, **context)


def _store(found: PaperKind | None, form: KindForm) -> None:
    name, values = form.name.data, {"expires": form.expires.data, "checked_by": form.checked_by.data}
    if found is not None:
        service.change_kind(found.id, name=name, active=form.active.data, **values, by=actor())
    elif name is None:
        raise Refused(Text("Please fill this in."), field="name")
    else:
        service.add_kind(name, **values, by=actor())


def _ticked() -> set[tuple[int, str, str]]:
    """What is asked of whom, as ticked; what is none of the boxes of the page is not read."""
    boxes = {
        f"{one.id}:{kind}:{category}": (one.id, kind, category)
        for one in queries.kinds(active=False)
        for kind in KINDS
        for category, _ in queries.categories()
    }
    return {boxes[name] for name in request.form.getlist("need") if name in boxes}
