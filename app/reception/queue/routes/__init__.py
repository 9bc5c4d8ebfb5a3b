"""The pages of the queue: the line with the door and the desks, steps of a visit, one visit, the visitors of a day."""

from flask import Blueprint

bp = Blueprint("queue", __name__, url_prefix="/reception/queue")

from app.reception.queue.routes import door, line, steps, visits  # noqa: E402, F401
