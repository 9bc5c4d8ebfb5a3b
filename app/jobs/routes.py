"""Progress of background work."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.jobs import queries, service
from app.jobs.models import Job
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("jobs", __name__, url_prefix="/jobs")


@bp.get("/<int:job_id>")
@requires(SIGNED_IN)
def show(job_id: int) -> Response:
    """How far the job is; only for who asked for it."""
    return hx.render("jobs/job.html", "jobs/_progress.html", job=_own(job_id))


@bp.post("/<int:job_id>/cancel")
@requires(SIGNED_IN)
def cancel(job_id: int) -> Response:
    """Ask the job to stop."""
    service.ask_to_cancel(_own(job_id).id, by=actor())
    return hx.render("jobs/job.html", "jobs/_progress.html", job=_own(job_id))


def _own(job_id: int) -> Job:
    job = queries.job(job_id)
    if job.staff_id != actor().staff_id and not actor().has_every_right:
        abort(404)
    return job
