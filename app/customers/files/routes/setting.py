"""The page on which the office sets the rules of files (C-06, C-08, C-106, D-24)."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from app.customers.files import catalogue, forms, ruling
from app.customers.files.feature import RULES
from app.customers.files.routes.blueprint import FOLDER, bp
from app.domain.errors import Refused
from app.web import hx
from app.web.guard import actor, requires


@bp.route("/rules", methods=["GET", "POST"])
@requires(RULES)
def rules() -> Response:
    """Categories, what the files of each class must hold, sources; a post adds a category."""
    form = forms.WordForm()
    if form.posted():
        try:
            ruling.add_category(form.name.data or "", by=actor())
            return _back()
        except Refused as refused:
            form.refuse(refused)
    return _page(form, forms.WordForm(formdata=None))


@bp.post("/rules/categories/<key>")
@requires(RULES)
def set_category(key: str) -> Response:
    form = forms.WordForm()
    if form.posted():
        ruling.set_category(key, form.name.data, active=bool(form.active.data), by=actor())
    return _back()


@bp.post("/rules/classes/<any(person, company):kind>/<category>")
@requires(RULES)
def set_requirement(kind: str, category: str) -> Response:
    form = forms.RequirementForm()
    if form.posted():
        asked = request.form.getlist("fields")
        ruling.set_requirement(kind, category, asked, filing=bool(form.filing.data), by=actor())
    return _back()


@bp.post("/rules/sources")
@requires(RULES)
def add_source() -> Response:
    form = forms.WordForm()
    if form.posted():
        try:
            ruling.add_source(form.name.data or "", by=actor())
            return _back()
        except Refused as refused:
            form.refuse(refused)
    return _page(forms.WordForm(formdata=None), form)


@bp.post("/rules/sources/<int:source_id>")
@requires(RULES)
def set_source(source_id: int) -> Response:
    form = forms.WordForm()
    if form.posted():
        ruling.set_source(source_id, active=bool(form.active.data), by=actor())
    return _back()


def _page(category_form: forms.WordForm, source_form: forms.WordForm) -> Response:
    source_form.name.id = "source"  # both forms stand on one page
    return hx.render(
        f"{FOLDER}/rules.html",
        f"{FOLDER}/_rules.html",
        status=max(category_form.status, source_form.status),
        classes=catalogue.classes(),
        categories=catalogue.all_categories(),
        word_of=catalogue.word_of,
        fixed=ruling.ALWAYS_THERE,
        fields_asked=forms.fields_asked,
        sources=catalogue.all_sources(),
        category_form=category_form,
        source_form=source_form,
    )


def _back() -> Response:
    return hx.go(url_for("customers.rules"))
