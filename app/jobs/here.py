"""Doing a job at once, for the command line: the same job, the same units, without waiting for a worker."""

from __future__ import annotations

import time

from app.domain.errors import Refused
from app.domain.text import Text
from app.jobs import queries, service
from app.jobs.models import Job

PAUSE_SECONDS = 0.2


def done_here(job_id: int) -> Job:
    """Do the job in this process, or wait for the worker that was quicker. Raises Refused where it failed."""
    while (job := _after_trying(job_id)).ended_at is None:
        if job.state == "queued" and job.attempts >= service.MOST_ATTEMPTS:
            raise Refused(Text("The program is busy just now. Please try again."))
        time.sleep(PAUSE_SECONDS)
    if job.state != "done":
        raise Refused(Text(job.problem or "This work was stopped."))
    return job


def _after_trying(job_id: int) -> Job:
    service.run(job_id)
    return queries.job(job_id)
