"""How far a job is."""

from __future__ import annotations

from sqlalchemy import select

from app.extensions import db
from app.jobs.models import Job


def job(job_id: int) -> Job:
    """The job as stored. Raises NoResultFound."""
    return db.session.scalars(select(Job).where(Job.id == job_id).execution_options(populate_existing=True)).one()


def newest_of(subject: str) -> Job | None:
    """The newest job about a subject, such as "run:3"."""
    return db.session.scalars(select(Job).where(Job.subject == subject).order_by(Job.id.desc()).limit(1)).one_or_none()
