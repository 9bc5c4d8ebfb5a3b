"""Pages of the probe: a live screen, and a change made by the server's own process."""

from __future__ import annotations

import time

from flask import Blueprint, jsonify, render_template_string
from werkzeug.wrappers import Response

from app.live.queries import revisions
from app.unit_of_work import unit_of_work
from app.web.guard import SIGNED_IN, actor, requires
from tests.live.probe.topics import parts

bp = Blueprint("probe", __name__, url_prefix="/probe")
TOKEN = '<input type="hidden" name="csrf_token" value="kept">'
PAGE = """{% extends "layouts/app.html" %}
{% block title %}Probe{% endblock %}
{% block content %}
<div id="asked" hx-get="/probe/figure" hx-trigger="live:probe from:body, live-resync:probe from:body"></div>
<div id="answer"></div>
{{ shown|safe }}
{% endblock %}"""


@bp.get("/")
@requires(SIGNED_IN)
def show() -> str:
    return render_template_string(PAGE, shown="".join(parts("probe", "all", TOKEN)))


@bp.get("/figure")
@requires(SIGNED_IN)
def figure() -> str:
    return str(revisions(["probe"])["probe"])


@bp.get("/touch/<topic>")
@requires(SIGNED_IN)
def touch(topic: str) -> Response:
    """Touch a topic; answer with the moment at which that was stored."""
    with unit_of_work(by=actor()) as work:
        work.touch(topic)
    return jsonify(at=time.monotonic())


@bp.get("/slow")
@requires(SIGNED_IN)
def slow() -> str:
    time.sleep(0.2)
    return "done"
