"""The month's page."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response

from app import clock
from app.billing.month.feature import SEE
from app.billing.month.queries import standing
from app.billing.readings.queries.plans import plans
from app.billing.readings.rules import read_period
from app.domain.errors import Refused
from app.web import hx
from app.web.guard import requires

bp = Blueprint("month", __name__, url_prefix="/billing/month")


@bp.get("")
@requires(SEE)
def newest() -> Response:
    """The newest month, or where to begin one."""
    for plan in plans()[:1]:
        return hx.go(url_for("month.show", period=plan.period))
    return hx.render("billing/month/none.html", "billing/month/_none.html", period=f"{clock.today():%Y-%m}")


@bp.get("/<period>")
@requires(SEE)
def show(period: str) -> Response:
    """Where this month stands."""
    try:
        month = standing(read_period(period))
    except Refused:
        abort(404)
    periods = [plan.period for plan in plans()]
    return hx.render("billing/month/month.html", "billing/month/_stages.html", month=month, periods=periods)
