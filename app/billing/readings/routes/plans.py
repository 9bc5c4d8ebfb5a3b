"""Plans: the months, one month with its books, making one, looking again at what is held."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app import clock
from app.billing.readings.feature import ENTER, PLAN, SEE
from app.billing.readings.forms import PlanForm
from app.billing.readings.policy import ReadingPolicy
from app.billing.readings.queries import items, plans
from app.billing.readings.routes import bp
from app.billing.readings.rules import read_period
from app.billing.readings.sentences import HOLDS
from app.billing.readings.service.plan import ask_for_plan
from app.billing.readings.service.settle import ask_to_recheck
from app.domain.errors import Refused
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work
from app.web import hx, registry
from app.web.forms import OnceForm
from app.web.guard import actor, may, requires


@bp.get("/")
@requires(SEE)
def index() -> Response:
    """The planned months, and the form to plan another."""
    return _months(PlanForm(endpoint="readings.plan", period=f"{clock.today():%Y-%m}"))


@bp.post("/plan")
@requires(PLAN)
def plan() -> Response:
    """Have a month planned."""
    form = PlanForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                job_id = ask_for_plan(form.period.data, by=actor(), language=str(get_locale()))
                work.result(url_for("jobs.show", job_id=job_id))
            return hx.go(url_for("jobs.show", job_id=job_id))
        except Refused as refused:
            form.refuse(refused)
    return _months(form)


def _months(form: PlanForm) -> Response:
    page, region = "billing/readings/plans.html", "billing/readings/_plans.html"
    return hx.render(page, region, status=form.status, form=form, plans=plans.plans(), can_plan=may(PLAN))


@bp.get("/<period>")
@requires(SEE)
def month(period: str) -> Response:
    """One month: how far each book is read, and what is held."""
    plan = plans.plan_of(period)
    books = plans.progress(plan.id)
    return hx.render(
        "billing/readings/month.html",
        "billing/readings/_books.html",
        plan=plan,
        books=books,
        total=plans.total(books),
        target=policy.of(ReadingPolicy).rate_target,
        opened_since=plans.opened_since(plan.id, actor()),
        no_book=items.NO_BOOK,
        can_plan=may(PLAN),
        can_enter=may(ENTER),
        has_round_list=_has_round_list(),
        form=OnceForm(endpoint="readings.recheck"),
    )


def _has_round_list() -> bool:
    """Whether the office has the paper for a round at hand."""
    return "round_list" in {form.key for offer in registry.hooked("documents") for form in offer()}


@bp.get("/<period>/held")
@requires(SEE)
def held(period: str) -> Response:
    """What is held of a month, perhaps for one reason or of one book."""
    plan = plans.plan_of(period)
    reason, book, after = (request.args.get(name) for name in ("reason", "book", "after"))
    return hx.render(
        "billing/readings/held.html",
        "billing/readings/_held.html",
        plan=plan,
        page=items.held_lines(plan.id, actor(), reason=reason, book=book, after=after),
        counts=items.held_by_reason(plan.id),
        holds=HOLDS,
        filters={"period": period, "reason": reason, "book": book, "after": after},
    )


@bp.get("/<period>/zero")
@requires(SEE)
def zero(period: str) -> Response:
    """Residential accounts without consumption: billed with 0.00, but worth a look."""
    plan = plans.plan_of(period)
    after = request.args.get("after")
    page = items.zero_lines(plan.id, actor(), after=after)
    filters = {"period": period, "after": after}
    return hx.render("billing/readings/zero.html", "billing/readings/_zero.html", plan=plan, page=page, filters=filters)


@bp.post("/<period>/recheck")
@requires(PLAN)
def recheck(period: str) -> Response:
    """Have every account of the month looked at again, after prices or accounts changed."""
    plan = plans.plan_of(read_period(period))
    key = OnceForm(endpoint="readings.recheck").key()
    with unit_of_work(by=actor(), key=key) as work:
        job_id = ask_to_recheck(plan.period, by=actor(), language=str(get_locale()))
        work.result(url_for("jobs.show", job_id=job_id))
    return hx.go(url_for("jobs.show", job_id=job_id))
