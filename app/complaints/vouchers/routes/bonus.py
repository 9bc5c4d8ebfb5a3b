"""Receivables that complaints delay: the month of each rep, leaving out, ending (K-37, S-30)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.allowances.policy import RemedyPolicy
from app.complaints.cases.queries import complaint_of, page_of
from app.complaints.vouchers import exports, forms, rules, withholding
from app.complaints.vouchers.feature import BOOK, SEE
from app.complaints.vouchers.routes.blueprint import FOLDER, WORDS, bp, form_page, month_asked
from app.domain.errors import Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.office.policy import queries as policy
from app.office.staff.queries import colleagues
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

FILTERS = ("month", "staff", "base", "after")


def left_of(base: Fen | None, shares: Sequence[withholding.Share]) -> Fen | None:
    """What is left of a base in fen; None where none was typed."""
    return None if base is None else rules.base_after(Fen(max(base, 0)), rules.total(one.amount for one in shares))


@bp.get("/vouchers/withheld")
@requires(SEE)
def withheld() -> Response:
    """What is left out of the bonus bases of a month, rep by rep; what is left of one base."""
    form = forms.BonusForm(formdata=request.args, meta={"csrf": False})
    form.staff.choices = colleagues()
    form.validate()
    month, staff_id = month_asked(), None if form.staff.errors else form.staff.data
    page = withholding.of_month(month, actor(), staff_id=staff_id, after=request.args.get("after"))
    shares = [one for one in withholding.shares(month, actor()) if staff_id in (None, one.staff_id)]
    base = form.base.data if staff_id and not form.base.errors else None
    context: dict[str, Any] = {
        "form": form, "page": page, "month": month, "shares": shares, "base": base,
        "after": left_of(base, shares),
        "values": {name: request.args[name] for name in FILTERS if request.args.get(name)},
    }  # fmt: skip
    return hx.render(f"{FOLDER}/withheld.html", f"{FOLDER}/_withheld.html", status=form.status, **context, **WORDS)


@bp.get("/vouchers/withheld/export.<any(xlsx, csv):suffix>")
@requires(SEE)
def withheld_file(suffix: str) -> Response:
    """What is left out of the bonus bases of a month, as a sheet."""
    return exports.withheld(month_asked(), suffix, by=actor())


@bp.route("/<int:complaint_id>/withheld/new", methods=["GET", "POST"])
@requires(BOOK)
def withhold(complaint_id: int) -> Response:
    """Leave a receivable out that a complaint delays."""
    case, url = complaint_of(complaint_id, actor()), page_of(complaint_id)
    form = forms.WithholdForm(data=withholding.prefill(case, policy.of(RemedyPolicy).tax_rate))
    form.staff_id.choices = colleagues()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                withholding.withhold(complaint_id, form.withheld(), by=actor())
                work.result(url_for(".of_case", complaint_id=complaint_id))
            return hx.go(url_for(".of_case", complaint_id=complaint_id))
        except Refused as refused:
            form.refuse(refused)
    title = Text("Receivable delayed by complaint %(number)s", number=case.number or "")
    return form_page(form, title, Text("Leave it out of the bonus base"), url)


@bp.route("/withheld/<int:withheld_id>/release", methods=["GET", "POST"])
@requires(BOOK)
def release(withheld_id: int) -> Response:
    """End it before the complaint does."""
    row = withholding.withheld(withheld_id, actor())
    one = row.WithheldReceivable
    form = forms.ReleaseForm(data={"version": one.version, "until_month": rules.month_of(clock.today())})
    back = url_for(".of_case", complaint_id=one.complaint_id)
    if form.posted():
        try:
            withholding.release(withheld_id, form.seen_version(), form.until_month.data, form.reason.data, by=actor())
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    return form_page(form, Text("No longer left out of the bonus base"), Text("End it"), back)
