"""Price lists: looking, entering, bringing files, trying out."""

from typing import Any

from flask import Blueprint, abort, make_response, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.billing.tariffs import queries, service
from app.billing.tariffs.feature import ENTER, SEE
from app.billing.tariffs.files import read_tariff
from app.billing.tariffs.forms import TariffForm, TryForm, UploadForm, blank, typed_of
from app.billing.tariffs.pricelist import CATEGORIES, CYCLE_LENGTHS, STEPS, USES, PriceList
from app.billing.tariffs.quote import quote
from app.billing.tariffs.rows import closed_up
from app.domain.errors import Refused
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import OnceForm
from app.web.guard import actor, may, requires

bp = Blueprint("tariffs", __name__, url_prefix="/billing/tariffs")


@bp.get("/")
@requires(SEE)
def listing() -> Response:
    """Every price list by category, the one in force today marked."""
    return hx.render(
        "billing/tariffs/list.html",
        "billing/tariffs/_tariffs.html",
        categories=CATEGORIES,
        tariffs=queries.tariffs(),
        today=clock.today(),
        can_enter=may(ENTER),
        in_force=queries.in_force_today(clock.today()),
    )


@bp.get("/<int:tariff_id>")
@requires(SEE)
def show(tariff_id: int) -> Response:
    """One price list."""
    tariff = queries.tariff(tariff_id)
    return hx.render(
        "billing/tariffs/show.html",
        "billing/tariffs/_tariff.html",
        tariff=tariff,
        pricelist=queries.parsed(tariff.source),
        is_used=queries.is_used(tariff_id),
        can_enter=may(ENTER),
        form=OnceForm(endpoint="tariffs.remove"),
        categories=CATEGORIES,
        cycle_lengths=CYCLE_LENGTHS,
        steps=STEPS,
        uses=USES,
    )


@bp.get("/<int:tariff_id>.toml")
@requires(SEE)
def download(tariff_id: int) -> Response:
    """The price list as a tariff file."""
    answer = make_response(queries.tariff(tariff_id).source.encode())
    answer.headers["Content-Type"] = "application/toml"
    answer.headers["Content-Disposition"] = f'attachment; filename="tariff-{tariff_id}.toml"'
    return answer


@bp.route("/new", methods=["GET", "POST"])
@requires(ENTER)
def enter() -> Response:
    """Enter a price list on screen."""
    return _typed_in(url_for("tariffs.enter"), url_for("tariffs.listing"), blank(clock.today()), service.enter_tariff)


@bp.route("/<int:tariff_id>/replace", methods=["GET", "POST"])
@requires(ENTER)
def replace(tariff_id: int) -> Response:
    """Put another price list in the place of one that nobody used."""
    old = queries.parsed(queries.tariff(tariff_id).source)

    def store(pricelist: PriceList, **by: Any) -> Any:
        return service.replace_tariff(tariff_id, pricelist, **by)

    here, back = url_for("tariffs.replace", tariff_id=tariff_id), url_for("tariffs.show", tariff_id=tariff_id)
    return _typed_in(here, back, typed_of(old), store)


@bp.post("/<int:tariff_id>/remove")
@requires(ENTER)
def remove(tariff_id: int) -> Response:
    """Remove a price list that nobody used."""
    form = OnceForm()
    if not form.posted():
        abort(400)
    with unit_of_work(by=actor(), key=form.key()) as work:
        service.remove_tariff(tariff_id, by=actor())
        work.result(url_for("tariffs.listing"))
    return hx.go(url_for("tariffs.listing"))


@bp.route("/upload", methods=["GET", "POST"])
@requires(ENTER)
def upload() -> Response:
    """Bring a tariff file."""
    form = UploadForm()
    if form.posted():
        try:
            return _stored(form, read_tariff(form.content()), service.enter_tariff)
        except Refused as refused:
            form.refuse(refused if refused.field == "file" else Refused(refused.text, field="file"))
    return hx.render("billing/tariffs/upload.html", "billing/tariffs/_upload.html", status=form.status, form=form)


@bp.get("/<int:tariff_id>/try")
@requires(SEE)
def try_out(tariff_id: int) -> Response:
    """What a volume costs under a price list, while it is typed."""
    pricelist = queries.parsed(queries.tariff(tariff_id).source)
    form = TryForm(request.args if request.args else None)
    form.use.choices = [(use, USES.get(use, use)) for use in dict.fromkeys(plan.use for plan in pricelist.plans)]
    quoted, problem = None, None
    if request.args.get("volume") and form.validate():
        try:
            quoted = quote(pricelist, **form.asked())
        except Refused as refused:
            problem = refused.text
    context: dict[str, Any] = {"tariff_id": tariff_id, "pricelist": pricelist, "form": form}
    return hx.render(
        "billing/tariffs/try.html", "billing/tariffs/_quote.html", quoted=quoted, problem=problem, **context
    )


def _typed_in(here: str, back: str, begin: Any, store: Any) -> Response:
    adds, drops = request.form.get("add"), request.form.get("drop")
    form = TariffForm(closed_up(request.form, dropped=drops) if request.form else None, data=begin)
    if adds:
        form.add_row(adds)
    elif not drops and form.posted():
        try:
            return _stored(form, form.pricelist(), store)
        except Refused as refused:
            form.refuse(refused)
    status = 200 if adds or drops else form.status
    context: dict[str, Any] = {"form": form, "here": here, "back": back, "uses": USES}
    return hx.render("billing/tariffs/enter.html", "billing/tariffs/_list_form.html", status=status, **context)


def _stored(form: OnceForm, pricelist: PriceList, store: Any) -> Response:
    with unit_of_work(by=actor(), key=form.key()) as work:
        tariff = store(pricelist, by=actor())
        work.result(url_for("tariffs.show", tariff_id=tariff.id))
    return hx.go(url_for("tariffs.show", tariff_id=tariff.id))
