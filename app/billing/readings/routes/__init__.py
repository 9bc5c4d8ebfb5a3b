"""The pages of the reading month: plans, entering in route order, what is held, appointments."""

from flask import Blueprint

bp = Blueprint("readings", __name__, url_prefix="/billing/readings")

from app.billing.readings.routes import appointments, entry, items, plans  # noqa: E402, F401
